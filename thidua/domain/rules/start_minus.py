"""Trừ dần: starts at the maximum, or at a tier, and loses the price of each fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.finding import Finding, error, notice, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Line, Method, Problem
from thidua.domain.rules.checks import check_levels, check_not_below_zero, place
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.events import (
    Price,
    Priced,
    first_counted,
    positive,
    price_hint,
    read_price,
    refuse_mixed,
    substituted,
)
from thidua.domain.rules.limits import Limit, check_names, read_limit
from thidua.domain.rules.parameters import (
    ParametersError,
    joined,
    named_number,
    number,
    plain,
    refuse_twice,
    written,
)
from thidua.domain.rules.rows import FormRow
from thidua.domain.rules.worked import Worked, WorkedStep, within

_CHARGED = re.compile(r"(.+?) ?\(đã tính (\S+) (.+)\)$", re.IGNORECASE)
_MARKED = re.compile(r"\[(.+?)\] ?(\(đã tính \S+ .+\))?", re.IGNORECASE)
_FROM = "từ "


@dataclass(frozen=True, slots=True)
class Start:
    """Mức khởi điểm: points to start from, and the faults that this level already punished."""

    label: str
    points: Decimal
    charged_kind: str | None = None
    charged_count: Decimal = ZERO

    def __str__(self) -> str:
        """Viết lại."""
        charged = ""
        if self.charged_kind is not None:
            charged = f" (đã tính {plain(self.charged_count)} {self.charged_kind})"
        return written(f"[{self.label}]{charged}", self.points)


def _marked_start(part: str) -> Start | None:
    """Mức khởi điểm trong ngoặc vuông, a mark that no fault carries."""
    name, _, _ = part.rpartition(":")
    found = _MARKED.fullmatch(clean(name))
    if found is None:
        return None
    _, points = named_number(part, "[Đúng hạn]: 30")
    return _start(f"{clean(found.group(1))} {found.group(2) or ''}".strip(), points)


def _are_levels(parts: list[str]) -> bool:
    """Cách ghi cũ «từ Đúng hạn: 30»: a name of its own, a fault charged, or a level of nothing.

    «từ chối nhiệm vụ» and «từ 30 phút trở lên» are faults like any other.
    """
    for part in parts:
        name, points = named_number(part, "[Đúng hạn]: 30")
        label = clean(name)[len(_FROM) :]
        if points == 0 or label[:1].isupper() or _CHARGED.match(label):
            return True
    return False


def _start(label: str, points: Decimal) -> Start:
    charged = _CHARGED.match(label)
    if charged is None:
        return Start(label, points)
    count = number(charged.group(2), label)
    return Start(clean(charged.group(1)), points, clean(charged.group(3)), count)


@dataclass(frozen=True, slots=True)
class StartMinus(Priced):
    """Trừ dần: max − Σ price × count, never below 0.

    All faults together take at most `cap`, and at most `most_counted` of them are charged, the
    dearest first. With `starts` the scorer first picks a level; a fault that the level already
    punished is not charged a second time.
    """

    starts: tuple[Start, ...] = ()
    cap: Decimal | None = None
    most_counted: Decimal | None = None
    method = Method.START_MINUS

    @property
    def is_named(self) -> bool:
        """Có tên để chọn: a level or a kind."""
        return bool(self.starts) or self.prices[0].kind is not None

    @classmethod
    def read(cls, parts: list[str]) -> "StartMinus":
        """Đọc tham số: `đi trễ: 0,5; thiếu báo cáo: 2`, with `[Đúng hạn]: 30` for start levels."""
        prices: list[Price] = []
        starts: list[Start] = []
        cap = most_counted = None
        marked = {part: start for part in parts if (start := _marked_start(part)) is not None}
        old_way = [part for part in parts if folded(part).startswith(_FROM)]
        has_old_levels = not marked and _are_levels(old_way)
        for part in parts:
            if part in marked:
                starts.append(marked[part])
            elif has_old_levels and part in old_way:
                name, points = named_number(part, "[Đúng hạn]: 30")
                starts.append(_start(clean(name[len(_FROM) :]), points))
            elif (limit := read_limit(part)) is not None:
                cap = cap if limit.counts else limit.most
                most_counted = limit.most if limit.counts else most_counted
            else:
                prices.append(read_price(part, "đi trễ: 0,5"))
        needed = "cần các lỗi bị trừ, ví dụ «đi trễ: 0,5; thiếu báo cáo: 2»"
        refuse_mixed(prices, needed, "loại lỗi")
        refuse_twice([price.kind or "" for price in prices] + [start.label for start in starts])
        rule = cls(tuple(prices), tuple(starts), cap, most_counted)
        for start in starts:
            if start.charged_kind and not rule.has_kind(start.charged_kind):
                message = f"«{start.charged_kind}» trong mức «{start.label}» chưa có điểm trừ"
                raise ParametersError(message)
        return rule

    def parameters(self) -> str:
        """Tham số."""
        limits = [] if self.cap is None else [f"trừ {Limit(self.cap)}"]
        if self.most_counted is not None:
            limits.append(f"trừ {Limit(self.most_counted, counts=True)}")
        return joined([*map(str, (*self.starts, *self.prices)), *limits])

    def as_meant(self, *, is_deduction: bool) -> "StartMinus":
        """Hiểu dấu trừ: «đi trễ: -0,5» takes half a point, as «đi trễ: 0,5» does."""
        return replace(self, prices=tuple(map(positive, self.prices)))

    def for_maximum(self, most: Decimal) -> "StartMinus":
        """Mức khởi điểm ghi cách cũ, chữ thường: several «từ», the best of them the maximum."""
        old_way = [price for price in self.prices if folded(price.kind or "").startswith(_FROM)]
        faults = tuple(price for price in self.prices if price not in old_way)
        best = max((price.points for price in old_way), default=None)
        if self.starts or len(old_way) < 2 or not faults or best != most:
            return self
        levels = (_start(clean((one.kind or "")[len(_FROM) :]), one.points) for one in old_way)
        return replace(self, prices=faults, starts=tuple(levels))

    def start_of(self, choice: str | None) -> Start | None:
        """Mức khởi điểm được chọn; the word «từ» before it may be left out."""
        wanted = folded(choice or "")
        levels = {folded(start.label): start for start in self.starts}
        if wanted in levels or any(folded(price.kind or "") == wanted for price in self.prices):
            return levels.get(wanted)
        return levels.get(wanted.removeprefix(_FROM))

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập."""
        found = Priced.problems(self, line)
        choice = line.entry.choice
        if choice is not None and self.start_of(choice) is None:
            known = ", ".join(f"«{start.label}»" for start in self.starts) or "không có mức nào"
            message = f"không có mức khởi điểm «{choice}»; chọn một trong {known}"
            found.append(Problem(Field.CHOICE, message))
        return found

    def _charges(self, line: Line, start: Start | None) -> list[tuple[Price, Decimal]]:
        free = None if start is None else start.charged_kind
        paid = None if free is None else self.price_of(free)
        charged = ZERO if start is None else start.charged_count
        terms = [
            (price, max(ZERO, count - charged) if price == paid else count)
            for price, count in self.counts(line)
        ]
        return first_counted(terms, self.most_counted)

    def worked(self, line: Line) -> Worked:
        """Điểm: none until a start level is chosen, where the covenant has levels."""
        start = self.start_of(line.entry.choice)
        if self.starts and start is None:
            return Worked()
        first = line.max_points if start is None else start.points
        terms = self._charges(line, start)
        lost = sum((abs(price.points) * count for price, count in terms), ZERO)
        kept = lost if self.cap is None else min(lost, self.cap)
        points = min(max(ZERO, first - kept), line.max_points)
        steps = [] if start is None else [WorkedStep("mức «{}»: ", (start.label,))]
        if not any(count for _, count in terms):
            return within(
                first, line.max_points, *steps, WorkedStep("{}, không trừ lượt nào", (first,))
            )
        if kept < lost:
            phrase = "{} − {} = {}; các lỗi cộng {} = {}, trừ tối đa {}"
            values = (first, kept, points, substituted(terms), lost, kept)
            return Worked(points, (*steps, WorkedStep(phrase, values)))
        steps.append(WorkedStep("{} − ({}) = {}", (first, substituted(terms), points)))
        if points == 0:
            steps.append(WorkedStep(", không xuống dưới 0"))
        return Worked(points, tuple(steps))

    def is_level(self, choice: str | None) -> bool:
        """Chữ ấy là một mức khởi điểm."""
        return self.start_of(choice) is not None

    def level_rows(self) -> list[FormRow]:
        """Dòng chọn mức khởi điểm."""
        if not self.starts:
            return []
        listed = ", ".join(f"«{one.label}» ({vi_number(one.points)})" for one in self.starts)
        hint = f"Mức khởi điểm, chọn ở cột Mức: {listed}"
        labels = tuple(start.label for start in self.starts)
        return [FormRow(label="Mức khởi điểm", hint=hint, asked=(Field.CHOICE,), choices=labels)]

    def hint(self, price: Price) -> str:
        """Cách nhập lượt của một loại."""
        return price_hint(price, is_lost=True)

    def zero_entry(self) -> Entry | None:
        """Không phát sinh: no fault; not said where a level has to be chosen."""
        return None if self.starts else Entry()

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Mức khởi điểm cao nhất, và lỗi trừ nhiều hơn điểm tối đa: the rest is lost at 0."""
        if self.starts:
            yield from check_levels(code, most, (start.points for start in self.starts))
            levels = [(f"[{start.label}]", start.points) for start in self.starts]
            yield from check_not_below_zero(code, levels, "mức thấp nhất ghi 0")
        yield from check_names(code, (price.kind for price in self.prices))
        if self.cap is not None and self.cap > most:
            message = (
                f"{code} ghi «trừ tối đa {vi_number(self.cap)}» nhưng điểm tối đa chỉ "
                f"{vi_number(most)}; phần vượt bị bỏ"
            )
            yield warning("cap_above_max", message, place(code))
        for price in self.prices:
            if folded(price.kind or "").startswith(("thưởng ", "cộng ")):
                message = (
                    f"{code}: «{price.kind}» đọc như điểm thưởng, nhưng ở «Trừ dần» mọi loại lượt "
                    "đều bị trừ; ghi thành dòng riêng có Dấu «thưởng»"
                )
                yield error("bonus_as_fault", message, place(code))
            if folded(price.kind or "").startswith(_FROM):
                message = (
                    f"{code}: «{price.kind}» được hiểu là một lỗi bị trừ; nếu là mức bắt đầu thì "
                    f"ghi tên mức trong ngoặc vuông, như «[Đúng hạn]: {vi_number(most)}»"
                )
                yield notice("fault_from", message, place(code))
            if price.points > most:
                message = (
                    f"{code}: «{price.kind or 'mỗi lượt'}» trừ {vi_number(price.points)} "
                    f"nhưng tiêu chí chỉ có {vi_number(most)}"
                )
                yield warning("price_above_max", message, place(code))
