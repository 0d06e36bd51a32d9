"""Bảng hiển thị của bất đồng điểm: the heat map, the points to discuss, one cell, what decides.

Numbers stand as people read them, with a mark for direction and size, so that no colour is needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from thidua import labels
from thidua.domain.covenant.covenant import Combining, Covenant
from thidua.domain.ground.points import Exact, as_fraction, signed, vi_number
from thidua.domain.review.combining import COMBINING_WORDS
from thidua.domain.review.plan import criteria_of, groups_to_review
from thidua.domain.verify.case import Move, Place, place_words
from thidua.domain.verify.cell_effect import CellEffect, Turn
from thidua.domain.verify.disagreement import (
    EXTENT_WORDS,
    LARGE_SHARE,
    NOTABLE_SHARE,
    Disagreement,
    DiscussionPoint,
    Extent,
)
from thidua.domain.verify.left_out import LeftOut
from thidua.frames.ranking.standings import Name, shown

MOST_COLUMNS = 14
"""Nhiều nhất chừng ấy tiêu chí trên một bản đồ, so that every number stays readable."""

NO_EVIDENCE = "○"
"""Dấu chưa có minh chứng."""

_MARKS = {Extent.NONE: 0, Extent.SLIGHT: 1, Extent.NOTABLE: 2, Extent.LARGE: 3}


class Measure(StrEnum):
    """Điều được so: claim less combined, or how far reviewers are apart."""

    DIFFERENCE = "Tự chấm − tổng hợp"
    SPREAD = "Độ lệch giữa người chấm"


def key_words() -> str:
    """Chú giải của các dấu."""
    notable, large = (vi_number(share * 100) for share in (NOTABLE_SHARE, LARGE_SHARE))
    return (
        "▲ tự chấm cao hơn, ▼ tự chấm thấp hơn, ◆ người chấm lệch nhau; một dấu: lệch nhẹ, "
        f"hai dấu: từ {notable} % điểm tối đa, ba dấu: từ {large} %; = khớp; "
        f"{labels.MISSING} chưa so được; {NO_EVIDENCE} chưa có minh chứng."
    )


def maps_of(covenant: Covenant) -> dict[str, tuple[str, ...]]:
    """Các bản đồ: the criteria of each group of the first level, long groups in several parts."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups_to_review(covenant):
        codes = criteria_of(covenant, [group])
        title = f"{group}. {covenant.groups[group].text}" if group else "Tiêu chí ngoài nhóm"
        for start in range(0, len(codes), MOST_COLUMNS):
            part = codes[start : start + MOST_COLUMNS]
            own = title if len(codes) == len(part) else f"{title} ({part[0]}–{part[-1]})"
            found[own] = part
    return found


def value_of(cell: Disagreement, measure: Measure) -> Exact | None:
    """Số của một ô."""
    return cell.difference if measure is Measure.DIFFERENCE else cell.spread


def extent_of(cell: Disagreement, measure: Measure) -> Extent | None:
    """Mức lệch của một ô."""
    is_difference = measure is Measure.DIFFERENCE
    return cell.difference_extent if is_difference else cell.spread_extent


def cell_text(cell: Disagreement, measure: Measure) -> str:
    """Chữ trong ô: «+2,25 ▲», «8 ◆◆◆», «0 =»; with a mark where there is no evidence."""
    value, extent = value_of(cell, measure), extent_of(cell, measure)
    if value is None or extent is None:
        said = labels.MISSING
    else:
        number, mark = vi_number(value), "◆"
        if measure is Measure.DIFFERENCE:
            number, mark = signed(value), "▲" if value > 0 else "▼"
        said = f"{number} {mark * _MARKS[extent]}" if value else f"{number} ="
    lacks = cell.claimed is not None and not cell.evidence
    return f"{said} {NO_EVIDENCE}" if lacks else said


def heat_frame(
    cells: Iterable[Disagreement], codes: Sequence[str], measure: Measure, name: Name
) -> pd.DataFrame:
    """Số liệu bản đồ: a row a cell; `Tỷ lệ` is its share of the maximum, None where missing."""
    wanted = set(codes)
    shown_cells = [cell for cell in cells if cell.criterion in wanted]
    values = [value_of(cell, measure) for cell in shown_cells]
    extents = [extent_of(cell, measure) for cell in shown_cells]
    return pd.DataFrame(
        {
            "Thứ tự": range(len(shown_cells)),
            "don_vi": [cell.unit for cell in shown_cells],
            "Tiêu chí": [cell.criterion for cell in shown_cells],
            "Đơn vị": [name(cell.unit) for cell in shown_cells],
            "Tỷ lệ": [
                None if value is None else float(_share(cell, value))
                for cell, value in zip(shown_cells, values, strict=True)
            ],
            "Chữ": [cell_text(cell, measure) for cell in shown_cells],
            "Mức": [labels.MISSING if one is None else EXTENT_WORDS[one] for one in extents],
            "Đậm": [one is Extent.LARGE for one in extents],
        }
    )


def _share(cell: Disagreement, value: Exact) -> Fraction:
    """Phần của điểm tối đa; all of it where there is no maximum."""
    exact = as_fraction(value)
    return exact / Fraction(cell.max_points) if cell.max_points else Fraction(exact > 0)


def heat_table(
    cells: Iterable[Disagreement], codes: Sequence[str], measure: Measure, name: Name
) -> pd.DataFrame:
    """Bản đồ thành bảng: units down, criteria across, the same words as in the map."""
    rows: dict[str, dict[str, str]] = {}
    wanted = set(codes)
    for cell in cells:
        if cell.criterion in wanted:
            row = rows.setdefault(cell.unit, {"Đơn vị": name(cell.unit)})
            row[cell.criterion] = cell_text(cell, measure)
    return pd.DataFrame(list(rows.values()), columns=["Đơn vị", *codes])


def discussion_frame(
    covenant: Covenant, points: Sequence[DiscussionPoint], name: Name
) -> pd.DataFrame:
    """Điểm cần thảo luận: a row a cell, the most pressing first."""
    cells = [point.cell for point in points]
    return pd.DataFrame(
        {
            "Đơn vị": [name(cell.unit) for cell in cells],
            "Tiêu chí": [_titled(covenant, cell.criterion) for cell in cells],
            Measure.DIFFERENCE: [cell_text(cell, Measure.DIFFERENCE) for cell in cells],
            Measure.SPREAD: [cell_text(cell, Measure.SPREAD) for cell in cells],
            "Lệch nhất": [
                labels.MISSING if cell.outlier is None else name(cell.outlier) for cell in cells
            ],
            "Đổi ít nhất": [
                labels.MISSING if point.smallest is None else vi_number(point.smallest)
                for point in points
            ],
            "Ảnh hưởng": [
                labels.MISSING if point.effect is None else _deciding(point.effect, name)
                for point in points
            ],
            "Tự chấm": [shown(covenant, cell.claimed) for cell in cells],
            "Tổng hợp": [shown(covenant, cell.combined) for cell in cells],
        }
    )


def _titled(covenant: Covenant, code: str) -> str:
    return f"{code}. {covenant.criteria[code].text}"


def _deciding(effect: CellEffect, name: Name) -> str:
    whose = f"{name(effect.reviewer)}: " if effect.reviewer else ""
    return f"{whose}{effect.nearest(name)}"


def values_frame(
    covenant: Covenant, cell: Disagreement, reasons: Mapping[str, str], name: Name
) -> pd.DataFrame:
    """Từng người chấm: points, how far from the combined value, and the reason given."""
    combined = cell.combined
    return pd.DataFrame(
        {
            "Người chấm": [name(one) for one in cell.values],
            "Điểm": [shown(covenant, value) for value in cell.values.values()],
            "So với tổng hợp": [
                labels.MISSING
                if combined is None
                else signed(value - as_fraction(combined), covenant.scale.places)
                for value in cell.values.values()
            ],
            "Ghi chú": ["lệch nhất" if one == cell.outlier else "" for one in cell.values],
            "Lý do": [reasons.get(one, "") for one in cell.values],
        }
    )


def ways_frame(
    covenant: Covenant, cell: Disagreement, others: Mapping[Combining, str]
) -> pd.DataFrame:
    """Các cách tổng hợp cạnh nhau: the covenant's first, the others for information."""
    rows = [(f"{COMBINING_WORDS[covenant.combining]} (giao ước)", shown(covenant, cell.combined))]
    rows += [(COMBINING_WORDS[how], points) for how, points in others.items()]
    return pd.DataFrame(rows, columns=["Cách tổng hợp", "Điểm"])


def left_out_frame(found: Sequence[LeftOut], name: Name) -> pd.DataFrame:
    """Bỏ từng người chấm: what becomes of the ranking, and whether the own unit gains."""
    own = {True: "cao hơn khi có phiếu này", False: "không cao hơn", None: labels.MISSING}
    return pd.DataFrame(
        {
            "Bỏ phiếu của": [name(one.reviewer) for one in found],
            "Hạng 1": ["đổi" if one.changes_first else "không đổi" for one in found],
            "Chỗ đứng đổi": [one.consequence(name) for one in found],
            "Đơn vị của người chấm": [own[one.own_gains] for one in found],
        }
    )


def effects_frame(covenant: Covenant, found: Sequence[CellEffect], name: Name) -> pd.DataFrame:
    """Điểm nào đổi thì đổi hạng: each score with its nearest turn above and below."""
    return pd.DataFrame(
        {
            "Đơn vị": [name(one.unit) for one in found],
            "Tiêu chí": [_titled(covenant, one.criterion) for one in found],
            "Điểm của": [name(one.reviewer) if one.reviewer else "thẩm định" for one in found],
            "Đang là": [vi_number(one.value) for one in found],
            "Đổi ít nhất": [
                labels.MISSING if one.smallest is None else vi_number(one.smallest) for one in found
            ],
            "Khi tăng": [one.raised(name) or _unmoved(one, one.most) for one in found],
            "Khi giảm": [one.lowered(name) or _unmoved(one, one.least) for one in found],
        }
    )


def turns_frame(effect: CellEffect, name: Name) -> pd.DataFrame:
    """Mọi chỗ đổi của một điểm, from the least value to the most."""
    turns = [
        *((f"từ {vi_number(one.value)} trở xuống", one) for one in reversed(effect.down)),
        (vi_number(effect.value), None),
        *((f"từ {vi_number(one.value)} trở lên", one) for one in effect.up),
    ]
    return pd.DataFrame(
        {
            "Khi điểm là": [value for value, _ in turns],
            "Chỗ đứng so với hiện nay": [
                "đang là" if turn is None else _turned(turn, name) for _, turn in turns
            ],
        }
    )


def _turned(turn: Turn, name: Name) -> str:
    said = [f"{name(move.unit)} {place_words(move)}" for move in turn.moves]
    return "; ".join(said) or "như hiện nay"


def _unmoved(effect: CellEffect, end: Exact) -> str:
    first, last = sorted((effect.value, as_fraction(end)))
    return f"không đổi hạng trong khoảng {vi_number(first)}–{vi_number(last)}"


def moves_frame(covenant: Covenant, found: Sequence[Move], name: Name) -> pd.DataFrame:
    """Nếu… thì: every unit's place as it is and as it would be."""

    def change(old: str, new: str) -> str:
        return old if old == new else f"{old} → {new}"

    return pd.DataFrame(
        {
            "Đơn vị": [name(one.unit) for one in found],
            "Hạng": [change(_rank(one.before), _rank(one.after)) for one in found],
            "Tổng điểm": [
                change(shown(covenant, one.before.total), shown(covenant, one.after.total))
                for one in found
            ],
            "Xếp loại": [
                change(one.before.band or labels.MISSING, one.after.band or labels.MISSING)
                for one in found
            ],
            "Suất khen": [change(_award(one.before), _award(one.after)) for one in found],
            "Thay đổi": [place_words(one) or "không đổi" for one in found],
        }
    )


def _rank(place: Place) -> str:
    if place.rank is None:
        return labels.MISSING
    return f"{place.rank} (đồng hạng)" if place.tied else str(place.rank)


def _award(place: Place) -> str:
    if place.award is None:
        return labels.MISSING
    return f"{place.award} (cần biểu quyết)" if place.to_vote else place.award
