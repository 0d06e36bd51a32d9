"""Nếu… thì: suppositions put together and looked at on a copy; the record notes who looked."""

from decimal import Decimal
from enum import StrEnum

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.review.combining import COMBINING_WORDS
from thidua.domain.verify.what_if import (
    AgreedOn,
    CombinedBy,
    Hypothesis,
    ReviewerGives,
    WithoutReviewer,
)
from thidua.frames.review import disagreement as frames
from thidua.services.awards import supposed
from thidua.services.verify import analysis
from thidua.services.verify.analysis import Comparison
from thidua.ui.awards import supposed as award_panels
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables


class _Kind(StrEnum):
    GIVES = "Người chấm cho điểm khác"
    AGREED = "Thống nhất một điểm"
    WITHOUT = "Bỏ phiếu"
    COMBINED = "Cách tổng hợp khác"


_PERIOD = "_ky-gia-dinh"
_FIELDS = (
    *("loai-gd", "don-vi-gd", "tieu-chi-gd", "nguoi-cham-gd", "diem-gd", "don-vi-bo-gd", "bo-gd"),
    *("cach-gd", "don-vi-kem", "tieu-chi-kem"),
)
"""Ô của giả định: emptied when another block or period is chosen."""

_ALL = ""
"""Mọi đơn vị, in the choice of whose sheets are left out."""


def draw(ctx: Context, found: Comparison) -> None:
    """Vẽ «Nếu… thì» cho kỳ đang xem."""
    st.header("Nếu… thì", anchor=False)
    st.caption(
        "Tính trên một bản sao; điểm đã ghi không đổi. Mỗi lần xem chỉ để lại một dòng trong "
        "nhật ký."
    )
    _begin(ctx)
    chosen, seen = f"gia-dinh-{ctx.period.id}", f"gia-dinh-da-xem-{ctx.period.id}"
    hypotheses: tuple[Hypothesis, ...] = st.session_state.get(chosen, ())
    one = _compose(found)
    buttons = st.container(horizontal=True)
    if buttons.button("Thêm giả định", icon=":material/add:", disabled=one is None) and one:
        wanted = (*hypotheses, one)
        analysis.suppose(ctx.work, hypotheses=wanted)
        st.session_state[chosen] = hypotheses = wanted
    if hypotheses:
        buttons.button(
            "Bỏ hết giả định",
            icon=":material/delete:",
            on_click=st.session_state.pop,
            args=(chosen, None),
        )
    for number, hypothesis in enumerate(hypotheses, 1):
        st.markdown(f"{number}\\. {literal(hypothesis.words(found.name))}")
    if not hypotheses:
        return
    if st.session_state.get(seen) != hypotheses:

        def compute() -> None:
            with ctx.anew() as work:
                analysis.suppose(work, hypotheses=hypotheses)
            ctx.act(
                analysis.note_what_if,
                "Đã tính trên bản sao; nhật ký có thêm một dòng «xem giả định».",
                hypotheses=hypotheses,
            )
            st.session_state[seen] = hypotheses

        ctx.button(
            "Xem kết quả",
            compute,
            key="xem-gia-dinh",
            type="primary",
            icon=":material/visibility:",
        )
        return
    _result(ctx, found, hypotheses)


def _begin(ctx: Context) -> None:
    """Sang khối hoặc kỳ khác thì các ô bắt đầu lại: what was typed is about the other one."""
    if st.session_state.get(_PERIOD) != ctx.period.id:
        for field in _FIELDS:
            st.session_state.pop(field, None)
        st.session_state[_PERIOD] = ctx.period.id


def _compose(found: Comparison) -> Hypothesis | None:
    """Soạn một giả định; None while it is not complete."""
    kinds = list(_Kind) if found.case.reviews else [_Kind.AGREED]
    kind = st.segmented_control("Giả định", kinds, default=kinds[0], required=True, key="loai-gd")
    if kind is _Kind.COMBINED:
        ways = [
            how for how in Combining if how not in (Combining.CHAIR, found.case.covenant.combining)
        ]
        how = st.selectbox(
            "Cách tổng hợp", ways, format_func=COMBINING_WORDS.__getitem__, key="cach-gd"
        )
        return CombinedBy(how)
    if kind is _Kind.WITHOUT:
        return _without(found)
    columns = st.columns([3, 3, 2, 2] if kind is _Kind.GIVES else [3, 3, 2])
    units = [
        unit for unit in found.case.settled if kind is not _Kind.GIVES or unit in found.case.reviews
    ]
    unit = columns[0].selectbox("Đơn vị được chấm", units, format_func=found.name, key="don-vi-gd")
    criteria = found.case.covenant.criteria
    code = columns[1].selectbox(
        "Tiêu chí",
        list(criteria),
        format_func=lambda one: f"{one}. {criteria[one].text}",
        key="tieu-chi-gd",
    )
    reviewer = ""
    if kind is _Kind.GIVES:
        reviewer = columns[2].selectbox(
            "Người chấm",
            list(found.case.reviews[unit]),
            format_func=found.name,
            key="nguoi-cham-gd",
        )
    points = _points(columns[-1].text_input("Điểm giả định", key="diem-gd"))
    if points is None:
        return None
    if kind is _Kind.GIVES:
        return ReviewerGives(unit, code, reviewer, points)
    return AgreedOn(unit, code, points)


def _points(typed: str) -> Decimal | None:
    if not typed.strip():
        return None
    points = parse_number(typed)
    if points is None:
        raise Refused(f"{number_problem(typed)}.")
    return points


def _without(found: Comparison) -> Hypothesis:
    """Bỏ phiếu: all of one reviewer, or those of one unit; only the latter without names."""
    units = [] if found.hides_names else [_ALL]
    units += list(found.case.reviews)
    left, right = st.columns(2)
    unit = left.selectbox(
        "Phiếu chấm",
        units,
        format_func=lambda one: found.name(one) if one else "mọi đơn vị",
        key="don-vi-bo-gd",
    )
    given = [found.case.reviews[unit]] if unit else found.case.reviews.values()
    reviewers = sorted({reviewer for sheets in given for reviewer in sheets})
    reviewer = right.selectbox("Của người chấm", reviewers, format_func=found.name, key="bo-gd")
    return WithoutReviewer(reviewer, unit or None)


def _result(ctx: Context, found: Comparison, hypotheses: tuple[Hypothesis, ...]) -> None:
    result = supposed.suppose(ctx.work, hypotheses=hypotheses)
    moves, changed = result.moves, len(result.moved)
    st.markdown(
        f"Với giả định trên, **{changed}** đơn vị đổi thứ hạng, xếp loại hoặc suất khen."
        if changed
        else "Với giả định trên, không đơn vị nào đổi thứ hạng, xếp loại hay suất khen."
    )
    tables.draw(
        frames.moves_frame(found.case.covenant, moves, found.name),
        alt="Thứ hạng, tổng điểm, xếp loại và suất khen trước và sau giả định",
    )
    award_panels.draw_law(result, found.name)
    _attach(ctx, found, hypotheses)


def _attach(ctx: Context, found: Comparison, hypotheses: tuple[Hypothesis, ...]) -> None:
    """Đính kèm vào một tiêu chí: read beside its agreed points and in its threads."""
    if not ctx.allows(Permission.SCORE_VERIFIED):
        return
    about = next(
        (one for one in hypotheses if isinstance(one, AgreedOn | ReviewerGives)),
        None,
    )
    criteria = found.case.covenant.criteria
    with st.expander("Đính kèm vào điểm thống nhất, giải trình", icon=":material/attach_file:"):
        left, right = st.columns(2)
        units, codes = list(found.case.settled), list(criteria)
        unit = left.selectbox(
            "Của đơn vị",
            units,
            index=units.index(about.unit) if about else 0,
            format_func=found.name,
            key="don-vi-kem",
        )
        code = right.selectbox(
            "Ở tiêu chí",
            codes,
            index=codes.index(about.criterion) if about else 0,
            format_func=lambda one: f"{one}. {criteria[one].text}",
            key="tieu-chi-kem",
        )
        st.caption(
            "Lời và số của giả định được giữ nguyên cùng mục nhật ký đang đứng; người thẩm định và "
            "người xem cả khối đọc ở Thống nhất điểm và ở Giải trình. Điểm không đổi."
        )
        ctx.button(
            "Đính kèm",
            lambda: ctx.act(
                supposed.keep,
                "Đã đính kèm giả định.",
                hypotheses=hypotheses,
                unit=unit,
                criterion=code,
            ),
            key="kem-gia-dinh",
            icon=":material/attach_file:",
        )
