"""Tệp tải lên trong giới hạn: each is answered within fixed memory and processor time, or killed.

The reader runs in a process of its own whose limits the system enforces, so a slow or greedy answer
fails the test instead of the machine.
"""

import io
import subprocess
import sys
import zipfile

import pytest
from openpyxl import Workbook

from thidua.db.engine import ROOT

resource = pytest.importorskip("resource", reason="hệ điều hành không giới hạn được tiến trình con")

MEMORY = 900 * 1024 * 1024
SECONDS = 25
READ = """
import sys
from pathlib import Path
from thidua.domain.ground.errors import Refused
from thidua.files.cells import read_book
try:
    book = read_book(Path(sys.argv[1]))
except Refused as refused:
    print("Từ chối:", refused)
else:
    print("Đọc:", sum(len(sheet.rows) for sheet in book.sheets.values()), "dòng")
"""
_SHEET = "xl/worksheets/sheet1.xml"


def plain():
    book = Workbook()
    book.active.append(["Mã khối", "Tên khối"])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def with_parts(**changed):
    """A whole workbook with some of its parts put in the place of the real ones."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain())) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return output.getvalue()


def sheet(rows, head=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def zip_bomb():
    return with_parts(**{_SHEET: sheet("<row/>" * 40_000_000)})


def million_rows():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    return with_parts(**{_SHEET: sheet(rows)})


def far_away():
    return with_parts(**{_SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')})


def beyond_the_last_row():
    return with_parts(
        **{_SHEET: sheet('<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>')}
    )


def long_merges():
    """Each merged area is short to write and a million rows long."""
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merges = "".join(f'<mergeCell ref="A1:A{1_048_576 - n}"/>' for n in range(2_000))
    whole = sheet(row).replace("</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>")
    return with_parts(**{_SHEET: whole})


def scattered_strings():
    """Strings that no cell uses, each unlike the one before, so that they hardly pack."""
    texts = "".join(f"<si><t>{n * 2_654_435_761 % 2**32:08x}</t></si>" for n in range(1_400_000))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_parts(**{"xl/sharedStrings.xml": f'<sst xmlns="{space}">{texts}</sst>'})


def many_names():
    with zipfile.ZipFile(io.BytesIO(plain())) as book:
        whole = book.read("xl/workbook.xml").decode()
    names = "".join(
        f'<definedName name="a{n * 2_654_435_761 % 2**32:x}">1</definedName>'
        for n in range(600_000)
    )
    return with_parts(
        **{
            "xl/workbook.xml": whole.replace(
                "</sheets>", f"</sheets><definedNames>{names}</definedNames>"
            )
        }
    )


def empty_styled_cells():
    row = "".join(f'<c r="A{n}" s="0"/>' for n in range(1, 200))
    rows = "".join(f'<row r="{n}">{row}</row>' for n in range(1, 5_000))
    return with_parts(**{_SHEET: sheet(rows)})


def foreign_entity():
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
    return with_parts(**{_SHEET: sheet(row, head)})


def laughing_entities():
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return with_parts(**{_SHEET: sheet(row, f"<!DOCTYPE x [{names}]>")})


def macros():
    return with_parts(**{"xl/vbaProject.bin": b"\x00" * 100})


def linked():
    return with_parts(**{"xl/externalLinks/externalLink1.xml": "<x/>"})


def mislabelled():
    return b"%PDF-1.7\n" + b"x" * 100_000


def nested():
    return with_parts(**{f"xl/long/{n}.zip": b"PK" for n in range(3_100)})


def large():
    return b"PK\x03\x04" + b"x" * (11 * 1024 * 1024)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (zip_bomb, "Từ chối: Tệp «tep.xlsx» giải nén ra quá lớn"),
        (million_rows, "Từ chối: "),
        (far_away, "Đọc: 0 dòng"),
        (beyond_the_last_row, "Từ chối: Trang «Sheet» của tệp «tep.xlsx» có ô ở dòng rất xa"),
        (long_merges, "Từ chối: Tệp «tep.xlsx» có các ô gộp dài"),
        (scattered_strings, "Từ chối: Tệp «tep.xlsx» có quá nhiều ô"),
        (many_names, "Từ chối: Tệp «tep.xlsx» có quá nhiều ô"),
        (empty_styled_cells, ""),
        (foreign_entity, "Từ chối: Tệp «tep.xlsx» bị hỏng"),
        (laughing_entities, "Từ chối: Tệp «tep.xlsx» bị hỏng"),
        (macros, "Từ chối: Tệp «tep.xlsx» có macro"),
        (linked, "Từ chối: Tệp «tep.xlsx» có liên kết"),
        (mislabelled, "Từ chối: Tệp «tep.xlsx» không phải sổ Excel"),
        (nested, "Từ chối: Tệp «tep.xlsx» giải nén ra quá lớn"),
        (large, "Từ chối: Tệp «tep.xlsx» lớn hơn 10 MB"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_hostile_file_is_answered_within_fixed_memory_and_time(tmp_path, make, said):
    file = tmp_path / "tep.xlsx"
    file.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", READ, str(file)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=limit,
        check=False,
    )

    assert (done.returncode, done.stderr[-500:]) == (0, "")
    assert done.stdout.startswith(said or ("Từ chối: ", "Đọc: "))
    assert "root:" not in done.stdout
