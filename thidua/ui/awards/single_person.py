"""Từng cá nhân trên màn hình: added, corrected, considered no longer or again, without a file."""

import streamlit as st

from thidua.domain.dossier.staff import StaffMember
from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME
from thidua.services.dossier import owners, single_people, staff
from thidua.services.period import rosters
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_WHICH, _NEW = "cn-nguoi", ""


def draw(ctx: Context) -> None:
    """Vẽ khung thêm, sửa từng cá nhân, of the units one may write about."""
    inside = panel("Thêm, sửa từng cá nhân", key="mo-tung-ca-nhan", icon=":material/person_edit:")
    if inside is None:
        return
    with inside:
        members = rosters.members(ctx.work)
        units = {one.code: one.name for one in members if owners.may_write(ctx.work, one.code)}
        if not units:
            st.caption("Hồ sơ của các đơn vị này do người khác ghi.")
            return
        known = {one.code: one for one in staff.listed(ctx.work) if one.unit in units}
        code = st.selectbox(
            "Cá nhân",
            [_NEW, *known],
            format_func=lambda one: _called(known[one]) if one else "Người mới",
            key=_WHICH,
        )
        one = known.get(code)
        _form(ctx, one, units)
        if one is not None:
            _active(ctx, one)


def _called(one: StaffMember) -> str:
    said = f"{one.full_name} ({one.code})"
    return said if one.active else f"{said}, thôi xét"


def _form(ctx: Context, one: StaffMember | None, units: dict[str, str]) -> None:
    seen = 0 if one is None else one.version
    place = f"{'' if one is None else one.code}-{seen}"
    fields = {name: f"cn-{name}-{place}" for name in ("ma", "ten", "don-vi", "chuc", "ld")}
    with st.container(horizontal=True):
        if one is None:
            st.text_input("Mã cá nhân", max_chars=LONGEST_CODE, key=fields["ma"])
        st.text_input(
            "Họ tên",
            "" if one is None else one.full_name,
            max_chars=LONGEST_NAME,
            key=fields["ten"],
        )
        codes = list(units)
        st.selectbox(
            "Đơn vị của người này",
            codes,
            index=0 if one is None else codes.index(one.unit),
            format_func=units.__getitem__,
            key=fields["don-vi"],
        )
    with st.container(horizontal=True):
        st.text_input(
            "Chức vụ",
            "" if one is None else one.position,
            max_chars=LONGEST_NAME,
            key=fields["chuc"],
        )
        leads = list(single_people.LEADS)
        st.selectbox(
            "Là lãnh đạo",
            leads,
            index=leads.index(single_people.leader_word(one)),
            format_func=lambda word: word.capitalize() or "Chưa rõ",
            key=fields["ld"],
        )

    def typed(name: str) -> str:
        return str(st.session_state.get(fields[name]) or "")

    def write() -> None:
        ctx.act(
            single_people.write,
            "Đã thêm cá nhân." if one is None else f"Đã sửa {one.full_name}.",
            code=typed("ma") if one is None else one.code,
            full_name=typed("ten"),
            unit=typed("don-vi"),
            position=typed("chuc"),
            leader=typed("ld"),
            seen=seen,
        )
        for key in fields.values():
            st.session_state.pop(key, None)

    ctx.button(
        "Thêm người này" if one is None else "Lưu người này",
        write,
        key=f"cn-ghi-{place}",
        type="primary",
    )


def _active(ctx: Context, one: StaffMember) -> None:
    """Thôi xét, with a reason, or considered again; what is recorded of the person stays."""
    field = f"cn-ly-do-{one.code}"
    if one.active:
        st.text_input("Lý do thôi xét người này", key=field)
    word = "Thôi xét người này" if one.active else "Xét lại người này"
    ctx.button(
        word,
        lambda: ctx.act(
            staff.set_active,
            f"Đã ghi: {one.full_name} {'thôi xét' if one.active else 'được xét lại'}.",
            code=one.code,
            active=not one.active,
            seen=one.version,
            reason=str(st.session_state.get(field, "")),
        ),
        key=f"cn-xet-{one.code}",
    )
