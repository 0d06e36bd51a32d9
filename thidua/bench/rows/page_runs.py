"""Lượt chạy của trang: each page on the demo block against a bare page drawing the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from thidua.bench import seed
from thidua.bench.clock import medians
from thidua.bench.effort import Effort
from thidua.bench.place import demo_database, signed_in, use
from thidua.bench.recorder import Recorder
from thidua.bench.row import Row
from thidua.bench.saving import saver
from thidua.bench.script_run import Visit, serving
from thidua.ui.frame import menu

_UNCHANGED, _CHANGED = Decimal("1.25"), Decimal("1.5")
_WARM_RUNS = 2
_ELSEWHERE = seed.Province(blocks=1, units=3, criteria=6, mark="nơi khác", letter="Z", is_open=True)


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Mỗi trang ÷ trang trần: when nothing has changed, and after a save in another block."""
    url = demo_database(folder)
    seed.fill(url, _ELSEWHERE)
    use(url)
    cookie = signed_in(url)
    save = saver(url, _ELSEWHERE).save
    return [
        row
        for entry in menu.present()
        for row in (
            page_row(entry.name, entry.title, entry.file, folder, effort, cookie),
            page_row(entry.name, entry.title, entry.file, folder, effort, cookie, save),
        )
    ]


def page_row(
    name: str,
    title: str,
    page: Path,
    folder: Path,
    effort: Effort,
    cookie: str | None = None,
    change: Callable[[], None] | None = None,
) -> Row:
    """Một trang ÷ trang trần; a fault where the two do not draw the same elements.

    Each run of the page comes after the change, which is not in its time.
    """
    row = Row(
        id=f"page.{name}" if change is None else f"page.{name}.after",
        name=f"Lượt chạy trang {title}"
        if change is None
        else f"Lượt chạy trang {title} sau một lần lưu ở khối khác",
        target=_UNCHANGED if change is None else _CHANGED,
        compared="lượt chạy lại của riêng tệp trang trên khối mẫu ÷ trang trần gọi đúng các "
        "lệnh st.* ấy "
        "với đối số ghi sẵn, không cơ sở dữ liệu, cùng cấu hình máy chủ; hai bên phải vẽ cùng phần "
        "tử: cùng số lượng, loại, chỗ và thứ tự, nếu không thì dòng này là lỗi",
    )
    with serving(page, cookie) as runtime:
        real = Visit(script=page, runtime=runtime)
        for _ in range(_WARM_RUNS):
            real.run()
        recorder = Recorder(name=name)
        with recorder.listening():
            real.run()
        script = folder / f"trang-tran-{name}.py"
        script.write_text(recorder.script(), encoding="utf-8")
        bare = Visit(script=script, runtime=runtime)
        for _ in range(_WARM_RUNS):
            bare.run()
            real.run()
        before = _difference(real, bare)
        if before:
            return row.without(fault=before)
        pair = medians(_after(change, real), bare.run, effort.page_runs)
        after = _difference(real, bare)
        if after:
            return row.without(fault=after)
        sizes = {"elements": len(real.drawn), "runs": effort.page_runs}
        return replace(row, sizes=sizes).with_medians(*pair)


def _after(change: Callable[[], None] | None, visit: Visit) -> Callable[[], int]:
    """Lượt chạy ngay sau một thay đổi."""

    def run() -> int:
        if change is not None:
            change()
        return visit.run()

    return run


def _difference(real: Visit, bare: Visit) -> str:
    """Chỗ khác nhau of what both drew; empty where there is none."""
    for whose, visit in (("trang thật", real), ("trang trần", bare)):
        if visit.complaint:
            return f"{whose} báo lỗi: {visit.complaint}"
    own, other = real.drawn, bare.drawn
    if not own:
        return "trang thật không vẽ gì"
    if own == other:
        return ""
    return f"trang thật vẽ {len(own)} phần tử, trang trần {len(other)}: {_first(own, other)}"


def _first(own: Sequence[object], other: Sequence[object]) -> str:
    for place, (one, two) in enumerate(zip(own, other, strict=False)):
        if one != two:
            return f"khác từ phần tử {place + 1}: {one} và {two}"
    return "một bên dừng sớm hơn"
