"""Phân công chấm chéo: who reviews what, who is away or keeps away, and what is hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Recusal, ReviewAssignment, ReviewPlan, Unit
from thidua.domain.assignment import (
    Lots,
    Manner,
    by_pair,
    consequences,
    group_words,
    is_handed_in,
    renewed,
    taken_away,
)
from thidua.domain.covenant import Combining
from thidua.domain.errors import NotFound, Refused, StaleEdit
from thidua.domain.permissions import Actor, Grant, Permission, Role, is_allowed, require, units_of
from thidua.domain.record import BlockPeriod
from thidua.domain.review import Assignment, Blindness, Plan, groups_to_review
from thidua.domain.text import LONGEST_CODE, length_fault
from thidua.domain.year import CLOSED, STAGE_WORDS, Stage, earlier_stages
from thidua.services import covenants, plans
from thidua.services.audit import Act, record
from thidua.services.rights import require_now

_STALE = "Phân công chấm chéo vừa được người khác đổi; hãy xem lại rồi làm tiếp."


def plan(session: Session, *, actor: Actor, period: BlockPeriod) -> Plan:
    """Cách chấm chéo của kỳ này, so far as this person may know it.

    Whoever assigns or checks the record sees it whole. A unit sees what it reviews itself, and who
    reviews it unless names are hidden; never the seed, from which the rest could be drawn. Nobody
    is given the mask, which would tell who stands behind a number.
    """
    whole = replace(plans.review_plan(session, period), mask="")
    if any(
        is_allowed(actor, one, period)
        for one in (Permission.ASSIGN_REVIEWERS, Permission.VIEW_RECORD)
    ):
        return whole
    hides_names = whole.blindness.names
    reads_all = units_of(actor, Permission.VIEW_REVIEWS, period) is None
    if reads_all and not hides_names:
        return whole
    own = units_of(actor, Permission.VIEW_DUTY, period) or frozenset()
    if not own and not reads_all:
        require(actor, Permission.VIEW_DUTY, period, "")
    return replace(
        whole,
        assignments=tuple(
            one
            for one in whole.assignments
            if one.reviewer in own or (one.unit in own and not hides_names)
        ),
        recusals=tuple(one for one in whole.recusals if one.reviewer in own),
        seed="",
    )


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Toàn cảnh phân công: the plan so far as it may be seen, with the words to show it in.

    `names` are short, by unit; `groups` their text, in the covenant's order. `is_held` is False
    where the covenant leaves the points to the chair.
    """

    plan: Plan
    names: Mapping[str, str]
    groups: Mapping[str, str]
    is_held: bool


def view(session: Session, *, actor: Actor, period: BlockPeriod) -> ReviewView:
    """Xem phân công của kỳ này."""
    seen = plan(session, actor=actor, period=period)
    covenant = covenants.load(session, period)
    texts = {node.code: node.text for node in covenant.children}
    return ReviewView(
        seen,
        _names(session, period),
        {group: texts.get(group, "") for group in groups_to_review(covenant)},
        covenant.combining is not Combining.CHAIR,
    )


def lots(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewers: Sequence[str],
    per_cell: int,
    manner: Manner,
    seed: str,
) -> Lots:
    """Điều kiện bốc thăm cho mọi đơn vị của khối, with the recusals and last year's pairs."""
    require(actor, Permission.ASSIGN_REVIEWERS, period)
    return Lots(
        [member.code for member in queries.members(session, period)],
        reviewers,
        groups_to_review(covenants.load(session, period)),
        per_cell,
        seed,
        manner,
        frozenset((one.reviewer, one.unit) for one in plans.review_plan(session, period).recusals),
        last_year(session, period),
    )


def last_year(session: Session, period: BlockPeriod) -> tuple[Assignment, ...]:
    """Ai đã chấm ai năm trước: without those who were away or kept away."""
    before = queries.period(session, period.block_code, period.year - 1, period.kind)
    if before is None:
        return ()
    past = plans.review_plan(session, before)
    return tuple(
        one
        for one in past.assignments
        if not one.absent_reason and not past.recused(one.reviewer, one.unit)
    )


def effects(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    assignments: Iterable[Assignment],
    per_cell: int,
) -> list[str]:
    """Hệ quả nếu áp dụng các phân công này, a sentence each."""
    require(actor, Permission.ASSIGN_REVIEWERS, period)
    names = _names(session, period)
    return consequences(
        plans.review_plan(session, period),
        assignments,
        queries.reviews(session, period),
        units=list(names),
        groups=groups_to_review(covenants.load(session, period)),
        per_cell=per_cell,
        names=names,
    )


def _names(session: Session, period: BlockPeriod) -> dict[str, str]:
    members = queries.members(session, period)
    return {member.code: member.short_name or member.name for member in members}


def set_blindness(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    blindness: Blindness,
    seen: int,
    now: datetime,
) -> None:
    """Đặt điều được giấu; `seen` is the version of the plan it was decided over."""
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    held = _held(session, period, now, seen)
    before = plans.review_plan(session, period).blindness
    if before == blindness:
        return
    held.hides_claim, held.hides_others = blindness.claim, blindness.others
    held.hides_names = blindness.names
    _write(session, held, actor, now)
    act = Act("review.blindness", old=before.words(), new=blindness.words())
    record(session, actor=actor, now=now, acts=[act], period=period)


def assign(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    assignments: Iterable[Assignment],
    seed: str,
    seen: int,
    now: datetime,
    reason: str = "",
    how: str = "",
) -> None:
    """Thay toàn bộ phân công: all of it or nothing, over the version `seen`.

    `seed` is that of the last lot, and `how` its conditions where this was drawn just now. Taking
    away what was handed in needs a reason. Who is away stays away.
    """
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    held = _held(session, period, now, seen)
    old = plans.review_plan(session, period)
    new = renewed(old, assignments)
    groups = groups_to_review(covenants.load(session, period))
    names = _names(session, period)
    _refuse_impossible(old, new, groups, names)
    fault = length_fault(seed, LONGEST_CODE)
    if fault is not None:
        raise Refused(f"Hạt giống {fault}.")
    taken = taken_away(old, new, queries.reviews(session, period))
    if taken and not reason.strip():
        listed = "; ".join(f"{names.get(one, one)} chấm {names[unit]}" for one, unit in taken)
        raise Refused(f"Cần ghi lý do khi bớt phân công có phiếu đã nộp: {listed}.")
    acts = _differences(old.assignments, new, groups, reason.strip())
    if how or seed != old.seed:
        acts.insert(0, Act("review.drawn", old=old.seed, new=seed, reason=how))
    if not acts:
        return
    held.seed = seed
    _write(session, held, actor, now)
    _replace(session, period, old.assignments, new, actor, now)
    record(session, actor=actor, now=now, acts=acts, period=period)


def _refuse_impossible(
    old: Plan, new: Sequence[Assignment], groups: Sequence[str], names: Mapping[str, str]
) -> None:
    for one in new:
        for code in (one.reviewer, one.unit):
            if code not in names:
                raise Refused(f"«{code}» không phải đơn vị thành viên của khối năm này.")
        if one.group not in groups:
            raise Refused(f"Giao ước không có nhóm tiêu chí «{one.group}».")
        if one.reviewer == one.unit:
            raise Refused(f"{names[one.unit]} không được chấm chéo cho chính mình.")
        if old.recused(one.reviewer, one.unit) and one not in old.assignments:
            raise Refused(
                f"{names[one.reviewer]} đã từ chối chấm {names[one.unit]}; "
                "hãy giao cho người khác hoặc kết thúc việc từ chối trước."
            )


def _differences(
    old: Sequence[Assignment], new: Sequence[Assignment], groups: Sequence[str], reason: str
) -> list[Act]:
    """Việc cần ghi của từng cặp người chấm và đơn vị có đổi."""
    before, after = by_pair(old), by_pair(new)
    return [
        Act(
            "review.assigned",
            pair[1],
            "",
            _pair_words(pair, before.get(pair, ()), groups),
            _pair_words(pair, after.get(pair, ()), groups),
            reason,
        )
        for pair in sorted(before.keys() | after.keys())
        if set(before.get(pair, ())) != set(after.get(pair, ()))
    ]


def _pair_words(pair: tuple[str, str], some: Iterable[str], groups: Sequence[str]) -> str:
    held = set(some)
    known = [group for group in groups if group in held]
    listed = [*known, *sorted(held.difference(known))]
    return f"{pair[0]} chấm {', '.join(map(group_words, listed))}" if listed else ""


_OF_ROW = (
    col(ReviewAssignment.block_year_id) == bindparam("period"),
    col(ReviewAssignment.reviewer) == bindparam("who"),
    col(ReviewAssignment.unit_id) == bindparam("unit"),
    col(ReviewAssignment.group_code) == bindparam("place"),
)


def _replace(
    session: Session,
    period: BlockPeriod,
    old: Sequence[Assignment],
    new: Sequence[Assignment],
    actor: Actor,
    now: datetime,
) -> None:
    gone = [one for one in old if one not in new]
    more = [one for one in new if one not in old]
    keys = _unit_keys(session, gone + more)
    if gone:
        session.connection().execute(
            delete(ReviewAssignment).where(*_OF_ROW),
            [_row_named(period, keys, one) for one in gone],
        )
    if more:
        session.connection().execute(
            insert(ReviewAssignment),
            [
                {
                    "block_year_id": period.id,
                    "reviewer": one.reviewer,
                    "unit_id": keys[one.unit],
                    "group_code": one.group,
                    "absent_reason": one.absent_reason,
                    "set_by": actor.name,
                    "set_at": now,
                }
                for one in more
            ],
        )


def _unit_keys(session: Session, some: Iterable[Assignment]) -> dict[str, int]:
    wanted = {one.unit for one in some}
    rows = session.exec(select(Unit.code, Unit.id).where(col(Unit.code).in_(wanted)))
    return {code: key or 0 for code, key in rows}


def _row_named(
    period: BlockPeriod, keys: Mapping[str, int], one: Assignment
) -> dict[str, str | int]:
    return {
        "period": period.id,
        "who": one.reviewer,
        "unit": keys[one.unit],
        "place": one.group,
    }


def mark_absent(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewer: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Ghi người chấm vắng: what it has not handed in leaves the denominator; needs a reason.

    What it has handed in still counts.
    """
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    if not reason.strip():
        raise Refused("Cần ghi lý do vắng.")
    held = _held(session, period, now, seen)
    old = plans.review_plan(session, period)
    sheets = queries.reviews(session, period)
    away = [
        one
        for one in old.assignments
        if one.reviewer == reviewer
        and not one.absent_reason
        and not is_handed_in(sheets.get((one.unit, reviewer)))
    ]
    if not away:
        raise Refused("Người chấm này không còn phiếu nào chưa nộp nên không cần ghi vắng.")
    _set_absence(session, period, held, actor, now, away, reason.strip(), reason.strip())


def mark_present(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewer: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Ghi người chấm có mặt trở lại: it scores again what it was assigned; needs a reason."""
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    if not reason.strip():
        raise Refused("Cần ghi lý do cho chấm trở lại.")
    held = _held(session, period, now, seen)
    old = plans.review_plan(session, period)
    back = [one for one in old.assignments if one.reviewer == reviewer and one.absent_reason]
    if not back:
        raise Refused("Người chấm này không được ghi vắng.")
    _set_absence(session, period, held, actor, now, back, "", reason.strip())


_ABSENCE = update(ReviewAssignment).where(*_OF_ROW).values(absent_reason=bindparam("away"))


def _set_absence(
    session: Session,
    period: BlockPeriod,
    held: ReviewPlan,
    actor: Actor,
    now: datetime,
    some: Sequence[Assignment],
    away: str,
    reason: str,
) -> None:
    keys = _unit_keys(session, some)
    named = [{**_row_named(period, keys, one), "away": away} for one in some]
    _write(session, held, actor, now)
    session.connection().execute(_ABSENCE, named)
    absences = {(one.reviewer, one.unit): one.absent_reason for one in some}
    acts = []
    for pair, own in by_pair(some).items():
        scores = _pair_words(pair, own, own)
        gone = f"{pair[0]} vắng"
        acts.append(
            Act("review.absent", pair[1], "", scores, gone, reason)
            if away
            else Act("review.present", pair[1], "", f"{gone}: {absences[pair]}", scores, reason)
        )
    record(session, actor=actor, now=now, acts=acts, period=period)


def declare_recusal(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewer: str,
    unit: str,
    reason: str,
    now: datetime,
) -> None:
    """Khai từ chối chấm một đơn vị vì có liên quan, until the period is closed; needs a reason.

    The people of the reviewing unit declare it, or whoever assigns does so on its behalf. Once
    cross-scoring is over, a unit no longer takes out of the count what it has handed in.
    """
    period = require_now(session, actor, Permission.VIEW_DUTY, period, reviewer)
    if period.stage in CLOSED:
        raise Refused(f"Kỳ đang ở giai đoạn «{STAGE_WORDS[period.stage]}» nên không đổi được nữa.")
    is_own = _is_of(actor, period, reviewer)
    if not is_own:
        require(actor, Permission.ASSIGN_REVIEWERS, period)
    if not reason.strip():
        raise Refused("Cần ghi lý do từ chối chấm.")
    names = _names(session, period)
    for code in (reviewer, unit):
        if code not in names:
            raise NotFound(f"«{code}» không phải đơn vị thành viên của khối năm này.")
    if reviewer == unit:
        raise Refused("Không đơn vị nào chấm chéo cho chính mình nên không cần từ chối.")
    held = _held(session, period, now)
    old = plans.review_plan(session, period)
    if old.recused(reviewer, unit):
        raise Refused(f"{names[reviewer]} đã từ chối chấm {names[unit]} rồi.")
    if is_own and Stage.CROSS_SCORE in earlier_stages(period.stage):
        sheet = queries.reviews(session, period, unit).get((unit, reviewer))
        if is_handed_in(sheet):
            raise Refused(
                "Phiếu này đã nộp và giai đoạn chấm chéo đã qua; "
                "hãy đề nghị khối trưởng hoặc thư ký ghi từ chối thay."
            )
    _write(session, held, actor, now)
    session.add(
        Recusal(
            block_year_id=period.id,
            reviewer=reviewer,
            unit_id=queries.unit_key(session, unit),
            reason=reason.strip(),
            declared_by=actor.name,
            declared_at=now,
        )
    )
    pair = reviewer, unit
    own = by_pair(old.assignments).get(pair, [])
    act = Act(
        "recusal.declared",
        unit,
        "",
        _pair_words(pair, own, own),
        f"{reviewer} từ chối chấm",
        reason.strip(),
        "" if is_own else reviewer,
    )
    record(session, actor=actor, now=now, acts=[act], period=period)


def _is_of(actor: Actor, period: BlockPeriod, unit: str) -> bool:
    """Người của đơn vị này, officer or reviewer."""
    place = (period.block_code, unit, period.year)
    own = {Grant(role, *place) for role in (Role.UNIT_OFFICER, Role.REVIEWER)}
    return not own.isdisjoint(actor.grants)


def end_recusal(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewer: str,
    unit: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Kết thúc việc từ chối chấm; it stays in the record. Needs a reason."""
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    if not reason.strip():
        raise Refused("Cần ghi lý do kết thúc việc từ chối chấm.")
    held = _held(session, period, now, seen)
    row = session.exec(
        select(Recusal).where(
            Recusal.block_year_id == period.id,
            Recusal.reviewer == reviewer,
            Recusal.unit_id == queries.unit_key(session, unit),
            col(Recusal.ended_at).is_(None),
        )
    ).first()
    if row is None:
        raise NotFound("Không có việc từ chối chấm này, hoặc nó vừa được kết thúc.")
    _write(session, held, actor, now)
    row.ended_by, row.ended_at = actor.name, now
    session.add(row)
    words = f"{reviewer} từ chối chấm: {row.reason}"
    act = Act("recusal.ended", unit, "", words, "", reason.strip())
    record(session, actor=actor, now=now, acts=[act], period=period)


def _held(
    session: Session, period: BlockPeriod, now: datetime, seen: int | None = None
) -> ReviewPlan:
    """Kế hoạch chấm chéo, held until the commit; a new one, not yet written, where there is none.

    StaleEdit when it is no longer the version seen.
    """
    wanted = select(ReviewPlan).where(ReviewPlan.block_year_id == period.id)
    row = session.exec(wanted.with_for_update()).first()
    if seen is not None and seen != (0 if row is None else row.version):
        raise StaleEdit(_STALE)
    return row or ReviewPlan(block_year_id=period.id, version=0, set_by="", set_at=now)


def _write(session: Session, held: ReviewPlan, actor: Actor, now: datetime) -> None:
    """Ghi phiên bản kế tiếp of the plan, before anything that belongs to it."""
    held.version += 1
    held.set_by, held.set_at = actor.name, now
    try:
        with session.begin_nested():
            session.add(held)
            session.flush()
    except IntegrityError as fault:
        raise StaleEdit(_STALE) from fault
