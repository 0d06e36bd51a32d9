"""Phân quyền: every cell of role × permission."""

import pytest

from thidua.domain.errors import NotPermitted
from thidua.domain.permissions import ALLOWED, Actor, Permission, Role, is_allowed, require

READ = {Permission.VIEW_STANDINGS, Permission.VIEW_COVENANT, Permission.VIEW_SHEET}
EXPECTED = {
    Role.ADMINISTRATOR: set(Permission),
    Role.LEADER: READ | {Permission.PROJECT},
    Role.KIOSK: {Permission.PROJECT},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_do_what_its_row_lists_and_nothing_else(role, permission):
    assert is_allowed(Actor("Nguyễn Văn An", role), permission) is (permission in EXPECTED[role])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_require_refuses_exactly_what_is_not_allowed(role, permission):
    actor = Actor("Nguyễn Văn An", role)

    if permission in EXPECTED[role]:
        assert require(actor, permission) is None
    else:
        with pytest.raises(NotPermitted) as refused:
            require(actor, permission)
        assert str(refused.value) == "Bạn không có quyền làm việc này."


def test_a_role_without_a_row_may_do_nothing(monkeypatch):
    monkeypatch.delitem(ALLOWED, Role.LEADER)

    assert not any(is_allowed(Actor("Trần Thị Bình", Role.LEADER), one) for one in Permission)


def test_the_kiosk_sees_no_sheet_and_changes_nothing():
    kiosk = Actor("Màn chiếu", Role.KIOSK)

    assert [one for one in Permission if is_allowed(kiosk, one)] == [Permission.PROJECT]
