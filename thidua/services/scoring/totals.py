"""Tính lại điểm đã giữ: of everything, as after a new release or when Hệ thống finds one wrong."""

from dataclasses import dataclass

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require
from thidua.services.covenant import covenants, totals
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Kết quả tính lại: how many sheets there are, whose score was wrong, and who had none.

    A score of an earlier release or covenant, which nobody was shown, counts as none.
    """

    sheets: int
    wrong: int
    missing: int


def rebuild(work: Work) -> Rebuilt:
    """Tính lại và giữ điểm của mọi bảng chấm của mọi kỳ."""
    require(work.actor, Permission.CHECK_SYSTEM)
    found = [
        renewed
        for period in queries.periods(work.session)
        if period.covenant_version is not None
        for renewed in totals.renew_all(work.session, period, covenants.load(work.session, period))
    ]
    return Rebuilt(
        sum(one.sheets for one in found),
        sum(one.wrong for one in found),
        sum(one.missing for one in found),
    )
