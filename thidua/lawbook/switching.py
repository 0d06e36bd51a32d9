"""Bật mẫu: samples of one sector or place that an office applies by its own document."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from thidua.domain.ground.finding import Findings
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import Citation, LawLayer, LawQuota, Requirement, Switch, VoteRule

_Sample = TypeVar("_Sample", Requirement, LawQuota, VoteRule)


def switched(book: LawBook, switches: Sequence[Switch], findings: Findings) -> LawBook:
    """Bộ luật với những mẫu đã bật; a switch for what is no sample is told in a finding.

    An own rule in the place of a sample is what it says of itself, switched on or not.
    """
    by_code = {one.code: one for one in switches}
    samples = {
        rule.code
        for rules in (book.requirements, book.quotas, book.vote_rules)
        for rule in rules
        if not rule.is_active or rule.citation.layer is not LawLayer.SHIPPED
    }
    for one in switches:
        if one.code not in samples:
            message = f"«{one.code}» không phải mẫu đang tắt nên không bật được"
            findings.error("law_switch", message, f"tệp {one.origin}, {one.code}")
    return replace(
        book,
        requirements=_on(book.requirements, by_code),
        quotas=_on(book.quotas, by_code),
        vote_rules=tuple(
            replace(rule, threshold=replace(rule.threshold, source=rule.citation.reference))
            for rule in _on(book.vote_rules, by_code)
        ),
        switches=tuple(switches),
    )


def _on(rules: tuple[_Sample, ...], switches: dict[str, Switch]) -> tuple[_Sample, ...]:
    found = []
    for rule in rules:
        switch = switches.get(rule.code)
        if switch is None or rule.is_active:
            found.append(rule)
            continue
        citation = _applied(rule.citation, switch)
        if citation is not None:
            rule = replace(rule, is_active=True, citation=citation)
        found.append(rule)
    return tuple(found)


def _applied(citation: Citation, switch: Switch) -> Citation | None:
    """Căn cứ kèm văn bản của mình; None where the sample ended before it is applied."""
    span = citation.span
    start = max(span.start, switch.start)
    if span.end is not None and span.end < start:
        return None
    return replace(citation, span=replace(span, start=start), adopted=switch.words)
