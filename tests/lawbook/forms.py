"""Bộ luật viết gọn: every rule as one line that says all that judges, counts or limits in it."""

from collections.abc import Iterator
from fractions import Fraction

from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.catalogue import BUILT_IN
from thidua.domain.dossier.fact_file import value_text
from thidua.domain.law.book import LawBook
from thidua.domain.law.conditions import (
    AllOf,
    AnyOf,
    AwardHeld,
    AwardsInRun,
    AwardThatYear,
    Condition,
    FactComparison,
    FactTest,
    MeetsAward,
    OtherWay,
    ShareTest,
    SumInRun,
    YearRun,
    YearsInRun,
)
from thidua.domain.law.law import Citation, Requirement, Span
from thidua.domain.law.quota import FixedLimit, ShareLimit, SizeLimit


def said(part: Condition) -> str:
    """Điều kiện viết gọn."""
    match part:
        case FactTest():
            return f"{part.fact.code} {part.operator} {value_text(part.threshold)}"
        case FactComparison():
            return f"{part.fact.code} {part.operator} {part.other.code}"
        case ShareTest():
            return f"{part.fact.code} >= {_share(part.share)} {part.whole.code}"
        case AwardHeld():
            return f"đã có {' | '.join(part.awards)}"
        case AwardThatYear():
            return f"năm ấy có {' | '.join(part.awards)}"
        case MeetsAward():
            return f"đạt {part.award}"
        case YearRun():
            after = f" sau {' | '.join(part.after)}" if part.after else ""
            late = f" trễ {part.ends_within}" if part.ends_within else ""
            return f"chuỗi {part.name} >= {part.least}{after}{late}: {said(part.each)}"
        case AwardsInRun():
            return f"trong {part.run}: {' | '.join(part.awards)} >= {part.least}"
        case YearsInRun():
            return f"trong {part.run}: số năm [{said(part.each)}] >= {part.least}"
        case SumInRun():
            one = "" if part.one_where is None else f" một nếu [{said(part.one_where)}]"
            return f"trong {part.run}: {part.fact.code} >= {part.least}{one}"
        case AllOf():
            return f"({' và '.join(map(said, part.conditions))})"
        case AnyOf():
            return f"({' hoặc '.join(map(said, part.conditions))})"
        case OtherWay():
            return f"{said(part.condition)} // cách khác ở {part.reference}"
    raise AssertionError(part)


def _share(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _span(span: Span) -> str:
    return f"{span.start}..{'' if span.end is None else span.end}"


def _cited(citation: Citation) -> str:
    return f"{citation.article}; {citation.document.code} {_span(citation.span)}"


def _off(is_active: bool) -> str:
    return "" if is_active else " TẮT"


def _rule(rule: Requirement) -> str:
    words = [said(rule.condition)]
    words += [] if rule.when is None else [f"khi [{said(rule.when)}]"]
    words += [f"năm {', '.join(map(str, rule.years))}"] if rule.years else []
    words += [rule.effect.value, *sorted(rule.recipients), *sorted(rule.awards)]
    words += sorted(rule.occasions) if len(rule.occasions) < len(Occasion) else []
    words += ["chọn"] if rule.pool else []
    return f"{'; '.join(words)}; {_cited(rule.citation)}{_off(rule.is_active)}"


def forms(book: LawBook) -> dict[str, list[str]]:
    """Mọi điều của bộ luật, by code; several versions in their order."""
    found: dict[str, list[str]] = {}
    for code, line in _lines(book):
        found.setdefault(code, []).append(line)
    return found


def _lines(book: LawBook) -> Iterator[tuple[str, str]]:
    for one in book.documents.values():
        signed = "" if one.signed is None else f" ký {one.signed}"
        cautions = "".join(
            f" cảnh báo {caution.start} {caution.amended_by}".rstrip() for caution in one.cautions
        )
        yield f"văn bản {one.code}", f"{_span(one.span)}{signed}{cautions}"
    for kind in book.awards.values():
        words = [kind.form.value, kind.level.value, *sorted(kind.recipients), *kind.includes]
        yield f"danh hiệu {kind.slug}", f"{'; '.join(words)}; {_cited(kind.citation)}"
    for row in book.conferrers:
        yield f"thẩm quyền {row.award}", _cited(row.citation)
    for way in book.ways.values():
        yield way.code, f"{said(way.condition)}; {_cited(way.citation)}"
    for rule in book.requirements:
        yield rule.code, _rule(rule)
    for use in book.single_uses:
        apart = " tách dịp" if use.occasions_apart else ""
        words = f"{', '.join(sorted(use.facts))}{apart}"
        yield use.code, f"{words}; {_cited(use.citation)}{_off(use.is_active)}"
    for quota in book.quotas:
        limit = _limit(quota.limit)
        yield quota.code, f"{quota.award} {limit}; {_cited(quota.citation)}{_off(quota.is_active)}"
    for vote in book.vote_rules:
        quorum = "" if vote.quorum is None else f" có mặt {_share(vote.quorum)}"
        share = f"{_share(vote.threshold.share)} {vote.threshold.base.value}{quorum}"
        words = [vote.electorate.value, vote.subject.value, *sorted(vote.awards), share]
        yield vote.code, f"{'; '.join(words)}; {_cited(vote.citation)}{_off(vote.is_active)}"
    for change in book.transitions:
        kept = " trừ khi văn bản mới có lợi hơn" if change.better else ""
        words = f"{change.amends} theo {change.fact.code}{kept}"
        yield change.code, f"{words}; {_cited(change.citation)}"
    yield from _facts(book)
    yield from _programmes(book)


def _limit(limit: object) -> str:
    match limit:
        case FixedLimit():
            return f"{limit.most}"
        case ShareLimit():
            return f"{_share(limit.share)} {limit.base}"
        case SizeLimit():
            return ", ".join(
                f"{' '.join(f'{one.sign}{one.value}' for one in bounds)}: {most}"
                for bounds, most in limit.rows
            )
    return "cấp trên quyết định"


def _facts(book: LawBook) -> Iterator[tuple[str, str]]:
    for kind in book.catalogue:
        if BUILT_IN.get(kind.code) == kind:
            continue
        words = [kind.type.value, *sorted(kind.recipients), *(word.code for word in kind.words)]
        words += ["mọi năm"] if not kind.yearly else []
        words += ["có thứ tự"] if kind.ordered else []
        words += [f"thường {value_text(kind.assumed)}"] if kind.assumed is not None else []
        words += ["cách hiểu"] if kind.setting else []
        words += ["có văn bản"] if kind.cited else []
        yield f"dữ kiện {kind.code}", "; ".join(words)


def _programmes(book: LawBook) -> Iterator[tuple[str, str]]:
    for plan in book.programmes.values():
        years = f"{plan.first_year}–{plan.last_year} {plan.occasion.value}"
        yield f"chương trình {plan.code}", f"{years}; {_cited(plan.citation)}"
        for group in plan.groups:
            limit = "" if group.limit is None else f" {_limit(group.limit)}"
            place = f"{plan.code} {group.code}"
            yield place, f"{group.award}{limit}; {'; '.join(sorted(group.recipients))}"
            for rule in group.requirements:
                yield f"{place} {rule.code}", _rule(rule)
        for share in plan.leader_limits:
            choices = "; ".join(f"{code}: {', '.join(groups)}" for code, groups in share.choices)
            words = f"{share.fact.code} <= {_share(share.share)} {', '.join(share.groups)}"
            yield f"{plan.code} {share.code}", f"{words}; {choices}; {_cited(share.citation)}"
        for one in plan.deadlines:
            yield f"{plan.code} hạn {one.code}", f"{one.day}/{one.month}/{one.year}"
        for target in plan.targets:
            yield f"{plan.code} mục tiêu", f"{target.text}: {target.amount} {target.year}"
