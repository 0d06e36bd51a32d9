"""Lời nhắn: what a press came to is shown until a run that shows it has reached its end."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.people import signed_in
from thidua.web import identity

SCRIPT = """
import streamlit as st
from thidua.domain.ground.errors import Refused
from thidua.ui.frame import page

def refuse():
    raise Refused("Không được.")

with page.opened("don_vi", choose_period=False) as ctx:
    if "gone" not in st.session_state:
        ctx.button("Làm", lambda: ctx.flash("Đã làm."), key="lam")
        ctx.button("Từ chối", refuse, key="tu-choi")
    st.caption("Hết")
    if st.session_state.pop("cut", False):
        st.rerun()
    if st.session_state.pop("stop", False):
        st.stop()
"""


@pytest.fixture
def at(sqlite_url, monkeypatch):
    token = signed_in("quan-tri")
    monkeypatch.setattr(identity, "cookie", lambda: token)
    return AppTest.from_string(SCRIPT).run()


def said(at):
    return [one.value.replace("\\", "") for one in [*at.success, *at.error]]


def press(at, label):
    return next(one for one in at.button if one.label == label).click().run()


def test_a_message_is_shown_once(at):
    assert said(press(at, "Làm")) == ["Đã làm."]
    assert said(at.run()) == []


def test_a_run_that_is_cut_short_does_not_lose_it(at):
    at.session_state["cut"] = True

    assert said(press(at, "Làm")) == ["Đã làm."]
    assert said(at.run()) == []


def test_a_page_that_stops_early_has_shown_it(at):
    at.session_state["stop"] = True

    assert said(press(at, "Làm")) == ["Đã làm."]
    assert said(at.run()) == []


def test_a_refusal_stands_under_its_button(at):
    press(at, "Từ chối")

    order = [one.type for one in at.main if one.type in ("button", "alert", "error", "caption")]
    assert said(at) == ["Không được."]
    assert order == ["button", "button", "error", "caption"]


def test_a_refusal_whose_button_is_gone_stands_at_the_top(at):
    at.session_state["gone"] = True
    press(at, "Từ chối")

    order = [one.type for one in at.main if one.type in ("button", "error", "caption")]
    assert order == ["error", "caption"]
    assert said(at.run()) == []


def test_the_next_press_ends_what_the_last_one_said(at):
    press(at, "Từ chối")

    assert said(press(at, "Làm")) == ["Đã làm."]
