"""Màn hình: what tests do with an open page, above all with the grid drawn on a canvas."""

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

from thidua.web.assets import picture_link

LISTEN = """(() => {
    const runs = window.thiduaRuns = {
        asked: 0, waiting: 0, merged: 0, going: false, ended: 0, heard: 0, changed: 0,
        lines: []};
    const [ASK, BEGUN, ENDED, OVERTAKEN] = [0x5a, 4, 6, 2];  // BackMsg and ForwardMsg of Streamlit
    const kind = bytes => {
        let at = 0;
        const number = () => {
            for (let value = 0, shift = 0;; shift += 7) {
                const byte = bytes[at++];
                value |= (byte & 127) << shift;
                if (byte < 128) return value;
            }
        };
        while (at < bytes.length) {
            const tag = number(), value = number();
            if (tag >> 3 > 2) return [tag >> 3, value];
            at += value;  // the hash and what is told about the message
        }
        return [0, 0];
    };
    window.WebSocket = class extends WebSocket {
        constructor(...given) {
            super(...given);
            runs.lines.push(this);
            this.addEventListener("message", ({data}) => {
                const [what, value] = kind(new Uint8Array(data));
                runs.heard = performance.now();
                if (what === BEGUN) {
                    runs.merged = Math.max(runs.merged + runs.waiting - 1, 0);
                    [runs.waiting, runs.going] = [0, true];
                }
                if (what === ENDED && value !== OVERTAKEN)
                    [runs.going, runs.ended] = [false, performance.now()];
            });
        }
        send(data) {
            if (new Uint8Array(data)[0] === ASK) {
                runs.asked += 1;
                runs.waiting += 1;
            }
            super.send(data);
        }
    };
    new MutationObserver(() => { runs.changed = performance.now(); }).observe(
        document, {subtree: true, attributeFilter: ["data-test-script-state"]});
})()"""
"""Nghe đường truyền: which runs a page has asked for, which have begun and which have ended."""

SETTLED = """() => {
    const runs = window.thiduaRuns, app = document.querySelector("[data-testid=stApp]");
    if ("dangGiu" in document.documentElement.dataset) return false;
    if (!app || !runs.asked || runs.waiting || runs.going) return false;
    if (app.dataset.testScriptState !== "notRunning") return false;
    const quiet = performance.now() - runs.heard;
    return quiet > (runs.merged ? 1500 : runs.changed > runs.ended ? 100 : 500);
}"""
"""Đã xong: every run asked for has begun, none goes on, and the page has drawn the last of them.

Two that were asked for at once may be one run or two, so after those it is quiet for longer.
"""

STILL = """async one => {
    let height = -1, since = 0;
    for (;;) {
        await new Promise(requestAnimationFrame);
        const now = one.getBoundingClientRect().height;
        if (now !== height) [height, since] = [now, performance.now()];
        else if (performance.now() - since > 300) return;
    }
}"""
FIRST_CELL = {"x": 20, "y": 52}  # below the header row of 35 pixels


def settled(page: Page) -> None:
    """Chờ trang xong: whatever was pressed before has been asked for, run and drawn."""
    try:
        page.wait_for_function(SETTLED, polling=50, timeout=30_000)
    except TimeoutError as late:
        told = page.evaluate("JSON.stringify(window.thiduaRuns)")
        shown = page.locator("body").inner_text()[:300]
        raise TimeoutError(f"{page.url} không yên: {told}\n{shown}") from late


def grid(page: Page, which: int = 0) -> Locator:
    """Lưới thứ mấy trên trang."""
    return page.get_by_test_id("stDataFrame").nth(which)


def focus_cell(page: Page, row: int, column: int, which: int = 0) -> None:
    """Chọn ô: walks with the keyboard, so it needs no column widths."""
    found = grid(page, which)
    found.scroll_into_view_if_needed()
    found.locator(".dvn-scroller").click(position=FIRST_CELL)  # it covers the canvas
    page.keyboard.press("Control+Home")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")


def type_in_cell(page: Page, row: int, column: int, text: str, which: int = 0) -> None:
    """Gõ vào ô and leave it with Enter; it is opened anew when the grid drew itself and shut it."""
    editor = page.locator("#portal textarea, #portal input").first
    for _ in range(3):
        focus_cell(page, row, column, which)
        page.keyboard.press("Enter")
        with suppress(TimeoutError):
            editor.fill(text, timeout=5_000)
            break
        page.keyboard.press("Escape")
    expect(editor).to_have_value(text)
    page.keyboard.press("Enter")
    expect(editor).to_be_hidden()


def paste_in_cell(page: Page, row: int, column: int, text: str, which: int = 0) -> None:
    """Dán từ bảng tính: rows by line breaks, columns by tabs, starting at this cell."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    focus_cell(page, row, column, which)
    page.keyboard.press("Control+v")


def cell(page: Page, row: int, column: int, which: int = 0) -> Locator:
    """Ô: the cell as screen readers get it; its text is the raw value."""
    return grid(page, which).get_by_test_id(f"glide-cell-{column}-{row}")


def column(page: Page, title: str, which: int = 0) -> int:
    """Cột mang tên này: which one it is in the grid, whichever columns are in view."""
    titles = grid(page, which).locator("[role=columnheader]")
    found = titles.filter(has_text=re.compile(f"^{title}$"))
    return int(found.get_attribute("aria-colindex") or 0) - 1


def choose_group(page: Page, code: str) -> None:
    """Chọn nhóm tiêu chí on the page of scores, and wait for its grid."""
    page.get_by_test_id("stButtonGroup").get_by_text(re.compile(rf"^{code}\.")).click()
    expect(cell(page, 0, 0)).to_have_text(re.compile(rf"^{code}\."))
    settled(page)


def save(page: Page) -> None:
    """Bấm Lưu."""
    page.get_by_role("button", name="Lưu", exact=True).click()


def expander(page: Page, title: str) -> Locator:
    """Khung mở ra: opened by a click on its title, and what is in it may come only then."""
    found = page.get_by_test_id("stExpander").filter(has=page.get_by_text(title, exact=True))
    found.locator("summary").click()
    settled(page)
    still(found)
    return found


def still(part: Locator) -> None:
    """Chờ hết chuyển động: pressed while it slides, a button loses the half of the click."""
    part.evaluate(STILL)


def choose(page: Page, label: str, option: str) -> None:
    """Chọn trong danh sách thả xuống; it is opened anew when the page moved and closed it."""
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(5):
        page.get_by_role("combobox", name=label, exact=True).click()
        with suppress(TimeoutError):
            wanted.click(timeout=1_000)
            return
    expect(wanted).to_be_visible()


def sign_in(page: Page, login: str, password: str) -> None:
    """Đăng nhập at the door that is open."""
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def assert_logo_shows(page: Page, address: str) -> None:
    """Nhãn hiệu hiện ra, fetched from the address that a run names instead of carrying it."""
    logo = page.get_by_test_id("stSidebarLogo")
    expect(logo).to_be_visible()
    expect(logo).to_have_attribute("src", f"{address}{picture_link('nhan-hieu.svg')}")
    expect(logo).to_have_js_property("complete", True)
    assert logo.evaluate("e => e.naturalWidth") > 0
