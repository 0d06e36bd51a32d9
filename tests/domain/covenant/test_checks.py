"""Kiểm tra giao ước: each check on a covenant it must refuse or question and on one it must not."""

import pytest

from tests.builders import covenant_of_rows, make_ranking_row, make_row
from thidua.domain.covenant import checks as covenant_checks
from thidua.domain.covenant.checks import CHECKS, check_covenant
from thidua.domain.ground.finding import error, notice, warning

BEYOND = "; phần vượt là thưởng thì ghi thêm «thưởng tối đa {}»"


def _found(check, *rows, **draft):
    return list(check(covenant_of_rows(*rows, **draft)))


def _judged(code, most, **changes):
    return make_row(code, most, "Chấm mức", **changes)


def _group_sum(code, message):
    return error("group_sum", message, f"Mã {code}")


@pytest.mark.parametrize(
    ("rows", "findings"),
    [
        ((make_row("I", 5), _judged("I.1", 2), _judged("I.2", 3)), []),
        ((make_row("I"), _judged("I.1", 2), _judged("I.2", "0.5")), []),
        ((make_row("V", 5, parameters="trần"), _judged("V.1", 4), _judged("V.2", 3)), []),
        ((make_row("I", 5), _judged("I.1", 5), _judged("I.2", 9, sign="-")), []),
        (
            (make_row("A.II.1", "2.5"), _judged("A.II.1.a", 1), _judged("A.II.1.b", 2)),
            [
                _group_sum(
                    "A.II.1",
                    "A.II.1 ghi 2,5 nhưng các dòng cộng 3,0; "
                    "sửa điểm tối đa, hoặc ghi «trần» ở Tham số của nhóm",
                )
            ],
        ),
        (
            (make_row("I", 800), _judged("I.1", 600), _judged("I.2", "199.75")),
            [
                _group_sum(
                    "I",
                    "I ghi 800,00 nhưng các dòng cộng 799,75; "
                    "sửa điểm tối đa, hoặc ghi «trần» ở Tham số của nhóm",
                )
            ],
        ),
        (
            (make_row("V", 10, parameters="trần"), _judged("V.1", 4), _judged("V.2", 3)),
            [
                warning(
                    "ceiling_unreachable",
                    "V có trần 10 nhưng các dòng chỉ cộng 7, nên không bao giờ chạm trần",
                    "Mã V",
                )
            ],
        ),
    ],
)
def test_children_must_sum_to_their_group(rows, findings):
    assert _found(covenant_checks.check_group_sums, *rows) == findings


@pytest.mark.parametrize(
    ("stated", "findings"),
    [
        ("", []),
        ("100", []),
        ("110", []),
        (
            "120",
            [
                warning(
                    "full_marks",
                    "Thang điểm ghi 120 nhưng điểm gốc cộng 100, kể cả thưởng 110",
                    "Thang điểm",
                )
            ],
        ),
    ],
)
def test_the_stated_scale_is_the_base_or_base_and_bonus(stated, findings):
    rows = (_judged("I", 100), _judged("II", 10, sign="thưởng"), _judged("III", 7, sign="-"))

    assert _found(covenant_checks.check_full_marks, *rows, Thang_điểm=stated) == findings


def test_the_stated_scale_without_bonus_names_the_base_alone():
    assert _found(covenant_checks.check_full_marks, _judged("I", 90), Thang_điểm="100") == [
        warning("full_marks", "Thang điểm ghi 100 nhưng điểm gốc cộng 90", "Thang điểm")
    ]


def test_a_maximum_below_zero_is_refused():
    rows = (_judged("I", 10), _judged("II", -5, sign="thưởng"))

    assert _found(covenant_checks.check_negative, *rows) == [
        error("negative_max", "II ghi điểm tối đa -5 nhỏ hơn 0", "Mã II")
    ]
    assert _found(covenant_checks.check_negative, _judged("II", -5, sign="-")) == []
    assert _found(covenant_checks.check_negative, _judged("I", 0)) == []


@pytest.mark.parametrize(
    ("method", "parameters", "finding"),
    [
        ("Chọn mức", "Tốt: 10; Khá: 5", None),
        ("Theo bậc", ">=90: 10; >=0: 0", None),
        ("Tổng các ý", "ý a: 6; ý b: 4", None),
        ("Trừ dần", "từ Đúng hạn: 10; đi trễ: 1", None),
        ("Trừ dần", "đi trễ: 1", None),
        ("Theo lượt", "mỗi lượt 3; tối đa 10", None),
        ("Theo lượt", "cấp tỉnh: 12; cấp cơ sở: 3; chỉ tính mức cao nhất", None),
        ("Chấm mức", "bước 0,5", None),
        (
            "Chọn mức",
            "Tốt: 12; Khá: 5",
            error("above_max", "I tối đa 10 nhưng có mức 12 điểm" + BEYOND.format(2)),
        ),
        (
            "Theo bậc",
            ">=90: 11; >=0: 0",
            error("above_max", "I tối đa 10 nhưng có mức 11 điểm" + BEYOND.format(1)),
        ),
        (
            "Trừ dần",
            "từ Đúng hạn: 30; đi trễ: 1",
            error("above_max", "I tối đa 10 nhưng có mức 30 điểm"),
        ),
        (
            "Tổng các ý",
            "ý a: 6; ý b: 5",
            warning("above_max", "I tối đa 10 nhưng các ý cộng 11; phần vượt bị bỏ"),
        ),
        (
            "Chọn mức",
            "Tốt: 8; Khá: 5",
            warning("below_max", "I tối đa 10 nhưng cách chấm chỉ cho nhiều nhất 8"),
        ),
        (
            "Tổng các ý",
            "ý a: 6; ý b: 1,5",
            warning("below_max", "I tối đa 10 nhưng cách chấm chỉ cho nhiều nhất 7,5"),
        ),
        (
            "Theo lượt",
            "mỗi lượt 1; tối đa 5",
            warning("below_max", "I tối đa 10 nhưng cách chấm chỉ cho nhiều nhất 5"),
        ),
        (
            "Theo lượt",
            "cấp tỉnh: 3; cấp cơ sở: 1; chỉ tính mức cao nhất",
            warning("below_max", "I tối đa 10 nhưng cách chấm chỉ cho nhiều nhất 3"),
        ),
    ],
)
def test_the_best_a_rule_can_give_is_the_maximum_of_its_line(method, parameters, finding):
    row = make_row("I", 10, method, parameters=parameters)

    found = _found(covenant_checks.check_rules, row)

    placed = [] if finding is None else [(finding.severity, finding.code, finding.message, "Mã I")]
    assert [(one.severity, one.code, one.message, one.place) for one in found] == placed


def _gap(example):
    return warning("tier_gap", f"I: kết quả {example} không thuộc bậc nào, bậc bị hở", "Mã I")


def _covered(tier):
    return warning(
        "tier_overlap", f"I: bậc {tier} không bao giờ tới, bậc viết trước đã phủ", "Mã I"
    )


@pytest.mark.parametrize(
    ("parameters", "findings"),
    [
        (">=100: 10; >=90: 8; >=0: 0", []),
        ("<=0: 10; <=2: 8; <=5: 5; >5: 0", []),
        ("<=0: 10; >0: 0", []),
        (">=90: 10; >=50 <90: 5; <50: 0", []),
        (">=100: 10; >=90 <95: 8; >=0 <90: 0", [_gap("95")]),
        (">=90: 10; >=50: 5", [_gap("0")]),
        ("<=0: 10; <=5: 5", [_gap("6")]),
        (">90: 10; <90: 0", [_gap("90")]),
        (">=50: 5; >=90: 10; >=0: 0", [_covered(">=90")]),
        (">=0: 10; >=50: 5", [_covered(">=50")]),
        ("<=5: 10; <=2: 5; >7: 0", [_gap("6"), _covered("<=2")]),
        ("0: 10; 1: 8; 2: 5; >=3: 0", []),
        ("0: 10; 1: 8; >=3: 0", [_gap("2")]),
        ("0,5: 10; 1: 8; >=2: 0", [_gap("0")]),
    ],
)
def test_tiers_leave_no_gap_and_none_is_covered(parameters, findings):
    row = make_row("I", 10, "Theo bậc", parameters=parameters)

    assert _found(covenant_checks.check_rules, row) == findings


def test_tiers_are_asked_only_where_there_are_tiers():
    assert _found(covenant_checks.check_rules, _judged("I", 10)) == []


@pytest.mark.parametrize(
    ("most", "findings"),
    [
        ("2.5", []),
        ("2.6", [warning("step", "I tối đa 2,6 không chia hết cho bước 0,25", "Mã I")]),
    ],
)
def test_the_maximum_is_reached_by_whole_steps(most, findings):
    row = _judged("I", most, parameters="bước 0,25")

    assert _found(covenant_checks.check_rules, row) == findings


@pytest.mark.parametrize(
    ("parameters", "findings"),
    [
        ("đi trễ: 5", []),
        (
            "đi trễ: 1; không nộp: 10",
            [warning("price_above_max", "I: «không nộp» trừ 10 nhưng tiêu chí chỉ có 5", "Mã I")],
        ),
        (
            "mỗi lượt 6",
            [warning("price_above_max", "I: «mỗi lượt» trừ 6 nhưng tiêu chí chỉ có 5", "Mã I")],
        ),
    ],
)
def test_one_fault_costs_no_more_than_there_is(parameters, findings):
    row = make_row("I", 5, "Trừ dần", parameters=parameters)

    assert _found(covenant_checks.check_rules, row) == findings


def test_a_cap_is_not_larger_than_what_holds_it():
    group = make_row("V", 10, parameters="trần", sign="thưởng")
    other_sign = _judged("V.3", 50, sign="-")

    fitting = (
        group,
        _judged("V.1", 10),
        make_row("V.2", 5, "Theo lượt", parameters="mỗi lượt 1; tối đa 5"),
    )
    larger = (
        group,
        _judged("V.1", 15),
        make_row("V.2", 5, "Theo lượt", parameters="mỗi lượt 1; tối đa 20"),
        other_sign,
    )

    assert _found(covenant_checks.check_caps, *fitting) == []
    assert _found(covenant_checks.check_caps, *larger) == [
        warning(
            "cap_above_group",
            "V.1 tối đa 15 nhưng nhóm V có trần 10; phần vượt bị bỏ",
            "Mã V.1",
        ),
    ]
    assert _found(covenant_checks.check_rules, *fitting) == []
    assert _found(covenant_checks.check_rules, *larger) == [
        warning(
            "cap_above_max",
            "V.2 ghi «tối đa 20» nhưng điểm tối đa chỉ 5; phần vượt bị bỏ",
            "Mã V.2",
        ),
    ]


def test_a_line_of_another_sign_than_its_group_is_said():
    rows = (make_row("I", 10), _judged("I.1", 10), _judged("I.2", 3, sign="thưởng"))

    assert _found(covenant_checks.check_sign_nesting, *rows) == [
        notice("mixed_sign", "I.2 khác dấu với nhóm I nên tính riêng, ngoài nhóm", "Mã I.2")
    ]
    assert _found(covenant_checks.check_sign_nesting, *rows[:2]) == []


def test_check_covenant_asks_every_check_in_turn():
    covenant = covenant_of_rows(
        make_row("I", 5, parameters="trần"),
        _judged("I.1", 1),
        make_row("II", 10, "Theo bậc", parameters=">=50: 5"),
    )

    found = check_covenant(covenant)

    assert found == [finding for check in CHECKS for finding in check(covenant)]
    assert [finding.code for finding in found] == [
        "ceiling_unreachable",
        "below_max",
        "tier_gap",
        "no_tiebreakers",
    ]
    everything = {name for name in vars(covenant_checks) if name.startswith("check_")}
    assert {check.__name__ for check in CHECKS} == everything - {"check_covenant"}


@pytest.mark.parametrize(
    ("content", "value", "messages"),
    [
        ("Điểm thưởng", "V", []),
        ("Điểm trừ ít hơn", "VI", []),
        ("Điểm thưởng", "I", ["tiêu chí phụ «Điểm thưởng I»: I không phải điểm thưởng"]),
        ("Điểm trừ ít hơn", "V", ["tiêu chí phụ «Điểm trừ ít hơn V»: V không phải điểm trừ"]),
        ("Điểm thưởng", "IX", ["tiêu chí phụ «Điểm thưởng IX» nhắc đến mã IX không có"]),
    ],
)
def test_a_tie_rule_names_a_line_of_its_own_sign(content, value, messages):
    rows = (
        _judged("I", 100),
        _judged("V", 10, sign="thưởng"),
        _judged("VI", 10, sign="-"),
    )
    ranking = (make_ranking_row("Tiêu chí phụ", content, value),)

    found = _found(covenant_checks.check_codes_named, *rows, ranking=ranking)

    assert [one.message for one in found] == messages
