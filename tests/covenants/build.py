"""Sổ giao ước mẫu: writes every sample covenant workbook from the plain tables beside this file.

`python tests/covenants/build.py` writes the complete tables to data/covenants and the fragments
to tests/covenants. The same tables give the same bytes: cell content, properties and the times
inside the zip are all fixed. Each module in tables/ lists WORKBOOKS; a row names its columns by
the keys of CRITERIA_COLUMNS, a ranking row is (loại, thứ tự, nội dung, giá trị, căn cứ).
"""

import re
import runpy
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
TABLES = Path(__file__).resolve().parent / "tables"
GUIDE = ROOT / "thidua" / "files" / "covenant_guide.py"

BUILT_AT = b"2026-01-01T00:00:00Z"
ZIP_TIME = (2026, 1, 1, 0, 0, 0)

CRITERIA_COLUMNS = {
    "code": ("Mã", 10),
    "text": ("Nội dung", 46),
    "max": ("Điểm tối đa", 10),
    "rule": ("Cách chấm", 15),
    "params": ("Tham số", 42),
    "sign": ("Dấu", 9),
    "evidence": ("Minh chứng", 18),
    "gate": ("Điều kiện chặn", 30),
    "source": ("Căn cứ", 38),
    "note": ("Ghi chú", 48),
}
SETTINGS_COLUMNS = (("Mục", 36), ("Giá trị", 90))
RANKING_COLUMNS = (("Loại", 18), ("Thứ tự", 9), ("Nội dung", 52), ("Giá trị", 40), ("Căn cứ", 70))

RULES = (
    "Chấm mức",
    "Đạt/không",
    "Chọn mức",
    "Theo bậc",
    "Tỷ lệ hoàn thành",
    "So với dẫn đầu",
    "Theo lượt",
    "Trừ dần",
    "Tổng các ý",
)
SIGNS = ("+", "-", "thưởng")
EVIDENCE = ("Luôn", "Khi trên 0 điểm", "Khi khác điểm tính", "Không", "Cần xác nhận ngoài")
RANKING_KINDS = ("Tiêu chí phụ", "Xếp loại", "Trần xếp loại", "Không xét", "Khen thưởng")
ROUNDINGS = ("Nửa lên", "Nửa về chẵn", "Cắt bỏ")
COMBINATIONS = (
    "Trung bình",
    "Trung vị",
    "Trung bình bỏ cao nhất và thấp nhất",
    "Khối trưởng quyết định",
)
NOT_ASSIGNED = "Điểm không giao"  # its words contain commas, so its list lives on the guide
VOTES = ("Điểm rồi phiếu", "Phiếu xếp hạng")
CHOICES = {
    "Cách làm tròn": ROUNDINGS,
    "Cách tổng hợp điểm chấm chéo": COMBINATIONS,
    "Điểm và phiếu": VOTES,
}

FAMILY = "Times New Roman"
BODY = Font(name=FAMILY, size=12)
BOLD = Font(name=FAMILY, size=12, bold=True)
HEADER = Font(name=FAMILY, size=12, bold=True, color="FFFFFF")
TITLE = Font(name=FAMILY, size=16, bold=True, color="8A1C1C")
HEADER_FILL = PatternFill("solid", start_color="8A1C1C")
GROUP_FILLS = {
    "+": PatternFill("solid", start_color="F6E7D8"),
    "thưởng": PatternFill("solid", start_color="E3EFDD"),
    "-": PatternFill("solid", start_color="E4E4EC"),
}
LINE = Side(style="thin", color="B7A99A")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WRAPPED = Alignment(vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write_covenant(
    path: Path,
    settings: Mapping[str, str | int],
    criteria: Iterable[Mapping[str, str]],
    ranking: Iterable[Sequence[str | int]],
    about: Sequence[str] = (),
) -> None:
    """Sổ giao ước: one workbook in the covenant format; `about` lines put a guide sheet first."""
    book = Workbook()
    book.remove(book.active)
    lists = _write_guide(book.create_sheet("Hướng dẫn"), about) if about else {}
    _write_settings(book.create_sheet("Giao ước"), settings, lists)
    _write_criteria(book.create_sheet("Tiêu chí"), criteria)
    _write_ranking(book.create_sheet("Xếp hạng"), ranking)
    book.properties.creator = "thidua"
    book.properties.title = str(settings.get("Tên giao ước", ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_fixed_bytes(book))


def workbooks() -> dict[str, dict[str, object]]:
    """Các sổ: every workbook of every table, by its path from the root of the project."""
    return {
        workbook["file"]: workbook
        for table in sorted(TABLES.glob("*.py"))
        for workbook in runpy.run_path(str(table))["WORKBOOKS"]
    }


def build(root: Path = ROOT) -> list[Path]:
    """Dựng lại: writes all workbooks under this root and says which."""
    written = []
    for file, workbook in sorted(workbooks().items()):
        path = root / file
        write_covenant(
            path,
            workbook["settings"],
            [_with_source(row, workbook) for row in workbook["criteria"]],
            workbook["ranking"],
            workbook["about"],
        )
        written.append(path)
    return written


def _with_source(row: Mapping[str, str], workbook: Mapping[str, object]) -> dict[str, str]:
    """Căn cứ: a row without its own cites the document and the code it has there."""
    default = f"{workbook['source']}, mục {row['code']} ({workbook['checked']})"
    return {"source": default, **row}


def _write_guide(sheet: Worksheet, about: Sequence[str]) -> dict[str, str]:
    """Trang Hướng dẫn; returns the cell ranges that drop-down lists of other sheets may use."""
    lists: dict[str, str] = {}
    for column, width in zip("ABC", (34, 62, 78), strict=True):
        sheet.column_dimensions[column].width = width
    _put(sheet["A1"], "Hướng dẫn đọc và sửa sổ giao ước", TITLE, Alignment(vertical="center"))
    sheet.row_dimensions[1].height = 30
    row = 3
    for line in about:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        _put(sheet.cell(row, 1), line, BODY, WRAPPED)
        sheet.row_dimensions[row].height = 17 * (1 + len(line) // 150)
        row += 1
    for heading, header, lines in runpy.run_path(str(GUIDE))["SECTIONS"]:
        row += 1
        _put(sheet.cell(row, 1), heading, BOLD, WRAPPED)
        row += 1
        _header(sheet, row, header)
        for line in lines:
            row += 1
            for column, text in enumerate(line, start=1):
                _put(sheet.cell(row, column), text, BODY, WRAPPED, BOX)
            if line[0] == NOT_ASSIGNED:
                lists[NOT_ASSIGNED] = f"'Hướng dẫn'!$B${row}:$B${row + 2}"
        row += 1
    _page(sheet, None)
    return lists


def _write_settings(
    sheet: Worksheet, settings: Mapping[str, str | int], lists: Mapping[str, str]
) -> None:
    """Trang Giao ước: one row for each setting."""
    _columns(sheet, SETTINGS_COLUMNS)
    for row, (name, value) in enumerate(settings.items(), start=2):
        _put(sheet.cell(row, 1), name, BOLD, WRAPPED, BOX)
        left = Alignment(horizontal="left", vertical="top", wrap_text=True)
        _put(sheet.cell(row, 2), value, BODY, left, BOX)
        if name in CHOICES:
            _drop_down(sheet, f"B{row}", _inline(CHOICES[name]))
        elif name in lists:
            _drop_down(sheet, f"B{row}", lists[name])
    _page(sheet, "A2")


def _write_criteria(sheet: Worksheet, criteria: Iterable[Mapping[str, str]]) -> None:
    """Trang Tiêu chí: groups are bold and tinted, their sign also stands in its column."""
    _columns(sheet, tuple(CRITERIA_COLUMNS.values()))
    fill = GROUP_FILLS["+"]
    lines = list(criteria)
    for row, line in enumerate(lines, start=2):
        is_group = not line.get("rule")
        fill = GROUP_FILLS.get(line.get("sign", ""), fill)
        for column, key in enumerate(CRITERIA_COLUMNS, start=1):
            value: str | Decimal = line.get(key, "")
            if key == "max" and value:
                value = Decimal(value)
            layout = CENTRED if key in ("max", "rule", "sign", "evidence") else WRAPPED
            cell = _put(sheet.cell(row, column), value, BOLD if is_group else BODY, layout, BOX)
            if is_group:
                cell.fill = fill
            if key != "max":
                cell.number_format = "@"
    last = len(lines) + 1
    _drop_down(sheet, f"D2:D{last}", _inline(RULES))
    _drop_down(sheet, f"F2:F{last}", _inline(SIGNS))
    _drop_down(sheet, f"G2:G{last}", _inline(EVIDENCE))
    _page(sheet, "C2")


def _write_ranking(sheet: Worksheet, ranking: Iterable[Sequence[str | int]]) -> None:
    """Trang Xếp hạng: tie-breakers, bands, exclusions and awards."""
    _columns(sheet, RANKING_COLUMNS)
    lines = list(ranking)
    for row, line in enumerate(lines, start=2):
        for column, value in enumerate(line, start=1):
            layout = CENTRED if column == 2 else WRAPPED
            cell = _put(sheet.cell(row, column), value, BODY, layout, BOX)
            if isinstance(value, str):
                cell.number_format = "@"
    _drop_down(sheet, f"A2:A{max(2, len(lines) + 1)}", _inline(RANKING_KINDS))
    _page(sheet, "A2")


def _put(
    cell: Cell,
    value: str | int | Decimal,
    font: Font,
    alignment: Alignment,
    border: Border | None = None,
) -> Cell:
    """Ghi ô: text stays text, also when it begins like a formula."""
    cell.font, cell.alignment = font, alignment
    if border:
        cell.border = border
    if value != "":
        cell.value = value
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@"
    return cell


def _columns(sheet: Worksheet, columns: Sequence[tuple[str, int]]) -> None:
    _header(sheet, 1, [name for name, _ in columns])
    sheet.row_dimensions[1].height = 34
    for index, (_, width) in enumerate(columns):
        sheet.column_dimensions["ABCDEFGHIJ"[index]].width = width


def _header(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names, start=1):
        _put(sheet.cell(row, column), name, HEADER, MIDDLE, BOX).fill = HEADER_FILL


def _inline(words: Sequence[str]) -> str:
    return '"' + ",".join(words) + '"'


def _drop_down(sheet: Worksheet, cells: str, formula: str) -> None:
    """Ô chọn: offers the words; others only warn, since some carry a number of their own."""
    offer = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning")
    offer.showErrorMessage = True
    offer.errorTitle, offer.error = "Từ ngoài danh sách", "Hãy xem trang Hướng dẫn. Vẫn giữ từ này?"
    sheet.add_data_validation(offer)
    offer.add(cells)


def _page(sheet: Worksheet, frozen: str | None) -> None:
    """Trang in: landscape A4, as wide as the sheet, its header on every page."""
    sheet.freeze_panes = frozen
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if frozen:
        sheet.print_title_rows = "1:1"


def _fixed_bytes(book: Workbook) -> bytes:
    """Nội dung tệp: what openpyxl writes, with every moment of writing replaced by a fixed one."""
    saved, fixed = BytesIO(), BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", BUILT_AT, content)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 3  # the same on every operating system
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return fixed.getvalue()


if __name__ == "__main__":
    build()
