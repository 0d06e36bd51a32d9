"""Giả định và khen thưởng: what the law book would answer if the ranking were another.

What was reckoned can be kept beside the criterion it argues about, with the entry of the record it
stood on; it never touches a score.

All of it is reckoned on a copy. Neither side of the comparison is what the page of awards shows of
a ranking that is not final: both are judged as if the ranking were, the one as it stands and the
one supposed, since otherwise nothing of either would reach the law.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import SuppositionRow, Unit
from thidua.domain.access.permissions import Permission, require, units_of
from thidua.domain.awards.quota_states import limit_words
from thidua.domain.awards.supposed import (
    EligibilityChange,
    KeptSupposition,
    QuotaChange,
    Supposed,
    eligibility_changes,
    quota_changes,
)
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import vi_number
from thidua.domain.law.book import LawView
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.standing import Standings
from thidua.domain.verify.case import moves, places_of, rank_case
from thidua.domain.verify.what_if import Hypothesis, hypothesis_values, supposing
from thidua.services.awards import eligibility
from thidua.services.awards.eligibility import Assessment
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.period import review_plan
from thidua.services.review import reviews
from thidua.services.verify import analysis


def suppose(work: Work, *, hypotheses: Sequence[Hypothesis]) -> Supposed:
    """Nếu… thì: rank, band, places of the covenant, eligibility and quotas; reads only.

    The law is asked for whoever may see the awards of the whole block, and of a whole year.
    """
    case = analysis.supposable(work, hypotheses=hypotheses)
    other = supposing(case, hypotheses)
    before, after = rank_case(case), rank_case(other)
    found = Supposed(
        hypotheses=tuple(hypotheses),
        moves=moves(places_of(case.covenant, before), places_of(other.covenant, after)),
        provisional=before.provisional,
    )
    sees_awards = units_of(work.actor, Permission.VIEW_AWARDS, work.period) is None
    if not (sees_awards and work.period.part.is_year) or law.faults(work.session):
        return found
    return _with_law(work.session, work.period, found, before, after)


def _with_law(
    session: Session, period: BlockPeriod, found: Supposed, before: Standings, after: Standings
) -> Supposed:
    view = law.book(session).at(eligibility.last_day(period.year))
    judged = 0
    people: list[EligibilityChange] = []
    limits: list[QuotaChange] = []
    for award, programme in _asked(view, period.year):
        judged += 1
        old, new = (
            eligibility.supposed(session, period, ranking, award=award, programme=programme)
            for ranking in (before, after)
        )
        names, codes = _names(view, old)
        people += eligibility_changes(names, old.rows, new.rows)
        for reach in (False, True):
            pair = [one.quotas if reach else one.proposed for one in (old, new)]
            limits += quota_changes(codes, *pair, reach=reach)
    return replace(found, judged=judged, eligibility=tuple(people), quotas=tuple(limits))


def _asked(view: LawView, year: int) -> Iterator[tuple[str, str]]:
    """Các danh hiệu và chương trình của năm này mà bộ luật đặt điều kiện."""
    for slug, kind in view.book.awards.items():
        if view.award(slug) is not None and kind.recipients:
            yield slug, ""
    for code, plan in view.book.programmes.items():
        if view.programme(code) is not None and plan.first_judged <= year <= plan.last_year:
            yield "", code


def _names(view: LawView, found: Assessment) -> tuple[dict[str, str], dict[str, str]]:
    """Tên của danh hiệu hoặc nhóm, and of its quotas, by code."""
    plan = view.book.programmes.get(found.programme)
    names = {slug: kind.name for slug, kind in view.book.awards.items()}
    if plan is not None:
        names |= {group.code: f"{plan.name}, nhóm {group.name}" for group in plan.groups}
    codes = {code for states in found.quotas.values() for code in states}
    return names, {code: limit_words(view.book, found.programme, code) for code in codes}


def keep(work: Work, *, hypotheses: Sequence[Hypothesis], unit: str, criterion: str) -> None:
    """Đính kèm giả định vào một tiêu chí của một đơn vị: reckoned anew, kept in words.

    Where the names of reviewers are hidden only who does not see them may keep one: others read it.
    """
    work = work.require(Permission.ANALYSE).require(Permission.SCORE_VERIFIED, unit)
    plan = review_plan.review_plan(work.session, work.period)
    if plan.blindness.names and not reviews.hides_names(work.actor, work.period, plan):
        raise Refused(
            "Kỳ này giấu tên người chấm mà bạn thấy tên; hãy để khối trưởng hoặc thư ký đính kèm."
        )
    case = analysis.supposable(work, hypotheses=hypotheses)
    if unit not in case.settled or criterion not in case.covenant.criteria:
        raise NotFound
    head = take_turn(work.session)
    found = suppose(work, hypotheses=hypotheses)
    names = block_members.short_names(work.session, work.period)
    places = case.covenant.scale.places
    totals = {
        move.unit: " → ".join(
            "chưa có" if total is None else vi_number(total, places)
            for total in dict.fromkeys((move.before.total, move.after.total))
        )
        for move in found.moves
    }
    row = SuppositionRow(
        block_year_id=work.period.id,
        unit_id=queries.unit_key(work.session, unit),
        criterion_code=criterion,
        hypotheses=json.dumps([hypothesis_values(one) for one in hypotheses], ensure_ascii=False),
        words="\n".join(found.lines(lambda code: names.get(code, code), totals)),
        position=head.position,
        seal=head.hash,
        kept_by=work.actor.name,
        kept_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(Act("what_if.kept", unit, criterion, rows=[row_of(row)]))


def kept_at(work: Work, *, unit: str, criterion: str) -> tuple[KeptSupposition, ...]:
    """Các giả định đính kèm ở tiêu chí này, the latest first.

    For whoever looks into the reviews of the whole block: they tell of other units too.
    """
    require(work.actor, Permission.VIEW_REVIEWS, work.period)
    rows = work.session.exec(
        select(SuppositionRow)
        .join(Unit, col(Unit.id) == col(SuppositionRow.unit_id))
        .where(
            SuppositionRow.block_year_id == work.period.id,
            Unit.code == unit,
            SuppositionRow.criterion_code == criterion,
        )
        .order_by(col(SuppositionRow.id).desc())
    )
    return tuple(
        KeptSupposition(
            unit=unit,
            criterion=criterion,
            words=row.words,
            position=row.position,
            seal=row.seal,
            kept_by=row.kept_by,
            kept_at=row.kept_at,
        )
        for row in rows
    )
