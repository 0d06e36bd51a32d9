"""Lưới đang giữ: what is typed and not saved, kept in the session until it is saved or replaced.

A grid is drawn from a draft kept here; positions of typed cells are read against that draft, never
against a later reading of the record.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from thidua import labels
from thidua.domain.scoring.draft import Draft, Typed
from thidua.services.scoring.desk import Desk
from thidua.services.scoring.sheets import Conflict
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import fields as score_fields
from thidua.web.streamlit_inside import sent_keys

Place = tuple[int, str, str, str]

ONE = "tung-tieu-chi:"
"""Mở đầu tên chỗ của phần nhập từng tiêu chí, apart from the codes of groups."""

_BOX, _LAST, _TURN = "_luoi_dang_go", "_luoi_dang_ve", "_luoi_luot"


@dataclass(slots=True)
class Held:
    """Lưới đang giữ: its draft, its widget key, and the clash that waits for a choice."""

    draft: Draft
    key: str
    clashes: list[Conflict] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def sheet_place(desk: Desk) -> tuple[int, str, str]:
    """Chỗ của một bảng chấm among all that may be typed in."""
    return desk.period.id, desk.hand, f"{desk.unit} {desk.reviewer}".strip()


def box() -> dict[Place, Held]:
    """Các lưới đang giữ of this session."""
    found: dict[Place, Held] = st.session_state.setdefault(_BOX, {})
    return found


def _new_key(place: Place) -> str:
    turn = st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return "-".join(["luoi", *map(str, place), str(turn)])


def _shown_key(place: Place) -> str:
    """Khóa của lưới mà trình duyệt còn hiện, after the server was started anew; else a new one.

    Under another key the grid would be drawn afresh, without the cells that are typed in it.
    """
    begins = "-".join(["luoi", *map(str, place), ""])
    turns = [
        int(key.removeprefix(begins))
        for key in sent_keys()
        if key.startswith(begins) and key.removeprefix(begins).isdigit()
    ]
    last = max(turns, default=0)
    if last <= st.session_state.get(_TURN, 0):
        return _new_key(place)
    st.session_state[_TURN] = last
    return f"{begins}{last}"


def typed_in(held: Held) -> Typed:
    """Ô đã gõ trong lưới hay trong các ô đang vẽ."""
    state = st.session_state.get(held.key)
    if not state:
        return score_fields.typed(held.draft, held.key)
    edited: Typed = state["edited_rows"]
    return {int(place): dict(cells) for place, cells in edited.items()}


def hold(place: Place, make: Callable[[], Draft]) -> Held:
    """Lưới của chỗ này; the one drawn before it is put aside with its typed cells.

    A grid and the fields of one criterion may be drawn beside each other.
    """
    drawn: dict[bool, Place] = st.session_state.setdefault(_LAST, {})
    kind = place[3].startswith(ONE)
    for other in [one for one in box() if one in (drawn.get(kind), place)]:
        held = box()[other]
        is_drawn = held.key in st.session_state or score_fields.is_drawn(held.draft, held.key)
        if other == place and is_drawn:
            continue
        held.draft = held.draft.with_typed(typed_in(held))
        held.key = _new_key(other)
        if not held.draft.typed:
            del box()[other]
    drawn[kind] = place
    if place not in box():
        box()[place] = Held(make(), _shown_key(place))
    return box()[place]


def put_aside(*, is_one: bool) -> None:
    """Để riêng lưới hay các ô đang vẽ, with what is typed, in a run that does not draw them."""
    drawn: dict[bool, Place] = st.session_state.get(_LAST, {})
    place = drawn.pop(is_one, None)
    held = box().get(place) if place is not None else None
    if place is None or held is None:
        return
    held.draft = held.draft.with_typed(typed_in(held))
    held.key = _new_key(place)
    if not held.draft.typed:
        del box()[place]


def replace_held(place: Place, draft: Draft) -> None:
    """Đặt lưới mới in place of the one drawn."""
    box()[place] = Held(draft, _new_key(place))


def has_unsaved(desk: Desk) -> bool:
    """Còn ô đã gõ mà chưa lưu, in any grid of this sheet."""
    return any(
        bool(held.draft.with_typed(typed_in(held)).typed)
        for place, held in box().items()
        if place[:3] == sheet_place(desk)
    )


def say_waiting() -> None:
    """Báo còn ô đã gõ mà chưa lưu, which the browser then asks about before the page is left."""
    typed = [cells for held in box().values() for cells in held.draft.typed.values()]
    if typed:
        count = sum(map(len, typed))
        with st.container(key="chua-luu"), st.container(key=f"chua-luu-so-{count}"):
            st.caption("Có ô đã gõ mà chưa lưu; các ô ấy vẫn được giữ, kể cả ở nhóm khác.")


def draw_lost(ctx: Context) -> None:
    """Ô đã gõ của người không còn vào được trang, to be copied; they are kept for a return."""
    for kind in (False, True):
        put_aside(is_one=kind)
    for held in box().values():
        say_unsaved(held.draft)


def say_unsaved(draft: Draft) -> None:
    """Ô đã gõ mà không lưu được nữa, because the sheet was shut meanwhile: shown to be copied."""
    cells = [
        f"{literal(draft.rows[place].code)} – {name}: {literal(text or labels.MISSING)}"
        for place, named in draft.typed.items()
        for name, text in named.items()
    ]
    if cells:
        listed = "".join(f"\n- {cell}" for cell in cells)
        st.warning(
            f"Bảng này đã khóa nên các ô bạn gõ sau đây không được lưu:{listed}",
            icon=":material/warning:",
        )
