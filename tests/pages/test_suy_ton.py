"""Suy tôn trên các trang: the counted vote decides, and what its points have become is told."""

import pytest

from tests.pages.screen import texts
from tests.services.ranking.test_tie_votes import (
    FLAG,
    THREE_TO_ONE,
    TIED,
    TITLE,
    on_the_tie,
    score_anew,
)
from tests.services.ranking_block import held, settled


@pytest.fixture(autouse=True)
def data(sqlite_url, tmp_path, monkeypatch):
    """Cơ sở dữ liệu và thư mục dữ liệu của riêng bài thử."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    settled(TIED, [FLAG], extra=())


def awards(page):
    """Phần «Theo giao ước» của trang Khen thưởng."""
    at = page("khen_thuong", "truong").run()
    part = next(one for one in at.segmented_control if one.label == "Phần việc")
    return part.set_value("Theo giao ước").run()


def test_the_choice_stands_on_the_pages_of_ranks_and_awards(page):
    assert "chọn 1 trong" in texts(awards(page).warning)
    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)

    ranked, chosen = page("xep_hang", "truong").run(), awards(page)

    assert texts(ranked.warning) == (
        f"Đơn vị U1, Đơn vị U2: bằng điểm, phân định bằng cuộc bỏ phiếu «{TITLE}»."
    )
    assert texts(chosen.warning) == ""


def test_points_that_moved_since_are_told_wherever_the_vote_is_used(page):
    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)
    score_anew(U1=85, U2=85)

    told = "Điểm đã đổi từ khi mở cuộc"
    assert told in texts(page("xep_hang", "truong").run().warning)
    assert told in texts(page("tong_quan", "truong").run().markdown)
    assert told in texts(awards(page).warning)
    vote = page("binh_xet", "truong").run()
    assert "bỏ phiếu trên số điểm khác bây giờ: Đơn vị U1 90 → 85" in texts(vote.warning)
