"""Vận hành bằng lệnh: what docs/van-hanh tells whoever looks after a machine, in that order."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.tampering import bend
from thidua.commands import app
from thidua.db.engine import database_url, forget_engines
from thidua.services.record import backups

ROOT = Path(__file__).parents[2]
BLOCKS = re.compile(r"```(?:sh|powershell)?\n(.*?)```", re.S)
SAID = re.compile(r"-m thidua ([a-z-]+(?: (?:add|reset))?)")
WALKED = {"init", "user add", "user reset", "backup", "rehearse", "restore", "upgrade", "verify"}
ELSEWHERE = {"move-to", "doctor"}
"""Được thử trong tests/services/upkeep, và ở dưới."""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Một máy mới, with nothing on it."""
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    yield
    forget_engines()


def run(*words, code=0):
    forget_engines()
    found = CliRunner().invoke(app, list(words))
    assert found.exit_code == code, found.output
    return found.output


def test_every_command_of_the_docs_is_walked_here_or_named():
    pages = (ROOT / "docs" / "van-hanh").glob("*.md")
    shown = [block for page in pages for block in BLOCKS.findall(page.read_text("utf-8"))]

    assert {name for block in shown for name in SAID.findall(block)} - WALKED - ELSEWHERE == set()


def test_a_clerk_begins_keeps_loses_and_gets_back(machine):
    told = run("doctor", "--quick", code=1)
    assert "→ Tạo thư mục và cho tài khoản chạy phần mềm quyền ghi" in told
    assert told.endswith("Tình trạng chung: hỏng.\n")

    run("init")
    for login in ("an.nguyen", "binh.tran"):
        add = ("user", "add", login, "--name", "Nguyễn An", "--role", "administrator")
        assert "Mật khẩu dùng một lần: " in run(*add, "--of", "-")
    assert "Sao lưu" in run("doctor", "--quick", code=3)
    run("backup")
    assert "Tình trạng chung: tốt." in run("doctor")
    assert '"state": "tốt"' in run("doctor", "--json", "--quick")
    assert "khôi phục được: " in run("rehearse")

    bend("UPDATE account SET active = FALSE")
    assert "không tài khoản quản trị nào đang dùng được" in run("doctor", "--quick", code=3)
    run("user", "reset", "an.nguyen")
    run("user", "add", "cuu.ho", "--name", "Lê Cứu", "--role", "administrator", "--of", "-")
    assert "chỉ một tài khoản đang dùng được" in run("doctor", "--quick", code=3)
    assert "KHÔNG toàn vẹn" in run("verify", code=1)

    (copy, *_) = [one.file for one in backups.listed(database_url())]
    assert "Dữ liệu trước đó được giữ ở " in run("restore", str(copy))
    assert "Nhật ký toàn vẹn" in run("verify")
    assert run("upgrade") == "Cơ sở dữ liệu đang ở bản hiện tại, đã kiểm tra toàn vẹn.\n"
    assert "Bản .dump: vào" in run("restore", "--help")
    assert "sqlite" in database_url()
