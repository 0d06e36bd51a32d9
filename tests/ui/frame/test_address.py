"""Địa chỉ trang: a parameter bound to a widget is written by that widget and by nothing else."""

import ast
from pathlib import Path

from thidua.ui.frame import address

ROOT = Path(__file__).parents[3]
FILES = [*(ROOT / "thidua" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
_BOUND = ("BLOCK", "YEAR", "WITHIN", "REGISTER", "PART", "DRAFTING")
NAMES = {name: getattr(address, name) for name in _BOUND}
WRITERS = {"update", "pop", "popitem", "setdefault"}
WHOLESALE = {"clear", "from_dict"}


def bound(tree):
    """Khóa của các ô gắn với địa chỉ, as the source names them."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            given = {one.arg: one.value for one in call.keywords}
            if "bind" in given:
                yield ast.unparse(given["key"]).removeprefix("address.")


def is_query(node):
    return isinstance(node, ast.Attribute) and node.attr == "query_params"


def writes(node):
    """Cách ghi vào địa chỉ trong một hàm."""
    for part in ast.walk(node):
        if not isinstance(part, (ast.Subscript, ast.Attribute)) or not is_query(part.value):
            continue
        if isinstance(part, ast.Attribute):
            yield from {part.attr} & (WRITERS | WHOLESALE)
        elif isinstance(part.ctx, (ast.Store, ast.Del)):
            yield "item"


def mentioned(node):
    """Tham số gắn với ô chọn mà hàm này nhắc tới."""
    parts = [*ast.walk(node)]
    names = {one.id for one in parts if isinstance(one, ast.Name)}
    names |= {one.attr for one in parts if isinstance(one, ast.Attribute)}
    words = {one.value for one in parts if isinstance(one, ast.Constant)}
    return names & NAMES.keys() or words & set(NAMES.values())


def strays(file, source):
    """Hàm ghi một tham số không phải của nó, or all of them at once."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            ways = {*writes(function)}
            if ways & WHOLESALE or (ways and mentioned(function)):
                yield f"{file}:{function.name}"


def test_every_bound_parameter_is_named_in_one_place():
    found = [name for file in FILES for name in bound(ast.parse(file.read_text("utf-8")))]

    assert sorted(found) == ["BLOCK", "DRAFTING", *["PART"] * 5, "REGISTER", "WITHIN", "YEAR"]


def test_no_bound_parameter_is_written_from_outside_its_widget():
    found = [name for file in FILES for name in strays(file.name, file.read_text("utf-8"))]

    # Both before their lists are drawn on a page.
    assert found == ["page.py:_land", "page.py:_land_part"]


def test_a_stray_write_is_found():
    source = """
def start(period):
    st.query_params.from_dict({"che-do": "trinh-chieu"})
def go(period):
    st.query_params.update({address.YEAR: "2024"})
def leave():
    del st.query_params["khoi"]
def step():
    st.query_params["buoc"] = "1"
"""

    assert [*strays("thu.py", source)] == ["thu.py:start", "thu.py:go", "thu.py:leave"]
