"""Quá trình khen thưởng: awards given before, brought in or decided here; chains rest on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.db.tables import GivenAward
from thidua.domain.access.permissions import Permission, require_here, units_of
from thidua.domain.dossier import award_file as words
from thidua.domain.dossier.award_file import AwardRow, RecordedAward
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS, Recipient
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import clean, folded, spoken
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import AwardForm, AwardKind
from thidua.services.dossier.lists import DossierList
from thidua.services.dossier.owners import (
    DossierOwner,
    DossierOwners,
    of_actor_now,
    require_no_rival,
    require_subject,
)
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law

_ALMOST = 0.93  # one or two letters of a usual name

_Place = tuple[Recipient, str, str, int, Occasion, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """Một lần khen cần ghi, and the one that it completes or corrects."""

    subject: DossierOwner
    name: str
    award: RecordedAward
    before: RecordedAward | None
    row: AwardRow

    @property
    def units(self) -> frozenset[str]:
        return frozenset({self.subject.unit})

    @property
    def takes(self) -> bool:
        """Bớt của đơn vị: what was recorded becomes another."""
        return self.change.kind is ChangeKind.CHANGED

    @property
    def change(self) -> Change:
        subject = f"{self.subject.code} · {self.name} · năm {self.award.year}"
        said = self.award.words(self.name)
        if self.before is None:
            return Change(ChangeKind.NEW, subject, new=said)
        is_same = self.before.stated == self.award.stated
        kind = ChangeKind.SAME if is_same else ChangeKind.CHANGED
        return Change(kind, subject, self.before.words(self.name), said)


def listed(work: Work) -> tuple[RecordedAward, ...]:
    """Các lần đã được khen của đơn vị và cá nhân người này được xem, the earliest year first."""
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    units = [
        member.code
        for member in block_members.members(work.session, work.period)
        if allowed is None or member.code in allowed
    ]
    people = [one.code for one in dossier_queries.staff(work.session, units)]
    return tuple(
        one
        for one in dossier_queries.awards_given(work.session, [*units, *people])
        if one.subject in (units if one.recipient is Recipient.COLLECTIVE else people)
    )


def preview_awards(
    work: Work, *, rows: Sequence[AwardRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước tệp quá trình khen thưởng: of a period's units and people, or of anybody."""
    return _LIST.preview(work, rows, findings)


def noting(
    session: Session, subjects: DossierOwners, rows: Sequence[AwardRow], findings: Findings
) -> list[Noting]:
    """Các lần khen mà các dòng này nói tới, each with the stored one that it is, whoever asks."""
    book = law.book(session)
    stored = dossier_queries.awards_given(session)
    placed: dict[_Place, Noting] = {}
    for row in rows:
        subject = subjects.find(row.subject, row.where(words.SUBJECT_CODE), findings)
        if subject is None:
            continue
        one = _noting(book, subject, stored, row, findings)
        place = _place(book, one.award)
        if place in placed:
            message = f"{one.change.subject} được ghi hai lần; chỉ giữ một dòng"
            findings.error("twice", message, row.where(words.AWARD))
        placed.setdefault(place, one)
    return [*placed.values()]


def _noting(
    book: LawBook,
    subject: DossierOwner,
    stored: Sequence[RecordedAward],
    row: AwardRow,
    findings: Findings,
) -> Noting:
    kind = _award_meant(book, row)
    place = row.where(words.AWARD)
    near = None if kind is not None else _spelled_almost(book, row.award)
    if near is not None:
        message = (
            f"bộ luật không có «{row.award}»; nếu là «{near.name}» thì hãy ghi đúng tên ấy, nếu "
            "không thì bỏ dòng này"
        )
        findings.error("misspelled_award", message, place)
    elif kind is None:
        message = (
            f"bộ luật không có «{row.award}»; vẫn ghi vào quá trình khen thưởng nhưng không tính "
            "cho danh hiệu nào"
        )
        findings.warning("unknown_award", message, place)
    if kind is not None and spoken(row.award) not in map(spoken, (kind.slug, kind.name)):
        findings.notice("understood", f"«{row.award}» được hiểu là «{kind.name}»", place)
    if kind is not None and subject.recipient not in kind.recipients:
        who = RECIPIENT_WORDS[subject.recipient]
        message = f"«{kind.name}» không tặng cho {who} («{subject.code}»)"
        findings.error("wrong_recipient", message, place)
    slug, name = (clean(row.award),) * 2 if kind is None else (kind.slug, kind.name)
    award = RecordedAward(
        key=0,
        recipient=subject.recipient,
        subject=subject.code,
        award=slug,
        year=row.year,
        decision=clean(row.decision),
        day=row.day,
        authority=clean(row.authority),
        occasion=row.occasion,
    )
    same = [one for one in stored if _place(book, one)[:5] == _place(book, award)[:5]]
    before = next((one for one in same if _is_same(kind, one, award)), None)
    if before is not None:
        award = _completed(award, before, row)
    if before is not None and before.is_decided_here and before.stated != award.stated:
        message = (
            f"lần khen này do quyết định trong phần mềm ({before.words(name)}); tệp ghi "
            f"{award.words(name)}"
        )
        findings.error("decided_here", message, place)
    if before is None and same:
        message = f"cùng năm đã có {same[0].words(name)}; dòng này được ghi thành một lần khen nữa"
        findings.warning("another", message, row.where(words.DECISION))
    return Noting(subject=subject, name=name, award=award, before=before, row=row)


def _completed(award: RecordedAward, before: RecordedAward, row: AwardRow) -> RecordedAward:
    """Lần khen kèm điều đang lưu ở những cột mà tệp không có; the occasion is the same already."""
    return replace(
        award,
        decision=before.decision if words.DECISION in row.unsaid else award.decision,
        day=before.day if words.DAY in row.unsaid else award.day,
        authority=before.authority if words.AUTHORITY in row.unsaid else award.authority,
    )


def _award_meant(book: LawBook, row: AwardRow) -> AwardKind | None:
    """Danh hiệu của một dòng: a name that several bodies use is read with who conferred it."""
    exact = [kind for kind in book.awards.values() if row.award in (kind.slug, kind.name)]
    if exact:
        return exact[0]
    conferred = award_called(book, f"{row.award} {row.authority}") if row.authority else None
    return conferred or award_called(book, row.award)


def _spelled_almost(book: LawBook, name: str) -> AwardKind | None:
    """Danh hiệu có cách gọi chỉ lệch một hai chữ cái."""
    known = {spoken(one): kind for kind in book.awards.values() for one in kind.spellings}
    near = get_close_matches(spoken(name), known, n=1, cutoff=_ALMOST)
    return known[near[0]] if near else None


def award_called(book: LawBook, name: str) -> AwardKind | None:
    """Danh hiệu có mã hoặc một cách gọi như vậy, with or without its marks."""
    found = book.award_named(name)
    if found is not None:
        return found
    same = [kind for kind in book.awards.values() if spoken(name) in map(spoken, kind.spellings)]
    return same[0] if len(same) == 1 else None


def _place(book: LawBook, award: RecordedAward) -> _Place:
    """Chỗ của một lần khen: a title is given once a year, a commendation by each decision."""
    kind = book.awards.get(award.award)
    is_title = kind is not None and kind.form is AwardForm.TITLE
    decision = "" if is_title else folded(award.decision)
    return award.recipient, award.subject, award.award, award.year, award.occasion, decision


def _is_same(kind: AwardKind | None, one: RecordedAward, other: RecordedAward) -> bool:
    """Cùng một lần khen: of a title any, of a commendation one without another number."""
    if kind is not None and kind.form is AwardForm.TITLE:
        return True
    numbers = {folded(one.decision), folded(other.decision)} - {""}
    return len(numbers) <= 1


def import_awards(
    work: Work,
    *,
    rows: Sequence[AwardRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập tệp quá trình khen thưởng: all or nothing; what the file does not name stays."""
    return _LIST.bring(work, rows, findings, seen)


def _write(work: Work, noting: Sequence[Noting]) -> list[Act]:
    rows = [_written(work, one) for one in noting]
    work.session.flush()
    return [
        Act(
            "award.noted" if one.before is None else "award.changed",
            one.subject.unit,
            rows=[row_of(row)],
        )
        for one, row in zip(noting, rows, strict=True)
    ]


def _written(work: Work, one: Noting) -> GivenAward:
    row = (
        GivenAward(
            recipient=one.award.recipient,
            subject=one.award.subject,
            award=one.award.award,
            year=one.award.year,
            version=0,
            set_by=work.actor.name,
            set_at=work.now,
        )
        if one.before is None
        else work.session.get_one(GivenAward, one.before.key)
    )
    row.decision, row.day = one.award.decision, one.award.day
    row.authority, row.occasion = one.award.authority, one.award.occasion
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    return row


_LIST = DossierList("Quá trình khen thưởng", noting, _write)


def withdraw(work: Work, *, key: int, seen: int, reason: str) -> None:
    """Bỏ một lần khen ghi sai hoặc đã bị hủy bỏ; the row stays, marked, and the reason with it.

    That of another unit is put away by no rival alone.
    """
    subjects, fresh = of_actor_now(work)
    take_turn(work.session)
    row = work.session.get(GivenAward, key)
    if row is None or row.withdrawn:
        raise NotFound
    unit = require_subject(subjects, row.recipient, row.subject).unit
    require_no_rival(work.at(fresh), unit)
    if row.version != seen:
        raise StaleEdit("Lần khen này vừa được người khác sửa; hãy xem lại.")
    if not clean(reason):
        raise Refused("Cần ghi lý do bỏ lần khen này.")
    row.withdrawn = True
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    act = Act("award.withdrawn", unit, reason=clean(reason))
    work.at(fresh).record(act)


def give(work: Work, *, award: RecordedAward, unit: str, proposal: int) -> Act:
    """Ghi lần khen của một đề nghị đã có quyết định, a part of deciding it.

    `unit` is that of whoever is awarded.
    """
    row = GivenAward(
        recipient=award.recipient,
        subject=award.subject,
        award=award.award,
        year=award.year,
        decision=award.decision,
        day=award.day,
        authority=award.authority,
        occasion=award.occasion,
        proposal_id=proposal,
        set_by=work.actor.name,
        set_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return Act("award.noted", unit, rows=[row_of(row)])
