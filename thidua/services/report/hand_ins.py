"""Nộp báo cáo: here or on paper, received by another person, given back, excused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from thidua.db import queries, report_queries
from thidua.db.tables import ReportHandInRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, LONGEST_TEXT, clean, length_fault
from thidua.domain.period.windows import day_of, vi_moment
from thidua.domain.report.hand_in import HAND_IN_WORDS, IN, Due, HandInState
from thidua.files import evidence_store, evidence_type
from thidua.files.evidence_store import Kept
from thidua.services.access import interests
from thidua.services.ground import store
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.report import dues
from thidua.services.report.dues import DueKey

SECOND_HAND = "Người nộp một báo cáo không tự nhận; nhờ người khác giữ việc của khối."
LARGEST = evidence_store.MAX_MEGABYTES
"""Dung lượng lớn nhất của một tệp báo cáo, in MB."""

_FIRST_DAY = datetime(1990, 1, 1, tzinfo=UTC)
_S = HandInState


@dataclass(frozen=True, slots=True)
class ReportFile:
    """Tệp báo cáo được nộp."""

    content: bytes
    name: str


def hand_in(
    work: Work,
    *,
    unit: str,
    reports: Sequence[tuple[str, str, int]],
    document: str = "",
    note: str = "",
    file: ReportFile | None = None,
) -> None:
    """Nộp một văn bản cho một hay nhiều báo cáo: each its code, its term, the version looked at.

    One paper may serve several duties. Handed in again, the first time still counts, unless the
    receiver said that it was as if nothing had come. The content of the file is in the store before
    a row is written.
    """
    work = work.require(Permission.SUBMIT_REPORT, unit)
    take_turn(work.session)
    if not reports:
        raise Refused("Chưa chọn báo cáo nào để nộp.")
    document, note = _said(document, note)
    held = None if file is None else _kept(work.session, file)
    acts = []
    for code, term, seen in reports:
        due = _due(work, (unit, code, term), seen)
        if not due.is_open:
            state = HAND_IN_WORDS[due.hand_in.state] if due.hand_in else ""
            raise Refused(f"Báo cáo «{due.title}» {state}; không nộp thêm lần nữa.")
        row = _row(work, due)
        row.state = _S.HANDED_IN
        row.counted_at = row.counted_at or work.now
        row.last_at = work.now
        row.document, row.note, row.reason, row.on_paper = document, note, "", False
        row.handed_by, row.received_by, row.received_at = work.actor.name, "", None
        _attach(row, held)
        acts.append(_put(work, row, unit, "report.handed_in"))
    work.record(*acts)


def take_paper(
    work: Work,
    *,
    key: DueKey,
    seen: int,
    at: datetime,
    document: str = "",
    note: str = "",
    reason: str = "",
) -> None:
    """Ghi một báo cáo giấy đã nhận: the day and hour it came, with a reason if before today.

    Whoever records it holds the paper, so it is received.
    """
    work = interests.require_deciding(work, Permission.RECEIVE_REPORT, key[0])
    take_turn(work.session)
    work.record(keep_paper(work, key=key, seen=seen, at=at, said=(document, note, reason)))


def keep_paper(
    work: Work, *, key: DueKey, seen: int, at: datetime, said: tuple[str, str, str]
) -> Act:
    """Ghi báo cáo giấy, whoever asks; the act to be recorded. `said`: its number, note, reason.

    Of a report given back the earlier moment counts, whichever was written down first.
    """
    due = _due(work, key, seen)
    if due.is_in:
        raise Refused(f"Báo cáo «{due.title}» đã nộp; muốn ghi lại thì trả lại trước.")
    if due.is_excused:
        raise Refused(f"Báo cáo «{due.title}» đã được miễn; muốn ghi thì bỏ miễn trước.")
    fault = moment_fault(work, at)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    document, note = _said(said[0], said[1])
    reason = clean(said[2])
    if day_of(at) < day_of(work.now) and not reason:
        raise Refused(
            f"Ngày nhận {day_of(at):%d/%m/%Y} trước hôm nay: cần ghi lý do, ví dụ «theo dấu văn "
            "thư»."
        )
    row = _row(work, due)
    row.state = _S.RECEIVED
    row.counted_at = min(row.counted_at or at, at)
    row.last_at = max(row.last_at or at, at)
    row.document, row.note, row.reason, row.on_paper = document, note, reason, True
    row.handed_by = row.received_by = work.actor.name
    _attach(row, None)
    row.received_at = work.now
    return _put(work, row, key[0], "report.on_paper", reason)


def moment_fault(work: Work, at: datetime) -> str:
    """Chỗ sai của lúc nhận; empty where it may be so."""
    if at > work.now:
        return f"lúc nhận {vi_moment(at)} chưa tới; hãy sửa ngày, giờ"
    if at < _FIRST_DAY:
        return f"lúc nhận {vi_moment(at)} trước năm 1990; hãy kiểm tra lại"
    return ""


def content(work: Work, *, key: DueKey) -> bytes:
    """Tệp của một báo cáo đã nộp, whole and unchanged, for whoever may see that unit's reports."""
    require(work.actor, Permission.VIEW_REPORTS, work.period, key[0])
    due = dues.one(work.session, work.period, day_of(work.now), key)
    row = _row(work, due)
    if not row.stored_name:
        raise NotFound
    return evidence_store.read(store.folder(work.session), file_of(row))


def file_of(row: ReportHandInRow) -> Kept:
    """Tệp trong kho của một lần nộp."""
    return Kept(row.stored_name, row.size, row.sha256)


def _kept(session: Session, file: ReportFile) -> tuple[Kept, str, str]:
    """Tệp đã vào kho, with the name and the type it is handed out under."""
    shown = clean(file.name) or "không tên"
    evidence_store.require_size(file.content, shown)
    of_type = evidence_type.recognise(file.content, shown)
    held = evidence_store.keep(store.folder(session), file.content)
    return held, evidence_type.safe_name(file.name, of_type), of_type.media_type


def _attach(row: ReportHandInRow, held: tuple[Kept, str, str] | None) -> None:
    """Gắn tệp; a paper without one takes the place of what was handed in before."""
    one, name, media_type = held or (Kept("", 0, ""), "", "")
    row.stored_name, row.size, row.sha256 = one.name, one.size, one.sha256
    row.file_name, row.media_type = name, media_type


def receive(work: Work, *, key: DueKey, seen: int) -> None:
    """Nhận một báo cáo đã nộp: never by who handed it in, nor by somebody of the unit itself."""
    work, row = _held(work, key, seen, {_S.HANDED_IN})
    if row.handed_by == work.actor.name:
        raise NotPermitted(SECOND_HAND)
    row.state = _S.RECEIVED
    row.received_by, row.received_at = work.actor.name, work.now
    work.record(_put(work, row, key[0], "report.received"))


def give_back(work: Work, *, key: DueKey, seen: int, reason: str, counts: bool = True) -> None:
    """Trả lại để làm cho đủ, with the reason; unless it `counts` it is as if nothing had come.

    That makes the unit late, so no rival does it alone.
    """
    work, row = _held(work, key, seen, IN)
    if row.state is _S.RECEIVED or not counts:
        interests.require_no_rival(work, key[0])
    reason = _reason(reason, "trả lại")
    row.state, row.reason = _S.RETURNED, reason
    row.received_by, row.received_at = "", None
    if not counts:
        row.counted_at = None
    action = "report.given_back" if counts else "report.voided"
    work.record(_put(work, row, key[0], action, reason))


def excuse(work: Work, *, key: DueKey, seen: int, reason: str) -> None:
    """Miễn một báo cáo chưa nộp, with the reason; when it first came is kept, if it ever did."""
    work = interests.require_deciding(work, Permission.RECEIVE_REPORT, key[0])
    take_turn(work.session)
    due = _due(work, key, seen)
    if due.is_in or due.is_excused:
        raise Refused(f"Báo cáo «{due.title}» {due.words}; không miễn được nữa.")
    reason = _reason(reason, "miễn báo cáo")
    row = _row(work, due)
    row.state, row.reason = _S.EXCUSED, reason
    row.received_by, row.received_at = "", None
    work.record(_put(work, row, key[0], "report.excused", reason))


def end_excuse(work: Work, *, key: DueKey, seen: int, reason: str) -> None:
    """Bỏ miễn: the report is owed again; by no rival alone."""
    work, row = _held(work, key, seen, {_S.EXCUSED})
    interests.require_no_rival(work, key[0])
    reason = _reason(reason, "bỏ miễn")
    row.state, row.reason = _S.RETURNED, reason
    work.record(_put(work, row, key[0], "report.owed_again", reason))


def _held(
    work: Work, key: DueKey, seen: int, states: set[HandInState] | frozenset[HandInState]
) -> tuple[Work, ReportHandInRow]:
    work = interests.require_deciding(work, Permission.RECEIVE_REPORT, key[0])
    take_turn(work.session)
    due = _due(work, key, seen)
    row = _row(work, due)
    if due.hand_in is None or due.hand_in.state not in states:
        raise Refused(f"Báo cáo «{due.title}»: {due.words} nên không làm việc này được.")
    return work, row


def _due(work: Work, key: DueKey, seen: int) -> Due:
    found = dues.one(work.session, work.period, day_of(work.now), key)
    if found.version != seen:
        raise StaleEdit(f"Báo cáo «{found.title}» vừa được người khác ghi; hãy xem lại.")
    return found


def _row(work: Work, due: Due) -> ReportHandInRow:
    unit = queries.unit_key(work.session, due.unit)
    report = (due.duty.programme, due.duty.duty.code)
    found = report_queries.hand_in(work.session, work.period, unit, report, due.term.code)
    return found or ReportHandInRow(
        block_year_id=work.period.id,
        unit_id=unit,
        programme=report[0],
        report=report[1],
        term=due.term.code,
        state=_S.HANDED_IN,
        version=0,
        set_by=work.actor.name,
        set_at=work.now,
    )


def _put(work: Work, row: ReportHandInRow, unit: str, action: str, reason: str = "") -> Act:
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    return Act(action, unit, rows=[row_of(row)], reason=reason)


def _said(document: str, note: str) -> tuple[str, str]:
    document, note = clean(document), clean(note)
    for what, text, most in (
        ("Số văn bản", document, LONGEST_NAME),
        ("Ghi chú", note, LONGEST_TEXT),
    ):
        fault = length_fault(text, most)
        if fault:
            raise Refused(f"{what} {fault}.")
    return document, note


def _reason(reason: str, what: str) -> str:
    said = clean(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else f"Cần ghi lý do {what}.")
    return said
