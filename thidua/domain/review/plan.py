"""Chấm chéo: who reviews what, who keeps away, what is hidden, and whose sheets count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from thidua.domain.covenant.covenant import Covenant, Criterion, CriterionGroup
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.scoring import Entries
from thidua.domain.scoring.sheet import SheetStatus
from thidua.domain.scoring.stored import StoredSheet

REST = ""
"""Mã nhóm của những tiêu chí đứng ngoài mọi nhóm."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Phân công: `reviewer` scores the criteria of one group of the first level, of `unit`.

    An `absent_reason` takes the reviewer out of the denominator.
    """

    reviewer: str
    unit: str
    group: str
    absent_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredRecusal:
    """Từ chối chấm vì có liên quan: this reviewer keeps away from this unit."""

    reviewer: str
    unit: str
    reason: str
    declared_by: str
    declared_at: datetime


_HIDDEN = {"claim": "điểm tự chấm", "others": "phiếu của người khác", "names": "tên người chấm"}
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Blindness:
    """Điều được giấu: the unit's claim and the others' sheets until one's own is handed in.

    `names` hides who gave which score from everybody but those who check the record.
    """

    claim: bool = False
    others: bool = True
    names: bool = False

    def words(self) -> str:
        """Bằng lời, for the record."""
        hidden = [text for name, text in _HIDDEN.items() if getattr(self, name)]
        return f"đã giấu: {', '.join(hidden)}" if hidden else "không giấu gì"

    def code(self) -> str:
        """Mã để lưu: what is hidden, one word each; never empty."""
        return ",".join(name for name in _HIDDEN if getattr(self, name)) or _NOTHING


def blindness_of(code: str) -> Blindness:
    """Điều được giấu theo mã đã lưu; ValueError for a code that says something else."""
    named = set() if code == _NOTHING else set(code.split(","))
    if not named <= _HIDDEN.keys():
        raise ValueError(code)
    return Blindness(**{name: name in named for name in _HIDDEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """Cách chấm chéo của một kỳ: what is hidden, who reviews what, who keeps away.

    `seed` is that of the last assignment by lot; `version` what a change must name, 0 while nothing
    was set; `mask` numbers reviewers whose names are hidden, in an order nobody can work out.
    """

    blindness: Blindness = Blindness()
    assignments: tuple[Assignment, ...] = ()
    recusals: tuple[DeclaredRecusal, ...] = ()
    seed: str = ""
    version: int = 0
    mask: str = ""

    def recused(self, reviewer: str, unit: str) -> bool:
        """Đã từ chối chấm đơn vị này."""
        return any((one.reviewer, one.unit) == (reviewer, unit) for one in self.recusals)

    def groups(self, reviewer: str, unit: str) -> tuple[str, ...]:
        """Các nhóm người này còn phải chấm của đơn vị này; none once absent or recused."""
        if self.recused(reviewer, unit):
            return ()
        return tuple(
            one.group
            for one in self.assignments
            if (one.reviewer, one.unit) == (reviewer, unit) and not one.absent_reason
        )

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Các phiếu phải có, reviewer and unit, in the order of the assignments."""
        return tuple(
            dict.fromkeys(
                (one.reviewer, one.unit)
                for one in self.assignments
                if not one.absent_reason and not self.recused(one.reviewer, one.unit)
            )
        )


def numbered(plan: ReviewPlan, reviewers: Iterable[str], unit: str) -> dict[str, str]:
    """Người chấm không tên của một đơn vị: «Người chấm 1», «Người chấm 2» …

    Counted anew for every unit: who had one number everywhere would be known by the unit that this
    number never scores, which is its own.
    """

    def place(reviewer: str) -> str:
        return sha256(f"{plan.mask}\n{unit}\n{reviewer}".encode()).hexdigest()

    assigned = {one.reviewer for one in plan.assignments if one.unit == unit}
    ordered = sorted({*reviewers, *assigned}, key=place)
    return {one: f"Người chấm {number}" for number, one in enumerate(ordered, 1)}


def group_of(covenant: Covenant, criterion: str) -> str:
    """Nhóm cấp một chứa tiêu chí; REST for one that stands in no group."""
    path = covenant.path(criterion)
    return path[-1] if path else REST


def groups_to_review(covenant: Covenant) -> tuple[str, ...]:
    """Các nhóm để phân công, in the covenant's order."""
    asked = {group_of(covenant, code) for code in covenant.asked}
    found = [
        node.code
        for node in covenant.children
        if isinstance(node, CriterionGroup) and node.code in asked
    ]
    alone = any(
        isinstance(node, Criterion) and node.code in covenant.asked for node in covenant.children
    )
    return (*found, REST) if alone else tuple(found)


def criteria_of(covenant: Covenant, groups: Iterable[str]) -> tuple[str, ...]:
    """Tiêu chí có người chấm thuộc các nhóm này, in the covenant's order."""
    wanted = set(groups)
    return tuple(code for code in covenant.asked if group_of(covenant, code) in wanted)


def to_review(
    covenant: Covenant, plan: ReviewPlan, reviewer: str, unit: str, settled: Entries
) -> tuple[str, ...]:
    """Tiêu chí người này phải chấm cho đơn vị; those not assigned to the unit are left out."""
    return tuple(
        code
        for code in criteria_of(covenant, plan.groups(reviewer, unit))
        if code not in settled or settled[code].state is not LineState.NOT_ASSIGNED
    )


def counted(
    covenant: Covenant, plan: ReviewPlan, sheets: Iterable[StoredSheet]
) -> dict[str, dict[str, Entries]]:
    """Các phiếu được tính, by unit and reviewer: handed in, not the unit's own, not recused.

    Where a reviewer was assigned groups, only these count, without those of an absence.
    """
    found: dict[str, dict[str, Entries]] = {}
    assigned: dict[tuple[str, str], set[str]] = {}
    for one in plan.assignments:
        groups = assigned.setdefault((one.reviewer, one.unit), set())
        if not one.absent_reason:
            groups.add(one.group)
    for sheet in sheets:
        pair = sheet.reviewer, sheet.unit
        if sheet.status is not SheetStatus.SUBMITTED or sheet.reviewer == sheet.unit:
            continue
        if plan.recused(*pair):
            continue
        entries = sheet.entries
        if pair in assigned:
            entries = {
                code: entry
                for code, entry in entries.items()
                if code in covenant.criteria and group_of(covenant, code) in assigned[pair]
            }
        if entries:
            found.setdefault(sheet.unit, {})[sheet.reviewer] = entries
    return found


def missing_reviews(
    plan: ReviewPlan, sheets: Mapping[tuple[str, str], StoredSheet], units: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Các phiếu còn thiếu, reviewer and unit: assigned, neither absent nor recused, not handed in.

    `sheets` are by unit and reviewer.
    """
    wanted = set(units)
    return tuple(
        (reviewer, unit)
        for reviewer, unit in plan.pairs()
        if unit in wanted
        and (
            (unit, reviewer) not in sheets
            or sheets[unit, reviewer].status is not SheetStatus.SUBMITTED
        )
    )
