"""Lời nhắn: what a press came to, kept until a run that shows it has reached its end.

A press works before anything is drawn. The run that follows may be cut short by the next press,
and then what it said has not been read by anybody.
"""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum, auto
from threading import local

import streamlit as st

from thidua.domain.ground.errors import ThiduaError
from thidua.web.streamlit_inside import DeltaGenerator, RerunException, StopException

_KEPT = "_loi_nhan"

_here = local()


class Kind(StrEnum):
    """Loại lời nhắn."""

    DONE = auto()
    TOLD = auto()
    REFUSED = auto()


_ICONS = {Kind.DONE: ":material/check_circle:", Kind.REFUSED: ":material/error:"}


@dataclass(slots=True, kw_only=True)
class Notice:
    """Lời nhắn: of which part of the page, and whether the present run has shown it."""

    part: str
    kind: Kind
    words: str
    is_shown: bool = False


def leave(part: str, key: str, kind: Kind, words: str) -> None:
    """Để lại lời nhắn at this place; `words` are Markdown. Only one stands at a place."""
    _kept()[key] = Notice(part=part, kind=kind, words=words)


def show(key: str) -> None:
    """Hiện lời nhắn của chỗ này, where there is one."""
    notice = _kept().get(key)
    if notice is not None:
        _draw(notice)


@contextmanager
def shown(part: str) -> Iterator[None]:
    """Hiện lời nhắn của phần này above what is drawn inside, then put away what was shown.

    Those of buttons that are gone stand there too. Of a part drawn with its page, the page puts
    them away; of a run that is cut short by the next, nobody does.
    """
    kept, is_outer = _kept(), not getattr(_here, "depth", 0)
    if is_outer:
        for notice in kept.values():
            notice.is_shown = False
    top = st.container()  # kept when empty, so that open panels below keep their place
    with top:
        show(part)
    _here.depth = getattr(_here, "depth", 0) + 1
    try:
        yield
    except (RerunException, StopException) as end:  # after either nothing more can be drawn
        if is_outer and isinstance(end, StopException):
            _put_away(kept)
        raise
    except ThiduaError:
        _end(kept, part, top, is_outer=is_outer)
        raise
    else:
        _end(kept, part, top, is_outer=is_outer)
    finally:
        _here.depth -= 1


def _end(
    kept: MutableMapping[str, Notice], part: str, top: DeltaGenerator, *, is_outer: bool
) -> None:
    """Hết lượt: those of buttons that are gone are shown now."""
    for notice in kept.values():
        if not notice.is_shown and (not part or notice.part == part):
            with top:
                _draw(notice)
    if is_outer:
        _put_away(kept)


def _put_away(kept: MutableMapping[str, Notice]) -> None:
    for key in [key for key, one in kept.items() if one.is_shown]:
        del kept[key]


@contextmanager
def pressing(part: str) -> Iterator[None]:
    """Đang bấm một nút của phần này; what its last run did show is over."""
    for key, notice in list(_kept().items()):
        if notice.part == part and notice.kind is not Kind.DONE:
            del _kept()[key]
    _here.pressing = True
    try:
        yield
    finally:
        _here.pressing = False


def is_pressing() -> bool:
    """Đang làm việc của một nút, before the run that draws it."""
    return getattr(_here, "pressing", False)


def is_waiting(part: str) -> bool:
    """Còn lời báo đã làm xong mà chưa lượt nào hiện hết, as when a button is pressed twice."""
    return part in _kept()


def _draw(notice: Notice) -> None:
    notice.is_shown = True
    draw = {Kind.DONE: st.success, Kind.TOLD: st.info, Kind.REFUSED: st.error}[notice.kind]
    draw(notice.words, icon=_ICONS.get(notice.kind))


def _kept() -> dict[str, Notice]:
    found: dict[str, Notice] = st.session_state.setdefault(_KEPT, {})
    return found
