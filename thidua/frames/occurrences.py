"""Bảng hiển thị của các lượt kê riêng."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_day
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Occurrence
from thidua.domain.scoring.draft import plain_number
from thidua.domain.scoring.file import EVIDENCE, KIND
from thidua.domain.scoring.occurrences import DAY, DOCUMENT

_COLUMNS = (KIND, Field.NAME.value, DAY, DOCUMENT, Field.COUNT.value, EVIDENCE)


def events_frame(
    listed: Sequence[Occurrence], attached: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Mỗi lượt một dòng; `attached` are the titles of what is attached, by document."""
    columns: dict[str, list[str]] = {
        KIND: [one.kind or "" for one in listed],
        Field.NAME.value: [one.name for one in listed],
        DAY: ["" if one.day is None else vi_day(one.day) for one in listed],
        DOCUMENT: [one.document for one in listed],
        Field.COUNT.value: [vi_number(one.count) for one in listed],
        EVIDENCE: [
            "; ".join(filter(None, [one.evidence, *attached.get(one.document, ())]))
            for one in listed
        ],
    }
    frame = pd.DataFrame(columns)
    return frame[[name for name in _COLUMNS if name in (DAY, DOCUMENT) or frame[name].any()]]


def editing_rows(listed: Sequence[Occurrence]) -> list[dict[str, Any]]:
    """Các dòng của lưới kê lượt; an empty list has one blank row, to type or paste over."""
    return [
        {
            KIND: one.kind,
            Field.NAME.value: one.name,
            DAY: "" if one.day is None else vi_day(one.day),
            DOCUMENT: one.document,
            Field.COUNT.value: plain_number(one.count),
            EVIDENCE: one.evidence,
        }
        for one in listed
    ] or [dict.fromkeys(_COLUMNS)]


def editing_frame(listed: Sequence[Occurrence]) -> pd.DataFrame:
    """Lưới kê lượt."""
    return pd.DataFrame(editing_rows(listed), columns=list(_COLUMNS))
