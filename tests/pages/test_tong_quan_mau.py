"""Trang «Tổng quan» của khối mẫu: ranks through the years, and links that name block and year."""

import pytest


def test_ranks_of_several_years_are_drawn(demo_url, page):
    at = page("tong_quan", "khoi-truong").run()
    first = page("tong_quan", "khoi-truong")
    first.query_params["nam"] = "2023"
    first.run()

    assert len(at.get("vega_lite_chart")) == 1
    assert not first.get("vega_lite_chart")
    assert [list(one.dataframe[-1].value.columns) for one in (at, first)] == [
        ["Đơn vị", "2023", "2024", "2025"],
        ["Đơn vị", "2023"],
    ]


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
