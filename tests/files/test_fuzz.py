"""Tệp hỏng bất kỳ: whatever a workbook holds, the answer is findings or a sentence, in time.

The budget is fixed: so many workbooks bent by a seed that is printed, and every file in `corpus/`,
which keeps what once broke a reader.
"""

import io
import zipfile
from pathlib import Path
from random import Random

import pytest

from thidua.db.engine import ROOT
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.covenant.table import propose
from thidua.domain.ground.errors import ThiduaError
from thidua.domain.ground.finding import Finding
from thidua.files.awards.award_book import read_award_book
from thidua.files.awards.fact_book import read_fact_book
from thidua.files.awards.staff_book import read_staff_book
from thidua.files.covenant.book import read_covenant_book
from thidua.files.covenant.criteria_sheet import read_criteria_sheet
from thidua.files.reading.any_book import read_any
from thidua.files.roster.book import read_roster_book
from thidua.files.scoring.book import read_score_book

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.xlsx"))
SOURCES = sorted((ROOT / "data" / "covenants").glob("*.xlsx"))
OTHERS = Path(__file__).parent / "kinds"
BUDGET = 150
SEED = 20261121
NASTY = [
    "",
    "1e400",
    "-0",
    "9" * 400,
    "=1+1",
    "#REF!",
    "NaN",
    "∞",
    "\u202e12,5",
    ">=100: 350; >=",
    "mỗi lượt ; tối đa",
    "Không giao",
    "trần",
    "1.234",
    "x" * 20_000,
    "I..1",
    "0,1,2",
]


def answers(content):
    """What the product says to a file; anything but findings or its own errors is a crash."""
    try:
        book = read_any(content, "thử.xlsx")
        draft, found = read_covenant_book(book)
        if draft is not None:
            _, more = read_covenant(draft)
            found = [*found, *more]
        found = [*found, *read_roster_book(book)[1], *read_score_book(book)[1]]
        lines, more = read_criteria_sheet(book)
        proposed = propose(lines, block="K1", year=2026, title="Giao ước")
        _, faults = read_covenant(proposed.draft)
        found = [*found, *more, *proposed.findings, *faults]
        for read in (read_staff_book, read_fact_book, read_award_book):
            found = [*found, *read(book)[1]]
    except ThiduaError as refused:
        return [str(refused)]
    assert all(isinstance(one, Finding) for one in found)
    return [str(one) for one in found]


def bent_bytes(dice, content):
    """Flips some bytes of the package itself."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 20)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def bent_parts(dice, content):
    """Flips, cuts or repeats something inside one part, and packs it properly again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = dice.choice([name for name in parts if name.endswith(".xml")])
    data = bytearray(parts[name])
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data))
        match dice.randrange(4):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                del data[at : at + dice.randint(1, 200)]
            case 2:
                data[at:at] = data[at : at + dice.randint(1, 200)]
            case 3:
                data[at:at] = dice.choice(NASTY)[:200].encode(errors="replace")
        if not data:
            break
    parts[name] = bytes(data)
    if dice.random() < 0.1:
        del parts[dice.choice(list(parts))]
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for part, inside in parts.items():
            package.writestr(part, inside)
    return output.getvalue()


def bent_far(dice, content):
    """Cuts the file off, or repeats a piece of it."""
    at = dice.randrange(len(content))
    piece = content[at : at + dice.randint(1, 2_000)]
    return content[:at] if dice.random() < 0.5 else content[:at] + piece + content[at:]


def bent_records(dice, content):
    """Changes codes, lengths and small fields of the records inside an old workbook."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 30)):
        at = dice.randrange(512, len(data) - 4)
        data[at : at + 2] = dice.choice(
            [b"\x00\x00", b"\xff\xff", b"\x06\x00", b"\xe5\x00", b"\xfc\x00"]
        )
    return bytes(data)


def bent_words(dice, content):
    """Replaces shared strings and numbers by what people and machines mistype."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        if "sharedStrings" in name or "worksheets" in name:
            pieces = parts[name].decode().split("<")
            for _ in range(dice.randint(1, 8)):
                at = dice.randrange(len(pieces))
                tag, closed, _ = pieces[at].partition(">")
                if closed and tag.startswith(("v", "t")):
                    word = dice.choice(NASTY).replace("<", "&lt;").replace("&", "&amp;")
                    pieces[at] = f"{tag}>{word}"
            parts[name] = "<".join(pieces).encode(errors="replace")
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for part, inside in parts.items():
            package.writestr(part, inside)
    return output.getvalue()


@pytest.mark.parametrize("bend", [bent_bytes, bent_parts, bent_words])
def test_a_bent_workbook_gets_a_sentence_and_never_an_exception(bend, tmp_path):
    dice = Random(SEED)
    originals = [file.read_bytes() for file in SOURCES]
    for number in range(BUDGET // 3):
        content = bend(dice, dice.choice(originals))
        try:
            said = answers(content)
        except Exception as crash:
            kept = tmp_path / f"{bend.__name__}-{number}.xlsx"
            kept.write_bytes(content)
            raise AssertionError(f"mã bốc thăm {SEED}, tệp giữ ở {kept}") from crash
        assert all(said)


@pytest.mark.parametrize(
    ("kind", "bend"),
    [
        ("ods", bent_bytes),
        ("ods", bent_parts),
        ("ods", bent_far),
        ("xls", bent_bytes),
        ("xls", bent_records),
        ("xls", bent_far),
    ],
)
def test_a_bent_workbook_of_another_kind_gets_a_sentence_too(kind, bend, tmp_path):
    dice = Random(SEED)
    originals = [file.read_bytes() for file in sorted(OTHERS.glob(f"*.{kind}"))]
    for number in range(BUDGET // 3):
        content = bend(dice, dice.choice(originals))
        try:
            said = answers(content)
        except Exception as crash:
            kept = tmp_path / f"{bend.__name__}-{number}.{kind}"
            kept.write_bytes(content)
            raise AssertionError(f"mã bốc thăm {SEED}, tệp giữ ở {kept}") from crash
        assert all(said)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_once_broke_a_reader_no_longer_does(file):
    assert all(answers(file.read_bytes()))


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\x00" * 18, b"%PDF-1.7", b"MZ" * 500])
def test_what_is_no_workbook_is_said(content):
    (said,) = answers(content)

    assert "thử.xlsx" in said
