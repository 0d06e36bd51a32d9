"""Bộ luật khen thưởng: the shipped files, those of the data folder, copies kept in versions."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlmodel import Session, col, func, select

from thidua.db import dossier_queries
from thidua.db.changes import update_rows
from thidua.db.engine import folder_of
from thidua.db.tables import LawText
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.text import LONGEST_CODE, clean
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LOCAL_FOLDER, LawCopy, LawSheet, in_use, kept_sheet
from thidua.lawbook.loading import SHIPPED, LawRefused, files_in, open_book, read_book
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work

LONGEST_TEXT = 300_000
_ENDING = ".toml"
_LOCAL = "local_law"
_read: Shelf[LawBook] = Shelf(8)


def book(session: Session) -> LawBook:
    """Bộ luật đang dùng, for whoever judges by it; `LawRefused` names every fault of its files."""
    copies = kept(session, "law", lambda: tuple(dossier_queries.law_copies(session)))
    used = in_use(_layers(session, copies))
    return _read.get(digest(used), lambda: open_book(used))


def faults(session: Session) -> tuple[Finding, ...]:
    """Chỗ sai của bộ luật đang dùng; as long as there are any, nobody is judged by it."""
    try:
        book(session)
    except LawRefused as refused:
        return refused.findings
    return ()


def local_mark(session: Session) -> str:
    """Dấu của các tệp địa phương: what is kept and rests on the law names it in its key.

    They change without an entry of the record.
    """
    return digest(_local(session))


def leave_out_local(session: Session) -> None:
    """Không dùng tệp địa phương in this session."""
    session.info[_LOCAL] = ()


def _local(session: Session) -> tuple[LawSheet, ...]:
    """Các tệp địa phương, as they lay in the folder when this session first asked."""
    if _LOCAL not in session.info:
        session.info[_LOCAL] = tuple(files_in(folder_of(session) / LOCAL_FOLDER, LawLayer.FOLDER))
    found: tuple[LawSheet, ...] = session.info[_LOCAL]
    return found


def _layers(session: Session, copies: Sequence[LawCopy]) -> tuple[LawSheet, ...]:
    shipped = _files.get(SHIPPED, lambda: files_in(SHIPPED))
    return (*shipped, *_local(session), *(one.sheet for one in copies))


_files: Shelf[list[LawSheet]] = Shelf(1)


def layers(session: Session) -> tuple[LawSheet, ...]:
    """Mọi tệp của bộ luật, whoever asks."""
    return _layers(session, dossier_queries.law_copies(session))


def with_copy(session: Session, name: str, text: str, by: str = "") -> tuple[LawSheet, ...]:
    """Các tệp sẽ dùng khi một bản được lưu như thế, whoever asks; no text is none of that name."""
    return with_copies(session, {name: text}, by)


def with_copies(session: Session, texts: Mapping[str, str], by: str = "") -> tuple[LawSheet, ...]:
    """Các tệp sẽ dùng khi những bản này được lưu cùng lúc, whoever asks."""
    others = [one for one in dossier_queries.law_copies(session) if one.name not in texts]
    given = [kept_sheet(name, text, by) for name, text in texts.items() if text]
    return in_use((*_layers(session, others), *given))


def digest(sheets: Sequence[LawSheet]) -> str:
    """Dấu của các tệp này: the same files have the same."""
    return _digest(tuple(sheets))


@lru_cache(64)
def _digest(sheets: tuple[LawSheet, ...]) -> str:
    told = hashlib.sha256()
    for one in sheets:
        told.update(f"{one.layer}\0{one.name}\0{one.fault}\0{one.by}\0{one.text}\0".encode())
    return told.hexdigest()


def sheets(work: Work) -> tuple[LawSheet, ...]:
    """Mọi tệp của bộ luật, layer by layer, those that give way to a copy as well."""
    require(work.actor, Permission.EDIT_LAW)
    return _layers(work.session, dossier_queries.law_copies(work.session))


def copies(work: Work) -> tuple[LawCopy, ...]:
    """Các bản luật của người dùng đang có hiệu lực, by name."""
    require(work.actor, Permission.EDIT_LAW)
    return tuple(dossier_queries.law_copies(work.session))


def versions(work: Work, *, name: str) -> tuple[LawCopy, ...]:
    """Mọi phiên bản của một bản luật, newest first."""
    require(work.actor, Permission.EDIT_LAW)
    return tuple(dossier_queries.law_copies(work.session, name))


def check_copy(work: Work, *, name: str, text: str) -> tuple[Finding, ...]:
    """Kiểm tra một bản luật cùng với mọi tệp khác, before it is saved."""
    require(work.actor, Permission.EDIT_LAW)
    return tuple(_faults(work.session, name, text))


def _faults(session: Session, name: str, text: str) -> list[Finding]:
    if not name.endswith(_ENDING) or len(name) > LONGEST_CODE or name == _ENDING:
        return [error("law_name", f"tên tệp phải có dạng «ten{_ENDING}», tối đa 64 ký tự")]
    if len(text) > LONGEST_TEXT:
        return [error("law_long", f"dài quá {LONGEST_TEXT} ký tự; hãy chia thành nhiều tệp", name)]
    return read_book(with_copy(session, name, text))[1]


def save_copy(work: Work, *, name: str, text: str, seen: int, reason: str = "") -> None:
    """Lưu một bản luật: checked with all the others by the strict reader, or nothing is written.

    `seen` is the version it was made from, 0 for a new file. `LawRefused` has every finding.
    """
    require(work.actor, Permission.EDIT_LAW)
    take_turn(work.session)
    write_copy(work, name=clean(name), text=text, seen=seen, act=Act("law.changed", reason=reason))


def write_copy(work: Work, *, name: str, text: str, seen: int, act: Act) -> None:
    """Ghi một bản luật, whoever asks: rights were asked and the turn was taken before."""
    before = _live(work.session, name, seen)
    findings = _faults(work.session, name, text)
    if findings:
        raise LawRefused(findings)
    if before is not None and before.text == text:
        raise Refused("Nội dung không đổi nên không có gì để lưu.")
    _put(work, name, text, act)


def write_new_copies(work: Work, *, texts: Mapping[str, str], act: Act) -> None:
    """Ghi nhiều bản luật mới cùng lúc, whoever asks: each alone could not stand without the others.

    Rights were asked, the turn was taken and what they say together was checked before.
    """
    for name, text in texts.items():
        _live(work.session, name, 0)
        _put(work, name, text, act)


def _put(work: Work, name: str, text: str, act: Act) -> None:
    _end(work.session, name)
    last = (
        work.session.exec(select(func.max(LawText.version)).where(LawText.name == name)).one() or 0
    )
    work.session.add(
        LawText(
            name=name,
            content=text,
            version=last + 1,
            reason=clean(act.reason),
            set_by=work.actor.name,
            set_at=work.now,
        )
    )
    work.session.flush()
    work.at(None).record(replace(act, reason=clean(act.reason)))


def remove_copy(work: Work, *, name: str, seen: int, reason: str) -> None:
    """Thôi dùng một bản luật: what it replaced holds again; its versions stay readable."""
    require(work.actor, Permission.EDIT_LAW)
    take_turn(work.session)
    before = _live(work.session, name, seen)
    if before is None:
        raise NotFound
    if not clean(reason):
        raise Refused("Cần ghi lý do thôi dùng bản luật này.")
    left = [one for one in dossier_queries.law_copies(work.session) if one.name != name]
    open_book(in_use(_layers(work.session, left)))
    _end(work.session, name)
    work.at(None).record(Act("law.removed", reason=clean(reason)))


def _live(session: Session, name: str, seen: int) -> LawCopy | None:
    found = next((one for one in dossier_queries.law_copies(session) if one.name == name), None)
    if (0 if found is None else found.version) != seen:
        raise StaleEdit("Bản luật này vừa được người khác sửa; hãy xem lại rồi lưu.")
    return found


def _end(session: Session, name: str) -> None:
    named = (col(LawText.name) == name, col(LawText.live))
    update_rows(session, LawText, *named, live=False)
