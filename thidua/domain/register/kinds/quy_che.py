"""Sổ văn bản, quy chế của khối: which is in force, and whether the year has its plan."""

from datetime import date

from thidua.domain.register.column import choice, day, text, yes_no
from thidua.domain.register.kinds.counting import number
from thidua.domain.register.register import Lines, Register, RegisterNumber

_RULES, _PLAN = "quy chế", "kế hoạch"


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        number("văn bản", lines, lambda _: True),
        number(
            "quy chế đang hiệu lực",
            lines,
            lambda one: one.get("loai") == _RULES and one.get("hieu_luc") is True,
        ),
        number("kế hoạch năm", lines, lambda one: one.get("loai") == _PLAN),
    ]


REGISTER = Register(
    code="quy-che",
    name="Văn bản, quy chế của khối",
    noun="văn bản",
    prefix="QC",
    about="ten",
    columns=(
        text("ten", "Tên", required=True),
        text("so", "Số"),
        day("ngay", "Ngày"),
        choice("loai", "Loại", (_RULES, _PLAN, "giao ước", "hướng dẫn")),
        text("thay", "Thay văn bản"),
        yes_no("hieu_luc", "Hiệu lực"),
    ),
    numbers=_numbers,
)
