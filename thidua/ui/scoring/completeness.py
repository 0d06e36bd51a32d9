"""Kiểm tra trước khi nộp: what stops it, what is left on purpose, each a click from its field."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from thidua.domain.scoring.completeness import GAP_WORDS, Gap, GapKind
from thidua.services.scoring import submissions
from thidua.services.scoring.desk import Desk
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import jump

_SHOWN = 24
_WITH_REASON = frozenset({GapKind.RETURNED, GapKind.LEFT_BLANK})


def draw(ctx: Context, desk: Desk) -> Sequence[Gap]:
    """Vẽ danh sách kiểm tra; returns what stops handing in."""
    found = submissions.gaps_of(ctx.work, unit=desk.unit)
    stopping = [gap for gap in found if gap.stops]
    st.header("Kiểm tra trước khi nộp", anchor=False)
    if not stopping:
        st.success("Đã đủ để nộp.", icon=":material/check_circle:")
    for kind, same in groupby(found, key=lambda gap: gap.kind):
        _kind(desk, kind, list(same))
    return stopping


def _kind(desk: Desk, kind: GapKind, found: Sequence[Gap]) -> None:
    icon = ":material/block:" if found[0].stops else ":material/info:"
    st.markdown(f"{icon} **{len(found)}** tiêu chí {GAP_WORDS[kind]}")
    if kind in _WITH_REASON:
        for gap in found:
            st.markdown(f"- {literal(gap.criterion)}: {literal(gap.words)}")
    with st.container(horizontal=True):
        for gap in found[:_SHOWN]:
            st.button(
                literal(gap.criterion),
                key=f"toi-{kind}-{gap.criterion}",
                help=literal(desk.covenant.criteria[gap.criterion].text),
                on_click=jump.to,
                args=(gap.criterion,),
            )
        if len(found) > _SHOWN:
            st.caption(f"và {len(found) - _SHOWN} tiêu chí khác")
