"""Lời của bảng xếp hạng: numbers, ranks and remarks as every page, paper and file shows them."""

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.points import Exact, vi_number
from thidua.domain.period.consideration import CONSIDERATION_WORDS
from thidua.domain.ranking.standing import POINTS_MOVED, Standing

MISSING = "—"
"""Chưa có số: a dash, never a 0."""


def shown(covenant: Covenant, value: Exact | None) -> str:
    """Số ở thang của giao ước; a dash while missing."""
    return MISSING if value is None else vi_number(value, covenant.scale.places)


def rank_text(row: Standing) -> str:
    """Hạng: shared ranks say so."""
    if row.rank is None:
        return MISSING
    return f"{row.rank} (đồng hạng)" if row.tied else str(row.rank)


def remark(row: Standing) -> str:
    """Ghi chú của một đơn vị: why it has no place, or what gave it its place beside the total."""
    if row.excluded is not None:
        return f"{CONSIDERATION_WORDS[row.state]}: {row.excluded}"
    if row.total is None and not row.score.missing:
        return "chờ xác nhận thẩm định"
    if row.total is None:
        return f"còn {len(row.score.missing)} tiêu chí chưa thẩm định"
    compared = [said for said in (row.by_vote, row.tiebreak, row.chosen) if said]
    if compared and not row.tied:
        # Only the last of them told this unit apart; by those before it is equal to another.
        compared[-1] = f"hơn kém nhờ {compared[-1]}"
    said = [row.below_floor or "", *compared, row.not_higher]
    if row.on_other_figures:
        said.append(POINTS_MOVED)
    if row.waits:
        said.append("bằng điểm, chờ kết quả bỏ phiếu")
    elif row.tied:
        said.append("bằng nhau, chưa phân định" if compared else "bằng điểm, chưa phân định")
    return "; ".join(filter(None, said))
