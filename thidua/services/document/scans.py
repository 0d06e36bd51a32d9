"""Bản quét giấy tờ: of the tellers' paper of a vote and of papers as signed, with their SHA-256.

They lie in the store of evidence: written whole, never changed, carried along by every backup.
"""

from sqlmodel import Session, col, select

from thidua.db.tables import IssuedDocumentRow, PaperScan
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.document import scan
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import LONGEST_TEXT, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.counting import tells_ballots
from thidua.files import evidence_store, evidence_type
from thidua.files.evidence_store import Kept
from thidua.services.document import scopes
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.scoring import evidence
from thidua.services.vote import results, votes
from thidua.services.vote.votes import VoteView

ENDINGS = evidence_type.PAPER_ENDINGS
"""Đuôi tệp của bản quét."""

LARGEST = evidence_store.MAX_MEGABYTES
"""Cỡ bản quét lớn nhất, in megabytes."""


def of_vote(session: Session, period: BlockPeriod, vote: int) -> tuple[scan.PaperScan, ...]:
    """Các bản quét của một cuộc bỏ phiếu, in the order they came, whoever asks."""
    return _listed(session, period, col(PaperScan.vote_id) == vote)


def of_issued(session: Session, period: BlockPeriod, issued: int) -> tuple[scan.PaperScan, ...]:
    """Các bản quét của một văn bản đã cấp số, in the order they came, whoever asks."""
    return _listed(session, period, col(PaperScan.issued_id) == issued)


def _listed(session: Session, period: BlockPeriod, about: object) -> tuple[scan.PaperScan, ...]:
    rows = session.exec(
        select(PaperScan)
        .where(PaperScan.block_year_id == period.id, about)  # type: ignore[arg-type]
        .order_by(col(PaperScan.id))
    )
    return tuple(_made(row) for row in rows)


def _made(row: PaperScan) -> scan.PaperScan:
    return scan.PaperScan(
        key=row.id or 0,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        added_by=row.added_by,
        added_at=row.added_at,
        reason=row.reason,
        is_live=row.ended_at is None,
    )


def may_add(work: Work, *, issued: int | None = None) -> bool:
    """Được đính kèm bản quét: who writes the papers of the block, or of the unit whose it is."""
    unit = None if issued is None else _unit_of(work, _issued(work, issued))
    return is_allowed(work.actor, Permission.WRITE_DOCUMENT, work.period, unit)


def may_open(work: Work, *, vote: int | None = None, issued: int | None = None) -> bool:
    """Được mở bản quét."""
    if vote is not None:
        return _may_open_vote(work, _vote(work, vote))
    row = _issued(work, issued or 0)
    needs = scopes.kind_of(row.document).needs
    return is_allowed(work.actor, needs, work.period, _unit_of(work, row))


def add(
    work: Work,
    *,
    content: bytes,
    file_name: str,
    vote: int | None = None,
    issued: int | None = None,
) -> int:
    """Đính kèm bản quét vào một cuộc bỏ phiếu hoặc một văn bản đã cấp số; its key.

    The content is in the store before the row is written. A scan that is there already is refused.
    """
    if (vote is None) == (issued is None):
        raise NotFound
    unit = None if issued is None else _unit_of(work, _issued(work, issued))
    work = work.require(Permission.WRITE_DOCUMENT, unit)
    if vote is not None and _vote(work, vote).opened_at is None:
        raise Refused("Cuộc bỏ phiếu chưa mở nên chưa có phiếu kiểm để quét.")
    take_turn(work.session)
    shown = clean(file_name) or "không tên"
    evidence_store.require_size(content, shown)
    of_type = evidence_type.recognise(content, shown)
    if of_type.endings[0].removeprefix(".") not in ENDINGS:
        raise Refused(f"Tệp «{shown}» không phải bản quét; hãy dùng PDF, PNG, JPEG hoặc WEBP.")
    there = (
        of_issued(work.session, work.period, issued)
        if issued is not None
        else of_vote(work.session, work.period, vote or 0)
    )
    sha256 = evidence_store.digest(content)
    if any(one.is_live and one.sha256 == sha256 for one in there):
        raise Refused(f"Tệp «{shown}» đã đính kèm rồi.")
    kept = evidence_store.keep(evidence.folder(work.session), content)
    row = PaperScan(
        block_year_id=work.period.id,
        vote_id=vote,
        issued_id=issued,
        stored_name=kept.name,
        file_name=evidence_type.safe_name(file_name, of_type),
        media_type=of_type.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_by=work.actor.name,
        added_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(Act("document.scan_added", unit or ""))
    return row.id or 0


def end(work: Work, *, key: int, reason: str) -> None:
    """Bỏ một bản quét đính nhầm, with the reason; the file and its row stay."""
    row = _row(work, key)
    unit = None if row.issued_id is None else _unit_of(work, _issued(work, row.issued_id))
    work = work.require(Permission.WRITE_DOCUMENT, unit)
    take_turn(work.session)
    work.session.refresh(row)
    said = clean(reason)
    if not said:
        raise Refused("Cần ghi lý do bỏ bản quét.")
    fault = length_fault(said, LONGEST_TEXT)
    if fault is not None:
        raise Refused(f"Lý do {fault}.")
    if row.ended_at is not None:
        raise Refused("Bản quét này đã bỏ rồi.")
    row.reason, row.ended_by, row.ended_at = said, work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("document.scan_ended", unit or "", rows=[row_of(row)], reason=said))


def content(work: Work, *, key: int) -> bytes:
    """Nội dung một bản quét, whole and unchanged.

    Of a vote for who may see votes; while the figures would tell what somebody cast, and before
    the count, only for who keeps the papers of the block.
    """
    row = _row(work, key)
    if row.vote_id is not None:
        require(work.actor, Permission.VIEW_VOTES, work.period)
        if not _may_open_vote(work, _vote(work, row.vote_id)):
            require(work.actor, Permission.WRITE_DOCUMENT, work.period)
    else:
        issued = _issued(work, row.issued_id or 0)
        needs = scopes.kind_of(issued.document).needs
        require(work.actor, needs, work.period, _unit_of(work, issued))
    return evidence_store.read(
        evidence.folder(work.session), Kept(row.stored_name, row.size, row.sha256)
    )


def _may_open_vote(work: Work, view: VoteView) -> bool:
    if is_allowed(work.actor, Permission.WRITE_DOCUMENT, work.period):
        return True
    if not is_allowed(work.actor, Permission.VIEW_VOTES, work.period) or view.closed_at is None:
        return False
    closed = results.unchecked_result(work.session, work.period, view.key)
    return not tells_ballots(closed.result)


def _row(work: Work, key: int) -> PaperScan:
    row = work.session.get(PaperScan, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    return row


def _vote(work: Work, key: int) -> VoteView:
    for one in votes.unchecked(work.session, work.period):
        if one.key == key:
            return one
    raise NotFound


def _issued(work: Work, key: int) -> IssuedDocumentRow:
    row = work.session.get(IssuedDocumentRow, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    return row


def _unit_of(work: Work, row: IssuedDocumentRow) -> str | None:
    return scopes.unit_of(work.session, work.period, scopes.kind_of(row.document), row.scope)
