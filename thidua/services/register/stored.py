"""Dòng đã lưu: the rows of the database as the domain knows them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256
from secrets import token_hex
from typing import Any

from sqlmodel import Session

from thidua.db import register_queries
from thidua.db.tables import RegisterClosingRow, RegisterRow
from thidua.domain.access.permissions import Permission, is_allowed, units_of
from thidua.domain.period.windows import day_of
from thidua.domain.register.line import RegisterClosing, RegisterLine, content_text, content_values
from thidua.domain.register.register import Register
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


def line_of(register: Register, row: RegisterRow) -> RegisterLine:
    """Dòng sổ, with its secret: whoever shows it asks first who may read that."""
    kinds = {one.code: one.kind for one in register.columns}
    said = {"content": row.content, "evidence": row.evidence, "note": row.note, "secret": ""}
    said["reason"] = row.reason
    if row.hidden:
        said |= json.loads(row.hidden)
    return RegisterLine(
        unit=row.unit,
        year=row.year,
        code=row.code,
        part=row.part,
        values=content_values(said["content"], kinds),
        secret=said["secret"],
        programme=row.programme,
        evidence=said["evidence"],
        note=said["note"],
        state=row.state,
        version=row.version,
        reason=said["reason"],
        entered_by=row.entered_by,
        entered_at=row.entered_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )


def image_of(register: Register, line: RegisterLine) -> dict[str, Any]:
    """Dòng sổ thành các cột; of a hidden register the record gets a salted digest alone.

    Its reason is kept with its contents.
    """
    said = {
        "content": content_text(line.values),
        "evidence": line.evidence,
        "note": line.note,
    }
    columns: dict[str, Any] = {
        "kind": register.code,
        "unit": line.unit,
        "year": line.year,
        "code": line.code,
        "part": line.part,
        "programme": line.programme,
        "reason": register.recorded_reason(line.reason),
    }
    if not register.is_hidden:
        return columns | said
    whole = said | {"secret": line.secret, "reason": line.reason, "salt": token_hex(16)}
    hidden = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    return columns | {"content": "{}", "hidden": hidden, "hidden_mark": mark_of(hidden)}


def mark_of(hidden: str) -> str:
    """Mã đối chiếu của phần không vào nhật ký."""
    return sha256(hidden.encode()).hexdigest()


def closing_of(row: RegisterClosingRow) -> RegisterClosing:
    """Lần khóa hoặc mở lại."""
    return RegisterClosing(
        unit=row.unit,
        year=row.year,
        is_closed=row.closed,
        version=row.version,
        day=day_of(row.set_at),
        by=row.set_by,
        reason=row.reason,
    )


def unchecked_lines(
    session: Session, register: Register, units: Collection[str], year: int | None = None
) -> list[RegisterLine]:
    """Các dòng đang dùng, those withdrawn among them, whoever asks."""
    years = None if year is None else [year]
    of = tuple(sorted(units))

    def read() -> list[RegisterLine]:
        found = register_queries.rows(session, registers=[register.code], units=units, years=years)
        return [line_of(register, row) for row in found]

    return kept(session, ("register lines", register.code, of, year), read)


def unchecked_closings(
    session: Session, register: Register, units: Collection[str], year: int
) -> dict[str, RegisterClosing]:
    """Lần khóa hay mở lại gần nhất của từng đơn vị, whoever asks."""
    of = tuple(sorted(units))

    def read() -> dict[str, RegisterClosing]:
        found = register_queries.closings(
            session, registers=[register.code], units=units, years=[year]
        )
        return {row.unit: closing_of(row) for row in found}

    return kept(session, ("register closings", register.code, of, year), read)


def may_settle(work: Work, register: Register) -> bool:
    """Là người giải quyết, who alone reads the secret."""
    settle = register.settle
    return settle is None or is_allowed(work.actor, settle, work.period)


def seen_lines(work: Work, register: Register, lines: Sequence[RegisterLine]) -> list[RegisterLine]:
    """Các dòng như người này được xem."""
    if may_settle(work, register):
        return list(lines)
    return [replace(one, secret="") for one in lines]


def seen_units(work: Work, register: Register, members: Collection[str]) -> list[str]:
    """Những đơn vị mà người này xem được sổ, of the members of the period."""
    allowed = units_of(work.actor, register.view, work.period)
    return [one for one in members if allowed is None or one in allowed]


def may_view(work: Work, register: Register) -> bool:
    """Xem được sổ này của ít nhất một đơn vị."""
    allowed = units_of(work.actor, register.view, work.period)
    return allowed is None or bool(allowed)


def may_on(work: Work, permission: Permission, register: Register, unit: str) -> bool:
    """Được làm việc này ở sổ này của đơn vị."""
    return all(
        is_allowed(work.actor, one, work.period, unit) for one in (permission, register.view)
    )
