"""Từng loại một tệp: which rule or which condition it is, only their own room asks."""

import ast
from pathlib import Path

import pytest

from thidua.domain.law.conditions import Condition
from thidua.domain.rules import Method, Rule

ROOT = Path(__file__).parents[1]
ROOMS: dict[str, type] = {"thidua.domain.rules": Rule, "thidua.domain.law.conditions": Condition}
FREE = {"Run"}
"""What others may name beside `Rule` and `Condition`: the runs that a dossier keeps by name.

Those who make the kinds for everybody else, `read_rule` and `read_condition`, stand in the rooms.
"""


def _below(base: type) -> set[type]:
    """Các loại, with the classes they share."""
    below = set(base.__subclasses__())
    return below.union(*map(_below, below))


_KINDS = {room: {kind.__name__ for kind in _below(base)} - FREE for room, base in ROOMS.items()}
_FILES = {
    kind.__module__
    for base in ROOMS.values()
    for kind in _below(base)
    if hasattr(kind, "read") and kind.__name__ not in FREE
}
"""The files of one kind each, which nobody else has anything to fetch from."""


def _asked(node: ast.AST) -> list[str]:
    """Chỗ hỏi đó là loại nào: a class or a file of one kind, a whole room, a name of `Method`."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names if one.name.startswith(tuple(ROOMS))]
    if isinstance(node, ast.ImportFrom):
        origin = node.module or ""
        names = [one.name for one in node.names]
        modules = [f"{origin}.{name}" for name in names]
        kinds = {kind for room in ROOMS if origin.startswith(room) for kind in _KINDS[room]}
        return [
            *(one for one in modules if one in ROOMS),
            *(one for one in (origin, *modules) if one in _FILES),
            *(name for name in names if name in kinds),
        ]
    is_name = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    if is_name and node.value.id == "Method" and node.attr in Method.__members__:
        return [f"Method.{node.attr}"]
    return []


def strays(path: Path, root: Path = ROOT) -> set[str]:
    """Chỗ hỏi đó là loại nào, in one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [name for node in ast.walk(tree) for name in _asked(node)]
    return {f"{path.relative_to(root)} → {name}" for name in named}


WRITES_KINDS = ROOT / "thidua/domain/covenant/scoring_words.py"
"""Makes a method out of an office's own words: it names kinds and asks of none."""


def _others() -> list[Path]:
    written = [*(ROOT / "thidua").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    rooms = [ROOT / room.replace(".", "/") for room in ROOMS]
    return [
        path
        for path in written
        if path != WRITES_KINDS and not any(path.is_relative_to(room) for room in rooms)
    ]


def test_every_method_is_a_rule_with_a_file_of_its_own():
    files = {kind.__module__: kind.method for kind in _below(Rule) if hasattr(kind, "read")}

    assert sorted(files.values()) == sorted(Method)


def test_nothing_outside_a_room_asks_which_kind_it_is():
    assert len(_others()) > 300
    assert set().union(*map(strays, _others())) == set()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("from thidua.domain.rules import Rule, Field, read_rule", set()),
        ("from thidua.domain.rules.bounds import Bound", set()),
        ("from thidua.domain.rules.events import counted_text", set()),
        ("from thidua.domain.law.conditions import Condition, Run, read_condition", set()),
        ("from thidua.ui.awards.choice import Choice", set()),
        ("from thidua.domain.rules import Tiers", {"Tiers"}),
        ("from thidua.domain.rules.events import Priced", {"Priced"}),
        ("def late():\n    from thidua.domain.rules import Parts", {"Parts"}),
        ("from thidua.domain.rules.pass_fail import PASSED", {"thidua.domain.rules.pass_fail"}),
        ("from thidua.domain import rules", {"thidua.domain.rules"}),
        ("from thidua.domain.rules import tiers", {"thidua.domain.rules.tiers"}),
        ("import thidua.domain.rules as r", {"thidua.domain.rules"}),
        ("is_it = rule.method is Method.PARTS", {"Method.PARTS"}),
        ("from thidua.domain.law.conditions import YearRun", {"YearRun"}),
        ("from thidua.domain.law import conditions", {"thidua.domain.law.conditions"}),
    ],
)
def test_a_planted_stray_is_found(tmp_path, line, named):
    planted = tmp_path / "outlook.py"
    planted.write_text(line, encoding="utf-8")

    assert strays(planted, tmp_path) == {f"outlook.py → {name}" for name in named}
