"""Các tầng: a module may import its own floor and those named here, nothing else, and no cycle."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_COMMANDS = ["services", "db", "files", "domain", "labels", "settings", "bench", "commands"]
FLOORS = {
    "thidua/domain": [],
    "thidua/lawbook": ["domain"],
    "thidua/passwords": ["domain", "later", "argon2", "zxcvbn"],
    "thidua/settings": ["domain"],
    "thidua/mail": ["domain", "settings"],
    "thidua/ballot_box": ["joserfc"],
    "thidua/db": ["domain", "later", "settings", "sqlmodel", "sqlalchemy", "alembic"],
    "thidua/files": [
        *("domain", "later", "palette"),
        *("openpyxl", "xlrd", "xlsxwriter", "defusedxml", "docx", "pptx", "segno"),
        *("pyhanko", "pyhanko_certvalidator"),
    ],
    "thidua/services": [
        *("domain", "db", "files", "lawbook", "mail", "passwords", "ballot_box", "settings"),
        *("sqlmodel", "sqlalchemy"),
    ],
    "thidua/palette": [],
    "thidua/later": [],
    "thidua/labels": ["domain"],
    "thidua/frames": ["domain", "labels", "pandas"],
    "thidua/charts": ["later", "palette", "altair"],
    "thidua/ranking_charts": ["domain", "charts", "frames", "later", "palette", "altair"],
    "thidua/award_charts": ["domain", "charts", "frames", "later", "palette", "altair"],
    "thidua/movement_charts": ["domain", "charts", "frames", "later", "palette", "altair"],
    "thidua/web": [
        *("services", "db", "domain", "settings", "labels", "later", "palette"),
        *("streamlit", "starlette", "sqlmodel.Session"),
        *("authlib", "joserfc", "itsdangerous", "requests"),
    ],
    "thidua/ui": [
        *("web", "services", "db", "charts", "award_charts", "movement_charts"),
        *("ranking_charts", "frames"),
        *("labels", "domain", "settings"),
        *("palette", "streamlit", "starlette", "pandas", "sqlmodel.Session"),
    ],
    "pages": ["ui", "services", "charts", "frames", "labels", "domain", "streamlit"],
    "app": ["ui", "web", "later", "streamlit"],
    "thidua/__main__": [*_COMMANDS, "typer"],
    "thidua/commands": [*_COMMANDS, "typer"],
    "thidua/bench": [
        *("services", "db", "files", "domain", "settings", "web", "ui", "commands"),
        *("sqlmodel", "sqlalchemy"),
        *("streamlit", "websockets", "openpyxl", "xlsxwriter"),
    ],
}
_OURS = {Path(floor).name for floor in FLOORS if floor.startswith("thidua/")}


def _modules(floor: str) -> list[Path]:
    """Các tệp của một tầng: one file or a folder, whichever it has grown to."""
    file = (ROOT / floor).with_suffix(".py")
    return [*([file] if file.exists() else []), *sorted((ROOT / floor).rglob("*.py"))]


def _name(path: Path, root: Path = ROOT) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Tên được nhập, wherever in the file; relative names are made absolute."""
    package = _name(path, root).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def _within(name: str, allowed: list[str]) -> bool:
    return any(f"{name}.".startswith(f"{one}.") for one in allowed)


def _allowed(floor: str) -> list[str]:
    named = [f"thidua.{name}" if name in _OURS else name for name in FLOORS[floor]]
    return [floor.replace("/", "."), *named, *sys.stdlib_module_names]


def _strays(path: Path, allowed: list[str], root: Path = ROOT) -> set[str]:
    return {
        f"{path.relative_to(root)} → {name}"
        for name in imports(path, root)
        if not _within(name, allowed)
    }


@pytest.mark.parametrize("floor", FLOORS)
def test_floor_imports_nothing_above_itself(floor):
    modules = _modules(floor)

    strays = set().union(*(_strays(path, _allowed(floor)) for path in modules))

    assert modules
    assert strays == set()


def test_every_module_stands_on_a_floor():
    floors = {path for floor in FLOORS for path in _modules(floor)}
    written = {path for path in (ROOT / "thidua").rglob("*.py") if path.parent != ROOT / "thidua"}
    written |= {path for path in (ROOT / "thidua").glob("*.py") if path.name != "__init__.py"}

    assert {str(path.relative_to(ROOT)) for path in written - floors} == set()


@pytest.mark.parametrize("floor", FLOORS)
def test_no_module_of_a_floor_imports_itself_in_a_circle(floor):
    modules = {_name(path): path for path in _modules(floor)}
    graph = {
        name: {
            found
            for imported in imports(path)
            for found in (imported, imported.rpartition(".")[0])
            if found in modules and found != name
        }
        for name, path in modules.items()
    }

    try:
        circle = []
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]

    assert circle == []


@pytest.mark.parametrize(
    ("line", "strays"),
    [
        ("from decimal import Decimal", []),
        ("from thidua.domain.ground.points import ZERO", []),
        ("from .points import ZERO", []),
        ("from . import points", []),
        ("import thidua.db.tables", ["thidua.db.tables"]),
        ("from thidua import services", ["thidua.services"]),
        ("from ..services import sheets", ["thidua.services.sheets"]),
        ("def later():\n    import pandas", ["pandas"]),
        ("from thidua.domains import other", ["thidua.domains.other"]),
    ],
)
def test_a_planted_stray_is_found(tmp_path, line, strays):
    planted = tmp_path / "thidua" / "domain" / "ranking.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(line, encoding="utf-8")

    found = _strays(planted, _allowed("thidua/domain"), tmp_path)

    assert found == {f"thidua/domain/ranking.py → {name}" for name in strays}


def _page_names(path: Path, pages: set[str]) -> set[str]:
    """Trang được gọi tên trong một tệp, by its file or by its address."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    files = re.compile(r"\.(xlsx|json|jsonl|zip)$")
    texts = [text.removesuffix(".py") for text in texts if not files.search(text)]
    words = {word for text in texts for word in re.split(r"[^\w-]+", text)}
    return {page for page in pages if {page, page.replace("_", "-")} & words}


_OF_PAPERS = {"giao_uoc", "phong_trao"}
ALIKE = {
    ROOT / "thidua/domain/document/kinds.py": _OF_PAPERS,
    ROOT / "thidua/services/document/making.py": _OF_PAPERS,
    ROOT / "thidua/services/document/block_papers.py": _OF_PAPERS,
    ROOT / "thidua/services/document/covenant_papers.py": _OF_PAPERS,
    ROOT / "thidua/services/document/report_papers.py": _OF_PAPERS,
    ROOT / "thidua/domain/movement/plan.py": {"bao_cao"},
}
"""Chữ trùng tên trang: a paper «giao-uoc», a field «phong_trao», a plan's word «bao-cao»."""


def test_no_page_is_named_below_the_screens(tmp_path):
    pages = {page.stem for page in (ROOT / "pages").glob("*.py")}
    below = [*_modules("thidua/domain"), *_modules("thidua/services"), *_modules("thidua/db")]
    planted = tmp_path / "planted.py"
    lines = ["cham_diem", "pages/xep_hang.py", "/giao-uoc", "x/don-vi?khoi=1"]
    planted.write_text("\n".join(map(repr, lines)), encoding="utf-8")

    assert _page_names(planted, pages) == {"cham_diem", "xep_hang", "giao_uoc", "don_vi"}
    named = {
        path: found
        for path in below
        if (found := _page_names(path, pages) - ALIKE.get(path, set()))
    }
    assert named == {}
