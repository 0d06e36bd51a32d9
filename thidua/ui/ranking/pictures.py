"""Các hình của xếp hạng: each with its sentence, its numbers, and a press that opens the reason."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from thidua import ranking_charts
from thidua.frames.ranking import pictures as frames
from thidua.frames.ranking import said
from thidua.services.ranking.standings import Board
from thidua.ui.widgets import picture
from thidua.ui.widgets.once import once

UNIT = "don-vi"
"""Ô chọn đơn vị ở mục «Vì sao», which a press sets."""

Pressed = Mapping[str, Any] | None
"""Điều vừa bấm trên hình: the unit, and which part of its points."""


def podium(board: Board) -> Pressed:
    """Vẽ bục ba hạng đầu."""
    return picture.draw(
        once(said.podium, board.covenant, board.standings),
        once(frames.podium_frame, board.covenant, board.standings, board.short_name),
        ranking_charts.podium_spec(),
        key="buc",
        press=ranking_charts.BAR,
    )


def totals(board: Board, *, key: str = "tong-diem") -> Pressed:
    """Vẽ tổng điểm trên trục cắt, with the bands behind and the gaps beside."""
    return picture.draw(
        once(said.totals, board.covenant, board.standings, board.short_name),
        once(frames.totals_frame, board.covenant, board.standings, board.short_name),
        once(ranking_charts.totals_with_thresholds, board.covenant, board.standings),
        key=key,
        press=ranking_charts.BAR,
        note=once(said.axis, board.covenant, board.standings, board.short_name),
    )


def shares(board: Board) -> Pressed:
    """Vẽ mạnh, yếu: unit × group in per cent of the maximum."""
    return picture.draw(
        once(said.shares, board.covenant, board.standings),
        once(frames.shares_frame, board.covenant, board.standings, board.short_name),
        ranking_charts.shares_spec(),
        key="manh-yeu",
        press=ranking_charts.BAR,
        note=_key_of(board),
        numbers=lambda: frames.parts_table(board.covenant, board.standings, board.short_name),
    )


def stacked(board: Board) -> Pressed:
    """Vẽ điểm từng nhóm chồng nhau."""
    parts = tuple(part.heading for part in frames.parts_of(board.covenant))
    return picture.draw(
        once(said.stacked, board.covenant, board.standings),
        once(frames.stacked_frame, board.covenant, board.standings, board.short_name),
        ranking_charts.stacked_spec(parts, frames.BONUS, frames.DEDUCTION),
        key="tung-nhom",
        press=ranking_charts.BAR,
        note=_key_of(board),
        numbers=lambda: frames.parts_table(board.covenant, board.standings, board.short_name),
    )


def waterfall(board: Board, unit: str) -> Pressed:
    """Vẽ từ nhóm tới tổng của một đơn vị."""
    pressed = picture.draw(
        f"{board.name(unit)}: {board.explain_total(unit)}",
        once(frames.waterfall_frame, board.covenant, board.standings.of(unit)),
        ranking_charts.waterfall_spec(),
        key=f"thac-{unit}",
        press=ranking_charts.BAR,
    )
    return None if pressed is None else {frames.UNIT: unit, **pressed}


def choose(pressed: Pressed) -> None:
    """Chọn đơn vị vừa bấm ở mục «Vì sao», for the list that stands below."""
    if pressed is not None:
        st.session_state[UNIT] = pressed[frames.UNIT]


def _key_of(board: Board) -> str:
    told = once(frames.part_texts, board.covenant)
    return "; ".join(f"{heading}: {text}" for heading, text in told.items()) + "."
