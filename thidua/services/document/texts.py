"""Lời người viết ở văn bản: kept by period, paper and field; saved over what was seen, or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from thidua.db.tables import DocumentText
from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.document.kinds import LASTING, DocumentKind
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean, clean_lines, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.services.document import scopes
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.period import rosters


@dataclass(frozen=True, slots=True)
class Written:
    """Lời đã ghi ở một mục; `version` is what the next save must name."""

    text: str
    copied_from: int | None
    version: int


def unchecked(
    session: Session, period: BlockPeriod, document: str, scope: str = ""
) -> Mapping[str, Written]:
    """Lời đã ghi của một văn bản, by field, whoever asks."""
    return {
        row.field: Written(row.text, row.copied_from, row.version)
        for row in session.exec(
            select(DocumentText)
            .where(
                DocumentText.block_year_id == period.id,
                DocumentText.document == document,
                DocumentText.scope == scope,
            )
            .order_by(DocumentText.field)
        )
    }


def may_write(work: Work, kind: DocumentKind, scope: str) -> bool:
    """Được ghi ở văn bản này: the block's by who keeps its office, a unit's by the unit too."""
    unit = scopes.unit_of(work.session, work.period, kind, scope)
    return is_allowed(work.actor, Permission.WRITE_DOCUMENT, work.period, unit)


def write(
    work: Work,
    *,
    document: str,
    texts: Mapping[str, str],
    seen: Mapping[str, int],
    scope: str = "",
) -> None:
    """Ghi lời ở các mục này, all or none; an empty text makes the gap stand again.

    `seen` is the version each was typed over, 0 where nothing was written; StaleEdit names the
    field somebody else saved in between. What says the same as before is no new version, but is no
    longer a copy nobody touched.
    """
    work, kind = _held(work, document, scope)
    document = kind.words_code
    labels = {one.code: one.label for one in kind.fields}
    changed = 0
    for field, text in texts.items():
        if field not in labels:
            raise NotFound
        said = clean(text) if kind.field(field).is_line else clean_lines(text)
        fault = length_fault(said, kind.field(field).most)
        if fault is not None:
            raise Refused(f"Phần «{labels[field]}» {fault}.")
        row = _row(work, document, scope, field)
        if (0 if row is None else row.version) != seen.get(field, 0):
            raise StaleEdit(
                f"Phần «{labels[field]}» vừa được người khác ghi; hãy xem lời của họ rồi ghi lại."
            )
        before = ("", None) if row is None else (row.text, row.copied_from)
        if (said, None) == before:
            continue
        _save(work, row, (document, scope, field), said, None)
        changed += 1
    if not changed:
        raise Refused("Chưa có gì khác với lời đang lưu.")


def copy_last(work: Work, *, document: str, scope: str = "") -> int:
    """Lấy lời của năm trước vào các mục còn trống; how many were taken.

    What was taken counts as a gap until somebody touches it.
    """
    work, kind = _held(work, document, scope)
    if kind.subject not in LASTING:
        raise Refused("Văn bản này của riêng một cuộc bỏ phiếu hoặc một đề nghị, không chép được.")
    document = kind.words_code
    before = year_before(work.session, work.period)
    found = {} if before is None else unchecked(work.session, before, document, scope)
    own = unchecked(work.session, work.period, document, scope)
    taken = [
        (field, one.text)
        for field, one in found.items()
        if one.text
        and field in {each.code for each in kind.fields}
        and (field not in own or not own[field].text)
    ]
    if before is None or not taken:
        raise Refused("Năm trước không có lời nào để lấy vào các mục còn trống.")
    for field, text in taken:
        row = _row(work, document, scope, field)
        _save(work, row, (document, scope, field), text, before.year)
    return len(taken)


def _held(work: Work, document: str, scope: str) -> tuple[Work, DocumentKind]:
    kind = scopes.kind_of(document)
    unit = scopes.unit_of(work.session, work.period, kind, scope)
    work = work.require(Permission.WRITE_DOCUMENT, unit)
    take_turn(work.session)
    return work, kind


def _row(work: Work, document: str, scope: str, field: str) -> DocumentText | None:
    return work.session.exec(
        select(DocumentText).where(
            DocumentText.block_year_id == work.period.id,
            DocumentText.document == document,
            DocumentText.scope == scope,
            col(DocumentText.field) == field,
        )
    ).first()


def _save(
    work: Work,
    row: DocumentText | None,
    place: tuple[str, str, str],
    text: str,
    copied_from: int | None,
) -> None:
    document, scope, field = place
    if row is None:
        row = DocumentText(
            block_year_id=work.period.id,
            document=document,
            scope=scope,
            field=field,
            version=0,
            set_by=work.actor.name,
            set_at=work.now,
        )
    row.text, row.copied_from, row.version = text, copied_from, row.version + 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("document.written", rows=[row_of(row)]))


def year_before(session: Session, period: BlockPeriod) -> BlockPeriod | None:
    """Cùng kỳ ấy của năm trước, whoever asks."""
    return next(
        (
            one
            for one in rosters.all_periods(session)
            if (one.block_code, one.part.code) == (period.block_code, period.part.code)
            and one.year == period.year - 1
        ),
        None,
    )
