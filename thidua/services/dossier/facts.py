"""Dữ kiện: what is stated about units and people, in versions that are only ever added to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.db.changes import insert_rows, rows_by
from thidua.db.tables import StatedFact
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.harm import Harm
from thidua.domain.dossier import fact_file as words
from thidua.domain.dossier.fact_file import (
    DOSSIER_KINDS,
    FactKey,
    FactRow,
    RecordedFact,
    fact_words,
    fact_year,
    kept_fact,
    kinds_named,
    value_text,
)
from thidua.domain.dossier.facts import (
    NO,
    RECIPIENT_WORDS,
    Catalogue,
    Fact,
    FactKind,
    FactType,
    Recipient,
)
from thidua.domain.dossier.reading import read_fact
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings, error
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import LONGEST_NAME, Written, clean, length_fault
from thidua.services.dossier.lists import DossierList
from thidua.services.dossier.owners import (
    DossierOwner,
    DossierOwners,
    of_actor_now,
    require_no_rival,
    require_subject,
    unit_of,
)
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law

_LONGEST = 2000


def catalogue(session: Session) -> Catalogue:
    """Danh mục dữ kiện đang dùng: that of the law book, with those about the dossier itself."""
    return law.book(session).catalogue.with_kinds(DOSSIER_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stating:
    """Một dữ kiện cần ghi, and what stands there now."""

    subject: DossierOwner
    kind: FactKind
    fact: RecordedFact
    before: RecordedFact | None
    is_harm: bool = False

    @property
    def about(self) -> tuple[Recipient, str]:
        return self.fact.recipient, self.fact.subject

    @property
    def units(self) -> frozenset[str]:
        return frozenset({self.subject.unit})

    @property
    def takes(self) -> bool:
        """Bớt của đơn vị: what was stated becomes another, or what is said first is against it."""
        if self.before is not None:
            return self.before.said != self.fact.said
        if self.is_harm:
            return True
        is_asked = self.kind.type is FactType.YES_NO and self.kind.assumed is None
        return is_asked and self.fact.recipient is Recipient.COLLECTIVE and self.fact.value == NO

    @property
    def change(self) -> Change:
        name = f"{self.subject.code} · {self.kind.name} · {fact_year(self.fact.year)}"
        said = fact_words(self.kind, *self.fact.said)
        if self.before is None:
            return Change(ChangeKind.NEW, name, new=said)
        is_same = self.before.said == self.fact.said
        kind = ChangeKind.SAME if is_same else ChangeKind.CHANGED
        return Change(kind, name, fact_words(self.kind, *self.before.said), said)


def preview_facts(
    work: Work, *, rows: Sequence[FactRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước tệp dữ kiện: of a period's units and people, or without one of anybody."""
    return _LIST.preview(work, rows, findings)


def _all_stating(
    session: Session, subjects: DossierOwners, rows: Sequence[FactRow], findings: Findings
) -> list[_Stating]:
    known = catalogue(session)
    owners = [
        (row, subjects.find(row.subject, row.where(words.SUBJECT_CODE), findings)) for row in rows
    ]
    codes = {subject.code for _, subject in owners if subject is not None}
    stored = {one.key: one for one in dossier_queries.facts(session, codes)}
    stating: dict[FactKey, _Stating] = {}
    for row, subject in owners:
        one = _stating(subject, known, stored, row, findings)
        if one is None:
            continue
        if one.fact.key in stating:
            message = f"{one.change.subject} được ghi hai lần; chỉ giữ một dòng"
            findings.error("twice", message, row.where(words.FACT))
            continue
        stating[one.fact.key] = one
    told = {**stored, **{key: one.fact for key, one in stating.items()}}
    return _with_harm(session, known, told.values(), stating.values())


def _with_harm(
    session: Session,
    known: Catalogue,
    told: Iterable[RecordedFact],
    stating: Iterable[_Stating],
) -> list[_Stating]:
    """Nêu dữ kiện bất lợi by the law; `told` is all that is then said of those it is about."""
    harm = Harm(law.book(session))
    said: dict[tuple[Recipient, str], dict[tuple[str, int | None], Fact]] = {}
    for one in told:
        kind = known.get(one.code)
        fact = None if kind is None else kept_fact(kind, one.value, one.evidence)
        if fact is not None:
            said.setdefault((one.recipient, one.subject), {})[one.code, one.year] = fact
    return [
        replace(one, is_harm=harm.is_done_by(one.kind, one.fact.year, said.get(one.about, {})))
        if one.before is None
        else one
        for one in stating
    ]


def _stating(
    subject: DossierOwner | None,
    known: Catalogue,
    stored: dict[FactKey, RecordedFact],
    row: FactRow,
    findings: Findings,
) -> _Stating | None:
    kind = _kind(known, subject, row, findings)
    if subject is None or kind is None:
        return None
    if kind.yearly and row.year is None:
        message = f"«{kind.name}» là dữ kiện từng năm nên cần ghi «{words.YEAR}»"
        findings.error("missing", message, row.where(words.YEAR))
        return None
    value, read = _value(kind, row.value, row.where(words.VALUE))
    findings += read
    if value is None:
        if not read:
            message = f"«{kind.name}» để trống nên giữ nguyên như đang có"
            findings.notice("left_empty", message, row.where(words.VALUE))
        return None
    fault = length_fault(row.evidence, _LONGEST)
    if fault is not None:
        findings.error("too_long", f"«{words.EVIDENCE}» {fault}", row.where(words.EVIDENCE))
        return None
    fact = RecordedFact(
        recipient=subject.recipient,
        subject=subject.code,
        code=kind.code,
        year=row.year,
        value=value,
        evidence=clean(row.evidence),
    )
    before = stored.get(fact.key)
    if before is not None and words.EVIDENCE in row.unsaid:
        fact = replace(fact, evidence=before.evidence)
    return _Stating(subject=subject, kind=kind, fact=fact, before=before)


def _kind(
    known: Catalogue, subject: DossierOwner | None, row: FactRow, findings: Findings
) -> FactKind | None:
    """Dữ kiện của một dòng; None with a finding where there is none, or none for this subject."""
    place = row.where(words.FACT)
    named = kinds_named(known, row.fact)
    if not named:
        message = f"không có dữ kiện «{row.fact}»; ghi mã hoặc tên như trong danh mục dữ kiện"
        findings.error("unknown_fact", message, place)
        return None
    if subject is None:
        return None
    fitting = [kind for kind in named if subject.recipient in kind.recipients]
    if not fitting:
        who = RECIPIENT_WORDS[subject.recipient]
        message = f"dữ kiện «{named[0].name}» không dùng cho {who} («{subject.code}»)"
        findings.error("wrong_recipient", message, place)
        return None
    if len(fitting) > 1:
        codes = ", ".join(kind.code for kind in fitting)
        message = f"có {len(fitting)} dữ kiện tên «{row.fact}»; hãy ghi mã: {codes}"
        findings.error("two_facts", message, place)
        return None
    return fitting[0]


def _value(kind: FactKind, cell: Written, place: str) -> tuple[str | None, list[Finding]]:
    value, findings = read_fact(kind, cell, place)
    if value is None:
        return None, findings
    text = value_text(value)
    most = _LONGEST if kind.type is FactType.TEXT else LONGEST_NAME
    fault = length_fault(text, most)
    if fault is not None:
        return None, [*findings, error("too_long", f"«{kind.name}» {fault}", place)]
    return text, findings


def import_facts(
    work: Work,
    *,
    rows: Sequence[FactRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập tệp dữ kiện: all or nothing; what the file does not name stays as it is."""
    return _LIST.bring(work, rows, findings, seen)


def _write(work: Work, stating: Sequence[_Stating], reason: str = "") -> list[Act]:
    """Kết thúc những phiên bản đang dùng và thêm phiên bản mới."""
    last = dossier_queries.last_versions(work.session, {one.fact.subject for one in stating})
    dossier_queries.end_facts(work.session, [one.fact.key for one in stating if one.before])
    rows = [
        {
            "recipient": one.fact.recipient,
            "subject": one.fact.subject,
            "code": one.fact.code,
            "year": one.fact.year,
            "value": one.fact.value,
            "evidence": one.fact.evidence,
            "version": last.get(one.fact.key, 0) + 1,
            "live": True,
            "stated_by": work.actor.name,
            "stated_at": work.now,
        }
        for one in stating
    ]
    insert_rows(work.session, StatedFact, rows)
    written = rows_by(work.session, StatedFact, "recipient", "subject", "code", "year")
    return [
        Act("fact.stated", one.subject.unit, rows=written[one.fact.key], reason=reason)
        for one in stating
    ]


_LIST = DossierList("Dữ kiện", _all_stating, _write)


def state(
    work: Work,
    *,
    recipient: Recipient,
    subject: str,
    code: str,
    year: int | None,
    typed: str,
    seen: int,
    evidence: str = "",
    reason: str = "",
) -> None:
    """Ghi một dữ kiện; an empty text withdraws it, and it is missing again, not «không».

    `seen` is the version it was typed over, 0 where there was none; StaleEdit when it has changed.
    What was stated of another unit is changed or withdrawn by no rival alone.
    """
    subjects, fresh = of_actor_now(work)
    take_turn(work.session)
    found = require_subject(subjects, recipient, subject)
    kind = catalogue(work.session).get(code)
    if kind is None or recipient not in kind.recipients:
        raise NotFound
    if kind.yearly and year is None:
        raise Refused(f"«{kind.name}» là dữ kiện từng năm nên cần ghi năm.")
    key = (recipient, found.code, code, year)
    stored = {one.key: one for one in dossier_queries.facts(work.session, [found.code])}
    before = stored.get(key)
    if (0 if before is None else before.version) != seen:
        raise StaleEdit("Dữ kiện này vừa được người khác sửa; hãy xem lại.")
    value, findings = _value(kind, clean(typed), "")
    if findings:
        raise Refused(str(findings[0]))
    fault = length_fault(evidence, _LONGEST)
    if fault is not None:
        raise Refused(f"«{words.EVIDENCE}» {fault}")
    if value is None:
        if before is None:
            raise Refused("Cần ghi giá trị.")
        require_no_rival(work.at(fresh), found.unit)
        dossier_queries.end_facts(work.session, [key])
        acts = [Act("fact.withdrawn", found.unit, reason=clean(reason))]
    else:
        fact = RecordedFact(
            recipient=recipient,
            subject=found.code,
            code=code,
            year=year,
            value=value,
            evidence=clean(evidence),
        )
        told = {**stored, key: fact}.values()
        stating = _Stating(subject=found, kind=kind, fact=fact, before=before)
        [one] = _with_harm(work.session, catalogue(work.session), told, [stating])
        if one.change.kind is ChangeKind.SAME:
            raise Refused("Không có gì để đổi.")
        if one.takes:
            require_no_rival(work.at(fresh), found.unit)
        acts = _write(work, [one], clean(reason))
    work.at(fresh).record(*acts)


def versions(
    work: Work, *, recipient: Recipient, subject: str, code: str, year: int | None
) -> tuple[RecordedFact, ...]:
    """Mọi phiên bản của một dữ kiện, newest first."""
    unit = unit_of(work.session, recipient, subject)
    require(work.actor, Permission.VIEW_AWARDS, work.period, unit)
    return tuple(dossier_queries.fact_versions(work.session, recipient, subject, code, year))
