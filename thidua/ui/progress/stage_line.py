"""Đường của kỳ: the stages on one line with their last days, the present one marked."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.domain.period.windows import Window, day_of
from thidua.services.period import windows
from thidua.services.progress import stages
from thidua.ui.frame.page import Context


def draw(ctx: Context) -> None:
    """Vẽ đường của kỳ này."""
    found = stages.view(ctx.work)
    st.html(line(found.path, found.stage, windows.windows(ctx.work)))


def line(path: Sequence[Stage], present: Stage, known: Mapping[Stage, Window]) -> str:
    """Đường ấy là một danh sách, read in order by whoever does not see it."""
    at = path.index(present)
    steps = "".join(
        f'<li class="{_kind(place, at)}"{_current(place, at)}>'
        f"<span>{escape(STAGE_WORDS[stage])}</span>"
        f"<small>{escape(_when(known.get(stage), is_over=place < at))}</small></li>"
        for place, stage in enumerate(path)
    )
    return f'<ol class="duong-ky" aria-label="Các giai đoạn của kỳ">{steps}</ol>'


def _kind(place: int, at: int) -> str:
    if place == at:
        return "dang"
    return "xong" if place < at else "sap"


def _current(place: int, at: int) -> str:
    return ' aria-current="step"' if place == at else ""


def _when(window: Window | None, *, is_over: bool) -> str:
    """Ngày của một giai đoạn: until when; what is over says so."""
    end = None if window is None else window.hard_deadline or window.soft_deadline
    if end is None:
        return "đã qua" if is_over else ""
    return f"{'xong' if is_over else 'đến'} {day_of(end):%d/%m}"
