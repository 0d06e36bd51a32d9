"""Ô mã: a code is what its cell shows, never the number or the day that Excel made of it."""

from dataclasses import replace
from decimal import Decimal

from thidua.domain.ground.codes import AS_TEXT
from thidua.domain.ground.finding import Findings
from thidua.files.cells import Cell, Sheet
from thidua.files.number_look import DAY

_QUOTES = "'’‘"


def needs_look(cell: Cell) -> bool:
    """Ô mã không phải chữ thường: a number, a day, or a text behind an apostrophe."""
    value = cell.value
    if cell.fault:
        return False
    return not isinstance(value, str) or cell.look is DAY or value[0] in _QUOTES


def as_code(cell: Cell, sheet: Sheet, findings: Findings) -> Cell:
    """Ô mã như người đọc thấy; a number stays one where its cell does not say how it is written.

    What became a day cannot be taken back, since «3.2» and «03/02» give the same: it is a fault.
    """
    value = cell.value
    if cell.look is DAY:
        fault = f"cần mã mà đang là ngày {value}, có lẽ Excel đã tự đổi mã như «3.2»; {AS_TEXT}"
        return Cell(None, cell.address, fault)
    if isinstance(value, Decimal):
        shown = cell.look.shown(value)
        return cell if shown is None else replace(cell, value=shown)
    if isinstance(value, str) and value[0] in _QUOTES and value.strip(_QUOTES + " "):
        bare = value.lstrip(_QUOTES + " ")
        findings.notice(
            "code_read", f"mã «{value}» được đọc là «{bare}»", sheet.place(cell.address)
        )
        return replace(cell, value=bare)
    return cell
