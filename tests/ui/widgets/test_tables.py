"""Bảng: numbers sort as numbers and read as they were; paper has every row."""

import json
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from thidua.ui.widgets import tables, widths

FRAME = pd.DataFrame(
    {
        "Hạng": ["1", "2 (đồng hạng)", "—"],
        "Đơn vị": ["<b>A</b>", "B", "C"],
        "Tổng điểm": ["1.107,00", "99,50", "—"],
    }
)


def test_numbers_stand_to_the_right_and_keep_their_words():
    looks = tables.to_the_comma(
        tables.columns_of_numbers(tables.cells_of(FRAME)), {"Hạng": {"width": 58}}
    )

    assert {name: look["alignment"] for name, look in looks.items()} == {
        "Hạng": "right",
        "Tổng điểm": "right",
    }
    assert looks["Hạng"]["width"] == 58


def test_only_totals_are_bold_and_every_cell_shows_its_own_words():
    drawn = tables.grid(FRAME, ("Tổng điểm",))
    said = drawn.to_html()

    assert said.count("font-weight: 700") == 1
    assert all(f">{text}</td>" in said for text in FRAME["Tổng điểm"])
    words = FRAME[["Đơn vị"]]
    assert tables.grid(words) is words


def test_a_cell_holds_nothing_but_the_words_it_shows():
    # What it holds is copied, opened, saved as CSV and read out, whatever is drawn over it.
    drawn = tables.grid(FRAME, ("Tổng điểm",))

    assert drawn.data.equals(FRAME)


def test_a_wide_table_breaks_its_words_and_one_that_fits_is_left_alone():
    short = pd.DataFrame({"Mã": ["I.1"], "Nội dung": ["Ngắn"]})
    long = pd.DataFrame({"Mã": ["I.1"], "Nội dung": ["chữ dài " * 40], "Vì sao": ["lý do " * 30]})
    found = widths.fitted(long)
    given = {name: one["width"] for name, one in found["column_config"].items()}

    assert widths.fitted(short) == {}
    assert sum(given.values()) <= widths.ROOM
    assert found["row_height"] >= widths.WRAPS
    many = pd.concat([long] * 30)
    assert widths.fitted(many)["row_height"] <= 3 * widths.LINE + 8
    assert widths.fitted(pd.DataFrame({f"{n}": ["chữ dài " * 40] for n in range(12)}))


def test_paper_has_all_rows_as_words():
    cells = tables.cells_of(FRAME)
    told = tables.on_paper(cells, "Bảng", ("Tổng điểm",), tables.columns_of_numbers(cells))
    told = json.loads(json.dumps(told))

    assert told == {
        "title": "Bảng",
        "columns": [["Hạng", "so"], ["Đơn vị", ""], ["Tổng điểm", "so tong"]],
        "rows": [["1", "<b>A</b>", "1.107,00"], ["2 (đồng hạng)", "B", "99,50"], ["—", "C", "—"]],
        "more": "",
    }


def test_a_link_is_its_words_on_paper_and_a_long_list_says_what_is_missing():
    frame = pd.DataFrame({"Việc": ["/cham-diem?don-vi=A#Chấm"] * 402})

    told = tables.on_paper(tables.cells_of(frame), "Việc")

    assert told["rows"] == [["Chấm"]] * 400
    assert told["more"] == "Còn 2 dòng nữa không in ở đây; tải tệp Excel để có đủ."


def test_a_table_without_lines_says_so_and_shows_no_grid():
    page = AppTest.from_string(
        "import pandas as pd\n"
        "from thidua.ui.widgets import tables\n"
        "tables.draw(pd.DataFrame({'Đơn vị': []}), alt='Bảng')\n"
    ).run()

    assert not page.dataframe and [one.value for one in page.caption] == ["Chưa có dòng nào."]


def test_every_table_is_drawn_where_paper_gets_all_its_rows():
    ui = Path(tables.__file__).parents[1]
    own = {ui / "widgets/tables.py", ui / "scoring/wide.py"}  # a picture of a sheet, coloured

    assert [
        one.name
        for one in ui.rglob("*.py")
        if one not in own and ".dataframe(" in one.read_text("utf-8")
    ] == []
