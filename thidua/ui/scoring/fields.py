"""Ô nhập của một tiêu chí: plain fields; what is typed is kept when another criterion is chosen."""

import streamlit as st

from thidua.domain.rules import Field
from thidua.domain.scoring.draft import Draft, DraftRow, Typed
from thidua.domain.scoring.file import EXPLANATION
from thidua.ui.frame.literal import literal

_SCORED = "Chấm điểm"
_LOWEST = 68  # pixels, the least a text area may have; it can be pulled taller


def draw(draft: Draft, key: str, reason: str = EXPLANATION) -> Typed:
    """Vẽ các ô của một tiêu chí, and what differs in them from what is stored.

    What the criterion says stands beside them. `reason` is how the field of the explanation is
    called here.
    """
    with st.container(key=f"cac-o-{key}"):  # tung-dong.js looks for it
        found = {number: _fields(draft, number, key) for number in range(len(draft.rows))}
        written = st.text_area(
            reason,
            draft.cell(0, EXPLANATION),
            height=_LOWEST,
            key=_place(key, 0, EXPLANATION),
        )
    if written != draft.cell(0, EXPLANATION):
        found[0][EXPLANATION] = written
    return {number: cells for number, cells in found.items() if cells}


def typed(draft: Draft, key: str) -> Typed:
    """Ô đã gõ, read from the browser's last word, also when the fields are not drawn any more."""
    found: dict[int, dict[str, str | None]] = {}
    for number, row in enumerate(draft.rows):
        for name in (*row.form.asked, Field.CHOICE, EXPLANATION):
            text = st.session_state.get(_place(key, number, name))
            if text is not None and text != draft.cell(number, name):
                found.setdefault(number, {})[name] = text
    return found


def is_drawn(draft: Draft, key: str) -> bool:
    """Đang có ô trên màn hình, so that the browser keeps what is typed."""
    return any(
        _place(key, number, EXPLANATION) in st.session_state for number in range(len(draft.rows))
    )


def _place(key: str, number: int, name: str) -> str:
    return f"{key}-o-{number}-{name}"


def _fields(draft: Draft, number: int, key: str) -> dict[str, str | None]:
    """Các ô của một dòng; only those that differ from what is stored count as typed."""
    row = draft.rows[number]
    cells: dict[str, str | None] = {}
    st.caption(literal(row.form.hint))
    with st.container(horizontal=True):
        for name in row.form.asked:
            if name is not Field.CHOICE:
                cells[name] = st.text_input(
                    _called(name, row), draft.cell(number, name), key=_place(key, number, name)
                )
        if row.form.choices:
            cells[Field.CHOICE] = _choice(draft, number, row, key)
    return {name: text for name, text in cells.items() if text != draft.cell(number, name)}


def _called(name: Field, row: DraftRow) -> str:
    """Tên của ô, with its event or part, so that no two of one line are called alike."""
    about = row.form.kind if row.form.is_first else row.form.label
    return literal(f"{name} – {about}" if about else name)


def _choice(draft: Draft, number: int, row: DraftRow, key: str) -> str:
    stored = draft.cell(number, Field.CHOICE)
    options = list(dict.fromkeys(["", *row.form.choices, stored]))
    asked = Field.CHOICE in row.form.asked
    return st.selectbox(
        _called(Field.CHOICE, row) if asked else "Tình trạng",
        options,
        index=options.index(stored),
        format_func=lambda word: word or ("Chưa chọn" if asked else _SCORED),
        key=_place(key, number, Field.CHOICE),
    )
