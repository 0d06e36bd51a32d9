"""Từ điển: every class opens with a word of the field, and the words of the glossary exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLASSES = [
    (path.relative_to(ROOT).as_posix(), node.name, ast.get_docstring(node) or "")
    for path in sorted((ROOT / "thidua").rglob("*.py"))
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
]
GLOSSARY = (ROOT / "docs" / "phat-trien" / "tu-dien.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|*]+) \| `(\w+)` \| [^|]+ \|$", re.M)
WITHOUT_MARKS = {"Trang"}
"""Từ tiếng Việt viết không có dấu."""


def is_vietnamese(docstring):
    """Mở đầu bằng một từ tiếng Việt, before the first stop."""
    term = re.split(r"[:.,;]", docstring, maxsplit=1)[0]
    return bool(re.search(r"[^\x00-\x7f]", term)) or term in WITHOUT_MARKS


@pytest.mark.parametrize("folder", sorted({path.split("/")[1] for path, _, _ in CLASSES}))
def test_a_public_class_opens_its_docstring_with_the_vietnamese_term(folder):
    foreign = [
        f"{path}: {name}"
        for path, name, docstring in CLASSES
        if path.split("/")[1] == folder and not is_vietnamese(docstring)
    ]

    assert foreign == []


@pytest.mark.parametrize("docstring", ["", "A plan: Kỳ", "Plan. Kỳ thi đua", "The, kỳ"])
def test_a_class_without_its_term_is_found(docstring):
    assert not is_vietnamese(docstring)


def test_each_word_of_the_glossary_names_one_thing_in_the_code():
    rows = ROW.findall(GLOSSARY)
    names = [name for _, name in rows]

    assert 50 <= len(rows) <= 100
    assert len(rows) == GLOSSARY.count("`") // 2
    assert len(set(names)) == len({term for term, _ in rows}) == len(rows)
    assert set(names) - {name for _, name, _ in CLASSES} == set()
