"""Đối chiếu quá trình khen thưởng: an outside list beside what is kept; nothing written by itself.

A list read so is never all or nothing: a row that cannot be understood is told of and the others
are compared. What a person chooses of it is written by the same act as any list of awards.
"""

from collections.abc import Sequence

from thidua.db import dossier_queries
from thidua.domain.dossier import award_file as words
from thidua.domain.dossier.award_file import AwardRow, RecordedAward
from thidua.domain.dossier.award_history import OCCASION_WORDS
from thidua.domain.dossier.facts import Recipient
from thidua.domain.dossier.reconciling import (
    AGREEMENT_WORDS,
    Agreement,
    ComparedAward,
    Reconciliation,
)
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Preview
from thidua.services.dossier import award_history
from thidua.services.dossier.award_history import Noting
from thidua.services.dossier.owners import DossierOwners, of_actor
from thidua.services.ground.work import Work
from thidua.services.law import law

_ORDER = list(AGREEMENT_WORDS)


def reconcile(
    work: Work, *, rows: Sequence[AwardRow], findings: Sequence[Finding] = ()
) -> Reconciliation:
    """Đối chiếu một danh sách: each award of it, and those of its years that it does not have."""
    subjects = of_actor(work)
    told = Findings(findings)
    noted = award_history.noting(work.session, subjects, rows, told)
    years = [row.year for row in rows]
    matched = {one.before.key for one in noted if one.before is not None}
    left = [
        one
        for one in dossier_queries.awards_given(work.session)
        if one.key not in matched and _is_asked(subjects, one, years)
    ]
    places = {id(row): place for place, row in enumerate(rows)}
    lines: list[ComparedAward] = []
    for one in noted:
        place = places[id(one.row)]
        pair = next((other for other in left if _is_pair(one.award, other)), None)
        if one.before is None and pair is not None:
            left.remove(pair)
            lines.append(_two_numbers(one, pair, place))
        else:
            lines.append(_compared(one, place))
    names = {kind.slug: kind.name for kind in law.book(work.session).awards.values()}
    lines += [_only_here(subjects, one, names.get(one.award, one.award)) for one in left]
    return Reconciliation(
        lines=tuple(sorted(lines, key=_order)),
        years=(min(years), max(years)) if years else None,
        findings=tuple(told),
    )


def _is_asked(subjects: DossierOwners, one: RecordedAward, years: Sequence[int]) -> bool:
    if not years or not min(years) <= one.year <= max(years):
        return False
    is_unit = one.recipient is Recipient.COLLECTIVE
    owner = subjects.unit(one.subject) if is_unit else subjects.person(one.subject)
    return owner is not None and subjects.may(owner.unit)


def _is_pair(award: RecordedAward, other: RecordedAward) -> bool:
    """Cùng người, cùng hình thức, cùng năm mà khác số: most likely one award, mistyped."""
    return (award.recipient, award.subject, award.award, award.year, award.occasion) == (
        other.recipient,
        other.subject,
        other.award,
        other.year,
        other.occasion,
    )


def _compared(one: Noting, place: int) -> ComparedAward:
    differs = () if one.before is None else _differing(one.before, one.award)
    agreement = Agreement.DIFFERS if differs else Agreement.AGREES
    return ComparedAward(
        agreement=Agreement.ONLY_THERE if one.before is None else agreement,
        subject=one.subject.code,
        name=one.subject.name,
        award=one.name,
        year=one.award.year,
        here="" if one.before is None else one.before.words(one.name),
        there=one.award.words(one.name),
        differs=differs,
        row=place,
        takes=one.before is None or (bool(differs) and not one.before.is_decided_here),
    )


def _two_numbers(one: Noting, pair: RecordedAward, place: int) -> ComparedAward:
    return ComparedAward(
        agreement=Agreement.DIFFERS,
        subject=one.subject.code,
        name=one.subject.name,
        award=one.name,
        year=one.award.year,
        here=pair.words(one.name),
        there=one.award.words(one.name),
        differs=_differing(pair, one.award),
        row=place,
    )


def _only_here(subjects: DossierOwners, one: RecordedAward, name: str) -> ComparedAward:
    is_unit = one.recipient is Recipient.COLLECTIVE
    owner = subjects.unit(one.subject) if is_unit else subjects.person(one.subject)
    return ComparedAward(
        agreement=Agreement.ONLY_HERE,
        subject=one.subject,
        name=one.subject if owner is None else owner.name,
        award=name,
        year=one.year,
        here=one.words(name),
    )


def _differing(here: RecordedAward, there: RecordedAward) -> tuple[str, ...]:
    """Những gì khác nhau, by the titles of the list."""
    pairs = {
        words.DECISION: (here.decision, there.decision),
        words.DAY: (here.day, there.day),
        words.AUTHORITY: (here.authority, there.authority),
        words.OCCASION: (OCCASION_WORDS[here.occasion], OCCASION_WORDS[there.occasion]),
    }
    return tuple(title for title, (one, other) in pairs.items() if one != other)


def _order(one: ComparedAward) -> tuple[int, int, str, str]:
    return _ORDER.index(one.agreement), one.year, one.subject, one.award


def take(
    work: Work, *, rows: Sequence[AwardRow], chosen: Sequence[int], seen: Reconciliation
) -> Preview:
    """Lấy về những dòng đã chọn, and only those; refused where the comparison is another by now."""
    if not chosen:
        raise Refused("Chưa chọn dòng nào để lấy về.")
    found = reconcile(work, rows=rows)
    able = {one.row for one in found.to_take}
    if not set(chosen) <= able:
        raise Refused(
            "Có dòng đã khớp, hoặc hai bên ghi số khác nhau: hãy kiểm tra bản gốc, bỏ lần ghi sai "
            "rồi mới nhập lần đúng."
        )
    if found.lines != seen.lines:
        raise StaleEdit("Quá trình khen thưởng đã đổi từ lúc đối chiếu; hãy xem lại rồi lấy về.")
    return award_history.import_awards(work, rows=[rows[place] for place in sorted(set(chosen))])
