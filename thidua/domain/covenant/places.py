"""Chỗ của phát hiện: the cell of the workbook that a finding about a covenant is cured at."""

from collections.abc import Iterable
from dataclasses import replace

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.text import folded
from thidua.domain.rules.checks import place

_COLUMN_OF = {
    "unknown_band": words.GATE,
    "unknown_award": words.GATE,
    "unknown_kind": words.GATE,
    "gate_above_max": words.GATE,
    "upside_down": words.METHOD,
    "mixed_sign": words.SIGN,
    "negative_max": words.MAX_POINTS,
    "group_sum": words.MAX_POINTS,
    "finer_than_scale": words.MAX_POINTS,
    "cap_above_group": words.MAX_POINTS,
    "ceiling_unreachable": words.MAX_POINTS,
}
"""Cột cần sửa; what is not named here is cured in Tham số."""
_KINDS_ALONE = ("Tiêu chí phụ", "Trần xếp loại", "Sàn phiếu xếp hạng")
"""Chỗ chỉ nêu loại: of several such rows that fit none is chosen; a name written twice is found
at its last row."""


def located(findings: Iterable[Finding], draft: CovenantDraft) -> list[Finding]:
    """Phát hiện kèm ô: each at its cell, where the draft came from a workbook that has one."""
    rows = {place(row.code): row for row in draft.criteria}
    settings = {folded(row.name): row.at for row in draft.settings if row.at}
    return [_at_cell(finding, rows, settings, draft.ranking) for finding in findings]


def _at_cell(
    finding: Finding,
    rows: dict[str, CriterionRow],
    settings: dict[str, str],
    ranking: tuple[RankingRow, ...],
) -> Finding:
    row = rows.get(finding.place)
    if row is not None:
        column = _COLUMN_OF.get(finding.code, words.PARAMETERS)
        return replace(finding, place=row.at.get(column, finding.place))
    cell = settings.get(folded(finding.place))
    if cell is None:
        cells = [one.at[words.VALUE] for one in ranking if _is_about(finding, one)]
        is_clear = len(set(cells)) == 1 or (cells and finding.place not in _KINDS_ALONE)
        cell = cells[-1] if is_clear else finding.place
    return replace(finding, place=cell)


def _is_about(finding: Finding, row: RankingRow) -> bool:
    """Về dòng này: it names kind and content, or the kind while its sentence quotes the row."""
    if words.VALUE not in row.at:
        return False
    named = folded(f"{row.kind} {row.content}") == folded(finding.place)
    quoted = folded(row.content) in folded(finding.message) and all(
        folded(code) in folded(finding.message) for code in row.value.split(",")
    )
    is_only = folded(row.kind) in ("trần xếp loại", "sàn phiếu xếp hạng")
    return named or (folded(row.kind) == folded(finding.place) and (quoted or is_only))
