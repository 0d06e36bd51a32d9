"""Đối tượng của hồ sơ khen thưởng: whose code it is, and whose dossier this person may write."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import dossier_queries, queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, NotPermitted
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.rights import allowed_units
from thidua.services.ground.work import Work

_BOTH = (
    "mã «{}» vừa là của một đơn vị vừa là của một cá nhân nên không rõ nói về ai; hãy đổi mã của "
    "cá nhân"
)


@dataclass(frozen=True, slots=True)
class DossierOwner:
    """Đối tượng: a unit, or a person of a unit."""

    recipient: Recipient
    code: str
    name: str
    unit: str


class DossierOwners:
    """Mọi đối tượng, found by code whatever its case; `units` are those one may write about.

    What is not the actor's is told apart from nothing else about it.
    """

    def __init__(self, everybody: Iterable[DossierOwner], units: frozenset[str] | None) -> None:
        self._found: dict[str, list[DossierOwner]] = {}
        self._named: dict[str, list[DossierOwner]] = {}
        for one in everybody:
            self._found.setdefault(folded(one.code), []).append(one)
            if one.recipient is Recipient.COLLECTIVE:
                self._named.setdefault(folded(one.name), []).append(one)
        self.units = units

    def may(self, unit: str) -> bool:
        """Được ghi hồ sơ của đơn vị này và của người trong đơn vị."""
        return self.units is None or unit in self.units

    def unit(self, code: str) -> DossierOwner | None:
        """Đơn vị có mã này."""
        return self._of(code, Recipient.COLLECTIVE)

    def unit_called(self, words: str) -> DossierOwner | None:
        """Đơn vị có mã này, or else the only one of this name."""
        named = self._named.get(folded(words), ())
        return self.unit(words) or (named[0] if len(named) == 1 else None)

    def person(self, code: str) -> DossierOwner | None:
        """Cá nhân có mã này."""
        return self._of(code, Recipient.INDIVIDUAL)

    def _of(self, code: str, recipient: Recipient) -> DossierOwner | None:
        same = [one for one in self._found.get(folded(code), ()) if one.recipient is recipient]
        return next((one for one in same if one.code == code), same[0] if same else None)

    def find(self, code: str, place: str, findings: Findings) -> DossierOwner | None:
        """Tìm đối tượng của một dòng; None with the finding at its cell."""
        unit, person = self.unit(code), self.person(code)
        if unit is not None and person is not None:
            findings.error("two_subjects", _BOTH.format(code), place)
            return None
        found = unit or person
        if found is None:
            message = f"không có đơn vị hay cá nhân nào mang mã «{code}»; hãy nhập danh sách trước"
            findings.error("unknown_subject", message, place)
            return None
        if not self.may(found.unit):
            message = f"bạn không được ghi hồ sơ của «{code}»"
            findings.error("not_own_unit", message, place)
            return None
        return found


def of_actor(work: Work) -> DossierOwners:
    """Đối tượng mà người này được ghi hồ sơ: those of a period, or without one of everywhere.

    NotPermitted for whoever may write about nobody there.
    """
    if work.chosen is None:
        require(work.actor, Permission.KEEP_FACTS)
        return DossierOwners(everybody(work.session), None)
    allowed = allowed_units(work.actor, Permission.EDIT_FACTS, work.chosen)
    members = {member.code for member in queries.members(work.session, work.chosen)}
    own = members if allowed is None else members & set(allowed)
    return DossierOwners(everybody(work.session), frozenset(own))


def of_actor_now(work: Work) -> tuple[DossierOwners, BlockPeriod | None]:
    """Như trên, by the stage as it is; nobody moves it until the caller commits."""
    fresh = None if work.chosen is None else queries.held_period(work.session, work.chosen.id)
    if work.chosen is not None and fresh is None:
        raise NotFound
    return of_actor(work.at(fresh)), fresh


def everybody(session: Session) -> list[DossierOwner]:
    """Mọi đơn vị và cá nhân."""
    units = [
        DossierOwner(Recipient.COLLECTIVE, one.code, one.name, one.code)
        for one in dossier_queries.all_units(session)
    ]
    people = [
        DossierOwner(Recipient.INDIVIDUAL, one.code, one.full_name, one.unit)
        for one in dossier_queries.staff(session)
    ]
    return [*units, *people]


def require_subject(found: DossierOwners, recipient: Recipient, code: str) -> DossierOwner:
    """Đối tượng này, where the actor may write about it."""
    subject = found.unit(code) if recipient is Recipient.COLLECTIVE else found.person(code)
    if subject is None:
        raise NotFound
    if not found.may(subject.unit):
        raise NotPermitted
    return subject


def unit_of(session: Session, recipient: Recipient, code: str) -> str:
    """Đơn vị của một đối tượng: itself, or where the person works."""
    if recipient is Recipient.COLLECTIVE:
        return code
    found = next((one.unit for one in dossier_queries.staff(session) if one.code == code), None)
    if found is None:
        raise NotFound
    return found
