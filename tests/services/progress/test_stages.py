"""Giai đoạn: nothing moves while something stands in the way, nothing goes back by one hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.year import (
    DEPUTY,
    DRAFT,
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    SECRETARY,
    advance,
    backed_up,
    claim_all,
    do,
    fresh,
    overtaken,
    save,
    settle,
    to_locked,
    to_self_score,
    verify_all,
    waiting,
)
from tests.tampering import bend, tampering
from thidua.db.engine import database_url, reading, writing
from thidua.domain.covenant.draft import CovenantDraft, SettingRow
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.closing import NO_BACKUP, Blocker
from thidua.domain.period.owed import Doing
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.period.windows import Window
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.progress import stages
from thidua.services.record import backups, integrity
from thidua.services.scoring import confirmations, sheets, submissions
from thidua.services.verify import verification


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


@pytest.mark.both_databases
def test_the_year_runs_from_end_to_end():
    to_locked()
    with reading() as session:
        locked = stages.view(Work(session, HEAD, fresh()))
    with pytest.raises(Refused, match="gõ đúng câu «CÔNG BỐ»"):
        advance(typed="công bố")

    assert advance(typed="CÔNG BỐ") is Stage.PUBLISHED
    with reading() as session:
        published = stages.view(Work(session, OTHER, fresh()))
    assert published.fingerprint == locked.fingerprint != ""
    with pytest.raises(NotPermitted, match="giai đoạn «Công bố»"):
        do(stages.advance, PROGRAM, seen=Stage.PUBLISHED)


def test_what_stands_in_the_way_is_listed_and_cured_one_by_one():
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
    do(confirmations.confirm, HEAD, lines=waiting(HEAD))
    for unit in "AB":
        do(verification.verify_sheet, SECRETARY, unit=unit)

    assert advance() is Stage.APPRAISE


@pytest.mark.both_databases
def test_a_stage_does_not_end_without_a_backup_made_in_it():
    with pytest.raises(Refused, match="chưa sao lưu từ khi giai đoạn này bắt đầu"):
        do(stages.advance, seen=Stage.PREPARE)
    advance(now=NOW)
    with pytest.raises(Refused, match="chưa sao lưu"):
        do(_later_stage)


@pytest.mark.parametrize("has_tool", [True, False])
def test_a_backup_is_in_the_way_only_where_the_program_cannot_make_it(monkeypatch, has_tool):
    monkeypatch.setattr(backups.shutil, "which", lambda tool: "/bin/tool" if has_tool else None)
    with reading() as session:
        seen = stages.view(Work(session, HEAD, fresh()))
        is_made = has_tool or session.get_bind().dialect.name == "sqlite"

    assert seen.makes_backup is is_made
    assert seen.blockers == (() if is_made else (NO_BACKUP,))


def _later_stage(work):
    """The backup of the stage before was made before this one began."""
    row = work.session.exec(
        select(stages.StageChange).order_by(stages.StageChange.id.desc())
    ).first()
    row.done_at = NOW + timedelta(hours=1)
    work.session.add(row)
    work.session.flush()
    stages.advance(work, seen=Stage.SIGN)


@pytest.mark.parametrize("who", [SECRETARY, OFFICER])
def test_only_who_leads_moves_the_stage(who):
    with pytest.raises(NotPermitted):
        advance(who)
    assert fresh().stage is Stage.PREPARE


@pytest.mark.both_databases
def test_of_two_who_move_at_once_one_wins_and_the_other_is_told():
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


@pytest.mark.both_databases
def test_going_back_takes_a_reason_and_a_second_person():
    to_locked()
    with pytest.raises(Refused, match="lý do"):
        do(stages.ask_return, to=Stage.VERIFY, reason=" ")
    with pytest.raises(Refused, match="giai đoạn trước"):
        do(stages.ask_return, to=Stage.PUBLISHED, reason="nhầm")
    do(stages.ask_return, to=Stage.VERIFY, reason="Thiếu một minh chứng")
    with reading() as session:
        key = stages.view(Work(session, HEAD, fresh())).asked.key
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
    last = recorded()[-1]
    assert (last.actor, last.old, last.new, last.reason) == (
        DEPUTY.name,
        "Đã chốt",
        "Thẩm định",
        f"Thiếu một minh chứng (đề nghị: {HEAD.name})",
    )


@pytest.mark.both_databases
def test_a_return_that_was_withdrawn_moves_nothing():
    advance()
    do(stages.ask_return, to=Stage.PREPARE, reason="nhầm")
    with reading() as session:
        key = stages.view(Work(session, HEAD, fresh())).asked.key
    do(stages.withdraw_return, HEAD, key=key)

    with pytest.raises(StaleEdit):
        do(stages.confirm_return, DEPUTY, key=key)
    assert advance() is Stage.SELF_SCORE


def test_after_the_lock_every_write_is_refused_whoever_asks():
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
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=[late])
    with pytest.raises(NotPermitted), writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=DRAFT)


@pytest.mark.both_databases
def test_a_lock_is_refused_while_the_data_disagree_with_the_record():
    to_self_score()
    claim_all()
    advance()
    verify_all()
    advance()
    with tampering() as session:
        line = session.exec(
            select(sheets.ScoreLine).where(sheets.ScoreLine.criterion_code == "I")
        ).first()
        line.points = Decimal(1)

    with pytest.raises(Refused, match=r"Dữ liệu không toàn vẹn .*: K1 2025 · A · I"):
        advance()


def ready_to_lock():
    to_self_score()
    claim_all()
    advance()
    verify_all()
    advance()


def checked(actor=HEAD, seen=None):
    period = fresh()
    return stages.checked_before_move(
        database_url(), actor=actor, period=period, seen=seen or period.stage
    )


def lock(found):
    backed_up()
    do(stages.advance, HEAD, seen=fresh().stage, checked=found)


@pytest.mark.both_databases
def test_a_lock_goes_on_from_the_check_made_before_it_and_reads_only_what_came_since(monkeypatch):
    ready_to_lock()
    found = checked()
    assert found.fault == "" and found.position > 0

    def no_whole(session):
        raise AssertionError("đọc lại toàn bộ trong lượt ghi")

    monkeypatch.setattr(integrity, "first_fault", no_whole)
    lock(found)

    assert fresh().stage in CLOSED


@pytest.mark.both_databases
def test_a_lock_is_refused_for_what_was_bent_before_or_after_the_check():
    ready_to_lock()
    whole = checked()
    bend("UPDATE score_line SET points = '1' WHERE id = (SELECT min(id) FROM score_line)")

    told = r"Dữ liệu không toàn vẹn .*: K1 2025 · A · I"
    for found in (whole, checked()):
        with pytest.raises(Refused, match=told):
            lock(found)
    assert fresh().stage not in CLOSED


def test_a_check_is_made_only_before_what_needs_it_and_for_who_may_move_on():
    to_self_score()
    assert checked() is None
    ready = fresh().stage
    claim_all()
    advance()
    assert checked(seen=ready) is None
    with pytest.raises(NotPermitted):
        checked(actor=OFFICER)


@pytest.mark.both_databases
def test_of_two_who_publish_the_later_is_told_and_not_blamed():
    """The stage forbids publishing twice; who came second did nothing they may not."""
    to_locked()
    backed_up()
    move = {"seen": Stage.LOCKED, "typed": "CÔNG BỐ"}

    told = overtaken(
        lambda session: stages.advance(Work(session, HEAD, fresh(), NOW), **move),
        lambda: do(stages.advance, DEPUTY, seen=Stage.LOCKED, typed="CÔNG BỐ"),
    )

    assert isinstance(told, StaleEdit)
    assert fresh().stage is Stage.PUBLISHED


@pytest.mark.parametrize("who", [SECRETARY, OFFICER])
def test_who_may_not_move_the_stage_is_refused_whatever_they_say_they_saw(who):
    backed_up()
    for seen in Stage:
        with pytest.raises(NotPermitted):
            do(stages.advance, who, seen=seen, typed="CÔNG BỐ")
    assert fresh().stage is Stage.PREPARE


def test_what_is_shown_is_what_stops_the_move():
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    backed_up()

    with reading() as session:
        shown = stages.view(Work(session, OTHER, fresh()))

    assert (shown.stage, shown.following, shown.asked) == (Stage.SELF_SCORE, Stage.VERIFY, None)
    assert shown.blockers == (Blocker("chưa nộp bảng tự chấm: B", Doing.SCORE),)
    with pytest.raises(Refused) as told:
        do(stages.advance, seen=Stage.SELF_SCORE)
    assert str(told.value) == "Chưa chuyển được sang «Thẩm định»: chưa nộp bảng tự chấm: B."


def test_a_year_without_cross_scoring_passes_it_over_and_one_with_it_does_not():
    with reading() as session:
        without = stages.view(Work(session, HEAD, fresh())).path
    settings = [row for row in DRAFT.settings if row.name != "Cách tổng hợp điểm chấm chéo"]
    crossed = (*settings, SettingRow("Cách tổng hợp điểm chấm chéo", "Trung vị"))
    with writing() as session:
        covenants.adopt_covenant(
            Work(session, PROGRAM, now=NOW),
            draft=CovenantDraft(
                (*crossed, SettingRow("Lý do sửa đổi", "Có chấm chéo")), DRAFT.criteria
            ),
        )
    with reading() as session:
        having = stages.view(Work(session, HEAD, fresh())).path
    assert without == tuple(one for one in Stage if one is not Stage.CROSS_SCORE)
    assert having == tuple(Stage)
    to_self_score()
    claim_all()

    assert [advance(), advance()] == [Stage.CROSS_SCORE, Stage.VERIFY]


@pytest.mark.both_databases
def test_a_sheet_opened_again_while_the_year_is_being_locked_waits_and_is_refused():
    to_self_score()
    claim_all()
    advance()
    verify_all()
    advance()
    backed_up()

    told = overtaken(
        lambda session: stages.advance(Work(session, HEAD, fresh(), NOW), seen=Stage.APPRAISE),
        lambda: do(submissions.reopen_verified, SECRETARY, unit="A", reason="Chen vào"),
    )

    assert isinstance(told, NotPermitted)
    assert fresh().stage is Stage.LOCKED
