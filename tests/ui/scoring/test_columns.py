"""Cột của lưới: the words that may be typed, and lines as tall as what is to be read in them."""

import pandas as pd
import pytest

from thidua.domain.rules import Field
from thidua.domain.rules.rows import FormRow
from thidua.ui.scoring import columns
from thidua.ui.widgets import widths

ROW = {"Mã": "I.1", "Loại": "", "Tối đa": "30,00", "Điểm": "", "Giải trình": "", "Điểm tính": ""}


def framed(text, how="Điểm từ 0 đến 30", **more):
    return pd.DataFrame([{**ROW, "Nội dung": text, "Cách nhập": how, **more}])


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            FormRow(
                label="a",
                hint="Mức: chọn «Tốt» (10), «Khá» (7)",
                asked=(Field.CHOICE,),
                choices=("Tốt", "Khá", "Để trống", "Không giao"),
            ),
            "Tốt · Khá",
        ),
        (FormRow(label="a", hint="Từ 0", asked=(Field.POINTS,), choices=("Để trống",)), "Từ 0"),
    ],
)
def test_the_words_that_may_be_typed_stand_in_the_line(form, words):
    assert columns.typed_words(form) == words


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("Báo cáo không đúng hạn", widths.LOW),
        ("Hoàn thành nhiệm vụ " * 5, 66),
        ("Hoàn thành nhiệm vụ " * 12, 120),
    ],
)
def test_lines_are_as_tall_as_their_text(text, height):
    assert columns.row_height(framed(text)) == height


def test_a_kind_that_wraps_makes_the_line_taller_and_one_that_is_nowhere_takes_no_room():
    plain, kinds = framed("Ngắn"), framed("Ngắn", **{"Loại": "khen cấp Nhà nước hoặc giải thưởng"})

    assert (columns.row_height(plain), columns.row_height(kinds)) == (widths.LOW, 80)
    assert columns.column_config(plain)["Loại"] is None
    assert columns.widths(plain)["Nội dung"] - columns.widths(kinds)["Nội dung"] == 120
