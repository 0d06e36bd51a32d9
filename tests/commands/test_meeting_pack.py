"""Lệnh xuất gói họp và nhập sổ kiểm phiếu."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from typer.testing import CliRunner

from tests.services import nine_members as nine
from tests.services.nine_members import AWARD, opened, see
from thidua.commands.app import app
from thidua.commands.options import ADMINISTRATOR
from thidua.domain.vote.vote import Conduct
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.vote import papers, teller_counts

ROOT = Path(__file__).parents[2]
PAPER = replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER))
HERE = ("--block", "K1", "--year", "2025")


def run(*words):
    return CliRunner().invoke(app, [str(one) for one in words])


def test_two_processes_with_other_hash_seeds_make_the_same_pack(demo_sqlite_url, tmp_path):
    def made(seed, kind):
        to = tmp_path / f"{seed}-{kind}.zip"
        words = ["export", "goi-hop", "--block", BLOCK_CODE, "--year", "2024", "--kind", kind]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = [sys.executable, "-m", "thidua", *words, "--to", str(to)]
        subprocess.run(done, cwd=ROOT, env=env, check=True)
        return to

    first, second = made("1", "sau"), made("2", "sau")
    assert (
        hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()
    )
    assert run("verify", first).exit_code == 0
    assert run("verify", made("3", "truoc")).exit_code == 0


def test_a_filled_book_is_tried_and_then_entered(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()
    vote = opened(PAPER)
    book = load_workbook(io.BytesIO(see(teller_counts.workbook)))
    sheet = book.worksheets[0]
    for row, value in zip((9, 10, 11, 12, 13), (9, 9, 0, 9, 0), strict=True):
        sheet[f"C{row}"] = value
    for address, value in zip(("C16", "D16", "E16", "C17", "D17"), (9, 0, 0, 5, 4), strict=True):
        sheet[address] = value
    sheet["E17"] = 1
    file = tmp_path / "so.xlsx"
    book.save(file)

    refused = run("import-count", file, *HERE)
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"LỖI – Ô C17 trang {AWARD.title}: Đơn vị U2: đồng ý 5 + không đồng ý 4 + không ý kiến 1 "
        "≠ hợp lệ 9.\nChưa có gì được ghi.\n"
    )
    sheet["E17"] = 0
    book.save(file)
    assert run("import-count", file, *HERE, "--check").stdout == (
        "Chỉ xem trước: 1 cuộc bỏ phiếu.\n"
    )
    assert see(papers.count, vote=vote) is None
    assert run("import-count", file, *HERE).exit_code == 0
    assert see(papers.count, vote=vote)[1:] == (1, ADMINISTRATOR.name, "")
