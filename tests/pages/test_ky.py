"""Ô Kỳ: a block with years alone has none; a link, an address and a wrong one are understood."""

import pytest
from sqlmodel import select

from tests import noting
from tests.pages.screen import everything, labels, press
from tests.services.months import period, settle, verify
from thidua.db.engine import reading
from thidua.db.tables import BlockYear
from thidua.domain.period.stage import Stage
from thidua.ui.frame import menu

TITLES = ["Năm 2025", "Tháng 3 năm 2025", "Tháng 4 năm 2025"]


@pytest.fixture
def months(sqlite_url):
    """Khối có tháng 3 và tháng 4, and their covenant in the year as well."""
    settle(parts="Tháng 3-4", parameters="trung bình các tháng; bỏ kỳ thiếu")
    return sqlite_url


def keys(at):
    """Các ô chọn ở cột bên."""
    return [one.key for one in at.sidebar.selectbox]


def test_a_block_with_years_alone_has_no_such_list(demo_url, page):
    at = page("tong_quan", "khoi-truong").run()

    assert not at.exception
    assert keys(at) == ["khoi", "nam"]


def test_the_year_comes_first_then_its_periods(months, page):
    at = page("tong_quan").run()

    assert not at.exception
    assert keys(at) == ["khoi", "nam", "ky"]
    assert (at.selectbox(key="ky").options, at.selectbox(key="ky").value) == (TITLES, "ca-nam")


@pytest.mark.parametrize(
    "address",
    [
        {"ky": "thang-3"},
        {"ky": "Tháng 03"},
        {"ky": "Tháng 3 năm 2025"},
        {"toi-khoi": "K1", "toi-nam": "2025", "toi-ky": "thang-3"},
    ],
)
def test_an_address_opens_its_month(months, page, address):
    at = page("tong_quan")
    at.query_params.update({"nam": "2025", **address})
    at.run()

    assert not at.exception
    assert at.selectbox(key="ky").value == "thang-3"
    assert "toi-ky" not in at.query_params
    assert not at.info or "không có kỳ" not in at.info[0].value


def test_a_link_to_the_year_leaves_the_month(months, page):
    at = page("tong_quan")
    at.query_params.update({"ky": "thang-3"})
    at.run()
    at.query_params.update({"toi-khoi": "K1", "toi-nam": "2025"})
    at.run()

    assert not at.exception
    assert at.selectbox(key="ky").value == "ca-nam"


@pytest.mark.parametrize("asked", ["thang-9", "thang-13", "lạ"])
def test_a_wrong_period_is_said_calmly(months, page, asked):
    at = page("tong_quan")
    at.query_params.update({"ky": asked})
    at.run()

    assert not at.exception
    assert not at.error
    assert f"Khối một năm 2025 không có kỳ «{asked}»; đang xem năm 2025." in everything(at).replace(
        "\\", ""
    )
    assert at.selectbox(key="ky").value == "ca-nam"


def test_whoever_chooses_another_month_sees_it(months, page):
    verify("thang-3", "A", I=80)
    at = page("xep_hang").run()
    at.selectbox(key="ky").set_value("thang-3").run()

    assert not at.exception
    assert "80,00" in everything(at)
    at.selectbox(key="ky").set_value("ca-nam").run()
    assert not at.exception
    assert at.selectbox(key="ky").value == "ca-nam"


@pytest.mark.parametrize("name", [one.name for one in menu.present()])
def test_every_page_opens_in_a_month(months, page, name):
    noting.move(period("thang-3"), Stage.SELF_SCORE)
    at = page(name)
    at.query_params.update({"ky": "thang-3"})
    at.run()

    assert not at.exception
    assert not at.error


def test_awards_are_seen_in_the_year(months, page):
    at = page("khen_thuong")
    at.query_params.update({"ky": "thang-3"})
    at.run()

    assert "xét theo cả năm; chọn «Năm 2025»" in everything(at)


def test_the_covenant_of_a_month_is_handed_on_by_one_button(months, page):
    at = page("giao_uoc")
    at.query_params.update({"ky": "thang-4"})
    at.run()
    at.segmented_control[0].set_value("Nhập, xuất").run()
    assert "Dùng giao ước này cho tháng 5 năm 2025" in labels(at)
    press(at, "Dùng giao ước này cho tháng 5 năm 2025")

    with reading() as session:
        kept = session.exec(select(BlockYear.part).order_by(BlockYear.id)).all()
    assert kept == ["", "thang-3", "thang-4", "thang-5"]
    assert "Dùng giao ước này cho tháng 5 năm 2025" not in labels(at)


def test_the_sheet_of_the_year_shows_what_the_months_came_to(months, page):
    verify("thang-3", "A", I=80)
    verify("thang-4", "A", I=91)
    noting.move(period(), Stage.SELF_SCORE)
    at = page("cham_diem").run()

    assert not at.exception
    shown = everything(at)
    assert "85,50" in shown
    assert "Lấy từ điểm đã thẩm định của các tháng; không nhập" in shown
