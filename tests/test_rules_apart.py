"""Cách chấm: what a rule is, only its own room asks; everything else asks the rule."""

import ast
from pathlib import Path

import pytest

from thidua.domain.rules import Method, Rule

ROOT = Path(__file__).parents[1]
PACKAGE = "thidua.domain.rules"
ROOM = ROOT / "thidua" / "domain" / "rules"


def _kinds(base: type = Rule) -> set[type]:
    """Các cách chấm, with the classes they share."""
    below = set(base.__subclasses__())
    return below.union(*map(_kinds, below))


_METHODS = {kind.__module__: kind.method for kind in _kinds() if hasattr(kind, "method")}
_NAMES = {kind.__name__ for kind in _kinds()}
"""The classes of the room; `read_rule` there makes them for everybody else."""


def _asked(node: ast.AST) -> list[str]:
    """Một chỗ hỏi đó là cách chấm nào: a class or a module of rules, or a name of `Method`."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names if one.name.startswith(PACKAGE)]
    if isinstance(node, ast.ImportFrom):
        origin = node.module or ""
        named = [one.name for one in node.names if origin.startswith(PACKAGE)]
        modules = [origin, *(f"{origin}.{one.name}" for one in node.names)]
        whole = [one for one in modules[1:] if one == PACKAGE]
        return [
            *whole,
            *(one for one in modules if one in _METHODS),
            *(one for one in named if one in _NAMES),
        ]
    is_name = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    if is_name and node.value.id == "Method" and node.attr in Method.__members__:
        return [f"Method.{node.attr}"]
    return []


def strays(path: Path, root: Path = ROOT) -> set[str]:
    """Chỗ hỏi đó là cách chấm nào, in one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [name for node in ast.walk(tree) for name in _asked(node)]
    return {f"{path.relative_to(root)} → {name}" for name in named}


def _others() -> list[Path]:
    written = [*(ROOT / "thidua").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    return [path for path in written if not path.is_relative_to(ROOM)]


def test_there_are_nine_rules_and_each_has_a_file_of_its_own():
    assert sorted(_METHODS.values()) == sorted(Method)


def test_nothing_outside_the_room_asks_which_rule_it_is():
    assert len(_others()) > 300
    assert set().union(*map(strays, _others())) == set()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("from thidua.domain.rules import Rule, Field, read_rule", set()),
        ("from thidua.domain.rules.bounds import Bound", set()),
        ("from thidua.domain.rules.events import counted_text", set()),
        ("from thidua.domain.rules import Tiers", {"Tiers"}),
        ("from thidua.domain.rules.events import Priced", {"Priced"}),
        ("def late():\n    from thidua.domain.rules import Parts", {"Parts"}),
        ("from thidua.domain.rules.pass_fail import PASSED", {"thidua.domain.rules.pass_fail"}),
        ("from thidua.domain import rules", {"thidua.domain.rules"}),
        ("from thidua.domain.rules import tiers", {"thidua.domain.rules.tiers"}),
        ("import thidua.domain.rules as r", {"thidua.domain.rules"}),
        ("is_it = rule.method is Method.PARTS", {"Method.PARTS"}),
    ],
)
def test_a_planted_stray_is_found(tmp_path, line, named):
    planted = tmp_path / "outlook.py"
    planted.write_text(line, encoding="utf-8")

    assert strays(planted, tmp_path) == {f"outlook.py → {name}" for name in named}
