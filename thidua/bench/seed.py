"""Dữ liệu đo: blocks of any size, always the same, with every line scored by both hands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, true
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from thidua.bench.place import ACTOR, NOW
from thidua.db.engine import writing
from thidua.db.tables import Block, BlockYear, ScoreLine, ScoreSheet, Unit
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import totals

YEAR = 2025
MAX_POINTS = 10
_GROUP = 10
_HANDS = {Hand.SELF: SheetStatus.SUBMITTED, Hand.VERIFIED: SheetStatus.VERIFIED}
_PORTION = 20_000
_QUARTER = Decimal("0.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """Tỉnh đo: blocks of equal size; `mark` sets its covenants apart from those of another.

    Sheets of one that is open are drafts, which can be saved.
    """

    blocks: int
    units: int
    criteria: int
    mark: str = ""
    letter: str = "K"
    is_open: bool = False
    year: int = YEAR

    @property
    def block_codes(self) -> list[str]:
        """Mã các khối."""
        return [f"{self.letter}{number:04}" for number in range(1, self.blocks + 1)]

    @property
    def codes(self) -> list[str]:
        """Mã các tiêu chí."""
        return [f"{place // _GROUP + 1}.{place % _GROUP + 1}" for place in range(self.criteria)]

    def unit_codes(self, block: str) -> list[str]:
        """Mã các đơn vị của một khối."""
        return [f"{block}-{number:03}" for number in range(1, self.units + 1)]


def fill(url: str, province: Province) -> None:
    """Tạo tỉnh: members and covenants through the services, lines straight into their table.

    The scores of those lines are computed and kept afterwards, as the services would have.
    """
    with writing(url) as session:
        rows = [
            RosterRow(block, f"Khối {block}", unit, f"Đơn vị {unit}", unit, "Phòng", province.year)
            for block in province.block_codes
            for unit in province.unit_codes(block)
        ]
        rosters.import_roster(Work(session, ACTOR, now=NOW), rows=rows)
        for block in province.block_codes:
            covenants.adopt_covenant(
                Work(session, ACTOR, now=NOW), draft=covenant_draft(province, block)
            )
        last = session.connection().execute(select(func.max(ScoreSheet.id))).scalar_one() or 0
        _add_sheets(session, province.year, is_open=province.is_open)
        _add_lines(session, province, last)
    with writing(url) as session:
        totals.rebuild(Work(session, ACTOR))


def fill_past(url: str, province: Province, years: int) -> None:
    """Tạo các năm trước của cùng các khối, published."""
    for year in range(province.year - years, province.year):
        fill(url, replace(province, year=year, is_open=False))
    with writing(url) as session:
        closed = session.exec(select_rows(BlockYear).where(BlockYear.year < province.year)).all()
        for one in closed:
            one.stage = Stage.PUBLISHED
        record(session, actor=ACTOR, now=NOW, acts=[Act("stage.moved")])


def covenant_draft(province: Province, block: str) -> CovenantDraft:
    """Giao ước của một khối: criteria of ten points, judged, in groups of ten."""
    whole = MAX_POINTS * province.criteria
    rows: list[CriterionRow] = []
    codes = province.codes
    for start in range(0, len(codes), _GROUP):
        inside = codes[start : start + _GROUP]
        name = inside[0].partition(".")[0]
        rows.append(CriterionRow(name, f"Nhóm {name}", Decimal(MAX_POINTS * len(inside))))
        rows += [
            CriterionRow(code, f"Tiêu chí {code}", Decimal(MAX_POINTS), "Chấm mức")
            for code in inside
        ]
    return CovenantDraft(
        (
            SettingRow("Khối", block),
            SettingRow("Năm", Decimal(province.year)),
            SettingRow("Tên giao ước", f"Giao ước đo {block} {province.mark}".strip()),
        ),
        tuple(rows),
        (
            RankingRow("Xếp loại", "1", "Xuất sắc", f">={whole * 3 // 4}"),
            RankingRow("Xếp loại", "2", "Tốt", f">={whole // 2}"),
        ),
    )


def _add_sheets(session: Session, year: int = YEAR, *, is_open: bool = False) -> None:
    """Bảng chấm của hai tay for every unit without one in this year, in the block it names."""
    years = session.connection().execute(
        select(col(BlockYear.id), col(Block.code))
        .join(Block, col(Block.id) == BlockYear.block_id)
        .where(col(BlockYear.year) == year)
    )
    keys = {code: key for key, code in years}
    known = (
        select(col(ScoreSheet.unit_id))
        .join(BlockYear, col(BlockYear.id) == col(ScoreSheet.block_year_id))
        .where(col(BlockYear.year) == year)
    )
    units = session.connection().execute(
        select(col(Unit.id), col(Unit.code)).where(col(Unit.id).not_in(known))
    )
    rows = [
        {
            "block_year_id": keys[code.rpartition("-")[0]],
            "unit_id": key,
            "hand": hand,
            "status": SheetStatus.DRAFT if is_open else status,
            "submitted_by": ACTOR.name if hand is Hand.SELF and not is_open else "",
            "submitted_at": NOW if hand is Hand.SELF and not is_open else None,
            "verified_by": ACTOR.name if hand is Hand.VERIFIED and not is_open else "",
            "verified_at": NOW if hand is Hand.VERIFIED and not is_open else None,
        }
        for key, code in units
        if code.rpartition("-")[0] in keys
        for hand, status in _HANDS.items()
    ]
    for portion in _portions(rows):
        session.connection().execute(insert(ScoreSheet), portion)


def _portions(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _PORTION):
        yield list(rows[start : start + _PORTION])


def _add_lines(session: Session, province: Province, last: int) -> None:
    """Điểm của các bảng mới, those after the last that was there."""
    dice = Random(2025)
    new = select(col(ScoreSheet.id)).where(col(ScoreSheet.id) > last).order_by(col(ScoreSheet.id))
    sheets = session.connection().execute(new)
    rows = [
        {
            "sheet_id": key,
            "criterion_code": code,
            "state": LineState.SCORED,
            "points": _QUARTER * dice.randint(0, 4 * MAX_POINTS),
            "covenant_version": 1,
            "entered_by": ACTOR.name,
            "entered_at": NOW,
            "confirmed_by": ACTOR.name,
            "confirmed_at": NOW,
        }
        for (key,) in sheets
        for code in province.codes
    ]
    for portion in _portions(rows):
        session.connection().execute(insert(ScoreLine), portion)


def add_others(url: str, province: Province, lines: int) -> int:
    """Thêm dòng của khối khác until the table has this many; returns how many it has then."""
    with writing(url) as session:
        connection = session.connection()
        count = select(func.count()).select_from(ScoreLine)
        missing = lines - connection.execute(count).scalar_one()
        each = province.units * province.criteria * len(_HANDS)
        others = range(-(-missing // each) if missing > 0 else 0)
        if others:
            names = [f"P{number:05}" for number in others]
            connection.execute(
                insert(Block), [{"code": name, "name": f"Khối {name}"} for name in names]
            )
            ids = connection.execute(
                select(col(Block.id)).where(col(Block.code).startswith("P"))
            ).scalars()
            connection.execute(insert(BlockYear), [{"block_id": key, "year": YEAR} for key in ids])
            units = [code for name in names for code in province.unit_codes(name)]
            for portion in _portions([{"code": code, "name": code} for code in units]):
                connection.execute(insert(Unit), portion)
            template = connection.execute(select(func.min(ScoreSheet.id))).scalar_one()
            last = connection.execute(select(func.max(ScoreSheet.id))).scalar_one()
            _add_sheets(session)
            _copy_lines(session, template or 0, last or 0)
        return int(connection.execute(count).scalar_one())


def _copy_lines(session: Session, template: int, after: int) -> None:
    """Chép các dòng của một bảng chấm to every later one, inside the database."""
    copied = [
        column
        for column in ScoreLine.metadata.tables["score_line"].columns
        if column.name not in ("id", "sheet_id")
    ]
    source = (
        select(col(ScoreSheet.id), *copied)
        .join_from(ScoreLine, ScoreSheet, true())
        .where(col(ScoreLine.sheet_id) == template, col(ScoreSheet.id) > after)
    )
    names = ["sheet_id", *(column.name for column in copied)]
    session.connection().execute(insert(ScoreLine).from_select(names, source))
