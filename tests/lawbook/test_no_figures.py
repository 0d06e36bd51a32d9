"""Con số của luật chỉ ở tệp dữ liệu: the code that judges holds no threshold."""

import ast
from pathlib import Path

import pytest

from thidua.domain.awards.proposal import MOST_PLACES
from thidua.domain.law.conditions.source import DEEPEST

ROOT = Path(__file__).parents[2]
JUDGES = [
    *sorted((ROOT / "thidua" / "lawbook").glob("*.py")),
    *(
        file
        for room in ("dossier", "law", "awards")
        for file in sorted((ROOT / "thidua" / "domain" / room).rglob("*.py"))
    ),
]
HARMLESS = {0, 1, 2, 100, MOST_PLACES, DEEPEST}
"""Không, một, hai (pairs, indents, parents), the hundred of a percent, what a column
holds and how deep conditions may be nested."""


def _figures(text):
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    }


@pytest.mark.parametrize("path", JUDGES, ids=lambda path: path.name)
def test_no_figure_of_the_law_stands_in_code(path):
    assert _figures(path.read_text(encoding="utf-8")) - HARMLESS == set()


def test_a_planted_figure_is_found():
    assert _figures("def check(share):\n    return share >= 0.7 or share == 12") == {0.7, 12}
