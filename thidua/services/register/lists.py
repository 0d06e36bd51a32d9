"""Nhập và xuất cả sổ: previewed, then written whole or not at all; the same columns both ways."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require_here
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.errors import NotFound
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import clean
from thidua.domain.register import register as words
from thidua.domain.register.line import RegisterLine, RowKey, content_text
from thidua.domain.register.register import Register
from thidua.domain.register.registers import register_of
from thidua.domain.register.wish import RegisterWish
from thidua.files.reading.any_book import read
from thidua.files.register.book import read_book_of
from thidua.files.register.out import register_template, register_workbook
from thidua.services.ground import block_members
from thidua.services.ground.audit import take_turn
from thidua.services.ground.work import Work
from thidua.services.register import authors, fitting, sights
from thidua.services.register import lines as register_lines
from thidua.services.register.understanding import (
    Ground,
    Understood,
    ground,
    outside_words,
    understand,
)

SAME = "dòng này trùng với {code}; bỏ dòng này, hoặc ghi Mã nếu là việc khác"


@dataclass(frozen=True, slots=True)
class RegisterList:
    """Nhập một sổ: how a page or a command previews and writes the rows of one register."""

    code: str

    def read(self, content: bytes, name: str) -> tuple[list[RegisterWish], Findings]:
        """Đọc tệp đã tải lên."""
        return read(partial(read_book_of, self.code), content, name)

    def preview(
        self, work: Work, *, rows: Sequence[RegisterWish], findings: Sequence[Finding] = ()
    ) -> Preview:
        """Xem trước: what these rows would change; nothing is written."""
        kind = register_of(self.code)
        require_here(work.actor, Permission.EDIT_REGISTER, work.period)
        require_here(work.actor, kind.view, work.period)
        return _understood(ground(work, kind), rows, findings)[0]

    def bring(
        self,
        work: Work,
        *,
        rows: Sequence[RegisterWish],
        findings: Sequence[Finding] = (),
        seen: str | None = None,
    ) -> Preview:
        """Nhập tất cả hoặc không gì cả; rows the file does not name stay as they are."""
        return import_rows(work, register=self.code, rows=rows, findings=findings, seen=seen)


def import_rows(
    work: Work,
    *,
    register: str,
    rows: Sequence[RegisterWish],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập các dòng của một sổ; `seen` is the fingerprint of the preview agreed to."""
    kind = register_of(register)
    fresh = queries.held_period(work.session, work.period.id)
    if fresh is None:
        raise NotFound
    work = work.at(fresh)
    require_here(work.actor, Permission.EDIT_REGISTER, fresh)
    require_here(work.actor, kind.view, fresh)
    take_turn(work.session)
    preview, understood = _understood(ground(work, kind), rows, findings)
    preview.require_agreed(f"Sổ «{kind.name}»", seen)
    changed = [one for one in understood if not one.is_same]
    work.record(*register_lines.keep(work, kind, changed))
    return preview


def _understood(
    found: Ground, rows: Sequence[RegisterWish], findings: Sequence[Finding]
) -> tuple[Preview, list[Understood]]:
    told = Findings(findings)
    understood: list[Understood] = []
    seen: dict[RowKey, str] = {}
    taken = {code_key(wish.code) for wish in rows}
    same = {_matter(one): one.code for one in found.lines if one.stands}
    codes: dict[tuple[str, str], str] = {}
    for wish in rows:
        one, faults = understand(found, wish, taken)
        for title, fault in faults:
            told.error("register", f"«{title}»: {fault}", wish.where(title))
        if one is None:
            continue
        code = one.line.code
        taken.add(code_key(code))
        known = same.setdefault(_matter(one.line), code)
        if known != code and not clean(wish.code):
            told.error("same", SAME.format(code=known), wish.where(words.UNIT))
            continue
        twin = other_case(
            code,
            codes.setdefault((one.line.unit, code_key(code)), code),
            wish.where(words.CODE),
        )
        if twin is not None:
            told.append(twin)
            continue
        place = wish.where(words.UNIT)
        first = seen.setdefault(one.line.key, place)
        if first != place:
            told.error("twice", f"«{one.line.code}» trùng với {first}; giữ một dòng", place)
            continue
        understood.append(one)
        outside = outside_words(found, one.line)
        if outside:
            told.warning("outside", outside, wish.where(words.PROGRAMME))
        _rival(found, one, told, place)
    _together(found, understood, told)
    changes = tuple(_change(found.register, one) for one in understood)
    fates = Counter(one.kind for one in changes)
    return Preview(tuple(told), changes, told.account, fates), understood


def _matter(line: RegisterLine) -> tuple[object, ...]:
    """Điều dòng nói; what is secret is not asked, for who may not read it could guess at it."""
    said = (content_text(line.values), line.programme, line.evidence, line.note)
    return line.unit, line.year, line.part, *said


def _rival(found: Ground, one: Understood, told: Findings, place: str) -> None:
    """Đổi điều đã xác nhận của đơn vị khác cùng thi đua: not by a rival alone."""
    if one.before is not None and one.before.is_confirmed and not one.is_same:
        fault = authors.taking_fault(found.work, found.register, [one.before])
        if fault:
            told.error("rival", f"{one.line.code}: {fault}", place)


def _together(found: Ground, understood: Sequence[Understood], told: Findings) -> None:
    """Các dòng cùng mã phải khớp, as they would stand after the import."""
    after: dict[RowKey, RegisterLine] = {
        one.key: one for one in found.lines if one.year == found.work.period.year and one.stands
    }
    after |= {one.line.key: one.line for one in understood}
    touched = {one.line.key[:2] for one in understood if not one.is_same}
    for code, fault in fitting.faults(found.register, list(after.values()), touched):
        told.error("together", f"{code}: {fault}", code)


def _change(register: Register, one: Understood) -> Change:
    subject = f"{one.line.unit} · {register.title_of(one.line)}"
    new = row_words(register, one.line)
    if one.before is None:
        return Change(ChangeKind.NEW, subject, new=new)
    kind = ChangeKind.SAME if one.is_same else ChangeKind.CHANGED
    return Change(kind, subject, row_words(register, one.before), new)


def row_words(register: Register, line: RegisterLine) -> str:
    """Một dòng bằng chữ; the secret is left out whoever reads."""
    said = [
        f"{one.title}: {one.kind.text(line.values[one.code])}"
        for one in register.columns
        if one.code in line.values and not one.secret
    ]
    more = ((words.PROGRAMME, line.programme), (words.EVIDENCE, line.evidence))
    said += [f"{title}: {text}" for title, text in (*more, (words.NOTE, line.note)) if text]
    return "; ".join(said)


def workbook(work: Work, *, register: str) -> bytes:
    """Xuất một sổ: the rows this person may see and that stand, with the columns of the import."""
    found = sights.of_register(work, register=register)
    kind = found.register
    shown = [one for one in found.standing if kind.exported(one.values)]
    left = len(found.standing) - len(shown)
    return register_workbook(kind, shown, left, with_secret=found.settles)


def template(work: Work, *, register: str) -> bytes:
    """Tệp mẫu của một sổ."""
    kind = register_of(register)
    require_here(work.actor, kind.view, work.period)
    members = block_members.members(work.session, work.period)
    return register_template(kind, members[0].code if members else "STC", work.period.year)
