"""Đề nghị sửa dự thảo: what a member would have a line say, why, and what was decided on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.covenant.drafting.lines import CELL_WORDS, Cells, DraftSheet


class ClauseProposalKind(StrEnum):
    """Đề nghị gì về một dòng."""

    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"


class ClauseProposalState(StrEnum):
    """Đề nghị đã tới đâu."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


CLAUSE_KIND_WORDS: Mapping[ClauseProposalKind, str] = MappingProxyType(
    {
        ClauseProposalKind.CHANGE: "Sửa dòng",
        ClauseProposalKind.ADD: "Thêm dòng",
        ClauseProposalKind.REMOVE: "Bỏ dòng",
    }
)
CLAUSE_STATE_WORDS: Mapping[ClauseProposalState, str] = MappingProxyType(
    {
        ClauseProposalState.OPEN: "Chờ thư ký xem",
        ClauseProposalState.TAKEN: "Đã nhận",
        ClauseProposalState.DECLINED: "Không nhận",
        ClauseProposalState.WITHDRAWN: "Đơn vị đã rút",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseProposal:
    """Đề nghị của một đơn vị về một dòng tiêu chí.

    `before` is what the line said when it was made, empty for a line that would be new.
    """

    key: int
    unit: str
    kind: ClauseProposalKind
    title: str
    before: Cells
    cells: Cells
    reason: str
    state: ClauseProposalState
    proposed_by: str
    proposed_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Ô nào đổi: its title, what it said and what it would say."""
        return cell_changes(self.before, self.cells)


def cell_changes(
    before: Cells, after: Cells, sheet: DraftSheet = DraftSheet.CRITERION
) -> tuple[tuple[str, str, str], ...]:
    """Ô khác nhau giữa hai bản của một dòng: its title, what it said and what it says."""
    titles = CELL_WORDS[sheet]
    return tuple(
        (title, before.get(name, ""), after.get(name, ""))
        for name, title in titles.items()
        if before.get(name, "") != after.get(name, "")
    )
