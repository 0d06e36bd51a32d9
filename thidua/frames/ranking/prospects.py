"""Bảng hiển thị của triển vọng: units down, awards across."""

import pandas as pd

from thidua.domain.ranking.outlook import CHANCE_WORDS, Prospects
from thidua.frames.ranking.standings import Name


def prospects_frame(prospects: Prospects, name: Name) -> pd.DataFrame:
    """Cơ hội của từng đơn vị, a column an award, each for this one or a higher one."""
    rows = prospects.outlooks
    columns: dict[str, list[str]] = {"Đơn vị": [name(one.unit) for one in rows]}
    for place, award in enumerate(prospects.awards):
        title = award if place == 0 else f"{award} trở lên"
        columns[title] = [CHANCE_WORDS[one.chances[place]] for one in rows]
    return pd.DataFrame(columns)
