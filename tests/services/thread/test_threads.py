"""Luồng giải trình: from question to outcome, seen by whom it concerns, with both scores kept."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.noting import assert_as_recorded, move, noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded as told
from tests.services.year import (
    DEPUTY,
    DRAFT,
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    SECRETARY,
    advance,
    claim_all,
    do,
    fresh,
    overtaken,
    save,
    settle,
    to_self_score,
    to_verify,
    verify_all,
)
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.db.tables import (
    Recusal,
    ReviewAssignment,
    ReviewPlan,
    ScoreSheet,
    ScoreThread,
)
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.review.plan import REST
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.thread.thread import Message, Step, Thread, ThreadKind, ThreadStatus
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.review import reviews
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.thread import threads

DUE = date(2026, 3, 25)
QUESTION = "Vì sao đạt 80 điểm?"
PLACE = ("K1", 2025)


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()
    yield
    assert_as_recorded()


def ask(unit="A", criterion="I", actor=HEAD, due=DUE, question=QUESTION, now=NOW):
    """Mở một yêu cầu giải trình; the thread as it then stands."""
    named = {"unit": unit, "criterion": criterion, "question": question, "due": due}
    do(threads.open_thread, actor, now, kind=ThreadKind.EXPLAIN, **named)
    return found()[-1]


def petition(unit="A", criterion="I", actor=OFFICER, due=None, question="Xin xét lại"):
    """Mở một kiến nghị; the thread as it then stands."""
    named = {"unit": unit, "criterion": criterion, "question": question, "due": due}
    do(threads.open_thread, actor, kind=ThreadKind.PETITION, **named)
    return found()[-1]


def found():
    """Mọi luồng, in the order they were opened."""
    with reading() as session:
        return threads.unchecked(session, fresh())


def again(thread):
    """Luồng này as it stands now."""
    return next(one for one in found() if one.id == thread.id)


def step(service, actor, thread, now=NOW, **named):
    """Làm một việc với luồng as it was read."""
    do(service, actor, now, thread=thread.id, seen=thread.version, **named)
    return again(thread)


def seen(actor, period=None):
    """Những luồng người này được xem, by unit and criterion."""
    with reading() as session:
        period = period or fresh()
        listed = threads.listed(Work(session, actor, period, NOW))
    return sorted((one.unit, one.criterion) for one in listed)


def recorded():
    """Các mục nhật ký của luồng, as they are read."""
    return [
        (one.action, one.actor, one.unit, one.criterion, one.old, one.new, one.reason)
        for one in told("query.")
    ]


@pytest.mark.both_databases
def test_from_question_to_outcome_everything_said_and_both_scores_are_kept():
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, main=70)
    later = [NOW + timedelta(hours=hours) for hours in range(6)]

    thread = ask()
    thread = step(threads.answer, OFFICER, thread, later[1], text="Có quyết định khen")
    thread = step(threads.answer, SECRETARY, thread, later[2], text="Đã nhận văn bản")
    longer = DUE + timedelta(days=2)
    thread = step(threads.ask_again, HEAD, thread, later[3], text="Số nào?", due=longer)
    thread = step(threads.answer, OFFICER, thread, later[4], text="Số 12")
    save("A", SECRETARY, Hand.VERIFIED, main=75, base=1)
    thread = step(threads.close, HEAD, thread, later[5], outcome="Chấp nhận một phần")

    assert thread == Thread(
        id=thread.id,
        unit="A",
        criterion="I",
        kind=ThreadKind.EXPLAIN,
        status=ThreadStatus.CLOSED,
        question=QUESTION,
        due=longer,
        opened_by=HEAD.name,
        opened_at=NOW,
        messages=(
            Message("Có quyết định khen", OFFICER.name, "A", later[1]),
            Message("Đã nhận văn bản", SECRETARY.name, "", later[2]),
            Message("Số nào?", HEAD.name, "", later[3]),
            Message("Số 12", OFFICER.name, "A", later[4]),
        ),
        old_points=Decimal(70),
        new_points=Decimal(75),
        outcome="Chấp nhận một phần",
        closed_by=HEAD.name,
        closed_at=later[5],
        version=6,
    )
    place = ("A", "I")
    asked = f"yêu cầu giải trình: {QUESTION} (hạn trả lời 25/03/2026)"
    assert recorded() == [
        ("query.opened", HEAD.name, *place, "70 điểm", asked, ""),
        ("query.answered", OFFICER.name, *place, "", "Có quyết định khen", ""),
        ("query.noted", SECRETARY.name, *place, "", "Đã nhận văn bản", ""),
        (
            "query.asked_again",
            HEAD.name,
            *place,
            "(hạn trả lời 25/03/2026)",
            "Số nào? (hạn trả lời 27/03/2026)",
            "",
        ),
        ("query.answered", OFFICER.name, *place, "", "Số 12", ""),
        ("query.closed", HEAD.name, *place, "70 điểm", "75 điểm", "Chấp nhận một phần"),
    ]


def test_whose_turn_it_is_follows_who_spoke():
    to_verify()
    thread = ask()
    states = [thread.status]
    for service, actor, named in (
        (threads.answer, SECRETARY, {"text": "Xin trả lời sớm"}),
        (threads.answer, OFFICER, {"text": "Đây"}),
        (threads.answer, HEAD, {"text": "Đã đọc"}),
        (threads.ask_again, HEAD, {"text": "Thêm", "due": DUE}),
    ):
        thread = step(service, actor, thread, **named)
        states.append(thread.status)

    assert states == [
        ThreadStatus.OPEN,
        ThreadStatus.OPEN,
        ThreadStatus.ANSWERED,
        ThreadStatus.ANSWERED,
        ThreadStatus.OPEN,
    ]
    assert petition(criterion="V").status is ThreadStatus.ANSWERED


def test_the_points_kept_are_those_in_force():
    to_self_score()
    nothing = ask("B", "V")
    claim_all()
    claimed = ask()
    advance()
    save("A", SECRETARY, Hand.VERIFIED, main=61)
    judged = step(threads.close, HEAD, claimed, outcome="Theo thẩm định")

    assert (nothing.old_points, claimed.old_points, judged.new_points) == (
        None,
        Decimal(80),
        Decimal(61),
    )


def test_a_thread_closed_without_an_answer_keeps_its_outcome():
    to_verify()
    thread = step(threads.close, SECRETARY, ask(), outcome="Không giải trình, giữ điểm")

    assert (thread.status, thread.old_points, thread.new_points, thread.is_withdrawn) == (
        ThreadStatus.CLOSED,
        Decimal(80),
        Decimal(80),
        False,
    )


@pytest.mark.both_databases
def test_who_opened_a_thread_withdraws_it_until_the_other_side_has_written():
    to_verify()
    thread = ask()
    with pytest.raises(NotPermitted, match="Chỉ người mở hồ sơ"):
        step(threads.withdraw, SECRETARY, thread)
    with pytest.raises(NotPermitted):
        step(threads.withdraw, OFFICER, thread)
    thread = step(threads.withdraw, HEAD, thread)
    assert (thread.is_withdrawn, thread.closed_by, thread.new_points) == (True, HEAD.name, None)
    assert recorded()[-1] == ("query.withdrawn", HEAD.name, "A", "I", QUESTION, "", "")

    asked = petition()
    answered = step(threads.answer, HEAD, asked, text="Đang xem")
    with pytest.raises(Refused, match="đã có lời đáp"):
        step(threads.withdraw, OFFICER, answered)


def test_asking_again_by_the_same_day_says_that_day():
    to_verify()
    thread = step(threads.answer, OFFICER, ask(), text="Có quyết định khen")
    step(threads.ask_again, HEAD, thread, text="Số nào?", due=DUE)

    day = "(hạn trả lời 25/03/2026)"
    assert recorded()[-1] == (
        *("query.asked_again", HEAD.name, "A", "I", day, f"Số nào? {day}", ""),
    )


def test_a_petition_typed_by_the_chairs_team_names_the_unit_it_speaks_for():
    to_verify()
    petition(actor=SECRETARY)

    (opened,) = told("query.opened")
    assert (opened.actor, opened.on_behalf_of) == (SECRETARY.name, "A")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"question": " \n "}, "Cần ghi nội dung"),
        ({"question": "a" * 4001}, "Lời này dài 4001 ký tự, nhiều nhất 4000"),
        ({"criterion": "IX"}, "Giao ước không có tiêu chí IX"),
        ({"due": None}, "Cần ghi hạn trả lời"),
        ({"due": date(2026, 3, 19)}, "từ hôm nay trở đi"),
    ],
)
def test_a_question_must_be_whole(changes, said):
    to_verify()

    with pytest.raises(Refused, match=said):
        ask(**changes)

    assert (found(), recorded()) == ((), [])


def test_today_is_a_due_day_and_a_petition_has_none():
    to_verify()

    assert ask(due=date(2026, 3, 20)).due == date(2026, 3, 20)
    with pytest.raises(Refused, match="không đặt hạn trả lời"):
        petition("B", actor=OTHER, due=DUE)


def test_an_empty_word_is_not_written():
    to_verify()
    thread = ask()
    for service, named in (
        (threads.answer, {"text": " "}),
        (threads.ask_again, {"text": "", "due": DUE}),
        (threads.close, {"outcome": "\n"}),
    ):
        with pytest.raises(Refused, match="Cần ghi"):
            step(service, HEAD, thread, **named)

    assert again(thread) == thread


def test_one_criterion_has_one_open_thread_at_a_time():
    to_verify()
    thread = ask()
    with pytest.raises(Refused, match="đang có một hồ sơ chưa kết thúc"):
        petition()
    ask("B", actor=SECRETARY)
    step(threads.close, HEAD, thread, outcome="Rõ")

    assert petition().kind is ThreadKind.PETITION


@pytest.mark.both_databases
def test_of_two_who_open_a_thread_on_one_criterion_at_once_one_is_told():
    to_verify()
    named = {"unit": "A", "criterion": "I", "kind": ThreadKind.EXPLAIN, "due": DUE}

    told = overtaken(
        lambda session: threads.open_thread(
            Work(session, HEAD, fresh(), NOW), question=QUESTION, **named
        ),
        lambda: do(threads.open_thread, SECRETARY, question="Làm rõ", **named),
    )

    assert isinstance(told, Refused)
    assert [one.opened_by for one in found()] == [HEAD.name]


def test_words_over_words_that_were_not_read_are_refused():
    to_verify()
    thread = ask()
    step(threads.answer, OFFICER, thread, text="Đây")

    for service, named in (
        (threads.answer, {"text": "Nhắc lại"}),
        (threads.ask_again, {"text": "Thêm", "due": DUE}),
        (threads.close, {"outcome": "Không trả lời"}),
        (threads.withdraw, {}),
    ):
        with pytest.raises(StaleEdit, match="vừa có lời mới"):
            step(service, HEAD, thread, **named)


@pytest.mark.both_databases
def test_of_two_who_close_a_thread_at_once_one_is_told():
    to_verify()
    thread = ask()
    named = {"thread": thread.id, "seen": thread.version}

    told = overtaken(
        lambda session: threads.close(Work(session, HEAD, fresh(), NOW), outcome="Giữ", **named),
        lambda: do(threads.close, DEPUTY, outcome="Đổi", **named),
    )

    assert isinstance(told, StaleEdit)
    assert again(thread).outcome == "Giữ"


def test_a_closed_thread_takes_no_more_words():
    to_verify()
    thread = step(threads.close, HEAD, ask(), outcome="Rõ")

    with pytest.raises(Refused, match="đã kết thúc"):
        step(threads.answer, OFFICER, thread, text="Còn nữa")
    assert threads.steps(HEAD, fresh(), thread) == ()


OF_A = Grant(Role.UNIT_OFFICER, "K1", "A", 2025)
INTERESTED = Actor("Khối trưởng của A (ca-hai)", (*HEAD.grants, OF_A), "ca-hai")


def test_who_is_of_the_unit_leaves_its_threads_to_others():
    to_verify()
    thread = petition()
    for service, named in (
        (threads.close, {"outcome": "Chấp nhận"}),
        (threads.ask_again, {"text": "Thêm", "due": DUE}),
    ):
        with pytest.raises(NotPermitted, match="người của đơn vị này"):
            step(service, INTERESTED, thread, **named)

    assert step(threads.close, DEPUTY, thread, outcome="Giữ").closed_by == DEPUTY.name
    other = petition("B", actor=OTHER)
    assert step(threads.close, INTERESTED, other, outcome="Giữ").closed_by == INTERESTED.name


def test_the_officer_of_another_unit_neither_asks_nor_answers():
    to_verify()
    thread = ask()
    for attempt in (
        lambda: step(threads.answer, OTHER, thread, text="Chen vào"),
        lambda: petition("A", actor=OTHER),
        lambda: ask("A", "V", actor=OFFICER),
        lambda: step(threads.close, OFFICER, thread, outcome="Xong"),
        lambda: step(threads.ask_again, OFFICER, thread, text="Hỏi ngược", due=DUE),
    ):
        with pytest.raises(NotPermitted):
            attempt()

    assert found() == (thread,)
    assert step(threads.answer, OFFICER, thread, text="Đây").status is ThreadStatus.ANSWERED


@pytest.mark.both_databases
def test_a_unit_petitions_while_its_score_is_being_checked():
    to_self_score()
    with pytest.raises(NotPermitted, match="giai đoạn «Tự chấm»"):
        petition()
    claim_all()
    advance()

    assert petition().opened_by == OFFICER.name


def test_a_thread_of_another_year_is_not_found_here():
    to_verify()
    thread = ask()
    with writing() as session:
        elsewhere = replace(fresh(), year=2024, id=thread.id + 900)
        with pytest.raises(NotFound):
            threads.answer(
                Work(session, PROGRAM, elsewhere, NOW), thread=thread.id, seen=1, text="Nhầm"
            )
    with pytest.raises(NotFound):
        do(threads.withdraw, HEAD, thread=thread.id + 1, seen=1)


def test_once_the_period_is_locked_nothing_more_is_said():
    to_verify()
    thread = ask()
    verify_all()
    move(fresh(), Stage.LOCKED)  # the stage moves on, whatever is still open
    assert fresh().stage is Stage.LOCKED

    for attempt in (
        lambda: ask("B"),
        lambda: petition("B", actor=OTHER),
        lambda: step(threads.answer, OFFICER, thread, text="Muộn"),
        lambda: step(threads.answer, HEAD, thread, text="Muộn"),
        lambda: step(threads.ask_again, HEAD, thread, text="Muộn", due=DUE),
        lambda: step(threads.close, HEAD, thread, outcome="Muộn"),
        lambda: step(threads.withdraw, HEAD, thread),
    ):
        with pytest.raises(NotPermitted, match="giai đoạn «Đã chốt»"):
            attempt()
    assert [threads.steps(one, fresh(), thread) for one in (HEAD, OFFICER)] == [(), ()]


def test_after_the_deadline_of_the_stage_only_a_unit_given_more_time_goes_on():
    to_verify()
    threads_of = {unit: ask(unit) for unit in "AB"}
    end = NOW + timedelta(hours=1)
    do(windows.set_window, stage=Stage.VERIFY, window=Window(None, None, end))
    after = end + timedelta(days=1)
    until = after + timedelta(days=1)
    do(windows.extend, HEAD, after, unit="A", until=until, reason="Bão lũ")

    with pytest.raises(Refused, match="Đã hết hạn"):
        step(threads.answer, OTHER, threads_of["B"], after, text="Đây")
    answered = step(threads.answer, OFFICER, threads_of["A"], after, text="Đây")
    assert answered.status is ThreadStatus.ANSWERED


def test_a_thread_is_seen_by_whom_it_concerns():
    to_verify()
    ask("A", "I")
    ask("B", "I")
    petition("B", "V", actor=OTHER)
    of_a, of_b = [("A", "I")], [("B", "I"), ("B", "V")]
    both = of_a + of_b
    people = {
        "khối trưởng": (HEAD, both),
        "thư ký": (SECRETARY, both),
        "cán bộ A": (OFFICER, of_a),
        "cán bộ B": (OTHER, of_b),
        "lãnh đạo": (acting(Role.LEADER, *PLACE), both),
        "kiểm tra": (acting(Role.AUDITOR), both),
        "thường trực": (acting(Role.STANDING_OFFICE), both),
        "người chấm của B": (acting(Role.REVIEWER, *PLACE, "B"), of_b),
        "hội đồng": (acting(Role.COUNCIL_MEMBER, *PLACE), []),
    }

    assert {name: seen(who) for name, (who, _) in people.items()} == {
        name: expected for name, (_, expected) in people.items()
    }
    for stranger in (
        acting(Role.HEAD, "K1", 2024),
        acting(Role.UNIT_OFFICER, "K2", 2025, "A"),
        acting(Role.KIOSK, *PLACE),
    ):
        with pytest.raises(NotPermitted):
            seen(stranger)


GROUPED = CovenantDraft(
    (*DRAFT.settings, SettingRow("Lý do sửa đổi", "Chia nhóm")),
    (
        CriterionRow("I", "Nhiệm vụ", Decimal(90)),
        CriterionRow("I.1", "Kết quả", Decimal(50), "Chấm mức"),
        CriterionRow("I.2", "Báo cáo", Decimal(40), "Chấm mức"),
        CriterionRow("II", "Phong trào", Decimal(10)),
        CriterionRow("II.1", "Hội thi", Decimal(10), "Chấm mức"),
    ),
)


def assigned(hides_claim=False, hides_others=False, handed_in=False):
    """B chấm chéo nhóm I của A, and threads stand on both groups of A."""
    with writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=GROUPED)
    move(fresh(), Stage.CROSS_SCORE)
    for code in ("I.1", "II.1"):
        ask("A", code)
    ask("B", "I.1")
    key = fresh().id
    with noting() as session:
        unit = queries.unit_key(session, "A")
        said = {"set_by": HEAD.name, "set_at": NOW}
        session.add(
            ReviewPlan(
                block_year_id=key, hides_claim=hides_claim, hides_others=hides_others, **said
            )
        )
        session.add(
            ReviewAssignment(block_year_id=key, reviewer="B", unit_id=unit, group_code="I", **said)
        )
        if handed_in:
            session.add(
                ScoreSheet(
                    block_year_id=key,
                    unit_id=unit,
                    hand=Hand.CROSS,
                    reviewer="B",
                    status=SheetStatus.SUBMITTED,
                    submitted_by=OTHER.name,
                    submitted_at=NOW,
                )
            )


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ({}, [("A", "I.1"), ("B", "I.1")]),
        ({"hides_claim": True}, [("B", "I.1")]),
        ({"hides_others": True}, [("B", "I.1")]),
        ({"hides_claim": True, "handed_in": True}, [("A", "I.1"), ("B", "I.1")]),
    ],
    ids=["không giấu gì", "giấu điểm tự chấm", "giấu phiếu khác", "giấu, đã nộp"],
)
def test_a_reviewer_sees_threads_on_the_groups_assigned_once_nothing_is_hidden(hidden, expected):
    assigned(**hidden)

    assert [seen(who) for who in (OTHER, acting(Role.REVIEWER, *PLACE, "B"))] == [expected] * 2
    assert seen(OFFICER) == [("A", "I.1"), ("A", "II.1")]


def test_what_reviewers_make_together_is_in_force_once_they_are_done():
    """While they score, a thread the unit can read must not tell what they gave."""
    to_self_score()
    settings = [row for row in DRAFT.settings if row.name != "Cách tổng hợp điểm chấm chéo"]
    mean = SettingRow("Cách tổng hợp điểm chấm chéo", "Trung bình")
    reason = SettingRow("Lý do sửa đổi", "Chấm chéo")
    amended = CovenantDraft((*settings, mean, reason), DRAFT.criteria)
    with writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=amended)
    claim_all()
    assert advance() is Stage.CROSS_SCORE
    with noting() as session:
        said = {"set_by": HEAD.name, "set_at": NOW}
        unit = queries.unit_key(session, "A")
        place = {"block_year_id": fresh().id, "reviewer": "B", "unit_id": unit}
        session.add(ReviewAssignment(group_code=REST, **place, **said))
    edits = [LineEdit(code, 0, Entry(points=Decimal(points))) for code, points in GIVEN]
    do(sheets.save_lines, OTHER, unit="A", reviewer="B", hand=Hand.CROSS, edits=edits)
    do(reviews.hand_in, OTHER, unit="A", reviewer="B")

    early = ask()
    move(fresh(), Stage.VERIFY)
    late = step(threads.close, HEAD, early, outcome="Theo các đơn vị")

    assert (early.old_points, late.new_points) == (Decimal(80), Decimal(62))


GIVEN = (("I", 62), ("V", 0))


def test_a_reviewer_who_recused_sees_nothing_of_the_unit():
    assigned()
    with noting() as session:
        session.add(
            Recusal(
                block_year_id=fresh().id,
                reviewer="B",
                unit_id=queries.unit_key(session, "A"),
                reason="Người nhà",
                declared_by=OTHER.name,
                declared_at=NOW,
            )
        )

    assert seen(OTHER) == [("B", "I.1")]


def test_a_reviewer_reads_and_does_not_write():
    assigned()
    thread = found()[0]

    assert threads.steps(OTHER, fresh(), thread) == ()
    with pytest.raises(NotPermitted):
        step(threads.answer, OTHER, thread, text="Tôi nghĩ")


def test_the_page_offers_what_the_service_takes():
    to_verify()
    asked, answered = ask(), step(threads.answer, OTHER, ask("B"), text="Đây")
    pleading = petition("A", "V")
    period = fresh()
    offered = {
        (name, thread.id): threads.steps(who, period, thread)
        for name, who in {"HEAD": HEAD, "DEPUTY": DEPUTY, "A": OFFICER, "B": OTHER}.items()
        for thread in (asked, answered, pleading)
    }
    decide = (Step.CLOSE, Step.ASK_AGAIN, Step.NOTE)
    wait = (Step.NOTE, Step.ASK_AGAIN, Step.CLOSE)

    assert offered == {
        ("HEAD", asked.id): (*wait, Step.WITHDRAW),
        ("HEAD", answered.id): decide,
        ("HEAD", pleading.id): decide,
        ("DEPUTY", asked.id): wait,
        ("DEPUTY", answered.id): decide,
        ("DEPUTY", pleading.id): decide,
        ("A", asked.id): (Step.ANSWER,),
        ("A", answered.id): (),
        ("A", pleading.id): (Step.ANSWER, Step.WITHDRAW),
        ("B", asked.id): (),
        ("B", answered.id): (Step.ANSWER,),
        ("B", pleading.id): (),
    }
    assert threads.steps(INTERESTED, period, asked) == (Step.ANSWER,)
    waiting = {
        one: [thread.id for thread in found() if threads.awaits(who, period, thread)]
        for one, who in {"HEAD": HEAD, "A": OFFICER, "B": OTHER, "cả hai": INTERESTED}.items()
    }
    assert waiting == {
        "HEAD": [answered.id, pleading.id],
        "A": [asked.id],
        "B": [],
        "cả hai": [asked.id, answered.id],
    }


def test_marks_stand_beside_the_criteria_of_the_unit_for_whom_they_concern():
    to_verify()
    step(threads.close, HEAD, ask(), outcome="Rõ")
    first = ask("A", "V")
    ask("B")

    def marks(who, unit="A"):
        with reading() as session:
            return threads.thread_marks(Work(session, who, fresh(), NOW), unit=unit)

    expected = {
        "I": "Yêu cầu giải trình: đã kết thúc, giữ nguyên 80 điểm",
        "V": "Yêu cầu giải trình: chờ đơn vị trả lời, hạn 25/03/2026",
    }
    assert [marks(HEAD), marks(OFFICER), marks(OTHER)] == [expected, expected, {}]
    step(threads.withdraw, HEAD, first)
    petition("A", "I")
    assert marks(OFFICER) == {
        "I": "Kiến nghị: chờ tổ thẩm định kết luận",
        "V": "Yêu cầu giải trình: đã rút",
    }


def test_what_is_open_is_counted_for_everybody():
    to_verify()
    closed, kept = ask("A"), ask("B")
    step(threads.close, HEAD, closed, outcome="Rõ")

    with reading() as session:
        assert threads.unchecked_open(session, fresh()) == (kept,)


def test_the_points_in_force_are_told_to_whom_the_sheet_belongs():
    to_verify()

    def points(who):
        with reading() as session:
            return threads.points_in_force(Work(session, who, fresh()), unit="A", criterion="I")

    assert [points(HEAD), points(OFFICER)] == [Decimal(80)] * 2
    with pytest.raises(NotPermitted):
        points(OTHER)


def test_a_refused_step_leaves_nothing_behind():
    to_verify()
    thread = ask()
    with pytest.raises(NotPermitted):
        step(threads.close, OTHER, thread, outcome="Xong")

    with reading() as session:
        row = session.exec(select(ScoreThread)).one()
        assert (row.status, row.outcome, row.version) == (ThreadStatus.OPEN, "", 1)
    assert [one[0] for one in recorded()] == ["query.opened"]
