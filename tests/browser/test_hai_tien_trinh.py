"""Hai tiến trình: every request goes to the other than its page; one is killed amid work."""

import urllib.request
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.many_hands import PASSWORD, enter
from tests.browser.screen import choose_group, column, expander, save, settled, type_in_cell
from tests.browser.taking_turns import TakingTurns
from tests.browser.test_minh_chung import PDF, give
from tests.browser.test_survival import LINES, WIDE, counted, enter_until_saved
from tests.files.evidence_samples import pdf
from tests.people import PROGRAM, make_account
from tests.services.meeting.led import Led
from thidua.db.engine import forget_engines, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.services.demo import centres, deadlines
from thidua.services.ground.work import Work
from thidua.web.screen import screen_address
from thidua.web.streamlit_inside import MEDIA_PATH, STREAM_PATH, UPLOAD_PATH

UNIT = "XTDT"
YEAR = 2025


@pytest.fixture
def two(server, demo_database_url):
    """Hai tiến trình trên cùng dữ liệu behind one proxy: the two, the proxy and where it is."""
    with writing() as session:
        make_account(
            session,
            "an",
            Grant(Role.UNIT_OFFICER, centres.BLOCK_CODE, UNIT, YEAR),
            password=PASSWORD,
        )
        deadlines.renew(Work(session, PROGRAM, now=datetime.now(UTC)))
    forget_engines()
    first = server(THIDUA_DATABASE_URL=demo_database_url)
    last = server(data=first.data, THIDUA_DATABASE_URL=demo_database_url)
    proxy = TakingTurns([int(one.address.rpartition(":")[2]) for one in (first, last)])
    yield first, last, proxy
    proxy.close()


class Behind:
    """Phần mềm sau proxy, as the helpers of other tests ask for it."""

    def __init__(self, proxy):
        self.address = f"http://localhost:{proxy.port}"


@pytest.mark.both_databases
def test_a_page_in_one_process_has_its_files_through_the_other_and_outlives_its_own(two, tab):
    first, last, proxy = two
    running = Behind(proxy)
    page, _ = enter(tab, running, "an")
    page.set_viewport_size(WIDE)
    page.goto(f"{running.address}/cham-diem")
    settled(page)

    part = expander(page, "Nhập từng tiêu chí")
    give(part, "Tệp minh chứng", PDF)
    part.get_by_role("button", name="Đính kèm tệp đã chọn").click()
    expect(page.get_by_text("Đã thêm 1 tệp minh chứng.")).to_be_visible()
    address = part.get_by_role("link", name="Báo cáo năm.pdf").get_attribute("href")
    assert page.context.request.get(f"{running.address}{address}").body() == pdf()

    expander(page, "Chấm bằng tệp Excel")
    with page.expect_download() as loading:
        page.get_by_role("button", name="Tải tệp mẫu của đơn vị này").click()
    assert loading.value.path().read_bytes().startswith(b"PK")
    assert_apart(proxy, first, last)

    led = Led(centres.BLOCK_CODE, YEAR)
    shown = f"{running.address}{screen_address(led.link(), is_demo=False)}"
    before = fetched(shown)
    led.go("cong-bo")
    assert fetched(shown) != before

    choose_group(page, "II")
    for row in range(LINES):
        enter_until_saved(page, row, "1")
    type_in_cell(page, 0, column(page, "Điểm"), "2")
    save(page)
    first.process.kill()
    first.process.join()
    page.goto(f"{running.address}/cham-diem")
    settled(page)
    choose_group(page, "II")
    found = [counted(page, row).text_content() for row in range(LINES)]
    assert found[1:] == ["1,00"] * (LINES - 1)
    assert found[0] in {"1,00", "2,00"}
    enter_until_saved(page, 0, "3")


def fetched(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read()


def assert_apart(proxy, first, last):
    """What the page was told by one process, it sent to and fetched from the other."""

    def at(start):
        return {port for port, path in proxy.seen if path.startswith(start)}

    ours, other = (int(one.address.rpartition(":")[2]) for one in (first, last))
    assert at(STREAM_PATH) == {ours}
    assert at(UPLOAD_PATH) == at(MEDIA_PATH) == at("/minh-chung/") == at("/dang-nhap") == {other}
