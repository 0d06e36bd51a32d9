"""Đọc tệp bất kỳ: one table in every kind of file is one book, and what is unsure is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.other_kinds import cell_number, number, ods, ole, record, row, table, words, xls
from thidua.domain.ground.errors import Refused
from thidua.files.cells import Cell, Merge, Sheet
from thidua.files.covenant.book import read_covenant_book
from thidua.files.reading.any_book import read_any
from thidua.files.reading.delimited import PASTED, read_pasted

KINDS = Path(__file__).parent / "kinds"
FORMULA = "chứa công thức; hãy chép rồi dán giá trị"


def texts(book):
    """Mỗi dòng của trang duy nhất, by column."""
    (sheet,) = book.sheets.values()
    return {
        number: {c: cell.value for c, cell in row.items()} for number, row in sheet.rows.items()
    }


def sheets(book):
    """Các trang, merged areas in one order: no format says in which they stand."""
    return [
        (
            one.title,
            one.rows,
            sorted((m.top, m.left, m.bottom, m.right) for m in one.merges),
            one.hidden,
        )
        for one in book.sheets.values()
    ]


@pytest.mark.parametrize("ending", ["ods", "xls"])
@pytest.mark.parametrize("name", ["bang", "giao-uoc"])
def test_one_workbook_saved_as_another_kind_is_the_same_book(name, ending):
    known = read_any(KINDS / f"{name}.xlsx")

    assert sheets(read_any(KINDS / f"{name}.{ending}")) == sheets(known)


@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_what_a_sheet_can_hold_is_read_exactly(ending):
    scores, hidden, empty = read_any(KINDS / f"bang.{ending}").sheets.values()

    assert [hidden.hidden, scores.hidden, hidden.rows[3][2].value] == [
        True,
        False,
        Decimal("1234567.25"),
    ]
    assert empty.rows == {}
    assert scores.merges == (Merge(1, 1, 1, 4), Merge(9, 2, 11, 2))
    assert scores.rows[3] == {
        1: Cell(Decimal(1), "A3"),
        2: Cell("Chấp hành chủ trương,\nchính sách", "B3"),
        3: Cell(Decimal("12.5"), "C3"),
        4: Cell(Decimal("97.5"), "D3"),
    }
    assert [scores.cell(4, column).value for column in (1, 3, 4)] == ["1.10", Decimal("0.1"), 100]
    assert scores.cell(5, 3).value == "20/03/2026"
    assert scores.cell(6, 3).value == Decimal("0.333333333333333")
    assert scores.rows[7] == {
        2: Cell("Tổng", "B7"),
        3: Cell(None, "C7", FORMULA, is_formula=True, computed=Decimal("12.6")),
        4: Cell(None, "D7", FORMULA, is_formula=True),
    }


def test_the_name_does_not_decide_what_a_workbook_is():
    for ending in ("ods", "xls", "xlsx"):
        content = (KINDS / f"bang.{ending}").read_bytes()
        assert list(read_any(content, "bang.xlsx").sheets) == ["Điểm", "Ẩn", "Trống"]


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_a_covenant_of_our_template_is_read_from_another_kind(ending):
    draft, _ = read_covenant_book(read_any(KINDS / f"giao-uoc.{ending}"))
    known, _ = read_covenant_book(read_any(KINDS / "giao-uoc.xlsx"))

    assert draft == known
    assert draft.criteria


def test_an_open_document_repeats_spans_hides_and_notes():
    unseen = '<style:table-properties table:display="false"/>'
    look = f'<style:style style:name="ta2">{unseen}</style:style>'
    note = "<office:annotation><text:p>lời ghi</text:p></office:annotation>"
    many = ' table:number-columns-repeated="2"'
    content = ods(
        table(
            row(words(f"a<text:s/>b<text:line-break/>c{note}"), number(2, many))
            + row(more=' table:number-rows-repeated="3"')
            + row(number("0.125", kind="percentage"), more=' table:number-rows-repeated="2"')
            + row("<table:table-cell/>", more=' table:number-rows-repeated="1048569"'),
            look=' table:style-name="ta2"',
        )
        + table(
            row(
                '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
                '<table:table-cell office:value-type="date" office:date-value="2026-03-20"/>',
                '<table:table-cell office:value-type="time" office:time-value="PT26H00M00S">'
                "<text:p>26:00</text:p></table:table-cell>",
                f'<table:table-cell table:number-columns-spanned="2">{note}</table:table-cell>',
                "<table:covered-table-cell/>",
                number("1e400"),
            ),
            "Trang2",
        ),
        styles=look,
    )

    first, second = read_any(content, "bang.ods").sheets.values()

    assert first == Sheet(
        "Trang1",
        {
            1: {1: Cell("a b\nc", "A1"), 2: Cell(Decimal(2), "B1"), 3: Cell(Decimal(2), "C1")},
            5: {1: Cell(Decimal("12.5"), "A5")},
            6: {1: Cell(Decimal("12.5"), "A6")},
        },
        hidden=True,
    )
    assert [(cell.address, cell.value) for cell in second.rows[1].values()] == [
        ("A1", "Đúng"),
        ("B1", "20/03/2026"),
        ("C1", "26:00"),
        ("F1", None),
    ]
    assert "dài quá" in second.rows[1][6].fault
    assert second.merges == (Merge(1, 4, 1, 5),)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (ods("", **{"Basic/a.xml": "<a/>"}), "a.ods", "có macro"),
        (ods(table("<table:table-source/>")), "a.ods", "có liên kết tới tệp khác"),
        (ods("", **{"META-INF/manifest.xml": "<m:encryption-data/>"}), "a.ods", "có mật khẩu"),
        (ods(table("") * 2), "a.ods", "bị hỏng"),
        (ods(table(row(number("x")))), "a.ods", "bị hỏng"),
        (xls(b"", frame=record(0x2F, b"\x00" * 6)), "a.xls", "có mật khẩu"),
        (
            xls(b"", frame=record(0x1AE, b"\x01\x00\x05\x00abc")),
            "a.xls",
            "có liên kết tới tệp khác",
        ),
        (xls(b"", kind=1), "a.xls", "có macro"),
        (xls(b"", _VBA_PROJECT_CUR=b""), "a.xls", "có macro"),
        (xls(b"", version=0x500), "a.xls", "bị hỏng"),
        (ole({"Book": b""}), "a.xls", "lưu kiểu Excel 95"),
        (ole({"WordDocument": b""}), "a.xls", "không phải sổ Excel"),
        (ole({"EncryptedPackage": b""}), "a.xlsx", "có mật khẩu"),
        (b"<html><table>", "a.xls", "là trang web hoặc XML"),
        (b"%PDF-1.7", "a.xls", "không phải sổ Excel"),
        (b"x" * 11 * 1024 * 1024, "a.csv", "lớn hơn 10 MB"),
    ],
    ids=range(16),
)
def test_what_cannot_be_read_is_refused_with_the_reason(content, name, said):
    with pytest.raises(Refused) as refused:
        read_any(content, name)

    assert f"«{name}» " in str(refused.value)
    assert said in str(refused.value)


def test_a_path_that_leads_nowhere_is_said(tmp_path):
    with pytest.raises(Refused, match="Không tìm thấy tệp"):
        read_any(tmp_path / "a.csv")


@pytest.mark.parametrize("mark", ["\t", ";", ","])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_every_coding_and_with_every_mark(mark, coding):
    lines = [["TT", "Nội dung", "Điểm"], ["001", '"Đạt\nchuẩn"', '"8,5"'], ["1.10", "12", "-3"]]
    content = "\r\n".join(mark.join(line) for line in lines).encode(coding)

    book = read_any(content, "bang.csv")

    assert list(book.sheets) == ["bang"]
    assert texts(book) == {
        1: {1: "TT", 2: "Nội dung", 3: "Điểm"},
        2: {1: "001", 2: "Đạt\nchuẩn", 3: Decimal("8.5") if mark != "\t" else '"8,5"'},
        3: {1: "1.10", 2: Decimal(12), 3: Decimal(-3)},
    }


def test_the_mark_a_file_names_is_taken():
    assert texts(read_any(b"sep=;\r\na,b;c\r\n", "a.csv")) == {1: {1: "a,b", 2: "c"}}


WINDOWS = "Đơn vị;Điểm\r\nPhòng Tài chính;8,5\r\n"


def test_vietnamese_of_windows_is_read_where_it_is_sure():
    # «ị» is «i» and a mark of its own in Windows-1258.
    content = "Đơn vi\u0323;Điê\u0309m\r\nPhòng;8,5\r\n".replace("ò", "o\u0300").encode("cp1258")

    assert texts(read_any(content, "a.csv")) == {
        1: {1: "Đơn vị", 2: "Điểm"},
        2: {1: "Phòng", 2: Decimal("8.5")},
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "§¬n vÞ;§iÓm\r\nPhßng Tµi chÝnh;8,5".encode("latin-1"),
            "không viết bằng Unicode",
        ),  # TCVN3
        (
            "Ñôn vò;Ñieåm\r\nPhoøng Taøi chính;8,5".encode("latin-1"),
            "không viết bằng Unicode",
        ),  # VNI
        ("Céng;2".encode("latin-1"), "không viết bằng Unicode"),
        (b"\xff\xfea", "không viết bằng Unicode"),
        (b"a\x00b;c", "không viết bằng Unicode"),
        (b"?on v?;?i?m\r\nPh?ng;8", "đã mất dấu tiếng Việt"),
        (b'a;"b\r\nc', "dấu ngoặc kép không đóng"),
        (b"a;b,c\r\nd;e,f\r\n", "dấu phẩy hay dấu chấm phẩy"),
        (b"a;b\r\nd;e,f;g\r\n", "dấu phẩy hay dấu chấm phẩy"),
    ],
    ids=range(9),
)
def test_a_text_that_could_be_read_in_two_ways_is_refused(content, said):
    with pytest.raises(Refused, match=said):
        read_any(content, "a.csv")


HEADING = "Mã đơn vị,Mã tiêu chí,Loại,Kết quả,Điểm,Giải trình"


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (f"{HEADING}\nP1,I.1,,,38,5,\nP1,I.2,chậm,,2,\n", 2),
        (f"BẢNG ĐIỂM\n\n{HEADING}\nP1,I.2,,,,\nP1,I.1,,,38,5,\n", 5),
        (f"{HEADING}\nP1,I.1,,38,5\nP1,I.2,chậm,,2,\n", 2),
        (f"{HEADING}\nP1,I.1,,,38,nộp đủ, đúng hạn\n", 2),
        (f"{HEADING}\nP1,I.1,,,38,nộp; đủ\n".replace(",", ";"), 2),
    ],
)
def test_a_row_torn_by_a_comma_of_its_own_is_refused(content, row):
    with pytest.raises(Refused, match=f"dòng {row}: có . ô nhưng dòng tiêu đề có 6"):
        read_any(content.encode(), "a.csv")


def test_rows_that_leave_out_their_last_cells_and_quoted_commas_are_read():
    content = f'{HEADING}\nP1,I.1,,,"38,5"\nP1,I.2,chậm,2\nP2,I.1,,100,95,đủ\n'

    assert texts(read_any(content.encode(), "a.csv")) == {
        1: dict(enumerate(HEADING.split(","), 1)),
        2: {1: "P1", 2: "I.1", 5: Decimal("38.5")},
        3: {1: "P1", 2: "I.2", 3: "chậm", 4: Decimal(2)},
        4: {1: "P2", 2: "I.1", 4: Decimal(100), 5: Decimal(95), 6: "đủ"},
    }


def test_an_address_with_a_question_mark_is_no_lost_letter():
    assert texts(read_any(b"http://a/b?c=1;2\r\n", "a.csv")) == {1: {1: "http://a/b?c=1", 2: 2}}


def test_what_is_pasted_keeps_the_quotes_and_lines_of_its_cells():
    book = read_pasted('TT\t"Hai\ndòng ""lạ"""\t"Tốt"\r\n\r\n1\t"dở dang\t9,50\r\n')

    assert book.name == PASTED
    assert texts(book) == {
        1: {1: "TT", 2: 'Hai\ndòng "lạ"', 3: '"Tốt"'},
        3: {1: 1, 2: '"dở dang', 3: Decimal("9.50")},
    }


def test_one_pasted_column_is_a_column():
    assert texts(read_pasted("Phòng A\nPhòng B\n")) == {1: {1: "Phòng A"}, 2: {1: "Phòng B"}}


@pytest.mark.parametrize("nothing", ["", " \r\n\t"])
def test_nothing_pasted_is_said(nothing):
    with pytest.raises(Refused, match="Chưa dán gì"):
        read_pasted(nothing)


def on_clipboard(cell):
    """Ô trên bảng nhớ, as a sheet writes it: in quotes only where it breaks a line."""
    return '"{}"'.format(cell.replace('"', '""')) if "\n" in cell else cell


@given(
    st.lists(
        st.lists(
            st.from_regex(r'([ab1][ab1" \n]{0,6})?', fullmatch=True).map(str.strip),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    ).filter(lambda rows: any(map(any, rows)))
)
def test_cells_copied_and_pasted_are_the_same_cells(rows):
    pasted = "\r\n".join("\t".join(map(on_clipboard, row)) for row in rows) + "\r\n"
    written = {
        number: {column: cell for column, cell in enumerate(row, 1) if cell}
        for number, row in enumerate(rows, 1)
        if any(row)
    }

    read = {
        number: {column: str(cell) for column, cell in row.items()}
        for number, row in texts(read_pasted(pasted)).items()
    }

    assert read == {
        number: {
            column: "\n".join(" ".join(line.split()) for line in cell.split("\n"))
            for column, cell in row.items()
        }
        for number, row in written.items()
    }


def test_old_numbers_keep_fifteen_digits():
    content = xls(cell_number(0, 0, 0.1 + 0.2) + cell_number(0, 300, 1) + cell_number(1, 0, 1e300))

    (sheet,) = read_any(content, "a.xls").sheets.values()

    assert sheet.rows[1] == {1: Cell(Decimal("0.3"), "A1")}
    assert "dài quá" in sheet.rows[2][1].fault
