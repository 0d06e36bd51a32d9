"""Trạng thái của phong trào: the one row of its life, or none while it is a draft."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, select

from thidua.db.tables import MovementLife
from thidua.domain.ground.errors import Refused
from thidua.domain.law.programme import Programme
from thidua.domain.movement.life import (
    MOVEMENT_STATE_WORDS,
    Launch,
    MovementReview,
    MovementState,
    is_over,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Chỗ đứng của một phong trào trong đời của nó; `version` is 0 while nothing was recorded."""

    state: MovementState = MovementState.DRAFT
    launch: Launch = field(default_factory=Launch)
    review: MovementReview = field(default_factory=MovementReview)
    reason: str = ""
    listed_on: date | None = None
    version: int = 0

    @property
    def list_day(self) -> date | None:
        """Ngày của danh sách địa bàn: the one chosen, else the launching day."""
        return self.listed_on or self.launch.day


def row(session: Session, code: str) -> MovementLife | None:
    """Dòng của phong trào này."""
    return session.exec(select(MovementLife).where(MovementLife.programme == code)).first()


def unchecked(session: Session, code: str) -> Standing:
    """Chỗ đứng của phong trào này, whoever asks."""
    found = row(session, code)
    if found is None:
        return Standing()
    return Standing(
        state=found.state,
        launch=Launch(
            day=found.launched_on,
            place=found.launch_place,
            document=found.document,
            document_day=found.document_day,
        ),
        review=MovementReview(
            result=found.result,
            impact=found.impact,
            shortcomings=found.shortcomings,
            lessons=found.lessons,
        ),
        reason=found.reason,
        listed_on=found.listed_on,
        version=found.version,
    )


def require_running(plan: Programme, state: MovementState, what: str) -> None:
    """Phong trào đang nhận `what`: launched, and neither closed nor stopped."""
    if is_over(state):
        raise Refused(
            f"Phong trào «{plan.name}» đang ở trạng thái «{MOVEMENT_STATE_WORDS[state]}» nên không "
            f"nhận thêm {what}; muốn ghi thì mở lại phong trào ở phần «Tổng quan»."
        )
    if state is MovementState.DRAFT:
        raise Refused(
            f"Phong trào «{plan.name}» còn là dự thảo; hãy phát động ở phần «Tổng quan» rồi mới "
            f"ghi {what}."
        )
