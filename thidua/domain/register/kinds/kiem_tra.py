"""Sổ kiểm tra, giám sát: what was looked at, what was found wrong and when it was remedied."""

from collections.abc import Iterable
from datetime import date

from thidua.domain.register.column import day, day_of_year, text, yes_no
from thidua.domain.register.kinds.counting import in_order, number
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, Register, RegisterNumber

_FAULT, _REMEDIED = "vi_pham", "ngay_khac_phuc"


def _check(values: Values, evidence: str) -> Iterable[CellFault]:
    if values.get(_FAULT) is True and not evidence:
        yield _FAULT, "có vi phạm thì cần ghi số, ngày văn bản ở «Minh chứng»"
    if values.get(_FAULT) is not True and _REMEDIED in values:
        yield _REMEDIED, "chỉ ghi ngày khắc phục khi «Vi phạm» là có"
    yield from in_order(values, ("ngay", "Ngày"), (_REMEDIED, "Ngày khắc phục"))


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        number("cuộc kiểm tra", lines, lambda _: True),
        number("có vi phạm", lines, lambda one: one.get(_FAULT) is True),
        number("đã khắc phục", lines, lambda one: _REMEDIED in one),
    ]


REGISTER = Register(
    code="kiem-tra",
    name="Kiểm tra, giám sát",
    noun="cuộc kiểm tra",
    prefix="KT",
    about="noi_dung",
    columns=(
        day_of_year("ngay", "Ngày"),
        text("doan", "Đoàn"),
        text("noi_dung", "Nội dung"),
        text("ket_luan", "Kết luận"),
        yes_no(_FAULT, "Vi phạm"),
        text("kien_nghi", "Kiến nghị"),
        day("han_khac_phuc", "Hạn khắc phục", ahead=True),
        day(_REMEDIED, "Ngày khắc phục"),
    ),
    check=_check,
    numbers=_numbers,
)
