"""Đầu trang: every page of a block says which one, which year, which stage, and how final it is."""

from datetime import datetime, timedelta

import pytest

from tests.pages.conftest import NOW
from thidua.db.engine import writing
from thidua.domain.access.permissions import administrator
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.ui.frame import page as frame
from thidua.ui.frame.literal import literal

BLOCK = "**Khối thi đua các phòng thuộc Sở Tài chính**"


def head(at):
    return next(one.value for one in at.caption if one.value.startswith("**"))


def set_deadline(until):
    with writing() as session:
        work = Work(session, administrator("x"), now=NOW)
        period = rosters.period(work, block="KTD-STC", year=2025)
        windows.set_window(
            work.at(period),
            stage=Stage.VERIFY,
            window=Window(hard_deadline=until),
            is_past_meant=True,
        )


@pytest.mark.parametrize("name", ["tong_quan", "cham_diem", "xep_hang", "giao_uoc", "binh_xet"])
def test_a_page_says_whose_data_it_shows(demo_url, page, name):
    assert head(page(name).run()) == f"{BLOCK} · Năm 2025 · Thẩm định · **TẠM TÍNH**"


def test_a_locked_year_is_not_provisional(demo_url, page):
    at = page("xep_hang").run()
    at.selectbox(key="nam").select(2024).run()

    assert head(at) == f"{BLOCK} · Năm 2024 · Công bố"


@pytest.mark.parametrize(
    ("days", "said"),
    [(6, "còn 6 ngày, đến 02:00 ngày {}"), (-2, "quá hạn 2 ngày")],
)
def test_what_is_left_of_the_stage_is_said(demo_url, page, monkeypatch, days, said):
    monkeypatch.setattr(frame, "datetime", Frozen)
    until = (NOW + timedelta(days=days)).replace(hour=19)
    set_deadline(until - timedelta(days=1))

    told = literal(said.format(f"{until:%d/%m/%Y}"))
    assert head(page("tong_quan").run()) == (
        f"{BLOCK} · Năm 2025 · Thẩm định, {told} · **TẠM TÍNH**"
    )


class Frozen(datetime):
    """Đồng hồ đứng."""

    @classmethod
    def now(cls, tz=None):
        return NOW
