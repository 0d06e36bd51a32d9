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

from tests.files import other_kinds
from thidua.db.engine import ROOT

resource = pytest.importorskip("resource", reason="hệ điều hành không giới hạn được tiến trình con")

MEMORY = 900 * 1024 * 1024
SECONDS = 25
READ = """
import sys
from pathlib import Path
from thidua.domain.ground.errors import Refused
from thidua.files.reading.any_book import read_any
try:
    book = read_any(Path(sys.argv[1]))
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


def ods_bomb():
    return other_kinds.ods("<table:table/>" * 10_000_000)


def ods_repeated():
    """One cell that says it stands in a hundred million places, on every one of its sheets."""
    more = ' table:number-rows-repeated="20000"'
    cells = other_kinds.row(
        other_kinds.words("a", ' table:number-columns-repeated="64"'), more=more
    )
    return other_kinds.ods("".join(other_kinds.table(cells, f"T{n}") for n in range(400)))


def ods_endless():
    cells = other_kinds.row(other_kinds.number(1), more=' table:number-rows-repeated="99999999999"')
    return other_kinds.ods(other_kinds.table(cells))


def ods_far_away():
    empty = '<table:table-row table:number-rows-repeated="2000000000"/>'
    return other_kinds.ods(other_kinds.table(empty + other_kinds.row(other_kinds.number(1))))


def ods_wide_row():
    cells = "".join(
        f'<table:table-cell x="{n * 2_654_435_761 % 2**32:x}"/>' for n in range(1_100_000)
    )
    return other_kinds.ods(other_kinds.table(other_kinds.row(cells)))


def ods_deep():
    words = "".join(f"{n * 2_654_435_761 % 2**32:x}" for n in range(20_000))
    span = "<text:span>" * 200_000 + words + "</text:span>" * 200_000
    return other_kinds.ods(other_kinds.table(other_kinds.row(other_kinds.words(span))))


def ods_long_merges():
    one = other_kinds.row(other_kinds.number(1, ' table:number-rows-spanned="1000000"'))
    return other_kinds.ods(other_kinds.table(one * 20))


def ods_laughing():
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    cells = other_kinds.row(other_kinds.words("&a9;"))
    return other_kinds.ods(other_kinds.table(cells), head=f"<!DOCTYPE x [{names}]>")


def ods_foreign():
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return other_kinds.ods(other_kinds.table(other_kinds.row(other_kinds.words("&a;"))), head=head)


def xls_corners():
    """A cell at the far end of every row, on as many sheets as fit."""
    cells = b"".join(other_kinds.cell_number(n, 63, n) for n in range(65_536))
    return other_kinds.xls(*[cells] * 8)


def xls_cells():
    body = b"\x00" * 4 + b"\x00" * 6 * 60 + b"\x3b\x00"
    return other_kinds.xls(other_kinds.record(0xBD, body) * 26_000)


def xls_shared_place():
    """Four hundred sheets that all say they stand where the first one does."""
    whole = bytearray(other_kinds.xls(other_kinds.cell_number(0, 0, 1) * 100_000, *[b""] * 300))
    at = whole.index(other_kinds.record(0x85, b"")[:2] + b"\x0a")
    first = whole[at + 4 : at + 8]
    while whole[at : at + 2] == b"\x85\x00":
        whole[at + 4 : at + 8] = first
        at += 4 + whole[at + 2]
    return bytes(whole)


def xls_marks():
    return other_kinds.xls(other_kinds.record(0x1234) * 2_400_000)


def xls_fonts():
    return other_kinds.xls(b"", frame=other_kinds.record(0x31, b"\x00" * 16) * 500_000)


def xls_merges():
    body = b"\xe8\x03" + b"\x00\x00\xff\xff\x00\x00\x01\x00" * 1_000
    return other_kinds.xls(other_kinds.record(0xE5, body) * 1_000)


def xls_strings():
    """A table of strings that says it has far more than it holds."""
    return other_kinds.xls(
        b"", frame=other_kinds.record(0xFC, b"\xff\xff\xff\x7f" * 2 + b"\x00" * 8_000)
    )


def xls_circle():
    """Sectors that follow each other in a circle."""
    whole = bytearray(other_kinds.xls(other_kinds.cell_number(0, 0, 1) * 2_000))
    whole[-4096:-4000] = b"\x00" * 96
    return bytes(whole)


def csv_lines():
    return b"a;b\n" * 2_600_000


def csv_columns():
    return b";" * 10_000_000


def csv_cells():
    return (b"1;" * 63 + b"1\n") * 70_000


def csv_many_cells():
    return (b"1;" * 63 + b"1\n") * 9_000


def csv_rows():
    return b"a;b\n" * 300_000


def csv_quotes():
    return b'"a;' * 1_400_000


def csv_long():
    return b'a;"' + b"a" * 10_000_000 + b'"'


def tabbed_quotes():
    return b'"a""\t' * 1_400_000


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


ENDINGS = {"ods": "ods", "xls": "xls", "csv": "csv", "tabbed": "csv"}


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
        (ods_bomb, "Từ chối: Tệp «tep.ods» giải nén ra quá lớn"),
        (ods_repeated, "Từ chối: Tệp «tep.ods» có quá nhiều ô"),
        (ods_endless, "Từ chối: Trang «Trang1» của tệp «tep.ods» có ô ở dòng rất xa"),
        (ods_far_away, "Từ chối: Trang «Trang1» của tệp «tep.ods» có ô ở dòng rất xa"),
        (ods_wide_row, "Đọc: 0 dòng"),
        (ods_deep, "Đọc: 1 dòng"),
        (ods_long_merges, "Từ chối: Tệp «tep.ods» có các ô gộp dài"),
        (ods_laughing, "Từ chối: Tệp «tep.ods» bị hỏng"),
        (ods_foreign, "Từ chối: Tệp «tep.ods» bị hỏng"),
        (xls_corners, "Từ chối: Trang «T0» của tệp «tep.xls» có hơn 20000 dòng"),
        (xls_cells, "Từ chối: Tệp «tep.xls» có quá nhiều ô"),
        (xls_shared_place, "Từ chối: Tệp «tep.xls» bị hỏng"),
        (xls_marks, "Từ chối: Tệp «tep.xls» có quá nhiều ô"),
        (xls_fonts, "Từ chối: Tệp «tep.xls» có quá nhiều ô"),
        (xls_merges, "Từ chối: Tệp «tep.xls» có các ô gộp dài"),
        (xls_strings, "Từ chối: Tệp «tep.xls» bị hỏng"),
        (xls_circle, "Từ chối: Tệp «tep.xls» bị hỏng"),
        (csv_lines, "Từ chối: Tệp «tep.csv» có quá nhiều ô"),
        (csv_columns, "Từ chối: Tệp «tep.csv» có quá nhiều ô"),
        (csv_cells, "Từ chối: Tệp «tep.csv» có quá nhiều ô"),
        (csv_many_cells, "Đọc: 9000 dòng"),
        (csv_rows, "Từ chối: Trang «tep» của tệp «tep.csv» có hơn 20000 dòng"),
        (csv_quotes, "Từ chối: Tệp «tep.csv» có dấu ngoặc kép không đóng"),
        (csv_long, "Từ chối: Tệp «tep.csv» có dấu ngoặc kép không đóng"),
        (tabbed_quotes, "Đọc: 1 dòng"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_hostile_file_is_answered_within_fixed_memory_and_time(tmp_path, make, said):
    kind = make.__name__.partition("_")[0]
    file = tmp_path / f"tep.{ENDINGS.get(kind, 'xlsx')}"
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
