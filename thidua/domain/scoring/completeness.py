"""Kiểm tra trước khi nộp: what a unit's own sheet still lacks, and what it leaves on purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thidua.domain.covenant.covenant import Covenant, EvidenceNeed, Sign
from thidua.domain.ground.points import ZERO
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.scoring import Entries, UnitScore


class GapKind(StrEnum):
    """Loại: the first four stop handing in, the others are only pointed out."""

    NOT_SCORED = "not_scored"
    NO_EVIDENCE = "no_evidence"
    NO_PAPER = "no_paper"
    WAITS = "waits"
    RETURNED = "returned"
    LEFT_BLANK = "left_blank"
    ZERO = "zero"


GAP_WORDS = {
    GapKind.NOT_SCORED: "chưa chấm",
    GapKind.NO_EVIDENCE: "cần minh chứng",
    GapKind.NO_PAPER: "cần đính kèm tệp giấy xác nhận có ký",
    GapKind.WAITS: "chờ người thứ hai xác nhận",
    GapKind.RETURNED: "bị trả lại",
    GapKind.LEFT_BLANK: "để trống có chủ ý",
    GapKind.ZERO: "0 điểm",
}
"""Bằng lời."""

STOPPING = frozenset({GapKind.NOT_SCORED, GapKind.NO_EVIDENCE, GapKind.NO_PAPER, GapKind.WAITS})
"""Còn một loại này thì chưa nộp được."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Chỗ cần xem lại: which criterion, what about it, and the words that go with it."""

    kind: GapKind
    criterion: str
    words: str = ""

    @property
    def stops(self) -> bool:
        """Chặn việc nộp."""
        return self.kind in STOPPING


def gaps(
    covenant: Covenant,
    entries: Entries,
    score: UnitScore,
    without_evidence: Sequence[str] = (),
    returned: Mapping[str, str] | None = None,
) -> tuple[Gap, ...]:
    """Mọi chỗ cần xem lại, what stops first, each in the covenant's order.

    «Chưa chấm», «0 điểm» and «để trống có chủ ý» are three things: the first stops, the last keeps
    its reason. What comes from the periods of the year is waited for by the block, not owed by the
    unit. `returned` are the reasons given per criterion when the sheet was sent back.
    """
    lacking, notes = set(without_evidence), returned or {}
    missing = set(score.missing)
    found: list[Gap] = []
    for code, criterion in covenant.criteria.items():
        entry = entries.get(code)
        if code in missing and not criterion.rule.is_computed:
            found.append(Gap(GapKind.NOT_SCORED, code))
        if code in lacking:
            is_paper = criterion.evidence.need is EvidenceNeed.ATTESTED
            found.append(Gap(GapKind.NO_PAPER if is_paper else GapKind.NO_EVIDENCE, code))
        if entry is not None and not entry.confirmed:
            found.append(Gap(GapKind.WAITS, code))
        if code in notes:
            found.append(Gap(GapKind.RETURNED, code, notes[code]))
        if entry is not None and entry.state is LineState.LEFT_BLANK:
            found.append(Gap(GapKind.LEFT_BLANK, code, entry.explanation))
        elif score.lines.get(code) == ZERO and criterion.sign is Sign.BASE:
            found.append(Gap(GapKind.ZERO, code))
    order = tuple(GapKind)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))
