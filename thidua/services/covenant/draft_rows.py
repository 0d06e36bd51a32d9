"""Dòng dự thảo đang lưu: held while they are changed, put in their places, found by their code."""

from collections.abc import Mapping, Sequence

from sqlmodel import col

from thidua.db import draft_queries
from thidua.db.changes import Row, delete_rows, insert_rows
from thidua.db.draft_queries import line_of
from thidua.db.tables import CovenantDraftTable, DraftLineTable
from thidua.domain.access.permissions import Permission
from thidua.domain.covenant.drafting.drafting import outline_of
from thidua.domain.covenant.drafting.lines import (
    SHEET_WORDS,
    DraftLine,
    DraftSheet,
    on_sheet,
    written_cells,
)
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.services.ground.audit import take_turn
from thidua.services.ground.work import Work

MOST_LINES = 2000
"""Nhiều dòng nhất của một dự thảo: more than any covenant has."""


def held(work: Work) -> Work:
    """Đến lượt soạn: allowed now, and nobody else writes until the caller commits."""
    work = work.require(Permission.DRAFT_COVENANT)
    take_turn(work.session)
    return work


def started(work: Work) -> CovenantDraftTable:
    """Dự thảo đang có; NotFound where nobody started one."""
    found = draft_queries.draft(work.session, work.period)
    if found is None:
        raise NotFound("Kỳ này chưa có dự thảo giao ước.")
    return found


def line_row(work: Work, key: int, seen: int | None = None) -> DraftLineTable:
    """Một dòng đang lưu; StaleEdit where it was changed since `seen`."""
    row = work.session.get(DraftLineTable, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound("Dòng này không còn trong dự thảo; có thể nó vừa được người khác bỏ.")
    if seen is not None and row.version != seen:
        raise StaleEdit(f"Dòng {row.title} vừa được {row.set_by} sửa; hãy xem lại rồi lưu.")
    return row


def sheet_lines(work: Work, sheet: DraftSheet) -> list[DraftLine]:
    """Các dòng của một trang như đang lưu."""
    started(work)
    return on_sheet(map(line_of, draft_queries.rows(work.session, work.period)), sheet)


def require_own_code(
    work: Work, sheet: DraftSheet, cells: Mapping[str, str], besides: int | None = None
) -> None:
    """Yêu cầu mã riêng, of a criterion or group; what a workbook would only be told of."""
    if sheet is not DraftSheet.CRITERION:
        return
    for row in draft_queries.rows(work.session, work.period):
        same = row.sheet is sheet and code_key(row.title) == code_key(cells["code"])
        if same and row.id != besides:
            raise Refused(f"Mã {cells['code']} đã có trong dự thảo; mỗi dòng cần một mã riêng.")


def write_cells(work: Work, row: DraftLineTable, cells: Mapping[str, str]) -> None:
    """Ghi các ô mới của một dòng."""
    line = DraftLine(key=0, sheet=row.sheet, cells=cells)
    row.cells, row.title = written_cells(cells), line.title
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)


def insert_lines(work: Work, lines: Sequence[DraftLine], first: int | None = None) -> list[Row]:
    """Thêm các dòng behind those of their sheets, or from a place on."""
    stored = draft_queries.rows(work.session, work.period)
    if len(stored) + len(lines) > MOST_LINES:
        raise Refused(f"Dự thảo có nhiều nhất {MOST_LINES} dòng.")
    free = {
        sheet: 1 + max((row.position for row in stored if row.sheet is sheet), default=-1)
        for sheet in SHEET_WORDS
    }
    rows: list[dict[str, object]] = []
    for line in lines:
        rows.append(
            {
                "block_year_id": work.period.id,
                "sheet": line.sheet,
                "position": free[line.sheet] if first is None else first + len(rows),
                "title": line.title,
                "cells": written_cells(line.cells),
                "version": 1,
                "set_by": work.actor.name,
                "set_at": work.now,
            }
        )
        free[line.sheet] += 1
    return insert_rows(work.session, DraftLineTable, rows)


def splice(work: Work, lines: Sequence[DraftLine], to: int, new: Sequence[DraftLine]) -> list[Row]:
    """Chèn các dòng mới at a place of their sheet."""
    rows = {row.id: row for row in draft_queries.rows(work.session, work.period)}
    for place, one in enumerate(lines[to:], to + len(new)):
        rows[one.key].position = place
    work.session.flush()
    return insert_lines(work, new, to)


def place_lines(work: Work, lines: Sequence[DraftLine]) -> None:
    """Đánh lại chỗ của các dòng của một trang, in this order."""
    rows = {row.id: row for row in draft_queries.rows(work.session, work.period)}
    for place, one in enumerate(lines):
        rows[one.key].position = place
    work.session.flush()


def clear(work: Work) -> None:
    """Bỏ mọi dòng của dự thảo."""
    started(work)
    delete_rows(work.session, DraftLineTable, col(DraftLineTable.block_year_id) == work.period.id)


def line_called(work: Work, code: str) -> DraftLineTable | None:
    """Dòng tiêu chí mang mã này trong dự thảo."""
    return next(
        (
            row
            for row in draft_queries.rows(work.session, work.period)
            if row.sheet is DraftSheet.CRITERION and row.title == code
        ),
        None,
    )


def lines_inside(work: Work, row: DraftLineTable) -> list[DraftLine]:
    """Các dòng ở trong dòng này, without itself."""
    lines = sheet_lines(work, row.sheet)
    at = next(place for place, one in enumerate(lines) if one.key == row.id)
    return [lines[one] for one in outline_of(lines).branch(at) if one != at]
