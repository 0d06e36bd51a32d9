"""Chạy phép đo: families of rows by name, each in a folder of its own, loaded only when asked."""

from collections.abc import Callable, Sequence
from importlib import import_module

from thidua.bench.effort import Effort
from thidua.bench.place import own_place
from thidua.bench.row import Row
from thidua.domain.ground.errors import Refused

FAMILIES = {
    "page": "page_runs",
    "statements": "statements",
    "save": "save_run",
    "block": "block_size",
    "province": "province",
    "record": "record_size",
    "accounts": "account_list",
    "import": "book_import",
    "export": "book_export",
    "vote": "ballots",
    "cold_start": "cold_start",
}
"""Nhóm dòng by the first word of their ids, in the order shown, with the module that measures."""


def measure(
    effort: Effort, wanted: Sequence[str] = (), note: Callable[[str], None] = lambda family: None
) -> list[Row]:
    """Đo: the rows wanted by id or family, all of them when none is named.

    Refused when a name is unknown. `note` hears each family before it begins.
    """
    families = {_family(name) for name in wanted or FAMILIES}
    rows: list[Row] = []
    for family in (name for name in FAMILIES if name in families):
        note(family)
        with own_place() as folder:
            rows += import_module(f"{__package__}.rows.{FAMILIES[family]}").measure(folder, effort)
    chosen = [row for row in rows if not wanted or _is_wanted(row, wanted)]
    missing = [name for name in wanted if not any(_is_wanted(row, [name]) for row in rows)]
    if missing:
        raise Refused(f"Không có dòng đo «{missing[0]}».")
    return chosen


def _family(name: str) -> str:
    family = name.partition(".")[0]
    if family not in FAMILIES:
        listed = ", ".join(FAMILIES)
        raise Refused(f"Không có dòng đo «{name}»; hãy chọn trong: {listed}, hoặc một dòng của nó.")
    return family


def _is_wanted(row: Row, wanted: Sequence[str]) -> bool:
    return any(row.id == name or row.id.startswith(f"{name}.") for name in wanted)
