"""Không tính trùng (P14): one achievement, role or fault counts once, in a line or in all."""

from decimal import Decimal

import pytest

from tests.builders import covenant_from, make_draft, make_row, score_of
from thidua.domain.covenant.draft import SettingRow
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import error
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Entry, Event
from thidua.domain.rules.once import Once, read_once
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.entry_rows import entry_text, read_entry
from thidua.domain.scoring.explanation import explain_unit
from thidua.domain.scoring.form_rows import form_rows
from thidua.domain.scoring.sheet import Hand

PRIZES = "cấp Bộ: 5; cấp tỉnh: 3; cấp cơ sở: 1"
PRIME = "Bằng khen Thủ tướng cho tập thể A"
ALL = "mỗi thành tích chỉ tính mức cao nhất; không trừ trùng lỗi"


def _covenant(*rows, once=""):
    settings = (SettingRow("Không tính trùng", once),) if once else ()
    draft = make_draft(*rows)
    return covenant_from(_with(draft, settings))


def _with(draft, settings):
    return type(draft)((*draft.settings, *settings), draft.criteria, draft.ranking)


def _happened(*events):
    return Entry(events=tuple(Event(kind, Decimal(count), name) for kind, count, name in events))


@pytest.mark.parametrize(
    "words",
    [
        "mỗi thành tích chỉ tính mức cao nhất",
        "một thành tích chỉ tính một lần",
        "chỉ một vai trò",
        "chỉ tính một vai trò",
        "không tính trùng thành tích",
    ],
)
def test_of_one_achievement_named_in_two_kinds_only_the_highest_counts_once(words):
    covenant = _covenant(make_row("I", 20, "Theo lượt", parameters=f"{PRIZES}; {words}"))
    twice = _happened(("cấp Bộ", 2, "A"), ("cấp tỉnh", 1, "a"), ("cấp tỉnh", 1, "B"))

    score = score_of(covenant, {"I": twice})

    assert score.total == 5 + 3
    rule = covenant.criteria["I"].rule
    assert rule.parameters() == f"{PRIZES}; mỗi thành tích chỉ tính mức cao nhất"
    (line,) = explain_unit(covenant, {"I": twice}, score, {})
    assert line.note == "«A» chỉ tính một lần, mức cao nhất; «a» chỉ tính một lần, mức cao nhất"


def test_what_has_no_name_counts_as_often_as_it_occurred():
    covenant = _covenant(make_row("I", 20, "Theo lượt", parameters=f"{PRIZES}; chỉ một vai trò"))

    assert score_of(covenant, {"I": _happened(("cấp tỉnh", 3, ""), ("cấp Bộ", 1, ""))}).total == 14


def test_an_achievement_named_in_two_lines_counts_in_the_dearer_and_the_other_says_which():
    covenant = _covenant(
        make_row("I", 10, "Theo lượt", parameters="khen: 3"),
        make_row("II", 10, "Theo lượt", parameters="giải thưởng: 5", sign="thưởng"),
        once="mỗi thành tích chỉ tính mức cao nhất",
    )
    entries = {
        "I": _happened(("khen", 1, PRIME), ("khen", 1, "giấy khen")),
        "II": _happened(("giải thưởng", 1, PRIME.upper())),
    }

    score = score_of(covenant, entries)

    assert (score.lines, score.total) == ({"I": Decimal(3), "II": Decimal(5)}, 8)
    first, second = explain_unit(covenant, entries, score, {})
    assert (first.note, second.note) == (f"«{PRIME}» đã tính ở II", "")
    assert first.formula == "1 × 3 (khen) = 3"


def test_of_lines_where_it_weighs_the_same_the_first_has_it():
    rows = (make_row(code, 10, "Theo lượt", parameters="khen: 3") for code in ("I", "II"))
    covenant = _covenant(*rows, once="không tính trùng")

    score = score_of(covenant, {code: _happened(("khen", 1, "A")) for code in ("I", "II")})
    assert score.lines == {"I": 3, "II": 0}


@pytest.mark.parametrize("once", ["không trừ trùng lỗi", ALL, "mỗi lỗi chỉ trừ một lần"])
def test_one_fault_is_deducted_once_wherever_it_is_named(once):
    covenant = _covenant(
        make_row("I", 10, "Trừ dần", parameters="chậm: 1; thưởng sáng kiến: 1; thưởng tối đa 2"),
        make_row("II", 10, "Theo lượt", parameters="vi phạm: 2", sign="-"),
        once=once,
    )
    entries = {
        "I": _happened(("chậm", 1, "vụ X"), ("chậm", 1, "vụ Y"), ("sáng kiến", 1, "vụ X")),
        "II": _happened(("vi phạm", 3, "vụ X")),
    }

    score = score_of(covenant, entries)

    assert (score.lines, score.total) == ({"I": Decimal(10), "II": Decimal(2)}, 8)
    assert explain_unit(covenant, entries, score, {})[0].note == "«vụ X» đã tính ở II"


def test_a_gate_still_sees_a_fault_that_another_line_took():
    covenant = _covenant(
        make_row("I", 10, "Trừ dần", parameters="chậm: 1", gate="có chậm không xét"),
        make_row("II", 10, "Theo lượt", parameters="vi phạm: 2", sign="-"),
        once="không trừ trùng lỗi",
    )
    entries = {"I": _happened(("chậm", 1, "X")), "II": _happened(("vi phạm", 1, "X"))}

    score = score_of(covenant, entries)
    assert (score.lines["I"], [hit.criterion for hit in score.gate_hits]) == (10, ["I"])


def test_a_setting_that_is_not_understood_is_refused_at_its_cell():
    draft = _with(
        make_draft(make_row("I", 10, "Chấm mức")),
        (SettingRow("Không tính trùng", "tùy hội đồng", "ô B9"),),
    )

    assert read_covenant(draft)[1] == [
        error(
            "unknown_word",
            "không hiểu «tùy hội đồng» ở mục «Không tính trùng»; ghi «mỗi thành tích chỉ tính mức "
            "cao nhất», «không trừ trùng lỗi»",
            "ô B9",
        )
    ]


def test_the_rows_of_a_form_hold_names_and_come_back_as_the_same_entry():
    covenant = _covenant(make_row("I", 20, "Theo lượt", parameters=f"{PRIZES}; {ALL}"))
    criterion = covenant.criteria["I"]
    entry = _happened(("cấp Bộ", 1, "A"), ("cấp Bộ", 1, "B"), ("cấp tỉnh", 2, ""))

    rows = form_rows(criterion, entry, Hand.SELF)

    assert [(row.kind, row.count, row.name) for row in rows] == [
        ("cấp Bộ", 1, "A"),
        ("cấp Bộ", 1, "B"),
        ("cấp Bộ", None, ""),
        ("cấp tỉnh", 2, ""),
        ("cấp tỉnh", None, ""),
        ("cấp cơ sở", None, ""),
    ]
    assert {row.asked for row in rows} == {(Field.COUNT, Field.NAME)}
    filled = [InputRow(count=row.count, kind=row.kind, name=row.name) for row in rows]
    assert read_entry(criterion, filled) == (entry, [])
    assert entry_text(criterion, entry) == "1 lượt cấp Bộ «A», 1 lượt cấp Bộ «B», 2 lượt cấp tỉnh"


def test_a_name_where_none_is_asked_or_without_a_count_is_said():
    plain = _covenant(make_row("I", 20, "Theo lượt", parameters=PRIZES)).criteria["I"]
    asking = _covenant(make_row("I", 20, "Theo lượt", parameters=f"{PRIZES}; {ALL}")).criteria["I"]

    entry, told = read_entry(plain, [InputRow(count=Decimal(1), kind="cấp Bộ", name="A")])
    _, refused = read_entry(asking, [InputRow(kind="cấp Bộ", name="A")])

    assert (entry, [one.code for one in told]) == (_happened(("cấp Bộ", 1, "")), ["name_unused"])
    assert [(one.code, one.is_error) for one in refused] == [("wrong_column", True)]


@pytest.mark.parametrize("words", ["không trừ", "mỗi thành tích: 5", "chỉ tính mức cao nhất"])
def test_other_words_are_not_about_names(words):
    assert read_once(words) is None
    assert read_once("không trừ trùng lỗi") is Once.FAULT
