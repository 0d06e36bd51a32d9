"""Bộ luật khen thưởng: the shipped files with the user's own copies over them, kept in versions."""

import hashlib
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from thidua.db import dossier_queries
from thidua.db.tables import LawText
from thidua.domain.errors import NotFound, Refused, StaleEdit
from thidua.domain.finding import Finding, error
from thidua.domain.law_book import LawBook
from thidua.domain.law_copy import LawCopy, LawSheet
from thidua.domain.permissions import Actor, Permission, require
from thidua.domain.text import LONGEST_CODE, clean
from thidua.lawbook.loading import SHIPPED, LawFile, LawRefused, files_in, read_book
from thidua.services.audit import Act, record, take_turn
from thidua.services.kept import kept
from thidua.services.shelf import Shelf

LONGEST_TEXT = 300_000
_ENDING = ".toml"
_read: Shelf[LawBook] = Shelf(8)


def book(session: Session) -> LawBook:
    """Bộ luật đang dùng, for whoever judges by it; `LawRefused` names every fault of a copy."""
    copies = kept(session, "law", lambda: tuple(dossier_queries.law_copies(session)))
    files = [*_shipped(), *(_file(one.name, one.text) for one in copies)]
    return _read.get(_digest(files), lambda: _whole(files))


def _whole(files: list[LawFile]) -> LawBook:
    found, findings = read_book(files)
    if found is None:
        raise LawRefused(findings)
    return found


def _digest(files: list[LawFile]) -> str:
    told = hashlib.sha256()
    for file in files:
        told.update(f"{file.is_local}\0{file.name}\0{file.text}\0".encode())
    return told.hexdigest()


def _shipped() -> list[LawFile]:
    return _files.get(SHIPPED, lambda: files_in(SHIPPED))


_files: Shelf[list[LawFile]] = Shelf(1)


def _file(name: str, text: str) -> LawFile:
    return LawFile(name, text, is_local=True)


def shipped(session: Session, *, actor: Actor) -> tuple[LawSheet, ...]:
    """Các tệp luật đi kèm phần mềm."""
    require(actor, Permission.EDIT_LAW)
    return tuple(LawSheet(file.name, file.text) for file in _shipped())


def copies(session: Session, *, actor: Actor) -> tuple[LawCopy, ...]:
    """Các bản luật của người dùng đang có hiệu lực, by name."""
    require(actor, Permission.EDIT_LAW)
    return tuple(dossier_queries.law_copies(session))


def versions(session: Session, *, actor: Actor, name: str) -> tuple[LawCopy, ...]:
    """Mọi phiên bản của một bản luật, newest first."""
    require(actor, Permission.EDIT_LAW)
    return tuple(dossier_queries.law_copies(session, name))


def check_copy(session: Session, *, actor: Actor, name: str, text: str) -> tuple[Finding, ...]:
    """Kiểm tra một bản luật cùng với mọi tệp khác, before it is saved."""
    require(actor, Permission.EDIT_LAW)
    return tuple(_faults(session, name, text))


def _faults(session: Session, name: str, text: str) -> list[Finding]:
    if not name.endswith(_ENDING) or len(name) > LONGEST_CODE or name == _ENDING:
        return [error("law_name", f"tên tệp phải có dạng «ten{_ENDING}», tối đa 64 ký tự")]
    if len(text) > LONGEST_TEXT:
        return [error("law_long", f"dài quá {LONGEST_TEXT} ký tự; hãy chia thành nhiều tệp", name)]
    others = [one for one in dossier_queries.law_copies(session) if one.name != name]
    files = [*_shipped(), *(_file(one.name, one.text) for one in others), _file(name, text)]
    return read_book(files)[1]


def save_copy(
    session: Session,
    *,
    actor: Actor,
    name: str,
    text: str,
    seen: int,
    now: datetime,
    reason: str = "",
) -> None:
    """Lưu một bản luật: checked with all the others by the strict reader, or nothing is written.

    `seen` is the version it was made from, 0 for a new file. `LawRefused` has every finding.
    """
    require(actor, Permission.EDIT_LAW)
    name = clean(name)
    take_turn(session)
    before = _live(session, name, seen)
    findings = _faults(session, name, text)
    if findings:
        raise LawRefused(findings)
    if before is not None and before.text == text:
        raise Refused("Nội dung không đổi nên không có gì để lưu.")
    _end(session, name)
    last = session.exec(select(func.max(LawText.version)).where(LawText.name == name)).one() or 0
    session.add(
        LawText(
            name=name,
            content=text,
            version=last + 1,
            reason=clean(reason),
            set_by=actor.name,
            set_at=now,
        )
    )
    session.flush()
    old = "" if before is None else law_words(name, before.text)
    act = Act("law.changed", old=old, new=law_words(name, text), reason=clean(reason))
    record(session, actor=actor, now=now, acts=[act])


def remove_copy(
    session: Session, *, actor: Actor, name: str, seen: int, now: datetime, reason: str
) -> None:
    """Thôi dùng một bản luật: what it replaced holds again; its versions stay readable."""
    require(actor, Permission.EDIT_LAW)
    take_turn(session)
    before = _live(session, name, seen)
    if before is None:
        raise NotFound
    if not clean(reason):
        raise Refused("Cần ghi lý do thôi dùng bản luật này.")
    left = [one for one in dossier_queries.law_copies(session) if one.name != name]
    found, findings = read_book([*_shipped(), *(_file(one.name, one.text) for one in left)])
    if found is None:
        raise LawRefused(findings)
    _end(session, name)
    act = Act("law.removed", old=law_words(name, before.text), reason=clean(reason))
    record(session, actor=actor, now=now, acts=[act])


def _live(session: Session, name: str, seen: int) -> LawCopy | None:
    found = next((one for one in dossier_queries.law_copies(session) if one.name == name), None)
    if (0 if found is None else found.version) != seen:
        raise StaleEdit("Bản luật này vừa được người khác sửa; hãy xem lại rồi lưu.")
    return found


def _end(session: Session, name: str) -> None:
    ended = update(LawText).where(col(LawText.name) == name, col(LawText.live)).values(live=False)
    session.connection().execute(ended)


def law_words(name: str, text: str) -> str:
    """Bản luật bằng lời trong nhật ký: its name, and the digest of every sign in it."""
    return f"{name} · SHA-256 {hashlib.sha256(text.encode()).hexdigest()}"
