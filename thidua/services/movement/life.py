"""Đời của phong trào: launched, carried out, reviewed, closed; each step with what it asks."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from thidua.db.tables import MovementLife, Proposal
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.proposal import OPEN
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.law.programme import Programme
from thidua.domain.movement.life import (
    MOVEMENT_STATE_WORDS,
    CheckWeight,
    Launch,
    LifeCheck,
    LifeFacts,
    MovementReview,
    MovementState,
    asks_reason,
    checks,
    may_move,
)
from thidua.domain.movement.plan import ReportKind
from thidua.domain.period.windows import VIETNAM
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import figures, places, states
from thidua.services.movement.states import Standing
from thidua.services.register import counted_targets

_LONGEST = 20_000
_PHASES = {MovementState.MIDWAY: "so-ket", MovementState.FINAL: "tong-ket"}
_REPORTS = {
    MovementState.MIDWAY: ReportKind.MIDWAY,
    MovementState.FINAL: ReportKind.FINAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStep:
    """Bước đi được: to which state, what has to hold for it, and whether it needs a reason."""

    to: MovementState
    checks: tuple[LifeCheck, ...]
    needs_reason: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementStanding:
    """Phong trào đang ở đâu: the state with what was recorded of it, and the steps from here."""

    standing: Standing
    steps: tuple[LifeStep, ...]


def of_movement(work: Work, *, code: str) -> MovementStanding:
    """Phong trào này đang ở đâu, and where it may go."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    plan = _plan(work.session, code)
    now = states.unchecked(work.session, code)
    steps = [
        _step(work, plan, now, to, now.launch, now.review)
        for to in MovementState
        if may_move(now.state, to)
    ]
    return MovementStanding(standing=now, steps=tuple(steps))


def move(
    work: Work,
    *,
    code: str,
    to: MovementState,
    seen: int,
    reason: str = "",
    launch: Launch | None = None,
    review: MovementReview | None = None,
) -> None:
    """Chuyển phong trào sang trạng thái khác; `seen` is the version it was looked at.

    `launch` is taken at launching and `review` at closing, elsewhere they stay as they are.
    Refused with everything that is not done yet.
    """
    require(work.actor, Permission.EDIT_MOVEMENT)
    take_turn(work.session)
    plan = _plan(work.session, code)
    now = states.unchecked(work.session, code)
    if now.version != seen:
        raise StaleEdit("Phong trào này vừa được người khác chuyển bước; hãy xem lại.")
    if not may_move(now.state, to):
        raise Refused(
            f"Phong trào đang «{MOVEMENT_STATE_WORDS[now.state]}», không chuyển thẳng sang "
            f"«{MOVEMENT_STATE_WORDS[to]}» được."
        )
    is_launch = to is MovementState.LAUNCHED and now.state is MovementState.DRAFT
    new_launch = launch if is_launch and launch is not None else now.launch
    new_review = review if to is MovementState.CLOSED and review is not None else now.review
    _check_lengths(new_launch, new_review, reason)
    _require_done(_step(work, plan, now, to, new_launch, new_review), reason)
    row = states.row(work.session, code) or MovementLife(
        programme=code, version=0, set_by=work.actor.name, set_at=work.now
    )
    row.state, row.reason = to, clean(reason)
    row.launched_on, row.launch_place = new_launch.day, clean(new_launch.place)
    row.document, row.document_day = clean(new_launch.document), new_launch.document_day
    row.result, row.impact = new_review.result, new_review.impact
    row.shortcomings, row.lessons = new_review.shortcomings, new_review.lessons
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("movement.moved", rows=[row_of(row)], reason=row.reason))


def choose_list(work: Work, *, code: str, day: date | None, seen: int, reason: str = "") -> None:
    """Chọn danh sách địa bàn của ngày khác, with the reason; None is the launching day again.

    `seen` is the version of the movement it was looked at.
    """
    require(work.actor, Permission.EDIT_MOVEMENT)
    take_turn(work.session)
    plan = _plan(work.session, code)
    now = states.unchecked(work.session, code)
    row = states.row(work.session, code)
    if row is None or now.launch.day is None:
        raise Refused("Phong trào chưa phát động nên chưa có danh sách địa bàn để chọn.")
    if now.version != seen:
        raise StaleEdit("Phong trào này vừa được người khác sửa; hãy xem lại.")
    states.require_running(plan, now.state, "danh sách địa bàn khác")
    chosen = None if day == now.launch.day else day
    if chosen == row.listed_on:
        raise Refused("Danh sách này đang được dùng; không có gì để đổi.")
    if chosen is not None:
        _require_listed(work, chosen)
    said = clean(reason)
    fault = length_fault(said, _LONGEST)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do chọn danh sách của ngày khác.")
    row.listed_on = chosen
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("movement.listed", rows=[row_of(row)], reason=said))


def _require_listed(work: Work, day: date) -> None:
    """Yêu cầu một ngày đã tới mà sổ địa bàn có địa bàn."""
    if day > work.now.astimezone(VIETNAM).date():
        raise Refused(f"Ngày {day:%d/%m/%Y} chưa tới; chọn một ngày không sau hôm nay.")
    if not any(one.is_there(day) for one in places.unchecked(work.session)):
        raise Refused(f"Ngày {day:%d/%m/%Y} sổ địa bàn chưa có địa bàn nào; chọn ngày khác.")


def _plan(session: Session, code: str) -> Programme:
    found = law.book(session).programmes.get(code)
    if found is None:
        raise NotFound
    return found


def _step(
    work: Work,
    plan: Programme,
    now: Standing,
    to: MovementState,
    launch: Launch,
    review: MovementReview,
) -> LifeStep:
    facts = _facts(work, plan, to, launch, review)
    found = checks(now.state, to, facts)
    waits = any(not one.is_done and one.weight is CheckWeight.ASKS_REASON for one in found)
    return LifeStep(to=to, checks=found, needs_reason=waits or asks_reason(now.state, to))


def _facts(
    work: Work, plan: Programme, to: MovementState, launch: Launch, review: MovementReview
) -> LifeFacts:
    today = work.now.astimezone(VIETNAM).date()
    year = _phase_year(plan, to, today)
    known = figures.unchecked(work.session, plan.code)
    kind = _REPORTS.get(to)
    counted = (
        counted_targets.unchecked(work.session, plan, min(today, date(year, 12, 31)))
        if kind is not None
        else {}
    )
    return LifeFacts(
        today=today,
        launch=launch,
        has_content=bool(plan.groups or plan.tasks),
        has_figure=_has_figure(plan),
        year=year,
        last_year=plan.last_year,
        without_value=tuple(
            one.text
            for one in plan.targets
            if (today.year < year or one.code not in counted)
            and not any(figure.as_of.year == year for figure in known.get(one.code, ()))
        ),
        reports=tuple(one.name for one in plan.reports if one.kind is kind),
        open_proposals=_open_proposals(work.session, plan.code),
        review=review,
    )


def _phase_year(plan: Programme, to: MovementState, today: date) -> int:
    """Năm của giai đoạn ấy trong kế hoạch; this year where the plan names none."""
    phase = next((one for one in plan.phases if one.code == _PHASES.get(to)), None)
    return today.year if phase is None else phase.last.year


def _has_figure(plan: Programme) -> bool:
    """Có mục tiêu hay điều kiện nào bằng số."""
    is_counted = any(
        part.asks_a_number()
        for group in plan.groups
        for rule in group.requirements
        for part in rule.condition.within()
    )
    return is_counted or any(one.low is not None for one in plan.targets)


def _open_proposals(session: Session, code: str) -> int:
    asked = (
        select(func.count())
        .select_from(Proposal)
        .where(Proposal.programme == code, col(Proposal.state).in_(sorted(OPEN)))
    )
    return kept(session, ("open proposals", code), lambda: session.exec(asked).one())


def _check_lengths(launch: Launch, review: MovementReview, reason: str) -> None:
    given = (
        ("Nơi phát động", launch.place, LONGEST_NAME),
        ("Số văn bản", launch.document, LONGEST_NAME),
        ("Lý do", reason, _LONGEST),
        ("Kết quả", review.result, _LONGEST),
        ("Tác động", review.impact, _LONGEST),
        ("Tồn tại và nguyên nhân", review.shortcomings, _LONGEST),
        ("Bài học", review.lessons, _LONGEST),
    )
    for name, text, longest in given:
        fault = length_fault(text, longest)
        if fault is not None:
            raise Refused(f"{name} {fault}.")


def _require_done(step: LifeStep, reason: str) -> None:
    """Mọi việc phải xong; what may be left open needs the reason said."""
    stopped = [one for one in step.checks if not one.is_done and one.weight is CheckWeight.STOPS]
    if stopped:
        said = "; ".join(f"{one.text} – {one.cure}" for one in stopped)
        raise Refused(f"Chưa chuyển sang «{MOVEMENT_STATE_WORDS[step.to]}» được: {said}.")
    if step.needs_reason and not clean(reason):
        waiting = [one.cure for one in step.checks if one.weight is CheckWeight.ASKS_REASON]
        raise Refused(f"Cần ghi lý do: {waiting[0] if waiting else 'vì sao lùi hoặc dừng'}.")
