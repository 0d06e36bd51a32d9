"""Vì sao khác nhau; mạnh, yếu: what the parts of the covenant say of the units."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from thidua.domain.document.deck.blocks import (
    Cell,
    ChartKind,
    Column,
    LeftOut,
    Series,
    Slide,
    SlideChart,
    SlideTable,
    Tone,
)
from thidua.domain.document.deck.facts import DeckFacts, Naming
from thidua.domain.document.deck.parts import Part, key_words, shown_parts
from thidua.domain.document.deck.words import (
    BAR_NAME,
    TITLE_NAME,
    capital,
    cut,
    exact,
    joined,
    percent,
    points,
    row,
)
from thidua.domain.ranking.standing import Standing
from thidua.domain.ranking.standing_words import MISSING

WHY, STRONG = "Vì sao khác nhau", "Mạnh, yếu"
_BONUS, _DEDUCTION = "điểm thưởng", "điểm trừ"


def compared(facts: DeckFacts) -> tuple[Standing, ...]:
    """Các đơn vị so được: placed ones, with a total."""
    return tuple(one for one in facts.placed if one.total is not None)


def differences(facts: DeckFacts, parts: Sequence[Part]) -> dict[str, Decimal]:
    """Chênh lệch từng phần between the highest and the lowest total; a missing one is left out."""
    rows = compared(facts)
    high = max(rows, key=lambda one: one.total or 0).score
    low = min(rows, key=lambda one: one.total or 0).score
    found = {}
    for part in parts:
        more, less = part.points(high), part.points(low)
        if more is not None and less is not None:
            found[part.words] = more - less
    for words, more, less in (
        (_BONUS, high.bonus, low.bonus),
        (_DEDUCTION, low.deduction, high.deduction),
    ):
        if more is not None and less is not None and (more or less):
            found[words] = more - less
    return found


def why_title(found: Mapping[str, Decimal]) -> str:
    """Phần nào làm nên khoảng cách, one or several of the same weight, or none."""
    whole = sum(abs(value) for value in found.values())
    if not whole:
        return "Đơn vị cao nhất và thấp nhất bằng nhau ở mọi phần điểm"
    most = max(abs(value) for value in found.values())
    share = percent(Fraction(most) / Fraction(whole))
    lead = [words for words, value in found.items() if abs(value) == most]
    if len(lead) == 1:
        return f"{capital(lead[0])} làm nên khoảng cách: {share} chênh lệch"
    if len(lead) == 2:
        return f"{capital(lead[0])} và {lead[1]} cùng làm nên khoảng cách: mỗi phần {share}"
    return f"{len(lead)} phần điểm cùng làm nên khoảng cách: mỗi phần {share} chênh lệch"


def why(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Vì sao khác nhau: a bar a unit, its parts beside each other, and the table of them."""
    rows = compared(facts)
    if len(rows) < 2:
        return LeftOut(WHY, "cần ít nhất hai đơn vị có hạng để so sánh")
    covenant = facts.covenant
    parts = shown_parts(facts, rows)
    has_bonus = any(one.score.bonus for one in rows)
    has_deduction = any(one.score.deduction for one in rows)
    columns = (
        Column("Đơn vị", 34),
        *(Column(part.heading, 11, is_number=True) for part in parts),
        *([Column("Thưởng", 12, is_number=True)] if has_bonus else []),
        *([Column("Trừ", 10, is_number=True)] if has_deduction else []),
        Column("Tổng", 12, is_number=True),
    )
    table = tuple(
        row(
            naming.unit(one.unit),
            *(points(covenant, part.points(one.score)) for part in parts),
            *([points(covenant, one.score.bonus)] if has_bonus else []),
            *([points(covenant, one.score.deduction)] if has_deduction else []),
            points(covenant, one.total),
        )
        for one in rows
    )
    series = [
        Series(capital(part.words), tuple(exact(covenant, part.points(one.score)) for one in rows))
        for part in parts
    ]
    if has_bonus:
        given = tuple(exact(covenant, one.score.bonus) for one in rows)
        series.append(Series("Điểm thưởng", given))
    high = max(rows, key=lambda one: one.total or 0)
    low = min(rows, key=lambda one: one.total or 0)
    return Slide(
        name=WHY,
        title=why_title(differences(facts, parts)),
        blocks=(
            SlideTable(columns=columns, rows=table, summary="Điểm từng phần của các đơn vị"),
            SlideChart(
                kind=ChartKind.STACKED_BARS,
                categories=tuple(naming.label(one.unit, BAR_NAME) for one in rows),
                series=tuple(series),
                summary="Thanh chồng điểm từng phần của các đơn vị; số chính xác ở bảng bên cạnh",
                places=covenant.scale.places,
            ),
        ),
        notes=(
            f"Nguồn: điểm thẩm định. {key_words(covenant, parts)}.",
            "Cách tính: chênh lệch từng phần giữa đơn vị tổng cao nhất "
            f"({naming.unit(high.unit)}) và thấp nhất ({naming.unit(low.unit)}); tỷ lệ là trên "
            "tổng các chênh lệch, không kể hơn hay kém. Thanh không vẽ điểm trừ.",
            "Xem: trang «Xếp hạng», mục «Vì sao».",
        ),
    )


Shares = Mapping[str, Mapping[str, Fraction]]
"""Phần của mức tối đa, by part and unit."""


def shares_of(facts: DeckFacts, parts: Sequence[Part]) -> Shares:
    """Mỗi đơn vị đạt bao nhiêu phần của từng nhóm; who has none is not in it."""
    found: dict[str, dict[str, Fraction]] = {}
    for part in parts:
        own = {one.unit: part.share(facts.covenant, one.score) for one in compared(facts)}
        found[part.words] = {unit: share for unit, share in own.items() if share is not None}
    return found


def strong_title(shares: Shares, units: Sequence[str], naming: Naming) -> str:
    """Ai đứng đầu phần này mà cuối phần kia; else who is first most often."""
    told = {words: own for words, own in shares.items() if len(set(own.values())) > 1}
    if not told:
        return "Các đơn vị đạt như nhau ở mọi phần điểm"
    most = {words: max(own.values()) for words, own in told.items()}
    least = {words: min(own.values()) for words, own in told.items()}
    first = {
        unit: [words for words, own in told.items() if own.get(unit) == most[words]]
        for unit in units
    }
    last = {
        unit: [words for words, own in told.items() if own.get(unit) == least[words]]
        for unit in units
    }
    both = [unit for unit in units if first[unit] and last[unit]]
    if both:
        name = cut(naming.short(both[0]), TITLE_NAME)
        return f"{name} đứng đầu {first[both[0]][0]}, cuối {last[both[0]][0]}"
    times = max(len(first[unit]) for unit in units)
    lead = [unit for unit in units if len(first[unit]) == times]
    names = joined([naming.short(unit) for unit in lead])
    word = "cùng đứng đầu" if len(lead) > 1 else "đứng đầu"
    return f"{names} {word} {times}/{len(shares)} phần điểm"


def strong(facts: DeckFacts, naming: Naming) -> Slide | LeftOut:
    """Mạnh, yếu: per cent of the maximum, above or below the average of the block."""
    rows = compared(facts)
    if len(rows) < 2:
        return LeftOut(STRONG, "cần ít nhất hai đơn vị có hạng để so sánh")
    parts = shown_parts(facts, rows)
    shares = shares_of(facts, parts)
    means = {
        words: sum(own.values(), Fraction(0)) / len(own) for words, own in shares.items() if own
    }
    table = tuple(
        row(
            naming.unit(one.unit),
            *(
                _cell(shares[part.words].get(one.unit), means.get(part.words, Fraction(0)))
                for part in parts
            ),
        )
        for one in rows
    )
    return Slide(
        name=STRONG,
        title=strong_title(shares, [one.unit for one in rows], naming),
        blocks=(
            SlideTable(
                columns=(
                    Column("Đơn vị", 38),
                    *(Column(capital(part.words), 18, is_number=True) for part in parts),
                ),
                rows=table,
                summary="Phần trăm mức tối đa từng phần điểm; ▲ trên, ▼ dưới, = bằng trung bình",
            ),
        ),
        notes=(
            f"Nguồn: điểm thẩm định. {key_words(facts.covenant, parts)}.",
            "Cách tính: điểm chia mức tối đa được giao; ▲ cao hơn, ▼ thấp hơn, = bằng trung bình "
            "của các đơn vị có hạng.",
            "Xem: trang «Xếp hạng», mục «Vì sao».",
        ),
    )


def _cell(share: Fraction | None, mean: Fraction) -> Cell:
    if share is None:
        return Cell(MISSING)
    if share == mean:
        return Cell(f"{percent(share)} =")
    if share > mean:
        return Cell(f"{percent(share)} ▲", Tone.GOOD)
    return Cell(f"{percent(share)} ▼", Tone.BAD)
