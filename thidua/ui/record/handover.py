"""Bàn giao khối trên màn hình: the pack to take away, what came with one, and taking one in."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.period.windows import vi_moment
from thidua.services.record import handover, taking_over
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports
from thidua.ui.widgets.panel import panel

_TURN = "goi-ban-giao-luot"


def draw(ctx: Context) -> None:
    """Vẽ phần bàn giao của khối đang xem, for who leads it; what it was taken over with."""
    if not (ctx.allows(Permission.VIEW_RECORD) and ctx.allows(Permission.DECIDE_AWARD)):
        return
    inside = panel("Bàn giao khối", key="mo-ban-giao", icon=":material/inventory_2:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Gói có danh sách đơn vị, chức vụ, mọi bản giao ước, quá trình khen thưởng, vai trò "
            "đang giữ, việc còn dở và gói nhật ký từng kỳ; không có mật khẩu. Điểm đã chấm nằm "
            "trong gói nhật ký."
        )
        downloads.archive("Tải gói bàn giao", "ban-giao", handover.pack, ctx)
        received = taking_over.received(ctx.work)
        if received is None:
            return
        st.markdown(
            f"Khối được nhận bàn giao {vi_moment(received.taken_at)}, người nhận "
            f"{literal(received.taken_by)}. Nhật ký nơi giao dừng ở mục {received.position}, dấu "
            f"niêm {received.seal[:16]}…; mã đối chiếu gói {received.fingerprint[:16]}…"
        )
        if received.matters:
            st.markdown("Việc còn dở lúc bàn giao:")
            st.markdown("\n".join(f"- {literal(one)}" for one in received.matters))


def take(ctx: Context) -> None:
    """Nhận gói bàn giao của một khối chưa có ở đây."""
    if not (ctx.allows(Permission.EDIT_ACCOUNTS) and ctx.allows(Permission.EDIT_UNITS)):
        return
    inside = panel(
        "Nhận bàn giao một khối", key="mo-nhan-ban-giao", icon=":material/move_to_inbox:"
    )
    if inside is None:
        return
    with inside:
        turn = st.session_state.setdefault(_TURN, 0)
        file = st.file_uploader(
            "Gói bàn giao (.zip)", type=["zip"], max_upload_size=50, key=f"goi-ban-giao-{turn}"
        )
        if file is not None:
            _preview(ctx, file.getvalue())


def _preview(ctx: Context, data: bytes) -> None:
    found = taking_over.preview(ctx.work, data=data)
    content = found.content
    counts = ", ".join(f"{count} {name}" for name, count in content.counts())
    st.markdown(
        f"Khối **{literal(content.block_name)}** ({literal(content.block_code)}): {counts}. "
        f"Mã đối chiếu gói {content.fingerprint[:16]}…"
    )
    imports.show_findings(found.findings)
    if content.matters:
        st.markdown("Việc còn dở:\n\n" + "\n".join(f"- {literal(one)}" for one in content.matters))
    seen = content.fingerprint

    def write() -> None:
        ctx.act(
            taking_over.take,
            f"Đã nhận bàn giao {content.block_name}; tài khoản mới chưa có mật khẩu, hãy đặt lại ở "
            "trang Tài khoản.",
            data=data,
            seen=seen,
        )
        st.session_state[_TURN] += 1

    ctx.button(
        "Nhận bàn giao",
        write,
        key="nhan-ban-giao",
        type="primary",
        disabled=found.is_refused,
    )
