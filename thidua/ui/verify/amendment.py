"""Nhập giao ước trên màn hình: the text, what it does to what was scored, and its settlement."""

from datetime import date

import streamlit as st

from thidua.domain.covenant.difference import ClauseChangeKind, clause_changes
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.scoring.fit import SETTLEMENT_WORDS, Settlement
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.frames import amendment as frames
from thidua.frames.imports import clauses_frame
from thidua.services.covenant.covenants import CovenantPreview, preview_covenant
from thidua.services.ground import intake
from thidua.services.verify import amendments
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports

_KEY = "tep-giao-uoc"
_NOTHING = CovenantDraft((), ())


def draw(ctx: Context) -> None:
    """Nhập sổ giao ước: the preview says which block and year it is for."""
    chosen = imports.upload("Sổ giao ước (.xlsx, .xls, .ods)", _KEY)
    if chosen is None:
        return
    draft, findings = intake.covenant(*chosen)
    if draft is None:
        imports.show_counts([], findings)
        return
    adoption(ctx, _KEY, draft, findings)


def adoption(ctx: Context, key: str, draft: CovenantDraft, findings: Findings) -> None:
    """Xem trước rồi ban hành a draft, whatever it came from; `key` tells those of a page apart."""
    st.session_state.setdefault(f"{key}-luot", 0)
    preview = preview_covenant(ctx.work, draft=draft, findings=tuple(findings))
    _show_text(preview, draft)
    imports.show_account(findings.account, findings.account.words())
    _show_effect(ctx, preview)
    chosen_ways = _settlements(key, preview)
    _reasons(key, preview)
    _button(ctx, key, preview, draft, tuple(findings), chosen_ways)


def _show_text(preview: CovenantPreview, draft: CovenantDraft) -> None:
    """Nội dung: of a first version everything is new."""
    is_first = not preview.seen
    changes = clause_changes(_NOTHING, draft) if is_first else preview.changes
    kinds = [change.kind for change in changes]
    words = (
        (ClauseChangeKind.ADDED, "mới"),
        (ClauseChangeKind.CHANGED, "đổi"),
        (ClauseChangeKind.REMOVED, "bỏ"),
    )
    imports.show_counts([(word, kinds.count(kind)) for kind, word in words], preview.findings)
    if preview.period is not None:
        name = literal(preview.period.block_name)
        st.markdown(f"Giao ước này dành cho **{name}**, {literal(preview.when)}.")
    if changes:
        st.dataframe(clauses_frame(changes), hide_index=True, alt="Khác biệt so với bản đang dùng")


def _show_effect(ctx: Context, preview: CovenantPreview) -> None:
    """Ảnh hưởng: lines that no longer fit, and whose total, rank, band or award moves."""
    if preview.is_refused or preview.is_unchanged:
        return
    found = amendments.effect(ctx.work, preview=preview)
    if preview.misfits:
        st.warning(
            f"**{len(preview.misfits)} dòng đã chấm không còn khớp** bản này. Không dòng nào được "
            "tính quá điểm tối đa mới; hãy chọn cách giải quyết ở dưới."
        )
        st.dataframe(
            frames.misfits_frame(preview.misfits, found.names),
            hide_index=True,
            alt="Các dòng đã chấm không còn khớp",
        )
    if found.moved and preview.covenant is not None:
        st.markdown("Bảng xếp hạng sẽ đổi như sau, khi chưa chấm lại dòng nào:")
        st.dataframe(
            frames.effect_frame(found.moved, found.names, preview.covenant.scale),
            hide_index=True,
            alt="Tổng điểm, hạng, xếp loại và suất khen trước và sau",
        )
    elif found.moves:
        st.caption("Bản này không làm đổi tổng điểm, hạng, xếp loại hay suất khen của đơn vị nào.")


def _settlements(key: str, preview: CovenantPreview) -> dict[Hand, Settlement]:
    """Cách giải quyết từng loại bảng điểm; a hand without a choice yet is left out."""
    chosen: dict[Hand, Settlement] = {}
    period = preview.period
    hands = [hand for hand in Hand if any(one.hand is hand for one in preview.misfits)]
    for hand in hands if period is not None else ():
        way = st.selectbox(
            f"Các dòng {HAND_WORDS[hand].lower()} không còn khớp thì",
            amendments.open_choices(period, hand) if period is not None else (),
            index=None,
            format_func=SETTLEMENT_WORDS.__getitem__,
            placeholder="Chọn cách giải quyết",
            key=f"{key}-giai-quyet-{hand}",
        )
        if way is not None:
            chosen[hand] = way
    return chosen


def _reasons(key: str, preview: CovenantPreview) -> None:
    """Lý do; of an amendment its document and day as well."""
    st.text_input("Lý do ban hành hoặc sửa đổi", key=f"{key}-ly-do")
    if preview.is_amendment:
        left, right = st.columns(2)
        left.text_input(
            "Văn bản sửa đổi (số, ngày)",
            key=f"{key}-van-ban",
            placeholder="Biên bản số 05/BB-KTĐ ngày 12/06/2026",
        )
        right.date_input(
            "Có hiệu lực từ ngày", value=None, format="DD/MM/YYYY", key=f"{key}-hieu-luc"
        )


def _button(
    ctx: Context,
    key: str,
    preview: CovenantPreview,
    draft: CovenantDraft,
    findings: tuple[Finding, ...],
    choices: dict[Hand, Settlement],
) -> None:
    period = preview.period
    named = "" if period is None else f" của {period.block_name} {preview.when}"
    seen = preview.seen

    def write() -> None:
        imports.apply(
            ctx,
            key,
            amendments.adopt,
            f"Đã nhập giao ước{named}.",
            draft=draft,
            findings=findings,
            reason=str(st.session_state[f"{key}-ly-do"]),
            document=str(st.session_state.get(f"{key}-van-ban", "")),
            effective_from=_day(key),
            replaces=seen,
            choices=choices,
        )

    unsettled = {one.hand for one in preview.misfits} - set(choices)
    ctx.button(
        "Nhập giao ước",
        write,
        key=f"{key}-nhap",
        type="primary",
        disabled=preview.is_refused or preview.is_unchanged or period is None or bool(unsettled),
    )


def _day(key: str) -> date | None:
    found = st.session_state.get(f"{key}-hieu-luc")
    return found if isinstance(found, date) else None
