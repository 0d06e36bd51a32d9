"""Phiếu theo dõi điểm: every point of a unit with all that made it, to be added up by hand.

What stands here is enough to reach the total with a pencil: the points of each line before and
after they are rounded, what a group adds and where it ends, and the three parts of the total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from thidua.domain.covenant.covenant import (
    Combining,
    Covenant,
    Criterion,
    CriterionGroup,
    Node,
    Sign,
    outermost,
)
from thidua.domain.ground.points import ZERO, Exact, as_fraction, is_same, vi_number
from thidua.domain.review.combining import (
    COMBINING_WORDS,
    FEWEST_TO_TRIM,
    CombinedLine,
    combine_reviews,
    combined,
    review_value,
)
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.explanation import Explanation, explain_unit, rounding_words
from thidua.domain.scoring.once import counted_once
from thidua.domain.scoring.scoring import Entries, UnitScore, line_of
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.domain.scoring.stored import StoredLine

SIGN_WORDS = {Sign.BASE: "gốc", Sign.BONUS: "thưởng", Sign.DEDUCTION: "trừ"}
_STATE_HANDS = {
    LineState.COMBINED: "tổng hợp chấm chéo",
    LineState.AGREED: "thống nhất",
    LineState.NOT_ASSIGNED: "không giao",
    LineState.LEFT_BLANK: "để trống",
}
_MOST_DIGITS = 6


def exact_text(value: Exact | None) -> str:
    """Số đúng bằng chữ: as a fraction where decimals would have to stop, empty where there is none.

    A fraction is written without dots between thousands: «28/3».
    """
    if value is None:
        return ""
    whole = as_fraction(value)
    is_short = (whole * 10**_MOST_DIGITS).denominator == 1
    return vi_number(value) if is_short else f"{whole.numerator}/{whole.denominator}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPoints:
    """Điểm một người chấm cho một tiêu chí: the exact value, and the formula that made it.

    `reviewer` is a name or a number, empty where not even that is shown.
    """

    reviewer: str
    value: Fraction | None
    inputs: str
    formula: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedLine:
    """Một dòng của phiếu theo dõi: a criterion, or a group with what it adds.

    `exact` is before rounding, `points` after it and `counted` what goes into the sum above: less
    where a ceiling or a second person stands in between. `adds` are the codes a group adds,
    `ceiling` where its sum ends. `said` is the explanation of the same line.
    """

    said: Explanation
    is_group: bool
    exact: Exact | None
    counted: Decimal | None
    hand: str = ""
    inputs: str = ""
    formula: str = ""
    rounding: str = ""
    claim: Decimal | None = None
    claim_inputs: str = ""
    adds: tuple[str, ...] = ()
    ceiling: Decimal | None = None
    given: tuple[GivenPoints, ...] = ()
    evidence: str = ""
    waits: bool = False
    covenant_version: int = 0
    entered_by: str = ""
    entered_at: datetime | None = None

    @property
    def code(self) -> str:
        """Mã."""
        return self.said.code

    @property
    def points(self) -> Decimal | None:
        """Điểm sau khi làm tròn."""
        return self.said.points


@dataclass(frozen=True, slots=True)
class TrackedPart:
    """Một phần của tổng: gốc, thưởng hoặc trừ, with the codes it adds."""

    sign: Sign
    adds: tuple[str, ...]
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """Các điểm của một đơn vị: line by line, the three parts, and the total they come to."""

    hand: Hand
    lines: tuple[TrackedLine, ...]
    parts: tuple[TrackedPart, ...]
    total: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Những gì làm nên điểm: the lines in force and, as far as they may be shown, what is below.

    `reviews` are by the label of each reviewer; `others` are the claims of the other units, which
    «so với dẫn đầu» looks at when a reviewer's value is made.
    """

    covenant: Covenant
    hand: Hand
    entries: Entries
    peers: Mapping[str, Sequence[Entry]]
    stored: Mapping[str, StoredLine] = field(default_factory=dict)
    claims: Entries = field(default_factory=dict)
    claim_points: Mapping[str, Decimal | None] = field(default_factory=dict)
    reviews: Mapping[str, Entries] = field(default_factory=dict)
    others: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @cached_property
    def combined(self) -> dict[str, CombinedLine]:
        """Điểm các phiếu chấm cùng làm nên hôm nay."""
        return combine_reviews(self.covenant, self.reviews, self.others)


def track(score: UnitScore, sources: Sources) -> Tracked:
    """Theo dõi từng điểm của một đơn vị."""
    covenant = sources.covenant
    tree = explain_unit(covenant, sources.entries, score, sources.peers)
    said = {one.code: one for one in _flat(tree)}
    counted = counted_once(covenant, sources.entries).entries
    points = {Sign.BASE: score.base, Sign.BONUS: score.bonus, Sign.DEDUCTION: score.deduction}
    parts = tuple(TrackedPart(sign, _codes(covenant.children, sign), points[sign]) for sign in Sign)
    return Tracked(
        hand=sources.hand,
        lines=tuple(
            _line(node, said[node.code], counted.get(node.code), score, sources)
            if isinstance(node, Criterion)
            else _group(node, said[node.code], score)
            for node in covenant.nodes
        ),
        parts=parts,
        total=_total(points),
    )


def _flat(tree: Iterable[Explanation]) -> Iterable[Explanation]:
    for one in tree:
        yield one
        yield from _flat(one.below)


def _codes(nodes: tuple[Node, ...], sign: Sign) -> tuple[str, ...]:
    return tuple(node.code for node in outermost(nodes, sign))


def _total(points: Mapping[Sign, Decimal | None]) -> Decimal | None:
    base, bonus, taken = points[Sign.BASE], points[Sign.BONUS], points[Sign.DEDUCTION]
    if base is None or bonus is None or taken is None:
        return None
    return max(ZERO, base + bonus - taken)


def _group(group: CriterionGroup, said: Explanation, score: UnitScore) -> TrackedLine:
    return TrackedLine(
        said=said,
        is_group=True,
        exact=None,
        counted=score.groups[group.code],
        formula=said.formula,
        adds=_codes(group.children, group.sign),
        ceiling=score.group_max[group.code] if group.is_ceiling else None,
    )


def _line(
    criterion: Criterion,
    said: Explanation,
    entry: Entry | None,
    score: UnitScore,
    sources: Sources,
) -> TrackedLine:
    code, points = criterion.code, score.lines[criterion.code]
    covenant, waits = sources.covenant, code in score.unconfirmed
    exact, formula = _exact(criterion, entry, points, sources)
    line, claim = sources.stored.get(code), sources.claims.get(code)
    rounding = ""
    if exact is not None and points is not None and not is_same(exact, points):
        rounding = rounding_words(covenant.scale, points)
    return TrackedLine(
        said=said,
        is_group=False,
        exact=exact,
        counted=ZERO if waits and points is not None else points,
        hand=_hand(criterion, entry, sources.hand),
        inputs=entry_text(criterion, entry),
        formula=formula or said.formula,
        rounding=rounding,
        claim=sources.claim_points.get(code),
        claim_inputs="" if claim is None else entry_text(criterion, claim),
        given=_given(criterion, sources),
        evidence=_named(entry, claim),
        waits=waits,
        covenant_version=covenant.version if line is None else line.covenant_version,
        entered_by="" if line is None else line.entered_by,
        entered_at=None if line is None else line.entered_at,
    )


def _hand(criterion: Criterion, entry: Entry | None, hand: Hand) -> str:
    if criterion.rule.is_computed:
        return "từ các kỳ"
    if entry is None or entry.state is LineState.CLEARED:
        return "chưa chấm"
    return _STATE_HANDS.get(entry.state, HAND_WORDS[hand].lower())


def _named(entry: Entry | None, claim: Entry | None) -> str:
    """Minh chứng ghi bằng chữ, of the line and of what the unit claimed."""
    texts = [one.evidence for one in (claim, entry) if one is not None and one.evidence]
    return "; ".join(dict.fromkeys(texts))


def _exact(
    criterion: Criterion, entry: Entry | None, points: Decimal | None, sources: Sources
) -> tuple[Exact | None, str]:
    """Điểm trước khi làm tròn, and the formula of what reviewers make together."""
    if entry is None or points is None:
        return None, ""
    if entry.state is LineState.SCORED:
        return criterion.rule.exact(line_of(criterion, entry, sources.peers)), ""
    if entry.state is LineState.COMBINED:
        made = _combined(criterion.code, points, sources)
        return (points, "") if made is None else made
    return (entry.points, "") if entry.state in GIVEN else (points, "")


def _combined(code: str, points: Decimal, sources: Sources) -> tuple[Fraction, str] | None:
    """Giá trị tổng hợp chưa làm tròn; None where the sheets of today make another or none.

    What was confirmed as it then stood is never told by a sum that does not reach it.
    """
    line = sources.combined.get(code)
    if line is None or line.points != points:
        return None
    values = sorted(line.values.values())
    exact = combined(values, line.how)
    return None if exact is None else (exact, combining_formula(values, line.how, exact))


def combining_formula(values: Sequence[Fraction], how: Combining, exact: Fraction) -> str:
    """Công thức tổng hợp đã thay số: «trung bình: (9 + 9 + 10) / 3 = 28/3»."""
    ordered = sorted(values)
    word, left = COMBINING_WORDS[how], ""
    if how is Combining.TRIMMED_MEAN:
        if len(ordered) >= FEWEST_TO_TRIM:
            left = f", bỏ {exact_text(ordered[0])} và {exact_text(ordered[-1])}"
            ordered = ordered[1:-1]
        word = COMBINING_WORDS[Combining.MEAN]
    elif how is Combining.MEDIAN:
        listed = "; ".join(map(exact_text, ordered))
        return f"{word} của {listed} = {exact_text(exact)}"
    added = " + ".join(map(exact_text, ordered))
    return f"{word}{left}: ({added}) / {len(ordered)} = {exact_text(exact)}"


def _given(criterion: Criterion, sources: Sources) -> tuple[GivenPoints, ...]:
    """Điểm từng người chấm cho tiêu chí này, in the order of their labels."""
    found = []
    for reviewer, entries in sources.reviews.items():
        entry = entries.get(criterion.code)
        if entry is None or entry.state is LineState.CLEARED:
            continue
        others = sources.others.get(criterion.code, ())
        peers = {criterion.code: [*others, entry]}
        is_scored = entry.state is LineState.SCORED
        found.append(
            GivenPoints(
                reviewer=reviewer,
                value=review_value(criterion, entry, peers),
                inputs=entry_text(criterion, entry),
                formula=criterion.rule.worked(line_of(criterion, entry, peers)).formula
                if is_scored
                else "",
                reason=entry.explanation,
            )
        )
    return tuple(found)
