"""Chỗ nối các tầng: a call of a page that no service would take is an error of mypy."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PLANTED = {
    'ctx.act(threads.close, "Xong.", thread=1, seen=1, conclusion="x")': "Unexpected keyword",
    'ctx.act(threads.close, "Xong.", thread=1, seen=1)': "Missing named argument",
    'ctx.act(threads.close, "Xong.", thread="1", seen=1, outcome="x")': "incompatible type",
    'ctx.write(threads.close, thread=1, seen="1", outcome="x")': "incompatible type",
    "ctx.act(len, 3)": "incompatible type",
    "standings.standings(ctx.session)": "incompatible type",
    "standings.standings(ctx.work, hands=1)": "Unexpected keyword",
    "accounts.create(ctx.work, login=1, full_name='', password=None)": "incompatible type",
    "downloads.workbook('Tải', 'tong-hop', exports.summary, ctx, hands=1)": "Unexpected keyword",
}
RIGHT = 'ctx.act(threads.close, "Xong.", thread=1, seen=1, outcome="x")'
HEAD = '''\
from thidua.services.access import accounts
from thidua.services.ranking import standings
from thidua.services.record import exports
from thidua.services.thread import threads
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads


def planted(ctx: Context) -> None:
    """Trang gieo lỗi."""
'''


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Lời của mypy về từng dòng, by line of the planted page."""
    page = tmp_path_factory.mktemp("gieo") / "planted_page.py"
    lines = [f"    {line}\n" for line in (RIGHT, *PLANTED)]
    page.write_text(HEAD + "".join(lines), encoding="utf-8")
    # In a process of its own: mypy raises the limit of recursion for everybody after it.
    asked = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(page)]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    # By name: what mypy remembers of the same page names the folder in which it first read it.
    return {
        line.split(":")[1]: line
        for line in said.splitlines()
        if Path(line.split(":")[0]).name == page.name and "error:" in line
    }


def _number(line: str) -> str:
    return str(HEAD.count("\n") + [RIGHT, *PLANTED].index(line) + 1)


def test_what_a_service_takes_is_no_error(told):
    assert _number(RIGHT) not in told


@pytest.mark.parametrize("line", PLANTED)
def test_what_no_service_takes_is_an_error(told, line):
    assert PLANTED[line] in told[_number(line)]
