"""Bảng xếp hạng trên màn hình: a remark is read whole, and without one the rows stay low."""

import pandas as pd
import pytest

from thidua.ui.ranking import table

PLAIN = {"Hạng": ["1", "—"], "Đơn vị": ["Văn phòng", "Thanh tra"], "Tổng điểm": ["90", "—"]}
LONG = "Tạm hoãn: Chờ kết luận kiểm tra công tác quản lý tài sản công"


@pytest.fixture
def drawn(monkeypatch):
    calls = []
    monkeypatch.setattr(table.tables, "draw", lambda frame, **named: calls.append(named))

    def draw(**columns):
        calls.clear()
        table.draw(pd.DataFrame({**PLAIN, **columns}), "Bảng")
        return calls[0]

    return draw


def test_without_a_remark_the_grid_measures_itself(drawn):
    assert drawn(**{"Ghi chú": ["", ""]}) == {
        "alt": "Bảng",
        "numbers": True,
        "totals": ("Tổng điểm",),
    }


@pytest.mark.parametrize("column", ["Ghi chú", "Vì sao"])
def test_a_long_remark_of_the_last_row_makes_room_for_all_of_it(drawn, column):
    found = drawn(**{column: ["", LONG]})

    assert found["height"] == "content"
    assert found["row_height"] >= 66
    assert set(found["column_config"]) == {*PLAIN, column}
    width = found["column_config"][column]["width"]
    assert (found["row_height"] // 20) * (width - 18) >= len(LONG) * 6


def test_a_table_of_many_units_scrolls_in_itself(monkeypatch):
    found = {}
    monkeypatch.setattr(table.tables, "draw", lambda frame, **named: found.update(named))
    rows = pd.DataFrame({"Hạng": ["1"] * 60, "Đơn vị": ["A"] * 60, "Ghi chú": [LONG] * 60})

    table.draw(rows, "Bảng")

    assert found["height"] == "auto"
