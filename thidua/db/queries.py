"""Truy vấn: the selects that several services share, and rows turned into domain values."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Select, and_, bindparam, func
from sqlalchemy import select as select_any
from sqlmodel import Session, col, select

from thidua.db import tables
from thidua.db.tables import (
    Block,
    BlockOrganiserRow,
    BlockYear,
    Consideration,
    Covenant,
    CovenantRanking,
    CovenantRow,
    CovenantSetting,
    Membership,
    Recusal,
    ReviewAssignment,
    ScoreLine,
    ScoreSheet,
    Unit,
)
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.version import CovenantVersion
from thidua.domain.ground.errors import NotFound
from thidua.domain.period.consideration import UnitConsideration
from thidua.domain.period.organiser import BlockOrganiser
from thidua.domain.period.part import WHOLE_YEAR, stored_part
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.review.plan import Assignment, Blindness, DeclaredRecusal, ReviewPlan
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.scoring.occurrence_text import read_occurrences
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet

Made = TypeVar("Made")


def pick(*columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401
    """Chọn cột: SQLModel types its `select` for four columns at most, these have more."""
    return select_any(*columns)


def made(
    session: Session,
    kind: Callable[..., Made],
    statement: Select[*tuple[Any, ...]],
    **given: object,
) -> list[Made]:
    """Dòng thành giá trị, by the names of the columns: their order means nothing."""
    return [kind(**row) for row in named(session, statement, **given)]


def named(
    session: Session, statement: Select[*tuple[Any, ...]], **given: object
) -> Sequence[Mapping[str, Any]]:
    """Dòng kết quả by the names of the columns; what waits in the session is written first.

    A statement made once and `given` its values each time costs a tenth of one built anew.
    """
    session.flush()
    found: Any = session.connection().execute(statement, given).mappings()
    rows: Sequence[Mapping[str, Any]] = found.all()
    return rows


def picked(session: Session, statement: Select[*tuple[Any, ...]], **given: object) -> list[Any]:
    """Dòng kết quả của một câu chọn nhiều cột, in their order; else as `named`."""
    session.flush()
    return list(session.connection().execute(statement, given).all())


def periods(session: Session) -> list[BlockPeriod]:
    """Mọi kỳ thi đua, latest year first, with the version of the covenant in force."""
    statement = _period_columns().order_by(col(BlockYear.year).desc(), col(Block.code))
    found = _periods(session, statement)
    of_blocks = groupby(found, key=lambda one: (one.year, one.block_code))
    return [
        one
        for _, some in of_blocks
        for one in sorted(some, key=lambda one: one.part.order(one.year))
    ]


def _period_columns() -> Select[*tuple[Any, ...]]:
    latest = (
        pick(func.max(Covenant.version))
        .where(col(Covenant.block_year_id) == col(BlockYear.id))
        .scalar_subquery()
    )
    return pick(
        BlockYear.id,
        col(Block.code).label("block_code"),
        col(Block.name).label("block_name"),
        BlockYear.year,
        BlockYear.kind,
        BlockYear.part,
        BlockYear.part_name,
        BlockYear.begins,
        BlockYear.ends,
        BlockYear.stage,
        latest.label("covenant_version"),
    ).join(Block, col(Block.id) == col(BlockYear.block_id))


_PERIOD_BY_KEY = _period_columns().where(col(BlockYear.id) == bindparam("key"))


def _periods(
    session: Session, statement: Select[*tuple[Any, ...]], **given: object
) -> list[BlockPeriod]:
    return [
        BlockPeriod(
            id=row["id"],
            block_code=row["block_code"],
            block_name=row["block_name"],
            year=row["year"],
            part=stored_part(
                row["kind"], row["part"], row["part_name"], row["begins"], row["ends"]
            ),
            stage=row["stage"],
            covenant_version=row["covenant_version"],
        )
        for row in named(session, statement, **given)
    ]


def period(
    session: Session, block: str, year: int, part: str = WHOLE_YEAR.code
) -> BlockPeriod | None:
    """Một kỳ thi đua, `part` by its code; None when this block has none such in the year."""
    statement = _period_columns().where(col(Block.code) == block, col(BlockYear.year) == year)
    found = _periods(session, statement)
    return next((one for one in found if one.part.code == part), None)


def period_by_key(session: Session, key: int) -> BlockPeriod | None:
    """Một kỳ thi đua theo khóa; None when there is none."""
    return next(iter(_periods(session, _PERIOD_BY_KEY, key=key)), None)


def only_reads(session: Session) -> bool:
    """Phiên chỉ đọc: every statement of it sees the same moment."""
    return session.connection().get_execution_options().get("writes") is False


def held_period(session: Session, key: int, *, to_move: bool = False) -> BlockPeriod | None:
    """Kỳ thi đua giữ nguyên giai đoạn tới hết giao dịch; `to_move` waits for all who write in it.

    SQLite lets one transaction write at a time, so nothing has to be held there.
    """
    if session.get_bind().dialect.name == "sqlite":
        return period_by_key(session, key)
    held = select(BlockYear.id).where(BlockYear.id == key).with_for_update(read=not to_move)
    return None if session.exec(held).first() is None else period_by_key(session, key)


def members(session: Session, period: BlockPeriod) -> list[Member]:
    """Thành viên của khối trong năm ấy, by code."""
    return members_of(session, [period])[period.id]


def members_of(session: Session, periods: Sequence[BlockPeriod]) -> dict[int, list[Member]]:
    """Thành viên của nhiều kỳ, by code, under the key of the period."""
    statement = (
        pick(
            col(Block.code).label("block"),
            Membership.year,
            Unit.code,
            Unit.name,
            Unit.short_name,
            Unit.kind,
        )
        .join(Membership, col(Membership.unit_id) == col(Unit.id))
        .join(Block, col(Block.id) == col(Membership.block_id))
        .where(
            col(Block.code).in_(sorted({period.block_code for period in periods})),
            col(Membership.year).in_(sorted({period.year for period in periods})),
        )
        .order_by(col(Unit.code))
    )
    found: dict[tuple[str, int], list[Member]] = {}
    for row in named(session, statement):
        member = Member(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            kind=row["kind"],
        )
        found.setdefault((row["block"], row["year"]), []).append(member)
    return {one.id: found.get((one.block_code, one.year), []) for one in periods}


def unit_key(session: Session, code: str) -> int:
    """Khóa của một đơn vị; NotFound when there is none of this code."""
    found = session.exec(select(Unit.id).where(Unit.code == code)).first()
    if found is None:
        raise NotFound(f"Không có đơn vị «{code}».")
    return found


def covenant_versions(session: Session, period: BlockPeriod) -> list[CovenantVersion]:
    """Các bản giao ước của kỳ này, newest first."""
    return covenant_versions_of(session, [period.id])[period.id]


def covenant_versions_of(
    session: Session, periods: Collection[int]
) -> dict[int, list[CovenantVersion]]:
    """Các bản giao ước của nhiều kỳ, newest first, under the key of the period."""
    rows = session.exec(
        select(Covenant)
        .where(col(Covenant.block_year_id).in_(periods))
        .order_by(col(Covenant.version).desc())
    )
    found: dict[int, list[CovenantVersion]] = {key: [] for key in periods}
    for row in rows:
        version = CovenantVersion(
            version=row.version,
            title=row.title,
            created_by=row.created_by,
            created_at=row.created_at,
            fingerprint=row.fingerprint,
            effective_from=row.effective_from,
            reason=row.reason,
            document=row.document,
        )
        found[row.block_year_id].append(version)
    return found


def covenant_draft(session: Session, period: BlockPeriod, version: int) -> CovenantDraft:
    """Nội dung một bản giao ước, in the words of its workbook."""
    key = (
        select(Covenant.id)
        .where(Covenant.block_year_id == period.id, Covenant.version == version)
        .scalar_subquery()
    )
    settings = session.exec(
        select(CovenantSetting)
        .where(CovenantSetting.covenant_id == key)
        .order_by(col(CovenantSetting.position))
    )
    criteria = session.exec(
        select(CovenantRow)
        .where(CovenantRow.covenant_id == key)
        .order_by(col(CovenantRow.position))
    )
    ranking = session.exec(
        select(CovenantRanking)
        .where(CovenantRanking.covenant_id == key)
        .order_by(col(CovenantRanking.position))
    )
    return CovenantDraft(
        tuple(SettingRow(row.name, row.value) for row in settings),
        tuple(
            CriterionRow(
                row.code, row.text, row.max_points, row.method, row.parameters, row.sign,
                row.evidence, row.gate, row.clause, row.note, row.quotation,
                row.source,
            )
            for row in criteria
        ),
        tuple(RankingRow(row.kind, row.place, row.content, row.value) for row in ranking),
    )  # fmt: skip


def events_text(events: Iterable[Event]) -> str:
    """Lượt thành chữ: canonical JSON, empty when there is none."""
    listed = [
        [event.kind, f"{event.count:f}", *([event.name] if event.name else [])] for event in events
    ]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if listed else ""


def read_events(text: str) -> tuple[Event, ...]:
    """Lượt từ chữ."""
    if not text:
        return ()
    return tuple(Event(kind, Decimal(count), *name) for kind, count, *name in json.loads(text))


_LINE_COLUMNS: tuple[Any, ...] = (
    ScoreLine.criterion_code,
    ScoreLine.state,
    ScoreLine.target,
    ScoreLine.actual,
    ScoreLine.choice,
    ScoreLine.points,
    ScoreLine.events,
    ScoreLine.occurrences,
    ScoreLine.explanation,
    ScoreLine.evidence,
    ScoreLine.confirmed_by,
    ScoreLine.version,
    ScoreLine.entered_by,
    ScoreLine.entered_at,
    ScoreLine.covenant_version,
    ScoreLine.document,
)


def sheets(
    session: Session, period: BlockPeriod, hand: Hand, unit: str | None = None
) -> dict[str, StoredSheet]:
    """Bảng chấm của một người chấm theo đơn vị; withdrawn lines are left out.

    For cross-scoring, where a unit has several sheets, ask `reviews` or `sheets_by`.
    """
    return {sheet.unit: sheet for sheet in all_sheets(session, period, hand, unit)}


def reviews(
    session: Session, period: BlockPeriod, unit: str | None = None
) -> dict[tuple[str, str], StoredSheet]:
    """Phiếu chấm chéo, by unit and reviewer."""
    found = all_sheets(session, period, Hand.CROSS, unit)
    return {(sheet.unit, sheet.reviewer): sheet for sheet in found}


def sheets_by(
    session: Session, period: BlockPeriod, hand: Hand, reviewer: str = ""
) -> dict[str, StoredSheet]:
    """Bảng chấm của đúng một người chấm, by unit; `reviewer` is empty but for cross-scoring."""
    found = all_sheets(session, period, hand)
    return {sheet.unit: sheet for sheet in found if sheet.reviewer == reviewer}


def reviewed_units(session: Session, periods: Collection[int]) -> dict[int, set[str]]:
    """Các đơn vị đã có phiếu chấm chéo, under the key of the period."""
    found: dict[int, set[str]] = {key: set() for key in periods}
    for key, unit in picked(
        session,
        pick(ScoreSheet.block_year_id, Unit.code)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(col(ScoreSheet.block_year_id).in_(list(periods)), col(ScoreSheet.hand) == Hand.CROSS)
        .distinct(),
    ):
        found[key].add(unit)
    return found


def progress_of_sheets(
    session: Session, period: BlockPeriod
) -> dict[tuple[Hand, str], tuple[SheetStatus, int, int]]:
    """Tiến độ của các bảng chấm, by hand and unit: status, lines there, lines that wait.

    For cross-scoring, where a unit has several sheets, nothing is said.
    """
    statement = (
        pick(
            ScoreSheet.hand,
            Unit.code,
            ScoreSheet.status,
            func.count(col(ScoreLine.id)),
            func.count(col(ScoreLine.id)) - func.count(col(ScoreLine.confirmed_by)),
        )
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .outerjoin(
            ScoreLine,
            and_(
                col(ScoreLine.sheet_id) == col(ScoreSheet.id),
                col(ScoreLine.live),
                col(ScoreLine.state) != LineState.CLEARED,
            ),
        )
        .where(col(ScoreSheet.block_year_id) == period.id, col(ScoreSheet.hand) != Hand.CROSS)
        .group_by(col(ScoreSheet.id), col(ScoreSheet.hand), col(Unit.code), col(ScoreSheet.status))
    )
    return {
        (hand, unit): (status, lines, waiting)
        for hand, unit, status, lines, waiting in picked(session, statement)
    }


def all_sheets(
    session: Session, period: BlockPeriod, hand: Hand, unit: str | None = None
) -> list[StoredSheet]:
    """Mọi bảng chấm của một loại người chấm, each with its live lines, in two statements."""
    here = {"block_year_id": period.id}
    if unit is None:
        found = picked(session, _HEADS, **here, hand=hand)
    else:
        found = picked(session, _HEADS_OF_UNIT, **here, hand=hand, unit=unit)
    lines: dict[int, dict[str, StoredLine]] = {key: {} for key, *_ in found}
    withdrawn: dict[int, dict[str, int]] = {key: {} for key in lines}
    for row in named(session, _LINES, **here, sheets=list(lines)) if lines else ():
        key, code = row["sheet_id"], row["criterion_code"]
        if row["state"] is LineState.CLEARED:
            withdrawn[key][code] = row["version"]
        else:
            lines[key][code] = _stored_line(row)
    return [
        StoredSheet(
            unit=code,
            hand=hand,
            reviewer=reviewer,
            status=status,
            lines=lines[key],
            returned_reason=reason,
            submitted_at=submitted_at,
            withdrawn=withdrawn[key],
        )
        for key, code, status, reviewer, reason, submitted_at in found
    ]


# The name of this value tells the stamps of change which period is read.
_HERE = col(ScoreSheet.block_year_id) == bindparam("block_year_id")
_HEADS = (
    pick(
        ScoreSheet.id,
        Unit.code,
        ScoreSheet.status,
        ScoreSheet.reviewer,
        ScoreSheet.returned_reason,
        ScoreSheet.submitted_at,
    )
    .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
    .where(_HERE, col(ScoreSheet.hand) == bindparam("hand"))
)
_HEADS_OF_UNIT = _HEADS.where(col(Unit.code) == bindparam("unit"))
_LINES = (
    pick(ScoreLine.sheet_id, *_LINE_COLUMNS)
    .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
    .where(_HERE, col(ScoreLine.sheet_id).in_(bindparam("sheets", expanding=True)))
    .where(col(ScoreLine.live))
)
"""Các dòng đang dùng của các bảng này, withdrawn ones included."""

_OF_UNITS = (
    pick(ScoreSheet.hand, col(Unit.code).label("unit"), *_LINE_COLUMNS)
    .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
    .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
    .where(_HERE, col(ScoreSheet.hand).in_(bindparam("hands", expanding=True)))
    .where(col(ScoreLine.live))
)
"""Các dòng đang dùng của mọi đơn vị; for cross-scoring those of every reviewer."""

_SCORED = _OF_UNITS.where(
    col(ScoreLine.criterion_code).in_(bindparam("codes", expanding=True)),
    col(ScoreLine.state) == LineState.SCORED,
)
_UNCONFIRMED = _OF_UNITS.where(
    col(ScoreLine.confirmed_by).is_(None), col(ScoreLine.state) != LineState.CLEARED
).order_by(col(ScoreSheet.hand), col(Unit.code), col(ScoreLine.id))


def _stored_line(row: Mapping[str, Any]) -> StoredLine:
    return StoredLine(
        entry=stored_entry(row),
        version=row["version"],
        entered_by=row["entered_by"],
        entered_at=row["entered_at"],
        covenant_version=row["covenant_version"],
        document=row["document"],
    )


def stored_entry(row: Mapping[str, Any]) -> Entry:
    """Dòng điểm của một dòng trong bảng, column by column; what is not there holds nothing."""
    return Entry(
        target=row.get("target"),
        actual=row.get("actual"),
        choice=row.get("choice"),
        points=row.get("points"),
        events=read_events(row.get("events", "")),
        occurrences=read_occurrences(row.get("occurrences", "")),
        state=row["state"],
        explanation=row.get("explanation", ""),
        evidence=row.get("evidence", ""),
        confirmed=row.get("confirmed_by") is not None,
    )


def scored_entries(
    session: Session, period: BlockPeriod, hand: Hand, codes: Iterable[str]
) -> list[tuple[str, str, Entry]]:
    """Dòng đã chấm của vài tiêu chí, with unit and criterion, for rules that compare units."""
    found = named(session, _SCORED, block_year_id=period.id, hands=[hand], codes=list(codes))
    return [(row["unit"], row["criterion_code"], stored_entry(row)) for row in found]


def unconfirmed_lines(
    session: Session, period: BlockPeriod
) -> list[tuple[Hand, str, str, StoredLine]]:
    """Các dòng chờ người thứ hai, with hand, unit and criterion, in the order they were typed.

    Those of cross-scoring wait for nobody.
    """
    hands = [Hand.SELF, Hand.VERIFIED]
    return [
        (row["hand"], row["unit"], row["criterion_code"], _stored_line(row))
        for row in named(session, _UNCONFIRMED, block_year_id=period.id, hands=hands)
    ]


def considerations(session: Session, period: BlockPeriod) -> dict[str, UnitConsideration]:
    """Tình trạng xét đã ghi, by unit."""
    return considerations_of(session, [period])[period.id]


def considerations_of(
    session: Session, periods: Sequence[BlockPeriod]
) -> dict[int, dict[str, UnitConsideration]]:
    """Tình trạng xét đã ghi của nhiều kỳ, by unit, under the key of the period."""
    found: dict[int, dict[str, UnitConsideration]] = {one.id: {} for one in periods}
    rows = picked(
        session,
        pick(
            Consideration.block_year_id,
            Unit.code,
            Consideration.state,
            Consideration.reason,
            Consideration.document,
        )
        .join(Unit, col(Unit.id) == col(Consideration.unit_id))
        .where(col(Consideration.block_year_id).in_(list(found))),
    )
    for key, code, state, reason, document in rows:
        found[key][code] = UnitConsideration(state=state, reason=reason, document=document)
    return found


def organisers(session: Session) -> dict[str, BlockOrganiser]:
    """Nơi tổ chức đã ghi của từng khối, by its code."""
    rows = session.exec(
        select(Block.code, BlockOrganiserRow).join(
            BlockOrganiserRow, col(BlockOrganiserRow.block_id) == col(Block.id)
        )
    )
    return {
        code: BlockOrganiser(
            level=row.level, body=row.body, document=row.document, version=row.version
        )
        for code, row in rows
    }


def review_plan(session: Session, period: BlockPeriod) -> ReviewPlan:
    """Cách chấm chéo của một kỳ: what is hidden, who reviews what, who keeps away."""
    head = session.exec(
        select(tables.ReviewPlan).where(tables.ReviewPlan.block_year_id == period.id)
    ).first()
    assigned = made(
        session,
        Assignment,
        pick(
            ReviewAssignment.reviewer,
            col(Unit.code).label("unit"),
            col(ReviewAssignment.group_code).label("group"),
            ReviewAssignment.absent_reason,
        )
        .join(Unit, col(Unit.id) == col(ReviewAssignment.unit_id))
        .where(col(ReviewAssignment.block_year_id) == period.id)
        .order_by(col(Unit.code), col(ReviewAssignment.reviewer), col(ReviewAssignment.id)),
    )
    recused = made(
        session,
        DeclaredRecusal,
        pick(
            Recusal.reviewer,
            col(Unit.code).label("unit"),
            Recusal.reason,
            Recusal.declared_by,
            Recusal.declared_at,
        )
        .join(Unit, col(Unit.id) == col(Recusal.unit_id))
        .where(col(Recusal.block_year_id) == period.id, col(Recusal.ended_at).is_(None))
        .order_by(col(Recusal.id)),
    )
    return ReviewPlan(
        blindness=Blindness()
        if head is None
        else Blindness(head.hides_claim, head.hides_others, head.hides_names),
        assignments=tuple(assigned),
        recusals=tuple(recused),
        seed="" if head is None else head.seed,
        version=0 if head is None else head.version,
        mask="" if head is None else head.mask,
    )
