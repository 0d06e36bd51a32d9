"""Sổ đỡ đầu: which communes a unit stands by, and what each of their works still needs."""

from collections.abc import Iterable
from datetime import date

from thidua.domain.register.column import MILLIONS, number, text
from thidua.domain.register.kinds.counting import total
from thidua.domain.register.kinds.supporting import (
    COLUMNS,
    CRITERION,
    PLACE,
    WORK,
    alike,
    criterion_faults,
    different,
    positive_faults,
)
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, Register, RegisterNumber

NAME, NEEDED = "cong_trinh", "can"


def _check(values: Values, _evidence: str) -> Iterable[CellFault]:
    yield from criterion_faults(values)
    yield from positive_faults(values, NEEDED)
    if NAME in values and WORK not in values:
        yield WORK, "ghi «Công trình» thì cần «Mã công trình», để đóng góp tìm về đúng chỗ"


def _together(lines: Lines) -> Iterable[CellFault]:
    """Một công trình ở một địa bàn chỉ ghi một lần."""
    first: dict[tuple[object, object, object], str] = {}
    for one in lines:
        values = one.values
        said = values.get(PLACE), alike(values.get(WORK)), values.get(CRITERION)
        known = first.setdefault(said, one.code)
        if known != one.code:
            yield one.code, f"trùng địa bàn, công trình và tiêu chí với {known}; giữ một dòng"


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        RegisterNumber("xã đỡ đầu", different(lines, PLACE)),
        RegisterNumber("công trình cần", different(lines, WORK)),
        total("cần", lines, NEEDED, MILLIONS),
    ]


REGISTER = Register(
    code="do-dau",
    name="Xã đỡ đầu",
    noun="nhu cầu của xã đỡ đầu",
    prefix="DD",
    about=NEEDED,
    columns=(
        *COLUMNS,
        text(NAME, "Công trình"),
        number(NEEDED, "Cần (triệu đồng)", MILLIONS, required=True),
        text("noi_dung", "Nội dung"),
    ),
    check=_check,
    together=_together,
    numbers=_numbers,
)
