"""Bảng: numbers sort as numbers and read as they were; paper has every row."""

import json
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from thidua.ui.widgets import tables

FRAME = pd.DataFrame(
    {
        "Hạng": ["1", "2 (đồng hạng)", "—"],
        "Đơn vị": ["<b>A</b>", "B", "C"],
        "Tổng điểm": ["1.107,00", "99,50", "—"],
    }
)


def test_numbers_stand_to_the_right_and_keep_their_words():
    looks = tables.to_the_comma(FRAME, {"Hạng": {"width": 58}})

    assert {name: look["alignment"] for name, look in looks.items()} == {
        "Hạng": "right",
        "Tổng điểm": "right",
    }
    assert looks["Hạng"]["width"] == 58


def test_only_totals_are_bold_and_no_word_is_changed():
    drawn = tables.in_bold(FRAME, ("Tổng điểm",))

    assert drawn.data is FRAME
    assert drawn.to_html().count("font-weight: 700") == 1
    assert tables.in_bold(FRAME, ()) is FRAME


def test_paper_has_all_rows_as_words():
    told = json.loads(json.dumps(tables.on_paper(FRAME, "Bảng", ("Tổng điểm",))))

    assert told == {
        "title": "Bảng",
        "columns": [["Hạng", "so"], ["Đơn vị", ""], ["Tổng điểm", "so tong"]],
        "rows": [["1", "<b>A</b>", "1.107,00"], ["2 (đồng hạng)", "B", "99,50"], ["—", "C", "—"]],
        "more": "",
    }


def test_a_link_is_its_words_on_paper_and_a_long_list_says_what_is_missing():
    frame = pd.DataFrame({"Việc": ["/cham-diem?don-vi=A#Chấm"] * 402})

    told = tables.on_paper(frame, "Việc")

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
