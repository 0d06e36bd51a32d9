"""Gói họp: before or after the meeting, what will be in it, and the button that makes it."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.document.pack import PACK_WORDS, PackKind
from thidua.domain.ground.errors import Refused
from thidua.services.document import meeting_pack, pack_evidence
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads
from thidua.ui.widgets.panel import panel


def draw(ctx: Context) -> None:
    """Vẽ khung gói họp; what is missing is named before the click, read only while it is open."""
    if not ctx.allows(Permission.VIEW_VOTES):
        return
    inside = panel("Gói họp", key="mo-goi-hop", icon=":material/folder_zip:")
    if inside is None:
        return
    with inside:
        kind = st.segmented_control(
            "Gói cho lúc nào",
            list(PackKind),
            format_func=PACK_WORDS.__getitem__,
            default=PackKind.BEFORE,
            required=True,
            key="goi-hop-luc-nao",
        )
        with_dossiers = kind is PackKind.AFTER and st.toggle(
            "Kèm hồ sơ từng đề nghị khen thưởng", key="goi-hop-ho-so"
        )
        with_evidence = st.toggle(
            "Kèm tệp minh chứng",
            key="goi-hop-minh-chung",
            help=f"Nhiều nhất {pack_evidence.MOST_MEGABYTES} MB; chỉ tệp bạn được mở.",
        )
        try:
            found = meeting_pack.contents(
                ctx.work, kind=kind, with_dossiers=with_dossiers, with_evidence=with_evidence
            )
        except Refused as fault:
            st.info(str(fault), icon=":material/info:")
            return
        there = [one for one in found if one.is_there]
        missing = [one for one in found if not one.is_there]
        if missing:
            st.markdown(
                "Không có trong gói:\n\n" + "\n".join(f"- {literal(one.line)}" for one in missing)
            )
        st.markdown("Có trong gói:\n\n" + "\n".join(f"- {literal(one.line)}" for one in there))
        downloads.in_steps(
            downloads.archive,
            ("Làm gói họp", "Tải gói họp"),
            f"goi-hop-{kind.value}",
            meeting_pack.pack,
            ctx,
            kind=kind,
            with_dossiers=with_dossiers,
            with_evidence=with_evidence,
        )
