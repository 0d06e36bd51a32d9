"""Quanh trang: who is signed in, and the banner of the demo."""

import streamlit as st

from thidua.domain.access.permissions import Actor
from thidua.ui.frame.literal import literal
from thidua.web.identity import Ticket, mark


def draw_person(actor: Actor, held: Ticket) -> None:
    """Tên người dùng; over the demo a banner nobody can take for real data."""
    with st.sidebar:
        st.caption(literal(actor.name))
        st.html(f'<span class="nguoi-dung" {_whose(actor, held)}></span>')
    if held.is_demo:
        st.warning(
            "**DỮ LIỆU MẪU** – khối, đơn vị và người trong đây đều là hư cấu.",
            icon=":material/science:",
        )


def _whose(actor: Actor, held: Ticket) -> str:
    """Trang này của ai: what `phien.js` compares with the session before it sends typed cells."""
    demo = "1" if held.is_demo else ""
    who = actor.account.encode().hex()  # digits alone, so that it can be nothing but a value
    return f'data-nguoi="{who}" data-mau="{demo}" data-phien="{mark(held)}"'
