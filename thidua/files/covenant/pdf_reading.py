"""Người đọc chữ ký số: a process that takes a PDF, says what its signatures are, and is gone.

It runs apart from the program (`pdf_signatures.py`), within the bounds of every such reader.
"""

import io
import json
import sys
from datetime import UTC, datetime
from typing import Any

from thidua.domain.covenant.signed_pdf import AddedAfter
from thidua.domain.ground.text import clean
from thidua.files.reading import apart

_MOST = 64
"""Số chữ ký nhiều nhất trong một tệp."""

_LONGEST = 150


def main() -> None:
    """Đọc tệp ở đầu vào, ghi kết quả ra đầu ra as one line of JSON."""
    try:
        import pyhanko.sign.validation as _  # noqa: F401, PLC0415 (before memory is bounded)
    except ImportError:
        print(json.dumps({"fault": "missing"}))  # noqa: T201
        return
    apart.bound(apart.CPU_SECONDS, apart.MEMORY)
    print(json.dumps(_read(sys.stdin.buffer.read())))  # noqa: T201


def _read(content: bytes) -> dict[str, Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            return {"fault": "encrypted"}
        found = list(reader.embedded_regular_signatures)
        if len(found) > _MOST:
            return {"fault": "many"}
        return {"signers": [_signer(reader, one) for one in found]}
    except Exception:
        return {"fault": "unreadable"}


def _signer(reader: Any, embedded: Any) -> dict[str, Any]:  # noqa: ANN401 (of the library)
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415
    from pyhanko.sign.validation import (  # noqa: PLC0415
        SignatureCoverageLevel,
        validate_pdf_signature,
    )
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    alone = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(
        embedded, signer_validation_context=alone, diff_policy=_only_signatures()
    )
    level = status.modification_level
    added = AddedAfter.CHANGES
    is_whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if level is ModificationLevel.NONE and is_whole:  # bytes behind the end are no change to it
        added = AddedAfter.NOTHING
    elif level in (ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING):
        added = AddedAfter.CHANGES if _has_new_empty(reader, embedded) else AddedAfter.ALLOWED
    certificate = embedded.signer_cert
    at = embedded.self_reported_timestamp
    return {
        "name": _called(certificate.subject),
        "issuer": _called(certificate.issuer),
        "is_intact": bool(status.intact and status.valid),
        "added": added.value,
        "valid_from": _moment(certificate.not_valid_before),
        "valid_to": _moment(certificate.not_valid_after),
        "signed_at": None if at is None else _moment(at),
    }


def _only_signatures() -> Any:  # noqa: ANN401 (of the library)
    """Phép so sau khi ký: as the library's own, but that no other field may be filled in."""
    from pyhanko.sign import diff_analysis as diff  # noqa: PLC0415

    library: Any = diff
    fields = [library.SigFieldCreationRule(), library.SigFieldModificationRule()]
    return library.StandardDiffPolicy(
        global_rules=library.DEFAULT_DIFF_POLICY.global_rules,
        form_rule=library.FormUpdatingRule(field_rules=fields),
    )


def _has_new_empty(reader: Any, embedded: Any) -> bool:  # noqa: ANN401 (of the library)
    """Có ô ký mới mà không ai ký: its picture could cover what was signed."""
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415

    then = reader.get_historical_resolver(embedded.signed_revision)
    before = {name for name, _, _ in enumerate_sig_fields(then)}
    empty = enumerate_sig_fields(reader, filled_status=False)
    return any(name not in before for name, _, _ in empty)


def _called(name: Any) -> str:  # noqa: ANN401 (of the library)
    """Tên trong chứng thư, cleaned of what shows nothing: anybody can write one."""
    said = name.native.get("common_name") or name.human_friendly
    said = said[0] if isinstance(said, list) else said
    return clean(str(said))[:_LONGEST] or "(không ghi tên)"


def _moment(at: datetime) -> str:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


if __name__ == "__main__":
    main()
