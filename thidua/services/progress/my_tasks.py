"""Việc của tôi: what this person has to do now, in order, each with where it is done."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.covenant.covenant import Combining
from thidua.domain.covenant.drafting.lines import DraftSheet
from thidua.domain.covenant.drafting.proposal import (
    CLAUSE_STATE_WORDS,
    ClauseProposalState,
    standing,
)
from thidua.domain.ground.text import listed
from thidua.domain.period.closing import stopping
from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.progress import UnitProgress
from thidua.domain.period.reminder import deadline_words
from thidua.domain.period.stage import CLOSED, STAGE_WORDS, Stage
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import Side
from thidua.services.access import interests
from thidua.services.awards import open_dossiers
from thidua.services.council import waiting as waiting_councils
from thidua.services.covenant import clause_proposals, covenants, drafts, signatures
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import allocations
from thidua.services.period import rosters
from thidua.services.progress import blocking, overview, owed, stages
from thidua.services.register import waiting as waiting_rows
from thidua.services.report import waiting as waiting_reports
from thidua.services.review import reviews
from thidua.services.scoring import confirmations, late_evidence
from thidua.services.thread import threads
from thidua.services.verify import joint_decisions
from thidua.services.vote import ballots, votes

_ANSWER_IS_NEW = timedelta(days=14)
"""Câu trả lời đề nghị còn được nhắc bấy nhiêu ngày."""


def waiting(work: Work) -> tuple[OwedTask, ...]:
    """Việc của người này, the most pressing first; empty where nothing waits for them."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    minute = replace(work, now=work.now.replace(second=0, microsecond=0))
    found = kept(
        work.session,
        ("my tasks", work.actor, work.period, minute.now, law.local_mark(work.session)),
        lambda: tuple(_lasting(minute)),
    )
    return (*found, *_ready(work))


def _lasting(work: Work) -> Iterable[OwedTask]:
    yield from _own_unit(work)
    yield from _of_voter(work)
    yield from _of_council(work)
    yield from _of_units(work)
    yield from _of_chair(work)
    yield from _of_draft(work)
    yield from _of_next_year(work)


def _own_unit(work: Work) -> Iterable[OwedTask]:
    """Khai mình là người của đơn vị nào, before anything is decided."""
    if interests.is_asked(work.actor, work.period):
        words = "khai bạn là người của đơn vị nào; chưa khai thì chưa quyết định được điều gì"
        yield OwedTask(words=words, doing=Doing.STATE_UNIT)


def _of_voter(work: Work) -> Iterable[OwedTask]:
    """Phiếu người này còn phải bỏ; only whose ballot is still out, never what anybody chose."""
    for vote in votes.unchecked_open(work.session, work.period):
        if ballots.own(work.actor, work.period, vote):
            yield OwedTask(words=f"bỏ phiếu: {vote.draft.title}", doing=Doing.VOTE)


def _of_council(work: Work) -> Iterable[OwedTask]:
    """Phiên họp hội đồng sắp tới của người này, and those whose office is theirs to finish."""
    for words in waiting_councils.of_actor(work):
        yield OwedTask(words=words, doing=Doing.COUNCIL)


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
        for place, task in enumerate(_own(work, unit, tasks.get(unit, ()))):
            said = f"{names.get(unit, unit)}: {task.words}" if len(own) > 1 else task.words
            if until is not None and place == 0 and task.doing is not Doing.REPORT:
                said = f"{said}; {deadline_words(until, work.now)}"
            yield replace(task, words=said)


def _own(work: Work, unit: str, tasks: Iterable[OwedTask]) -> Iterable[OwedTask]:
    """Việc người này làm được cho đơn vị; who only reviews for it signs nothing."""
    may_sign = is_allowed(work.actor, Permission.SIGN_COVENANT, work.period, unit)
    return (task for task in tasks if may_sign or task.doing is not Doing.SIGN)


def _of_draft(work: Work) -> Iterable[OwedTask]:
    """Đề nghị sửa dự thảo: whose answer this person owes, and what was answered to their own."""
    may_see = is_allowed(work.actor, Permission.VIEW_COVENANT, work.period)
    found = drafts.view(work) if may_see else None
    if found is None:
        return
    proposed = clause_proposals.listed(work)
    is_open = ClauseProposalState.OPEN
    waiting = [one for one in proposed if one.state is is_open]
    if found.may_write and waiting:
        units = dict.fromkeys(one.unit for one in waiting)
        words = f"{len(waiting)} đề nghị sửa dự thảo chờ trả lời, của {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.NEGOTIATE)
    own = clause_proposals.own_units(work)
    lines = found.sheet(DraftSheet.CRITERION)
    for one in (one for one in proposed if one.unit in own):
        if one.state is is_open and standing(one, lines).has_drifted:
            words = f"dòng {one.title} của dự thảo đã đổi từ lúc đề nghị; xin đề nghị lại hoặc rút"
            yield OwedTask(words=words, doing=Doing.NEGOTIATE)
        elif one.is_answered_since(work.now - _ANSWER_IS_NEW):
            said = CLAUSE_STATE_WORDS[one.state].lower()
            told = f": {one.answer}" if one.answer else ""
            words = f"đề nghị của đơn vị về dòng {one.title} của dự thảo: {said}{told}"
            yield OwedTask(words=words, doing=Doing.NEGOTIATE)


def _of_next_year(work: Work) -> Iterable[OwedTask]:
    """Năm sau chưa có gì, once this one is over."""
    own = work.period
    if own.stage not in CLOSED or not is_allowed(work.actor, Permission.EDIT_UNITS, own):
        return
    known = rosters.all_periods(work.session)
    if not any(one.block_code == own.block_code and one.year > own.year for one in known):
        words = f"chuẩn bị năm {own.year + 1}: đơn vị, giao ước, vai trò, chức vụ, thời hạn"
        yield OwedTask(words=words, doing=Doing.LIST_UNITS)


def _rows(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    if period.covenant_version is None:
        return []
    return overview.unchecked_progress(session, period)


def _of_chair(work: Work) -> Iterable[OwedTask]:
    """Việc của tổ thư ký, thẩm định và khối trưởng."""
    if not is_allowed(work.actor, Permission.ASSIGN_REVIEWERS, work.period):
        return
    yield from _threads(work)
    yield from _confirmations(work)
    yield from _joint_decisions(work)
    yield from _registers(work)
    yield from _reports(work)
    yield from _dossiers(work)
    yield from _allocations(work)
    asked = blocking.asked(work.session, work.period)
    if asked is not None and asked.asked_by != work.actor.name:
        words = f"đề nghị lùi giai đoạn về «{STAGE_WORDS[asked.to]}» chờ người thứ hai"
        yield OwedTask(words=words, doing=Doing.MOVE_STAGE)
    if work.period.covenant_version is None:
        return
    yield from _signing(work)
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
    yield from _late_evidence(work)


def _ready(work: Work) -> Iterable[OwedTask]:
    """Kỳ đã sẵn sàng chuyển bước, which rests on files and backups too."""
    needed = (Permission.ASSIGN_REVIEWERS, Permission.ADVANCE_STAGE)
    may = all(is_allowed(work.actor, one, work.period) for one in needed)
    if work.period.covenant_version is None or not may:
        return
    view = stages.view(work)
    if view.following is not None and not stopping(view.blockers):
        words = f"kỳ này đã sẵn sàng chuyển sang «{STAGE_WORDS[view.following]}»"
        yield OwedTask(words=words, doing=Doing.MOVE_STAGE)


def _signing(work: Work) -> Iterable[OwedTask]:
    """Các đơn vị còn phải ký giao ước, for whoever reminds them."""
    signing = signatures.unchecked_asked(work.session, work.period)
    if signing is None or not signing.missing:
        return
    left = signing.missing_names
    words = f"{len(left)} đơn vị chưa ký giao ước bản {signing.version}: {listed(left, 'đơn vị')}"
    done = len(signing.units) - len(left)
    yield OwedTask(words=words, doing=Doing.REMIND, done=done, whole=len(signing.units))


def _threads(work: Work) -> Iterable[OwedTask]:
    names = block_members.short_names(work.session, work.period)
    for one in threads.listed(work):
        if one.turn is Side.CHAIR and threads.awaits(work.actor, work.period, one):
            words = f"{names.get(one.unit, one.unit)} · {one.criterion}: {one.words(work.now)}"
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
        units = dict.fromkeys(line.unit for line in found)
        words = f"{len(found)} dòng chờ bạn xác nhận, ở {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.SCORE)


def _units(work: Work, codes: Iterable[str]) -> str:
    """Tên gọi tắt của các đơn vị ấy, as everywhere else on the page."""
    names = block_members.short_names(work.session, work.period)
    return listed([names.get(code, code) for code in codes], "đơn vị")


def _registers(work: Work) -> Iterable[OwedTask]:
    """Dòng sổ theo dõi chờ người thứ hai, and towards the end of the year registers not closed."""
    count, units = waiting_rows.to_confirm(work)
    if count:
        words = f"{count} dòng sổ theo dõi chờ bạn xác nhận, ở {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.REGISTER)
    count, units = waiting_rows.to_close(work)
    if count:
        words = f"{count} sổ theo dõi năm {work.period.year} chưa khóa, ở {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.REGISTER)


def _reports(work: Work) -> Iterable[OwedTask]:
    """Báo cáo đã nộp chờ người này nhận."""
    if not is_allowed(work.actor, Permission.RECEIVE_REPORT, work.period):
        return
    count, units = waiting_reports.to_receive(work)
    if count:
        words = f"{count} báo cáo chờ bạn nhận, của {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.REPORT)


def _dossiers(work: Work) -> Iterable[OwedTask]:
    """Giấy tờ chờ xác nhận và hồ sơ khen chờ nhận, for whoever decides on awards."""
    if not is_allowed(work.actor, Permission.DECIDE_AWARD, work.period):
        return
    count, units = open_dossiers.to_confirm(work)
    if count:
        words = f"{count} giấy tờ của hồ sơ khen chờ bạn xác nhận, của {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.DOSSIER)
    count, units = open_dossiers.to_answer(work)
    if count:
        words = f"{count} hồ sơ khen chờ bạn nhận, của {_units(work, units)}"
        yield OwedTask(words=words, doing=Doing.DOSSIER)


def _allocations(work: Work) -> Iterable[OwedTask]:
    """Chỉ tiêu khen của phong trào chưa phân bổ, for whoever allocates."""
    if not is_allowed(work.actor, Permission.ALLOCATE_QUOTA, work.period):
        return
    for name, groups in allocations.unchecked_to_allocate(work.session, work.period):
        words = f"phong trào «{name}» chưa phân bổ chỉ tiêu khen ở {listed(groups, 'nhóm')}"
        yield OwedTask(words=words, doing=Doing.ALLOCATE)


def _late_evidence(work: Work) -> Iterable[OwedTask]:
    """Minh chứng đến sau khi tổ thẩm định đã chấm, while points can still be settled."""
    if work.period.stage not in (Stage.VERIFY, Stage.APPRAISE):
        return
    names = block_members.short_names(work.session, work.period)
    found = late_evidence.unchecked_late(work.session, work.period, Hand.VERIFIED)
    for (_, unit), codes in found.items():
        words = (
            f"{names.get(unit, unit)} thêm hoặc thay minh chứng sau khi tổ thẩm định chấm "
            f"{listed(codes, 'tiêu chí')}; xin xem lại"
        )
        yield OwedTask(words=words, doing=Doing.AGREE)


def _joint_decisions(work: Work) -> Iterable[OwedTask]:
    """Quyết định chờ chính người này làm người thứ hai, each by itself."""
    for one in joint_decisions.waiting(work):
        if joint_decisions.awaits(work.actor, work.period, one):
            said = joint_decisions.words(work, decision=one)
            unit = _units(work, [one.unit])
            words = f"xác nhận làm người thứ hai: {unit} · {said} ({one.asked_by} đề nghị)"
            yield OwedTask(words=words, doing=Doing.SECOND)


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
