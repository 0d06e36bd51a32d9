"""Bảng dấu của sổ và báo cáo: a sign in each square, and over them a sentence with the number."""

from datetime import date

import pandas as pd

from tests.domain.report.test_dues import at, due
from thidua.domain.period.period import Member
from thidua.domain.report.hand_in import HandInState
from thidua.frames.register import marks
from thidua.frames.register.marks import Mark

NAMES = {"VP": "Văn phòng", "TTR": "Thanh tra"}


def signs(found):
    frame = marks.reports(found, NAMES)
    return [(row["Dấu"], row["Mức"]) for row in frame.to_dict("records")]


def test_a_late_report_is_told_from_a_timely_one_by_its_sign():
    timely, late, lacking = due(at(2025, 6, 15)), due(at(2025, 6, 18)), due()

    assert signs([timely, late]) == [("✓", Mark.DONE), ("✓!", Mark.WAITING)]
    assert signs([lacking])[0][1] == Mark.LACKING
    assert signs([due(today=date(2025, 1, 1))])[0][1] == Mark.NONE
    assert marks.reports_said([timely, lacking], NAMES) == (
        "1/2 báo cáo đã nộp; quá hạn còn thiếu: Văn phòng 1"
    )
    assert marks.reports_said([timely], NAMES).endswith("không đơn vị nào thiếu báo cáo quá hạn")


def test_a_register_without_rows_of_a_unit_shows_a_dash_and_names_it():
    unit = Member("VP", "Văn phòng", "", "Phòng")
    frame = marks.registers([], [unit])

    assert isinstance(frame, pd.DataFrame)
    assert set(frame["Dấu"]) == {"–"}
    assert set(frame["Mức"]) == {Mark.NONE}


def test_every_sign_in_the_picture_is_told_under_it_and_waiting_is_not_done():
    from_it = marks.reports_key([due(at(2025, 6, 15)), due(at(2025, 6, 18)), due()])

    assert "✓ đã nhận" in from_it
    assert "! quá hạn" in from_it
    assert "đi sau: nộp chậm" in from_it
    assert signs([due(at(2025, 6, 15), state=HandInState.HANDED_IN)]) == [("…", Mark.WAITING)]
