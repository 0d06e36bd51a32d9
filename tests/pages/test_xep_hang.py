"""Trang «Xếp hạng»: the same strings as the service, reasons, and states that are recorded."""

from datetime import date

import pytest

from tests import second_hand
from tests.pages.conftest import NOW
from tests.pages.screen import (
    everything,
    labels,
    open_panel,
    open_panels,
    press,
    printed,
    table,
    texts,
)
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
from thidua.frames.ranking.standings import shown, standings_frame
from thidua.frames.ranking.years import years_frame
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings, years
from thidua.ui.frame import address, links

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
    assert printed(at, "Bảng xếp hạng").to_dict("list") == frame.to_dict("list")
    totals = at.dataframe[0].value["Tổng điểm"]
    assert list(totals[:2]) == ["882,50", "881,00"]


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


def test_an_exclusion_is_sent_with_its_effect_and_done_by_a_second_person(demo_url, page):
    at = open_panels(page("xep_hang", "khoi-truong").run())

    leader = at.selectbox(key="don-vi").value
    at.radio(key=f"tinh-trang-{leader}").set_value(ConsiderationState.EXCLUDED)
    at.text_input(key=f"ly-do-{leader}").set_value("Không nộp báo cáo năm")
    at.text_input(key=f"van-ban-{leader}").set_value("QĐ 7").run()
    assert "không còn hạng" in everything(at)
    press(at, "Gửi đề nghị")
    assert board(2025).standings.of(leader).rank == 1
    assert "đã đề nghị tình trạng xét: Không xét; chờ người thứ hai" in everything(at)

    second = page("tham_dinh", "thuong-truc")
    second.session_state[address.PART] = links.SECOND
    second.run()
    assert "Không nộp báo cáo năm, theo QĐ 7" in everything(second)
    press(second, "Xác nhận")

    row = board(2025).standings.of(leader)
    done, entry = recorded()[-2:]
    assert (row.rank, row.excluded) == (None, "Không nộp báo cáo năm")
    assert (done.action, done.unit, done.new, done.reason) == (
        "joint.done",
        leader,
        "tình trạng xét; Không xét; theo «QĐ 7»",
        "Không nộp báo cáo năm (đề nghị: Lê Minh Khôi (khoi-truong))",
    )
    assert (entry.action, entry.unit, entry.new, entry.reason) == (
        "unit.consideration",
        leader,
        "Không xét",
        "Không nộp báo cáo năm",
    )


def test_the_chair_sees_no_button_over_the_own_unit(demo_url, page):
    at = page("xep_hang", "khoi-truong").run()
    at.selectbox(key="don-vi").set_value("QLNS").run()
    open_panels(at)

    assert "Gửi đề nghị" not in labels(at)
    assert "Bạn là người của đơn vị này" in everything(at)


def test_xep_hang_refuses_an_exclusion_without_a_reason(demo_url, page):
    at = open_panels(page("xep_hang").run())

    leader = at.selectbox(key="don-vi").value
    at.radio(key=f"tinh-trang-{leader}").set_value(ConsiderationState.EXCLUDED)
    next(button for button in at.button if button.label == "Gửi đề nghị").click().run()

    assert [box.value for box in at.error] == [
        "Cần ghi lý do khi không xét hoặc tạm hoãn một đơn vị\\."
    ]
    assert board(2025).standings.of(leader).rank == 1


def test_a_leader_may_read_the_standings_and_change_nothing(demo_url):
    leader = acting(Role.LEADER, "KTD-STC", 2025)

    require(leader, Permission.VIEW_STANDINGS, board(2025).period)
    with pytest.raises(Exception, match="không có quyền"), writing() as session:
        period = rosters.period(Work(session, leader), block="KTD-STC", year=2025)
        second_hand.set_consideration(
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
    offers = [one.proto.label for one in at.get("download_button")]
    assert offers == ["Tải bảng tổng hợp Excel"] * offered


def test_nothing_of_the_reasons_in_full_is_read_until_it_is_opened(demo_url, page):
    at = page("xep_hang").run()
    shut = len(at.dataframe)

    open_panel(at, "Giải thích đầy đủ")

    assert len(at.dataframe) > shut
    frame = table(at, "Trước làm tròn")
    assert {"Căn cứ", "Trích dẫn", "Bản giao ước", "Làm tròn", "Người chấm"} <= set(frame.columns)


def test_the_tracking_sheet_is_on_the_page(demo_url, page):
    at = page("xep_hang").run()

    open_panel(at, "Phiếu theo dõi điểm của đơn vị")

    frame = table(at, "Được cộng")
    assert frame["Nội dung"].tolist()[-4:] == [
        "Điểm gốc", "Điểm thưởng", "Điểm trừ", "Tổng điểm: gốc + thưởng − trừ",
    ]  # fmt: skip
    unit = board(2025).standings.rows[0]
    assert frame["Được cộng"].tolist()[-1] == shown(board(2025).covenant, unit.total)


def test_the_ranking_after_the_last_entry_is_that_of_today(demo_url, page):
    at = page("xep_hang").run()
    open_panel(at, "Xếp hạng tại một thời điểm đã qua")
    frames = len(at.dataframe)
    press(at, "Xem bảng lúc ấy")

    assert len(at.dataframe) == frames + 1
    then = printed(at, "Bảng xếp hạng như đã đứng sau mục này")
    assert then["Hạng"].tolist() == then["Hạng hiện nay"].tolist()
    assert "Bảng đứng sau **mục" in texts(at.markdown)


def test_before_the_first_entry_there_is_a_calm_word(demo_url, page):
    at = page("xep_hang").run()
    open_panel(at, "Xếp hạng tại một thời điểm đã qua")
    next(one for one in at.date_input if one.label == "Ngày").set_value(date(2001, 1, 1)).run()
    press(at, "Xem bảng lúc ấy")

    assert "nhật ký chưa có mục nào" in texts([*at.error, *at.info])


def test_two_years_stand_beside_one_another_when_they_are_asked_for(demo_url, page):
    plain = page("xep_hang").run()
    assert [one for one in plain.dataframe if "Hơn kém" in one.value] == []

    at = open_panels(page("xep_hang").run())

    assert not at.exception
    assert "Giao ước hai năm 2024 và 2025 chấm như nhau: so sánh được cả 800 điểm\\." in [
        one.value for one in at.markdown
    ]
    (table,) = (one.value for one in at.dataframe if "Hơn kém" in one.value)
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-STC", year=2025)
        found, names = years.compared(Work(session, ACTOR, period), year=2024)
    assert table.to_dict("list") == years_frame(found, names).to_dict("list")
    first = table.iloc[0]
    assert list(first) == [
        *("Văn phòng", "810", "882,5", "6", "1", "800 điểm", "810", "882,5", "+72,5", "6 → 1")
    ]
    unranked = table[table["Đơn vị"] == "P. Giá, công sản"].iloc[0]
    assert (unranked["Hạng 2025"], unranked["Hạng theo phần ấy"]) == ("—", "—")
