"""Tỷ lệ lãnh đạo theo mọi cách hiểu: each beside the others, the chosen one binding."""

from dataclasses import dataclass, replace

from thidua.domain.access.permissions import Permission, require_here, units_of
from thidua.domain.ground.errors import NotFound
from thidua.domain.law.programme import denominator_words
from thidua.domain.law.quota import QuotaState
from thidua.services.awards import nominees, quotas
from thidua.services.awards.eligibility import last_day
from thidua.services.awards.quotas import QuotaChoice
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.law import law


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderReading:
    """Một cách hiểu của một tỷ lệ lãnh đạo, and how what is proposed stands by it."""

    limit: str
    words: str
    is_binding: bool
    state: QuotaState
    advice: str


def of_programme(work: Work, *, code: str) -> tuple[LeaderReading, ...]:
    """Tỷ lệ lãnh đạo của một phong trào theo từng cách hiểu; none for whoever sees only part."""
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    session, period = work.session, work.period
    plan = law.book(session).programmes.get(code)
    if plan is None:
        raise NotFound
    if not plan.leader_limits or units_of(work.actor, Permission.VIEW_AWARDS, period) is not None:
        return ()
    view = law.book(session).at(last_day(period.year))
    known = {
        (one.nominee.recipient, one.nominee.code): one
        for one in nominees.unchecked(session, period)
    }
    standing = quotas.standing(session, period)
    by_group = {
        group.code: quotas.contenders(standing, (code, group.code), known) for group in plan.groups
    }
    members = [one.code for one in block_members.members(session, period)]
    bases = quotas.bases_of(session, period, members, plan)
    chosen = quotas.unchecked_choices(session, period)
    names = {code: who.nominee.name for (_, code), who in known.items()}
    found = []
    for limit in plan.leader_limits:
        place = (code, limit.code)
        none = QuotaChoice(
            programme=code, code=limit.code, override=None, base=None, reading="", version=0
        )
        held = chosen.get(place, none)
        for reading in ("", *dict(limit.choices)):
            read = {**chosen, place: replace(held, reading=reading)}
            states = quotas.of_programme(view, plan, by_group, bases, read, period.year)
            state = states[limit.with_reading(reading)[0]][limit.code]
            found.append(
                LeaderReading(
                    limit=limit.text,
                    words=denominator_words(plan, limit, reading),
                    is_binding=reading == held.reading,
                    state=state,
                    advice=state.advice_with(lambda one: names.get(one, one)),
                )
            )
    return tuple(found)
