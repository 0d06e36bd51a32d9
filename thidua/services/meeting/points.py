"""Mục của cuộc họp: opened and closed with their time, who was there, what was decided."""

from dataclasses import dataclass

from sqlmodel import Session, select

from thidua.db.meeting_queries import meeting_points
from thidua.db.tables import MeetingPoint
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault
from thidua.domain.meeting.agenda import LONGEST_POINT, POINT_WORDS, Point, PointRecord
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


def unchecked(session: Session, period: BlockPeriod) -> tuple[PointRecord, ...]:
    """Các mục đã mở, in the order of the agenda, whoever asks."""
    return kept(session, ("meeting points", period), lambda: meeting_points(session, period))


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEdit:
    """Sửa một mục: what was typed of it, over the version that was on the screen.

    None where nothing was typed: what is kept stays then. `planned` of 0 takes the minutes away.
    """

    point: Point
    seen: int
    attending: tuple[str, ...] | None = None
    decided: str | None = None
    planned: int | None = None


def begin(work: Work, *, edit: PointEdit, leaving: PointEdit | None = None) -> None:
    """Mở mục này; the one that is open is closed with it, since one thing is discussed at a time.

    A point that is over is taken up again: its first opening stays. `leaving` is what was typed at
    the one that is closed with it, and is kept. Who was there stays there, where nobody is named.
    """
    work, row = _held(work, edit)
    if row.opened_at is not None and row.closed_at is None:
        raise Refused(f"Mục «{POINT_WORDS[edit.point]}» đang mở.")
    _take(work, row, edit)
    before = [one for one in _open_rows(work) if one.point is not edit.point]
    acts = [
        _close(work, one, leaving if leaving is not None and leaving.point is one.point else None)
        for one in before
    ]
    for one in before:
        if not row.attending and row.opened_at is None:
            row.attending, row.present = one.attending, one.present
    row.opened_at, row.closed_at = row.opened_at or work.now, None
    work.record(*acts, _saved(work, row, "meeting.opened"))


def end(work: Work, *, edit: PointEdit) -> None:
    """Kết thúc mục này, and keep what was typed of it."""
    work, row = _held(work, edit)
    if row.opened_at is None or row.closed_at is not None:
        raise Refused(f"Mục «{POINT_WORDS[edit.point]}» không đang mở.")
    work.record(_close(work, row, edit))


def note(work: Work, *, edit: PointEdit) -> None:
    """Ghi hội nghị quyết định gì ở mục này, and which units are there."""
    work, row = _held(work, edit)
    if not _take(work, row, edit):
        raise Refused("Chưa có gì khác với điều đang lưu.")
    work.record(_saved(work, row, "meeting.noted"))


def _take(work: Work, row: MeetingPoint, edit: PointEdit) -> bool:
    """Nhận điều đã gõ; whether it is anything new."""
    attending = _attending(work, row, edit)
    said = row.decided if edit.decided is None else clean_lines(edit.decided)
    fault = length_fault(said, LONGEST_TEXT)
    if fault is not None:
        raise Refused(f"Kết luận của mục «{POINT_WORDS[edit.point]}» {fault}.")
    planned = row.planned if edit.planned is None else edit.planned or None
    if planned is not None and not 0 < planned <= LONGEST_POINT:
        raise Refused(f"Thời lượng dự kiến là số phút từ 1 đến {LONGEST_POINT}.")
    is_new = (said, attending, planned) != (row.decided, row.attending, row.planned)
    if attending != row.attending:
        row.attending, row.present = attending, len(attending.splitlines()) or None
    row.decided, row.planned = said, planned
    return is_new


def _attending(work: Work, row: MeetingPoint, edit: PointEdit) -> str:
    """Đơn vị dự, as it is stored: each once, in the order of the block."""
    if edit.attending is None:
        return row.attending
    known = [one.code for one in block_members.members(work.session, work.period)]
    strange = sorted(set(edit.attending) - {*known, *row.attending.splitlines()})
    if strange:
        raise Refused(f"Không có đơn vị «{strange[0]}» trong khối kỳ này.")
    listed = dict.fromkeys([*known, *row.attending.splitlines()])
    return "\n".join(one for one in listed if one in edit.attending)


def _held(work: Work, edit: PointEdit) -> tuple[Work, MeetingPoint]:
    point = edit.point
    work = work.require(Permission.WRITE_DOCUMENT)
    take_turn(work.session)
    row = work.session.exec(
        select(MeetingPoint).where(
            MeetingPoint.block_year_id == work.period.id, MeetingPoint.point == point
        )
    ).first()
    _require_seen(0 if row is None else row.version, edit)
    if row is None:
        row = MeetingPoint(
            block_year_id=work.period.id,
            point=point,
            version=0,
            set_by=work.actor.name,
            set_at=work.now,
        )
    return work, row


def _require_seen(version: int, edit: PointEdit) -> None:
    if version != edit.seen:
        raise StaleEdit(
            f"Mục «{POINT_WORDS[edit.point]}» vừa được người khác ghi; hãy xem rồi làm lại."
        )


def _open_rows(work: Work) -> list[MeetingPoint]:
    return list(
        work.session.exec(
            select(MeetingPoint).where(
                MeetingPoint.block_year_id == work.period.id,
                MeetingPoint.opened_at != None,  # noqa: E711 (SQL)
                MeetingPoint.closed_at == None,  # noqa: E711 (SQL)
            )
        )
    )


def _close(work: Work, row: MeetingPoint, edit: PointEdit | None) -> Act:
    if edit is not None:
        _require_seen(row.version, edit)
        _take(work, row, edit)
    row.closed_at = work.now
    return _saved(work, row, "meeting.closed")


def _saved(work: Work, row: MeetingPoint, action: str) -> Act:
    row.version, row.set_by, row.set_at = row.version + 1, work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    return Act(action, rows=[row_of(row)])
