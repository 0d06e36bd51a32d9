"""Hai năm cạnh nhau: this period beside an earlier one of the same block and part of the year."""

from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.ground.errors import NotFound
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.years import TwoYears, side_by_side
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings


def earlier(work: Work) -> tuple[BlockPeriod, ...]:
    """Các kỳ trước cùng loại mà người này được xem xếp hạng, the latest first."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    found = [
        one
        for one in rosters.all_periods(work.session)
        if (one.block_code, one.part.code) == (work.period.block_code, work.period.part.code)
        and one.year < work.period.year
        and one.covenant_version is not None
        and is_allowed(work.actor, Permission.VIEW_STANDINGS, one)
    ]
    return tuple(sorted(found, key=lambda one: -one.year))


def compared(work: Work, *, year: int) -> tuple[TwoYears, dict[str, str]]:
    """Kỳ này cạnh năm ấy, and the names of the units of either."""
    before = next((one for one in earlier(work) if one.year == year), None)
    if before is None:
        raise NotFound(f"Không có kỳ năm {year} mà bạn được xem để đặt cạnh.")
    old, new = standings.all_standings(work, periods=[before, work.period])
    found = side_by_side(
        (before.year, old.covenant, old.standings),
        (work.period.year, new.covenant, new.standings),
    )
    names = {code: member.called for code, member in old.members.items()}
    return found, names | {code: member.called for code, member in new.members.items()}
