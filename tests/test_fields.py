"""Trường theo tên: a value of five fields or more is made by their names, never by their order."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1] / "thidua"
MOST = 4

BY_ORDER = {
    "a row of a file, its fields in the order of the columns": (
        "AwardRow CriterionRow FactRow InputRow RankingRow RosterRow ScoreRow StaffRow"
    ),
    "a row of a table in the code, one beside the other": "FactKind",
    "what is sealed, in the order in which it is sealed": "RecordLine",
    "an act of the record: what, of whom, on what; the rest by name": "Act",
    "a role with the place it reaches; whose unit the person is of comes last": "Grant",
}
"""Giá trị vẫn theo thứ tự, by why."""


def _decorator(node: ast.ClassDef) -> ast.expr | None:
    for one in node.decorator_list:
        name = one.func if isinstance(one, ast.Call) else one
        if isinstance(name, ast.Name) and name.id == "dataclass":
            return one
    return None


def _by_order(text: str) -> set[str]:
    """Lớp nhiều trường mà vẫn nhận theo thứ tự."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ClassDef) or (made := _decorator(node)) is None:
            continue
        fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
        words = {one.arg for one in made.keywords} if isinstance(made, ast.Call) else set()
        marked = any(ast.unparse(one.annotation) == "KW_ONLY" for one in fields)
        if len(fields) > MOST and "kw_only" not in words and not marked:
            found.add(node.name)
    return found


def test_a_value_of_many_fields_is_made_by_name():
    found = set().union(*(_by_order(path.read_text("utf-8")) for path in ROOT.rglob("*.py")))

    assert found - set(" ".join(BY_ORDER.values()).split()) == set()


def test_a_planted_value_is_found():
    fields = "\n".join(f"    {name}: int" for name in "abcde")

    assert _by_order(f"@dataclass(frozen=True)\nclass Planted:\n{fields}\n") == {"Planted"}
    assert _by_order(f"@dataclass(kw_only=True)\nclass Named:\n{fields}\n") == set()
