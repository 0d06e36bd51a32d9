"""Bật mẫu: samples of one sector or place that this office applies by its own document."""

import json
from collections.abc import Sequence
from datetime import date

from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import Sample, Switch
from thidua.services.ground.work import Work
from thidua.services.law import law

SWITCH_FILE = "mau-da-bat.toml"
"""Tên bản luật giữ các mẫu đã bật."""

_HEAD = "# Các mẫu đã bật, mỗi mẫu theo văn bản của mình; ghi ở phần «Mẫu» của trang Khen thưởng.\n"


def samples(work: Work) -> tuple[Sample, ...]:
    """Các mẫu của bộ luật, whether switched on or not."""
    require(work.actor, Permission.EDIT_LAW)
    return _samples(law.book(work.session))


def _samples(book: LawBook) -> tuple[Sample, ...]:
    on = {one.code: one for one in book.switches}
    rules = [
        (rule.code, rule.text, rule.citation)
        for several in (book.requirements, book.quotas, book.vote_rules)
        for rule in several
        if rule.code in on or not rule.is_active
    ]
    return tuple(
        Sample(code=code, text=text, citation=citation, switch=on.get(code))
        for code, text, citation in rules
    )


def switch_on(
    work: Work, *, code: str, document: str, signed: date, start: date, seen: Switch | None = None
) -> None:
    """Bật một mẫu theo văn bản của mình, or correct by which document and from when it applies.

    `seen` is how it was switched before; `LawRefused` where it cannot be switched on.
    """
    require(work.actor, Permission.EDIT_LAW)
    document = clean(document)
    fault = length_fault(document, LONGEST_NAME)
    if not document or fault is not None:
        raise Refused("Cần ghi tên, số văn bản của mình." if not document else f"Văn bản {fault}.")
    before = _as_seen(work, code, seen)
    new = Switch(code=code, document=document, signed=signed, start=start, origin=SWITCH_FILE)
    if before == new:
        raise Refused("Không có gì để đổi.")
    others = [one for one in _own(work) if one.code != code]
    _save(work, [*others, new], f"bật mẫu {code} theo {new.words}")


def switch_off(work: Work, *, code: str, reason: str, seen: Switch) -> None:
    """Tắt một mẫu đã bật; it is a sample again."""
    require(work.actor, Permission.EDIT_LAW)
    if not clean(reason):
        raise Refused("Cần ghi lý do tắt mẫu này.")
    _as_seen(work, code, seen)
    own = _own(work)
    left = [one for one in own if one.code != code]
    if len(left) == len(own):
        raise Refused(f"Mẫu này được bật ở tệp {seen.origin}, hãy tắt ở đó.")
    _save(work, left, f"tắt mẫu {code}: {clean(reason)}")


def _as_seen(work: Work, code: str, seen: Switch | None) -> Switch | None:
    found = {one.code: one for one in _samples(law.book(work.session))}
    if code not in found:
        raise NotFound
    if found[code].switch != seen:
        raise StaleEdit("Mẫu này vừa được người khác bật hoặc tắt; hãy xem lại.")
    return found[code].switch


def _own(work: Work) -> list[Switch]:
    """Những mẫu bật ở đây, not in a file of the folder."""
    return [one for one in law.book(work.session).switches if one.origin == SWITCH_FILE]


def _save(work: Work, switches: Sequence[Switch], reason: str) -> None:
    held = {one.name: one.version for one in law.copies(work)}
    seen = held.get(SWITCH_FILE, 0)
    if not switches:
        law.remove_copy(work, name=SWITCH_FILE, seen=seen, reason=reason)
        return
    tables = [
        f"\n[[switches]]\ncode = {json.dumps(one.code)}\n"
        f"document = {json.dumps(one.document, ensure_ascii=False)}\n"
        f"signed = {one.signed}\nfrom = {one.start}\n"
        for one in sorted(switches, key=lambda one: one.code)
    ]
    text = _HEAD + "".join(tables)
    law.save_copy(work, name=SWITCH_FILE, text=text, seen=seen, reason=reason)
