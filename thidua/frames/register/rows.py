"""Bảng hiển thị của một sổ: its rows with their state, versions, counts, and who closed."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import mentions
from thidua.domain.period.period import Member
from thidua.domain.period.windows import day_of
from thidua.domain.register import register as words
from thidua.domain.register.column import Holds
from thidua.domain.register.line import ROW_STATE_WORDS, RegisterClosing, RegisterLine
from thidua.domain.register.register import Register, RegisterNumber

_STATE, _BY = "Trạng thái", "Người nhập"


def rows(
    register: Register,
    lines: Sequence[RegisterLine],
    names: Mapping[str, str],
    *,
    with_secret: bool,
) -> pd.DataFrame:
    """Các dòng của sổ: columns that hold something in one of them; `names` are of places."""
    shown: dict[str, list[str]] = {
        words.CODE: [one.code for one in lines],
        words.UNIT: [one.unit for one in lines],
        _STATE: [ROW_STATE_WORDS[one.state] for one in lines],
    }
    for column in register.columns:
        if column.secret:
            cells = [one.secret for one in lines] if with_secret else []
        else:
            cells = [column.kind.text(one.values.get(column.code)) or "" for one in lines]
        if column.holds is not Holds.PLAIN:
            cells = [f"{names[code]} ({code})" if code in names else code for code in cells]
        shown[column.title] = cells
    shown |= {
        words.PROGRAMME: [one.programme for one in lines],
        words.EVIDENCE: [one.evidence for one in lines],
        words.NOTE: [one.note for one in lines],
        "Lý do rút": [one.reason for one in lines],
        _BY: [one.entered_by for one in lines],
        "Người xác nhận": [one.confirmed_by for one in lines],
    }
    return pd.DataFrame(
        {
            title: [cell or labels.MISSING for cell in cells]
            for title, cells in shown.items()
            if any(cells)
        }
    )


def matching(register: Register, lines: Sequence[RegisterLine], asked: str) -> list[RegisterLine]:
    """Các dòng có mọi chữ này, however they are written; all where nothing is asked."""
    if not asked.strip():
        return list(lines)
    return [one for one in lines if mentions(asked, *_texts(register, one))]


def _texts(register: Register, line: RegisterLine) -> list[str]:
    own = [column.kind.text(line.values.get(column.code)) or "" for column in register.columns]
    state = ROW_STATE_WORDS[line.state]
    return [line.code, line.unit, line.programme, line.evidence, line.note, state, *own]


def versions(register: Register, lines: Sequence[RegisterLine]) -> pd.DataFrame:
    """Các phiên bản của một dòng, newest first."""
    return pd.DataFrame(
        {
            "Phiên bản": [str(one.version) for one in lines],
            _STATE: [ROW_STATE_WORDS[one.state] for one in lines],
            "Nội dung": [
                "; ".join(
                    f"{column.title}: {column.kind.text(one.values[column.code])}"
                    for column in register.columns
                    if column.code in one.values
                )
                for one in lines
            ],
            words.EVIDENCE: [one.evidence or labels.MISSING for one in lines],
            _BY: [one.entered_by for one in lines],
            "Ngày nhập": [
                labels.MISSING if one.entered_at is None else f"{day_of(one.entered_at):%d/%m/%Y}"
                for one in lines
            ],
            "Người xác nhận": [one.confirmed_by or labels.MISSING for one in lines],
            "Lý do": [one.reason or labels.MISSING for one in lines],
        }
    )


def numbers(found: Sequence[RegisterNumber]) -> pd.DataFrame:
    """Các số của sổ."""
    return pd.DataFrame(
        {
            "Số của sổ": [one.name for one in found],
            "Giá trị": [f"{vi_number(one.value)} {one.unit}".rstrip() for one in found],
        }
    )


def closings(
    units: Sequence[Member],
    counts: Mapping[str, int],
    closed: Mapping[str, RegisterClosing],
) -> pd.DataFrame:
    """Sổ của từng đơn vị: how many rows, and whether the year is complete."""
    return pd.DataFrame(
        {
            "Đơn vị": [one.name for one in units],
            "Số dòng": [str(counts.get(one.code, 0)) for one in units],
            "Sổ năm": [_closed(closed.get(one.code)) for one in units],
        }
    )


def _closed(one: RegisterClosing | None) -> str:
    if one is None:
        return "chưa khóa"
    if one.is_closed:
        return f"đã khóa ngày {one.day:%d/%m/%Y}"
    return f"mở lại ngày {one.day:%d/%m/%Y}: {one.reason}"
