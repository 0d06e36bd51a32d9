"""Điều kiện của một điều, viết bằng ô: one line per fact or award, and how they join."""

from collections.abc import Mapping

import streamlit as st

from thidua.domain.dossier.facts import NO, YES, FactKind, FactType
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
            {name: form.typed(_of(place, _asked(form, place, name))) for name in _PARTS},
        )
        for place in range(form.count("so-dong", 1))
    ]
    return joined(lines, form.typed("noi") or next(iter(JOIN_WORDS)))


def _of(place: int, name: str) -> str:
    return f"dieu-kien-{place}-{name}"


def _asked(form: RowForm, place: int, name: str) -> str:
    """Ô đang hỏi phần này: a fact that is one of a list has cells of its own."""
    fact = _fact(form, place)
    return f"{name}-{fact.code}" if name in ("op", "threshold") and _words(fact) else name


def _fact(form: RowForm, place: int) -> FactKind:
    kinds = form.book.catalogue.kinds
    return kinds.get(form.typed(_of(place, "fact"))) or next(iter(kinds.values()))


def _words(kind: FactKind) -> dict[str, str]:
    """Những giá trị có thể; empty for a number, a share or a day, which are typed."""
    if kind.type is FactType.YES_NO:
        return {YES: YES, NO: NO}
    return {word.code: word.label for word in kind.words}


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
        about = _fact(form, place)
        words = _words(about)
        signs = {"=": SIGN_WORDS["="]} if words and not about.ordered else SIGN_WORDS
        pick(third, f"Phép so của dòng {place + 1}", _asked(form, place, "op"), signs)
        if words:
            name = _asked(form, place, "threshold")
            pick(fourth, f"Ngưỡng của dòng {place + 1}", name, words)
            return
    else:
        pick(third, f"Trên tổng số của dòng {place + 1}", "of", kinds)
    fourth.text_input(f"Ngưỡng của dòng {place + 1}", key=form.key(_of(place, "threshold")))
