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
from thidua.domain.law.programme import Programme, ProgrammeGroup
from thidua.domain.law.quota import FixedLimit, ShareLimit, SizeLimit
from thidua.domain.movement.deadline import Deadline
from thidua.domain.movement.target import Target


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
    words += [f"với {', '.join(one.kinds)} [{said(one.condition)}]" for one in rule.branches]
    words += [f"cách hiểu {one.code} [{said(one.meaning.condition)}]" for one in rule.readings]
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
        limit += "" if quota.beside is None else f" ngoài {quota.beside.code}"
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
            return f"{_share(limit.share)} {limit.base}{' nhập' if limit.stated else ''}"
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
        yield f"chương trình {plan.code}", "; ".join(_head(plan))
        for group in plan.groups:
            place = f"{plan.code} {group.code}"
            yield place, _group(group)
            for rule in group.requirements:
                yield f"{place} {rule.code}", _rule(rule)
        for share in plan.leader_limits:
            choices = "; ".join(f"{code}: {', '.join(groups)}" for code, groups in share.choices)
            words = f"{share.fact.code} <= {_share(share.share)} {', '.join(share.groups)}"
            yield f"{plan.code} {share.code}", f"{words}; {choices}; {_cited(share.citation)}"
        for one in plan.deadlines:
            yield f"{plan.code} hạn {one.code}", _moment(one)
        for target in plan.targets:
            yield f"{plan.code} mục tiêu {target.code}", _target(target)
        for line in _plan(plan):
            yield f"{plan.code} kế hoạch", line


def _head(plan: Programme) -> Iterator[str]:
    yield f"{plan.first_year}–{plan.last_year} {plan.occasion.value}"
    if plan.kind is not None:
        yield f"{plan.kind.value} {plan.reach.value}"
    if plan.part_of:
        yield f"trong {plan.part_of}"
    yield _cited(plan.citation)


def _group(group: ProgrammeGroup) -> str:
    limit = "" if group.limit is None else f" {_limit(group.limit)}"
    words = [f"{group.award}{limit}", *sorted(group.recipients)]
    words += [f"loại {', '.join(group.kinds)}"] if group.kinds else []
    words += [f"hình thức {', '.join(group.forms)}"] if group.forms else []
    words += [f"cách hiểu {one.code}: {', '.join(one.meaning.kinds)}" for one in group.readings]
    return "; ".join(words)


def _moment(one: Deadline) -> str:
    bound = "" if one.bound is None else f" {one.bound.value}"
    after = f" +{one.year_after}" if one.year_after else ""
    words = [f"{one.day}/{one.month}/{one.year}{bound}{after}"]
    words += [f"{one.who} → {one.to}"] if one.who else []
    words += [one.article] if one.article else []
    words += [f"cách hiểu {row.code}: +{row.meaning.year_after}" for row in one.readings]
    return "; ".join(words)


def _target(one: Target) -> str:
    words = [f"{one.amount} {one.year}"]
    if one.measure is not None:
        band = f"{one.low}" if one.high is None else f"{one.low}–{one.high}"
        base = f" so {one.base_year}" if one.base_year else ""
        source = "" if one.source is None else one.source.value
        words += [f"{one.measure.value} {band} {one.unit}{base}", f"{one.of} {one.level} {source}"]
    words += [one.article] if one.article else []
    words += [f"cách hiểu {row.code}: {row.meaning.low}" for row in one.readings]
    return "; ".join(words)


def _plan(plan: Programme) -> Iterator[str]:
    for one in plan.bases:
        yield f"căn cứ {one.code}"
    for phase in plan.phases:
        yield f"giai đoạn {phase.code}: {phase.words}; {phase.article}"
    for row in plan.rounds:
        waits = " chưa quy định" if row.is_undecided else ""
        yield f"đợt {row.code}: {row.kind.value} {row.years}{waits}; {row.article}"
    for form in plan.forms:
        until = "" if form.last is None else f" đến {form.last}"
        yield f"hình thức {form.award}: {form.decides}; {form.cap}{until}; {form.article}"
    for step in plan.steps:
        yield f"chặng {step.code}: {step.by} → {step.to}; {step.deadline}; {step.article}"
    for paper in plan.dossier:
        needs = ", ".join(paper.needs)
        yield f"giấy tờ {paper.code}: {paper.origin}; {paper.copies}; {needs}; {paper.article}"
    for duty in plan.reports:
        rule = "" if duty.rule is None else f" {_moment(duty.rule)}"
        owed = ", ".join(duty.owed_by)
        yield f"báo cáo {duty.code}: {duty.kind.value}{rule}; {owed} → {duty.to}; {duty.article}"
    for task in plan.tasks:
        rule = "" if task.rule is None else f" {_moment(task.rule)}"
        need = " nếu cần" if task.is_if_needed else ""
        who, where = ", ".join(task.who), ", ".join(task.registers)
        yield f"nhiệm vụ {task.code}{rule}{need}: {who}; {where}; {task.article}"
