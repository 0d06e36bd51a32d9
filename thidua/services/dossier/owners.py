"""Đối tượng của hồ sơ khen thưởng: whose code it is, and whose dossier this person may write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import dossier_queries, queries
from thidua.domain.access.interest import (
    UNSTATED,
    interest_of,
    is_of_unit,
    own_units_not_spoken_for,
    units_anywhere,
)
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.finding import Findings
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.rights import allowed_units
from thidua.services.ground.work import Work

_BOTH = (
    "mã «{}» vừa là của một đơn vị vừa là của một cá nhân nên không rõ nói về ai; hãy đổi mã của "
    "cá nhân"
)


OWN_DOSSIER = (
    "Bạn là người của đơn vị này nên không ghi hồ sơ khen thưởng của nó bằng vai trò của khối; cán "
    "bộ thi đua của đơn vị ghi ở giai đoạn tự chấm, sau đó người khác giữ việc của khối hoặc cơ "
    "quan thường trực ghi thay."
)
"""Lời từ chối ghi hồ sơ của đơn vị mình: what is stated there moves who is eligible."""


@dataclass(frozen=True, slots=True)
class DossierOwner:
    """Đối tượng: a unit, or a person of a unit."""

    recipient: Recipient
    code: str
    name: str
    unit: str


class DossierOwners:
    """Mọi đối tượng, found by code whatever its case; `units` are those one may write about.

    What is not the actor's is told apart from nothing else about it. Of the units in `own` nothing
    is changed: the actor is of them and holds the right by a role that judges them. `rival` says
    why nothing is taken from a unit by this actor alone; empty where they may.
    """

    def __init__(
        self,
        everybody: Iterable[DossierOwner],
        units: frozenset[str] | None,
        own: frozenset[str] = frozenset(),
        rival: Callable[[str], str] = lambda unit: "",
    ) -> None:
        self._found: dict[str, list[DossierOwner]] = {}
        self._named: dict[str, list[DossierOwner]] = {}
        for one in everybody:
            self._found.setdefault(code_key(one.code), []).append(one)
            self._named.setdefault(code_key(one.name), []).append(one)
        self.units = units
        self.own = own
        self.rival = rival

    def may(self, unit: str) -> bool:
        """Được ghi hồ sơ của đơn vị này và của người trong đơn vị."""
        return self.units is None or unit in self.units

    def require_may(self, unit: str) -> None:
        """Yêu cầu được ghi về đơn vị này và người của nó; NotPermitted says who does it instead."""
        if not self.may(unit):
            raise NotPermitted
        if unit in self.own:
            raise NotPermitted(OWN_DOSSIER)

    def unit(self, code: str) -> DossierOwner | None:
        """Đơn vị có mã này."""
        return self._of(code, Recipient.COLLECTIVE)

    def unit_called(self, words: str) -> DossierOwner | None:
        """Đơn vị có mã này, or else the only one of this name."""
        every = self._named.get(code_key(words), ())
        named = [one for one in every if one.recipient is Recipient.COLLECTIVE]
        return self.unit(words) or (named[0] if len(named) == 1 else None)

    def person(self, code: str) -> DossierOwner | None:
        """Cá nhân có mã này."""
        return self._of(code, Recipient.INDIVIDUAL)

    def _of(self, code: str, recipient: Recipient) -> DossierOwner | None:
        same = [one for one in self._found.get(code_key(code), ()) if one.recipient is recipient]
        return next((one for one in same if one.code == code), same[0] if same else None)

    def find(self, code: str, place: str, findings: Findings) -> DossierOwner | None:
        """Tìm đối tượng của một dòng; None with the finding at its cell."""
        unit, person = self.unit(code), self.person(code)
        if unit is not None and person is not None:
            findings.error("two_subjects", _BOTH.format(code), place)
            return None
        found = unit or person or self._called(code, place, findings)
        if found is None and len(self._named.get(code_key(code), ())) > 1:
            return None
        if found is None:
            message = f"không có đơn vị hay cá nhân nào mang mã «{code}»; hãy nhập danh sách trước"
            findings.error("unknown_subject", message, place)
            return None
        if not self.may(found.unit):
            message = f"bạn không được ghi hồ sơ của «{code}»"
            findings.error("not_own_unit", message, place)
            return None
        return found

    def _called(self, words: str, place: str, findings: Findings) -> DossierOwner | None:
        """Đối tượng có tên này, as other offices write them; told, since a name is no code.

        None with a finding where several bear it.
        """
        named = self._named.get(code_key(words), ())
        if len(named) > 1:
            codes = ", ".join(f"«{one.code}»" for one in named)
            message = f"có {len(named)} đối tượng tên «{words}» (mã {codes}); hãy ghi mã"
            findings.error("two_of_a_name", message, place)
            return None
        for one in named:
            who = "đơn vị" if one.recipient is Recipient.COLLECTIVE else f"người của {one.unit}"
            message = f"«{words}» được hiểu là «{one.code}» ({who}) vì trùng tên; hãy kiểm tra"
            findings.warning("called", message, place)
            return one
        return None


def of_actor(work: Work) -> DossierOwners:
    """Đối tượng mà người này được ghi hồ sơ: those of a period, or without one of everywhere.

    NotPermitted for whoever may write about nobody there.
    """
    if work.chosen is None:
        require(work.actor, Permission.KEEP_FACTS)
        return DossierOwners(everybody(work.session), None, units_anywhere(work.actor))
    allowed = allowed_units(work.actor, Permission.EDIT_FACTS, work.chosen)
    members = {member.code for member in block_members.members(work.session, work.chosen)}
    own = members if allowed is None else members & set(allowed)
    return DossierOwners(
        everybody(work.session), frozenset(own), _not_own(work), lambda unit: _rival(work, unit)
    )


def _rival(work: Work, unit: str) -> str:
    own = is_of_unit(work.actor, work.period, unit)
    return "" if own else interests.rival_fault(work, unit)


def _not_own(work: Work) -> frozenset[str]:
    return own_units_not_spoken_for(work.actor, Permission.EDIT_FACTS, work.period)


def of_actor_now(work: Work) -> tuple[DossierOwners, BlockPeriod | None]:
    """Như trên, by the stage as it is; nobody moves it until the caller commits."""
    fresh = None if work.chosen is None else queries.held_period(work.session, work.chosen.id)
    if work.chosen is not None and fresh is None:
        raise NotFound
    if fresh is not None and not interest_of(work.actor, fresh).is_stated:
        raise Refused(UNSTATED)
    return of_actor(work.at(fresh)), fresh


def may_write(work: Work, unit: str) -> bool:
    """Ghi được hồ sơ của đơn vị này ở kỳ đang chọn: by right, and not of one's own unit."""
    return is_allowed(work.actor, Permission.EDIT_FACTS, work.period, unit) and (
        unit not in _not_own(work)
    )


def is_own(work: Work, unit: str) -> bool:
    """Đơn vị của mình, which another writes about although the role has the right."""
    return is_allowed(work.actor, Permission.EDIT_FACTS, work.period, unit) and (
        unit in _not_own(work)
    )


def require_not_own(work: Work, permission: Permission, unit: str) -> None:
    """Yêu cầu không phải đơn vị mình, unless this person acts for it and holds the right so."""
    if unit in own_units_not_spoken_for(work.actor, permission, work.period):
        raise NotPermitted(f"{OWN_DESPITE} {interests.who_else(work, unit)}")


OWN_DESPITE = (
    "Bạn là người của đơn vị này nên không đề nghị vượt điều kiện cho nó bằng vai trò của khối; "
    "cán bộ thi đua của đơn vị hoặc người khác giữ việc của khối đề nghị."
)


def require_no_rival(work: Work, unit: str) -> None:
    """Yêu cầu không tranh với đơn vị này, where its dossier loses something; see `interests`."""
    if work.chosen is not None and not is_of_unit(work.actor, work.period, unit):
        interests.require_no_rival(work, unit)


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
    found.require_may(subject.unit)
    return subject


def unit_of(session: Session, recipient: Recipient, code: str) -> str:
    """Đơn vị của một đối tượng: itself, or where the person works."""
    if recipient is Recipient.COLLECTIVE:
        return code
    found = next((one.unit for one in dossier_queries.staff(session) if one.code == code), None)
    if found is None:
        raise NotFound
    return found
