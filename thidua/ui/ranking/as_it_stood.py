"""Xếp hạng tại một thời điểm: at a day and hour, or after an entry of the record."""

from datetime import date, datetime

import streamlit as st

from thidua.domain.ground.errors import Refused
from thidua.domain.period.windows import VIETNAM
from thidua.domain.scoring.sheet import Hand
from thidua.frames.ranking import standings as frames
from thidua.services.ranking import standings
from thidua.services.record import as_it_stood
from thidua.services.record.as_it_stood import Stood
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.ranking import table as ranking_table
from thidua.ui.widgets.panel import panel

_BY_TIME, _BY_ENTRY = "Ngày giờ", "Số mục nhật ký"
_FIRST = date(2000, 1, 1)
_ASKED = "_xep_hang_luc"
_DAY, _HOUR, _ENTRY = "luc-ngay", "luc-gio", "luc-muc"


def draw(ctx: Context, hand: Hand) -> None:
    """Vẽ bảng xếp hạng như đã đứng, once it is opened and a moment is chosen."""
    inside = panel(
        "Xếp hạng tại một thời điểm đã qua", key="mo-xep-hang-luc", icon=":material/history:"
    )
    if inside is None:
        return
    with inside:
        by = st.segmented_control(
            "Chọn theo", [_BY_TIME, _BY_ENTRY], default=_BY_TIME, required=True, key="luc-theo"
        )
        row = st.container(horizontal=True, vertical_alignment="bottom")
        if by == _BY_TIME:
            now = ctx.now.astimezone(VIETNAM)
            row.date_input(
                "Ngày",
                now.date(),
                min_value=_FIRST,
                max_value=now.date(),
                format="DD/MM/YYYY",
                key=_DAY,
            )
            row.time_input("Giờ (giờ Việt Nam)", now.time().replace(microsecond=0), key=_HOUR)
        else:
            row.number_input("Sau mục", min_value=1, step=1, value=1, key=_ENTRY)
        row.button("Xem bảng lúc ấy", on_click=_ask, args=(by, ctx.period.id), key="luc-xem")
        asked = st.session_state.get(_ASKED)
        if asked is None or asked[0] != ctx.period.id:
            return
        _, at, position = asked
        try:
            found = as_it_stood.as_it_stood(ctx.work, hand=hand, at=at, position=position)
        except Refused as nothing:
            st.info(literal(nothing))
            return
        _draw(found, standings.standings(ctx.work, hand=hand))


def _ask(by: str, period: int) -> None:
    """Ghi nhớ lúc được hỏi; a time of Vietnam, to the end of its second."""
    if by == _BY_ENTRY:
        st.session_state[_ASKED] = (period, None, int(st.session_state[_ENTRY]))
        return
    day, hour = st.session_state[_DAY], st.session_state[_HOUR]
    moment = datetime.combine(day, hour.replace(microsecond=999_999), VIETNAM)
    st.session_state[_ASKED] = (period, moment, None)


def _draw(found: Stood, now: standings.Board) -> None:
    when = f"{found.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
    mark = " **TẠM TÍNH**." if found.board.provisional else ""
    st.markdown(
        f"Bảng đứng sau **mục {found.position}** của nhật ký, ghi lúc {when} (giờ Việt Nam); "
        f"giao ước bản {found.board.covenant.version}.{mark}"
    )
    for title in found.lost:
        st.warning(
            f"Phiếu của cuộc «{literal(title)}» không còn đúng như lúc kiểm; hạng ở đây chưa tính "
            "cuộc ấy.",
            icon=":material/how_to_vote:",
        )
    board = found.board
    table = frames.standings_frame(board.covenant, board.standings, board.name)
    known = {row.unit: frames.rank_text(row) for row in now.standings.rows}
    table.insert(1, "Hạng hiện nay", [known.get(row.unit, "—") for row in board.standings.rows])
    ranking_table.draw(table, "Bảng xếp hạng như đã đứng sau mục này")
