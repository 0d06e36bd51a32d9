"""Mật khẩu và lượt ghi: no digest, slow on purpose, is worked out while others wait to write."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SLOW = {
    *("new", "compared", "digest", "matches"),
    *("guess", "compare", "new_password", "one_time_password"),
}


def is_slow(call):
    """Lời gọi việc chậm: of these names, of the modules that have them."""
    target = call.func
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id in ("passwords", "accounts", "sign_in")
        and target.attr in SLOW
    )


def is_writing(node):
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Name)
        and item.context_expr.func.id == "writing"
        for item in node.items
    )


def slow_within(source):
    """Dòng có việc chậm trong một phiên ghi."""
    tree = ast.parse(source)
    return [
        call.lineno
        for node in ast.walk(tree)
        if is_writing(node)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and is_slow(call)
    ]


def slow_for_a_session(source):
    """Dòng có việc chậm trong một hàm nhận phiên hay việc đang làm."""
    return [
        call.lineno
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef)
        and {"session", "work"} & {one.arg for one in function.args.args}
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and is_slow(call)
    ]


def test_no_password_is_digested_while_a_transaction_writes():
    found = {}
    for file in sorted((ROOT / "thidua").rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        if lines := slow_within(source) + slow_for_a_session(source):
            found[file.relative_to(ROOT).as_posix()] = lines

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "with writing() as session:\n    accounts.create(w, password=passwords.new('x'))\n",
        "def make(work):\n    return passwords.digest('x')\n",
        "def make(session, *, old):\n    return passwords.matches(old, 'y')\n",
    ],
)
def test_one_that_is_would_be_found(source):
    assert slow_within(source) + slow_for_a_session(source)
