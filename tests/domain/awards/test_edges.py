"""Vừa đủ, vừa thiếu: two nominees that differ in one threshold alone, and are told apart by it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.nominees import book
from tests.lawbook.small_book import AWARD, DOCUMENT, REQUIREMENT, file
from thidua.domain.awards.edges import (
    edge_cases,
    edge_cases_in,
    nominee_lines,
    rules_opened,
    told_lines,
    way_edge_cases,
)
from thidua.domain.awards.eligibility import Conclusion, judge
from thidua.domain.dossier.facts import Recipient
from thidua.lawbook.loading import open_book

ON = date(2026, 9, 30)
UNIT = Recipient.COLLECTIVE
CONDITION = 'condition = { kind = "fact", fact = "ty_le_phieu", op = ">=", threshold = "80" }'


def parts(nominee):
    """Mọi điều nói về một người thử."""
    facts = {(key, fact.value) for key, fact in nominee.facts.stated.items()}
    return facts | {(one.award, one.year) for one in nominee.history.awards}


def small(condition):
    assert CONDITION in REQUIREMENT
    return open_book([file(DOCUMENT + AWARD + REQUIREMENT.replace(CONDITION, condition))])


def pairs(condition):
    law = small(condition)
    view = law.at(ON)
    found = edge_cases(view, law.requirements[0])
    assert all(not one.why for one in found)
    return [(one, law) for one in found]


@pytest.mark.parametrize("rule", book().requirements, ids=lambda rule: rule.code)
def test_every_threshold_of_the_shipped_law_has_its_pair(rule):
    span = rule.citation.span
    view = book().at(max(span.start, ON if span.end is None else min(ON, span.end)))

    for case in edge_cases(view, rule):
        assert case.why == "", case.asked
        over, under = case.verdicts
        assert over.conclusion is Conclusion.ELIGIBLE
        assert under.conclusion not in (Conclusion.ELIGIBLE, Conclusion.MISSING_DATA)
        assert case.states(rule.code) == ("đạt", "không đạt")
        keys = {one[0] for one in parts(case.above) ^ parts(case.below)}
        assert len(keys) == len(case.differs) == 1


def test_conditions_of_programmes_have_their_pairs_too():
    law = book()
    told = [
        case
        for plan in law.programmes.values()
        for group in plan.groups
        for rule in group.requirements
        for case in edge_cases_in(law.at(plan.citation.span.start), plan, group, rule)
    ]

    assert len(told) > len(law.programmes)
    assert [one.asked for one in told if one.why] == []
    assert {one.conclusions[0] for one in told} == {"đủ điều kiện"}


@given(st.sampled_from([">=", ">", "<=", "<"]), st.integers(1, 10_000))
def test_a_number_stands_just_at_and_just_beyond_its_threshold(sign, asked):
    [(case, _)] = pairs(
        f'condition = {{ kind = "fact", fact = "so_nguoi", op = "{sign}", threshold = "{asked}" }}'
    )
    values = [one.facts.stated["so_nguoi", 2026].value for one in (case.above, case.below)]

    expected = {
        ">=": [asked, asked - 1],
        ">": [asked + 1, asked],
        "<=": [asked, asked + 1],
        "<": [asked - 1, asked],
    }
    assert values == list(map(Decimal, expected[sign]))


@given(st.integers(1, 99).map(lambda part: Fraction(part, 100)))
def test_a_share_is_just_reached_and_one_person_short(share):
    [(case, _)] = pairs(
        'condition = { kind = "share", fact = "so_ldtt", of = "so_nguoi", threshold = '
        f'"{share.numerator}/{share.denominator}" }}'
    )
    whole = case.above.facts.stated["so_nguoi", 2026].value
    values = [one.facts.stated["so_ldtt", 2026].value for one in (case.above, case.below)]

    needed = ceil(share * Fraction(whole))
    assert values == [Decimal(needed), Decimal(needed - 1)]


@given(st.integers(1, 12), st.integers(0, 2))
def test_a_run_is_just_long_enough_and_broken_in_its_first_year(least, ends_within):
    found = pairs(
        f'condition = {{ kind = "run", name = "r", least = {least}, ends_within = {ends_within}, '
        'each = { kind = "fact", fact = "xep_loai", op = ">=", threshold = "HTT" } }'
    )
    case, law = found[0]

    met = [at for (_, at), fact in case.above.facts.stated.items() if fact.value == "HTT"]
    years = sorted(met)
    assert years == list(range(2026 - least + 1, 2027))
    assert case.differs[0] == (
        f"Mức xếp loại năm {years[0]}: Hoàn thành tốt nhiệm vụ",
        f"Mức xếp loại năm {years[0]}: Hoàn thành nhiệm vụ",
    )
    for one, said in zip((case.above, case.below), case.verdicts, strict=True):
        assert judge(law.at(ON), "giay-khen-khoi", one, 2026) == said


def test_where_no_nominee_can_tell_it_is_said_why():
    five, three = (
        f'{{ kind = "fact", fact = "so_nguoi", op = ">=", threshold = "{asked}" }}'
        for asked in (5, 3)
    )
    law = small(f'condition = {{ kind = "any", of = [ {five}, {three} ] }}')

    found = edge_cases(law.at(ON), law.requirements[0])

    assert [one.above is None for one in found] == [True, False]
    assert found[0].why.startswith("không dựng được hai người chỉ khác nhau ở ngưỡng này")


def test_a_rule_and_a_nominee_are_told_in_plain_words():
    law, view = book(), book().at(ON)
    rule = next(one for one in law.requirements if one.code == "TTLDXS.4")
    (case,) = edge_cases(view, rule)

    assert told_lines(view, rule, UNIT) == (
        (0, "Số người đạt Lao động tiên tiến: ít nhất 70 % của «Số người của tập thể»"),
    )
    assert nominee_lines(view, case.above)[0] == "tập thể"
    assert "Số người đạt Lao động tiên tiến năm 2026: 14 người" in nominee_lines(view, case.above)
    assert case.differs == (
        (
            "Số người đạt Lao động tiên tiến năm 2026: 14 người",
            "Số người đạt Lao động tiên tiến năm 2026: 13 người",
        ),
    )


@pytest.mark.parametrize("way", book().ways.values(), ids=lambda way: way.code)
def test_every_threshold_of_another_way_has_its_pair_once(way):
    law, view = book(), book().at(date(2025, 12, 31))
    cases = way_edge_cases(view, way)
    rules = rules_opened(law, way)

    assert [case.asked for case in cases if case.why] == []
    assert len(cases) == len(list(way.condition.edges(2025))) > 0
    assert {case.states(rules[0].code) for case in cases} == {("đạt", "không đạt")}
    asked = {case.asked for case in cases}
    for rule in rules:
        assert asked.isdisjoint(case.asked for case in edge_cases(view, rule))


def test_a_way_that_no_rule_names_has_no_pair():
    law = book()
    way = replace(law.ways["CCP.KHAC"], condition=law.requirements[0].condition)

    assert rules_opened(law, way) == way_edge_cases(law.at(ON), way) == ()


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 12, 31), ON])
def test_every_threshold_in_force_on_a_day_has_its_pair(day):
    law = book()
    cases = [
        (rule.code, case)
        for rule in law.requirements
        if rule.citation.span.covers(day)
        for case in edge_cases(law.at(day), rule)
    ]

    assert len(cases) > len({code for code, _ in cases}) > 40
    assert [(code, case.asked) for code, case in cases if case.why] == []


def test_a_nominee_is_told_whole_so_that_a_pencil_can_follow():
    law = book()
    rule = next(one for one in law.requirements if one.code == "BKTTG.CN.3")
    first = edge_cases(law.at(date(2025, 12, 31)), rule)[0]

    told = nominee_lines(law.at(date(2025, 12, 31)), first.above)
    assert told[-1] == "danh sách các năm 2019–2025 và quá trình khen thưởng đã khai đủ"
    assert first.above.declared == first.below.declared == frozenset(range(2019, 2026))


def test_a_fact_that_counts_only_with_its_document_has_one():
    view = book().at(date(2025, 12, 31))
    cited = [
        (case.above.facts.stated[key].evidence, case.differs[0])
        for way in book().ways.values()
        for case in way_edge_cases(view, way)
        for key in case.above.facts.stated
        if book().catalogue.kinds[key[0]].cited and case.above.facts.stated[key].value is True
    ]

    assert cited
    assert {evidence for evidence, _ in cited} == {"văn bản số 01"}
    assert any("có (văn bản số 01)" in over for _, (over, _) in cited)
