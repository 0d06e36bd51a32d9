"""Bản quét: kept with its SHA-256, printed in the minutes, carried by backups, verified."""

import hashlib

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services import nine_members as nine
from tests.services.document.test_writing import TOLD, issue, state, write
from thidua.db.engine import data_folder, database_url, forget_engines, reading
from thidua.db.tables import PaperScan
from thidua.domain.document.blocks import Fields, plain
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.record.backup import BackupCause
from thidua.domain.scoring.evidence import FileLost
from thidua.services.document import making, scans
from thidua.services.ground.work import Work
from thidua.services.record import backups, integrity

PDF = b"%PDF-1.7 phieu kiem co chu ky"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def counted(sqlite_url):
    nine.settle()
    vote = nine.opened()
    for unit in nine.UNITS[2:]:
        nine.cast(vote, unit, nine.YES, nine.NO)
    nine.close(vote)
    return vote


def add(content=PDF, name="Phiếu kiểm.pdf", actor=nine.HEAD, **about):
    return nine.do(scans.add, actor, content=content, file_name=name, **about)


def listed(vote):
    return nine.see(lambda work: scans.of_vote(work.session, work.period, vote))


def printed(vote):
    document = nine.see(making.document, code="bien-ban-kiem-phieu", scope=str(vote))
    rows = next(one for one in document.body if isinstance(one, Fields)).rows
    return [plain(said) for label, said in rows if label == "Bản quét kèm theo"]


def test_the_minutes_print_the_digest_and_the_file_comes_back_whole(counted):
    before = nine.see(making.document, code="bien-ban-kiem-phieu", scope=str(counted))
    key = add(vote=counted)
    after = nine.see(making.document, code="bien-ban-kiem-phieu", scope=str(counted))

    assert printed(counted) == [f"Phiếu kiểm.pdf, SHA-256 {SHA}"]
    assert before.trace == after.trace
    assert nine.see(scans.content, key=key) == PDF
    (told,) = [one for one in recorded() if one.action == "document.scan_added"]
    assert told.new == f"{nine.AWARD.title}: Phiếu kiểm.pdf, SHA-256 {SHA}"


def test_one_put_aside_is_printed_no_more_and_stays_readable(counted):
    key = add(vote=counted)
    with pytest.raises(Refused, match="Cần ghi lý do"):
        nine.do(scans.end, key=key, reason=" ")
    nine.do(scans.end, key=key, reason="Quét nhầm trang")

    assert printed(counted) == []
    assert [(one.is_live, one.reason) for one in listed(counted)] == [(False, "Quét nhầm trang")]
    assert nine.see(scans.content, key=key) == PDF
    with pytest.raises(Refused, match="đã bỏ rồi"):
        nine.do(scans.end, key=key, reason="Nữa")
    assert add(vote=counted) != key


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.pdf", "rỗng"),
        (b"<html>", "a.pdf", "không phải loại được nhận"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.pdf", "quét"),
        (b"%PDF" + b"-" * (20 * 1024 * 1024), "a.pdf", "lớn hơn 20 MB"),
    ],
)
def test_only_a_picture_of_a_paper_is_taken(counted, content, name, message):
    with pytest.raises(Refused, match=message):
        add(content, name, vote=counted)
    assert listed(counted) == ()


def test_the_same_scan_twice_and_a_vote_not_opened_are_refused(counted):
    add(vote=counted)
    with pytest.raises(Refused, match="đã đính kèm rồi"):
        add(vote=counted, name="khác.pdf")
    with pytest.raises(NotFound):
        add(vote=999)
    with pytest.raises(NotFound):
        add()


def test_who_writes_no_papers_adds_none_and_opens_what_may_be_known(counted):
    key = add(vote=counted)
    officer = nine.OFFICERS["U2"]

    with pytest.raises(NotPermitted):
        add(b"%PDF-1 khac", vote=counted, actor=officer)
    with pytest.raises(NotPermitted):
        nine.do(scans.end, officer, key=key, reason="Thử")
    assert nine.see(scans.content, officer, key=key) == PDF


def test_while_the_figures_would_tell_who_cast_what_others_do_not_open_it(sqlite_url):
    nine.settle()
    vote = nine.opened()
    for unit in nine.UNITS[2:4]:
        nine.cast(vote, unit, nine.YES, nine.NO)
    key = add(vote=vote)
    with pytest.raises(NotPermitted):
        nine.see(scans.content, nine.OFFICERS["U1"], key=key)
    nine.close(vote)

    with pytest.raises(NotPermitted):
        nine.see(scans.content, nine.OFFICERS["U1"], key=key)
    assert nine.see(scans.content, key=key) == PDF


def test_a_signed_paper_has_its_scan_too(sqlite_url):
    nine.settle()
    state()
    write(TOLD)
    key = issue()
    scan = add(issued=key, name="đã ký.png", content=b"\x89PNG\r\n\x1a\n.")

    (one,) = nine.see(lambda work: scans.of_issued(work.session, work.period, key))
    assert (one.key, one.file_name, one.media_type) == (scan, "đã ký.png", "image/png")


def stored_file():
    with reading() as session:
        row = session.exec(select(PaperScan)).one()
    return data_folder() / "minh-chung" / row.stored_name


def fault():
    with reading() as session:
        return {one.code: one.fault for one in integrity.verdicts(Work(session, PROGRAM))}["I23"]


def test_a_lost_or_changed_scan_is_named_and_a_backup_brings_it_back(counted, tmp_path):
    key = add(vote=counted)
    assert fault() == ""
    url, to = database_url(), tmp_path / "sao.db"
    kept = backups.make(url, actor=PROGRAM, now=nine.NOW, why=BackupCause.REQUEST, to=to)
    file = stored_file()
    file.unlink()  # the backup shares its content on the same disk
    file.write_bytes(b"khac")

    assert fault() == f"bản quét «Phiếu kiểm.pdf»: mất, hoặc khác SHA-256 {SHA}"
    with pytest.raises(FileLost):
        nine.see(scans.content, key=key)

    file.unlink()
    forget_engines()
    backups.restore(kept, url=url, actor=PROGRAM, now=nine.NOW)
    assert (fault(), nine.see(scans.content, key=key)) == ("", PDF)
