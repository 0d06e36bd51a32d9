"""Khắt khe, rộng tay: what each reviewer gives beside the others who scored the same lines.

It is shown and never applied: no point is changed by what stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Sign
from thidua.domain.ground.points import Scale, vi_number
from thidua.domain.review.combining import CombinedLine

MEAN_PLACES = 2
"""Số chữ số sau dấu phẩy của mức chênh, the same wherever it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leniency:
    """Mức rộng tay của một người chấm, exact: the mean difference against the other reviewers.

    `mean` is in points a line, `share` of the line's maximum; above zero gives the units more. Both
    are over `lines` of `units` that somebody else scored too.
    """

    reviewer: str
    mean: Fraction
    share: Fraction
    lines: int
    units: int

    def words(self) -> str:
        """Bằng lời: «rộng tay hơn 0,25 điểm mỗi dòng»."""
        if not self.mean:
            return "bằng những người khác"
        more = Scale(MEAN_PLACES).rounded(abs(self.mean))
        if not more:
            return "gần như bằng những người khác"
        word = "rộng tay" if self.mean > 0 else "khắt khe"
        return f"{word} hơn {vi_number(more)} điểm mỗi dòng"

    def base_words(self) -> str:
        """Tính trên những gì."""
        return f"{self.lines} dòng của {self.units} đơn vị mà người khác cùng chấm"


def leniencies(
    combined: Mapping[str, Mapping[str, CombinedLine]], most: Mapping[str, Decimal]
) -> tuple[Leniency, ...]:
    """Mức rộng tay của mọi người chấm, by reviewer; who scored alone everywhere is not there.

    `combined` are the lines by unit and criterion, `most` the maxima. To take more off in a
    deduction is to be strict. A line that some reviewer scored under another covenant is left out.
    """
    found: dict[str, list[tuple[str, Fraction, Fraction]]] = {}
    for unit, lines in combined.items():
        for code, line in lines.items():
            if line.unfit or len(line.values) < 2:
                continue
            whole = sum(line.values.values(), Fraction(0))
            for reviewer, value in line.values.items():
                beside = value - (whole - value) / (len(line.values) - 1)
                more = -beside if line.sign is Sign.DEDUCTION else beside
                share = more / Fraction(most[code]) if most[code] else Fraction(0)
                found.setdefault(reviewer, []).append((unit, more, share))
    return tuple(
        Leniency(
            reviewer=reviewer,
            mean=sum((more for _, more, _ in given), Fraction(0)) / len(given),
            share=sum((share for _, _, share in given), Fraction(0)) / len(given),
            lines=len(given),
            units=len({unit for unit, _, _ in given}),
        )
        for reviewer, given in sorted(found.items())
    )
