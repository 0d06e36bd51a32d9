"""Tệp mẫu nhập điểm: what goes out comes back unchanged; only inputs are open."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.builders import make_covenant, make_criterion, make_entry, make_group, rule_of
from tests.domain.strategies import blocks
from tests.files.nasty import NASTY
from tests.files.plain_rows import plain_rows
from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.finding import has_errors
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.period import Member
from thidua.domain.rules import Field, Method
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.scoring import file as words
from thidua.domain.scoring.entry_rows import read_entry
from thidua.domain.scoring.file import Stamp, entry_digest
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.stored import StoredLine, StoredSheet
from thidua.files.cells import MAX_TEXT, read_book
from thidua.files.scoring.book import read_score_book
from thidua.files.scoring.template import flat_template, pieces, score_template

NOW = datetime(2026, 1, 2, tzinfo=UTC)
BOTH = pytest.mark.parametrize("write", [score_template, flat_template])

EVERY_RULE = {
    "I.1": rule_of(Method.JUDGEMENT, "bước 0,25; thưởng tối đa 3"),
    "I.2": rule_of(Method.PASS_FAIL),
    "I.3": rule_of(Method.CHOICE, "Tốt, rất tốt: 10; Khá: 5; 1: 1"),
    "I.4": rule_of(Method.TIERS, ">=100: 10; >=90: 8; >=0: 0"),
    "I.5": rule_of(Method.PROPORTIONAL, "sàn 50"),
    "I.6": rule_of(Method.LEADER_RELATIVE),
    "I.7": rule_of(Method.PER_EVENT, "mỗi lượt 0,5; tối đa 2"),
    "I.8": rule_of(Method.PER_EVENT, "cấp tỉnh: 3; cấp cơ sở: 1"),
    "I.9": rule_of(Method.START_MINUS, "đi trễ: 0,5; thiếu báo cáo: 2"),
    "I.10": rule_of(Method.START_MINUS, "từ Đúng hạn: 10; từ Chậm: 8; chậm việc: 2"),
    "I.11": rule_of(Method.PARTS, "ý a: 2; ý b: 1,5"),
}
COVENANT = make_covenant(
    make_group("I", *(make_criterion(code, rule=rule) for code, rule in EVERY_RULE.items()))
)
FILLED = {
    "I.1": [make_entry(points="7.25"), make_entry(points="0")],
    "I.2": [make_entry(choice="Không đạt"), make_entry(choice="có")],
    "I.3": [make_entry(choice="Tốt, rất tốt"), make_entry(choice="1")],
    "I.4": [make_entry(actual="97.1234567890123")],
    "I.5": [make_entry(target="12", actual="0"), make_entry(target="12")],
    "I.6": [make_entry(actual="3"), make_entry(target="0.30000000000000001", actual="2")],
    "I.7": [make_entry(events={None: 3}), make_entry(), make_entry(events={"hội thi": 2, "b": 1})],
    "I.8": [make_entry(events={"cấp tỉnh": 0}), make_entry(events={"CẤP cơ sở": 2}), make_entry()],
    "I.9": [make_entry(events={"thiếu báo cáo": 1, "đi trễ": 4}), make_entry()],
    "I.10": [
        make_entry(choice="Đúng hạn"),
        make_entry(choice="từ Chậm", events={"chậm việc": 2}),
        make_entry(events={"chậm việc": 1}),
        make_entry(),
    ],
    "I.11": [make_entry(), make_entry(events={"ý b": 1}), make_entry(events={"ý a": 1, "Ý B": 1})],
}
BLANK = Entry(state=LineState.LEFT_BLANK, explanation="Không phát sinh")
NOT_GIVEN = Entry(state=LineState.NOT_ASSIGNED, explanation="Không có đoàn viên")


def members_of(*codes: str) -> list[Member]:
    return [Member(code, f"Tên {code}", code) for code in codes]


def stored(hand: Hand, units: Mapping[str, Mapping[str, Entry]]) -> dict[str, StoredSheet]:
    return {
        unit: StoredSheet(
            unit=unit,
            hand=hand,
            lines={
                code: StoredLine(
                    entry=entry, version=3, entered_by="a", entered_at=NOW, covenant_version=1
                )
                for code, entry in entries.items()
            },
        )
        for unit, entries in units.items()
    }


def stamp_of(sheets: Mapping[str, StoredSheet], hand: Hand = Hand.VERIFIED) -> Stamp:
    lines = {
        Stamp.key(unit, code): (line.version, entry_digest(line.entry))
        for unit, sheet in sheets.items()
        for code, line in sheet.lines.items()
    }
    return Stamp(block="KTD-1", year=2025, hand=hand, covenant_fingerprint="f" * 64, lines=lines)


def made(write, covenant, units, hand=Hand.VERIFIED, title="Bảng điểm"):
    sheets = stored(hand, units)
    stamp = stamp_of(sheets, hand)
    return write(covenant, members_of(*units), sheets, stamp, title), stamp


def touched(content: bytes, covenant, units) -> list[str]:
    """Dòng bị đọc khác đi: what an import of this file would change."""
    file, findings = read_score_book(read_book(content))
    assert file is not None and not has_errors(findings), [str(one) for one in findings]
    assert file.stamp is not None
    rows: dict[tuple[str, str], list] = {}
    for row in file.rows:
        rows.setdefault((row.unit, row.criterion), []).append(row.row)
    changed = []
    for unit in units:
        for code, criterion in covenant.criteria.items():
            entry, found = read_entry(criterion, rows[unit, code])
            assert not has_errors(found), [str(one) for one in found]
            if not file.stamp.is_untouched(unit, code, entry):
                changed.append(f"{unit} {code}: {entry}")
    return changed


@BOTH
@pytest.mark.parametrize("hand", [Hand.SELF, Hand.VERIFIED])
def test_an_empty_template_says_nothing(write, hand):
    content, stamp = made(write, COVENANT, {"A": {}, "B": {}}, hand)
    assert touched(content, COVENANT, ["A", "B"]) == []
    assert read_score_book(read_book(content))[0].stamp == stamp


@BOTH
def test_every_rule_and_state_comes_back(write):
    units = {
        f"Đơn vị {index}": {
            code: [*entries, BLANK, NOT_GIVEN][index % (len(entries) + 2)]
            for code, entries in FILLED.items()
        }
        for index in range(12)
    }
    content, _ = made(write, COVENANT, units)
    assert touched(content, COVENANT, units) == []


@BOTH
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(block=blocks(), data=st.data())
def test_any_block_comes_back(write, block, data):
    covenant, sheets = block
    reasons = st.sampled_from(["Có lý do", "1,5", "dòng một\ndòng hai"])
    units = {}
    for unit, entries in sheets.items():
        units[unit] = {}
        for code, entry in entries.items():
            reasoned = replace(entry, explanation=data.draw(reasons))
            stored_entry = as_stored(covenant.criteria[code], reasoned)
            if stored_entry is not None:
                units[unit][code] = stored_entry
    content, _ = made(write, covenant, units)
    assert touched(content, covenant, units) == []


def as_stored(criterion: Criterion, entry: Entry) -> Entry | None:
    """Dòng như sẽ được lưu: every way into the record reads it; what it refuses is left out."""
    read, findings = read_entry(criterion, plain_rows(criterion, entry))
    return None if has_errors(findings) else read


@BOTH
def test_user_text_comes_back_as_text(write):
    texts = [clean_lines(text) for text in NASTY if "\ud800" not in text]
    texts = [text for text in texts if text and "x005F_" not in text]
    units = {
        f"Đơn vị {index}": {
            "I.1": make_entry(points="1", explanation=text, evidence=texts[-index]),
            "I.7": make_entry(events={" ".join(text.split())[:900]: 1}, evidence=text),
        }
        for index, text in enumerate(texts)
    }
    title = NASTY[0]
    content, _ = made(write, COVENANT, units, title=title)
    assert touched(content, COVENANT, units) == []
    book = load_workbook(BytesIO(content))
    assert not any(
        cell.data_type == "f" or cell.hyperlink
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    )


def test_only_inputs_are_open():
    units = {"A": {"I.1": make_entry(points="1"), "I.8": make_entry(events={"khác": 1})}}
    content, _ = made(score_template, COVENANT, units, Hand.SELF)
    sheet = load_workbook(BytesIO(content))["A"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert sheet.freeze_panes == "C7" and sheet.print_title_rows == "$6:$6"
    assert sheet.page_setup.orientation == "landscape" and str(sheet.page_setup.paperSize) == "9"
    header = {cell.value: cell.column for cell in sheet[6]}
    open_cells = {}
    for row in sheet.iter_rows(min_row=7):
        code = row[0].value
        for title, column in header.items():
            cell = row[column - 1]
            if not cell.protection.locked:
                open_cells.setdefault(code, set()).add(title)
    always = {"Mức", "Giải trình", "Minh chứng"}
    assert "I" not in open_cells
    assert open_cells["I.1"] == {"Điểm"} | always
    assert open_cells["I.2"] == always
    assert open_cells["I.4"] == {"Kết quả"} | always
    assert open_cells["I.5"] == open_cells["I.6"] == {"Kế hoạch", "Kết quả"} | always
    assert open_cells["I.7"] == open_cells["I.8"] == {"Số lượt"} | always
    assert all(cell.protection.locked for row in sheet.iter_rows(max_row=6) for cell in row)


@pytest.mark.parametrize(
    ("hand", "states"), [(Hand.SELF, ["Để trống"]), (Hand.VERIFIED, ["Để trống", "Không giao"])]
)
def test_drop_down_lists(hand, states):
    content, _ = made(score_template, COVENANT, {"A": {}}, hand)
    book = load_workbook(BytesIO(content))
    offered = {}
    for rule in book["A"].data_validations.dataValidation:
        if rule.type == "list":
            title, area = rule.formula1.split("!")
            values = [cell.value for (cell,) in book[title][area.replace("$", "")]]
            for cell in str(rule.sqref).split():
                code = book["A"].cell(book["A"][cell].row, 1).value
                offered.setdefault(code, values)
    assert offered["I.2"] == ["Đạt", "Không đạt", *states]
    assert offered["I.3"] == ["Tốt, rất tốt", "Khá", "1", *states]
    assert offered["I.10"] == ["Đúng hạn", "Chậm", *states]
    assert offered["I.1"] == states


@BOTH
def test_the_stamp_is_out_of_sight_and_readable(write):
    codes = [f"Mã có khoảng {n}" for n in range(400)]
    covenant = make_covenant(*(make_criterion(code) for code in codes))
    units = {unit: {code: make_entry(points="1") for code in codes} for unit in ("A b", "C d")}
    content, stamp = made(write, covenant, units)
    sheet = load_workbook(BytesIO(content))[words.STAMP_SHEET]
    assert sheet.sheet_state == "veryHidden" and sheet.max_row > 3
    assert all(len(cell.value) <= MAX_TEXT for (cell,) in sheet.iter_rows())
    read = read_score_book(read_book(content))[0].stamp
    assert read is not None and read.block == stamp.block


def test_pieces_join_to_the_text_and_keep_their_gaps_inside():
    text = "ab cd  ef " * 50
    found = pieces(text, 7)
    assert "".join(found) == text
    assert all(piece == piece.strip() for piece in found[:-1]) and all(len(p) <= 7 for p in found)


def test_what_is_typed_is_read():
    content, _ = made(score_template, COVENANT, {"A": {}}, Hand.SELF)
    book = load_workbook(BytesIO(content))
    sheet = book["A"]
    header = {cell.value: cell.column for cell in sheet[6]}
    lines = {}
    for row in sheet.iter_rows(min_row=7):
        lines.setdefault((row[0].value, row[header["Loại"] - 1].value), row)

    def fill(code, kind, title, value):
        lines[code, kind][header[title] - 1].value = value

    fill("I.1", None, "Điểm", 7.5)
    fill("I.2", None, "Mức", "Đạt")
    fill("I.8", "cấp cơ sở", "Số lượt", 2)
    fill("I.10", None, "Mức", "Chậm")
    fill("I.10", "chậm việc", "Số lượt", 1)
    fill("I.11", "ý a", "Mức", "Đạt")
    saved = BytesIO()
    book.save(saved)
    file, findings = read_score_book(read_book(saved.getvalue()))
    assert not has_errors(findings)
    read = {}
    for code, criterion in COVENANT.criteria.items():
        rows = [row.row for row in file.rows if row.criterion == code]
        entry, found = read_entry(criterion, rows)
        assert not has_errors(found)
        if entry is not None:
            read[code] = entry
        if code == "I.11":
            assert [one.code for one in found] == ["blank_part"]
    assert read == {
        "I.1": make_entry(points="7.5"),
        "I.2": make_entry(choice="Đạt"),
        "I.8": make_entry(events={"cấp cơ sở": 2}),
        "I.10": make_entry(choice="Chậm", events={"chậm việc": 1}),
        "I.11": Entry(events=(Event("ý a", Decimal(1)),)),
    }


def test_a_word_beside_a_printed_kind_is_refused():
    content, _ = made(score_template, COVENANT, {"A": {"I.8": make_entry(events={"cấp tỉnh": 1})}})
    book = load_workbook(BytesIO(content))
    sheet = book["A"]
    header = {cell.value: cell.column for cell in sheet[6]}
    row = next(row for row in sheet.iter_rows(min_row=7) if row[0].value == "I.8")
    row[header[Field.CHOICE.value] - 1].value = "cấp cơ sở"
    saved = BytesIO()
    book.save(saved)
    file, _ = read_score_book(read_book(saved.getvalue()))
    rows = [row.row for row in file.rows if row.criterion == "I.8"]
    assert has_errors(read_entry(COVENANT.criteria["I.8"], rows)[1])
