"""Bảng hiển thị của từng dòng luật: its versions with their readings, the trial nominees."""

from collections.abc import Iterable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.awards.rule_trials import RuleTrial
from thidua.domain.law.conditions.measured import STATE_WORDS
from thidua.domain.law.law import Citation
from thidua.domain.law.reading import UNREAD_WORDS


def versions_frame(found: Sequence[tuple[Citation, str]]) -> pd.DataFrame:
    """Các bản của một dòng: since when, by which article, and who read the wording."""
    return pd.DataFrame(
        {
            "Hiệu lực từ": [f"{one.span.start:%d/%m/%Y}" for one, _ in found],
            "đến hết": [
                labels.MISSING if one.span.end is None else f"{one.span.end:%d/%m/%Y}"
                for one, _ in found
            ],
            "Lời của phần mềm": [text for _, text in found],
            "Căn cứ": [one.reference for one, _ in found],
            "Lời văn": [one.reading_words or UNREAD_WORDS for one, _ in found],
        }
    )


def trials_frame(found: Iterable[RuleTrial]) -> pd.DataFrame:
    """Người thử: what the rule must answer, and what it answers."""
    rows = [
        (
            one.nominee.name,
            STATE_WORDS[one.nominee.expected],
            "không được xét" if one.answered is None else STATE_WORDS[one.answered],
            "đúng" if one.holds else "sai",
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=["Người thử", "Mong đợi", "Điều này trả lời", "So"])
