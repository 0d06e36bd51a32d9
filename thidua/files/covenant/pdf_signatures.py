"""Kiểm tra chữ ký số của tệp PDF, in a process of its own with bounds on time and memory.

The file comes from outside: what it does to its reader must not reach this program. Nothing is
asked of anybody, so neither trust nor revocation is known.
"""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from thidua.domain.covenant.signed_pdf import AddedAfter, PdfSigner, SignedPdf
from thidua.domain.ground.errors import Refused
from thidua.files import evidence_store, evidence_type
from thidua.files.reading import apart

PATIENCE = max(20, apart.WAIT_SECONDS)
"""Chờ nhiều nhất để đọc một tệp, in seconds; its own time and memory are bounded besides."""

_ROOT = Path(__file__).parents[3]
_READER = "thidua.files.covenant.pdf_reading"
_FAULTS = {
    "missing": (
        "Máy chủ chưa cài gói kiểm tra chữ ký số nên chưa nhận «Tệp ký số» được; quản trị chạy "
        "«python -m pip install -r requirements.txt», hoặc nộp tệp này như «Bản giấy quét»."
    ),
    "encrypted": "Tệp «{}» đặt mật khẩu nên không kiểm tra chữ ký số được; hãy bỏ mật khẩu.",
    "many": "Tệp «{}» có quá nhiều chữ ký số; hãy nộp tệp của riêng đơn vị.",
}
_NOT_SAID = (LookupError, TypeError, AttributeError)
"""Điều người đọc nói không thành, as of a reader that a file has got hold of."""

_UNREADABLE = (
    "Tệp «{}» không đọc được theo chuẩn PDF nên không kiểm tra được chữ ký số. Xin lại tệp gốc "
    "vừa ký xong, hoặc nộp như «Bản giấy quét»."
)


def examine(content: bytes, name: str, patience: float = PATIENCE) -> SignedPdf:
    """Kiểm tra một tệp; Refused, naming it, where it cannot be read within the bounds."""
    evidence_store.require_size(content, name)
    if evidence_type.recognise(content, name) is not evidence_type.PDF:
        raise Refused(f"Tệp «{name}» không phải PDF nên không có chữ ký số để kiểm tra.")
    try:
        with apart.turn():
            done = subprocess.run(
                [sys.executable, "-m", _READER],
                input=content,
                capture_output=True,
                cwd=_ROOT,
                timeout=patience,
                check=False,
            )
        said: dict[str, Any] = json.loads(done.stdout)
        if "signers" not in said:
            raise Refused(_FAULTS.get(said.get("fault", ""), _UNREADABLE).format(name))
        signers = tuple(_signer(one) for one in said["signers"])
    except (subprocess.TimeoutExpired, OSError, ValueError, *_NOT_SAID) as fault:
        raise Refused(_UNREADABLE.format(name)) from fault
    return SignedPdf(sha256=evidence_store.digest(content), signers=signers)


def _signer(said: dict[str, Any]) -> PdfSigner:
    at = said["signed_at"]
    return PdfSigner(
        name=said["name"],
        issuer=said["issuer"],
        is_intact=said["is_intact"],
        added=AddedAfter(said["added"]),
        valid_from=datetime.fromisoformat(said["valid_from"]),
        valid_to=datetime.fromisoformat(said["valid_to"]),
        signed_at=None if at is None else datetime.fromisoformat(at),
    )
