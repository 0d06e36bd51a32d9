"""Từ điển: the words of the field and the names of the code, kept together by README."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLASSES = {
    node.name: ast.get_docstring(node) or ""
    for path in sorted((ROOT / "thidua" / "domain").rglob("*.py"))
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
}


@pytest.mark.parametrize("name", CLASSES)
def test_a_public_class_opens_its_docstring_with_the_vietnamese_term(name):
    term = re.split(r"[:.]", CLASSES[name], maxsplit=1)[0]

    assert re.search(r"[^\x00-\x7f]", term), f"{name}: «{term}» không phải tiếng Việt có dấu"


def test_every_public_class_is_in_the_glossary_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = "\n".join(line for line in readme.splitlines() if line.startswith("|"))
    listed = set(re.findall(r"`(\w+)", rows))

    assert sorted(CLASSES.keys() - listed) == []
