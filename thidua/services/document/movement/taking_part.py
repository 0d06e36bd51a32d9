"""Phong trào mà văn bản nói tới: its plan as read here, and up to which entry of the record."""

from dataclasses import replace

from thidua.domain.ground.errors import Refused
from thidua.domain.law.programme import Programme
from thidua.domain.movement.life import MovementState
from thidua.services.document.drafting import Draft
from thidua.services.document.snapshot import trace_with_movements
from thidua.services.movement import plans, states


def of_draft(draft: Draft, code: str) -> tuple[Draft, Programme]:
    """Bản soạn và kế hoạch của phong trào; Refused while it is a draft, NotFound in another year.

    What movements come to is recorded beside the period, so the trace goes as far as that.
    """
    plan = plans.plan(draft.work, code=code).plan
    session = draft.work.session
    if states.unchecked(session, code).state is MovementState.DRAFT:
        raise Refused(
            f"Phong trào «{plan.name}» còn là dự thảo; hãy phát động ở trang Phong trào, phần "
            "«Tổng quan»."
        )
    return replace(draft, trace=trace_with_movements(session, draft.trace)), plan
