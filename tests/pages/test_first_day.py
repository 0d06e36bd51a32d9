"""Ngày đầu: every page as every role where there is no block yet, no covenant yet, no score yet."""

from datetime import timedelta

import pytest

from tests.pages.conftest import NOW, PAGES
from tests.pages.screen import texts
from tests.people import PROGRAM, make_account
from tests.services.year import DRAFT, advance, do, settle
from thidua.db.engine import writing
from thidua.domain.access.permissions import SCOPES, Grant, Role, Scope
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.services.access import accounts
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.ui.frame import menu

NAMES = sorted(file.stem for file in PAGES.glob("*.py"))
OF_SYSTEM = [role for role in Role if SCOPES[role] is Scope.SYSTEM]
ROWS = [RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2025) for code in "AB"]


def grant(role, year):
    if SCOPES[role] is Scope.SYSTEM:
        return Grant(role)
    return Grant(role, "K1", "A" if SCOPES[role] is Scope.UNIT else None, year)


def people(roles, year=2025):
    """Một tài khoản cho mỗi vai trò, named after it."""
    with writing() as session:
        for role in roles:
            make_account(session, role.replace("_", "-"), grant(role, year))


def units_only():
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=ROWS)


def empty():
    people(OF_SYSTEM)


def of_another_year():
    units_only()
    people([role for role in Role if role not in OF_SYSTEM], 2026)


def without_covenant():
    units_only()
    people(Role)


def without_scores():
    settle()
    people(Role)


STATES = {
    empty: OF_SYSTEM,
    of_another_year: [role for role in Role if role not in OF_SYSTEM],
    without_covenant: list(Role),
    without_scores: list(Role),
}


@pytest.mark.parametrize("begin", STATES, ids=lambda one: one.__name__)
def test_no_page_is_red_or_without_its_title_or_broken(sqlite_url, page, begin):
    begin()
    wrong = {}
    for role in STATES[begin]:
        for name in NAMES:
            at = page(name, role.replace("_", "-")).run()
            found = (
                [one.value for one in at.title],
                [one.value for one in at.error],
                [one.value for one in at.exception],
            )
            if found != ([menu.entry(name).title], [], []):
                wrong[role.value, name] = found

    assert wrong == {}


def told(at):
    """Điều trang nói, without the signs that keep it from being Markdown."""
    return texts([*at.info, *at.markdown, *at.caption])


def test_whoever_sets_up_is_led_from_the_list_of_units_to_the_deadlines(sqlite_url, page):
    empty()
    for login in ("administrator", "standing-office"):
        at = page("tong_quan", login).run()
        assert [one.value for one in at.header] == ["Bắt đầu kỳ đầu tiên"]
        said = told(at)
        places = [
            said.index(word) for word in ("**Đơn vị", "**Giao ước", "**Tài khoản", "**Thời hạn")
        ]
        assert places == sorted(places)
    at = page("tong_quan", "auditor").run()
    assert not at.header
    assert "Bước tiếp theo do quản trị hoặc cơ quan thường trực làm" in told(at)


def test_a_step_that_is_done_is_ticked_and_another_persons_step_says_whose_it_is(sqlite_url, page):
    without_covenant()
    at = page("xep_hang", "head").run()
    head = told(at)

    assert not at.get("button_group")
    assert "chưa có giao ước" in head
    assert ":material/check_circle: **Đơn vị**" in head and "**2.** **Giao ước**" in head
    assert "Việc của quản trị, ở trang Tài khoản." in head
    officer = told(page("cham_diem", "unit-officer").run())
    assert "Bước tiếp theo do quản trị, cơ quan thường trực hoặc khối trưởng làm" in officer
    officer = told(page("xep_hang", "unit-officer").run())
    assert "Xếp hạng mở khi kỳ sang giai đoạn Bình xét." in officer


def steps(at):
    """Các bước đầu as the page lists them: what is ticked; None where there is no list."""
    if "Bắt đầu kỳ đầu tiên" not in [one.value for one in at.header]:
        return None
    found = [one.value for one in at.markdown if " **" in one.value and ": " in one.value]
    names = ("**Đơn vị**", "**Giao ước**", "**Tài khoản**", "**Thời hạn**")
    listed = [next(one for one in found if f" {name}:" in one) for name in names]
    return [one.startswith(":material/check_circle:") for one in listed]


def test_the_first_steps_stay_until_officers_can_sign_in_and_there_is_a_deadline(sqlite_url, page):
    of_b = Grant(Role.UNIT_OFFICER, "K1", "B", 2025)
    without_covenant()
    assert steps(page("tong_quan", "head").run()) == [True, False, False, False]
    with writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=DRAFT)

    for login in ("head", "administrator"):
        assert steps(page("tong_quan", login).run()) == [True, True, False, False]
    for login in ("unit-officer", "auditor"):
        assert steps(page("tong_quan", login).run()) is None
    assert [one.value for one in page("tong_quan", "head").run().error] == []

    with writing() as session:
        make_account(session, "b", of_b)
    assert steps(page("tong_quan", "head").run()) == [True, True, True, False]

    ends = Window(hard_deadline=NOW + timedelta(days=3))
    do(windows.set_window, stage=Stage.SELF_SCORE, window=ends)
    assert steps(page("tong_quan", "head").run()) is None

    with writing() as session:
        accounts.end_role(Work(session, PROGRAM, now=NOW), login="b", grant=of_b)
    assert steps(page("tong_quan", "head").run()) == [True, True, False, True]


def test_the_first_steps_end_where_the_first_stage_was_left(sqlite_url, page):
    without_scores()
    assert steps(page("tong_quan", "head").run()) == [True, True, False, False]

    assert advance() is Stage.SIGN

    assert steps(page("tong_quan", "head").run()) is None


def test_who_has_a_role_in_no_year_there_is_is_told_so(sqlite_url, page):
    of_another_year()

    said = told(page("tong_quan", "head").run())

    assert "Chưa có khối thi đua nào trong phạm vi của bạn." in said


def test_a_page_of_a_later_stage_leads_to_the_years_that_can_be_seen(demo_url, page):
    at = page("xep_hang", "dau-thau").run()

    assert "Xếp hạng mở khi kỳ sang giai đoạn Bình xét." in told(at)
    assert [one.value for one in at.title] == ["Xếp hạng"]
    (last, *_) = at.button
    assert last.label.endswith("năm 2024")
    last.click().run()
    assert not at.info and at.dataframe
    assert at.selectbox(key="nam").value == 2024
