"""Từng dòng của bộ luật: an office that has the text confirms a row, corrects it, adds or ends one.

What is kept lies over every release; where a release changes the row underneath, it is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.rule_trials import RuleTrial, trials
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.text import LONGEST_TEXT, clean, clean_lines, length_fault
from thidua.domain.law.book import LawBook
from thidua.domain.law.layers import LawCopy, LawSheet, in_use, row_name
from thidua.domain.period.windows import day_of
from thidua.lawbook.loading import LawRefused, Rows, raw_rows, read_book
from thidua.lawbook.row_file import (
    KEY_WORDS,
    RowFile,
    differences,
    make_reading,
    read_row_file,
    said,
)
from thidua.lawbook.row_writing import Raw
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.law.row_fields import EDITABLE

MOST_CODE = 40
"""Mã dài nhất của một dòng mới, since it is part of the name of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """Một dòng của bộ luật: its dated versions in force, and what was done to it here.

    `version` is that of the file kept for it, 0 where there is none. `released` says how a release
    changed the row since it was corrected here; `is_own` that the text is the office's.
    """

    section: str
    code: str
    entries: tuple[Raw, ...]
    shown: str
    version: int = 0
    is_own: bool = False
    released: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Khóa của dòng."""
        return self.section, self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """Lời văn đã đọc: of which document, which article, on which day, and its wording."""

    document: str
    article: str
    on: date
    wording: str = ""


@dataclass(frozen=True, slots=True)
class RowPreview:
    """Xem trước một thay đổi: what stops it, and which trial nominees it would newly break."""

    findings: tuple[Finding, ...] = ()
    broken: tuple[RuleTrial, ...] = ()
    trials: tuple[RuleTrial, ...] = ()


def rows(work: Work) -> tuple[LawRow, ...]:
    """Mọi dòng sửa được trên màn hình, section by section, by code."""
    require(work.actor, Permission.EDIT_LAW)
    copies = {one.name: one for one in dossier_queries.law_copies(work.session)}
    sheets = law.layers(work.session)
    held = _rows_in(sheets)
    return tuple(
        _row(section, code, entries, copies, sheets)
        for section in EDITABLE
        for code, entries in held[section].items()
    )


_shelf: Shelf[Rows] = Shelf(8)


def _rows_in(sheets: Sequence[LawSheet]) -> Rows:
    used = in_use(sheets)
    return _shelf.get(law.digest(used), lambda: raw_rows(used))


def _row(
    section: str,
    code: str,
    entries: Sequence[tuple[Raw, LawSheet]],
    copies: Mapping[str, LawCopy],
    sheets: Sequence[LawSheet],
) -> LawRow:
    name = row_name(section, code)
    copy = copies.get(name)
    kept = None if copy is None else read_row_file(section, code, copy.text)
    is_own = kept is not None and bool(kept.entries)
    released: tuple[str, ...] = ()
    if kept is not None and is_own:
        released = differences(kept.below, said(_below(sheets, section, code)))
    return LawRow(
        section=section,
        code=code,
        entries=tuple(raw for raw, _ in entries),
        shown=entries[0][1].shown,
        version=0 if copy is None else copy.version,
        is_own=is_own,
        released=released,
    )


def _below(sheets: Sequence[LawSheet], section: str, code: str) -> tuple[Raw, ...]:
    """Dòng ở dưới: as it would be without the file kept for it."""
    others = [one for one in sheets if one.name != row_name(section, code)]
    return tuple(raw for raw, _ in _rows_in(others)[section].get(code, ()))


def released(session: Session) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Những dòng đã sửa ở đây mà bản phần mềm mới đổi ở dưới, whoever asks: code, what changed."""
    sheets = law.layers(session)
    for one in dossier_queries.law_copies(session):
        _, _, place = one.name.partition("/")
        section, _, code = place.removesuffix(".toml").partition("/")
        if section in EDITABLE and one.name == row_name(section, code):
            kept = read_row_file(section, code, one.text)
            changed = differences(kept.below, said(_below(sheets, section, code)))
            if kept.entries and changed:
                yield code, changed


def preview(work: Work, *, section: str, code: str, entries: Sequence[Raw]) -> RowPreview:
    """Xem trước: every finding of the strict reader, every trial nominee whose answer changes."""
    require(work.actor, Permission.EDIT_LAW)
    return _preview(work.session, _file(work.session, section, code, entries, ()))


def _file(
    session: Session, section: str, code: str, entries: Sequence[Raw], readings: Sequence[Raw]
) -> RowFile:
    return RowFile(
        section=section,
        code=code,
        entries=tuple(entries),
        below=said(_below(law.layers(session), section, code)),
        readings=tuple(readings),
    )


def _preview(session: Session, file: RowFile) -> RowPreview:
    name = row_name(file.section, file.code)
    book, findings = read_book(law.with_copy(session, name, file.text))
    if book is None:
        return RowPreview(tuple(in_words(one, file) for one in findings))
    before = {_place(one) for one in trials(law.book(session)) if not one.holds}
    tried = tuple(trials(book))
    broken = tuple(one for one in tried if not one.holds and _place(one) not in before)
    own = tuple(one for one in tried if one.rule.code == file.code)
    return RowPreview((), broken, own)


def in_words(one: Finding, file: RowFile) -> Finding:
    """Chỗ sai theo lời của biểu mẫu: whoever types into cells knows of no file and no table."""
    before, sign, inside = one.place.partition(f"({file.code})")
    if not sign or row_name(file.section, file.code) not in before:
        return one
    parts = [_PART_WORDS.get(part.strip(), part.strip()) for part in inside.split("›")]
    said = _KEY.sub(lambda key: f"«{KEY_WORDS.get(key[1], key[1])}»", one.message)
    return replace(one, message=said, place=", ".join([f"Dòng {file.code}", *filter(None, parts)]))


_KEY = re.compile(r"«([a-z_]+)»")
_PART_WORDS = {"condition": "điều kiện", "limit": "số suất", "nominees": "người thử"}


def _place(one: RuleTrial) -> tuple[str, date, str]:
    return one.rule.code, one.rule.citation.span.start, one.nominee.name


def confirm(work: Work, *, section: str, code: str, start: date, read: ReadText, seen: int) -> None:
    """Xác nhận một dòng: whoever has the text says that the row agrees with it."""
    require(work.actor, Permission.EDIT_LAW)
    take_turn(work.session)
    book = law.book(work.session)
    require_read(work, book, read)
    kept = _kept(work.session, section, code)
    found = _rows_in(law.layers(work.session)).get(section, {}).get(code, ())
    entry = next((raw for raw, _ in found if start_of(raw, book) == start), None)
    if entry is None:
        raise NotFound
    file = replace(kept, readings=_readings(kept, entry, start, read))
    _save(work, file, seen, Act("law.row_read", reason=why(read, book, "")))


def change(
    work: Work,
    *,
    section: str,
    code: str,
    entries: Sequence[Raw],
    start: date,
    read: ReadText,
    reason: str,
    seen: int,
    accepts_broken: bool = False,
) -> None:
    """Sửa, thêm hoặc chấm dứt một dòng: `entries` are all its dated versions from now on.

    `read` is the text it was written from, for the version that begins on `start`. `LawRefused`
    has every finding; a trial nominee that it breaks stops it unless that was seen and accepted.
    """
    require(work.actor, Permission.EDIT_LAW)
    take_turn(work.session)
    if section not in EDITABLE or len(code) > MOST_CODE:
        raise Refused(f"Mã dòng dài quá {MOST_CODE} ký tự; hãy đặt mã ngắn hơn.")
    book = law.book(work.session)
    require_read(work, book, read)
    if not clean(reason):
        raise Refused("Cần ghi lý do sửa dòng này.")
    kept = _kept(work.session, section, code)
    entry = next((raw for raw in entries if start_of(raw, book) == start), None)
    readings = kept.readings if entry is None else _readings(kept, entry, start, read)
    file = _file(work.session, section, code, entries, readings)
    found = _preview(work.session, file)
    if found.findings:
        raise LawRefused(found.findings)
    if found.broken and not accepts_broken:
        told = "; ".join(one.words() for one in found.broken)
        raise Refused(f"Thay đổi này làm sai người thử: {told}.")
    _save(work, file, seen, Act("law.row_changed", reason=why(read, book, clean(reason))))


def _kept(session: Session, section: str, code: str) -> RowFile:
    name = row_name(section, code)
    copies = dossier_queries.law_copies(session)
    copy = next((one for one in copies if one.name == name), None)
    if copy is None:
        return RowFile(section=section, code=code)
    return read_row_file(section, code, copy.text)


def start_of(raw: Raw, book: LawBook) -> date | None:
    """Ngày đầu của một bản; that of its document where it does not say its own."""
    said_day = raw.get("from")
    if isinstance(said_day, date):
        return said_day
    document = book.documents.get(str(raw.get("document", "")))
    return None if document is None else document.span.start


def _readings(kept: RowFile, entry: Raw, start: date, read: ReadText) -> tuple[Raw, ...]:
    made = make_reading(
        kept.section,
        kept.code,
        entry,
        start=start,
        document=read.document,
        article=clean(read.article),
        on=read.on,
        wording=read.wording,
    )
    return (*(one for one in kept.readings if one.get("start") != start), made)


def require_read(work: Work, book: LawBook, read: ReadText) -> None:
    """Yêu cầu nói đã đọc gì: document, article, a day that is not to come."""
    if read.document not in book.documents:
        raise Refused("Hãy chọn văn bản đã đọc; văn bản chưa có thì thêm vào bộ luật trước.")
    if not clean(read.article):
        raise Refused("Hãy ghi điều, khoản đã đọc, ví dụ «khoản 1 Điều 24».")
    if read.on > day_of(work.now):
        raise Refused("Ngày đối chiếu không thể ở sau hôm nay.")
    fault = length_fault(clean_lines(read.wording), LONGEST_TEXT)
    if fault:
        raise Refused(f"Lời văn {fault}.")


def why(read: ReadText, book: LawBook, reason: str) -> str:
    """Lý do trong nhật ký: what was read and when, then why."""
    name = book.documents[read.document].name
    told = f"đối chiếu với {clean(read.article)} {name}, ngày {read.on:%d/%m/%Y}"
    return f"{reason} ({told})" if reason else told


def _save(work: Work, file: RowFile, seen: int, act: Act) -> None:
    name = row_name(file.section, file.code)
    findings = read_book(law.with_copy(work.session, name, file.text))[1]
    if findings:
        raise LawRefused(findings)
    law.write_copy(work, name=name, text=file.text, seen=seen, act=act)


def add_document(
    work: Work, *, code: str, name: str, title: str, start: date, signed: date | None = None
) -> None:
    """Thêm một văn bản so that rows can cite it."""
    require(work.actor, Permission.EDIT_LAW)
    take_turn(work.session)
    if code in law.book(work.session).documents:
        raise Refused(f"Bộ luật đã có văn bản mã «{code}».")
    if len(code) > MOST_CODE:
        raise Refused(f"Mã văn bản dài quá {MOST_CODE} ký tự; hãy đặt mã ngắn hơn.")
    raw: dict[str, object] = {
        "code": clean(code),
        "name": clean(name),
        "title": clean(title),
        "from": start,
    }
    if signed is not None:
        raw["signed"] = signed
    raw["verified"] = "văn bản"
    file = RowFile(section="documents", code=clean(code), entries=(raw,))
    _save(work, file, 0, Act("law.row_changed", reason=f"thêm văn bản {clean(name)}"))
