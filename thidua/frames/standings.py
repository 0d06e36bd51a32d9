"""Bảng hiển thị của xếp hạng: ranks, groups, reasons and award lines, numbers as people read."""

from collections.abc import Callable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.points import Exact, vi_number
from thidua.domain.ranking.places import AwardPlaces
from thidua.domain.ranking.ranking import Standing, Standings
from thidua.domain.rules.bonus import bonus_words
from thidua.domain.scoring.explanation import Explanation

Name = Callable[[str], str]


def shown(covenant: Covenant, value: Exact | None) -> str:
    """Số ở thang của giao ước; a dash while missing."""
    return labels.MISSING if value is None else vi_number(value, covenant.scale.places)


def most_shown(covenant: Covenant, criterion: Criterion) -> str:
    """Điểm tối đa ở thang của giao ước, the line's own bonus told apart."""
    return f"{shown(covenant, criterion.max_points)}{bonus_words(criterion.rule.own_bonus)}"


def rank_text(row: Standing) -> str:
    """Hạng: shared ranks say so."""
    if row.rank is None:
        return labels.MISSING
    return f"{row.rank} (đồng hạng)" if row.tied else str(row.rank)


def remark(row: Standing) -> str:
    """Ghi chú của một đơn vị: why it has no place, or what gave it its place beside the total."""
    if row.excluded is not None:
        return f"{labels.CONSIDERATIONS[row.state]}: {row.excluded}"
    if row.total is None and not row.score.missing:
        return "chờ xác nhận thẩm định"
    if row.total is None:
        return f"còn {len(row.score.missing)} tiêu chí chưa thẩm định"
    compared = [said for said in (row.by_vote, row.tiebreak) if said]
    if compared and not row.tied:
        # Only the last of them told this unit apart; by those before it is equal to another.
        compared[-1] = f"hơn kém nhờ {compared[-1]}"
    said = [row.below_floor or "", *compared, row.not_higher]
    if row.waits:
        said.append("bằng điểm, chờ kết quả bỏ phiếu")
    elif row.tied:
        said.append("bằng nhau, chưa phân định" if compared else "bằng điểm, chưa phân định")
    return "; ".join(filter(None, said))


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


def explanation_frame(covenant: Covenant, tree: Sequence[Explanation]) -> pd.DataFrame:
    """Cây «vì sao»: every node on a row, deeper ones indented."""
    rows: list[dict[str, str]] = []

    def add(node: Explanation, depth: int) -> None:
        rows.append(
            {
                "Mã": node.code,
                "Nội dung": "\u2003" * depth + node.text,
                "Điểm": shown(covenant, node.points),
                "Tối đa": vi_number(node.max_points),
                "Vì sao": "; ".join(part for part in (node.formula, node.rounding) if part),
                "Cách chấm": node.clause,
                "Ghi chú": node.note,
            }
        )
        for child in node.below:
            add(child, depth + 1)

    for node in tree:
        add(node, 0)
    return pd.DataFrame(rows)


def award_frame(
    covenant: Covenant, standings: Standings, places: Sequence[AwardPlaces], name: Name
) -> pd.DataFrame:
    """Khen thưởng theo thứ hạng: each unit with its band and the award its rank reaches."""
    reached: dict[str, str] = {}
    barred: dict[str, list[str]] = {}
    for line in places:
        for unit in line.proposed:
            reached[unit] = line.award
        for group in line.undecided:
            for unit in group.units:
                reached.setdefault(unit, f"{line.award}: cần biểu quyết")
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


def totals_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Số liệu biểu đồ tổng điểm: length and text of every bar, units in the order of ranks."""
    rows = [row for row in standings.rows if row.total is not None]
    return pd.DataFrame(
        {
            "Thứ tự": range(1, len(rows) + 1),
            "Đơn vị": [name(row.unit) for row in rows],
            "Tổng": [float(row.total or 0) for row in rows],
            "Nhãn": [f"{shown(covenant, row.total)} · {_place(row)}" for row in rows],
            "Nhất": ["Hạng nhất" if row.rank == 1 else "Các hạng khác" for row in rows],
        }
    )


def _place(row: Standing) -> str:
    return labels.CONSIDERATIONS[row.state] if row.rank is None else f"hạng {rank_text(row)}"


def thresholds_frame(covenant: Covenant) -> pd.DataFrame:
    """Ngưỡng xếp loại để kẻ vạch."""
    known = [(band.label, band.least) for band in covenant.bands if band.least]
    return pd.DataFrame(
        {
            "Ngưỡng": [float(least) for _, least in known if least is not None],
            "Tên": [f"{label} ≥ {vi_number(least)}" for label, least in known if least is not None],
        }
    )
