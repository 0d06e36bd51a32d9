"""Ký giao ước: by a press, by a paper, on behalf; withdrawn, asked anew, counted for the stage."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.year import (
    DRAFT,
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    RIVAL,
    SECRETARY,
    advance,
    claim_all,
    do,
    fresh,
    settle,
    verify_all,
)
from tests.signed_pdf import blank_pdf, filled_anew, form_pdf, signed_pdf
from thidua.db.engine import data_folder, reading, writing
from thidua.db.tables import AuditEntry
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import SettingRow
from thidua.domain.covenant.signature import SignatureWay
from thidua.domain.covenant.signed_pdf import UNKNOWN
from thidua.domain.dossier.facts import Fact
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.closing import Matter
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.evidence import FileLost
from thidua.services.access import accounts
from thidua.services.awards import nominees
from thidua.services.covenant import covenants, signatures
from thidua.services.covenant.signatures import SignedPaper, Signer
from thidua.services.document import making
from thidua.services.ground.work import Work
from thidua.services.progress import my_tasks, owed, reminders, stages
from thidua.services.record import erasure, integrity, replay

AN, BINH = Signer("Lê An", "Trưởng phòng"), Signer("Trần Bình")
SCAN = b"\x89PNG\r\n\x1a\n giao uoc da ky"
SHA = hashlib.sha256(SCAN).hexdigest()
LEADER = acting(Role.LEADER, "K1", 2025)
REVIEWER = Actor("Người chấm (nc)", (Grant(Role.REVIEWER, "K1", "A", 2025),), "nc")


@pytest.fixture(autouse=True)
def _signing(database_url):
    settle()
    assert advance() is Stage.SIGN


def see(service, actor=HEAD, **named):
    with reading() as session:
        return service(Work(session, actor, fresh(), NOW), **named)


def now():
    return see(signatures.view)


def press(unit="A", actor=OFFICER, signer=AN, seen=None, at=NOW):
    seen = now().fingerprint if seen is None else seen
    return do(signatures.press, actor, at, unit=unit, signer=signer, seen=seen)


def paper(way=SignatureWay.SCAN, content=SCAN, name="Giao ước.png", **more):
    return SignedPaper(way=way, content=content, file_name=name, **more)


def bring(unit="B", actor=HEAD, signer=BINH, at=NOW, given=None):
    given = paper(document="Giao ước ký ngày 12/01/2025") if given is None else given
    seen = now().fingerprint
    return do(signatures.bring, actor, at, unit=unit, signer=signer, paper=given, seen=seen)


def amend(at=NOW + timedelta(days=1)):
    heavier = replace(DRAFT.criteria[0], max_points=Decimal(95))
    settings = (*DRAFT.settings, SettingRow("Lý do sửa đổi", "Tăng điểm"))
    draft = replace(DRAFT, settings=settings, criteria=(heavier, *DRAFT.criteria[1:]))
    do(covenants.adopt_covenant, PROGRAM, at, draft=draft)


def found(unit="A"):
    with reading() as session:
        rows = nominees.unchecked(session, fresh())
    one = next(one for one in rows if one.nominee.code == unit)
    return [(made.fact, made.source) for made in one.computed if made.code == "da_ky_giao_uoc"]


@pytest.mark.both_databases
def test_a_unit_signs_by_a_press_and_the_record_says_so():
    key = press()

    signing = now()
    one = signing.in_force["A"]
    assert (one.key, one.way, one.signer, one.office) == (
        *(key, SignatureWay.PRESS, "Lê An"),
        "Trưởng phòng",
    )
    assert (one.recorded_by, one.recorded_at, one.on_behalf) == (OFFICER.name, NOW, False)
    assert signing.words == "1/2 đơn vị đã ký bản 1; chưa ký: B."
    (told,) = recorded("covenant.signed")
    assert told.new == (f"bản 1, bấm ký: Lê An, Trưởng phòng; mã đối chiếu {signing.fingerprint}")


@pytest.mark.both_databases
def test_the_head_brings_a_paper_on_behalf_and_says_which():
    with pytest.raises(Refused, match="Ký thay một đơn vị thì ghi rõ văn bản"):
        bring(given=paper())
    key = bring()

    one = now().in_force["B"]
    assert (one.key, one.way, one.on_behalf, one.document) == (
        *(key, SignatureWay.SCAN, True),
        "Giao ước ký ngày 12/01/2025",
    )
    assert (one.file_name, one.media_type, one.sha256) == ("Giao ước.png", "image/png", SHA)
    assert see(signatures.content, LEADER, key=key) == SCAN
    (told,) = recorded("covenant.signed")
    assert told.new.startswith(
        "bản 1, bản giấy quét: Trần Bình (nộp thay đơn vị); Giao ước ký ngày 12/01/2025; "
        f"Giao ước.png, SHA-256 {SHA}; mã đối chiếu "
    )


def test_a_unit_brings_its_own_paper_without_saying_more():
    bring("A", OFFICER, AN, given=paper())

    one = now().in_force["A"]
    assert (one.on_behalf, one.document) == (False, "")


@pytest.mark.parametrize("actor", [HEAD, SECRETARY, PROGRAM, OTHER, LEADER, REVIEWER])
def test_only_the_units_own_officer_presses(actor):
    with pytest.raises(NotPermitted):
        press(actor=actor)
    assert now().signatures == ()


@pytest.mark.parametrize("actor", [OTHER, LEADER, REVIEWER])
def test_who_has_nothing_to_do_with_a_unit_brings_nothing_for_it(actor):
    with pytest.raises(NotPermitted):
        bring("A", actor)


def test_a_signed_pdf_is_checked_before_and_what_was_found_stays_with_it():
    content = signed_pdf()
    examined = signatures.examine(content, "giao-uoc.pdf")
    given = paper(SignatureWay.SIGNED_PDF, content, "giao-uoc.pdf", examined=examined)
    bring("A", OFFICER, Signer("Nguyễn Thu Hà"), given=given)

    lines = now().in_force["A"].found.splitlines()
    assert lines[0].startswith("Nội dung nguyên vẹn từ khi ký. «Nguyễn Thu Hà» (chứng thư do «")
    assert lines[1:] == [UNKNOWN]


def test_a_form_filled_in_after_it_was_signed_is_refused():
    content = filled_anew(signed_pdf(form_pdf()))
    examined = signatures.examine(content, "giao-uoc.pdf")
    given = paper(SignatureWay.SIGNED_PDF, content, "giao-uoc.pdf", examined=examined)
    with pytest.raises(Refused, match="ô điền được thêm hay sửa sau khi Nguyễn Thu Hà ký"):
        bring("A", OFFICER, Signer("Nguyễn Thu Hà"), given=given)
    assert now().signatures == ()


def test_a_certificate_without_a_last_day_is_taken_and_told():
    content = signed_pdf(until=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    examined = signatures.examine(content, "giao-uoc.pdf")
    given = paper(SignatureWay.SIGNED_PDF, content, "giao-uoc.pdf", examined=examined)
    bring("A", OFFICER, Signer("Bà Nguyễn Thu Hà"), given=given)

    first, *more = now().in_force["A"].found.splitlines()
    assert "chứng thư còn hạn lúc ký; sau khi ký không thêm gì" in first
    assert more == [UNKNOWN]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("certified", "typed"), [("Lê An Phúc", "Lê An Phúc"), ("LÊ AN PHÚC", "Trần B")]
)
def test_the_name_in_a_certificate_goes_when_the_person_is_erased(certified, typed):
    content = signed_pdf(name=certified)
    examined = signatures.examine(content, "giao-uoc.pdf")
    given = paper(SignatureWay.SIGNED_PDF, content, "giao-uoc.pdf", examined=examined)
    bring("A", OFFICER, Signer(typed), given=given)
    named = {"login": "lap", "full_name": "Lê An Phúc"}
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        accounts.create(work, password=None, must_change=False, **named)
        accounts.set_active(work, login="lap", active=False, seen=1)
        erasure.erase_account(work, login="lap", order="Đơn 1")

    assert now().in_force["A"].found.startswith("Đã xóa ")
    with reading() as session:
        assert replay.mismatches(session) == []
        told = [*session.exec(select(AuditEntry.content)), str(now().signatures)]
    assert not any(certified in one or "Lê An Phúc" in one for one in told)


def test_a_signed_pdf_is_taken_only_with_a_check_of_this_very_file():
    content = signed_pdf()
    examined = signatures.examine(content, "a.pdf")
    for other in (
        paper(SignatureWay.SIGNED_PDF, content, "a.pdf"),
        paper(SignatureWay.SIGNED_PDF, content + b" ", "a.pdf", examined=examined),
    ):
        with pytest.raises(Refused, match="chưa được kiểm tra"):
            bring("A", OFFICER, AN, given=other)
    unsigned = blank_pdf()
    plain = signatures.examine(unsigned, "b.pdf")
    with pytest.raises(Refused, match="không có chữ ký số"):
        bring("A", OFFICER, given=paper(SignatureWay.SIGNED_PDF, unsigned, "b.pdf", examined=plain))
    assert now().signatures == ()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.pdf", "rỗng"),
        (b"<html>", "a.pdf", "không phải loại được nhận"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a", "quét"),
        (b"%PDF" + b"-" * (20 * 1024 * 1024), "a.pdf", "lớn hơn 20 MB"),
    ],
)
def test_only_a_picture_of_a_paper_is_taken(content, name, message):
    with pytest.raises(Refused, match=message):
        bring("A", OFFICER, given=paper(content=content, name=name))
    assert now().signatures == ()


def test_what_is_not_a_signature_is_refused():
    press()
    with pytest.raises(Refused, match="A đã ký bản 1 rồi"):
        press()
    with pytest.raises(Refused, match="Ghi họ tên người ký"):
        press("B", OTHER, Signer(" "))
    with pytest.raises(Refused, match="«Người ký» dài 301 ký tự"):
        press("B", OTHER, Signer("a" * 301))
    with pytest.raises(StaleEdit, match="Giao ước vừa đổi, nay là bản 1"):
        press("B", OTHER, seen="0" * 64)
    with pytest.raises(NotFound):
        bring("Z", PROGRAM)
    with pytest.raises(NotFound):
        bring("B", OTHER, given=paper(SignatureWay.PRESS))
    assert now().missing == ("B",)


@pytest.mark.both_databases
def test_a_withdrawn_signature_stays_told_and_the_unit_signs_again():
    key = press()
    with pytest.raises(Refused, match="Cần ghi lý do"):
        do(signatures.withdraw, OFFICER, key=key, reason=" ")
    with pytest.raises(NotPermitted, match="chỉ đơn vị ấy rút được"):
        do(signatures.withdraw, HEAD, key=key, reason="Nhầm")
    with pytest.raises(NotPermitted):
        do(signatures.withdraw, OTHER, key=key, reason="Nhầm")
    do(signatures.withdraw, OFFICER, key=key, reason="Ký nhầm người")
    with pytest.raises(Refused, match="đã rút rồi"):
        do(signatures.withdraw, OFFICER, key=key, reason="Nữa")

    (gone,) = now().signatures
    assert gone.state_words == f"đã rút 09:00 ngày 20/03/2026, {OFFICER.name}: Ký nhầm người"
    assert now().missing == ("A", "B")
    (told,) = recorded("covenant.signature_withdrawn")
    assert (told.old, told.reason) == (
        "bản 1, bấm ký: Lê An, Trưởng phòng",
        "Ký nhầm người",
    )
    assert press() != key


def test_the_head_withdraws_what_the_block_brought():
    key = bring()
    do(signatures.withdraw, SECRETARY, key=key, reason="Nhầm bản")

    assert now().missing == ("A", "B")
    key, rival = bring(), replace(RIVAL, grants=(replace(RIVAL.grants[0], home="A"),))
    with pytest.raises(NotPermitted, match="cùng thi đua"):
        do(signatures.withdraw, rival, key=key, reason="Nhầm bản")
    do(signatures.withdraw, key=key, reason="Nhầm bản")
    do(signatures.withdraw, rival, key=bring(actor=rival), reason="Nhầm bản")
    with pytest.raises(NotFound):
        do(signatures.withdraw, HEAD, key=99, reason="Nhầm")


def test_it_is_not_signed_before_its_stage_nor_after_it():
    seen = now().fingerprint
    do(stages.ask_return, HEAD, to=Stage.PREPARE, reason="Soạn lại")
    with reading() as session:
        asked = stages.view(Work(session, HEAD, fresh())).asked
    do(stages.confirm_return, PROGRAM, key=asked.key)
    with pytest.raises(NotPermitted, match="giai đoạn «Chuẩn bị», lúc này không được ký giao ước"):
        press(seen=seen)
    assert [advance(), advance()] == [Stage.SIGN, Stage.SELF_SCORE]
    with pytest.raises(Refused, match="Giai đoạn ký giao ước đã qua"):
        press()


def test_the_stage_waits_for_every_signature_or_a_reason():
    press()
    with reading() as session:
        view = stages.view(Work(session, HEAD, fresh()))
    (left,) = [one for one in view.blockers if one.passing is Matter.SIGNATURES]
    assert (left.message, left.cure) == ("chưa ký giao ước: B", Doing.SIGN)
    assert left.turn.whose == "cán bộ thi đua của các đơn vị ấy"
    with pytest.raises(Refused, match="chưa ký giao ước: B"):
        advance(reason="")
    assert advance(reason="B ký sau hội nghị") is Stage.SELF_SCORE
    with reading() as session:
        (passed,) = stages.view(Work(session, HEAD, fresh())).passed
    assert (passed.matters, passed.reason) == ((Matter.SIGNATURES,), "B ký sau hội nghị")


def test_when_all_have_signed_nothing_stands_in_the_way():
    press()
    bring()

    assert advance(reason="") is Stage.SELF_SCORE


def test_what_is_owed_is_said_to_the_unit_and_to_who_reminds():
    press()

    def tasks(actor):
        return [(one.words, one.doing) for one in see(my_tasks.waiting, actor)]

    assert tasks(OFFICER) == []
    assert tasks(OTHER) == [("chưa ký giao ước bản 1", Doing.SIGN)]
    assert ("1 đơn vị chưa ký giao ước bản 1: B", Doing.REMIND) in tasks(HEAD)
    (text,) = see(reminders.due_texts, HEAD, link=lambda task: f"/{task.doing}")
    assert (text.unit.code, text.owed) == ("B", ("chưa ký giao ước bản 1",))


def test_who_only_reviews_for_a_unit_is_not_asked_to_sign():
    assert see(my_tasks.waiting, REVIEWER) == ()


@pytest.mark.both_databases
def test_an_amendment_after_the_stage_asks_anew_and_keeps_what_was_signed():
    first = press()
    bring()
    assert advance(reason="") is Stage.SELF_SCORE
    amend()

    signing = now()
    assert (signing.version, signing.missing, signing.is_open) == (2, ("A", "B"), True)
    assert signing.earlier("A").key == first
    with reading() as session:
        left = owed.unchecked_owed(session, fresh(), NOW)
    again = "giao ước đã sửa đổi: chưa ký lại bản 2, mới ký bản 1"
    assert [one.words for one in left["A"] if one.doing is Doing.SIGN] == [again]
    with pytest.raises(Refused, match="của bản giao ước trước"):
        do(signatures.withdraw, OFFICER, key=first, reason="Thử")
    press()
    assert now().missing == ("B",)


def test_an_amendment_where_nobody_signed_here_asks_nobody_but_may_be_signed():
    assert advance() is Stage.SELF_SCORE
    amend()

    with reading() as session:
        left = owed.unchecked_owed(session, fresh(), NOW)
    assert [one for some in left.values() for one in some if one.doing is Doing.SIGN] == []
    press()
    assert now().missing == ("B",)


def test_the_fact_is_yes_when_signed_and_no_only_when_that_is_certain():
    press()
    yes = (Fact(True), "chữ ký giao ước bản 1")
    assert (found("A"), found("B")) == ([yes], [])
    to_locked_from_here()

    assert (found("A"), found("B")) == ([yes], [(Fact(False), "chữ ký giao ước bản 1")])


def test_where_nobody_signed_here_the_fact_stays_unknown():
    to_locked_from_here()

    assert (found("A"), found("B")) == ([], [])


def to_locked_from_here():
    """Đi tiếp tới khi chốt."""
    assert advance() is Stage.SELF_SCORE
    claim_all()
    assert advance() is Stage.VERIFY
    verify_all()
    assert [advance(), advance()] == [Stage.APPRAISE, Stage.LOCKED]


def test_the_paper_prints_who_signed_and_the_mark_of_its_text():
    press()
    document = see(making.document, code="giao-uoc")

    rows = next(one.rows for one in document.body if getattr(one, "title", "").startswith("Các"))
    assert rows == (
        ("1", "Phòng A", "Lê An", "Trưởng phòng", "Bấm ký, 09:00 ngày 20/03/2026"),
        ("2", "Phòng B", "", "", ""),
    )
    assert f"Bản 1, mã đối chiếu {now().fingerprint}." in str(document.body)


def test_a_lost_file_is_named_by_the_check():
    key = bring()
    for file in (data_folder() / "minh-chung").iterdir():
        if file.read_bytes() == SCAN:
            file.unlink()

    with reading() as session:
        faults = {one.code: one.fault for one in integrity.verdicts(Work(session, PROGRAM))}
    assert "giao ước đã ký «Giao ước.png»: mất" in faults["I23"]
    with pytest.raises(FileLost):
        see(signatures.content, key=key)
