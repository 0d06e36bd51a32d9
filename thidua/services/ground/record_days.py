"""Ngày của nhật ký: how many entries each day has, kept beside them, so that nobody counts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, func, insert, literal_column, update
from sqlmodel import Session, col, select

from thidua.db.queries import pick
from thidua.db.tables import AuditDay, AuditEntry
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import VIETNAM, day_of


@dataclass(frozen=True, slots=True)
class Days:
    """Những ngày đã chọn: how many entries they have, and between which positions all of them."""

    entries: int
    first: int
    last: int


def add(
    session: Session, *, period: BlockPeriod | None, now: datetime, first: int, entries: int
) -> None:
    """Ghi thêm: these many entries of one moment, from this position on; the caller holds the head,
    so nobody else counts at the same time.
    """
    last, day = first + entries - 1, day_of(now)
    code, year = _key(period)
    place = {"of_block": code, "of_year": year, "of_day": day}
    changed = session.connection().execute(_MORE, {**place, "more": entries, "last": last})
    if changed.rowcount:
        return
    row = {"block_code": code, "year": year, "day": day, "entries": entries}
    session.connection().execute(
        insert(AuditDay), [row | {"first_position": first, "last_position": last}]
    )


_MORE = (
    update(AuditDay)
    .where(
        col(AuditDay.block_code) == bindparam("of_block"),
        col(AuditDay.year) == bindparam("of_year"),
        col(AuditDay.day) == bindparam("of_day"),
    )
    .values(entries=AuditDay.entries + bindparam("more"), last_position=bindparam("last"))
)


def chosen(
    session: Session, period: BlockPeriod | None, since: date | None, until: date | None
) -> Days:
    """Các ngày từ ngày này tới hết ngày kia; None leaves that end open."""
    wanted = select(
        func.coalesce(func.sum(AuditDay.entries), 0),
        func.coalesce(func.min(AuditDay.first_position), 0),
        func.coalesce(func.max(AuditDay.last_position), 0),
    ).where(*_place(period))
    if since is not None:
        wanted = wanted.where(col(AuditDay.day) >= since)
    if until is not None:
        wanted = wanted.where(col(AuditDay.day) <= until)
    return Days(*session.exec(wanted).one())


def faults(session: Session) -> Iterator[str]:
    """Ngày mà số mục khác với các mục: the entries are counted anew."""
    kept = {
        (code, year, day): Days(*rest)
        for code, year, day, *rest in session.connection().execute(
            pick(
                AuditDay.block_code,
                AuditDay.year,
                AuditDay.day,
                AuditDay.entries,
                AuditDay.first_position,
                AuditDay.last_position,
            )
        )
    }
    for place in sorted({*kept, *(counted := _counted(session))}):
        found, told = counted.get(place), kept.get(place)
        if found != told:
            code, year, day = place
            where = f"{code} {year}" if code else "phần hệ thống"
            yield (
                f"{where} ngày {day:%d/%m/%Y}: đếm được {_words(found)}, đang ghi {_words(told)}"
            )


def _words(days: Days | None) -> str:
    return "không có mục nào" if days is None else f"{days.entries} mục {days.first}–{days.last}"


def _counted(session: Session) -> dict[tuple[str, int, date], Days]:
    at = col(AuditEntry.at)
    if session.get_bind().dialect.name == "sqlite":
        day: ColumnElement[str] = func.date(at, _AHEAD)
    else:
        day = func.to_char(at + literal_column(f"interval '{_AHEAD}'"), "YYYY-MM-DD")
    place = (col(AuditEntry.block_code), func.coalesce(AuditEntry.year, 0), day)
    rows = session.connection().execute(
        pick(
            *place,
            func.count(),
            func.min(AuditEntry.position),
            func.max(AuditEntry.position),
        ).group_by(*place)
    )
    return {(code, year, date.fromisoformat(text)): Days(*rest) for code, year, text, *rest in rows}


_AHEAD = f"+{int(VIETNAM.utcoffset(None).total_seconds())} seconds"


def _place(period: BlockPeriod | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    code, year = _key(period)
    return col(AuditDay.block_code) == code, col(AuditDay.year) == year


def _key(period: BlockPeriod | None) -> tuple[str, int]:
    return ("", 0) if period is None else (period.block_code, period.year)
