"""Sổ giao ước thật: each imports with the findings its source gives, and scores as worked out."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.covenants.expected import BKHDT, BKHDT_PLACES, BROKEN, LEFT_OUT, TABLES
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.covenant import Sign
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import Severity
from thidua.domain.ground.points import vi_number
from thidua.domain.ranking.classification import band_of
from thidua.domain.rules import Line
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.scoring.scoring import line_points, score_unit
from thidua.files.cells import read_book
from thidua.files.covenant.book import read_covenant_book

ROOT = Path(__file__).parents[2]
CASES = [(table.file, case) for table in TABLES for case in table.cases]
SHEETS = [(table.file, sheet) for table in TABLES for sheet in table.sheets]


def covenant_of(file):
    found = ROOT / file
    draft, findings = read_covenant_book(read_book(found))
    covenant, read = read_covenant(draft)
    return covenant, [*findings, *read]


def entry(given):
    def number(text):
        return None if text is None else Decimal(text)

    return Entry(
        actual=number(given.actual),
        points=number(given.points),
        choice=given.choice,
        events=tuple(Event(kind, Decimal(count)) for kind, count in given.events or ()),
        state=LineState.NOT_ASSIGNED if given.not_assigned else LineState.SCORED,
        evidence=given.evidence,
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_workbook_imports_with_the_counts_and_maxima_of_its_source(table):
    covenant, findings = covenant_of(table.file)

    assert [found for found in findings if found.severity is Severity.ERROR] == []
    assert [f for f in check_covenant(covenant) if f.severity is Severity.ERROR] == []
    assert (len(covenant.groups), len(covenant.criteria)) == (table.groups, table.leaves)
    assert [covenant.max_of(sign) for sign in (Sign.BASE, Sign.BONUS, Sign.DEDUCTION)] == [
        Decimal(table.base),
        Decimal(table.bonus),
        Decimal(table.deduction),
    ]


@pytest.mark.parametrize(("file", "case"), CASES, ids=lambda value: getattr(value, "code", value))
def test_line_earns_what_the_clause_says(file, case):
    covenant, _ = covenant_of(file)
    criterion, given = covenant.criteria[case.code], entry(case.given)

    problems = criterion.rule.problems(Line(given, criterion.max_points))
    is_wrong = any(one.is_error for one in problems)
    points = None if is_wrong else line_points(covenant, criterion, given, {})

    if case.points == LEFT_OUT:
        assert (points, given.state) == (None, LineState.NOT_ASSIGNED)
    elif case.points is None:
        assert problems
    else:
        assert points == Decimal(case.points)


@pytest.mark.parametrize(("file", "sheet"), SHEETS, ids=lambda value: getattr(value, "name", value))
def test_sheet_adds_up_to_its_total_and_band(file, sheet):
    covenant, _ = covenant_of(file)
    score = score_unit(covenant, {code: entry(given) for code, given in sheet.given.items()}, {})

    assert score.total == Decimal(sheet.total)
    if sheet.band is not None:
        assert (band_of(covenant, score) or "") == sheet.band
    for name in ("base", "bonus", "deduction", "assigned_max"):
        expected = getattr(sheet, name)
        if expected is not None:
            assert getattr(score, name) == Decimal(expected)


@pytest.mark.parametrize(
    "places", BKHDT_PLACES, ids=lambda places: f"{places.award}-{places.units}"
)
def test_award_places_follow_the_size_of_the_block(places):
    covenant, _ = covenant_of(BKHDT.file)

    line = next(line for line in covenant.award_lines if line.award == places.award)
    assert line.places_for(places.units) == places.places


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.file)
def test_a_group_whose_rows_do_not_add_up_is_named_with_both_sums(broken):
    covenant, _ = covenant_of(broken.file)

    errors = [f.message for f in check_covenant(covenant) if f.severity is Severity.ERROR]
    declared, summed = (vi_number(Decimal(n), 1) for n in (broken.declared, broken.summed))
    assert errors == [
        f"{broken.code} ghi {declared} nhưng các dòng cộng {summed}; sửa điểm tối đa, hoặc ghi "
        "«trần» ở Tham số của nhóm"
    ]
