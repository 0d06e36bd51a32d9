"""Dữ liệu cá nhân trên màn hình: whose, the copy, what is asked, and what the office answers."""

import streamlit as st

from thidua import labels
from thidua.domain.access.account import LONGEST_FULL_NAME
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.text import LONGEST_NAME, LONGEST_TEXT
from thidua.domain.period.windows import day_of, vi_day
from thidua.domain.record.personal_data import (
    AREA_WORDS,
    MOST_YEARS,
    OUTCOME_WORDS,
    PURPOSE_WORDS,
    REQUEST_WORDS,
    DataSubject,
    Holdings,
    KeepingGround,
    PersonalArea,
    RequestKind,
    RequestOutcome,
)
from thidua.frames import record as frames
from thidua.services.access import accounts
from thidua.services.record import erasure
from thidua.services.record.personal import copies, correction, holdings, requests, subjects
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, tables
from thidua.ui.widgets.panel import panel

_WHOSE = "du-lieu-cua"


def choose(ctx: Context) -> DataSubject:
    """Của ai: one's own; who answers for the data of others may look somebody up."""
    own = DataSubject(login=ctx.actor.account)
    if not subjects.may_answer(ctx.work):
        return own
    words = st.text_input(
        "Của ai",
        key=_WHOSE,
        placeholder="tên đăng nhập hoặc mã cá nhân; để trống là của mình",
        max_chars=LONGEST_NAME,
    )
    return subjects.find(ctx.work, words=words) if words.strip() else own


def head(found: Holdings) -> None:
    """Của ai, and what the table below does not find."""
    st.markdown(f"Dữ liệu đang giữ về **{literal(found.name)}**.")
    st.caption(
        "Đếm theo tên và mã; lời người khác tự gõ thì không tìm ở đây. Căn cứ và thời hạn do cơ "
        "quan thường trực ghi; hết thời hạn phần mềm không tự xóa."
    )


def copies_of(ctx: Context, subject: DataSubject) -> None:
    """Tải bản sao, to read or to carry elsewhere."""
    with st.container(horizontal=True):
        downloads.sheet(
            "Tải bản sao (Excel)",
            "du-lieu-ca-nhan",
            copies.workbook,
            ctx,
            subject=subject,
            actions=labels.ACTIONS,
        )
        downloads.structured(
            "Tải bản sao (JSON)",
            "ban-sao-du-lieu",
            copies.structured,
            ctx,
            subject=subject,
            actions=labels.ACTIONS,
        )


def asked(ctx: Context, subject: DataSubject) -> None:
    """Yêu cầu của người này, and a new one; the office enters what came on paper."""
    st.header("Yêu cầu và trả lời", anchor=False)
    found = requests.listed(ctx.work, subject)
    if found:
        tables.draw(
            frames.requests_frame(found, with_person=False), alt="Các yêu cầu của người này"
        )
    else:
        st.caption("Chưa có yêu cầu nào.")
    inside = panel("Gửi yêu cầu", key="mo-gui-yeu-cau", icon=":material/outgoing_mail:")
    if inside is None:
        return
    with inside:
        kind = st.selectbox(
            "Yêu cầu", list(RequestKind), format_func=REQUEST_WORDS.__getitem__, key="loai-yeu-cau"
        )
        if kind is None:
            return
        if subjects.may_answer(ctx.work):
            st.date_input("Ngày nhận", day_of(ctx.now), format="DD/MM/YYYY", key="ngay-yeu-cau")
        st.text_area("Nội dung", key=f"yeu-cau-{len(found)}", max_chars=LONGEST_TEXT)
        ctx.button(
            "Gửi yêu cầu",
            lambda: ctx.act(
                requests.ask,
                "Đã gửi yêu cầu.",
                subject=subject,
                kind=kind,
                body=st.session_state[f"yeu-cau-{len(found)}"],
                asked_on=st.session_state.get("ngay-yeu-cau"),
            ),
            key="gui-yeu-cau",
            type="primary",
        )


def answer(ctx: Context) -> None:
    """Trả lời các yêu cầu, of everybody."""
    if not subjects.may_answer(ctx.work):
        return
    found = requests.listed(ctx.work)
    waiting = {one.key: one for one in found if one.outcome is None}
    label = f"Sổ yêu cầu ({len(waiting)} chờ trả lời)" if waiting else "Sổ yêu cầu"
    inside = panel(label, key="mo-so-yeu-cau", icon=":material/mark_email_read:")
    if inside is None:
        return
    with inside:
        tables.draw(frames.requests_frame(found, with_person=True), alt="Sổ yêu cầu")
        if not waiting:
            return
        key = st.selectbox(
            "Yêu cầu chờ trả lời",
            list(waiting),
            format_func=lambda one: (
                f"{vi_day(waiting[one].asked_on)} · {waiting[one].subject.words} · "
                f"{REQUEST_WORDS[waiting[one].kind]}"
            ),
            key="yeu-cau-tra-loi",
        )
        one = waiting[key]
        st.text(one.body)
        outcome = st.selectbox(
            "Trả lời",
            list(RequestOutcome),
            format_func=OUTCOME_WORDS.__getitem__,
            key=f"ket-qua-{key}",
        )
        if outcome is None:
            return
        st.text_area("Lời trả lời", key=f"tra-loi-{key}", max_chars=LONGEST_TEXT)
        ctx.button(
            "Ghi trả lời",
            lambda: ctx.act(
                requests.answer,
                "Đã ghi trả lời.",
                key=key,
                outcome=outcome,
                words=st.session_state[f"tra-loi-{key}"],
                seen=one.version,
            ),
            key="ghi-tra-loi",
            type="primary",
        )


def grounds(ctx: Context) -> None:
    """Căn cứ và thời hạn giữ của từng nhóm, stated by the office."""
    if not subjects.may_answer(ctx.work):
        return
    inside = panel("Căn cứ và thời hạn giữ", key="mo-can-cu", icon=":material/gavel:")
    if inside is None:
        return
    with inside:
        area = st.selectbox(
            "Nhóm dữ liệu", list(PersonalArea), format_func=AREA_WORDS.__getitem__, key="nhom-giu"
        )
        if area is None:
            return
        st.caption(f"Giữ {PURPOSE_WORDS[area]}.")
        known = holdings.grounds(ctx.work).get(area, KeepingGround("", 5))
        at = f"{area}-{known.version}"
        st.text_input(
            "Căn cứ (luật, văn bản: số, ngày)",
            known.words,
            key=f"can-cu-{at}",
            max_chars=LONGEST_TEXT,
        )
        st.number_input(
            "Giữ bao nhiêu năm, kể từ lần gần nhất", 1, MOST_YEARS, known.years, key=f"nam-{at}"
        )
        ctx.button(
            "Ghi căn cứ",
            lambda: ctx.act(
                holdings.state_ground,
                "Đã ghi căn cứ.",
                area=area,
                ground=st.session_state[f"can-cu-{at}"],
                years=st.session_state[f"nam-{at}"],
                seen=known.version,
            ),
            key="ghi-can-cu",
            type="primary",
        )


def correct(ctx: Context, subject: DataSubject) -> None:
    """Sửa họ tên của tài khoản này; of an award dossier it is done at its own page."""
    if not subjects.may_answer(ctx.work):
        return
    inside = panel("Sửa họ tên", key="mo-sua-ho-ten", icon=":material/edit:")
    if inside is None:
        return
    with inside:
        if subject.person:
            st.caption("Họ tên trong hồ sơ khen thưởng thì sửa ở trang Khen thưởng, phần cá nhân.")
            return
        if subjects.is_own(ctx.work, subject):
            st.caption(
                "Họ tên của chính mình thì người khác sửa: gửi yêu cầu «sửa cho đúng» ở trên."
            )
            return
        one = accounts.unchecked_named(ctx.session, subject.login)
        at = f"{one.login}-{one.version}"
        st.caption(
            "Từ lúc sửa mọi bảng ghi tên mới; mục nhật ký đã niêm vẫn ghi tên cũ, và nhật ký nói "
            "hai tên là một người."
        )
        st.text_input("Họ tên đúng", one.full_name, key=f"ho-ten-{at}", max_chars=LONGEST_FULL_NAME)
        st.text_input("Giấy tờ cho biết họ tên đúng", key=f"giay-to-{at}", max_chars=LONGEST_NAME)
        ctx.button(
            "Sửa họ tên",
            lambda: ctx.act(
                correction.correct_name,
                "Đã sửa họ tên.",
                login=one.login,
                full_name=st.session_state[f"ho-ten-{at}"],
                document=st.session_state[f"giay-to-{at}"],
                seen=one.version,
            ),
            key="sua-ho-ten",
            type="primary",
        )


def erase(ctx: Context, subject: DataSubject) -> None:
    """Xóa tên khỏi mọi bảng và nhật ký, by an order; it cannot be had back."""
    if not ctx.allows(Permission.EDIT_ACCOUNTS):
        return
    inside = panel("Xóa tên", key="mo-xoa-ten", icon=":material/person_remove:")
    if inside is None:
        return
    with inside:
        st.warning(
            f"Xóa tên của {literal(subject.words)} khỏi mọi bảng và nhật ký; nhật ký vẫn kiểm "
            "được. **Không lấy lại được.** Bản sao lưu làm trước đó vẫn còn tên.",
            icon=":material/person_remove:",
        )
        st.text_input(
            "Xóa theo yêu cầu, văn bản nào (số, ngày)", key="lenh-xoa", max_chars=LONGEST_NAME
        )
        st.checkbox("Xóa cả tên của những người trùng họ tên", key="xoa-cung-nhau")
        is_sure = st.checkbox("Tôi đã kiểm lại và đồng ý xóa", key="dong-y-xoa")
        ctx.button("Xóa tên", lambda: _erase(ctx, subject), key="xoa-ten", disabled=not is_sure)


def _erase(ctx: Context, subject: DataSubject) -> None:
    order = {"order": st.session_state["lenh-xoa"], "together": st.session_state["xoa-cung-nhau"]}
    if subject.login:
        ctx.write(erasure.erase_account, login=subject.login, **order)
    else:
        ctx.write(erasure.erase_staff, code=subject.person, **order)
    erasure.settle(ctx.url)
    st.session_state[_WHOSE] = ""
    for key in ("lenh-xoa", "xoa-cung-nhau", "dong-y-xoa"):
        st.session_state.pop(key, None)
    ctx.flash("Đã xóa tên.")
