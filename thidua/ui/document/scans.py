"""Bản quét giấy tờ trên trang: each with its SHA-256, opened, added, or put aside with a reason."""

from pathlib import PurePosixPath

import streamlit as st

from thidua.domain.document.scan import PaperScan
from thidua.services.document import scans
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports
from thidua.ui.widgets.downloads import Offer


def of_vote(ctx: Context, vote: int) -> None:
    """Bản quét phiếu kiểm, biên bản đã ký của một cuộc bỏ phiếu."""
    found = scans.of_vote(ctx.session, ctx.period, vote)
    _draw(ctx, found, f"phieu-{vote}", vote=vote)


def of_issued(ctx: Context, issued: int) -> None:
    """Bản quét của một văn bản đã cấp số, as it was signed and sealed."""
    found = scans.of_issued(ctx.session, ctx.period, issued)
    _draw(ctx, found, f"so-{issued}", issued=issued)


def _draw(
    ctx: Context,
    found: tuple[PaperScan, ...],
    key: str,
    *,
    vote: int | None = None,
    issued: int | None = None,
) -> None:
    may_add = scans.may_add(ctx.work, issued=issued)
    if not found and not may_add:
        return
    if found:
        st.markdown("**Bản quét giấy tờ**")
    may_open = bool(found) and scans.may_open(ctx.work, vote=vote, issued=issued)
    for one in found:
        _one(ctx, one, may_open=may_open, may_end=may_add)
    if may_add and st.toggle("Đính kèm bản quét", key=f"ban-quet-{key}"):
        _add(ctx, key, vote=vote, issued=issued)


def _one(ctx: Context, one: PaperScan, *, may_open: bool, may_end: bool) -> None:
    st.markdown(f"{literal(one.words)}. {literal(one.told)}.")
    with st.container(horizontal=True):
        if may_open:
            path = PurePosixPath(one.file_name)
            offer = Offer(path.suffix.removeprefix("."), one.media_type, of_period=False)
            offer(
                f"Tải {path.name}", f"quet-{one.key}-{path.stem}", scans.content, ctx, key=one.key
            )
        if may_end and one.is_live:
            reason = f"ly-do-bo-quet-{one.key}"
            st.text_input("Lý do bỏ bản quét", key=reason)
            ctx.button(
                "Bỏ bản quét",
                lambda: ctx.act(
                    scans.end,
                    "Đã bỏ bản quét; tệp vẫn được giữ.",
                    key=one.key,
                    reason=st.session_state[reason] or "",
                ),
                key=f"bo-quet-{one.key}",
            )


def _add(ctx: Context, key: str, *, vote: int | None, issued: int | None) -> None:
    turn_key = f"quet-{key}"
    turn = st.session_state.setdefault(f"{turn_key}-luot", 0)
    file = st.file_uploader(
        "Bản quét (PDF, PNG, JPEG, WEBP)",
        type=scans.ENDINGS,
        max_upload_size=scans.LARGEST,
        key=f"{turn_key}-{turn}",
    )
    ctx.button(
        "Đính kèm",
        lambda: imports.apply(
            ctx,
            turn_key,
            scans.add,
            "Đã đính kèm bản quét cùng SHA-256 của nó.",
            content=b"" if file is None else file.getvalue(),
            file_name="" if file is None else file.name,
            vote=vote,
            issued=issued,
        ),
        key=f"dinh-kem-{turn_key}",
        disabled=file is None,
    )
