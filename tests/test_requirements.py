"""Thư viện: what is imported is named, all that gets installed is fixed and carries its hashes."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP, TESTS = "requirements", "tests/requirements"
OURS = {"deploy", "launch", "thidua", "tests", "app"}
PINNED = re.compile(r"([\w.-]+)(?:\[\w+\])?==(\S+)(?: ; .+)?")


def plain(name):
    """Tên chuẩn of a distribution, as registries compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(file):
    """Thư viện được nêu in a file of requirements, with the version it is fixed to."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    found = [PINNED.fullmatch(one.removesuffix(" \\")) for one in lines if one[:1].isalnum()]
    return {plain(name): version for name, version in (one.groups() for one in found)}


def imported(*places):
    """Thư viện được nhập by the code of these places: top-level names that are not ours."""
    names = set()
    for place in places:
        path = ROOT / place
        for file in [path] if path.suffix else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {one.name.partition(".")[0] for one in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names.add((node.module or "").partition(".")[0])
    return names - set(sys.stdlib_module_names) - OURS


def unnamed(modules, wanted):
    """Thư viện nhập mà không nêu."""
    owners = packages_distributions()
    return {one for one in modules if not {plain(name) for name in owners[one]} & wanted.keys()}


def test_what_the_product_imports_is_named():
    modules = imported("app.py", "pages", "thidua", "deploy")

    assert "streamlit" in modules
    assert unnamed(modules, named(f"{APP}.in")) == set()


def test_what_the_tests_import_is_named_too():
    wanted = named(f"{APP}.in") | named(f"{TESTS}.in")

    assert unnamed(imported("tests"), wanted) == set()


def test_an_import_nobody_named_is_found():
    wanted = named(f"{APP}.in")
    del wanted["sqlalchemy"]

    assert unnamed({"sqlalchemy", "streamlit"}, wanted) == {"sqlalchemy"}


@pytest.mark.parametrize(("given", "locked"), [(f"{APP}.in", APP), (f"{TESTS}.in", TESTS)])
def test_what_is_named_is_locked_at_the_same_version(given, locked):
    fixed = named(f"{locked}.txt")

    assert len(fixed) > 2 * len(named(given))
    assert named(given).items() - fixed.items() == set()


def test_the_tests_run_on_what_users_install():
    assert named(f"{APP}.txt").items() <= named(f"{TESTS}.txt").items()


@pytest.mark.parametrize("locked", [APP, TESTS])
def test_every_release_carries_hashes_and_no_line_names_where_it_comes_from(locked):
    text = (ROOT / f"{locked}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\w)", text, flags=re.M)[1:]

    assert len(blocks) == len(named(f"{locked}.txt"))
    bare = [one.split()[0] for one in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", one)]
    assert bare == []
    assert not re.search(r"://|--index|--find-links|--extra", text)
