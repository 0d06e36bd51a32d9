"""Việt hóa: what Streamlit says by itself is Vietnamese in any browser; people's words stay."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.english import english_on
from tests.browser.screen import focus_cell, grid, settled, still

PAGE = """
import datetime as dt
import time

import pandas as pd
import streamlit as st

st.selectbox("Đơn vị", ["Search", "Stop"], index=None)
st.multiselect("Nhóm", ["I", "II"], max_selections=1)
st.date_input("Hạn nộp", (dt.date(2026, 3, 20), dt.date(2026, 4, 20)), format="DD/MM/YYYY")
st.datetime_input("Lúc họp", dt.datetime(2026, 3, 20, 8, 0), format="DD/MM/YYYY")
st.number_input("Số", 0, 10, 5)
st.text_input("Ghi chú")
st.text_input("Mật khẩu", type="password")
st.file_uploader("Bảng điểm", type=["xlsx"])
st.dataframe(pd.DataFrame({"Search": ["Stop", "Close"]}), hide_index=True, alt="Bảng thử")
st.data_editor(pd.DataFrame({"Điểm": ["7,5", "8"]}), num_rows="dynamic", hide_index=True)
st.data_editor(pd.DataFrame({"Điểm": ["7,5"]}), hide_index=True, key="co_dinh")
st.table(pd.DataFrame({"Cột": ["Fullscreen"]}))
st.markdown("Stop")
st.progress(0.5)
st.vega_lite_chart(
    pd.DataFrame({"a": [1, 2]}), {"mark": "bar", "encoding": {"x": {"field": "a"}}}, key="bd",
    alt="Biểu đồ thử",
)
if st.button("Chạy lâu"):
    time.sleep(3)
st.button(":material/more_time: Gia hạn")
if st.button("Hộp"):
    st.dialog("Hộp thoại")(lambda: st.write("Nội dung"))()
"""


@pytest.fixture(scope="module")
def widgets(with_page):
    return with_page(PAGE)


@pytest.fixture(scope="module", params=["vi-VN", "en-US"])
def opened(widgets, shared_tab, request):
    """Thẻ on a Vietnamese and on an English computer."""
    return shared_tab(widgets.address, locale=request.param)


@pytest.fixture
def page(widgets, opened):
    """The page of widgets, loaded anew."""
    opened.goto(widgets.address)
    settled(opened)
    expect(grid(opened, 2)).to_be_visible()
    opened.wait_for_load_state("networkidle")  # parts of Streamlit arrive after the run has ended
    return opened


def test_a_page_full_of_widgets_holds_no_english(page):
    assert english_on(page) == []


def test_menus_and_calendars_hold_no_english(page):
    openers = (
        page.get_by_test_id("stMainMenuButton"),
        page.get_by_label("Chọn khoảng ngày"),
        page.get_by_label("Chọn ngày giờ"),
        page.get_by_role("button", name="Hộp", exact=True),
    )
    over = page.locator("[role=menu], [role=dialog]")
    for opener in openers:
        opener.first.click()
        expect(over.first).to_be_visible()
        still(over.first)
        assert english_on(page) == []
        page.keyboard.press("Escape")
        expect(over).to_have_count(0)


def test_calendars_are_vietnamese_in_any_browser(page):
    page.get_by_label("Chọn khoảng ngày").first.click()

    expect(page.get_by_test_id("stDateInputCalendar")).to_contain_text("Tháng 3")


def test_a_refused_file_is_explained_in_vietnamese(page):
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}
    )

    expect(page.get_by_text("Không nhận tệp loại này.")).to_be_attached()


def test_the_sign_of_work_is_vietnamese(page):
    page.get_by_role("button", name="Chạy lâu").click()

    expect(page.get_by_test_id("stStatusWidget").get_by_text("Dừng")).to_be_visible()


def test_words_of_people_stay_as_they_are(page):
    expect(page.get_by_test_id("stMarkdown").get_by_text("Stop", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stTable")).to_contain_text("Fullscreen")
    expect(grid(page).get_by_test_id("glide-cell-0-0")).to_have_text("Stop")

    page.get_by_label("Đơn vị").first.click()
    expect(page.get_by_role("option").first).to_have_text(re.compile("^Search$"))


def test_opening_a_cell_of_a_grid_shows_no_english(page):
    focus_cell(page, 0, 0, which=2)
    page.keyboard.press("Enter")

    expect(page.locator("#portal")).not_to_be_empty()
    assert english_on(page) == []
