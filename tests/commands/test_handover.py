"""Lệnh bàn giao: packed with one data folder, taken in with another, by the commands alone."""

import pytest
from typer.testing import CliRunner

from tests.services.record.test_handover import alike, content, filled
from thidua.commands import app
from thidua.db.upgrade import create


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def elsewhere(tmp_path, use_database):
    def go():
        url = f"sqlite:///{tmp_path / 'noi-khac.db'}"
        create(url)
        use_database(url)

    return go


COUNTS = (
    "Khối K1 (Khối một): 2 đơn vị, 1 chức vụ, 2 bản giao ước, 2 cá nhân, 2 lần khen, 3 vai trò, "
    "1 việc còn dở, 1 gói nhật ký.\n"
    "  Còn dở: Khối một năm 2025: đang ở giai đoạn «Chuẩn bị»\n"
)


def test_a_block_goes_from_one_folder_to_another_by_two_commands(sqlite_url, elsewhere, tmp_path):
    filled()
    told, file = content(), tmp_path / "ban-giao.zip"
    done = run("export-handover", "--block", "K1", "--to", file)
    assert (done.exit_code, done.stdout) == (0, f"Đã ghi {file}\n")
    again = run("take-handover", file)
    assert again.exit_code == 1
    assert "ở đây đã có khối «K1»" in again.stderr
    elsewhere()

    only = run("take-handover", file, "--check")
    assert (only.exit_code, only.stdout) == (0, COUNTS + "Chỉ xem trước, chưa ghi.\n")
    done = run("take-handover", file)

    assert (done.exit_code, done.stdout) == (
        0,
        COUNTS + "Đã nhận bàn giao; tài khoản mới chưa có mật khẩu.\n",
    )
    assert alike(content()) == alike(told)
    assert run("verify").exit_code == 0


def test_what_is_no_pack_or_no_block_is_refused(sqlite_url, tmp_path):
    file = tmp_path / "x.zip"
    file.write_bytes(b"PK")

    for words, said in (
        (("take-handover", file), "không phải gói bàn giao"),
        (("take-handover", tmp_path / "khong-co.zip"), "Không đọc được"),
        (("export-handover", "--block", "K9", "--to", file), "Chưa có khối «K9»"),
    ):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (1, "")
        assert said in done.stderr
