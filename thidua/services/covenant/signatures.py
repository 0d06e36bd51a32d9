"""Ký giao ước: each unit signs the version in force, by a press or by a paper; nothing is erased.

A press is the unit's own. Whoever looks after the block may bring a paper in its name, and says
which. A signature holds for one version: after an amendment it is asked for anew.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import (
    CovenantSignatureRow,
    SignatureWithdrawalRow,
    StageChange,
    Unit,
)
from thidua.domain.access.permissions import Permission, is_own_unit, require
from thidua.domain.covenant.signature import (
    BY_FILE,
    CovenantSignature,
    SignatureWay,
    SignatureWithdrawal,
    Signing,
)
from thidua.domain.covenant.signed_pdf import SignedPdf, require_signed, told
from thidua.domain.covenant.version import CovenantVersion
from thidua.domain.ground.errors import NoCovenant, NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, LONGEST_TEXT, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, Stage
from thidua.files import evidence_store, evidence_type
from thidua.files.covenant import pdf_signatures
from thidua.files.evidence_store import Kept
from thidua.services.access import interests
from thidua.services.covenant import covenants
from thidua.services.ground import block_members, store
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work

ENDINGS = evidence_type.PAPER_ENDINGS
"""Đuôi tệp của giấy tờ đã ký."""

LARGEST = evidence_store.MAX_MEGABYTES
"""Cỡ tệp lớn nhất, in megabytes."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Người ký, as typed: the name, and the office held in the unit."""

    name: str
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """Giấy đã ký: its file and its way; of a signed PDF what its check found."""

    way: SignatureWay
    content: bytes
    file_name: str
    document: str = ""
    examined: SignedPdf | None = None


def view(work: Work) -> Signing:
    """Việc ký giao ước của kỳ này, for whoever may see the covenant."""
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    found = unchecked(work.session, work.period)
    if found is None:
        raise NoCovenant
    return found


def unchecked(session: Session, period: BlockPeriod) -> Signing | None:
    """Việc ký giao ước, whoever asks; None while there is no covenant."""
    if period.covenant_version is None:
        return None
    return kept(session, ("signatures", period), lambda: _read(session, period))


def unchecked_asked(session: Session, period: BlockPeriod) -> Signing | None:
    """Việc ký đang chờ, whoever asks; None where nobody is asked now, mostly without a query."""
    is_later = period.stage not in (Stage.PREPARE, *CLOSED) and (period.covenant_version or 1) > 1
    if period.stage is not Stage.SIGN and not is_later:
        return None
    found = unchecked(session, period)
    return found if found is not None and found.is_asked else None


def _read(session: Session, period: BlockPeriod) -> Signing | None:
    found = covenants.known_versions(session, period)
    if not found:
        return None
    return Signing(
        version=found[0].version,
        fingerprint=found[0].fingerprint,
        stage=period.stage,
        units={one.code: one.short_name for one in block_members.members(session, period)},
        signatures=_signatures(session, period),
        is_amended=_is_amended(session, period, found[0]),
    )


def _is_amended(session: Session, period: BlockPeriod, newest: CovenantVersion) -> bool:
    """Bản đang dùng ra sau khi giai đoạn ký đã qua."""
    if newest.version == 1 or period.stage in (Stage.PREPARE, Stage.SIGN):
        return False
    left = session.exec(
        select(StageChange.done_at)
        .where(
            StageChange.block_year_id == period.id,
            StageChange.old_stage == Stage.SIGN,
            col(StageChange.done_at).is_not(None),
        )
        .order_by(col(StageChange.id).desc())
        .limit(1)
    ).first()
    return left is None or newest.created_at > left


def _signatures(session: Session, period: BlockPeriod) -> tuple[CovenantSignature, ...]:
    withdrawn = {
        row.signature_id: SignatureWithdrawal(
            reason=row.reason, by=row.withdrawn_by, at=row.withdrawn_at
        )
        for row in session.exec(
            select(SignatureWithdrawalRow).where(SignatureWithdrawalRow.block_year_id == period.id)
        )
    }
    rows = session.exec(
        select(CovenantSignatureRow, Unit.code)
        .join(Unit, col(Unit.id) == col(CovenantSignatureRow.unit_id))
        .where(CovenantSignatureRow.block_year_id == period.id)
        .order_by(col(CovenantSignatureRow.id))
    )
    return tuple(_made(row, unit, withdrawn.get(row.id or 0)) for row, unit in rows)


def _made(
    row: CovenantSignatureRow, unit: str, withdrawal: SignatureWithdrawal | None
) -> CovenantSignature:
    return CovenantSignature(
        key=row.id or 0,
        unit=unit,
        version=row.covenant_version,
        fingerprint=row.fingerprint,
        way=row.way,
        signer=row.signer,
        office=row.signer_office,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        on_behalf=row.on_behalf,
        document=row.document,
        file_name=row.file_name,
        media_type=row.media_type,
        sha256=row.sha256,
        found=row.found,
        withdrawal=withdrawal,
    )


def examine(content: bytes, file_name: str) -> SignedPdf:
    """Kiểm tra chữ ký số của một tệp, before anything is written; Refused where it cannot be."""
    return pdf_signatures.examine(content, clean(file_name) or "không tên")


def press(work: Work, *, unit: str, signer: Signer, seen: str) -> int:
    """Bấm ký of the unit's own officer, over the text with the fingerprint `seen`; its key."""
    work = work.require(Permission.SIGN_COVENANT, unit)
    if not is_own_unit(work.actor, work.period, unit):
        raise NotPermitted(
            "Chỉ cán bộ của đơn vị được bấm ký; ký thay thì nộp bản giấy quét hoặc tệp ký số."
        )
    row = _row(work, unit, signer, SignatureWay.PRESS, seen)
    return _added(work, unit, row)


def bring(work: Work, *, unit: str, signer: Signer, paper: SignedPaper, seen: str) -> int:
    """Nộp giấy đã ký of a unit, by itself or on its behalf; its key.

    The content is in the store before the row is written. Of a PDF with a digital signature the
    check comes first: `examined` must be of this very file.
    """
    work = work.require(Permission.SIGN_COVENANT, unit)
    if paper.way not in BY_FILE:
        raise NotFound
    row = _row(work, unit, signer, paper.way, seen)
    row.on_behalf = not is_own_unit(work.actor, work.period, unit)
    row.document = _said(paper.document, "Văn bản", LONGEST_TEXT)
    if row.on_behalf and not row.document:
        raise Refused("Ký thay một đơn vị thì ghi rõ văn bản: số, ngày, ai ký tên trên đó.")
    shown = clean(paper.file_name) or "không tên"
    evidence_store.require_size(paper.content, shown)
    of_type = evidence_type.recognise(paper.content, shown)
    if of_type.endings[0].removeprefix(".") not in ENDINGS:
        raise Refused(f"Tệp «{shown}» không phải bản quét; hãy dùng PDF, PNG, JPEG hoặc WEBP.")
    if paper.way is SignatureWay.SIGNED_PDF:
        row.found = _found(paper, shown, row.signer)
    kept_file = evidence_store.keep(store.folder(work.session), paper.content)
    row.stored_name, row.size, row.sha256 = kept_file.name, kept_file.size, kept_file.sha256
    row.file_name = evidence_type.safe_name(paper.file_name, of_type)
    row.media_type = of_type.media_type
    return _added(work, unit, row)


def _found(paper: SignedPaper, shown: str, signer: str) -> str:
    examined = paper.examined
    if examined is None or examined.sha256 != evidence_store.digest(paper.content):
        raise Refused(f"Chữ ký số của tệp «{shown}» chưa được kiểm tra; hãy nộp lại tệp.")
    require_signed(examined, shown)
    return told(examined, signer)


def _row(
    work: Work, unit: str, signer: Signer, way: SignatureWay, seen: str
) -> CovenantSignatureRow:
    """Dòng sắp ghi, once nothing speaks against it."""
    take_turn(work.session)
    signing = unchecked(work.session, work.period)
    if signing is None:
        raise NoCovenant
    if unit not in signing.units:
        raise NotFound
    _require_open(signing)
    if seen != signing.fingerprint:
        raise StaleEdit(
            f"Giao ước vừa đổi, nay là bản {signing.version}; hãy đọc lại trước khi ký."
        )
    if unit in signing.in_force:
        raise Refused(f"{signing.units[unit]} đã ký bản {signing.version} rồi.")
    name = _said(signer.name, "Người ký", LONGEST_NAME)
    if not name:
        raise Refused("Ghi họ tên người ký.")
    return CovenantSignatureRow(
        block_year_id=work.period.id,
        unit_id=queries.unit_key(work.session, unit),
        covenant_version=signing.version,
        fingerprint=signing.fingerprint,
        way=way,
        signer=name,
        signer_office=_said(signer.office, "Chức vụ", LONGEST_NAME),
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )


def _require_open(signing: Signing) -> None:
    if not signing.is_open:
        raise Refused(
            "Giai đoạn ký giao ước đã qua và giao ước chưa sửa đổi từ đó, nên không ký hay rút "
            "chữ ký được nữa; muốn ký bổ sung thì lùi về giai đoạn «Ký giao ước»."
        )


def _said(text: str, what: str, most: int) -> str:
    said = clean(text)
    fault = length_fault(said, most)
    if fault is not None:
        raise Refused(f"«{what}» {fault}.")
    return said


def _added(work: Work, unit: str, row: CovenantSignatureRow) -> int:
    work.session.add(row)
    work.session.flush()
    work.record(Act("covenant.signed", unit, rows=[row_of(row)]))
    return row.id or 0


def withdraw(work: Work, *, key: int, reason: str) -> None:
    """Rút một chữ ký, with the reason, while it can still be given anew; it stays in the record.

    What a unit pressed itself only the unit takes back; what others brought for it is taken by no
    rival who did not bring it.
    """
    row, unit = _stored(work, key)
    work = work.require(Permission.SIGN_COVENANT, unit)
    if row.way is SignatureWay.PRESS and not is_own_unit(work.actor, work.period, unit):
        raise NotPermitted("Chữ ký do đơn vị bấm thì chỉ đơn vị ấy rút được.")
    is_mine = row.recorded_by == work.actor.name or is_own_unit(work.actor, work.period, unit)
    if not is_mine:
        interests.require_no_rival(work, unit)
    take_turn(work.session)
    signing = unchecked(work.session, work.period)
    if signing is None:
        raise NoCovenant
    _require_open(signing)
    if key not in {one.key for one in signing.in_force.values()}:
        raise Refused("Chữ ký này đã rút rồi, hoặc là của bản giao ước trước.")
    said = _said(reason, "Lý do", LONGEST_TEXT)
    if not said:
        raise Refused("Cần ghi lý do rút chữ ký.")
    gone = SignatureWithdrawalRow(
        block_year_id=work.period.id,
        signature_id=key,
        reason=said,
        withdrawn_by=work.actor.name,
        withdrawn_at=work.now,
    )
    work.session.add(gone)
    work.session.flush()
    work.record(Act("covenant.signature_withdrawn", unit, rows=[row_of(gone)], reason=said))


def content(work: Work, *, key: int) -> bytes:
    """Tệp của một chữ ký, whole and unchanged, for whoever may see the covenant."""
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    row, _ = _stored(work, key)
    if not row.stored_name:
        raise NotFound
    return evidence_store.read(store.folder(work.session), file_of(row))


def file_of(row: CovenantSignatureRow) -> Kept:
    """Tệp trong kho của một chữ ký."""
    return Kept(row.stored_name, row.size, row.sha256)


def _stored(work: Work, key: int) -> tuple[CovenantSignatureRow, str]:
    row = work.session.get(CovenantSignatureRow, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    return row, work.session.get_one(Unit, row.unit_id).code
