"""Không mất ô đã gõ: what interrupts typing asks first, or leaves the cells where they are."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlmodel import select

from tests.browser import chromium as search
from tests.browser.screen import (
    LISTEN,
    cell,
    choose_group,
    column,
    focus_cell,
    paste_in_cell,
    settled,
    sign_in,
    type_in_cell,
)
from tests.people import make_account
from thidua.db.engine import file_url, forget_engines, writing
from thidua.db.tables import Account, SignIn
from thidua.domain.access.permissions import Grant, Role
from thidua.web.gate import DEMO_PATH

WIDE = {"width": 1920, "height": 900}
PASSWORD = "con đường mùa thu"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
GRID = """
import pandas as pd
import streamlit as st

st.session_state.setdefault("lan", 0)
key = f"luoi_{st.session_state.lan}"

def save():
    edited = st.session_state[key]["edited_rows"]
    st.session_state.da = "; ".join(
        f"{row}: {text}" for row, cells in sorted(edited.items()) for text in cells.values()
    )
    st.session_state.lan += 1

with st.container(key="theo-doi-luu"):
    st.data_editor(
        pd.DataFrame({
            "Tiêu chí": ["I.1", "I.2", "I.3"], "Điểm": [""] * 3, "Giải trình": [""] * 3,
            "Điểm tính": ["1,00", "2,00", ""],
        }),
        key=key, hide_index=True, on_change="ignore", disabled=["Tiêu chí", "Điểm tính"],
    )
st.text_area("Chép")
st.button("Lưu", on_click=save)
if "da" in st.session_state:
    st.write(f"Đã lưu {st.session_state.da}")
"""


@pytest.fixture(scope="module")
def framed(with_page):
    return with_page(GRID, THIDUA_DEMO="1")


@pytest.fixture
def page(framed, tab):
    """Trang chấm, come to from the other page by the menu, so that there is a way back."""
    opened = tab(f"{framed.address}/don-vi")
    opened.get_by_test_id("stSidebarNavLink").first.click()
    settled(opened)
    expect(cell(opened, 0, 0)).to_have_text("I.1")
    return opened


@pytest.fixture
def office(framed, chromium):
    """Trang mở ở http://tên-máy of an office network: no HTTPS, and not this machine by name."""
    browser = search.start_another(chromium, "--host-resolver-rules=MAP thidua.local 127.0.0.1")
    opened = browser.new_context(locale="vi-VN").new_page()
    opened.add_init_script(LISTEN)
    opened.goto(framed.address.replace("localhost", "thidua.local"))
    opened.locator('button[value="quan-tri"]').click()
    settled(opened)
    yield opened
    browser.close()


@pytest.fixture
def typed(page):
    """Trang có hai ô đã gõ mà chưa lưu."""
    type_in_cell(page, 0, 1, "7,5")
    type_in_cell(page, 1, 1, "8")
    assert_cells_are_kept(page)
    return page


def bar(page):
    return page.locator("#o-chua-luu")


def dialog(page):
    return page.get_by_role("dialog")


def assert_cells_are_kept(page):
    expect(cell(page, 0, 1)).to_have_text("7,5")
    expect(cell(page, 1, 1)).to_have_text("8")
    expect(bar(page)).to_have_text("2 ô chưa lưu")


def asked(page, leave, *, stays):
    """What was asked when `leave` was done; the person stays or goes."""
    questions = []

    def answer(question):
        questions.append((question.type, question.message))
        if stays:
            question.dismiss()
        else:
            question.accept()

    page.on("dialog", answer)
    leave()
    page.wait_for_timeout(700)
    page.remove_listener("dialog", answer)
    return questions


QUESTION = ("confirm", "2 ô chưa lưu. Rời trang này thì các ô đó mất. Vẫn rời?")
BROWSERS_OWN = ("beforeunload", "")


def end_sessions(running, database="khoi-mau.db"):
    """Như đã nghỉ quá hai giờ."""
    with writing(file_url(running.data / database)) as session:
        for one in session.exec(select(SignIn)).all():
            one.used_at -= timedelta(minutes=121)
            session.add(one)
    forget_engines()


def press_save(page):
    page.get_by_role("button", name="Lưu", exact=True).click()


def test_cells_are_counted_while_they_are_typed_without_a_run_of_the_server(page):
    expect(bar(page)).to_be_hidden()
    runs = page.evaluate("window.thiduaRuns.asked")
    type_in_cell(page, 0, 1, "7,5")
    expect(bar(page)).to_have_text("1 ô chưa lưu")
    paste_in_cell(page, 1, 1, "8\tđạt\n9\tđạt")
    expect(bar(page)).to_have_text("5 ô chưa lưu")
    assert page.evaluate("window.thiduaRuns.asked") == runs
    page.evaluate("Object.defineProperty(navigator, 'onLine', {value: false, configurable: true})")
    expect(bar(page)).to_have_text("5 ô chưa lưu; đang mất mạng, các ô vẫn còn ở đây")
    page.evaluate("delete navigator.onLine")
    expect(bar(page)).to_have_text("5 ô chưa lưu")

    press_save(page)
    expect(page.get_by_text("Đã lưu 0: 7,5; 1: 8; 1: đạt; 2: 9; 2: đạt")).to_be_visible()
    expect(bar(page)).to_be_hidden()


WAYS = {
    "lui": (lambda page: page.evaluate("history.back()"), QUESTION),
    "menu": (lambda page: page.get_by_test_id("stSidebarNavLink").last.click(), QUESTION),
    "tai-lai": (lambda page: page.evaluate("setTimeout(() => location.reload())"), BROWSERS_OWN),
    "dong": (lambda page: page.close(run_before_unload=True), BROWSERS_OWN),
}


@pytest.mark.parametrize("way", WAYS)
def test_whoever_stays_keeps_the_cells_whatever_would_have_left_the_page(typed, way):
    leave, question = WAYS[way]
    before = typed.url

    assert asked(typed, lambda: leave(typed), stays=True) == [question]
    assert typed.url == before
    assert_cells_are_kept(typed)
    press_save(typed)
    expect(typed.get_by_text("Đã lưu 0: 7,5; 1: 8")).to_be_visible()


def test_the_logo_and_a_link_in_the_page_are_asked_about_too(product, tab):
    page = tab(f"{product.address}/cham-diem", role="xuc-tien", viewport=WIDE)
    choose_group(page, "II")
    points = column(page, "Điểm")
    type_in_cell(page, 0, points, "7,5")
    expect(bar(page)).to_have_text("1 ô chưa lưu")
    question = ("confirm", QUESTION[1].replace("2", "1", 1))
    logo = page.get_by_test_id("stLogoLink")
    assert asked(page, lambda: logo.click(), stays=True) == [question]
    expect(cell(page, 0, points)).to_have_text("7,5")
    assert page.url.startswith(f"{product.address}/cham-diem")
    assert asked(page, lambda: logo.click(), stays=False) == [question]
    expect(page.get_by_role("heading", name="Tổng quan")).to_be_visible()


def test_back_and_forward_are_asked_about_and_go_where_they_said(typed, framed):
    assert asked(typed, lambda: typed.go_back(), stays=False) == [QUESTION]
    expect(typed.get_by_role("heading", name="Trang thứ hai")).to_be_visible()
    assert asked(typed, lambda: typed.go_forward(), stays=False) == []
    settled(typed)
    expect(cell(typed, 0, 1)).to_have_text("")

    typed.get_by_test_id("stSidebarNavLink").last.click()
    settled(typed)
    typed.evaluate("history.back()")
    settled(typed)
    type_in_cell(typed, 0, 1, "7,5")
    type_in_cell(typed, 1, 1, "8")
    assert_cells_are_kept(typed)
    assert asked(typed, lambda: typed.evaluate("history.forward()"), stays=True) == [QUESTION]
    assert typed.url == f"{framed.address}/"
    assert_cells_are_kept(typed)


def test_a_session_that_ended_is_opened_again_over_the_page_and_the_save_goes_on(typed, framed):
    end_sessions(framed)
    press_save(typed)
    expect(dialog(typed)).to_contain_text("2 ô chưa lưu; các ô ấy vẫn còn trên trang này.")
    typed.emulate_media(
        color_scheme="dark"
    )  # of which the page tells the server in a run of its own
    assert_cells_are_kept(typed)

    typed.get_by_role("button", name="Vào lại vai «quan-tri»").click()
    expect(dialog(typed)).to_be_hidden()
    expect(typed.get_by_text("Đã lưu 0: 7,5; 1: 8")).to_be_visible()
    expect(bar(typed)).to_be_hidden()
    settled(typed)
    assert asked(typed, lambda: typed.evaluate("history.back()"), stays=True) == []


def test_whoever_puts_signing_in_off_keeps_the_cells_and_is_offered_it_again(typed, framed):
    end_sessions(framed)
    press_save(typed)
    dialog(typed).get_by_role("button", name="Để sau, xem lại các ô").click()
    expect(cell(typed, 0, 1)).to_have_text("7,5")

    bar(typed).get_by_role("button", name="Phiên đã hết – đăng nhập lại").click()
    typed.get_by_role("button", name="Vào lại vai «quan-tri»").click()
    expect(bar(typed)).to_have_text("2 ô chưa lưu")
    settled(typed)
    press_save(typed)
    expect(typed.get_by_text("Đã lưu 0: 7,5; 1: 8")).to_be_visible()


def test_the_door_over_the_page_is_readable_in_both_themes(typed, framed):
    end_sessions(framed)
    press_save(typed)
    expect(dialog(typed)).to_be_visible()
    for scheme, ground in (("light", "sang"), ("dark", "toi")):
        typed.emulate_media(color_scheme=scheme)
        typed.wait_for_function(f"document.documentElement.dataset.nen === '{ground}'")
        assert Axe().run(typed, options=RULES).response["violations"] == []


def test_another_person_in_the_same_browser_does_not_inherit_the_cells(typed, framed):
    typed.context.request.post(f"{framed.address}{DEMO_PATH}", form={"vai": "thu-ky"})
    press_save(typed)
    expect(dialog(typed)).to_contain_text("Trình duyệt này đang do «thu-ky» dùng")
    assert_cells_are_kept(typed)

    typed.get_by_role("button", name="Tải lại trang, bỏ các ô").click()
    settled(typed)
    expect(typed.get_by_text("(thu-ky)")).to_be_visible()
    expect(cell(typed, 0, 1)).to_have_text("")
    expect(typed.get_by_text("Đã lưu")).to_have_count(0)


def test_a_session_renewed_in_another_tab_is_taken_over_without_a_question(typed, framed):
    end_sessions(framed)
    typed.context.request.post(f"{framed.address}{DEMO_PATH}", form={"vai": "quan-tri"})
    press_save(typed)
    expect(typed.get_by_text("Đã lưu 0: 7,5; 1: 8")).to_be_visible()


@pytest.fixture
def officers(framed):
    """Hai người có mật khẩu thật, outside the demo."""
    with writing(file_url(framed.data / "thidua.db")) as session:
        for login in ("an.nguyen", "binh.tran"):
            known = session.exec(select(Account).where(Account.login == login)).first()
            if known is None:
                make_account(session, login, Grant(Role.ADMINISTRATOR), password=PASSWORD)
    forget_engines()


@pytest.fixture
def signed_in(framed, officers, tab):
    """Trang của an.nguyen, có hai ô đã gõ mà phiên thì đã hết."""
    page = tab(f"{framed.address}/dang-nhap", role=None)
    sign_in(page, "an.nguyen", PASSWORD)
    settled(page)
    type_in_cell(page, 0, 1, "7,5")
    type_in_cell(page, 1, 1, "8")
    assert_cells_are_kept(page)
    end_sessions(framed, "thidua.db")
    return page


def test_a_wrong_password_is_told_and_the_right_one_saves(signed_in):
    press_save(signed_in)
    door = dialog(signed_in)
    expect(door.get_by_label("Tên đăng nhập")).to_have_value("an.nguyen")
    door.get_by_label("Mật khẩu").fill("không phải")
    door.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(door.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng")

    door.get_by_label("Mật khẩu").fill(PASSWORD)
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_text("Đã lưu 0: 7,5; 1: 8")).to_be_visible()
    expect(signed_in.get_by_text("(an.nguyen)")).to_be_visible()


def test_somebody_else_at_the_door_gets_a_page_of_their_own(signed_in):
    press_save(signed_in)
    sign_in(dialog(signed_in), "binh.tran", PASSWORD)
    expect(signed_in.get_by_text("(binh.tran)")).to_be_visible()
    settled(signed_in)
    expect(cell(signed_in, 0, 1)).to_have_text("")
    expect(signed_in.get_by_text("Đã lưu")).to_have_count(0)


def test_a_line_cut_after_the_session_ended_asks_over_the_page_too(signed_in):
    signed_in.evaluate("thiduaRuns.lines.at(-1).close()")
    expect(dialog(signed_in)).to_contain_text("2 ô chưa lưu; các ô ấy vẫn còn trên trang này.")
    sign_in(dialog(signed_in), "an.nguyen", PASSWORD)
    expect(dialog(signed_in)).to_be_hidden()
    settled(signed_in)
    assert_cells_are_kept(signed_in)
    press_save(signed_in)
    expect(signed_in.get_by_text("Đã lưu 0: 7,5; 1: 8")).to_be_visible(timeout=40_000)


def test_a_server_started_anew_is_met_by_the_same_cells_and_saves_them(server, tab):
    running = server()
    page = tab(f"{running.address}/cham-diem", role="xuc-tien", viewport=WIDE)
    choose_group(page, "II")
    points = column(page, "Điểm")
    type_in_cell(page, 0, points, "4")
    press_save(page)
    expect(page.get_by_text("Đã lưu 1 dòng")).to_be_visible()
    settled(page)
    type_in_cell(page, 0, points, "5")
    type_in_cell(page, 1, points, "6")
    expect(bar(page)).to_have_text("2 ô chưa lưu")

    running.process.kill()
    running.process.join()
    port = int(running.address.rsplit(":", 1)[1])
    server(data=running.data, port=port)
    page.wait_for_function("thiduaRuns.heard > performance.now() - 2000", timeout=60_000)
    settled(page)
    expect(bar(page)).to_have_text("2 ô chưa lưu")
    expect(cell(page, 0, points)).to_have_text("5")
    press_save(page)
    expect(page.get_by_text("Đã lưu 2 dòng")).to_be_visible()
    expect(cell(page, 1, column(page, "Điểm tính"))).to_have_text("6,00")
    expect(bar(page)).to_be_hidden()


def test_typing_is_told_to_the_server_every_few_minutes_and_the_last_key_counts(page):
    told = []
    page.on("request", lambda one: told.append(one.method) if "/phien" in one.url else None)
    page.clock.install()
    type_in_cell(page, 0, 1, "7,5")
    assert told == []
    page.clock.fast_forward("03:00")
    page.wait_for_timeout(300)
    assert told == []
    page.clock.fast_forward("03:00")  # the clock put in counts from nought, what was noted did not
    page.wait_for_timeout(300)
    assert told == ["POST"]
    page.clock.fast_forward("20:00")
    page.wait_for_timeout(300)
    assert told == ["POST"]


HEIGHT = "\n".join(f"{row},5" for row in range(4))
TOO_LARGE = [
    (0, 1, HEIGHT, "Bảng dán có 4 dòng, 1 cột; từ ô đang chọn lưới chỉ còn 3 dòng, 3 cột."),
    (1, 2, "a\tb\tc", "Bảng dán có 1 dòng, 3 cột; từ ô đang chọn lưới chỉ còn 2 dòng, 2 cột."),
    (1, 1, "5\tđạt\t9", "phần rơi vào cột «Điểm tính» không nhập được."),
]


@pytest.mark.parametrize(("row", "at", "text", "why"), TOO_LARGE, ids=["dong", "cot", "cot-khoa"])
def test_a_paste_that_does_not_fit_is_refused_whole_with_the_reason(page, row, at, text, why):
    paste_in_cell(page, row, at, text)

    expect(page.locator("#dan-bi-tu-choi")).to_contain_text("Chưa dán ô nào.")
    expect(page.locator("#dan-bi-tu-choi")).to_contain_text(why)
    page.wait_for_timeout(700)
    expect(bar(page)).to_be_hidden()
    assert [cell(page, one, 1).text_content() for one in range(3)] == ["", "", ""]
    assert Axe().run(page, options=RULES).response["violations"] == []

    page.get_by_role("button", name="Đã rõ").click()
    expect(page.locator("#dan-bi-tu-choi")).to_be_hidden()


def test_a_paste_that_fits_is_taken_with_what_stands_there_already(page):
    paste_in_cell(page, 0, 1, "5\tđạt\t1,00\r\n6\t\t\r\n\r\n")

    expect(cell(page, 1, 1)).to_have_text("6")
    assert [cell(page, 0, one).text_content() for one in (1, 2, 3)] == ["5", "đạt", "1,00"]
    expect(bar(page)).to_have_text(re.compile("^[34] ô chưa lưu$"))  # an empty cell may count


def test_many_cells_pasted_into_an_open_cell_are_refused(page):
    page.evaluate("navigator.clipboard.writeText('5\\n6')")
    focus_cell(page, 0, 1)
    page.keyboard.press("Enter")
    expect(page.locator("#portal textarea, #portal input").first).to_be_visible()
    page.keyboard.press("Control+v")
    expect(page.locator("#dan-bi-tu-choi")).to_contain_text("Ô đang mở chỉ nhận một ô")


def test_pasting_works_on_the_plain_address_of_an_office(framed, office):
    assert office.evaluate("[isSecureContext, location.hostname]") == [False, "thidua.local"]
    office.get_by_role("textbox", name="Chép").fill("27,5\n26,25\n25")
    office.keyboard.press("Control+a")
    office.keyboard.press("Control+c")
    focus_cell(office, 0, 1)
    office.keyboard.press("Control+v")
    expect(cell(office, 2, 1)).to_have_text("25")
    expect(bar(office)).to_have_text("3 ô chưa lưu")
