"""Khắt khe, rộng tay: for whoever analyses the reviews, read only when it is asked for."""

from dataclasses import replace

from thidua.domain.access.permissions import Permission, require
from thidua.domain.review.leniency import Leniency, leniencies
from thidua.domain.review.plan import numbered
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import review_plan
from thidua.services.review import reviews
from thidua.services.verify import analysis


def of_reviewers(work: Work) -> tuple[Leniency, ...]:
    """Mức rộng tay của mọi người chấm; where names are hidden under numbers of no unit."""
    require(work.actor, Permission.ANALYSE, work.period)
    plan = review_plan.review_plan(work.session, work.period)
    hidden = reviews.hides_names(work.actor, work.period, plan)

    def reckon() -> tuple[Leniency, ...]:
        case = analysis.unchecked_case(work.session, work.period)
        most = {code: one.max_points for code, one in case.covenant.criteria.items()}
        found = leniencies(case.combined, most)
        if not hidden:
            return found
        scoring = {reviewer for sheets in case.reviews.values() for reviewer in sheets}
        labels = numbered(plan, scoring, analysis.EVERYWHERE)
        told = [replace(one, reviewer=labels[one.reviewer]) for one in found]
        return tuple(sorted(told, key=lambda one: (len(one.reviewer), one.reviewer)))

    return kept(work.session, ("leniency", work.period, hidden), reckon)
