"""Kiểm tra điểm: lines fit their covenant, totals and ranks are what the lines make."""

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import (
    AuditEntry,
    Block,
    BlockYear,
    ScoreLine,
    ScoreSheet,
    Unit,
)
from thidua.db.tables import Covenant as CovenantTable
from thidua.domain.covenant.checks import check_group_sums
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules import Line
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.services.covenant import totals
from thidua.services.ground import personal
from thidua.services.ground.audit import read_content
from thidua.services.ranking import standings
from thidua.services.record.checks.check_scope import (
    PORTION,
    Faults,
    covenants_of,
    entries_of,
    within,
)


def sums(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, covenant in covenants_of(session, only):
        for finding in check_group_sums(covenant):
            if finding.code == "group_sum":
                yield f"{period.place}: {finding.message}"


def scores_in_bounds(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, covenant in covenants_of(session, only):
        for hand in (Hand.SELF, Hand.VERIFIED):
            for unit, sheet in queries.sheets(session, period, hand).items():
                for code, entry in sheet.entries.items():
                    criterion = covenant.criteria.get(code)
                    if criterion is None:
                        yield f"{period.place} · {unit} · {code}: giao ước không có tiêu chí này"
                    elif entry.state is LineState.SCORED:
                        for problem in criterion.rule.problems(Line(entry, criterion.max_points)):
                            if problem.is_error:
                                yield f"{period.place} · {unit} · {code}: {problem.message}"


def one_live_line(session: Session, only: BlockPeriod | None = None) -> Faults:
    rows = session.exec(
        select(ScoreLine.sheet_id, ScoreLine.criterion_code)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .where(col(ScoreLine.live), *within(ScoreSheet, only))
        .order_by(col(ScoreLine.sheet_id), ScoreLine.criterion_code)
    )
    before = None
    for row in rows:
        if row == before:
            yield f"bảng {row[0]} · {row[1]}: hai phiên bản cùng có hiệu lực"
        before = row


def covenant_of_lines(session: Session, only: BlockPeriod | None = None) -> Faults:
    rows = queries.picked(
        session,
        queries.pick(
            Block.code, BlockYear.year, BlockYear.part, Unit.code, ScoreLine.criterion_code
        )
        .select_from(ScoreLine)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .join(BlockYear, col(BlockYear.id) == col(ScoreSheet.block_year_id))
        .join(Block, col(Block.id) == col(BlockYear.block_id))
        .where(
            *within(ScoreSheet, only),
            col(ScoreLine.live),
            col(ScoreLine.covenant_version).not_in(
                select(CovenantTable.version).where(
                    CovenantTable.block_year_id == col(BlockYear.id)
                )
            ),
        ),
    )
    for block, year, part, unit, code in rows:
        said = " ".join(filter(None, [block, str(year), part]))
        yield f"{said} · {unit} · {code}: chấm theo bản giao ước không có"


def totals_and_ranks(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, _ in covenants_of(session, only):
        board = standings.unchecked_board(session, period)
        seen: dict[int, int] = {}
        for row in board.standings.rows:
            if row.rank is not None:
                seen[row.rank] = seen.get(row.rank, 0) + 1
        expected = 1
        for rank in sorted(seen):
            if rank != expected:
                yield f"{period.place}: có hạng {rank}, đáng lẽ là {expected}"
            expected = rank + seen[rank]


def kept_scores(session: Session, only: BlockPeriod | None = None) -> Faults:
    for period, covenant in covenants_of(session, only):
        for unit, hand in totals.faults(session, period, covenant):
            yield (
                f"{period.place} · {unit}: điểm {HAND_WORDS[hand].lower()} đang giữ khác điểm "
                "tính từ các dòng; chạy «python -m thidua rebuild-scores»"
            )


def second_hands(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Mỗi lần xác nhận: the signer recorded is not the person who typed the line."""
    rows = session.connection().execute(
        queries.pick(AuditEntry.position, AuditEntry.actor, AuditEntry.content)
        .where(col(AuditEntry.action) == "score.confirmed", *entries_of(only))
        .order_by(col(AuditEntry.position))
        .execution_options(yield_per=PORTION)
    )
    with rows:
        for position, actor, content in rows:
            for line in read_content(content).get("rows", ()):
                if line["naming"]["entered_by"] == line["after"]["confirmed_by"]:
                    who = personal.names(session, [actor]).get(actor, "")
                    yield f"mục {position}: {who} tự xác nhận dòng mình nhập"
