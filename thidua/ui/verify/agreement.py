"""Thống nhất điểm: one unit's hands side by side, the agreed points and their reason."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.review.combining import COMBINING_WORDS
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.draft import plain_number
from thidua.domain.scoring.sheet import SheetStatus
from thidua.domain.verify.agreement import SettledLine, Settling
from thidua.frames.ranking.standings import most_shown, shown
from thidua.frames.review import agreement as frames
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring import submissions
from thidua.services.verify import agreement, verification
from thidua.ui.awards import supposed as supposed_panel
from thidua.ui.frame import address, links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import cell_history, claim_words
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring.hand_in import REOPENING
from thidua.ui.widgets import tables

"""Tên phần việc này trên trang."""

_UNIT, _CRITERION = "don-vi-td", "tieu-chi-td-"
_WRAPS, _ONE_LINE = 72, 40  # a table breaks lines only in rows of this height, in pixels


def place_of(unit: str, criterion: str) -> dict[str, str]:
    """Chỗ trên trang Thẩm định where this criterion of this unit is settled."""
    return {address.PART: links.AGREEMENT, _UNIT: unit, f"{_CRITERION}{unit}": criterion}


def draw(ctx: Context) -> None:
    """Vẽ phần thống nhất điểm của một đơn vị."""
    members = score_entry.members(ctx.work)
    names = {member.code: member.name for member in members}
    unit = st.selectbox("Đơn vị", list(names), format_func=names.__getitem__, key=_UNIT)
    found = agreement.settling(ctx.work, unit=unit)
    st.markdown(_sentence(found))
    tables.draw(frames.hands_frame(found), alt="Các bên chấm của đơn vị cạnh nhau")
    _one(ctx, found)
    _whole(ctx, found)


def summary(ctx: Context, unit: str) -> None:
    """Bảng các tay chấm để xem, on the unit's own page once checking has begun.

    Whoever looks into everything sees each reviewer's points too.
    """
    if not ctx.allows(Permission.VIEW_REVIEWS, unit):
        return
    found = agreement.settling(ctx.work, unit=unit)
    if not found.reviewers:
        return
    st.header("Điểm tổng hợp và thống nhất", anchor=False)
    st.markdown(_sentence(found))
    tables.draw(frames.hands_frame(found), alt="Điểm tự chấm, tổng hợp và đang tính")
    if ctx.allows(Permission.VIEW_REVIEWERS):
        _one(ctx, found)


def _sentence(found: Settling) -> str:
    covenant = found.covenant
    missing = [row.criterion.code for row in found.lines if row.points is None]
    agreed = sum(_is_agreed(row) for row in found.lines)
    said = (
        f"Tổng hợp theo giao ước: **{COMBINING_WORDS[covenant.combining]}**; "
        f"{len(found.reviewers)} phiếu được tính; {agreed} tiêu chí đã thống nhất khác"
    )
    if found.total is not None:
        said += f"; tổng **{literal(shown(covenant, found.total))}** điểm"
        said += "" if found.status is SheetStatus.VERIFIED else " (TẠM TÍNH)"
    return f"{said}; còn {len(missing)} tiêu chí chưa có điểm." if missing else f"{said}."


def _is_long(reason: str) -> bool:
    return len(reason) > _ONE_LINE


def _is_agreed(row: SettledLine) -> bool:
    return row.in_force is not None and row.in_force.state is LineState.AGREED


def _one(ctx: Context, found: Settling) -> None:
    """Một tiêu chí: who gave what, what other ways would make of it, and the agreed points."""
    rows = {row.criterion.code: row for row in found.lines}
    code = st.selectbox(
        "Tiêu chí cần thống nhất",
        list(rows),
        format_func=lambda one: f"{one}. {rows[one].criterion.text}",
        key=f"{_CRITERION}{found.unit}",
    )
    row = rows[code]
    left, right = st.columns([3, 2], border=True)
    with left:
        st.subheader("Các bên chấm", anchor=False)
        claim = shown(found.covenant, row.claim)
        most = most_shown(found.covenant, row.criterion)
        st.markdown(f"Đơn vị tự chấm **{literal(claim)}** trên tối đa {literal(most)} điểm")
        if row.combined is None:
            st.caption("Chưa có phiếu chấm chéo nào được tính cho tiêu chí này.")
        else:
            tables.draw(
                frames.values_frame(found, row),
                alt="Điểm từng người chấm cho",
                row_height=_WRAPS if any(map(_is_long, row.reasons.values())) else None,
                column_config={
                    "Điểm": st.column_config.TextColumn(width=70),
                    "Lý do": st.column_config.TextColumn(width=300),
                },
            )
            st.markdown(literal(frames.ways_words(found, row)))
        claim_words.draw(ctx, found.unit, code, row.claimed)
        evidence_panel.of_criterion(ctx, found.unit, code)
        supposed_panel.draw_kept(ctx, found.unit, code)
        cell_history.draw(ctx, found.unit, code)
    with right:
        st.subheader("Điểm thống nhất", anchor=False)
        st.markdown(
            f"Đang tính **{literal(shown(found.covenant, row.points))}** điểm "
            f"({frames.source_words(row)})"
        )
        if row.in_force is not None and row.in_force.explanation:
            st.text(row.in_force.explanation)
        may = ctx.allows(Permission.SCORE_VERIFIED, found.unit)
        if may and found.status is not SheetStatus.VERIFIED:
            _agree(ctx, found, row)


def _agree(ctx: Context, found: Settling, row: SettledLine) -> None:
    code = row.criterion.code
    stored = row.in_force.points if _is_agreed(row) and row.in_force is not None else None
    key = f"{found.unit}-{code}-{row.base}"
    st.text_input(
        "Điểm thống nhất",
        "" if stored is None else plain_number(stored),
        key=f"diem-td-{key}",
    )
    st.text_area(
        "Lý do",
        row.in_force.explanation if _is_agreed(row) and row.in_force is not None else "",
        key=f"ly-do-td-{key}",
    )

    def agree() -> None:
        waits = ctx.write(
            agreement.agree,
            unit=found.unit,
            criterion=code,
            typed=st.session_state[f"diem-td-{key}"],
            reason=st.session_state[f"ly-do-td-{key}"],
            base=row.base,
        )
        said = f"Đã ghi điểm thống nhất của tiêu chí {code}."
        ctx.flash(_MOVES_OWN.format(code) if waits else said)

    def withdraw() -> None:
        waits = ctx.write(agreement.withdraw, unit=found.unit, criterion=code, base=row.base)
        said = f"Đã bỏ điểm thống nhất của tiêu chí {code}."
        ctx.flash(_MOVES_OWN.format(code) if waits else said)

    buttons = st.container(horizontal=True)
    ctx.button("Ghi điểm thống nhất", agree, key=f"ghi-td-{key}", place=buttons, type="primary")
    if _is_agreed(row):
        ctx.button("Bỏ, dùng điểm tổng hợp", withdraw, key=f"bo-td-{key}", place=buttons)


_MOVES_OWN = (
    "Tiêu chí {}: điểm này đổi thứ tự giữa đơn vị ấy và đơn vị của bạn nên mới là đề nghị, chờ "
    "người thứ hai của đơn vị khác xác nhận."
)


def _whole(ctx: Context, found: Settling) -> None:
    """Cả bảng: confirmed when every line has points, opened again with a reason."""
    if not ctx.allows(Permission.SCORE_VERIFIED, found.unit):
        return
    if found.status is not SheetStatus.VERIFIED:
        said = "Đã xác nhận thẩm định bảng chấm này."
        ctx.button(
            "Xác nhận đã thẩm định đơn vị này",
            lambda: ctx.act(verification.verify_sheet, said, unit=found.unit),
            key="xac-nhan-td",
            icon=":material/verified:",
        )
        return
    field = f"mo-lai-td-{found.unit}"
    with st.expander("Mở lại bảng thẩm định", icon=":material/lock_open:"):
        st.text_input("Lý do mở lại", key=field)
        ctx.button(
            "Đề nghị mở lại",
            lambda: ctx.act(
                submissions.ask_reopening,
                REOPENING,
                unit=found.unit,
                reason=st.session_state[field],
            ),
            key="mo-lai-td",
        )
