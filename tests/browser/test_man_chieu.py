"""Màn chiếu trên trình duyệt: two browsers, every size, nine and twenty units, and no network."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.screen import choose, expander, settled
from tests.services.meeting.led import Led
from tests.services.meeting.twenty import TWENTY, settle
from thidua.db.engine import file_url, forget_engines
from thidua.domain.meeting.position import Look
from thidua.services.meeting import leading, links
from thidua.web.screen import screen_address

SIZES = ((1024, 768), (1366, 768), (1920, 1080), (3840, 2160))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}

MEASURED = """() => {
  const sizeOf = (one) => parseFloat(getComputedStyle(one).fontSize);
  const slide = document.querySelector('.trang');
  const texts = [...slide.querySelectorAll('h1, p, th, td')].filter((one) => one.offsetParent);
  return {
    fits: slide.scrollHeight <= innerHeight + 1 && slide.scrollWidth <= innerWidth + 1,
    least: Math.min(...texts.map((one) => sizeOf(one) / innerHeight)),
    rows: [...slide.querySelectorAll('tbody tr')].filter((one) => one.offsetParent).length,
    low: Math.max(...texts.map((one) => one.getBoundingClientRect().bottom)),
  };
}"""


@pytest.fixture(scope="module")
def room(server):
    """Máy chủ của riêng tệp này, whose meeting nobody else leads."""
    running = server()
    return running, file_url(running.data / "khoi-mau.db")


@pytest.fixture
def led(room, tab):
    running, url = room
    tab(f"{running.address}/", role="khoi-truong").close()  # the demo is made at the first entry
    yield Led("KTD-STC", 2024, url)
    forget_engines()


def screen_of(room, tab, led, is_demo=True):
    page = tab(f"{room[0].address}{screen_address(led.link(), is_demo=is_demo)}", role=None)
    expect(page.locator("h1")).to_be_visible()
    return page


def assert_readable(page, rows):
    page.evaluate("document.fonts.ready")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        found = page.evaluate(MEASURED)
        assert found["fits"] and found["low"] <= height, (width, found)
        assert found["least"] >= 0.0299, (width, found)
        assert found["rows"] == rows, (width, found)


def test_nine_units_fit_every_projector_on_every_ground(room, tab, led):
    page = screen_of(room, tab, led)
    led.reveal_all()
    expect(page.get_by_text("Hạng 1: Phòng Quản lý ngân sách")).to_be_visible()

    assert_readable(page, 9)
    for look, colour in (
        (Look.LIGHT, "rgb(251, 248, 241)"),
        (Look.DARK, "rgb(25, 23, 20)"),
        (Look.PLAIN, "rgb(255, 255, 255)"),
    ):
        led.do(leading.set_look, look=look)
        expect(page.locator("body")).to_have_css("background-color", colour)
        assert Axe().run(page, options=RULES).response["violations"] == []
    led.go("khoi")
    expect(page.locator("td.hinh svg")).to_have_count(9)
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert_readable(page, 9)


@pytest.fixture
def twenty(server):
    """Khối hai mươi đơn vị đã có hạng, two of them tied."""
    running = server()
    url = file_url(running.data / "thidua.db")
    settle(url)
    yield (running, url), Led("K1", 2025, url)
    forget_engines()


def test_twenty_units_fit_every_projector(twenty, tab):
    room, led = twenty
    page = screen_of(room, tab, led, is_demo=False)
    led.reveal_all()
    expect(page.get_by_text("Hạng 1: Sở Nông nghiệp số 1")).to_be_visible()

    assert_readable(page, TWENTY)


def test_the_desk_leads_the_screen_and_a_remote_leads_the_desk(room, tab):
    running, _ = room
    desk = tab(f"{running.address}/", role="khoi-truong")
    desk.get_by_role("link", name="Trình chiếu").click()
    choose(desk, "Năm", "2023")
    settled(desk)
    expander(desk, "Liên kết màn chiếu").click()
    desk.get_by_role("button", name="Tạo liên kết").click()
    address = desk.get_by_test_id("stCode").inner_text().strip()
    expect(desk.get_by_test_id("stImage")).to_be_visible()
    screen = tab(address, role=None)
    title = screen.locator("h1")
    expect(title).to_have_text("Hội nghị tổng kết và bình xét thi đua năm 2023")

    desk.get_by_role("button", name="Tiếp").click()
    expect(title).to_have_text("Chương trình")
    settled(desk)
    desk.keyboard.press("PageDown")
    expect(screen.get_by_text("Đơn vị thành viên")).to_be_visible()
    settled(desk)
    desk.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Chương trình")
    screen.keyboard.press("ArrowRight")  # a link alone leads nobody
    screen.wait_for_timeout(1500)
    expect(title).to_have_text("Chương trình")
    screen.keyboard.press("f")
    screen.wait_for_function("document.fullscreenElement !== null")
    screen.keyboard.press("f")
    screen.wait_for_function("document.fullscreenElement === null")
    assert desk.locator(".dong-ho").inner_text().count(":") == 2

    desk.get_by_role("button", name="Thu hồi").click()

    expect(screen.get_by_text("Liên kết này đã được thu hồi.")).to_be_visible()


def test_keys_at_the_screen_lead_where_its_browser_is_signed_in(room, tab, led):
    led.go("mo-dau")
    running, _ = room
    own = tab(f"{running.address}/", role="khoi-truong")
    own.goto(f"{running.address}{screen_address(led.link(), is_demo=True)}")
    title = own.locator("h1")
    for key, said in (
        (" ", "Chương trình"),
        ("PageDown", "9 đơn vị cùng chấm theo 25 tiêu chí"),
        ("PageUp", "Chương trình"),
    ):
        own.keyboard.press(key)
        expect(title).to_have_text(said)


def test_the_slide_stays_while_the_network_is_away_and_follows_when_it_is_back(room, tab, led):
    led.go("chuong-trinh")
    page = screen_of(room, tab, led)
    page.context.set_offline(True)
    led.go("so-lieu")
    expect(page.get_by_text("Mất kết nối, đang nối lại…")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Chương trình")

    page.context.set_offline(False)

    expect(page.locator("h1")).to_have_text("9 đơn vị cùng chấm theo 25 tiêu chí")
    expect(page.get_by_text("Mất kết nối, đang nối lại…")).to_be_hidden()
    led.do(links.withdraw, key=max(one.key for one in led.links()))
    expect(page.get_by_text("Liên kết này đã được thu hồi.")).to_be_visible()
