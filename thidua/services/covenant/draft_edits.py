"""Sửa dự thảo từng dòng: saved, added, moved, copied and taken out, each at once and recorded."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import col

from thidua.db import draft_queries
from thidua.db.changes import Row, delete_rows
from thidua.db.draft_queries import line_of
from thidua.db.tables import DraftLineTable
from thidua.domain.covenant.drafting.drafting import outline_of
from thidua.domain.covenant.drafting.lines import (
    DraftLine,
    DraftSheet,
    cells_of,
    typed,
    written_cells,
)
from thidua.domain.covenant.setting_rows import SETTING_NAMES
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean, folded
from thidua.services.covenant import draft_rows
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work


def save_line(work: Work, *, key: int, cells: Mapping[str, str], seen: int) -> None:
    """Lưu một dòng; StaleEdit where it was changed since `seen`."""
    work = draft_rows.held(work)
    change_line(work, draft_rows.line_row(work, key, seen), cells)


def change_line(work: Work, row: DraftLineTable, cells: Mapping[str, str]) -> None:
    """Ghi các ô mới của một dòng, a part of saving it and of taking a proposal about it."""
    now = typed(row.sheet, cells)
    draft_rows.require_own_code(work, row.sheet, now, besides=row.id)
    if written_cells(now) == row.cells:
        return
    draft_rows.write_cells(work, row, now)
    work.session.flush()
    work.record(Act("draft.line_changed", rows=[row_of(row)]))


def save_settings(work: Work, *, values: Mapping[str, str], seen: Mapping[str, str]) -> None:
    """Lưu các mục chung: those whose value is another than `seen`; an emptied one is taken out."""
    work = draft_rows.held(work)
    stored = {
        folded(line_of(row).cell("name")): row
        for row in draft_queries.rows(work.session, work.period)
        if row.sheet is DraftSheet.SETTING
    }
    acts: list[Act] = []
    for name, value in values.items():
        given, before = clean(value), clean(seen.get(name, ""))
        if given == before:
            continue
        row = stored.get(folded(name))
        if ("" if row is None else line_of(row).cell("value")) != before:
            raise StaleEdit(f"Mục «{name}» vừa được người khác sửa; hãy xem lại rồi lưu.")
        cells = typed(DraftSheet.SETTING, {"name": name, "value": given})
        if row is None:
            acts.append(Act("draft.line_added", rows=_new_setting(work, name, cells)))
        elif given:
            draft_rows.write_cells(work, row, cells)
            acts.append(Act("draft.line_changed", rows=[row_of(row)]))
        else:
            gone = delete_rows(work.session, DraftLineTable, col(DraftLineTable.id) == row.id)
            acts.append(Act("draft.line_removed", rows=gone))
    work.session.flush()
    work.record(*acts)


def _new_setting(work: Work, name: str, cells: Mapping[str, str]) -> list[Row]:
    """Thêm một mục where the workbook has it: behind those that come before it there."""
    ranks = {folded(one): place for place, one in enumerate(SETTING_NAMES)}
    lines = draft_rows.sheet_lines(work, DraftSheet.SETTING)
    own = ranks.get(folded(name), len(ranks))
    before = [
        place for place, one in enumerate(lines) if ranks.get(folded(one.title), len(ranks)) <= own
    ]
    to = before[-1] + 1 if before else 0
    new = DraftLine(key=0, sheet=DraftSheet.SETTING, cells=cells)
    return draft_rows.splice(work, lines, to, [new])


def add_line(work: Work, *, sheet: DraftSheet, cells: Mapping[str, str], group: str = "") -> int:
    """Thêm một dòng at the end of its sheet, or of the group of this code; its key."""
    return add(draft_rows.held(work), sheet, cells, group)


def add(work: Work, sheet: DraftSheet, cells: Mapping[str, str], group: str) -> int:
    """Thêm dòng, a part of adding one and of taking a proposal to."""
    given = typed(sheet, cells)
    draft_rows.require_own_code(work, sheet, given)
    lines = draft_rows.sheet_lines(work, sheet)
    to = len(lines)
    if sheet is DraftSheet.CRITERION and group:
        outline = outline_of(lines)
        at = next((one for one in outline.groups() if outline.rows[one].code == group), None)
        if at is None:
            raise NotFound(f"Dự thảo không còn nhóm {group}.")
        to = outline.end_of(at)
    line = DraftLine(key=0, sheet=sheet, cells=given)
    made = draft_rows.splice(work, lines, to, [line])
    work.record(Act("draft.line_added", rows=made))
    return made[0][1]


def remove_line(work: Work, *, key: int, seen: int) -> None:
    """Bỏ một dòng, with all that stands inside a group."""
    work = draft_rows.held(work)
    remove(work, draft_rows.line_row(work, key, seen))


def remove(work: Work, row: DraftLineTable) -> None:
    """Bỏ dòng, a part of taking it out and of taking a proposal to."""
    lines = draft_rows.sheet_lines(work, row.sheet)
    at = next(place for place, one in enumerate(lines) if one.key == row.id)
    own = outline_of(lines).branch(at) if row.sheet is DraftSheet.CRITERION else [at]
    acts = [
        Act(
            "draft.line_removed",
            rows=delete_rows(
                work.session, DraftLineTable, col(DraftLineTable.id) == lines[one].key
            ),
        )
        for one in own
    ]
    draft_rows.place_lines(work, [one for place, one in enumerate(lines) if place not in own])
    work.record(*acts)


def step_line(work: Work, *, key: int, up: bool) -> None:
    """Đưa một dòng lên hoặc xuống một chỗ, among those beside it."""
    work = draft_rows.held(work)
    row = draft_rows.line_row(work, key)
    lines = draft_rows.sheet_lines(work, row.sheet)
    at = next(place for place, one in enumerate(lines) if one.key == key)
    if row.sheet is DraftSheet.CRITERION:
        order = outline_of(lines).stepped(at, up=up)
    else:
        to = at + (-1 if up else 1)
        if not 0 <= to < len(lines):
            raise Refused("Dòng này đã đứng đầu hoặc cuối trang.")
        order = list(range(len(lines)))
        order[at], order[to] = order[to], order[at]
    draft_rows.place_lines(work, [lines[one] for one in order])
    said = f"dòng {lines[at].title} {'lên' if up else 'xuống'} một chỗ"
    work.record(Act("draft.moved", detail={"what": said}))


def move_into(work: Work, *, key: int, group: str) -> None:
    """Chuyển một dòng, with all inside it, to the end of another group; empty is the first level.

    It gets the next code there.
    """
    work = draft_rows.held(work)
    lines = draft_rows.sheet_lines(work, draft_rows.line_row(work, key).sheet)
    outline = outline_of(lines)
    at = next(place for place, one in enumerate(lines) if one.key == key)
    to = next((one for one in outline.groups(at) if outline.rows[one].code == group), None)
    if group and to is None:
        raise NotFound(f"Dự thảo không còn nhóm {group}, hoặc nó ở trong chính dòng này.")
    order, codes = outline.moved_into(at, to)
    stored = {row.id: row for row in draft_queries.rows(work.session, work.period)}
    for place, code in codes.items():
        draft_rows.write_cells(work, stored[lines[place].key], {**lines[place].cells, "code": code})
    draft_rows.place_lines(work, [lines[one] for one in order])
    said = f"dòng {lines[at].title} vào {group or 'cấp trên cùng'}, thành {codes[at]}"
    work.record(Act("draft.moved", detail={"what": said}))


def copy_line(work: Work, *, key: int) -> int:
    """Chép một dòng, with all inside it, right behind it, under the next code; its key."""
    work = draft_rows.held(work)
    row = draft_rows.line_row(work, key)
    lines = draft_rows.sheet_lines(work, row.sheet)
    at = next(place for place, one in enumerate(lines) if one.key == key)
    if row.sheet is DraftSheet.CRITERION:
        to, made = outline_of(lines).copied(at)
        copies = [DraftLine(key=0, sheet=row.sheet, cells=cells_of(one)) for one in made]
    else:
        to, copies = at + 1, [replace(lines[at], key=0)]
    rows = draft_rows.splice(work, lines, to, copies)
    work.record(*(Act("draft.line_added", rows=[one]) for one in rows))
    return rows[0][1]
