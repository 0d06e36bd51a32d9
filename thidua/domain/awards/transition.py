"""Xét khi luật chuyển tiếp: the day a dossier was accepted says which of two texts applies."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from thidua.domain.awards.eligibility import (
    CONCLUSION_WORDS,
    Conclusion,
    Eligibility,
    RequirementResult,
    judge,
)
from thidua.domain.awards.judging import Nominee
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.ground.text import listed
from thidua.domain.law.book import LawView
from thidua.domain.law.conditions.measured import RequirementState
from thidua.domain.law.law import Requirement
from thidua.domain.law.transition import Transition

Judged = Callable[[LawView], Eligibility]
Rules = Callable[[LawView], tuple[Requirement, ...]]


def judge_accepted(
    view: LawView,
    award: str,
    nominee: Nominee,
    year: int,
    occasion: Occasion = Occasion.ANNUAL,
) -> Eligibility:
    """Xét một đối tượng cho một danh hiệu, by the text that the day of acceptance calls for."""

    def judged(at: LawView) -> Eligibility:
        return judge(at, award, nominee, year, occasion)

    def rules(at: LawView) -> tuple[Requirement, ...]:
        return _whole(at, award, nominee, occasion)

    for one in view.book.transitions:
        if _concerns(one, view, rules):
            return _across(one, view, nominee, year, judged, rules)
    return judged(view)


def _whole(
    view: LawView, award: str, nominee: Nominee, occasion: Occasion
) -> tuple[Requirement, ...]:
    """Mọi điều quyết định danh hiệu này, with those of the awards it is built on."""
    found: dict[str, tuple[Requirement, ...]] = {}
    waiting = [award]
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found[slug] = view.requirements(slug, nominee.recipient, occasion)
            parts = (part for rule in found[slug] for part in rule.condition.within())
            waiting += [built for part in parts for built in part.built_on()]
    return tuple(rule for slug in sorted(found) for rule in found[slug])


def _concerns(one: Transition, view: LawView, rules: Rules) -> bool:
    """Chuyển tiếp này có nói về danh hiệu ấy: one of its rules rests on either text."""
    texts = {one.amends, one.citation.document.code}
    both = (*rules(view.book.at(one.eve)), *rules(view.book.at(one.boundary)))
    return any(rule.citation.document.code in texts for rule in both)


def _across(
    one: Transition, view: LawView, nominee: Nominee, year: int, judged: Judged, rules: Rules
) -> Eligibility:
    stated = nominee.facts.of(one.fact, year)
    day = stated.value if stated is not None and isinstance(stated.value, date) else None
    if view.on < one.boundary:
        return _not_yet(one, judged(view), day)
    before, after = view.book.at(one.eve), view
    is_same = _asked(rules(before)) == _asked(rules(after))
    if day is None:
        return _undated(one, judged(before), judged(after), is_same=is_same)
    said = f"{one.fact.name.lower()} {day:%d/%m/%Y}"
    edge = f"{one.boundary:%d/%m/%Y}"
    new = one.citation.document.name
    if day >= one.boundary:
        why = f"Áp dụng văn bản mới ({new}): {said}, từ {edge} trở đi"
        return replace(judged(after), basis=f"{why}{_unread(one, rules(after), after)}")
    found = judged(before)
    why = f"Áp dụng văn bản cũ: {said}, trước {edge}"
    if not one.better:
        return replace(found, basis=f"{why}.")
    if is_same:
        lack = f"bộ luật chưa có con số nào của {new} khác văn bản cũ nên chưa so được bên nào"
        return replace(found, basis=f"{why}; {lack} có lợi hơn.")
    other = judged(after)
    if _favour(other) > _favour(found):
        why = (
            f"Áp dụng văn bản mới ({new}) vì có lợi hơn: {said}, trước {edge}; theo văn bản cũ thì "
            f"{CONCLUSION_WORDS[found.conclusion]}"
        )
        return replace(other, basis=f"{why}{_unread(one, rules(after), after)}")
    words = CONCLUSION_WORDS[other.conclusion]
    return replace(found, basis=f"{why}; văn bản mới không có lợi hơn ({words}).")


def _not_yet(one: Transition, found: Eligibility, day: date | None) -> Eligibility:
    """Văn bản mới chưa có hiệu lực ngày xét: it decides nothing yet, whatever day was stated."""
    if day is None:
        return found
    new, edge = one.citation.document.name, f"{one.boundary:%d/%m/%Y}"
    why = f"Áp dụng văn bản cũ: ngày xét {found.on:%d/%m/%Y}, {new} có hiệu lực từ {edge}"
    if day < one.boundary:
        return replace(found, basis=f"{why}.")
    said = f"{one.fact.name.lower()} {day:%d/%m/%Y}"
    return replace(found, basis=f"{why}; {said} thì từ {edge} xét theo văn bản mới.")


def _undated(one: Transition, old: Eligibility, new: Eligibility, *, is_same: bool) -> Eligibility:
    """Chưa có ngày tiếp nhận: asked for where the two texts do not come to the same."""
    lack = f"Chưa có {one.fact.name.lower()}"
    name = one.citation.document.name
    if is_same:
        return replace(new, basis=f"{lack}; bộ luật chưa có gì khác giữa văn bản cũ và {name}.")
    if old.conclusion is new.conclusion:
        same = CONCLUSION_WORDS[new.conclusion]
        return replace(new, basis=f"{lack}; văn bản cũ và {name} cùng kết luận: {same}.")
    by_old, by_new = CONCLUSION_WORDS[old.conclusion], CONCLUSION_WORDS[new.conclusion]
    told = f"theo văn bản cũ: {by_old}; theo {name}: {by_new}"
    asked = RequirementResult(
        code=one.code,
        requirement=one.fact.name,
        state=RequirementState.MISSING,
        value=None,
        threshold=f"trước hay từ {one.boundary:%d/%m/%Y}",
        reference=one.citation.reference,
        in_force_from=one.boundary,
        in_force_to=None,
        verification=one.citation.verification,
        remedy=f"cần nhập «{one.fact.name}»; {told}",
    )
    return replace(
        new,
        results=(asked, *new.results),
        conclusion=Conclusion.MISSING_DATA,
        basis=f"{lack} nên chưa biết áp dụng văn bản nào: {told}.",
    )


def _asked(rules: tuple[Requirement, ...]) -> list[tuple[object, ...]]:
    """Những gì các điều ấy đòi, whatever they cite and however they are worded."""
    return [
        (rule.code, rule.condition, rule.when, rule.years, rule.effect, rule.recipients)
        for rule in rules
    ]


def _unread(one: Transition, rules: tuple[Requirement, ...], view: LawView) -> str:
    """Còn gì chưa đối chiếu với văn bản mới, as the end of a sentence."""
    warned: dict[str, list[str]] = {}
    for rule in rules:
        for caution in rule.citation.document.cautions:
            is_of_new = caution.amended_by == one.citation.document.code
            if is_of_new and caution.text in rule.citation.warnings(view.on):
                warned.setdefault(caution.text, []).append(rule.code)
    told = [f"{text} ({listed(codes, 'điều')})" for text, codes in warned.items()]
    return f"; {'; '.join(told)}." if told else "."


_FAVOUR = {Conclusion.ELIGIBLE: 2, Conclusion.MISSING_DATA: 1}


def _favour(found: Eligibility) -> int:
    """Có lợi đến đâu: eligible before open, open before everything else."""
    return _FAVOUR.get(found.conclusion, 0)
