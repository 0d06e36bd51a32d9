"""Tên người của nhật ký: they stand beside the chain, so that one day they can be erased.

The chain holds a salted digest in place of every name. With name and salt gone nobody can tell
whose it was, and every seal still holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from secrets import token_hex

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import AuditEntry, PersonalValue
from thidua.domain.record.chain import NamedToken, token

PERSON = "person"
"""Chỗ tên người trong nội dung một mục: an object of this one name, which no plain value is."""

ERASED = "(đã xóa tên)"


def lookup(value: str) -> str:
    """Dấu tra tên: the plain digest by which a name that is still there is found."""
    return hashlib.sha256(value.encode()).hexdigest()


_KNOWN = queries.pick(PersonalValue.value, PersonalValue.token).where(
    col(PersonalValue.lookup).in_(bindparam("lookups", expanding=True))
)


class Tokens:
    """Dấu thay tên: each name has one, made the first time the record needs it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tokens: dict[str, str] = {"": ""}

    def prepare(self, names: Iterable[str | None]) -> None:
        """Chuẩn bị dấu của các tên này, in one question; those new to the record are kept."""
        wanted = {lookup(name): name for name in names if name and name not in self._tokens}
        if not wanted:
            return
        known = queries.picked(self._session, _KNOWN, lookups=list(wanted))
        self._tokens |= {value or "": token for value, token in known}
        for digest, name in wanted.items():
            if name not in self._tokens:
                salt = token_hex(32)
                made = PersonalValue(token=token(salt, name), lookup=digest, salt=salt, value=name)
                self._session.add(made)
                self._tokens[name] = made.token

    def of(self, name: str) -> str:
        """Dấu của một tên; it was prepared."""
        return self._tokens[name]


def names(session: Session, tokens: Iterable[str] | None = None) -> dict[str, str]:
    """Tên theo dấu, of these or of all; one that was erased says so."""
    wanted = select(PersonalValue.token, PersonalValue.value)
    if tokens is not None:
        wanted = wanted.where(col(PersonalValue.token).in_(set(tokens)))
    return {key: ERASED if value is None else value for key, value in session.exec(wanted)}


def erased(session: Session) -> set[str]:
    """Dấu của những tên đã xóa."""
    wanted = select(PersonalValue.token).where(col(PersonalValue.erased_at).is_not(None))
    return set(session.exec(wanted))


def named_tokens(session: Session, tokens: Iterable[str]) -> list[NamedToken]:
    """Tên và muối của các dấu này, for who checks them elsewhere."""
    wanted = select(PersonalValue).where(col(PersonalValue.token).in_(set(tokens)))
    return [NamedToken(one.token, one.salt or "", one.value or "") for one in session.exec(wanted)]


def token_of(session: Session, name: str) -> str:
    """Dấu của một tên đang có; empty where the record never named it."""
    found = select(PersonalValue.token).where(PersonalValue.lookup == lookup(name))
    return session.exec(found).first() or ""


def mark(token: str) -> str:
    """Chữ thay một tên đã xóa in the tables: the same wherever the name stood."""
    return f"Đã xóa {token[:16]}"


ERASED_ACT = "person.erased"


def _ordered(session: Session) -> dict[str, tuple[str, datetime, str]]:
    """Những dấu mà nhật ký nói đã xóa: by whom, when and by whose order."""
    told = (AuditEntry.actor, AuditEntry.at, AuditEntry.reason, AuditEntry.content)
    of_system = (AuditEntry.block_code == "", col(AuditEntry.year).is_(None))
    entries = session.exec(select(*told).where(*of_system, AuditEntry.action == ERASED_ACT))
    return {
        one: (actor, at, reason)
        for actor, at, reason, content in entries
        for one in json.loads(content).get("detail", {}).get("erased", ())
    }


def faults(session: Session) -> Iterator[str]:
    """Tên không khớp dấu của nó, and erased ones that the record does not say so of."""
    ordered = _ordered(session)
    for row in session.exec(select(PersonalValue).order_by(col(PersonalValue.id))):
        if row.erased_at is not None or row.token in ordered:
            said = (row.erased_by, row.erased_at, row.erased_for)
            is_whole = (row.value, row.salt, row.lookup) == (None, None, None)
            is_whole = is_whole and ordered.pop(row.token, None) == said
        else:
            is_whole = (
                row.value is not None
                and row.salt is not None
                and row.token == token(row.salt, row.value)
                and row.lookup == lookup(row.value)
            )
        if not is_whole:
            yield f"«{row.value or ''}» không khớp dấu {row.token[:16]}"
    for missing in sorted(ordered):
        yield f"không còn dòng của dấu {missing[:16]} đã xóa"
