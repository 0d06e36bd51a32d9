"""Bấm khắp: presses whatever can be pressed on a page, and tells what should not have come of it.

What was drawn only by a press is pressed after it. A press that leads to another page is judged
there and gone back from by the menu, as a person would.
"""

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from playwright.sync_api import Error, Locator, Page, TimeoutError

from tests.browser.english import english_on
from tests.browser.screen import settled, still
from thidua.web.identity import SIGN_IN_PATH

ALIKE = 2
"""Bấm mấy cái cùng tên: the hundredth «Mở» of a list does what the first two did."""

FIND = """() => {
  const inside = document.querySelector("[data-testid=stDialog]")
    ?? document.querySelector("[data-testid=stMain]");
  if (!inside) return [];
  const kinds = [
    ["tải", "[data-testid=stDownloadButton] button"],
    ["nút", "button[data-testid^=stBaseButton]:not([data-testid$=elementToolbar])"],
    ["nút", "[data-testid=stPopoverButton]"],
    ["nút", "[data-testid=stButtonGroup] button"],
    ["thẻ", "[role=tab]"],
    ["chọn", "[data-testid=stCheckbox] label"],
    ["chọn", "[data-testid=stRadio] [role=radiogroup] label"],
    ["khung", "[data-testid=stExpander] summary"],
    ["danh sách", "[data-testid=stSelectbox] [role=combobox], [data-testid=stSelectbox] input"],
    ["liên kết", "a[href]"],
    ["tệp", "[data-testid=stFileUploader] input[type=file]"],
  ];
  const taken = new Set(), found = [];
  for (const [kind, where] of kinds) {
    for (const one of inside.querySelectorAll(where)) {
      if (taken.has(one)) continue;
      taken.add(one);
      if (kind !== "tệp" && (!one.checkVisibility() || one.disabled)) continue;
      if (one.closest("[data-testid=stFileUploader]") && kind === "nút") continue;
      if (one.closest("details:not([open])") && kind !== "khung") continue;
      const widget = one.closest("[data-testid=stSelectbox], [data-testid=stFileUploader]");
      const copy = one.cloneNode(true);
      copy.querySelectorAll("[translate=no]").forEach(icon => icon.remove());
      const name = (one.getAttribute("aria-label") || copy.textContent || "").trim();
      const label = widget?.querySelector("[data-testid=stWidgetLabel]")?.innerText.trim();
      const mark = `bam-${document.bamKhap = (document.bamKhap ?? 0) + 1}`;
      one.dataset.bam ??= mark;
      found.push({kind, name: (label ?? name).split("\\n")[0].slice(0, 90), mark: one.dataset.bam,
                  link: one.getAttribute("href") ?? "", outside: one.target === "_blank"});
    }
  }
  return found;
}"""
"""Tìm chỗ bấm: each visible control, of the open dialog alone while one is open."""

CODES = re.compile(
    r"\b[a-z]+_[a-z_]+\b(?!\.py)|\bNone\b|\bTrue\b|\bFalse\b|\bnan\b|Traceback|Error\b"
)
"""Chữ không dành cho người: names in code, values of Python, an error told as in a log."""

SHOWN = """() => {
  const said = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skipped = "script, style, noscript";
  const icon = one => getComputedStyle(one).fontFamily.includes("Material");
  while (walker.nextNode()) {
    const place = walker.currentNode.parentElement;
    if (!place.checkVisibility() || place.closest(skipped) || icon(place)) continue;
    said.push(walker.currentNode.nodeValue);
  }
  for (const one of document.body.querySelectorAll("[aria-label], [title], [placeholder]"))
    if (one.checkVisibility())
      for (const name of ["aria-label", "title", "placeholder"])
        said.push(one.getAttribute(name) ?? "");
  return said.join("\\n");
}"""
"""Chữ trên trang: what is seen and what screen readers are told, the names of icons aside."""


@dataclass(frozen=True)
class Control:
    """Chỗ bấm: its kind and name are what make it the same on the next look."""

    kind: str
    name: str
    mark: str
    link: str = ""
    outside: bool = False

    @property
    def same(self) -> tuple[str, str]:
        """Cùng tên: numbers aside, the lines of a list hold the same controls."""
        return self.kind, re.sub(r"\d+", "#", self.name)


@dataclass
class Crawl:
    """Một lượt bấm: one person's tab, what was pressed, and each fault with the press before it."""

    page: Page
    log: Path
    sample: Path
    until: Callable[[], bool]
    pressed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    faults: dict[tuple[str, str], str] = field(default_factory=dict)
    _at: str = ""
    _last: str = ""
    _read: int = 0

    def __post_init__(self) -> None:
        """Nghe trang: what a browser tells of itself counts against the last press."""
        self._read = self.log.stat().st_size
        self.page.on("dialog", lambda asked: asked.accept())  # whether to leave what is unsaved
        self.page.on("pageerror", lambda error: self._fault(f"lỗi của trang: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)

    def told(self) -> list[str]:
        """Những gì thấy sai: page, the first press it came after, and what."""
        return [f"{page} › {press}: {what}" for (page, what), press in self.faults.items()]

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._fault(f"bảng điều khiển: {message.text[:200]}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self._fault(f"máy chủ trả lời {response.status} cho {response.url}")

    def _fault(self, what: str) -> None:
        self.faults.setdefault((self._at, what), self._last)

    def open(self, name: str) -> bool:
        """Vào trang by its line of the menu; False when this person's menu has none."""
        self.page.keyboard.press("Escape")
        if self.page.get_by_test_id("stSidebarNav").count() == 0:  # a projected page has no menu
            self.page.goto("/".join(self.page.url.split("/")[:3]))
            settled(self.page)
        line = self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)
        if line.count() == 0:
            return False
        self._at, self._last = name, "mở trang"
        line.first.click()
        settled(self.page)
        self.judge(opening=True)
        return True

    def judge(self, *, opening: bool = False) -> None:
        """Xét trang sau một lần bấm."""
        page = self.page
        if SIGN_IN_PATH in page.url:
            self._fault("bị đăng xuất")
            return
        for red in page.get_by_test_id("stException").all():
            self._fault(f"lỗi bất ngờ: {red.inner_text()[:300]}")
        if page.locator("h1").count() == 0:
            self._fault("trang không có tiêu đề")
        if opening:
            for red in page.get_by_test_id("stAlertContentError").all():
                self._fault(f"dòng đỏ khi mới mở: {red.inner_text()[:200]}")
        for code in sorted(set(CODES.findall(page.evaluate(SHOWN)))):
            self._fault(f"chữ không dành cho người: {code}")
        for word in sorted(set(english_on(page))):
            self._fault(f"chữ Anh: {word[:80]}")
        self._read_log()

    def _read_log(self) -> None:
        with self.log.open(encoding="utf-8", errors="replace") as lines:
            lines.seek(self._read)
            told = lines.read()
            self._read = lines.tell()
        if "Traceback" in told or " ERROR " in told:
            self._fault(f"nhật ký máy chủ: {told[-600:]}")

    def controls(self) -> list[Control]:
        """Những chỗ bấm được lúc này."""
        try:
            return [Control(**one) for one in self.page.evaluate(FIND)]
        except Error:  # the page is on its way to another one
            settled(self.page)
            return [Control(**one) for one in self.page.evaluate(FIND)]

    def press_all(self, name: str) -> bool:
        """Bấm hết một trang: what a press has drawn comes next, then what stood there before.

        False when the menu has no such page.
        """
        if not self.open(name):
            return False
        home = self.page.url.split("?")[0]
        waiting = deque(self.controls())
        while waiting and not self.until():
            control = waiting.popleft()
            key = (name, *control.same)
            if self.pressed[key] >= ALIKE:
                continue
            before = {one.same for one in self.controls()}
            if control.same not in before:
                continue  # it went with what another press changed
            self.pressed[key] += 1
            for _ in self.press(control):
                self.judge()
                if self.page.url.split("?")[0] != home and not self.open(name):
                    self._fault("trang không còn trong thực đơn")
                    return True
            now = self.controls()
            waiting.extendleft(reversed([one for one in now if one.same not in before]))
            if self.page.get_by_test_id("stDialog").count() and not any(
                self.pressed[name, *one.same] < ALIKE for one in now
            ):
                self.page.keyboard.press("Escape")
                settled(self.page)
                waiting.extend(self.controls())
        return True

    def _found(self, control: Control) -> Locator | None:
        marked = self.page.locator(f"[data-bam={control.mark}]")
        if marked.count():
            return marked.first
        for one in self.controls():  # drawn anew since, so marked anew
            if one.same == control.same:
                return self.page.locator(f"[data-bam={one.mark}]").first
        return None

    def press(self, control: Control) -> Iterator[None]:
        """Bấm một chỗ, each option of a list being a press of its own."""
        self._last = f"{control.kind} «{control.name}»"
        leads_out = control.outside or not control.link.startswith(("/", "?", "."))
        if control.kind == "liên kết" and leads_out:
            return
        if control.kind == "danh sách":
            yield from self._options(control)
            return
        for last in (False, True):  # what is drawn anew between the look and the press is lost
            place = self._found(control)
            if place is None:
                return
            try:
                self._do(control, place)
                settled(self.page)
                break
            except Error as problem:
                self.page.keyboard.press("Escape")
                if last:
                    self._fault(f"không bấm được: {str(problem)[:160]}")
        yield

    def _do(self, control: Control, place: Locator) -> None:
        if control.kind == "tệp":
            place.set_input_files(self.sample, timeout=5_000)
            return
        place.scroll_into_view_if_needed(timeout=5_000)
        still(place)
        if control.kind != "tải":
            place.click(timeout=5_000)
            return
        with self.page.expect_download(timeout=30_000) as loading:
            place.click(timeout=5_000)
        if loading.value.failure():
            self._fault("tải về không thành")

    def _options(self, control: Control) -> Iterator[None]:
        for at in range(60):
            place = self._found(control)
            if place is None:
                return
            options = self.page.get_by_role("option")
            try:
                place.click(timeout=5_000)
                options.first.wait_for(timeout=5_000)
            except TimeoutError:
                self.page.keyboard.press("Escape")
                return
            if at >= options.count() or self.until():
                self.page.keyboard.press("Escape")
                return
            self._last = f"danh sách «{control.name}» → «{options.nth(at).inner_text()}»"
            options.nth(at).click()
            settled(self.page)
            yield


def some_book(folder: Path) -> Path:
    """Một tệp Excel nào đó: no page expects it, so each must say in words what is wrong."""
    book = Workbook()
    book.active.title = "Trang nào đó"
    book.active.append(["Cột lạ", "Giá trị"])
    book.active.append(["a", 1])
    book.save(folder / "nao-do.xlsx")
    return folder / "nao-do.xlsx"


def budget(seconds: float) -> Callable[[], bool]:
    """Đã hết giờ chưa: counted from now."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end
