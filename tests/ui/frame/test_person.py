"""Menu của người dùng: who this is, help, the own password, and the way out, in every head."""

import pytest
from streamlit.testing.v1 import AppTest

from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.ui.frame import person
from thidua.web.identity import Ticket

CHANGE, OUT = "/doi-mat-khau", 'action="/dang-xuat"'


def drawn(held, role=Role.LEADER):
    actor = Actor("Phan Quân *một* (quan)", (Grant(role, "K1", None, 2025),), "quan")

    def script(draw, actor, held):
        draw(actor, held)

    at = AppTest.from_function(script, args=(person.draw, actor, held)).run()
    assert not at.exception
    return at


def said(at):
    return [one.proto.body for one in at.get("html")]


@pytest.mark.parametrize(
    ("is_demo", "leave", "changes"), [(False, "Đăng xuất", True), (True, "Đổi vai", False)]
)
def test_who_is_signed_in_can_leave_and_change_the_own_password(is_demo, leave, changes):
    at = drawn(Ticket("sqlite://", "x", is_demo=is_demo))

    assert [one.value for one in at.text] == ["Phan Quân *một* (quan)"]
    found = " ".join(said(at))
    assert OUT in found and f">{leave}<" in found
    assert (CHANGE in found) is changes
    assert "Giao diện sáng, tối hay theo máy" in at.caption[0].value


def test_no_name_becomes_a_part_of_the_page(monkeypatch):
    at = drawn(Ticket("sqlite://", "x", is_demo=False))

    assert not [one for one in said(at) if "quan" in one.replace("dang-xuat", "")]
