"""Sổ đơn thư, kiến nghị, vướng mắc: who sent it is read by whoever settles it alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from thidua.domain.access.permissions import Permission
from thidua.domain.register.column import choice, day, day_of_year, text
from thidua.domain.register.kinds.counting import in_order, number
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, Register, RegisterNumber

_KIND, _TAKEN, _DUE, _ANSWERED = "loai", "ngay_nhan", "han", "ngay_tra_loi"
_DENOUNCES = "tố cáo"


def _check(values: Values, _evidence: str) -> Iterable[CellFault]:
    yield from in_order(values, (_TAKEN, "Ngày nhận"), (_ANSWERED, "Ngày trả lời"))
    yield from in_order(values, (_TAKEN, "Ngày nhận"), (_DUE, "Hạn"))


def _is_late(values: Values, today: date) -> bool:
    due, done = values.get(_DUE), values.get(_ANSWERED, today)
    return isinstance(due, date) and isinstance(done, date) and done > due


def _numbers(lines: Lines, today: date) -> list[RegisterNumber]:
    return [
        number("đơn thư, kiến nghị", lines, lambda _: True),
        number("tố cáo", lines, lambda one: one.get(_KIND) == _DENOUNCES),
        number("đã trả lời", lines, lambda one: _ANSWERED in one),
        number("quá hạn", lines, lambda one: _is_late(one, today)),
    ]


REGISTER = Register(
    code="kien-nghi",
    name="Đơn thư, kiến nghị, vướng mắc",
    noun="đơn thư, kiến nghị",
    prefix="KN",
    about=_KIND,
    columns=(
        day_of_year(_TAKEN, "Ngày nhận"),
        choice(
            _KIND,
            "Loại",
            (
                *("khiếu nại", _DENOUNCES, "phản ánh", "kiến nghị", "vướng mắc"),
                "đề nghị sửa kế hoạch",
            ),
        ),
        replace(text("nguoi_gui", "Người gửi"), secret=True),
        text("noi_dung", "Nội dung"),
        text("chuyen_toi", "Chuyển tới"),
        day(_DUE, "Hạn", ahead=True),
        replace(text("ket_qua", "Kết quả"), settles=True),
        replace(day(_ANSWERED, "Ngày trả lời"), settles=True),
        replace(text("van_ban", "Văn bản"), settles=True),
    ),
    check=_check,
    numbers=_numbers,
    view=Permission.VIEW_PETITIONS,
    settle=Permission.SETTLE_PETITION,
    exported=lambda values: values.get(_KIND) != _DENOUNCES,
    kept_back="đơn tố cáo",
)
