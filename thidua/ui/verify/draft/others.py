"""Mục chung và xếp hạng của dự thảo: the other two sheets of the workbook, in fields."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.covenant.drafting.drafting import Drafting
from thidua.domain.covenant.drafting.examined import Examined
from thidua.domain.covenant.drafting.lines import DraftLine, DraftSheet
from thidua.domain.covenant.ranking_rows import RANKING_KINDS, TIEBREAK, TIEBREAK_WORDS
from thidua.domain.covenant.setting_rows import (
    COMBINING,
    COMBINING_WORDS,
    NOT_ASSIGNED,
    NOT_ASSIGNED_WORDS,
    ONCE,
    ROUNDING,
    ROUNDING_WORDS,
    SCORE_AND_VOTE,
    SCORE_AND_VOTE_WORDS,
    SETTING_NAMES,
)
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.once import ONCE_WORDS
from thidua.frames import covenant as frames
from thidua.services.covenant import draft_edits
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify.draft import typed
from thidua.ui.widgets import imports, tables
from thidua.ui.widgets.panel import panel

_WORDS: Mapping[str, tuple[str, ...]] = {
    ROUNDING: tuple(ROUNDING_WORDS),
    COMBINING: tuple(COMBINING_WORDS),
    NOT_ASSIGNED: tuple(NOT_ASSIGNED_WORDS),
    SCORE_AND_VOTE: tuple(SCORE_AND_VOTE_WORDS),
    ONCE: (*ONCE_WORDS.values(), "; ".join(ONCE_WORDS.values())),
}
_ROW = "dt-dong-xep-hang"
_NEW_NAME, _NEW_VALUE = "dt-muc-moi", "dt-gia-tri-moi"


def settings(ctx: Context, found: Drafting, examined: Examined) -> None:
    """Mục chung: every setting the program knows, then those it only keeps."""
    lines = found.sheet(DraftSheet.SETTING)
    stored = {folded(one.title): one.cell("value") for one in lines}
    known = {folded(name) for name in SETTING_NAMES}
    names = [*SETTING_NAMES, *(one.title for one in lines if folded(one.title) not in known)]
    seen = {name: stored.get(folded(name), "") for name in names}
    told = [one for at in range(len(lines)) for one in examined.of_line(DraftSheet.SETTING, at)]
    imports.show_findings(told)
    for name in names:
        _settle(ctx.period.id, name, seen[name])
        _setting(name, seen[name], disabled=not found.may_write)
    if not found.may_write:
        return
    with st.container(horizontal=True):
        st.text_input("Thêm mục khác (phần mềm chỉ giữ để xem)", key=_NEW_NAME)
        st.text_input("Giá trị của mục ấy", key=_NEW_VALUE)

    def save() -> None:
        values = {name: str(st.session_state[_key(name)] or "") for name in names}
        before = dict(seen)
        if new := str(st.session_state[_NEW_NAME]).strip():
            values.setdefault(new, str(st.session_state[_NEW_VALUE]))
            before.setdefault(new, "")
        ctx.write(draft_edits.save_settings, values=values, seen=before)
        st.session_state[_NEW_NAME] = st.session_state[_NEW_VALUE] = ""
        ctx.flash("Đã lưu các mục chung.")

    ctx.button("Lưu các mục chung", save, key="dt-luu-muc", type="primary")


def _key(name: str) -> str:
    return f"dt-muc-{name}"


def _settle(period: int, name: str, stored: str) -> None:
    """Trước khi vẽ ô: what nobody typed here follows what is stored, by whomever it was changed.

    What was typed stays, and where the stored value became another meanwhile both are told.
    """
    key, base_key = _key(name), f"dt-muc-goc-{name}"
    own, base = st.session_state.get(base_key, (None, ""))
    typed_here = clean(str(st.session_state.get(key) or ""))
    if key not in st.session_state or own != period or typed_here == clean(base):
        st.session_state[key] = stored
    elif base != stored and typed_here != clean(stored):
        st.warning(
            literal(f"Mục «{name}» vừa được sửa thành «{stored}»; lưu thì ghi «{typed_here}»."),
            icon=":material/group:",
        )
        return
    st.session_state[base_key] = (period, stored)


def _setting(name: str, stored: str, *, disabled: bool) -> None:
    words = _WORDS.get(name)
    if words is None:
        st.text_input(name, key=_key(name), persist_state="page", disabled=disabled)
        return
    options = list(dict.fromkeys(["", *words, stored]))
    st.selectbox(
        name,
        options,
        format_func=lambda one: one or "Không ghi",
        key=_key(name),
        persist_state="page",
        disabled=disabled,
    )


def ranking(ctx: Context, found: Drafting, examined: Examined) -> None:
    """Trang Xếp hạng: ties, bands, floors, exclusions and awards, a row at a time."""
    lines = found.sheet(DraftSheet.RANKING)
    if lines:
        tables.draw(frames.draft_rest_frame(lines, examined), alt="Xếp hạng của dự thảo")
    else:
        st.info("Dự thảo chưa nói gì về xếp hạng.")
    if not found.may_write:
        return
    _add(ctx)
    if lines:
        _chosen(ctx, lines, examined)


def _chosen(ctx: Context, lines: Sequence[DraftLine], examined: Examined) -> None:
    by_key = {one.key: one for one in lines}
    if st.session_state.get(_ROW) not in by_key:
        st.session_state[_ROW] = lines[0].key
    key = st.selectbox(
        "Dòng xếp hạng", list(by_key), format_func=lambda one: by_key[one].title, key=_ROW
    )
    line = by_key[key]
    typed.settle(line)
    imports.show_findings(examined.of_line(DraftSheet.RANKING, lines.index(line)))
    kinds = list(dict.fromkeys([*RANKING_KINDS, line.cell("kind")]))
    with st.container(horizontal=True):
        st.selectbox(
            "Loại", kinds, key=typed.begin(typed.key_of(line, "kind"), line.cell("kind")),
            persist_state="page",
        )  # fmt: skip
        for name, label in (("order", "Thứ tự"), ("content", "Nội dung"), ("value", "Giá trị")):
            st.text_input(
                label,
                key=typed.begin(typed.key_of(line, name), line.cell(name)),
                persist_state="page",
            )
    seen = typed.seen(line)

    def save() -> None:
        ctx.write(draft_edits.save_line, key=line.key, cells=typed.cells(line), seen=seen)
        ctx.flash("Đã lưu dòng xếp hạng.")

    row = st.container(horizontal=True)
    ctx.button("Lưu dòng xếp hạng", save, key="dt-luu-xh", place=row, type="primary")
    if seen != line.version:
        st.warning(literal(f"{line.set_by} vừa sửa dòng này."), icon=":material/group:")
        ctx.button("Lấy bản đang lưu", lambda: typed.forget(line), key="dt-lay-xh", place=row)
    for label, up in (("Lên", True), ("Xuống", False)):
        ctx.button(
            label,
            lambda up=up: ctx.act(  # type: ignore[misc]
                draft_edits.step_line, "Đã chuyển dòng xếp hạng.", key=line.key, up=up
            ),
            key=f"dt-buoc-xh-{up}",
            place=row,
        )
    ctx.button(
        "Bỏ dòng xếp hạng",
        lambda: ctx.act(
            draft_edits.remove_line, "Đã bỏ dòng xếp hạng.", key=line.key, seen=line.version
        ),
        key="dt-bo-xh",
        place=row,
        icon=":material/delete:",
    )


def _add(ctx: Context) -> None:
    inside = panel("Thêm dòng xếp hạng", key="dt-mo-them-xh", icon=":material/add:")
    if inside is None:
        return
    with inside:
        kind = st.selectbox("Loại dòng mới", RANKING_KINDS, key="dt-moi-loai-xh")
        with st.container(horizontal=True):
            st.text_input("Thứ tự dòng mới", key="dt-moi-thu-tu-xh")
            if kind == TIEBREAK:
                st.selectbox("Nội dung dòng mới", list(TIEBREAK_WORDS), key="dt-moi-phu-xh")
            else:
                st.text_input("Nội dung dòng mới", key="dt-moi-loi-xh")
            st.text_input("Giá trị dòng mới", key="dt-moi-gia-tri-xh")

        def add() -> None:
            said = "dt-moi-phu-xh" if kind == TIEBREAK else "dt-moi-loi-xh"
            cells = {
                "kind": kind,
                "order": str(st.session_state["dt-moi-thu-tu-xh"]),
                "content": str(st.session_state[said]),
                "value": str(st.session_state["dt-moi-gia-tri-xh"]),
            }
            made = ctx.write(draft_edits.add_line, sheet=DraftSheet.RANKING, cells=cells)
            st.session_state[_ROW] = made
            ctx.flash("Đã thêm dòng xếp hạng.")

        ctx.button("Thêm dòng xếp hạng", add, key="dt-them-xh", type="primary")
