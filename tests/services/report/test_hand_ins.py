"""Báo cáo: set by the block, handed in here and on paper, received, given back, excused, proved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.dossier_block import settled
from tests.services.year import HEAD, NOW, OFFICER, OTHER, SECRETARY, do, fresh
from thidua.db.engine import data_folder, reading
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.movement.plan import ReportKind
from thidua.domain.period.windows import day_of
from thidua.files.reading.any_book import read_any
from thidua.files.report.book import read_report_book
from thidua.services.awards import eligibility, nominees
from thidua.services.ground import store
from thidua.services.ground.work import Work
from thidua.services.progress import my_tasks, owed
from thidua.services.record.checks import paper_checks
from thidua.services.report import dues, duties, hand_ins, proving, report_lists
from thidua.services.report.duties import DutyWish
from thidua.services.report.hand_ins import ReportFile

OFFICE = Actor("Thường trực (tt)", (Grant(Role.STANDING_OFFICE),), "tt")
LEADER = Actor("Lãnh đạo (ld)", (Grant(Role.LEADER, "K1", None, 2025),), "ld")
DEADLINE = day_of(NOW) - timedelta(days=5)
HALF = DutyWish(
    code="6-thang",
    name="Báo cáo 6 tháng",
    kind=ReportKind.HALF,
    receiver="Thường trực khối",
    day=DEADLINE.day,
    month=DEADLINE.month,
    year_after=1,
)
A, B = ("A", "6-thang", "6-thang"), ("B", "6-thang", "6-thang")


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    """Khối hai đơn vị with one report that was due five days ago."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    settled()
    do(duties.set_duty, OFFICE, wish=HALF)


def see(service, actor=HEAD, now=NOW, **named):
    with reading() as session:
        return service(Work(session, actor, fresh(), now), **named)


def due(key=A, actor=OFFICE, now=NOW):
    return next(one for one in see(dues.of_period, actor, now) if one.key == key)


def press(actor=OFFICER, now=NOW, key=A, **more):
    reports = [(key[1], key[2], due(key).version)]
    do(hand_ins.hand_in, actor, now, unit=key[0], reports=reports, **more)


def proved(unit="A"):
    with reading() as session:
        rows = nominees.unchecked(session, fresh(), with_board=False)
    one = next(one for one in rows if one.nominee.code == unit)
    codes = ("bao_cao_dung_han", "du_bao_cao", "co_bao_cao_tong_ket")
    return {made.code: made.fact.value for made in one.computed if made.code in codes}


@pytest.mark.both_databases
def test_handed_in_here_received_by_another_and_told(block):
    assert due().words == "quá hạn 5 ngày (đến hôm nay)"
    with reading() as session:
        told = owed.unchecked_owed(session, fresh(), NOW)
        assert any("Báo cáo 6 tháng, 6 tháng" in one.words for one in told["A"])
    assert proved() == {"bao_cao_dung_han": False, "du_bao_cao": False}

    press(document="45/BC-A")
    assert (due().words, due().days_late) == ("đã nộp, chờ nhận, chậm 5 ngày", 5)
    assert proved()["du_bao_cao"] is True
    (task,) = [one for one in see(my_tasks.waiting, OFFICE) if one.words.startswith("1 báo cáo")]
    assert task.words == "1 báo cáo chờ bạn nhận, của A"
    do(hand_ins.receive, OFFICE, key=A, seen=1)
    assert due().words == "đã nhận, chậm 5 ngày"
    with pytest.raises(Refused, match="đã nhận"):
        press()
    with pytest.raises(StaleEdit):
        do(hand_ins.give_back, OFFICE, key=A, seen=1, reason="Thiếu")


def test_what_is_kept_of_awards_follows_the_day(block, monkeypatch):
    """A deadline passes without anything being written."""

    def said(today):
        monkeypatch.setattr(proving, "today", lambda: today)
        with reading() as session:
            found = eligibility.unchecked(
                session, fresh(), "tap-the-lao-dong-tien-tien", with_board=False
            )
        (one,) = (one for (_, code), one in found.candidacies.items() if code == "A")
        return {made.fact.value for made in one.computed if made.code == "du_bao_cao"}

    assert [said(DEADLINE), said(DEADLINE + timedelta(days=1))] == [set(), {False}]


def test_given_back_the_first_time_counts_unless_it_is_as_if_nothing_came(block):
    early = NOW - timedelta(days=8)
    press(now=early)
    do(hand_ins.give_back, OFFICE, early, key=A, seen=1, reason="Thiếu biểu 2")
    assert (due().words, due().days_late) == ("trả lại, chờ nộp lại", 0)
    press()
    assert due().words == "đã nộp, chờ nhận, đúng hạn"
    do(hand_ins.give_back, OFFICE, key=A, seen=3, reason="Sai cả", counts=False)
    press()
    assert due().words == "đã nộp, chờ nhận, chậm 5 ngày"


def test_the_first_time_is_kept_through_an_excuse_and_a_paper_that_came_before(block):
    early = NOW - timedelta(days=8)
    press(now=early)
    do(hand_ins.give_back, OFFICE, early, key=A, seen=1, reason="Thiếu biểu 2")
    do(hand_ins.excuse, OFFICE, key=A, seen=2, reason="Mới thành lập")
    do(hand_ins.end_excuse, OFFICE, key=A, seen=3, reason="Ghi nhầm")
    assert (due().words, due().days_late) == ("trả lại, chờ nộp lại", 0)

    press(key=B, actor=OTHER)
    do(hand_ins.give_back, OFFICE, key=B, seen=1, reason="Đã có bản giấy")
    do(hand_ins.take_paper, OFFICE, key=B, seen=2, at=early, reason="Dấu văn thư")
    assert due(B).words == "đã nhận, đúng hạn"


def test_on_paper_with_the_hour_it_came_and_a_reason_for_an_earlier_day(block):
    at = NOW - timedelta(days=6)
    named = {"key": B, "seen": 0, "at": at, "document": "9/BC-B"}
    with pytest.raises(Refused, match="cần ghi lý do"):
        do(hand_ins.take_paper, OFFICE, **named)
    with pytest.raises(Refused, match="chưa tới"):
        do(hand_ins.take_paper, OFFICE, **{**named, "at": NOW + timedelta(minutes=1)})
    do(hand_ins.take_paper, OFFICE, **named, reason="Dấu văn thư")
    assert due(B).words == "đã nhận, đúng hạn"
    assert due(B).handed_words.endswith(", bản giấy")


def test_who_may_and_who_sees_what(block):
    with pytest.raises(NotPermitted):
        press(actor=OTHER)
    with pytest.raises(NotPermitted):
        press(actor=LEADER)
    press(actor=SECRETARY)
    with pytest.raises(NotPermitted, match="không tự nhận"):
        do(hand_ins.receive, SECRETARY, key=A, seen=1)
    with pytest.raises(NotPermitted):
        do(hand_ins.receive, OFFICER, key=A, seen=1)
    with pytest.raises(NotPermitted):
        do(duties.set_duty, OFFICER, wish=HALF, seen=1)
    assert {one.unit for one in see(dues.of_period, OTHER)} == {"B"}
    assert {one.unit for one in see(dues.of_period, LEADER)} == {"A", "B"}
    with pytest.raises(NotFound):
        do(hand_ins.excuse, OFFICE, key=("A", "khac", "nam"), seen=0, reason="x")


def test_the_file_is_read_by_whoever_sees_the_report_and_watched(block):
    file = ReportFile(b"%PDF-1.4 bao cao", "Báo cáo.pdf")
    press(file=file)
    do(hand_ins.receive, OFFICE, key=A, seen=1)
    assert see(hand_ins.content, OFFICER, key=A) == see(hand_ins.content, LEADER, key=A)
    with pytest.raises(NotPermitted):
        see(hand_ins.content, OTHER, key=A)
    with reading() as session:
        (kept,) = paper_checks.unchecked_scan_files(session)
        assert list(paper_checks.faults(session)) == []
        ((data_folder() / store.FILES) / kept.name).unlink()
        assert "báo cáo «Báo cáo.pdf»: mất" in next(paper_checks.faults(session))
    with pytest.raises(Refused):
        press(key=B, actor=OTHER, file=ReportFile(b"MZ", "a.exe"))


def test_excused_is_owed_no_more_until_that_ends(block):
    do(hand_ins.excuse, OFFICE, key=A, seen=0, reason="Mới thành lập")
    assert due().words == "được miễn" and proved() == {}
    do(hand_ins.end_excuse, OFFICE, key=A, seen=1, reason="Ghi nhầm")
    assert due().is_missing
    do(hand_ins.excuse, OFFICE, NOW - timedelta(days=6), key=B, seen=0, reason="Mới thành lập")
    do(hand_ins.end_excuse, OFFICE, NOW - timedelta(days=6), key=B, seen=1, reason="Ghi nhầm")
    assert due(B, now=NOW - timedelta(days=6)).words == "sắp đến hạn, còn 1 ngày"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "cần ghi tên"),
        ({"day": 31, "month": 2}, "không có ngày 31/2"),
        ({"code": "a/b"}, "dấu «/»"),
        ({"owed_by": ("Sở Y tế",)}, "không phải mã, tên hay loại"),
        ({"kind": ReportKind.SUDDEN, "day": None}, "cần có ngày"),
        ({"programme": "khong-co"}, "không có chế độ báo cáo"),
    ],
)
def test_a_duty_that_makes_no_sense_is_refused(block, more, said):
    wish = DutyWish(
        **{**{name: getattr(HALF, name) for name in HALF.__slots__}, "code": "x"} | more
    )
    with pytest.raises(Refused, match=f"(?i){said}"):
        do(duties.set_duty, OFFICE, wish=wish)


def test_a_withdrawn_duty_is_owed_no_more(block):
    do(duties.withdraw_duty, OFFICE, code="6-thang", seen=1, reason="Gộp vào báo cáo năm")
    assert see(dues.of_period, OFFICE) == ()
    do(duties.set_duty, OFFICE, wish=replace(HALF, code="6-THANG"))
    assert due().duty.set_version == 3


def test_a_duty_nobody_can_tell_from_another_is_refused(block):
    for code in ("6-THANG", "6‑thаng", "6-thang"):  # а of Cyrillic, another dash
        with pytest.raises(Refused, match="Đã có chế độ báo cáo «Báo cáo 6 tháng», mã «6-thang»"):
            do(duties.set_duty, OFFICE, wish=replace(HALF, code=code))


def test_the_book_comes_back_as_it_left(block):
    press()
    do(hand_ins.receive, OFFICE, key=A, seen=1)
    rows, findings = read_report_book(read_any(see(report_lists.workbook, OFFICE), "a.xlsx"))
    assert not findings and len(rows) == 1
    same = see(report_lists.preview_reports, OFFICE, rows=rows)
    assert [one.kind.value for one in same.changes] == ["same"]

    (row,) = rows
    other = {**{name: getattr(row, name) for name in row.__slots__}, "unit": "B"}
    new = type(row)(**{**other, "day": date(2026, 3, 1)})
    new = replace(new, unit="b", report="6-THANG")
    do(report_lists.import_reports, OFFICE, rows=[*rows, new])
    assert due(B).words == "đã nhận, đúng hạn"
    wrong = [type(row)(**{**other, "term": "quý 9"}), type(row)(**{**other, "report": "6-than"})]
    told = see(report_lists.preview_reports, OFFICE, rows=wrong)
    assert told.is_refused
    assert "chọn trong: 6 tháng" in str(told.findings) and "gần nhất: 6-thang" in str(told.findings)
