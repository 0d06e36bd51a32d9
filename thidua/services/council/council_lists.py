"""Danh sách hội đồng: councils and members brought in from a workbook, given out by its columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from thidua.domain.access.permissions import Permission, require
from thidua.domain.council import council_rows as words
from thidua.domain.council.council import (
    COUNCIL_KIND_WORDS,
    COUNCIL_LEVEL_WORDS,
    POSITION_WORDS,
    Council,
    CouncilKind,
    CouncilLevel,
    CouncilMember,
    CouncilPosition,
)
from thidua.domain.council.council_rows import CouncilRow
from thidua.domain.dossier.reading import said_yes
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import folded
from thidua.domain.period.period import members_named
from thidua.domain.vote.vote import BASE_WORDS, Base, parse_share, share_words
from thidua.files.council.book import council_book, read_council_book
from thidua.files.reading import any_book
from thidua.services.council import keeping
from thidua.services.council.keeping import CouncilWish, MemberWish
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work

_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Brought:
    """Một dòng đã hiểu: the council it is of, the wish, which row it changes."""

    council: str
    wish: CouncilWish | MemberWish
    key: int | None
    change: Change


def read(content: bytes, name: str) -> tuple[list[CouncilRow], Findings]:
    """Đọc tệp đã tải lên."""
    return any_book.read(read_council_book, content, name)


def template() -> bytes:
    """Tệp mẫu danh sách hội đồng."""
    return council_book()


def workbook(work: Work) -> bytes:
    """Danh sách các hội đồng của khối, with everybody who ever sat in them."""
    return council_book(keeping.listed(work))


def preview_councils(
    work: Work, *, rows: Sequence[CouncilRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước danh sách hội đồng; nothing is written."""
    require(work.actor, Permission.EDIT_COUNCIL, work.period)
    return _understood(work, rows, findings)[0]


def import_councils(
    work: Work,
    *,
    rows: Sequence[CouncilRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập danh sách hội đồng: all or nothing; what the file leaves out stays."""
    work = keeping.begin(work)
    preview, found = _understood(work, rows, findings)
    preview.require_agreed("Danh sách hội đồng", seen)
    acts: list[Act] = []
    keys = {code_key(one.code): one.key for one in keeping.unchecked(work.session, work.period)}
    for one in found:
        if one.change.kind is ChangeKind.SAME:
            continue
        if isinstance(one.wish, CouncilWish):
            row, act = keeping.keep(work, one.wish, one.key)
            keys[code_key(one.wish.code)] = row.id or 0
        else:
            _, act = keeping.keep_member(work, keys[code_key(one.council)], one.wish, one.key)
        acts.append(act)
    work.record(*acts)
    return preview


def _understood(
    work: Work, rows: Sequence[CouncilRow], findings: Sequence[Finding]
) -> tuple[Preview, list[_Brought]]:
    told = Findings(findings)
    every = keeping.unchecked(work.session, work.period)
    known = {code_key(one.code): one for one in every if not one.withdrawn}
    units = members_named(block_members.members(work.session, work.period))
    found: list[_Brought] = []
    bodies = dict(known)
    for row in rows:
        if row.is_member:
            continue
        one = _council(work, row, every, units, told)
        if one is None:
            continue
        if any(code_key(one.council) == code_key(other.council) for other in found):
            told.error("twice", f"trùng mã «{one.council}»", row.at.get(words.CODE, ""))
            continue
        found.append(one)
        key = code_key(one.council)
        if key not in bodies and isinstance(one.wish, CouncilWish):
            bodies[key] = Council(key=0, code=one.wish.code, name=one.wish.name, kind=one.wish.kind)
    seen: set[tuple[str, str, str, date | None]] = set()
    for row in rows:
        if not row.is_member:
            continue
        one = _member(work, row, bodies, units, told)
        if one is None or not isinstance(one.wish, MemberWish):
            continue
        wish = one.wish
        who = (code_key(one.council), folded(wish.name), wish.unit, wish.begins)
        if who in seen:
            told.error("twice", f"trùng thành viên «{wish.name}»", _at(row, words.FULL_NAME))
            continue
        seen.add(who)
        found.append(one)
        if one.key is None:
            body = bodies[code_key(one.council)]
            there = (*body.members, _seated(wish, -len(found)))
            bodies[code_key(one.council)] = replace(body, members=there)
    changes = tuple(one.change for one in found)
    return Preview(tuple(told), changes, told.account, Counter(one.kind for one in changes)), found


def _council(
    work: Work,
    row: CouncilRow,
    every: Sequence[Council],
    units: Mapping[str, str],
    told: Findings,
) -> _Brought | None:
    before = len(told)
    asked = code_key(row.text(words.CODE))
    old = next((one for one in every if code_key(one.code) == asked and not one.withdrawn), None)
    kind = _code(row, words.KIND, COUNCIL_KIND_WORDS, CouncilKind.OTHER, told)
    level = _code(row, words.LEVEL, COUNCIL_LEVEL_WORDS, CouncilLevel.BASE, told)
    bases = {one: BASE_WORDS[one] for one in (Base.MEMBERS, Base.PRESENT)}
    base = _code(row, words.BASE, bases, Base.MEMBERS, told)
    unit = _unit(row, words.OF, units, told)
    above, substitutes = (_yes(row, one, told) for one in (words.ABOVE, words.SUBSTITUTES))
    if len(told) > before:
        return None
    wish = keeping.tidied(
        CouncilWish(
            code=row.text(words.CODE) if old is None else old.code,
            name=row.text(words.NAME),
            kind=kind,
            level=level,
            unit=unit,
            decision=row.text(words.DECISION),
            decided=row.day(words.DAY),
            begins=row.day(words.BEGINS),
            ends=row.day(words.ENDS),
            office=row.text(words.OFFICE),
            helpers=row.text(words.HELPERS),
            share=row.text(words.SHARE),
            above=above,
            base=base,
            quorum=row.text(words.QUORUM),
            substitutes=substitutes,
            source=row.text(words.SOURCE),
        )
    )
    key = None if old is None else old.key
    fault = keeping.council_fault(work, wish, every, key)
    if not fault and old is not None:
        fault = keeping.changed_fault(work, old, wish)
    if fault:
        told.error("council", fault, _at(row, words.NAME))
        return None
    change = Change.of(wish.code, None if old is None else _words(wish_of(old)), _words(wish))
    return _Brought(wish.code, wish, key, change)


def wish_of(one: Council) -> CouncilWish:
    """Hội đồng như người ta gõ lại nó."""
    rule = one.rule
    return CouncilWish(
        code=one.code,
        name=one.name,
        kind=one.kind,
        level=one.level,
        unit=one.unit,
        decision=one.decision,
        decided=one.decided,
        begins=one.begins,
        ends=one.ends,
        office=one.office,
        helpers=one.helpers,
        share="" if rule is None else share_words(rule.threshold.share),
        above=rule is not None and rule.threshold.above,
        base=Base.MEMBERS if rule is None else rule.threshold.base,
        quorum="" if rule is None or rule.quorum is None else share_words(rule.quorum),
        substitutes=rule is not None and rule.substitutes,
        source="" if rule is None else rule.threshold.source,
    )


def _words(wish: CouncilWish) -> str:
    """Hội đồng bằng lời, every part of it, so that what differs is seen."""
    share, least = parse_share(wish.share), parse_share(wish.quorum)
    said = (
        *(wish.name, COUNCIL_KIND_WORDS[wish.kind], f"cấp {COUNCIL_LEVEL_WORDS[wish.level]}"),
        f"của {wish.unit}" if wish.unit else "",
        *(wish.decision, *(f"{day:%d/%m/%Y}" for day in _days(wish))),
        *(wish.office, wish.helpers),
        "" if share is None else f"{'trên' if wish.above else 'từ'} {share_words(share)}",
        "" if share is None else BASE_WORDS[wish.base],
        "" if least is None else f"có mặt từ {share_words(least)}",
        "người đi thay được biểu quyết" if wish.substitutes else "",
        wish.source,
    )
    return "; ".join(filter(None, said))


def _days(wish: CouncilWish) -> list[object]:
    return [one for one in (wish.decided, wish.begins, wish.ends) if one is not None]


def _member(
    work: Work,
    row: CouncilRow,
    bodies: Mapping[str, Council],
    units: Mapping[str, str],
    told: Findings,
) -> _Brought | None:
    before = len(told)
    body = bodies.get(code_key(row.text(words.COUNCIL)))
    if body is None:
        message = f"không có hội đồng mã «{row.text(words.COUNCIL)}»"
        told.error("council", message, _at(row, words.COUNCIL))
        return None
    position = _code(row, words.POSITION, POSITION_WORDS, CouncilPosition.MEMBER, told)
    unit = _unit(row, words.UNIT, units, told)
    if len(told) > before:
        return None
    wish = keeping.tidied_member(
        MemberWish(
            name=row.text(words.FULL_NAME),
            position=position,
            person=row.text(words.PERSON),
            account=row.text(words.ACCOUNT),
            unit=unit,
            begins=row.day(words.BEGINS),
            ends=row.day(words.ENDS),
        )
    )
    old = _same(body, wish)
    key = None if old is None else old.key
    fault = keeping.member_fault(work, body, wish, key)
    if not fault:
        fault = keeping.voted_fault(work, body.key, old, wish)
    if fault:
        told.error("member", fault, _at(row, words.FULL_NAME))
        return None
    subject = f"{body.code} · {wish.name}"
    held = None if old is None else _member_words(old)
    return _Brought(body.code, wish, key, Change.of(subject, held, _member_words(wish)))


def _same(body: Council, wish: MemberWish) -> CouncilMember | None:
    """Thành viên mà dòng nói tới: by name and unit, and by the first day where he sat twice.

    Another time that does not meet the one on the list is a member anew.
    """
    mine = [
        one
        for one in body.members
        if (folded(one.name), one.unit) == (folded(wish.name), wish.unit) and one.key > 0
    ]
    exact = [one for one in mine if one.begins == wish.begins]
    near = [one for one in mine if keeping.overlap(one, wish)]
    return next(iter(exact or near), None)


def _seated(wish: MemberWish, key: int) -> CouncilMember:
    """Thành viên sẽ có, so that a later row of the file is compared with it too."""
    return CouncilMember(
        key=key,
        name=wish.name,
        position=wish.position,
        person=wish.person,
        account=wish.account,
        unit=wish.unit,
        begins=wish.begins,
        ends=wish.ends,
    )


def _member_words(one: CouncilMember | MemberWish) -> str:
    said = (
        *(POSITION_WORDS[one.position], one.unit, one.person, one.account),
        *(f"{day:%d/%m/%Y}" if day else "…" for day in (one.begins, one.ends)),
    )
    return "; ".join(filter(None, said))


def _code(
    row: CouncilRow, title: str, known: Mapping[_Code, str], usual: _Code, told: Findings
) -> _Code:
    """Mã của một ô chọn, read by its words; the usual one where it is empty."""
    said = row.text(title)
    if not said:
        return usual
    for code, text in known.items():
        if folded(said) in (folded(text), code.value):
            return code
    told.error(
        "choice", f"«{said}» phải là một trong: {', '.join(known.values())}", _at(row, title)
    )
    return usual


def _yes(row: CouncilRow, title: str, told: Findings) -> bool:
    """Có hay không; empty is no."""
    said = row.text(title)
    found = said_yes(said) if said else False
    if found is None:
        told.error("choice", f"«{said}» phải là «có» hoặc «không»", _at(row, title))
    return found is True


def _unit(row: CouncilRow, title: str, units: Mapping[str, str], told: Findings) -> str:
    said = row.text(title)
    if not said:
        return ""
    found = units.get(code_key(said))
    if found is None:
        told.error("unit", f"không có đơn vị «{said}» trong kỳ này", _at(row, title))
        return ""
    return found


def _at(row: CouncilRow, title: str) -> str:
    return row.at.get(title, "")
