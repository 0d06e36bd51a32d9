"""Lệnh về phong trào: brought in as previewed, given out as brought in."""

import pytest
from typer.testing import CliRunner

from tests.services.dossier_block import settled
from tests.services.movement.places_there import launched_with_places
from thidua.commands.app import app

PLAN = "binh-phuoc-nong-thon-moi"
PLACES = "Mã địa bàn,Tên địa bàn,Loại\n77,Huyện Lộc Ninh,huyện\n78,Huyện Bù Đốp,huyện\n"
LEVELS = "Mã địa bàn,Mức,Số quyết định,Ngày quyết định\n77,nông thôn mới,QĐ 1,15/01/2023\n"
JOINED = f"Mã phong trào,Mã đơn vị,Năm,Số kế hoạch,Nội dung\n{PLAN},A,2025,KH 15,Làm đường\n"
BLOCK = ["--block", "K1", "--year", "2025"]


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)))


def said(new=0, same=0):
    """Số dòng theo việc chúng làm, as a command tells them."""
    return f"mới {new}, đổi 0, bỏ 0, giữ nguyên {same}."


@pytest.fixture
def file(tmp_path):
    def write(text, name="a.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_places_and_standards_come_in_and_go_out(sqlite_url, file, tmp_path):
    settled()
    checked = run("import-places", file(PLACES), "--check")
    assert (checked.exit_code, f"Chỉ xem trước: {said(new=2)}" in checked.output) == (0, True)
    refused = run("import-standards", file(LEVELS, "b.csv"))
    assert (refused.exit_code, "không có địa bàn «77»" in refused.output) == (1, True)
    assert run("import-places", file(PLACES)).exit_code == 0
    assert run("import-standards", file(LEVELS, "b.csv")).exit_code == 0

    for kind, command in (("dia-ban", "import-places"), ("muc-dat-chuan", "import-standards")):
        to = tmp_path / f"{kind}.xlsx"
        assert run("export", kind, *BLOCK, "--to", to).exit_code == 0
        again = run(command, to)
        same = 2 if kind == "dia-ban" else 1
        assert (again.exit_code, f"Đã nhập: {said(same=same)}" in again.output) == (0, True)


def test_registrations_come_in_as_drafts_of_a_block_and_go_out(sqlite_url, file, tmp_path):
    launched_with_places()
    came = run("import-participations", file(JOINED), *BLOCK)
    assert (came.exit_code, f"Đã nhập: {said(new=1)}" in came.output) == (0, True)
    to = tmp_path / "dang-ky.xlsx"
    assert run("export", "dang-ky", *BLOCK, "--to", to).exit_code == 0
    again = run("import-participations", to, *BLOCK, "--check")
    assert (again.exit_code, f"Chỉ xem trước: {said(same=1)}" in again.output) == (0, True)
