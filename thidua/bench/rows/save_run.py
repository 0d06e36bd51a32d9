"""Một lần lưu: the button pressed on Chấm điểm against a bare page of the same elements.

The block has closed years behind it, and somebody saves in another block before each run.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from pathlib import Path

from thidua.bench import seed
from thidua.bench.clock import medians
from thidua.bench.effort import Effort
from thidua.bench.place import new_database, signed_in, use
from thidua.bench.recorder import Recorder
from thidua.bench.row import Row
from thidua.bench.saving import saver
from thidua.bench.script_run import Visit, serving
from thidua.bench.streamlit_inside import WidgetStates
from thidua.ui.frame import menu
from thidua.web import identity

_SAVE, _GROWN = Decimal("1.3"), Decimal("1.25")
_WARM_RUNS = 2
_BUTTON, _POINTS, _PAPER = "Lưu", "Điểm", "Văn bản kèm theo"


class NotSaved(RuntimeError):
    """Lần lưu không được báo là đã lưu, so it was not one."""


@dataclass(slots=True)
class Sheet:
    """Bảng chấm đang mở: typed into and saved as a person does it, another value each time."""

    visit: Visit
    url: str
    cookie: str
    _turn: "count[int]" = field(default_factory=lambda: count(1))

    def save(self) -> int:
        """Gõ một ô rồi bấm Lưu; NotSaved when the page does not say that it was."""
        use(self.url)
        identity.cookie = lambda: self.cookie
        widgets = WidgetStates()
        typed, pressed, paper = (widgets.widgets.add() for _ in range(3))
        grid, _ = self._drawn("dataframe", "")
        button, part = self._drawn("button", _BUTTON)
        points = str(next(self._turn) % seed.MAX_POINTS)
        cells = {"edited_rows": {"1": {_POINTS: points}}, "added_rows": [], "deleted_rows": []}
        typed.id, typed.string_value = grid, json.dumps(cells)
        pressed.id, pressed.trigger_value = button, True
        paper.id, paper.string_value = self._drawn("text_input", _PAPER)[0], "Phiếu có ký"
        passed = self.visit.run(widgets, part)
        if not any("Đã lưu 1 dòng" in said for said in self._said()):
            raise NotSaved(self.visit.complaint or "trang không báo đã lưu")
        return passed

    def _drawn(self, kind: str, label: str) -> tuple[str, str]:
        """Khóa của phần tử này, and the part of the page it is in."""
        for message in self.visit.messages:
            element = message.delta.new_element
            if element.WhichOneof("type") == kind:
                found = getattr(element, kind)
                if not label or found.label == label:
                    return found.id, message.delta.fragment_id
        raise NotSaved(f"trang không có {kind} {label}".strip())

    def _said(self) -> Iterator[str]:
        for message in self.visit.messages:
            if message.delta.new_element.HasField("alert"):
                yield message.delta.new_element.alert.body


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Một lần lưu ÷ trang trần, then the same save in a block that has grown."""
    usual = seed.Province(
        blocks=2, units=effort.units, criteria=effort.criteria, mark="lưu", is_open=True
    )
    past = effort.past_years
    grown = {
        "units": ("10 lần đơn vị", replace(usual, units=10 * effort.units), past),
        "criteria": ("10 lần tiêu chí", replace(usual, criteria=10 * effort.criteria), past),
        "years": (f"{3 * past} năm trước thay cho {past}", usual, 3 * past),
    }
    with _opened(folder, "luu", usual, past) as (sheet, other):
        rows = [_against_bare(folder, effort, sheet, other)]
        for name, (said, province, years) in grown.items():
            with _opened(folder, name, province, years) as (big, elsewhere):
                pair = medians(
                    _after(elsewhere, big.save), _after(other, sheet.save), effort.page_runs
                )
            row = Row(
                id=f"save.{name}",
                name=f"Lưu một dòng điểm: {said}",
                target=_GROWN,
                compared="bấm Lưu ở trang Chấm điểm của khối lớn ÷ của khối thường, ngay sau một "
                "lần lưu ở khối khác",
                sizes={"units": province.units, "criteria": province.criteria, "years": years},
            )
            rows.append(row.with_medians(*pair))
    return rows


@contextmanager
def _opened(
    folder: Path, name: str, province: seed.Province, years: int
) -> Iterator[tuple[Sheet, Callable[[], None]]]:
    """Trang Chấm điểm của khối đầu, and who saves in the second one."""
    url = new_database(folder, name)
    seed.fill(url, province)
    seed.fill_past(url, province, years)
    use(url)
    page, cookie = menu.entry("cham_diem").file, signed_in(url)
    with serving(page, cookie) as runtime:
        visit = Visit(script=page, runtime=runtime)
        for _ in range(_WARM_RUNS):
            visit.run()
        yield Sheet(visit, url, cookie), saver(url, province, province.block_codes[1]).save


def _after(change: Callable[[], None], run: Callable[[], int]) -> Callable[[], int]:
    def both() -> int:
        change()
        return run()

    return both


def _against_bare(folder: Path, effort: Effort, sheet: Sheet, other: Callable[[], None]) -> Row:
    """Một lần lưu ÷ lượt chạy cả trang trần, which is what anything on a page costs."""
    visit = sheet.visit
    recorder = Recorder(name="luu")
    with recorder.listening():
        visit.run()
    script = folder / "trang-tran-luu.py"
    script.write_text(recorder.script(), encoding="utf-8")
    bare = Visit(script=script, runtime=visit.runtime)
    for _ in range(_WARM_RUNS):
        bare.run()
        sheet.save()
    pair = medians(_after(other, sheet.save), bare.run, effort.page_runs)
    row = Row(
        id="save.bare",
        name=f"Lưu một dòng điểm, khối có {effort.past_years} năm trước",
        target=_SAVE,
        compared="bấm Lưu ở trang Chấm điểm, ngay sau một lần lưu ở khối khác ÷ lượt chạy trang "
        "trần gọi đúng các lệnh st.* của cả trang ấy",
        sizes={"elements": len(bare.drawn), "runs": effort.page_runs},
    )
    return row.with_medians(*pair)
