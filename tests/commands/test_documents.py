"""Lệnh về văn bản, as an administrator types them."""

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from thidua.commands.app import app
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead_rows import LETTERHEAD_COLUMNS
from thidua.services.demo.fill import BLOCK_CODE

ROOT = Path(__file__).parents[2]
HERE = ("--block", BLOCK_CODE, "--year", "2024")


@pytest.fixture
def data(demo_sqlite_url, tmp_path):
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, list(words))


def export(code, to, *more):
    return run("export", "docx", "--document", code, *HERE, *more, "--to", str(to))


def test_two_processes_with_other_hash_seeds_export_the_same_file(data):
    def made(seed):
        to = data / f"{seed}.docx"
        words = ["export", "docx", "--document", "bien-ban-binh-xet", *HERE, "--to", str(to)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "thidua", *words], cwd=ROOT, env=env, check=True)
        return hashlib.sha256(to.read_bytes()).hexdigest()

    assert made("1") == made("2")


def test_the_list_says_of_each_paper_its_state_and_what_is_missing(data):
    found = json.loads(run("documents", "list", *HERE, "--json").stdout)
    by_code = {one["code"]: one for one in found}

    assert by_code.keys() == KINDS.keys() - {"phieu-bau", "phieu-lay-y-kien"} - {
        "phieu-tham-dinh",
        "bao-cao-thanh-tich",
        "cong-van-don-doc",
        *("bien-ban-hoi-dong", "quyet-dinh-sang-kien"),  # no council met that year
    }
    assert by_code["bang-tong-hop"]["state"] == "san-sang"
    assert by_code["to-trinh"]["state"] == "thieu" and by_code["to-trinh"]["missing"]
    assert "địa điểm" in by_code["giay-moi"]["gaps"]
    assert by_code["giay-moi"]["issued"] is None
    assert "bang-tong-hop: sẵn sàng – còn 2 chỗ trống" in run("documents", "list", *HERE).stdout


def test_strict_exits_with_one_writes_nothing_and_lists_the_gaps(data):
    to = data / "x.docx"
    answer = export("giay-moi", to, "--strict")

    assert answer.exit_code == 1 and not to.exists()
    assert "Còn 8 chỗ trống" in answer.stderr and "địa điểm" in answer.stderr


def test_a_file_is_asked_where_its_numbers_come_from(data):
    to = data / "x.docx"
    assert export("thong-bao", to, "--number", "08", "--date", "2026-01-05").exit_code == 0

    answer = run("documents", "check", str(to))
    assert answer.exit_code == 0
    assert "thidua.document: thong-bao" in answer.stdout
    assert "Mã đối chiếu khớp số liệu hiện tại của" in answer.stdout


def test_a_file_of_nobody_is_told_apart(data):
    to = data / "x.docx"
    to.write_bytes(b"abc")

    answer = run("documents", "check", str(to))
    assert answer.exit_code == 1 and "Không đọc được tệp này" in answer.stderr


def test_an_unknown_paper_or_unit_is_refused(data):
    assert export("bien-ban", data / "x.docx").exit_code == 2
    assert export("phieu-diem", data / "x.docx").exit_code == 1
    assert export("phieu-diem", data / "x.docx", "--unit", "KHONG").exit_code == 1


def test_a_number_is_written_as_the_decree_says_and_what_is_none_is_refused(data):
    to = data / "x.docx"
    assert export("thong-bao", to, "--number", "8", "--date", "2026-01-05").exit_code == 0
    with zipfile.ZipFile(to) as package:
        assert "Số: 08/TB" in re.sub("<[^>]*>", "", package.read("word/document.xml").decode())

    for number in ("8a", "<&>", "0", "-3"):
        answer = export("thong-bao", data / "y.docx", "--number", number)
        assert answer.exit_code == 1 and "phải là số thứ tự của văn bản" in answer.stderr


@pytest.mark.parametrize(
    "more", [("--unit", "VP", "--vote", "1"), ("--vote", "1", "--proposal", "2")]
)
def test_a_paper_is_about_one_thing_alone(data, more):
    assert export("phieu-diem", data / "x.docx", *more).exit_code == 2


def test_what_asks_for_a_paper_goes_with_no_other_file(data):
    answer = run("export", "xlsx", *HERE, "--document", "thong-bao", "--to", str(data / "x.xlsx"))
    assert answer.exit_code == 2


def test_where_no_file_can_be_written_the_command_says_so_and_what_stood_there_stays(
    data, monkeypatch
):
    answer = export("thong-bao", data / "khong-co" / "x.docx")
    assert answer.exit_code == 1 and "Không ghi được tệp" in answer.stderr

    to = data / "x.docx"
    to.write_bytes(b"truoc")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    answer = export("thong-bao", to)
    assert answer.exit_code == 1 and "ổ đĩa hết chỗ" in answer.stderr
    assert to.read_bytes() == b"truoc" and [one.name for one in data.iterdir()] == ["x.docx"]


def test_a_file_that_is_not_there_is_said_in_words(data):
    answer = run("documents", "check", str(data / "x.docx"))
    assert answer.exit_code == 1 and "Không mở được tệp" in answer.stderr


def book(path, *rows):
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Tên cơ quan")
    for number, row in enumerate([LETTERHEAD_COLUMNS, *rows]):
        sheet.write_row(number, 0, row)
    made.close()
    return str(path)


ROW = (
    *(BLOCK_CODE, "Khối", "UBND tỉnh", "Khối thi đua mẫu", "KTĐ", "Tây Ninh", "TM."),
    *("Khối trưởng", "Lê Minh Khôi", "Chủ tịch UBND tỉnh", "Như trên; Lưu: VT", "01/01/2020", ""),
)


def test_letterheads_come_from_a_book_whole_or_not_at_all(data):
    good = book(
        data / "tot.xlsx", ROW, ("VP", "Đơn vị", "", "Văn phòng", *[""] * 7, "01/01/2020", "")
    )
    bad = book(data / "sai.xlsx", (*ROW[:1], "Sở", *ROW[2:]))

    refused = run("import-letterheads", bad, *HERE)
    assert refused.exit_code == 1 and "phải là «Khối» hoặc «Đơn vị»" in refused.stderr
    strange = book(data / "la.xlsx", ("KHONG", "Đơn vị", "", "X", *[""] * 7, "01/01/2020", ""))
    refused = run("import-letterheads", strange, *HERE)
    assert refused.exit_code == 1 and "«KHONG» không phải mã đơn vị" in refused.stderr
    twice = run("import-letterheads", book(data / "hai.xlsx", ROW, ROW), *HERE)
    assert twice.exit_code == 1 and "trùng đối tượng và «Từ ngày»" in twice.stderr
    assert "Chỉ xem trước: 2" in run("import-letterheads", good, *HERE, "--check").stdout
    assert "TÊN CƠ QUAN" in run("documents", "list", *HERE, "--json").stdout
    assert run("import-letterheads", good, *HERE).exit_code == 0

    found = json.loads(run("documents", "list", *HERE, "--json").stdout)
    totals = next(one for one in found if one["code"] == "bang-tong-hop")
    assert totals["gaps"] == []
