"""Giai đoạn: nothing moves while something stands in the way, nothing goes back by one hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import AuditEntry
from thidua.domain.covenant_draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.permissions import Actor, Grant, Role
from thidua.domain.roster import RosterRow
from thidua.domain.sheet import Entry, Hand
from thidua.domain.windows import Window, end_of, start_of
from thidua.domain.year import Stage
from thidua.services import (
    audit,
    confirmations,
    covenants,
    rosters,
    sheets,
    stages,
    submissions,
    windows,
)
from thidua.services.sheets import LineEdit

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
HEAD = Actor("Khối trưởng (truong)", (Grant(Role.HEAD, "K1", None, 2025),), "truong")
DEPUTY = Actor("Khối phó (pho)", (Grant(Role.HEAD, "K1", None, 2025),), "pho")
SECRETARY = Actor("Thư ký (thu)", (Grant(Role.SECRETARY, "K1", None, 2025),), "thu")
OFFICER = Actor("Cán bộ A (a)", (Grant(Role.UNIT_OFFICER, "K1", "A", 2025),), "a")
OTHER = Actor("Cán bộ B (b)", (Grant(Role.UNIT_OFFICER, "K1", "B", 2025),), "b")
DRAFT = CovenantDraft(
    (
        SettingRow("Khối", "K1"),
        SettingRow("Năm", "2025"),
        SettingRow("Tên giao ước", "Giao ước"),
        SettingRow("Cách tổng hợp điểm chấm chéo", "Trưởng khối quyết định"),
    ),
    (
        CriterionRow("I", "Kết quả", Decimal(90), "Chấm mức"),
        CriterionRow("V", "Thưởng", Decimal(10), "Chấm mức", sign="thưởng"),
    ),
)


@pytest.fixture
def period(database_url):
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2025) for code in "AB"
    ]
    with writing() as session:
        rosters.import_roster(session, actor=PROGRAM, rows=rows, now=NOW)
        covenants.adopt_covenant(session, actor=PROGRAM, draft=DRAFT, now=NOW)
    return fresh()


def fresh():
    with reading() as session:
        return rosters.period(session, actor=PROGRAM, block="K1", year=2025)


def do(service, actor=HEAD, now=NOW, **named):
    with writing() as session:
        return service(session, actor=actor, period=fresh(), now=now, **named)


def backed_up(now=NOW):
    with writing() as session:
        act = audit.Act("backup.made", new="thử")
        audit.record(session, actor=PROGRAM, now=now, acts=[act])


def advance(actor=HEAD, now=NOW, **named):
    backed_up(now)
    do(stages.advance, actor, now, **{"seen": fresh().stage, **named})
    return fresh().stage


def to_self_score():
    assert [advance(), advance()] == [Stage.SIGN, Stage.SELF_SCORE]


def save(unit, actor, hand=Hand.SELF, main=80, bonus=0, base=0, now=NOW):
    edits = [
        LineEdit("I", base, Entry(points=Decimal(main))),
        LineEdit("V", base, Entry(points=Decimal(bonus))),
    ]
    return do(sheets.save_lines, actor, now, unit=unit, hand=hand, edits=edits)


def claim_all():
    for unit, actor in (("A", OFFICER), ("B", OTHER)):
        save(unit, actor)
        do(submissions.submit, actor, unit=unit)


def verify_all():
    for unit in "AB":
        save(unit, SECRETARY, Hand.VERIFIED)
        do(sheets.verify_sheet, SECRETARY, unit=unit)


def to_locked():
    to_self_score()
    claim_all()
    assert advance() is Stage.VERIFY
    verify_all()
    assert [advance(), advance()] == [Stage.APPRAISE, Stage.LOCKED]


def test_the_year_runs_from_end_to_end(period):
    to_locked()
    with reading() as session:
        locked = stages.view(session, actor=HEAD, period=fresh())
    with pytest.raises(Refused, match="gõ đúng câu «CÔNG BỐ»"):
        advance(typed="công bố")

    assert advance(typed="CÔNG BỐ") is Stage.PUBLISHED
    with reading() as session:
        published = stages.view(session, actor=OTHER, period=fresh())
    assert published.fingerprint == locked.fingerprint != ""
    with pytest.raises(NotPermitted, match="giai đoạn «Công bố»"):
        do(stages.advance, PROGRAM, seen=Stage.PUBLISHED)


def test_what_stands_in_the_way_is_listed_and_cured_one_by_one(period):
    to_self_score()
    with pytest.raises(Refused, match="chưa nộp bảng tự chấm: A, B"):
        advance()
    claim_all()
    advance()
    with pytest.raises(Refused, match="chưa thẩm định xong: A, B"):
        advance()
    for unit in "AB":
        save(unit, SECRETARY, Hand.VERIFIED, bonus=5)
    with pytest.raises(Refused, match="còn 2 dòng thưởng, trừ hoặc nhập thay chờ người thứ hai"):
        advance()
    with reading() as session:
        waiting = confirmations.waiting(session, actor=HEAD, period=fresh())
    do(confirmations.confirm, HEAD, lines=waiting)
    for unit in "AB":
        do(sheets.verify_sheet, SECRETARY, unit=unit)

    assert advance() is Stage.APPRAISE


def test_a_stage_does_not_end_without_a_backup_made_in_it(period):
    with pytest.raises(Refused, match="chưa sao lưu từ khi giai đoạn này bắt đầu"):
        do(stages.advance, seen=Stage.PREPARE)
    advance(now=NOW)
    with pytest.raises(Refused, match="chưa sao lưu"):
        do(_later_stage)


def _later_stage(session, *, actor, period, now):
    """The backup of the stage before was made before this one began."""
    row = session.exec(select(stages.StageChange).order_by(stages.StageChange.id.desc())).first()
    row.done_at = NOW + timedelta(hours=1)
    session.add(row)
    session.flush()
    stages.advance(session, actor=actor, period=period, seen=Stage.SIGN, now=now)


@pytest.mark.parametrize("who", [SECRETARY, OFFICER])
def test_only_who_leads_moves_the_stage(period, who):
    with pytest.raises(NotPermitted):
        advance(who)
    assert fresh().stage is Stage.PREPARE


def test_of_two_who_move_at_once_one_wins_and_the_other_is_told(period):
    backed_up()

    def move(actor):
        try:
            do(stages.advance, actor, seen=Stage.PREPARE)
        except StaleEdit:
            return "chậm"
        return "được"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, (HEAD, DEPUTY))) == ["chậm", "được"]
    assert fresh().stage is Stage.SIGN


def test_going_back_takes_a_reason_and_a_second_person(period):
    to_locked()
    with pytest.raises(Refused, match="lý do"):
        do(stages.ask_return, to=Stage.VERIFY, reason=" ")
    with pytest.raises(Refused, match="giai đoạn trước"):
        do(stages.ask_return, to=Stage.PUBLISHED, reason="nhầm")
    do(stages.ask_return, to=Stage.VERIFY, reason="Thiếu một minh chứng")
    with reading() as session:
        key = stages.view(session, actor=HEAD, period=fresh()).asked.key
    with pytest.raises(Refused, match="không được tự xác nhận"):
        do(stages.confirm_return, HEAD, key=key)
    with pytest.raises(Refused, match="đề nghị lùi"):
        advance(typed="CÔNG BỐ")
    with pytest.raises(NotPermitted):
        do(stages.confirm_return, SECRETARY, key=key)
    assert fresh().stage is Stage.LOCKED

    do(stages.confirm_return, DEPUTY, key=key)

    assert fresh().stage is Stage.VERIFY
    with pytest.raises(StaleEdit):
        do(stages.confirm_return, DEPUTY, key=key)
    with reading() as session:
        last = session.exec(select(AuditEntry).order_by(AuditEntry.position.desc())).first()
    assert (last.actor, last.old, last.new, last.reason) == (
        DEPUTY.name,
        "Đã chốt",
        "Thẩm định",
        f"Thiếu một minh chứng (đề nghị: {HEAD.name})",
    )


def test_a_return_that_was_withdrawn_moves_nothing(period):
    advance()
    do(stages.ask_return, to=Stage.PREPARE, reason="nhầm")
    with reading() as session:
        key = stages.view(session, actor=HEAD, period=fresh()).asked.key
    do(stages.withdraw_return, HEAD, key=key)

    with pytest.raises(StaleEdit):
        do(stages.confirm_return, DEPUTY, key=key)
    assert advance() is Stage.SELF_SCORE


def test_after_the_lock_every_write_is_refused_whoever_asks(period):
    to_locked()
    attempts = (
        lambda: save("A", PROGRAM, base=1),
        lambda: save("A", PROGRAM, Hand.VERIFIED, base=1),
        lambda: save("A", OFFICER, base=1),
        lambda: do(submissions.take_back, OFFICER, unit="A"),
        lambda: do(submissions.send_back, HEAD, unit="A", reason="x"),
        lambda: do(submissions.reopen_verified, PROGRAM, unit="A", reason="x"),
        lambda: do(windows.set_window, PROGRAM, stage=Stage.VERIFY, window=Window()),
        lambda: do(windows.extend, PROGRAM, unit="A", until=NOW + timedelta(1), reason="x"),
    )
    for attempt in attempts:
        with pytest.raises(NotPermitted, match="giai đoạn «Đã chốt»"):
            attempt()
    late = RosterRow("K1", "Khối một", "C", "Phòng C", "C", "phòng", 2025)
    with pytest.raises(Refused), writing() as session:
        rosters.import_roster(session, actor=PROGRAM, rows=[late], now=NOW)
    with pytest.raises(NotPermitted), writing() as session:
        covenants.adopt_covenant(session, actor=PROGRAM, draft=DRAFT, now=NOW)


def test_a_lock_is_refused_while_the_data_disagree_with_the_record(period):
    to_self_score()
    claim_all()
    advance()
    verify_all()
    advance()
    with writing() as session:
        line = session.exec(
            select(sheets.ScoreLine).where(sheets.ScoreLine.criterion_code == "I")
        ).first()
        line.points = Decimal(1)

    with pytest.raises(Refused, match="Dữ liệu khác nhật ký ở 1 chỗ, trước hết: K1 2025 · A · I"):
        advance()


def test_a_deadline_ends_with_its_day_and_an_extension_is_for_one_unit(period):
    to_self_score()
    day = datetime(2026, 3, 25, tzinfo=UTC).date()
    window = Window(start_of(day - timedelta(days=3)), None, end_of(day))
    do(windows.set_window, stage=Stage.SELF_SCORE, window=window)
    last_second = datetime(2026, 3, 25, 16, 59, 59, tzinfo=UTC)
    after = last_second + timedelta(seconds=1)

    with pytest.raises(Refused, match="mở lúc 00:00 ngày 22/03/2026"):
        save("A", OFFICER, now=NOW)
    save("A", OFFICER, now=last_second)
    with pytest.raises(Refused, match="Đã hết hạn lúc 23:59 ngày 25/03/2026"):
        save("A", OFFICER, base=1, now=after)
    with pytest.raises(Refused, match="Đã hết hạn"):
        do(submissions.submit, OFFICER, after, unit="A")

    do(windows.extend, HEAD, after, unit="A", until=after + timedelta(days=2), reason="Bão lũ")
    save("A", OFFICER, base=1, now=after)
    with pytest.raises(Refused, match="Đã hết hạn"):
        save("B", OTHER, now=after)
    with reading() as session:
        given = windows.extensions(session, actor=OTHER, period=fresh())
    assert [(one.unit, one.reason, one.granted_by) for one in given] == [("A", "Bão lũ", HEAD.name)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, "lý do gia hạn"),
        ({"until": NOW - timedelta(seconds=1)}, "phía trước"),
    ],
)
def test_an_extension_needs_a_reason_and_time_to_come(period, changes, said):
    given = {"unit": "A", "until": NOW + timedelta(days=1), "reason": "Bão lũ"} | changes
    with pytest.raises(Refused, match=said):
        do(windows.extend, **given)


def test_of_two_who_set_a_deadline_the_later_sees_the_first(period):
    seen = Window()
    do(windows.set_window, stage=Stage.VERIFY, window=Window(None, None, NOW))

    with pytest.raises(StaleEdit):
        do(windows.set_window, stage=Stage.VERIFY, window=seen)
    with pytest.raises(Refused, match="Ngày mở phải trước"):
        do(
            windows.set_window,
            stage=Stage.SIGN,
            window=Window(NOW, NOW - timedelta(days=1), None),
        )


def test_a_sheet_handed_in_is_closed_until_taken_back_or_sent_back_with_a_reason(period):
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    with pytest.raises(Refused, match="đã nộp"):
        save("A", OFFICER, base=1)
    with pytest.raises(Refused, match="đã nộp"):
        do(submissions.submit, OFFICER, unit="A")
    with pytest.raises(NotPermitted):
        do(submissions.send_back, OFFICER, unit="A", reason="x")
    do(submissions.send_back, HEAD, unit="A", reason="Thiếu minh chứng I")

    with reading() as session:
        stored = sheets.sheet(session, actor=OFFICER, period=fresh(), unit="A", hand=Hand.SELF)
    assert stored.returned_reason == "Thiếu minh chứng I"
    save("A", OFFICER, base=1)
    do(submissions.submit, OFFICER, unit="A")
    do(submissions.take_back, OFFICER, unit="A")
    with pytest.raises(Refused, match="chưa nộp"):
        do(submissions.take_back, OFFICER, unit="A")


def test_an_unfinished_sheet_is_not_handed_in(period):
    to_self_score()
    do(
        sheets.save_lines,
        OFFICER,
        unit="A",
        hand=Hand.SELF,
        edits=[LineEdit("I", 0, Entry(points=Decimal(5)))],
    )
    with pytest.raises(Refused, match="còn 1 tiêu chí chưa chấm"):
        do(submissions.submit, OFFICER, unit="A")


def test_what_was_typed_for_a_unit_waits_for_the_unit_and_names_both(period):
    to_self_score()
    save("A", SECRETARY)
    with pytest.raises(Refused, match="còn 2 dòng chờ người thứ hai"):
        do(submissions.submit, OFFICER, unit="A")
    with reading() as session:
        lines = confirmations.waiting(session, actor=OFFICER, period=fresh())
        assert confirmations.waiting(session, actor=OTHER, period=fresh()) == []
    with pytest.raises(Refused, match="không được tự xác nhận"):
        do(confirmations.confirm, SECRETARY, lines=lines)
    with pytest.raises(NotPermitted):
        do(confirmations.confirm, OTHER, lines=lines)

    do(confirmations.confirm, OFFICER, lines=lines)
    do(submissions.submit, OFFICER, unit="A")

    with pytest.raises(StaleEdit):
        do(confirmations.confirm, HEAD, lines=lines)
    with reading() as session:
        typed = session.exec(
            select(AuditEntry).where(AuditEntry.action == "score.self").limit(1)
        ).one()
    assert (typed.actor, typed.on_behalf_of) == (SECRETARY.name, "A")


def test_a_bonus_counts_only_after_a_second_person_and_zero_needs_none(period):
    to_self_score()
    claim_all()
    advance()
    stored = save("A", SECRETARY, Hand.VERIFIED, bonus=5)
    assert [line.entry.confirmed for line in stored.lines.values()] == [True, False]
    with pytest.raises(Refused, match="còn 1 dòng chờ người thứ hai"):
        do(sheets.verify_sheet, HEAD, unit="A")
    with reading() as session:
        lines = confirmations.waiting(session, actor=HEAD, period=fresh())
    with pytest.raises(NotPermitted):
        do(confirmations.confirm, OFFICER, lines=lines)
    do(confirmations.confirm, HEAD, lines=lines)
    do(sheets.verify_sheet, SECRETARY, unit="A")

    zero = save("B", SECRETARY, Hand.VERIFIED)
    assert all(line.entry.confirmed for line in zero.lines.values())


def test_a_verified_sheet_is_closed_until_it_is_opened_again_with_a_reason(period):
    to_self_score()
    claim_all()
    advance()
    verify_all()
    with pytest.raises(Refused, match="đã xác nhận"):
        save("A", SECRETARY, Hand.VERIFIED, base=1)
    with pytest.raises(Refused, match="lý do"):
        do(submissions.reopen_verified, SECRETARY, unit="A", reason="")
    do(submissions.reopen_verified, SECRETARY, unit="A", reason="Kiến nghị của đơn vị")

    save("A", SECRETARY, Hand.VERIFIED, base=1, main=70)
    with pytest.raises(Refused, match="chưa thẩm định xong: A"):
        advance()
