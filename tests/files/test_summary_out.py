"""Bảng tổng hợp: living formulas give the app's numbers, without the app and without noise."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.builders import NOT_ASSIGNED, make_covenant, make_criterion, make_entry, make_group
from tests.domain.strategies import blocks
from tests.files.formulas import Calculator
from tests.files.nasty import NASTY
from thidua.domain.covenant.covenant import Covenant, NotAssigned, Sign
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.period import Member
from thidua.domain.ranking.ranking import rank_units
from thidua.domain.ranking.standing import Standings
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.explanation import explain_unit
from thidua.domain.scoring.scoring import Entries, peer_entries, score_block
from thidua.files.styles import sheet_titles
from thidua.files.summary.out import NOT_COMPLETE, NOT_VERIFIED, summary_workbook

TITLE = "Tổng hợp điểm thi đua"
PARTS = {Sign.BASE: "Điểm gốc", Sign.BONUS: "Điểm thưởng", Sign.DEDUCTION: "Điểm trừ"}


def written(
    covenant: Covenant,
    sheets: Mapping[str, Entries],
    *,
    names: Mapping[str, str] | None = None,
    not_verified: frozenset[str] = frozenset(),
    considerations: Mapping[str, UnitConsideration] | None = None,
    title: str = TITLE,
) -> tuple[bytes, Standings]:
    scores = score_block(covenant, sheets)
    scores |= {unit: replace(scores[unit], total=None) for unit in not_verified}
    final = frozenset(sheets) - not_verified
    standings = rank_units(covenant, scores, sheets, considerations, final)
    members = {unit: Member(unit, (names or {}).get(unit, f"Tên {unit}"), unit) for unit in sheets}
    peers = peer_entries(covenant, sheets)
    explanations = {
        unit: explain_unit(covenant, sheets[unit], standings.of(unit).score, peers)
        for unit in sheets
    }
    made = summary_workbook(
        covenant,
        members,
        standings,
        sheets,
        explanations,
        title,
        is_provisional=standings.provisional,
    )
    return made, standings


def given_points(value: str | int, **more) -> Entry:
    return make_entry(points=value, **more)


def cells_by_code(sheet, column: str) -> dict[str, str]:
    letter = {cell.value: cell.column_letter for cell in sheet[4]}[column]
    found = {}
    for row in sheet.iter_rows(min_row=5):
        name = row[0].value or row[1].value
        found[name] = f"{letter}{row[0].row}"
    return found


def exact(value: Decimal | Fraction | None, otherwise: str):
    return otherwise if value is None else Fraction(value)


def check(covenant: Covenant, content: bytes, standings: Standings) -> None:
    """Công thức và số ghi kèm: both must be the app's."""
    calculator = Calculator(content)
    cached = load_workbook(BytesIO(content), data_only=True)

    def same(sheet: str, address: str, wanted: Fraction | str) -> None:
        assert calculator.value(sheet, address) == wanted, (sheet, address)
        kept = cached[sheet][address].value
        if isinstance(wanted, str):
            assert (kept or "") == wanted, (sheet, address)
        else:
            assert Fraction(repr(kept)) == wanted, (sheet, address, kept, wanted)

    order = [row.unit for row in standings.rows]
    titles = dict(zip(order, sheet_titles(order, ("Tổng hợp",)), strict=True))
    summary = calculator.book["Tổng hợp"]
    header = {cell.value: cell.column_letter for cell in summary[4]}
    for number, row in enumerate(standings.rows, start=5):
        score, title = row.score, titles[row.unit]
        points = cells_by_code(calculator.book[title], "Điểm")
        for code in covenant.criteria:
            value = score.lines[code]
            assert calculator.value(title, points[code]) == (
                None if value is None else Fraction(value)
            )
        for code in covenant.groups:
            same(title, points[code], exact(score.groups[code], NOT_COMPLETE))
        parts = {
            Sign.BASE: score.base,
            Sign.BONUS: score.bonus,
            Sign.DEDUCTION: score.deduction,
        }
        for sign, value in parts.items():
            same(title, points[PARTS[sign]], exact(value, NOT_COMPLETE))
            same("Tổng hợp", f"{header[PARTS[sign]]}{number}", exact(value, NOT_COMPLETE))
        word = NOT_COMPLETE if score.missing else NOT_VERIFIED
        same(title, points["Tổng điểm"], exact(score.total, word))
        same("Tổng hợp", f"{header['Tổng điểm']}{number}", exact(score.total, word))
        same("Tổng hợp", f"{header['Thang được giao']}{number}", Fraction(score.assigned_max))
        for node in covenant.children:
            place = f"{header[f'{node.code}. {node.text}']}{number}"
            if node.code in covenant.groups:
                same("Tổng hợp", place, exact(score.groups[node.code], NOT_COMPLETE))
            else:
                same("Tổng hợp", place, exact(score.lines[node.code], ""))
        assert summary[f"A{number}"].value == row.rank
        if covenant.ranks_by_ratio:
            place = f"{header['Tỷ lệ (%)']}{number}"
            shown = calculator.value("Tổng hợp", place)
            if score.ratio is None:
                assert shown == ""
            else:
                assert abs(shown - score.ratio * 100) <= Fraction(1, 2 * 10**10)
        check_place(calculator, cached, standings, row, f"{header['Hạng theo điểm']}{number}")


def check_place(calculator, cached, standings, row, place) -> None:
    """Hạng theo điểm equals the official rank of the first unit with the same number."""
    shown = calculator.value("Tổng hợp", place)
    assert (cached["Tổng hợp"][place].value or "") == (shown or "")
    if row.rank is None:
        assert not shown
        return
    ratio = "Tỷ lệ (%)" in {cell.value for cell in calculator.book["Tổng hợp"][4]}
    own = row.score.ratio if ratio else row.score.total
    better = [
        other
        for other in standings.rows
        if other.rank is not None and (other.score.ratio if ratio else other.score.total) > own
    ]
    assert shown == 1 + len(better)
    assert shown <= row.rank


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(block=blocks(), data=st.data())
def test_formulas_give_the_numbers_of_the_app(block, data):
    covenant, sheets = block
    not_verified = frozenset(data.draw(st.lists(st.sampled_from(sorted(sheets)), max_size=1)))
    states = st.sampled_from([ConsiderationState.DEFERRED, ConsiderationState.EXCLUDED])
    given = {
        unit: UnitConsideration(data.draw(states), "lý do")
        for unit in data.draw(st.lists(st.sampled_from(sorted(sheets)), max_size=1))
    }
    content, standings = written(covenant, sheets, not_verified=not_verified, considerations=given)
    check(covenant, content, standings)


def test_mixed_signs_ceilings_and_what_waits():
    covenant = make_covenant(
        make_group(
            "I",
            make_criterion("I.1", "0.1"),
            make_criterion("I.2", "0.2"),
            make_criterion("I.3", 5, sign=Sign.BONUS),
            make_group(
                "I.4",
                make_criterion("I.4.1", 3, sign=Sign.DEDUCTION),
                make_criterion("I.4.2", 4),
                sign=Sign.DEDUCTION,
                is_ceiling=True,
                most=2,
            ),
            is_ceiling=True,
            most="4.125",
        ),
        make_criterion("II", 10),
        not_assigned=NotAssigned.RATIO,
    )
    whole = {
        "I.1": given_points("0.1"),
        "I.2": given_points("0.2"),
        "I.3": given_points(5),
        "I.4.1": given_points(3),
        "I.4.2": given_points(4),
        "II": given_points("9.99"),
    }
    sheets = {
        "đủ": whole,
        "chờ": whole | {"I.3": given_points(5, confirmed=False)},
        "không giao": whole | {"I.4.2": NOT_ASSIGNED, "II": NOT_ASSIGNED},
        "thiếu": {code: entry for code, entry in whole.items() if code != "I.4.1"},
        "trắng": {},
    }
    content, standings = written(covenant, sheets)
    check(covenant, content, standings)
    assert standings.of("đủ").score.groups["I"] == Decimal("4.125")
    assert standings.of("chờ").score.bonus == 0


def test_hundreds_of_lines_stay_within_what_a_formula_may_hold():
    lines = [
        make_group(f"I.{n}", make_criterion(f"I.{n}.1", 1), make_criterion(f"I.{n}.2", 1), most=2)
        for n in range(300)
    ]
    covenant = make_covenant(make_group("I", *lines))
    sheets = {"A": {code: given_points("0.1") for code in covenant.criteria}}
    content, standings = written(covenant, sheets)
    check(covenant, content, standings)
    book = load_workbook(BytesIO(content))
    longest = max(
        (cell.value for row in book["A"].iter_rows() for cell in row if cell.data_type == "f"),
        key=len,
    )
    assert len(longest) < 8192 and all(
        call.count(",") < 255 for call in longest.replace(")", "(").split("(")
    )


@pytest.mark.parametrize("missing", [False, True])
def test_provisional_stands_on_every_sheet(missing):
    covenant = make_covenant(make_criterion("I.1"))
    sheets = {"A": {"I.1": given_points(3)}, "B": {} if missing else {"I.1": given_points(2)}}
    content, standings = written(covenant, sheets)
    assert standings.provisional is missing
    for sheet in load_workbook(BytesIO(content)).worksheets:
        assert ("TẠM TÍNH" in sheet["A1"].value) is missing
        assert ("TẠM TÍNH" in (sheet.oddHeader.right.text or "")) is missing
        assert ("TẠM TÍNH" in (sheet.oddFooter.left.text or "")) is missing
        assert sheet.oddFooter.right.text == "Trang &P/&N"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$4:$4"


def test_a_tie_broken_keeps_both_places():
    covenant = make_covenant(make_criterion("I.1"), not_assigned=NotAssigned.FULL)
    sheets = {unit: {"I.1": given_points(3)} for unit in ("A", "B")}
    content, standings = written(covenant, sheets)
    check(covenant, content, standings)
    summary = load_workbook(BytesIO(content))["Tổng hợp"]
    texts = [cell.value for cell in summary[5]]
    assert "Đồng hạng" in texts


def test_user_text_stays_text_and_sheet_names_differ():
    covenant = replace(
        make_covenant(
            make_group("I", *(make_criterion(f"I.{n}", text=text) for n, text in enumerate(NASTY)))
        ),
        title=NASTY[0],
    )
    units = [clean_lines(text)[:200] or "trống" for text in NASTY if "\ud800" not in text]
    units = list(dict.fromkeys(" ".join(unit.split()) for unit in units))
    sheets = {
        unit: {
            f"I.{n}": make_entry(points=1, explanation=text, evidence=text)
            for n, text in enumerate(NASTY)
        }
        for unit in units
    }
    names = dict(zip(units, NASTY, strict=False))
    content, standings = written(covenant, sheets, names=names, title=NASTY[0])
    check(covenant, content, standings)
    book = load_workbook(BytesIO(content))
    assert len(book.sheetnames) == len(units) + 1
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                living = cell.data_type == "f"
                assert not living or cell.value.startswith(("=IF(", "=ROUND(", "='"))
    texts = {row[1].value for row in book[book.sheetnames[1]].iter_rows(min_row=6)}
    assert '=HYPERLINK("http://x.test","bấm")' in texts
