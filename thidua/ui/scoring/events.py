"""Từng lượt: the events of one line with day, document, count and evidence of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.finding import Finding
from thidua.domain.period.windows import parse_day
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Occurrence
from thidua.domain.scoring.occurrences import (
    DAY,
    DOCUMENT,
    EventRow,
    is_counted,
    may_list,
    with_listed,
)
from thidua.domain.scoring.sheet import Hand
from thidua.frames import occurrences as frames
from thidua.services.scoring import documents, evidence
from thidua.services.scoring.desk import Desk
from thidua.services.scoring.sheets import LineEdit
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import held as held_cells
from thidua.ui.scoring import saving
from thidua.ui.widgets import tables

_HELD = "_tung_luot"


@dataclass(frozen=True, slots=True)
class HeldList:
    """Danh sách đang giữ: as it stood when it was drawn, over which version of the line."""

    base: int
    stored: tuple[Occurrence, ...]
    turn: int


def show(ctx: Context, unit: str, hand: Hand, criterion: str, listed: Sequence[Occurrence]) -> None:
    """Vẽ các lượt đã kê, only to be looked at, and what is to be looked into; nothing without."""
    if not listed:
        return
    st.caption("Từng lượt đã kê")
    try:
        items = evidence.of_unit(ctx.work, unit=unit)
    except NotPermitted:
        items = ()
    attached: dict[str, list[str]] = {}
    for item in items:
        place = item.place(criterion)
        if place is not None and place.document:
            attached.setdefault(place.document, []).append(item.title)
    tables.draw(
        frames.events_frame(listed, attached),
        alt=f"Từng lượt của tiêu chí {criterion}",
    )
    _warn(ctx, unit, hand, criterion, listed)


def _warn(
    ctx: Context, unit: str, hand: Hand, criterion: str, listed: Sequence[Occurrence]
) -> None:
    told = documents.of_line(
        ctx.work, unit=unit, hand=hand, criterion=criterion, occurrences=listed
    )
    if told:
        said = "".join(f"\n- {literal(one[:1].upper() + one[1:])}" for one in told)
        st.warning(f"Cần xem lại, không tự loại:{said}", icon=":material/content_copy:")


def of_desk(ctx: Context, desk: Desk, criterion: str) -> None:
    """Các lượt của dòng trên bàn chấm; of the claim too where another hand judges it."""
    hands = {desk.hand: desk.sheet, Hand.SELF: desk.own}
    for hand, sheet in hands.items():
        line = sheet.lines.get(criterion)
        if line is not None and line.entry.occurrences:
            if hand is not desk.hand:
                st.caption("Đơn vị kê khi tự chấm:")
            show(ctx, desk.unit, hand, criterion, line.entry.occurrences)


def draw(ctx: Context, desk: Desk, criterion: Criterion) -> None:
    """Vẽ danh sách từng lượt để sửa, where the line may have one."""
    if not may_list(criterion):
        return
    if desk.hand is not Hand.SELF:
        claim = desk.own.lines.get(criterion.code)
        if claim is not None and claim.entry.occurrences:
            st.caption("Đơn vị kê khi tự chấm:")
            show(ctx, desk.unit, Hand.SELF, criterion.code, claim.entry.occurrences)
    st.markdown("**Từng lượt**")
    st.caption(
        "Mỗi dòng một lượt, hoặc mấy lượt cùng một văn bản. "
        + (
            "Loại nào đã kê thì số lượt của dòng điểm lấy bằng tổng đã kê."
            if is_counted(criterion)
            else "Danh sách nói điểm này cho việc nào; điểm vẫn ghi ở ô điểm."
        )
    )
    place = "-".join(map(str, (*held_cells.sheet_place(desk), criterion.code)))
    held = _held(desk, criterion, place)
    key = _key(place, held)
    with st.container(key="theo-doi-luu-luot"):
        st.data_editor(
            frames.editing_frame(held.stored),
            key=key,
            hide_index=True,
            num_rows="dynamic",
            on_change="ignore",
            alt=f"Danh sách từng lượt của tiêu chí {criterion.code}",
            column_config=_columns(criterion, held.stored),
        )
    if desk.versions.get(criterion.code, 0) != held.base:
        st.info(
            "Vừa có người lưu dòng này; lưu danh sách đang gõ sẽ bị từ chối cho tới khi xem lại."
        )
        ctx.button("Xem danh sách mới", lambda: _drop(place), key=f"xem-luot-{place}")
    ctx.button(
        "Lưu từng lượt",
        lambda: _save(ctx, desk, criterion, place),
        key=f"luu-luot-{place}",
        icon=":material/playlist_add_check:",
    )
    _warn(ctx, desk.unit, desk.hand, criterion.code, held.stored)


def _box() -> dict[str, HeldList]:
    found: dict[str, HeldList] = st.session_state.setdefault(_HELD, {})
    return found


def _key(place: str, held: HeldList) -> str:
    return f"luot-{place}-{held.turn}"


def _held(desk: Desk, criterion: Criterion, place: str) -> HeldList:
    """Danh sách của chỗ này; a later version takes its place unless something is typed over it."""
    box = _box()
    version = desk.versions.get(criterion.code, 0)
    before = box.get(place)
    if before is not None and (before.base == version or _is_typed(_key(place, before))):
        return before
    line = desk.sheet.lines.get(criterion.code)
    stored = () if line is None else line.entry.occurrences
    box[place] = HeldList(version, stored, 0 if before is None else before.turn + 1)
    return box[place]


def _drop(place: str) -> None:
    held = _box().get(place)
    if held is not None:
        _box()[place] = HeldList(-1, (), held.turn + 1)


def _is_typed(key: str) -> bool:
    state: Mapping[str, Any] = st.session_state.get(key) or {}
    return any(state.get(one) for one in _CHANGES)


_CHANGES = ("edited_rows", "added_rows", "deleted_rows")


def _columns(criterion: Criterion, stored: Sequence[Occurrence]) -> dict[str, Any]:
    """Cột của lưới kê lượt: the kind to be chosen only where the covenant names several."""
    kinds = list(criterion.rule.event_kinds)
    config: dict[str, Any] = {
        DAY: st.column_config.TextColumn(width=110, help="Ngày/tháng/năm, ví dụ 20/03/2026"),
        DOCUMENT: st.column_config.TextColumn(width=150, max_chars=300),
        Field.COUNT.value: st.column_config.TextColumn(width=80, help="Để trống là 1 lượt"),
        "Minh chứng": st.column_config.TextColumn(
            width=200, help="Tên tệp đã kèm, hoặc nơi lưu văn bản"
        ),
    }
    if kinds:
        options = list(dict.fromkeys([*kinds, *(one.kind for one in stored if one.kind)]))
        config["Loại"] = st.column_config.SelectboxColumn(options=options, width=150)
    elif not is_counted(criterion):
        config["Loại"] = st.column_config.TextColumn("Nội dung", width=150)
    else:
        config["Loại"] = None
    if not criterion.rule.asks_name:
        config[Field.NAME.value] = None
    return config


def _save(ctx: Context, desk: Desk, criterion: Criterion, place: str) -> None:
    """Lưu danh sách đang gõ: the counts of the line follow it in the same version."""
    held = _box()[place]
    listed = _typed(criterion, held, _key(place, held))
    if any(
        criterion.code in one.draft.with_typed(held_cells.typed_in(one)).touched
        for where, one in held_cells.box().items()
        if where[:3] == held_cells.sheet_place(desk)
    ):
        raise Refused("Còn ô của tiêu chí này đã gõ mà chưa lưu; hãy lưu các ô ấy trước.")
    line = desk.sheet.lines.get(criterion.code)
    entry = with_listed(criterion, None if line is None else line.entry, listed)
    if entry is None:
        raise Refused("Hãy ghi và lưu điểm của tiêu chí này trước, rồi kê từng lượt.")
    edits = [LineEdit(criterion.code, held.base, entry)]
    if saving.write_listed(ctx, desk, edits):
        _drop(place)


def _typed(criterion: Criterion, held: HeldList, key: str) -> list[Occurrence]:
    """Các lượt như đang gõ, what is stored under what was typed over it."""
    state: Mapping[str, Any] = st.session_state.get(key) or {}
    rows = frames.editing_rows(held.stored)
    for number, cells in state.get("edited_rows", {}).items():
        rows[int(number)].update(cells)
    gone = set(state.get("deleted_rows", ()))
    kept = [row for number, row in enumerate(rows) if number not in gone]
    added = [dict(one) for one in state.get("added_rows", ())]
    found: list[Occurrence] = []
    faults: list[Finding] = []
    for cells in (one for one in [*kept, *added] if any(one.values())):
        row = EventRow(
            unit="",
            criterion=criterion.code,
            kind=cells.get("Loại") or "",
            name=cells.get(Field.NAME.value) or "",
            day=_day(cells.get(DAY)),
            document=cells.get(DOCUMENT) or "",
            count=cells.get(Field.COUNT.value),
            evidence=cells.get("Minh chứng") or "",
        )
        one = row.occurrence(faults)
        if one is not None:
            found.append(one)
    if faults:
        raise Refused(" ".join(one.message for one in faults))
    return found


def _day(written: str | None) -> date | None:
    """Ngày như đã gõ; Refused where it is no day, for a month must not be taken for one."""
    if not written:
        return None
    found = parse_day(written)
    if found is None:
        raise Refused(f"«{written}» phải là ngày, ví dụ 20/03/2026.")
    return found
