"""Lệnh về phong trào: brought in as previewed, given out as brought in."""

import json

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


FIGURES = "Mã phong trào,Mã mục tiêu,Tính đến ngày,Mã địa bàn,Tử số,Mẫu số,Giá trị,Nguồn\n"


def test_values_of_targets_come_in_go_out_and_are_told_as_of_a_day(sqlite_url, file, tmp_path):
    launched_with_places()
    rows = [
        f"{PLAN},thu-nhap,31/12/2024,,{value}" for value in ("47.9,40,,BC 1", "48.0,40,,BC 1 sửa")
    ]
    twice = run("import-targets", file(FIGURES + "\n".join(rows)))
    assert (twice.exit_code, "trùng mục tiêu, ngày và địa bàn với Ô C2" in twice.output) == (
        1,
        True,
    )
    every = [rows[0], *(f"{PLAN},khu-dan-cu,1/6/2025,770{n},,,{n - 1},BC 2" for n in (1, 2, 3))]
    wrong = [f"{PLAN},khu-dan-cu,1/6/2025,9999,,,1,BC", f"{PLAN},xa-ntm,1/6/2025,7701,,,1,BC"]
    refused = run("import-targets", file(FIGURES + "\n".join([*every, *wrong])))
    assert "không có xã «9999»" in refused.output
    assert "không ghi theo từng địa bàn" in refused.output
    came = run("import-targets", file(FIGURES + "\n".join(every)))
    assert (came.exit_code, f"Đã nhập: {said(new=4)}" in came.output) == (0, True)
    to = tmp_path / "muc-tieu.xlsx"
    assert run("export", "muc-tieu", *BLOCK, "--to", to).exit_code == 0
    again = run("import-targets", to)
    assert (again.exit_code, f"Đã nhập: {said(same=4)}" in again.output) == (0, True)

    on = ["progress", "--movement", PLAN, "--json", "--on"]
    before = {one["code"]: one for one in told(*on, "2025-05-31")["targets"]}
    after = {one["code"]: one for one in told(*on, "30/06/2025")["targets"]}
    assert (before["thu-nhap"]["value"], before["thu-nhap"]["state"]) == ("1.1975", "short")
    assert before["khu-dan-cu"]["state"] == "no_data"
    assert after["khu-dan-cu"] | {"words": ""} == {
        **{"code": "khu-dan-cu", "value": "0.5", "low": "1", "high": "2", "state": "short"},
        **{"numerator": 2, "denominator": 4, "missing": ["Xã số 1", "Xã số 4"]},
        **{"as_of": "2025-06-30", "words": "", "state_words": "chưa đạt"},
        "gap": "còn thiếu 2 xã: Xã số 1, Xã số 4",
    }
    assert PLAN in [one["movement"] for one in told("list", "--json")]
    shown = told("show", "--movement", PLAN, "--json")
    assert shown["rounds"][2]["words"] == "năm 2025; hạn mức chưa quy định"
    unknown = run("movements", "show", "--movement", "binh-phuoc")
    assert (unknown.exit_code, "Không có phong trào «binh-phuoc»" in unknown.output) == (1, True)


def told(*arguments):
    """Điều lệnh trả cho máy."""
    found = run("movements", *arguments)
    assert found.exit_code == 0, found.output
    return json.loads(found.output)


def test_registrations_come_in_as_drafts_of_a_block_and_go_out(sqlite_url, file, tmp_path):
    launched_with_places()
    came = run("import-participations", file(JOINED), *BLOCK)
    assert (came.exit_code, f"Đã nhập: {said(new=1)}" in came.output) == (0, True)
    to = tmp_path / "dang-ky.xlsx"
    assert run("export", "dang-ky", *BLOCK, "--to", to).exit_code == 0
    again = run("import-participations", to, *BLOCK, "--check")
    assert (again.exit_code, f"Chỉ xem trước: {said(same=1)}" in again.output) == (0, True)
