"""Kết quả đo một điều kiện: what is there, what is asked, and what would make them meet."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class RequirementState(StrEnum):
    """Kết quả xét một tiêu chuẩn; missing data is never a failure."""

    MET = "met"
    NOT_MET = "not_met"
    MISSING = "missing"


MET, NOT_MET, MISSING = RequirementState
ALL_AWARDS = "cần nhập quá trình khen thưởng, hoặc khai danh sách khen thưởng mọi năm đã đủ"
"""Cần gì khi chưa biết đã từng được tặng hay chưa."""

STATE_WORDS = {MET: "đạt", NOT_MET: "không đạt", MISSING: "thiếu dữ liệu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Kết quả đo: value and threshold as shown; `about` names what was measured.

    `shortfall` is the exact figure that is missing where there is one; `years` are the years of a
    run, the latest first; `is_silent` says that nothing was stated and the usual was taken. A
    threshold that `is_joined` of several stands in brackets inside another one, and its `values`
    are told once where the same fact is asked twice. What rests on another way of the article
    alone is `by_way`.
    """

    state: RequirementState
    about: str
    value: str | None
    threshold: str
    remedy: str = ""
    shortfall: Decimal | None = None
    years: tuple["RunYear", ...] = ()
    is_silent: bool = False
    is_joined: bool = False
    values: tuple[str, ...] = field(default=(), compare=False)
    by_way: bool = False


@dataclass(frozen=True, slots=True)
class RunYear:
    """Một năm của chuỗi."""

    year: int
    measured: Measured


def all_of(parts: list[Measured], about: str = "") -> Measured:
    """Tất cả: one failure fails, then one gap leaves it open."""
    states = [part.state for part in parts]
    state = MET
    if NOT_MET in states:
        state = NOT_MET
    elif MISSING in states:
        state = MISSING
    wanting = [part for part in parts if part.state is state]
    remedy = "" if state is MET else "; ".join(_remedies(wanting))
    return Measured(
        state=state,
        about=about,
        value=_values(parts),
        threshold=" và ".join(_threshold(part) for part in parts),
        remedy=remedy,
        years=_years(parts),
        is_joined=len(parts) > 1,
        values=_shown(parts),
    )


def any_of(parts: list[Measured], about: str = "") -> Measured:
    """Một trong: one success is enough, then one gap leaves it open."""
    threshold = "một trong: " + "; hoặc ".join(_threshold(part) for part in parts)
    met = next((part for part in parts if part.state is MET), None)
    if met is not None:
        value = f"{met.about}: {met.value}" if met.about else met.value
        return Measured(
            state=met.state,
            about=about,
            value=value,
            threshold=threshold,
            years=met.years,
            is_joined=len(parts) > 1,
        )
    missing = [part for part in parts if part.state is MISSING]
    state = MISSING if missing else NOT_MET
    remedy = "; hoặc ".join(_remedies(missing or parts))
    value = _values(parts) or (None if missing else "không khai")
    return Measured(
        state=state,
        about=about,
        value=value,
        threshold=threshold,
        remedy=remedy,
        years=_years(parts),
        is_joined=len(parts) > 1,
        values=_shown(parts),
    )


def _years(parts: list[Measured]) -> tuple["RunYear", ...]:
    """Các năm của chuỗi duy nhất trong các phần; none where several would be mixed up."""
    found = [part.years for part in parts if part.years]
    return found[0] if len(found) == 1 else ()


def _remedies(parts: list[Measured]) -> list[str]:
    return list(dict.fromkeys(part.remedy for part in parts if part.remedy))


def _threshold(part: Measured) -> str:
    said = f"({part.threshold})" if part.is_joined else part.threshold
    return f"{part.about}: {said}" if part.about else said


def _values(parts: list[Measured]) -> str | None:
    return "; ".join(_shown(parts)) or None


def _shown(parts: list[Measured]) -> tuple[str, ...]:
    """Giá trị đã biết của các phần, each told once."""
    found: list[str] = []
    for part in parts:
        if part.value is None or part.is_silent:
            continue
        if part.values and not part.about:
            found += part.values
        else:
            found.append(f"{part.about}: {part.value}" if part.about else part.value)
    return tuple(dict.fromkeys(text for text in found if text))
