"""Gói họp: verified by the program in it, the same twice, and nothing in it that is not for one."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import docx
import pytest
from openpyxl import load_workbook

from tests.people import PROGRAM
from tests.services import nine_members as nine
from tests.services.nine_members import AWARD, HEAD, LEADER, NO, OFFICERS, YES, cast, close, opened
from thidua.db.engine import data_folder, reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.document.pack import PackKind
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.scoring.evidence import EvidenceLevel
from thidua.domain.vote.vote import Conduct
from thidua.files.check_pack import check_pack
from thidua.files.word.properties import FINGERPRINT, read_properties
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.document import meeting_pack, pack_evidence, texts
from thidua.services.document.pack_parts import NOT_YOURS
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import fingerprints
from thidua.services.scoring import evidence_changes
from thidua.services.vote import votes

BEFORE, AFTER = PackKind.BEFORE, PackKind.AFTER
OFFICE_FILES = (".docx", ".xlsx", ".pptx")


def of(service, year=2024, actor=PROGRAM, block=BLOCK_CODE, **named):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=block, year=year)
        return service(Work(session, actor, period), **named)


def opened_pack(content):
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def missing_of(files):
    return json.loads(files["muc-luc.json"])["missing"]


def member(role, year=2024, unit=None):
    grant = Grant(role, BLOCK_CODE, unit, year, "")
    return Actor(f"Người {role}", (grant,), role.value)


@pytest.mark.parametrize("kind", [BEFORE, AFTER])
@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_pack_is_the_same_twice_and_every_file_has_one_fingerprint(
    demo_sqlite_url, tmp_path, kind, year
):
    content = of(meeting_pack.pack, year, kind=kind)
    assert of(meeting_pack.pack, year, kind=kind) == content

    file = tmp_path / "goi.zip"
    file.write_bytes(content)
    files = opened_pack(content)
    (tmp_path / "kiem_tra.py").write_bytes(files["kiem_tra.py"])
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "kiem_tra.py"), str(file)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nhật ký toàn vẹn: ")

    wanted = of(fingerprints.period_fingerprint, year)
    office = {name: data for name, data in files.items() if name.endswith(OFFICE_FILES)}
    assert {name: read_properties(data).get(FINGERPRINT) for name, data in office.items()} == (
        dict.fromkeys(office, wanted)
    )
    manifest = json.loads(files["muc-luc.json"])
    assert (manifest["fingerprint"], manifest["kind"]) == (wanted, kind.value)
    first = files["00-doc-truoc.txt"].decode()
    assert wanted in first and "python kiem_tra.py" in first
    for name, why in manifest["missing"].items():
        assert f"- {name}: " in first and why in first
    told = {one.file for one in of(meeting_pack.contents, year, kind=kind) if one.is_there}
    own = {"00-doc-truoc.txt", "muc-luc.json", "kiem_tra.py", "ten-nguoi.json"}
    assert told == files.keys() - own
    for name in (one for one in office if one.endswith(".xlsx")):
        assert load_workbook(io.BytesIO(office[name])).sheetnames


def test_a_change_of_any_file_is_named(demo_sqlite_url, tmp_path):
    files = opened_pack(of(meeting_pack.pack, kind=AFTER))

    for name in files:
        bent = bytearray(files[name])
        bent[len(bent) // 2] ^= 1
        file = tmp_path / "goi.zip"
        with zipfile.ZipFile(file, "w") as pack:
            for one, data in (files | {name: bytes(bent)}).items():
                pack.writestr(one, data)
        assert check_pack(file) == f"tệp {name} trong gói đã bị sửa"


def test_provisional_is_said_until_the_period_is_locked(demo_sqlite_url):
    open_year = opened_pack(of(meeting_pack.pack, 2025, kind=BEFORE))
    locked = opened_pack(of(meeting_pack.pack, 2024, kind=BEFORE))

    def mark(files):
        first = files["00-doc-truoc.txt"].decode()
        with zipfile.ZipFile(io.BytesIO(files["04-bang-tong-hop.docx"])) as paper:
            word = paper.read("word/document.xml").decode()
        with zipfile.ZipFile(io.BytesIO(files["05-trinh-chieu.pptx"])) as deck:
            slides = [
                deck.read(one).decode()
                for one in deck.namelist()
                if one.startswith("ppt/slides/slide")
            ]
        book = load_workbook(io.BytesIO(files["04-bang-tong-hop.xlsx"]))
        return [
            json.loads(files["muc-luc.json"])["provisional"],
            "TẠM TÍNH" in first,
            "TẠM TÍNH" in word,
            {"TẠM TÍNH" in one for one in slides},
            {"TẠM TÍNH" in str(sheet["A1"].value) for sheet in book.worksheets},
        ]

    assert mark(open_year) == [True, True, True, {True}, {True}]
    assert mark(locked) == [False, False, False, {False}, {False}]


def test_before_the_meeting_nothing_of_after_it_is_in_the_pack(demo_sqlite_url):
    before = opened_pack(of(meeting_pack.pack, kind=BEFORE))
    after = opened_pack(of(meeting_pack.pack, kind=AFTER))

    late = {name for name in after if name[:2] in ("08", "09", "10", "11")}
    assert late and not any(name[:2] in ("08", "09", "10", "11") for name in before)
    assert before.keys() == after.keys() - late


def test_the_invitation_is_in_the_pack_once_it_says_when(demo_sqlite_url):
    assert missing_of(opened_pack(of(meeting_pack.pack, kind=BEFORE)))["01-giay-moi.docx"] == (
        "chưa ghi thời gian họp"
    )
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block=BLOCK_CODE, year=2024)
        said = {"thoi_gian": "8 giờ 00, ngày 05/01/2026"}
        texts.write(
            Work(session, PROGRAM, period), document="giay-moi", scope="", texts=said, seen={}
        )

    files = opened_pack(of(meeting_pack.pack, kind=BEFORE))
    assert {"01-giay-moi.docx", "02-chuong-trinh.docx"} <= files.keys()
    found = docx.Document(io.BytesIO(files["02-chuong-trinh.docx"]))
    assert "Thời gian: 8 giờ 00, ngày 05/01/2026" in [one.text for one in found.paragraphs]
    held = of(votes.listed)[::-1]
    assert [row.cells[1].text for row in found.tables[1].rows[1:]] == [
        one.draft.title for one in held
    ]


def test_who_may_not_take_the_record_gets_a_pack_without_it_that_is_verified_still(
    demo_sqlite_url, tmp_path
):
    for role in (Role.LEADER, Role.COUNCIL_MEMBER):
        content = of(meeting_pack.pack, actor=member(role), kind=AFTER)
        files = opened_pack(content)
        file = tmp_path / "goi.zip"
        file.write_bytes(content)

        assert check_pack(file) is None
        assert files["nhat-ky.jsonl"] == b"" and json.loads(files["ten-nguoi.json"]) == []
        assert "minh-chung.json" not in files
        missing = missing_of(files)
        assert missing["minh-chung.json"] == NOT_YOURS
        assert missing["01-giay-moi.docx"] == NOT_YOURS
        assert ("04-bang-tong-hop.xlsx" in files) is (role is Role.LEADER)


def test_an_officer_gets_no_papers_of_other_units(demo_sqlite_url):
    officer = member(Role.UNIT_OFFICER, 2025, "DT")
    files = opened_pack(of(meeting_pack.pack, 2025, officer, kind=AFTER, with_dossiers=True))

    taken = {name for name in files if name.endswith(OFFICE_FILES)}
    assert taken & {"04-bang-tong-hop.xlsx", "10-to-trinh.docx", "10-danh-sach.xlsx"} == set()


def test_whoever_may_not_see_votes_gets_no_pack(demo_sqlite_url):
    for role in (Role.KIOSK, Role.REVIEWER):
        actor = member(role, unit="VP" if role is Role.REVIEWER else None)
        with pytest.raises(NotPermitted):
            of(meeting_pack.pack, actor=actor, kind=BEFORE)
        with pytest.raises(NotPermitted):
            of(meeting_pack.contents, actor=actor, kind=BEFORE)


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def packed(kind, actor=HEAD):
    return opened_pack(nine.see(meeting_pack.pack, actor, kind=kind))


def test_a_block_without_scores_says_why_each_paper_is_not_there(block):
    files = packed(AFTER)

    missing = missing_of(files)
    assert missing["04-bang-tong-hop.docx"] == missing["xep-hang.json"]
    assert "chưa có giao ước" in missing["04-bang-tong-hop.docx"]
    assert missing["06-phieu"] == "kỳ này chưa lập cuộc bỏ phiếu nào"
    assert "nhat-ky.jsonl" in files


def test_ballots_and_the_tellers_book_come_before_and_minutes_of_the_count_after(block):
    draft = replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER), title="Cờ / «A»")
    vote = nine.do(votes.set_up, draft=draft)

    files = packed(BEFORE)
    name = f"{vote}-co-a"
    assert {f"06-phieu/{name}.docx", f"06-phieu/lay-y-kien-{name}.docx", "07-kiem-phieu.xlsx"} <= (
        files.keys()
    )
    assert all(one.isascii() for one in files)
    assert missing_of(packed(AFTER))[f"09-kiem-phieu-{name}.docx"] == (
        "«Cờ / «A»» chưa kiểm phiếu nên chưa có biên bản kiểm phiếu"
    )


def test_two_valid_ballots_tell_nobody_how_they_were_cast(block):
    vote = opened(AWARD, absent=[*nine.UNITS[2:]])
    cast(vote, "U1", YES, NO)
    cast(vote, "U2", YES, NO)
    close(vote)

    for actor in (HEAD, LEADER, OFFICERS["U3"]):
        files = packed(AFTER, actor)
        (minutes,) = [name for name in files if name.startswith("09-")]
        with zipfile.ZipFile(io.BytesIO(files[minutes])) as paper:
            word = paper.read("word/document.xml").decode()
        assert "biết ai đã bỏ thế nào" in word and "<w:tbl>" in word
        assert "Tỷ lệ (%)" not in word
        assert not [name for name in files if "phieu-kin" in name or "la-phieu" in name]


def add_file(unit, name, content, level=EvidenceLevel.OPEN):
    nine.do(
        evidence_changes.add_file,
        unit=unit,
        content=content,
        file_name=name,
        title=f"Tệp {name}",
        level=level,
    )


@pytest.fixture
def with_files(sqlite_url):
    nine.settle()
    opened()
    add_file("U1", "Báo cáo số 1.pdf", b"%PDF-1 mot")
    add_file("U1", "ảnh.png", b"\x89PNG\r\n\x1a\nhai", EvidenceLevel.INTERNAL)
    add_file("U2", "mật.pdf", b"%PDF-1 ba", EvidenceLevel.SECRET)


def packed_with(actor=HEAD, **named):
    return opened_pack(nine.see(meeting_pack.pack, actor, kind=BEFORE, **named))


def evidence_in(files):
    return {name: content for name, content in files.items() if name.startswith("12-")}


def test_evidence_comes_along_only_when_it_is_asked_for(with_files, tmp_path):
    assert evidence_in(packed_with()) == {}

    files = packed_with(with_evidence=True)
    assert evidence_in(files) == {
        "12-minh-chung/01-u1/01-bao-cao-so-1.pdf": b"%PDF-1 mot",
        "12-minh-chung/01-u1/02-anh.png": b"\x89PNG\r\n\x1a\nhai",
        "12-minh-chung/02-u2/01-mat.pdf": b"%PDF-1 ba",
    }
    sha256 = hashlib.sha256(b"%PDF-1 ba").hexdigest()
    assert f"Tệp mật.pdf – SHA-256 {sha256}" in files["00-doc-truoc.txt"].decode()
    file = tmp_path / "goi.zip"
    file.write_bytes(nine.see(meeting_pack.pack, kind=BEFORE, with_evidence=True))
    assert check_pack(file) is None


def test_evidence_in_a_pack_is_only_what_this_person_may_open(with_files):
    files = packed_with(OFFICERS["U1"], with_evidence=True)

    assert evidence_in(files).keys() == {
        "12-minh-chung/01-u1/01-bao-cao-so-1.pdf",
        "12-minh-chung/01-u1/02-anh.png",
    }
    assert missing_of(files)["12-minh-chung/02-u2"] == NOT_YOURS
    assert b"%PDF-1 ba" not in b"".join(files.values())
    leader = packed_with(LEADER, with_evidence=True)
    for name, why in missing_of(leader).items():
        assert not name.startswith("12-") or why in (
            NOT_YOURS,
            "vai trò của bạn không mở được mức này",
        )
    assert "mật.pdf" not in leader["00-doc-truoc.txt"].decode()


def test_too_much_evidence_is_refused_with_its_sum(with_files, monkeypatch):
    monkeypatch.setattr(pack_evidence, "MOST_MEGABYTES", 0)

    with pytest.raises(Refused, match="Minh chứng nặng 1 MB, nhiều hơn 0 MB"):
        packed_with(with_evidence=True)


def test_a_lost_file_is_named_and_the_pack_is_made_all_the_same(with_files):
    folder = data_folder() / "minh-chung"
    for one in folder.iterdir():
        if one.read_bytes() == b"%PDF-1 mot":
            one.unlink()

    files = packed_with(with_evidence=True)
    assert missing_of(files)["12-minh-chung/01-u1/01-bao-cao-so-1.pdf"] == (
        "tệp không còn trên máy chủ"
    )
