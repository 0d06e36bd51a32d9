"""Việc còn vướng của một kỳ: what is read to say what still blocks, and whose turn it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import AuditEntry, StageChange
from thidua.domain.covenant.covenant import Combining
from thidua.domain.period.closing import Matter, Situation, Turn
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.review.assignment import short_handed
from thidua.domain.review.plan import ReviewPlan, missing_reviews
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.awards import quota_checks
from thidua.services.covenant import added, covenants, signatures
from thidua.services.ground import block_members, record_ends
from thidua.services.ground.kept import kept
from thidua.services.period import review_plan
from thidua.services.progress import turns
from thidua.services.ranking import opening, standings
from thidua.services.record import integrity
from thidua.services.scoring import evidence, joint
from thidua.services.thread import threads
from thidua.services.vote import votes


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturn:
    """Đề nghị lùi giai đoạn đang chờ: to which stage, why and by whom."""

    key: int
    to: Stage
    reason: str
    asked_by: str
    asked_at: datetime


def has_cross(session: Session, period: BlockPeriod) -> bool:
    """Giao ước có chấm chéo."""
    if period.covenant_version is None:
        return False
    return covenants.load(session, period).combining is not Combining.CHAIR


def situation(session: Session, period: BlockPeriod, asked: AskedReturn | None) -> Situation:
    """Tình hình của kỳ này: all that moving on depends on, but for backups and the last check."""
    members = {member.code: member for member in block_members.members(session, period)}
    given = queries.considerations(session, period)
    counted = {
        code: member.short_name
        for code, member in members.items()
        if code not in given or given[code].state is ConsiderationState.CONSIDERED
    }
    own = queries.sheets(session, period, Hand.SELF)
    checked = queries.sheets(session, period, Hand.VERIFIED)
    done = {code for code, sheet in checked.items() if sheet.status is SheetStatus.VERIFIED}
    lacking = _lacking(session, period) if done else frozenset()
    claimed = {code for code, sheet in own.items() if sheet.status is SheetStatus.SUBMITTED}
    is_crossing = has_cross(session, period)
    plan = review_plan.review_plan(session, period)
    open_threads = [one for one in threads.unchecked_open(session, period) if one.unit in members]
    open_votes = votes.unchecked_open(session, period)
    waiting = _waiting([*own.values(), *checked.values()])
    waiting += [one.asked_at for one in joint.unchecked_waiting(session, period)]
    began = since(session, period)
    names = {code: member.short_name for code, member in members.items()}
    found = Situation(
        stage=period.stage,
        members=len(members),
        has_covenant=period.covenant_version is not None,
        has_cross=is_crossing,
        unsigned=_unsigned(session, period),
        claims_missing=tuple(name for code, name in counted.items() if code not in claimed | done),
        checks_missing=tuple(
            f"{name} (đã xác nhận nhưng còn tiêu chí chưa có điểm)" if code in done else name
            for code, name in counted.items()
            if code not in done or code in lacking
        ),
        is_assigned=not is_crossing or bool(plan.assignments),
        reviewers_gone=tuple(
            f"{counted[unit]} ({said})"
            for unit, said in short_handed(plan).items()
            if unit in counted
        ),
        reviews_missing=_owed(session, period, plan, counted),
        threads_open=tuple(dict.fromkeys(names[one.unit] for one in open_threads)),
        votes_open=tuple(one.draft.title for one in open_votes),
        files_missing=files_missing(session, period),
        waiting=len(waiting),
        return_asked=asked is not None,
        since=began,
        turns={
            **turns.of_roles(began),
            **turns.of_reviews(plan, began),
            Matter.THREADS: turns.of_threads(open_threads, names),
            Matter.WAITING: turns.of_waiting(waiting),
            Matter.VOTES: turns.of_votes(open_votes),
            Matter.RETURN: turns.of_return(asked.asked_by, asked.asked_at) if asked else Turn(),
        },
    )
    return _appraised(session, period, found) if period.stage is Stage.APPRAISE else found


def _unsigned(session: Session, period: BlockPeriod) -> tuple[str, ...]:
    """Các thành viên chưa ký bản đang dùng, in the stage in which it is signed."""
    signing = signatures.unchecked(session, period) if period.stage is Stage.SIGN else None
    return () if signing is None else signing.missing_names


def _lacking(session: Session, period: BlockPeriod) -> frozenset[str]:
    """Các đơn vị còn dòng chưa có điểm, as where an amendment has added a criterion since."""
    if period.covenant_version is None or period.stage not in (Stage.VERIFY, Stage.APPRAISE):
        return frozenset()
    rows = standings.unchecked_board(session, period).standings.rows
    return frozenset(row.unit for row in rows if row.score.missing)


def _appraised(session: Session, period: BlockPeriod, found: Situation) -> Situation:
    """Thêm những gì chỉ xét khi bình xét: what the meeting still has to decide."""
    found = replace(found, over_quota=quota_checks.blocking(session, period))
    if period.covenant_version is None:
        return found
    board = standings.unchecked_board(session, period)
    awaited = board.standings.awaited
    unlocked = added.open_periods(session, period, board.covenant)
    return replace(
        found,
        parts_open=tuple(one.part.label for one in unlocked),
        undecided=tuple(line.award for line in board.award_places() if line.undecided),
        vote_awaited="" if awaited is None else awaited.words(board.short_name),
        ties_awaited=board.ties_awaited(board.short_name),
        other_figures=tuple(
            one.words(board.short_name) for one in opening.unchecked_other_figures(session, board)
        ),
    )


def up_to_now(session: Session, period: BlockPeriod, found: Situation) -> Situation:
    """Thêm những gì không giữ lại: a backup, and what the last check of this period found."""
    made = last_backup(session)
    checked_at, faults = integrity.last_of_period(session, period)
    latest = {
        Matter.BACKUP: replace(found.turns[Matter.BACKUP], since=made or found.since),
        Matter.INTEGRITY: replace(found.turns[Matter.INTEGRITY], since=checked_at),
    }
    return replace(found, backed_up=made, faults=faults, turns={**found.turns, **latest})


def _waiting(sheets: list[StoredSheet]) -> list[datetime | None]:
    """Các dòng chờ người thứ hai, by when they were typed."""
    return [
        line.entered_at
        for sheet in sheets
        for line in sheet.lines.values()
        if not line.entry.confirmed
    ]


def files_missing(session: Session, period: BlockPeriod) -> tuple[str, ...]:
    """Các minh chứng mà tệp không còn trên máy chủ; of one that is not open its level alone."""
    return tuple(one.told for one in evidence.missing_files(session, period))


def _owed(
    session: Session, period: BlockPeriod, plan: ReviewPlan, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Các phiếu chấm chéo còn thiếu, in words: «A chấm B»."""
    owed = missing_reviews(plan, queries.reviews(session, period), list(names))
    return tuple(f"{names.get(reviewer, reviewer)} chấm {names[unit]}" for reviewer, unit in owed)


def last_backup(session: Session) -> datetime | None:
    """Lần sao lưu gần nhất; it is of no block and no year."""
    found = (
        select(AuditEntry.at)
        .where(
            AuditEntry.block_code == "",
            col(AuditEntry.year).is_(None),
            AuditEntry.action == "backup.made",
        )
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    )

    def read() -> datetime | None:
        with record_ends.reading_of(session, None):
            return session.exec(found).first()

    return kept(session, "last backup", read)


def since(session: Session, period: BlockPeriod) -> datetime | None:
    """Giai đoạn này bắt đầu lúc nào; None before the first move."""
    found = (
        select(StageChange.done_at)
        .where(StageChange.block_year_id == period.id, col(StageChange.done_at).is_not(None))
        .order_by(col(StageChange.id).desc())
        .limit(1)
    )
    return session.exec(found).first()


def asked(session: Session, period: BlockPeriod) -> AskedReturn | None:
    """Đề nghị lùi giai đoạn đang chờ của kỳ này."""
    row = session.exec(
        select(StageChange).where(
            StageChange.block_year_id == period.id,
            col(StageChange.done_at).is_(None),
            col(StageChange.withdrawn).is_(False),
        )
    ).first()
    if row is None:
        return None
    return AskedReturn(
        key=row.id or 0,
        to=row.new_stage,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
    )
