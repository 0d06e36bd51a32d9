"""Kết quả một việc của phiên họp: read from its counted vote."""

from dataclasses import dataclass

from thidua.domain.council.meeting import AgendaItem
from thidua.domain.vote.counting import CandidateResult


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """Một việc và kết quả của nó; `result` is None until its votes were counted."""

    item: AgendaItem
    result: CandidateResult | None = None
    is_open: bool = False
    verdict: bool | None = None

    @property
    def words(self) -> str:
        """Kết quả bằng lời."""
        if self.result is None:
            if self.is_open:
                return "đang bỏ phiếu"
            return "chưa bỏ phiếu" if self.item.vote is None else "đã lập cuộc bỏ phiếu"
        said = "đạt" if self.verdict else "không đạt"
        return f"{self.result.votes}/{self.result.base} phiếu, cần {self.result.needed}: {said}"
