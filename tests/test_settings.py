"""Cài đặt: read in one place, whole or not at all, and a wrong one is named with its cure."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from thidua import settings
from thidua.commands import app
from thidua.domain.ground.errors import Refused
from thidua.settings import Settings
from thidua.web.start import require_settings

ROOT = Path(__file__).parents[1]
ASKED = {"environ", "environb", "getenv", "putenv", "unsetenv", "expandvars"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for variable in settings.VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)


def put(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(settings.VARIABLES[name], value)


def test_where_nothing_is_set_there_is_an_installation_with_a_password_and_a_file():
    assert settings.read() == Settings(
        data=ROOT / "var",
        database_url="",
        demo=False,
        address="",
        smtp_url="",
        smtp_from="",
        oidc_issuer="",
        oidc_client_id="",
        oidc_client_secret="",
        oidc_label="Đăng nhập một lần",
    )
    assert (settings.read().sends_mail, settings.read().has_single_sign_on) == (False, False)


def test_each_variable_fills_the_setting_of_its_name(monkeypatch, tmp_path):
    given = {
        "data": str(tmp_path),
        "database_url": "postgresql://an:mk@may/thidua",
        "demo": "1",
        "address": "https://thidua.vn/",
        "smtp_url": "smtps://khoi:m%40t@thu.vn",
        "smtp_from": "Tổ thư ký <khoi@thidua.vn>",
        "oidc_issuer": "https://vao.vn/khoi",
        "oidc_client_id": "thidua",
        "oidc_client_secret": "bí mật",
        "oidc_label": "Tài khoản tỉnh",
    }
    put(monkeypatch, **given)

    assert settings.read() == Settings(**given | {"data": tmp_path, "demo": True})
    assert (settings.read().sends_mail, settings.read().has_single_sign_on) == (True, True)
    assert given.keys() == settings.VARIABLES.keys()


def test_a_setting_that_is_changed_is_read_anew(monkeypatch):
    put(monkeypatch, address="http://mot.vn")
    before = settings.read()
    put(monkeypatch, address=" http://hai.vn ")

    assert (before.address, settings.read().address) == ("http://mot.vn", "http://hai.vn")
    assert settings.read() is settings.read()


def test_what_is_empty_is_not_set(monkeypatch):
    put(monkeypatch, **dict.fromkeys(settings.VARIABLES, " "))

    assert settings.read() == Settings()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"oidc_issuer": "https://vao.vn"},
            "Để đăng nhập một lần còn thiếu THIDUA_OIDC_CLIENT_ID và THIDUA_OIDC_CLIENT_SECRET; "
            "hãy đặt thêm, hoặc bỏ THIDUA_OIDC_ISSUER.",
        ),
        (
            {"oidc_client_id": "thidua", "oidc_client_secret": "x", "oidc_label": "Vào"},
            "Để đăng nhập một lần còn thiếu THIDUA_OIDC_ISSUER; hãy đặt thêm, hoặc bỏ "
            "THIDUA_OIDC_CLIENT_ID, THIDUA_OIDC_CLIENT_SECRET và THIDUA_OIDC_LABEL.",
        ),
        (
            {"oidc_label": "Vào"},
            "Để đăng nhập một lần còn thiếu THIDUA_OIDC_ISSUER, THIDUA_OIDC_CLIENT_ID và "
            "THIDUA_OIDC_CLIENT_SECRET; hãy đặt thêm, hoặc bỏ THIDUA_OIDC_LABEL.",
        ),
        (
            {"smtp_url": "smtp://thu.vn"},
            "Để gửi thư còn thiếu THIDUA_SMTP_FROM; hãy đặt thêm, hoặc bỏ THIDUA_SMTP_URL.",
        ),
        (
            {"smtp_from": "a@thidua.vn"},
            "Để gửi thư còn thiếu THIDUA_SMTP_URL; hãy đặt thêm, hoặc bỏ THIDUA_SMTP_FROM.",
        ),
    ],
)
def test_half_a_configuration_names_what_is_missing(monkeypatch, given, said):
    put(monkeypatch, **given)

    with pytest.raises(Refused) as told:
        settings.read()

    assert str(told.value) == f"Cài đặt chưa đúng nên phần mềm không chạy. {said}"


MAIL = {"smtp_url": "smtp://thu.vn", "smtp_from": "a@thidua.vn"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"data": __file__}, "THIDUA_DATA phải là một thư mục, không phải một tệp."),
        ({"demo": "có"}, "THIDUA_DEMO phải là 1 hoặc 0."),
        ({"address": "thidua.vn"}, "THIDUA_ADDRESS phải có dạng https://thidua.tinh.vn."),
        ({"address": "http://"}, "THIDUA_ADDRESS phải có dạng https://thidua.tinh.vn."),
        ({"address": "http://[a"}, "THIDUA_ADDRESS phải có dạng https://thidua.tinh.vn."),
        *(
            (
                {"database_url": url},
                "THIDUA_DATABASE_URL phải có dạng postgresql://tài-khoản:mật-khẩu@máy-chủ/tên "
                "hoặc sqlite:////đường/dẫn.db.",
            )
            for url in (
                "thidua.db",
                "mysql://may/thidua",
                "postgresql://",
                "postgres://a:b@m:cong/t",
            )
        ),
        *(
            (
                MAIL | {"smtp_url": url},
                "THIDUA_SMTP_URL phải có dạng smtp://tài-khoản:mật-khẩu@máy-chủ:587.",
            )
            for url in ("http://thu.vn", "smtp://", "smtp://thu.vn:cong", "smtp://thu.vn:0")
        ),
        *(
            (
                MAIL | {"smtp_from": sender},
                "THIDUA_SMTP_FROM phải là một địa chỉ thư, chẳng hạn Tổ thư ký <khoi@tinh.vn>.",
            )
            for sender in ("không phải thư", "khoi", "khối@thidua.vn", "a@localhost")
        ),
        (
            {"oidc_issuer": "vao.vn", "oidc_client_id": "a", "oidc_client_secret": "b"},
            "THIDUA_OIDC_ISSUER phải có dạng https://dang-nhap.tinh.vn.",
        ),
        (
            {"demo": "2", "smtp_from": "a@thidua.vn"},
            "THIDUA_DEMO phải là 1 hoặc 0. Để gửi thư còn thiếu THIDUA_SMTP_URL; hãy đặt thêm, "
            "hoặc bỏ THIDUA_SMTP_FROM.",
        ),
    ],
)
def test_a_wrong_value_names_its_variable_and_the_cure(monkeypatch, given, said):
    put(monkeypatch, **given)

    with pytest.raises(Refused) as told:
        settings.read()

    assert str(told.value) == f"Cài đặt chưa đúng nên phần mềm không chạy. {said}"


@pytest.mark.parametrize("url", ["postgres://may/a", "postgresql+psycopg://may/a", "sqlite:///a"])
def test_each_spelling_of_a_database_is_taken(monkeypatch, url):
    put(monkeypatch, database_url=url)

    assert settings.read().database_url == url


def test_a_secret_is_in_no_repr_and_in_no_refusal(monkeypatch):
    put(
        monkeypatch,
        database_url="mysql://an:kin-1@may/a",
        smtp_url="ftp://an:kin-2@may",
        smtp_from="a@thidua.vn",
        oidc_client_secret="kin-3",
    )
    with pytest.raises(Refused) as told:
        settings.read()
    shown = repr(Settings(database_url="kin-1", smtp_url="kin-2", oidc_client_secret="kin-3"))

    assert "kin" not in str(told.value) + shown


def test_the_command_line_does_nothing_with_wrong_settings(monkeypatch, tmp_path):
    put(monkeypatch, data=str(tmp_path / "var"), demo="x")

    done = CliRunner().invoke(app, ["init"])

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.strip().endswith("THIDUA_DEMO phải là 1 hoặc 0.")
    assert not (tmp_path / "var").exists()


def test_the_server_does_not_start_with_wrong_settings(monkeypatch):
    require_settings()
    put(monkeypatch, smtp_url="smtp://thu.vn")

    with pytest.raises(SystemExit, match="còn thiếu THIDUA_SMTP_FROM"):
        require_settings()


def test_the_launcher_ends_with_the_sentence_and_no_traceback(monkeypatch, tmp_path):
    put(monkeypatch, data=str(tmp_path / "var"), demo="x")

    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"],
        cwd=ROOT,
        env=settings.surroundings() | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    assert "THIDUA_DEMO phải là 1 hoặc 0." in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "var").exists()


def test_what_is_put_holds_for_children_too_and_is_undone_afterwards(monkeypatch):
    put(monkeypatch, address="http://mot.vn")
    with settings.kept():
        settings.put(address="http://hai.vn", demo="1")
        inside = settings.read()
        child = settings.surroundings(demo="0")

    assert (inside.address, inside.demo) == ("http://hai.vn", True)
    assert (child["THIDUA_ADDRESS"], child["THIDUA_DEMO"]) == ("http://hai.vn", "0")
    assert settings.read() == Settings(address="http://mot.vn")
    assert "THIDUA_DEMO" not in os.environ


def asking(source):
    """Chỗ đọc môi trường: the lines that name one of the doors to it."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in ASKED)
        or (isinstance(node, ast.ImportFrom) and ASKED & {one.name for one in node.names})
    ]


def test_nothing_else_reads_the_environment():
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "thidua").rglob("*.py")]

    asked = {path.relative_to(ROOT).as_posix() for path in files if asking(path.read_text("utf-8"))}

    assert asked == {"thidua/settings.py"}


@pytest.mark.parametrize(
    "line",
    ["import os\nos.environ['A']", "from os import getenv", "import os as o\no.getenv('A')"],
)
def test_a_planted_reading_is_found(line):
    assert asking(line)
