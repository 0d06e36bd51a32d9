"""Điều kiện chặn: a floor on one line that bars a unit from the ranking, a band or an award."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.points import ZERO, parse_number, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules import Line
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.parameters import ParametersError, parts_of


class GateTest(StrEnum):
    """Phép thử của điều kiện chặn."""

    BELOW_PERCENT = "below_percent"
    BELOW_POINTS = "below_points"
    ZERO_POINTS = "zero_points"
    NOT_MET = "not_met"
    OVER_COUNT = "over_count"
    FROM_COUNT = "from_count"
    EVENT_KIND = "event_kind"


class GateEffect(StrEnum):
    """Hậu quả: out of the ranking, barred from a band or an award, or one band lower."""

    EXCLUDE = "exclude"
    BAR_BAND = "bar_band"
    BAR_AWARD = "bar_award"
    LOWER_BAND = "lower_band"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Điều kiện chặn: a test on one line and what follows when it is true.

    `text` is the covenant's own wording, shown as the reason. `threshold` belongs to the tests
    that compare, `subject` is the kind of event tested; `barred` the band or award in question,
    empty for every band.
    """

    text: str
    test: GateTest
    effect: GateEffect
    threshold: Decimal = ZERO
    subject: str = ""
    barred: str = ""

    def with_bands_above(self, best_first: Sequence[str]) -> "Gate":
        """«Tốt trở lên» kể ra từng xếp loại, of the bands named from the best down."""
        found = _AND_ABOVE.fullmatch(folded(self.barred))
        if self.effect is not GateEffect.BAR_BAND or found is None:
            return self
        named = [folded(label) for label in best_first]
        if found.group(1) not in named or any(map(_LIST.search, named)):
            return self
        above = best_first[: named.index(found.group(1)) + 1]
        return replace(self, barred=", ".join(above))

    def bars(self, label: str) -> bool:
        """Cấm xếp loại này: it is named, alone or among others, or all are barred."""
        named = folded(self.barred)
        return not named or folded(label) in (named, *_LIST.split(named))

    def bars_only(self, labels: AbstractSet[str]) -> bool:
        """Mọi xếp loại được nêu đều có trong giao ước."""
        named = folded(self.barred)
        return named in labels or all(one in labels for one in _LIST.split(named))

    @property
    def counts(self) -> bool:
        """Đếm lượt."""
        return self.test in (GateTest.OVER_COUNT, GateTest.FROM_COUNT)

    def is_hit(
        self, line: Line, points: Decimal, *, is_met: bool, faults: Entry | None = None
    ) -> bool:
        """Bị chặn: whether this line, which earned `points`, trips the gate.

        `faults` is the entry without what earned a bonus: a gate that names no kind counts it.
        """
        entry = line.entry
        if self.test is GateTest.BELOW_PERCENT:
            return points * 100 < self.threshold * line.max_points
        if self.test is GateTest.BELOW_POINTS:
            return points < self.threshold
        if self.test is GateTest.ZERO_POINTS:
            return points == 0
        if self.test is GateTest.NOT_MET:
            return not is_met
        if self.counts:
            counted = entry if self.subject or faults is None else faults
            count = _occurrences(counted, self.subject)
            if self.test is GateTest.FROM_COUNT:
                return count >= self.threshold
            return count > self.threshold
        wanted = folded(self.subject)
        return any(folded(event.kind or "") == wanted and event.count > 0 for event in entry.events)


def _occurrences(entry: Entry, kind: str) -> Decimal:
    """Số lần: of one kind where the gate names one; a line without lượt is asked its result."""
    if not entry.events:
        return entry.actual or ZERO
    wanted = (folded(kind), "")
    named = (event for event in entry.events if not kind or folded(event.kind or "") in wanted)
    return sum((event.count for event in named), ZERO)


_UNIT = r"(?:lượt|lần|ngày|buổi|việc|vụ)"
_HOW_MANY = rf"(?:(?:trên|quá|từ|>=|≥|>) ?)?\S+ {_UNIT}"
_NAMED = (
    re.compile(
        rf"(?!có |không |bị |từ |trên |quá )(?P<kind>.+?) (?P<count>{_HOW_MANY}(?: trở lên)?)"
    ),
    re.compile(
        rf"(?:có |bị )?(?P<count>(?:trên|quá|từ|>=|≥|>) ?\S+ {_UNIT}) (?P<kind>(?!trở lên).+?)"
        r"(?P<more> trở lên)?"
    ),
)
_TESTS = (
    (re.compile(r"dưới (.+?) ?%"), GateTest.BELOW_PERCENT),
    (re.compile(r"dưới (.+?)(?: điểm)?"), GateTest.BELOW_POINTS),
    (re.compile(r"(?:bị )?0(?: điểm)?"), GateTest.ZERO_POINTS),
    (re.compile(r"(?:không|chưa) đạt"), GateTest.NOT_MET),
    (re.compile(rf"(?:có |bị )?(?:trên|quá|>) ?(\S+?) {_UNIT}"), GateTest.OVER_COUNT),
    (re.compile(rf"(?:có |bị )?(?:từ |>= ?|≥ ?)(\S+?) {_UNIT}(?: trở lên)?"), GateTest.FROM_COUNT),
    (re.compile(rf"(?:có |bị )?(\S+?) {_UNIT} trở lên"), GateTest.FROM_COUNT),
    (re.compile(r"(?:có|bị|mắc) (?:(?:lượt|lỗi|loại) )?«(.+)»"), GateTest.EVENT_KIND),
    (re.compile(r"(?:có|bị|mắc) (?:lượt )?(.+)"), GateTest.EVENT_KIND),
)
_COUNTED = re.compile(rf"\d ?(?:{_UNIT}|báo cáo)(?!\w)")
_FAULT = re.compile(r"^(?:lỗi|loại|hành vi) ", re.IGNORECASE)
_IF = re.compile(r"^nếu ", re.IGNORECASE)
_AND_ABOVE = re.compile(r"(?:từ )?(?:(?:xếp )?loại |mức )?(.+?) trở lên")
_LIST = re.compile(r" ?, ?| hoặc | và ")
_THEN = re.compile(r",? thì ", re.IGNORECASE)
_EFFECTS = (
    (re.compile(r"(.+?)[ ,:→]+không (?:được )?xếp loại (.+)"), GateEffect.BAR_BAND),
    (re.compile(r"(.+?)[ ,:→]+không (?:được )?xếp loại"), GateEffect.BAR_BAND),
    (
        re.compile(r"(.+?)[ ,:→]+(?:không khen|không đề nghị|không xét khen) (.+)"),
        GateEffect.BAR_AWARD,
    ),
    (re.compile(r"(.+?)[ ,:→]+(?:không xét|không xếp hạng)"), GateEffect.EXCLUDE),
    (re.compile(r"(.+?)[ ,:→]+hạ (?:một|1) bậc"), GateEffect.LOWER_BAND),
)


def _read_gate(text: str) -> Gate:
    for effect_form, effect in _EFFECTS:
        split = effect_form.fullmatch(_IF.sub("", _THEN.sub(" ", text)))
        if split is None:
            continue
        barred = clean(split.group(2)) if effect_form.groups > 1 else ""
        condition = clean(split.group(1))
        subject, condition = _subject_apart(condition)
        for test_form, test in _TESTS:
            found = test_form.fullmatch(folded(condition))
            if found is None:
                continue
            if test is GateTest.EVENT_KIND:
                return Gate(
                    text=text,
                    test=test,
                    effect=effect,
                    subject=clean(found.group(1)),
                    barred=barred,
                )
            if not test_form.groups:
                return Gate(text=text, test=test, effect=effect, barred=barred)
            threshold = parse_number(found.group(1))
            counted = test is GateTest.BELOW_POINTS and _COUNTED.search(found.group(1))
            if threshold is not None and not counted:
                return Gate(
                    text=text,
                    test=test,
                    effect=effect,
                    threshold=threshold,
                    subject=subject,
                    barred=barred,
                )
    form = "«dưới 50% không xét» hoặc «0 điểm không xếp loại Xuất sắc»"
    raise ParametersError(f"không hiểu điều kiện chặn «{text}»; ví dụ đúng: {form}")


def _subject_apart(condition: str) -> tuple[str, str]:
    """Loại lượt được nêu, and what is left: «nghỉ trên 8 ngày», «từ 2 lượt đi trễ trở lên»."""
    words = folded(condition)
    for form in _NAMED:
        found = form.fullmatch(words)
        if found is None or len(words) != len(condition):
            continue
        kind = clean(condition[found.start("kind") : found.end("kind")]).strip("«»")
        return kind, found["count"] + (found.groupdict().get("more") or "")
    return "", condition


def with_kind_known(gate: Gate, has_kind: Callable[[str], bool]) -> Gate:
    """Điều kiện chặn gọi đúng tên loại: «lỗi vắng họp» is «vắng họp» where no other is."""
    bare = _FAULT.sub("", gate.subject)
    if gate.subject and bare != gate.subject and not has_kind(gate.subject) and has_kind(bare):
        return replace(gate, subject=bare)
    return gate


def read_gates(text: str) -> tuple[Gate, ...]:
    """Đọc điều kiện chặn: several joined by «;»; ParametersError says what is not understood."""
    return tuple(_read_gate(part) for part in parts_of(text))


@dataclass(frozen=True, slots=True)
class GateHit:
    """Điều kiện chặn đã dính: which line tripped which gate, with its points."""

    criterion: str
    gate: Gate
    points: Decimal

    def reason(self) -> str:
        """Lý do: «I.1 được 12 điểm: dưới 50% không xét»."""
        return f"{self.criterion} được {vi_number(self.points)} điểm: {self.gate.text}"
