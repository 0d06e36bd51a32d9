"""Bảng hiển thị của xếp hạng: ranks, groups, reasons and award lines, numbers as people read."""

from collections.abc import Callable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.points import vi_number
from thidua.domain.ranking.places import AwardPlaces, reached_awards
from thidua.domain.ranking.standing import Standings
from thidua.domain.ranking.standing_words import rank_text as rank_text
from thidua.domain.ranking.standing_words import remark as remark
from thidua.domain.ranking.standing_words import shown as shown
from thidua.domain.rules.bonus import bonus_words
from thidua.domain.scoring.explanation import Explanation

Name = Callable[[str], str]


def most_shown(covenant: Covenant, criterion: Criterion) -> str:
    """Điểm tối đa ở thang của giao ước, the line's own bonus told apart."""
    return f"{shown(covenant, criterion.max_points)}{bonus_words(criterion.rule.own_bonus)}"


def standings_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Bảng xếp hạng: one row a unit, in the order of the standings."""
    columns: dict[str, list[str]] = {
        "Hạng": [rank_text(row) for row in standings.rows],
        "Đơn vị": [name(row.unit) for row in standings.rows],
        "Tổng điểm": [shown(covenant, row.total) for row in standings.rows],
        "Xếp loại": [row.band or labels.MISSING for row in standings.rows],
        "Ghi chú": [remark(row) for row in standings.rows],
        "Điểm gốc": [shown(covenant, row.score.base) for row in standings.rows],
        "Thưởng": [shown(covenant, row.score.bonus) for row in standings.rows],
        "Trừ": [shown(covenant, row.score.deduction) for row in standings.rows],
    }
    if any(row.score.not_assigned for row in standings.rows):
        columns["Thang được giao"] = [
            shown(covenant, row.score.assigned_max) for row in standings.rows
        ]
        columns["Tỷ lệ (%)"] = [
            labels.MISSING if row.score.ratio is None else vi_number(row.score.ratio * 100, 2)
            for row in standings.rows
        ]
    return pd.DataFrame(columns)


_OF_CLAUSE = ("Căn cứ", "Trích dẫn")


def explanation_frame(covenant: Covenant, tree: Sequence[Explanation]) -> pd.DataFrame:
    """Cây «vì sao»: every node on a row, deeper ones indented.

    Clause and quotation are columns where the covenant has any.
    """
    rows: list[dict[str, str]] = []

    def add(node: Explanation, depth: int) -> None:
        rows.append(
            {
                "Mã": node.code,
                "Nội dung": "\u2003" * depth + node.text,
                "Điểm": shown(covenant, node.points),
                "Tối đa": vi_number(node.max_points),
                "Vì sao": "; ".join(filter(None, [node.formula, node.rounding, node.events])),
                "Cách chấm": node.clause,
                "Ghi chú": node.note,
                "Căn cứ": node.basis,
                "Trích dẫn": node.quotation,
            }
        )
        for child in node.below:
            add(child, depth + 1)

    for node in tree:
        add(node, 0)
    found = pd.DataFrame(rows)
    return found.drop(columns=[name for name in _OF_CLAUSE if not any(row[name] for row in rows)])


def reasons_frame(covenant: Covenant, tree: Sequence[Explanation]) -> pd.DataFrame:
    """Cây «vì sao» vừa màn hình: without the texts, which the full explanation has."""
    frame = explanation_frame(covenant, tree)
    idle = () if any(frame["Ghi chú"]) else ("Ghi chú",)
    return frame.drop(columns=[name for name in ("Cách chấm", *_OF_CLAUSE, *idle) if name in frame])


def award_frame(
    covenant: Covenant, standings: Standings, places: Sequence[AwardPlaces], name: Name
) -> pd.DataFrame:
    """Khen thưởng theo thứ hạng: each unit with its band and the award its rank reaches."""
    reached = reached_awards(places)
    barred: dict[str, list[str]] = {}
    for line in places:
        for stop in line.barred:
            barred.setdefault(stop.unit, []).append(f"không {line.award}: {stop.reason}")
    return pd.DataFrame(
        {
            "Hạng": [rank_text(row) for row in standings.rows],
            "Đơn vị": [name(row.unit) for row in standings.rows],
            "Tổng điểm": [shown(covenant, row.total) for row in standings.rows],
            "Xếp loại theo điểm": [row.band or labels.MISSING for row in standings.rows],
            "Suất khen theo hạng": [
                reached.get(row.unit, labels.MISSING) for row in standings.rows
            ],
            "Vì sao": [
                "; ".join(part for part in (remark(row), *barred.get(row.unit, [])) if part)
                for row in standings.rows
            ],
        }
    )


def places_frame(places: Sequence[AwardPlaces], name: Name) -> pd.DataFrame:
    """Suất khen: how many, who takes them, who must be voted on."""
    return pd.DataFrame(
        {
            "Khen thưởng": [line.award for line in places],
            "Số suất": [
                "giao ước chưa quy định" if line.places is None else str(line.places)
                for line in places
            ],
            "Trong suất": [
                ", ".join(name(unit) for unit in line.proposed) or labels.MISSING for line in places
            ],
            "Cần biểu quyết": [
                "; ".join(
                    f"chọn {group.open_places} trong: {', '.join(name(u) for u in group.units)}"
                    for group in line.undecided
                )
                or labels.MISSING
                for line in places
            ],
        }
    )


def used_frame(places: Sequence[AwardPlaces], name: Name) -> pd.DataFrame:
    """Suất khen đã dùng: how many of how many, and who; a vote that is due is named."""
    return pd.DataFrame(
        {
            "Khen thưởng": [line.award for line in places],
            "Suất": [
                str(len(line.proposed))
                if line.places is None
                else f"{len(line.proposed)}/{line.places}"
                for line in places
            ],
            "Trong suất": [
                ", ".join(
                    [
                        *(name(unit) for unit in line.proposed),
                        *(f"biểu quyết chọn {one.open_places}" for one in line.undecided),
                    ]
                )
                or labels.MISSING
                for line in places
            ],
        }
    )


def thresholds_frame(covenant: Covenant) -> pd.DataFrame:
    """Ngưỡng xếp loại để kẻ vạch."""
    known = [(band.label, least) for band in covenant.bands if (least := band.least)]
    return pd.DataFrame(
        {
            "Ngưỡng": [float(least) for _, least in known],
            "Tên": [f"{label} từ {vi_number(least)}" for label, least in known],
        }
    )
