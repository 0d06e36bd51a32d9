"""Bảng dấu của sổ và báo cáo: a unit a row, a sign or a number a square, and what it all says."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import pandas as pd

from thidua.domain.ground.text import listed
from thidua.domain.period.period import Member
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.register import Register
from thidua.domain.report.hand_in import DUE_SIGNS, Due


class Mark(StrEnum):
    """Mức của một ô, which colours it; the sign in it says the same."""

    DONE = "xong"
    WAITING = "chờ"
    LACKING = "thiếu"
    NONE = "không có"


_COLUMNS = ("Đơn vị", "Hàng", "Việc", "Đầu cột", "Cột", "Dấu", "Mức", "Bằng lời")
_SURE, _DRAFT, _BARE = "Đã xác nhận", "Nháp", "Chưa minh chứng"


def report_titles(dues: Sequence[Due]) -> dict[tuple[str, str], str]:
    """Các báo cáo của năm, in the order of their days: by duty and term, with the last day."""
    ordered = sorted(dues, key=lambda one: (one.last is None, one.last or one.today, one.title))
    return {(one.duty.code, one.term.code): f"{one.title} ({one.until})" for one in ordered}


def reports(dues: Sequence[Due], names: Mapping[str, str]) -> pd.DataFrame:
    """Mỗi đơn vị một hàng, mỗi báo cáo một cột mang số; late ones bear «!»."""
    titles = report_titles(dues)
    places = {key: place for place, key in enumerate(titles, 1)}
    rows = {code: place for place, code in enumerate(names)}
    return pd.DataFrame(
        [
            (
                names[one.unit], rows[one.unit], titles[key], str(places[key]), places[key],
                _sign(one), _level(one), one.words,
            )
            for one in dues
            if one.unit in names
            for key in ((one.duty.code, one.term.code),)
        ],
        columns=list(_COLUMNS),
    )  # fmt: skip


def _sign(due: Due) -> str:
    is_late = due.is_in and due.days_late
    return f"{DUE_SIGNS[due.state]}!" if is_late else DUE_SIGNS[due.state]


def _level(due: Due) -> Mark:
    if due.is_missing:
        return Mark.LACKING
    if due.is_in:
        return Mark.WAITING if due.days_late else Mark.DONE
    return Mark.NONE


def reports_said(dues: Sequence[Due], names: Mapping[str, str]) -> str:
    """Báo cáo bằng một câu, with the number in it."""
    came = sum(one.is_in for one in dues)
    lacking: dict[str, int] = {}
    for one in dues:
        if one.is_missing:
            lacking[one.unit] = lacking.get(one.unit, 0) + 1
    if not lacking:
        return f"{came}/{len(dues)} báo cáo đã nộp; không đơn vị nào thiếu báo cáo quá hạn"
    most = sorted(lacking, key=lambda unit: -lacking[unit])
    told = listed([f"{names.get(unit, unit)} {lacking[unit]}" for unit in most], "đơn vị")
    return f"{came}/{len(dues)} báo cáo đã nộp; quá hạn còn thiếu: {told}"


def _counts(lines: Sequence[RegisterLine]) -> dict[str, tuple[int, Mark]]:
    return {
        _SURE: (sum(one.is_confirmed for one in lines), Mark.DONE),
        _DRAFT: (sum(one.state is RowState.DRAFT for one in lines), Mark.WAITING),
        _BARE: (sum(not one.evidence for one in lines), Mark.LACKING),
    }


def registers(lines: Sequence[RegisterLine], units: Sequence[Member]) -> pd.DataFrame:
    """Mỗi đơn vị một hàng: how many rows are confirmed, drafts, without evidence."""
    rows = []
    for place, unit in enumerate(units):
        own = [one for one in lines if one.unit == unit.code]
        for column, (title, (count, mark)) in enumerate(_counts(own).items()):
            level = mark if count else Mark.NONE
            said = f"{count} dòng"
            rows.append((unit.called, place, title, title, column, str(count or "–"), level, said))
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def registers_said(
    register: Register, lines: Sequence[RegisterLine], units: Sequence[Member]
) -> str:
    """Sổ bằng một câu: whose rows are most, and who has none."""
    counts = {unit.called: sum(one.unit == unit.code for one in lines) for unit in units}
    most = max(counts, key=lambda name: counts[name])
    none = [name for name, count in counts.items() if not count]
    said = f"{most} ghi nhiều {register.noun} nhất: {counts[most]} trong {len(lines)} dòng"
    return f"{said}; chưa ghi: {listed(none, 'đơn vị')}" if none else said
