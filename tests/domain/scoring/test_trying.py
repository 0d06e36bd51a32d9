"""Thử một dòng: the points that scoring itself would give, in one sentence and with its steps."""

from decimal import Decimal

import pytest

from thidua.domain.covenant.drafting.examined import examine
from thidua.domain.covenant.drafting.lines import DraftLine, DraftSheet
from thidua.domain.ground.finding import has_errors
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.trying import try_line


def tried(method, parameters, *rows, most="350", others=()):
    """Thử một dòng trong một dự thảo còn thiếu mọi điều khác."""
    cells = {"code": "I.1", "text": "x", "max_points": most, "method": method}
    line = DraftLine(key=1, sheet=DraftSheet.CRITERION, cells={**cells, "parameters": parameters})
    found = examine([line])
    assert found.covenant is None
    return try_line(found.criteria["I.1"], found.scale, rows, others)


@pytest.mark.parametrize(
    ("method", "parameters", "row", "words"),
    [
        ("Theo bậc", ">=100: 350; >=90: 315; >=0: 0", InputRow(actual="94,67"),
         "kết quả 94,67 → 315 điểm"),
        ("Chấm mức", "bước 0,25", InputRow(points="7,5"), "7,5 điểm → 7,5 điểm"),
        ("Đạt/không", "", InputRow(choice="Đạt"), "«Đạt» → 350 điểm"),
        ("Tỷ lệ hoàn thành", "sàn 50", InputRow(target="3", actual="2"),
         "kế hoạch 3; kết quả 2 → 233,33 điểm"),
        ("Theo lượt", "mỗi lượt 0,5; tối đa 2", InputRow(count="9"), "9 lượt → 2 điểm"),
    ],
)  # fmt: skip
def test_an_input_is_tried_by_the_rule_itself(method, parameters, row, words):
    assert tried(method, parameters, row).words == words


def test_the_steps_say_how_and_what_was_rounded():
    found = tried("Tỷ lệ hoàn thành", "sàn 50", InputRow(target="3", actual="2"))

    assert found.points == Decimal("233.33")
    assert "làm tròn nửa lên, 2 chữ số → 233,33" in found.steps


def test_other_units_are_compared_with():
    ahead = Entry(target=Decimal(10), actual=Decimal(14))
    found = tried("So với dẫn đầu", "", InputRow(target="10", actual="12"), others=(ahead,))

    assert found.points == Decimal("262.5")


def test_what_cannot_be_read_says_why_and_gives_nothing():
    found = tried("Chấm mức", "", InputRow(points="nhiều"))

    assert found.points is None
    assert has_errors(found.findings)
    assert tried("Chấm mức", "").points is None
