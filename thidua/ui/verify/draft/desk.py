"""Bàn soạn dự thảo: its sheets, what is proposed, what it changes, and how it comes into force."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.covenant.drafting.drafting import Drafting
from thidua.domain.covenant.drafting.examined import Examined, examine
from thidua.domain.covenant.drafting.lines import DraftSheet
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_moment
from thidua.services.covenant import clause_proposals, drafts
from thidua.services.verify import drafting
from thidua.ui.frame import address, links, page
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify.draft import criteria, others, proposals, whole
from thidua.ui.widgets import imports

LINES, SETTINGS, RANKING = "Tiêu chí của dự thảo", "Mục chung", "Xếp hạng của dự thảo"
ASKED, DIFFERENCE, TRIAL = links.PROPOSALS, "Khác biệt", "Thử với năm trước"
VERSIONS, ADOPTION = "Bản, lấy ý kiến", "Ban hành"
PARTS = (LINES, SETTINGS, RANKING, ASKED, DIFFERENCE, TRIAL, VERSIONS, ADOPTION)


def is_open(ctx: Context) -> bool:
    """Có phần Dự thảo: for whoever writes it, and for all once it is put to the members."""
    return ctx.allows(Permission.DRAFT_COVENANT) or drafts.view(ctx.work) is not None


@page.part("giao_uoc")
def draw(ctx: Context) -> None:
    """Vẽ bàn soạn."""
    found = drafts.view(ctx.work)
    if found is None:
        if ctx.allows(Permission.DRAFT_COVENANT):
            whole.start(ctx)
        return
    examined = examine(found.lines)
    _summary(found, examined)
    parts = [one for one in PARTS if one != ADOPTION or found.may_write]
    part = st.segmented_control(
        "Việc với dự thảo",
        parts,
        default=LINES,
        required=True,
        key=address.DRAFTING,
        bind="query-params",
        label_visibility="collapsed",
    )
    base = drafting.base(ctx.work)
    if part == LINES:
        criteria.draw(ctx, found, examined, base, clause_proposals.listed(ctx.work))
    elif part == SETTINGS:
        others.settings(ctx, found, examined)
    elif part == RANKING:
        others.ranking(ctx, found, examined)
    elif part == ASKED:
        lines = found.sheet(DraftSheet.CRITERION)
        listed = clause_proposals.listed(ctx.work)
        proposals.rest(ctx, listed, lines, may_write=found.may_write)
    elif part == DIFFERENCE:
        whole.difference(ctx, examined, base)
    elif part == TRIAL:
        whole.last_year(ctx)
    elif part == VERSIONS:
        whole.versions(ctx, found)
    else:
        whole.adoption(ctx, examined)


def _summary(found: Drafting, examined: Examined) -> None:
    """Dự thảo bằng một câu, and what is wrong with it as a whole."""
    errors = sum(one.is_error for one in examined.findings)
    lines = len(examined.criteria)
    said = [f"{lines} tiêu chí"]
    if examined.base_max is not None:
        said.append(f"điểm gốc {vi_number(examined.base_max)}")
    said.append("không còn lỗi" if not errors else f"còn {errors} lỗi")
    shared = "đang lấy ý kiến các đơn vị" if found.shared else "chưa đưa ra lấy ý kiến"
    st.markdown(
        literal(f"DỰ THẢO, bắt đầu từ {found.origin}; {shared}. {', '.join(said).capitalize()}.")
    )
    st.caption(literal(f"{found.started_by} bắt đầu lúc {vi_moment(found.started_at)}."))
    imports.say_errors(examined.whole)
