"""Cấp số: a paper gets its number and is kept as it went out; it is never made anew."""

import hashlib
import re
from datetime import date, timedelta

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import IssuedDocumentRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.document.day_words import number_text
from thidua.domain.document.document import Document
from thidua.domain.document.issued import ISSUED_WORDS, IssuedDocument, IssuedState
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.letterhead import Letterhead, Numbering, Owner
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of, vi_day
from thidua.services.document import making, scopes, templates
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work

_NUMBER = re.compile(r"0*(\d{1,6})$", re.ASCII)

LARGEST_NUMBER = 99_999
"""Số lớn nhất của một văn bản: no office writes more in a year, a longer one is a slip."""

_LETTERS = "CV"
"""Dãy số công văn của cơ quan chưa ghi ký hiệu."""


def unchecked(
    session: Session, period: BlockPeriod, document: str, scope: str = ""
) -> tuple[IssuedDocument, ...]:
    """Các lần cấp số của một văn bản, latest first, whoever asks."""
    one = IssuedDocumentRow
    columns = (
        *(one.document, one.scope, one.owner, one.code, one.series, one.year, one.number),
        *(one.day, one.signer, one.fingerprint, one.sha256, one.state, one.reason, one.version),
    )
    found = queries.made(
        session,
        IssuedDocument,
        queries.pick(col(one.id).label("key"), col(one.replaces_id).label("replaces"), *columns)
        .where(
            col(one.block_year_id) == period.id,
            col(one.document) == document,
            col(one.scope) == scope,
        )
        .order_by(col(one.id).desc()),
    )
    return tuple(found)


def content(work: Work, *, key: int) -> bytes:
    """Tệp của một văn bản đã cấp số, as it went out; with the right to what it holds."""
    row = _of_period(work, key)
    kind = scopes.kind_of(row.document)
    unit = scopes.unit_of(work.session, work.period, kind, row.scope)
    require(work.actor, kind.needs, work.period, unit)
    if hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise Refused("Tệp đã cấp số không còn như lúc cấp; hãy xem nhật ký và bản sao lưu.")
    return row.content


def issue(
    work: Work,
    *,
    document: str,
    day: date,
    scope: str = "",
    number: str = "",
    replaces: int | None = None,
    reason: str = "",
) -> int:
    """Cấp số cho một văn bản: the next of its series, or the clerk's; its key.

    Refused while it is a draft, has gaps, nobody signs it or its day is to come. One that was
    issued already is replaced, with a reason, or stays.
    """
    kind = scopes.kind_of(document)
    unit = scopes.unit_of(work.session, work.period, kind, scope)
    work = work.require(Permission.WRITE_DOCUMENT, unit)
    take_turn(work.session)
    if not kind.is_numbered:
        raise Refused(f"«{kind.name}» không có số riêng.")
    if day > day_of(work.now):
        raise Refused(f"Ngày {vi_day(day)} chưa tới; không cấp số cho ngày sau.")
    drafted = making.drafted(work, code=document, scope=scope, day=day)
    head, (owner, code) = drafted.letterhead, drafted.owner
    series = _series(kind, head)
    given = _number(work.session, head.numbering, (owner, code, series, day.year), number)
    made = making.document(work, code=document, scope=scope, number=number_text(given), day=day)
    _require_final(made)
    before = _live(work, document, scope, replaces, reason)
    file = templates.word_of(work.session, made)
    row = IssuedDocumentRow(
        block_year_id=work.period.id,
        document=document,
        scope=scope,
        owner=owner,
        code=code,
        series=series,
        year=day.year,
        number=given,
        day=day,
        signer=head.signer,
        fingerprint=made.trace.fingerprint,
        sha256=hashlib.sha256(file).hexdigest(),
        content=file,
        replaces_id=None if before is None else before.id,
        set_by=work.actor.name,
        set_at=work.now,
    )
    if before is not None:
        before.state, before.reason = IssuedState.REPLACED, clean(reason)
        before.version += 1
        work.session.add(before)
    work.session.add(row)
    work.session.flush()
    work.record(Act("document.issued", unit or "", reason=clean(reason)))
    return row.id or 0


def withdraw(work: Work, *, key: int, seen: int, reason: str) -> None:
    """Thu hồi một văn bản đã cấp số; its number stays used."""
    row = _of_period(work, key)
    kind = scopes.kind_of(row.document)
    unit = scopes.unit_of(work.session, work.period, kind, row.scope)
    work = work.require(Permission.WRITE_DOCUMENT, unit)
    take_turn(work.session)
    if row.version != seen:
        raise StaleEdit("Văn bản này vừa được người khác sửa; hãy xem lại.")
    if row.state is not IssuedState.ISSUED:
        raise Refused(f"Văn bản này {ISSUED_WORDS[row.state]} rồi.")
    said = _reason(reason, "thu hồi")
    row.state, row.reason, row.version = IssuedState.WITHDRAWN, said, row.version + 1
    work.session.add(row)
    work.session.flush()
    work.record(Act("document.withdrawn", unit or "", rows=[row_of(row)], reason=said))


def _series(kind: DocumentKind, head: Letterhead) -> str:
    """Dãy số: by the sign of the kind and of the office; letters are counted together."""
    return "-".join(filter(None, [kind.sign, head.symbol])) or _LETTERS


def next_number(work: Work, *, document: str, day: date, scope: str = "") -> int:
    """Số kế tiếp của loại văn bản này trong năm, as it would be given now."""
    drafted = making.drafted(work, code=document, scope=scope, day=day)
    series = _series(drafted.kind, drafted.letterhead)
    return _next(work.session, (*drafted.owner, series, day.year))


def warnings(made: Document, day: date) -> tuple[str, ...]:
    """Điều cần xem lại trước khi cấp số: the day of the paper before its numbers were there."""
    known = day_of(made.trace.moment)
    if day < known - timedelta(days=1):
        return (
            f"Ngày văn bản {vi_day(day)} trước ngày của số liệu {vi_day(known)}; hãy xem lại ngày.",
        )
    return ()


def _of_period(work: Work, key: int) -> IssuedDocumentRow:
    row = work.session.get(IssuedDocumentRow, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    return row


def _number(
    session: Session, numbering: Numbering, place: tuple[Owner, str, str, int], typed: str
) -> int:
    """Số được cấp: unique in its series and year, whether given or typed."""
    said = clean(typed)
    following = _next(session, place)
    if not said:
        if numbering is Numbering.CLERK:
            raise Refused("Số của văn bản này do văn thư cấp; hãy gõ số được cấp.")
        return following
    given = int(number_of(said))
    if given in _used(session, place):
        raise Refused(
            f"Số {given:02}/{place[2]} năm {place[3]} đã dùng; số kế tiếp là {following:02}."
        )
    return given


def number_of(typed: str) -> str:
    """Số gõ vào như văn bản ghi: «8» is «08»; empty while nobody typed one."""
    said = clean(typed)
    if not said:
        return ""
    found = _NUMBER.match(said)
    if found is None or int(found[1]) < 1:
        raise Refused(f"«{said}» phải là số thứ tự của văn bản, ví dụ 08.")
    if int(found[1]) > LARGEST_NUMBER:
        raise Refused(f"Số {found[1]} lớn hơn {LARGEST_NUMBER}; hãy xem lại số văn thư cấp.")
    return number_text(int(found[1]))


def _used(session: Session, place: tuple[Owner, str, str, int]) -> set[int]:
    owner, code, series, year = place
    return set(
        session.exec(
            select(IssuedDocumentRow.number).where(
                IssuedDocumentRow.owner == owner,
                IssuedDocumentRow.code == code,
                IssuedDocumentRow.series == series,
                IssuedDocumentRow.year == year,
            )
        )
    )


def _next(session: Session, place: tuple[Owner, str, str, int]) -> int:
    """Số kế tiếp: behind the last, or the first that is free where the last is the greatest."""
    used = _used(session, place)
    following = max(used, default=0) + 1
    if following <= LARGEST_NUMBER:
        return following
    free = next((one for one in range(1, LARGEST_NUMBER + 1) if one not in used), None)
    if free is None:
        raise Refused(f"Dãy số {place[2]} năm {place[3]} đã hết số.")
    return free


def _require_final(made: Document) -> None:
    if made.is_draft:
        raise Refused("Văn bản còn là dự thảo nên chưa cấp số được; hãy xem còn thiếu gì.")
    if made.provisional:
        raise Refused("Số liệu còn tạm tính nên chưa cấp số được.")
    if made.gaps:
        raise Refused(f"{making.gap_words(made)} Hãy ghi đủ rồi cấp số.")


def _live(
    work: Work, document: str, scope: str, replaces: int | None, reason: str
) -> IssuedDocumentRow | None:
    """Văn bản đang có hiệu lực bị thay; Refused where nobody said to replace it."""
    row = work.session.exec(
        select(IssuedDocumentRow).where(
            IssuedDocumentRow.block_year_id == work.period.id,
            IssuedDocumentRow.document == document,
            IssuedDocumentRow.scope == scope,
            IssuedDocumentRow.state == IssuedState.ISSUED,
        )
    ).first()
    if row is None:
        if replaces is not None:
            raise NotFound
        return None
    if replaces != row.id:
        raise Refused(
            f"Văn bản này đã cấp số {row.number:02}/{row.series}; muốn làm lại thì chọn «Thay thế»."
        )
    _reason(reason, "thay thế")
    return row


def _reason(reason: str, what: str) -> str:
    said = clean(reason)
    if not said:
        raise Refused(f"Cần ghi lý do {what}.")
    fault = length_fault(said, LONGEST_TEXT)
    if fault is not None:
        raise Refused(f"Lý do {fault}.")
    return said
