"""Người đang dùng: who the cookie of this browser stands for, asked anew at every run."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import local

import streamlit as st
from sqlmodel import Session

from thidua.db.engine import database_url, demo_url, reading, writing
from thidua.db.upgrade import is_there, require_current
from thidua.domain.ground.errors import NotReady, NotSignedIn, Unavailable
from thidua.services.access import sign_in
from thidua.web.turns import turn

COOKIE = "thidua_phien"
BROWSER_COOKIE = "thidua_may"
"""Dấu của trình duyệt đã từng đăng nhập: opens nothing, but is not slowed by who guesses."""

DEMO_MARK = "mau."
"""Dấu khối mẫu: stands before the tokens that open the database of the demo."""

SIGN_IN_PATH = "/dang-nhap"
SIGN_OUT_PATH = "/dang-xuat"
CHANGE_PASSWORD_PATH = "/doi-mat-khau"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Thẻ vào: what the cookie says — which database, and which session in it."""

    url: str
    token: str
    is_demo: bool


def is_of_demo(cookie: str) -> bool:
    """Dấu này của một phiên trong khối mẫu."""
    return cookie.startswith(DEMO_MARK)


def ticket(cookie: str | None) -> Ticket:
    """Đọc thẻ vào; NotSignedIn where there is none."""
    if not cookie:
        raise NotSignedIn
    is_demo = is_of_demo(cookie)
    url = demo_url() if is_demo else database_url()
    return Ticket(url, cookie.removeprefix(DEMO_MARK), is_demo)


def mark(held: Ticket) -> str:
    """Dấu của phiên: tells one session from another on a page, and opens nothing."""
    return hashlib.sha256(f"dau {held.token}".encode(errors="replace")).hexdigest()[:16]


def cookie() -> str | None:
    """Dấu của trình duyệt này, as it was when the page connected."""
    found = st.context.cookies.get(COOKIE)
    return found if isinstance(found, str) else None


def current() -> Ticket:
    """Thẻ vào của trình duyệt này; NotSignedIn without one."""
    held = ticket(cookie())
    if not is_there(held.url):
        raise NotReady
    return held


def person(session: Session, held: Ticket) -> sign_in.Known:
    """Người cầm thẻ; NotSignedIn once the session has ended, wherever it was ended.

    NotReady in an outdated database.
    """
    require_current(session)
    now = datetime.now(UTC)
    known = sign_in.known(session, token=held.token, now=now)
    if known.is_stale:
        # Nobody who only looks waits for who writes; the next run touches it.
        with suppress(Unavailable), writing(held.url, patience=0) as touching:
            sign_in.touch(touching, token=held.token, now=now)
    return known


@dataclass(frozen=True, slots=True)
class Viewing:
    """Người đang xem: who looks in this run, by which ticket, in which session that only reads."""

    session: Session
    known: sign_in.Known
    held: Ticket


_run = local()


@contextmanager
def viewing() -> Iterator[Viewing]:
    """Mở lượt xem: one turn, one reading session and one look at who it is.

    The frame, its page and the parts of the page share them while they run in each other; a part
    that runs by itself has its own.
    """
    mine: Viewing | None = getattr(_run, "viewing", None)
    if mine is not None:
        yield mine
        return
    with turn():
        held = current()
        with reading(held.url) as session:
            _run.viewing = Viewing(session, person(session, held), held)
            try:
                yield _run.viewing
            finally:
                _run.viewing = None
