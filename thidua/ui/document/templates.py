"""Mẫu văn bản riêng: where to begin, what may stand in one, which is in force and which comes."""

from collections.abc import Callable

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.document import template
from thidua.domain.document.letterhead import Owner
from thidua.domain.document.template import LARGEST, OwnTemplate, TemplateState
from thidua.frames import documents as frames
from thidua.services.document import deck, making, templates
from thidua.services.document.states import Place
from thidua.ui.document import letterheads
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel

_KEY = "mau-rieng"
_MEGA = 1024 * 1024


_ABOUT = (
    "Mẫu là tệp .docx của cơ quan, có các dấu {{…}} để phần mềm điền. Chưa có mẫu nào đang "
    "dùng thì văn bản theo thể thức của phần mềm."
)
_ABOUT_DECK = (
    "Mẫu là tệp .pptx của cơ quan, có năm bố cục tên «Bìa», «Nội dung», «Bảng», «Biểu đồ», «Bảng "
    "và biểu đồ»; phông chữ và màu lấy từ chủ đề của mẫu, các trang có sẵn trong tệp thì bỏ. Chưa "
    "có mẫu nào đang dùng thì theo dáng của phần mềm."
)


def _offer(document: str) -> Callable[..., None]:
    """Nút tải của loại tệp này."""
    return downloads.slides if document == template.DECK else downloads.paper


def draw(ctx: Context) -> None:
    """Khung «Mẫu văn bản riêng» của khối và các đơn vị; read only while it is open."""
    inside = panel("Mẫu văn bản riêng", key="mo-mau-rieng", icon=":material/draft:")
    if inside is None:
        return
    with inside:
        owner, code = letterheads.choose_owner(ctx, "mau-rieng-cua")
        kinds = templates.names(owner)
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


def of_deck(ctx: Context) -> None:
    """Mẫu riêng của bản trình chiếu, behind a switch, for who writes the papers of the block."""
    if not ctx.allows(Permission.WRITE_DOCUMENT):
        return
    if st.toggle("Mẫu trình chiếu riêng", key="mau-rieng-trinh-chieu"):
        with st.container(border=True):
            _one(ctx, Owner.BLOCK, ctx.period.block_code, template.DECK)


def _one(ctx: Context, owner: Owner, code: str, document: str) -> None:
    is_deck = document == template.DECK
    if is_deck and (fault := deck.missing()):
        st.info(fault, icon=":material/info:")
        return
    st.caption(_ABOUT_DECK if is_deck else _ABOUT)
    with st.container(horizontal=True):
        _offer(document)(
            "Tải mẫu để bắt đầu", f"mau-{document}", templates.start_file, ctx, document=document
        )
        if not is_deck:
            downloads.sheet(
                "Tải danh sách dấu", f"dau-{document}", templates.token_list, ctx, document=document
            )
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
    key = st.selectbox(
        "Bản mẫu",
        list(names),
        format_func=names.__getitem__,
        key=f"mau-rieng-ban-{found[0].document}",
    )
    one = next(each for each in found if each.key == key)
    with st.container(horizontal=True):
        _offer(one.document)(
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
    ending = template.ending_of(document)
    file = st.file_uploader(
        f"Tệp mẫu của cơ quan (.{ending})",
        type=[ending],
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
        if document == template.DECK:
            st.markdown(f"Mẫu dùng được, đủ các bố cục: {', '.join(found.tokens)}.")
        else:
            listed = ", ".join(f"{{{{{one}}}}}" for one in found.tokens)
            st.markdown(f"Mẫu dùng được, có các dấu: {literal(listed)}.")
        _offer(document)(
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
        key=f"{_KEY}-nhan-{document}",
        type="primary",
        disabled=found.is_refused,
    )
