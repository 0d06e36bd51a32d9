"""Thử các điều bằng người thử: what each rule answers of the nominees written beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.domain.awards.eligibility import judge
from thidua.domain.awards.judging import Nominee
from thidua.domain.dossier.award_history import AwardHistory, Occasion
from thidua.domain.dossier.facts import NomineeFacts, Recipient
from thidua.domain.law.book import LawBook
from thidua.domain.law.conditions.measured import STATE_WORDS, RequirementState
from thidua.domain.law.law import Requirement, Span
from thidua.domain.law.rule_nominee import RuleNominee


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrial:
    """Lần thử một người thử: what the rule answers; None where it was not asked at all."""

    rule: Requirement
    nominee: RuleNominee
    answered: RequirementState | None

    @property
    def holds(self) -> bool:
        """Đúng như mong đợi."""
        return self.answered is self.nominee.expected

    def words(self) -> str:
        """Bằng lời: «LDTT.1, người thử «…»: mong đợi đạt, nay không đạt»."""
        now = "không được xét" if self.answered is None else STATE_WORDS[self.answered]
        expected = STATE_WORDS[self.nominee.expected]
        return f"{self.rule.code}, người thử «{self.nominee.name}»: mong đợi {expected}, nay {now}"


def trials(book: LawBook) -> Iterator[RuleTrial]:
    """Thử mọi người thử của mọi điều đang bật."""
    for rule in book.requirements:
        for one in rule.nominees if rule.is_active else ():
            yield RuleTrial(rule=rule, nominee=one, answered=answer(book, rule, one))


def answer(book: LawBook, rule: Requirement, one: RuleNominee) -> RequirementState | None:
    """Điều này trả lời gì về người thử, on the last day of the year judged that is its own."""
    view = book.at(day_of(rule.citation.span, one.year))
    award = next(iter(sorted(rule.awards)))
    recipient = min(rule.recipients & book.awards[award].recipients, default=Recipient.INDIVIDUAL)
    occasion = Occasion.ANNUAL if Occasion.ANNUAL in rule.occasions else Occasion.THEMATIC
    nominee = Nominee(
        code=one.name,
        name=one.name,
        recipient=recipient,
        facts=NomineeFacts(one.facts),
        history=AwardHistory(one.awards, is_complete=True),
    )
    found = judge(view, award, nominee, one.year, occasion)
    return next((row.state for row in found.results if row.code == rule.code), None)


def day_of(span: Span, year: int) -> date:
    """Ngày xét trong hiệu lực của một điều: the last of the year, or the nearest day to it."""
    last = date(year + 1, 1, 1) - timedelta(days=1)
    if last < span.start:
        return span.start
    return last if span.end is None else min(last, span.end)
