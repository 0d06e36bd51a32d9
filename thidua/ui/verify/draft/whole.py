"""Cả dự thảo: begun, kept in versions, shown to members, tried on last year, set beside others."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.covenant.difference import clause_changes
from thidua.domain.covenant.drafting.drafting import Drafting
from thidua.domain.covenant.drafting.examined import Examined
from thidua.domain.covenant.drafting.lines import draft_of
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.period.windows import vi_moment
from thidua.frames import covenant as frames
from thidua.frames.imports import clauses_frame
from thidua.services.covenant import drafts
from thidua.services.verify import copying, draft_trial, drafting
from thidua.services.verify.drafting import Base
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify import amendment
from thidua.ui.widgets import downloads, tables
from thidua.ui.widgets.panel import panel

_SOURCE = "dt-bat-dau-tu"


def start(ctx: Context) -> None:
    """Bắt đầu dự thảo, for whoever may write one."""
    st.info("Kỳ này chưa có dự thảo. Dự thảo không tính vào điểm nào cho tới khi ban hành.")
    found = drafting.origins(ctx.work)
    st.selectbox("Bắt đầu từ", list(found), format_func=found.__getitem__, key=_SOURCE)
    ctx.button(
        "Bắt đầu dự thảo",
        lambda: ctx.act(
            drafting.start,
            "Đã bắt đầu dự thảo.",
            source=str(st.session_state[_SOURCE]),
        ),
        key="dt-bat-dau",
        type="primary",
        icon=":material/edit_document:",
    )


def difference(ctx: Context, examined: Examined, base: Base | None) -> None:
    """Khác biệt so với bản đang dùng, or with a source that is chosen."""
    own = {"": f"Bản đặt cạnh: {base.name}"} if base is not None else {}
    found = {**own, **{one.key: one.name for one in copying.sources(ctx.work)}}
    if not found:
        st.info("Chưa có giao ước nào khác để so.")
        return
    source = st.selectbox("So với", list(found), format_func=found.__getitem__, key="dt-so-voi")
    if base is not None and not source:
        changes = clause_changes(base.draft, examined.draft)
    else:
        changes = list(copying.difference(ctx.work, source=source, draft=examined.draft))
    if not changes:
        st.success("Dự thảo không khác.")
        return
    st.markdown(f"Dự thảo có **{len(changes)}** khác biệt.")
    tables.draw(clauses_frame(changes), alt="Khác biệt của dự thảo")


def last_year(ctx: Context) -> None:
    """Năm trước theo dự thảo, marked as the supposition that it is."""
    if draft_trial.year_of(ctx.work) is None:
        st.info("Chưa có năm trước nào có điểm để thử dự thảo.")
        return
    found = draft_trial.last_year(ctx.work)
    if found is None:
        st.warning("Dự thảo còn lỗi nên chưa đọc được cả bản; hãy sửa các lỗi trước.")
        return
    words = literal(found.period.words)
    st.warning(
        f"**Giả định.** Với dự thảo này, {words} sẽ là như dưới đây. Không có gì được ghi; kết quả "
        "của năm ấy giữ nguyên.",
        icon=":material/science:",
    )
    if not found.is_final:
        st.caption("Năm ấy chưa chốt nên điểm đã có là tạm tính.")
    tables.draw(frames.under_draft_frame(found), alt="Năm trước tính lại theo dự thảo")
    if found.lacking:
        st.caption(
            literal(
                f"Năm ấy chưa có số liệu cho dòng {', '.join(found.lacking)}: tổng ghi từ mức thấp "
                "nhất (các dòng ấy không được điểm) đến mức cao nhất; hạng tính theo mức thấp nhất."
            )
        )
    if found.lost:
        st.markdown("Dòng của năm ấy không dùng được theo dự thảo:")
        for code, why in found.lost:
            st.markdown(f"- {literal(code)}: {literal(why)}")


def versions(ctx: Context, found: Drafting) -> None:
    """Giữ bản, lấy lại bản, lấy ý kiến, tải sổ, bỏ dự thảo."""
    downloads.workbook("Tải sổ giao ước của dự thảo", "du-thao-giao-uoc", drafts.workbook, ctx)
    if not found.may_write:
        return
    word = "Thôi lấy ý kiến" if found.shared else "Đưa ra lấy ý kiến các đơn vị"
    done = "Đã thôi lấy ý kiến." if found.shared else "Các đơn vị đã xem được dự thảo."
    ctx.button(
        word,
        lambda: ctx.act(drafts.share, done, shared=not found.shared),
        key="dt-lay-y-kien",
        icon=":material/forum:",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Tên bản", placeholder="Sau họp khối ngày 12/01", key="dt-ten-ban")
        ctx.button(
            "Giữ thành một bản",
            lambda: ctx.act(
                drafts.keep_version,
                "Đã giữ bản dự thảo.",
                title=str(st.session_state["dt-ten-ban"]),
            ),
            key="dt-giu-ban",
        )
    kept = {one.number: one for one in drafts.kept_versions(ctx.work)}
    if kept:
        number = st.selectbox(
            "Bản đã giữ",
            list(kept),
            format_func=lambda one: f"{one}. {kept[one].title}",
            key="dt-ban",
        )
        one = kept[number]
        st.caption(literal(f"{one.kept_by} giữ lúc {vi_moment(one.kept_at)}."))
        changes = clause_changes(draft_of(one.lines), draft_of(found.lines))
        if changes:
            tables.draw(clauses_frame(changes), alt="Khác biệt từ bản đã giữ tới nay")
        ctx.button(
            "Lấy lại bản này",
            lambda: ctx.act(
                drafts.restore_version, f"Dự thảo nay như bản {number}.", number=number
            ),
            key="dt-lay-lai",
            disabled=not changes,
        )
    inside = panel("Bỏ dự thảo", key="dt-mo-bo", icon=":material/delete:")
    if inside is not None:
        with inside:
            st.text_input("Lý do bỏ dự thảo", key="dt-ly-do-bo")
            ctx.button(
                "Bỏ dự thảo này",
                lambda: ctx.act(
                    drafts.discard,
                    "Đã bỏ dự thảo; các bản đã giữ vẫn còn.",
                    reason=str(st.session_state["dt-ly-do-bo"]),
                ),
                key="dt-bo-du-thao",
            )


def adoption(ctx: Context, examined: Examined) -> None:
    """Ban hành dự thảo: the same preview and settlement as of a workbook that is taken in."""
    if not ctx.allows(Permission.EDIT_COVENANT):
        stage = ctx.period.stage
        names = links.who_now(Permission.EDIT_COVENANT, stage)
        st.info(
            f"Ở giai đoạn «{STAGE_WORDS[stage]}», {names} ban hành giao ước; hãy nhờ một trong "
            "những người ấy."
            if names
            else f"Ở giai đoạn «{STAGE_WORDS[stage]}» không ban hành giao ước nữa."
        )
        return
    strays = drafting.strays(ctx.work, examined=examined)
    amendment.adoption(ctx, f"du-thao-{ctx.period.id}", examined.draft, strays, verb="Ban hành")
