"""Dòng của tệp điểm: whose unit and criterion each names, and what became of every one of them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from thidua.domain.ground import row_account as reasons
from thidua.domain.ground.codes import LOST_ZERO
from thidua.domain.ground.finding import Finding, error, warning
from thidua.domain.ground.heading import Heading
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.ground.row_account import SkippedRow
from thidua.domain.ground.titles import of_hand
from thidua.domain.rules import Field
from thidua.domain.scoring.file import TITLES_OF_HAND, ScoreRow
from thidua.domain.scoring.sheet import HAND_WORDS, Hand

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)


def of_another_hand(hand: Hand, rows: Iterable[ScoreRow]) -> list[Finding]:
    """Cột điểm của bên khác: points that say whose they are go to nobody else's sheet."""
    headings = dict.fromkeys(row.heading for row in rows if row.heading is not None)
    return [found for one in headings if (found := _of_another(hand, one)) is not None]


def _of_another(hand: Hand, heading: Heading) -> Finding | None:
    written = heading.written(Field.POINTS.value)
    if written is None or not of_hand(written[0], TITLES_OF_HAND[hand]):
        return None
    title, address = written
    message = (
        f"cột «{title}» không phải điểm «{HAND_WORDS[hand]}» đang nhập; hãy chọn đúng bên chấm, "
        f"hoặc ghi tiêu đề «{Field.POINTS}» nếu đúng là điểm ấy"
    )
    return error("other_hand", message, heading.place(address))


def two_fit(written: str, place: str, codes: Iterable[str]) -> Finding | None:
    """Mã là số mà hai mã cùng hợp: 1,1 may have been 1.10, and nobody can tell."""
    if not _NUMBER.fullmatch(written):
        return None
    value = Decimal(written)
    fitting = [code for code in codes if _NUMBER.fullmatch(code) and Decimal(code) == value]
    if len(fitting) <= 1:
        return None
    names = " và ".join(f"«{code}»" for code in fitting)
    return error("two_codes", f"mã là số nên không rõ là {names}; {LOST_ZERO}", place)


class Blocks:
    """Khối dòng liền nhau: where the rows of one line stand, to tell of a second place."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], ScoreRow] = {}
        self._last: tuple[str, str, str] | None = None

    def told(self, unit: str, code: str, row: ScoreRow) -> list[Finding]:
        """Tiêu chí đã ghi ở chỗ khác: a warning, since a block may have been pasted twice."""
        if row.row.is_blank:
            return []
        first = self._first.setdefault((unit, code), row)
        last, self._last = self._last, (row.sheet, unit, code)
        if first is row or last == self._last:
            return []
        message = (
            f"{code} của {unit} đã ghi ở {first.criterion_place}; các dòng ấy được tính chung, "
            "hãy xem có dán hai lần không"
        )
        return [warning("apart", message, row.criterion_place)]


class RowFates:
    """Số phận các dòng đã đọc: how many would do what, and which say nothing to write."""

    def __init__(self) -> None:
        self.kinds: Counter[ChangeKind] = Counter()
        self.idle: list[SkippedRow] = []

    def became(self, kind: ChangeKind, rows: Sequence[ScoreRow]) -> None:
        """Các dòng này làm một việc như vậy."""
        self.kinds[kind] += len(rows)

    def became_too(self, kind: ChangeKind, count: int) -> None:
        """Ngần ấy dòng kê từng lượt đi cùng dòng điểm của chúng."""
        self.kinds[kind] += count

    def pass_by(self, rows: Iterable[ScoreRow], why: str = reasons.NO_INPUT) -> None:
        """Các dòng này không có gì để ghi."""
        self.idle += [
            SkippedRow(row.sheet, row.number, why, row.criterion) for row in rows if row.number
        ]
