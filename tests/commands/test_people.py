"""Lệnh về tài khoản, nhật ký và sao lưu, as an administrator types them."""

import json
import re
import shutil

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from thidua.commands.app import app
from thidua.db.engine import forget_engines, reading, writing
from thidua.db.tables import SheetScore
from thidua.domain.access.permissions import Grant, Role, administrator
from thidua.services.access import accounts, sign_in
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.ground.work import Work


@pytest.fixture(autouse=True)
def data(demo_template, tmp_path, monkeypatch):
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    shutil.copyfile(demo_template, tmp_path / "var" / "thidua.db")
    yield tmp_path / "var"
    forget_engines()


def run(*words):
    return CliRunner().invoke(app, list(words))


def add(*more):
    return run("user", "add", "an.nguyen", "--name", "Nguyễn An", *more)


def test_an_account_is_made_with_its_role_and_a_password_printed_once():
    role = ("--role", "unit_officer", "--block", BLOCK_CODE, "--year", "2025", "--unit", "VP")
    answer = add(*role)

    assert answer.exit_code == 0
    password = re.search(r"dùng một lần: (\S+)", answer.stdout).group(1)
    with reading() as session:
        found = {
            one.login: one for one in accounts.listed(Work(session, administrator("Kiểm thử")))
        }["an.nguyen"]
        begun = sign_in.begin(session, login="an.nguyen", now=sign_in.datetime.now().astimezone())
    assert found.grants == (Grant(Role.UNIT_OFFICER, BLOCK_CODE, "VP", 2025),)
    assert found.must_change and sign_in.guess(begun, password)
    again = run("user", "reset", "an.nguyen")
    assert password not in again.stdout

    listed = json.loads(run("user", "list", "--json").stdout)
    assert {"login": "an.nguyen", "full_name": "Nguyễn An", "active": True,
            "roles": [f"unit_officer · VP · {BLOCK_CODE} · 2025"]} in listed  # fmt: skip


def test_people_are_listed_with_their_roles_in_words_and_whose_unit_they_are_of():
    of_block = ("--block", BLOCK_CODE, "--year", "2025")
    add("--role", "unit_officer", *of_block, "--unit", "VP")
    for login, role, *of in (
        ("binh", "head", "--of", "VP"),
        ("chi", "secretary"),
        ("dung", "standing_office", "--of", "-"),
    ):
        place = () if role == "standing_office" else of_block
        run("user", "add", login, "--name", f"Người {login}", "--role", role, *place, *of)

    said = run("user", "list").stdout.splitlines()
    assert [one for one in said if one.split(" (")[0] in ("Nguyễn An", *_NAMES)] == [
        f"Nguyễn An (an.nguyen): Cán bộ thi đua đơn vị (VP, {BLOCK_CODE}, 2025)",
        f"Người binh (binh): Khối trưởng ({BLOCK_CODE}, 2025), người của VP",
        f"Người chi (chi): Thư ký khối ({BLOCK_CODE}, 2025), chưa khai đơn vị",
        "Người dung (dung): Cơ quan thường trực, không thuộc đơn vị thành viên nào",
    ]


_NAMES = ("Người binh", "Người chi", "Người dung")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "head"), "cần ghi khối và năm"),
        (("--role", "head", "--block", "KHONG-CO", "--year", "2025"), "Không có khối"),
        (("--role", "administrator", "--block", BLOCK_CODE), "toàn hệ thống"),
        (("--role", "head", "--block", BLOCK_CODE, "--year", "26"), "phải từ 1900 đến 9999"),
    ],
)
def test_a_role_without_its_scope_makes_no_account(words, said):
    answer = add(*words)

    assert answer.exit_code == 1 and said in answer.stderr
    assert "an.nguyen" not in run("user", "list").stdout


def test_an_unknown_role_is_a_misuse():
    assert add("--role", "vua").exit_code == 2


def test_verify_names_a_kept_score_that_the_lines_do_not_make(data):
    with writing() as session:
        row = session.exec(select(SheetScore)).first()
        row.content = "{}"
    said = run("verify")

    assert said.exit_code == 1
    assert (
        "đang giữ khác điểm tính từ các dòng; chạy «python -m thidua rebuild-scores»" in said.stderr
    )
    assert run("rebuild-scores").exit_code == 0
    assert run("verify").exit_code == 0


def test_backup_restore_and_verify(data, tmp_path):
    copy = tmp_path / "ban-sao.db"
    assert run("backup", "--to", str(copy)).exit_code == 0
    before = run("verify")
    add("--role", "auditor")
    assert run("restore", str(copy)).exit_code == 0
    assert "an.nguyen" not in run("user", "list").stdout
    after = run("verify")

    assert before.exit_code == after.exit_code == 0
    head = re.search(r"đầu chuỗi (\w{64})", before.stdout).group(1)
    assert run("verify", "--head", "0" * 64).exit_code == 1
    empty = run("verify", "--head", " ")
    assert (empty.exit_code, "--head còn trống" in empty.stderr) == (1, True)
    assert run("verify", "--head", head).exit_code == 1  # the copy was made before it was recorded
    assert "mục, đầu chuỗi" in after.stdout


def test_a_missing_backup_is_said():
    answer = run("restore", "khong-co.db")

    assert answer.exit_code == 1 and "Không tìm thấy tệp" in answer.stderr
