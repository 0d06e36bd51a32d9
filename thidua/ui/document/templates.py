"""Mẫu văn bản riêng: where to begin, what may stand in one, which is in force and which comes."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.document import template
from thidua.domain.document.letterhead import Owner
from thidua.domain.document.template import LARGEST, OwnTemplate, TemplateState
from thidua.frames import documents as frames
from thidua.services.document import making, templates
from thidua.services.document.states import Place
from thidua.ui.document import letterheads
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel

_KEY = "mau-rieng"
_MEGA = 1024 * 1024


def draw(ctx: Context) -> None:
    """Khung «Mẫu văn bản riêng» của khối và các đơn vị; read only while it is open."""
    inside = panel("Mẫu văn bản riêng", key="mo-mau-rieng", icon=":material/draft:")
    if inside is None:
        return
    with inside:
        owner, code = letterheads.choose_owner(ctx, "mau-rieng-cua")
        kinds = {one.code: one.name for one in templates.kinds()}
        document = st.selectbox(
            "Loại văn bản", list(kinds), format_func=kinds.__getitem__, key="mau-rieng-loai"
        )
        _one(ctx, owner, code, document)


def within(ctx: Context, place: Place) -> None:
    """Mẫu riêng của văn bản đang xem, behind a switch."""
    kind = place.kind
    if not template.may_have(kind):
        return
    owner, code = making.drafted(ctx.work, code=kind.code, scope=place.scope).owner
    if not ctx.allows(Permission.WRITE_DOCUMENT, code if owner is Owner.UNIT else None):
        return
    if st.toggle("Mẫu văn bản riêng", key=f"mau-rieng-{kind.code}"):
        with st.container(border=True):
            _one(ctx, owner, code, kind.code)


def _one(ctx: Context, owner: Owner, code: str, document: str) -> None:
    st.caption(
        "Mẫu là tệp .docx của cơ quan, có các dấu {{…}} để phần mềm điền. Chưa có mẫu nào đang "
        "dùng thì văn bản theo thể thức của phần mềm."
    )
    with st.container(horizontal=True):
        for offer, label, name, service in (
            (downloads.paper, "Tải mẫu để bắt đầu", "mau", templates.start_file),
            (downloads.sheet, "Tải danh sách dấu", "dau", templates.token_list),
        ):
            offer(label, f"{name}-{document}", service, ctx, document=document)
    found = templates.of_owner(ctx.work, owner=owner, code=code)
    _listed(ctx, owner, [one for one in found if one.document == document])
    if ctx.allows(Permission.WRITE_DOCUMENT, code if owner is Owner.UNIT else None):
        _take(ctx, owner, code, document)


def _listed(ctx: Context, owner: Owner, found: list[OwnTemplate]) -> None:
    if not found:
        st.caption("Chưa có mẫu riêng nào cho loại văn bản này.")
        return
    tables.draw(frames.templates_frame(found), alt="Các bản mẫu riêng")
    names = {one.key: one.words for one in found}
    key = st.selectbox("Bản mẫu", list(names), format_func=names.__getitem__, key="mau-rieng-ban")
    one = next(each for each in found if each.key == key)
    with st.container(horizontal=True):
        downloads.paper(
            f"Tải bản {one.place}",
            f"mau-{one.document}-ban-{one.place}",
            templates.content,
            ctx,
            key=one.key,
        )
        if not ctx.allows(Permission.WRITE_DOCUMENT, one.code if owner is Owner.UNIT else None):
            return
        if one.state is TemplateState.IN_FORCE:
            ctx.button(
                "Thôi dùng",
                lambda: ctx.act(
                    templates.take_out,
                    "Đã thôi dùng mẫu; văn bản theo thể thức của phần mềm.",
                    key=one.key,
                    seen=one.version,
                ),
                key=f"thoi-dung-{one.key}",
            )
        else:
            ctx.button(
                f"Dùng bản {one.place}",
                lambda: ctx.act(
                    templates.put_in_force,
                    "Đã dùng mẫu này; văn bản đã cấp số giữ như lúc cấp.",
                    key=one.key,
                    seen=one.version,
                ),
                key=f"dung-mau-{one.key}",
            )


def _take(ctx: Context, owner: Owner, code: str, document: str) -> None:
    turn = st.session_state.setdefault(f"{_KEY}-luot", 0)
    file = st.file_uploader(
        "Tệp mẫu của cơ quan (.docx)",
        type=["docx"],
        max_upload_size=LARGEST // _MEGA,
        key=f"{_KEY}-{document}-{turn}",
    )
    if file is None:
        return
    data, name = file.getvalue(), file.name
    found = templates.examine(document=document, data=data)
    if found.is_refused:
        imports.show_findings(found.findings)
    else:
        listed = ", ".join(f"{{{{{one}}}}}" for one in found.tokens)
        st.markdown(f"Mẫu dùng được, có các dấu: {literal(listed)}.")
        downloads.paper(
            "Tải bản điền thử",
            f"dien-thu-{document}",
            templates.trial,
            ctx,
            document=document,
            data=data,
        )
    ctx.button(
        "Nhận mẫu",
        lambda: imports.apply(
            ctx,
            _KEY,
            templates.add,
            "Đã nhận mẫu; chọn «Dùng» khi muốn văn bản theo mẫu này.",
            owner=owner,
            code=code,
            document=document,
            data=data,
            file_name=name,
        ),
        key=f"{_KEY}-nhan",
        type="primary",
        disabled=found.is_refused,
    )
