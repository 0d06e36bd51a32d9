"""Vì sao: every number with its clause, inputs, formula, rounding and ceiling."""

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_entry,
    make_group,
    points,
    rule_of,
    score_of,
    scored,
)
from thidua.domain.covenant.covenant import NotAssigned, Sign
from thidua.domain.ground.points import Rounding, Scale
from thidua.domain.rules import Method
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.explanation import Explanation, explain_line, explain_total, explain_unit
from thidua.domain.scoring.scoring import peer_entries

SHARE = rule_of(Method.PROPORTIONAL)
TIERS = rule_of(Method.TIERS, ">=100: 350; >=90: 315; >=0: 0")


def _explained(criterion, entry, **changes):
    covenant = make_covenant(criterion, **changes)
    sheet = {} if entry is None else {criterion.code: entry}
    points = score_of(covenant, sheet).lines[criterion.code]
    peers = peer_entries(covenant, {"đơn vị": sheet})
    return explain_line(covenant, criterion, entry, points, peers)


def test_a_line_tells_method_formula_and_points():
    criterion = make_criterion("I.1", 350, text="Nhiệm vụ chuyên môn", rule=TIERS)

    found = _explained(criterion, make_entry(actual="93.5"))

    assert found == Explanation(
        code="I.1",
        text="Nhiệm vụ chuyên môn",
        sign=Sign.BASE,
        points=points(315),
        max_points=points(350),
        clause="Theo bậc (từ 100 trở lên: 350; từ 90 trở lên: 315; từ 0 trở lên: 0)",
        formula="kết quả 93,5 thuộc bậc «từ 90 trở lên» → 315",
    )
    assert found.line() == (
        "Theo bậc (từ 100 trở lên: 350; từ 90 trở lên: 315; từ 0 trở lên: 0); "
        "kết quả 93,5 thuộc bậc «từ 90 trở lên» → 315"
    )


@pytest.mark.parametrize(
    ("scale", "rounding"),
    [
        (Scale(2, Rounding.HALF_UP), "làm tròn nửa lên, 2 chữ số → 3,33"),
        (Scale(0, Rounding.CUT), "làm tròn cắt bỏ, 0 chữ số → 3"),
        (Scale(3, Rounding.HALF_EVEN), "làm tròn nửa về chẵn, 3 chữ số → 3,333"),
    ],
)
def test_rounding_is_told_where_something_was_rounded(scale, rounding):
    criterion = make_criterion(rule=SHARE)

    found = _explained(criterion, make_entry(target=3, actual=1), scale=scale)

    assert found.line() == (
        f"Tỷ lệ hoàn thành; tỷ lệ 1 / 3 ≈ 33,333333 %; 10 × 33,333333 % ≈ 3,333333; {rounding}"
    )


@pytest.mark.parametrize(
    ("entry", "formula", "note"),
    [
        (None, "chưa chấm", ""),
        (Entry(state=LineState.CLEARED), "chưa chấm", ""),
        (Entry(), "chưa chấm đủ", ""),
        (
            make_entry(actual=5),
            "chưa có kế hoạch (hoặc kế hoạch bằng 0) nên chưa tính được tỷ lệ hoàn thành",
            "",
        ),
        (
            Entry(state=LineState.LEFT_BLANK, explanation="Không phát sinh"),
            "để trống có chủ ý, không cộng điểm",
            "Không phát sinh",
        ),
    ],
)
def test_a_line_without_points_says_why(entry, formula, note):
    found = _explained(make_criterion(rule=SHARE), entry)

    assert (found.points, found.formula, found.note) == (None, formula, note)


@pytest.mark.parametrize(
    ("policy", "formula", "earned"),
    [
        (NotAssigned.RATIO, "không giao: bỏ khỏi điểm và khỏi thang", None),
        (NotAssigned.FULL, "không giao: tính đủ điểm", 10),
        (NotAssigned.NOTHING, "không giao: tính 0 điểm", 0),
    ],
)
def test_a_line_not_assigned_names_the_policy_and_the_reason(policy, formula, earned):
    entry = Entry(state=LineState.NOT_ASSIGNED, explanation="Không có đơn vị trực thuộc")

    found = _explained(make_criterion(), entry, not_assigned=policy)

    assert (found.formula, found.points) == (formula, earned)
    assert found.note == "Không có đơn vị trực thuộc"


def test_a_line_waiting_for_confirmation_says_so_beside_its_explanation():
    entry = scored(5, confirmed=False, explanation="Sáng kiến cấp tỉnh")

    found = _explained(make_criterion(sign=Sign.BONUS), entry)

    assert found.note == "chờ người thứ hai xác nhận, chưa tính vào tổng; Sáng kiến cấp tỉnh"


def _tree(covenant, sheet):
    score = score_of(covenant, sheet)
    tree = explain_unit(covenant, sheet, score, peer_entries(covenant, {"đơn vị": sheet}))
    return {node.code: node for top in tree for node in (top, *top.below)}


def _group(most, *lines, sign=Sign.BASE):
    children = (make_criterion(f"V.{n}", size, sign=sign) for n, size in enumerate(lines, start=1))
    return make_group("V", *children, most=most, sign=sign, is_ceiling=most is not None)


def _group_told(group, **values):
    entries = {
        code: scored(value) if isinstance(value, int | str) else value
        for code, value in zip((c.code for c in group.children), values["of"], strict=True)
        if value is not None
    }
    return _tree(make_covenant(group), entries)["V"]


def test_a_group_adds_up_its_lines():
    found = _group_told(_group(None, 20, 30), of=["12.5", 30])

    assert (found.clause, found.formula, found.points, found.note) == (
        "Nhóm, cộng các dòng",
        "12,50 + 30,00 = 42,50",
        points("42.5"),
        "",
    )
    assert [below.code for below in found.below] == ["V.1", "V.2"]


@pytest.mark.parametrize(
    ("values", "formula"),
    [
        ([8, 7], "8,00 + 7,00 = 15,00, trần 10 → 10,00"),
        ([3, 7], "3,00 + 7,00 = 10,00"),
        ([3, None], "một dòng: 3,00; còn chưa chấm V.2"),
        ([None, None], "chưa có điểm; còn chưa chấm V.1, V.2"),
        (
            [8, scored(6, confirmed=False)],
            "8,00 + 6,00 = 14,00, tính 8,00 vì có dòng chờ xác nhận",
        ),
        ([2, scored(6, confirmed=False)], "2,00 + 6,00 = 8,00, tính 2,00 vì có dòng chờ xác nhận"),
    ],
)
def test_a_ceiling_and_lines_waiting_are_told_apart(values, formula):
    group = _group(10, 10, 10, sign=Sign.BONUS)

    found = _group_told(group, of=values)

    assert (found.clause, found.formula) == ("Nhóm, trần 10", formula)


def test_a_group_says_what_is_left_of_its_scale():
    found = _group_told(_group(None, 20, 30), of=[15, NOT_ASSIGNED])

    assert (found.points, found.max_points) == (15, 20)
    assert (found.formula, found.note) == (
        "một dòng: 15,00",
        "thang của nhóm còn 20/50 do không giao",
    )


def test_the_tree_follows_the_covenant_and_keeps_other_signs_out_of_the_sum():
    group = make_group(
        "I", make_criterion("I.1", 10), make_criterion("I.2", 5, sign=Sign.DEDUCTION)
    )
    covenant = make_covenant(group, make_criterion("II", 10))

    found = _tree(covenant, {"I.1": scored(9), "I.2": scored(2), "II": scored(8)})

    assert list(found) == ["I", "I.1", "I.2", "II"]
    assert (found["I"].formula, found["I"].points) == ("một dòng: 9,00", 9)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((80, 0, 0), "chỉ điểm gốc 80,00"),
        ((80, 5, "2.5"), "80,00 + thưởng 5,00 − trừ 2,50 = 82,50"),
        ((5, 4, 9), "5,00 + thưởng 4,00 − trừ 9,00 = 0,00"),
        ((1, 0, 9), "1,00 − trừ 9,00 = 0,00 (tổng không xuống dưới 0)"),
    ],
)
def test_the_total_has_its_parts_put_in(values, text):
    covenant = make_covenant(
        make_criterion("I", 100),
        make_criterion("V", 10, sign=Sign.BONUS),
        make_criterion("VI", 10, sign=Sign.DEDUCTION),
    )
    sheet = {code: scored(value) for code, value in zip(("I", "V", "VI"), values, strict=True)}

    assert explain_total(covenant, score_of(covenant, sheet)) == text


def test_the_total_of_a_shortened_scale_tells_the_share():
    covenant = make_covenant(make_criterion("I", 700), make_criterion("II", 300))

    score = score_of(covenant, {"I": scored(684), "II": NOT_ASSIGNED})

    assert explain_total(covenant, score) == (
        "chỉ điểm gốc 684,00; trên thang được giao 700 ≈ 97,7143 %"
    )


def test_an_unfinished_total_counts_what_is_missing():
    covenant = make_covenant(*(make_criterion(code) for code in ("I", "II", "III")))

    assert explain_total(covenant, score_of(covenant, {"I": scored(5)})) == (
        "chưa đủ điểm: còn 2 tiêu chí chưa chấm"
    )


def test_what_reviewers_make_together_keeps_its_formula():
    made = "trung bình của 3 người chấm: 9; 9; 10"
    entry = make_entry(points="9.33", state=LineState.COMBINED, explanation=made)
    settled = make_entry(points="9.5", state=LineState.AGREED, explanation="Họp ngày 3/2")

    combined = _explained(make_criterion("I", 10), entry)
    agreed = _explained(make_criterion("I", 10), settled)

    assert (combined.formula, combined.note) == (f"tổng hợp 9,33 điểm: {made}", "")
    assert (agreed.formula, agreed.note) == ("thống nhất 9,5 điểm", "Họp ngày 3/2")
