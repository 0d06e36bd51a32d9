"""Giai đoạn: moves a period on when nothing stands in the way, and back only by two hands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.engine import reading
from thidua.db.tables import AuditEntry, BlockYear, StageChange
from thidua.domain.access.permissions import Actor, Permission, is_allowed, require, to_move_from
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.period.closing import (
    Blocker,
    Situation,
    blockers,
    is_backed_up,
    stage_after,
    stages_on_the_way,
    stopping,
)
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, STAGE_WORDS, Stage, earlier_stages
from thidua.domain.review.plan import missing_reviews
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.awards import quota_checks
from thidua.services.covenant import added, covenants
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.period import review_plan
from thidua.services.ranking import standings
from thidua.services.record import backups, integrity, records
from thidua.services.record.integrity import Checked
from thidua.services.scoring import evidence
from thidua.services.thread import threads
from thidua.services.vote import votes

PUBLISH_PHRASE = "CÔNG BỐ"
"""Câu phải gõ để công bố, so that nobody publishes by a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturn:
    """Đề nghị lùi giai đoạn đang chờ: to which stage, why and by whom."""

    key: int
    to: Stage
    reason: str
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """Giai đoạn của một kỳ: all it passes through, the next one, what stands in the way.

    `asked` is a return that waits for a second person. `makes_backup` says that whoever moves it
    has a backup made by the same press, `backed_up` that there is one of this stage already.
    """

    stage: Stage
    path: tuple[Stage, ...]
    following: Stage | None
    blockers: tuple[Blocker, ...]
    asked: AskedReturn | None
    fingerprint: str = ""
    makes_backup: bool = False
    backed_up: bool = False


def view(work: Work) -> StageView:
    """Xem giai đoạn của kỳ này."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    judged_by = law.local_mark(work.session) if work.period.stage is Stage.APPRAISE else ""
    found, situation = kept(
        work.session, ("stage", work.period, judged_by), lambda: _view(work.session, work.period)
    )
    # Asked apart: a backup and a file that went or came back change nothing that is kept.
    now = replace(situation, backed_up=_last_backup(work.session))
    if is_allowed(work.actor, to_move_from(work.period.stage), work.period):
        now = replace(now, files_missing=_files_missing(work.session, work.period))
    return replace(found, blockers=blockers(now), backed_up=is_backed_up(now))


def _view(session: Session, period: BlockPeriod) -> tuple[StageView, Situation]:
    """Giai đoạn, with what its blockers are made of; backups are left out."""
    asked = _asked(session, period)
    makes_backup = backups.is_possible(session)
    situation = replace(_situation(session, period, asked), makes_backup=makes_backup)
    view = StageView(
        stage=period.stage,
        path=stages_on_the_way(period.stage, has_cross=_has_cross(session, period)),
        following=stage_after(period.stage, has_cross=_has_cross(session, period)),
        blockers=(),
        asked=asked,
        fingerprint=_fingerprint(session, period),
        makes_backup=makes_backup,
    )
    return view, situation


def _has_cross(session: Session, period: BlockPeriod) -> bool:
    if period.covenant_version is None:
        return False
    return covenants.load(session, period).combining is not Combining.CHAIR


def _situation(session: Session, period: BlockPeriod, asked: AskedReturn | None) -> Situation:
    members = {member.code: member for member in queries.members(session, period)}
    given = queries.considerations(session, period)
    counted = [
        member
        for code, member in members.items()
        if code not in given or given[code].state is ConsiderationState.CONSIDERED
    ]
    own = queries.sheets(session, period, Hand.SELF)
    checked = queries.sheets(session, period, Hand.VERIFIED)
    done = {code for code, sheet in checked.items() if sheet.status is SheetStatus.VERIFIED}
    claimed = {code for code, sheet in own.items() if sheet.status is SheetStatus.SUBMITTED}
    has_covenant = period.covenant_version is not None
    parts_open: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    vote_awaited = ""
    ties_awaited: tuple[str, ...] = ()
    if has_covenant and period.stage is Stage.APPRAISE:
        board = standings.unchecked_board(session, period)
        unlocked = added.open_periods(session, period, board.covenant)
        parts_open = tuple(one.part.label for one in unlocked)
        undecided = tuple(line.award for line in board.award_places() if line.undecided)
        awaited = board.standings.awaited
        vote_awaited = "" if awaited is None else awaited.words(board.short_name)
        ties_awaited = board.ties_awaited(board.short_name)
    return Situation(
        stage=period.stage,
        members=len(members),
        has_covenant=has_covenant,
        has_cross=_has_cross(session, period),
        claims_missing=tuple(one.short_name for one in counted if one.code not in claimed | done),
        checks_missing=tuple(one.short_name for one in counted if one.code not in done),
        reviews_missing=_owed(session, period, {one.code: one.short_name for one in counted}),
        threads_open=tuple(
            dict.fromkeys(
                members[one.unit].short_name
                for one in threads.unchecked_open(session, period)
                if one.unit in members
            )
        ),
        votes_open=tuple(one.draft.title for one in votes.unchecked_open(session, period)),
        files_missing=_files_missing(session, period),
        waiting=sum(
            not line.entry.confirmed
            for sheet in [*own.values(), *checked.values()]
            for line in sheet.lines.values()
        ),
        parts_open=parts_open,
        undecided=undecided,
        over_quota=(
            quota_checks.blocking(session, period) if period.stage is Stage.APPRAISE else ()
        ),
        vote_awaited=vote_awaited,
        ties_awaited=ties_awaited,
        return_asked=asked is not None,
        since=_since(session, period),
    )


def _files_missing(session: Session, period: BlockPeriod) -> tuple[str, ...]:
    return tuple(one.title for one in evidence.missing_files(session, period))


def _owed(session: Session, period: BlockPeriod, names: Mapping[str, str]) -> tuple[str, ...]:
    """Các phiếu chấm chéo còn thiếu, in words: «A chấm B»."""
    plan = review_plan.review_plan(session, period)
    owed = missing_reviews(plan, queries.reviews(session, period), list(names))
    return tuple(f"{names.get(reviewer, reviewer)} chấm {names[unit]}" for reviewer, unit in owed)


def _last_backup(session: Session) -> datetime | None:
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
    return session.exec(found).first()


def _since(session: Session, period: BlockPeriod) -> datetime | None:
    """Giai đoạn này bắt đầu lúc nào; None before the first move."""
    found = (
        select(StageChange.done_at)
        .where(StageChange.block_year_id == period.id, col(StageChange.done_at).is_not(None))
        .order_by(col(StageChange.id).desc())
        .limit(1)
    )
    return session.exec(found).first()


def _fingerprint(session: Session, period: BlockPeriod) -> str:
    """Vân tay đã lưu khi chốt hoặc công bố; empty while the period is open."""
    if period.stage not in CLOSED:
        return ""
    found = (
        select(StageChange.fingerprint)
        .where(StageChange.block_year_id == period.id, StageChange.new_stage == period.stage)
        .order_by(col(StageChange.id).desc())
        .limit(1)
    )
    return session.exec(found).first() or ""


def _asked(session: Session, period: BlockPeriod) -> AskedReturn | None:
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


def checked_before_move(
    url: str, *, actor: Actor, period: BlockPeriod, seen: Stage
) -> Checked | None:
    """Kiểm tra toàn bộ trước khi chốt hoặc công bố, for whoever may move this period on.

    Reads everything while others go on writing, so that `advance` need only go on from there; None
    where the next stage asks for no such check.
    """
    with reading(url) as session:
        fresh = queries.period_by_key(session, period.id)
        if fresh is None:
            raise NotFound
        require(actor, to_move_from(fresh.stage), fresh)
        following = stage_after(seen, has_cross=_has_cross(session, fresh))
        if fresh.stage is not seen or following not in CLOSED:
            return None
        return integrity.checked(session)


def advance(work: Work, *, seen: Stage, typed: str = "", checked: Checked | None = None) -> None:
    """Chuyển sang giai đoạn kế tiếp: Refused with everything that stands in the way.

    A backup has been made before; see `backups.before_move`. `seen` is the stage the person decided
    over. Publishing needs the typed phrase; locking and publishing need a whole record that agrees
    with the data, and keep its fingerprint. `checked` is what `checked_before_move` found; without
    it everything is read here, while nobody else can write.
    """
    period = work.period
    period = _hold(work.session, period)
    require(work.actor, to_move_from(seen), replace(period, stage=seen))
    if period.stage is not seen:
        raise StaleEdit("Giai đoạn vừa được người khác chuyển; hãy xem lại.")
    following = stage_after(period.stage, has_cross=_has_cross(work.session, period))
    if following is None:
        raise NotFound
    if seen is Stage.LOCKED and typed.strip() != PUBLISH_PHRASE:
        raise Refused(f"Muốn công bố, hãy gõ đúng câu «{PUBLISH_PHRASE}».")
    if period.covenant_version is not None:  # none of what it adds may go back meanwhile
        covenant = covenants.load(work.session, period)
        for one in added.added_periods(work.session, period, covenant):
            queries.held_period(work.session, one.id)
    situation = _situation(work.session, period, _asked(work.session, period))
    situation = replace(situation, backed_up=_last_backup(work.session))
    stopped = stopping(blockers(situation))
    if stopped:
        listed = "; ".join(one.message for one in stopped)
        raise Refused(f"Chưa chuyển được sang «{STAGE_WORDS[following]}»: {listed}.")
    fingerprint = ""
    if following in CLOSED:
        _require_whole_record(work.session, period, checked)
        fingerprint = records.unchecked_fingerprint(work.session, period)
    _move(work.at(period), following, "", fingerprint)


def _hold(session: Session, period: BlockPeriod) -> BlockPeriod:
    fresh = queries.held_period(session, period.id, to_move=True)
    if fresh is None:
        raise NotFound
    return fresh


def _require_whole_record(session: Session, period: BlockPeriod, checked: Checked | None) -> None:
    if checked is None:
        fault = integrity.first_fault(session)
    else:
        fault = integrity.fault_since(session, checked, period)
    if fault:
        raise Refused(f"Dữ liệu không toàn vẹn nên chưa chuyển được giai đoạn: {fault}.")


def _move(
    work: Work, to: Stage, reason: str, fingerprint: str = "", change: StageChange | None = None
) -> None:
    row = change or StageChange(
        block_year_id=work.period.id,
        old_stage=work.period.stage,
        new_stage=to,
        asked_by=work.actor.name,
        asked_at=work.now,
    )
    row.done_by, row.done_at, row.fingerprint = work.actor.name, work.now, fingerprint
    year = work.session.get_one(BlockYear, work.period.id)
    year.stage = to
    work.session.add_all([row, year])
    work.record(Act("stage.moved", reason=reason))


def ask_return(work: Work, *, to: Stage, reason: str) -> None:
    """Đề nghị lùi giai đoạn: needs a reason, and a second person before anything happens."""
    period = work.period
    period = _hold(work.session, period)
    require(work.actor, Permission.RETURN_STAGE, period)
    if to not in earlier_stages(period.stage):
        raise Refused("Chỉ lùi về một giai đoạn trước giai đoạn hiện tại.")
    if not reason.strip():
        raise Refused("Cần ghi lý do lùi giai đoạn.")
    _refuse_under_a_lock(work.session, period)
    if _asked(work.session, period) is not None:
        raise Refused("Đang có một đề nghị lùi giai đoạn; hãy xác nhận hoặc rút nó trước.")
    work.session.add(
        StageChange(
            block_year_id=period.id,
            old_stage=period.stage,
            new_stage=to,
            reason=reason.strip(),
            asked_by=work.actor.name,
            asked_at=work.now,
        )
    )
    act = Act("stage.return_asked", reason=reason.strip())
    work.at(period).record(act)


def _refuse_under_a_lock(session: Session, period: BlockPeriod) -> None:
    """Không lùi kỳ mà một kỳ đã chốt đang cộng: its total would move under the lock."""
    above = added.closed_above(session, period)
    if above is not None:
        raise Refused(
            f"{above.title} đã chốt và cộng điểm của {period.when}; hãy lùi {above.when} trước."
        )


def confirm_return(work: Work, *, key: int) -> None:
    """Xác nhận lùi giai đoạn: by somebody other than who asked."""
    period = work.period
    period, row = _asked_row(work.at(period), key)
    if row.asked_by == work.actor.name:
        raise Refused("Người đề nghị lùi giai đoạn không được tự xác nhận.")
    _refuse_under_a_lock(work.session, period)
    _move(work.at(period), row.new_stage, row.reason, change=row)


def withdraw_return(work: Work, *, key: int) -> None:
    """Rút đề nghị lùi giai đoạn."""
    period = work.period
    period, row = _asked_row(work.at(period), key)
    row.withdrawn = True
    work.session.add(row)
    act = Act("stage.return_withdrawn", reason=row.reason)
    work.at(period).record(act)


def _asked_row(work: Work, key: int) -> tuple[BlockPeriod, StageChange]:
    period = work.period
    period = _hold(work.session, period)
    require(work.actor, Permission.RETURN_STAGE, period)
    asked = _asked(work.session, period)
    if asked is None or asked.key != key:
        raise StaleEdit("Đề nghị này đã được xử lý; hãy xem lại.")
    return period, work.session.get_one(StageChange, key)
