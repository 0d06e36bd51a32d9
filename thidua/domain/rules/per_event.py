"""Theo lượt: each event earns its price, up to a cap; used for bonuses and deductions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.finding import Finding, error, notice, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Line, Method, SingleNumber
from thidua.domain.rules.bonus import (
    BonusRoom,
    check_no_limit,
    is_no_limit,
    read_bonus_room,
    total_with,
)
from thidua.domain.rules.checks import check_one_name, check_reach, check_singly, place
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.events import (
    ONLY_HIGHEST,
    Price,
    Priced,
    first_counted,
    gains_among,
    positive,
    price_hint,
    read_price,
    refuse_mixed,
    refuse_shared_limit,
    substituted,
    with_limits_apart,
)
from thidua.domain.rules.limits import Limit, check_names, check_settings, read_limit
from thidua.domain.rules.once import ONCE_WORDS, Once, read_once
from thidua.domain.rules.parameters import joined
from thidua.domain.rules.worked import Worked, WorkedStep, within


@dataclass(frozen=True, slots=True)
class PerEvent(Priced):
    """Theo lượt: Σ price × count between 0 and the cap.

    With `only_highest` the dearest kind that occurred counts once. At most `most_counted` of the
    occurrences that earn count, the dearest first. A kind with a negative price (late filing, say)
    lowers this line alone, never below 0. Up to `own_bonus` is earned beyond the maximum.
    """

    cap: Decimal | None = None
    only_highest: bool = False
    most_counted: Decimal | None = None
    own_bonus: Decimal | None = ZERO
    method = Method.PER_EVENT
    takes = SingleNumber.COUNT

    @classmethod
    def read(cls, parts: list[str]) -> "PerEvent":
        """Đọc tham số: `mỗi lượt 0,5; tối đa 2`, `cấp tỉnh: 3; chỉ tính mức cao nhất`."""
        prices: list[Price] = []
        cap = most_counted = None
        own_bonus: Decimal | None = ZERO
        only_highest = False
        once: set[Once] = set()
        for part in with_limits_apart(parts):
            if (counted := read_once(part)) is not None:
                once.add(counted)
            elif (room := read_bonus_room(part)) is not None:
                own_bonus = room.most
            elif is_no_limit(part):
                own_bonus = None
            elif (limit := read_limit(part)) is not None:
                cap = cap if limit.counts else limit.most
                most_counted = limit.most if limit.counts else most_counted
            elif folded(part) == ONLY_HIGHEST:
                only_highest = True
            else:
                prices.append(read_price(part, "cấp tỉnh: 3").price)
        refuse_mixed(prices, "cần đơn giá, ví dụ «mỗi lượt 0,5; tối đa 2»", "loại lượt")
        refuse_shared_limit(parts, prices)
        return cls(tuple(prices), cap, only_highest, most_counted, own_bonus, once=frozenset(once))

    def parameters(self) -> str:
        """Tham số."""
        parts = [str(price) for price in self.prices]
        if self.cap is not None:
            parts.append(str(Limit(self.cap)))
        if self.most_counted is not None:
            parts.append(str(Limit(self.most_counted, counts=True)))
        if self.own_bonus != ZERO:
            parts.append(str(BonusRoom(self.own_bonus)))
        if self.only_highest:
            parts.append(ONLY_HIGHEST)
        parts += [word for one, word in ONCE_WORDS.items() if one in self.once]
        return joined(parts)

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "PerEvent":
        """Hiểu dấu trừ; «thưởng tối đa 2» of a line that is all bonus is its cap."""
        if is_bonus and self.cap is None and self.own_bonus is not None and self.own_bonus > 0:
            return replace(self, cap=self.own_bonus, own_bonus=ZERO)
        if not is_deduction:
            return self
        prices = tuple(map(positive, self.prices))
        return replace(self, prices=prices, is_taken=self.asks_name)

    def for_maximum(self, most: Decimal) -> "PerEvent":
        """«Thưởng tối đa 2» của dòng tối đa 2 nói lại chính điểm tối đa ấy."""
        if self.own_bonus == most and self.cap is None:
            return replace(self, cap=most, own_bonus=ZERO)
        return self

    def gains_written(self, parts: Sequence[str]) -> list[str]:
        """Các phần ghi là được cộng."""
        return gains_among(parts)

    def _counted(self, line: Line) -> list[tuple[Price, Decimal]]:
        terms = self.counts(line)
        if not self.only_highest:
            earning = [(price, count) for price, count in terms if price.points >= 0]
            counted = dict(first_counted(earning, self.most_counted))
            return [(price, counted.get(price, count)) for price, count in terms]
        gains = [price for price, count in terms if count > 0 and price.points > 0]
        dearest = max(gains, key=lambda price: price.points, default=None)
        kept = [] if dearest is None else [(dearest, Decimal(1))]
        return kept + [(price, count) for price, count in terms if price.points < 0]

    def _limit(self, line: Line) -> Decimal | None:
        most = total_with(line.max_points, self.own_bonus)
        if most is None or self.cap is None:
            return self.cap if most is None else most
        return min(self.cap, most)

    def worked(self, line: Line) -> Worked:
        """Điểm: an entry without events says that nothing occurred, which earns 0."""
        terms, limit = self._counted(line), self._limit(line)
        total = sum((price.points * count for price, count in terms), ZERO)
        steps = [WorkedStep("mức cao nhất: ")] if self.only_highest and terms else []
        steps.append(WorkedStep("{} = {}", (substituted(terms), total)))
        return within(total, limit, *steps)

    def hint(self, price: Price) -> str:
        """Cách nhập lượt của một loại."""
        hint = price_hint(price, is_lost=price.points < 0)
        said = [hint]
        if self.own_bonus != ZERO:
            said.append(f"{BonusRoom(self.own_bonus)} ngoài điểm tối đa")
        if self.only_highest:
            said.append("chỉ tính mức cao nhất")
        return "; ".join(said)

    def zero_entry(self) -> Entry:
        """Không phát sinh: no events."""
        return Entry()

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Trần riêng và đơn giá cao nhất so với điểm tối đa."""
        yield from check_names(code, (price.kind for price in self.prices))
        yield from check_one_name(code, (price.kind for price in self.prices))
        yield from check_singly(code, (price.kind for price in self.prices))
        yield from check_settings(code, (price.kind for price in self.prices))
        yield from self._check_bonus(code, most)
        for price in self.prices:
            if not price.points:
                message = (
                    f"{code}: «{price.kind or 'mỗi lượt'}» ghi 0 điểm nên nhập bao nhiêu lượt cũng "
                    "không cộng, không trừ gì; sửa số điểm, hoặc bỏ phần này"
                )
                yield notice("price_of_nothing", message, place(code))
        if all(price.points < 0 for price in self.prices):
            message = (
                f"{code}: mọi lượt đều ghi dấu trừ nên dòng này không bao giờ có điểm; trừ dần từ "
                "điểm tối đa thì chọn Cách chấm «Trừ dần», là điểm trừ thì ghi Dấu «-»"
            )
            yield error("below_zero", message, place(code))
        elif self.only_highest:
            yield from check_reach(code, most, max(price.points for price in self.prices))
        elif self.cap is not None:
            yield from check_reach(code, most, self.cap)
        top = total_with(most, self.own_bonus)
        if self.cap is not None and top is not None and self.cap > top:
            message = (
                f"{code} ghi «tối đa {vi_number(self.cap)}» nhưng điểm tối đa chỉ "
                f"{vi_number(top)}; phần vượt bị bỏ"
            )
            yield warning("cap_above_max", message, place(code))

    def _check_bonus(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Thưởng riêng: how it is understood, since «tối đa» could mean the whole line."""
        room = self.own_bonus
        if room is not None and room < 0:
            message = f"{code} ghi «thưởng tối đa {vi_number(room)}»; ghi số không âm"
            yield error("below_zero", message, place(code))
        elif room:
            message = (
                f"{code}: «thưởng tối đa {vi_number(room)}» được hiểu là phần vượt điểm tối đa "
                f"{vi_number(most)}, cả dòng nhiều nhất {vi_number(most + room)}; là mức trần của "
                f"cả dòng thì ghi «tối đa {vi_number(room)}»"
            )
            yield notice("bonus_beyond_max", message, place(code))
        yield from check_no_limit(code, most, room)
