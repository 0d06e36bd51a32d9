"""Thử một dòng trên màn hình: type a result, read the points, with the steps of the rule itself."""

import streamlit as st

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.points import Scale, parse_number
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.rows import FormRow, InputRow
from thidua.domain.scoring.trying import try_line
from thidua.ui.frame.literal import literal
from thidua.ui.widgets import imports

_OTHER = "don-vi-khac"


def draw(criterion: Criterion | None, scale: Scale, key: str) -> None:
    """Vẽ phần thử; it works on what is typed, saved or not."""
    st.markdown("**Thử**")
    if criterion is None:
        st.caption("Dòng chưa đọc được nên chưa thử được; xem các lỗi ở trên.")
        return
    if criterion.rule.is_computed:
        st.caption("Dòng này không ai chấm: điểm lấy từ các kỳ trong năm.")
        return
    rows = criterion.rule.form_rows(criterion.max_points, None)
    typed = [_row(row, f"{key}-{number}") for number, row in enumerate(rows)]
    others = [_other(key)] if criterion.rule.compares_units else []
    found = try_line(criterion, scale, typed, [one for one in others if one is not None])
    if found.points is not None:
        st.success(literal(found.words), icon=":material/calculate:")
        st.caption(literal(found.steps))
    elif found.words:
        st.info(literal(f"{found.words}: chưa ra điểm."))
    imports.say_errors(found.findings)


def _row(row: FormRow, key: str) -> InputRow:
    """Các ô của một dòng nhập."""
    if row.label:
        st.markdown(f"– {literal(row.label)}")
    st.caption(literal(row.hint))
    with st.container(horizontal=True):
        cells = {
            name: _cell(row, name, f"{key}-{name}")
            for name in dict.fromkeys((*row.asked, *((Field.CHOICE,) if row.choices else ())))
        }
    return InputRow(
        target=cells.get(Field.TARGET) or None,
        actual=cells.get(Field.ACTUAL) or None,
        count=cells.get(Field.COUNT) or None,
        choice=cells.get(Field.CHOICE, ""),
        points=cells.get(Field.POINTS) or None,
        kind=row.kind,
        name=cells.get(Field.NAME, ""),
    )


def _cell(row: FormRow, name: Field, key: str) -> str:
    if name is Field.CHOICE and row.choices:
        options = ["", *row.choices]
        return str(st.selectbox(name, options, format_func=lambda one: one or "Chưa chọn", key=key))
    return str(st.text_input(name, key=key))


def _other(key: str) -> Entry | None:
    """Một đơn vị khác để so: without it the unit that is tried leads."""
    st.caption("So với một đơn vị khác")
    with st.container(horizontal=True):
        target = parse_number(
            st.text_input("Kế hoạch của đơn vị ấy", key=f"{key}-{_OTHER}-ke-hoach")
        )
        actual = parse_number(st.text_input("Kết quả của đơn vị ấy", key=f"{key}-{_OTHER}-ket-qua"))
    return None if actual is None else Entry(target=target, actual=actual)
