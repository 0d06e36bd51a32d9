"""Tính độc lập một khối chấm chéo: every number worked out anew from the wording of the rules.

Nothing of the product is imported. Points are fractions, lines and sheets are plain values, and a
question about what would be if is answered by changing them and reckoning everything again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

ZERO = Fraction(0)
BASE, BONUS, DEDUCTION = "gốc", "thưởng", "trừ"
MEAN, MEDIAN, TRIMMED = "trung bình", "trung vị", "bỏ cao nhất và thấp nhất"
RATIO, FULL, NOTHING = "bỏ khỏi thang", "đủ điểm", "0 điểm"
JUDGED, PASSED, CHOSEN, TIERED, SHARED, LED, COUNTED, STARTED, TICKED = (
    "chấm mức", "đạt/không", "chọn mức", "theo bậc", "tỷ lệ", "so với dẫn đầu", "theo lượt",
    "trừ dần", "tổng các ý",
)  # fmt: skip
FEWEST_TO_TRIM = 3


@dataclass(frozen=True)
class Given:
    """Một dòng đã ghi: the inputs of its rule; `is_blank` was left without points on purpose."""

    points: Fraction | None = None
    target: Fraction | None = None
    actual: Fraction | None = None
    word: str | None = None
    events: tuple[tuple[str | None, int], ...] = ()
    is_blank: bool = False


@dataclass(frozen=True)
class Line:
    """Một tiêu chí: `table` and `options` are the numbers of its rule, `values` what can be given.

    `group` is the nearest one above, `part` the one of the first level.
    """

    code: str
    group: str
    part: str
    most: Fraction
    rule: str
    table: tuple[tuple[str, Fraction], ...] = ()
    options: Mapping[str, Fraction] = field(default_factory=dict)
    values: tuple[Fraction, ...] = ()
    bars_at_zero: bool = False


@dataclass(frozen=True)
class Group:
    """Một nhóm; `above` is empty on the first level."""

    code: str
    most: Fraction
    sign: str = BASE
    is_ceiling: bool = False
    above: str = ""


@dataclass(frozen=True)
class Settled:
    """Điểm tổ thẩm định ghi: outright, or as inputs of the rule; a bonus may still wait."""

    points: Fraction | None = None
    given: Given | None = None
    is_confirmed: bool = True


Place = tuple[int | None, bool, str | None, str | None, bool]
"""Hạng, đồng hạng, xếp loại, suất khen, phải biểu quyết."""


@dataclass(frozen=True)
class Block:
    """Khối: the covenant, everybody's lines, and what was decided about them.

    Sheets and pairs are by reviewer and unit; `assigned` and `away` also name the part.
    """

    units: tuple[str, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    how: str
    when_not_assigned: str
    bands: tuple[tuple[str, Fraction], ...] = ()
    awards: tuple[tuple[str, int], ...] = ()
    claims: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    sheets: Mapping[tuple[str, str], Mapping[str, Given]] = field(default_factory=dict)
    handed_in: frozenset[tuple[str, str]] = frozenset()
    assigned: frozenset[tuple[str, str, str]] = frozenset()
    away: frozenset[tuple[str, str, str]] = frozenset()
    recused: frozenset[tuple[str, str]] = frozenset()
    settled: Mapping[tuple[str, str], Settled] = field(default_factory=dict)
    not_assigned: frozenset[tuple[str, str]] = frozenset()
    asked: tuple[str, ...] = ()
    verified: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


def rounded(value: Fraction) -> Fraction:
    """Nửa lên, hai chữ số."""
    steps = value * 100 + Fraction(1, 2)
    return Fraction(steps.numerator // steps.denominator, 100)


def points(line: Line, given: Given, others: Iterable[Given]) -> Fraction | None:
    """Điểm chưa làm tròn của một dòng; None where it earns none yet."""
    if given.is_blank:
        return None
    prices, told = dict(line.table), line.options
    if line.rule == JUDGED:
        return given.points
    if line.rule == PASSED:
        return line.most if given.word == "Đạt" else ZERO
    if line.rule == CHOSEN:
        return prices[given.word or ""]
    if line.rule == TIERED:
        return next(earned for bound, earned in line.table if _reaches(given.actual, bound))
    if line.rule == SHARED:
        return _share(line.most, told, given)
    if line.rule == LED:
        return _against_leader(line.most, given, [*others, given])
    if line.rule == COUNTED:
        happened = [(prices.get(kind or "", ZERO), times) for kind, times in given.events if times]
        if "highest" in told:
            earned = max((price for price, _ in happened), default=ZERO)
        else:
            earned = sum((price * times for price, times in happened), ZERO)
        return min(earned, told.get("cap", line.most), line.most)
    lost = sum((prices[kind or ""] * times for kind, times in given.events), ZERO)
    return max(ZERO, line.most - lost) if line.rule == STARTED else min(lost, line.most)


def _reaches(value: Fraction | None, bound: str) -> bool:
    sign, at = bound[:2].rstrip("0123456789"), Fraction(bound.lstrip("<>="))
    assert value is not None
    return {">=": value >= at, "<=": value <= at, ">": value > at, "<": value < at}[sign]


def _share(most: Fraction, told: Mapping[str, Fraction], given: Given) -> Fraction | None:
    if not given.target or given.actual is None:
        return None
    over, under = (given.target, given.actual) if "lower" in told else (given.actual, given.target)
    if not under:  # nothing of what should be little: full, with all there is on top
        return most + told.get("cap", ZERO)
    percent = over / under * 100
    if percent < told.get("floor", ZERO):
        return ZERO
    if percent < 100 and "minus" in told:
        return max(ZERO, most - told["minus"] * (100 - percent))
    if percent < 100:
        return most * percent / 100
    extra = told.get("bonus", ZERO) * (percent - 100)
    return most + (min(extra, told["cap"]) if "cap" in told else extra)


def _against_leader(most: Fraction, given: Given, everybody: Iterable[Given]) -> Fraction | None:
    if given.actual is None:
        return None
    known = [one for one in everybody if one.actual is not None and not one.is_blank]
    if not given.target:
        best = max(one.actual or ZERO for one in known if not one.target)
        return most * given.actual / best if best else ZERO
    beyond = given.actual / given.target - 1
    if beyond <= 0:
        return most * (1 + beyond) / 2
    furthest = max((one.actual or ZERO) / one.target - 1 for one in known if one.target)
    return most / 2 + most / 2 * beyond / furthest


def combine(values: Iterable[Fraction], how: str) -> Fraction | None:
    """Một điểm từ nhiều người chấm."""
    ordered = sorted(values)
    if not ordered:
        return None
    if how == TRIMMED and len(ordered) >= FEWEST_TO_TRIM:
        ordered = ordered[1:-1]
    if how == MEDIAN:
        half = (len(ordered) - 1) // 2
        ordered = ordered[half : len(ordered) - half]
    return sum(ordered, ZERO) / len(ordered)


def counts(block: Block, reviewer: str, unit: str, part: str) -> bool:
    """Phiếu được tính ở phần này: assigned, there, not recused, handed in, not left out."""
    pair, place = (reviewer, unit), (reviewer, unit, part)
    return (
        place in block.assigned
        and place not in block.away
        and pair not in block.recused
        and pair in block.handed_in
        and reviewer not in block.left_out
        and reviewer != unit
    )


def values(block: Block, unit: str, line: Line) -> dict[str, Fraction]:
    """Điểm chính xác của từng người chấm được tính, by reviewer."""
    claims = [
        given[line.code]
        for one, given in block.claims.items()
        if one != unit and line.code in given
    ]
    found = {}
    for reviewer in block.units:
        given = block.sheets.get((reviewer, unit), {}).get(line.code)
        if not counts(block, reviewer, unit, line.part) or given is None:
            continue
        earned = points(line, given, claims)
        if earned is not None:
            found[reviewer] = earned
    return found


def is_base(block: Block, line: Line) -> bool:
    """Điểm gốc: neither bonus nor deduction."""
    return next(one.sign for one in block.groups if one.code == line.part) == BASE


@dataclass(frozen=True)
class Score:
    """Điểm một đơn vị: `lines` None where there is nothing yet; `total` None while one is open."""

    lines: dict[str, Fraction | None]
    total: Fraction | None
    assigned_most: Fraction
    missing: tuple[str, ...]
    waiting: tuple[str, ...]


def score(block: Block, unit: str) -> Score:
    """Điểm đang có hiệu lực: what was settled, else what the reviewers make together."""
    earned: dict[str, Fraction | None] = {}
    waiting = []
    for line in block.lines:
        place = unit, line.code
        one = block.settled.get(place)
        if place in block.not_assigned:
            full = block.when_not_assigned == FULL and is_base(block, line)
            earned[line.code] = (
                None if block.when_not_assigned == RATIO else line.most if full else ZERO
            )
        elif one is not None:
            inputs = one.given
            exact = one.points if inputs is None else points(line, inputs, [])
            earned[line.code] = None if exact is None else rounded(exact)
            if not one.is_confirmed:
                waiting.append(line.code)
        else:
            given = values(block, unit, line)
            exact = combine(given.values(), block.how)
            earned[line.code] = None if exact is None else rounded(exact)
            if not is_base(block, line) and len(given) == 1 and exact:
                waiting.append(line.code)
    return _summed(block, unit, earned, tuple(waiting))


def claimed(block: Block, unit: str) -> Score:
    """Điểm đơn vị tự chấm."""
    others = [given for one, given in block.claims.items() if one != unit]
    earned: dict[str, Fraction | None] = {}
    blank = set()
    for line in block.lines:
        given = block.claims.get(unit, {}).get(line.code)
        if given is not None and given.is_blank:
            blank.add(line.code)
        theirs = [lines[line.code] for lines in others if line.code in lines]
        exact = None if given is None else points(line, given, theirs)
        earned[line.code] = None if exact is None else rounded(exact)
    return _summed(block, unit, earned, (), frozenset(blank), of_claim=True)


def _summed(
    block: Block,
    unit: str,
    earned: dict[str, Fraction | None],
    waiting: tuple[str, ...],
    blank: frozenset[str] = frozenset(),
    *,
    of_claim: bool = False,
) -> Score:
    """Cộng từ dưới lên: groups cut at their ceilings, deductions taken away at the end."""
    taken_out = {
        line.code
        for line in block.lines
        if not of_claim
        and block.when_not_assigned == RATIO
        and (unit, line.code) in block.not_assigned
    }
    sums = {group.code: ZERO for group in block.groups}
    lost = {group.code: ZERO for group in block.groups}
    for line in block.lines:
        sums[line.group] += ZERO if line.code in waiting else earned[line.code] or ZERO
        lost[line.group] += line.most if line.code in taken_out else ZERO
    for group in sorted(block.groups, key=lambda one: one.above == ""):  # inner groups first
        if group.is_ceiling and lost[group.code]:
            left = sum((line.most for line in block.lines if line.group == group.code), ZERO)
            left += sum((one.most for one in block.groups if one.above == group.code), ZERO)
            lost[group.code] = group.most - min(group.most, left - lost[group.code])
        lost[group.code] = min(lost[group.code], group.most)
        if group.is_ceiling:
            sums[group.code] = min(sums[group.code], group.most - lost[group.code])
        if group.above:
            sums[group.above] += sums[group.code]
            lost[group.above] += lost[group.code]
    tops = [group for group in block.groups if not group.above]
    parts = {
        sign: sum((sums[one.code] for one in tops if one.sign == sign), ZERO)
        for sign in (BASE, BONUS, DEDUCTION)
    }
    missing = tuple(
        line.code
        for line in block.lines
        if earned[line.code] is None and line.code not in taken_out | blank
    )
    whole = max(ZERO, parts[BASE] + parts[BONUS] - parts[DEDUCTION])
    assigned = sum((one.most - lost[one.code] for one in tops if one.sign == BASE), ZERO)
    return Score(earned, None if missing else whole, assigned, missing, waiting)


def places(block: Block) -> dict[str, Place]:
    """Hạng, xếp loại và suất khen của mọi đơn vị."""
    return ranked(block, {unit: score(block, unit) for unit in block.units})


def ranked(block: Block, scores: Mapping[str, Score]) -> dict[str, Place]:
    """Chỗ đứng theo các điểm này: equal sums share a place, places above an award are filled."""
    whole = sum((one.most for one in block.groups if not one.above and one.sign == BASE), ZERO)
    merits = {}
    for unit, one in scores.items():
        barred = any(line.bars_at_zero and one.lines[line.code] == 0 for line in block.lines)
        if one.total is not None and not barred:
            by_ratio = block.when_not_assigned == RATIO
            merits[unit] = one.total / one.assigned_most if by_ratio else one.total
    found: dict[str, Place] = {}
    for unit, one in scores.items():
        band = None
        if one.total is not None:
            value = one.total * whole / one.assigned_most
            band = next((label for label, least in block.bands if value >= least), None)
        if unit not in merits:
            found[unit] = None, False, band, None, False
            continue
        above = sum(other > merits[unit] for other in merits.values())
        equal = sum(other == merits[unit] for other in merits.values())
        award, must_vote, start = None, False, 0
        for name, number in block.awards:
            if start <= above < start + number:
                award, must_vote = name, above + equal > start + number
            start += number
        found[unit] = above + 1, equal > 1, band, award, must_vote
    return found


def changed(before: Mapping[str, Place], after: Mapping[str, Place]) -> set[str]:
    """Những đơn vị đổi chỗ đứng."""
    return {unit for unit in before if before[unit] != after[unit]}


def without(block: Block, reviewer: str) -> tuple[set[str], bool, bool]:
    """Khi bỏ mọi phiếu của một người chấm: who moves, whether the first is another, who gains."""
    before = places(block)
    after = places(replace(block, left_out=frozenset({reviewer})))

    def first(known: Mapping[str, Place]) -> set[str]:
        return {unit for unit, place in known.items() if place[0] == 1}

    def order(place: Place) -> tuple[bool, int, bool]:
        return place[0] is None, place[0] or 0, place[1]

    gains = order(before[reviewer]) < order(after[reviewer])
    return changed(before, after), first(before) != first(after), gains


def smallest(block: Block, unit: str, line: Line, reviewer: str = "") -> Fraction | None:
    """Thay đổi nhỏ nhất của một điểm làm đổi chỗ đứng, by trying every value it can take.

    Without a reviewer the line is what was settled.
    """
    scores = {one: score(block, one) for one in block.units}
    before, known = ranked(block, scores), dict[Fraction, bool]()
    given, now = values(block, unit, line), scores[unit]
    present = given[reviewer] if reviewer else now.lines[line.code]
    assert present is not None
    waits = {code for code in now.waiting if code != line.code or not reviewer}
    is_alone = bool(reviewer) and len(given) == 1 and not is_base(block, line)

    def moves(value: Fraction) -> bool:
        exact = combine({**given, reviewer: value}.values(), block.how) if reviewer else value
        shown = rounded(exact or ZERO)
        if shown not in known:
            waiting = (*waits, line.code) if is_alone and shown else tuple(waits)
            then = _summed(block, unit, {**now.lines, line.code: shown}, waiting)
            known[shown] = bool(changed(before, ranked(block, {**scores, unit: then})))
        return known[shown]

    return min((abs(value - present) for value in line.values if moves(value)), default=None)


def heat(block: Block) -> dict[tuple[str, str], tuple[Fraction | None, Fraction | None]]:
    """Bản đồ: claim less combined, and how far the reviewers are apart; None where not known."""
    found = {}
    for unit in block.units:
        own = claimed(block, unit)
        for line in block.lines:
            given = values(block, unit, line)
            exact, claim = combine(given.values(), block.how), own.lines[line.code]
            found[unit, line.code] = (
                None if exact is None or claim is None else claim - rounded(exact),
                max(given.values()) - min(given.values()) if given else None,
            )
    return found


def outlier(block: Block, unit: str, line: Line) -> str | None:
    """Người chấm xa trung vị nhất, if one alone is."""
    given = values(block, unit, line)
    middle = combine(given.values(), MEDIAN)
    if middle is None:
        return None
    away = {reviewer: abs(value - middle) for reviewer, value in given.items()}
    furthest = [one for one, distance in away.items() if distance == max(away.values())]
    return furthest[0] if len(furthest) == 1 and max(away.values()) > 0 else None


def owed(block: Block) -> set[tuple[str, str]]:
    """Các phiếu còn thiếu: assigned and there for some part, not recused, not handed in."""
    return {
        (reviewer, unit)
        for reviewer, unit, part in block.assigned
        if (reviewer, unit, part) not in block.away
        and (reviewer, unit) not in block.recused
        and (reviewer, unit) not in block.handed_in
    }


def in_the_way(block: Block) -> dict[str, set[str] | int]:
    """Điều còn vướng ở giai đoạn thẩm định, by the page to cure it on."""
    waiting = sum(not one.is_confirmed for one in block.settled.values())
    found: dict[str, set[str] | int] = {
        "còn thiếu phiếu chấm chéo": {f"{one} chấm {unit}" for one, unit in owed(block)},
        "chưa thẩm định xong": set(block.units) - block.verified,
        "giải trình, kiến nghị chưa kết thúc": set(block.asked),
        "dòng thưởng, trừ hoặc nhập thay chờ người thứ hai": waiting,
    }
    return {what: who for what, who in found.items() if who}
