"""Bảng hiển thị của minh chứng: files that stand in two places."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua.domain.scoring.evidence import EvidenceItem, SameFile


def same_files_frame(
    found: Sequence[tuple[EvidenceItem, Sequence[SameFile]]], names: Mapping[str, str]
) -> pd.DataFrame:
    """Mỗi tệp một dòng: whose it is, what it is called, where else it stands."""
    return pd.DataFrame(
        {
            "Đơn vị": [names.get(item.unit, item.unit) for item, _ in found],
            "Minh chứng": [item.title for item, _ in found],
            "Trùng với": [
                "; ".join(
                    f"{names.get(one.unit, one.unit)} năm {one.year}: {one.title}" for one in places
                )
                for _, places in found
            ],
        }
    )
