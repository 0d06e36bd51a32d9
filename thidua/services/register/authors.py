"""Người trong dòng sổ: whose units a row is about beside the one that keeps it."""

from collections.abc import Collection

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.domain.access.interest import interest_of, is_of_unit
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.register.line import RegisterLine, RowKey
from thidua.domain.register.register import Register
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.register.whereabouts import Units, Whereabouts


def units_of(
    session: Session, register: Register, lines: Collection[RegisterLine]
) -> dict[RowKey, Units]:
    """Các đơn vị mà từng dòng nói về: the one that keeps it, and those its author may be of."""
    found: dict[RowKey, Units] = {one.key: frozenset({one.unit}) for one in lines}
    if not register.is_of_people or not lines:
        return found
    named = {one.part for one in lines}
    people = [one for one in dossier_queries.staff(session) if one.code in named]
    where = Whereabouts(session, people, min(one.year for one in lines))
    return {one.key: found[one.key] | where.of(one.part, one.year) for one in lines}


def require_disinterest(work: Work, register: Register, lines: Collection[RegisterLine]) -> None:
    """Yêu cầu không là người của đơn vị có tác giả trong những dòng này."""
    own = interest_of(work.actor, work.period).units
    units = units_of(work.session, register, lines)
    for line in lines:
        mine = sorted(units[line.key] & own)
        if mine:
            raise NotPermitted(
                f"Dòng {line.code} ghi người của {mine[0]}, đơn vị của bạn, nên bạn không xác nhận "
                "nó; nhờ người khác giữ việc của khối."
            )


def taking_fault(work: Work, register: Register, lines: Collection[RegisterLine]) -> str:
    """Vì sao người này không một mình làm những dòng này mất đi; empty where they may.

    A unit takes its own away, a rival nothing of the one that keeps a row or of its author's.
    """
    members = {one.code for one in block_members.members(work.session, work.period)}
    about = units_of(work.session, register, lines).values()
    units = frozenset(unit for every in about for unit in every) & members
    others = [one for one in sorted(units) if not is_of_unit(work.actor, work.period, one)]
    return next(filter(None, (interests.rival_fault(work, one) for one in others)), "")


def require_may_take(work: Work, register: Register, lines: Collection[RegisterLine]) -> None:
    """Yêu cầu một mình làm những dòng này mất đi được; see `taking_fault`."""
    fault = taking_fault(work, register, lines) if lines else ""
    if fault:
        raise NotPermitted(fault)
