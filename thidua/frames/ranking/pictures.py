"""Số liệu của các hình xếp hạng: lengths for the eye, and beside each the exact number in words.

Every number is added up exactly and becomes a length only here; no chart adds anything itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from textwrap import wrap

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.document.deck.parts import Part, base_parts
from thidua.domain.ground.points import ZERO, in_percent, vi_number
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.ranking.standing_words import rank_text, shown
from thidua.domain.scoring.scoring import UnitScore
from thidua.frames.ranking.standings import Name

UNIT, PART = "don_vi", "phan"
"""Trường mà một lần bấm trả về: whose bar, and which part of it, was pressed."""

FIRST, RANKED, UNRANKED = "Hạng nhất", "Đã xếp hạng", "Không xếp hạng"
BONUS, DEDUCTION = "Thưởng", "Trừ"
TOTAL = "Tổng điểm"
BONUS_CODE, DEDUCTION_CODE, _TOTAL_CODE = "+", "-", "="
_PODIUM = 3
_NAME = 14
"""Bề rộng một dòng tên dưới bục, in letters."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Trục cắt: from where to where lengths are drawn; said beside the picture."""

    least: Decimal
    most: Decimal

    @property
    def words(self) -> str:
        """Trục từ đâu, in words."""
        return f"Trục từ {vi_number(self.least)} điểm" if self.least else "Trục từ 0 điểm"


def axis_of(covenant: Covenant, standings: Standings) -> Axis:
    """Trục cho các tổng này: cut below the lowest, and below the nearest threshold where near.

    Totals that lie far apart are drawn from 0, where length is as true as the number.
    """
    totals = [row.total for row in standings.rows if row.total is not None]
    if not totals:
        return Axis(ZERO, Decimal(1))
    low, high = min(totals), max(totals)
    marks = [band.least for band in covenant.bands if band.least]
    top = max([high, *(mark for mark in marks if mark <= high + (high - low))])
    if low * 2 < high or high <= 0:
        return Axis(ZERO, _up(top))
    span = max(high - low, high / 50)
    near = max((mark for mark in marks if mark <= low and low - mark <= 2 * span), default=low)
    step = Decimal(10) ** (span.adjusted())
    least = ((near - span / 4) // step) * step
    return Axis(max(least, ZERO), _up(top))


def _up(most: Decimal) -> Decimal:
    return most if most > 0 else Decimal(1)


def gap_above(standings: Standings) -> dict[str, Decimal]:
    """Cách hạng ngay trên, by unit, in points; nothing where points are not what ranks."""
    if standings.vote or any(row.score.not_assigned for row in standings.rows):
        return {}
    gaps: dict[str, Decimal] = {}
    above: Standing | None = None
    for row in standings.rows:
        if row.rank is None or row.total is None:
            continue
        if above is not None and above.total is not None:
            gaps[row.unit] = above.total - row.total
        above = row
    return gaps


def totals_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Tổng điểm trên trục cắt: a line a unit in the order of ranks, number and gap as text."""
    rows = [row for row in standings.rows if row.total is not None]
    axis, gaps = axis_of(covenant, standings), gap_above(standings)
    return pd.DataFrame(
        {
            UNIT: [row.unit for row in rows],
            "Thứ tự": range(1, len(rows) + 1),
            "Đơn vị": [f"{_ordinal(row)} {name(row.unit)}" for row in rows],
            "Từ": [float(axis.least)] * len(rows),
            "Tổng": [float(row.total or 0) for row in rows],
            "Đến": [float(axis.most)] * len(rows),
            "Nhãn": [_label(covenant, row, gaps) for row in rows],
            "Nhóm": [_kind(row) for row in rows],
        }
    )


def _ordinal(row: Standing) -> str:
    return "–" if row.rank is None else f"{row.rank}."


def _kind(row: Standing) -> str:
    if row.rank is None:
        return UNRANKED
    return FIRST if row.rank == 1 else RANKED


def _label(covenant: Covenant, row: Standing, gaps: dict[str, Decimal]) -> str:
    said = shown(covenant, row.total)
    if row.rank is None:
        return f"{said} · {labels.CONSIDERATIONS[row.state].lower()}"
    gap = gaps.get(row.unit)
    if gap:
        return f"{said} · cách {shown(covenant, gap)}"
    return f"{said} · đồng hạng" if row.tied else said


def podium(standings: Standings) -> list[Standing]:
    """Ba hạng đầu, in the order in which they stand on the steps: second, first, third.

    Nobody where ties would put more than three on them: then the steps say nothing.
    """
    rows = [row for row in standings.rows if row.rank is not None and row.rank <= _PODIUM]
    if not rows or len(rows) > _PODIUM:
        return []
    return rows if len(rows) < 2 else [rows[1], rows[0], *rows[2:]]


def podium_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Bục: a step a unit, as high as its rank, name and points above it."""
    rows = podium(standings)
    return pd.DataFrame(
        {
            UNIT: [row.unit for row in rows],
            "Chỗ": range(len(rows)),
            "Đơn vị": ["\n".join(wrap(name(row.unit), _NAME)[:3]) for row in rows],
            "Bậc": [_PODIUM + 1 - (row.rank or _PODIUM) for row in rows],
            "Hạng": [rank_text(row).split()[0] for row in rows],
            "Điểm": [f"{shown(covenant, row.total)} điểm" for row in rows],
            "Nhóm": [_kind(row) for row in rows],
        }
    )


def parts_of(covenant: Covenant) -> tuple[Part, ...]:
    """Các phần điểm gốc của giao ước này."""
    return base_parts(covenant)


def part_texts(covenant: Covenant) -> dict[str, str]:
    """Mỗi phần là gì, by what stands over its column."""
    texts = {node.code: node.text for node in covenant.nodes}
    told = {part.heading: texts[part.heading] for part in base_parts(covenant)}
    told |= {BONUS: "cộng thêm vào điểm gốc"} if covenant.max_of(Sign.BONUS) else {}
    return told | ({DEDUCTION: "trừ vào tổng"} if covenant.max_of(Sign.DEDUCTION) else {})


def shares_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Mạnh, yếu: a cell a unit and part, per cent of the maximum given to that unit.

    Deductions have no maximum one would want to reach; their cell says the points.
    """
    rows = [row for row in standings.rows if row.total is not None]
    cells = []
    for at, row in enumerate(rows):
        own = {"Đơn vị": f"{_ordinal(row)} {name(row.unit)}", "Hàng": at, UNIT: row.unit}
        for place, (code, heading, share, said) in enumerate(_shares(covenant, row.score)):
            cells.append(
                own
                | {
                    "Cột": place,
                    PART: code,
                    "Phần": heading,
                    "Tỷ lệ": None if share is None else float(share),
                    "Chữ": said,
                    "Đậm": share is not None and share >= Fraction(3, 4),
                }
            )
    return pd.DataFrame(
        cells, columns=["Đơn vị", "Hàng", UNIT, "Cột", PART, "Phần", "Tỷ lệ", "Chữ", "Đậm"]
    )


def _shares(
    covenant: Covenant, score: UnitScore
) -> Iterable[tuple[str, str, Fraction | None, str]]:
    for part in base_parts(covenant):
        share = part.share(covenant, score)
        yield part.codes[0], part.heading, share, _percent(share)
    most = covenant.max_of(Sign.BONUS)
    if most:
        share = None if score.bonus is None else Fraction(score.bonus) / Fraction(most)
        yield BONUS_CODE, BONUS, share, _percent(share)
    if covenant.max_of(Sign.DEDUCTION):
        taken = score.deduction
        said = labels.MISSING if taken is None else shown(covenant, taken)
        yield DEDUCTION_CODE, DEDUCTION, None, f"−{said}" if taken else said


def _percent(share: Fraction | None) -> str:
    return labels.MISSING if share is None else in_percent(share)


def stacked_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Điểm từng nhóm chồng lên nhau: where each part begins and ends, its points in words.

    What is taken off stands left of 0; bonuses come last.
    """
    rows = [row for row in standings.rows if row.total is not None]
    cells = []
    for at, row in enumerate(rows):
        start = ZERO
        own = {UNIT: row.unit, "Hàng": at, "Đơn vị": f"{_ordinal(row)} {name(row.unit)}"}
        for place, (code, heading, points) in enumerate(_pieces(covenant, row.score)):
            begins, ends = (start, start + points) if code != DEDUCTION_CODE else (-points, ZERO)
            start = ends if code != DEDUCTION_CODE else start
            cells.append(
                own
                | {
                    PART: code,
                    "Phần": heading,
                    "Từ": float(begins),
                    "Tới": float(ends),
                    "Chữ": f"−{shown(covenant, points)}"
                    if code == DEDUCTION_CODE
                    else shown(covenant, points),
                    "Tổng": shown(covenant, row.total),
                    "Đầu": place == 0,
                }
            )
    columns = [UNIT, "Hàng", "Đơn vị", PART, "Phần", "Từ", "Tới", "Chữ", "Tổng", "Đầu"]
    return pd.DataFrame(cells, columns=columns)


def _pieces(covenant: Covenant, score: UnitScore) -> list[tuple[str, str, Decimal]]:
    """Các phần có điểm của một đơn vị: base parts, bonus, deduction; those of 0 are left out."""
    found = [
        (part.codes[0], part.heading, points)
        for part in base_parts(covenant)
        if (points := part.points(score))
    ]
    found += [(BONUS_CODE, BONUS, score.bonus)] if score.bonus else []
    return found + ([(DEDUCTION_CODE, DEDUCTION, score.deduction)] if score.deduction else [])


def waterfall_frame(covenant: Covenant, row: Standing) -> pd.DataFrame:
    """Từ nhóm tới tổng: each part on from where the last one ended, the total from 0 again."""
    columns = ["Thứ tự", PART, "Bước", "Từ", "Tới", "Chữ", "Loại"]
    if row.total is None:
        return pd.DataFrame([], columns=columns)
    texts = part_texts(covenant)
    steps, at = [], ZERO
    for code, heading, points in _pieces(covenant, row.score):
        sign, kind = ("−", "Trừ") if code == DEDUCTION_CODE else ("+", "Thưởng")
        ends = at - points if sign == "−" else at + points
        title = heading if code in (BONUS_CODE, DEDUCTION_CODE) else f"{code}. {texts[heading]}"
        kind = "Nhóm" if title != heading else kind
        steps.append((code, title, at, ends, f"{sign}{shown(covenant, points)}", kind))
        at = ends
    if at != row.total:
        steps.append(
            ("", _other(covenant), at, row.total, _signed(covenant, row.total - at), "Trừ")
        )
    steps.append((_TOTAL_CODE, TOTAL, ZERO, row.total, shown(covenant, row.total), "Tổng"))
    return pd.DataFrame(
        [
            (place, code, title, float(begins), float(ends), said, kind)
            for place, (code, title, begins, ends, said, kind) in enumerate(steps)
        ],
        columns=columns,
    )


def _other(covenant: Covenant) -> str:
    """Điều còn lại làm nên tổng: ceilings, full marks for what was not assigned, the floor of 0."""
    return "Trần và điểm không giao" if covenant.groups else "Trần"


def _signed(covenant: Covenant, points: Decimal) -> str:
    return f"{'−' if points < 0 else '+'}{shown(covenant, abs(points))}"


def parts_table(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Điểm từng nhóm thành bảng, points over the maximum, the total last."""
    rows = [row for row in standings.rows if row.total is not None]
    columns: dict[str, Sequence[str]] = {
        "Hạng": [rank_text(row) for row in rows],
        "Đơn vị": [name(row.unit) for row in rows],
    }
    for part in base_parts(covenant):
        columns[part.heading] = [
            f"{shown(covenant, part.points(row.score))}/{vi_number(part.most(covenant, row.score))}"
            for row in rows
        ]
    if covenant.max_of(Sign.BONUS):
        columns[BONUS] = [shown(covenant, row.score.bonus) for row in rows]
    if covenant.max_of(Sign.DEDUCTION):
        columns[DEDUCTION] = [shown(covenant, row.score.deduction) for row in rows]
    columns[TOTAL] = [shown(covenant, row.total) for row in rows]
    return pd.DataFrame(columns)
