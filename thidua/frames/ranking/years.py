"""Bảng hai năm cạnh nhau."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import signed, vi_number
from thidua.domain.ranking.standing import Standing
from thidua.domain.ranking.years import FATE_WORDS, CriterionPair, Fate, TwoYears
from thidua.frames.ranking.standings import rank_text


def years_frame(found: TwoYears, names: Mapping[str, str]) -> pd.DataFrame:
    """Từng đơn vị: totals and ranks of both years, then the part that can be compared."""
    was, now = (found.comparable_ranks(old=old) for old in (True, False))
    old, new = found.old_year, found.new_year
    units = found.units
    return pd.DataFrame(
        {
            "Đơn vị": [names.get(one.unit, one.unit) for one in units],
            f"Tổng {old}": [_total(one.old) for one in units],
            f"Tổng {new}": [_total(one.new) for one in units],
            f"Hạng {old}": [_rank(one.old) for one in units],
            f"Hạng {new}": [_rank(one.new) for one in units],
            "So sánh được": [f"{vi_number(one.out_of)} điểm" for one in units],
            f"Phần ấy {old}": [_points(one.was) for one in units],
            f"Phần ấy {new}": [_points(one.now) for one in units],
            "Hơn kém": [
                labels.MISSING if one.change is None else signed(one.change) for one in units
            ],
            "Hạng theo phần ấy": [
                labels.MISSING
                if one.unit not in was or one.unit not in now
                else f"{was[one.unit]} → {now[one.unit]}"
                for one in units
            ],
        }
    )


def _total(row: Standing | None) -> str:
    return labels.MISSING if row is None or row.total is None else vi_number(row.total)


def _rank(row: Standing | None) -> str:
    return "không trong khối" if row is None else rank_text(row)


def _points(points: Decimal | None) -> str:
    return labels.MISSING if points is None else vi_number(points)


def pairs_frame(found: TwoYears) -> pd.DataFrame:
    """Từng tiêu chí không so sánh được, and why."""
    broken = [one for one in found.pairs if one.fate is not Fate.SAME]
    return pd.DataFrame(
        {
            "Tiêu chí": [_text(one) for one in broken],
            f"Mã, tối đa {found.old_year}": [_side(one, old=True) for one in broken],
            f"Mã, tối đa {found.new_year}": [_side(one, old=False) for one in broken],
            "Vì sao không so": [FATE_WORDS[one.fate] for one in broken],
        }
    )


def _text(pair: CriterionPair) -> str:
    one = pair.new or pair.old
    return "" if one is None else one.text


def _side(pair: CriterionPair, *, old: bool) -> str:
    one = pair.old if old else pair.new
    return labels.MISSING if one is None else f"{one.code}: {one.most_words()}"
