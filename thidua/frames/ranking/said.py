"""Hình nói gì: the sentence over each picture of the ranking, with the number in it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.document.deck.parts import base_parts
from thidua.domain.ground.points import in_percent
from thidua.domain.ranking.classification import band_value
from thidua.domain.ranking.distance import rounded_up
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.ranking.standing_words import remark, shown
from thidua.frames.ranking.pictures import axis_of, gap_above
from thidua.frames.ranking.standings import Name


def totals(covenant: Covenant, standings: Standings, name: Name) -> str:
    """Ai dẫn đầu, by how much, and how far the last one is."""
    placed = _placed(standings)
    if not placed:
        return "Chưa đơn vị nào có hạng"
    first = [row for row in placed if row.rank == 1]
    names = " và ".join(name(row.unit) for row in first)
    said = f"{names} {'cùng ' if len(first) > 1 else ''}dẫn đầu với {_total(covenant, first[0])}"
    gaps = gap_above(standings)
    if len(placed) > len(first) and gaps:
        second = placed[len(first)]
        if gaps[second.unit]:
            said += f", hơn hạng {second.rank} là {shown(covenant, gaps[second.unit])} điểm"
        else:
            how = first[0].decided_by
            said += f", bằng điểm hạng {second.rank}" + (f", hơn kém nhờ {how}" if how else "")
    if len(placed) > 2 and gaps:
        spread = (first[0].total or Decimal(0)) - (placed[-1].total or Decimal(0))
        said += f"; hạng cuối kém {shown(covenant, spread)} điểm"
    return said


def axis(covenant: Covenant, standings: Standings, name: Name) -> str:
    """Trục cắt ở đâu, and who is not on it and why."""
    absent = [row for row in standings.rows if row.total is None]
    said = f"{axis_of(covenant, standings).words}."
    if absent:
        listed = "; ".join(f"{name(row.unit)} ({remark(row)})" for row in absent)
        said += f" Chưa có tổng: {listed}."
    return said


def podium(covenant: Covenant, standings: Standings) -> str:
    """Hạng 1 và hạng 2 cách bao nhiêu, and how many lines may still change that."""
    placed = _placed(standings)
    if not placed:
        return "Chưa đơn vị nào có hạng"
    gaps = gap_above(standings)
    open_lines = sum(len(row.score.missing) for row in standings.rows if row.excluded is None)
    still = f"; còn {open_lines} tiêu chí có thể đổi hạng" if open_lines else ""
    if len(placed) < 2 or not gaps:
        return f"{len(placed)} đơn vị có hạng{still}"
    if placed[1].rank == 1:
        return f"{sum(row.rank == 1 for row in placed)} đơn vị cùng hạng 1{still}"
    if not gaps[placed[1].unit]:
        return f"Hạng 1 và hạng 2 bằng điểm, đã phân định{still}"
    gap = shown(covenant, gaps[placed[1].unit])
    return f"Hạng 1 và hạng 2 cách {gap} điểm{still}"


def shares(covenant: Covenant, standings: Standings) -> str:
    """Phần yếu nhất và mạnh nhất của cả khối, by the mean of what they reach."""
    means: dict[str, Fraction] = {}
    for part in base_parts(covenant):
        found = [
            share
            for row in standings.rows
            if row.total is not None and (share := part.share(covenant, row.score)) is not None
        ]
        if found:
            means[part.words] = sum(found, Fraction(0)) / len(found)
    if not means:
        return "Chưa đơn vị nào có đủ điểm để so các nhóm"
    low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    said = f"{_capital(low)} thấp nhất, bình quân {in_percent(means[low])} điểm tối đa"
    return said if low == high else f"{said}; {high} cao nhất, {in_percent(means[high])}"


def stacked(covenant: Covenant, standings: Standings) -> str:
    """Phần nào làm nên khoảng cách giữa đơn vị cao nhất và thấp nhất."""
    rows = [row for row in standings.rows if row.total is not None]
    if len(rows) < 2:
        return "Cần ít nhất hai đơn vị có tổng để so từng nhóm"
    high = max(rows, key=lambda row: row.total or 0)
    low = min(rows, key=lambda row: row.total or 0)
    apart = {
        part.words: _less(part.points(high.score), part.points(low.score))
        for part in base_parts(covenant)
    }
    apart["điểm thưởng"] = _less(high.score.bonus, low.score.bonus)
    apart["điểm trừ"] = _less(low.score.deduction, high.score.deduction)
    widest = max(apart, key=lambda words: abs(apart[words]))
    if not apart[widest]:
        return "Đơn vị cao nhất và thấp nhất bằng nhau ở mọi phần điểm"
    whole = (high.total or Decimal(0)) - (low.total or Decimal(0))
    return (
        f"{_capital(widest)} làm nên chênh lệch lớn nhất: {shown(covenant, abs(apart[widest]))} "
        f"trong {shown(covenant, whole)} điểm giữa tổng cao nhất và thấp nhất"
    )


def history(years: Sequence[tuple[int, Sequence[tuple[str, int | None]]]], followed: str) -> str:
    """Đơn vị đang theo dõi lên hay xuống so với năm trước."""
    own = [(year, dict(ranks).get(followed)) for year, ranks in years]
    known = [(year, rank) for year, rank in own if rank is not None]
    if not known:
        return "Thứ hạng qua các năm"
    year, rank = known[-1]
    if len(known) < 2:
        return f"{followed}: hạng {rank} năm {year}"
    before, was = known[-2]
    if rank == was:
        return f"{followed} giữ hạng {rank} so với năm {before}"
    word = "lên" if rank < was else "xuống"
    return f"{followed} {word} {abs(was - rank)} hạng so với năm {before}: {was} → {rank}"


def nearest_band(covenant: Covenant, standings: Standings, name: Name) -> str:
    """Ai gần một ngưỡng xếp loại nhất, and by how much below it; nothing where nobody is."""
    found = [
        (Fraction(band.least) - value, row.unit, band)
        for row in standings.rows
        for band in covenant.bands
        if row.excluded is None and band.least is not None
        if (value := band_value(covenant, row.score, band)) is not None and value < band.least
    ]
    if not found:
        return ""
    gap, unit, band = min(found, key=lambda one: one[0])
    lacking = shown(covenant, rounded_up(gap, covenant.scale))
    return f"Gần ngưỡng nhất: {name(unit)}, còn thiếu {lacking} điểm tới «{band.label}»"


def to_know(standings: Standings, name: Name) -> list[str]:
    """Đơn vị đứng riêng: each with the reason it has no rank."""
    return [
        f"{name(row.unit)}: {remark(row)}"
        for row in standings.rows
        if row.rank is None and remark(row)
    ]


def _placed(standings: Standings) -> list[Standing]:
    return [row for row in standings.rows if row.rank is not None and row.total is not None]


def _total(covenant: Covenant, row: Standing) -> str:
    return f"{shown(covenant, row.total)} điểm"


def _less(one: Decimal | None, other: Decimal | None) -> Decimal:
    return (one or Decimal(0)) - (other or Decimal(0))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
