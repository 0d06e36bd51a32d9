"""Khung mở ra: what is in it is made only while it is open, whatever stands on its label."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st
from thidua.ui.widgets.panel import panel

inside = panel(f"Khung ({st.session_state.get('so', 0)})", key="mo")
if inside is not None:
    inside.caption("Bên trong")
"""


def inside(at):
    return [one.value for one in at.caption]


def test_a_panel_is_empty_until_it_is_opened_and_after_it_is_shut():
    at = AppTest.from_string(SCRIPT).run()
    assert inside(at) == []

    at.session_state["mo"] = True
    assert inside(at.run()) == ["Bên trong"]

    at.session_state["mo"] = False
    assert inside(at.run()) == []


def test_an_open_panel_stays_open_when_its_label_changes():
    at = AppTest.from_string(SCRIPT).run()
    at.session_state["mo"] = True
    at.run()

    at.session_state["so"] = 1
    at.run()

    assert (at.expander[0].label, inside(at)) == ("Khung (1)", ["Bên trong"])
