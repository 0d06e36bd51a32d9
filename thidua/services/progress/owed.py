"""Việc còn thiếu của từng đơn vị: the one list that reminders and the units' own pages show."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.text import listed
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.reminder import criterion_words
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.period.windows import Window, day_of
from thidua.domain.scoring.completeness import GapKind, gaps
from thidua.domain.scoring.evidence import lacking
from thidua.domain.scoring.scoring import score_unit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.domain.thread.thread import Side, Thread
from thidua.services.awards import open_dossiers
from thidua.services.covenant import covenants, signatures
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.movement import duties
from thidua.services.period import windows
from thidua.services.report import waiting as report_waiting
from thidua.services.review import reviews
from thidua.services.scoring import evidence, late_evidence, submissions
from thidua.services.thread import threads

ALL = ""
"""Mọi đơn vị, where a deadline is everybody's."""

_CLAIM_GAPS = (
    (GapKind.NOT_SCORED, "chưa tự chấm"),
    (GapKind.RETURNED, "bị trả lại"),
    (GapKind.NO_EVIDENCE, "thiếu minh chứng"),
    (GapKind.NO_PAPER, "thiếu tệp giấy xác nhận có ký"),
)


def unchecked_owed(
    session: Session, period: BlockPeriod, now: datetime
) -> dict[str, tuple[OwedTask, ...]]:
    """Việc còn thiếu của từng đơn vị, in the order in which it is best done, whoever asks."""
    if period.covenant_version is None:
        return {}
    covenant = covenants.load(session, period)
    lasting = kept(session, ("owed", period), lambda: tuple(_lasting(session, period, covenant)))
    found: dict[str, list[OwedTask]] = {}
    for unit, task in lasting:
        found.setdefault(unit, []).append(task)
    for thread in threads.unchecked_open(session, period):
        if thread.turn is Side.UNIT:
            task = OwedTask(
                words=_answer(thread, covenant, now), doing=Doing.ANSWER, about=str(thread.id)
            )
            found.setdefault(thread.unit, []).append(task)
    if period.stage not in CLOSED:
        for unit, words in report_waiting.unchecked_owed(session, period, day_of(now)):
            found.setdefault(unit, []).append(OwedTask(words=words, doing=Doing.REPORT))
    return {unit: tuple(tasks) for unit, tasks in found.items()}


def _lasting(
    session: Session, period: BlockPeriod, covenant: Covenant
) -> Iterable[tuple[str, OwedTask]]:
    """Việc không tùy vào bây giờ là lúc nào."""
    yield from _signing(session, period)
    if period.stage is Stage.SELF_SCORE:
        yield from _claims(session, period, covenant)
    if period.stage is Stage.CROSS_SCORE:
        yield from _reviews(session, period)
    if period.stage not in CLOSED and period.part.is_year:
        for unit, words in duties.unchecked_owed(session, period):
            yield unit, OwedTask(words=words, doing=Doing.JOIN)
    if period.part.is_year:
        for unit, words in open_dossiers.unchecked_owed(session, period):
            yield unit, OwedTask(words=words, doing=Doing.DOSSIER)


def _signing(session: Session, period: BlockPeriod) -> Iterable[tuple[str, OwedTask]]:
    """Chữ ký giao ước còn thiếu, by unit; after an amendment it is asked for anew."""
    signing = signatures.unchecked_asked(session, period)
    if signing is None:
        return
    for unit in signing.missing:
        yield unit, OwedTask(words=signing.owed_words(unit), doing=Doing.SIGN)


def _claims(
    session: Session, period: BlockPeriod, covenant: Covenant
) -> Iterable[tuple[str, OwedTask]]:
    """Việc tự chấm còn thiếu, by unit; units that are not considered owe none."""
    stored = queries.sheets(session, period, Hand.SELF)
    given = queries.considerations(session, period)
    items = evidence.unchecked_of_block(session, period)
    notes = submissions.unchecked_return_notes(session, period)
    for member in block_members.members(session, period):
        unit = member.code
        sheet = stored.get(unit, StoredSheet(unit=unit, hand=Hand.SELF))
        seen = given.get(unit, UnitConsideration())
        if seen.state is not ConsiderationState.CONSIDERED or sheet.status is not SheetStatus.DRAFT:
            continue
        score = score_unit(covenant, sheet.entries, {})
        without = lacking(covenant, sheet.entries, score.lines, items.get(unit, ()))
        returned = {code: text for (owner, code), text in notes.items() if owner == unit}
        whole = len(covenant.asked)
        done = whole - sum(code in covenant.asked for code in score.missing)
        yield (
            unit,
            OwedTask(words="bảng tự chấm chưa nộp", doing=Doing.SCORE, done=done, whole=whole),
        )
        found = gaps(covenant, sheet.entries, score, without, returned)
        for kind, what in _CLAIM_GAPS:
            codes = [gap.criterion for gap in found if gap.kind is kind]
            if codes:
                names = [criterion_words(code, covenant.criteria[code].text) for code in codes]
                words = f"{len(codes)} tiêu chí {what}: {listed(names, 'tiêu chí')}"
                yield unit, OwedTask(words=words, doing=Doing.SCORE, about=codes[0])
        waiting = [gap.criterion for gap in found if gap.kind is GapKind.WAITS]
        if waiting:
            words = f"{len(waiting)} dòng nhập thay chờ đơn vị xác nhận"
            yield unit, OwedTask(words=words, doing=Doing.SCORE)


def _reviews(session: Session, period: BlockPeriod) -> Iterable[tuple[str, OwedTask]]:
    """Phiếu chấm chéo còn nợ, by the unit that reviews."""
    owed: dict[str, list[str]] = {}
    counts: dict[str, list[int]] = {}
    first: dict[str, str] = {}
    for duty in reviews.unchecked_duties(session, period):
        if not duty.is_over:
            owed.setdefault(duty.reviewer, []).append(duty.unit.name)
            first.setdefault(duty.reviewer, f"{duty.reviewer}.{duty.unit.code}")
            count = counts.setdefault(duty.reviewer, [0, 0])
            count[0] += duty.done
            count[1] += len(duty.codes)
    for (reviewer, unit), codes in late_evidence.unchecked_late(
        session, period, Hand.CROSS
    ).items():
        words = (
            f"{unit} thêm hoặc thay minh chứng sau khi đã chấm {listed(codes, 'tiêu chí')}; "
            "xin xem lại"
        )
        yield reviewer, OwedTask(words=words, doing=Doing.REVIEW, about=f"{reviewer}.{unit}")
    for reviewer, names in owed.items():
        words = f"{len(names)} phiếu chấm chéo chưa nộp: {listed(names, 'đơn vị')}"
        done, whole = counts[reviewer]
        yield (
            reviewer,
            OwedTask(
                words=words, doing=Doing.REVIEW, about=first[reviewer], done=done, whole=whole
            ),
        )


def _answer(thread: Thread, covenant: Covenant, now: datetime) -> str:
    """Lời giải trình còn nợ, with its own day."""
    code = thread.criterion
    title = covenant.criteria[code].text if code in covenant.criteria else ""
    said = f"giải trình chưa trả lời về tiêu chí {criterion_words(code, title)}"
    return ", ".join(filter(None, [said, thread.due_words(now)]))


def deadlines(work: Work) -> dict[str, datetime]:
    """Hạn của giai đoạn này, under ALL, and by unit where it was given more time."""
    window = windows.windows(work).get(work.period.stage, Window())
    end = window.hard_deadline or window.soft_deadline
    if end is None:
        return {}
    found = {ALL: end}
    for one in windows.extensions(work):
        if one.stage is work.period.stage:
            found[one.unit] = max(one.until, found.get(one.unit, end))
    return found
