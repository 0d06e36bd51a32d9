"""Tải về: workbooks made when the button is clicked, not at every run."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Concatenate

import streamlit as st

from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.audit import refusal
from thidua.services.ground.work import Work
from thidua.services.record import exports
from thidua.ui.frame.page import Context, P
from thidua.web import identity, made_files

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP = "application/zip"


def workbook(
    label: str,
    name: str,
    service: Callable[Concatenate[Work, P], bytes],
    ctx: Context,
    *given: P.args,
    **named: P.kwargs,
) -> None:
    """Nút tải sổ Excel: the service runs on the click, in a session of its own."""
    period = ctx.period
    file_name = f"{name}-{_where(period)}.xlsx"
    make = _making(service, file_name, _XLSX, ctx, *given, **named)
    _button(label, name, file_name, _XLSX, make)


def _where(period: BlockPeriod) -> str:
    return period.place.replace(" ", "-")


def paper(
    label: str,
    name: str,
    service: Callable[Concatenate[Work, P], bytes],
    ctx: Context,
    *given: P.args,
    **named: P.kwargs,
) -> None:
    """Nút tải tệp Word: the service runs on the click, in a session of its own."""
    file_name = f"{name}.docx"
    make = _making(service, file_name, _DOCX, ctx, *given, **named)
    _button(label, name, file_name, _DOCX, make)


def template(label: str, name: str, make: Callable[[], bytes]) -> None:
    """Nút tải tệp mẫu, which depends on nothing that is stored."""
    _button(label, name, f"{name}.xlsx", _XLSX, make)


def pack(ctx: Context) -> None:
    """Nút tải gói nhật ký của kỳ đang xem."""
    period = ctx.period
    file_name = f"nhat-ky-{_where(period)}.zip"
    make = _making(exports.record, file_name, _ZIP, ctx)
    _button("Tải gói nhật ký", "goi-nhat-ky", file_name, _ZIP, make)


def _button(
    label: str, name: str, file_name: str, media_type: str, make: Callable[[], bytes]
) -> None:
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=media_type,
        on_click="ignore",
        icon=":material/download:",
        key=f"tai-{name}",
    )


def _making(
    service: Callable[Concatenate[Work, P], bytes],
    file_name: str,
    media_type: str,
    ctx: Context,
    *given: P.args,
    **named: P.kwargs,
) -> Callable[[], bytes]:
    """Việc làm tệp: for whoever the browser stands for at the click, which may be long after."""
    period, held = ctx.period, identity.current()

    def make() -> bytes:
        with reading(held.url) as session:
            actor = identity.person(session, held).actor
            try:
                content = service(Work(session, actor, period), *given, **named)
            except NotPermitted:
                content = None
        if content is None:
            with writing(held.url) as session:
                refusal(session, actor=actor, now=datetime.now(UTC), tried=service)
            raise NotPermitted
        made_files.note(content, media_type, file_name, (held.url, actor.account))
        return content

    return make
