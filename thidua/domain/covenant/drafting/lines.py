"""Dòng của dự thảo: a row of one of the three sheets, as the text of its cells.

What a cell says is told by the readers of a workbook and by nothing else, so a line typed on screen
means what the same line of a workbook means.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.setting_rows import FULL_MARKS, PLACES, YEAR
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TEXT,
    Written,
    clean,
    folded,
    length_fault,
)


class DraftSheet(StrEnum):
    """Trang của dự thảo: the same three that a covenant workbook has."""

    SETTING = "setting"
    CRITERION = "criterion"
    RANKING = "ranking"


SHEET_WORDS: Mapping[DraftSheet, str] = {
    DraftSheet.SETTING: words.SETTINGS_SHEET,
    DraftSheet.CRITERION: words.CRITERIA_SHEET,
    DraftSheet.RANKING: words.RANKING_SHEET,
}
"""Tên trang, as in the workbook."""

CELL_WORDS: Mapping[DraftSheet, Mapping[str, str]] = {
    DraftSheet.SETTING: {"name": "Mục", "value": words.VALUE},
    DraftSheet.CRITERION: {
        "code": words.CODE,
        "text": words.TEXT,
        "max_points": words.MAX_POINTS,
        "method": words.METHOD,
        "parameters": words.PARAMETERS,
        "sign": words.SIGN,
        "evidence": words.EVIDENCE,
        "gate": words.GATE,
        "clause": words.CLAUSE,
        "quotation": words.QUOTATION,
        "note": words.NOTE,
        "source": words.SOURCE,
    },
    DraftSheet.RANKING: {
        "kind": words.KIND,
        "order": words.ORDER,
        "content": words.CONTENT,
        "value": words.VALUE,
    },
}
"""Ô của một dòng, by what the row of a workbook calls it, with the title of its column."""

Cells = Mapping[str, str]
"""Các ô có chữ của một dòng; one that is empty is left out."""

_SHORT = {"code": LONGEST_CODE, "method": LONGEST_NAME, "sign": LONGEST_NAME}
_SHORT |= {"name": LONGEST_NAME, "kind": LONGEST_NAME, "order": LONGEST_NAME}
_BARE = re.compile(r"-?[\d.,]+", re.ASCII)
_NUMBERS = {folded(name) for name in (YEAR, PLACES, FULL_MARKS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """Dòng của dự thảo; `version` grows with every change, `key` is 0 while it is not stored."""

    key: int
    sheet: DraftSheet
    cells: Cells
    version: int = 1
    set_by: str = ""
    set_at: datetime | None = None

    def cell(self, name: str) -> str:
        """Chữ của một ô."""
        return self.cells.get(name, "")

    @property
    def title(self) -> str:
        """Tên gọi của dòng: a code, the name of a setting, what a ranking row is about."""
        if self.sheet is DraftSheet.RANKING:
            return clean(" ".join(self.cell(name) for name in ("kind", "order", "content")))
        return self.cell("name" if self.sheet is DraftSheet.SETTING else "code")

    @property
    def row(self) -> SettingRow | CriterionRow | RankingRow:
        """Dòng như sổ giao ước có nó, without a place."""
        return _row(self, {})


def typed(sheet: DraftSheet, cells: Mapping[str, str]) -> dict[str, str]:
    """Ô đã gõ, cleaned as cells of a workbook are; Refused where one is longer than is kept."""
    found = {}
    for name, title in CELL_WORDS[sheet].items():
        text = clean(cells.get(name, ""))
        fault = length_fault(text, _SHORT.get(name, LONGEST_TEXT))
        if fault:
            raise Refused(f"Ô «{title}» {fault}.")
        if text:
            found[name] = text
    needed = {DraftSheet.SETTING: "name", DraftSheet.CRITERION: "code", DraftSheet.RANKING: "kind"}
    lacking = needed[sheet]
    if lacking not in found:
        raise Refused(f"Dòng cần có ô «{CELL_WORDS[sheet][lacking]}».")
    return found


def cells_of(row: SettingRow | CriterionRow | RankingRow) -> dict[str, str]:
    """Các ô của một dòng của sổ giao ước, as text that reads back as it."""
    found = {
        one.name: _text(getattr(row, one.name), row) for one in fields(row) if one.name != "at"
    }
    return {name: text for name, text in found.items() if text}


def _text(value: Written, row: object) -> str:
    if not isinstance(value, Decimal):
        return value or ""
    if isinstance(row, SettingRow):
        return f"{value.normalize():f}" if value else "0"
    return f"{value.normalize():f}".replace(".", ",") if value else "0"


def lines_of(draft: CovenantDraft) -> list[DraftLine]:
    """Các dòng của một bản thảo, whatever it came from; nothing is stored of them yet."""
    rows: list[tuple[DraftSheet, SettingRow | CriterionRow | RankingRow]] = [
        *((DraftSheet.SETTING, one) for one in draft.settings),
        *((DraftSheet.CRITERION, one) for one in draft.criteria),
        *((DraftSheet.RANKING, one) for one in draft.ranking),
    ]
    return [DraftLine(key=0, sheet=sheet, cells=cells_of(row)) for sheet, row in rows]


def cells_by_title(draft: CovenantDraft) -> dict[tuple[DraftSheet, str], Cells]:
    """Các ô của một bản khác, by the name each line is called, to set a draft beside it."""
    return {(one.sheet, one.title): one.cells for one in lines_of(draft)}


def written_cells(cells: Cells) -> str:
    """Các ô thành chữ: canonical JSON, the same text for the same cells."""
    return json.dumps(dict(cells), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_cells(text: str) -> dict[str, str]:
    """Các ô từ chữ."""
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def written_lines(lines: Iterable[DraftLine]) -> str:
    """Các dòng thành chữ, in their order, each with its sheet."""
    listed = [[one.sheet.value, dict(one.cells)] for one in lines]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_lines(text: str) -> list[DraftLine]:
    """Các dòng từ chữ; nothing is stored of them yet."""
    return [
        DraftLine(key=0, sheet=DraftSheet(sheet), cells=cells) for sheet, cells in json.loads(text)
    ]


def on_sheet(lines: Iterable[DraftLine], sheet: DraftSheet) -> list[DraftLine]:
    """Các dòng của một trang, in their order."""
    return [one for one in lines if one.sheet is sheet]


def draft_of(lines: Sequence[DraftLine]) -> CovenantDraft:
    """Bản thảo của các dòng này; each cell knows where it stands, as one of a workbook does."""
    settings, criteria, ranking = [], [], []
    for sheet in DraftSheet:
        for number, line in enumerate(on_sheet(lines, sheet), 1):
            at = {name: place(sheet, number, name) for name in CELL_WORDS[sheet]}
            row = _row(line, at)
            if isinstance(row, SettingRow):
                settings.append(row)
            elif isinstance(row, CriterionRow):
                criteria.append(row)
            else:
                ranking.append(row)
    return CovenantDraft(tuple(settings), tuple(criteria), tuple(ranking))


def place(sheet: DraftSheet, number: int, name: str) -> str:
    """Chỗ của một ô: which line of which sheet, and the column."""
    return f"{SHEET_WORDS[sheet]}, dòng {number}, cột {CELL_WORDS[sheet][name]}"


def _row(line: DraftLine, at: Mapping[str, str]) -> SettingRow | CriterionRow | RankingRow:
    where = {CELL_WORDS[line.sheet][name]: text for name, text in at.items()}
    if line.sheet is DraftSheet.SETTING:
        name = line.cell("name")
        number = folded(name) in _NUMBERS
        written: Written = line.cell("value")
        if number:
            written = _number(line.cell("value"))
        return SettingRow(name, written, at.get("value", ""))
    if line.sheet is DraftSheet.RANKING:
        kind, order, content, value = (line.cell(one) for one in CELL_WORDS[line.sheet])
        return RankingRow(kind, order, content, value, where)
    rest = {name: line.cell(name) for name in CELL_WORDS[line.sheet] if name != "max_points"}
    most = line.cell("max_points")
    return CriterionRow(**rest, max_points=_number(most) if most else None, at=where)


def _number(text: str) -> Written:
    """Số, where the text is nothing else; anything more stays as it is, to be told of."""
    found = parse_number(text) if _BARE.fullmatch(text) else None
    return text if found is None else found
