"""Hồ sơ của một đối tượng: what is recorded about it, and a whole form of facts written at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.domain.access.permissions import Permission, is_allowed, require_here, units_of
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.fact_file import PROGRAMME_GROUP
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.book import LawView
from thidua.domain.law.programme import Programme
from thidua.services.awards import nominees
from thidua.services.awards.nominees import Candidacy
from thidua.services.dossier import facts
from thidua.services.ground.work import Work


def facts_needed(
    view: LawView, award: str, recipient: Recipient, occasion: Occasion = Occasion.ANNUAL
) -> frozenset[str]:
    """Dữ kiện mà tiêu chuẩn của danh hiệu này hỏi tới, with those of awards it builds upon."""
    found: set[str] = set()
    waiting, seen = [award], set()
    while waiting:
        slug = waiting.pop()
        if slug in seen:
            continue
        seen.add(slug)
        for rule in view.requirements(slug, recipient, occasion):
            for condition in (rule.condition, rule.when):
                if condition is not None:
                    found |= {kind.code for kind in condition.facts_asked()}
                    waiting += [slug for part in condition.within() for slug in part.built_on()]
    return frozenset(found)


def facts_needed_in(plan: Programme, recipient: Recipient) -> frozenset[str]:
    """Dữ kiện mà các nhóm của một chương trình hỏi tới, and the group the nominee belongs to."""
    found = {PROGRAMME_GROUP.code}
    for group in plan.groups:
        for rule in group.requirements:
            if recipient in group.recipients:
                asked = [rule.condition, *([rule.when] if rule.when is not None else [])]
                asked += [branch.condition for branch in rule.branches]
                found |= {kind.code for one in asked for kind in one.facts_asked()}
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFact:
    """Dữ kiện vừa gõ; an empty text withdraws it. `seen` is the version it was typed over."""

    code: str
    year: int | None
    typed: str
    evidence: str = ""
    seen: int = 0


def listed(work: Work) -> tuple[Candidacy, ...]:
    """Đơn vị của kỳ và người của những đơn vị ấy, as far as this person may see them.

    What the ranking says about them is left out for whoever may not see it yet.
    """
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    with_board = is_allowed(work.actor, Permission.VIEW_STANDINGS, work.period)
    found = nominees.unchecked(work.session, work.period, with_board=with_board)
    return tuple(one for one in found if allowed is None or one.unit in allowed)


def state_all(
    work: Work, *, recipient: Recipient, subject: str, typed: Sequence[TypedFact]
) -> None:
    """Ghi cả phiếu dữ kiện: every fact of it, or none where one cannot be read or has changed."""
    for one in typed:
        facts.state(
            work,
            recipient=recipient,
            subject=subject,
            code=one.code,
            year=one.year,
            typed=one.typed,
            evidence=one.evidence,
            seen=one.seen,
        )
