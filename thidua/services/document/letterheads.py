"""Tên cơ quan trên văn bản: of a block or a unit, the one in force on the day of the paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from thidua.db.tables import LetterheadRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.document.letterhead import (
    AUTHORITIES,
    DatedLetterhead,
    Letterhead,
    Owner,
)
from thidua.domain.document.letterhead_rows import LetterheadLine
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME, clean, clean_lines, length_fault
from thidua.domain.period.windows import vi_day
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work

_LONGEST = 2000
_NAMES = {
    "parent": "cơ quan chủ quản",
    "body": "cơ quan ban hành",
    "place": "địa danh",
    "position": "chức vụ",
    "signer": "họ tên người ký",
}


def of_owner(work: Work, *, owner: Owner, code: str) -> tuple[DatedLetterhead, ...]:
    """Tên cơ quan của một khối hoặc đơn vị, latest first."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return unchecked(work.session, owner, code)


def unchecked(session: Session, owner: Owner, code: str) -> tuple[DatedLetterhead, ...]:
    """Tên cơ quan của một khối hoặc đơn vị, latest first, whoever asks."""
    rows = session.exec(
        select(LetterheadRow)
        .where(LetterheadRow.owner == owner, LetterheadRow.code == code)
        .order_by(col(LetterheadRow.starts).desc())
    )
    return tuple(_dated(row) for row in rows)


def in_force(session: Session, owner: Owner, code: str, day: date) -> Letterhead | None:
    """Tên cơ quan có hiệu lực vào ngày này; None where none was said."""
    found = (one for one in unchecked(session, owner, code) if one.holds_on(day))
    return next((one.content for one in found), None)


def _dated(row: LetterheadRow) -> DatedLetterhead:
    return DatedLetterhead(
        key=row.id or 0,
        owner=row.owner,
        code=row.code,
        content=Letterhead(
            parent=row.parent,
            body=row.body,
            symbol=row.symbol,
            place=row.locality,
            numbering=row.numbering,
            authority=row.capacity,
            position=row.office_title,
            signer=row.signer,
            addressee=row.addressee,
            recipients=tuple(filter(None, row.recipients.split("\n"))),
            trace=row.trace,
        ),
        starts=row.starts,
        ends=row.ends,
        version=row.version,
    )


def state(
    work: Work,
    *,
    owner: Owner,
    code: str,
    content: Letterhead,
    starts: date,
    ends: date | None = None,
    seen: int = 0,
) -> None:
    """Ghi tên cơ quan của khối này hoặc của một đơn vị trong khối, from a day.

    The one that begins on the same day is changed; `seen` is its version, 0 where there is none.
    Two of one owner never hold on the same day.
    """
    work = work.require(Permission.WRITE_DOCUMENT, code if owner is Owner.UNIT else None)
    require_here(work, owner, code)
    take_turn(work.session)
    said = _checked(content)
    if ends is not None and ends < starts:
        raise Refused("Ngày hết hiệu lực phải sau ngày bắt đầu.")
    row = work.session.exec(
        select(LetterheadRow).where(
            LetterheadRow.owner == owner, LetterheadRow.code == code, LetterheadRow.starts == starts
        )
    ).first()
    if (0 if row is None else row.version) != seen:
        raise StaleEdit("Tên cơ quan này vừa được người khác ghi; hãy xem lại.")
    others = [one for one in unchecked(work.session, owner, code) if one.starts != starts]
    _require_apart(others, starts, ends)
    if row is None:
        row = LetterheadRow(
            owner=owner,
            code=code,
            starts=starts,
            version=0,
            set_by=work.actor.name,
            set_at=work.now,
        )
    row.parent, row.body, row.symbol, row.locality = said.parent, said.body, said.symbol, said.place
    row.numbering, row.capacity, row.office_title = said.numbering, said.authority, said.position
    row.signer, row.addressee, row.recipients = (
        said.signer,
        said.addressee,
        "\n".join(said.recipients),
    )
    row.trace, row.ends, row.version = said.trace, ends, row.version + 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    unit = code if owner is Owner.UNIT else ""
    work.record(Act("document.letterhead", unit, rows=[row_of(row)]))


def import_all(work: Work, *, rows: Sequence[LetterheadLine]) -> int:
    """Nhập sổ tên cơ quan: all lines or none; how many there were.

    What a line begins on a known day takes the place of what was said there; the columns a book
    has not (the numbering, the line of trace) stay as they were.
    """
    at: dict[tuple[Owner, str, date], str] = {}
    for one in rows:
        first = at.setdefault((one.owner, one.code, one.starts), one.at)
        if first != one.at:
            raise Refused(f"{one.at}: trùng đối tượng và «Từ ngày» với dòng ở {first}.")
        same = {known.starts: known for known in unchecked(work.session, one.owner, one.code)}
        known = same.get(one.starts)
        content = one.content
        if known is not None:
            content = replace(content, numbering=known.content.numbering, trace=known.content.trace)
        try:
            state(
                work,
                owner=one.owner,
                code=one.code,
                content=content,
                starts=one.starts,
                ends=one.ends,
                seen=0 if known is None else known.version,
            )
        except (Refused, NotFound) as fault:
            raise Refused(f"{one.at}: {fault}") from fault
    return len(rows)


def require_here(work: Work, owner: Owner, code: str) -> None:
    """Yêu cầu khối hoặc đơn vị này thuộc kỳ đang xem."""
    known = (
        {work.period.block_code}
        if owner is Owner.BLOCK
        else {one.code for one in block_members.members(work.session, work.period)}
    )
    if code not in known:
        what = "khối" if owner is Owner.BLOCK else "đơn vị thành viên"
        raise NotFound(f"«{code}» không phải mã {what} của {work.period.words}.")


def _checked(content: Letterhead) -> Letterhead:
    if content.authority not in AUTHORITIES:
        raise Refused(f"Thẩm quyền ký là một trong: {', '.join(filter(None, AUTHORITIES))}.")
    said = {name: clean(getattr(content, name)) for name in _NAMES}
    faults = [(_NAMES[name], length_fault(text, LONGEST_NAME)) for name, text in said.items()]
    symbol, addressee = clean(content.symbol), clean(content.addressee)
    recipients = tuple(filter(None, map(clean, content.recipients)))
    faults += [
        ("ký hiệu", length_fault(symbol, LONGEST_CODE)),
        ("kính gửi", length_fault(addressee, _LONGEST)),
        ("nơi nhận", length_fault(clean_lines("\n".join(recipients)), _LONGEST)),
    ]
    for what, fault in faults:
        if fault is not None:
            raise Refused(f"Phần «{what}» {fault}.")
    return Letterhead(
        **said,
        symbol=symbol,
        numbering=content.numbering,
        authority=content.authority,
        addressee=addressee,
        recipients=recipients,
        trace=content.trace,
    )


def _require_apart(others: Sequence[DatedLetterhead], starts: date, ends: date | None) -> None:
    """Yêu cầu không chồng ngày: an open one before is to be ended first."""
    for one in others:
        if starts <= (one.ends or date.max) and one.starts <= (ends or date.max):
            until = "không có ngày hết" if one.ends is None else f"đến {vi_day(one.ends)}"
            raise Refused(
                f"Trùng ngày với tên cơ quan có hiệu lực từ {vi_day(one.starts)}, {until}; hãy ghi "
                "ngày hết hiệu lực cho một trong hai."
            )
