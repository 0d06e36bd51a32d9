"""Lượt kê riêng: they add up to what the rule counts, and a paper in two places is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from thidua.domain.covenant.covenant import Covenant, Criterion, EvidenceNeed, EvidencePolicy, Sign
from thidua.domain.rules import Judgement
from thidua.domain.rules.entry import Entry, Event, LineState, Occurrence
from thidua.domain.rules.per_event import PerEvent
from thidua.domain.rules.rows import InputRow
from thidua.domain.rules.start_minus import StartMinus
from thidua.domain.scoring.documents import (
    ListedEvent,
    by_document,
    document_key,
    repeat_words,
    repeated,
)
from thidua.domain.scoring.draft import new_draft, read_draft
from thidua.domain.scoring.entry_rows import entry_text, read_entry
from thidua.domain.scoring.evidence import lacking
from thidua.domain.scoring.explanation import explain_line
from thidua.domain.scoring.file import entry_digest
from thidua.domain.scoring.occurrence_text import occurrences_text, read_occurrences
from thidua.domain.scoring.occurrences import (
    may_list,
    occurrence_problems,
    with_counts,
    with_listed,
    with_occurrences,
)
from thidua.domain.scoring.sheet import Hand


def criterion(rule, code="II", most=10, sign=Sign.BONUS):
    return Criterion(code=code, text="Thưởng", max_points=Decimal(most), rule=rule, sign=sign)


def listed(kind="cấp tỉnh", count=1, day=date(2026, 2, 3), document="15/QĐ-UBND", **more):
    return Occurrence(kind=kind, count=Decimal(count), day=day, document=document, **more)


PRIZES = criterion(PerEvent.read(["cấp tỉnh: 3", "cấp huyện: 1"]))
FAULTS = criterion(StartMinus.read(["đi trễ: 0,5", "thiếu báo cáo: 2"]), "I", sign=Sign.BASE)
PLAIN = criterion(PerEvent.read(["mỗi lượt 2"]), "III")
ONCE = criterion(PerEvent.read(["cấp tỉnh: 3", "mỗi thành tích chỉ tính mức cao nhất"]), "IV")
JUDGED = criterion(Judgement(), "V")
OWN = criterion(Judgement(), "VI", sign=Sign.BASE)
COVENANT = Covenant(
    block="K1", year=2026, title="G", children=(PRIZES, FAULTS, PLAIN, ONCE, JUDGED, OWN)
)
TWO = (listed(), listed(count=2, document="16/QĐ-UBND", evidence="Tệp b"))
COUNTED = Entry(events=(Event("cấp tỉnh", Decimal(3)),), occurrences=TWO)


def events(entry):
    return [(one.kind, one.count, one.name) for one in entry.events]


def faults(of, entry):
    return [one.message for one in occurrence_problems(of, entry)]


def test_events_are_kept_as_text_and_read_back_as_they_were():
    named = Occurrence(name="Sáng kiến «A»", count=Decimal("0.50"))

    assert read_occurrences(occurrences_text([*TWO, named])) == (
        *TWO,
        replace(named, count=Decimal("0.5")),
    )
    assert occurrences_text(()) == ""
    assert read_occurrences("") == ()
    assert occurrences_text(TWO[:1]) == (
        '[{"kind":"cấp tỉnh","day":"2026-02-03","document":"15/QĐ-UBND","count":"1"}]'
    )


def test_what_is_counted_and_every_bonus_and_deduction_may_be_listed():
    assert [may_list(one) for one in COVENANT.children] == [True] * 5 + [False]


def test_a_list_makes_the_counts_and_leaves_kinds_alone_that_were_never_listed():
    before = Entry(events=(Event("cấp huyện", Decimal(4)), Event("cấp tỉnh", Decimal(1))))
    made = with_listed(PRIZES, before, TWO)

    assert events(made) == [("cấp huyện", 4, ""), ("cấp tỉnh", 3, "")]
    assert made.occurrences == TWO
    assert faults(PRIZES, made) == []
    fewer = with_listed(PRIZES, made, TWO[:1])
    assert events(fewer) == [("cấp huyện", 4, ""), ("cấp tỉnh", 1, "")]
    assert events(with_listed(PRIZES, fewer, ())) == [("cấp huyện", 4, "")]


def test_kinds_however_spelled_are_one_and_a_single_price_takes_any_word():
    two = (listed("Cấp  TỈNH"), listed("cấp tỉnh"))
    assert events(with_listed(PRIZES, None, two)) == [("Cấp TỈNH", 2, "")]
    assert events(with_listed(PLAIN, None, (listed("họp"), listed(None)))) == [("họp", 2, "")]


def test_where_names_are_asked_each_name_is_counted_apart():
    made = with_listed(ONCE, None, (listed(name="A"), listed(name="B"), listed(name=" a ")))

    assert events(made) == [("cấp tỉnh", 2, "A"), ("cấp tỉnh", 1, "B")]
    assert faults(ONCE, made) == []


def test_a_line_that_is_judged_keeps_its_points_and_needs_them_first():
    given = Entry(points=Decimal(5))

    assert with_listed(JUDGED, given, TWO) == replace(given, occurrences=TWO)
    assert with_listed(JUDGED, None, TWO) is None
    assert faults(JUDGED, replace(given, occurrences=(listed("việc tốt"),))) == []


def test_a_cell_that_disagrees_with_its_list_is_told_with_both_numbers():
    wrong = replace(COUNTED, events=(Event("cấp tỉnh", Decimal(2)),))

    said = (
        "ô Số lượt ghi 2 lượt cấp tỉnh nhưng danh sách từng lượt cộng được 3; hãy sửa danh sách "
        "hoặc ô cho khớp"
    )
    assert faults(PRIZES, wrong) == [said]
    assert faults(PRIZES, replace(COUNTED, events=())) == [said.replace("ghi 2", "ghi 0")]
    assert faults(PRIZES, COUNTED) == []
    assert faults(PRIZES, replace(wrong, occurrences=())) == []


@pytest.mark.parametrize(
    ("of", "entry", "said"),
    [
        (PRIZES, Entry(occurrences=(listed(day=None),)), "lượt thứ 1 chưa ghi ngày"),
        (
            PRIZES,
            Entry(occurrences=(listed(), listed(count=0))),
            "lượt thứ 2 ghi 0 lượt; số lượt phải lớn hơn 0",
        ),
        (
            PRIZES,
            Entry(occurrences=(listed("cấp xã"),)),
            "lượt thứ 1 không có loại «cấp xã» trong giao ước",
        ),
        (PRIZES, Entry(occurrences=(listed(None),)), "lượt thứ 1 chưa ghi loại trong giao ước"),
        (
            OWN,
            Entry(points=Decimal(1), occurrences=TWO),
            "cách chấm này không tính theo lượt nên không kê từng lượt",
        ),
        (
            PRIZES,
            Entry(state=LineState.LEFT_BLANK, explanation="x", occurrences=TWO),
            "dòng không có điểm thì không kê lượt",
        ),
        (
            PRIZES,
            Entry(occurrences=(listed(document="x" * 301),)),
            "lượt thứ 1: «Số văn bản» dài 301 ký tự, nhiều nhất 300; hãy rút gọn",
        ),
        (PRIZES, Entry(occurrences=(listed(),) * 501), "kê 501 lượt, nhiều nhất 500"),
    ],
)
def test_a_faulty_event_is_told(of, entry, said):
    assert faults(of, entry) == [said]


def test_a_line_typed_anew_keeps_its_list_and_one_left_out_has_none():
    assert with_occurrences(Entry(), TWO) == Entry(occurrences=TWO)
    blank = Entry(state=LineState.LEFT_BLANK, explanation="Không có")
    assert with_occurrences(blank, TWO) == blank


def grid(typed):
    draft = new_draft([PRIZES], {"II": COUNTED}, {"II": 1}, Hand.SELF).with_typed(typed)
    entries, findings = read_draft(draft)
    return entries["II"], [str(one) for one in findings if one.is_error]


def test_a_count_typed_in_the_grid_against_the_list_is_a_finding():
    entry, found = grid({1: {"Số lượt": "1"}})
    assert (events(entry), entry.occurrences, found) == (
        [("cấp tỉnh", 3, ""), ("cấp huyện", 1, "")],
        TWO,
        [],
    )
    _, found = grid({0: {"Số lượt": "2"}})
    assert found == [
        "II: ô Số lượt ghi 2 lượt cấp tỉnh nhưng danh sách từng lượt cộng được 3; hãy sửa danh "
        "sách hoặc ô cho khớp"
    ]
    assert grid({0: {"Số lượt": ""}}) == (None, [])


def test_an_empty_count_in_a_row_is_taken_from_the_list_and_a_typed_one_stays():
    rows = [InputRow(kind="cấp tỉnh"), InputRow(kind="cấp huyện", count=Decimal(7))]
    both = (*TWO, listed("cấp huyện"))

    filled = with_counts(PRIZES, rows, both)
    assert [(row.kind, row.count) for row in filled] == [("cấp tỉnh", 3), ("cấp huyện", 7)]
    made = with_counts(PRIZES, [], both)
    assert [(row.kind, row.count) for row in made] == [("cấp tỉnh", 3), ("cấp huyện", 1)]
    entry, found = read_entry(PRIZES, made)
    assert (events(entry), found) == ([("cấp tỉnh", 3, ""), ("cấp huyện", 1, "")], [])
    blank = [InputRow(choice="Để trống", explanation="x")]
    assert with_counts(PRIZES, blank, both) == blank
    assert with_counts(JUDGED, [InputRow()], both) == [InputRow()]


def test_the_words_and_the_reason_name_each_event_with_its_day_and_document():
    said = (
        "kê từng lượt: 1 lượt cấp tỉnh ngày 03/02/2026, số 15/QĐ-UBND; 2 lượt cấp tỉnh ngày "
        "03/02/2026, số 16/QĐ-UBND, minh chứng «Tệp b»"
    )
    assert entry_text(PRIZES, COUNTED) == f"3 lượt cấp tỉnh; {said}"
    why = explain_line(COVENANT, PRIZES, COUNTED, Decimal(9), {})
    assert why.events == said
    assert why.line().endswith(f"3 × 3 (cấp tỉnh) = 9; {said}")


def test_the_digest_of_a_line_without_a_list_is_what_it_was():
    plain = replace(COUNTED, occurrences=())

    assert entry_digest(plain) == "e5f5cb38a28de969"
    assert entry_digest(plain) != entry_digest(COUNTED)


def test_evidence_written_for_every_event_is_evidence_of_the_line():
    asked = replace(PRIZES, evidence=EvidencePolicy(EvidenceNeed.ALWAYS))
    covenant = replace(COVENANT, children=(asked,))
    points = {"II": Decimal(9)}
    every = replace(COUNTED, occurrences=tuple(replace(one, evidence="Tệp") for one in TWO))

    assert lacking(covenant, {"II": COUNTED}, points, []) == ("II",)
    assert lacking(covenant, {"II": every}, points, []) == ()


@pytest.mark.parametrize(
    "written",
    [
        "Số 05/QĐ-UBND",
        "5/qđ-ubnd",
        "05 / QĐ – UBND",
        "Quyết định số 5/QĐ-UBND",
        "QĐ số: 5/QD-UBND",
        "QĐ 05/QĐ-UBND",
        "Quyết định 5/QĐ-UBND",
        "05/QĐ-UBND ngày 02/3/2025",
        "Số 5/QĐ-UBND (ngày 2 tháng 3 năm 2025)",
    ],
)
def test_one_paper_however_it_is_written(written):
    assert document_key(written) == "5/qd-ubnd"


@pytest.mark.parametrize(
    "written", ["15/QĐ-UBND", "5/QĐ-UBND-VX", "50/QĐ-UBND", "5/BC-UBND", "QĐ-UBND"]
)
def test_another_paper_is_another(written):
    assert document_key(written) != document_key("05/QĐ-UBND")


def at(unit="A", period=1, code="II", hand=Hand.SELF, **more):
    when = f"năm {2024 + period}"
    return ListedEvent(
        unit=unit, period=period, when=when, criterion=code, hand=hand, occurrence=listed(**more)
    )


def told(one, own, known, *, may_name=True):
    found = repeated(one, own, by_document(known))
    return [repeat_words(one, other, may_name=may_name) for other in found]


def test_a_paper_is_told_twice_in_one_unit_in_two_units_and_in_two_years():
    one = at()
    judged = at(hand=Hand.VERIFIED)
    same, other_kind = at(), at(kind="cấp huyện")
    neighbour, earlier = at("B", code="I"), at(period=0, day=date(2024, 5, 6))

    assert told(one, [one], [one, judged]) == []
    assert told(one, [one, other_kind], [one]) == []
    assert told(one, [one, same], [one]) == [
        "kê hai lần trong đơn vị, tiêu chí II (ngày 03/02/2026)"
    ]
    assert told(one, [one], [one, neighbour, earlier, at("B", code="I", hand=Hand.VERIFIED)]) == [
        "đã kê ở năm 2024, tiêu chí II (ngày 06/05/2024)",
        "B cũng kê, năm 2025, tiêu chí I (ngày 03/02/2026)",
    ]
    assert told(one, [one], [neighbour], may_name=False) == [
        "một đơn vị khác của khối cũng kê, năm 2025"
    ]


def test_an_event_without_a_paper_repeats_nothing():
    one = at(document="")

    assert told(one, [one, at(document="")], [at("B", document="")]) == []
