"""Kể việc của văn bản: what was written in one, in whose name it goes out, which number it has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.document.issued import ISSUED_WORDS, IssuedState
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import OWNER_WORDS
from thidua.domain.document.template import TemplateState
from thidua.domain.period.windows import vi_day
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told

_LONGEST = 200


def _written(told: Told) -> Words:
    row = told.first("document_text")
    if row is None:
        return Words()
    now = row.now if row.is_new else {**told.names.row(row.table, row.key), **row.now}
    place = _place(now["document"], now.get("scope", ""), now["field"])
    copied = now.get("copied_from")
    reason = f"chép từ năm {copied}" if copied else ""
    return Words(_cut(row.was.get("text", "")), f"{place}: {_cut(now.get('text', ''))}", reason)


def _place(document: str, scope: str, field: str) -> str:
    kind = KINDS.get(document)
    if kind is None:
        return document
    label = next((one.label for one in kind.fields if one.code == field), field)
    return " · ".join(filter(None, [kind.name, scope, label]))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _letterhead(told: Told) -> Words:
    row = told.first("letterhead")
    if row is None:
        return Words()
    now = row.now if row.is_new else {**told.names.row(row.table, row.key), **row.now}
    before = "" if row.is_new else _head({**now, **row.was})
    place = f"{OWNER_WORDS[now['owner']]} {now['code']} từ {vi_day(now['starts'])}"
    return Words(before, f"{place}: {_head(now)}")


def _head(row: Mapping[str, Any]) -> str:
    names = ("parent", "body", "symbol", "locality", "capacity", "office_title", "signer")
    return " · ".join(str(row[name]) for name in names if row.get(name))


def _issued(told: Told) -> Words:
    rows = list(told.of("issued_document"))
    new = next((one for one in rows if one.is_new), None)
    if new is None:
        return Words()
    old = next((one for one in rows if not one.is_new), None)
    before = "" if old is None else f"thay {_symbol({**old.was, **old.now})}"
    return Words(before, f"{_symbol(new.now)}, ngày {vi_day(new.now['day'])}")


def _withdrawn(told: Told) -> Words:
    row = told.first("issued_document")
    if row is None:
        return Words()
    now = {**told.names.row(row.table, row.key), **row.now}
    return Words(_symbol(now), ISSUED_WORDS[now.get("state", IssuedState.WITHDRAWN)])


def _symbol(row: Mapping[str, Any]) -> str:
    kind = KINDS.get(row["document"])
    name = row["document"] if kind is None else kind.name
    return f"{name} số {row['number']:02}/{row['series']} năm {row['year']}"


def _template_added(told: Told) -> Words:
    row = told.first("paper_template")
    return Words() if row is None else Words(after=_template(row.now))


def _template_used(told: Told) -> Words:
    now, before = "", ""
    for row in told.of("paper_template"):
        said = _template({**told.names.row(row.table, row.key), **row.now})
        if row.now.get("state") is TemplateState.IN_FORCE:
            now = said
        else:
            before = said
    return Words(before, now)


def _template_ended(told: Told) -> Words:
    row = told.first("paper_template")
    if row is None:
        return Words()
    return Words(_template({**told.names.row(row.table, row.key), **row.now}))


def _template(row: Mapping[str, Any]) -> str:
    kind = KINDS.get(row["document"])
    name = row["document"] if kind is None else kind.name
    owner = f"{OWNER_WORDS[row['owner']]} {row['code']}"
    return f"{name} của {owner}, bản {row['place']}: {row.get('file_name', '')}"


def _scan_added(told: Told) -> Words:
    row = told.first("paper_scan")
    return Words() if row is None else Words(after=_scan(told, row.now))


def _scan_ended(told: Told) -> Words:
    row = told.first("paper_scan")
    if row is None:
        return Words()
    return Words(_scan(told, {**told.names.row(row.table, row.key), **row.now}))


def _scan(told: Told, row: Mapping[str, Any]) -> str:
    if row.get("vote_id"):
        about = told.names.vote(row["vote_id"])
    else:
        issued = told.names.row("issued_document", row.get("issued_id"))
        about = _symbol(issued) if issued else "văn bản"
    return f"{about}: {row['file_name']}, SHA-256 {row['sha256']}"


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "document.written": _written,
        "document.letterhead": _letterhead,
        "document.issued": _issued,
        "document.withdrawn": _withdrawn,
        "document.template_added": _template_added,
        "document.template_used": _template_used,
        "document.template_ended": _template_ended,
        "document.scan_added": _scan_added,
        "document.scan_ended": _scan_ended,
    }
)
