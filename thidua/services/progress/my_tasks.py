"""Việc của tôi: what this person has to do now, in order, each with where it is done."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.text import listed
from thidua.domain.period.closing import stopping
from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.progress import UnitProgress
from thidua.domain.period.reminder import deadline_words
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import Side
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.progress import overview, owed, stages
from thidua.services.review import reviews
from thidua.services.scoring import confirmations
from thidua.services.thread import threads
from thidua.services.vote import ballots, votes


def waiting(work: Work) -> tuple[OwedTask, ...]:
    """Việc của người này, the most pressing first; empty where nothing waits for them."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    found = [*_of_voter(work), *_of_units(work)]
    if is_allowed(work.actor, Permission.ASSIGN_REVIEWERS, work.period):
        found += _of_chair(work)
    return tuple(found)


def _of_voter(work: Work) -> Iterable[OwedTask]:
    """Phiếu người này còn phải bỏ; only whose ballot is still out, never what anybody chose."""
    for vote in votes.unchecked_open(work.session, work.period):
        if ballots.own(work.actor, work.period, vote):
            yield OwedTask(words=f"bỏ phiếu: {vote.draft.title}", doing=Doing.VOTE)


def _of_units(work: Work) -> Iterable[OwedTask]:
    """Việc của các đơn vị mà người này làm thay mặt."""
    own = units_of(work.actor, Permission.VIEW_DUTY, work.period)
    if not own:
        return
    tasks = owed.unchecked_owed(work.session, work.period, work.now)
    ends = owed.deadlines(work)
    names = {row.member.code: row.member.name for row in _rows(work.session, work.period)}
    for unit in sorted(own):
        until = ends.get(unit, ends.get(owed.ALL))
        for place, task in enumerate(tasks.get(unit, ())):
            said = f"{names.get(unit, unit)}: {task.words}" if len(own) > 1 else task.words
            if until is not None and place == 0:
                said = f"{said}; {deadline_words(until, work.now)}"
            yield replace(task, words=said)


def _rows(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    if period.covenant_version is None:
        return []
    return overview.unchecked_progress(session, period)


def _of_chair(work: Work) -> Iterable[OwedTask]:
    """Việc của tổ thư ký, thẩm định và khối trưởng."""
    yield from _threads(work)
    yield from _confirmations(work)
    asked = stages.view(work).asked
    if asked is not None and asked.asked_by != work.actor.name:
        words = f"đề nghị lùi giai đoạn về «{STAGE_WORDS[asked.to]}» chờ người thứ hai"
        yield OwedTask(words=words, doing=Doing.MOVE_STAGE)
    if work.period.covenant_version is None:
        return
    rows = overview.progress(work)
    late = [row.member.short_name for row in rows if not row.is_claimed]
    if work.period.stage is Stage.SELF_SCORE and late:
        words = f"{len(late)} đơn vị chưa nộp bảng tự chấm: {listed(late, 'đơn vị')}"
        done = len(rows) - len(late)
        yield OwedTask(words=words, doing=Doing.REMIND, done=done, whole=len(rows))
    yield from _cross(work.session, work.period)
    unverified = [row.member.short_name for row in rows if not row.is_verified]
    if work.period.stage in (Stage.VERIFY, Stage.APPRAISE) and unverified:
        words = f"{len(unverified)} đơn vị chưa thẩm định xong: {listed(unverified, 'đơn vị')}"
        done = len(rows) - len(unverified)
        yield OwedTask(words=words, doing=Doing.AGREE, done=done, whole=len(rows))
    if is_allowed(work.actor, Permission.ADVANCE_STAGE, work.period):
        view = stages.view(work)
        if view.following is not None and not stopping(view.blockers):
            words = f"kỳ này đã sẵn sàng chuyển sang «{STAGE_WORDS[view.following]}»"
            yield OwedTask(words=words, doing=Doing.MOVE_STAGE)


def _threads(work: Work) -> Iterable[OwedTask]:
    for one in threads.listed(work):
        if one.turn is Side.CHAIR and threads.awaits(work.actor, work.period, one):
            words = f"{one.unit} · {one.criterion}: {one.words(work.now)}"
            yield OwedTask(words=words, doing=Doing.ANSWER, about=str(one.id))


def _confirmations(work: Work) -> Iterable[OwedTask]:
    if work.period.covenant_version is None:
        return
    found = [
        line
        for line in confirmations.waiting(work)
        if line.hand is Hand.VERIFIED and confirmations.may_confirm(work.actor, work.period, line)
    ]
    if found:
        units = list(dict.fromkeys(line.unit for line in found))
        words = f"{len(found)} dòng chờ bạn xác nhận, ở {listed(units, 'đơn vị')}"
        yield OwedTask(words=words, doing=Doing.SCORE)


def _cross(session: Session, period: BlockPeriod) -> Iterable[OwedTask]:
    """Phân công và phiếu còn thiếu, where the covenant has cross-scoring."""
    if covenants.load(session, period).combining is Combining.CHAIR:
        return
    assigned = [one for one in reviews.unchecked_duties(session, period) if one.codes]
    if period.stage in (Stage.SELF_SCORE, Stage.CROSS_SCORE) and not assigned:
        yield OwedTask(words="chưa phân công chấm chéo", doing=Doing.ASSIGN)
    if period.stage is Stage.CROSS_SCORE and assigned:
        rows = _rows(session, period)
        done = sum(row.to_give.done for row in rows)
        whole = sum(row.to_give.whole for row in rows)
        if done < whole:
            words = f"{whole - done} phiếu chấm chéo chưa nộp"
            yield OwedTask(words=words, doing=Doing.REMIND, done=done, whole=whole)
