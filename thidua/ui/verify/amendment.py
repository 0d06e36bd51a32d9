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
from thidua.services.verify import amendments, copying
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify import copying as copy_panel
from thidua.ui.widgets import imports, tables
from thidua.ui.widgets.panel import panel

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


def draw_copy(ctx: Context) -> None:
    """Chép giao ước từ nguồn khác cho kỳ đang xem; read only once a source is chosen."""
    inside = panel(
        "Chép từ năm trước, khối khác, mẫu", key="mo-chep", icon=":material/content_copy:"
    )
    if inside is None:
        return
    with inside:
        source = copy_panel.choose(ctx)
        if source is not None:
            draft = copying.copy_of(ctx.work, source=source)
            adoption(ctx, f"chep-{ctx.period.id}", draft, Findings(), source)


def adoption(
    ctx: Context,
    key: str,
    draft: CovenantDraft,
    findings: Findings,
    beside: str = "",
    verb: str = "Nhập",
) -> None:
    """Xem trước rồi ban hành a draft, whatever it came from; `key` tells those of a page apart.

    `beside` is the source that it is set beside; of a first covenant the one of the year before.
    `verb` is what the button calls it.
    """
    st.session_state.setdefault(f"{key}-luot", 0)
    preview = preview_covenant(ctx.work, draft=draft, findings=tuple(findings))
    _show_text(preview, draft)
    imports.show_account(findings.account, findings.account.words())
    _show_effect(ctx, preview)
    seen = copy_panel.beside(ctx, key, preview, draft, beside)
    chosen_ways = _settlements(key, preview)
    _reasons(key, preview)
    _button(ctx, key, preview, draft, tuple(findings), chosen_ways, seen, verb)


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
        tables.draw(clauses_frame(changes), alt="Khác biệt so với bản đang dùng")


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
        tables.draw(
            frames.misfits_frame(preview.misfits, found.names),
            alt="Các dòng đã chấm không còn khớp",
        )
    if found.moved and preview.covenant is not None:
        st.markdown("Bảng xếp hạng sẽ đổi như sau, khi chưa chấm lại dòng nào:")
        tables.draw(
            frames.effect_frame(found.moved, found.names, preview.covenant.scale),
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
    beside: copy_panel.Beside | None,
    verb: str,
) -> None:
    period = preview.period
    named = "" if period is None else f" của {period.block_name} {preview.when}"
    seen = preview.seen

    def write() -> None:
        imports.apply(
            ctx,
            key,
            copying.adopt,
            f"Đã {verb.lower()} giao ước{named}.",
            draft=draft,
            findings=findings,
            reason=str(st.session_state[f"{key}-ly-do"]),
            document=str(st.session_state.get(f"{key}-van-ban", "")),
            effective_from=_day(key),
            replaces=seen,
            choices=choices,
            beside="" if beside is None else beside.source,
            seen="" if beside is None else beside.mark,
        )

    unsettled = {one.hand for one in preview.misfits} - set(choices)
    ctx.button(
        f"{verb} giao ước",
        write,
        key=f"{key}-nhap",
        type="primary",
        disabled=preview.is_refused
        or preview.is_unchanged
        or period is None
        or bool(unsettled)
        or (beside is not None and not beside.is_seen),
    )


def _day(key: str) -> date | None:
    found = st.session_state.get(f"{key}-hieu-luc")
    return found if isinstance(found, date) else None
