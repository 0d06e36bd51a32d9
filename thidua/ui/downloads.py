"""Tải về: workbooks made when the button is clicked, not at every run."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from thidua.db.engine import reading
from thidua.services import exports
from thidua.ui.page import Context

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    label: str,
    name: str,
    service: Callable[..., bytes],
    ctx: Context,
    **arguments: Any,  # noqa: ANN401
) -> None:
    """Nút tải sổ Excel: the service runs on the click, in a session of its own."""
    period, actor, url = ctx.period, ctx.actor, ctx.url

    def make() -> bytes:
        with reading(url) as session:
            return service(session, actor=actor, period=period, **arguments)

    st.download_button(
        label,
        data=make,
        file_name=f"{name}-{period.block_code}-{period.year}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        icon=":material/download:",
        key=f"tai-{name}",
    )


def template(label: str, name: str, make: Callable[[], bytes]) -> None:
    """Nút tải tệp mẫu, which depends on nothing that is stored."""
    st.download_button(
        label,
        data=make,
        file_name=f"{name}.xlsx",
        mime=_XLSX,
        on_click="ignore",
        icon=":material/download:",
        key=f"tai-{name}",
    )


def pack(ctx: Context) -> None:
    """Nút tải gói nhật ký của kỳ đang xem."""
    period, actor, url = ctx.period, ctx.actor, ctx.url

    def make() -> bytes:
        with reading(url) as session:
            return exports.record(session, actor=actor, period=period)

    st.download_button(
        "Tải gói nhật ký",
        data=make,
        file_name=f"nhat-ky-{period.block_code}-{period.year}.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
        key="tai-goi-nhat-ky",
    )
