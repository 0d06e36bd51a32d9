"""Khai đủ: whose list of which years is complete, so that what it does not say was not there."""

from collections.abc import Sequence

from thidua.db import dossier_queries
from thidua.domain.access.interest import own_units_not_spoken_for
from thidua.domain.access.permissions import Permission
from thidua.domain.dossier.fact_file import LIST_COMPLETE, YEAR_COMPLETE, FactRow
from thidua.domain.dossier.facts import NO, YES
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.ground.text import clean
from thidua.domain.period.stage import FIRST_YEAR
from thidua.services.dossier import facts, owners
from thidua.services.ground import block_members
from thidua.services.ground.rights import allowed_units
from thidua.services.ground.work import Work


def declare(
    work: Work,
    *,
    subjects: Sequence[str],
    first: int,
    last: int,
    source: str = "",
    every_award: bool = False,
    is_complete: bool = True,
) -> int:
    """Khai danh sách của những năm này đã đủ, or not after all; says how many lines changed.

    Without `subjects` it is about all whose dossiers this person may write in the period: the own
    unit is not among them for whoever leads the block.
    `every_award` says of the awards that those of all earlier years are listed too. The caller
    owns the commit.
    """
    year = work.period.year
    if not FIRST_YEAR <= first <= last <= year:
        raise Refused(f"Năm khai đủ phải từ {FIRST_YEAR} đến {year}, năm đầu không sau năm cuối.")
    known = owners.of_actor(work)
    for code in subjects:
        owner = known.unit(code) or known.person(code)
        if owner is not None and owner.unit in known.own:
            raise NotPermitted(owners.OWN_DOSSIER)
    codes = list(subjects) or _own(work)
    said = YES if is_complete else NO
    years: list[tuple[str, int | None]] = [
        (YEAR_COMPLETE.code, one) for one in range(first, last + 1)
    ]
    if every_award:
        years.append((LIST_COMPLETE.code, None))
    rows = [FactRow(code, fact, at, said, clean(source)) for code in codes for fact, at in years]
    preview = facts.import_facts(work, rows=rows)
    changed = [one for one in preview.changes if one.kind is not ChangeKind.SAME]
    if not changed:
        raise Refused("Danh sách của những năm này đã được khai như vậy rồi.")
    return len(changed)


def _own(work: Work) -> list[str]:
    """Đơn vị của kỳ và người của các đơn vị ấy, as far as this person may write about them."""
    allowed = allowed_units(work.actor, Permission.EDIT_FACTS, work.period)
    own = own_units_not_spoken_for(work.actor, Permission.EDIT_FACTS, work.period)
    units = [
        one.code
        for one in block_members.members(work.session, work.period)
        if (allowed is None or one.code in allowed) and one.code not in own
    ]
    if not units:
        raise NotPermitted
    people = [one.code for one in dossier_queries.staff(work.session, units) if one.active]
    return [*units, *people]
