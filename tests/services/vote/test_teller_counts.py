"""Sổ kiểm phiếu: filled outside, the sheet shows what disagrees, and so does the way back."""

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from tests.files.formulas import Calculator
from tests.services import nine_members as nine
from tests.services.nine_members import AWARD, HEAD, LEADER, OFFICERS, SECRETARY, do, opened, see
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Candidate, Conduct, Threshold, VoteDraft, VoteKind, VoteRules
from thidua.services.vote import papers, teller_counts, votes

PAPER = replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER))
CHOICE = VoteDraft(
    title="Bầu khối trưởng",
    rules=VoteRules(
        kind=VoteKind.CHOICE,
        most=1,
        conduct=Conduct.PAPER,
        threshold=Threshold(Fraction(1, 2), source="Quy chế"),
    ),
    candidates=(Candidate("U1", "Đơn vị U1", "U1"), Candidate("U2", "Đơn vị U2", "U2")),
)
SHEET, SUMS = AWARD.title, ("C9", "C10", "C11", "C12", "C13")
GOOD = dict(zip((*SUMS, "C16", "D16", "E16", "C17", "D17", "E17"),
                (9, 8, 1, 7, 1, 7, 0, 0, 3, 2, 2), strict=True))  # fmt: skip
COUNT = BallotCount(
    issued=9,
    returned=8,
    not_returned=1,
    valid=7,
    invalid=1,
    tallies={"U1": Tally(7, 0, 0), "U2": Tally(3, 2, 2)},
)


@pytest.fixture
def block(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


@pytest.fixture
def on_sqlite(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def filled(numbers, sheet=SHEET):
    """Sổ vừa tải, filled in and saved by another program."""
    book = load_workbook(io.BytesIO(see(teller_counts.workbook)))
    for address, value in numbers.items():
        book[sheet][address] = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def shown(content, actor=HEAD):
    sheets, findings = teller_counts.read(content, "so.xlsx")
    return see(teller_counts.preview, actor, sheets=sheets, findings=findings)


def taken(content, actor=HEAD, seen=None):
    sheets, findings = teller_counts.read(content, "so.xlsx")
    seen = shown(content, actor).seen if seen is None else seen
    return do(teller_counts.take, actor, sheets=sheets, findings=findings, seen=seen)


def errors(content):
    return [str(one) for one in shown(content).findings if one.is_error]


def test_what_the_tellers_counted_comes_back_and_waits_for_the_second_person(block):
    vote = opened(PAPER)
    content = filled(GOOD)

    calculator = Calculator(content)
    checks = [calculator.value(SHEET, one) for one in ("D7", "D9", "D10", "G16", "G17")]
    assert checks == ["khớp"] * 5
    assert errors(content) == []
    assert errors(filled(GOOD | {"A16": "Ｕ1"})) == []
    assert taken(content) == 1
    assert see(papers.count, vote=vote) == (COUNT, 1, HEAD.name, "")

    do(papers.confirm_count, SECRETARY, vote=vote, seen=1)
    assert errors(content) == [
        f"Ô C5 trang {SHEET}: số phiếu đã được người thứ hai xác nhận; muốn sửa thì trả lại trước"
    ]


@pytest.mark.parametrize(
    ("change", "check", "said"),
    [
        ({"C11": 0}, "D9", f"Ô C9 trang {SHEET}: Phát ra 9 ≠ thu về 8 + không thu về 0."),
        ({"C13": 0}, "D10", f"Ô C10 trang {SHEET}: Thu về 8 ≠ hợp lệ 7 + không hợp lệ 0."),
        (
            {"E17": 1},
            "G17",
            f"Ô C17 trang {SHEET}: Đơn vị U2: đồng ý 3 + không đồng ý 2 + không ý kiến 1 ≠ hợp "
            "lệ 7.",
        ),
        (
            {"C9": 10, "C11": 2},
            "D7",
            f"Ô C9 trang {SHEET}: Phát ra 10 phiếu nhưng mới điểm danh 9 người có mặt.",
        ),
    ],
)
def test_sums_that_disagree_are_shown_on_the_sheet_and_refused_with_the_cell(
    on_sqlite, change, check, said
):
    vote = opened(PAPER)
    content = filled(GOOD | change)

    assert Calculator(content).value(SHEET, check) == "KHÔNG KHỚP"
    assert errors(content) == [said]
    with pytest.raises(Refused) as told:
        taken(content)
    assert str(told.value) == said
    assert see(papers.count, vote=vote) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"C12": None}, "Ô C12 trang {}: «Hợp lệ» còn trống; không có phiếu nào thì ghi 0"),
        (
            {"D16": None},
            "Ô D16 trang {}: Đơn vị U1 (mã U1): còn trống; không có phiếu nào thì ghi 0",
        ),
        ({"C9": "chín"}, "Ô C9 trang {}: «chín» phải là số phiếu: số nguyên từ 0 trở lên"),
        ({"C9": -1}, "Ô C9 trang {}: «-1» phải là số phiếu: số nguyên từ 0 trở lên"),
        ({"C9": 8.5}, "Ô C9 trang {}: «8.5» phải là số phiếu: số nguyên từ 0 trở lên"),
        ({"C5": "mã"}, "Ô C5 trang {}: «Mã cuộc bỏ phiếu» phải là số; hãy tải lại sổ kiểm phiếu"),
        (
            {"C5": "999"},
            "Ô C5 trang {}: kỳ này không có cuộc bỏ phiếu mang mã này; hãy tải sổ kiểm phiếu của "
            "kỳ này",
        ),
        (
            {"C4": "Cuộc khác"},
            "Ô C5 trang {}: tờ này ghi «Cuộc khác» mà cuộc bỏ phiếu là «Đề nghị tặng Cờ thi đua»; "
            "hãy tải tờ mới",
        ),
        ({"A16": "U7"}, "Ô C5 trang {}: thiếu dòng của phương án «Đơn vị U1»"),
        ({"B16": "Tên khác"}, "Ô A16 trang {}: mã «U1» là của «Đơn vị U1», không phải «Tên khác»"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_with_the_cell(on_sqlite, change, said):
    vote = opened(PAPER)
    content = filled(GOOD | change)

    assert errors(content)[0] == said.format(SHEET)
    with pytest.raises(Refused):
        taken(content)
    assert see(papers.count, vote=vote) is None


def test_a_formula_in_a_cell_to_be_filled_is_refused(on_sqlite):
    opened(PAPER)

    found = errors(filled(GOOD | {"C9": "=4+5"}))
    assert found and found[0].startswith(f"Ô C9 trang {SHEET}: ")


def test_where_some_are_chosen_only_the_choices_are_counted(on_sqlite):
    vote = opened(CHOICE)
    given = dict(zip((*SUMS, "C16", "C17"), (9, 9, 0, 9, 0, 5, 4), strict=True))
    content = filled(given, CHOICE.title)

    calculator = Calculator(content)
    assert [calculator.value(CHOICE.title, one) for one in ("D16", "D17", "E16", "E18")] == [
        *(4, 5),
        *("khớp", "khớp"),
    ]
    assert taken(content) == 1
    assert see(papers.count, vote=vote)[0].tallies == {"U1": Tally(5, 4), "U2": Tally(4, 5)}

    more = filled(given | {"C17": 5}, CHOICE.title)
    assert Calculator(more).value(CHOICE.title, "E18") == "KHÔNG KHỚP"
    assert errors(more) == [
        f"Ô C12 trang {CHOICE.title}: Có 10 lượt chọn, nhiều hơn 1 × 9 phiếu hợp lệ."
    ]


def test_all_sheets_are_taken_or_none_and_a_blank_one_is_passed_by(on_sqlite):
    first, second = opened(PAPER), opened(CHOICE)
    content = filled(GOOD)

    found = shown(content)
    assert (set(found.counts), [str(one) for one in found.findings]) == (
        {first},
        [f"Ô C5 trang {CHOICE.title}: «{CHOICE.title}» chưa điền số nào, bỏ qua"],
    )
    book = load_workbook(io.BytesIO(content))
    book[CHOICE.title]["C9"] = 9
    half = io.BytesIO()
    book.save(half)
    with pytest.raises(Refused):
        taken(half.getvalue(), seen={first: 0, second: 0})
    assert see(papers.count, vote=first) is None


def test_somebody_entered_the_count_in_between(on_sqlite):
    vote = opened(PAPER)
    content = filled(GOOD)
    seen = shown(content).seen
    do(papers.enter_count, SECRETARY, vote=vote, count=COUNT, seen=0)

    with pytest.raises(StaleEdit):
        taken(content, seen=seen)


def test_a_vote_on_the_screen_has_a_sheet_to_compare_and_no_way_back(on_sqlite):
    opened(AWARD)
    content = filled(GOOD)

    assert "chỉ để đối chiếu" in load_workbook(io.BytesIO(content))[SHEET]["A2"].value
    assert errors(content) == [
        f"Ô C5 trang {SHEET}: cuộc này bỏ phiếu trên phần mềm, không nhập phiếu giấy"
    ]


def test_without_a_vote_left_there_is_no_book_and_another_book_is_none_of_ours(on_sqlite):
    with pytest.raises(Refused, match="không còn cuộc bỏ phiếu nào chưa kiểm"):
        see(teller_counts.workbook)
    do(votes.set_up, draft=PAPER)
    content = filled({})
    assert load_workbook(io.BytesIO(content))[SHEET]["C7"].value is None  # nobody is there yet
    book = load_workbook(io.BytesIO(content))
    book[SHEET]["B5"] = "Khác"
    other = io.BytesIO()
    book.save(other)
    (found,) = errors(other.getvalue())
    assert "không trang nào có dòng «Mã cuộc bỏ phiếu»" in found


@pytest.mark.parametrize("actor", [LEADER, OFFICERS["U1"]])
def test_only_who_may_count_takes_a_book_in(on_sqlite, actor):
    opened(PAPER)
    content = filled(GOOD)

    assert see(teller_counts.workbook, actor)
    with pytest.raises(NotPermitted):
        shown(content, actor)
    with pytest.raises(NotPermitted):
        taken(content, actor, seen={})
