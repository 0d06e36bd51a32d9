"""Biểu mẫu cách chấm: what it writes is what a workbook holds, and nothing typed is ever lost."""

from decimal import Decimal
from pathlib import Path

import pytest

from thidua.domain.rules import Method, method_named, read_rule
from thidua.domain.rules.forms import REST, RULE_FORMS
from thidua.domain.rules.parameters import parts_of
from thidua.services.ground import intake

ROOT = Path(__file__).parents[3]
BOOKS = sorted(
    [*(ROOT / "data/covenants").glob("*.xlsx"), *(ROOT / "tests/covenants").glob("*.xlsx")]
)


@pytest.mark.parametrize(
    ("method", "values", "parameters"),
    [
        (Method.JUDGEMENT, {"step": "0,25", "bonus": "3"}, "bước 0,25; thưởng tối đa 3"),
        (Method.JUDGEMENT, {"no_limit": "thưởng không hạn chế"}, "thưởng không hạn chế"),
        (Method.PASS_FAIL, {}, ""),
        (Method.CHOICE, {"levels": "Tốt: 8\nKhá: 5"}, "Tốt: 8; Khá: 5"),
        (
            Method.TIERS,
            {"tiers": ">=100: 350\n>=90 : 315\n\n>=0: 0"},
            ">=100: 350; >=90: 315; >=0: 0",
        ),
        (
            Method.PROPORTIONAL,
            {"floor": "50", "gain": "0,2", "lower": "càng thấp càng tốt"},
            "sàn 50; thưởng 0,2 mỗi 1%; càng thấp càng tốt",
        ),
        (Method.LEADER_RELATIVE, {"not_assigned": "không giao: đủ điểm"}, "không giao: đủ điểm"),
        (
            Method.PER_EVENT,
            {"kinds": "cấp Bộ: 5\ncấp tỉnh: 3", "cap": "10", "highest": "chỉ tính mức cao nhất"},
            "cấp Bộ: 5; cấp tỉnh: 3; tối đa 10; chỉ tính mức cao nhất",
        ),
        (Method.PER_EVENT, {"each": "0,5", "most_counted": "4"}, "mỗi lượt 0,5; tối đa 4 lượt"),
        (
            Method.START_MINUS,
            {
                "faults": "đi trễ: 0,5",
                "starts": "Đúng hạn: 30",
                "rewards": "sáng kiến: 1",
                "cap": "2",
            },
            "đi trễ: 0,5; [Đúng hạn]: 30; thưởng sáng kiến: 1; trừ tối đa 2",
        ),
        (Method.PARTS, {"parts": "ý a: 2\ný b: 1,5"}, "ý a: 2; ý b: 1,5"),
        (
            Method.FROM_PERIODS,
            {"how": "trung bình các tháng", "factor": "0,25", "skips": "bỏ kỳ thiếu"},
            "trung bình các tháng; hệ số 0,25; bỏ kỳ thiếu",
        ),
    ],
)
def test_each_form_writes_the_line_that_its_rule_reads(method, values, parameters):
    form = RULE_FORMS[method]

    assert form.written(values) == parameters
    read_rule(method, "; ".join(one for one in parts_of(parameters) if "không giao" not in one))
    again = form.filled(parameters)
    assert form.written(again) == parameters
    assert REST not in again


def test_every_rule_has_a_form():
    assert set(RULE_FORMS) == set(Method)


def test_what_no_field_takes_stays_word_for_word():
    form = RULE_FORMS[Method.PER_EVENT]
    written = "mỗi sáng kiến được cộng 2 điểm, tối đa 10 điểm"
    values = form.filled(written)

    assert values == {REST: written}
    assert form.written(values, written) == written
    assert form.written({**values, "cap": "9"}, written) == f"tối đa 9; {written}"


def test_a_form_opened_and_closed_over_real_covenants_changes_nothing():
    for book in BOOKS:
        draft, _ = intake.covenant(book.read_bytes(), book.name)
        for row in draft.criteria:
            if row.is_group:
                continue
            method = method_named(row.method)
            form = RULE_FORMS[method]
            values = form.filled(row.parameters)
            assert form.written(values, row.parameters) == row.parameters
            kept = [one for one in parts_of(row.parameters) if not one.startswith("không giao")]
            anew = [
                one for one in parts_of(form.written(values)) if not one.startswith("không giao")
            ]
            most = Decimal(row.max_points)
            assert read_rule(method, "; ".join(anew), most) == read_rule(
                method, "; ".join(kept), most
            )
