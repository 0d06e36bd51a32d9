"""Bộ luật khen thưởng: everything of every date, and what of it is in force on one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.catalogue import BUILT_IN
from thidua.domain.dossier.facts import Catalogue, Recipient
from thidua.domain.ground.text import folded
from thidua.domain.law.law import (
    AwardKind,
    Citation,
    Conferrer,
    Effect,
    LawDocument,
    LawQuota,
    OpenWay,
    Requirement,
    SingleUse,
    Switch,
    VoteRule,
)
from thidua.domain.law.programme import Programme
from thidua.domain.law.transition import Transition
from thidua.domain.vote.vote import Subject


@dataclass(frozen=True, kw_only=True)
class LawBook:
    """Bộ luật: entries of one code may follow one another in time, never overlap.

    `requirements` hold the exclusions as well; `switches` are the samples that somebody applies
    here, already active; `local` names the files over the shipped ones.
    """

    documents: Mapping[str, LawDocument]
    awards: Mapping[str, AwardKind]
    requirements: tuple[Requirement, ...] = ()
    conferrers: tuple[Conferrer, ...] = ()
    single_uses: tuple[SingleUse, ...] = ()
    quotas: tuple[LawQuota, ...] = ()
    vote_rules: tuple[VoteRule, ...] = ()
    ways: Mapping[str, OpenWay] = field(default_factory=dict)
    switches: tuple[Switch, ...] = ()
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()
    catalogue: Catalogue = BUILT_IN
    local: tuple[str, ...] = ()

    def at(self, on: date) -> "LawView":
        """Bộ luật có hiệu lực vào ngày xét."""
        return LawView(self, on)

    def citations(self) -> Iterator[Citation]:
        """Mọi căn cứ."""
        yield from (kind.citation for kind in self.awards.values())
        yield from (rule.citation for rule in self.requirements)
        yield from (row.citation for row in self.conferrers)
        yield from (rule.citation for rule in self.single_uses)
        yield from (rule.citation for rule in self.quotas)
        yield from (rule.citation for rule in self.vote_rules)
        yield from (way.citation for way in self.ways.values())
        yield from (rule.citation for rule in self.transitions)
        for programme in self.programmes.values():
            yield programme.citation
            for group in programme.groups:
                yield group.citation
                yield from (requirement.citation for requirement in group.requirements)

    def change_days(self) -> tuple[date, ...]:
        """Những ngày có gì thay đổi: a first day in force, the day after a last one, a caution.

        A document that no rule cites, as the ground of a plan, changes nothing.
        """
        citations = tuple(self.citations())
        cited = {citation.document.code: citation.document for citation in citations}.values()
        spans = [
            *(citation.span for citation in citations),
            *(document.span for document in cited),
        ]
        days = {span.start for span in spans}
        days |= {span.end + timedelta(days=1) for span in spans if span.end is not None}
        days |= {caution.start for document in cited for caution in document.cautions}
        return tuple(sorted(days))

    def award_named(self, name: str) -> AwardKind | None:
        """Tìm danh hiệu theo mã hoặc một cách gọi; case and spacing do not matter."""
        asked = folded(name)
        return next(
            (kind for kind in self.awards.values() if asked in map(folded, kind.spellings)), None
        )


@dataclass(frozen=True)
class LawView:
    """Bộ luật của một ngày xét; entries switched off are not part of it."""

    book: LawBook
    on: date

    @property
    def awards(self) -> tuple[AwardKind, ...]:
        """Danh hiệu và hình thức có hiệu lực."""
        return tuple(kind for kind in self.book.awards.values() if self._covers(kind.citation))

    def award(self, slug: str) -> AwardKind | None:
        """Danh hiệu có hiệu lực vào ngày này; None otherwise."""
        return next((kind for kind in self.awards if kind.slug == slug), None)

    def requirements(
        self, award: str, recipient: Recipient, occasion: Occasion = Occasion.ANNUAL
    ) -> tuple[Requirement, ...]:
        """Tiêu chuẩn và điều kiện loại trừ, the requirements first."""
        found = [
            rule
            for rule in self.book.requirements
            if rule.is_active
            and award in rule.awards
            and recipient in rule.recipients
            and occasion in rule.occasions
            and self._covers(rule.citation)
        ]
        return tuple(sorted(found, key=lambda rule: rule.effect is not Effect.NOT_ELIGIBLE))

    def occasions(self, award: str) -> tuple[Occasion, ...]:
        """Những dịp mà danh hiệu này có tiêu chuẩn riêng; the yearly one always."""
        own = {
            occasion
            for rule in self.book.requirements
            if rule.is_active and award in rule.awards and self._covers(rule.citation)
            for occasion in rule.occasions
            if len(rule.occasions) < len(Occasion)
        }
        return tuple(one for one in Occasion if one is Occasion.ANNUAL or one in own)

    def conferrer(self, award: str) -> Conferrer | None:
        """Cấp có thẩm quyền quyết định."""
        return next(
            (row for row in self.book.conferrers if row.award == award and self._is_on(row)), None
        )

    def single_uses(self) -> tuple[SingleUse, ...]:
        """Quy tắc dùng một lần."""
        return tuple(rule for rule in self.book.single_uses if rule.is_active and self._is_on(rule))

    def quotas(self, award: str) -> tuple[LawQuota, ...]:
        """Hạn mức của một danh hiệu."""
        return tuple(
            rule
            for rule in self.book.quotas
            if rule.is_active and rule.award == award and self._is_on(rule)
        )

    def vote_rules(self, subject: Subject) -> tuple[VoteRule, ...]:
        """Các ngưỡng phiếu về một việc; where there is none, somebody has to decide it."""
        return tuple(
            rule
            for rule in self.book.vote_rules
            if rule.is_active and rule.subject is subject and self._is_on(rule)
        )

    def programme(self, code: str) -> Programme | None:
        """Chương trình khen thưởng của phong trào, while it is in force."""
        found = self.book.programmes.get(code)
        return found if found is not None and self._covers(found.citation) else None

    def includes(self, slug: str) -> frozenset[str]:
        """Danh hiệu này và những danh hiệu nó bao gồm."""
        found: set[str] = set()
        waiting = [slug]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                kind = self.book.awards.get(name)
                waiting += () if kind is None else kind.includes
        return frozenset(found)

    def _is_on(self, entry: Conferrer | SingleUse | LawQuota | VoteRule) -> bool:
        return self._covers(entry.citation)

    def _covers(self, citation: Citation) -> bool:
        return citation.span.covers(self.on)
