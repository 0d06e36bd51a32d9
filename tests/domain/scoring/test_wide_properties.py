"""Bảng rộng, tính chất: whatever is written as a wide sheet of a usual form reads back equal."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.scoring.wide_sheets import DRAFT, sheet
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.period.period import Member
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.scoring.entry_rows import read_entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import column_letters
from thidua.domain.scoring.wide.meaning import Answers
from thidua.domain.scoring.wide.reading import Reader

RULES = [
    ("Chấm mức", ""),
    ("Đạt/không", ""),
    ("Chọn mức", "Xuất sắc: 10; Tốt: 8; Khá: 5"),
    ("Theo bậc", ">=90: 10; >=0: 5"),
    ("Tỷ lệ hoàn thành", ""),
    ("Theo lượt", "mỗi lượt 0,5"),
    ("Theo lượt", "cấp tỉnh: 3; cấp cơ sở: 1"),
    ("Trừ dần", "đi trễ: 0,5; thiếu báo cáo: 2"),
    ("Tổng các ý", "văn nghệ: 4; thể thao: 6"),
]
UNITS = [
    Member("DT", "Phòng Đấu thầu", "Đấu thầu"),
    Member("KT", "Phòng Kinh tế ngành", "KT ngành"),
    Member("VP", "Văn phòng Sở", ""),
    Member("PC1", "Ban Pháp chế", "Pháp chế"),
]
INPUTS = [*Field]
ROMAN = ["I", "II", "III"]
quarters = st.integers(0, 40).map(lambda number: Decimal(number) / 4)


@st.composite
def covenants(draw):
    rows, number = [], 0
    for group in ROMAN[: draw(st.integers(1, 3))]:
        rules = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=4))
        rows.append(CriterionRow(group, f"Mảng việc {group}", Decimal(10 * len(rules))))
        for place, (method, parameters) in enumerate(rules, 1):
            number += 1
            text = f"Công tác thứ {number}"
            rows.append(CriterionRow(f"{group}.{place}", text, Decimal(10), method, parameters))
    covenant, _ = read_covenant(CovenantDraft(DRAFT.settings, tuple(rows)))
    return covenant


def entries(criterion):
    rule = criterion.rule
    form = rule.form_rows(criterion.max_points, None)
    kinds = [row.kind for row in form if row.kind]
    choices = form[0].choices
    if Field.POINTS in rule.fields:
        return quarters.map(lambda points: Entry(points=points))
    if Field.TARGET in rule.fields:
        return st.builds(
            lambda target, actual: Entry(target=target + 1, actual=actual), quarters, quarters
        )
    if Field.ACTUAL in rule.fields:
        return quarters.map(lambda actual: Entry(actual=actual))
    if Field.COUNT in rule.fields:
        counted = st.integers(1, 5).map(Decimal)
        names = kinds or [None]
        return st.lists(counted, min_size=len(names), max_size=len(names)).map(
            lambda counts: Entry(
                events=tuple(Event(*one) for one in zip(names, counts, strict=True))
            )
        )
    if kinds:
        return st.sets(st.sampled_from(kinds)).map(
            lambda held: Entry(
                events=tuple(Event(kind, Decimal(1)) for kind in kinds if kind in held)
            )
        )
    return st.sampled_from(choices).map(lambda choice: Entry(choice=choice))


def cells(criterion, kind, entry):
    """Các ô của một dòng, by input."""
    if entry is None:
        return [None] * len(INPUTS)
    counted = {event.kind or "": event.count for event in entry.events}
    has_counts = Field.COUNT in criterion.rule.fields
    choice = entry.choice
    if kind and not has_counts:
        choice = "x" if kind in counted else "Không đạt"
    said = {
        Field.TARGET: entry.target,
        Field.ACTUAL: entry.actual,
        Field.COUNT: counted.get(kind) if has_counts else None,
        Field.CHOICE: choice,
        Field.POINTS: entry.points,
    }
    return [said.get(name) for name in INPUTS]


def written(covenant, scores, units, style, *, is_merged, is_turned):
    """Bảng rộng của những điểm này, as somebody could have kept it."""
    wide = len(INPUTS)
    head = ["TT", "Nội dung", "Điểm tối đa"]
    rows = [
        [*head, *(one for unit in units for one in [unit.name, *[None] * (wide - 1)])],
        [None, None, None, *(list(map(str, INPUTS)) * len(units))],
    ]
    for node in covenant.nodes:
        code = {"full": node.code, "text": None, "restarted": node.code.rpartition(".")[2]}[style]
        most = node.max_points
        if node.code in covenant.groups:
            rows.append([code, node.text, most])
            continue
        form = node.rule.form_rows(most, None)
        kinds = [row.kind for row in form if row.kind]
        for kind in [""] if not kinds else ["", *kinds]:
            label = ["-", kind, None] if kind else [code, node.text, most]
            given = [
                None if kinds and not kind else scores[unit.code].get(node.code) for unit in units
            ]
            rows.append([*label, *(one for entry in given for one in cells(node, kind, entry))])
    rows.append([None, "Người lập biểu"])
    areas = ["A1:A2", "B1:B2", "C1:C2"]
    for place in range(len(units)):
        first, last = len(head) + 1 + place * wide, len(head) + (place + 1) * wide
        areas.append(f"{column_letters(first)}1:{column_letters(last)}1")
    grid = sheet(rows, areas if is_merged else [])
    return replace(grid.turned(), is_turned=False) if is_turned else grid


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_scores_written_as_a_wide_sheet_read_back_equal(data):
    covenant = data.draw(covenants())
    units = data.draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=4, unique=True))
    scores = {
        unit.code: {
            code: entry
            for code, criterion in covenant.criteria.items()
            if (entry := data.draw(st.none() | entries(criterion))) is not None
        }
        for unit in units
    }
    style = data.draw(st.sampled_from(["full", "text", "restarted"]))
    is_merged, is_turned = data.draw(st.booleans()), data.draw(st.booleans())
    grid = written(covenant, scores, units, style, is_merged=is_merged, is_turned=is_turned)

    found = Reader(covenant=covenant, members=UNITS, hand=Hand.SELF, answers=Answers({}, {})).read(
        grid
    )

    read_back = {unit.code: {} for unit in units}
    for unit, code in {(one.unit, one.criterion) for one in found.rows}:
        rows = [one.row for one in found.rows if (one.unit, one.criterion) == (unit, code)]
        entry, findings = read_entry(covenant.criteria[code], rows)
        assert not [one for one in findings if one.is_error]
        read_back[unit][code] = entry
    assert found.open_questions == ()
    assert read_back == scores
    assert {one.address for one in grid.squares()} == set(found.kinds)
