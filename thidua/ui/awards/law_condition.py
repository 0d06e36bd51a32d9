"""Điều kiện của một điều, viết bằng ô: one line per fact or award, and how they join."""

from collections.abc import Mapping

import streamlit as st

from thidua.services.law.row_fields import SIGN_WORDS
from thidua.services.law.row_making import JOIN_WORDS, LINE_WORDS, Raw, joined, line_of
from thidua.ui.awards.law_row_form import RowForm
from thidua.web.streamlit_inside import DeltaGenerator

_MOST_LINES = 4
_PARTS = ("fact", "op", "of", "threshold", "award", "least")


def draw(form: RowForm) -> None:
    """Ô của điều kiện, line by line."""
    left, right = st.columns(2)
    left.number_input("Số dòng điều kiện", 1, _MOST_LINES, key=form.key("so-dong"))
    right.selectbox(
        "Phải đạt", list(JOIN_WORDS), format_func=JOIN_WORDS.__getitem__, key=form.key("noi")
    )
    for place in range(form.count("so-dong", 1)):
        _draw_line(form, place)


def condition(form: RowForm) -> Raw:
    """Điều kiện như đang gõ."""
    lines = [
        line_of(
            form.typed(_of(place, "loai")) or next(iter(LINE_WORDS)),
            {name: form.typed(_of(place, name)) for name in _PARTS},
        )
        for place in range(form.count("so-dong", 1))
    ]
    return joined(lines, form.typed("noi") or next(iter(JOIN_WORDS)))


def _of(place: int, name: str) -> str:
    return f"dieu-kien-{place}-{name}"


def _draw_line(form: RowForm, place: int) -> None:
    def pick(column: DeltaGenerator, label: str, name: str, words: Mapping[str, str]) -> str:
        return column.selectbox(
            label, list(words), format_func=words.__getitem__, key=form.key(_of(place, name))
        )

    kinds = {code: kind.name for code, kind in form.book.catalogue.kinds.items()}
    awards = {slug: kind.name for slug, kind in form.book.awards.items()}
    first, second, third, fourth = st.columns(4)
    kind = pick(first, f"Dòng {place + 1}", "loai", LINE_WORDS)
    if kind not in ("fact", "share"):
        pick(second, f"Danh hiệu của dòng {place + 1}", "award", awards)
        if kind == "run":
            third.text_input(
                f"Ít nhất (năm) của dòng {place + 1}", key=form.key(_of(place, "least"))
            )
        return
    pick(second, f"Dữ kiện của dòng {place + 1}", "fact", kinds)
    if kind == "fact":
        pick(third, f"Phép so của dòng {place + 1}", "op", SIGN_WORDS)
    else:
        pick(third, f"Trên tổng số của dòng {place + 1}", "of", kinds)
    fourth.text_input(f"Ngưỡng của dòng {place + 1}", key=form.key(_of(place, "threshold")))
