"""Năm trước theo dự thảo, tính riêng: every way of scoring, reviewed by two, under other numbers.

What is expected is worked out here in exact fractions from the wording of the rules; nothing of the
product helps.
"""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.builders import covenant_of_rows, make_entry, make_ranking_row, make_row
from thidua.domain.rules import FromPeriods
from thidua.domain.verify.case import Case
from thidua.domain.verify.under_draft import under_draft

UNITS = "ABC"


def text_of(made, fixed, levels, tiers, share, lead, parts, fault, event, periods, most):
    """Giao ước với những con số này; each line keeps its words."""
    bands = (
        make_ranking_row("Xếp loại", "Tốt", ">=90"),
        make_ranking_row("Xếp loại", "Khá", ">=0"),
    )
    good, fair = levels
    rows = [
        make_row("I", None, text="Chung"),
        make_row("I.1", made, "Chấm mức", text="chấm"),
        make_row("I.2", fixed, "Đạt/Không", text="đạt"),
        make_row("I.3", good, "Chọn mức", text="chọn", parameters=f"Tốt: {good}; Khá: {fair}"),
        make_row("I.4", tiers[0][1], "Theo bậc", text="bậc",
                 parameters="; ".join(f">={at}: {earned}" for at, earned in tiers)),
        make_row("I.5", share, "Tỷ lệ hoàn thành", text="tỷ lệ"),
        make_row("I.6", lead, "So với dẫn đầu", text="dẫn đầu"),
        make_row("I.7", sum(parts), "Tổng các ý", text="ý",
                 parameters=f"a: {parts[0]}; b: {parts[1]}"),
        make_row("I.8", 10, "Trừ dần", text="dần", parameters=f"muộn: {fault}"),
        make_row("I.9", periods, "Từ các kỳ", text="kỳ", parameters="cộng các quý; hệ số 0,25"),
        make_row("II", None, text="Thưởng", sign="Thưởng"),
        make_row("II.1", 20, "Theo lượt", text="lượt", parameters=f"tỉnh: {event}"),
        make_row("III", None, text="Trừ", sign="Trừ"),
        make_row("III.1", most, "Theo lượt", text="lỗi", parameters="mỗi lượt 1"),
    ]  # fmt: skip
    return covenant_of_rows(*rows, ranking=bands)


OLD = text_of(10, 5, (8, 6), ((90, 20), (0, 10)), 30, 15, (3, 2), 1, 3, 10, 10)
NUMBERS = {
    "made": 12, "fixed": 8, "levels": (9, 5), "tiers": ((95, 22), (80, 15), (0, 5)), "share": 24,
    "lead": 21, "parts": (2, 5), "fault": 2, "event": 2, "periods": 10, "most": 4,
}  # fmt: skip
NEW = text_of(**NUMBERS)

SAID = {
    # Của từng người chấm: the marks, reached?, level, percent, done of planned, what compares,
    # parts achieved, faults, events, deductions.
    "A": ((9, True, "Tốt", "94.5", (93, 99), 140, "ab", 1, 2, 1),
          (8, True, "Khá", "96", (92, 99), 133, "a", 2, 1, 6)),
    "B": ((7, False, "Khá", "79.9", (50, 70), 111, "b", 0, 0, 0),
          (7, True, "Tốt", "80", (51, 70), 111, "ab", 4, 3, 3)),
    "C": ((10, True, "Tốt", "99", (70, 70), 150, "ab", 0, 1, 0),
          (10, True, "Tốt", "95", (70, 70), 150, "b", 1, 1, 2)),
}  # fmt: skip
QUARTERS = {"A": (8, 9, 9, 10), "B": (7, 7, 8, 8), "C": (10, 9, 10, 9)}


def sheet(marks, reached, level, percent, share, best, parts, faults, events, lost):
    """Phiếu một người chấm."""
    done, planned = share
    return {
        "I.1": make_entry(points=marks),
        "I.2": make_entry(choice="Đạt" if reached else "Không đạt"),
        "I.3": make_entry(choice=level),
        "I.4": make_entry(actual=percent),
        "I.5": make_entry(actual=done, target=planned),
        "I.6": make_entry(actual=best),
        "I.7": make_entry(events=dict.fromkeys(parts, 1)),
        "I.8": make_entry(events={"muộn": faults}),
        "II.1": make_entry(events={"tỉnh": events}),
        "III.1": make_entry(events={None: lost}),
    }


def case():
    """Năm đã thẩm định, its combined lines kept as they were confirmed."""
    told = {}
    for unit, both in SAID.items():
        others = [one for one in UNITS if one != unit]
        told[unit] = dict(zip(others, (sheet(*one) for one in both), strict=True))
    claims = {unit: sheet(*SAID[unit][0]) for unit in UNITS}
    found = Case(covenant=OLD, reviews=told, settled={unit: {} for unit in UNITS}, claims=claims)
    rule = OLD.criteria["I.9"].rule
    assert isinstance(rule, FromPeriods)
    settled = {
        unit: {
            **{code: line.entry() for code, line in found.combined[unit].items()},
            "I.9": rule.entry_from(
                [(f"Quý {at}", Decimal(one)) for at, one in enumerate(QUARTERS[unit], 1)]
            ),
        }
        for unit in UNITS
    }
    return replace(found, settled=settled, stands=frozenset(UNITS), final=frozenset(UNITS))


def half_up(value):
    steps = Fraction(value) * 100 + Fraction(1, 2)
    return Decimal(steps.numerator // steps.denominator) / 100


def by_hand(unit, *, made, fixed, levels, tiers, share, lead, parts, fault, event, periods, most):
    """Tổng điểm của một đơn vị theo lời của các cách chấm."""
    lines = Counter()
    for marks, reached, level, percent, (done, planned), best, own, faults, events, lost in SAID[
        unit
    ]:
        furthest = max([best, *(SAID[one][0][5] for one in UNITS if one != unit)])
        earned = {
            "I.1": Fraction(marks),
            "I.2": Fraction(fixed if reached else 0),
            "I.3": Fraction(levels[0] if level == "Tốt" else levels[1]),
            "I.4": Fraction(next(said for at, said in tiers if Fraction(percent) >= at)),
            "I.5": Fraction(share * done, planned),
            "I.6": Fraction(lead * best, furthest),
            "I.7": Fraction(parts[0] * ("a" in own) + parts[1] * ("b" in own)),
            "I.8": Fraction(max(0, 10 - fault * faults)),
            "II.1": Fraction(min(20, event * events)),
            "III.1": -Fraction(min(most, lost)),
        }
        for code, value in earned.items():
            lines[code] += value / 2
    assert all(value <= made for code, value in lines.items() if code == "I.1")
    lines["I.9"] = min(Fraction(periods), Fraction(sum(QUARTERS[unit]), 4))
    return sum(half_up(abs(one)) * (-1 if one < 0 else 1) for one in lines.values())


OLD_NUMBERS = {
    "made": 10, "fixed": 5, "levels": (8, 6), "tiers": ((90, 20), (0, 10)), "share": 30,
    "lead": 15, "parts": (3, 2), "fault": 1, "event": 3, "periods": 10, "most": 10,
}  # fmt: skip


def test_every_way_of_scoring_is_reckoned_anew_of_the_reviewers_sheets():
    found = under_draft(case(), NEW)
    totals = {unit: by_hand(unit, **NUMBERS) for unit in UNITS}

    assert (dict(found.lost), found.is_exact) == ({}, True)
    assert {unit: found.before[unit].total for unit in UNITS} == {
        unit: by_hand(unit, **OLD_NUMBERS) for unit in UNITS
    }
    assert {unit: found.least[unit].total for unit in UNITS} == totals
    assert found.least == found.most
    in_order = sorted(UNITS, key=lambda unit: -totals[unit])
    assert {unit: found.least[unit].rank for unit in UNITS} == {
        unit: place for place, unit in enumerate(in_order, 1)
    }
    assert {unit: found.least[unit].band for unit in UNITS} == {
        unit: "Tốt" if totals[unit] >= 90 else "Khá" for unit in UNITS
    }
