"""Đổi kế hoạch chấm chéo: says when somebody else changed it under the eyes of who looks at it."""

from collections.abc import Callable
from typing import Concatenate

import streamlit as st

from thidua.services.ground.work import Work
from thidua.ui.frame.page import Context, P

_SHOWN, _OWN = "_ke_hoach_cham_cheo", "_ke_hoach_cua_minh"


def note(ctx: Context, version: int) -> None:
    """Báo khi kế hoạch đã đổi từ lần vẽ trước, unless this person changed it."""
    shown = st.session_state.get(_SHOWN)
    own = st.session_state.pop(_OWN, None)
    st.session_state[_SHOWN] = (ctx.period.id, version)
    if shown is None or shown[0] != ctx.period.id or version in (shown[1], own):
        return
    st.warning(
        "Phân công chấm chéo vừa được người khác đổi; bảng dưới đây là bản mới. Nếu đang xem thử "
        "hoặc sửa dở thì hãy xem lại.",
        icon=":material/sync_problem:",
    )


def act(
    ctx: Context,
    version: int,
    service: Callable[Concatenate[Work, P], object],
    message: str,
    *given: P.args,
    **named: P.kwargs,
) -> None:
    """Thực hiện một việc làm đổi kế hoạch của phiên bản này."""
    ctx.act(service, message, *given, **named)
    st.session_state[_OWN] = version + 1
