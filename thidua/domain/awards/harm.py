"""Dữ kiện bất lợi: what, once stated of a unit or a person, alone fails something the law asks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from thidua.domain.awards.judging import Judging, Nominee
from thidua.domain.dossier.facts import Fact, FactKind, NomineeFacts, Recipient
from thidua.domain.law.book import LawBook
from thidua.domain.law.conditions import Condition
from thidua.domain.law.conditions.measured import NOT_MET


@dataclass(frozen=True)
class Harm:
    """Điều bất lợi theo một bộ luật, its samples too: an office may switch them on later."""

    book: LawBook

    @cached_property
    def _asked(self) -> dict[str, list[Condition]]:
        """Điều kiện chỉ hỏi dữ kiện, by the code of each fact it asks about."""
        groups = [one for programme in self.book.programmes.values() for one in programme.groups]
        rules = [*self.book.requirements, *(rule for one in groups for rule in one.requirements)]
        found: dict[str, list[Condition]] = {}
        for rule in rules:
            for part in rule.condition.within():
                for kind in () if part.parts() else part.facts():
                    found.setdefault(kind.code, []).append(part)
        return found

    def is_done_by(
        self, kind: FactKind, year: int | None, stated: Mapping[tuple[str, int | None], Fact]
    ) -> bool:
        """Làm một điều kiện không đạt; `stated` is all that is said, this fact included."""
        at = year or date.max.year
        nominee = Nominee(
            code="", name="", recipient=Recipient.COLLECTIVE, facts=NomineeFacts(stated)
        )
        told = Judging(
            view=self.book.at(date.max.replace(year=at)), award="", nominee=nominee, year=at
        )
        rest = {key: one for key, one in stated.items() if key != (kind.code, year)}
        silent = replace(told, nominee=replace(nominee, facts=NomineeFacts(rest)))
        return any(
            one.measure(told, at).state is NOT_MET and one.measure(silent, at).state is not NOT_MET
            for one in self._asked.get(kind.code, ())
        )
