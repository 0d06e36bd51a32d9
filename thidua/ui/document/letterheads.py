"""Tên cơ quan trên văn bản: who sends it, who signs, from when until when."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.document.kinds import Subject
from thidua.domain.document.letterhead import (
    AUTHORITIES,
    NUMBERING_WORDS,
    DatedLetterhead,
    Letterhead,
    Numbering,
    Owner,
)
from thidua.domain.ground.finding import has_errors
from thidua.domain.period.windows import day_of, vi_day
from thidua.frames import documents as frames
from thidua.services.document import letterheads, making
from thidua.services.document.states import Place
from thidua.services.ground import intake
from thidua.services.period import rosters
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel

_BOOK = "so-ten-co-quan"
_TEXTS = {
    "parent": ("Cơ quan chủ quản", "ví dụ UBND tỉnh Tây Ninh"),
    "body": ("Cơ quan ban hành", "ví dụ Khối thi đua các cơ quan tham mưu"),
    "symbol": ("Ký hiệu", "ví dụ KTĐ-QLNN, đứng sau loại văn bản"),
    "place": ("Địa danh", "ví dụ Tây Ninh"),
    "position": ("Chức vụ người ký", "ví dụ KHỐI TRƯỞNG, hoặc GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
    "signer": ("Họ tên người ký", ""),
    "addressee": ("Kính gửi", "nơi nhận tờ trình, báo cáo"),
}


def draw(ctx: Context) -> None:
    """Khung «Tên cơ quan trên văn bản» của khối và các đơn vị."""
    inside = panel(
        "Tên cơ quan trên văn bản", key="mo-ten-co-quan", icon=":material/account_balance:"
    )
    if inside is None:
        return
    with inside:
        _one(ctx, *choose_owner(ctx, "ten-co-quan-cua"))
        if ctx.allows(Permission.WRITE_DOCUMENT):
            _import(ctx)


def choose_owner(ctx: Context, key: str) -> tuple[Owner, str]:
    """Chọn khối hoặc một đơn vị của nó."""
    owners = {(Owner.BLOCK, ctx.period.block_code): ctx.period.block_name}
    owners |= {(Owner.UNIT, one.code): one.name for one in rosters.members(ctx.work)}
    chosen: tuple[Owner, str] = st.selectbox(
        "Của", list(owners), format_func=owners.__getitem__, key=key
    )
    return chosen


def _import(ctx: Context) -> None:
    """Nhập sổ tên cơ quan: all lines or none."""
    if not st.toggle("Nhập sổ tên cơ quan", key="nhap-so-ten-co-quan"):
        return
    downloads.template("Tải tệp mẫu tên cơ quan", "mau-ten-co-quan", intake.letterhead_template)
    chosen = imports.upload("Sổ tên cơ quan (.xlsx, .xls, .ods)", _BOOK)
    if chosen is None:
        return
    rows, findings = intake.letterheads(*chosen)
    imports.show_counts([("tên cơ quan", len(rows))], findings)
    ctx.button(
        "Nhập tên cơ quan",
        lambda: imports.apply(
            ctx, _BOOK, letterheads.import_all, "Đã nhập sổ tên cơ quan.", rows=rows
        ),
        key=f"{_BOOK}-nhap",
        type="primary",
        disabled=has_errors(findings) or not rows,
    )


def within(ctx: Context, place: Place) -> None:
    """Tên cơ quan của văn bản đang xem, behind a switch."""
    if place.kind.subject is Subject.VOTE and place.kind.is_bare:
        return
    drafted = making.drafted(ctx.work, code=place.kind.code, scope=place.scope)
    owner, code = drafted.owner
    unit = code if owner is Owner.UNIT else None
    if not ctx.allows(Permission.WRITE_DOCUMENT, unit):
        return
    if st.toggle("Tên cơ quan, người ký", key=f"ten-co-quan-{place.kind.code}"):
        with st.container(border=True):
            _one(ctx, owner, code)


def _one(ctx: Context, owner: Owner, code: str) -> None:
    found = letterheads.of_owner(ctx.work, owner=owner, code=code)
    if found:
        tables.draw(frames.letterheads_frame(found), alt="Tên cơ quan qua các thời gian")
    else:
        st.caption("Chưa ghi tên cơ quan; văn bản để chỗ trống ở đầu và ở chỗ ký.")
    if ctx.allows(Permission.WRITE_DOCUMENT, code if owner is Owner.UNIT else None):
        _form(ctx, owner, code, found)


def _form(ctx: Context, owner: Owner, code: str, found: tuple[DatedLetterhead, ...]) -> None:
    last = found[0] if found else None
    said = Letterhead() if last is None else last.content
    mark = f"{owner}-{code}-{0 if last is None else last.key}-{0 if last is None else last.version}"
    begins = day_of(ctx.now).replace(month=1, day=1) if last is None else last.starts
    keys = {name: f"tcq-{name}-{mark}" for name in (*_TEXTS, *_MORE)}
    for name, (label, hint) in _TEXTS.items():
        st.text_input(label, getattr(said, name), placeholder=hint, key=keys[name])
    st.selectbox(
        "Thẩm quyền ký",
        AUTHORITIES,
        index=AUTHORITIES.index(said.authority),
        format_func=lambda one: one or "ký với chức vụ của mình",
        key=keys["authority"],
    )
    numberings = list(Numbering)
    st.selectbox(
        "Cách cấp số",
        numberings,
        index=numberings.index(said.numbering),
        format_func=NUMBERING_WORDS.__getitem__,
        key=keys["numbering"],
    )
    st.text_area("Nơi nhận, mỗi dòng một nơi", "\n".join(said.recipients), key=keys["recipients"])
    st.checkbox("In dòng dấu vết số liệu ở chân trang", said.trace, key=keys["trace"])
    st.date_input("Có hiệu lực từ ngày", begins, format="DD/MM/YYYY", key=keys["starts"])
    st.date_input(
        "Đến hết ngày (để trống: còn hiệu lực)",
        None if last is None else last.ends,
        format="DD/MM/YYYY",
        key=keys["ends"],
    )
    st.caption("Đổi «Có hiệu lực từ ngày» thì thành một dòng mới; dòng cũ phải có ngày hết.")
    ctx.button(
        "Ghi tên cơ quan",
        lambda: _state(ctx, owner, code, found, keys),
        key=f"ghi-ten-co-quan-{owner}-{code}",
    )


_MORE = ("authority", "numbering", "recipients", "trace", "starts", "ends")


def _state(
    ctx: Context,
    owner: Owner,
    code: str,
    found: tuple[DatedLetterhead, ...],
    keys: dict[str, str],
) -> None:
    typed = {name: st.session_state[key] for name, key in keys.items()}
    same = next((one for one in found if one.starts == typed["starts"]), None)
    ctx.act(
        letterheads.state,
        f"Đã ghi tên cơ quan, có hiệu lực từ {vi_day(typed['starts'])}.",
        owner=owner,
        code=code,
        content=Letterhead(
            **{name: typed[name] or "" for name in _TEXTS},
            authority=typed["authority"],
            numbering=typed["numbering"],
            recipients=tuple(typed["recipients"].split("\n")),
            trace=typed["trace"],
        ),
        starts=typed["starts"],
        ends=typed["ends"],
        seen=0 if same is None else same.version,
    )
