"""Lệnh «template»: a template is brought, used, seen and taken out; a faulty one is named."""

import io

import docx
import pytest
from typer.testing import CliRunner

from tests.files.own_templates import LETTER, template
from thidua.commands.app import app
from thidua.services.demo.fill import BLOCK_CODE

PLACE = ("--block", BLOCK_CODE, "--year", "2024")
OF = ("--document", "thong-bao", *PLACE)


@pytest.fixture
def run(demo_sqlite_url):
    def call(*words, code=0):
        answer = CliRunner().invoke(app, [str(one) for one in words])
        assert answer.exit_code == code, answer.output
        return answer.output

    return call


def first_line(run, to):
    run("export", "docx", *OF, "--to", to)
    return docx.Document(io.BytesIO(to.read_bytes())).paragraphs[0].text


def test_a_template_is_used_shown_and_taken_out_again(run, tmp_path):
    file, to = tmp_path / "mau.docx", tmp_path / "ra.docx"
    file.write_bytes(template("CỦA KHỐI", *LETTER))

    assert run("template", "set", file, *OF) == "Đã dùng mẫu «mau.docx» cho thong-bao.\n"
    assert first_line(run, to) == "CỦA KHỐI"
    assert "thong-bao: Bản 1: mau.docx, đang dùng, SHA-256 " in run("template", "show", *PLACE)

    assert run("template", "reset", *OF) == "Đã thôi dùng mẫu riêng của thong-bao.\n"
    assert first_line(run, to) != "CỦA KHỐI"
    assert "Không có mẫu riêng nào đang dùng" in run("template", "reset", *OF, code=1)


def test_a_faulty_template_names_each_place_and_nothing_is_kept(run, tmp_path):
    file = tmp_path / "mau.docx"
    file.write_bytes(template("{{ten_kho}}", *LETTER))

    said = run("template", "set", file, *OF, code=1)
    assert "Đoạn 1: không có «{{ten_kho}}»; có phải {{ten_khoi}}?" in said
    assert "Chưa có gì được ghi." in said
    assert run("template", "show", *PLACE) == ""
    assert "Không mở được tệp" in run("template", "set", tmp_path / "khác.docx", *OF, code=1)


def test_the_start_is_a_template_that_can_be_used_at_once(run, tmp_path):
    to = tmp_path / "mau.docx"
    run("template", "start", *OF, "--to", to)

    assert "Đã dùng mẫu" in run("template", "set", to, *OF)
