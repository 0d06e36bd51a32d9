"""Bảng rộng để thử: a covenant with every way of scoring, three units, and sheets of lists."""

from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.period.period import Member
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import Grid, Span, Square
from thidua.domain.scoring.wide.meaning import Answers
from thidua.domain.scoring.wide.reading import Reader

DRAFT = CovenantDraft(
    (SettingRow("Khối", "K1"), SettingRow("Năm", "2026"), SettingRow("Tên giao ước", "Giao ước")),
    (
        CriterionRow("I", "Nhiệm vụ chính trị", Decimal(60)),
        CriterionRow("I.1", "Tham mưu đúng hạn", Decimal(30), "Chấm mức"),
        CriterionRow("I.2", "Hồ sơ đúng hạn", Decimal(20), "Theo bậc", ">=90: 20; >=0: 10"),
        CriterionRow("I.3", "Chỉ tiêu kế hoạch", Decimal(10), "Tỷ lệ hoàn thành"),
        CriterionRow("II", "Xây dựng tổ chức", Decimal(40)),
        CriterionRow("II.1", "Họp giao ban", Decimal(20), "Đạt/không"),
        CriterionRow("II.2", "Tổ chức đảng", Decimal(10), "Chọn mức", "Xuất sắc: 10; Tốt: 8"),
        CriterionRow("II.3", "Phong trào", Decimal(10), "Tổng các ý", "Văn nghệ: 4; Thể thao: 6"),
        CriterionRow("III", "Điểm trừ", Decimal(10), sign="Trừ"),
        CriterionRow("III.1", "Báo cáo chậm", Decimal(5), "Theo lượt", "mỗi lượt 1", sign="Trừ"),
        CriterionRow("III.2", "Vi phạm khác", Decimal(5), "Chấm mức", sign="Trừ"),
    ),
)
COVENANT, _ = read_covenant(DRAFT)
MEMBERS = [
    Member("DT", "Phòng Đấu thầu", "Đấu thầu"),
    Member("KT", "Phòng Kinh tế ngành", "KT ngành"),
    Member("VP", "Văn phòng Sở", "VP"),
]
OF_POINTS, _ = read_covenant(
    CovenantDraft(
        DRAFT.settings,
        (
            CriterionRow("I", "Nhiệm vụ chính trị", Decimal(60)),
            CriterionRow("I.1", "Tham mưu đúng hạn", Decimal(40), "Chấm mức"),
            CriterionRow("I.2", "Chế độ báo cáo", Decimal(20), "Chấm mức"),
            CriterionRow("II", "Xây dựng tổ chức", Decimal(40)),
            CriterionRow("II.1", "Họp giao ban", Decimal(30), "Chấm mức"),
            CriterionRow("II.2", "Chế độ báo cáo", Decimal(10), "Chấm mức"),
        ),
    )
)


def sheet(rows, merges=(), title="Sheet1", computed=(), **more):
    """Trang từ các dòng: None is an empty cell, `merges` are areas such as «A1:C1»."""
    squares = {}
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None and value != "":
                address = f"{get_column_letter(column)}{number}"
                made = Decimal(str(value)) if isinstance(value, int | float) else value
                square = Square(made, address, is_computed=address in computed)
                squares.setdefault(number, {})[column] = square
    spans = [range_boundaries(one) for one in merges]
    return Grid(
        title=title,
        rows=squares,
        spans=tuple(Span(top, left, bottom, right) for left, top, right, bottom in spans),
        **more,
    )


def reader(covenant=COVENANT, hand=Hand.SELF, answers=None, recalled=None, allowed=None):
    """Người đọc các trang của khối này."""
    return Reader(
        covenant=covenant,
        members=MEMBERS,
        hand=hand,
        answers=Answers(answers or {}, recalled or {}),
        allowed=allowed,
    )


def read(grid, *given, **named):
    """Đọc trang này; every filled square must have a kind whatever else comes out."""
    found = reader(*given, **named).read(grid)
    assert {one.address for one in grid.squares()} == set(found.kinds)
    return found


def inputs(found):
    """Các dòng đọc được, by unit and criterion: only the inputs that are given."""
    read_rows = {}
    for one in found.rows:
        row = one.row
        given = {
            "target": row.target,
            "actual": row.actual,
            "count": row.count,
            "choice": row.choice,
            "points": row.points,
            "kind": row.kind,
            "explanation": row.explanation,
        }
        said = {name: value for name, value in given.items() if value not in (None, "")}
        read_rows.setdefault((one.unit, one.criterion), []).append(said)
    return read_rows


def points(found):
    """Điểm đọc được, by unit and criterion, where points are all that a row gives."""
    return {place: row["points"] for place, (row,) in inputs(found).items()}


def said(found):
    """Phát hiện bằng chữ, but for what of the covenant and the block a part of a table lacks."""
    return [str(one) for one in found.findings if one.code not in LACKING]


LACKING = ("wide_missing", "wide_absent")


def lacking(found):
    """Tiêu chí, đơn vị mà bảng không có."""
    return [str(one) for one in found.findings if one.code in LACKING]
