"""Thử dự thảo: last year's sheets scored under it, on a copy; a supposition that writes nothing."""

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.covenant.drafting.examined import examine
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED
from thidua.domain.verify.under_draft import YearUnderDraft, under_draft
from thidua.services.covenant import drafts
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.verify import analysis, copying


def year_of(work: Work) -> BlockPeriod | None:
    """Năm gần nhất có điểm mà người này được xem dưới dự thảo; None where there is none.

    A total under the draft tells of the total in force, so only whom the ranking of that year is
    shown sees it.
    """
    found = drafts.view(work)
    last = None if found is None else copying.before(work)
    if last is None or last.period is None:
        return None
    is_shown = is_allowed(work.actor, Permission.VIEW_STANDINGS, last.period)
    return last.period if is_shown else None


def last_year(work: Work) -> YearUnderDraft | None:
    """Năm trước theo dự thảo; None where there is no such year, or no line to read."""
    period = year_of(work)
    found = drafts.view(work)
    if period is None or found is None:
        return None
    read = examine(found.lines)
    if read.covenant is None:
        return None
    case = analysis.unchecked_case(work.session, period)
    return YearUnderDraft(
        period=period,
        draft=read.covenant,
        found=under_draft(case, read.covenant),
        names=dict(block_members.short_names(work.session, period)),
        is_final=period.stage in CLOSED,
    )
