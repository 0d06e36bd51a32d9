"""Ô của một dòng luật: the frequent edits as fields of a form — number, share, date, article."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from thidua.domain.dossier.facts import NO, RECIPIENT_WORDS, YES, FactKind, FactType
from thidua.domain.ground.text import clean, folded
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import LawDocument, LawLayer
from thidua.domain.law.table import LawFault, Table
from thidua.domain.vote.vote import BASE_WORDS
from thidua.lawbook.row_file import KEY_WORDS
from thidua.lawbook.row_writing import Raw
from thidua.lawbook.section_reading import (
    Origin,
    read_award,
    read_conferrer,
    read_document,
    read_quota,
    read_requirement,
    read_single_use,
    read_transition,
    read_vote_rule,
    read_way,
)
from thidua.services.law.kind_fields import award_fields, document_fields
from thidua.services.law.row_cells import (
    DAY_FORM,
    Path,
    RowField,
    Shape,
    cell,
    day_cell,
    source_cells,
    text_cell,
)

EDITABLE = {
    "requirements": "tiêu chuẩn",
    "exclusions": "điều kiện loại trừ",
    "ways": "cách khác",
    "quotas": "hạn mức",
    "vote_rules": "ngưỡng phiếu",
    "conferrers": "thẩm quyền",
    "single_uses": "dùng một lần",
    "transitions": "chuyển tiếp",
    "awards": "danh hiệu, hình thức",
    "documents": "văn bản",
}
"""Các mục mà từng dòng đối chiếu, sửa được trên màn hình, as people call a row of them."""

SIGN_WORDS = {
    ">=": "từ … trở lên",
    ">": "trên …",
    "=": "đúng là …",
    "<=": "nhiều nhất …",
    "<": "dưới …",
}
_ANYBODY = ""
_WORDS = "text"
_NOT_FIGURES = (_WORDS, "for", "document", "article", "from", "to", "active")
_NUMBER = re.compile(r"\d+")
_WHOLES = ("least", "ends_within", "most")
_SHARES = ("share", "quorum")


def fields_of(section: str, raw: Raw, book: LawBook) -> tuple[RowField, ...]:
    """Các ô của một dòng: its words, whom it is for, its figures, its source and its days."""
    documents = {code: one.name for code, one in book.documents.items()}
    if section == "awards":
        return tuple(award_fields(raw, book, documents))
    if section == "documents":
        return tuple(document_fields(raw, documents))
    found = [text_cell(raw, "text")]
    if "awards" in raw:
        both = " và ".join(RECIPIENT_WORDS.values())
        words = {word: word for word in RECIPIENT_WORDS.values()}
        asked = raw.get("for")
        value = asked[0] if isinstance(asked, list) and len(asked) == 1 else _ANYBODY
        found.append(cell(("for",), "đối tượng", Shape.CHOICE, value, {_ANYBODY: both, **words}))
    found += _inside((), raw, book)
    found += source_cells(raw, documents)
    found += [day_cell(raw, key) for key in ("from", "to")]
    if "active" in raw:
        found.append(cell(("active",), KEY_WORDS["active"], Shape.FLAG, raw["active"]))
    return tuple(found)


def _inside(path: Path, raw: Raw, book: LawBook) -> Iterator[RowField]:
    """Các con số bên trong, in the order written."""
    kind = book.catalogue.get(str(raw.get("fact", "")))
    about = "" if kind is None else f" ({kind.name})"
    for key, value in raw.items():
        here = (*path, key)
        if key == "op":
            yield cell(here, f"{KEY_WORDS[key]}{about}", Shape.CHOICE, value, SIGN_WORDS)
        elif key == "threshold":
            shape, choices = _of_kind(kind if raw.get("kind") == "fact" else None)
            yield cell(here, f"{KEY_WORDS[key]}{about}", shape, _said(kind, value), choices)
        elif key in _WHOLES and path:
            yield cell(here, f"{KEY_WORDS[key]}{_of(raw, book)}", Shape.WHOLE, value)
        elif key in _SHARES or key == "members":
            yield cell(here, KEY_WORDS[key], Shape.TEXT, value)
        elif key == "base" and not path:
            words = {word: word for word in BASE_WORDS.values()}
            yield cell(here, KEY_WORDS[key], Shape.CHOICE, value, words)
        elif isinstance(value, Mapping):
            yield from _inside(here, value, book)
        elif isinstance(value, list) and key in ("of", "rows"):
            for place, one in enumerate(value):
                yield from _inside((*here, place), one, book)


def _of(raw: Raw, book: LawBook) -> str:
    """Đếm gì, for a field that only says how many."""
    awards = raw.get("awards")
    if isinstance(awards, list):
        names = [book.awards[one].name if one in book.awards else one for one in awards]
        return f" ({' hoặc '.join(names)})"
    if raw.get("kind") == "run":
        return " (số năm liên tục)"
    kind = book.catalogue.get(str(raw.get("fact", "")))
    return "" if kind is None else f" ({kind.name})"


def _of_kind(kind: FactKind | None) -> tuple[Shape, Mapping[str, str]]:
    if kind is not None and kind.type is FactType.YES_NO:
        return Shape.CHOICE, {YES: YES, NO: NO}
    if kind is not None and kind.type is FactType.CHOICE:
        return Shape.CHOICE, {word.code: word.label for word in kind.words}
    return Shape.TEXT, {}


def _said(kind: FactKind | None, value: object) -> object:
    """Ngưỡng như một lựa chọn: a word by its code however the file spells it."""
    if kind is None or not kind.words:
        return value
    spelt = {one: word.code for word in kind.words for one in (word.label, *word.spellings)}
    return spelt.get(str(value), value)


def with_fields(raw: Raw, fields: Sequence[RowField], typed: Mapping[str, str]) -> Raw:
    """Dòng sau khi gõ vào các ô; what a cell cannot hold stays as typed, for the reader to say."""
    made: Any = deepcopy(dict(raw))
    for field in fields:
        text = typed.get(field.key, field.value)
        if text != field.value:
            _put(made, field, text)
    return made  # type: ignore[no-any-return]


def _put(made: Any, field: RowField, text: str) -> None:  # noqa: ANN401 (a table of TOML)
    *way, last = field.path
    at = made
    for step in way:
        at = at[step]
    if field.path == ("for",) and field.shape is Shape.CHOICE:
        at.pop("for", None)
        if text:
            at["for"] = [text]
    elif field.shape is Shape.SEVERAL:
        codes = {folded(name): code for code, name in (field.names or {}).items()}
        at[last] = [codes.get(folded(one), one) for one in map(clean, text.split(";")) if one]
    elif not clean(text) and field.optional:
        at.pop(last, None)
    else:
        at[last] = _kept(field.shape, text)


def _kept(shape: Shape, text: str) -> object:
    if shape is Shape.FLAG:
        return text == YES
    if shape is Shape.WHOLE:
        return int(text) if clean(text).isdecimal() else text
    if shape is Shape.DAY:
        return read_day(text) or text
    return clean(text)


def read_day(text: str) -> date | None:
    """Ngày gõ vào ô, as 01/10/2026; None where it is not one."""
    try:
        return datetime.strptime(clean(text), DAY_FORM).date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def faults_of(
    section: str, raw: Raw, fields: Sequence[RowField], typed: Mapping[str, str], book: LawBook
) -> dict[str, str]:
    """Chỗ sai của từng ô: each change tried alone, so that the finding stands beside its cell."""
    found = {}
    for field in fields:
        text = typed.get(field.key, field.value)
        if text != field.value:
            fault = fault_of(section, with_fields(raw, [field], {field.key: text}), book)
            if fault and field.shape is Shape.DAY and read_day(text) is None:
                found[field.key] = f"«{field.label}» phải là ngày, ví dụ 01/10/2026"
            elif fault:
                key = field.path[-1]
                found[field.key] = fault.replace(f"«{key}»", f"«{field.label}»")
    left = "" if found else _words_left(fields, typed)
    return {_WORDS: left} if left else found


def _words_left(fields: Sequence[RowField], typed: Mapping[str, str]) -> str:
    """Con số cũ còn trong lời, since the words stand beside every verdict."""
    words = next((typed.get(one.key, one.value) for one in fields if one.key == _WORDS), "")
    for field in fields:
        text = typed.get(field.key, field.value)
        if text == field.value or field.path[0] in _NOT_FIGURES:
            continue
        before, after = (field.choices.get(one, one) for one in (field.value, text))
        if _says(words, before) and not _says(words, after):
            return f"lời còn ghi «{before}» mà nay là «{after}»; hãy sửa lời cho khớp"
    return ""


def _says(words: str, figure: str) -> bool:
    """Lời có nhắc tới con số, hay mức, này; «05» is 5."""
    asked = _NUMBER.findall(figure)
    if not asked:
        return bool(figure) and folded(figure) in folded(words)
    return {int(one) for one in asked} <= {int(one) for one in _NUMBER.findall(words)}


def fault_of(section: str, raw: Raw, book: LawBook) -> str:
    """Vì sao dòng này không đọc được; empty where it is right by itself."""
    origin = Origin(
        name="",
        layer=LawLayer.ROW,
        documents=book.documents,
        catalogue=book.catalogue,
        ways=book.ways,
    )
    try:
        table = Table(raw, "")
        if section in ("requirements", "exclusions"):
            read_requirement(table, origin, book.awards, section == "exclusions")
        elif section == "quotas":
            read_quota(table, origin)
        elif section == "vote_rules":
            read_vote_rule(table, origin)
        elif section == "conferrers":
            read_conferrer(table, origin)
        elif section == "ways":
            read_way(table, origin)
        elif section == "transitions":
            read_transition(table, origin)
        elif section == "awards":
            kind = read_award(table, origin)
            unknown = [slug for slug in kind.includes if slug not in book.awards]
            return f"không có danh hiệu «{unknown[0]}»" if unknown else ""
        elif section == "documents":
            return _unknown_amendment(read_document(table), book)
        else:
            read_single_use(table, origin)
    except LawFault as fault:
        return str(fault)
    return ""


def _unknown_amendment(document: LawDocument, book: LawBook) -> str:
    for caution in document.cautions:
        if caution.amended_by and caution.amended_by not in book.documents:
            return f"không có văn bản «{caution.amended_by}»"
    return ""
