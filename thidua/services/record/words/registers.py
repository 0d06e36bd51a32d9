"""Kể việc của sổ theo dõi: what a row said and says; of a hidden register its code alone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.register.line import ROW_STATE_WORDS, RegisterLine, RowState, content_values
from thidua.domain.register.register import AFTER, Register
from thidua.domain.register.registers import REGISTERS
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow


def _row(told: Told) -> Words:
    """Một dòng: the version that ended, and the one that follows it."""
    made = next((one for one in told.of("register_row") if one.is_new), None)
    if made is None:
        return Words()
    ended = next((one for one in told.of("register_row") if not one.is_new), None)
    before = "" if ended is None else _said({**_whole(told, ended), **ended.was})
    return Words(before, f"{_place(made.now)}: {_said(made.now)}")


def _whole(told: Told, row: ToldRow) -> Mapping[str, Any]:
    return told.names.row(row.table, row.key)


def _place(row: Mapping[str, Any]) -> str:
    part = f" · {row['part']}" if row.get("part") else ""
    return f"{_name(row)} năm {row['year']} · {row['unit']} · {row['code']}{part}"


def _name(row: Mapping[str, Any]) -> str:
    register = REGISTERS.get(row["kind"])
    return f"Sổ «{row['kind'] if register is None else register.name}»"


def _said(row: Mapping[str, Any]) -> str:
    register = REGISTERS.get(row["kind"])
    state = ROW_STATE_WORDS[RowState(row["state"])]
    told = "" if register is None or register.is_hidden else _cells(register, row)
    return f"{state}; {told}" if told else state


def _cells(register: Register, row: Mapping[str, Any]) -> str:
    kinds = {one.code: one.kind for one in register.columns}
    line = RegisterLine(
        unit=row["unit"],
        year=row["year"],
        code=row["code"],
        values=content_values(row["content"], kinds),
    )
    said = [
        f"{one.title}: {one.kind.text(line.values[one.code])}"
        for one in register.columns
        if one.code in line.values
    ]
    more = zip(AFTER, ("programme", "evidence", "note"), strict=True)
    said += [f"{title}: {row[column]}" for title, column in more if row.get(column)]
    return "; ".join(said)


def _closing(told: Told) -> Words:
    made = next((one for one in told.of("register_closing") if one.is_new), None)
    if made is None:
        return Words()
    said = "khóa sổ, đã khai đủ" if made.now["closed"] else "mở lại sổ"
    return Words("", f"{_name(made.now)} năm {made.now['year']} · {made.now['unit']}: {said}")


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "register.written": _row,
        "register.confirmed": _row,
        "register.withdrawn": _row,
        "register.closed": _closing,
        "register.reopened": _closing,
    }
)
