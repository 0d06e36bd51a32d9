"""Mỗi đơn vị một trang: its parts beside the average of the block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from thidua.domain.covenant.covenant import Sign
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
from thidua.domain.document.deck.parts import Part, base_parts
from thidua.domain.document.deck.words import (
    LABEL_NAME,
    LONGEST_WORDS,
    TITLE_NAME,
    cut,
    exact,
    percent,
    points,
    row,
)
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ranking.standing import Standing
from thidua.domain.ranking.standing_words import MISSING

UNITS = "Mỗi đơn vị một trang"
MOST_UNITS = 30


def unit_title(name: str, rank: str, best: Sequence[str], count: int) -> str:
    """Hạng mấy, mạnh nhất ở đâu; several of the same height are named or counted."""
    said = ": ".join(filter(None, (cut(name, TITLE_NAME), rank)))
    if not best or (len(best) == count and count > 1):
        return said if not best else f"{said}, đạt như nhau ở mọi phần điểm"
    if len(best) > 2:
        return f"{said}, cao nhất ở {len(best)}/{count} phần điểm"
    return f"{said}, mạnh nhất {' và '.join(best)}"


def units(facts: DeckFacts, naming: Naming) -> tuple[list[Slide], list[LeftOut]]:
    """Mỗi đơn vị một trang, at most thirty, in the order of the standings."""
    rows = facts.standings.rows
    parts = base_parts(facts.covenant)
    means = [_mean(facts, part) for part in parts]
    slides = [_slide(facts, naming, (parts, means), one) for one in rows[:MOST_UNITS]]
    more = len(rows) - len(slides)
    why = f"nhiều nhất {MOST_UNITS} trang, còn {more} đơn vị không có trang riêng"
    return slides, [LeftOut(UNITS, why)] if more > 0 else []


def unit(facts: DeckFacts, naming: Naming, code: str) -> Slide:
    """Trang của một đơn vị."""
    parts = base_parts(facts.covenant)
    means = [_mean(facts, part) for part in parts]
    return _slide(facts, naming, (parts, means), facts.standings.of(code))


def _mean(facts: DeckFacts, part: Part) -> Fraction | None:
    return _average(part.points(one.score) for one in facts.placed)


def _average(values: Iterable[Decimal | None]) -> Fraction | None:
    found = [one for one in values if one is not None]
    return Fraction(sum(found, ZERO)) / len(found) if found else None


def _rank_words(one: Standing) -> str:
    if one.rank is None:
        return "chưa có hạng"
    return f"{'đồng hạng' if one.tied else 'hạng'} {one.rank}"


_Compared = tuple[Sequence[Part], Sequence[Fraction | None]]
"""Các phần điểm, and the average of the block in each."""


def _slide(facts: DeckFacts, naming: Naming, compared: _Compared, one: Standing) -> Slide:
    parts, means = compared
    covenant, score = facts.covenant, one.score
    texts = {node.code: node.text for node in covenant.nodes}
    shares = {part.words: part.share(covenant, score) for part in parts}
    known = {words: share for words, share in shares.items() if share is not None}
    best = [words for words, share in known.items() if share == max(known.values())]
    rows = [
        row(
            cut(f"{part.heading} {texts[part.codes[0]]}", LONGEST_WORDS),
            vi_number(part.most(covenant, score)),
            _against(points(covenant, part.points(score)), part.points(score), mean),
            MISSING if (share := shares[part.words]) is None else percent(share),
            points(covenant, mean),
        )
        for part, mean in zip(parts, means, strict=True)
    ]
    extras = _extras(facts, one)
    rows += [
        row(
            extra.label,
            MISSING,
            _against(points(covenant, extra.value), extra.value, extra.mean, is_loss=extra.is_loss),
            MISSING,
            points(covenant, extra.mean),
        )
        for extra in extras
    ]
    name = naming.unit(one.unit)
    whole = "; ".join(
        f"{label} {points(covenant, value)}"
        for label, value in (
            ("điểm gốc", score.base),
            ("thưởng", score.bonus),
            ("trừ", score.deduction),
            ("tổng", one.total),
        )
    )
    return Slide(
        name=f"{UNITS}: {naming.short(one.unit)}",
        title=unit_title(
            naming.short(one.unit), "" if naming.hides else _rank_words(one), best, len(known)
        ),
        blocks=(
            SlideTable(
                columns=(
                    Column("Phần điểm", 44),
                    Column("Tối đa", 12, is_number=True),
                    Column("Điểm", 15, is_number=True),
                    Column("Đạt", 13, is_number=True),
                    Column("TB khối", 13, is_number=True),
                ),
                rows=tuple(rows),
                summary=f"{name}: điểm từng phần bên trung bình của khối",
            ),
            SlideChart(
                kind=ChartKind.BARS,
                categories=(
                    *(cut(part.heading, LABEL_NAME) for part in parts),
                    *(extra.label for extra in extras),
                ),
                series=(
                    Series(
                        "Đơn vị",
                        tuple(
                            exact(covenant, value)
                            for value in (
                                *(part.points(score) for part in parts),
                                *(extra.value for extra in extras),
                            )
                        ),
                    ),
                    Series(
                        "Trung bình khối",
                        tuple(
                            exact(covenant, mean)
                            for mean in (*means, *(extra.mean for extra in extras))
                        ),
                    ),
                ),
                summary=f"{name}: thanh điểm từng phần bên trung bình khối; số ở bảng bên cạnh",
                places=covenant.scale.places,
            ),
        ),
        notes=(
            f"{name}: {whole}; xếp loại {one.band or MISSING}.",
            "Nguồn: điểm thẩm định. ▲ cao hơn, ▼ thấp hơn, = bằng trung bình các đơn vị có hạng; "
            "ở dòng điểm trừ thì ▲ là bị trừ nhiều hơn. "
            "Mạnh nhất là phần đạt tỷ lệ cao nhất so với mức tối đa.",
            "Xem: trang «Xếp hạng», mục «Vì sao».",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extra:
    """Điểm thưởng hoặc điểm trừ của một đơn vị, beside the average of the block."""

    label: str
    value: Decimal | None
    mean: Fraction | None
    is_loss: bool


def _extras(facts: DeckFacts, one: Standing) -> list[_Extra]:
    """Thưởng và trừ, as far as the covenant has them."""
    signs = {criterion.sign for criterion in facts.covenant.criteria.values()}
    return [
        _Extra(
            label=label,
            value=of(one.score),
            mean=_average(of(row.score) for row in facts.placed),
            is_loss=sign is Sign.DEDUCTION,
        )
        for sign, label, of in (
            (Sign.BONUS, "Điểm thưởng", attrgetter("bonus")),
            (Sign.DEDUCTION, "Điểm trừ", attrgetter("deduction")),
        )
        if sign in signs
    ]


def _against(
    text: str, value: Decimal | None, mean: Fraction | None, *, is_loss: bool = False
) -> Cell:
    if value is None or mean is None:
        return Cell(text)
    if Fraction(value) == mean:
        return Cell(f"{text} =")
    is_more = Fraction(value) > mean
    return Cell(f"{text} {'▲' if is_more else '▼'}", Tone.BAD if is_more is is_loss else Tone.GOOD)
