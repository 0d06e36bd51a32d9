"""Xếp loại: the bands of a covenant, each a threshold with its own conditions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.points import ZERO, Exact
from thidua.domain.ground.text import folded
from thidua.domain.rules.bounds import Bound, in_words, read_point_bounds
from thidua.domain.rules.parameters import ParametersError, number, parts_of

_MET = re.compile(r"đạt (\d+) ?(?:/ ?\d+|trong)? ?(?!\s*(?:điểm|trở|%|\d))(.+)", re.IGNORECASE)
_WITHOUT = re.compile(r"không giao (\S+?) ?: ?(.+)", re.IGNORECASE)
_NO_ZERO = "không tiêu chí nào 0 điểm"
_JOINED = re.compile(
    r"(?:,| và)\s+(?=(?:tổng )?(?:số )?điểm (?:bị )?trừ |không (?:có|bị) (?:điểm )?trừ)",
    re.IGNORECASE,
)
_NO_DEDUCTION = re.compile(
    r"không (?:có|bị) (?:trừ điểm|điểm trừ|trừ)(?: nào)?|điểm trừ (?:là |bằng )?:? ?0(?: điểm)?"
)
_DEDUCTIONS = re.compile(r"(?:tổng )?(?:số )?(?:điểm (?:bị )?trừ|trừ) ?:? ?(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Xếp loại: a label, its threshold, and what else must hold.

    `without` holds other thresholds for units to which a group was not assigned; `met_codes` are
    criteria of which at least `met_count` must be reached; `no_zero` forbids a line at 0;
    `deductions` bound how much may be taken in the deduction lines.
    """

    label: str
    bounds: tuple[Bound, ...]
    without: tuple[tuple[str, tuple[Bound, ...]], ...] = ()
    met_count: int = 0
    met_codes: tuple[str, ...] = ()
    no_zero: bool = False
    deductions: tuple[Bound, ...] = ()

    def bounds_for(self, not_assigned: frozenset[str]) -> tuple[Bound, ...]:
        """Ngưỡng áp dụng: the one for a group that was not assigned, else the ordinary one."""
        for code, bounds in self.without:
            if code in not_assigned:
                return bounds
        return self.bounds

    def has_own_threshold(self, not_assigned: frozenset[str]) -> bool:
        """Có ngưỡng riêng: so the total is compared as it is, not scaled up."""
        return any(code in not_assigned for code, _ in self.without)

    @property
    def least(self) -> Decimal | None:
        """Ngưỡng dưới, for charts and for «còn thiếu»; None where the band has none."""
        lower = [bound.value for bound in self.bounds if bound.sign in (">=", ">")]
        return max(lower, default=None)

    def threshold_text(self) -> str:
        """Ngưỡng viết lại, for people."""
        limits = [f"điểm trừ {bound}" for bound in self.deductions]
        return in_words("; ".join([" ".join(map(str, self.bounds)), *limits]))


def best_first(bands: Iterable[Band]) -> tuple[str, ...]:
    """Tên xếp loại từ cao xuống thấp, by their thresholds, whichever way they are written."""
    return tuple(band.label for band in sorted(bands, key=_height, reverse=True))


def _height(band: Band) -> tuple[bool, Decimal, bool, Decimal]:
    upper = min((one.value for one in band.bounds if one.sign in ("<=", "<")), default=None)
    lower = band.least
    return lower is not None, lower or ZERO, upper is None, upper or ZERO


def reaches(bounds: tuple[Bound, ...], value: Exact) -> bool:
    """Thỏa ngưỡng: exact, on the unrounded value."""
    return all(bound.holds(value) for bound in bounds)


def _read_threshold(text: str) -> tuple[Bound, ...]:
    """Đọc mốc: a bare number is «from», as people mean it and the checks hold it."""
    return tuple(
        replace(bound, sign=">=") if bound.sign == "=" else bound
        for bound in read_point_bounds(text)
    )


def _read_deductions(part: str) -> tuple[Bound, ...] | None:
    """Đọc mức điểm trừ: `điểm trừ <=6`, `điểm trừ dưới 6`, `không có điểm trừ`; else None."""
    words = folded(part)
    if _NO_DEDUCTION.fullmatch(words) is not None:
        return (Bound("<=", ZERO),)
    found = _DEDUCTIONS.fullmatch(words)
    if found is None:
        return None
    bounds = read_point_bounds(found.group(1))
    if any(bound.sign not in ("<=", "<") or bound.value < 0 for bound in bounds):
        raise ParametersError(
            f"«{part}»: điểm trừ chỉ có mức nhiều nhất, ví dụ «điểm trừ <=6», «không có điểm trừ»"
        )
    return bounds


def read_band(label: str, text: str) -> Band:
    """Đọc xếp loại: `>=850`, `>=180; đạt 3/3 A.1, A.2, A.3`, `>=100; không giao IV: >=80`."""
    bounds: tuple[Bound, ...] | None = None
    without: list[tuple[str, tuple[Bound, ...]]] = []
    met_count, no_zero = 0, False
    met_codes: tuple[str, ...] = ()
    deductions: tuple[Bound, ...] = ()
    for part in [piece for whole in parts_of(text) for piece in _JOINED.split(whole)]:
        if folded(part) == _NO_ZERO:
            no_zero = True
        elif (limit := _read_deductions(part)) is not None:
            deductions = (*deductions, *limit)
        elif (found := _WITHOUT.fullmatch(part)) is not None:
            without.append((found.group(1), _read_threshold(found.group(2))))
        elif (found := _MET.fullmatch(part)) is not None:
            met_count = int(number(found.group(1), part))
            met_codes = tuple(code.strip(" :") for code in found.group(2).split(","))
        elif bounds is None:
            bounds = _read_threshold(part)
        else:
            raise ParametersError(f"không hiểu «{part}» trong xếp loại «{label}»")
    if bounds is None:
        raise ParametersError(f"xếp loại «{label}» cần ngưỡng điểm, ví dụ «>=850»")
    return Band(
        label=label,
        bounds=bounds,
        without=tuple(without),
        met_count=met_count,
        met_codes=met_codes,
        no_zero=no_zero,
        deductions=deductions,
    )
