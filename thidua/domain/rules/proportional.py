"""Tỷ lệ hoàn thành: points in proportion to actual over target."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from thidua.domain.ground.finding import Finding, Severity, error
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.rules.base import Line, Method, Problem, Rule, SingleNumber
from thidua.domain.rules.checks import check_not_below_zero, place
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.parameters import (
    PERCENT,
    POINTS,
    ParametersError,
    joined,
    match_number,
    plain,
)
from thidua.domain.rules.single_row import SingleRow
from thidua.domain.rules.worked import Worked, WorkedStep

_LOWER_BETTER = "càng thấp càng tốt"
_WHOLE = "tròn"
_BELOW = r"(?: (?:còn )?(?:thiếu|hụt|chưa đạt))?"
_ABOVE = r"(?: (?:vượt|tăng thêm))?"
_PER = r"(?:(?: cho)? mỗi| ?/) ?1 ?%"
_ALL = 100
_PLAN = r"(?: so với (?:kế hoạch|chỉ tiêu))"
_FLOOR = (
    r"sàn:? (.+)",
    r"(?:đạt |hoàn thành )?dưới (.+?%):?(?: thì)? "
    r"(?:0 điểm|không (?:có|được|tính|cho|chấm) điểm|không (?:chấm|tính))",
)
_MINUS = (
    rf"trừ (.+?){_PER}{_BELOW}",
    rf"(?:thiếu |hụt )?(?:cứ )?mỗi 1 ?%{_BELOW}(?: bị)? trừ (.+)",
    rf"(?:cứ |mỗi )*(?:thiếu|hụt|thấp hơn|chưa đạt|(?:giảm|thấp hơn)(?=.*{_PLAN})) 1 ?%{_PLAN}?,?"
    r"(?: thì)?(?: bị)? trừ (.+)",
)
_AT_MOST = r",? (?:tối đa|không quá) "
_BONUS = (
    rf"(?:được )?(?:thưởng|cộng)(?: thêm)? (.+?){_PER}{_ABOVE}(?:{_AT_MOST}.+)?",
    rf"(?:cứ |mỗi )*vượt 1 ?%{_PLAN}?,?(?: thì)?(?: được)? (?:thưởng|cộng)(?: thêm)? (.+?)"
    rf"(?:{_AT_MOST}.+)?",
)


def _first_number(forms: Iterable[str], part: str, wanted: str = POINTS) -> Decimal | None:
    read = (match_number(form, part, wanted) for form in forms)
    return next((one for one in read if one is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportional(SingleRow):
    """Tỷ lệ hoàn thành: max × ratio, at most max, with the options of the covenant.

    The ratio is actual over target, or target over actual where lower is better. Below `floor` per
    cent it earns nothing. With `minus` each missing per cent costs that much instead of proportion.
    With `bonus` each per cent above 100 earns that much on top of the maximum, at most `bonus_cap`.
    Percents count pro rata, or whole (missing rounded up, excess down) with `whole`.
    """

    floor: Decimal | None = None
    minus: Decimal | None = None
    bonus: Decimal | None = None
    bonus_cap: Decimal | None = None
    lower_is_better: bool = False
    whole: bool = False
    method = Method.PROPORTIONAL
    takes = SingleNumber.AMOUNT
    starts_full = True
    fields = (Field.TARGET, Field.ACTUAL)

    @classmethod
    def read(cls, parts: list[str]) -> "Proportional":
        """Đọc tham số: `sàn 50; trừ 0,5 mỗi 1%; thưởng 0,2 mỗi 1% tối đa 3; càng thấp càng tốt`."""
        least = minus = bonus = cap = None
        lower = whole = False
        for part in parts:
            word = part.casefold()
            if word.endswith(f" {_WHOLE}") and word != _WHOLE:
                whole, part = True, part[: -len(_WHOLE)].strip()
                word = part.casefold()
            if (value := _first_number(_FLOOR, part, PERCENT)) is not None:
                least = value
            elif (value := _first_number(_MINUS, part)) is not None:
                minus = value
            elif (value := _first_number(_BONUS, part)) is not None:
                bonus = value
                cap = match_number(rf".+?{_AT_MOST}(.+)", part)
            elif word == _LOWER_BETTER:
                lower = True
            elif word == _WHOLE:
                whole = True
            else:
                form = "«sàn 50; trừ 0,5 mỗi 1%; thưởng 0,2 mỗi 1% tối đa 3; càng thấp càng tốt»"
                raise ParametersError(f"không hiểu «{part}»; ví dụ đúng: {form}")
        return cls(
            floor=least, minus=minus, bonus=bonus, bonus_cap=cap, lower_is_better=lower, whole=whole
        )

    def means_same(self, new: Rule, entry: Entry) -> bool:
        """Còn nói cùng một điều: what is better when it is less is counted otherwise."""
        return isinstance(new, Proportional) and new.lower_is_better is self.lower_is_better

    def parameters(self) -> str:
        """Tham số."""
        parts = []
        if self.floor is not None:
            parts.append(f"sàn {plain(self.floor)}")
        if self.minus is not None:
            parts.append(f"trừ {plain(self.minus)} mỗi 1%")
        if self.bonus is not None:
            cap = "" if self.bonus_cap is None else f" tối đa {plain(self.bonus_cap)}"
            parts.append(f"thưởng {plain(self.bonus)} mỗi 1%{cap}")
        if self.lower_is_better:
            parts.append(_LOWER_BETTER)
        if self.whole:
            parts.append(_WHOLE)
        return joined(parts)

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "Proportional":
        """Hiểu dấu trừ: «trừ -0,5 mỗi 1%» takes half a point."""
        return replace(self, minus=None if self.minus is None else abs(self.minus))

    @property
    def own_bonus(self) -> Decimal | None:
        """Trần thưởng riêng của tiêu chí; None where each per cent above earns without an end."""
        if not self.bonus:
            return ZERO
        return None if self.bonus_cap is None else max(ZERO, self.bonus_cap)

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Thưởng không mang dấu trừ."""
        named = (("thưởng", self.bonus), ("thưởng tối đa", self.bonus_cap))
        levels = [(name, points) for name, points in named if points is not None]
        yield from check_not_below_zero(code, levels, "muốn trừ thì ghi «trừ 0,5 mỗi 1%»")
        if self.floor is not None and 0 < self.floor < 1:
            message = (
                f"{code}: «sàn {plain(self.floor)}» là {plain(self.floor)}%; hãy ghi số phần trăm, "
                f"như «sàn {plain(self.floor * 100)}»"
            )
            yield error("floor_as_share", message, place(code))

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: negative numbers; a result without a target has no points and is said so."""
        target, actual = line.entry.target, line.entry.actual
        found = []
        for field, value in ((Field.TARGET, target), (Field.ACTUAL, actual)):
            if value is not None and value < 0:
                found.append(Problem(field, f"{field} {vi_number(value)} nhỏ hơn 0"))
        if actual is not None and not target and not found:
            message = "chưa có kế hoạch (hoặc kế hoạch bằng 0) nên chưa tính được tỷ lệ hoàn thành"
            found.append(Problem(Field.TARGET, message, Severity.WARNING))
        elif target == _ALL and actual is not None and 0 < actual < 1:
            message = (
                f"kết quả {vi_number(actual)} so với kế hoạch 100 chỉ là {vi_number(actual)}%; nếu "
                f"muốn nói {vi_number(actual * 100)}% thì ghi {vi_number(actual * 100)}"
            )
            found.append(Problem(Field.ACTUAL, message, Severity.WARNING))
        return found

    def _percent(self, line: Line) -> Fraction | None:
        """Tỷ lệ %: None without a target or a result; a result of 0 is full where lower is better.

        There the ratio has no value, so the most a bonus could ever add is assumed.
        """
        target, actual = line.entry.target, line.entry.actual
        if not target or actual is None:
            return None
        if not self.lower_is_better:
            return Fraction(actual) * 100 / Fraction(target)
        if actual:
            return Fraction(target) * 100 / Fraction(actual)
        if self.bonus and self.bonus_cap is not None:
            return 100 + Fraction(self.bonus_cap) / Fraction(self.bonus) + 1
        return Fraction(100)

    def worked(self, line: Line) -> Worked:
        """Điểm: by the share reached, and what the covenant adds or takes for it."""
        percent, most = self._percent(line), line.max_points
        if percent is None:
            return Worked()
        target, actual = line.entry.target, line.entry.actual
        start = WorkedStep("kết quả 0, càng thấp càng tốt: đạt trọn")
        above, below = (target, actual) if self.lower_is_better else (actual, target)
        if below:
            start = WorkedStep("tỷ lệ {} / {} = {} %", (above, below, percent))
        if self.floor is not None and percent < Fraction(self.floor):
            return Worked(ZERO, (start, WorkedStep(", dưới sàn {} % → 0", (self.floor,))))
        if percent < 100 and self.minus is None:
            points = Fraction(most) * percent / 100
            return Worked(points, (start, WorkedStep("; {} × {} % = {}", (most, percent, points))))
        if percent < 100 and self.minus is not None:
            missing = self._counted(100 - percent, up=True)
            points = max(Fraction(0), Fraction(most) - Fraction(abs(self.minus)) * missing)
            phrase = "; thiếu {0} %; {1} − {2} × {0} = {3}"
            step = WorkedStep(phrase, (missing, most, abs(self.minus), points))
            return Worked(points, (start, step))
        reward = self._reward(percent)
        if not reward:
            return Worked(most, (start, WorkedStep(" → {}", (most,))))
        points = max(Fraction(0), Fraction(most) + reward)
        return Worked(points, (start, WorkedStep("; {} + thưởng {} = {}", (most, reward, points))))

    def _reward(self, percent: Fraction) -> Fraction:
        if self.bonus is None:
            return Fraction(0)
        reward = Fraction(self.bonus) * self._counted(percent - 100, up=False)
        return reward if self.bonus_cap is None else min(reward, Fraction(self.bonus_cap))

    def _counted(self, percents: Fraction, *, up: bool) -> Fraction:
        if not self.whole:
            return percents
        return Fraction(ceil(percents) if up else floor(percents))

    def is_met(self, line: Line) -> bool:
        """Đạt: the target is reached."""
        percent = self._percent(line)
        return percent is not None and percent >= 100

    def hint(self, most: Decimal) -> str:
        """Cách nhập."""
        options = self.parameters()
        return f"Nhập Kế hoạch và Kết quả; {options}" if options else "Nhập Kế hoạch và Kết quả"
