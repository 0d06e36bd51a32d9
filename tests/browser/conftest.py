"""Đồ dùng cho kiểm thử bằng trình duyệt: a browser, servers, and tabs that watch their requests."""

import http.client
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser import chromium as search
from tests.browser.screen import LISTEN, settled, sign_in
from tests.browser.serving import started
from tests.browser.taking_turns import TakingTurns
from tests.databases import one_at_a_time
from tests.missing import refuse
from thidua.web.gate import DEMO_PATH

SECOND_PAGE = "import streamlit as st; st.title('Trang thứ hai')"  # a menu has at least two
WITHIN = ("data:", "blob:", "chrome-extension:", "chrome:")  # the last two: its reader of PDF
PASSWORD = "con đường mùa thu"
expect.set_options(timeout=30_000)  # many browsers and servers share one machine


@dataclass(frozen=True)
class Server:
    """Máy chủ đang chạy: where it answers, where its data lies, and what it wrote to its log."""

    address: str
    data: Path
    log: Path
    process: BaseProcess


@pytest.fixture(scope="session")
def chromium(of_the_run: Path) -> Iterator[Browser]:
    """Trình duyệt, one for the whole run; without it tests are skipped aloud, in CI they fail."""
    with sync_playwright() as playwright:
        try:
            with one_at_a_time(of_the_run):  # it may have to be installed
                browser = search.start(playwright)
        except search.NoBrowser as problem:
            refuse(f"bằng trình duyệt ({problem})")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serving(
    fresh_data: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Callable[[], AbstractContextManager[Callable[..., Server]]]:
    """Nơi mở máy chủ: those of `with serving() as server` are stopped at its end."""

    @contextmanager
    def open_place() -> Iterator[Callable[..., Server]]:
        running: list[BaseProcess] = []
        proxies: list[TakingTurns] = []

        def start(
            data: Path | None = None,
            pages: Path | None = None,
            port: int | None = None,
            **surroundings: str,
        ) -> Server:
            if data is None:
                data = tmp_path_factory.mktemp("may-chu") / "var"
                shutil.copytree(fresh_data, data)
            port = port or _free_port()
            log = data.with_name(f"{data.name}-{port}.log")
            # A database of the person who runs the tests must not be touched.
            kept = {name: value for name, value in os.environ.items() if "THIDUA_" not in name}
            given = kept | {"THIDUA_DATA": str(data)} | surroundings
            process = started(port, log, given, pages)
            running.append(process)
            _wait_until_healthy(process, port, log)
            if pytestconfig.getoption("--two"):
                second, beside = _free_port(), log.with_suffix(".hai.log")
                running.append(started(second, beside, given, pages))
                _wait_until_healthy(running[-1], second, beside)
                proxies.append(TakingTurns([port, second]))
                return Server(f"http://localhost:{proxies[-1].port}", data, log, process)
            return Server(f"http://localhost:{port}", data, log, process)

        yield start
        for proxy in proxies:
            proxy.close()
        for process in running:
            process.terminate()
        for process in running:
            process.join(10)
            if process.is_alive():
                process.kill()
                process.join()

    return open_place


@pytest.fixture(scope="module")
def server(
    serving: Callable[[], AbstractContextManager[Callable[..., Server]]],
) -> Iterator[Callable[..., Server]]:
    """Máy chủ: `server(NAME="value")` starts one more, with the data of a first start of its own.

    With `data` it serves what another server left there or is still using, with `port` at the
    address that another server had.
    """
    with serving() as start:
        yield start


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(process: BaseProcess, port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while process.is_alive() and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/suc-khoe")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    pytest.fail(f"Máy chủ không trả lời:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def product(
    serving: Callable[[], AbstractContextManager[Callable[..., Server]]],
) -> Iterator[Server]:
    """Sản phẩm: one server with the demo, shared by the tests that only look."""
    with serving() as start:
        yield start()


@contextmanager
def _tabs(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Các thẻ: opened one by one, closed together at the end."""
    contexts = []
    strays: list[str] = []

    def show(address: str, **options: object) -> Page:
        usual = {"locale": "vi-VN", "viewport": {"width": 1366, "height": 768}}
        role = options.pop("role", "quan-tri")
        context = chromium.new_context(**(usual | options))
        contexts.append(context)
        context.add_init_script(LISTEN)
        own = "/".join(address.split("/")[:3])
        if role is not None:
            context.request.post(f"{own}{DEMO_PATH}", form={"vai": role})

        def watch(request: Request) -> None:
            if not request.url.startswith((f"{own}/", *WITHIN)):
                strays.append(request.url)

        context.on("request", watch)
        page = context.new_page()
        page.goto(address)
        if role is not None:
            settled(page)
        return page

    yield show
    for context in contexts:
        context.close()
    assert strays == []


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Thẻ: `tab(address, …)` opens a page of its own and waits until it is drawn.

    `role` is whom of the demo the browser is signed in as; None has not signed in. What else is
    given goes to the browser (`color_scheme="dark"`, `viewport=…`). No page may ask for anything
    outside its own server; that is checked when the test ends.
    """
    with _tabs(chromium) as show:
        yield show


@pytest.fixture(scope="module")
def shared_tab(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Thẻ dùng chung của một tệp: each of its tests loads the page anew, which is far quicker."""
    with _tabs(chromium) as show:
        yield show


@pytest.fixture(scope="module")
def with_page(
    server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Server]:
    """Khung với trang thử: `with_page(source)` serves the frame with this as its first page."""

    def start(source: str, **surroundings: str) -> Server:
        pages = tmp_path_factory.mktemp("trang")
        (pages / "tong_quan.py").write_text(source, encoding="utf-8")
        (pages / "don_vi.py").write_text(SECOND_PAGE, encoding="utf-8")
        return server(pages=pages, **surroundings)

    return start


@pytest.fixture
def administrator(server, tab):
    """Thẻ của người quản trị đầu tiên of a new installation, and its server."""
    running = server()
    page = tab(f"{running.address}/thiet-lap", role=None)
    code = re.search(r"Mã thiết lập lần đầu: (\S+)", running.log.read_text("utf-8")).group(1)
    page.get_by_label("Mã thiết lập").fill(code)
    page.get_by_label("Họ tên").fill("Quách Thành Nam")
    page.get_by_label("Tên đăng nhập").fill("nam.quach")
    page.get_by_label("Mật khẩu (ít nhất 10 ký tự)").fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo người quản trị").click()
    sign_in(page, "nam.quach", PASSWORD)
    expect(page.get_by_text("Quách Thành Nam (nam.quach)")).to_be_visible(timeout=30_000)
    return page, running
