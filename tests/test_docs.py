"""Tài liệu: short at the door, no dead link, no word of the screen or command that is not there."""

import re
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from thidua import settings
from thidua.commands import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
]
TASKS = sorted((DOCS / "nguoi-dung").glob("*.md"))
SIZE = (1366, 768)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
COMMAND = re.compile(r"-m thidua ((?:[a-z][a-z-]*\b ?)+)")
OPTION = re.compile(r"(?<!\w)--[a-z]+(?:-[a-z]+)*")


def names(pages):
    return [page.relative_to(ROOT).as_posix() for page in pages]


def commands(typer_app, before=""):
    """Các lệnh của dòng lệnh, each with its options."""
    group = typer.main.get_command(typer_app)
    pending, found = [("", group)], {}
    while pending:
        path, one = pending.pop()
        inner = getattr(one, "commands", None)
        if inner is None:
            found[path] = {word for param in one.params for word in param.opts if word[:2] == "--"}
        else:
            pending += [(f"{path} {name}".strip(), command) for name, command in inner.items()]
    return found


def links(page):
    """Đường dẫn trong dự án từ một trang; what leads to another site is not ours to keep."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [unquote(one) for one in found if "://" not in one]


def test_the_door_is_short():
    assert (ROOT / "README.md").stat().st_size <= 8192


@pytest.mark.parametrize("page", names(PAGES))
def test_every_link_leads_somewhere(page):
    missing = [one for one in links(ROOT / page) if not (ROOT / page).parent.joinpath(one).exists()]

    assert missing == []


def test_every_page_is_reached_from_the_door():
    reached, pending = set(), [ROOT / "README.md"]
    while pending:
        page = pending.pop()
        if page not in reached:
            reached.add(page)
            followed = ((page.parent / one).resolve() for one in links(page))
            pending += [one for one in followed if one.suffix == ".md"]

    assert names(set(PAGES) - reached) == []


def test_the_door_names_what_stands_beside_it():
    beside = {"LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"}
    hidden = {".editorconfig", ".gitattributes", ".pre-commit-config.yaml"}

    assert (beside | hidden) - set(links(ROOT / "README.md")) == set()


def test_every_picture_is_shown_small_and_of_one_size():
    pictures = sorted((DOCS / "hinh").glob("*.png"))
    shown = {(page.parent / one).resolve() for page in PAGES for one in links(page)}

    assert pictures
    assert names(set(pictures) - shown) == []
    for picture in pictures:
        content = picture.read_bytes()
        size = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        assert (picture.name, size) == (picture.name, SIZE)
        assert len(content) < 150_000, picture.name


def test_every_task_has_a_picture():
    assert len(TASKS) == 7
    assert [task.name for task in TASKS if not re.search(r"!\[", task.read_text("utf-8"))] == []


@pytest.mark.parametrize("page", names(PAGES))
def test_every_command_that_is_named_exists_with_its_options(page):
    known, wrong = commands(app), []
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
        for said in COMMAND.finditer(line):
            words = said[1].split()
            name = next(
                (" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in known), said[1]
            )
            rest = line[said.end() :].partition("`")[0]
            wrong += [name] if name not in known else []
            wrong += sorted(set(OPTION.findall(rest)) - known.get(name, set()))

    assert wrong == []


def test_every_command_is_told():
    table = (DOCS / "van-hanh" / "dong-lenh.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `python -m thidua ((?:[a-z][a-z-]*\b ?)+)", table, re.M)

    assert sorted(one.strip() for one in told) == sorted(commands(app))


def test_the_table_of_settings_is_what_the_program_reads():
    page = (DOCS / "van-hanh" / "cai-dat.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `THIDUA_")]

    assert rows == [
        f"| `{settings.VARIABLES[one.name]}` | {one.metadata['meaning']} | "
        f"{one.metadata['otherwise']} |"
        for one in fields(settings.Settings)
    ]


@pytest.mark.parametrize("page", names(PAGES))
def test_a_variable_that_is_named_is_read(page):
    named = set(re.findall(r"THIDUA_[A-Z_]+", (ROOT / page).read_text(encoding="utf-8")))

    assert named - {*settings.VARIABLES.values(), "THIDUA_TRINH_DUYET"} == set()


@pytest.mark.parametrize("task", names(TASKS))
def test_bold_words_of_a_task_stand_on_the_screen(task):
    said = re.findall(r"\*\*([^*]+)\*\*", (ROOT / task).read_text(encoding="utf-8"))
    files = [*(ROOT / "thidua").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    drawn = "\n".join(file.read_text(encoding="utf-8") for file in files)

    assert [word for word in said if f'"{word}"' not in drawn] == []


def test_the_decisions_are_numbered_listed_and_whole():
    folder = DOCS / "quyet-dinh"
    files = sorted(one.name for one in folder.glob("0*.md"))
    listed = re.findall(r"^\d+\. \[.+\]\((.+)\)$", (folder / "README.md").read_text("utf-8"), re.M)

    assert [name[:4] for name in files] == [f"{n:04d}" for n in range(1, len(files) + 1)]
    assert listed == files
    for name in files:
        parts = re.findall(
            r"^(?:Date: \d{4}-\d\d-\d\d$|\*\*(?:Context|Decision|Consequence)\.\*\*)",
            (folder / name).read_text("utf-8"),
            re.M,
        )
        assert (name, len(parts)) == (name, 4)
