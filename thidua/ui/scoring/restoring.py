"""Lấy lại giá trị trước: earlier versions of one line, and the button that saves one again."""

import pandas as pd
import streamlit as st

from thidua.domain.period.windows import VIETNAM
from thidua.services.scoring import restoring
from thidua.services.scoring.desk import Desk
from thidua.services.scoring.restoring import EarlierLine
from thidua.ui.frame.page import Context
from thidua.ui.scoring import held as held_cells
from thidua.ui.scoring import saving, two_hands
from thidua.ui.widgets import tables


def draw(ctx: Context, desk: Desk, code: str) -> None:
    """Vẽ các giá trị trước của một tiêu chí, once they are asked for, for who may type it."""
    if not saving.may_write(ctx, desk):
        return
    place = "-".join((*map(str, held_cells.sheet_place(desk)), code))
    if not st.toggle("Lấy lại giá trị trước", key=f"lay-lai-{place}"):
        return
    found = restoring.earlier(
        ctx.work, unit=desk.unit, hand=desk.hand, criterion=code, reviewer=desk.reviewer
    )
    if not found:
        st.caption("Dòng này chưa có giá trị nào trước giá trị đang dùng.")
        return
    tables.draw(_frame(found), alt="Các giá trị trước của dòng này")
    usable = {one.version: one for one in found if not one.fault}
    if not usable:
        return
    chosen = st.selectbox(
        "Bản cần lấy lại",
        list(usable),
        format_func=lambda version: f"Bản {version}: {usable[version].text}",
        key=f"ban-lay-lai-{place}",
    )
    reason = f"ly-do-lay-lai-{place}"
    st.text_input("Lý do lấy lại", key=reason)

    def put_back() -> None:
        ctx.write(
            restoring.restore,
            unit=desk.unit,
            hand=desk.hand,
            criterion=code,
            version=chosen,
            base=desk.versions.get(code, 0),
            reason=st.session_state.get(reason, ""),
            reviewer=desk.reviewer,
            document=two_hands.paper(desk),
        )
        st.session_state[reason] = ""
        saving.saved_elsewhere(ctx, desk, [code])
        ctx.flash(f"Đã lấy lại bản {chosen} của tiêu chí {code} thành bản mới.")

    ctx.button("Lấy lại bản này", put_back, key=f"nut-lay-lai-{place}", icon=":material/undo:")


def _frame(found: tuple[EarlierLine, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Bản": [str(one.version) for one in found],
            "Giá trị": [one.text for one in found],
            "Giải trình": [one.explanation for one in found],
            "Minh chứng": [one.evidence for one in found],
            "Người nhập": [one.entered_by for one in found],
            "Lúc": [f"{one.entered_at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}" for one in found],
            "Không lấy lại được vì": [one.fault for one in found],
        }
    )
