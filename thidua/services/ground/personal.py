"""Tên người của nhật ký: they stand beside the chain, so that one day they can be erased.

The chain holds a salted digest in place of every name. With name and salt gone nobody can tell
whose it was, and every seal still holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from thidua.db import queries, tables
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
        self._prepare_marks(wanted.values())
        known = queries.picked(self._session, _KNOWN, lookups=list(wanted))
        self._tokens |= {value or "": token for value, token in known}
        for digest, name in wanted.items():
            if name not in self._tokens:
                salt = token_hex(32)
                made = PersonalValue(token=token(salt, name), lookup=digest, salt=salt, value=name)
                self._session.add(made)
                self._tokens[name] = made.token

    def _prepare_marks(self, names: Iterable[str]) -> None:
        """Chữ thay một tên đã xóa has the token of that name, not one of its own."""
        if any(map(is_mark, names)):
            self._tokens |= {mark(token): token for token in erased(self._session)}

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


_MARK, _SHOWN = "Đã xóa ", 16


def mark(token: str) -> str:
    """Chữ thay một tên đã xóa in the tables: the same wherever the name stood."""
    return f"{_MARK}{token[:_SHOWN]}"


def is_mark(text: str) -> bool:
    """Là chữ thay một tên đã xóa, by its look."""
    return text.startswith(_MARK) and len(text) == len(_MARK) + _SHOWN


ERASED_ACT = "person.erased"
CORRECTED_ACT = "person.corrected"


def corrections(content: Mapping[str, Any]) -> dict[str, str]:
    """Dấu nào thay dấu nào từ mục này trở đi; empty for an entry that corrects no name."""
    detail = content.get("detail", {})
    return {old: new for old, new in detail.get("corrected", ())}


def earlier_names(session: Session, name: str) -> set[str]:
    """Những tên mà người mang tên này từng mang, before each was corrected; erased ones not."""
    wanted = select(AuditEntry.content).where(
        AuditEntry.block_code == "",
        col(AuditEntry.year).is_(None),
        AuditEntry.action == CORRECTED_ACT,
    )
    found = {token_of(session, name)} - {""}
    entries = session.exec(wanted.order_by(col(AuditEntry.position).desc())).all()
    earlier: set[str] = set()
    for text in entries:
        content = json.loads(text)
        for old, new in corrections(content).items():
            if new in found:
                found.add(old)
                earlier |= {old, *_full_names(content)}
    return set(names(session, earlier).values()) - {ERASED}


def names_of_staff(session: Session, key: int | None) -> set[str]:
    """Những họ tên mà dòng của một cá nhân từng ghi, those that were changed since; erased ones
    not.
    """
    table = tables.StaffMember.__tablename__
    wanted = select(AuditEntry.content).where(
        col(AuditEntry.content).contains(f'"key":{key},', autoescape=True),
        col(AuditEntry.content).contains(f'"table":"{table}"', autoescape=True),
    )
    found: set[str] = set()
    for text in session.exec(wanted):
        rows = json.loads(text).get("rows", ())
        mine = [row for row in rows if (row["table"], row["key"]) == (table, key)]
        found.update(_full_names({"rows": mine}))
    return set(names(session, found).values()) - {ERASED}


def _full_names(content: Mapping[str, Any]) -> Iterator[str]:
    """Dấu của các họ tên trước và sau."""
    for row in content.get("rows", ()):
        for image in (row.get("before"), row.get("after")):
            said = (image or {}).get("full_name")
            if isinstance(said, dict):
                yield said[PERSON]


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
                and (row.erased_by, row.erased_for) == ("", "")
            )
        if not is_whole:
            yield f"«{row.value or ''}» không khớp dấu {row.token[:16]}"
    for missing in sorted(ordered):
        yield f"không còn dòng của dấu {missing[:16]} đã xóa"
