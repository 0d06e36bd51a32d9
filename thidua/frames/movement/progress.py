"""Bảng hiển thị kết quả của mục tiêu: values beside what the plan wants, and their history."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd

from thidua import labels
from thidua.domain.movement.progress import (
    MET_STATES,
    TARGET_STATE_WORDS,
    TargetFigure,
    TargetState,
    gap_words,
    state_of,
    value_words,
)
from thidua.domain.movement.target import Measure, Target

_FARTHEST = Fraction(2)
"""Vượt xa đến đâu cũng vẽ tới gấp đôi."""

Figures = Mapping[str, Sequence[TargetFigure]]


def latest(figures: Figures, target: Target) -> TargetFigure | None:
    """Số liệu mới nhất của mục tiêu."""
    found = figures.get(target.code, ())
    return found[-1] if found else None


def met(targets: Sequence[Target], figures: Figures) -> tuple[int, int]:
    """Bao nhiêu mục tiêu đạt, bao nhiêu đã có số liệu."""
    states = [state_of(one, latest(figures, one)) for one in targets]
    known = [one for one in states if one is not TargetState.NO_DATA]
    return sum(one in MET_STATES for one in known), len(known)


def targets(found: Sequence[Target], figures: Figures) -> pd.DataFrame:
    """Mỗi mục tiêu một dòng: value, as of when, from where, how far it is and what is missing."""
    last = [(one, latest(figures, one)) for one in found]
    return pd.DataFrame(
        {
            "Mục tiêu": [one.text for one, _ in last],
            "Đạt khi": [one.threshold_words or "chưa nêu số" for one, _ in last],
            "Kết quả": [value_words(one, figure) for one, figure in last],
            "Mức": [TARGET_STATE_WORDS[state_of(one, figure)] for one, figure in last],
            "Còn thiếu": [gap_words(one, figure) or labels.MISSING for one, figure in last],
            "Tính đến": [
                labels.MISSING if figure is None else f"{figure.as_of:%d/%m/%Y}"
                for _, figure in last
            ],
            "Nguồn": [labels.MISSING if figure is None else figure.source for _, figure in last],
        }
    )


def bullets(found: Sequence[Target], figures: Figures) -> pd.DataFrame:
    """Thanh mức đạt, as a per cent of what is to be reached; a target without a value has none."""
    rows = []
    for order, one in enumerate(found):
        figure = latest(figures, one)
        if figure is None or not one.low:
            continue
        rows.append(
            {
                "Mục tiêu": one.text,
                "Từ": 0.0,
                "So với mức phải đạt": float(min(_share(one, figure), _FARTHEST) * 100),
                "Phải đạt": 100.0,
                "Mức trên": _upper_mark(one),
                "Đến": _reach(one),
                "Nhãn": f"{value_words(one, figure)} · {_said(state_of(one, figure))}",
                "Mức": TARGET_STATE_WORDS[state_of(one, figure)],
                "Kết quả": value_words(one, figure),
                "Đạt khi": one.threshold_words,
                "Thứ tự": order,
            }
        )
    return pd.DataFrame(
        rows,
        columns=[
            *("Mục tiêu", "Từ", "So với mức phải đạt", "Phải đạt", "Mức trên", "Đến"),
            *("Nhãn", "Mức", "Kết quả", "Đạt khi", "Thứ tự"),
        ],
    )


def _said(state: TargetState) -> str:
    """Dấu và mức, never a colour alone."""
    sign = "✓" if state in MET_STATES else "✗"
    return f"{sign} {TARGET_STATE_WORDS[state]}"


def _reach(target: Target) -> float:
    """Trục vẽ tới đâu: past both marks."""
    return max(110.0, _upper_mark(target) or 0.0)


def said(found: Sequence[Target], figures: Figures) -> str:
    """Các mục tiêu bằng một câu: how many are reached, and which lies farthest behind."""
    reached, known = met(found, figures)
    told = f"{reached}/{len(found)} mục tiêu đạt"
    drawn = bullets(found, figures).to_dict("records")
    if reached < known and drawn:
        least = min(drawn, key=lambda row: row["So với mức phải đạt"])
        told += f"; xa nhất là {least['Mục tiêu']}: {least['Kết quả']}, đạt khi {least['Đạt khi']}"
    return told


def told(target: Target, figures: Figures) -> str:
    """Một mục tiêu bằng lời: its value, what is missing, as of when and from where."""
    figure = latest(figures, target)
    since = "" if figure is None else f"tính đến {figure.as_of:%d/%m/%Y}, {figure.source}"
    words = (value_words(target, figure), gap_words(target, figure), since)
    return f"{target.text}: {'; '.join(filter(None, words))}"


def _upper_mark(target: Target) -> float | None:
    """Vạch mức trên; none where the places are counted that reach the lower one alone."""
    if target.high is None or not target.low or target.measure is Measure.EVERY_PLACE:
        return None
    return float(100 * target.high / target.low)


def _version(figure: TargetFigure, of_target: Sequence[TargetFigure]) -> str:
    """Bản thứ mấy của ngày ấy, and whether another took its place."""
    day = figure.as_of, figure.place
    last = max(one.version for one in of_target if (one.as_of, one.place) == day)
    return f"{figure.version}" if figure.version == last else f"{figure.version}, đã sửa"


def _share(target: Target, figure: TargetFigure) -> Fraction:
    value = figure.exact(target)
    if target.measure is Measure.EVERY_PLACE:
        return value
    return value / Fraction(target.low or 1)


def history(found: Sequence[Target], figures: Figures) -> pd.DataFrame:
    """Mọi số liệu đã ghi, by target and day; of a day the last version is the one that stands."""
    rows = [(one, figure) for one in found for figure in figures.get(one.code, ())]
    return pd.DataFrame(
        {
            "Mục tiêu": [one.text for one, _ in rows],
            "Tính đến": [f"{figure.as_of:%d/%m/%Y}" for _, figure in rows],
            "Địa bàn": [figure.place or labels.MISSING for _, figure in rows],
            "Bản": [_version(figure, figures[one.code]) for one, figure in rows],
            "Kết quả": [value_words(one, figure) for one, figure in rows],
            "Mức": [TARGET_STATE_WORDS[state_of(one, figure)] for one, figure in rows],
            "Nguồn": [figure.source for _, figure in rows],
        }
    )
