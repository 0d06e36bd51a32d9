"""Bất đồng điểm trên trang: the map, what to discuss, and the cell that was chosen."""

import pytest
from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from tests.pages.screen import open_panels
from tests.people import PROGRAM, make_account, signed_in
from tests.services.five_units import fill, fresh
from tests.services.year import NOW
from tests.tampering import tampering
from thidua.db.engine import writing
from thidua.db.tables import ScoreLine
from thidua.domain.access.permissions import Grant, Role
from thidua.services.ground.work import Work
from thidua.services.verify import agreement
from thidua.web import identity

PAGE = """
from thidua.ui.verify import disagreement as disagreement_panel; from thidua.ui.frame import page

with page.opened("tham_dinh") as ctx:
    disagreement_panel.draw(ctx)
"""


@pytest.fixture
def panel(sqlite_url, monkeypatch):
    """Bảng mở ra as the chair of the block; `panel(hides_names=True)` fills it so."""

    def opened(**block):
        fill(**block)
        with writing() as session:
            make_account(session, "truong", Grant(Role.HEAD, "K5", None, 2025, ""))
        token = signed_in("truong")
        monkeypatch.setattr(identity, "cookie", lambda: token)
        return AppTest.from_string(PAGE, default_timeout=30)

    return opened


def test_the_most_pressing_cell_is_named_and_opened(panel):
    at = panel().run()

    assert not at.exception
    assert at.markdown[0].value == (
        "Có **11** điểm cần thảo luận; trước hết là **P\\. A**, tiêu chí **C1**: người chấm lệch "
        "nhau 8 điểm, lệch nhất là P\\. E. 7 điểm có thể làm đổi thứ hạng."
    )
    assert at.selectbox(key="don-vi-bd").value == "A"
    assert at.selectbox(key="tieu-chi-bd").value == "C1"
    assert at.markdown[1].value == (
        "P\\. A, C1: tự chấm **38,00**; tổng hợp **35,75**; tối đa 40; chênh \\+2,25 (lệch nhẹ); "
        "4 người chấm; chưa có minh chứng."
    )


def test_a_cell_shows_every_reviewer_every_way_and_what_each_score_decides(panel):
    at = panel().run()

    values, ways = (table.value for table in at.dataframe[-2:])
    assert values.to_dict("list") == {
        "Người chấm": ["P. B", "P. C", "P. D", "P. E"],
        "Điểm": ["38,00", "37,00", "38,00", "30,00"],
        "So với tổng hợp": ["+2,25", "+1,25", "+2,25", "−5,75"],
        "Ghi chú": ["", "", "", "lệch nhất"],
        "Lý do": ["căn cứ cho C1"] * 4,
    }
    assert ways.to_dict("list") == {
        "Cách tổng hợp": [
            "trung bình (giao ước)",
            "trung vị",
            "trung bình bỏ cao nhất và thấp nhất",
        ],
        "Điểm": ["35,75", "37,50", "37,50"],
    }
    decided = [one.value for one in at.markdown if one.value.startswith("- Nếu P\\. E khác đi")]
    assert decided == [
        "- Nếu P\\. E khác đi: đồng hạng 1 khi từ 33 trở lên; P\\. A lên hạng 1 khi từ 33,25 trở "
        "lên; đồng hạng 2 khi từ 22 trở xuống; P\\. A xuống hạng 3 khi từ 21,75 trở xuống."
    ]


def test_a_row_of_the_list_opens_its_cell_and_leaves_the_choice_free(panel):
    at = panel().run()
    at.session_state["thao-luan"] = {"selection": {"rows": [3], "columns": [], "cells": []}}
    at.run()
    opened = at.selectbox(key="don-vi-bd").value, at.selectbox(key="tieu-chi-bd").value
    at.selectbox(key="don-vi-bd").set_value("D").run()

    assert opened == ("B", "C1")
    assert at.selectbox(key="don-vi-bd").value == "D"


def test_the_history_of_the_cell_is_read_when_asked_for(panel):
    at = panel().run()
    assert not [one for one in at.dataframe if "Trước" in one.value.columns]
    for criterion, points in (("C1", "37"), ("C2", "20")):
        named = {"unit": "A", "criterion": criterion, "typed": points, "reason": "Họp ngày 3/3"}
        with writing() as session:
            agreement.agree(Work(session, PROGRAM, fresh(), NOW), base=0, **named)
    at.toggle[0].set_value(True).run()

    history = at.dataframe[-1].value
    assert not at.exception
    assert history.drop(columns=["Người làm", "Việc"]).values.tolist() == [
        [
            "20/03/2026 09:00:00",
            "chưa chấm",
            "thống nhất 37 điểm; giải trình «Họp ngày 3/3»",
            "thống nhất điểm",
        ]
    ]


def test_the_cell_leads_to_where_its_points_are_settled(panel):
    at = panel().run()
    at.selectbox(key="don-vi-bd").set_value("D").run()
    next(one for one in at.button if one.label == "Thống nhất điểm ô này").click().run()

    chosen = {name: at.session_state[name] for name in ("phan", "don-vi-td", "tieu-chi-td-D")}
    assert chosen == {"phan": "Thống nhất điểm", "don-vi-td": "D", "tieu-chi-td-D": "C1"}


def test_without_sheets_there_is_no_empty_map(panel):
    at = panel()
    with tampering() as session:
        session.exec(delete(ScoreLine))
        session.connection().exec_driver_sql(f"UPDATE audit_head SET hash = '{'f' * 64}'")
    at.run()

    assert [one.value for one in at.markdown] == [
        "Chưa có phiếu chấm chéo nào được tính, nên chưa có gì để so. Bản đồ hiện khi có phiếu "
        "đầu tiên được nộp."
    ]
    assert not at.dataframe
    assert [one.key for one in at.selectbox] == ["khoi", "nam"]


def test_hidden_names_are_in_nothing_that_is_drawn(panel):
    at = open_panels(panel(hides_names=True).run())

    drawn = [*at.dataframe[-2].value["Người chấm"], *at.dataframe[1].value["Lệch nhất"]]
    assert {one.rsplit(" ", 1)[0] for one in drawn} == {"Người chấm"}
    assert "lệch nhất là Người chấm" in at.markdown[0].value
