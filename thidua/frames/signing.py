"""Bảng hiển thị của việc ký giao ước: each signature, how, by whom, and what it is worth now."""

import pandas as pd

from thidua import labels
from thidua.domain.covenant.signature import WAY_WORDS, Signing
from thidua.domain.period.windows import vi_moment


def signatures_frame(signing: Signing) -> pd.DataFrame:
    """Các chữ ký, the latest first; withdrawn ones and those of earlier versions are told."""
    rows = [
        {
            "Đơn vị": signing.units.get(one.unit, one.unit),
            "Hiệu lực": signing.state_of(one),
            "Cách ký": WAY_WORDS[one.way],
            "Người ký": ", ".join(filter(None, [one.signer, one.office])),
            "Lúc": vi_moment(one.recorded_at),
            "Người ghi": f"{one.recorded_by} (nộp thay)" if one.on_behalf else one.recorded_by,
            "Văn bản": one.document or labels.MISSING,
            "Tệp": one.file_name or labels.MISSING,
        }
        for one in reversed(signing.signatures)
    ]
    return pd.DataFrame(rows)
