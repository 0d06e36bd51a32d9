"""Trang «Xếp hạng»: the same strings as the service, reasons, and states that are recorded."""

import pytest

from tests.pages.conftest import NOW
from tests.pages.screen import open_panels
from tests.people import acting, make_account
from tests.recorded import recorded
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import (
    Grant,
    Permission,
    Role,
    administrator,
    require,
)
from thidua.domain.period.consideration import ConsiderationState
from thidua.frames.standings import standings_frame
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings

ACTOR = administrator("Thử nghiệm")


def board(year):
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-STC", year=year)
        return standings.standings(Work(session, ACTOR, period))


def test_xep_hang_shows_the_table_of_the_service_for_the_latest_year(demo_url, page):
    at = page("xep_hang").run()

    expected = board(2025)
    frame = standings_frame(expected.covenant, expected.standings, expected.name)
    assert not at.exception
    assert at.dataframe[0].value.to_dict("list") == frame.to_dict("list")


def test_xep_hang_explains_every_node_of_the_covenant(demo_url, page):
    at = page("xep_hang").run()

    assert list(at.dataframe[1].value["Mã"]) == [node.code for node in board(2025).covenant.nodes]


def test_xep_hang_says_that_a_tie_needs_the_meeting(demo_url, page):
    at = page("xep_hang")
    at.query_params["nam"] = "2024"
    at.run()

    assert [box.value for box in at.warning] == [
        "Phòng Tài chính hành chính sự nghiệp, Thanh tra: bằng điểm, các tiêu chí phụ không phân "
        "định được, cần hội nghị quyết định."
    ]


def test_xep_hang_records_an_exclusion_with_its_reason(demo_url, page):
    at = open_panels(page("xep_hang").run())

    leader = at.selectbox(key="don-vi").value
    at.radio(key=f"tinh-trang-{leader}").set_value(ConsiderationState.EXCLUDED)
    at.text_input(key=f"ly-do-{leader}").set_value("Không nộp báo cáo năm")
    next(button for button in at.button if button.label == "Ghi tình trạng").click().run()

    row = board(2025).standings.of(leader)
    entry = recorded()[-1]
    assert (row.rank, row.excluded) == (None, "Không nộp báo cáo năm")
    assert (entry.action, entry.unit, entry.new, entry.reason) == (
        "unit.consideration",
        leader,
        "Không xét",
        "Không nộp báo cáo năm",
    )


def test_xep_hang_refuses_an_exclusion_without_a_reason(demo_url, page):
    at = open_panels(page("xep_hang").run())

    leader = at.selectbox(key="don-vi").value
    at.radio(key=f"tinh-trang-{leader}").set_value(ConsiderationState.EXCLUDED)
    next(button for button in at.button if button.label == "Ghi tình trạng").click().run()

    assert [box.value for box in at.error] == [
        "Cần ghi lý do khi không xét hoặc tạm hoãn một đơn vị\\."
    ]
    assert board(2025).standings.of(leader).rank == 1


def test_a_leader_may_read_the_standings_and_change_nothing(demo_url):
    leader = acting(Role.LEADER, "KTD-STC", 2025)

    require(leader, Permission.VIEW_STANDINGS, board(2025).period)
    with pytest.raises(Exception, match="không có quyền"), writing() as session:
        period = rosters.period(Work(session, leader), block="KTD-STC", year=2025)
        standings.set_consideration(
            Work(session, leader, period, NOW),
            unit="VP",
            state=ConsiderationState.EXCLUDED,
            reason="x",
        )


@pytest.mark.parametrize(
    ("grant", "offered"),
    [
        (Grant(Role.AUDITOR), True),
        (Grant(Role.COUNCIL_MEMBER, block="KTD-STC", year=2024), False),
    ],
)
def test_the_workbook_of_all_sheets_is_offered_to_who_may_read_them(demo_url, page, grant, offered):
    with writing() as session:
        make_account(session, "xem-thu", grant)
    at = page("xep_hang", "xem-thu").run()

    assert at.dataframe
    labels = [one.proto.label for one in at.get("download_button")]
    assert labels == ["Tải bảng tổng hợp Excel"] * offered
