"""Sang năm sau: units, covenant, offices and deadlines of a block taken into its next year.

Each step is the deed that it is by itself, done in the year after by whoever may do it there. The
year that ends keeps its people: nothing of it is taken away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from thidua.db import draft_queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.difference import ClauseChange, clause_changes
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.vote.vote import HeldOffice, Office
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.period import offices, rosters, windows
from thidua.services.verify import copying, drafting


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear:
    """Năm sau của khối: how far it is prepared; `period` is None until it has units.

    `ahead` are the deadlines it would get of this year's, `set_already` those it has.
    """

    year: int
    members: tuple[Member, ...]
    period: BlockPeriod | None
    joined: tuple[Member, ...] = ()
    has_draft: bool = False
    ahead: Mapping[Stage, Window]
    set_already: Mapping[Stage, Window]
    offices: tuple[HeldOffice, ...]

    @property
    def not_joined(self) -> tuple[Member, ...]:
        """Đơn vị của năm nay chưa có trong năm sau."""
        known = {one.code for one in self.joined}
        return tuple(one for one in self.members if one.code not in known)


def view(work: Work) -> NextYear:
    """Năm sau đã chuẩn bị tới đâu, for whoever may edit the units of the block."""
    require(work.actor, Permission.EDIT_UNITS, work.period)
    there = _following(work)
    at = None if there is None else work.at(there)
    known = {} if at is None else windows.windows(at)
    of_year = work.period.year + 1
    return NextYear(
        year=of_year,
        members=tuple(block_members.members(work.session, work.period)),
        period=there,
        joined=() if there is None else tuple(block_members.members(work.session, there)),
        has_draft=there is not None and draft_queries.draft(work.session, there) is not None,
        ahead={
            stage: found.a_year_on
            for stage, found in windows.windows(work).items()
            if stage not in known and not found.a_year_on.is_past(work.now)
        },
        set_already=known,
        offices=tuple(one for one in offices.past(work) if one.year in (of_year - 1, of_year)),
    )


def _following(work: Work) -> BlockPeriod | None:
    own = work.period
    return next(
        (
            one
            for one in rosters.all_periods(work.session)
            if one.block_code == own.block_code
            and one.year == own.year + 1
            and one.part.code == own.part.code
        ),
        None,
    )


def _there(work: Work) -> Work:
    found = _following(work)
    if found is None:
        raise NotFound(f"Khối chưa có năm {work.period.year + 1}; hãy chép đơn vị trước.")
    return work.at(found)


def carry_members(work: Work, *, without: Collection[str] = ()) -> int:
    """Chép đơn vị thành viên sang năm sau, but for those left out; how many came."""
    work = work.require(Permission.EDIT_UNITS)
    own = work.period
    if not own.part.is_year:
        raise Refused("Chỉ chép đơn vị từ kỳ cả năm; hãy chọn «Cả năm».")
    there = _following(work)
    known = (
        set() if there is None else {one.code for one in block_members.members(work.session, there)}
    )
    rows = [
        RosterRow(
            own.block_code, own.block_name, one.code, one.name, one.short_name, one.kind,
            own.year + 1,
        )
        for one in block_members.members(work.session, own)
        if one.code not in known and one.code not in without
    ]  # fmt: skip
    if not rows:
        raise Refused(f"Không còn đơn vị nào để chép sang năm {own.year + 1}.")
    rosters.import_roster(work, rows=rows)
    return len(rows)


def changes(work: Work) -> tuple[ClauseChange, ...]:
    """Bản chép giao ước khác bản năm nay ở đâu: what a new year changes by itself."""
    there = _there(work)
    text = copying.text_of(there, source=_own_key(work))
    return tuple(clause_changes(covenants.draft(work), text))


def start_draft(work: Work) -> None:
    """Bắt đầu dự thảo của năm sau từ giao ước năm nay."""
    drafting.start(_there(work), source=_own_key(work))


def _own_key(work: Work) -> str:
    if work.period.covenant_version is None:
        raise NotFound("Năm nay chưa có giao ước để chép.")
    return f"ky-{work.period.id}"


def note_office(work: Work, *, unit: str, office: Office) -> None:
    """Ghi khối trưởng, khối phó của năm sau."""
    there = _there(work)
    source = f"Bàn giao từ năm {work.period.year}"
    offices.note(there, year=there.period.year, office=office, unit=unit, source=source)


def carry_deadlines(work: Work) -> int:
    """Chép thời hạn sang năm sau, each a year on; those set there already stay. How many came."""
    there = _there(work).require(Permission.EDIT_WINDOWS)
    known = windows.windows(there)
    count = 0
    for stage, found in windows.windows(work).items():
        ahead = found.a_year_on
        if stage not in known and not ahead.is_past(work.now):
            windows.set_window(there, stage=stage, window=ahead)
            count += 1
    if not count:
        raise Refused(f"Không còn thời hạn nào để chép sang năm {there.period.year}.")
    return count
