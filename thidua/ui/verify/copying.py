"""Chép và so giao ước trên màn hình: a source, what tells the two apart, and that it was seen."""

from dataclasses import dataclass

import streamlit as st

from thidua.domain.covenant.copying import difference_mark
from thidua.domain.covenant.draft import CovenantDraft
from thidua.frames.imports import clauses_frame
from thidua.services.covenant.covenants import CovenantPreview
from thidua.services.verify import copying
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, tables
from thidua.ui.widgets.panel import panel


@dataclass(frozen=True, slots=True)
class Beside:
    """Giao ước đặt cạnh: which, the mark of the difference, and whether it was ticked as seen."""

    source: str
    mark: str
    is_seen: bool


def choose(ctx: Context) -> str | None:
    """Chọn nguồn để chép cho kỳ này; None until one is chosen."""
    found = {one.key: one.name for one in copying.sources(ctx.work)}
    if not found:
        return None
    return st.selectbox(
        "Chép từ",
        list(found),
        index=None,
        format_func=lambda key: found.get(key, key),
        placeholder="Năm trước, khối khác hoặc mẫu",
        key=f"chep-tu-{ctx.period.id}",
    )


def beside(
    ctx: Context, key: str, preview: CovenantPreview, draft: CovenantDraft, source: str
) -> Beside | None:
    """Vẽ khác biệt so với nguồn, to be ticked as seen; None where there is nothing beside it."""
    if preview.is_refused or preview.period is None:
        return None
    work = ctx.work.at(preview.period)
    named = {one.key: one.name for one in copying.sources(work)}
    last = copying.before(work) if not source and not preview.seen else None
    chosen = source or ("" if last is None else last.key)
    if chosen not in named:
        return None
    changes = copying.difference(work, source=chosen, draft=draft)
    mark = difference_mark(changes)
    name = literal(named[chosen])
    if not changes:
        st.markdown(f"So với **{name}**: không khác nhau.")
    else:
        st.markdown(f"So với **{name}**: **{len(changes)}** khác biệt.")
        tables.draw(clauses_frame(changes), alt="Khác biệt so với giao ước đặt cạnh")
    seen = st.checkbox(
        f"Tôi đã xem {len(changes)} khác biệt này và xác nhận.", key=f"{key}-da-xem-{mark[:12]}"
    )
    return Beside(chosen, mark, seen)


def compare(ctx: Context) -> None:
    """So giao ước đang dùng với năm trước, khối khác hoặc mẫu, with the annex to print."""
    inside = panel(
        "So với năm trước, khối khác, mẫu", key="mo-so-giao-uoc", icon=":material/compare_arrows:"
    )
    if inside is None:
        return
    with inside:
        _compare(ctx)


def _compare(ctx: Context) -> None:
    found = {one.key: one.name for one in copying.sources(ctx.work)}
    if not found:
        st.caption("Chưa có giao ước nào khác mà bạn được xem.")
        return
    source = st.selectbox(
        "So với",
        list(found),
        format_func=lambda key: found.get(key, key),
        key=f"so-voi-{ctx.period.id}",
    )
    changes = copying.difference(ctx.work, source=source)
    if not changes:
        st.success("Hai giao ước không khác nhau.")
        return
    st.markdown(f"Có **{len(changes)}** khác biệt.")
    tables.draw(clauses_frame(changes), alt="Khác biệt giữa hai giao ước")
    downloads.paper("Tải phụ lục khác biệt", "phu-luc-khac-biet", copying.annex, ctx, source=source)
