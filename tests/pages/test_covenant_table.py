"""Bảng tiêu chí như đang có trên trang Giao ước: seen row by row, completed or adopted."""

import pytest

from tests.pages.test_giao_uoc import members, stored
from tests.pages.test_imports import ACTOR, button
from thidua.db.engine import reading
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters

TABLE = (
    "TT\tNội dung\tĐiểm tối đa\tCách tính\r\n"
    "I\tChuyên môn\t30\t\r\n"
    "1\tChỉ tiêu :red[x]\t20\tĐạt 100%: 20; dưới 100%: 0\r\n"
    "2\tBáo cáo\t10\t{}\r\n"
)


@pytest.fixture
def opened(sqlite_url, page):
    """Trang Giao ước của một kỳ chưa có giao ước, with the second way open for a paste."""
    members()
    at = page("giao_uoc").run()
    at.session_state["mo-bang-tieu-chi"] = True
    at.run()
    at.segmented_control(key="bang-tieu-chi-cach").set_value("Dán từ bảng").run()
    return at


def paste(at, scored):
    return at.text_area(key="bang-tieu-chi-dan").set_value(TABLE.format(scored)).run()


def test_a_whole_table_is_adopted_from_what_was_pasted(opened):
    at = paste(opened, "Trừ 0,5 điểm/lần")

    assert not at.exception
    assert any(
        "Hiểu được 1 nhóm, 2 tiêu chí · cần hoàn thiện 0 chỗ" in one.value for one in at.markdown
    )
    button(at, "Nhập giao ước").click().run()

    assert [one.version for one in stored()] == [1]
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-MAU", year=2023)
        draft = covenants.draft(Work(session, ACTOR, period))
    assert [(row.code, row.method, row.parameters) for row in draft.criteria] == [
        ("I", "", ""),
        ("I.1", "Theo bậc", ">=100: 20; <100: 0"),
        ("I.2", "Trừ dần", "mỗi lượt 0,5"),
    ]


def test_what_is_not_understood_is_to_be_completed_first(opened):
    at = paste(opened, "Do khối xét")

    assert not at.exception
    assert [one.label for one in at.button if one.label == "Nhập giao ước"] == []
    assert any("cần hoàn thiện 1 chỗ" in one.value for one in at.markdown)
    assert any("Chưa nhập được ngay" in one.value for one in at.info)
    assert any(one.label == "Tải sổ giao ước để hoàn thiện" for one in at.get("download_button"))
    (frame,) = [one.value for one in at.dataframe if "Hiểu là" in one.value.columns]
    assert list(frame["Hiểu là"]) == ["nhóm", "tiêu chí", "cần hoàn thiện"]
    assert list(frame["Ghi chú"]) == ["", "", "Do khối xét"]


def test_what_is_no_table_is_said(opened):
    at = opened.text_area(key="bang-tieu-chi-dan").set_value("a\tb\r\n1\t2").run()

    assert not at.exception
    assert any("không trang nào có bảng tiêu chí" in one.value for one in at.markdown)
    assert stored() == []


def test_another_year_may_be_meant(opened):
    at = paste(opened, "Trừ 0,5 điểm/lần")
    at.text_input(key="bang-tieu-chi-khoi").set_value("K9").run()

    assert any("chưa có khối «K9»" in one.value for one in at.markdown)
