"""Đề nghị sửa dự thảo: what a member would have a line say, why, and what was decided on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.covenant.drafting.lines import CELL_WORDS, Cells, DraftLine, DraftSheet
from thidua.domain.ground.codes import code_key


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

    def is_answered_since(self, day: datetime) -> bool:
        """Đã được trả lời từ lúc ấy; one that was withdrawn has no answer."""
        is_withdrawn = self.state is ClauseProposalState.WITHDRAWN
        return not is_withdrawn and self.answered_at is not None and self.answered_at >= day


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


CellTexts = tuple[str, str, str, str]
"""Một ô ba lời: its title, what it said when it was asked about, what it says, what is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Đề nghị đặt lên dự thảo hôm nay.

    `line` is the one it is about, or of a new line the one that has its code by now. Where
    `has_drifted`, that line is another than the unit saw.
    """

    proposal: ClauseProposal
    line: DraftLine | None

    @property
    def has_drifted(self) -> bool:
        """Dự thảo đã khác lúc đề nghị, as far as this proposal is concerned."""
        if self.proposal.kind is ClauseProposalKind.ADD:
            return self.line is not None
        return self.line is None or self.line.cells != self.proposal.before

    @property
    def is_lost(self) -> bool:
        """Dòng được đề nghị không còn trong dự thảo."""
        return self.line is None and self.proposal.kind is not ClauseProposalKind.ADD

    @property
    def cells(self) -> Cells:
        """Dòng hôm nay với điều được đề nghị: only the cells that the unit would have other."""
        asked = self.proposal
        if asked.kind is not ClauseProposalKind.CHANGE or self.line is None:
            return asked.cells
        wanted = {
            name: asked.cells.get(name, "")
            for name in CELL_WORDS[DraftSheet.CRITERION]
            if asked.cells.get(name, "") != asked.before.get(name, "")
        }
        return {name: text for name, text in {**self.line.cells, **wanted}.items() if text}

    @property
    def texts(self) -> tuple[CellTexts, ...]:
        """Ba lời của từng ô mà chúng khác nhau."""
        asked, now = self.proposal, {} if self.line is None else self.line.cells
        found = []
        for name, title in CELL_WORDS[DraftSheet.CRITERION].items():
            was, is_now, made = (one.get(name, "") for one in (asked.before, now, self.cells))
            if len({was, is_now, made}) > 1:
                found.append((title, was, is_now, made))
        return tuple(found)


def standing(asked: ClauseProposal, lines: Sequence[DraftLine]) -> Standing:
    """Đề nghị này trên các dòng tiêu chí hôm nay.

    A line that was only moved, and so got another code, is known by the words of all its cells,
    even where its code was given to another line since.
    """
    key = code_key(asked.title)
    line = next((one for one in lines if code_key(one.title) == key), None)
    if asked.kind is ClauseProposalKind.ADD:
        return Standing(proposal=asked, line=line)
    wanted = _but_code(asked.before)
    if line is None or _but_code(line.cells) != wanted:
        same = [one for one in lines if _but_code(one.cells) == wanted]
        if len(same) == 1 and (line is None or _has_moved(same[0], asked)):
            line = same[0]
    return Standing(proposal=asked, line=line)


def _has_moved(line: DraftLine, asked: ClauseProposal) -> bool:
    """Dòng đổi mã từ lúc đề nghị: a copy of it has the same words too, but was never changed."""
    return line.version > 1 and line.set_at is not None and line.set_at > asked.proposed_at


def _but_code(cells: Cells) -> dict[str, str]:
    return {name: text for name, text in cells.items() if name != "code"}
