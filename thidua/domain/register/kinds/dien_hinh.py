"""Sổ điển hình tiên tiến: found, fostered, reviewed and spread, in this order."""

from collections.abc import Iterable
from datetime import date

from thidua.domain.register.column import day, text
from thidua.domain.register.kinds.counting import in_order, number
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, Register, RegisterNumber

_STEPS = (
    ("phat_hien", "Ngày phát hiện"),
    ("boi_duong", "Ngày bồi dưỡng"),
    ("tong_ket", "Ngày tổng kết"),
    ("nhan_rong", "Ngày nhân rộng"),
)


def _check(values: Values, _evidence: str) -> Iterable[CellFault]:
    return in_order(values, *_STEPS)


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        number("điển hình", lines, lambda _: True),
        number("đã bồi dưỡng", lines, lambda one: "boi_duong" in one),
        number("đã tổng kết", lines, lambda one: "tong_ket" in one),
        number("đã nhân rộng", lines, lambda one: "nhan_rong" in one),
        number("có người phát hiện", lines, lambda one: "nguoi_phat_hien" in one),
    ]


REGISTER = Register(
    code="dien-hinh",
    name="Điển hình tiên tiến",
    noun="điển hình",
    prefix="DH",
    about="ten",
    columns=(
        text("ten", "Tên", required=True),
        text("doi_tuong", "Đối tượng"),
        text("linh_vuc", "Lĩnh vực"),
        text("noi_dung", "Nội dung"),
        *(day(code, title) for code, title in _STEPS),
        text("nguoi_phat_hien", "Người phát hiện"),
        text("noi_nhan_rong", "Nơi nhân rộng"),
        text("hinh_thuc_khen", "Hình thức khen"),
    ),
    check=_check,
    numbers=_numbers,
)
