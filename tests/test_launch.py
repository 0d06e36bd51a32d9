"""Khởi động bằng một cú bấm: installs once, by digest, without the internet; says what is wrong."""

import hashlib
import socket
import subprocess
import sys
import zipfile
from threading import Thread

import pytest

from deploy import launch

NAME = "goi_thu-1.0-py3-none-any.whl"
META = "goi_thu-1.0.dist-info"


def wheel(folder, text="1"):
    """Gói thử nhỏ nhất, that pip installs."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / NAME, "w") as made:
        made.writestr("goi_thu.py", f"SO = {text}\n")
        made.writestr(f"{META}/METADATA", "Metadata-Version: 2.1\nName: goi-thu\nVersion: 1.0\n")
        made.writestr(
            f"{META}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr(f"{META}/RECORD", "")
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()


@pytest.fixture
def project(tmp_path):
    """Bộ cài thử: one package beside it, named by its digest."""
    digest = wheel(tmp_path / launch.BUNDLE)
    (tmp_path / "requirements.txt").write_text(f"goi-thu==1.0 --hash=sha256:{digest}\n", "utf-8")
    return tmp_path


def test_it_is_installed_once_by_digest_and_anew_when_the_list_changes(project, capfd):
    packed = project / launch.BUNDLE / NAME
    whole = packed.read_bytes()
    wheel(packed.parent, "2")
    assert launch.main(["--install"], project) == 1
    assert "không đúng bản gốc; hãy chép lại bộ cài" in capfd.readouterr().err

    packed.write_bytes(whole)
    assert launch.main(["--install"], project) == 0
    assert "Đang cài từ thư mục «goi-cai», không cần mạng" in capfd.readouterr().out
    python = launch.python_of(project / ".venv")
    shown = subprocess.run([python, "-c", "import goi_thu; print(goi_thu.SO)"], capture_output=True)
    assert shown.stdout.strip() == b"1"

    assert launch.main(["--install"], project) == 0
    assert capfd.readouterr().out.strip() == "Đã cài từ trước."

    listed = project / "requirements.txt"
    listed.write_text(f"# bản mới\n{listed.read_text('utf-8')}", "utf-8")
    assert launch.install(project)
    assert not launch.install(project)


def test_an_installation_that_was_broken_off_begins_again(project):
    half = launch.python_of(project / ".venv")
    half.parent.mkdir(parents=True)
    half.symlink_to(project / "da-go")  # a Python that was taken off the machine

    assert launch.install(project)

    half.unlink()
    assert launch.install(project)


def test_a_program_without_its_list_is_told(tmp_path, capsys):
    assert launch.main(["--install"], tmp_path) == 1
    assert "hãy chép lại cả bộ phần mềm" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python_is_told_which_one_to_get(version):
    with pytest.raises(launch.CannotStart, match=r"cần 3\.11, 3\.12 hoặc 3\.13"):
        launch.require_python(version)


def test_a_port_that_is_taken_is_told_with_another_to_take(tmp_path):
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(launch.CannotStart, match=f"--port {port + 1}"):
            launch.run(tmp_path, port, opens_browser=False)


@pytest.mark.parametrize("banner", [b"SSH-2.0-OpenSSH\r\n", b'HTTP/1.0 200 OK\r\n\r\n{"ok": true}'])
def test_another_program_at_the_port_is_not_taken_for_this_one(banner):
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()

        def answer():
            line, _ = other.accept()
            with line:
                line.recv(1024)
                line.sendall(banner)

        Thread(target=answer, daemon=True).start()
        assert not launch.is_answering(other.getsockname()[1])


@pytest.mark.parametrize(
    "given", [["--port"], ["--port", "mười"], ["--port", "99999"], ["--port=-1"], ["--cong", "1"]]
)
def test_what_is_typed_wrong_is_told(given, capsys):
    with pytest.raises(SystemExit) as ended:
        launch.main(given)

    assert ended.value.code == 2
    assert "--port 8502" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="khoi-dong.sh là của Linux và macOS")
def test_a_machine_without_python_is_told_where_to_get_it(tmp_path):
    shell = tmp_path / "thi-dua"
    shell.symlink_to(launch.ROOT / "khoi-dong.sh")

    found = subprocess.run(["/bin/sh", shell], env={"PATH": str(tmp_path)}, capture_output=True)

    assert found.returncode == 1
    assert "Máy chưa có Python 3.11, 3.12 hoặc 3.13" in found.stderr.decode()


def test_the_file_for_windows_has_its_line_ends_and_finds_the_same_pythons():
    text = (launch.ROOT / "khoi-dong.cmd").read_bytes()

    assert text.count(b"\n") == text.count(b"\r\n") > 0
    assert b"3.13 3.12 3.11" in text and rb"deploy\launch.py %*" in text
