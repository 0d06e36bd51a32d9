"""Ô từ tệp khác loại: the same cells and the same sentences as a workbook of Excel gives."""

from collections.abc import Iterable
from datetime import datetime, time
from decimal import Context, Decimal

from openpyxl.utils import get_column_letter

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import TOO_LONG, is_bearable
from thidua.domain.ground.text import Written, clean_lines
from thidua.files.cells import (
    MAX_COLUMNS,
    MAX_MARKS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_TEXT,
    Cell,
    Merge,
    Sheet,
)

_FIFTEEN = Context(prec=15)


def damaged(shown: str, program: str = "Excel") -> Refused:
    """Tệp hỏng: the sentence for a file whose parts do not fit together."""
    return Refused(f"Tệp «{shown}» bị hỏng, không đọc được; hãy mở bằng {program} và lưu lại")


def too_many(shown: str) -> Refused:
    """Tệp có quá nhiều thứ to be read in bearable time."""
    return Refused(f"Tệp «{shown}» có quá nhiều ô, kiểu hoặc tên; hãy chia nhỏ")


def linked(shown: str) -> Refused:
    """Tệp lấy số ở tệp khác."""
    return Refused(f"Tệp «{shown}» có liên kết tới tệp khác; hãy dán giá trị rồi lưu lại")


def locked(shown: str) -> Refused:
    """Tệp có mật khẩu."""
    return Refused(f"Tệp «{shown}» có mật khẩu; hãy bỏ mật khẩu rồi lưu lại")


def long_merges(shown: str, rows: int) -> Refused:
    """Ô gộp quá dài."""
    return Refused(f"Tệp «{shown}» có các ô gộp dài {rows} dòng; hãy bỏ gộp ô")


def many_sheets(shown: str) -> Refused:
    """Quá nhiều trang."""
    return Refused(f"Tệp «{shown}» có hơn {MAX_SHEETS} trang; hãy chia nhỏ")


def address(row: int, column: int) -> str:
    """Địa chỉ ô, «F7»."""
    return f"{get_column_letter(column)}{row}"


def formula_cell(place: str, computed: Written = None) -> Cell:
    """Ô công thức, with the result the file keeps beside it."""
    fault = "chứa công thức; hãy chép rồi dán giá trị"
    return Cell(None, place, fault, is_formula=True, computed=computed)


def error_cell(place: str, shown: str) -> Cell:
    """Ô báo lỗi."""
    return Cell(None, place, f"đang báo lỗi {shown}; hãy sửa lại số")


def truth_cell(place: str, said: bool) -> Cell:
    """Ô đúng sai."""
    return Cell("Đúng" if said else "Sai", place)


def number_cell(place: str, value: Decimal, *, percent: bool = False) -> Cell:
    """Ô số, as Excel shows it: fifteen digits, per cent where the cell is so formatted."""
    number = value
    if len(value.as_tuple().digits) > _FIFTEEN.prec:
        number = _FIFTEEN.plus(value)
    number = number * 100 if percent else number
    if not is_bearable(number):
        return Cell(None, place, TOO_LONG.format(str(value)[:40]))
    return Cell(number, place)


def day_cell(place: str, moment: datetime | time) -> Cell:
    """Ô ngày hay giờ, as lists write them."""
    return Cell(f"{moment:%d/%m/%Y}" if isinstance(moment, datetime) else f"{moment}", place)


def text_cell(place: str, written: str) -> Cell:
    """Ô chữ; an empty one where nothing can be seen in it."""
    text = clean_lines(written)
    if len(text) > MAX_TEXT:
        return Cell(None, place, f"dài hơn {MAX_TEXT} ký tự; hãy rút gọn")
    return Cell(text or None, place)


class SheetMaker:
    """Người dựng các trang: puts cells where they stand and refuses what goes beyond the limits."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._merged = self._cells = 0
        self.sheets: dict[str, Sheet] = {}
        self._rows: dict[int, dict[int, Cell]] = {}
        self.title = ""

    def begin(self, title: str) -> None:
        """Bắt đầu một trang."""
        if title in self.sheets:
            raise damaged(self._shown)
        if len(self.sheets) == MAX_SHEETS:
            raise many_sheets(self._shown)
        self.title, self._rows = title, {}

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Ghi một ô; what is empty or stands far to the right is passed over, as in a workbook."""
        if cell.is_empty or column > MAX_COLUMNS:
            return
        if row not in self._rows and len(self._rows) == MAX_ROWS:
            raise Refused(f"Trang «{self.title}» của tệp «{self._shown}» có hơn {MAX_ROWS} dòng")
        self._cells += 1
        if self._cells > MAX_MARKS:
            raise too_many(self._shown)
        self._rows.setdefault(row, {})[column] = cell

    def finish(self, merges: Iterable[Merge] = (), *, hidden: bool = False) -> None:
        """Xong một trang."""
        areas = tuple(merges)
        self._merged += sum(one.bottom - one.top + 1 for one in areas)
        if self._merged > MAX_MERGED:
            raise long_merges(self._shown, self._merged)
        self.sheets[self.title] = Sheet(self.title, self._rows, areas, hidden)
