"""Đi khắp các trang: every page as every role, opened cold; shown or refused as the table says."""

import pytest

from tests.pages.conftest import PAGES
from thidua.db.engine import reading
from thidua.domain.access.permissions import OF_SYSTEM, Permission, is_allowed, may_ever, units_of
from thidua.services.demo import centres as demo_centres
from thidua.services.demo import fill as demo
from thidua.services.demo import people as demo_people
from thidua.services.demo import reviews as demo_reviews
from thidua.services.demo import schools as demo_schools
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.ui.frame import menu

PEOPLE = demo_people.everybody()
NAMES = sorted(file.stem for file in PAGES.glob("*.py"))
LATEST = 2025
OTHER_BLOCKS = (
    (demo_reviews.BLOCK_CODE, demo_people.REVIEWERS),
    (demo_centres.BLOCK_CODE, demo_people.CENTRES),
    (demo_schools.BLOCK_CODE, demo_people.SCHOOLS),
)
SECRET = {"quan-tri", "Quách Thành Nam"}
"""What only administrators and the record may show: another person's account."""


def expected(person, name):
    """Whether the table lets this person open this page in the latest period."""
    block = next((code for code, some in OTHER_BLOCKS if person in some), demo.BLOCK_CODE)
    actor = person.actor(block, range(2023, 2026))
    needs = menu.entry(name).needs
    if not may_ever(actor, needs):
        return False
    if needs in OF_SYSTEM:
        return True
    with reading() as session:
        period = rosters.period(Work(session, actor), block=block, year=LATEST)
    units = units_of(actor, needs, period)
    return units is None or bool(units) or is_allowed(actor, needs, period)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.login)
def test_every_page_is_shown_or_refused_as_the_table_says(demo_url, page, person):
    for name in NAMES:
        at = page(name, person.login).run()

        assert not at.exception, (person.login, name)
        assert [box.value for box in at.error] == [], (person.login, name)
        if not expected(person, name):
            assert [one.value for one in at.title] == [menu.entry(name).title]
            (told,) = [box.value for box in at.info]
            assert "không thuộc phạm vi của bạn" in told or "giai đoạn" in told, name
            assert not at.dataframe and not at.get("vega_lite_chart"), name
            assert all(one.key.startswith("xem-") for one in at.button), name


def test_an_officer_sees_no_line_of_another_unit_while_scores_are_open(demo_url, page):
    """The other units have lines and explanations; none of it is in what the page draws."""
    with reading() as session:
        actor = PEOPLE[-1].actor(demo.BLOCK_CODE, [LATEST])
        period = rosters.period(Work(session, actor), block=demo.BLOCK_CODE, year=LATEST)
        names = {one.code: one.name for one in rosters.members(Work(session, actor, period))}
    own = "DT"
    for name in ("tong_quan", "cham_diem"):
        at = page(name, "dau-thau").run()
        drawn = " ".join(
            [str(frame.value.to_dict()) for frame in [*at.dataframe, *at.data_editor]]
            + [one.value for one in at.markdown]
            + [str(one.options) for one in at.selectbox if one.label == "Đơn vị"]
        )
        others = [full for code, full in names.items() if code != own and full in drawn]
        tables = [one for one in others if name == "cham_diem" or one in str(at.dataframe[0].value)]
        assert tables == [], name


def test_the_officer_of_one_unit_cannot_reach_another_by_its_code(demo_url, page):
    at = page("cham_diem", "dau-thau")
    at.session_state["don-vi-cham"] = "VP"
    at.run()

    assert not at.exception
    assert not [one for one in at.selectbox if one.label == "Đơn vị"]
    assert {place[2] for place in at.session_state["_luoi_dang_go"]} == {"DT"}


def test_every_permission_of_a_page_is_somebodys(demo_url):
    needed = {entry.needs for entry in menu.ITEMS}

    assert needed <= set(Permission)
    for needs in needed:
        assert any(may_ever(person.actor(demo.BLOCK_CODE, [LATEST]), needs) for person in PEOPLE), (
            needs
        )
