"""Mở lại nhiều bảng trên trang Thẩm định: listed first, asked by one press, confirmed by one."""

import re

import pytest
from sqlmodel import col, select

from tests.pages.screen import everything, labels, open_panel, press
from tests.tampering import tampering
from thidua.db.tables import Block, BlockYear, ScoreLine, ScoreSheet, Unit
from thidua.domain.scoring.sheet import Hand, SheetStatus

PANEL = "Mở lại các bảng thiếu dòng"


@pytest.fixture
def lacking(demo_url):
    """Ba bảng đã thẩm định thiếu dòng I.1, one of them of the head's own unit."""
    with tampering() as session:
        lines = (
            select(ScoreLine)
            .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
            .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
            .join(BlockYear, col(BlockYear.id) == col(ScoreSheet.block_year_id))
            .join(Block, col(Block.id) == col(BlockYear.block_id))
            .where(
                Block.code == "KTD-STC",
                BlockYear.year == 2025,
                ScoreSheet.hand == Hand.VERIFIED,
                ScoreSheet.status == SheetStatus.VERIFIED,
                ScoreLine.criterion_code == "I.1",
                col(ScoreLine.live),
                col(Unit.code).in_(("VP", "TTR", "QLNS")),
            )
        )
        for line in session.exec(lines):
            line.live = False
            session.add(line)


def second(page, login):
    at = page("tham_dinh", login)
    at.query_params["phan"] = "Người thứ hai"
    return at.run()


def test_all_sheets_are_listed_asked_for_at_once_and_confirmed_at_once(lacking, page):
    at = second(page, "khoi-truong")
    open_panel(at, PANEL)
    said = everything(at)
    assert re.search(r"Ngân sách: thiếu I\W*1; đơn vị của bạn, người khác đề nghị", said)
    assert re.search(r"Thanh tra: thiếu I\W*1\n", said)

    at.text_input(key="mo-lai-ly-do").set_value("Giao ước thêm tiêu chí").run()
    press(at, "Đề nghị mở lại 2 bảng")
    assert "chờ người thứ hai xác nhận" in everything(at)
    assert "Xác nhận mở lại 2 bảng" not in labels(at)

    other = second(page, "thuong-truc")
    assert "2 bảng thẩm định chờ bạn xác nhận mở lại: Thanh tra, Văn phòng." in everything(other)
    press(other, "Xác nhận mở lại 2 bảng")
    assert "Đã mở lại 2 bảng thẩm định." in everything(other)
