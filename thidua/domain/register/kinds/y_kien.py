"""Sổ ý kiến cơ quan liên quan và dư luận: who was asked about a proposal, and what was said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from thidua.domain.register.column import Holds, choice, day, text
from thidua.domain.register.kinds.counting import in_order, number
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, Register, RegisterNumber

PROPOSAL, AGENCY, ASKED, ANSWERED, SAID = (
    *("ma_de_nghi", "co_quan", "ngay_hoi"),
    *("ngay_tra_loi", "y_kien"),
)
CLEAR, VIOLATES, LOOKED_AT, SILENT = (
    *("không vi phạm", "có vi phạm"),
    *("đang xem xét", "không trả lời"),
)
AGENCIES = (
    *("công an", "thanh tra", "thuế", "bảo hiểm xã hội", "tài nguyên và môi trường", "y tế"),
    "khác",
)
OPINIONS = (CLEAR, VIOLATES, LOOKED_AT, SILENT)
SERIOUS = frozenset({VIOLATES, LOOKED_AT})
"""Ý kiến khiến nơi xét phải nhìn lại: it is offered as a fact, and never set by itself."""


def _check(values: Values, evidence: str) -> Iterable[CellFault]:
    if values.get(SAID) in SERIOUS and not evidence:
        yield SAID, f"«{values[SAID]}» thì cần ghi số, ngày văn bản ở «Minh chứng»"
    if values.get(SAID) == SILENT and ANSWERED in values:
        yield ANSWERED, "«không trả lời» thì không có ngày trả lời"
    yield from in_order(values, (ASKED, "Ngày hỏi"), (ANSWERED, "Ngày trả lời"))


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        number("ý kiến", lines, lambda _: True),
        number("có vi phạm", lines, lambda one: one.get(SAID) == VIOLATES),
        number("đang xem xét", lines, lambda one: one.get(SAID) == LOOKED_AT),
        number("không trả lời", lines, lambda one: one.get(SAID) == SILENT),
    ]


REGISTER = Register(
    code="y-kien",
    name="Ý kiến cơ quan liên quan và dư luận",
    noun="ý kiến",
    prefix="YK",
    about=AGENCY,
    columns=(
        replace(text(PROPOSAL, "Mã đề nghị", required=True), holds=Holds.PROPOSAL),
        choice(AGENCY, "Cơ quan", AGENCIES, required=True),
        day(ASKED, "Ngày hỏi"),
        day(ANSWERED, "Ngày trả lời"),
        choice(SAID, "Ý kiến", OPINIONS, required=True),
    ),
    check=_check,
    numbers=_numbers,
)
