"""Tổng hợp điểm chấm chéo: one value from several reviewers, by the covenant's rule.

Every reviewer's value goes in exact, as the rule computes it; the result is rounded once, at the
covenant's scale. Who recused, was absent or left a line blank is not in the denominator.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Combining, Covenant, Criterion, Sign
from thidua.domain.ground.points import as_fraction, vi_number
from thidua.domain.ground.text import collation_key
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.fit import is_fit
from thidua.domain.scoring.scoring import Entries, line_of

OTHER_WAYS = (Combining.MEAN, Combining.MEDIAN, Combining.TRIMMED_MEAN)
"""Các cách tổng hợp được tính thêm để xem, beside that of the covenant."""

COMBINING_WORDS = {
    Combining.MEAN: "trung bình",
    Combining.MEDIAN: "trung vị",
    Combining.TRIMMED_MEAN: "trung bình bỏ cao nhất và thấp nhất",
    Combining.CHAIR: "khối trưởng quyết định",
}
"""Cách tổng hợp bằng lời."""

FEWEST_TO_TRIM = 3
"""Ít nhất ba điểm mới bỏ cao nhất và thấp nhất được; of fewer the mean is taken."""


def combined(values: Sequence[Fraction], how: Combining) -> Fraction | None:
    """Giá trị tổng hợp, exact; None of no values, and where the chair decides."""
    if not values or how is Combining.CHAIR:
        return None
    ordered = sorted(values)
    if how is Combining.MEDIAN:
        middle = len(ordered) // 2
        pair = (
            ordered[middle : middle + 1] if len(ordered) % 2 else ordered[middle - 1 : middle + 1]
        )
        return _mean(pair)
    if how is Combining.TRIMMED_MEAN and len(ordered) >= FEWEST_TO_TRIM:
        ordered = ordered[1:-1]
    return _mean(ordered)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinedLine:
    """Điểm chấm chéo của một tiêu chí: `values` are exact, by reviewer, of those who gave one.

    `points` is the result rounded at the covenant's scale, None where there is none. `unfit` are
    the reviewers whose line no longer fits the covenant in force: while there are any nothing is
    combined, since to leave them out would favour who gave less.
    """

    criterion: str
    how: Combining
    values: Mapping[str, Fraction]
    points: Decimal | None
    sign: Sign = Sign.BASE
    unfit: tuple[str, ...] = ()

    @property
    def spread(self) -> Fraction:
        """Độ lệch giữa những người chấm: the highest less the lowest."""
        values = self.values.values()
        return max(values) - min(values) if values else Fraction(0)

    def renamed(self, names: Mapping[str, str]) -> "CombinedLine":
        """Dòng này với người chấm gọi bằng tên khác, in the order of those names."""
        called = {names[code]: value for code, value in self.values.items()}
        in_order = sorted(called.items(), key=lambda pair: collation_key(pair[0]))
        unfit = tuple(sorted((names[code] for code in self.unfit), key=collation_key))
        return replace(self, values=dict(in_order), unfit=unfit)

    def words(self, names: Mapping[str, str] | None = None) -> str:
        """Căn cứ: «trung bình của 4 người chấm: 30; 37; 38; 38», with names if given.

        Without names the values ascend, so that their order tells of nobody either.
        """
        values = self.values
        if names is None:
            said = [vi_number(value) for value in sorted(values.values())]
        else:
            said = [f"{names.get(code, code)} {vi_number(one)}" for code, one in values.items()]
        listed = "; ".join(said)
        how = COMBINING_WORDS[self.how]
        if self.how is Combining.TRIMMED_MEAN and len(self.values) < FEWEST_TO_TRIM:
            how = f"{COMBINING_WORDS[Combining.MEAN]} (dưới {FEWEST_TO_TRIM} người chấm, không bỏ)"
        made = f"{how} của {len(self.values)} người chấm: {listed}"
        if not self.unfit:
            return made
        return (
            f"chưa tổng hợp: {len(self.unfit)} người chấm cho điểm không còn khớp giao ước đang "
            f"dùng ({listed}); hãy trả phiếu để chấm lại hoặc thống nhất điểm"
        )

    def entry(self) -> Entry | None:
        """Dòng điểm tổng hợp, waiting for a second person where it must."""
        if self.points is None:
            return None
        return Entry(
            points=self.points,
            state=LineState.COMBINED,
            explanation=self.words(),
            confirmed=self.stands_with(self.points),
        )

    def stands_with(self, points: Decimal) -> bool:
        """Không chờ người thứ hai: only a bonus or deduction that one alone gives waits, if any."""
        return len(self.values) > 1 or self.sign is Sign.BASE or not points


def review_value(
    criterion: Criterion, entry: Entry | None, peers: Mapping[str, Sequence[Entry]]
) -> Fraction | None:
    """Điểm chính xác một người chấm cho; None where nothing was given.

    «So với dẫn đầu» compares with `peers`, what the other units claim, and with this entry.
    """
    if entry is None:
        return None
    if entry.state in GIVEN:
        return None if entry.points is None else Fraction(entry.points)
    if entry.state is not LineState.SCORED:
        return None
    exact = criterion.rule.exact(line_of(criterion, entry, peers))
    return None if exact is None else as_fraction(exact)


def combine_reviews(
    covenant: Covenant,
    reviews: Mapping[str, Entries],
    others: Mapping[str, Sequence[Entry]] | None = None,
    how: Combining | None = None,
) -> dict[str, CombinedLine]:
    """Tổng hợp các phiếu chấm một đơn vị: a line a criterion that some reviewer gave points on.

    `others` are the lines of the other units for the rules that compare; `how` overrides the
    covenant's rule, to show what another would make of the same sheets.
    """
    rule = covenant.combining if how is None else how
    found = {}
    for code, criterion in covenant.criteria.items():
        values: dict[str, Fraction] = {}
        unfit = []
        for reviewer, entries in sorted(reviews.items()):
            entry = entries.get(code)
            peers = {code: [*(others or {}).get(code, ()), *([entry] if entry else [])]}
            value = review_value(criterion, entry, peers)
            if value is not None:
                values[reviewer] = value
            if entry is not None and not is_fit(criterion, entry):
                unfit.append(reviewer)
        if values or unfit:
            result = None if unfit else combined(list(values.values()), rule)
            points = None if result is None else covenant.scale.rounded(result)
            found[code] = CombinedLine(
                criterion=code,
                how=rule,
                values=values,
                points=points,
                sign=criterion.sign,
                unfit=tuple(unfit),
            )
    return found


def in_force(
    settled: Mapping[str, Entry], lines: Mapping[str, CombinedLine], *, stands: bool
) -> dict[str, Entry]:
    """Bảng điểm đang có hiệu lực: a verified sheet `stands` as it was confirmed.

    Any other is what was settled, else what the reviewers' sheets make by now.
    """
    return dict(settled) if stands else with_combined(settled, lines)


def with_combined(
    settled: Mapping[str, Entry], lines: Mapping[str, CombinedLine]
) -> dict[str, Entry]:
    """Bảng chưa xác nhận: what was settled, and the combined value where nothing was.

    A combined value kept from an earlier confirmation gives way to what the sheets make now.
    """
    made = {code: entry for code, line in lines.items() if (entry := line.entry()) is not None}
    kept = {
        code: entry
        for code, entry in settled.items()
        if entry.state is not LineState.COMBINED or code not in made
    }
    return {**made, **kept}
