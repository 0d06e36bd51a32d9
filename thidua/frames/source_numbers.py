"""Bảng hiển thị số từ nguồn: what each source says beside its criterion."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.report.offered import OfferedNumber


def offered(found: Sequence[OfferedNumber], covenant: Covenant) -> pd.DataFrame:
    """Mỗi tiêu chí có nguồn một dòng: the number, what shows it, whether it has changed."""
    return pd.DataFrame(
        {
            "Tiêu chí": [
                f"{one.criterion} {covenant.criteria[one.criterion].text}" for one in found
            ],
            "Nguồn số liệu": [one.source.words for one in found],
            "Số": [one.said for one in found],
            "Vì sao": [one.now.shown_by for one in found],
            "Đã đổi": [one.change_words or labels.MISSING for one in found],
        }
    )
