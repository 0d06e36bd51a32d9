"""Phân công chấm chéo: drawn by lot from a kept seed, and what a change of it does."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heapify, heappop, heappush
from random import Random
from typing import TypeVar

from thidua.domain.ground.finding import Finding, error, has_errors, warning
from thidua.domain.ground.text import listed
from thidua.domain.review.plan import REST, Assignment, ReviewPlan
from thidua.domain.scoring.sheet import SheetStatus
from thidua.domain.scoring.stored import StoredSheet

_CHANCES = 2**20
_SHOWN = 12
_Task = TypeVar("_Task")
_Cost = tuple[bool, int]


class Manner(StrEnum):
    """Cách chia việc: a reviewer takes all of a unit, or one group of criteria of every unit."""

    UNIT = "unit"
    OWNER = "owner"


MANNER_WORDS = {
    Manner.UNIT: "theo đơn vị",
    Manner.OWNER: "theo nhóm tiêu chí",
}
"""Cách chia việc bằng chữ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """Điều kiện bốc thăm: what is shared out among whom, and what has to be avoided.

    `per_cell` reviewers score each group of each unit. `kept_away` are pairs of reviewer and unit
    that never meet. `last_year` is avoided as far as possible: the same reviewer and unit, or for
    owners the same reviewer and group.
    """

    units: Sequence[str]
    reviewers: Sequence[str]
    groups: Sequence[str]
    per_cell: int
    seed: str
    manner: Manner = Manner.UNIT
    kept_away: frozenset[tuple[str, str]] = frozenset()
    last_year: Sequence[Assignment] = ()

    def values(self) -> dict[str, str | int | list[str]]:
        """Giá trị để ghi nhật ký: with these anybody can draw the same again."""
        return {
            "manner": self.manner.value,
            "per_cell": self.per_cell,
            "reviewers": sorted(set(self.reviewers)),
        }

    def takers(self, unit: str) -> list[str]:
        """Người được chấm đơn vị này: neither itself nor whoever keeps away."""
        return [
            one
            for one in sorted(set(self.reviewers))
            if one != unit and (one, unit) not in self.kept_away
        ]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Kết quả bốc thăm: nothing is assigned when a finding is an error.

    The findings also name the pairs of last year that could not be avoided.
    """

    assignments: tuple[Assignment, ...] = ()
    findings: tuple[Finding, ...] = ()


def lots_words(manner: Manner, per_cell: int, reviewers: Iterable[str]) -> str:
    """Điều kiện bốc thăm bằng lời."""
    return (
        f"bốc thăm {MANNER_WORDS[manner]}, {per_cell} người mỗi phần chấm, "
        f"người chấm: {', '.join(reviewers)}"
    )


def draw_lots(lots: Lots, names: Mapping[str, str] | None = None) -> Drawn:
    """Bốc thăm phân công: the same seed and conditions give the same result in whatever order.

    Loads are as even as the pairs that may meet allow, and among the evenest ways one with the
    fewest pairs of last year is taken; what is left is chance.
    """
    named = names or {}
    faults = tuple(_faults(lots, named))
    if has_errors(faults):
        return Drawn(findings=faults)
    by_unit = lots.manner is Manner.UNIT
    found = sorted(_by_unit(lots) if by_unit else _by_owner(lots), key=_place)
    past = _past(lots)
    repeated = sorted({_pair(lots, one) for one in found} & past)
    said = [_pair_words(lots.manner, pair, named) for pair in repeated]
    pairs = listed(said, most=_SHOWN, between="; ")
    message = f"Không tránh được {len(said)} cặp như năm trước: {pairs}."
    return Drawn(tuple(found), (warning("repeated", message),) if repeated else ())


def _faults(lots: Lots, names: Mapping[str, str]) -> Iterable[Finding]:
    if not lots.units or not lots.groups:
        yield error("nothing", "Chưa có đơn vị hoặc nhóm tiêu chí nào để phân công.")
    if lots.per_cell < 1:
        yield error("per_cell", "Mỗi phần chấm cần ít nhất 1 người chấm.")
    for unit in sorted(set(lots.units)):
        left = len(lots.takers(unit))
        if left < lots.per_cell:
            cure = f"giảm số người chấm mỗi phần chấm xuống {left} hoặc thêm" if left else "thêm"
            yield error(
                "too_few",
                f"{names.get(unit, unit)} chỉ còn {left} người chấm được mà mỗi phần chấm cần "
                f"{lots.per_cell}; hãy {cure} người chấm.",
                unit,
            )


def _place(one: Assignment) -> tuple[str, str, str]:
    return one.unit, one.group, one.reviewer


def _pair(lots: Lots, one: Assignment) -> tuple[str, str]:
    return one.reviewer, one.unit if lots.manner is Manner.UNIT else one.group


def _past(lots: Lots) -> set[tuple[str, str]]:
    return {_pair(lots, one) for one in lots.last_year}


def _pair_words(manner: Manner, pair: tuple[str, str], names: Mapping[str, str]) -> str:
    reviewer, other = pair
    what = names.get(other, other) if manner is Manner.UNIT else f"nhóm {group_words(other)}"
    return f"{names.get(reviewer, reviewer)} chấm {what}"


def group_words(group: str) -> str:
    """Tên gọi của một nhóm: its code, or the words for the criteria outside every group."""
    return "chung" if group == REST else group


def _by_unit(lots: Lots) -> list[Assignment]:
    chance = Random(lots.seed)
    past = _past(lots)
    reviewers = sorted(set(lots.reviewers))
    units = sorted(set(lots.units))
    costs = {
        unit: {one: ((one, unit) in past, chance.randrange(_CHANCES)) for one in reviewers}
        for unit in units
    }
    open_to = {unit: {one: costs[unit][one] for one in lots.takers(unit)} for unit in units}
    chosen = _share_out(dict.fromkeys(units, lots.per_cell), open_to, Counter())
    return [
        Assignment(one, unit, group)
        for unit, some in chosen.items()
        for one in some
        for group in set(lots.groups)
    ]


def _by_owner(lots: Lots) -> list[Assignment]:
    """Người giữ nhóm trước, then a substitute wherever an owner may not score a unit."""
    chance = Random(lots.seed)
    past = _past(lots)
    units, groups = sorted(set(lots.units)), sorted(set(lots.groups))
    takers = {unit: lots.takers(unit) for unit in units}
    useful = sorted({one for some in takers.values() for one in some})
    costs = {
        group: {one: ((one, group) in past, chance.randrange(_CHANCES)) for one in useful}
        for group in groups
    }
    owners = _share_out(dict.fromkeys(groups, lots.per_cell), costs, Counter())
    cells = {
        (unit, group): [one for one in owners[group] if one in takers[unit]]
        for unit in units
        for group in groups
    }
    held = Counter(one for some in cells.values() for one in some)
    missing = {cell: lots.per_cell - len(some) for cell, some in cells.items()}
    open_to = {
        (unit, group): {
            one: ((one, group) in past, chance.randrange(_CHANCES))
            for one in takers[unit]
            if one not in owners[group]
        }
        for (unit, group), number in missing.items()
        if number
    }
    wanted = {cell: number for cell, number in missing.items() if number}
    for cell, some in _share_out(wanted, open_to, held).items():
        cells[cell].extend(some)
    return [Assignment(one, *cell) for cell, some in cells.items() for one in some]


def _share_out(
    wanted: Mapping[_Task, int],
    open_to: Mapping[_Task, Mapping[str, _Cost]],
    held: Mapping[str, int],
) -> dict[_Task, list[str]]:
    """Chia đều: `wanted` reviewers for each task, the squares of all loads least, then the cost.

    A flow of least cost: each further place goes along the cheapest way, on which reviewers may
    hand tasks on to one another; `level` keeps the ways from one place to the next short to find.
    The squares are least where loads differ by one at most, if they can; a repeated pair costs
    more than all chances together, and a load more than all pairs.
    """
    places = sum(wanted.values())
    repeat = places * _CHANCES
    heavy = (places + 1) * repeat
    price = {
        task: {one: repeat * is_repeat + chance for one, (is_repeat, chance) in some.items()}
        for task, some in open_to.items()
    }
    loads = Counter(held)
    chosen: dict[_Task, list[str]] = {task: [] for task in wanted}
    tasks: dict[str, list[_Task]] = {one: [] for some in price.values() for one in some}
    level = dict.fromkeys(tasks, 0)
    for start in (task for task, number in wanted.items() for _ in range(number)):
        free = [one for one in price[start] if one not in chosen[start]]
        far = {one: price[start][one] - level[one] for one in free}
        came: dict[str, tuple[_Task, str | None]] = {one: (start, None) for one in free}
        waiting = [(way, one) for one, way in far.items()]
        heapify(waiting)
        reached: dict[str, int] = {}
        least, taker = None, ""
        while waiting and (least is None or waiting[0][0] < least):
            way, giver = heappop(waiting)
            if giver in reached:
                continue
            reached[giver] = way
            whole = way + level[giver] + heavy * (2 * loads[giver] + 1)
            if least is None or whole < least:
                least, taker = whole, giver
            for task in tasks[giver]:
                without = way + level[giver] - price[task][giver]
                for other, own in price[task].items():
                    onward = without + own - level[other]
                    if other not in chosen[task] and (other not in far or onward < far[other]):
                        far[other], came[other] = onward, (task, giver)
                        heappush(waiting, (onward, other))
        for one, way in reached.items():
            level[one] += way - (least or 0)
        loads[taker] += 1
        while taker:
            task, former = came[taker]
            chosen[task].append(taker)
            tasks[taker].append(task)
            if former is not None:
                chosen[task].remove(former)
                tasks[former].remove(task)
            taker = former or ""
    return chosen


def renewed(old: ReviewPlan, wanted: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Phân công mới sau khi ghi: each once, and who is away stays away where nothing changed."""
    away = {_place(one): one.absent_reason for one in old.assignments}
    unique = {_place(one): one for one in wanted}
    return tuple(
        replace(one, absent_reason=away.get(place, "")) for place, one in sorted(unique.items())
    )


def active(plan: ReviewPlan) -> list[Assignment]:
    """Phân công đang có hiệu lực: neither absent nor recused."""
    return [
        one
        for one in plan.assignments
        if not one.absent_reason and not plan.recused(one.reviewer, one.unit)
    ]


def per_cell_of(plan: ReviewPlan) -> int:
    """Số người được giao mỗi phần chấm: that of the fullest cell; 0 while nobody is assigned."""
    return max(Counter((one.unit, one.group) for one in plan.assignments).values(), default=0)


def gaps(
    plan: ReviewPlan, units: Iterable[str], groups: Sequence[str], per_cell: int
) -> dict[tuple[str, str], int]:
    """Ô còn thiếu người chấm, by unit and group: how many there are of `per_cell`."""
    there = Counter((one.unit, one.group) for one in active(plan))
    cells = [(unit, group) for unit in units for group in groups]
    return {cell: there[cell] for cell in cells if there[cell] < per_cell}


def short_handed(plan: ReviewPlan) -> dict[str, str]:
    """Đơn vị thiếu người chấm vì có người từ chối hoặc vắng: which groups, and how many are left.

    «nhóm I còn 1/2 người chấm, nhóm II còn 0/1 người chấm».
    """
    there = Counter((one.unit, one.group) for one in active(plan))
    said: dict[str, list[str]] = {}
    for (unit, group), count in Counter((one.unit, one.group) for one in plan.assignments).items():
        if there[unit, group] < count:
            left = f"{group_words(group)} còn {there[unit, group]}/{count} người chấm"
            said.setdefault(unit, []).append(left)
    return {unit: ", ".join(words) for unit, words in said.items()}


def by_pair(assignments: Iterable[Assignment]) -> dict[tuple[str, str], list[str]]:
    """Các nhóm được giao, by reviewer and unit."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in assignments:
        found.setdefault((one.reviewer, one.unit), []).append(one.group)
    return found


def in_order(some: Iterable[str], order: Sequence[str]) -> list[str]:
    """Các nhóm theo thứ tự này; those it does not know come last."""
    held = set(some)
    known = [group for group in order if group in held]
    return known + sorted(held.difference(known))


def duty_words(reviewer: str, groups: Iterable[str]) -> str:
    """Phần việc của một người chấm bằng lời: «B chấm I, II»; empty for nothing."""
    listed = ", ".join(map(group_words, groups))
    return f"{reviewer} chấm {listed}" if listed else ""


def consequences(
    old: ReviewPlan,
    new: Iterable[Assignment],
    sheets: Mapping[tuple[str, str], StoredSheet],
    *,
    units: Sequence[str],
    groups: Sequence[str],
    per_cell: int,
    names: Mapping[str, str],
) -> list[str]:
    """Hệ quả của việc đổi phân công, a sentence each; `sheets` are by unit and reviewer.

    Who gains and who loses what, whose begun or handed-in sheet is touched, and which cells are
    left with fewer than `per_cell`. Empty when nothing changes.
    """
    after = replace(old, assignments=renewed(old, new))
    change = _Change(old, after, groups, names)
    if not change.pairs:
        return []
    return [
        *change.of_reviewers(),
        *change.of_sheets(sheets),
        *change.of_absences(),
        *change.of_gaps(units, per_cell),
    ]


@dataclass(frozen=True, slots=True)
class _Change:
    """Một lần đổi phân công, seen by pair of reviewer and unit."""

    old: ReviewPlan
    new: ReviewPlan
    groups: Sequence[str]
    names: Mapping[str, str]

    @property
    def pairs(self) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
        """Cặp có đổi: the groups gained and those lost, in the covenant's order."""
        before, after = by_pair(self.old.assignments), by_pair(self.new.assignments)
        found = {}
        for pair in sorted(before.keys() | after.keys()):
            was, now = set(before.get(pair, ())), set(after.get(pair, ()))
            if was != now:
                found[pair] = in_order(now - was, self.groups), in_order(was - now, self.groups)
        return found

    def _name(self, unit: str) -> str:
        return self.names.get(unit, unit)

    def _what(self, unit: str, groups: Sequence[str]) -> str:
        if set(groups) == set(self.groups):
            return self._name(unit)
        return f"{self._name(unit)} ({', '.join(map(group_words, groups))})"

    def of_reviewers(self) -> list[str]:
        """Ai thêm, ai bớt, and the load before and after."""
        said: dict[str, tuple[list[str], list[str]]] = {}
        for (reviewer, unit), (gained, lost) in self.pairs.items():
            more, less = said.setdefault(reviewer, ([], []))
            more += [self._what(unit, gained)] if gained else []
            less += [self._what(unit, lost)] if lost else []
        before, after = _loads(self.old), _loads(self.new)
        sentences = []
        for reviewer, (more, less) in said.items():
            parts = [f"chấm thêm {' · '.join(more)}"] if more else []
            parts += [f"thôi chấm {' · '.join(less)}"] if less else []
            load = f"từ {_load_words(before, reviewer)} thành {_load_words(after, reviewer)}"
            sentences.append(f"{self._name(reviewer)}: {'; '.join(parts)}; {load}.")
        return sentences

    def of_sheets(self, sheets: Mapping[tuple[str, str], StoredSheet]) -> list[str]:
        """Phiếu đã chấm bị ảnh hưởng."""
        sentences = []
        for (reviewer, unit), (gained, lost) in self.pairs.items():
            sheet = sheets.get((unit, reviewer))
            who = self._name(reviewer)
            if sheet is None or not (sheet.lines or is_handed_in(sheet)):
                continue
            done = "đã nộp" if is_handed_in(sheet) else "đã chấm dở"
            if lost:
                sentences.append(
                    f"{who} {done} phiếu chấm {self._what(unit, lost)}; "
                    "phần thôi chấm không còn được tính."
                )
            if gained and is_handed_in(sheet):
                sentences.append(
                    f"{who} đã nộp phiếu chấm {self._name(unit)}; "
                    "phải rút lại để chấm phần được giao thêm."
                )
        return sentences

    def of_absences(self) -> list[str]:
        """Người đang vắng mà được giao thêm."""
        away = {one.reviewer for one in self.old.assignments if one.absent_reason}
        more = {reviewer for (reviewer, _), (gained, _) in self.pairs.items() if gained}
        return [
            f"{self._name(one)} đang được ghi vắng mà được giao thêm."
            for one in sorted(away & more)
        ]

    def of_gaps(self, units: Sequence[str], per_cell: int) -> list[str]:
        """Đơn vị còn ô thiếu người chấm."""
        found: dict[str, list[str]] = {}
        for (unit, group), there in gaps(self.new, units, self.groups, per_cell).items():
            found.setdefault(unit, []).append(f"{group_words(group)} {there}/{per_cell}")
        return [
            f"{self._name(unit)} thiếu người chấm: {', '.join(cells)}."
            for unit, cells in found.items()
        ]


def _loads(plan: ReviewPlan) -> dict[str, tuple[int, int]]:
    """Số đơn vị và số ô mỗi người đang phải chấm."""
    cells = Counter(one.reviewer for one in active(plan))
    pairs = Counter(reviewer for reviewer, _ in plan.pairs())
    return {one: (pairs[one], cells[one]) for one in cells}


def _load_words(loads: Mapping[str, tuple[int, int]], reviewer: str) -> str:
    units, cells = loads.get(reviewer, (0, 0))
    return f"{units} đơn vị ({cells} ô)"


def is_handed_in(sheet: StoredSheet | None) -> bool:
    """Phiếu đã nộp."""
    return sheet is not None and sheet.status is SheetStatus.SUBMITTED


def taken_away(
    old: ReviewPlan, new: Iterable[Assignment], sheets: Mapping[tuple[str, str], StoredSheet]
) -> list[tuple[str, str]]:
    """Phiếu đã nộp bị bớt nhóm hoặc bị bỏ, reviewer and unit."""
    before, after = by_pair(old.assignments), by_pair(new)
    return [
        (reviewer, unit)
        for (reviewer, unit), groups in sorted(before.items())
        if set(groups) - set(after.get((reviewer, unit), ()))
        and is_handed_in(sheets.get((unit, reviewer)))
    ]
