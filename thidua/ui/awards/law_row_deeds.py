"""Việc với một dòng luật: confirm, correct, date anew, end, try nominees, give up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from thidua.domain.awards.rule_trials import trials
from thidua.domain.dossier.facts import NO, YES, FactType
from thidua.domain.law.conditions.measured import STATE_WORDS
from thidua.domain.law.layers import row_name
from thidua.domain.period.windows import day_of
from thidua.frames.awards import law_rows as frames
from thidua.services.law import law, rows
from thidua.services.law.row_cells import RowField, Shape
from thidua.services.law.row_fields import faults_of, fields_of, with_fields
from thidua.services.law.row_making import (
    Raw,
    ended,
    facts_asked,
    followed,
    trial_names,
    trial_of,
    with_trial,
    without_trial,
)
from thidua.ui.awards import law_condition
from thidua.ui.awards.law_row_form import RowForm, RowMade, read_fields, read_text, save
from thidua.ui.frame.literal import literal
from thidua.ui.widgets import tables

READ, _CHANGE, _FOLLOW, _END, _TRIAL = (
    "Đối chiếu",
    "Sửa",
    "Bản mới từ một ngày",
    "Chấm dứt",
    "Người thử",
)
_NOT_FOR: Mapping[str, tuple[str, ...]] = {
    "requirements": (),
    "exclusions": (),
    "ways": (_FOLLOW, _END, _TRIAL),
    "transitions": (_FOLLOW, _END, _TRIAL),
    "awards": (_FOLLOW, _END, _TRIAL),
    "documents": (READ, _FOLLOW, _END, _TRIAL),
}
"""Việc không có với một mục: ways, transitions, awards and documents have one version each; a
document is what others are compared with."""


def deeds_for(section: str) -> list[str]:
    """Các việc làm được với một dòng của mục này, in the order in which they are offered."""
    return [one for one in _DRAWS if one not in _NOT_FOR.get(section, (_TRIAL,))]


def draw(form: RowForm, start: date) -> None:
    """Vẽ việc đã chọn với dòng có hiệu lực từ ngày này; a row of one's own can be given up."""
    _DRAWS[form.deed](form, start)
    if form.row.is_own:
        _give_up(form)


def _confirm(form: RowForm, start: date) -> None:
    read_fields(form, form.raw)
    form.ctx.button(
        "Xác nhận đã đối chiếu",
        lambda: form.ctx.act(
            rows.confirm,
            f"Đã ghi lần đối chiếu của dòng {form.row.code}.",
            section=form.row.section,
            code=form.row.code,
            start=start,
            read=read_text(form),
            seen=form.row.version,
        ),
        key="xac-nhan-dong-luat",
        type="primary",
        icon=":material/fact_check:",
    )


def _cells(form: RowForm, without: Sequence[str] = ()) -> list[RowField]:
    return [
        one
        for one in fields_of(form.row.section, form.raw, form.book)
        if one.path[0] not in without
    ]


def _typed(form: RowForm, cells: Sequence[RowField]) -> dict[str, str]:
    return {one.key: str(st.session_state.get(form.key(one.key), one.value)) for one in cells}


def _made(form: RowForm, without: Sequence[str] = ()) -> Raw:
    """Dòng như đang gõ ở các ô."""
    cells = _cells(form, without)
    return with_fields(form.raw, cells, _typed(form, cells))


def _draw_cells(form: RowForm, without: Sequence[str] = ()) -> None:
    """Các ô của dòng, the finding of each beside it."""
    cells = _cells(form, without)
    faults = faults_of(form.row.section, form.raw, cells, _typed(form, cells), form.book)
    for one in cells:
        left, right = st.columns(2)
        with left:
            _cell(form, one)
        if one.key in faults:
            right.error(literal(faults[one.key]), icon=":material/error:")


def _cell(form: RowForm, one: RowField) -> None:
    key = form.key(one.key)
    if one.shape in (Shape.CHOICE, Shape.FLAG):
        options = list(one.choices)
        at = options.index(one.value) if one.value in options else 0
        st.selectbox(one.label, options, at, format_func=one.choices.__getitem__, key=key)
    else:
        hint = "01/10/2026" if one.shape is Shape.DAY else None
        st.text_input(one.label, one.value, placeholder=hint, key=key)


def _change(form: RowForm, start: date) -> None:
    _draw_cells(form)

    def made() -> RowMade:
        raw = _made(form)
        begins = rows.start_of(raw, form.book) or start
        return RowMade(form.replaced(raw), raw, begins, form.row.code)

    save(form, made)


def _follow(form: RowForm, _: date) -> None:
    st.date_input(
        "Có hiệu lực từ ngày",
        day_of(form.ctx.now),
        format="DD/MM/YYYY",
        key=form.key("tu-ngay"),
    )
    dates = ("from", "to")
    _draw_cells(form, dates)
    if "condition" in form.raw and st.checkbox("Viết lại điều kiện", key=form.key("viet-lai")):
        law_condition.draw(form)

    def made() -> RowMade:
        raw, start = _made(form, dates), form.day("tu-ngay")
        if st.session_state.get(form.key("viet-lai")):
            raw = {**raw, "condition": law_condition.condition(form)}
        entries = followed(form.row.entries, raw, start)
        return RowMade(entries, entries[-1], start, form.row.code)

    save(form, made)


def _end(form: RowForm, start: date) -> None:
    st.date_input(
        "Hết hiệu lực sau ngày", day_of(form.ctx.now), format="DD/MM/YYYY", key=form.key("den-ngay")
    )

    def made() -> RowMade:
        entries = ended(form.row.entries, form.day("den-ngay"))
        return RowMade(entries, form.raw, start, form.row.code)

    save(form, made)


def _trial(form: RowForm, start: date) -> None:
    """Người thử của dòng: those there are, one more, one less."""
    tried = [one for one in trials(form.book) if one.rule.code == form.row.code]
    if tried:
        tables.draw(frames.trials_frame(tried), alt="Người thử của dòng này")
    else:
        st.caption("Dòng này chưa có người thử.")
    names = trial_names(form.raw)
    left, middle, right = st.columns(3)
    left.text_input("Tên người thử", key=form.key("ten"))
    year = form.ctx.period.year
    middle.number_input("Năm xét", 1, value=year, key=form.key("nam"))
    right.selectbox(
        "Dòng này phải trả lời",
        list(STATE_WORDS.values()),
        key=form.key("mong-doi"),
    )
    asked = facts_asked(form.book, form.row.code)
    for code in asked:
        _fact(form, code)
    awards = {"": "không", **{slug: kind.name for slug, kind in form.book.awards.items()}}
    left, right = st.columns(2)
    left.selectbox(
        "Đã được tặng", list(awards), format_func=awards.__getitem__, key=form.key("da-tang")
    )
    right.text_input("các năm", placeholder="2023, 2024", key=form.key("cac-nam"))
    if names:
        st.selectbox("Bỏ người thử", ["", *names], key=form.key("bo"))

    def made() -> RowMade:
        raw, dropped, name = form.raw, form.typed("bo"), form.typed("ten").strip()
        if dropped:
            raw = without_trial(raw, dropped)
        if name:
            trial = trial_of(
                name,
                form.count("nam", year),
                form.typed("mong-doi"),
                {code: form.typed(f"dk-{code}") for code in asked},
                form.typed("da-tang"),
                form.typed("cac-nam"),
            )
            raw = with_trial(raw, trial)
        return RowMade(form.replaced(raw), raw, start, form.row.code)

    save(form, made)


def _fact(form: RowForm, code: str) -> None:
    kind, key = form.book.catalogue.kinds[code], form.key(f"dk-{code}")
    if kind.type is FactType.YES_NO:
        st.selectbox(kind.name, ["", YES, NO], key=key)
    elif kind.words:
        words = {"": "", **{one.code: one.label for one in kind.words}}
        st.selectbox(kind.name, list(words), format_func=words.__getitem__, key=key)
    else:
        st.text_input(kind.name, key=key)


def _give_up(form: RowForm) -> None:
    """Thôi dùng bản của mình: the row of the release holds again."""
    reason = st.text_input("Lý do thôi dùng bản của mình", key=form.key("thoi"))
    if reason.strip():
        form.ctx.button(
            "Thôi dùng bản của mình",
            lambda: form.ctx.act(
                law.remove_copy,
                f"Dòng {form.row.code} theo luật đi kèm trở lại.",
                name=row_name(form.row.section, form.row.code),
                seen=form.row.version,
                reason=form.typed("thoi"),
            ),
            key="thoi-dong-luat",
        )


_DRAWS: Mapping[str, Callable[[RowForm, date], None]] = {
    READ: _confirm,
    _CHANGE: _change,
    _FOLLOW: _follow,
    _END: _end,
    _TRIAL: _trial,
}
