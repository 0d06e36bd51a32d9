"""Giai đoạn: moves a period on when nothing stands in the way, and back only by two hands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.engine import reading
from thidua.db.tables import BlockYear, StageChange
from thidua.domain.access.permissions import Actor, Permission, is_allowed, require, to_move_from
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.closing import (
    NO_BACKUP,
    PHRASES,
    Blocker,
    Matter,
    Situation,
    blockers,
    is_backed_up,
    passed_matters,
    stage_after,
    stages_on_the_way,
    stopping,
    to_pass_over,
)
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, STAGE_WORDS, Stage, earlier_stages
from thidua.services.covenant import added, covenants
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.progress import blocking
from thidua.services.progress.blocking import AskedReturn
from thidua.services.record import backups, fingerprints, integrity
from thidua.services.record.integrity import Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """Lần chuyển khi còn việc nên xong: from which stage to which, what was left, why, by whom."""

    old: Stage
    new: Stage
    matters: tuple[Matter, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """Giai đoạn của một kỳ: all it passes through, the next one, what stands in the way.

    `asked` is a return that waits for a second person. `makes_backup` says that whoever moves it
    has a backup made by the same press, `backed_up` that there is one of this stage already.
    `passed` are the moves that left undone what should have been done first.
    """

    stage: Stage
    path: tuple[Stage, ...]
    following: Stage | None
    blockers: tuple[Blocker, ...]
    asked: AskedReturn | None
    fingerprint: str = ""
    makes_backup: bool = False
    backed_up: bool = False
    passed: tuple[PassedOver, ...] = ()


def view(work: Work) -> StageView:
    """Xem giai đoạn của kỳ này."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    judged_by = law.local_mark(work.session) if work.period.stage is Stage.APPRAISE else ""
    found, situation = kept(
        work.session, ("stage", work.period, judged_by), lambda: _view(work.session, work.period)
    )
    # Asked apart: a backup and a file that went or came back change nothing that is kept.
    now = blocking.up_to_now(work.session, work.period, situation)
    if is_allowed(work.actor, to_move_from(work.period.stage), work.period):
        now = replace(now, files_missing=blocking.files_missing(work.session, work.period))
    return replace(found, blockers=blockers(now), backed_up=is_backed_up(now))


def _view(session: Session, period: BlockPeriod) -> tuple[StageView, Situation]:
    """Giai đoạn, with what its blockers are made of; backups are left out."""
    asked = blocking.asked(session, period)
    makes_backup = backups.is_possible(session)
    situation = replace(blocking.situation(session, period, asked), makes_backup=makes_backup)
    view = StageView(
        stage=period.stage,
        path=stages_on_the_way(period.stage, has_cross=blocking.has_cross(session, period)),
        following=stage_after(period.stage, has_cross=blocking.has_cross(session, period)),
        blockers=(),
        asked=asked,
        fingerprint=_fingerprint(session, period),
        makes_backup=makes_backup,
        passed=_passed(session, period),
    )
    return view, situation


def _passed(session: Session, period: BlockPeriod) -> tuple[PassedOver, ...]:
    """Các lần chuyển khi còn việc nên xong, in their order."""
    rows = session.exec(
        select(StageChange)
        .where(StageChange.block_year_id == period.id, StageChange.passed_over != "")
        .order_by(col(StageChange.id))
    )
    return tuple(
        PassedOver(
            old=row.old_stage,
            new=row.new_stage,
            matters=tuple(Matter(one) for one in row.passed_over.splitlines()),
            reason=row.reason,
            by=row.done_by or row.asked_by,
            at=row.done_at or row.asked_at,
        )
        for row in rows
    )


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
        following = stage_after(seen, has_cross=blocking.has_cross(session, fresh))
        if fresh.stage is not seen or following not in CLOSED:
            return None
        return integrity.checked(session)


def advance(
    work: Work,
    *,
    seen: Stage,
    typed: str = "",
    reason: str = "",
    fingerprint: str = "",
    checked: Checked | None = None,
) -> None:
    """Chuyển sang giai đoạn kế tiếp: Refused with everything that stands in the way.

    What should be done first is passed over only with a `reason`, kept with what it was. A backup
    has been made before; see `backups.before_move`. `seen` is the stage the person decided over,
    `fingerprint` that of what is to be closed, as it was shown. Locking and publishing need the
    typed phrase and a whole record that agrees with the data, and keep its fingerprint. `checked`
    is what `checked_before_move` found; without it everything is read here, while nobody else can
    write.
    """
    period = work.period
    period = _hold(work.session, period)
    require(work.actor, to_move_from(seen), replace(period, stage=seen))
    if period.stage is not seen:
        raise StaleEdit("Giai đoạn vừa được người khác chuyển; hãy xem lại.")
    following = stage_after(period.stage, has_cross=blocking.has_cross(work.session, period))
    if following is None:
        raise NotFound
    if period.covenant_version is not None:  # none of what it adds may go back meanwhile
        covenant = covenants.load(work.session, period)
        for one in added.added_periods(work.session, period, covenant):
            queries.held_period(work.session, one.id)
    situation = blocking.situation(work.session, period, blocking.asked(work.session, period))
    found = blockers(blocking.up_to_now(work.session, period, situation))
    stopped = stopping(found)
    # Who presses has the copy made last, so that it alone hides nothing else that is still wanted.
    if [one for one in stopped if one.message != NO_BACKUP.message]:
        raise _stopped(following, stopped)
    _require_reason(to_pass_over(found), reason)
    _require_phrase(following, typed)
    if stopped:
        raise _stopped(following, stopped)
    now = ""
    if following in CLOSED:
        _require_whole_record(work.session, period, checked)
        now = fingerprints.unchecked_fingerprint(work.session, period)
        if fingerprint and fingerprint != now:
            raise StaleEdit(
                "Dữ liệu của kỳ đã đổi từ khi xem mã đối chiếu; hãy xem lại trước khi chuyển."
            )
    change = StageChange(
        block_year_id=period.id,
        old_stage=period.stage,
        new_stage=following,
        asked_by=work.actor.name,
        asked_at=work.now,
        reason=clean_lines(reason),
        passed_over="\n".join(passed_matters(found)),
    )
    _move(work.at(period), following, clean_lines(reason), now, change)


def _stopped(following: Stage, stopped: Sequence[Blocker]) -> Refused:
    listed = "; ".join(one.message for one in stopped)
    return Refused(f"Chưa chuyển được sang «{STAGE_WORDS[following]}»: {listed}.")


def _require_phrase(following: Stage, typed: str) -> None:
    phrase = PHRASES.get(following, "")
    if typed.strip() != phrase and phrase:
        verb = "công bố" if following is Stage.PUBLISHED else "chốt"
        raise Refused(f"Muốn {verb}, hãy gõ đúng câu «{phrase}».")


def _require_reason(left: Sequence[Blocker], reason: str) -> None:
    if left and not clean_lines(reason):
        listed = "; ".join(one.message for one in left)
        raise Refused(f"Còn việc nên xong trước khi chuyển: {listed}. Vẫn chuyển thì ghi lý do.")


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


def _move(work: Work, to: Stage, reason: str, fingerprint: str, row: StageChange) -> None:
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
    if blocking.asked(work.session, period) is not None:
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
    _move(work.at(period), row.new_stage, row.reason, "", row)


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
    asked = blocking.asked(work.session, period)
    if asked is None or asked.key != key:
        raise StaleEdit("Đề nghị này đã được xử lý; hãy xem lại.")
    return period, work.session.get_one(StageChange, key)
