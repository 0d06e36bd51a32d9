"""Phân bổ chỉ tiêu: how many places of a group each unit has, within the limit of the group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from thidua.domain.law.programme import Programme
from thidua.domain.law.quota import QuotaState, QuotaStatus
from thidua.domain.movement.plan import AwardRound, RoundKind

MOVEMENT, ROUND, YEAR = "Mã phong trào", "Đợt", "Năm"
GROUP, UNIT, PLACES = "Mã nhóm", "Mã đơn vị", "Số suất"
YEARLY = "hang-nam"
"""Đợt khen hằng năm, where a plan names no rounds."""
ALLOCATION_COLUMNS = (MOVEMENT, ROUND, YEAR, GROUP, UNIT, PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaShare:
    """Suất được phân bổ: of a unit in a group; those `from_rest` were given later, saying why."""

    programme: str
    round: str
    group: str
    unit: str
    places: int
    from_rest: int = 0
    reason: str = ""
    version: int = 0

    @property
    def allowed(self) -> int:
        """Được gửi bao nhiêu đề nghị."""
        return self.places + self.from_rest


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationRow:
    """Một dòng sổ phân bổ; `at` is where each cell is."""

    movement: str
    round: str
    year: int
    group: str
    unit: str
    places: int
    at: Mapping[str, str] = field(default_factory=dict)


def given(shares: Iterable[QuotaShare]) -> int:
    """Đã phân bổ bao nhiêu suất."""
    return sum(one.allowed for one in shares)


def rounds_of(plan: Programme, year: int) -> tuple[AwardRound, ...]:
    """Các đợt khen của năm này."""
    return tuple(one for one in plan.rounds if one.first_year <= year <= one.last_year)


def yearly_round(plan: Programme, year: int) -> str:
    """Đợt khen hằng năm của phong trào; empty where the plan names rounds and none of them is."""
    if not plan.rounds:
        return YEARLY
    found = rounds_of(plan, year)
    return next((one.code for one in found if one.kind is RoundKind.YEARLY), "")


def round_fault(plan: Programme, code: str, year: int) -> str:
    """Vì sao không phân bổ được ở đợt này; empty where it can be."""
    found = rounds_of(plan, year)
    if not plan.rounds and code == YEARLY:
        return ""
    one = next((one for one in found if one.code == code), None)
    if one is None:
        known = ", ".join(one.code for one in found) or YEARLY
        return f"năm {year} không có đợt «{code}»; đợt dùng được: {known}"
    if one.is_undecided:
        return (
            f"hạn mức đợt «{one.name}» chưa quy định nên chưa phân bổ được; đợi văn bản hướng dẫn"
        )
    if one.kind is not RoundKind.YEARLY:
        return f"đợt «{one.name}» không theo hạn mức hằng năm nên không phân bổ ở đây"
    return ""


def limit_fault(group: str, state: QuotaState) -> str:
    """Vì sao nhóm này không phân bổ được; empty where it has so many places."""
    if state.status is QuotaStatus.UNLIMITED:
        return f"nhóm {group} không giới hạn nên không phân bổ"
    if state.most is None:
        return f"nhóm {group} chưa có số suất: {state.advice}"
    return ""


def over_fault(group: str, most: int, shares: Iterable[QuotaShare]) -> str:
    """Phân bổ vượt hạn mức của nhóm, by how many; empty where it does not."""
    total = given(shares)
    if total <= most:
        return ""
    return (
        f"phân bổ nhóm {group} cộng lại {total} suất trên {most}, vượt {total - most} suất; bớt ở "
        "một đơn vị, hoặc ấn định lại hạn mức của nhóm kèm lý do"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAllocation:
    """Một nhóm của phong trào: its limit, what each unit has of it, and how far it is used.

    `proposed` stand, `eligible` of them the law book finds eligible, `gone` were sent on.
    """

    group: str
    name: str
    state: QuotaState
    shares: tuple[QuotaShare, ...]
    proposed: int
    eligible: int
    gone: int

    @property
    def most(self) -> int | None:
        """Hạn mức; None where it is unlimited or not known."""
        return self.state.most

    @property
    def given(self) -> int:
        """Đã phân bổ."""
        return given(self.shares)

    @property
    def rest(self) -> int | None:
        """Chưa phân bổ."""
        return None if self.most is None else self.most - self.given

    @property
    def is_allocated(self) -> bool:
        """Đã bắt đầu phân bổ: from then on a unit without a place sends nothing."""
        return self.given > 0

    @property
    def advice(self) -> str:
        """«còn 1 suất», «phải bớt 1 người»."""
        if self.state.status is QuotaStatus.UNLIMITED:
            return "không giới hạn"
        if self.most is None:
            return self.state.advice
        if self.proposed > self.most:
            return f"phải bớt {self.proposed - self.most} đề nghị"
        left = self.most - self.proposed
        return f"còn {left} suất" if left else "đã hết suất"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundGroup:
    """Một nhóm trong một đợt: how many are put forward, and at most how many may be."""

    code: str
    name: str
    proposed: int
    most: int | None
    is_unlimited: bool = False

    @property
    def limit_words(self) -> str:
        """Hạn mức bằng lời."""
        if self.is_unlimited:
            return "không giới hạn"
        return "chưa quy định" if self.most is None else str(self.most)

    @property
    def advice(self) -> str:
        """Cần làm gì."""
        if self.is_unlimited:
            return ""
        if self.most is None:
            return "ấn định số suất theo văn bản hướng dẫn rồi mới trình"
        if self.proposed > self.most:
            return f"phải bớt {self.proposed - self.most} đề nghị"
        left = self.most - self.proposed
        return f"còn {left} suất" if left else "đã hết suất"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAwards:
    """Một đợt khác đợt hằng năm, with its groups."""

    round: AwardRound
    groups: tuple[RoundGroup, ...]


def place_fault(group: str, own: QuotaShare | None, used: int, unit: str) -> str:
    """Vì sao đơn vị không gửi thêm được một đề nghị ở nhóm đã phân bổ; empty where it may."""
    allowed = 0 if own is None else own.allowed
    if used < allowed:
        return ""
    cure = (
        "thường trực phân bổ thêm, hoặc cho lấy từ phần chưa phân bổ kèm lý do ở trang Phong trào, "
        "phần Khen thưởng"
    )
    if not allowed:
        return f"«{unit}» không được phân bổ suất nào ở nhóm {group}; {cure}"
    return f"«{unit}» đã dùng hết {allowed} suất được phân bổ ở nhóm {group}; {cure}"
