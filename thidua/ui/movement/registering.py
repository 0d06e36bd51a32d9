"""Đăng ký tham gia: the form of one unit, kept as a draft and then handed in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import streamlit as st

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.movement.participation import (
    PARTICIPATION_WORDS,
    WRITABLE,
    Participation,
    ParticipationState,
    Pledge,
    Registration,
)
from thidua.services.movement import participations, places
from thidua.services.movement.plans import MovementPlan
from thidua.services.period import rosters
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_MOST = 30
_WIDTHS = (4, 1, 2, 3, 2)


def draw(
    ctx: Context,
    found: MovementPlan,
    registered: Sequence[Participation],
    own: frozenset[str] | None,
) -> None:
    """Vẽ phiếu đăng ký, for whoever writes for a unit."""
    members = {one.code: one.name for one in rosters.members(ctx.work)}
    units = {code: name for code, name in members.items() if own is None or code in own}
    if not units:
        return
    inside = panel("Đăng ký tham gia", key="mo-dang-ky", icon=":material/edit_document:")
    if inside is not None:
        with inside:
            _form(ctx, found, registered, units)


def _form(
    ctx: Context,
    found: MovementPlan,
    registered: Sequence[Participation],
    units: Mapping[str, str],
) -> None:
    left, right = st.columns(2)
    unit = left.selectbox(
        "Đơn vị", list(units), format_func=lambda one: units[one], key="don-vi-dang-ky"
    )
    year = right.selectbox(
        "Đăng ký cho",
        [found.year, None],
        format_func=lambda one: "Cả phong trào" if one is None else f"Năm {one}",
        key="nam-dang-ky",
    )
    code = found.plan.code
    held = next((one for one in registered if (one.unit, one.year) == (unit, year)), None)
    version = 0 if held is None else held.version
    if held is not None:
        st.markdown(_standing(held))
    if held is not None and held.state not in WRITABLE:
        st.text(held.content.words)
        return
    at = f"{code}-{unit}-{year}-{version}"
    content = Registration() if held is None else held.content
    count = _fields(ctx, content, at)
    row = st.container(horizontal=True)
    ctx.button(
        "Ghi nháp",
        lambda: ctx.act(
            participations.save,
            "Đã ghi nháp đăng ký.",
            content=_typed(at, count),
            code=code,
            unit=unit,
            year=year,
            seen=version,
        ),
        key="ghi-dang-ky",
        place=row,
    )
    if held is not None:
        ctx.button(
            "Gửi đăng ký",
            lambda: _send(ctx, held, at, count),
            key="gui-dang-ky",
            place=row,
            type="primary",
        )


def _standing(held: Participation) -> str:
    said = f"Tình trạng: **{PARTICIPATION_WORDS[held.state]}**"
    said += f", {literal(held.sent_by)} gửi" if held.sent_by else ""
    if held.state is ParticipationState.RETURNED:
        said += f". Lý do: {literal(held.reason)}"
    return f"{said}."


def _send(ctx: Context, held: Participation, at: str, count: int) -> None:
    """Gửi bản đã ghi; what is typed and not yet kept is not sent unseen."""
    if _typed(at, count) != held.content:
        raise Refused("Phiếu có chỗ đã sửa mà chưa ghi; hãy bấm «Ghi nháp» rồi gửi.")
    ctx.act(
        participations.send,
        "Đã gửi đăng ký.",
        code=held.movement,
        unit=held.unit,
        year=held.year,
        seen=held.version,
    )


def _fields(ctx: Context, content: Registration, at: str) -> int:
    """Các ô của phiếu; how many pledges there are places for."""
    left, middle, right = st.columns(3)
    left.text_input("Số kế hoạch", content.document, key=f"so-{at}", persist_state="page")
    middle.date_input(
        "Ngày kế hoạch",
        content.document_day,
        format="DD/MM/YYYY",
        key=f"ngay-{at}",
        persist_state="page",
    )
    right.text_input(
        "Phòng phụ trách", content.in_charge, key=f"phu-trach-{at}", persist_state="page"
    )
    count = int(
        st.number_input(
            "Số nội dung đăng ký",
            min_value=0,
            max_value=_MOST,
            value=max(1, len(content.pledges)),
            step=1,
            key=f"so-noi-dung-{at}",
            persist_state="page",
        )
    )
    there = {one.code: one.name for one in places.listed(ctx.work)} if count else {}
    for number in range(count):
        held = content.pledges[number] if number < len(content.pledges) else None
        _pledge_fields(held, f"{at}-{number}", number + 1, there)
    return count


def _pledge_fields(held: Pledge | None, at: str, number: int, there: Mapping[str, str]) -> None:
    what, amount, unit, place, due = st.columns(_WIDTHS)
    number_text = ""
    if held is not None and held.amount is not None:
        number_text = f"{held.amount:f}".replace(".", ",")
    what.text_input(
        f"Nội dung {number}", held.content if held else "", key=f"nd-{at}", persist_state="page"
    )
    amount.text_input(f"Chỉ tiêu {number}", number_text, key=f"ct-{at}", persist_state="page")
    unit.text_input(
        f"Đơn vị tính {number}", held.unit if held else "", key=f"dvt-{at}", persist_state="page"
    )
    codes = ["", *there]
    place.selectbox(
        f"Địa bàn {number}",
        codes,
        index=codes.index(held.place) if held and held.place in codes else 0,
        format_func=lambda one: f"{one} {there[one]}" if one else "không nêu",
        key=f"db-{at}",
        persist_state="page",
    )
    due.date_input(
        f"Hạn {number}",
        held.due if held else None,
        format="DD/MM/YYYY",
        key=f"han-{at}",
        persist_state="page",
    )


def _typed(at: str, count: int) -> Registration:
    """Nội dung đang gõ ở phiếu; a line left empty is no pledge."""
    pledges = [_typed_pledge(f"{at}-{number}", number + 1) for number in range(count)]
    return Registration(
        document=_text(f"so-{at}"),
        document_day=_day(f"ngay-{at}"),
        in_charge=_text(f"phu-trach-{at}"),
        pledges=tuple(one for one in pledges if one is not None),
    )


def _typed_pledge(at: str, number: int) -> Pledge | None:
    content, amount = _text(f"nd-{at}"), _text(f"ct-{at}")
    unit, place, due = _text(f"dvt-{at}"), _text(f"db-{at}"), _day(f"han-{at}")
    if not content:
        if amount or unit or place or due:
            raise Refused(f"Nội dung {number}: cần ghi nội dung đăng ký.")
        return None
    return Pledge(content=content, amount=_number(amount, number), unit=unit, place=place, due=due)


def _number(typed: str, number: int) -> Decimal | None:
    if not typed:
        return None
    found = parse_number(typed)
    if found is None:
        raise Refused(f"Chỉ tiêu {number}: {number_problem(typed)}.")
    return found


def _text(key: str) -> str:
    return str(st.session_state.get(key, "") or "").strip()


def _day(key: str) -> date | None:
    found = st.session_state.get(key)
    return found if isinstance(found, date) else None
