"""Ý kiến về một đề nghị: rows of the register of opinions, and the fact they offer."""

from dataclasses import dataclass

from thidua.db import dossier_queries
from thidua.db.tables import Proposal
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.dossier.facts import YES
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.register.kinds import y_kien
from thidua.domain.register.line import RegisterLine, in_order
from thidua.services.access import interests
from thidua.services.dossier import facts, owners
from thidua.services.ground.work import Work
from thidua.services.register import stored

FACT = "dang_bi_xem_xet"
"""Dữ kiện mà ý kiến gợi ra: offered, never set by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """Các ý kiến về một đề nghị; `offered` are those that speak of a violation, `stated` says that
    the fact stands already, `seen` is its version."""

    unit: str
    lines: tuple[RegisterLine, ...]
    offered: tuple[RegisterLine, ...]
    stated: bool
    seen: int
    may_take: bool
    may_write: bool


def of_proposal(work: Work, *, key: int) -> Opinions:
    """Ý kiến về đề nghị này, as far as this person may see the registers of its unit."""
    row, unit = _row(work, key)
    require(work.actor, Permission.VIEW_REGISTERS, work.period, unit)
    lines = stored.unchecked_lines(work.session, y_kien.REGISTER, [unit], work.period.year)
    own = [one for one in lines if one.stands and one.values.get(y_kien.PROPOSAL) == str(key)]
    known = {one.key: one for one in dossier_queries.facts(work.session, [row.subject])}
    fact = known.get((row.recipient, row.subject, FACT, work.period.year))
    return Opinions(
        unit=unit,
        lines=tuple(sorted(own, key=in_order)),
        offered=tuple(one for one in own if one.values.get(y_kien.SAID) in y_kien.SERIOUS),
        stated=fact is not None and fact.value == YES,
        seen=0 if fact is None else fact.version,
        may_take=interests.may_decide(work, Permission.DECIDE_AWARD, unit),
        may_write=is_allowed(work.actor, Permission.EDIT_REGISTER, work.period, unit),
    )


def take(work: Work, *, key: int, seen: int) -> None:
    """Ghi dữ kiện «đang bị xem xét» theo ý kiến: an act of the office, with the opinions as its
    evidence; Refused where none speaks of a violation."""
    row, unit = _row(work, key)
    interests.require_deciding(work, Permission.DECIDE_AWARD, unit)
    found = of_proposal(work, key=key)
    if not found.offered:
        raise Refused("Không có ý kiến nào nói «có vi phạm» hoặc «đang xem xét» về đề nghị này.")
    evidence = "; ".join(
        f"{one.code}: {one.values[y_kien.AGENCY]} – {one.values[y_kien.SAID]} ({one.evidence})"
        for one in found.offered
    )
    facts.state(
        work,
        recipient=row.recipient,
        subject=row.subject,
        code=FACT,
        year=work.period.year,
        typed=YES,
        seen=seen,
        evidence=evidence,
        reason="theo ý kiến cơ quan liên quan",
    )


def _row(work: Work, key: int) -> tuple[Proposal, str]:
    row = work.session.get(Proposal, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    return row, owners.unit_of(work.session, row.recipient, row.subject)
