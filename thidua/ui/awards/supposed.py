"""Giả định và khen thưởng: what the law would say otherwise, and what was kept of it."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.awards.supposed import KeptSupposition, Supposed
from thidua.domain.period.windows import vi_moment
from thidua.domain.verify.case import Name
from thidua.frames.awards import supposed as frames
from thidua.services.awards import supposed
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables


def draw_law(found: Supposed, name: Name) -> None:
    """Vẽ điều kiện và hạn mức theo bộ luật, only where something would be another."""
    st.subheader("Điều kiện và hạn mức theo bộ luật", anchor=False)
    if not found.judged:
        st.caption(
            "Kỳ này không xét khen thưởng theo bộ luật, hoặc bạn không xem hồ sơ của cả khối."
        )
        return
    if found.provisional:
        st.caption(
            "Bảng xếp hạng còn tạm tính; hai bên được so như thể bảng hiện nay và bảng giả định đã "
            "chính thức."
        )
    if not (found.eligibility or found.quotas):
        st.markdown(f"Xét {found.judged} danh hiệu, chương trình: không điều kiện nào đổi.")
        return
    st.markdown(
        f"Xét {found.judged} danh hiệu, chương trình: **{len(found.eligibility)}** lần xét và "
        f"**{len(found.quotas)}** hạn mức sẽ khác."
    )
    if found.eligibility:
        tables.draw(
            frames.eligibility_frame(found.eligibility),
            alt="Kết luận xét khen thưởng trước và sau giả định",
        )
    if found.quotas:
        tables.draw(
            frames.quotas_frame(found.quotas, name),
            alt="Hạn mức trước và sau giả định",
        )


def draw_kept(ctx: Context, unit: str, criterion: str) -> None:
    """Vẽ các giả định đính kèm ở tiêu chí này, for whoever looks into all reviews."""
    if not ctx.allows(Permission.VIEW_REVIEWS):
        return
    for one in supposed.kept_at(ctx.work, unit=unit, criterion=criterion):
        with st.expander(_title(one), icon=":material/science:"):
            for line in one.words.splitlines():
                st.markdown(f"- {literal(line)}")
            st.caption(f"Tính trên nhật ký tới mục {one.position}, dấu niêm {one.seal[:16]}…")


def _title(one: KeptSupposition) -> str:
    return literal(f"Giả định đính kèm · {one.kept_by}, {vi_moment(one.kept_at)}")
