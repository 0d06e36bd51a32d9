"""Tải về: files made when the button is clicked, not at every run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Concatenate

import streamlit as st

from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import NotPermitted, ThiduaError
from thidua.domain.ground.points import vi_number
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.audit import refusal
from thidua.services.ground.work import Work
from thidua.services.record import exports
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context, P
from thidua.web import identity, made_files
from thidua.web.heavy import heavy

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ZIP = "application/zip"
_KILO = 1024


@dataclass(frozen=True, slots=True)
class Offer:
    """Nút tải một loại tệp: the service runs on the click, in a session of its own.

    A file `of_period` has block and period in its name.
    """

    ending: str
    media_type: str
    of_period: bool = True

    def __call__(
        self,
        label: str,
        name: str,
        service: Callable[Concatenate[Work, P], bytes],
        ctx: Context,
        *given: P.args,
        **named: P.kwargs,
    ) -> None:
        """Vẽ nút này."""
        place = f"-{_where(ctx.period)}" if self.of_period else ""
        file_name = f"{name}{place}.{self.ending}"
        make = _making(service, file_name, self.media_type, ctx, *given, **named)
        _button(label, name, file_name, self.media_type, make)


workbook = Offer("xlsx", _XLSX)
"""Nút tải sổ Excel của kỳ đang xem."""

archive = Offer("zip", _ZIP)
"""Nút tải tệp nén của kỳ đang xem."""

slides = Offer("pptx", _PPTX)
"""Nút tải tệp PowerPoint của kỳ đang xem."""

paper = Offer("docx", _DOCX, of_period=False)
"""Nút tải tệp Word."""


sheet = Offer("xlsx", _XLSX, of_period=False)
"""Nút tải sổ Excel không của riêng kỳ nào."""

structured = Offer("json", "application/json", of_period=False)
"""Nút tải tệp JSON không của riêng kỳ nào."""


def in_steps(
    offer: Offer,
    labels: tuple[str, str],
    name: str,
    service: Callable[..., bytes],
    ctx: Context,
    **named: Any,  # noqa: ANN401
) -> None:
    """Việc lâu: made while each step is told, then offered; pressing twice makes it once.

    `labels` are of the button that makes it and of that which hands it out. What was made is held
    until the next run of the page and no longer.
    """
    make_it, take_it = labels
    working, ready = f"dang-lam-{name}", f"da-lam-{name}"
    is_working = bool(st.session_state.get(working))
    st.button(
        make_it,
        key=f"lam-{name}",
        icon=":material/build:",
        disabled=is_working,
        on_click=_begin,
        args=(working,),
    )
    file_name = f"{name}-{_where(ctx.period)}.{offer.ending}"
    if is_working:
        status = st.status("Đang làm…")

        def told(step: int, count: int, words: str) -> None:
            status.update(label=f"Đang làm {step}/{count}: {literal(words)}")

        make = _making(service, file_name, offer.media_type, ctx, told=told, **named)
        try:
            with heavy():
                st.session_state[ready] = make()
        except ThiduaError as fault:
            st.session_state[ready] = str(fault)
        finally:
            st.session_state[working] = False
        st.rerun()
    found: bytes | str | None = st.session_state.pop(ready, None)
    if isinstance(found, bytes):
        st.caption(f"Đã làm xong: {vi_number(-(-len(found) // _KILO))} KB.")
        _button(take_it, name, file_name, offer.media_type, found)
    elif found is not None:
        st.error(literal(found))


def _begin(working: str) -> None:
    st.session_state[working] = True


def _where(period: BlockPeriod) -> str:
    return period.place.replace(" ", "-")


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
    label: str, name: str, file_name: str, media_type: str, make: Callable[[], bytes] | bytes
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
    period, held = ctx.chosen, identity.current()

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
