"""Rời trang: warns only of what would really be lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import cell, focus_cell, paste_in_cell, settled, type_in_cell

GRID = """
import pandas as pd
import streamlit as st

st.session_state.setdefault("lan", 0)
with st.container(key="theo-doi-luu"):
    st.data_editor(
        pd.DataFrame({"Tiêu chí": ["I.1", "I.2"], "Điểm": ["", ""]}),
        key=f"luoi_{st.session_state.lan}", hide_index=True, on_change="ignore",
        disabled=["Tiêu chí"],
    )
if st.button("Lưu"):
    st.session_state.lan += 1
    st.rerun()
if st.button("Từ chối"):
    st.error("Ô này phải là số.")
if st.toggle("Có việc chưa lưu"):
    with st.container(key="chua-luu"):
        st.write("Chưa lưu")
st.text_input("Ghi chú")
"""


@pytest.fixture(scope="module")
def framed(with_page):
    return with_page(GRID)


@pytest.fixture(scope="module")
def opened(framed, shared_tab):
    return shared_tab(framed.address)


@pytest.fixture
def page(framed, opened):
    opened.goto(framed.address)
    settled(opened)
    return opened


def warns(page):
    """Whether the browser asks before this page is left."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()
    settled(page)
    page.remove_listener("dialog", answer)
    return asked == ["beforeunload"]


def test_an_untouched_page_is_left_without_a_question(page):
    focus_cell(page, 0, 1)

    assert not warns(page)


def test_a_typed_cell_is_asked_about(page):
    type_in_cell(page, 0, 1, "7,5")
    expect(cell(page, 0, 1)).to_have_text("7,5")

    assert warns(page)


def test_a_pasted_cell_is_asked_about(page):
    paste_in_cell(page, 0, 1, "7,5\n8")
    expect(cell(page, 1, 1)).to_have_text("8")

    assert warns(page)


def test_a_saved_grid_is_left_without_a_question(page):
    type_in_cell(page, 0, 1, "7,5")
    page.get_by_role("button", name="Lưu", exact=True).click()
    settled(page)
    expect(cell(page, 0, 1)).to_have_text("")

    assert not warns(page)


def test_a_refused_save_is_still_asked_about(page):
    type_in_cell(page, 0, 1, "bảy")
    page.get_by_role("button", name="Từ chối").click()
    expect(page.get_by_text("Ô này phải là số.")).to_be_visible()

    assert warns(page)


def test_what_the_page_itself_calls_unsaved_is_asked_about(page):
    page.get_by_text("Có việc chưa lưu").click()
    expect(page.get_by_text("Chưa lưu", exact=True)).to_be_visible()

    assert warns(page)


def test_leaving_through_the_menu_is_asked_about_too(framed, page):
    type_in_cell(page, 0, 1, "7,5")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_test_id("stSidebarNavLink").last.click()
    expect(cell(page, 0, 1)).to_have_text("7,5")
    assert page.url == f"{framed.address}/"

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_test_id("stSidebarNavLink").last.click()
    expect(page.get_by_role("heading", name="Trang thứ hai")).to_be_visible()


def test_what_looks_like_a_formula_is_saved_as_text(opened):
    """A grid writes its CSV with an encoder that begins with the mark of byte order."""
    rows = ["I.1,=1+1,-2,\n", '"=HYPERLINK(""x"",1)",@a,-a,"a,=b"\n', "+84 903, =1,-1,5%\n"]
    write = """rows => {
        const writer = new TextEncoder(), other = new TextEncoder(), read = new TextDecoder();
        writer.encode("\\ufeff");
        return [writer, other].map(one => rows.map(row => read.decode(one.encode(row))));
    }"""

    saved, untouched = opened.evaluate(write, rows)

    assert saved == [
        "I.1,'=1+1,-2,\n",
        '"\'=HYPERLINK(""x"",1)",\'@a,\'-a,"a,=b"\n',
        "+84 903,' =1,-1,5%\n",
    ]
    assert untouched == rows


def test_a_grid_puts_numbers_in_their_order_and_its_cells_hold_no_more_than_they_show(opened):
    texts = ["882,50", "−11,00", "1.107,00", "—", "99,50 %", "−2,00", "3 (đồng hạng)", "Văn phòng"]
    codes = ["10.1", "2", "1", "10", "1.2", "1.10", "Đ", "B", "I.2"]

    ordered = opened.evaluate(
        "all => all.map(texts => texts.sort((one, two) => one.localeCompare(two)))", [texts, codes]
    )

    assert ordered == [
        ["—", "−11,00", "−2,00", "3 (đồng hạng)", "99,50 %", "882,50", "1.107,00", "Văn phòng"],
        ["1", "1.2", "1.10", "2", "10", "10.1", "B", "Đ", "I.2"],
    ]


def test_paper_gets_every_row_as_text_and_the_screen_has_none_of_it(product, tab):
    page = tab(f"{product.address}/xep-hang", role="khoi-truong")
    told = """() => {
        const tables = () => [...document.querySelectorAll(".chi-in table")];
        dispatchEvent(new Event("beforeprint"));
        const [first] = tables().map(one => [...one.rows].map(row => row.cells[1].textContent));
        const edges = [...document.adoptedStyleSheets].flatMap(one => [...one.cssRules]);
        dispatchEvent(new Event("afterprint"));
        return [first, tables().length, edges.map(one => one.cssText).join("")];
    }"""

    # What lies there for paper comes in a file of its own, which may be late.
    page.wait_for_function(told.replace("return [first,", "return first && [first,"))
    names, left, edges = page.evaluate(told)

    assert names[:3] == ["Đơn vị", "Văn phòng", "Phòng Quản lý ngân sách"]
    assert (len(names), left) == (10, 0)
    assert "Khối thi đua các phòng thuộc Sở Tài chính · Năm 2025 · TẠM TÍNH" in edges
    expect(page.locator(".chi-in").first).to_be_hidden()
    for data in page.get_by_text('{"title":').all():
        expect(data).to_be_hidden()


def test_what_lies_there_for_paper_is_unseen_before_all_of_the_page_has_come(product, tab):
    late = []
    page = tab(f"{product.address}/tro-giup", role="khoi-truong")
    page.route("**/static/js/Html.*.js", lambda route: late.append(route))

    page.goto(f"{product.address}/xep-hang", wait_until="commit")
    data = page.get_by_text('{"title":')
    expect(data.first).to_be_attached()

    assert late
    for one in data.all():
        expect(one).to_be_hidden()
    for one in late:
        one.continue_()
