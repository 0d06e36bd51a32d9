"""Khởi động: from a fresh copy to an open page by a double click, installing once.

It runs on the Python of the machine before anything is installed, so it uses the standard library
alone. Beside the program a folder `goi-cai` with the packages makes it independent of the internet;
every package is taken by its digest, from there or from outside.
"""

import argparse
import hashlib
import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import webbrowser
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = "goi-cai"
"""Thư mục các gói, for a machine without the internet."""
PYTHONS = ((3, 11), (3, 14))
PORT = 8501
_DONE = "da-cai.txt"
_PATIENCE = 180
_HEALTH, _NAME = "/suc-khoe", "thi-dua"


class CannotStart(Exception):
    """Chưa khởi động được: why, and what to do."""


def require_python(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Yêu cầu đúng bản Python."""
    low, high = PYTHONS
    if not low <= version < high:
        raise CannotStart(
            f"Máy đang có Python {version[0]}.{version[1]}; phần mềm cần 3.11, 3.12 hoặc 3.13. "
            "Tải tại https://www.python.org/downloads/ (trên Windows nhớ đánh dấu «Add python.exe "
            "to PATH»), cài xong thì mở lại tệp này."
        )


def python_of(environment: Path) -> Path:
    """Python của môi trường riêng."""
    windows = environment / "Scripts" / "python.exe"
    return windows if sys.platform == "win32" else environment / "bin" / "python"


def _runs(environment: Path, line: str) -> bool:
    """Python của môi trường chạy được dòng này."""
    try:
        asked = [str(python_of(environment)), "-c", line]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(project: Path) -> bool:
    """Cài các gói vào `.venv` một lần; True when something had to be installed.

    What was installed is known by the digest of the list, so an upgrade installs anew and an
    installation that was broken off begins again.
    """
    wanted = project / "requirements.txt"
    environment = project / ".venv"
    if not wanted.is_file():
        raise CannotStart(f"Thiếu tệp «{wanted}»; hãy chép lại cả bộ phần mềm.")
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    done = environment / _DONE
    is_done = done.is_file() and done.read_text("utf-8").strip() == digest
    if is_done and _runs(environment, "pass"):
        return False
    if not _runs(environment, "import pip"):  # none yet, or one that was broken off
        print("Đang tạo môi trường riêng (.venv) …", flush=True)
        try:
            venv.create(environment, with_pip=True, clear=True)
        except (OSError, subprocess.CalledProcessError) as fault:
            shutil.rmtree(environment, ignore_errors=True)
            raise CannotStart(
                "Không tạo được môi trường riêng. Trên Debian, Ubuntu hãy cài gói python3-venv; "
                f"máy khác thì xem thư mục «{project}» có cho ghi không."
            ) from fault
    command = [str(python_of(environment)), "-m", "pip", "install", "--quiet", "--require-hashes"]
    command += ["--disable-pip-version-check", "-r", str(wanted)]
    packages = project / BUNDLE
    if packages.is_dir():
        print(f"Đang cài từ thư mục «{BUNDLE}», không cần mạng …", flush=True)
        command += ["--isolated", "--no-index", f"--find-links={packages}"]
    else:
        print("Đang tải và cài các gói, chừng vài phút …", flush=True)
    if subprocess.run(command, check=False).returncode:
        cure = (
            f"Gói trong «{BUNDLE}» thiếu hoặc không đúng bản gốc; hãy chép lại bộ cài."
            if packages.is_dir()
            else "Hãy xem máy có vào được mạng không, rồi mở lại tệp này."
        )
        raise CannotStart(f"Chưa cài được các gói (lý do ở ngay trên). {cure}")
    done.write_text(f"{digest}\n", encoding="utf-8")
    return True


def address_in_office() -> str:
    """Địa chỉ của máy trong mạng cơ quan; empty where it is in none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            return ""


def is_answering(port: int) -> bool:
    """Phần mềm trả lời ở cổng này: it is this program, not just any that answers."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{_HEALTH}", timeout=2) as answer:
            said = json.loads(answer.read(256))
            return isinstance(said, dict) and said.get("phan-mem") == _NAME
    except (urllib.error.URLError, OSError, http.client.HTTPException, ValueError):
        return False


def is_taken(port: int) -> bool:
    """Cổng này đã có chương trình khác dùng."""
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("localhost", port)) == 0


def run(project: Path, port: int, *, opens_browser: bool) -> int:
    """Chạy phần mềm until it is stopped; opens the browser once it answers."""
    here = f"http://localhost:{port}"
    if is_answering(port):
        print(f"Phần mềm đang chạy sẵn ở {here}.", flush=True)
        if opens_browser:
            webbrowser.open(here)
        return 0
    if is_taken(port):
        raise CannotStart(
            f"Cổng {port} đang do chương trình khác dùng. Hãy tắt chương trình ấy, hoặc mở bằng "
            f"cổng khác: thêm --port {port + 1}."
        )
    command = [str(python_of(project / ".venv")), "-m", "streamlit", "run", "app.py"]
    with subprocess.Popen([*command, f"--server.port={port}"], cwd=project) as running:
        try:
            until = time.monotonic() + _PATIENCE
            while running.poll() is None and not is_answering(port) and time.monotonic() < until:
                time.sleep(0.5)
            if running.poll() is not None:
                raise CannotStart("Phần mềm đã dừng khi khởi động; lý do ở ngay trên.")
            office = address_in_office()
            print(f"\nPhần mềm đã mở: {here}")
            if office:
                print(f"Máy khác trong mạng cơ quan vào bằng: http://{office}:{port}")
            print("Đóng cửa sổ này hoặc bấm Ctrl+C thì phần mềm dừng.", flush=True)
            if opens_browser:
                webbrowser.open(here)
            return running.wait()
        except KeyboardInterrupt:
            running.terminate()
            return 0


class _Asked(argparse.ArgumentParser):
    """Những gì gõ sau tên lệnh, told in Vietnamese where it is not understood."""

    def error(self, message: str) -> NoReturn:
        """Gõ sai."""
        print(
            "Chỉ nhận --port SỐ (1 đến 65535, chẳng hạn --port 8502), --no-browser, --install; "
            f"không hiểu: {message}",
            file=sys.stderr,
        )
        raise SystemExit(2)


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError
    return port


def _asked(given: list[str]) -> argparse.Namespace:
    parser = _Asked(add_help=False, allow_abbrev=False)
    parser.add_argument("--port", type=_port, default=PORT)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--install", action="store_true")
    return parser.parse_args(given)


def main(given: list[str], project: Path = ROOT) -> int:
    """Khởi động; `--port SỐ`: cổng, `--no-browser`: không mở trình duyệt, `--install`: chỉ cài."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        require_python()
        asked = _asked(given)
        port = asked.port
        installed = install(project)
        if asked.install:
            print("Đã cài xong." if installed else "Đã cài từ trước.", flush=True)
            return 0
        return run(project, port, opens_browser=not asked.no_browser)
    except CannotStart as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
