"""Đường đi của hồ sơ: its papers, who handed it to whom on which day, and what came of that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from thidua.domain.law.programme import Programme
from thidua.domain.movement.plan import DossierPaper, RoadStep
from thidua.domain.period.windows import day_of

DECLARATION = (
    "Đơn vị trình chịu trách nhiệm về nội dung chấp hành chủ trương của Đảng, chính sách, pháp "
    "luật của Nhà nước và thành tích của đối tượng được đề nghị khen thưởng."
)
"""Lời cam đoan của đơn vị trình, ticked by name at each sending."""


class PaperState(StrEnum):
    """Mức của một giấy tờ: it is not there, it is, or a second person looked at it."""

    MISSING = "missing"
    THERE = "there"
    CONFIRMED = "confirmed"


PAPER_STATE_WORDS = {
    PaperState.MISSING: "chưa có",
    PaperState.THERE: "có",
    PaperState.CONFIRMED: "đã xác nhận",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPaper:
    """Giấy tờ như đã ghi; `there_by` put it in, `confirmed_by` looked at it afterwards."""

    code: str
    state: PaperState
    document: str = ""
    copies: int | None = None
    signed: bool = False
    reason: str = ""
    there_by: str = ""
    confirmed_by: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """Giấy tờ mà kế hoạch đòi, and how far it is."""

    asked: DossierPaper
    stored: StoredPaper

    @property
    def state(self) -> PaperState:
        """Mức."""
        return self.stored.state

    @property
    def said(self) -> str:
        """Đang có gì, in words."""
        one = self.stored
        if one.state is PaperState.MISSING:
            return f"bị trả lại: {one.reason}" if one.reason else ""
        copies = "" if one.copies is None else f"{one.copies} bản"
        signed = "đã ký" if one.signed else "chưa ghi là đã ký"
        return ", ".join(filter(None, (one.document, copies, signed)))


def paper_standings(
    plan: Programme, stored: Mapping[str, StoredPaper]
) -> tuple[PaperStanding, ...]:
    """Mọi giấy tờ của hồ sơ, in the order of the plan."""
    none = PaperState.MISSING
    return tuple(
        PaperStanding(one, stored.get(one.code, StoredPaper(code=one.code, state=none)))
        for one in plan.dossier
    )


def papers_lacking(papers: Iterable[PaperStanding], *, confirmed: bool) -> tuple[str, ...]:
    """Giấy tờ còn vướng, in words; `confirmed` asks for more than that each is there."""
    enough = {PaperState.CONFIRMED} if confirmed else {PaperState.THERE, PaperState.CONFIRMED}
    return tuple(
        f"{one.asked.text} ({PAPER_STATE_WORDS[one.state]})"
        for one in papers
        if one.state not in enough
    )


class TransferResult(StrEnum):
    """Kết quả của một lần chuyển: still waiting, taken, refused, or to be made complete."""

    WAITING = "waiting"
    RECEIVED = "received"
    RETURNED = "returned"
    MORE = "more"


TRANSFER_WORDS = {
    TransferResult.WAITING: "chờ nhận",
    TransferResult.RECEIVED: "nhận",
    TransferResult.RETURNED: "trả",
    TransferResult.MORE: "yêu cầu bổ sung",
}
SENT_BACK = frozenset({TransferResult.RETURNED, TransferResult.MORE})
"""Kết quả đưa hồ sơ về nơi gửi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Chuyển hồ sơ, một lần: by which step, when, by which letter, what the receiver said."""

    key: int
    proposal: int
    step: str
    sent_at: datetime
    sent_by: str
    receiver: str
    document: str = ""
    on_paper: bool = False
    result: TransferResult = TransferResult.WAITING
    reason: str = ""
    answered_by: str = ""
    version: int = 1

    @property
    def is_live(self) -> bool:
        """Hồ sơ đang ở nơi nhận: waiting there or taken."""
        return self.result not in SENT_BACK

    def days_late(self, last: date | None) -> int:
        """Chậm bao nhiêu ngày, by the day of Vietnam; 0 on time, or where there is no deadline."""
        return 0 if last is None else max(0, (day_of(self.sent_at) - last).days)


def carrying(plan: Programme) -> tuple[RoadStep, ...]:
    """Các chặng mang hồ sơ của một đề nghị: from the first with a deadline, each to somebody.

    What comes before, as allocating, is about no single dossier.
    """
    handed = [one for one in plan.steps if one.to]
    first = next((at for at, one in enumerate(handed) if one.deadline), 0)
    return tuple(handed[first:])


def unit_step(plan: Programme) -> RoadStep | None:
    """Chặng đơn vị gửi tới nơi tổng hợp; None where a dossier leaves in one step alone."""
    steps = carrying(plan)
    return steps[0] if len(steps) > 1 else None


def leaving_step(plan: Programme) -> RoadStep | None:
    """Chặng trình lên cấp trên: with it a proposal is sent."""
    steps = carrying(plan)
    return None if not steps else steps[min(1, len(steps) - 1)]


def last_day_of(plan: Programme, step: RoadStep, year: int) -> date | None:
    """Ngày cuối còn đúng hạn của chặng này cho thành tích năm ấy; None where none is stated."""
    found = next((one for one in plan.deadlines if one.code == step.deadline), None)
    return None if found is None else found.last_day(year)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStanding:
    """Một chặng và các lần chuyển của nó, the first made first."""

    step: RoadStep
    last: date | None
    transfers: tuple[Transfer, ...] = ()

    @property
    def current(self) -> Transfer | None:
        """Lần chuyển cuối."""
        return self.transfers[-1] if self.transfers else None

    @property
    def is_passed(self) -> bool:
        """Nơi nhận đã nhận."""
        return self.current is not None and self.current.result is TransferResult.RECEIVED

    @property
    def is_there(self) -> bool:
        """Hồ sơ đã tới nơi nhận, and was not sent back."""
        return self.current is not None and self.current.is_live

    def words(self, today: date) -> str:
        """Đang tới đâu: sent when, how late, what the receiver said."""
        one = self.current
        if one is None:
            return f"chưa chuyển{self._left(today)}"
        said = f"gửi {day_of(one.sent_at):%d/%m/%Y}, {self.lateness(one)}"
        said += f"; {TRANSFER_WORDS[one.result]}"
        return f"{said}: {one.reason}" if one.reason else said

    def lateness(self, one: Transfer) -> str:
        """Đúng hạn hay «chậm n ngày»."""
        if self.last is None:
            return "kế hoạch không nêu hạn"
        days = one.days_late(self.last)
        return f"chậm {days} ngày" if days else "đúng hạn"

    def _left(self, today: date) -> str:
        if self.last is None:
            return ""
        until = f", hạn hết ngày {self.last:%d/%m/%Y}"
        days = (today - self.last).days
        return f"{until}, chậm {days} ngày đến hôm nay" if days > 0 else until


def step_standings(
    plan: Programme, year: int, transfers: Sequence[Transfer]
) -> tuple[StepStanding, ...]:
    """Các chặng của một hồ sơ."""
    return tuple(
        StepStanding(
            step=step,
            last=last_day_of(plan, step, year),
            transfers=tuple(one for one in transfers if one.step == step.code),
        )
        for step in carrying(plan)
    )
