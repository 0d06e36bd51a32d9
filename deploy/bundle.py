"""Bộ cài không cần mạng: the program and its packages in one file, for a machine like this one."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from launch import BUNDLE, ROOT

_PARTS = (
    "app.py",
    "khoi-dong.cmd",
    "khoi-dong.sh",
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    ".dockerignore",
)
_FOLDERS = ("pages", "thidua", "data", "docs", "deploy", ".streamlit")
_TABLES = ("requirements.txt", "pyproject.toml")


def packages(wanted: Path, into: Path) -> int:
    """Tải các gói, each by its digest, into a folder; how many."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes"]
    command += ["--disable-pip-version-check", "--only-binary=:all:"]
    subprocess.run([*command, "-r", str(wanted), "-d", str(into)], check=True)
    return len(list(into.iterdir()))


def write(project: Path, to: Path) -> int:
    """Ghi bộ cài; how many packages are in it."""
    with tempfile.TemporaryDirectory() as folder:
        count = packages(project / "requirements.txt", Path(folder))
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
            for file in _files(project):
                made.write(file, f"thi-dua/{file.relative_to(project).as_posix()}")
            for file in sorted(Path(folder).iterdir()):
                made.write(file, f"thi-dua/{BUNDLE}/{file.name}", zipfile.ZIP_STORED)
    return count


def _files(project: Path) -> list[Path]:
    inside = [
        file
        for folder in _FOLDERS
        for file in sorted((project / folder).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    return [*(project / name for name in (*_PARTS, *_TABLES)), *inside]


def main(given: list[str]) -> int:
    """Lệnh: `python deploy/bundle.py thi-dua.zip`."""
    if len(given) != 1:
        print("Viết tên tệp ghi ra: python deploy/bundle.py thi-dua.zip", file=sys.stderr)
        return 2
    count = write(ROOT, Path(given[0]))
    low = ".".join(map(str, sys.version_info[:2]))
    print(f"Đã ghi {given[0]}: phần mềm và {count} gói, cho {sys.platform}, Python {low}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
