"""Thử một dòng: what an input would earn under a criterion, by the rule itself, with its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.finding import Finding, has_errors
from thidua.domain.ground.points import Scale, is_same, vi_number
from thidua.domain.rules.base import Line
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.entry_rows import entry_text, read_entry
from thidua.domain.scoring.explanation import rounding_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Kết quả thử: the points an input earns, and how; None while there is nothing to reckon."""

    points: Decimal | None = None
    words: str = ""
    steps: str = ""
    findings: tuple[Finding, ...] = ()


def try_line(
    criterion: Criterion, scale: Scale, rows: Sequence[InputRow], others: Sequence[Entry] = ()
) -> Trial:
    """Thử dòng này với các ô đã gõ; `others` are further units, for rules that compare them."""
    entry, findings = read_entry(criterion, rows)
    if entry is None or has_errors(findings):
        return Trial(findings=tuple(findings))
    worked = criterion.rule.worked(Line(entry, criterion.max_points, (entry, *others)))
    if worked.points is None:
        return Trial(words=entry_text(criterion, entry), findings=tuple(findings))
    points = scale.rounded(worked.points)
    steps = [worked.formula]
    if not is_same(worked.points, points):
        steps.append(rounding_words(scale, points))
    said = entry_text(criterion, entry) or "không có lượt nào"
    return Trial(
        points=points,
        words=f"{said} → {vi_number(points)} điểm",
        steps="; ".join(one for one in steps if one),
        findings=tuple(findings),
    )
