"""Phân quyền: every cell of role × permission × stage × scope, each refusal with its twin."""

from dataclasses import replace
from itertools import product

import pytest

from thidua.domain.access.permissions import (
    OF_SYSTEM,
    OF_UNIT,
    RIGHTS,
    SCOPES,
    Actor,
    Grant,
    Permission,
    Role,
    Scope,
    administrator,
    is_allowed,
    is_own_unit,
    may_ever,
    reaches,
    require,
    require_ever,
    require_here,
    units_of,
)
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, Stage

HERE = BlockPeriod(id=1, block_code="K1", block_name="Khối một", year=2025)
WRITES = frozenset(Permission) - {
    Permission.VIEW_PERIOD,
    Permission.VIEW_COVENANT,
    Permission.VIEW_STANDINGS,
    Permission.VIEW_SHEET,
    Permission.VIEW_RECORD,
    Permission.VIEW_OWN_RECORD,
    Permission.VIEW_INTERNAL,
    Permission.VIEW_SECRET,
    Permission.CHECK_PERIOD,
    Permission.VIEW_DUTY,
    Permission.VIEW_REVIEWS,
    Permission.VIEW_REVIEWERS,
    Permission.ANALYSE,
    Permission.PROJECT,
    Permission.VIEW_VOTES,
    Permission.VIEW_AWARDS,
    Permission.VIEW_MOVEMENTS,
    Permission.VIEW_REGISTERS,
    Permission.VIEW_REPORTS,
    Permission.VIEW_PETITIONS,
    Permission.CHECK_PERIOD,
}


def whole(role, block="K1", year=2025, unit="A"):
    """A grant that names just what the scope of its role asks for."""
    scope = SCOPES[role]
    if scope is Scope.SYSTEM:
        return Grant(role)
    return Grant(role, block, unit if scope is Scope.UNIT else None, year)


def actor(*grants):
    return Actor("Nguyễn Văn An (an)", grants, "an")


def at(stage, period=HERE):
    return replace(period, stage=stage)


def listed(role, permission):
    return RIGHTS[role].get(permission, frozenset())


@pytest.mark.parametrize("role", Role)
def test_in_its_own_place_a_role_may_do_what_its_row_lists_and_nothing_else(role):
    own = actor(whole(role))

    found = {
        (permission, stage)
        for permission, stage in product(Permission, Stage)
        if is_allowed(own, permission, at(stage), "A")
    }

    assert found == {
        (permission, stage) for permission in Permission for stage in listed(role, permission)
    }


@pytest.mark.parametrize("role", [role for role in Role if SCOPES[role] is not Scope.SYSTEM])
@pytest.mark.parametrize(
    "elsewhere",
    [replace(HERE, block_code="K2"), replace(HERE, year=2024)],
    ids=["khối khác", "năm khác"],
)
def test_in_another_block_or_year_a_scoped_role_may_do_nothing(role, elsewhere):
    own = actor(whole(role))

    assert not any(
        is_allowed(own, permission, at(stage, elsewhere), "A")
        for permission, stage in product(Permission, Stage)
    )
    assert not reaches(own, elsewhere) and reaches(own, HERE)


@pytest.mark.parametrize("role", [role for role in Role if SCOPES[role] is Scope.UNIT])
def test_what_is_allowed_on_the_own_unit_is_refused_on_another(role):
    own = actor(whole(role))

    for permission, stage in product(OF_UNIT, Stage):
        mine = is_allowed(own, permission, at(stage), "A")
        assert mine is (stage in listed(role, permission))
        assert not is_allowed(own, permission, at(stage), "B")
        assert not is_allowed(own, permission, at(stage))


@pytest.mark.parametrize("role", Role)
def test_a_grant_without_its_scope_allows_nothing(role):
    halves = {
        Scope.SYSTEM: [Grant(role, "K1"), Grant(role, year=2025), Grant(role, "K1", "A", 2025)],
        Scope.BLOCK: [
            Grant(role),
            Grant(role, "K1"),
            Grant(role, year=2025),
            Grant(role, "K1", "A", 2025),
        ],
        Scope.UNIT: [Grant(role), Grant(role, "K1", None, 2025), Grant(role, None, "A", 2025)],
    }[SCOPES[role]]

    for half in halves:
        assert not half.is_whole
        assert not any(
            is_allowed(actor(half), permission, at(stage), unit)
            for permission, stage in product(Permission, Stage)
            for unit in ("A", None)
        )
        assert not any(may_ever(actor(half), permission) for permission in Permission)
    assert whole(role).is_whole


@pytest.mark.parametrize("stage", sorted(CLOSED))
def test_after_the_lock_nobody_writes_into_the_period(stage):
    of_the_year = {Permission.PUBLISH, Permission.RETURN_STAGE} | OF_SYSTEM
    of_the_year.add(Permission.DECIDE_AWARD)  # decisions come when the year is long published
    of_the_year |= {Permission.SEND_DOSSIER, Permission.ALLOCATE_QUOTA}  # dossiers go on, too
    of_the_year.add(Permission.WRITE_DOCUMENT)  # papers of the year are written when it is over

    for role in Role:
        done = {
            permission
            for permission in WRITES
            if is_allowed(actor(whole(role)), permission, at(stage), "A")
        }
        assert done <= of_the_year, role


def test_nobody_without_a_role_may_do_anything():
    assert not any(
        is_allowed(actor(), permission, at(stage), "A")
        for permission, stage in product(Permission, Stage)
    )


def test_a_permission_of_a_period_is_refused_without_one():
    chief = administrator("Quản trị")

    for permission in Permission:
        assert is_allowed(chief, permission) is (permission in OF_SYSTEM)


def test_roles_add_up_each_in_its_own_place():
    both = actor(Grant(Role.UNIT_OFFICER, "K1", "A", 2025), Grant(Role.HEAD, "K2", None, 2025))
    there = replace(HERE, block_code="K2", stage=Stage.SELF_SCORE)

    assert is_allowed(both, Permission.SUBMIT_SELF, at(Stage.SELF_SCORE), "A")
    assert not is_allowed(both, Permission.SUBMIT_SELF, there, "A")
    assert is_allowed(both, Permission.ADVANCE_STAGE, there)
    assert not is_allowed(both, Permission.ADVANCE_STAGE, at(Stage.SELF_SCORE))


def test_the_kiosk_projects_and_nothing_else():
    assert set(RIGHTS[Role.KIOSK]) == {Permission.PROJECT}


def test_units_of_names_the_own_units_or_the_whole_block():
    officer = actor(
        Grant(Role.UNIT_OFFICER, "K1", "A", 2025), Grant(Role.UNIT_OFFICER, "K1", "B", 2024)
    )

    assert units_of(officer, Permission.VIEW_SHEET, HERE) == {"A"}
    assert units_of(actor(whole(Role.SECRETARY)), Permission.VIEW_SHEET, HERE) is None
    assert units_of(actor(whole(Role.KIOSK)), Permission.VIEW_SHEET, HERE) == frozenset()


def test_the_own_unit_is_that_of_its_officer_and_of_nobody_else():
    assert is_own_unit(actor(whole(Role.UNIT_OFFICER)), HERE, "A")
    assert not is_own_unit(actor(whole(Role.UNIT_OFFICER)), HERE, "B")
    assert not is_own_unit(administrator("Quản trị"), HERE, "A")


def test_a_refusal_says_when_only_the_stage_forbids():
    officer = actor(whole(Role.UNIT_OFFICER))

    with pytest.raises(NotPermitted) as early:
        require(officer, Permission.SCORE_SELF, at(Stage.VERIFY), "A")
    with pytest.raises(NotPermitted) as never:
        require(officer, Permission.SCORE_SELF, at(Stage.SELF_SCORE), "B")

    assert str(early.value) == (
        "Khối một năm 2025 đang ở giai đoạn «Thẩm định», lúc này không được tự chấm điểm."
    )
    assert str(never.value) == "Bạn không có quyền làm việc này."
    assert require(officer, Permission.SCORE_SELF, at(Stage.SELF_SCORE), "A") is None


def test_a_page_opens_for_whoever_has_a_unit_to_look_at_there():
    officer = actor(whole(Role.UNIT_OFFICER))

    assert require_here(officer, Permission.VIEW_SHEET, HERE) is None
    with pytest.raises(NotPermitted, match="giai đoạn «Tự chấm»"):
        require_here(officer, Permission.VIEW_STANDINGS, at(Stage.SELF_SCORE))
    with pytest.raises(NotPermitted, match="không có quyền"):
        require_here(actor(whole(Role.KIOSK)), Permission.VIEW_SHEET, HERE)


def test_the_menu_asks_what_may_ever_be_allowed():
    leader = actor(whole(Role.LEADER))

    assert require_ever(leader, Permission.VIEW_STANDINGS) is None
    with pytest.raises(NotPermitted):
        require_ever(leader, Permission.EDIT_COVENANT)
