"""Bảng của giả định: what the law book would answer otherwise."""

from collections.abc import Sequence

import pandas as pd

from thidua.domain.awards.supposed import EligibilityChange, QuotaChange, state_words
from thidua.domain.verify.case import Name


def eligibility_frame(found: Sequence[EligibilityChange]) -> pd.DataFrame:
    """Đổi ở các lần xét: whose conclusion or requirement, and because of what."""
    return pd.DataFrame(
        {
            "Danh hiệu, nhóm": [one.where for one in found],
            "Đối tượng": [one.after.name for one in found],
            "Đang là": [one.before.word for one in found],
            "Sẽ là": [one.after.word for one in found],
            "Vì": ["; ".join(one.reasons) for one in found],
        }
    )


def quotas_frame(found: Sequence[QuotaChange], name: Name) -> pd.DataFrame:
    """Đổi ở các hạn mức."""
    return pd.DataFrame(
        {
            "Hạn mức": [one.where for one in found],
            "Tính theo": ["đối tượng đủ điều kiện" if one.reach else "đề nghị" for one in found],
            "Đang là": [state_words(one.before, name) for one in found],
            "Sẽ là": [state_words(one.after, name) for one in found],
            "Vào vạch suất": [
                ", ".join(name(code) for code in one.after.proposed if _is_new(one, code)) or "—"
                for one in found
            ],
        }
    )


def _is_new(one: QuotaChange, code: str) -> bool:
    return code not in one.before.proposed
