"""Kiểm tra bộ luật: complete and without contradiction on every day on which it changes."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.ground.finding import Finding, Findings, error
from thidua.domain.ground.text import folded
from thidua.domain.law.book import LawBook, LawView
from thidua.domain.law.law import Citation, Effect, Requirement
from thidua.domain.law.quota import MEMBERS, ShareLimit


def check_book(book: LawBook) -> list[Finding]:
    """Kiểm tra cả bộ luật: names, and every day of change with the day before it."""
    days = {day for change in book.change_days() for day in (change - timedelta(days=1), change)}
    found = [*_unknown_names(book), *_parts(book)]
    for day in sorted(days):
        found += [*check_complete(book.at(day)), *_contradictions(book.at(day))]
    return found


def _unknown_names(book: LawBook) -> Iterator[Finding]:
    """Danh hiệu được nhắc tới mà không có."""
    named = [
        (kind.citation, kind.slug, slug) for kind in book.awards.values() for slug in kind.includes
    ]
    named += [(row.citation, row.award, row.award) for row in book.conferrers]
    named += [(rule.citation, rule.code, rule.award) for rule in book.quotas]
    named += [(rule.citation, rule.code, slug) for rule in book.vote_rules for slug in rule.awards]
    for citation, code, slug in named:
        if slug not in book.awards:
            yield error("law_name", f"không có danh hiệu «{slug}»", _place(citation, code))
    called: dict[str, str] = {}
    for kind in book.awards.values():
        for name in dict.fromkeys(map(folded, kind.spellings)):
            if called.setdefault(name, kind.slug) != kind.slug:
                message = f"«{name}» cũng là tên của «{called[name]}»"
                yield error("law_name", message, _place(kind.citation, kind.slug))
    for rule in book.quotas:
        base = rule.limit.base if isinstance(rule.limit, ShareLimit) else MEMBERS
        if base != MEMBERS and base not in book.awards:
            message = f"căn cứ tính tỷ lệ «{base}» phải là «{MEMBERS}» hoặc mã danh hiệu"
            yield error("law_name", message, _place(rule.citation, rule.code))


def _parts(book: LawBook) -> Iterator[Finding]:
    """Phong trào thành phần: the one it is part of is there, and is not part of it in turn."""
    for plan in book.programmes.values():
        place, seen, above = _place(plan.citation, plan.code), [plan.code], plan.part_of
        while above and above in book.programmes and above not in seen:
            seen.append(above)
            above = book.programmes[above].part_of
        if above == plan.code:
            said = " → ".join((*seen, above))
            yield error("law_name", f"«part_of» đi vòng: {said}", place)
        elif plan.part_of and plan.part_of not in book.programmes:
            yield error("law_name", f"không có phong trào «{plan.part_of}» ở «part_of»", place)


def _place(citation: Citation, name: str) -> str:
    return f"tệp {citation.origin}, {name}"


def _contradictions(view: LawView) -> Iterator[Finding]:
    """Hai ngưỡng phiếu cùng áp dụng cho một việc."""
    rules = [
        rule
        for rule in view.book.vote_rules
        if rule.is_active and rule.citation.span.covers(view.on)
    ]
    for one, other in combinations(rules, 2):
        is_same = (one.electorate, one.subject) == (other.electorate, other.subject)
        if is_same and (one.awards & other.awards or not (one.awards or other.awards)):
            what = f"trùng việc với ngưỡng phiếu {one.code} ở tệp {one.citation.origin}"
            yield _incomplete(view, other.citation, other.code, what)


def check_complete(view: LawView) -> list[Finding]:
    """Kiểm tra đủ: on this day every award has, for each kind of nominee, requirements in force
    that name only awards in force."""
    findings = Findings()
    known = {kind.slug for kind in view.awards}
    for kind in view.awards:
        for recipient in sorted(kind.recipients):
            is_required = False
            for occasion in Occasion:
                rules = view.requirements(kind.slug, recipient, occasion)
                is_required |= any(rule.effect is Effect.NOT_ELIGIBLE for rule in rules)
                findings += _loose_ends(view, rules, known)
            if not is_required:
                where = f"không có tiêu chuẩn nào cho {RECIPIENT_WORDS[recipient]}"
                findings.append(_incomplete(view, kind.citation, kind.name, where))
    for programme in view.book.programmes.values():
        for group in programme.groups if view.programme(programme.code) else ():
            others = (one.meaning for rule in group.requirements for one in rule.readings)
            findings += _loose_ends(view, (*group.requirements, *others), known)
    return findings


def _loose_ends(
    view: LawView, rules: tuple[Requirement, ...], known: set[str]
) -> Iterator[Finding]:
    """Chỗ trỏ vào khoảng không: an award or a run that is not there."""
    parts = {rule.code: list(rule.condition.within()) for rule in rules}
    runs = {run.name for found in parts.values() for part in found for run in part.runs()}
    for rule in rules:
        for slug in rule.condition.awards_named():
            if slug not in known:
                what = f"không có danh hiệu «{slug}»"
                yield _incomplete(view, rule.citation, rule.code, what)
        for part in parts[rule.code]:
            if part.run_asked() and part.run_asked() not in runs:
                what = f"không có chuỗi năm «{part.run_asked()}»"
                yield _incomplete(view, rule.citation, rule.code, what)


def _incomplete(view: LawView, citation: Citation, name: str, what: str) -> Finding:
    message = f"ngày {view.on:%d/%m/%Y}: {what}"
    return error("law_incomplete", message, _place(citation, name))
