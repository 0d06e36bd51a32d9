"""Lối sang trang khác."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st

from thidua import labels, settings
from thidua.domain.access.permissions import Permission, Role, roles_at, roles_with
from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.sheet import Hand
from thidua.ui.frame import address, menu
from thidua.web.streamlit_inside import StreamlitPageNotFoundError

AGREEMENT, ASSIGNMENT, REMINDERS = "Thống nhất điểm", "Phân công", "Nhắc việc"
SECOND, UNITS = "Người thứ hai", "Đơn vị"
"""Phần của trang Thẩm định, và của trang Phong trào, that other places lead to."""

AWARD_PROPOSALS, MOVEMENT_AWARDS = "Đề nghị và quyết định", "Khen thưởng"
AWARD_QUOTAS = "Hạn mức"
"""Phần của trang Khen thưởng, và của trang Phong trào, where dossiers go on."""
MEETINGS = "Phiên họp hội đồng"
"""Phần của trang Bình xét where councils meet."""

SIGNING = "Ký giao ước"
"""Phần của trang Giao ước where units sign."""

DRAFT, PROPOSALS = "Dự thảo", "Đề nghị"
"""Phần của trang Giao ước for the draft, and the work in it that answers proposals."""

_PLACES = {
    Doing.SCORE: ("cham_diem", "tieu-chi", ""),
    Doing.CHECK: ("cham_diem", address.TO_HAND, Hand.VERIFIED),
    Doing.REVIEW: ("cham_cheo", "phieu", ""),
    Doing.ANSWER: ("giai_trinh", "luong", ""),
    Doing.VOTE: ("binh_xet", "", ""),
    Doing.COUNCIL: ("binh_xet", address.PART, MEETINGS),
    Doing.MOVE_STAGE: ("tong_quan", "", ""),
    Doing.SECOND: ("tham_dinh", address.PART, SECOND),
    Doing.STATE_UNIT: ("tong_quan", "", ""),
    Doing.OVERSEE: ("tham_dinh", "", ""),
    Doing.ASSIGN: ("tham_dinh", address.PART, ASSIGNMENT),
    Doing.AGREE: ("tham_dinh", address.PART, AGREEMENT),
    Doing.REMIND: ("tham_dinh", address.PART, REMINDERS),
    Doing.AWARD: ("khen_thuong", "", ""),
    Doing.DOSSIER: ("khen_thuong", address.PART, AWARD_PROPOSALS),
    Doing.ALLOCATE: ("phong_trao", address.PART, MOVEMENT_AWARDS),
    Doing.JOIN: ("phong_trao", address.PART, UNITS),
    Doing.REGISTER: ("so_theo_doi", "", ""),
    Doing.REPORT: ("bao_cao", "", ""),
    Doing.LIST_UNITS: ("don_vi", "", ""),
    Doing.ADOPT_COVENANT: ("giao_uoc", "", ""),
    Doing.SIGN: ("giao_uoc", address.PART, SIGNING),
    Doing.NEGOTIATE: ("giao_uoc", address.PART, DRAFT),
    Doing.KEEP_DATA: ("he_thong", "", ""),
    Doing.CHECK_DATA: ("nhat_ky", "", ""),
}
"""Nơi làm từng loại việc: the page, the parameter that says about what, and its value if fixed."""

_INSIDE: Mapping[Doing, Mapping[str, str]] = {Doing.NEGOTIATE: {address.DRAFTING: PROPOSALS}}
"""Chỗ bên trong phần ấy."""


def page_of(doing: Doing) -> str:
    """Trang nơi việc này được làm, by the name of its file."""
    return _PLACES[doing][0]


def _place(task: OwedTask) -> dict[str, str]:
    _, name, fixed = _PLACES[task.doing]
    value = fixed or task.about
    here = {name: value} if name and value else {}
    return {**here, **_INSIDE.get(task.doing, {})}


def follow(task: OwedTask, label: str) -> None:
    """Nút sang đúng chỗ làm việc này."""
    to(page_of(task.doing), label, _place(task))


def letter_link(base: str, period: BlockPeriod, task: OwedTask) -> str:
    """Đường dẫn trong thư: one a page, to keep a letter short, but each thread has its own."""
    where = address.leading_to(period)
    if task.doing is Doing.ANSWER:
        where |= _place(task)
    page = menu.entry(page_of(task.doing)).address
    return f"{base.rstrip('/')}/{page}?{urlencode(where)}"


def cell_link(period: BlockPeriod, unit: str, task: OwedTask) -> str:
    """Đường dẫn trong một ô of a table, to this unit's part; its words come after the «#»."""
    where = {**address.leading_to(period), address.TO_UNIT: unit, **_place(task)}
    return f"/{menu.entry(page_of(task.doing)).address}?{urlencode(where)}#{task.words}"


def who(permission: Permission) -> str:
    """Những vai trò làm được việc này, in words."""
    return _either(roles_with(permission))


def who_now(permission: Permission, stage: Stage) -> str:
    """Những vai trò làm được việc này ở giai đoạn ấy, in words."""
    return _either(roles_at(permission, stage))


def _either(roles: Iterable[Role]) -> str:
    names = [labels.ROLES[role].lower() for role in roles]
    return " hoặc ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def open_page(name: str) -> None:
    """Nút sang trang này; whose work it is where the menu of this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=f"Mở {entry.title}", icon=entry.icon)
    except StreamlitPageNotFoundError:
        _of_others(entry)


def to(name: str, label: str, place: Mapping[str, str]) -> None:
    """Nút sang đúng chỗ trên một trang; whose work it is where this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=label, icon=entry.icon, query_params=_with_period(place))
    except StreamlitPageNotFoundError:
        _of_others(entry)


def cure(doing: Doing, about: str = "") -> None:
    """Nút sang chỗ chữa một việc còn vướng; to the very thing where one is named."""
    entry = menu.entry(page_of(doing))
    to(entry.name, f"Mở {entry.title}", _place(OwedTask(words="", doing=doing, about=about)))


def _of_others(entry: menu.MenuItem) -> None:
    st.caption(f"Việc của {who(entry.work)}, ở trang {entry.title}.")


def _with_period(place: Mapping[str, str]) -> dict[str, str]:
    """Giữ khối, năm và kỳ đang xem in the address.

    Under names of their own: what is bound to a widget of one page is dropped on the way to
    another.
    """
    names = (
        (address.BLOCK, address.TO_BLOCK),
        (address.YEAR, address.TO_YEAR),
        (address.WITHIN, address.TO_WITHIN),
    )
    kept = {to: str(st.session_state[at]) for at, to in names if at in st.session_state}
    return {**kept, **place}


def base_address() -> str:
    """Địa chỉ của phần mềm: THIDUA_ADDRESS, otherwise as this browser came to it."""
    given = settings.read().address
    if given:
        return given.rstrip("/")
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""
