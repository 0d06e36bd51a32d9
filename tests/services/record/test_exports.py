"""Xuất tệp: rights, what the file holds, and that importing it untouched changes nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from tests.builders import make_entry
from tests.files.formulas import Calculator
from tests.people import acting
from thidua.db.engine import writing
from thidua.domain.access.permissions import Role, administrator
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand
from thidua.files.cells import read_book
from thidua.files.covenant.book import read_covenant_book
from thidua.files.covenant.out import SAMPLE
from thidua.files.roster.book import read_roster_book
from thidua.files.scoring.book import read_score_book
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import exports
from thidua.services.scoring import confirmations, previews, sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CHAIR = administrator("Khối trưởng")
SECOND = administrator("Khối phó")
LEADER = acting(Role.LEADER, "KTD-MAU", 2026)
KIOSK = acting(Role.KIOSK, "KTD-MAU", 2026)
ENTRIES = {
    "I.1": make_entry(target="10", actual="9.3"),
    "I.2": make_entry(actual="96"),
    "I.3": make_entry(target="4", actual="5"),
    "I.4": make_entry(points="12.25", explanation="=1+1\ndòng hai"),
    "II.1": make_entry(choice="Đạt"),
    "II.2": make_entry(choice="Khá"),
    "II.3": make_entry(events={"vắng họp": 1, "báo cáo chậm": 2}),
    "II.4": make_entry(events={"có mô hình": 1}),
    "III.1": make_entry(),
    "IV.1": make_entry(events={None: 1}),
}


@dataclass
class Block:
    """Khối thử trong cơ sở dữ liệu."""

    session: Session
    period: BlockPeriod


@pytest.fixture
def block(database_url):
    with writing(database_url) as session:
        rows = [
            RosterRow("KTD-MAU", "Khối mẫu", code, f"Sở {code}", code, "Sở", 2026)
            for code in ("SNV", "STC", "STP")
        ]
        rosters.import_roster(Work(session, CHAIR, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, CHAIR, now=NOW), draft=SAMPLE)
        found = rosters.period(Work(session, CHAIR), block="KTD-MAU", year=2026)
        yield Block(session, found)


def save(block: Block, unit: str, hand: Hand, entries: dict[str, Entry]) -> None:
    edits = [LineEdit(code, 0, entry) for code, entry in entries.items()]
    sheets.save_lines(
        Work(block.session, CHAIR, block.period, NOW),
        unit=unit,
        hand=hand,
        edits=edits,
        document="Phiếu có ký",
    )


def confirm_all(block: Block) -> None:
    waiting = confirmations.waiting(Work(block.session, SECOND, block.period))
    confirmations.confirm(Work(block.session, SECOND, block.period, NOW), lines=waiting)


def preview(block: Block, hand: Hand, content: bytes) -> previews.ScorePreview:
    file, findings = read_score_book(read_book(content))
    assert file is not None
    return previews.preview_scores(
        Work(block.session, CHAIR, block.period), hand=hand, file=file, findings=findings
    )


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("hand", [Hand.SELF, Hand.VERIFIED])
def test_an_untouched_template_changes_nothing(block, hand, flat):
    own = hand is Hand.SELF  # a target of the office's own takes two people
    save(block, "SNV", hand, {k: one for k, one in ENTRIES.items() if own or one.target is None})
    save(block, "STC", hand, {"I.4": Entry(state=LineState.LEFT_BLANK, explanation="Chưa có")})
    content = exports.score_template(Work(block.session, CHAIR, block.period), hand=hand, flat=flat)
    found = preview(block, hand, content)
    assert found.preview.findings == () and found.preview.changes == () and not found.edits


def test_three_changed_cells_are_three_changes(block):
    save(block, "SNV", Hand.SELF, ENTRIES)
    content = exports.score_template(Work(block.session, CHAIR, block.period), hand=Hand.SELF)
    book = load_workbook(BytesIO(content))
    for unit, code, kind, title, value in (
        ("SNV", "I.4", None, "Điểm", 13),
        ("SNV", "II.3", "vắng họp", "Số lượt", None),
        ("STC", "II.1", None, "Mức", "Không đạt"),
    ):
        header = {cell.value: cell.column for cell in book[unit][6]}
        row = next(
            row
            for row in book[unit].iter_rows(min_row=7)
            if (row[0].value, row[header["Loại"] - 1].value) == (code, kind)
        )
        row[header[title] - 1].value = value
    saved = BytesIO()
    book.save(saved)
    found = preview(block, Hand.SELF, saved.getvalue())
    assert not found.is_refused
    assert {change.subject: change.kind for change in found.preview.changes} == {
        "SNV · I.4": ChangeKind.CHANGED,
        "SNV · II.3": ChangeKind.CHANGED,
        "STC · II.1": ChangeKind.NEW,
    }


def test_a_template_for_one_unit_tells_nothing_of_others(block):
    save(block, "SNV", Hand.SELF, ENTRIES)
    content = exports.score_template(
        Work(block.session, CHAIR, block.period), hand=Hand.SELF, units=["STC"]
    )
    file, _ = read_score_book(read_book(content))
    assert file.stamp.lines == {}
    assert {row.unit for row in file.rows} == {"STC"}
    assert preview(block, Hand.SELF, content).preview.changes == ()


def test_an_unknown_unit_is_named(block):
    with pytest.raises(NotFound, match="«XYZ»"):
        exports.score_template(
            Work(block.session, CHAIR, block.period), hand=Hand.SELF, units=["XYZ"]
        )


def test_the_summary_adds_up(block):
    for unit in ("SNV", "STC"):
        save(block, unit, Hand.SELF, ENTRIES)
    confirm_all(block)  # then the targets are the units' own
    save(block, "SNV", Hand.VERIFIED, ENTRIES)
    save(block, "STC", Hand.VERIFIED, ENTRIES | {"I.4": make_entry(points="13")})
    confirm_all(block)
    for unit in ("SNV", "STC"):
        verification.verify_sheet(Work(block.session, CHAIR, block.period, NOW), unit=unit)
    content = exports.summary(Work(block.session, LEADER, block.period))
    calculator = Calculator(content)
    sheet = calculator.book["Tổng hợp"]
    assert "TẠM TÍNH" in sheet["A1"].value
    header = {cell.value: cell.column_letter for cell in sheet[4]}
    codes = [sheet[f"{header['Mã']}{row}"].value for row in (5, 6, 7)]
    totals = [calculator.value("Tổng hợp", f"{header['Tổng điểm']}{row}") for row in (5, 6, 7)]
    assert codes == ["STC", "SNV", "STP"]
    assert totals[0] - totals[1] == Decimal("0.75") and totals[2] == "chưa đủ"


def test_the_covenant_and_the_roster_come_back(block):
    content = exports.covenant(Work(block.session, LEADER, block.period))
    draft, _ = read_covenant_book(read_book(content))
    assert draft is not None and covenants.fingerprint(draft) == covenants.fingerprint(SAMPLE)
    rows, findings = read_roster_book(
        read_book(exports.roster(Work(block.session, LEADER, block.period)))
    )
    assert findings == [] and [row.unit_code for row in rows] == ["SNV", "STC", "STP"]
    with pytest.raises(NotFound):
        exports.covenant(Work(block.session, LEADER, block.period), version=9)


@pytest.mark.both_databases
def test_a_block_without_members_is_refused(block):
    empty = BlockPeriod(id=0, block_code="KHÁC", block_name="Khối khác", year=2026)
    with pytest.raises(Refused):
        exports.score_template(Work(block.session, CHAIR, empty), hand=Hand.SELF)


def test_rights(block):
    for actor in (LEADER, KIOSK):
        for hand in (Hand.SELF, Hand.VERIFIED):
            with pytest.raises(NotPermitted):
                exports.score_template(Work(block.session, actor, block.period), hand=hand)
    for export in (exports.summary, exports.covenant, exports.roster):
        with pytest.raises(NotPermitted):
            export(Work(block.session, KIOSK, block.period))
        export(Work(block.session, LEADER, block.period))
