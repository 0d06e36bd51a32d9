"""Sổ tập huấn: how many were called, came, and stayed away without leave."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from thidua.domain.register.column import count, day_of_year, text
from thidua.domain.register.kinds.counting import number, total
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, Register, RegisterNumber

_CALLED, _CAME, _ABSENT = "trieu_tap", "du", "vang"


def _check(values: Values, _evidence: str) -> Iterable[CellFault]:
    called = values.get(_CALLED)
    seen = [values.get(code) for code in (_CAME, _ABSENT)]
    there = sum((one for one in seen if isinstance(one, Decimal)), Decimal(0))
    if isinstance(called, Decimal) and there > called:
        yield _CAME, "«Số dự» cộng «Vắng không phép» nhiều hơn «Số triệu tập»"


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        number("lớp tập huấn", lines, lambda _: True),
        total("lượt dự", lines, _CAME),
        total("vắng không phép", lines, _ABSENT),
    ]


REGISTER = Register(
    code="tap-huan",
    name="Tập huấn",
    noun="lớp tập huấn",
    prefix="TH",
    about="ten",
    columns=(
        day_of_year("ngay", "Ngày"),
        text("ten", "Tên", required=True),
        text("don_vi_to_chuc", "Đơn vị tổ chức"),
        count(_CALLED, "Số triệu tập", "người"),
        count(_CAME, "Số dự", "người"),
        count(_ABSENT, "Vắng không phép", "người"),
    ),
    check=_check,
    numbers=_numbers,
)
