"""Ai cũng đọc được: the rules of WCAG that a machine can check, on every page, day and night.

Nothing of Streamlit's own is left out; what it draws too faint is mended in our style sheet.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.screen import settled, still
from tests.people import make_account
from thidua import palette
from thidua.db.engine import file_url, forget_engines, writing
from thidua.domain.access.permissions import Grant, Role, may_ever
from thidua.services.demo import fill as demo
from thidua.services.demo import people as demo_people
from thidua.ui.frame import menu
from thidua.web.gate import SET_UP_PATH
from thidua.web.identity import CHANGE_PASSWORD_PATH, SIGN_IN_PATH

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
GROUNDS = {"light": palette.PAPER, "dark": palette.NIGHT_PAPER}
"""Nền ngày và đêm, each held to every rule."""
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]') ?? document.body)"
STILL = "document.getAnimations().every(one => one.playState !== 'running')"
PASSWORD = "con đường mùa thu"


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def violations(page):
    """Vi phạm ở cả nền sáng và nền tối: rule, place and reason of each."""
    found = []
    for scheme, ground in GROUNDS.items():
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"{GROUND}.backgroundColor === '{rgb(ground)}' && {STILL}")
        found += [
            (scheme, rule["id"], node["html"][:120], node["failureSummary"])
            for rule in Axe().run(page, options=RULES).response["violations"]
            for node in rule["nodes"]
        ]
    return found


def unfold(page):
    """Mở mọi phần đang gập, so that what stands in them is checked too."""
    folds = page.get_by_test_id("stExpander").locator("details")
    for at in range(folds.count()):
        fold = folds.nth(at)
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
            expect(fold).to_have_attribute("open", "")
            settled(page)  # what is in it may come only now
            still(fold)
    page.wait_for_load_state("networkidle")


def opened_by(login):
    """Các trang có trong danh mục của người này."""
    actor = next(one for one in demo_people.everybody() if one.login == login).actor(
        demo.BLOCK_CODE, [2025]
    )
    return [one for one in menu.present() if may_ever(actor, one.needs)]


def faults_of_pages(page, server, entries):
    """Các trang có vi phạm, each with what is wrong there."""
    found = {}
    for entry in entries:
        page.goto(f"{server.address}/{entry.address}")
        expect(page).to_have_title(f"{entry.title} – Thi đua")
        settled(page)
        unfold(page)
        found[entry.name] = violations(page)
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("login", ["khoi-truong", "dau-thau"])
def test_every_page_of_a_person_can_be_read_by_everybody(product, tab, login):
    page = tab(product.address, role=login)

    assert faults_of_pages(page, product, opened_by(login)) == {}


def test_the_pages_of_the_administrator_alone_can_be_read_by_everybody(product, tab):
    page = tab(product.address, role="quan-tri")
    others = opened_by("khoi-truong")

    left = [entry for entry in opened_by("quan-tri") if entry not in others]

    assert left and faults_of_pages(page, product, left) == {}


def test_the_refusal_of_a_page_can_be_read_by_everybody(product, tab):
    page = tab(f"{product.address}/tai-khoan", role="dau-thau")
    expect(page.get_by_text("Trang này không có")).to_be_visible()

    assert violations(page) == []


def test_the_doors_of_a_new_machine_can_be_read_by_everybody(product, tab):
    page = tab(f"{product.address}{SIGN_IN_PATH}", role=None)
    expect(page.get_by_role("heading", name="Bắt đầu")).to_be_visible()
    found = violations(page)
    page.goto(f"{product.address}{SET_UP_PATH}")
    found += violations(page)
    for field in page.get_by_role("textbox").all():
        field.fill("sai")
    page.locator("[type=password]").first.fill(PASSWORD)
    page.get_by_role("button", name="Tạo người quản trị").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert found + violations(page) == []


def test_the_door_of_a_machine_in_use_can_be_read_by_everybody(server, tab):
    running = server(THIDUA_DEMO="1")
    with writing(file_url(running.data / "thidua.db")) as session:
        make_account(session, "nam.quach", Grant(Role.ADMINISTRATOR))
    forget_engines()
    page = tab(f"{running.address}{SIGN_IN_PATH}", role=None)
    found = violations(page)
    page.get_by_label("Tên đăng nhập").fill("nam.quach")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert found + violations(page) == []


def test_the_page_to_change_a_password_can_be_read_by_everybody(product, tab):
    page = tab(product.address, role="dau-thau")
    page.goto(f"{product.address}{CHANGE_PASSWORD_PATH}")
    found = violations(page)
    for field in page.locator("[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert found + violations(page) == []
