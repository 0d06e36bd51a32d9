"""Bí mật: nothing in the tree opens anything, and one that did would be noticed."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECRET = re.compile(
    "|".join(
        (
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\\n]*[A-Za-z0-9+/=]{20}",
            r"\bAKIA[0-9A-Z]{16}\b",
            r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
            r"\bxox[abprs]-[A-Za-z0-9-]{20,}",
            r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}",
            r"\b(?:postgres(?:ql)?|mysql|smtp)(?:\+\w+)?://[^\s:/@{}<\"']+:(?!mật-khẩu|password)[^\s@{}<\"'*]{8,}@",
        )
    )
)


def tracked():
    """Các tệp của kho, or every file where there is no repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    names = [name for name in listed.split("\0") if name]
    return [ROOT / name for name in names] or [one for one in ROOT.glob("[!.v]*/**/*.*")]


def secrets_in(text):
    return [found.group()[:40] for found in SECRET.finditer(text)]


def test_no_file_of_the_tree_holds_a_secret():
    found = {
        str(file.relative_to(ROOT)): held
        for file in tracked()
        if file.is_file() and file.stat().st_size < 2_000_000
        if (held := secrets_in(file.read_bytes().decode("utf-8", "ignore")))
    }

    assert found == {}


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN RSA PRIVATE " + "KEY-----\n" + "MIIEowIBAAKCAQEAx1" * 3,
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1B2" * 9,
        "postgresql+psycopg://thidua:" + "Zx81kk-92hq@may/thidua",
        "eyJhbGciOiJIUzI1NiIsInR5"
        + ".eyJzdWIiOiIxMjM0NTY3ODkwIiw"
        + ".SflKxwRJSMeKKF2QT4fwpMeJf36",
    ],
)
def test_one_that_did_would_be_found(planted):
    assert secrets_in(f"key = '{planted}'") != []
