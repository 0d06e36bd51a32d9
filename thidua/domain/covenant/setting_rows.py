"""Trang Giao ước: what the covenant says of itself, each setting looked up by its name."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.covenant import Combining, NotAssigned, ScoreAndVote
from thidua.domain.covenant.draft import SettingRow
from thidua.domain.covenant.written_points import read_points
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import Rounding, parse_number
from thidua.domain.ground.text import Written, clean, folded
from thidua.domain.period.part import WHOLE_YEAR, PartUnread, YearPart, read_parts
from thidua.domain.rules.once import ONCE_WORDS, Once, read_once

ROUNDING_WORDS = {
    "Nửa lên": Rounding.HALF_UP,
    "Nửa về chẵn": Rounding.HALF_EVEN,
    "Cắt bỏ": Rounding.CUT,
}
COMBINING_WORDS = {
    "Trung bình": Combining.MEAN,
    "Trung vị": Combining.MEDIAN,
    "Trung bình bỏ cao nhất và thấp nhất": Combining.TRIMMED_MEAN,
    "Khối trưởng quyết định": Combining.CHAIR,
}
COMBINING_ONCE = {"Trưởng khối quyết định": Combining.CHAIR}
"""Từ của các sổ đã phát, still read."""
NOT_ASSIGNED_WORDS = {
    "Bỏ khỏi thang, xếp hạng theo tỷ lệ": NotAssigned.RATIO,
    "Tính đủ điểm": NotAssigned.FULL,
    "Tính 0 điểm": NotAssigned.NOTHING,
}
SCORE_AND_VOTE_WORDS = {
    "Điểm rồi phiếu": ScoreAndVote.SCORE_THEN_VOTE,
    "Phiếu xếp hạng": ScoreAndVote.VOTE_RANKS,
}
BLOCK, YEAR, TITLE, FULL_MARKS = "Khối", "Năm", "Tên giao ước", "Thang điểm"
PERIOD, FROM_DAY, TO_DAY = "Kỳ", "Từ ngày", "Đến ngày"
PLACES, ROUNDING = "Số chữ số thập phân", "Cách làm tròn"
COMBINING, NOT_ASSIGNED = "Cách tổng hợp điểm chấm chéo", "Điểm không giao"
SCORE_AND_VOTE, ONCE, CLAUSE = "Điểm và phiếu", "Không tính trùng", "Căn cứ"
SETTING_NAMES = (
    BLOCK, YEAR, PERIOD, FROM_DAY, TO_DAY, TITLE, FULL_MARKS, PLACES, ROUNDING, COMBINING,
    NOT_ASSIGNED, SCORE_AND_VOTE, ONCE, CLAUSE,
)  # fmt: skip

_DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d")
_FIGURE = re.compile(r"[\d.,'’]+")
"""Số đứng một mình: «2%» is no number of decimals and «2026 điểm» no year."""
_Word = TypeVar("_Word", bound=StrEnum)


class Settings:
    """Trang Giao ước, looked up by name."""

    def __init__(self, rows: tuple[SettingRow, ...], findings: Findings) -> None:
        self._rows: dict[str, SettingRow] = {}
        self._asked: set[str] = set()
        self._findings = findings
        for row in rows:
            if folded(row.name) in self._rows:
                message = f"mục «{row.name}» ghi nhiều lần; chỉ dòng sau cùng được dùng"
                findings.warning("repeated", message, row.at)
            self._rows[folded(row.name)] = row

    def _row(self, name: str) -> SettingRow | None:
        self._asked.add(folded(name))
        return self._rows.get(folded(name))

    def text(self, name: str) -> str:
        row = self._row(name)
        return "" if row is None or row.value is None else clean(_as_text(row.value))

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            message = f"thiếu mục «{name}»; ghi ở cột thứ hai, cạnh chữ «{name}»"
            self._findings.error("missing_setting", message, self._place(name))
        return value

    def _place(self, name: str) -> str:
        row = self._rows.get(folded(name))
        return row.at if row is not None and row.at else f"Trang {words.SETTINGS_SHEET}"

    def number(self, name: str) -> Decimal | None:
        row = self._row(name)
        if row is None:
            return None
        return read_points(row.value, self._place(name), self._findings)

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int | None:
        row = self._row(name)
        if row is None or row.value is None or row.value == "":
            if default is None:
                self.required(name)
            return default
        value = row.value if isinstance(row.value, Decimal) else None
        if isinstance(row.value, str) and _FIGURE.fullmatch(clean(row.value)):
            value = parse_number(row.value)
        if value is None or value != int(value) or not least <= value <= most:
            message = f"«{name}» phải là số nguyên từ {least} đến {most}"
            self._findings.error("not_whole", message, self._place(name))
            return default
        return int(value)

    def day(self, name: str) -> date | None:
        written = self.text(name)
        if not written:
            return None
        for form in _DAY_FORMS:
            with suppress(ValueError):
                return datetime.strptime(written, form).date()  # noqa: DTZ007 (a day has no zone)
        message = f"«{written}» ở mục «{name}» phải là ngày, ví dụ 01/05/2026"
        self._findings.error("not_a_day", message, self._place(name))
        return None

    def parts(self, year: int) -> tuple[YearPart, ...]:
        before, written = len(self._findings), self.text(PERIOD)
        begins, ends = self.day(FROM_DAY), self.day(TO_DAY)
        if not year or len(self._findings) > before:
            return (WHOLE_YEAR,)
        try:
            return read_parts(written, year, begins, ends)
        except PartUnread as fault:
            self._findings.error("period", str(fault), self._place(PERIOD))
            return (WHOLE_YEAR,)

    def word(
        self,
        name: str,
        known: Mapping[str, _Word],
        default: _Word,
        once: Mapping[str, _Word] = MappingProxyType({}),
    ) -> _Word:
        """Từ trong danh sách; those of `once` are read and no longer offered."""
        value = self.text(name)
        if not value:
            return default
        meanings = {folded(word): meaning for word, meaning in {**known, **once}.items()}
        found = meanings.get(folded(value))
        if found is None:
            listed = ", ".join(f"«{word}»" for word in known)
            message = f"không hiểu «{value}» ở mục «{name}»; chọn một trong {listed}"
            self._findings.error("unknown_word", message, self._place(name))
            return default
        return found

    def once(self) -> frozenset[Once]:
        """Không tính trùng, several joined by «;» or a comma."""
        found = set()
        for part in re.split(r" ?[;,] ?", self.text(ONCE)):
            read = read_once(part) if part else None
            if part and read is None:
                listed = ", ".join(f"«{word}»" for word in ONCE_WORDS.values())
                message = f"không hiểu «{part}» ở mục «{ONCE}»; ghi {listed}"
                self._findings.error("unknown_word", message, self._place(ONCE))
            found |= set() if read is None else {read}
        return frozenset(found)

    def others(self) -> tuple[tuple[str, str], ...]:
        left = [row for key, row in self._rows.items() if key not in self._asked and key]
        known = ", ".join(f"«{name}»" for name in SETTING_NAMES)
        for row in left:
            message = (
                f"mục «{row.name}» chỉ được giữ lại để xem, phần mềm không dùng đến; các mục dùng "
                f"được là {known}"
            )
            self._findings.warning("unused_setting", message, row.at)
        return tuple((row.name, _as_text(row.value)) for row in left)


def _as_text(value: Written) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value or ""
