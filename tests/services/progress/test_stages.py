"""Giai đoạn: nothing moves while something stands in the way, nothing goes back by one hand."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests import second_hand
from tests.people import PROGRAM, make_account
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
    to_verify,
    verify_all,
    waiting,
)
from tests.tampering import bend, tampering
from thidua.db.engine import database_url, reading, writing
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.closing import NO_BACKUP, Blocker, Matter, Turn, blockers
from thidua.domain.period.owed import Doing
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.period.windows import Window
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.progress import blocking, final, stages
from thidua.services.progress.final import Final
from thidua.services.progress.stages import PassedOver
from thidua.services.record import backups, fingerprints, integrity
from thidua.services.scoring import confirmations, sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


@pytest.mark.both_databases
def test_the_year_runs_from_end_to_end():
    ready_to_lock()
    with pytest.raises(Refused, match="gõ đúng câu «CHỐT»"):
        advance(typed="chốt")
    with reading() as session:
        shown = final.final(Work(session, HEAD, fresh()))
    assert advance(fingerprint=shown.fingerprint) is Stage.LOCKED
    with reading() as session:
        locked = stages.view(Work(session, HEAD, fresh()))
    assert locked.fingerprint == shown.fingerprint
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
    stages.advance(work, seen=Stage.SIGN, reason="Ký trên giấy")


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
        lambda: do(second_hand.reopen_verified, PROGRAM, unit="A", reason="x"),
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
    do(stages.advance, HEAD, seen=fresh().stage, typed="CHỐT", checked=found)


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
    turn = Turn("cán bộ thi đua của các đơn vị ấy", NOW)
    assert shown.blockers == (Blocker("chưa nộp bảng tự chấm: B", Doing.SCORE, turn=turn),)
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

    assert advance() is Stage.CROSS_SCORE
    with pytest.raises(Refused, match=r"chấm chéo mà chưa phân công cho ai\. Vẫn chuyển"):
        advance(reason=" ")
    assert advance(reason="Khối thống nhất\nkhông chấm chéo năm nay") is Stage.VERIFY
    with reading() as session:
        shown = stages.view(Work(session, OTHER, fresh()))
    assert shown.passed[1:] == (
        PassedOver(
            old=Stage.CROSS_SCORE,
            new=Stage.VERIFY,
            matters=(Matter.NOT_ASSIGNED,),
            reason="Khối thống nhất\nkhông chấm chéo năm nay",
            by=HEAD.name,
            at=NOW,
        ),
    )
    told = recorded()[-1]
    assert told.reason.startswith("Khối thống nhất")
    assert told.reason.endswith("(còn việc nên xong: chưa phân công chấm chéo)")


@pytest.mark.both_databases
def test_a_sheet_opened_again_while_the_year_is_being_locked_waits_and_is_refused():
    to_self_score()
    claim_all()
    advance()
    verify_all()
    advance()
    backed_up()

    told = overtaken(
        lambda session: stages.advance(
            Work(session, HEAD, fresh(), NOW), seen=Stage.APPRAISE, typed="CHỐT"
        ),
        lambda: do(second_hand.reopen_verified, SECRETARY, unit="A", reason="Chen vào"),
    )

    assert isinstance(told, NotPermitted)
    assert fresh().stage is Stage.LOCKED


def test_before_the_phrase_it_says_what_freezes_who_sees_it_and_the_fingerprint():
    ready_to_lock()
    with writing() as session:
        for one in (HEAD, DEPUTY, OTHER):
            make_account(session, one.account, *one.grants)
    with reading() as session:
        shown = final.final(Work(session, HEAD, fresh()))
        kept = fingerprints.period_fingerprint(Work(session, HEAD, fresh()))

    assert shown == Final(
        phrase="CHỐT",
        fingerprint=kept,
        frozen=(
            "giao ước bản 1, 2 đơn vị thành viên",
            "4 dòng điểm thẩm định, cùng tự chấm, minh chứng và giải trình",
            "hạng của 2 đơn vị, xếp loại và suất khen theo hạng",
        ),
        readers=("2 khối trưởng", "1 cán bộ thi đua đơn vị"),
        undone_by=("quản trị", "cơ quan thường trực", "khối trưởng"),
    )


@pytest.mark.parametrize("who", [SECRETARY, OFFICER])
def test_only_who_may_close_the_year_is_told_what_closing_would_freeze(who):
    ready_to_lock()
    with reading() as session, pytest.raises(NotPermitted):
        final.final(Work(session, who, fresh()))


def test_nothing_is_frozen_by_a_step_that_closes_nothing():
    with reading() as session:
        assert final.final(Work(session, HEAD, fresh())) is None


def test_a_lock_over_other_data_than_were_shown_is_refused():
    ready_to_lock()
    with reading() as session:
        shown = final.final(Work(session, HEAD, fresh()))
    do(second_hand.reopen_verified, SECRETARY, unit="A", reason="Sai số")
    do(verification.verify_sheet, SECRETARY, unit="A")

    with pytest.raises(StaleEdit, match="đã đổi từ khi xem mã đối chiếu"):
        advance(fingerprint=shown.fingerprint)
    assert fresh().stage is Stage.APPRAISE


def checked_here(actor=HEAD):
    """Kiểm tra riêng kỳ này, noted as the page does; the codes of what does not hold."""
    with reading() as session:
        found = integrity.verdicts_of_period(Work(session, actor, fresh()))
    broken = [one.code for one in found if not one.holds]
    do(integrity.note_check, actor, broken=broken)
    return broken


@pytest.mark.both_databases
def test_the_head_checks_the_own_period_and_what_is_broken_must_be_mended():
    ready_to_lock()
    assert checked_here() == []
    with tampering() as session:
        line = session.exec(
            select(sheets.ScoreLine).where(sheets.ScoreLine.criterion_code == "I")
        ).first()
        line.points = Decimal(1)

    assert checked_here() == ["I06"]
    with reading() as session:
        shown = stages.view(Work(session, HEAD, fresh())).blockers
    assert [(one.message, one.turn.since) for one in shown if one.cure is Doing.CHECK_DATA] == [
        (f"kiểm tra toàn vẹn thấy sai: {integrity.statement_of(code)}", NOW) for code in ("I06",)
    ]
    assert recorded()[-1].new == "không đạt: I06"
    with pytest.raises(Refused, match="kiểm tra toàn vẹn thấy sai: Mọi giá trị đang lưu"):
        advance()


def test_a_check_of_the_own_period_says_nothing_of_another_block():
    with writing() as session:
        rows = [RosterRow("K2", "Khối hai", "Z", "Phòng Z", "Z", "phòng", 2025)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        other = (SettingRow("Khối", "K2"), *DRAFT.settings[1:])
        draft = CovenantDraft(other, DRAFT.criteria)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    with reading() as session:
        other_period = rosters.period(Work(session, PROGRAM), block="K2", year=2025)
    with writing() as session:
        edits = [LineEdit("I", 0, Entry(points=Decimal(80)))]
        work = Work(session, PROGRAM, other_period, NOW)
        sheets.save_lines(work, unit="Z", hand=Hand.VERIFIED, edits=edits)
    with tampering() as session:
        session.exec(select(sheets.ScoreLine)).first().points = Decimal(1)

    assert checked_here() == []
    with reading() as session:
        everywhere = integrity.verdicts(Work(session, PROGRAM))
        with pytest.raises(NotPermitted):
            integrity.verdicts_of_period(Work(session, HEAD, other_period))
    assert [one.code for one in everywhere if not one.holds] == ["I06"]


@pytest.mark.parametrize("who", [SECRETARY, OFFICER])
def test_only_who_leads_the_block_checks_it(who):
    with pytest.raises(NotPermitted):
        checked_here(who)


def test_a_check_is_noted_by_codes_that_there_are():
    with pytest.raises(NotFound):
        do(integrity.note_check, broken=["I99"])


def test_a_check_after_the_lock_leaves_the_fingerprint_as_it_is():
    to_locked()
    with reading() as session:
        before = fingerprints.period_fingerprint(Work(session, HEAD, fresh()))
    checked_here()

    with reading() as session:
        assert fingerprints.period_fingerprint(Work(session, HEAD, fresh())) == before


def test_a_missing_copy_hides_neither_the_phrase_nor_a_reason_that_is_wanted(monkeypatch):
    ready_to_lock()
    monkeypatch.setattr(blocking, "last_backup", lambda session: None)

    with pytest.raises(Refused, match="gõ đúng câu «CHỐT»"):
        do(stages.advance, seen=Stage.APPRAISE)
    with pytest.raises(Refused, match="chưa sao lưu"):
        do(stages.advance, seen=Stage.APPRAISE, typed="CHỐT")


def test_a_criterion_added_after_the_verification_stands_in_the_way_until_it_has_points():
    to_verify()
    verify_all()
    more = (*DRAFT.criteria, CriterionRow("VI", "Chuyển đổi số", Decimal(5), "Chấm mức"))
    assert unverified() == []

    do(covenants.adopt_covenant, PROGRAM, draft=replace(DRAFT, criteria=more))

    said = "(đã xác nhận nhưng còn tiêu chí chưa có điểm)"
    assert unverified() == [f"chưa thẩm định xong: A {said}, B {said}"]
    with pytest.raises(Refused, match="còn tiêu chí chưa có điểm"):
        advance()


def unverified():
    """Điều chặn lại vì chưa thẩm định xong."""
    with reading() as session:
        found = blockers(blocking.situation(session, fresh(), None))
    return [one.message for one in found if "thẩm định" in one.message]
