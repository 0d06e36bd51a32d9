"""Thành tích chỉ dùng một lần: what a proposal takes, and what another already took."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from thidua.db.tables import AchievementUse
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.proposal import Achievement
from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import NomineeFacts, Recipient
from thidua.domain.ground.errors import NotFound, Refused
from thidua.services.awards.aims import Aim, aim_at, name_of
from thidua.services.awards.nominees import Candidacy
from thidua.services.dossier import owners
from thidua.services.ground.work import Work

Use = tuple[str, int]
"""Thành tích được dùng: the code of a fact or the slug of an award, and its year."""


def usable(
    work: Work,
    *,
    recipient: Recipient,
    subject: str,
    award: str = "",
    programme: str = "",
    group: str = "",
    on: date | None = None,
) -> tuple[Achievement, ...]:
    """Thành tích chỉ được dùng một lần của một đối tượng, as a proposal of this award finds them.

    Each says whether the proposal is nothing without it, and which other award took it already.
    """
    unit = owners.unit_of(work.session, recipient, subject)
    require(work.actor, Permission.VIEW_AWARDS, work.period, unit)
    aim = aim_at(
        work.session,
        work.period,
        recipient,
        subject,
        award=award,
        programme=programme,
        group=group,
        on=on,
    )
    needed = _needed(aim)
    return tuple(_achievement(aim, use, is_needed=use in needed) for use in _countable(aim))


def _achievement(aim: Aim, use: Use, *, is_needed: bool) -> Achievement:
    what, year = use
    kind = aim.view.book.catalogue.kinds[what]
    fact = aim.candidacy.nominee.facts.stated[use]
    taken = _taken_by_another(aim, use)
    return Achievement(
        what=what,
        year=year,
        name=kind.name,
        value=kind.text(fact.value) or "",
        evidence=fact.evidence,
        used_for="" if taken is None else _taken_for(aim, taken),
        is_needed=is_needed,
    )


def take(session: Session, aim: Aim, proposal: int, uses: Sequence[Use] | None) -> None:
    """Ghi thành tích mà một đề nghị dùng.

    `uses` left out are those without which it would not be eligible. Refused where one of them was
    used for another award, or where they are not enough.
    """
    taken = _needed(aim) if uses is None else _chosen(aim, uses)
    session.add_all(
        AchievementUse(proposal_id=proposal, what=use[0], year=use[1], evidence=_evidence(aim, use))
        for use in taken
    )
    session.flush()


def _chosen(aim: Aim, uses: Sequence[Use]) -> list[Use]:
    nominee = aim.candidacy.nominee
    known = {
        *nominee.facts.stated,
        *((award.award, award.year) for award in nominee.history.awards),
    }
    for use in uses:
        if use not in known:
            raise NotFound
        taken = _taken_by_another(aim, use)
        if taken is not None:
            raise Refused(f"{_name(aim, use)} đã dùng để xét {_taken_for(aim, taken)}.")
    rest = [use for use in _countable(aim) if use not in uses]
    if aim.is_reached() and not aim.is_reached(_without(aim.candidacy, rest)):
        names = "; ".join(_name(aim, use) for use in _needed(aim))
        raise Refused(f"Chưa chọn đủ thành tích cho {aim.award_name}; cần: {names}.")
    return sorted(set(uses))


def _countable(aim: Aim) -> list[Use]:
    """Dữ kiện của đối tượng mà quy tắc dùng một lần nói tới, up to the year judged."""
    codes = {code for rule in aim.view.single_uses() for code in rule.facts}
    known = aim.view.book.catalogue
    return sorted(
        (code, year)
        for code, year in aim.candidacy.nominee.facts.stated
        if code in codes and year is not None and year <= aim.year and known.get(code) is not None
    )


def _needed(aim: Aim) -> list[Use]:
    """Thành tích không có thì không đủ điều kiện, found by leaving out one after another."""
    if not aim.is_reached():
        return []
    one, needed = aim.candidacy, []
    for use in _countable(aim):
        without = _without(one, [use])
        if aim.is_reached(without):
            one = without
        else:
            needed.append(use)
    return needed


def _without(one: Candidacy, uses: Collection[Use]) -> Candidacy:
    stated = {key: fact for key, fact in one.nominee.facts.stated.items() if key not in uses}
    return replace(one, nominee=replace(one.nominee, facts=NomineeFacts(stated)))


def _taken_by_another(aim: Aim, use: Use) -> UsedAchievement | None:
    what, year = use
    for taken in aim.candidacy.nominee.used:
        is_other = (taken.for_award, taken.for_year) != (aim.used_for, aim.year)
        if is_other and taken.is_of(what, year, _evidence(aim, use)):
            return taken
    return None


def _taken_for(aim: Aim, taken: UsedAchievement) -> str:
    return f"{name_of(aim.view, taken.for_award)} năm {taken.for_year}"


def _name(aim: Aim, use: Use) -> str:
    what, year = use
    kind = aim.view.book.catalogue.get(what)
    return f"«{name_of(aim.view, what) if kind is None else kind.name}» năm {year}"


def _evidence(aim: Aim, use: Use) -> str:
    stated = aim.candidacy.nominee.facts.stated.get(use)
    if stated is not None:
        return stated.evidence
    awards = aim.candidacy.nominee.history.awards
    return next((one.decision for one in awards if (one.award, one.year) == use), "")
