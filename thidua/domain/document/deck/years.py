"""Xu hướng: ranks over the years, as far as there are two of them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from thidua.domain.document.deck.blocks import (
    ChartKind,
    Column,
    LeftOut,
    Series,
    Slide,
    SlideChart,
    SlideTable,
)
from thidua.domain.document.deck.facts import DeckFacts, Naming, YearRanks
from thidua.domain.document.deck.words import LABEL_NAME, joined, row
from thidua.domain.ranking.standing_words import MISSING

TREND = "Xu hướng"
YEARS = 5


def trend_title(climbs: Mapping[str, int], span: int) -> str:
    """Ai lên nhiều hạng nhất in so many years; `climbs` by the name of the unit."""
    if not climbs:
        return f"Chưa đơn vị nào có hạng ở cả hai đầu của {span} năm"
    most = max(climbs.values())
    if most <= 0:
        return f"Không đơn vị nào lên hạng trong {span} năm"
    lead = [name for name, climb in climbs.items() if climb == most]
    return f"{joined(lead)} {'cùng ' if len(lead) > 1 else ''}lên {most} hạng trong {span} năm"


def trend(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Xu hướng: a line a unit."""
    if naming.hides:
        return LeftOut(TREND, "hạng đã công bố của các năm trước sẽ cho biết tên đơn vị")
    years = [one for one in facts.past[-YEARS:] if one.ranks]
    if len(years) < 2:
        return LeftOut(TREND, "cần ít nhất hai năm có hạng")
    units = [
        one.unit for one in facts.standings.rows if any(one.unit in year.ranks for year in years)
    ]
    first, last = years[0], years[-1]
    climbs = {
        naming.short(unit): first.ranks[unit] - last.ranks[unit]
        for unit in units
        if unit in first.ranks and unit in last.ranks
    }
    return Slide(
        name=TREND,
        title=trend_title(climbs, last.year - first.year + 1),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đơn vị", 34),
                    *(Column(str(one.year), 10, is_number=True) for one in years),
                ),
                rows=tuple(row(naming.unit(unit), *_ranks(years, unit)) for unit in units),
                summary="Hạng của từng đơn vị qua các năm",
            ),
            SlideChart(
                kind=ChartKind.LINES,
                categories=tuple(str(one.year) for one in years),
                series=tuple(
                    Series(
                        naming.label(unit, LABEL_NAME),
                        tuple(
                            None if unit not in one.ranks else Decimal(one.ranks[unit])
                            for one in years
                        ),
                    )
                    for unit in units
                ),
                summary="Đường hạng của từng đơn vị, hạng nhất ở trên; số ở bảng bên cạnh",
                is_reversed=True,
            ),
        ),
        notes=(
            f"Nguồn: bảng xếp hạng các năm {first.year}–{last.year} mà người lấy tệp được xem.",
            f"Cách tính: hạng năm đầu trừ hạng năm cuối. Dấu {MISSING} là năm ấy không có hạng.",
            "Xem: trang «Tổng quan».",
        ),
    )


def _ranks(years: Sequence[YearRanks], unit: str) -> list[str]:
    return [str(one.ranks.get(unit, MISSING)) for one in years]
