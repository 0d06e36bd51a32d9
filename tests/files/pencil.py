"""Cộng lại bằng bút: the total of a unit, worked out from the cells of its tracking sheet alone.

Nothing of the program is used here but the names of sheets and columns.
"""

import re
from fractions import Fraction
from io import BytesIO

from openpyxl import load_workbook

from thidua.files.tracking_out import GIVEN_SHEET, LINES_SHEET, TOTAL, WAITS

SIGNS = ("gốc", "thưởng", "trừ")
NOTHING = ("không giao", "để trống")
"""Bên chấm của dòng không có điểm mà cũng không thiếu điểm."""


def reckoned(content):
    """Tổng điểm cộng lại từ tệp; None where a line has no points yet."""
    book = load_workbook(BytesIO(content))
    facts, rows = _read(book[LINES_SHEET])
    given = {}
    for row in _table(list(book[GIVEN_SHEET].iter_rows(values_only=True))):
        if row["Điểm trước làm tròn"] is not None:
            value = number(row["Điểm trước làm tròn"])
            given.setdefault(row["Mã"], []).append(value)
    lines = {row["Mã"]: row for row in rows if row["Mã"]}
    worth = {}

    def value(code):
        if code not in worth:
            row = lines[code]
            is_line = row["Bản giao ước"] is not None
            worth[code] = _line(facts, row, given.get(code)) if is_line else _sum(row, value)
            if row["Được cộng"] is not None or worth[code] not in (0, None):
                assert worth[code] == number(row["Được cộng"]), code
        return worth[code]

    parts = {row["Nội dung"]: row for row in rows if not row["Mã"]}
    sums = [_sum(parts[f"Điểm {sign}"], value) for sign in SIGNS]
    for sign, found in zip(SIGNS, sums, strict=True):
        assert found == number(parts[f"Điểm {sign}"]["Được cộng"])
    if None in sums:
        return None
    total = max(Fraction(0), sums[0] + sums[1] - sums[2])
    assert total == number(parts[TOTAL]["Được cộng"])
    return total


def work_out_formulas(content):
    """Làm lại từng công thức đã thay số: each comes to the exact points that stand beside it."""
    book = load_workbook(BytesIO(content))
    _, rows = _read(book[LINES_SHEET])
    ways = {row["Mã"]: row["Cách chấm"] for row in rows}
    for row in [*rows, *_table(list(book[GIVEN_SHEET].iter_rows(values_only=True)))]:
        _check(row, ways[row["Mã"]])


def _read(sheet):
    """Đầu phiếu và các dòng."""
    listed = list(sheet.iter_rows(values_only=True))
    header = next(place for place, row in enumerate(listed) if row[0] == "Mã")
    facts = dict(row[0].split(": ", 1) for row in listed[1:header] if row[0])
    return facts, _table(listed[header:])


def _table(rows):
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def number(cell):
    """Số trong ô, exact: a number, «28/3», or digits as they are written here."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str) and "/" not in cell:
        return Fraction(cell.replace(".", "").replace(",", "."))
    return Fraction(str(cell))


def _check(row, how):
    """Công thức đã thay số ra điểm trước làm tròn: the sums worked out, the bands looked up."""
    formula, exact = row["Công thức đã thay số"] or "", number(row["Điểm trước làm tròn"])
    if exact is None:
        return
    chosen = _CHOSEN.search(formula)
    if " = " in formula:
        for step in formula.rpartition(": ")[2].split("; "):
            sides = [_arithmetic(side) for side in step.split(" = ")]
            assert None not in sides, formula
            assert max(abs(one - sides[0]) for one in sides) <= _SHOWN, formula
        assert sides[0] == exact, formula
    elif chosen is not None:
        assert f"{chosen[1]}: {chosen[2]}" in how and number(chosen[2]) == exact, formula
    elif (given := _LEVEL.match(formula)) is not None:
        assert number(given[1]) == exact <= number(given[2]), formula


_SHOWN = Fraction(1, 2_000_000)
"""Chỗ sai nhiều nhất của một kết quả không dứt, which a formula shows to six places."""

_CHOSEN = re.compile(r"«([^»]+)» → ([\d.,]+)$")
_LEVEL = re.compile(r"người chấm cho ([\d.,]+) trên tối đa ([\d.,]+)$")
_LABEL = re.compile(r" \([^()]*[^\W\d_][^()]*\)")
_WORDS = re.compile(r"^[^\d(½−]+| lượt$")
_SUM = re.compile(r"[\d.,()+\-*/ ]+")


def _arithmetic(said):
    """Giá trị của phép tính, its labels left out; None where it is no arithmetic."""
    plain = _WORDS.sub("", _LABEL.sub("", said)).replace("×", "*").replace("−", "-")
    plain = plain.replace("½", "(1/2)").replace(" %", "/100").strip()
    if not _SUM.fullmatch(plain):
        return None
    exact = re.sub(r"[\d.,]+", lambda found: f"Fraction('{number(found[0])}')", plain)
    return eval(exact, {"Fraction": Fraction})


def _sum(row, value):
    """Một nhóm hay một phần: what it adds, up to its ceiling."""
    codes = [code for code in (row["Cộng từ"] or "").split(", ") if code]
    found = [value(code) for code in codes]
    if None in found:
        return None
    ceiling = number(row["Trần"])
    added = sum(found, Fraction(0))
    return added if ceiling is None else min(added, ceiling)


def _line(facts, row, given):
    """Một tiêu chí: made of what reviewers gave or as it stands, rounded, and added or not."""
    exact = number(row["Điểm trước làm tròn"])
    if row["Bên chấm"] == "tổng hợp chấm chéo" and given and exact is not None:
        assert _together(sorted(given), facts["Tổng hợp chấm chéo"]) == exact
    if exact is None:
        assert row["Điểm"] is None
        return Fraction(0) if row["Bên chấm"] in NOTHING else None
    points = rounded(exact, facts["Làm tròn từng dòng"])
    assert points == number(row["Điểm"])
    return Fraction(0) if WAITS in (row["Ghi chú"] or "") else points


def _together(values, how):
    if how == "trung vị":
        middle = len(values) // 2
        values = values[middle : middle + 1] if len(values) % 2 else values[middle - 1 : middle + 1]
    if how == "trung bình bỏ cao nhất và thấp nhất" and len(values) >= 3:
        values = values[1:-1]
    return sum(values, Fraction(0)) / len(values)


def rounded(value, how):
    """Làm tròn như phiếu ghi: «nửa lên, 2 chữ số»."""
    if value < 0:
        return -rounded(-value, how)
    word, places = how.split(", ")
    steps = value * 10 ** int(places.removesuffix(" chữ số"))
    whole, rest = divmod(steps, 1)
    up = {
        "nửa lên": rest * 2 >= 1,
        "nửa về chẵn": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
        "cắt bỏ": False,
    }[word]
    return Fraction(whole + up, 10 ** int(places.removesuffix(" chữ số")))
