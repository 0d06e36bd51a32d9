"""Chụp hình: makes every picture of the documents anew, from the demo, in a browser of its own.

`python docs/hinh/chup.py [TÊN …]` from the folder of the project; without a name all of them.
"""

import http.client
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser import chromium, screen  # noqa: E402 - the path above is what finds them
from thidua.services.demo.fill import BLOCK_NAME as ROOMS  # noqa: E402
from thidua.services.demo.reviews import BLOCK_NAME as COMMUNES  # noqa: E402
from thidua.web.gate import DEMO_PATH, HEALTH_PATH  # noqa: E402

SIZE = {"width": 1366, "height": 768}
LARGEST = 150_000
_PATIENCE = 90


@dataclass(frozen=True)
class Picture:
    """Một hình: what it shows, seen by whom at which address, after which steps."""

    name: str
    role: str
    address: str
    steps: Callable[[Page], None] = lambda page: None


def _period(block: str, year: int) -> str:
    return f"?khoi={block}&nam={year}"


def _group(page: Page) -> None:
    """Mở một nhóm có nhiều tiêu chí."""
    screen.choose_group(page, "II")
    page.mouse.move(1000, 100)


def _claim(page: Page) -> None:
    """Cuộn tới phiếu chấm, with what the unit claims beside it."""
    page.get_by_role("heading", name="Đơn vị tự chấm").evaluate(
        "one => one.scrollIntoView({block: 'center'})"
    )


def _reveal(page: Page) -> None:
    """Công bố ba hạng cuối."""
    page.get_by_text("Danh sách trang").click()
    screen.settled(page)
    screen.choose(page, "Trang", "Công bố xếp hạng – Công bố xếp hạng")
    screen.settled(page)
    page.get_by_role("button", name="Chiếu trang này").click()
    screen.settled(page)
    rows = page.get_by_test_id("stTable").get_by_role("row")
    for shown in (1, 2, 3):
        page.get_by_role("button", name="Tiếp").click()
        expect(rows).to_have_count(1 + shown)


PICTURES = (
    Picture("tong-quan", "khoi-truong", f"/tong-quan{_period(ROOMS, 2025)}"),
    Picture("don-vi", "thuong-truc", f"/don-vi{_period(ROOMS, 2025)}"),
    Picture("giao-uoc", "khoi-truong", f"/giao-uoc{_period(ROOMS, 2025)}"),
    Picture("cham-diem", "xuc-tien", "/cham-diem", _group),
    Picture("cham-cheo", "xa-an-lac", "/cham-cheo", _claim),
    Picture("bat-dong", "khoi-truong", f"/tham-dinh?khoi={COMMUNES}&phan=Bất đồng"),
    Picture("xep-hang", "lanh-dao", f"/xep-hang{_period(ROOMS, 2024)}"),
    Picture("binh-xet", "khoi-truong", f"/binh-xet{_period(ROOMS, 2024)}"),
    Picture("khen-thuong", "thuong-truc", f"/khen-thuong{_period(ROOMS, 2025)}"),
    Picture("trinh-chieu", "khoi-truong", f"/trinh-chieu{_period(ROOMS, 2024)}", _reveal),
    Picture("nhat-ky", "kiem-tra", f"/nhat-ky{_period(ROOMS, 2025)}"),
)


def main(wanted: Sequence[str]) -> None:
    """Chụp những hình này, or all of them."""
    unknown = set(wanted) - {picture.name for picture in PICTURES}
    if unknown:
        sys.exit(f"Không có hình nào tên {', '.join(sorted(unknown))}.")
    with _serving() as address, sync_playwright() as playwright:
        browser = chromium.start(playwright)
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                size = _take(browser, address, picture)
                sys.stdout.write(f"{picture.name}.png: {size // 1000} KB\n")
        browser.close()


def _take(browser: Browser, address: str, picture: Picture) -> int:
    context = browser.new_context(locale="vi-VN", viewport=SIZE, color_scheme="light")
    context.request.post(f"{address}{DEMO_PATH}", form={"vai": picture.role})
    context.add_init_script(screen.LISTEN)
    page = context.new_page()
    page.goto(f"{address}{picture.address}")
    screen.settled(page)
    picture.steps(page)
    screen.settled(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1_500)  # charts and grids draw themselves after the run has ended
    content = _small(page.screenshot())
    context.close()
    if len(content) > LARGEST:
        sys.exit(f"Hình {picture.name} quá lớn: {len(content)} byte.")
    (Path(__file__).parent / f"{picture.name}.png").write_bytes(content)
    return len(content)


def _small(content: bytes) -> bytes:
    """Giảm màu: a screen has few, and a picture that nobody waits for is looked at."""
    made = io.BytesIO()
    Image.open(io.BytesIO(content)).convert("RGB").quantize(192).save(made, "PNG", optimize=True)
    return made.getvalue()


@contextmanager
def _serving() -> Iterator[str]:
    """Phần mềm với khối mẫu, on data that is gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THIDUA_")}
    with tempfile.TemporaryDirectory(prefix="thidua-hinh-", ignore_cleanup_errors=True) as data:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env=kept | {"THIDUA_DATA": data},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, port)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", HEALTH_PATH)
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    sys.exit("Máy chủ không trả lời.")


if __name__ == "__main__":
    main(sys.argv[1:])
