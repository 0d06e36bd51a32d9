"""Bộ luật trên màn hình: what is in force on the day chosen, its files, and copies as text."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LOCAL_FOLDER, LawCopy, LawSheet
from thidua.domain.law.programme import Programme
from thidua.frames.awards import law as frames
from thidua.services.awards import law_booklet
from thidua.services.law import law
from thidua.ui.awards import choice as award_choice
from thidua.ui.awards import law_rows, switches
from thidua.ui.awards.choice import AwardChoice
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports, tables

_FILE, _NEW, _EMPTY = "tep-luat", "Tệp mới", "Tệp trống"
_HEIGHT = 420


def draw(ctx: Context) -> None:
    """Vẽ phần «Bộ luật»; while a file is wrong, its faults and all that can cure them."""
    faults = law.faults(ctx.session)
    if faults:
        st.error(
            "Bộ luật có chỗ sai nên chưa xét khen thưởng được; hãy sửa những chỗ dưới đây.",
            icon=":material/error:",
        )
        imports.show_findings(faults)
    else:
        _in_force(ctx)
        if ctx.allows(Permission.EDIT_LAW):
            law_rows.draw(ctx)
    if ctx.allows(Permission.EDIT_LAW):
        if not faults:
            switches.draw(ctx)
        _files(ctx)


def _in_force(ctx: Context) -> None:
    first = st.container()
    choice = award_choice.choose(ctx)
    if choice.lacks_groups:
        award_choice.explain_lack(choice)
        return
    if choice.programme is None:
        table = frames.award_law(choice.view, choice.award)
        cited = frames.award_citations(choice.view, choice.award)
        st.caption(f"Đây là {frames.award_words(choice.book.awards[choice.award])}.")
    else:
        table = frames.programme_law(choice.view, choice.programme)
        cited = frames.programme_citations(choice.programme)
    first.markdown(sentence(choice, len(table)))
    with first:
        downloads.paper(
            "Tải sách luật (Word) để đối chiếu bằng bút",
            f"sach-luat-{choice.on:%Y-%m-%d}",
            law_booklet.law_booklet,
            ctx,
            on=choice.on,
        )
    tables.draw(table, alt="Những điều đang có hiệu lực, căn cứ và mức kiểm chứng")
    if choice.programme is not None:
        _plan(choice.programme, choice.year)
    st.header("Văn bản được viện dẫn", anchor=False)
    tables.draw(frames.documents_frame(cited), alt="Các văn bản mà những điều trên dẫn")
    if choice.book.local:
        st.caption(literal(f"Đè lên luật đi kèm: {', '.join(choice.book.local)}."))


def _plan(programme: Programme, year: int) -> None:
    """Phần việc của chương trình: the papers, deadlines, duties and targets, with their source."""
    table = frames.programme_plan(programme, year)
    if table.empty:
        return
    st.header("Hồ sơ, thời hạn, mục tiêu", anchor=False)
    st.caption(
        literal(f"Theo {programme.citation.reference}; ghi lại để xem, phần mềm không tính.")
    )
    tables.draw(table, alt="Hồ sơ, thời hạn, trách nhiệm và mục tiêu của chương trình")


def sentence(choice: AwardChoice, count: int) -> str:
    """Câu đầu: how much is in force for what was chosen, and whether anything is unchecked."""
    said = f"Ngày {choice.on:%d/%m/%Y} có **{count}** điều áp dụng cho **{literal(choice.title)}**"
    warned = choice.warnings
    return f"{said}; {literal('; '.join(warned))}." if warned else f"{said}."


def _files(ctx: Context) -> None:
    """Các tệp của bộ luật: where each comes from, then the copies that may be edited here."""
    found = law.sheets(ctx.work)
    st.header("Các tệp", anchor=False)
    st.caption(
        f"Lớp sau thay cho lớp trước ở điều cùng mã: luật đi kèm, tệp địa phương mà quản trị đặt "
        f"trong thư mục «{LOCAL_FOLDER}» của dữ liệu, rồi bản của mình. Sửa tệp địa phương thì có "
        f"hiệu lực ngay và không vào nhật ký; lưu một bản cùng tên thì bản ấy thay cho nó."
    )
    tables.draw(frames.sheets_frame(found), alt="Các tệp của bộ luật")
    _copies(ctx, found)


def _copies(ctx: Context, found: Sequence[LawSheet]) -> None:
    """Bản của mình: text checked by the strict reader, saved as a new version."""
    st.header("Bản của mình", anchor=False)
    st.caption("Bản được kiểm tra chặt; sai một chỗ thì không lưu gì và báo đúng chỗ sai.")
    copies = {one.name: one for one in law.copies(ctx.work)}
    sources = {one.shown: one for one in found if one.layer is not LawLayer.COPY}
    left, right = st.columns(2)
    asked = left.selectbox("Tệp", [*copies, _NEW], key=_FILE)
    held = copies.get(asked)
    if held is None:
        source = right.selectbox("Chép từ", [_EMPTY, *sources], key="chep-tu")
        copied = sources.get(source, LawSheet("", ""))
        start = copied.text
        name = st.text_input(
            "Tên tệp",
            copied.name if copied.layer is LawLayer.FOLDER else "",
            placeholder="90-cua-khoi.toml",
            key=f"ten-tep-luat-{source}",
        )
    else:
        start, name = held.text, held.name
        right.caption(f"Bản {held.version}, {literal(held.set_by)} lưu.")
        source = str(held.version)
    text = st.text_area("Nội dung", start, height=_HEIGHT, key=f"luat-{asked}-{source}")
    st.text_input("Lý do sửa", key=f"ly-do-luat-{asked}-{source}")
    seen = 0 if held is None else held.version

    def save() -> None:
        given = st.session_state.get(f"ten-tep-luat-{source}", name)
        ctx.act(
            law.save_copy,
            f"Đã lưu bản luật {given}.",
            name=given,
            text=st.session_state[f"luat-{asked}-{source}"],
            seen=seen,
            reason=st.session_state[f"ly-do-luat-{asked}-{source}"],
        )

    row = st.container(horizontal=True)
    checks = row.button("Kiểm tra", icon=":material/rule:")
    ctx.button(
        "Lưu thành bản mới",
        save,
        key="luu-luat",
        place=row,
        type="primary",
        icon=":material/save:",
    )
    if checks:
        findings = law.check_copy(ctx.work, name=name, text=text)
        if findings:
            imports.show_findings(findings)
        else:
            st.success("Tệp đúng; chưa lưu.", icon=":material/check_circle:")
    if held is not None:
        _versions(ctx, held)


def _versions(ctx: Context, held: LawCopy) -> None:
    found = law.versions(ctx.work, name=held.name)
    tables.draw(frames.copies_frame(found), alt="Các bản đã lưu của tệp này")
    with st.expander("Thôi dùng tệp này", icon=":material/undo:"):
        field = f"thoi-{held.name}-{held.version}"
        reason = st.text_input("Lý do thôi dùng", key=field)
        ctx.button(
            "Thôi dùng",
            lambda: ctx.act(
                law.remove_copy,
                f"Đã thôi dùng {held.name}; luật đi kèm có hiệu lực trở lại.",
                name=held.name,
                seen=held.version,
                reason=st.session_state[field],
            ),
            key="thoi-dung-luat",
            disabled=not reason.strip(),
        )
