"""Lượt: prices per kind of event, and what the rules share that count events."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Self

from thidua.domain.ground.finding import Severity
from thidua.domain.ground.points import ZERO, parse_number, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Line, Problem, Rule
from thidua.domain.rules.bonus import is_no_limit, read_bonus_room
from thidua.domain.rules.checks import is_for_many, many_problem
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.rules.limits import read_limit
from thidua.domain.rules.once import Once, read_once
from thidua.domain.rules.parameters import (
    ParametersError,
    named_number,
    plain,
    points,
    refuse_twice,
    written,
)
from thidua.domain.rules.rows import FormRow, RowReader, stray_rows
from thidua.domain.rules.worked import WorkedStep

NONE = "Không có lượt nào"
"""Dòng của mẫu nhập nói rằng không có lượt nào."""


@dataclass(frozen=True, slots=True)
class Price:
    """Đơn giá của một loại lượt; `kind` is None where every event costs the same."""

    kind: str | None
    points: Decimal

    def __str__(self) -> str:
        """Viết lại."""
        return (
            f"mỗi lượt {plain(self.points)}"
            if self.kind is None
            else written(self.kind, self.points)
        )


def positive(price: Price) -> Price:
    """Đơn giá của lượt bị trừ: the minus before it says only once more that it is taken."""
    return replace(price, points=abs(price.points))


class Taken(StrEnum):
    """Cộng hay trừ, as the words of a price say it."""

    GAIN = "gain"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class WrittenPrice:
    """Đơn giá như đã viết: `taken` is None where neither a word nor a sign tells which it is."""

    price: Price
    taken: Taken | None = None
    is_worded: bool = False


_AMOUNT = r"(?P<amount>[+−–-]? ?\d[\d.,]*)(?: ?(?:điểm|đ)(?!\w))?"
_VERB = r"(?:(?:thì |sẽ |bị |được )*(?P<verb>trừ|giảm|cộng|thưởng)(?: thêm| đi)? )"
_TIME = r"(?:lượt|lần)"
_PER = rf"(?: ?/ ?| (?:cho |trên )?(?:mỗi|một) )(?:1 )?{_TIME}"
_NAME = r"(?P<name>[^\s:](?:[^:]*?[^\s:])?)"
_SAME_UNIT = r"ngày|buổi|vụ|việc"
_OTHER_UNIT = (
    r"văn bản|báo cáo|hồ sơ|giải|trường hợp|người|tin bài|bài|tin|cuộc|sáng kiến|đề tài|mô hình"
    r"|lỗi|đơn vị|cá nhân|tập thể|đồng chí|đơn"
)
_OF_UNIT = rf" ?/ ?(?:0?1 |một )?(?P<unit>{_SAME_UNIT}|{_OTHER_UNIT})"
_EACH_OTHER = re.compile(
    r"mỗi (?=(?:vụ|việc|lỗi|vi phạm|trường hợp|ngày|buổi|giờ|tin|bài|báo cáo|văn bản|người|giải"
    r"|sáng kiến|đề tài|mô hình|hồ sơ|đơn|cá nhân|tập thể|đơn vị)(?!\w))",
    re.IGNORECASE,
)
_EACH = re.compile(r"mỗi (?:lượt|lần)(?: (.+))?", re.IGNORECASE)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"mỗi {_TIME} ?:? {_VERB}?{_AMOUNT}",
        rf"{_VERB}?{_AMOUNT}{_PER}",
        rf"mỗi {_TIME} {_NAME} ?: ?{_VERB}?{_AMOUNT}",
        rf"mỗi (?:{_TIME} )?{_NAME},? ?:? {_VERB}{_AMOUNT}",
        rf"mỗi (?:{_TIME} )?{_NAME} (?=\+){_AMOUNT}",
        rf"{_VERB}?{_AMOUNT}(?: ?/ ?(?:1 )?| (?:cho )?(?:mỗi|một) (?:1 )?)(?:{_TIME} )?{_NAME}",
        rf"{_NAME} ?:? (?:{_VERB})?{_AMOUNT}{_PER}",
        rf"{_NAME} ?: ?(?:{_VERB})?{_AMOUNT}{_OF_UNIT}",
        rf"{_NAME},? ?:? {_VERB}{_AMOUNT}",
    )
)
"""Đơn giá bằng lời, in the order tried; what none of them is reads as «tên: số»."""
ONLY_HIGHEST = "chỉ tính mức cao nhất"
_LONGEST = 400
"""Lời dài nhất còn đọc theo mẫu: trying every form on more would take its time."""
_TAKEN = {"trừ": Taken.LOSS, "giảm": Taken.LOSS, "cộng": Taken.GAIN, "thưởng": Taken.GAIN}
_PERCENT = re.compile(r"\d+(?:[.,]\d+)? ?%")


def read_price(part: str, form: str) -> WrittenPrice:
    """Đọc đơn giá: `mỗi lượt 0,5`, `mỗi lần vắng họp: 0,5` or, as `form`, `cấp tỉnh: 3`.

    Words are read too: `5 điểm/lần`, `vắng họp trừ 0,5 điểm`, `mỗi sáng kiến được cộng 2 điểm`.
    """
    before, colon, amount = part.rpartition(":")
    if colon and parse_number(amount.strip().removeprefix("+")) is not None:
        each = _EACH.fullmatch(before.strip())
        name = named_number(part, form)[0] if each is None else clean(each.group(1) or "")
        name = _EACH_OTHER.sub("", name, count=1) if _EACH_OTHER.match(name) else name
        return _priced(part, name or None, amount, None)
    for worded in _FORMS if len(part) <= _LONGEST else ():
        found = worded.fullmatch(part)
        if found is not None:
            groups = found.groupdict()
            given = clean(groups.get("name") or "")
            name = re.sub(r"^cứ (?:mỗi )?", "", given)
            if name != given and is_for_many(name):
                raise ParametersError(many_problem(name))
            unit = folded(groups.get("unit") or "")
            if unit and unit not in folded(name) and not re.fullmatch(_SAME_UNIT, unit):
                name = f"{name} (mỗi {unit})"
            return _priced(part, name or None, found["amount"], groups.get("verb"))
    return WrittenPrice(Price(*named_number(part, form)))


def _priced(part: str, name: str | None, amount: str, verb: str | None) -> WrittenPrice:
    """Đơn giá với dấu và lời của nó; ParametersError where the two say different things."""
    signed = clean(amount).replace("–", "-").replace("−", "-")
    value = points(signed, part)
    if name is not None and _PERCENT.fullmatch(name):
        raise ParametersError(
            f"«{part}» tính theo phần trăm; chọn cách chấm «Tỷ lệ hoàn thành» rồi ghi như vậy"
        )
    taken = None if verb is None else _TAKEN[folded(verb)]
    if signed.startswith("+") or value < 0:
        shown = Taken.LOSS if value < 0 else Taken.GAIN
        if taken is Taken.GAIN and shown is Taken.LOSS:
            raise ParametersError(f"«{part}» vừa ghi «{verb}» vừa có dấu trừ; chỉ ghi một cách")
        if taken is Taken.LOSS and shown is Taken.GAIN:
            raise ParametersError(f"«{part}» vừa ghi «{verb}» vừa có dấu cộng; chỉ ghi một cách")
        taken = shown
    if taken is Taken.LOSS:
        value = -abs(value)
    return WrittenPrice(Price(name, value), taken, verb is not None)


def with_limits_apart(parts: Iterable[str]) -> list[str]:
    """Tách mức trần ghi liền sau một loại: «sáng kiến: +1 (thưởng không hạn chế)» is two parts."""
    found: list[str] = []
    for part in parts:
        head, tail = _without_limit(part)
        found += [part] if tail is None else [head, tail]
    return found


def _without_limit(part: str) -> tuple[str, str | None]:
    if len(part) > _LONGEST or is_limit(part):
        return part, None
    for cut in re.finditer(
        r"[,(] ?| (?=(?:tổng |trừ |thưởng |cộng |được |nhưng )*(?:tối đa|nhiều nhất|không|ko) )",
        part,
    ):
        head, tail = clean(part[: cut.start()]), clean(part[cut.end() :])
        if cut.group().startswith("("):
            if not tail.endswith(")"):
                continue
            tail = clean(tail[:-1])
        tail = re.sub(r"^nhưng ", "", tail, flags=re.IGNORECASE)
        if head and re.search(r"\d", head) and is_limit(tail):
            return head, tail
    return part, None


def gains_among(parts: Iterable[str]) -> list[str]:
    """Các phần ghi là được cộng, by a word or by a plus."""
    prices = [part for part in with_limits_apart(parts) if not is_limit(part)]
    readable = [part for part in prices if folded(part) != ONLY_HIGHEST and read_once(part) is None]
    return [part for part in readable if read_price(part, "vắng họp: 1").taken is Taken.GAIN]


def is_limit(part: str) -> bool:
    """Là một mức trần hay mức thưởng, not a price."""
    return read_limit(part) is not None or read_bonus_room(part) is not None or is_no_limit(part)


def refuse_shared_limit(parts: Sequence[str], prices: Sequence[Price]) -> None:
    """Mức trần ghi liền sau một loại trong nhiều loại: nobody can tell what it holds for."""
    if len(prices) < 2:
        return
    for part in parts:
        tail = _without_limit(part)[1]
        if tail is not None and read_limit(tail) is not None:
            raise ParametersError(
                f"«{part}»: mức trần ghi sau một loại không rõ là của loại ấy hay của cả dòng; "
                f"của cả dòng thì ghi riêng «; {tail}», của một loại thì tách thành tiêu chí riêng"
            )


def refuse_mixed(prices: Sequence[Price], needed: str, kinds: str) -> None:
    """Đơn giá hợp lệ: at least one, one for all events or one for each kind, none twice."""
    if not prices:
        raise ParametersError(needed)
    if len(prices) > 1 and any(price.kind is None for price in prices):
        raise ParametersError(f"chỉ dùng «mỗi lượt …» khi không kê {kinds}")
    refuse_twice(price.kind or "" for price in prices)


def substituted(terms: Iterable[tuple[Price, Decimal]]) -> WorkedStep:
    """Tổng đã thay số: «2 × 0,5 (đi trễ) + 1 × 2 (thiếu báo cáo)»; «0 lượt» when there is none."""
    shown = [
        WorkedStep("{} × {} ({})", (count, price.points, price.kind))
        if price.kind
        else WorkedStep("{} × {}", (count, price.points))
        for price, count in terms
        if count
    ]
    return WorkedStep.sum(shown) if shown else WorkedStep("0 lượt")


def first_counted(
    terms: Iterable[tuple[Price, Decimal]], most: Decimal | None
) -> list[tuple[Price, Decimal]]:
    """Số lượt được tính: at most so many in all, the dearest before the others."""
    listed = list(terms)
    if most is None:
        return listed
    left, kept = most, dict[Price, Decimal]()
    for price, count in sorted(listed, key=lambda term: -abs(term[0].points)):
        kept[price] = min(left, max(ZERO, count))
        left -= kept[price]
    return [(price, kept[price]) for price, _ in listed]


def counted_text(events: Iterable[Event]) -> str:
    """Lượt bằng lời, with their kinds."""
    lots = [
        f"{vi_number(event.count)} lượt {event.kind or ''}".strip()
        + (f" «{event.name}»" if event.name else "")
        for event in events
    ]
    return ", ".join(lots) or "0 lượt"


@dataclass(frozen=True, slots=True)
class Priced(Rule):
    """Cách chấm theo đơn giá: each kind of event has a price and a row of its own.

    Of events of one name, of which the covenant counts each achievement or fault `once`, only the
    dearest counts. `once_across` is said of the whole covenant, which sees to it between lines;
    `is_taken` says that the line is a deduction, whose events are faults.
    """

    prices: tuple[Price, ...]
    once: frozenset[Once] = field(default=frozenset(), kw_only=True)
    once_across: frozenset[Once] = field(default=frozenset(), kw_only=True)
    is_taken: bool = field(default=False, kw_only=True)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập: the kind is asked for only where there is one to name."""
        return (Field.CHOICE, Field.COUNT) if self.is_named else (Field.COUNT,)

    @property
    def asks_name(self) -> bool:
        """Cần tên thành tích hoặc lỗi."""
        return bool(self.once | self.once_across)

    @property
    def event_kinds(self) -> tuple[str, ...]:
        """Các loại lượt có tên."""
        return tuple(one.kind for one in self.kinds if one.kind)

    def known_kind(self, kind: str | None) -> str | None:
        """Loại lượt như giao ước viết."""
        price = self.price_of(kind)
        return kind if price is None else price.kind

    def once_of(self, price: Price) -> Once:
        """Là thành tích hay lỗi."""
        return Once.FAULT if self.is_taken or price.points < 0 else Once.ACHIEVEMENT

    def counting_once(self, once: frozenset[Once], *, is_deduction: bool) -> Self:
        """Cách chấm của giao ước không tính trùng."""
        return replace(self, once_across=once, is_taken=is_deduction)

    def weight_of(self, event: Event) -> tuple[Once, Decimal] | None:
        """Thành tích hay lỗi, and its price; None for an event without a name or a price."""
        price = self.price_of(event.kind)
        if price is None or not event.name or event.count <= 0:
            return None
        return self.once_of(price), abs(price.points)

    def counted_events(self, entry: Entry) -> tuple[Event, ...]:
        """Các lượt được tính: of those of one name the dearest, once."""
        if not self.asks_name:
            return entry.events
        best: dict[tuple[Once, str], tuple[Decimal, int]] = {}
        keys: list[tuple[Once, str] | None] = []
        for place, event in enumerate(entry.events):
            found = self.weight_of(event)
            if found is None or found[0] not in self.once | self.once_across:
                keys.append(None)
                continue
            once, weight = found
            key = (once, folded(event.name))
            keys.append(key)
            if key not in best or weight > best[key][0]:
                best[key] = (weight, place)
        return tuple(
            event if key is None else replace(event, count=min(event.count, Decimal(1)))
            for place, (event, key) in enumerate(zip(entry.events, keys, strict=True))
            if key is None or best[key][1] == place
        )

    @property
    def kinds(self) -> tuple[Price, ...]:
        """Mọi loại lượt có đơn giá."""
        return self.prices

    @property
    def is_named(self) -> bool:
        """Có tên để chọn."""
        return self.kinds[0].kind is not None

    def is_level(self, choice: str | None) -> bool:
        """Chữ ấy là một mức khởi điểm, not a kind of event."""
        return False

    def level_rows(self) -> list[FormRow]:
        """Dòng chọn mức khởi điểm, where the rule has levels."""
        return []

    @abstractmethod
    def hint(self, price: Price) -> str:
        """Cách nhập lượt của một loại."""

    def words_for(self, kind: str) -> tuple[str, ...]:
        """Tên các loại, where the row is not printed with one."""
        return () if kind else tuple(one.kind for one in self.kinds if one.kind)

    def price_of(self, kind: str | None) -> Price | None:
        """Tìm đơn giá: a single price without a kind takes any word as a mere description."""
        if len(self.kinds) == 1 and self.kinds[0].kind is None:
            return self.kinds[0]
        wanted = folded(kind or "")
        return next((price for price in self.kinds if folded(price.kind or "") == wanted), None)

    def has_kind(self, kind: str) -> bool:
        """Có loại lượt này không."""
        return self.price_of(kind) is not None

    def means_same(self, new: Rule, entry: Entry) -> bool:
        """Còn nói cùng một điều: each kind that occurred is one still, earning or losing as before.

        Where all occurrences became of one kind, or where each must be named by now, what was
        counted before does not say enough.
        """
        if not isinstance(new, Priced) or new.method is not self.method:
            return False
        return all(self._same_kind(new, event) for event in entry.events if event.count)

    def _same_kind(self, new: "Priced", event: Event) -> bool:
        before, after = self.price_of(event.kind), new.price_of(event.kind)
        if before is None or after is None:
            return before is after
        is_named = bool(event.name) or not new.asks_name or self.asks_name
        same_kind = (before.kind is None) is (after.kind is None)
        return is_named and same_kind and self.once_of(before) is new.once_of(after)

    def counts(self, line: Line) -> list[tuple[Price, Decimal]]:
        """Số lượt theo loại: events of the same kind added up, in the covenant's order."""
        totals: dict[Price, Decimal] = {}
        for event in self.counted_events(line.entry):
            price = self.price_of(event.kind)
            if price is not None:
                totals[price] = totals.get(price, ZERO) + event.count
        return [(price, totals[price]) for price in self.kinds if price in totals]

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: negative counts and kinds the covenant does not price.

        Part of one is counted exactly, as half a day is; it is told, since half an event is none.
        """
        found = []
        for event in line.entry.events:
            if event.count < 0:
                found.append(Problem(Field.COUNT, f"số lượt {vi_number(event.count)} nhỏ hơn 0"))
            elif event.count != event.count.to_integral_value():
                found.append(Problem(Field.COUNT, _part_words(event.count), Severity.WARNING))
            if self.price_of(event.kind) is None and (event.kind or event.count):
                known = ", ".join(f"«{price.kind}»" for price in self.kinds)
                what = f"không có loại «{event.kind}»" if event.kind else "chưa ghi loại"
                found.append(Problem(Field.CHOICE, f"{what}; chọn một trong {known}"))
        return found

    def events_text(self, entry: Entry) -> str:
        """Lượt bằng lời."""
        return counted_text(entry.events)

    def form_rows(self, most: Decimal, scored: Entry | None) -> list[FormRow]:
        """Mỗi loại một dòng, with what is stored under it."""
        events = () if scored is None else scored.events
        rows = self.level_rows()
        for price in self.kinds:
            mine: list[Event | None] = [one for one in events if self.price_of(one.kind) == price]
            for event in [*mine, None] if self.asks_name else mine or [None]:
                kind = (None if event is None else event.kind) or price.kind or ""
                count = None if event is None else event.count
                rows.append(
                    FormRow(
                        label=kind,
                        hint=self.hint(price),
                        kind=kind,
                        asked=(Field.COUNT, Field.NAME) if self.asks_name else (Field.COUNT,),
                        count=count,
                        name="" if event is None else event.name,
                    )
                )
        rows += stray_rows([one for one in events if self.price_of(one.kind) is None])
        if scored is not None and scored.choice is not None:
            rows[0] = replace(rows[0], choice=scored.choice)
        elif scored is not None and not events:
            if rows[0].asked[:1] == (Field.COUNT,) and not rows[0].kind:
                rows[0] = replace(rows[0], count=ZERO)
            else:
                rows.append(FormRow(label=NONE, hint=NONE, asked=(Field.COUNT,), count=ZERO))
        return rows

    def entry_of(self, reader: RowReader) -> Entry | None:
        """Nhiều dòng, mỗi loại một dòng."""
        events: list[Event] = []
        choice = None
        counted = False
        for row in reader.filled:
            kind = clean(row.kind or row.choice) or None
            if row.kind and row.choice and folded(row.kind) != folded(row.choice):
                message = f"dòng loại «{clean(row.kind)}» chỉ cần số lượt, không dùng ô Mức"
                reader.refuse("wrong_column", message, row.where(Field.CHOICE))
            is_empty = row.count is None or row.count == ""
            if self.is_level(kind):
                if choice is not None:
                    message = f"đã chọn mức khởi điểm «{choice}», không chọn thêm «{kind}»"
                    reader.refuse("twice", message, row.where(Field.CHOICE))
                choice, counted = kind, True
                kind = None
                if is_empty:
                    continue
            count = reader.number(row, Field.COUNT, row.count)
            if count is None:
                if is_empty:
                    message = "cần số lượt ở cột Số lượt; không có lượt nào thì ghi 0"
                    reader.refuse("wrong_column", message, row.where(Field.COUNT))
                continue
            counted = True
            if kind is not None or count:
                events.append(Event(kind, count, clean(row.name) if self.asks_name else ""))
        return Entry(choice=choice, events=tuple(events)) if counted else None


def _part_words(count: Decimal) -> str:
    said = vi_number(count)
    return f"số lượt {said} không tròn; được tính đúng {said} lần đơn giá, sai thì ghi lại"


def price_hint(price: Price, *, is_lost: bool) -> str:
    """Cách nhập lượt của một đơn giá."""
    lost, each = "trừ " if is_lost else "", vi_number(abs(price.points))
    return f"Số lượt; mỗi lượt {lost}{each} điểm; không có thì ghi 0"
