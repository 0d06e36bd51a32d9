"""Trang «Phong trào»: the plan, its targets and deadlines, and choosing how a text is read."""

from datetime import date

import pytest

from tests.pages.screen import open_panel
from tests.people import make_account
from tests.recorded import recorded
from tests.services.five_units import fill
from thidua.db.engine import writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.movement.life import Launch, MovementState
from thidua.domain.movement.place import Place, PlaceKind
from thidua.domain.movement.place_rows import PlaceRow, StandardRow
from thidua.domain.movement.standard import PlaceLevel, StandardDecision
from thidua.services.ground.work import Work
from thidua.services.movement import life, places, standards

HEAD, OFFICER = "truong", "can-bo"
PLAN = "binh-phuoc-nong-thon-moi"


@pytest.fixture
def block(sqlite_url):
    """Khối năm đơn vị with its chair and an officer."""
    fill()
    with writing() as session:
        make_account(session, HEAD, Grant(Role.HEAD, "K5", None, 2025, ""))
        make_account(session, OFFICER, Grant(Role.UNIT_OFFICER, "K5", "A", 2025))


def part(at, name):
    at.segmented_control(key="phan").set_value(name).run()
    assert not at.exception
    assert [box.value for box in at.error] == []
    return at


def test_the_first_sentence_says_which_year_and_what_comes_next(block, page):
    at = page("phong_trao", OFFICER).run()

    assert at.markdown[0].value == (
        "Phong trào **«Toàn tỉnh chung sức xây dựng Nông thôn mới»** năm 5/5: 8 mục tiêu, 24 nhiệm "
        "vụ, 7 nhóm xét khen; không còn hạn nào ở phía trước."
    )
    part(at, "Thời hạn")
    open_panel(at, "Mọi thời hạn của phong trào")
    assert list(at.dataframe[0].value["Chậm nhất hết ngày"])[:3] == [
        *("31/07/2022", "19/03/2023", "14/04/2023"),
    ]


def test_the_targets_stand_with_their_numbers(block, page):
    at = part(page("phong_trao", OFFICER).run(), "Mục tiêu")

    assert list(at.dataframe[0].value["Mức"]) == ["chưa có số liệu"] * 8
    assert list(at.dataframe[0].value["Đạt khi"]) == [
        *("từ 100 %", "từ 5 huyện", "từ 2 huyện", "từ 1 huyện", "từ 40 đến 50 %", "từ 10 xã"),
        *("từ 1 đến 2 khu", "từ 1,2 lần"),
    ]


def test_every_part_of_the_plan_is_there_with_its_section(block, page):
    at = part(page("phong_trao", OFFICER).run(), "Nội dung kế hoạch")

    groups, conditions, leaders = (one.value for one in at.dataframe[:3])
    assert list(groups["Nhóm"]) == ["1.1", "1.2", "1.3", "1.4", "1.5.1", "1.5.2", "1.6"]
    assert (len(conditions), len(leaders)) == (24, 1)
    panels = {
        **{"Đợt khen và hạn mức": 3, "Hình thức khen": 3, "Đường đi của hồ sơ": 5},
        **{"Giấy tờ của hồ sơ": 3, "Chế độ báo cáo": 10, "Nhiệm vụ": 24, "Tiến độ": 3},
    }
    for key in panels:
        open_panel(at, key)
    assert [len(one.value) for one in at.dataframe[3:]] == list(panels.values())
    assert all((one.value["Căn cứ"] != "").all() for one in at.dataframe)
    open_panel(at, "Căn cứ của kế hoạch")
    assert len(at.dataframe[-1].value) == 6


def test_a_plan_without_groups_says_so_and_names_its_parts(block, page):
    at = page("phong_trao", OFFICER).run()
    at.selectbox(key="phong-trao").set_value("tay-ninh-thi-dua-2025").run()
    part(at, "Nội dung kế hoạch")

    assert "Kế hoạch không nêu nhóm đối tượng" in at.markdown[1].value
    part(at, "Mục tiêu")
    assert [box.value for box in at.info] == ["Kế hoạch này không nêu mục tiêu bằng số."]
    part(at, "Thời hạn")
    assert [box.value for box in at.info] == ["Kế hoạch này không nêu thời hạn nào."]


def test_the_chair_chooses_how_a_text_is_read_and_an_officer_only_sees_it(block, page):
    at = part(page("phong_trao", HEAD).run(), "Nội dung kế hoạch")
    open_panel(at, "Cách hiểu (8 chỗ)")
    at.selectbox(key="cho-cach-hieu").set_value("1.2.đ").run()
    place = "binh-phuoc-nong-thon-moi-1.2.đ-0"
    at.radio(key=f"cach-hieu-{place}").set_value("dat-la-du")
    at.text_input(key=f"ly-do-cach-hieu-{place}").set_value("Công văn 12")
    at.button(key="ghi-cach-hieu-phong-trao").click().run()

    assert [box.value for box in at.success] == ["Đã ghi cách hiểu\\."]
    assert [one.reason for one in recorded("quota.set")] == ["Công văn 12"]
    at = part(page("phong_trao", OFFICER).run(), "Nội dung kế hoạch")
    open_panel(at, "Cách hiểu (8 chỗ)")
    assert any("**đạt đúng kế hoạch năm đã là đủ**" in one.value for one in at.markdown)
    assert not at.radio


OFFICE = "thuong-truc"


def test_the_standing_office_launches_states_values_and_sees_how_far_it_is(block, page):
    with writing() as session:
        make_account(session, OFFICE, Grant(Role.STANDING_OFFICE))
    at = page("phong_trao", OFFICE).run()
    assert any("✗ Có văn bản phát động" in one.value for one in at.markdown)
    open_panel(at, "Chuyển bước")
    place = "binh-phuoc-nong-thon-moi-0-launched"
    at.text_input(key=f"van-ban-{place}").set_value("KH 192/KH-UBND")
    at.date_input(key=f"ngay-van-ban-{place}").set_value(date(2022, 6, 30))
    at.date_input(key=f"ngay-phat-dong-{place}").set_value(date(2022, 6, 30))
    at.button(key="chuyen-buoc-phong-trao").click().run()
    assert [box.value for box in at.success] == ["Phong trào đã chuyển sang «đã phát động»\\."]
    assert any("**đã phát động**" in one.value for one in at.markdown)

    part(at, "Mục tiêu")
    open_panel(at, "Ghi số liệu")
    at.selectbox(key="muc-tieu-ghi").set_value("xa-nang-cao")
    at.date_input(key="ngay-muc-tieu").set_value(date(2025, 6, 30)).run()
    place = "binh-phuoc-nong-thon-moi-xa-nang-cao-2025-06-30-0"
    at.text_input(key=f"Tử số-{place}").set_value("43")
    at.text_input(key=f"Mẫu số-{place}").set_value("100")
    at.text_input(key=f"nguon-{place}").set_value("Báo cáo 12")
    at.button(key="ghi-so-lieu").click().run()

    assert [box.value for box in at.success] == ["Đã ghi số liệu\\."]
    row = at.dataframe[0].value.iloc[4]
    assert (row["Kết quả"], row["Mức"]) == ("43/100 (43,00 %)", "đạt mức dưới")
    assert at.markdown[0].value.startswith(
        "Phong trào **«Toàn tỉnh chung sức xây dựng Nông thôn mới»** năm 5/5: 1/8 mục tiêu đạt, 7 "
        "chưa có số liệu, "
    )
    at = page("phong_trao", OFFICER).run()
    assert not [one for one in at.expander if one.label == "Chuyển bước"]


def launch():
    """Phát động phong trào, with one commune in the list of places."""
    with writing() as session:
        office = Work(session, Actor("Thường trực (tt)", (Grant(Role.STANDING_OFFICE),), "tt"))
        launched = Launch(day=date(2022, 6, 30), document="KH 192", document_day=date(2022, 6, 30))
        life.move(office, code=PLAN, to=MovementState.LAUNCHED, seen=0, launch=launched)
        place = Place(code="7701", name="Xã Lộc An", kind=PlaceKind.COMMUNE)
        places.import_places(office, rows=[PlaceRow(place=place)])
        decision = StandardDecision(
            place="7701", level=PlaceLevel.NTM, number="QĐ 1", day=date(2023, 1, 15)
        )
        standards.import_standards(office, rows=[StandardRow(decision=decision)])


def test_a_unit_registers_in_the_page_and_the_head_receives_it(block, page):
    launch()
    at = part(page("phong_trao", OFFICER).run(), "Đơn vị")
    assert at.dataframe[0].value["Đăng ký"][0] == "✗ chưa đăng ký"
    open_panel(at, "Đăng ký tham gia")
    key = f"{PLAN}-A-2025-0"
    at.text_input(key=f"so-{key}").set_value("KH 15/KH-A")
    at.date_input(key=f"ngay-{key}").set_value(date(2022, 7, 14))
    at.text_input(key=f"nd-{key}-0").set_value("Làm đường")
    at.text_input(key=f"ct-{key}-0").set_value("2,5")
    at.selectbox(key=f"db-{key}-0").set_value("7701").run()
    at.button(key="ghi-dang-ky").click().run()
    assert [box.value for box in at.error] == []
    at.button(key="gui-dang-ky").click().run()
    assert [box.value for box in at.error] == []
    assert list(at.dataframe[0].value.iloc[0])[1:] == [
        *("… đã gửi, chờ tiếp nhận", "✓ KH 15/KH-A ngày 14/07/2022", "✓ 1 nội dung"),
    ]

    at = part(page("phong_trao", HEAD).run(), "Đơn vị")
    at.button(key="tiep-nhan-dang-ky").click().run()
    assert [box.value for box in at.error] == []
    assert at.dataframe[0].value["Đăng ký"][0] == "✓ đã tiếp nhận"
    at.segmented_control(key="loc-don-vi-phong-trao").set_value("Còn việc chưa làm").run()
    assert len(at.dataframe[0].value) == 4
    at.button(key="nhac-phong-trao").click().run()
    assert len(recorded("reminder.sent")) == 4


def test_what_one_office_entered_another_confirms_and_the_targets_count_it(block, page):
    launch()
    with writing() as session:
        make_account(session, "tt-hai", Grant(Role.STANDING_OFFICE))
    at = part(page("phong_trao", "tt-hai").run(), "Địa bàn")
    assert "1 quyết định chờ người thứ hai xác nhận" in at.markdown[1].value
    at.button(key="xac-nhan-muc").click().run()
    assert [box.value for box in at.error] == []

    part(at, "Mục tiêu")
    assert at.dataframe[0].value["Kết quả"][0] == "1/1 (100,00 %)"
    part(at, "Tổng quan")
    open_panel(at, "Địa bàn theo mức từng năm")
    assert at.dataframe[0].value.to_dict("list") == {
        "Mức": ["đạt chuẩn", "chưa đạt chuẩn"],
        **{year: [0, 1] for year in ("2021", "2022")},
        **{year: [1, 0] for year in ("2023", "2024", "2025")},
    }


def test_the_places_are_read_by_all_and_written_by_the_office_alone(block, page):
    launch()
    at = part(page("phong_trao", OFFICER).run(), "Địa bàn")

    assert list(at.dataframe[0].value["Địa bàn"]) == ["Xã Lộc An"]
    assert [one.key for one in at.button if one.key == "xac-nhan-muc"] == []
    assert "giữ sổ địa bàn và mức đạt chuẩn" in at.caption[-1].value


def test_a_contribution_is_written_in_the_page_confirmed_by_the_head_and_added_up(block, page):
    launch()
    at = part(page("phong_trao", OFFICER).run(), "Đóng góp")
    assert "Chưa có đóng góp nào được xác nhận." in at.markdown[1].value
    open_panel(at, "Ghi một dòng")
    key = "dong-gop-A--0-0"
    at.selectbox(key=f"o-dia_ban-{key}").set_value("7701")
    at.date_input(key=f"o-ngay-{key}").set_value(date(2025, 5, 14))
    at.selectbox(key=f"o-hinh_thuc-{key}").set_value("tien")
    at.text_input(key=f"o-gia_tri-{key}").set_value("12,5")
    at.selectbox(key=f"o-co_quan-{key}").set_value("Ban Chỉ đạo")
    at.text_input(key=f"o-so_van_ban-{key}").set_value("5/XN")
    at.date_input(key=f"o-ngay_xac_nhan-{key}").set_value(date(2025, 6, 20))
    at.button(key="ghi-so").click().run()
    assert [box.value for box in at.error] == []
    assert "Còn 1 đóng góp, 12,5 triệu đồng, chờ xác nhận" in at.markdown[1].value

    at = part(page("phong_trao", HEAD).run(), "Đóng góp")
    open_panel(at, "Xác nhận dòng nháp")
    row = (("A", "DG-2025-A-1", ""), 1)
    at.multiselect(key="xac-nhan-so-dong-gop").set_value([row]).run()
    at.button(key="nut-xac-nhan-so").click().run()
    assert [box.value for box in at.error] == []
    assert at.markdown[1].value == (
        "Đã xác nhận **12,5 triệu đồng** trong 1 đóng góp của 1 đơn vị trong khối cho 1 địa bàn."
    )
    assert list(at.dataframe[0].value.iloc[0]) == ["Xã Lộc An", "12,5", "1"]


def test_a_unit_states_a_task_of_the_plan_as_done(block, page):
    launch()
    at = part(page("phong_trao", OFFICER).run(), "Đơn vị")
    open_panel(at, "Nhiệm vụ của kế hoạch")
    key = f"{PLAN}-A-thuc-chat-0"
    at.date_input(key=f"ngay-lam-{key}").set_value(date(2025, 6, 15))
    at.text_input(key=f"van-ban-lam-{key}").set_value("BC 12/BC-A")
    at.button(key="ghi-da-lam").click().run()

    assert [box.value for box in at.error] == []
    told = at.dataframe[1].value
    assert "✓ BC 12/BC-A ngày 15/06/2025" in list(told["Tình trạng"])


def test_the_awards_of_a_movement_are_counted_and_shared_out(demo_url, page):
    at = part(page("phong_trao", "thuong-truc").run(), "Khen thưởng")

    said = " ".join(one.value for one in at.markdown)
    assert "**3** đề nghị khen ở 7 nhóm, 2 đã gửi, chưa phân bổ nhóm 1.1, 1.2, 1.4" in said
    groups = at.dataframe[0].value.set_index("Nhóm")
    own = groups.loc["1.5.1 Cán bộ, công chức, viên chức"]
    assert list(own) == ["3", "3", "2", "4", "1", "5", "còn 2 suất"]
    at = part(page("phong_trao", "khoi-truong").run(), "Khen thưởng")
    assert "Phân bổ cho một đơn vị" not in [one.label for one in at.expander]
