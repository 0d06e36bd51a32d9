"""Phân công chấm chéo: who reviews what, and what is hidden from whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from thidua.db import queries
from thidua.db.changes import Row
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_CODE, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.assignment import (
    Lots,
    Manner,
    by_pair,
    consequences,
    in_order,
    renewed,
    taken_away,
)
from thidua.domain.review.plan import Assignment, Blindness, ReviewPlan, groups_to_review
from thidua.services.access import interests
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import review_plan
from thidua.services.period.review_plan import Pair


def plan(work: Work) -> ReviewPlan:
    """Cách chấm chéo của kỳ này, so far as this person may know it.

    Whoever assigns or checks the record sees it whole. A unit sees what it reviews itself, and who
    reviews it unless names are hidden; never the seed, from which the rest could be drawn. Nobody
    is given the mask, which would tell who stands behind a number.
    """
    whole = replace(review_plan.review_plan(work.session, work.period), mask="")
    if any(
        is_allowed(work.actor, one, work.period)
        for one in (Permission.ASSIGN_REVIEWERS, Permission.VIEW_RECORD)
    ):
        return whole
    hides_names = whole.blindness.names
    reads_all = units_of(work.actor, Permission.VIEW_REVIEWS, work.period) is None
    if reads_all and not hides_names:
        return whole
    own = units_of(work.actor, Permission.VIEW_DUTY, work.period) or frozenset()
    if not own and not reads_all:
        require(work.actor, Permission.VIEW_DUTY, work.period, "")
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

    plan: ReviewPlan
    names: Mapping[str, str]
    groups: Mapping[str, str]
    is_held: bool


def view(work: Work) -> ReviewView:
    """Xem phân công của kỳ này."""
    seen = plan(work)
    covenant = covenants.load(work.session, work.period)
    texts = {node.code: node.text for node in covenant.children}
    return ReviewView(
        seen,
        block_members.short_names(work.session, work.period),
        {group: texts.get(group, "") for group in groups_to_review(covenant)},
        covenant.combining is not Combining.CHAIR,
    )


def lots(work: Work, *, reviewers: Sequence[str], per_cell: int, manner: Manner, seed: str) -> Lots:
    """Điều kiện bốc thăm cho mọi đơn vị của khối, with the recusals and last year's pairs."""
    require(work.actor, Permission.ASSIGN_REVIEWERS, work.period)
    return Lots(
        units=[member.code for member in block_members.members(work.session, work.period)],
        reviewers=reviewers,
        groups=groups_to_review(covenants.load(work.session, work.period)),
        per_cell=per_cell,
        seed=seed,
        manner=manner,
        kept_away=frozenset(
            (one.reviewer, one.unit)
            for one in review_plan.review_plan(work.session, work.period).recusals
        ),
        last_year=last_year(work.session, work.period),
    )


def last_year(session: Session, period: BlockPeriod) -> tuple[Assignment, ...]:
    """Ai đã chấm ai năm trước: without those who were away or kept away."""
    before = queries.period(session, period.block_code, period.year - 1, period.part.code)
    if before is None:
        return ()
    past = review_plan.review_plan(session, before)
    return tuple(
        one
        for one in past.assignments
        if not one.absent_reason and not past.recused(one.reviewer, one.unit)
    )


def effects(work: Work, *, assignments: Iterable[Assignment], per_cell: int) -> list[str]:
    """Hệ quả nếu áp dụng các phân công này, a sentence each."""
    require(work.actor, Permission.ASSIGN_REVIEWERS, work.period)
    names = block_members.short_names(work.session, work.period)
    return consequences(
        review_plan.review_plan(work.session, work.period),
        assignments,
        queries.reviews(work.session, work.period),
        units=list(names),
        groups=groups_to_review(covenants.load(work.session, work.period)),
        per_cell=per_cell,
        names=names,
    )


def set_blindness(work: Work, *, blindness: Blindness, seen: int) -> None:
    """Đặt điều được giấu; `seen` is the version of the plan it was decided over."""
    work = work.require(Permission.ASSIGN_REVIEWERS)
    held = review_plan.held(work.session, work.period, work.now, seen)
    before = review_plan.review_plan(work.session, work.period).blindness
    if before == blindness:
        return
    held.hides_claim, held.hides_others = blindness.claim, blindness.others
    held.hides_names = blindness.names
    review_plan.write(work.session, held, by=work.actor.name, now=work.now)
    acts = [Act("review.blindness")]
    work.record(*acts)


def assign(
    work: Work,
    *,
    assignments: Iterable[Assignment],
    seed: str,
    seen: int,
    reason: str = "",
    drawn: Lots | None = None,
) -> None:
    """Thay toàn bộ phân công: all of it or nothing, over the version `seen`.

    `seed` is that of the last lot, and `drawn` its conditions where this was drawn just now. Taking
    away what was handed in needs a reason, and one who is neither of the unit scored nor a rival
    alone. Who is away stays away.
    """
    work = work.require(Permission.ASSIGN_REVIEWERS)
    held = review_plan.held(work.session, work.period, work.now, seen)
    old = review_plan.review_plan(work.session, work.period)
    new = renewed(old, assignments)
    groups = groups_to_review(covenants.load(work.session, work.period))
    names = block_members.short_names(work.session, work.period)
    _refuse_impossible(old, new, groups, names)
    fault = length_fault(seed, LONGEST_CODE)
    if fault is not None:
        raise Refused(f"Mã bốc thăm {fault}.")
    taken = taken_away(old, new, queries.reviews(work.session, work.period))
    for _, unit in taken:
        interests.require_no_rival(work, unit)
    if taken and not reason.strip():
        listed = "; ".join(f"{names.get(one, one)} chấm {names[unit]}" for one, unit in taken)
        raise Refused(f"Cần ghi lý do khi bớt phân công có phiếu đã nộp: {listed}.")
    is_drawn = drawn is not None or seed != old.seed
    if not is_drawn and set(old.assignments) == set(new):
        return
    held.seed = seed
    review_plan.write(work.session, held, by=work.actor.name, now=work.now)
    rows = review_plan.replace_assignments(
        work.session, work.period, old.assignments, new, by=work.actor.name, now=work.now
    )
    acts = [Act("review.drawn", detail=drawn.values() if drawn else {})] if is_drawn else []
    acts += _differences(old.assignments, new, groups, rows, reason.strip())
    work.record(*acts)


def _refuse_impossible(
    old: ReviewPlan, new: Sequence[Assignment], groups: Sequence[str], names: Mapping[str, str]
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
    old: Sequence[Assignment],
    new: Sequence[Assignment],
    groups: Sequence[str],
    rows: Mapping[Pair, Sequence[Row]],
    reason: str,
) -> list[Act]:
    """Việc cần ghi của từng cặp người chấm và đơn vị có đổi."""
    before, after = by_pair(old), by_pair(new)
    return [
        Act(
            "review.assigned",
            unit,
            rows=changed,
            detail={
                "reviewer": reviewer,
                "before": in_order(before.get((reviewer, unit), ()), groups),
                "after": in_order(after.get((reviewer, unit), ()), groups),
            },
            reason=reason,
        )
        for (reviewer, unit), changed in sorted(rows.items())
    ]
