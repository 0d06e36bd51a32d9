"""Trừ dần: starts at the maximum, or at a tier, loses for each fault and may earn on top."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from decimal import Decimal

from thidua.domain.ground.finding import Finding, error, notice, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Line, Method, Problem, SingleNumber
from thidua.domain.rules.bonus import BonusRoom, check_no_limit, is_no_limit, read_bonus_room
from thidua.domain.rules.checks import (
    check_levels,
    check_not_below_zero,
    check_one_name,
    check_singly,
    place,
)
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.events import (
    Price,
    Priced,
    Taken,
    first_counted,
    positive,
    price_hint,
    read_price,
    refuse_mixed,
    refuse_shared_limit,
    substituted,
    with_limits_apart,
)
from thidua.domain.rules.limits import (
    Limit,
    check_names,
    check_no_fault,
    check_settings,
    read_limit,
)
from thidua.domain.rules.once import ONCE_WORDS, Once, read_once
from thidua.domain.rules.parameters import (
    ParametersError,
    joined,
    match_number,
    named_number,
    number,
    plain,
    refuse_twice,
    written,
)
from thidua.domain.rules.per_event import PerEvent
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


_EARNS = re.compile(
    r"^(?:được )?(?:thưởng|cộng)(?: thêm)? | (?:được )?(?:thưởng|cộng)(?: thêm)?$", re.IGNORECASE
)
_UNTOLD = re.compile(r"(?!.*(?:trừ|lỗi)).*")
"""Mức trần không nói là của phần trừ."""
_REWARD = re.compile(r"(?:điểm )?thưởng (.+)", re.IGNORECASE)


_STANDARD = r"(?:điểm )?chuẩn ?:? ?(\d[\d.,]*)(?: ?(?:điểm|đ))?"


def without_standard(parts: Sequence[str], most: Decimal | None) -> list[str]:
    """Bỏ «chuẩn 3», which says the maximum once more; ParametersError where it says another."""
    kept = []
    for part in parts:
        standard = match_number(_STANDARD, part)
        if standard is None:
            kept.append(part)
        elif most is not None and standard != most:
            raise ParametersError(
                f"«{part}» khác điểm tối đa {vi_number(most)} của tiêu chí; ghi hai số như nhau, "
                "phần thưởng không kể vào điểm tối đa"
            )
    return kept


def _price_or_reward(part: str) -> tuple[Price, bool]:
    """Đơn giá của một lỗi, or of what earns: «thưởng sáng kiến: 1», «sáng kiến: +1»."""
    found = read_price(part, "đi trễ: 0,5")
    price, name = found.price, found.price.kind or ""
    reward = _REWARD.fullmatch(name)
    if reward is not None and price.points < 0:
        raise ParametersError(
            f"«{part}» vừa ghi «thưởng» vừa có dấu trừ; được thưởng thì bỏ dấu trừ, là lỗi bị trừ "
            f"thì ghi «lỗi {name}: {plain(abs(price.points))}»"
        )
    if reward is not None:
        return replace(price, kind=clean(reward.group(1))), True
    if found.taken is Taken.GAIN and price.kind is None:
        raise ParametersError(f"«{part}» cần tên việc được thưởng, ví dụ «thưởng sáng kiến: 1»")
    if found.is_worded and found.taken is Taken.LOSS:
        price = positive(price)
    return price, found.taken is Taken.GAIN


def _refuse_unclear(
    prices: Sequence[Price], rewards: Sequence[Price], room: BonusRoom | None, bare: Sequence[str]
) -> None:
    """Tham số hợp lệ: at least one kind, and no limit of which nobody can tell what it limits."""
    needed = "cần các lỗi bị trừ, ví dụ «đi trễ: 0,5; thiếu báo cáo: 2»"
    if not rewards:
        refuse_mixed(prices, needed, "loại lỗi")
    elif prices:
        refuse_mixed([*prices, *rewards], needed, "loại lỗi hay thưởng")
    if rewards and bare:
        raise ParametersError(
            f"«{bare[0]}» không rõ là của phần trừ hay phần thưởng; ghi «trừ tối đa 1,5» hoặc "
            "«thưởng tối đa 2»"
        )
    if room is not None and not rewards:
        raise ParametersError(
            f"«{room}» mà không có loại nào được thưởng; ghi thêm, ví dụ «thưởng sáng kiến: 1»"
        )
    if room is not None and room.most is not None and room.most < 0:
        raise ParametersError(f"«{room}» phải là số không âm")


@dataclass(frozen=True, slots=True)
class StartMinus(Priced):
    """Trừ dần: max − Σ price × count, never below 0, and then the rewards on top.

    All faults together take at most `cap`, and at most `most_counted` of them are charged, the
    dearest first. With `starts` the scorer first picks a level; a fault that the level already
    punished is not charged a second time. `rewards` are kinds of events that earn; together at
    most `reward_cap`, None without limit.
    """

    starts: tuple[Start, ...] = ()
    cap: Decimal | None = None
    _: KW_ONLY
    most_counted: Decimal | None = None
    rewards: tuple[Price, ...] = ()
    reward_cap: Decimal | None = None
    method = Method.START_MINUS
    takes = SingleNumber.COUNT
    starts_full = True

    @property
    def own_bonus(self) -> Decimal | None:
        """Trần thưởng riêng; None where the rewards have no limit."""
        return self.reward_cap if self.rewards else ZERO

    @property
    def kinds(self) -> tuple[Price, ...]:
        """Mọi loại lượt, the faults first."""
        return (*self.prices, *self.rewards)

    @property
    def is_named(self) -> bool:
        """Có tên để chọn: a level or a kind."""
        return bool(self.starts) or self.kinds[0].kind is not None

    @classmethod
    def read(cls, parts: list[str]) -> "StartMinus":
        """Đọc tham số: `đi trễ: 0,5; thiếu báo cáo: 2`, with `[Đúng hạn]: 30` for start levels."""
        prices: list[Price] = []
        rewards: list[Price] = []
        starts: list[Start] = []
        cap = most_counted = None
        room: BonusRoom | None = None
        bare: list[str] = []
        whole, parts = parts, with_limits_apart(parts)
        marked = {part: start for part in parts if (start := _marked_start(part)) is not None}
        old_way = [part for part in parts if folded(part).startswith(_FROM)]
        has_old_levels = not marked and _are_levels(old_way)
        once: set[Once] = set()
        for part in parts:
            if (counted := read_once(part)) is not None:
                once.add(counted)
            elif part in marked:
                starts.append(marked[part])
            elif has_old_levels and part in old_way:
                name, points = named_number(part, "[Đúng hạn]: 30")
                starts.append(_start(clean(name[len(_FROM) :]), points))
            elif (read := read_bonus_room(part)) is not None:
                room = read
            elif (limit := read_limit(part)) is not None:
                cap = cap if limit.counts else limit.most
                most_counted = limit.most if limit.counts else most_counted
                bare += [part] if _UNTOLD.match(folded(part)) else []
            elif is_no_limit(part):
                room = BonusRoom(None)
            else:
                price, is_reward = _price_or_reward(part)
                (rewards if is_reward else prices).append(price)
        _refuse_unclear(prices, rewards, room, bare)
        refuse_shared_limit(whole, prices)
        refuse_twice([one.kind or "" for one in prices + rewards] + [one.label for one in starts])
        rule = cls(
            tuple(prices),
            tuple(starts),
            cap,
            most_counted=most_counted,
            rewards=tuple(rewards),
            reward_cap=None if room is None else room.most,
            once=frozenset(once),
        )
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
        rewards = [f"thưởng {written(one.kind or '', one.points)}" for one in self.rewards]
        if self.rewards:
            limits.append(str(BonusRoom(self.reward_cap)))
        once = [word for one, word in ONCE_WORDS.items() if one in self.once]
        return joined([*map(str, (*self.starts, *self.prices)), *rewards, *limits, *once])

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "StartMinus | PerEvent":
        """Hiểu dấu trừ: «đi trễ: -0,5» takes half a point, as «đi trễ: 0,5» does.

        In a deduction there is nothing to start from: each fault takes its price.
        """
        prices = tuple(map(positive, self.prices))
        if not is_deduction or self.starts or self.rewards:
            return replace(self, prices=prices)
        return PerEvent(
            prices,
            self.cap,
            most_counted=self.most_counted,
            once=self.once,
            once_across=self.once_across,
            is_taken=self.asks_name,
        )

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
            if price in self.prices
        ]
        return first_counted(terms, self.most_counted)

    def _gained(self, line: Line) -> tuple[list[tuple[Price, Decimal]], Decimal]:
        """Phần thưởng: what earned how often, and the points of it before its limit."""
        terms = [(price, count) for price, count in self.counts(line) if price in self.rewards]
        return terms, sum((price.points * count for price, count in terms), ZERO)

    def once_of(self, price: Price) -> Once:
        """Là thành tích hay lỗi."""
        return Once.ACHIEVEMENT if price in self.rewards else Once.FAULT

    def faults_of(self, entry: Entry) -> Entry:
        """Dòng điểm chỉ còn các lỗi."""
        if not self.rewards:
            return entry
        faults = [one for one in entry.events if self.price_of(one.kind) not in self.rewards]
        return replace(entry, events=tuple(faults))

    def has_bonus(self, line: Line) -> bool:
        """Có phần thưởng, even where faults take as much."""
        return bool(self._gained(line)[1])

    def worked(self, line: Line) -> Worked:
        """Điểm: none until a start level is chosen, where the covenant has levels."""
        start = self.start_of(line.entry.choice)
        if self.starts and start is None:
            return Worked()
        kept, steps = self._kept(line, start)
        terms, gained = self._gained(line)
        if not gained:
            return Worked(kept, tuple(steps))
        counted = gained if self.reward_cap is None else min(gained, self.reward_cap)
        total = kept + counted
        if counted < gained:
            phrase = "; thưởng {} = {}, tối đa {}; {} + {} = {}"
            values = (substituted(terms), gained, counted, kept, counted, total)
            return Worked(total, (*steps, WorkedStep(phrase, values)))
        step = WorkedStep("; thưởng {} = {}; {} + {} = {}", (
            substituted(terms), gained, kept, gained, total,
        ))  # fmt: skip
        return Worked(total, (*steps, step))

    def _kept(self, line: Line, start: Start | None) -> tuple[Decimal, list[WorkedStep]]:
        """Phần còn lại sau khi trừ, and how it came about."""
        first = line.max_points if start is None else start.points
        terms = self._charges(line, start)
        lost = sum((abs(price.points) * count for price, count in terms), ZERO)
        kept = lost if self.cap is None else min(lost, self.cap)
        points = min(max(ZERO, first - kept), line.max_points)
        steps = [] if start is None else [WorkedStep("mức «{}»: ", (start.label,))]
        if not any(count for _, count in terms):
            untouched = within(
                first, line.max_points, *steps, WorkedStep("{}, không trừ lượt nào", (first,))
            )
            return points, list(untouched.steps)
        if kept < lost:
            phrase = "{} − {} = {}; các lỗi cộng {} = {}, trừ tối đa {}"
            values = (first, kept, points, substituted(terms), lost, kept)
            return points, [*steps, WorkedStep(phrase, values)]
        steps.append(WorkedStep("{} − ({}) = {}", (first, substituted(terms), points)))
        if points == 0:
            steps.append(WorkedStep(", không xuống dưới 0"))
        return points, steps

    def words_for(self, kind: str) -> tuple[str, ...]:
        """Các mức khởi điểm và tên các loại."""
        levels = () if kind else tuple(one.label for one in self.starts)
        return (*levels, *Priced.words_for(self, kind))

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
        if price not in self.rewards:
            return price_hint(price, is_lost=True)
        hint = f"Số lượt; mỗi lượt thưởng {vi_number(price.points)} điểm"
        most = "" if self.reward_cap is None else f", thưởng tối đa {vi_number(self.reward_cap)}"
        return f"{hint}{most}; không có thì ghi 0"

    def zero_entry(self) -> Entry | None:
        """Không phát sinh: no fault; not said where a level has to be chosen."""
        return None if self.starts else Entry()

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Mức khởi điểm cao nhất, và lỗi trừ nhiều hơn điểm tối đa: the rest is lost at 0."""
        if self.starts:
            yield from check_levels(code, most, (start.points for start in self.starts))
            levels = [(f"[{start.label}]", start.points) for start in self.starts]
            yield from check_not_below_zero(code, levels, "mức thấp nhất ghi 0")
        yield from check_names(code, (price.kind for price in self.kinds))
        yield from check_one_name(code, (price.kind for price in self.kinds))
        yield from check_singly(code, (price.kind for price in self.kinds))
        yield from check_settings(code, (price.kind for price in self.kinds))
        yield from check_no_fault(code, (price.kind for price in self.prices))
        yield from check_no_limit(code, most, self.own_bonus)
        if self.cap is not None and self.cap > most:
            message = (
                f"{code} ghi «trừ tối đa {vi_number(self.cap)}» nhưng điểm tối đa chỉ "
                f"{vi_number(most)}; phần vượt bị bỏ"
            )
            yield warning("cap_above_max", message, place(code))
        for price in self.prices:
            if _EARNS.search(folded(price.kind or "")):
                message = (
                    f"{code}: «{price.kind}» đọc như điểm thưởng nhưng đang bị trừ; được thưởng "
                    f"thì ghi «thưởng {_EARNS.sub('', price.kind or '').strip()}: "
                    f"{plain(abs(price.points))}», là lỗi thì ghi tên khác, như «lỗi …»"
                )
                yield error("bonus_as_fault", message, place(code))
            if folded(price.kind or "").startswith(_FROM):
                message = (
                    f"{code}: «{price.kind}» được hiểu là một lỗi bị trừ; nếu là mức bắt đầu thì "
                    f"ghi tên mức trong ngoặc vuông, như «[Đúng hạn]: {vi_number(most)}»"
                )
                yield notice("fault_from", message, place(code))
            if not price.points:
                message = (
                    f"{code}: «{price.kind or 'mỗi lượt'}» ghi 0 điểm nên không bị trừ gì; mất hết "
                    f"điểm của dòng thì ghi «{price.kind or 'vi phạm'}: {plain(most)}», không trừ "
                    "thì bỏ phần này"
                )
                yield notice("price_of_nothing", message, place(code))
            if price.points > most:
                message = (
                    f"{code}: «{price.kind or 'mỗi lượt'}» trừ {vi_number(price.points)} "
                    f"nhưng tiêu chí chỉ có {vi_number(most)}"
                )
                yield warning("price_above_max", message, place(code))
