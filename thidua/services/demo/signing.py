"""Ký giao ước của khối mẫu: by the units' own officers, and of one block by papers too."""

from collections.abc import Sequence
from datetime import UTC, datetime

from thidua.db.engine import ROOT
from thidua.domain.covenant.signature import SignatureWay
from thidua.domain.covenant.signed_pdf import AddedAfter, PdfSigner, SignedPdf
from thidua.domain.period.stage import Stage
from thidua.services.covenant import covenants, signatures
from thidua.services.covenant.signatures import SignedPaper, Signer
from thidua.services.demo import people as demo_people
from thidua.services.demo.people import DemoPerson
from thidua.services.demo.scribe import Scribe

SIGNED_FILE = ROOT / "data" / "demo" / "giao-uoc-ky-so.pdf"
SCANNED_FILE = ROOT / "data" / "demo" / "giao-uoc-giay-quet.png"
SIGNED = SignedPdf(
    sha256="24ce2ef7d0c7ee41f8b9877a7c3af95b22b70613c3697be3ab2c9f61ded2a7ab",
    signers=(
        PdfSigner(
            name="Hồ Thị Nguyệt",
            issuer="Tổ chức cấp chứng thư thử",
            is_intact=True,
            added=AddedAfter.NOTHING,
            valid_from=datetime(2016, 12, 1, 13, 8, 32, tzinfo=UTC),
            valid_to=datetime(2036, 11, 27, 13, 8, 32, tzinfo=UTC),
            signed_at=datetime(2026, 11, 30, 13, 8, 32, tzinfo=UTC),
        ),
    ),
)
"""Kết quả kiểm tra của tệp mẫu, which is always the same file."""

_OFFICE = "Phụ trách đơn vị"
_PAPER = "Giao ước giấy ký tại hội nghị khối ngày 15/01"


def sign(scribe: Scribe, officers: Sequence[DemoPerson]) -> None:
    """Qua giai đoạn ký: each of these officers presses for the own unit."""
    scribe.move(Stage.SIGN)
    seen = _fingerprint(scribe)
    for officer in officers:
        signatures.press(
            scribe.by(officer),
            unit=officer.unit or "",
            signer=Signer(officer.full_name, _OFFICE),
            seen=seen,
        )


def bring(scribe: Scribe, officer: DemoPerson, way: SignatureWay) -> None:
    """Nộp giấy đã ký: a signed PDF by the unit itself, a scan by the head on its behalf."""
    is_signed = way is SignatureWay.SIGNED_PDF
    file = SIGNED_FILE if is_signed else SCANNED_FILE
    signatures.bring(
        scribe.by(officer if is_signed else demo_people.HEAD),
        unit=officer.unit or "",
        signer=Signer(officer.full_name, _OFFICE),
        paper=SignedPaper(
            way=way,
            content=file.read_bytes(),
            file_name=file.name,
            document="" if is_signed else _PAPER,
            examined=SIGNED if is_signed else None,
        ),
        seen=_fingerprint(scribe),
    )


def _fingerprint(scribe: Scribe) -> str:
    return covenants.known_versions(scribe.session, scribe.period)[0].fingerprint
