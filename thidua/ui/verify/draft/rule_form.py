"""Biểu mẫu của cách chấm: a field for each thing that it can say, and one for one's own words."""

import streamlit as st

from thidua.domain.covenant.drafting.lines import DraftLine
from thidua.domain.rules.forms import REST, FormField, RuleForm
from thidua.ui.verify.draft import typed

_LINES = 120  # pixels: some four lines, pulled taller where more are typed


def draw(line: DraftLine, method: str, *, disabled: bool) -> None:
    """Vẽ biểu mẫu của cách chấm đang chọn."""
    form = typed.form_of(method)
    if form is None:
        st.text_input(
            "Tham số",
            key=typed.begin(typed.key_of(line, "parameters"), line.cell("parameters")),
            persist_state="page",
            disabled=disabled,
        )
        return
    stored = typed.filled(line, method)
    for listed in form.listed:
        st.text_area(
            listed.label,
            height=_LINES,
            placeholder=listed.example,
            key=typed.begin(typed.rule_key(line, method, listed.name), stored.get(listed.name, "")),
            persist_state="page",
            disabled=disabled,
        )
    _fields(line, method, form, stored, disabled=disabled)


def _fields(
    line: DraftLine, method: str, form: RuleForm, stored: dict[str, str], *, disabled: bool
) -> None:
    ticks = [one for one in (*form.fields, *form.common) if one.is_tick]
    others = [one for one in (*form.fields, *form.common) if not one.is_tick]
    if others:
        row = st.container(horizontal=True)
        for field in others:
            with row:
                _field(line, method, field, stored.get(field.name, ""), disabled=disabled)
    for field in ticks:
        st.checkbox(
            field.label,
            key=typed.begin(typed.rule_key(line, method, field.name), bool(stored.get(field.name))),
            persist_state="page",
            disabled=disabled,
        )
    st.text_input(
        "Viết thêm bằng lời",
        key=typed.begin(typed.rule_key(line, method, REST), stored.get(REST, "")),
        help="Những gì các ô trên không có, cách nhau bằng «;», như ở cột Tham số của sổ giao ước",
        persist_state="page",
        disabled=disabled,
    )


def _field(line: DraftLine, method: str, field: FormField, stored: str, *, disabled: bool) -> None:
    key = typed.begin(typed.rule_key(line, method, field.name), stored)
    if field.choices:
        options = ["", *field.choices]
        st.selectbox(
            field.label,
            options,
            format_func=lambda one: one or "Không ghi",
            help=field.help or None,
            key=key,
            persist_state="page",
            disabled=disabled,
        )
        return
    st.text_input(
        field.label,
        help=field.help or None,
        key=key,
        persist_state="page",
        disabled=disabled,
    )
