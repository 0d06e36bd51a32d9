"""Đăng ký tham gia: what a unit says it will do in a movement, and how far its registration is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.points import vi_number


class ParticipationState(StrEnum):
    """Tình trạng của một đăng ký."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


PARTICIPATION_WORDS = {
    ParticipationState.DRAFT: "nháp",
    ParticipationState.SENT: "đã gửi",
    ParticipationState.RECEIVED: "đã tiếp nhận",
    ParticipationState.RETURNED: "trả lại",
}
WRITABLE = frozenset({ParticipationState.DRAFT, ParticipationState.RETURNED})
"""Tình trạng còn sửa được; what was handed in changes only once it is given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """Nội dung đăng ký: `unit` is what the amount is measured in, `place` the code of a place."""

    content: str
    amount: Decimal | None = None
    unit: str = ""
    place: str = ""
    due: date | None = None

    @property
    def words(self) -> str:
        """Bằng lời: what, how much, where, by when."""
        said = [self.content]
        if self.amount is not None:
            said.append(f"{vi_number(self.amount)} {self.unit}".rstrip())
        said += [f"tại {self.place}"] if self.place else []
        said += [f"trước hết ngày {self.due:%d/%m/%Y}"] if self.due is not None else []
        return ", ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Nội dung một đăng ký tham gia: the unit's plan, who is in charge, and what is pledged."""

    document: str = ""
    document_day: date | None = None
    in_charge: str = ""
    pledges: tuple[Pledge, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Có kế hoạch của đơn vị: its number and day."""
        return bool(self.document) and self.document_day is not None

    @property
    def words(self) -> str:
        """Bằng lời."""
        day = "" if self.document_day is None else f" ngày {self.document_day:%d/%m/%Y}"
        said = [f"kế hoạch {self.document}{day}" if self.document else "chưa ghi kế hoạch"]
        said += [f"phụ trách: {self.in_charge}"] if self.in_charge else []
        return "; ".join([*said, *(one.words for one in self.pledges)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Đăng ký tham gia của một đơn vị, for one year or, without a year, the whole movement."""

    movement: str
    unit: str
    year: int | None
    content: Registration
    state: ParticipationState = ParticipationState.DRAFT
    version: int = 0
    sent_by: str = ""
    received_by: str = ""
    reason: str = ""

    def is_for(self, year: int) -> bool:
        """Nói về năm này."""
        return self.year in (None, year)

    @property
    def when(self) -> str:
        """Năm hoặc cả phong trào, bằng lời."""
        return "cả phong trào" if self.year is None else f"năm {self.year}"


_PROGRESS = (
    *(ParticipationState.DRAFT, ParticipationState.RETURNED),
    *(ParticipationState.SENT, ParticipationState.RECEIVED),
)


def furthest(rows: Iterable[Participation], year: int) -> Participation | None:
    """Đăng ký đi xa nhất của một đơn vị cho năm này; None where there is none."""
    return max(
        (one for one in rows if one.is_for(year)),
        key=lambda one: (_PROGRESS.index(one.state), one.year is not None),
        default=None,
    )
