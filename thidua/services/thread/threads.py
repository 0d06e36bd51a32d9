"""Luồng giải trình và kiến nghị: opened, answered and closed, with the score before and after."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import ScoreThread, ThreadMessage, Unit
from thidua.domain.access.interest import may_judge, require_disinterest
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    is_own_unit,
    require,
    units_of,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import clean_lines, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import day_of
from thidua.domain.review.plan import group_of
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.thread.thread import (
    FIRST_STATUS,
    KIND_WORDS,
    LONGEST_WORDS,
    Message,
    Side,
    Step,
    Thread,
    ThreadKind,
    ThreadStatus,
    in_order,
)
from thidua.domain.verify.what_if import given_entry
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, windows
from thidua.services.ranking import standings
from thidua.services.review import reviews
from thidua.services.verify import joint_decisions

OPENING = {
    ThreadKind.EXPLAIN: Permission.SETTLE_THREAD,
    ThreadKind.PETITION: Permission.OPEN_THREAD,
}
"""Quyền mở một luồng, by its kind: the judges ask, the unit petitions."""

_REVIEWING = frozenset({Stage.SELF_SCORE, Stage.CROSS_SCORE})


def listed(work: Work) -> tuple[Thread, ...]:
    """Các luồng người này được xem, the most pressing first.

    Readers of the whole block see all, a unit its own. A reviewer sees those on the criteria
    assigned, but where something is hidden only after handing in, since people quote scores.
    """
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    found = unchecked(work.session, work.period)
    if not sees_all(work):
        own = set(reviews.reviewing_units(work.actor, work.period))
        open_to = kept(
            work.session,
            ("threads to reviewers", work.period),
            lambda: _shown(work.session, work.period),
        )
        found = tuple(
            one
            for one in found
            if one.unit in own or any((unit, one.unit, one.criterion) in open_to for unit in own)
        )
    return in_order(found, work.now)


def sees_all(work: Work) -> bool:
    """Xem được luồng của cả khối, not only those of some units."""
    return units_of(work.actor, Permission.VIEW_REVIEWS, work.period) is None


def unchecked(session: Session, period: BlockPeriod) -> tuple[Thread, ...]:
    """Mọi luồng của kỳ này in the order they were opened, whoever asks."""
    return kept(session, ("threads", period), lambda: _read(session, period))


def unchecked_open(session: Session, period: BlockPeriod) -> tuple[Thread, ...]:
    """Các luồng chưa kết thúc, whoever asks: while there is one, nothing is final."""
    return tuple(one for one in unchecked(session, period) if not one.is_closed)


def _read(session: Session, period: BlockPeriod) -> tuple[Thread, ...]:
    messages: dict[int, list[Message]] = {}
    for row in session.exec(
        select(ThreadMessage)
        .join(ScoreThread, col(ScoreThread.id) == col(ThreadMessage.query_id))
        .where(ScoreThread.block_year_id == period.id)
        .order_by(col(ThreadMessage.id))
    ):
        said = Message(row.body, row.said_by, row.said_for, row.said_at)
        messages.setdefault(row.query_id, []).append(said)
    rows = session.exec(
        select(ScoreThread, Unit.code)
        .join(Unit, col(Unit.id) == col(ScoreThread.unit_id))
        .where(ScoreThread.block_year_id == period.id)
        .order_by(col(ScoreThread.id))
    )
    return tuple(_thread(row, unit, messages.get(row.id or 0, ())) for row, unit in rows)


def _thread(row: ScoreThread, unit: str, messages: Sequence[Message]) -> Thread:
    return Thread(
        id=row.id or 0,
        unit=unit,
        criterion=row.criterion_code,
        kind=row.kind,
        status=row.status,
        question=row.question,
        due=row.due,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        messages=tuple(messages),
        old_points=row.old_points,
        new_points=row.new_points,
        outcome=row.outcome,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        version=row.version,
    )


def _shown(session: Session, period: BlockPeriod) -> frozenset[tuple[str, str, str]]:
    """Tiêu chí mà người chấm chéo được xem luồng: reviewer, unit, criterion."""
    duties = reviews.unchecked_duties(session, period)
    if not duties:
        return frozenset()
    covenant = covenants.load(session, period)
    hidden = review_plan.review_plan(session, period).blindness
    is_blind = hidden.claim or hidden.others
    return frozenset(
        (duty.reviewer, duty.unit.code, code)
        for duty in duties
        if duty.status is SheetStatus.SUBMITTED or not is_blind
        for code in covenant.criteria
        if group_of(covenant, code) in duty.groups
    )


def thread_marks(work: Work, *, unit: str) -> dict[str, str]:
    """Dấu luồng bên tiêu chí của một đơn vị, in words: what is open, else what came of the last."""
    marks: dict[str, str] = {}
    for one in listed(work):
        if one.unit == unit and one.criterion not in marks:
            marks[one.criterion] = f"{KIND_WORDS[one.kind].capitalize()}: {one.words(work.now)}"
    return marks


def opening_units(actor: Actor, period: BlockPeriod, kind: ThreadKind) -> frozenset[str] | None:
    """Đơn vị mà người này mở luồng loại ấy được; None when all of the block."""
    return units_of(actor, OPENING[kind], period)


def steps(actor: Actor, period: BlockPeriod, thread: Thread) -> tuple[Step, ...]:
    """Việc người này làm được với luồng, the expected one first."""
    if thread.is_closed:
        return ()
    found: list[Step] = []
    own = is_own_unit(actor, period, thread.unit)
    judges = may_judge(actor, period, thread.unit) and is_allowed(
        actor, Permission.SETTLE_THREAD, period
    )
    if judges and thread.turn is Side.CHAIR:
        found += [Step.CLOSE, Step.ASK_AGAIN]
    if is_allowed(actor, Permission.ANSWER_THREAD, period, thread.unit):
        found.append(Step.ANSWER if own else Step.NOTE)
    if judges and thread.turn is Side.UNIT:
        found += [Step.ASK_AGAIN, Step.CLOSE]
    if (
        thread.is_unanswered
        and thread.opened_by == actor.name
        and is_allowed(actor, OPENING[thread.kind], period, thread.unit)
    ):
        found.append(Step.WITHDRAW)
    return tuple(found)


def awaits(actor: Actor, period: BlockPeriod, thread: Thread) -> bool:
    """Đang chờ chính người này: it is their side's turn and they may take it."""
    expected = {Side.UNIT: Step.ANSWER, Side.CHAIR: Step.CLOSE}
    return thread.turn is not None and expected[thread.turn] in steps(actor, period, thread)


def points_in_force(work: Work, *, unit: str, criterion: str) -> Decimal | None:
    """Điểm đang có hiệu lực của một tiêu chí: settled or combined, else what the unit claims."""
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    return _points(work.session, work.period, unit, criterion)


def _points(session: Session, period: BlockPeriod, unit: str, criterion: str) -> Decimal | None:
    for hand in (Hand.VERIFIED, Hand.SELF):
        board = standings.unchecked_board(session, period, hand)
        entry = standings.sheet_of(session, board, unit).entries.get(criterion)
        # While units still review, what their sheets make together is not for the unit to see.
        is_early = period.stage in _REVIEWING and entry and entry.state is LineState.COMBINED
        if entry is not None and not is_early:
            return board.standings.of(unit).score.lines.get(criterion)
    return None


def open_thread(
    work: Work, *, unit: str, criterion: str, kind: ThreadKind, question: str, due: date | None
) -> None:
    """Mở một luồng: the judges ask for an explanation by a day, or the unit petitions.

    The points then in force are kept with it. Refused while another one on this criterion is open.
    """
    work = work.require(OPENING[kind], unit)
    if unit not in {member.code for member in block_members.members(work.session, work.period)}:
        raise NotFound
    windows.require_in_time(work.session, work.period, unit, work.now)
    if criterion not in covenants.load(work.session, work.period).criteria:
        raise Refused(f"Giao ước không có tiêu chí {criterion}.")
    question = _said(question, "nội dung cần giải trình hoặc kiến nghị")
    if kind is ThreadKind.EXPLAIN:
        _require_day(due, work.now)
    elif due is not None:
        raise Refused("Kiến nghị chờ tổ thẩm định kết luận nên không đặt hạn trả lời.")
    take_turn(work.session)
    if any(
        (one.unit, one.criterion) == (unit, criterion)
        for one in unchecked_open(work.session, work.period)
    ):
        raise Refused("Tiêu chí này đang có một hồ sơ chưa kết thúc; hãy viết tiếp vào hồ sơ ấy.")
    points = _points(work.session, work.period, unit, criterion)
    work.session.add(
        ScoreThread(
            block_year_id=work.period.id,
            unit_id=queries.unit_key(work.session, unit),
            criterion_code=criterion,
            kind=kind,
            status=FIRST_STATUS[kind],
            question=question,
            due=due,
            opened_by=work.actor.name,
            opened_at=work.now,
            old_points=points,
        )
    )
    petitions_for = kind is ThreadKind.PETITION and not is_own_unit(work.actor, work.period, unit)
    act = Act("query.opened", unit, criterion, on_behalf_of=unit if petitions_for else "")
    work.record(act)


def _said(text: str, what: str) -> str:
    """Lời đã chuẩn hóa; Refused when there is none, or too much of it."""
    text = clean_lines(text)
    if not text:
        raise Refused(f"Cần ghi {what}.")
    fault = length_fault(text, LONGEST_WORDS)
    if fault:
        raise Refused(f"Lời này {fault}.")
    return text


def _require_day(due: date | None, now: datetime) -> None:
    if due is None:
        raise Refused("Cần ghi hạn trả lời.")
    if due < day_of(now):
        raise Refused("Hạn trả lời phải từ hôm nay trở đi.")


def answer(work: Work, *, thread: int, seen: int, text: str) -> None:
    """Viết vào luồng: of the unit it is the answer; of the chair's team a note, the turn stays.

    `seen` is the version it was read at, here and below.
    """
    period = work.period
    period, row, unit = _held(work.at(period), Permission.ANSWER_THREAD, thread, seen)
    text = _said(text, "lời trả lời")
    speaks = is_own_unit(work.actor, period, unit)
    work.session.add(
        ThreadMessage(
            query_id=thread,
            body=text,
            said_by=work.actor.name,
            said_for=unit if speaks else "",
            said_at=work.now,
        )
    )
    row.status = ThreadStatus.ANSWERED if speaks else row.status
    action = "query.answered" if speaks else "query.noted"
    _write(work.at(period), row, Act(action, unit, row.criterion_code))


def ask_again(work: Work, *, thread: int, seen: int, text: str, due: date | None) -> None:
    """Hỏi thêm: the unit has to answer again, by a new day."""
    period = work.period
    period, row, unit = _held(work.at(period), Permission.SETTLE_THREAD, thread, seen)
    require_disinterest(work.actor, period, unit)
    text = _said(text, "điều cần hỏi thêm")
    _require_day(due, work.now)
    work.session.add(
        ThreadMessage(query_id=thread, body=text, said_by=work.actor.name, said_at=work.now)
    )
    row.status, row.due = ThreadStatus.OPEN, due
    _write(work.at(period), row, Act("query.asked_again", unit, row.criterion_code))


def close(work: Work, *, thread: int, seen: int, outcome: str) -> None:
    """Kết thúc luồng with an outcome in words; the points in force now are kept beside the old.

    The score itself is changed on the sheet, before this. Nobody settles a thread of their own
    unit, nor one by whose points it stands otherwise against theirs.
    """
    period = work.period
    period, row, unit = _held(work.at(period), Permission.SETTLE_THREAD, thread, seen)
    require_disinterest(work.actor, period, unit)
    said = _said(outcome, "kết luận")
    points = _points(work.session, period, unit, row.criterion_code)
    if row.old_points != points and row.old_points is not None:
        before = {row.criterion_code: given_entry(row.old_points)}
        if joint_decisions.moves_own(work.at(period), unit=unit, entries=before):
            raise Refused(_MOVES_OWN)
    row.outcome, row.new_points = said, points
    row.status, row.closed_by, row.closed_at = ThreadStatus.CLOSED, work.actor.name, work.now
    act = Act("query.closed", unit, row.criterion_code, reason=row.outcome)
    _write(work.at(period), row, act)


_MOVES_OWN = (
    "Điểm đổi trong hồ sơ này đổi thứ tự giữa đơn vị này và đơn vị của bạn; người của đơn vị khác "
    "hoặc cơ quan thường trực phải kết luận."
)


def withdraw(work: Work, *, thread: int, seen: int) -> None:
    """Rút luồng: by whoever opened it, while nobody of the other side has written."""
    period = work.period
    kind = work.session.exec(select(ScoreThread.kind).where(ScoreThread.id == thread)).first()
    if kind is None:
        raise NotFound
    period, row, unit = _held(work.at(period), OPENING[ThreadKind(kind)], thread, seen)
    if row.opened_by != work.actor.name:
        raise NotPermitted("Chỉ người mở hồ sơ được rút nó.")
    found = next(one for one in unchecked(work.session, period) if one.id == thread)
    if not found.is_unanswered:
        raise Refused("Hồ sơ đã có lời đáp nên không rút được; hãy để tổ thẩm định kết luận.")
    row.status, row.closed_by, row.closed_at = ThreadStatus.CLOSED, work.actor.name, work.now
    _write(work.at(period), row, Act("query.withdrawn", unit, row.criterion_code))


def _held(
    work: Work, permission: Permission, thread: int, seen: int
) -> tuple[BlockPeriod, ScoreThread, str]:
    """Giữ luồng tới hết giao dịch, once the right is there, as it was read and in time."""
    found: Any = work.session.exec(
        select(ScoreThread, Unit.code)
        .join(Unit, col(Unit.id) == col(ScoreThread.unit_id))
        .where(ScoreThread.id == thread, ScoreThread.block_year_id == work.period.id)
        .with_for_update(of=ScoreThread)
    ).first()
    if found is None:
        raise NotFound
    row, unit = found
    work = work.require(permission, unit)
    windows.require_in_time(work.session, work.period, unit, work.now)
    if row.version != seen:
        raise StaleEdit("Hồ sơ này vừa có lời mới hoặc vừa kết thúc; hãy đọc lại rồi viết tiếp.")
    if row.status is ThreadStatus.CLOSED:
        raise Refused("Hồ sơ này đã kết thúc.")
    return work.period, row, unit


def _write(work: Work, row: ScoreThread, act: Act) -> None:
    row.version += 1
    work.session.add(row)
    work.record(act)
