"""Phiếu theo dõi điểm: for the unit concerned and for those who keep the record.

It is the unit's own paper whoever prints it: where a period hides who gave which score, no name of
a reviewer stands in it.
"""

from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.ground.errors import NotFound
from thidua.domain.record.tracking_sheet import TrackingSheet
from thidua.domain.scoring.sheet import Hand
from thidua.files.tracking_out import tracking_workbook
from thidua.services.ground.work import Work
from thidua.services.period import review_plan
from thidua.services.ranking import considerations, standings, tracking
from thidua.services.record import chained, records
from thidua.services.scoring import evidence


def tracking_sheet(work: Work, *, unit: str) -> TrackingSheet:
    """Phiếu theo dõi điểm của một đơn vị, as it stands now.

    What was judged is in it once the unit may see it; before, the unit's own claim alone.
    """
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    if not is_allowed(work.actor, Permission.VIEW_RECORD, work.period):
        require(work.actor, Permission.VIEW_OWN_RECORD, work.period, unit)
    sees_judged = is_allowed(work.actor, Permission.VIEW_REVIEWS, work.period, unit)
    hand = Hand.VERIFIED if sees_judged else Hand.SELF
    board = standings.unchecked_board(work.session, work.period, hand)
    if unit not in board.members:
        raise NotFound(f"Đơn vị «{unit}» không phải thành viên của {work.period.words}.")
    hides = review_plan.review_plan(work.session, work.period).blindness.names
    row = board.standings.of(unit)
    sees_ranks = sees_judged and is_allowed(work.actor, Permission.VIEW_STANDINGS, work.period)
    changes, is_whole = records.unchecked_of_unit(work, unit, sees_judged=sees_judged)
    position, seal = chained.head(work.session)
    return TrackingSheet(
        period=work.period,
        member=board.members[unit],
        covenant=board.covenant,
        tracked=tracking.unchecked(
            work.session, work.period, unit, hand, shows_reviews=sees_judged, hides_names=hides
        ),
        official=row.total,
        is_provisional=board.provisional,
        rank=row.rank if sees_ranks else None,
        is_tied=row.tied,
        band=row.band or "" if sees_ranks else "",
        consideration=considerations.of_unit(work, unit=unit),
        evidence=evidence.of_unit(work, unit=unit),
        changes=changes,
        is_whole=is_whole,
        hides_judged=not sees_judged,
        position=position,
        seal=seal,
        made_at=work.now,
    )


def workbook(work: Work, *, unit: str) -> bytes:
    """Phiếu theo dõi điểm của một đơn vị, as a workbook."""
    return tracking_workbook(tracking_sheet(work, unit=unit))
