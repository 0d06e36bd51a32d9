"""Trang «Khen thưởng»: who may be put forward, how many, what became of it, by which law."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.ui.awards import eligibility as eligibility_panel
from thidua.ui.awards import facts as fact_panel
from thidua.ui.awards import law as law_panel
from thidua.ui.awards import proposals as proposal_panel
from thidua.ui.awards import quotas as quota_panel
from thidua.ui.document import panel as document_panel
from thidua.ui.frame import address, links, page
from thidua.ui.ranking import covenant_awards

PARTS = {
    "Đủ điều kiện": eligibility_panel.draw,
    "Hạn mức": quota_panel.draw,
    links.AWARD_PROPOSALS: proposal_panel.draw,
    "Dữ kiện": fact_panel.draw,
    "Bộ luật": law_panel.draw,
    "Theo giao ước": covenant_awards.draw,
}

OF_ANY_PERIOD = ("Theo giao ước", "Bộ luật")

with page.opened("khen_thuong") as ctx:
    parts = [
        part for part in PARTS if part != "Theo giao ước" or ctx.allows(Permission.VIEW_STANDINGS)
    ]
    if not ctx.period.part.is_year:
        parts = [part for part in OF_ANY_PERIOD if part in parts]
        st.info(
            f"Danh hiệu và hình thức khen thưởng xét theo cả năm; chọn «Năm {ctx.period.year}» ở ô "
            "Kỳ để xem.",
            icon=":material/info:",
        )
    chosen = st.segmented_control(
        "Phần việc", parts, default=parts[0], required=True, key=address.PART, bind="query-params"
    )
    PARTS[chosen](ctx)
    if chosen == links.AWARD_PROPOSALS:
        document_panel.draw(ctx, "to-trinh", "phieu-tham-dinh", "bao-cao-thanh-tich")
