"""Xem sổ: what one register holds for whoever looks, with its counts and who may do what."""

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.db import dossier_queries, place_queries, register_queries
from thidua.domain.access.interest import interest_of, is_of_unit
from thidua.domain.access.permissions import Permission, require_here
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.ground.errors import NotFound
from thidua.domain.period.period import Member
from thidua.domain.period.windows import day_of
from thidua.domain.register.line import RegisterClosing, RegisterLine, RowKey, RowState, in_order
from thidua.domain.register.register import Register, RegisterNumber
from thidua.domain.register.registers import REGISTERS, register_of
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.register import authors, nominated, stored


@dataclass(frozen=True, kw_only=True)
class RegisterSight:
    """Một sổ như một người được xem: rows and closings of the units that person may see."""

    register: Register
    year: int
    units: tuple[Member, ...]
    lines: tuple[RegisterLine, ...]
    closings: Mapping[str, RegisterClosing]
    writable: frozenset[str]
    settles: bool

    @property
    def standing(self) -> tuple[RegisterLine, ...]:
        """Các dòng còn trong sổ."""
        return tuple(one for one in self.lines if one.stands)

    def closed(self, unit: str) -> RegisterClosing | None:
        """Lần khóa đang có hiệu lực."""
        found = self.closings.get(unit)
        return found if found is not None and found.is_closed else None


def offered(work: Work) -> tuple[Register, ...]:
    """Các sổ người này xem được ở kỳ này."""
    require_here(work.actor, Permission.VIEW_REGISTERS, work.period)
    return tuple(one for one in REGISTERS.values() if stored.may_view(work, one))


def of_register(work: Work, *, register: str) -> RegisterSight:
    """Xem một sổ; NotPermitted for whoever may see it of no unit."""
    kind = register_of(register)
    require_here(work.actor, kind.view, work.period)
    members = block_members.members(work.session, work.period)
    codes = stored.seen_units(work, kind, [one.code for one in members])
    lines = stored.unchecked_lines(work.session, kind, codes, work.period.year)
    return RegisterSight(
        register=kind,
        year=work.period.year,
        units=tuple(one for one in members if one.code in codes),
        lines=tuple(sorted(stored.seen_lines(work, kind, lines), key=in_order)),
        closings=stored.unchecked_closings(work.session, kind, codes, work.period.year),
        writable=frozenset(
            one for one in codes if stored.may_on(work, Permission.EDIT_REGISTER, kind, one)
        ),
        settles=stored.may_settle(work, kind),
    )


def numbers(work: Work, *, register: str) -> tuple[RegisterNumber, ...]:
    """Các số của sổ, from confirmed rows alone."""
    found = of_register(work, register=register)
    sure = [one for one in found.lines if one.is_confirmed]
    return tuple(found.register.numbers(sure, day_of(work.now)))


def history(work: Work, *, register: str, key: RowKey) -> tuple[RegisterLine, ...]:
    """Mọi phiên bản của một dòng, newest first."""
    kind = register_of(register)
    require_here(work.actor, kind.view, work.period)
    members = [one.code for one in block_members.members(work.session, work.period)]
    if key[0] not in stored.seen_units(work, kind, members):
        raise NotFound
    found = register_queries.versions(work.session, register, [key[0]], [key[1]])
    every = [stored.line_of(kind, row) for row in found]
    own = [one for one in reversed(every) if one.key == key]
    return tuple(stored.seen_lines(work, kind, own))


def people(work: Work, *, unit: str) -> tuple[StaffMember, ...]:
    """Người của đơn vị này, for whoever writes its registers."""
    require_here(work.actor, Permission.VIEW_REGISTERS, work.period)
    members = [one.code for one in block_members.members(work.session, work.period)]
    if unit not in stored.seen_units(work, REGISTERS["sang-kien"], members):
        raise NotFound
    return tuple(one for one in dossier_queries.staff(work.session, [unit]) if one.active)


def proposals(work: Work, *, unit: str) -> Mapping[str, str]:
    """Các đề nghị khen chưa rút của đơn vị này, by code, for whoever writes its registers."""
    require_here(work.actor, Permission.VIEW_REGISTERS, work.period)
    members = [one.code for one in block_members.members(work.session, work.period)]
    if unit not in stored.seen_units(work, REGISTERS["y-kien"], members):
        raise NotFound
    found = nominated.unchecked(work.session, work.period)
    return {
        code: one.words for code, one in found.items() if one.unit == unit and not one.is_withdrawn
    }


def programmes(work: Work) -> Mapping[str, str]:
    """Các phong trào của năm này, by code."""
    require_here(work.actor, Permission.VIEW_REGISTERS, work.period)
    found = law.book(work.session).programmes.values()
    return {one.code: one.name for one in found if work.period.year in one.years}


def places(work: Work) -> Mapping[str, str]:
    """Tên các địa bàn, by code."""
    require_here(work.actor, Permission.VIEW_REGISTERS, work.period)
    return kept(work.session, "place_names", lambda: _places(work))


def _places(work: Work) -> Mapping[str, str]:
    return {one.code: one.name for one in place_queries.places(work.session)}


def awaited(work: Work, found: RegisterSight) -> tuple[RegisterLine, ...]:
    """Các dòng nháp chờ chính người này xác nhận: written by another, about no unit of theirs."""
    drafts = [
        one
        for one in found.lines
        if one.state is RowState.DRAFT
        and one.entered_by != work.actor.name
        and found.closed(one.unit) is None
        and interests.may_decide(work, Permission.CONFIRM_REGISTER, one.unit)
    ]
    own = interest_of(work.actor, work.period).units
    about = authors.units_of(work.session, found.register, drafts) if own else {}
    return tuple(one for one in drafts if not about.get(one.key, frozenset()) & own)


def closable(work: Work, found: RegisterSight) -> tuple[str, ...]:
    """Những đơn vị mà người này khóa hoặc mở được sổ."""
    return tuple(
        one.code
        for one in found.units
        if interests.may_decide(work, Permission.CLOSE_REGISTER, one.code)
        and not is_of_unit(work.actor, work.period, one.code)
    )
