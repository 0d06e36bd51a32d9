"""Trang «Tổng quan» của khối mẫu: ranks through the years, and links that name block and year."""

from urllib.parse import unquote_plus

import pytest

from thidua.domain.scoring.sheet import Hand
from thidua.frames.overview import NEXT


def test_ranks_of_several_years_are_drawn(demo_url, page):
    at = page("tong_quan", "khoi-truong").run()
    first = page("tong_quan", "khoi-truong")
    first.query_params["nam"] = "2023"
    first.run()

    said = [[one.proto.alt for one in run.get("vega_lite_chart")] for run in (at, first)]
    years = "Văn phòng lên 5 hạng so với năm 2024: 6 → 1"
    assert years in said[0]
    assert not any("so với năm" in one for one in said[1])
    assert any(list(one.value.columns) == ["Đơn vị", "2023"] for one in first.dataframe)


@pytest.mark.parametrize(
    ("block", "year", "shown"),
    [
        ("KTD-XA", "2025", ("KTD-XA", 2025)),
        ("KTD-STC", "2024", ("KTD-STC", 2024)),
        ("KTD-XA", "2024", ("KTD-STC", 2025)),
        ("KHÁC", "2024", ("KTD-STC", 2025)),
    ],
)
def test_a_link_opens_its_block_and_year_if_there_are_such(demo_url, page, block, year, shown):
    at = page("tong_quan", "khoi-truong")
    at.query_params.update({"toi-khoi": block, "toi-nam": year})
    at.run()

    assert not at.exception
    assert (at.selectbox(key="khoi").value, at.selectbox(key="nam").value) == shown
    assert "toi-khoi" not in at.query_params


def test_the_board_names_the_next_act_of_each_unit_and_leads_there(demo_url, page):
    at = page("tong_quan", "khoi-truong").run()
    (board,) = [one.value for one in at.dataframe if NEXT in one.value.columns]

    said = {
        unit: unquote_plus(link) for unit, link in zip(board["Đơn vị"], board[NEXT], strict=True)
    }
    to = "/{}?toi-khoi=KTD-STC&toi-nam=2025&toi-don-vi={}"
    check = to.format("cham-diem", "{}") + "&toi-bang=verified#Thẩm định: còn {} tiêu chí"
    answer = to.format("giai-trinh", "GCS") + "#Giải trình: 1 hồ sơ đang mở"
    assert {unit: link for unit, link in said.items() if link} == {
        "P. Đấu thầu": check.format("DT", 25),
        "P. TC doanh nghiệp": check.format("TCDN", 13),
        "P. Giá, công sản": answer,
    }


def test_the_way_to_a_sheet_opens_that_sheet_once(demo_url, page):
    at = page("cham_diem", "khoi-truong")
    at.query_params.update({"toi-don-vi": "TCDN", "toi-bang": "verified"})
    at.run()

    assert (at.selectbox(key="don-vi-cham").value, at.session_state["ban-cham"]) == (
        "TCDN",
        Hand.VERIFIED,
    )
    at.selectbox(key="don-vi-cham").select("VP").run()
    assert at.selectbox(key="don-vi-cham").value == "VP"
    assert not {"toi-don-vi", "toi-bang"} & set(at.query_params)


def test_a_way_to_what_is_not_there_opens_the_page_as_ever(demo_url, page):
    at = page("cham_diem", "dau-thau")
    at.query_params.update({"toi-don-vi": "VP", "toi-bang": "x"})
    at.run()

    assert not at.exception
    assert {place[2] for place in at.session_state["_luoi_dang_go"]} == {"DT"}


def test_the_paper_of_a_save_is_asked_for_above_its_button(demo_url, page):
    at = page("cham_diem", "khoi-truong")
    at.query_params.update({"toi-don-vi": "TCDN", "toi-bang": "verified"})
    at.run()

    order = [getattr(one, "label", None) for one in at.main]
    wanted = ("Văn bản kèm theo", "Lưu")
    assert [one for one in order if one in wanted] == list(wanted)


def test_a_sheet_opens_at_the_first_group_that_is_not_done(demo_url, page):
    """One press from «Việc của tôi» to a line that has to be scored."""
    at = page("cham_diem", "xuc-tien").run()
    done = page("cham_diem", "dich-vu-tc").run()

    assert at.data_editor[0].value["Mã"].iloc[0] == "IV.1"
    assert done.data_editor[0].value["Mã"].iloc[0] == "I.1"
