"""Bảng trong tệp luật: one TOML table read key by key; what nobody asked for is a fault."""

import calendar
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from thidua.domain.dossier.facts import RECIPIENT_WORDS, Recipient
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import clean, clean_lines, folded
from thidua.domain.vote.vote import parse_share

_T = TypeVar("_T")
TOO_DEEP = "các điều kiện lồng nhau quá sâu"
_READINGS = "readings"
_STRETCH = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


class LawFault(ValueError):
    """Lỗi trong tệp luật; the message says what is wrong, `place` where."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class BareFloat:
    """Số thập phân viết trần: refused wherever it stands."""

    written: str


def parse_toml(text: str, place: str) -> dict[str, object]:
    """Đọc tệp TOML; decimals written bare are kept as such, to be refused with their table."""
    try:
        return tomllib.loads(text, parse_float=BareFloat)
    except tomllib.TOMLDecodeError as fault:
        where = _WHERE.search(str(fault))
        at = f" ở dòng {where[1]}, cột {where[2]}" if where else " ở cuối tệp"
        raise LawFault(f"không đọc được tệp{at}: sai cách viết TOML", place) from fault
    except RecursionError as fault:
        raise LawFault(TOO_DEEP, place) from fault


class Table:
    """Một bảng: typed getters that raise `LawFault`, and `finish` against unknown keys."""

    def __init__(self, raw: Mapping[str, object], place: str) -> None:
        self._raw = raw
        self._asked: set[str] = set()
        self.place = place
        for key, value in raw.items():
            if isinstance(value, BareFloat):
                raise self.fault(
                    f"«{key}» viết số {value.written} trần; hãy đặt trong ngoặc kép, ví dụ "
                    f'"{value.written}"'
                )

    def fault(self, message: str) -> LawFault:
        """Lỗi ở bảng này."""
        return LawFault(message, self.place)

    def has(self, key: str) -> bool:
        """Có khóa này không."""
        self._asked.add(key)
        return key in self._raw

    def _take(self, key: str, wanted: type[_T], form: str) -> _T | None:
        self._asked.add(key)
        value = self._raw.get(key)
        if value is None:
            return None
        is_other = isinstance(value, bool) and wanted is not bool
        if not isinstance(value, wanted) or is_other or isinstance(value, datetime):
            raise self.fault(f"«{key}» phải là {form}")
        return value

    def _needed(self, key: str, value: _T | None) -> _T:
        if value is None:
            raise self.fault(f"thiếu khóa «{key}»")
        return value

    def text(self, key: str) -> str:
        """Chữ bắt buộc, not empty."""
        found = self._needed(key, self._take(key, str, 'chữ trong ngoặc kép, ví dụ "..."'))
        if not clean(found):
            raise self.fault(f"«{key}» không được để trống")
        return clean(found)

    def maybe_text(self, key: str) -> str:
        """Chữ không bắt buộc."""
        return clean(self._take(key, str, 'chữ trong ngoặc kép, ví dụ "..."') or "")

    def lines(self, key: str) -> str:
        """Chữ nhiều dòng không bắt buộc, exactly as written but for its outer spaces."""
        return clean_lines(self._take(key, str, 'chữ trong ngoặc kép, ví dụ "..."') or "")

    def codes(self) -> tuple[str, ...]:
        """Mọi khóa của bảng này, for one whose keys are codes."""
        return tuple(self._raw)

    def whole(self, key: str, least: int = 0) -> int:
        """Số nguyên bắt buộc."""
        return self._needed(key, self.maybe_whole(key, least))

    def maybe_whole(self, key: str, least: int = 0) -> int | None:
        """Số nguyên không bắt buộc."""
        found = self._take(key, int, "số nguyên, ví dụ 3")
        if found is not None and found < least:
            raise self.fault(f"«{key}» phải từ {least} trở lên")
        return found

    def maybe_number(self, key: str) -> Decimal | None:
        """Số không bắt buộc: whole and bare, or a decimal in quotes so that it stays exact."""
        self._asked.add(key)
        found = self._raw.get(key)
        if found is None or type(found) is int:
            return None if found is None else Decimal(found)
        number = parse_number(found) if isinstance(found, str) else None
        if number is None:
            raise self.fault(f'«{key}» phải là số, ví dụ 10 hoặc "1,2"')
        return number

    def days(self, first: str, last: str) -> tuple[date, date]:
        """Khoảng ngày bắt buộc: each end a day, a whole month «2022-07» or a whole year «2022»."""
        start, end = self._stretch(first)[0], self._stretch(last)[1]
        if end < start:
            raise self.fault(f"«{last}» {end:%d/%m/%Y} trước «{first}» {start:%d/%m/%Y}")
        return start, end

    def _stretch(self, key: str) -> tuple[date, date]:
        """Ngày đầu và ngày cuối của một ngày, một tháng hoặc một năm."""
        self._asked.add(key)
        found = self._needed(key, self._raw.get(key))
        if isinstance(found, date) and not isinstance(found, datetime):
            return found, found
        parts = _STRETCH.fullmatch(found) if isinstance(found, str) else None
        if parts is None:
            raise self.fault(
                f'«{key}» phải là một ngày không ngoặc kép, hoặc "2022-07", hoặc "2022"'
            )
        year, month = int(parts[1]), int(parts[2] or 0)
        if not month:
            return date(year, 1, 1), date(year + 1, 1, 1) - timedelta(days=1)
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])

    def flag(self, key: str, *, default: bool) -> bool:
        """true hoặc false."""
        found = self._take(key, bool, "true hoặc false")
        return default if found is None else found

    def day(self, key: str) -> date | None:
        """Ngày không ngoặc kép."""
        return self._take(key, date, "ngày không ngoặc kép, ví dụ 2024-01-01")

    def needed_day(self, key: str) -> date:
        """Ngày bắt buộc."""
        return self._needed(key, self.day(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Danh sách chữ; an absent key is an empty list."""
        found = self._take(key, list, 'danh sách chữ, ví dụ ["a", "b"]') or []
        if not all(isinstance(text, str) and clean(text) for text in found):
            raise self.fault(f'«{key}» phải là danh sách chữ, ví dụ ["a", "b"]')
        return tuple(clean(text) for text in found)

    def needed_texts(self, key: str) -> tuple[str, ...]:
        """Danh sách chữ có ít nhất một phần tử."""
        return self._needed(key, self.texts(key) or None)

    def wholes(self, key: str) -> tuple[int, ...]:
        """Danh sách số nguyên."""
        found = self._take(key, list, "danh sách số nguyên, ví dụ [2025]") or []
        if not all(type(number) is int for number in found):
            raise self.fault(f"«{key}» phải là danh sách số nguyên, ví dụ [2025]")
        return tuple(found)

    def word(self, key: str, known: Mapping[str, _T], default: _T | None = None) -> _T:
        """Một trong các từ đã biết."""
        text = self.maybe_text(key) if default is not None else self.text(key)
        if not text and default is not None:
            return default
        return self._known(key, text, known)

    def _known(self, key: str, text: str, known: Mapping[str, _T]) -> _T:
        if text in known:
            return known[text]
        found = {folded(word): meaning for word, meaning in known.items()}
        if folded(text) not in found:
            listed = ", ".join(f"«{word}»" for word in known)
            raise self.fault(f"không hiểu «{text}» ở «{key}»; chọn một trong: {listed}")
        return found[folded(text)]

    def words(self, key: str, known: Mapping[str, _T]) -> list[_T]:
        """Danh sách các từ đã biết; an absent key is an empty list."""
        return [self._known(key, text, known) for text in self.texts(key)]

    def holds_texts(self, key: str) -> bool:
        """Danh sách này là chữ, not tables."""
        found = self._raw.get(key)
        return isinstance(found, list) and any(isinstance(one, str) for one in found)

    def recipients(self, key: str = "for") -> frozenset[Recipient]:
        """Tập thể, cá nhân; an absent key is the empty set."""
        known = {word: recipient for recipient, word in RECIPIENT_WORDS.items()}
        return frozenset(self._known(key, text, known) for text in self.texts(key))

    def needed_recipients(self, key: str = "for") -> frozenset[Recipient]:
        """Đối tượng bắt buộc."""
        return self._needed(key, self.recipients(key) or None)

    def share(self, key: str) -> Fraction:
        """Tỷ lệ: «70%» hoặc «2/3», in quotes so that it stays exact."""
        text = self.text(key)
        share = parse_share(text)
        if share is None:
            raise self.fault(f'«{key}» phải là tỷ lệ như "70%" hoặc "2/3", không phải «{text}»')
        return share

    def table(self, key: str) -> "Table":
        """Bảng con bắt buộc."""
        raw = self._needed(key, self._take(key, dict, "một bảng { ... }"))
        return Table(raw, f"{self.place} › {key}")

    def maybe_table(self, key: str) -> "Table | None":
        """Bảng con không bắt buộc."""
        return self.table(key) if self.has(key) else None

    def tables(self, key: str) -> list["Table"]:
        """Danh sách bảng con."""
        return [
            Table(raw, f"{self.place} › {key} thứ {number}")
            for number, raw in enumerate(self.raw_tables(key), start=1)
        ]

    def raw_tables(self, key: str) -> list[dict[str, object]]:
        """Danh sách bảng con chưa đọc."""
        found = self._take(key, list, f"danh sách bảng [[{key}]]") or []
        if not all(isinstance(raw, dict) for raw in found):
            raise self.fault(f"«{key}» phải là danh sách bảng [[{key}]]")
        return found

    def alternatives(self) -> list[tuple["Table", "Table"]]:
        """Các cách hiểu: what each is called, and this table with the keys it replaces."""
        plain = {key: value for key, value in self._raw.items() if key != _READINGS}
        found = []
        for number, raw in enumerate(self.raw_tables(_READINGS), start=1):
            place = f"{self.place} › {_READINGS} thứ {number}"
            own = {key: value for key, value in raw.items() if key in ("code", "text")}
            other = {key: value for key, value in raw.items() if key not in own}
            if not other:
                raise LawFault("cách hiểu không thay khóa nào", place)
            found.append((Table(own, place), Table(plain | other, place)))
        return found

    def finish(self) -> None:
        """Không còn khóa lạ."""
        unknown = sorted(self._raw.keys() - self._asked)
        if unknown:
            listed = ", ".join(f"«{key}»" for key in unknown)
            known = ", ".join(sorted(self._asked))
            raise self.fault(f"không biết khóa {listed}; các khóa dùng được: {known}")
