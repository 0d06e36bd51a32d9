"""Bảng hiển thị địa bàn và mức đạt chuẩn."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from thidua import labels
from thidua.domain.movement.place import PLACE_KIND_WORDS, PLACE_TRAIT_WORDS, Place
from thidua.domain.movement.place_count import LevelYear
from thidua.domain.movement.standard import (
    LEVEL_SHORT,
    PLACE_LEVEL_WORDS,
    STANDARD_STATE_WORDS,
    Decisions,
    PlaceLevel,
    PlaceStandard,
    level_on,
)


def places(found: Sequence[Place], decisions: Decisions, day: date) -> pd.DataFrame:
    """Mỗi địa bàn một dòng: what it is, since when, and its level on this day."""
    names = {one.code: one.name for one in found}
    return pd.DataFrame(
        {
            "Mã": [one.code for one in found],
            "Địa bàn": [one.name for one in found],
            "Loại": [PLACE_KIND_WORDS[one.kind] for one in found],
            "Thuộc": [names.get(one.parent, labels.MISSING) for one in found],
            "Mức hiện nay": [_level(level_on(decisions.get(one.code, ()), day)) for one in found],
            "Từ ngày": [_day(one.begins) for one in found],
            "Đến ngày": [_day(one.ends) for one in found],
            "Đặc điểm": [_traits(one) for one in found],
        }
    )


def _level(level: PlaceLevel | None) -> str:
    return labels.MISSING if level is None else PLACE_LEVEL_WORDS[level]


def _day(day: date | None) -> str:
    return labels.MISSING if day is None else f"{day:%d/%m/%Y}"


def _traits(one: Place) -> str:
    said = [f"{PLACE_TRAIT_WORDS[kind]}: {span.words}" for kind, span in sorted(one.traits)]
    return "; ".join(said) or labels.MISSING


def standards(rows: Sequence[PlaceStandard], names: dict[str, str]) -> pd.DataFrame:
    """Sổ mức đạt chuẩn: each decision, what took it back, and who stands behind it."""
    decisions = [one.decision for one in rows]
    return pd.DataFrame(
        {
            "Địa bàn": [names.get(one.place, one.place) for one in decisions],
            "Mức": [PLACE_LEVEL_WORDS[one.level] for one in decisions],
            "Quyết định": [f"{one.number} ngày {one.day:%d/%m/%Y}" for one in decisions],
            "Người ký": [one.signer or labels.MISSING for one in decisions],
            "Thu hồi": [
                labels.MISSING
                if one.revoked_on is None
                else f"{one.revocation} ngày {one.revoked_on:%d/%m/%Y}"
                for one in decisions
            ],
            "Tình trạng": [STANDARD_STATE_WORDS[row.state] for row in rows],
            "Người nhập": [row.entered_by for row in rows],
            "Người xác nhận": [row.confirmed_by or labels.MISSING for row in rows],
        }
    )


_NO_LEVEL = "chưa đạt chuẩn"
LEVEL_ORDER = (
    LEVEL_SHORT[PlaceLevel.KIEU_MAU],
    LEVEL_SHORT[PlaceLevel.NANG_CAO],
    LEVEL_SHORT[PlaceLevel.NTM],
    LEVEL_SHORT[PlaceLevel.HOAN_THANH],
    _NO_LEVEL,
)
"""Mức từ cao xuống, as the rows of the picture go."""


def _short(level: PlaceLevel | None) -> str:
    return _NO_LEVEL if level is None else LEVEL_SHORT[level]


def level_years(found: Sequence[LevelYear]) -> pd.DataFrame:
    """Số địa bàn theo mức và năm, one row a square; a level that no year has is left out."""
    held = {one.level for one in found if one.count}
    rows = [one for one in found if one.level in held]
    return pd.DataFrame(
        {
            "Mức": [_short(one.level) for one in rows],
            "Năm": [str(one.year) for one in rows],
            "Số địa bàn": [one.count for one in rows],
        }
    )


def level_table(found: Sequence[LevelYear]) -> pd.DataFrame:
    """Cũng các số ấy thành bảng: a row a level, a column a year."""
    drawn = level_years(found)
    levels = [one for one in LEVEL_ORDER if one in set(drawn["Mức"])]
    counts = {(row["Mức"], row["Năm"]): row["Số địa bàn"] for _, row in drawn.iterrows()}
    years = list(dict.fromkeys(drawn["Năm"]))
    return pd.DataFrame(
        {"Mức": levels, **{year: [counts[level, year] for level in levels] for year in years}}
    )
