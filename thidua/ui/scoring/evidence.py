"""Khung minh chứng: what is shown for one criterion, looked into, added to and replaced."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Concatenate

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_moment
from thidua.domain.scoring.evidence import (
    EVIDENCE_LEVEL_WORDS,
    LEVEL_READERS,
    EvidenceItem,
    EvidenceKind,
    EvidenceLevel,
    SameFile,
)
from thidua.domain.scoring.sheet import SheetStatus
from thidua.services.ground.work import Work
from thidua.services.scoring import evidence, evidence_changes
from thidua.services.scoring.desk import Desk, Section
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context, P
from thidua.ui.scoring import events, evidence_place
from thidua.web.evidence_files import FILES_PATH

_TURN = "_minh_chung_luot"
_FILE, _LINK, _AGAIN = "Tệp", "Liên kết", "Dùng lại"
_KILO = 1024
_MEGA = _KILO * _KILO


def browse(ctx: Context, desk: Desk, section: Section) -> None:
    """Xem minh chứng của một tiêu chí chọn trong phần này, where the sheet itself is only read."""
    if not st.toggle("Xem minh chứng kèm theo", key="xem-minh-chung"):
        return
    texts = {one.code: one.text for one in section.criteria}
    code = st.selectbox(
        "Tiêu chí",
        list(texts),
        format_func=lambda one: f"{one}. {texts[one]}",
        key=f"minh-chung-{section.code}",
    )
    events.of_desk(ctx, desk, code)
    of_desk(ctx, desk, code)


def of_desk(ctx: Context, desk: Desk, criterion: str) -> None:
    """Minh chứng của một tiêu chí trên bàn chấm, to be added to by who answers for the unit."""
    line = desk.own.lines.get(criterion)
    listed = () if line is None else line.entry.occurrences
    draw(
        ctx,
        desk.unit,
        criterion,
        evidence.of_unit(ctx.work, unit=desk.unit),
        may_edit=ctx.allows(Permission.ADD_EVIDENCE, desk.unit),
        may_take_away=desk.own.status is SheetStatus.DRAFT,
        documents=[one.document for one in listed if one.document],
    )


def of_criterion(ctx: Context, unit: str, criterion: str) -> None:
    """Minh chứng của một tiêu chí, only to be looked at."""
    try:
        items = evidence.of_unit(ctx.work, unit=unit)
    except NotPermitted:
        st.caption("Bạn không được xem minh chứng kèm theo của đơn vị này.")
        return
    draw(ctx, unit, criterion, items)


def draw(
    ctx: Context,
    unit: str,
    criterion: str,
    items: Sequence[EvidenceItem],
    *,
    may_edit: bool = False,
    may_take_away: bool = False,
    documents: Sequence[str] = (),
) -> None:
    """Vẽ minh chứng của một tiêu chí; `items` are all of the unit's.

    What came or was replaced after the unit handed in its sheet is marked, whoever looks. Taking
    away is for the time before that alone. `documents` are those of the events listed there.
    """
    here = [item for item in items if criterion in item.criteria]
    since = evidence.handed_in_at(ctx.work, unit=unit) if here else None
    same = evidence.duplicates(ctx.work) if here else {}
    st.markdown(f"**Minh chứng kèm theo tiêu chí {literal(criterion)}**")
    if not here:
        st.caption("Chưa có tệp hay liên kết nào.")
    for item in here:
        with st.container(border=True):
            late = item.late_words(criterion, since)
            _show(ctx, item, criterion, late=late, same=same.get(item.token, ()))
            if may_edit and not item.hidden:
                _edit(ctx, item, criterion, may_take_away=may_take_away, documents=documents)
    if may_edit:
        others = [item for item in items if item not in here and not item.hidden]
        _add(ctx, unit, criterion, others)


def address(item: EvidenceItem) -> str:
    """Địa chỉ để mở một minh chứng."""
    return item.url if item.kind is EvidenceKind.LINK else f"{FILES_PATH}/{item.token}"


def _show(
    ctx: Context, item: EvidenceItem, criterion: str, *, late: str, same: Sequence[SameFile]
) -> None:
    """Một minh chứng: its link, what it is, what to beware of, and the look inside."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if item.hidden:
            st.markdown(f":material/lock: {literal(item.title)}", width="content")
        else:
            st.markdown(f"[{literal(item.title)}]({address(item)})", width="content")
        if late:
            st.badge(late, icon=":material/history:", color="orange")
        if item.level is not EvidenceLevel.OPEN and not item.hidden:
            word = EVIDENCE_LEVEL_WORDS[item.level]
            st.badge(f"Mức {word}", icon=":material/lock:", color="violet")
        for one in same:
            told = literal(f"Trùng với {one.unit}, năm {one.year}")
            st.badge(told, icon=":material/content_copy:", color="red")
    if item.hidden:
        st.caption(f"Chỉ {LEVEL_READERS[item.level]} mở được. {_who(item)}")
        return
    st.caption(_about(item))
    evidence_place.show(item.place(criterion))
    if item.version > 1 and ctx.allows(Permission.VIEW_SHEET, item.unit):
        _earlier(ctx, item)
    if (item.is_image or item.is_pdf) and st.toggle("Xem tại chỗ", key=f"xem-{item.token}"):
        st.html(_preview(item))


def _who(item: EvidenceItem) -> str:
    return f"{literal(item.added_by)} · {vi_moment(item.added_at)}"


def _about(item: EvidenceItem) -> str:
    said = [f"bản {item.version}"] if item.version > 1 else []
    if item.kind is EvidenceKind.FILE:
        said += [literal(item.file_name)] if item.file_name != item.title else []
        said += [_size(item.size)]
    else:
        said += ["liên kết"]
    said += [_who(item)]
    return " · ".join(said)


def _size(count: int) -> str:
    if count < _MEGA:
        return f"{-(-count // _KILO)} KB"
    return f"{vi_number((Decimal(count) / _MEGA).quantize(Decimal('0.1')))} MB"


def _earlier(ctx: Context, item: EvidenceItem) -> None:
    found = evidence.versions(ctx.work, unit=item.unit, token=item.token)
    links = [
        f"[bản {one.version}]({address(one)}) ({literal(one.added_by)}, {vi_moment(one.added_at)})"
        for one in found
    ]
    st.caption(f"Các bản trước: {'; '.join(links)}")


def _preview(item: EvidenceItem) -> str:
    """Xem trong trang: a picture, or the place where the browser's reader of PDF will stand."""
    place = address(item)  # of a file it is made of our own token alone
    if item.is_image:
        return f'<img class="xem-anh" src="{place}" alt="Ảnh minh chứng" loading="lazy">'
    return f'<a class="xem-pdf" href="{place}" target="_blank">Minh chứng PDF</a>'


def _edit(
    ctx: Context,
    item: EvidenceItem,
    criterion: str,
    *,
    may_take_away: bool,
    documents: Sequence[str],
) -> None:
    """Ghi trang và mức, thay bằng bản mới, gỡ khỏi tiêu chí, bỏ khỏi kho."""
    unit, token = item.unit, item.token
    with st.container(horizontal=True):
        key = f"{item.token}-{_turn()}"
        with st.popover("Thay bằng bản mới", icon=":material/upgrade:", key=f"mo-{key}"):
            field = f"thay-{key}"
            if item.kind is EvidenceKind.FILE:
                given: object = st.file_uploader(
                    "Tệp thay thế",
                    type=list(evidence.ENDINGS),
                    max_upload_size=evidence.LARGEST,
                    key=field,
                )
            else:
                given = st.text_input("Liên kết thay thế", key=field)
            ctx.button(
                "Thay",
                lambda: _replace(ctx, item, field),
                key=f"bam-thay-{key}",
                disabled=not given,
            )
        evidence_place.edit(ctx, item, criterion, documents)
        evidence_place.level(ctx, item)
        if not may_take_away:
            return
        gone = "Đã gỡ; minh chứng vẫn còn trong kho của đơn vị."
        ctx.button(
            "Gỡ khỏi tiêu chí này",
            lambda: _act(
                ctx, evidence_changes.detach, gone, unit=unit, token=token, criterion=criterion
            ),
            key=f"go-{criterion}-{item.token}",
        )
        ctx.button(
            "Bỏ hẳn",
            lambda: _act(ctx, evidence_changes.remove, "Đã bỏ minh chứng.", unit=unit, token=token),
            key=f"bo-{criterion}-{item.token}",
        )


def _replace(ctx: Context, item: EvidenceItem, field: str) -> None:
    """Thay bằng tệp hay liên kết trong ô này."""
    given = st.session_state[field]
    is_file = item.kind is EvidenceKind.FILE
    _act(
        ctx,
        evidence_changes.replace,
        "Đã thay; bản trước vẫn được giữ.",
        unit=item.unit,
        token=item.token,
        content=given.getvalue() if is_file else None,
        file_name=given.name if is_file else "",
        url="" if is_file else given,
    )


def _add(ctx: Context, unit: str, criterion: str, others: Sequence[EvidenceItem]) -> None:
    """Thêm tệp, thêm liên kết, hoặc dùng lại một minh chứng của đơn vị."""
    ways = [_FILE, _LINK, _AGAIN] if others else [_FILE, _LINK]
    way = st.segmented_control(
        "Thêm minh chứng", ways, default=_FILE, required=True, key=f"cach-{criterion}-{len(ways)}"
    )
    key = f"{criterion}-{_turn()}"
    chosen = EvidenceLevel.OPEN
    if way != _AGAIN:
        chosen = evidence_place.level_field(f"muc-{key}")
    titles = {item.token: item.title for item in others}

    def use_again() -> None:
        token = st.session_state[f"lai-{key}"]
        said = f"Đã dùng lại «{titles[token]}»."
        _act(ctx, evidence_changes.attach, said, unit=unit, criterion=criterion, token=token)

    def add_link() -> None:
        _act(
            ctx,
            evidence_changes.add_link,
            "Đã thêm liên kết.",
            unit=unit,
            criterion=criterion,
            url=st.session_state[f"dia-chi-{key}"],
            title=st.session_state[f"ten-{key}"],
            level=chosen,
        )

    def add_files() -> None:
        given = [(file.name, file.getvalue()) for file in st.session_state[f"tep-{key}"]]
        said = f"Đã thêm {len(given)} tệp minh chứng."
        _act(
            ctx,
            evidence_changes.add_files,
            said,
            unit=unit,
            criterion=criterion,
            files=given,
            level=chosen,
        )

    if way == _AGAIN:
        st.selectbox(
            "Minh chứng đã có của đơn vị",
            list(titles),
            format_func=titles.__getitem__,
            key=f"lai-{key}",
        )
        ctx.button("Dùng lại cho tiêu chí này", use_again, key=f"bam-lai-{key}")
    elif way == _LINK:
        url = st.text_input("Liên kết", placeholder="https://", key=f"dia-chi-{key}")
        st.text_input("Tên gọi", key=f"ten-{key}")
        ctx.button("Thêm liên kết", add_link, key=f"bam-lien-ket-{key}", disabled=not url)
    else:
        files = st.file_uploader(
            "Tệp minh chứng",
            type=list(evidence.ENDINGS),
            accept_multiple_files=True,
            max_upload_size=evidence.LARGEST,
            key=f"tep-{key}",
        )
        ctx.button("Đính kèm tệp đã chọn", add_files, key=f"bam-tep-{key}", disabled=not files)


def _turn() -> int:
    """Lượt: the number in the names of fields that must be empty after they were used."""
    return int(st.session_state.setdefault(_TURN, 0))


def _act(
    ctx: Context,
    service: Callable[Concatenate[Work, P], object],
    message: str,
    *given: P.args,
    **named: P.kwargs,
) -> None:
    """Thực hiện; what was chosen stays in its field when it is refused."""
    ctx.act(service, message, *given, **named)
    st.session_state[_TURN] = _turn() + 1
