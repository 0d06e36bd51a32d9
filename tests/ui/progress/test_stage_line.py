"""Đường của kỳ: what is behind is marked, the present stage is named as such, dates are short."""

from datetime import date

from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, end_of
from thidua.ui.progress.stage_line import line


def test_the_way_of_the_year_marks_what_is_behind_it_and_where_it_stands():
    end = end_of(date(2026, 3, 20))
    known = {Stage.PREPARE: Window(None, None, end), Stage.SIGN: Window(None, end, None)}

    html = line([Stage.PREPARE, Stage.SIGN, Stage.SELF_SCORE], Stage.SIGN, known)

    assert '<li class="xong"><span>Chuẩn bị</span><small>xong 20/03</small></li>' in html
    assert (
        '<li class="dang" aria-current="step"><span>Ký giao ước</span><small>đến 20/03</small></li>'
    ) in html
    assert '<li class="sap"><span>Tự chấm</span><small></small></li>' in html
