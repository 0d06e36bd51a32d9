"""Đối chiếu trên màn hình: an outside list of awards beside ours; a row is taken when chosen."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.reconciling import ComparedAward, Reconciliation
from thidua.frames.awards import facts as frames
from thidua.services.dossier import intake as dossier_intake
from thidua.services.dossier import reconciling
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports, tables
from thidua.ui.widgets.panel import panel

_KEY = "tep-doi-chieu"
_WRAPS = 72  # a table breaks lines only in rows of this height, in pixels


def draw(ctx: Context) -> None:
    """Vẽ phần đối chiếu quá trình khen thưởng với danh sách ngoài."""
    inside = panel(
        "Đối chiếu quá trình khen thưởng với danh sách ngoài",
        key="mo-doi-chieu",
        icon=":material/compare_arrows:",
    )
    if inside is None:
        return
    with inside:
        st.caption(
            "Tải danh sách của cơ quan khác, theo mẫu «Quá trình khen thưởng». Chỉ so sánh; không "
            "gì được ghi cho tới khi bạn chọn dòng và bấm lấy về."
        )
        chosen = imports.upload("Danh sách ngoài (.xlsx, .xls, .ods)", _KEY)
        if chosen is None:
            return
        rows, findings = dossier_intake.awards(*chosen)
        found = reconciling.reconcile(ctx.work, rows=rows, findings=findings)
        st.markdown(literal(found.words()))
        imports.show_findings(found.findings)
        if found.lines:
            tables.draw(
                frames.reconciled_frame(found),
                row_height=_WRAPS,
                column_config={
                    side: st.column_config.TextColumn(width=270)
                    for side in ("Ghi ở đây", "Ghi ở danh sách ngoài")
                },
                alt="Từng lần khen: ghi ở đây, ghi ở danh sách ngoài, khác ở đâu",
            )
        _take(ctx, found, rows)


def _take(ctx: Context, found: Reconciliation, rows: Sequence[AwardRow]) -> None:
    able = {one.row: one for one in found.to_take if one.row is not None}
    if not able:
        return
    taken = st.multiselect(
        "Lấy về từ danh sách ngoài",
        list(able),
        format_func=lambda row: _call(able[row]),
        placeholder="Chưa chọn dòng nào",
        key="dong-lay-ve",
    )
    ctx.button(
        f"Lấy về {len(taken)} dòng đã chọn",
        lambda: imports.apply(
            ctx,
            _KEY,
            reconciling.take,
            "Đã lấy về các lần khen đã chọn.",
            rows=rows,
            chosen=taken,
            seen=found,
        ),
        key="lay-ve",
        disabled=not taken,
    )


def _call(one: ComparedAward) -> str:
    return f"{one.name} · {one.there}"
