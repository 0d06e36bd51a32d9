"""Bảng dấu của sổ và báo cáo: a unit a row, a sign or a number a square, and what it all says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

import pandas as pd

from thidua.domain.ground.text import listed
from thidua.domain.period.period import Member
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.register import Register
from thidua.domain.report.hand_in import DUE_SIGNS, DUE_WORDS, Due, DueState


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
    if due.state is DueState.RETURNED:
        return Mark.WAITING
    if due.is_in:
        is_timely = due.state is DueState.RECEIVED and not due.days_late
        return Mark.DONE if is_timely else Mark.WAITING
    return Mark.NONE


def reports_key(dues: Sequence[Due]) -> str:
    """Dấu nào là gì, of the signs that are there, and what each column is."""
    columns = "; ".join(
        f"{place}. {one}" for place, one in enumerate(report_titles(dues).values(), 1)
    )
    there = {one.state for one in dues}
    signs = " · ".join(
        f"{sign} {DUE_WORDS[one]}" for one, sign in DUE_SIGNS.items() if one in there
    )
    late = " · dấu ! đi sau: nộp chậm" if any(one.is_in and one.days_late for one in dues) else ""
    return f"{columns}. {signs}{late}."


def reports_said(dues: Sequence[Due], names: Mapping[str, str]) -> str:
    """Báo cáo bằng một câu, with the number in it."""
    came = sum(one.is_in for one in dues)
    told = overdue_said(dues, names) or "không đơn vị nào thiếu báo cáo quá hạn"
    return f"{came}/{len(dues)} báo cáo đã nộp; {told}"


def overdue_said(dues: Sequence[Due], names: Mapping[str, str]) -> str:
    """Ai còn thiếu báo cáo quá hạn, and how many; nothing where nobody does."""
    lacking = Counter(one.unit for one in dues if one.is_missing)
    told = [f"{names.get(unit, unit)} {count}" for unit, count in lacking.most_common()]
    return f"quá hạn còn thiếu: {listed(told, 'đơn vị')}" if told else ""


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
    """Sổ bằng một câu: who has written most of them, and who none; several rows may be of one."""
    keys = {(one.unit, one.code) for one in lines}
    counts = {unit.called: sum(of == unit.code for of, _ in keys) for unit in units}
    most = max(counts, key=lambda name: counts[name])
    none = [name for name, count in counts.items() if not count]
    said = f"{most} ghi nhiều {register.noun} nhất: {counts[most]}/{len(keys)}"
    return f"{said}; chưa ghi: {listed(none, 'đơn vị')}" if none else said
