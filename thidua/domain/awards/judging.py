"""Hồ sơ xét: the nominee, the award and the law of the day, and what is known about each year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from thidua.domain.dossier.award_history import AwardHistory, Occasion, PastAward, UsedAchievement
from thidua.domain.dossier.catalogue import NO_TITLE, TITLE_FACT
from thidua.domain.dossier.fact_file import DOSSIER_KINDS
from thidua.domain.dossier.facts import FactKind, FactValue, NomineeFacts, Recipient
from thidua.domain.law.book import LawView
from thidua.domain.law.conditions import Condition, Run, runs_of
from thidua.domain.law.conditions.figures import declare
from thidua.domain.law.conditions.measured import Measured, RequirementState
from thidua.domain.law.law import AwardForm


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """Đối tượng được xét, with all that is known about it over the years.

    `declared` are the years whose list somebody declared complete; `kind` is that of a unit.
    """

    code: str
    name: str
    recipient: Recipient
    kind: str = ""
    facts: NomineeFacts = field(default_factory=NomineeFacts)
    history: AwardHistory = field(default_factory=AwardHistory)
    used: tuple[UsedAchievement, ...] = ()
    declared: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Judging:
    """Hồ sơ xét một đối tượng cho một danh hiệu của một năm, under the law of one day."""

    view: LawView
    award: str
    nominee: Nominee
    year: int
    occasion: Occasion = Occasion.ANNUAL
    runs: Mapping[str, Run] = field(default_factory=dict)

    def fact(self, kind: FactKind, year: int) -> tuple[FactValue | None, str]:
        """Giá trị của dữ kiện, and why it cannot be counted, if it was used before."""
        stated = self.nominee.facts.of(kind, year)
        if stated is None:
            return kind.assumed if self.is_silent(kind, year) else None, ""
        return stated.value, self._used(kind.code, year, stated.evidence)

    def is_silent(self, kind: FactKind, year: int) -> bool:
        """Không khai gì mà danh sách đã đủ, so that the usual stands for it."""
        stands = kind.setting or self.is_declared(year)
        return kind.assumed is not None and stands and self.is_unstated(kind, year)

    def is_unstated(self, kind: FactKind, year: int) -> bool:
        """Không khai gì, whether or not the list was declared complete."""
        return self.nominee.facts.of(kind, year) is None

    def is_declared(self, year: int) -> bool:
        """Danh sách của năm này đã được khai là đủ."""
        return year in self.nominee.declared

    def evidence(self, kind: FactKind, year: int) -> str:
        """Minh chứng của dữ kiện đã khai."""
        stated = self.nominee.facts.of(kind, year)
        return "" if stated is None else stated.evidence

    def _used(self, what: str, year: int, evidence: str) -> str:
        """Đã dùng cho một lần xét khác, in words with the article."""
        rules = [
            rule
            for rule in self.view.single_uses()
            if not rule.occasions_apart and (what in rule.facts or not rule.facts)
        ]
        if not rules:
            return ""
        article = max(rules, key=lambda rule: bool(rule.facts)).citation.reference
        for use in self.nominee.used:
            is_other = (use.for_award, use.for_year) != (self.award, self.year)
            if is_other and use.is_of(what, year, evidence):
                shown = evidence or use.evidence
                name = f"{shown} " if shown else ""
                used_for = self.name_of(use.for_award)
                return f"{name}đã dùng để xét {used_for} năm {use.for_year} ({article})"
        return ""

    @property
    def counted_occasion(self) -> Occasion | None:
        """Dịp khen được tính; None where the law book does not keep them apart."""
        apart = any(rule.occasions_apart for rule in self.view.single_uses())
        return self.occasion if apart else None

    def name_of(self, slug: str) -> str:
        """Tên danh hiệu; the code itself where the book does not know it."""
        kind = self.view.book.awards.get(slug)
        if kind is not None:
            return kind.name
        programme = self.view.book.programmes.get(slug)
        return slug if programme is None else programme.name

    def names_of(self, slugs: Iterable[str]) -> str:
        """Tên các danh hiệu, joined."""
        return " hoặc ".join(self.name_of(slug) for slug in slugs)

    def awards_given(self, slugs: tuple[str, ...]) -> list[PastAward]:
        """Các lần được tặng tới hết năm xét, whatever higher award includes one of them too."""
        asked = set(slugs)
        held = {
            award.award
            for award in self.nominee.history.awards
            if self.view.includes(award.award) & asked
        }
        found = self.nominee.history.given(held, self.counted_occasion)
        return [award for award in found if award.year <= self.year]

    def awards_held(self, slugs: tuple[str, ...]) -> list[PastAward]:
        """Các lần đã được tặng tính tới ngày xét: what was decided later is not held yet."""
        given = self.awards_given(slugs)
        return [award for award in given if award.day is None or award.day <= self.view.on]

    def times_given(self, slugs: tuple[str, ...], year: int) -> tuple[int, int]:
        """Số lần chắc chắn và số lần có thể được tặng trong một năm.

        Higher awards that include one of these stand for it once, and not beside it.
        """
        given = [
            award.award in slugs
            for award in self.awards_given(slugs)
            if award.year == year and not self._used(award.award, year, award.decision)
        ]
        times = sum(given) or int(bool(given))
        stated = self.stated_title(year)
        if not times and stated is not None and self.view.includes(stated) & set(slugs):
            times = int(not self._used(stated, year, ""))
        return times, max(times, int(not times and self._is_open(slugs, year)))

    def given_in(self, slugs: tuple[str, ...], year: int) -> Measured:
        """Có được tặng trong năm này không."""
        certain, possible = self.times_given(slugs, year)
        names = self.names_of(slugs)
        if certain:
            return Measured(
                state=RequirementState.MET,
                about="",
                value=f"{year}: {names}",
                threshold=f"được tặng {names}",
            )
        if possible:
            remedy = f"cần nhập khen thưởng năm {year}, hoặc {declare(year)}"
            return Measured(
                state=RequirementState.MISSING,
                about="",
                value=None,
                threshold=f"được tặng {names}",
                remedy=remedy,
            )
        why = self._why_not(slugs, year)
        return Measured(
            state=RequirementState.NOT_MET,
            about="",
            value=why,
            threshold=f"được tặng {names}",
            remedy=f"cần được tặng {names}",
        )

    def stated_title(self, year: int) -> str | None:
        """Danh hiệu đã khai cho năm này."""
        stated = self.nominee.facts.of(self.view.book.catalogue.kinds[TITLE_FACT], year)
        return stated.value if stated is not None and isinstance(stated.value, str) else None

    def _is_open(self, slugs: tuple[str, ...], year: int) -> bool:
        """Chưa biết: nobody declared the list of the year complete.

        A person has one title a year, so that whichever is known of a year tells the others.
        """
        if self.knows_all_awards or self.is_declared(year):
            return False
        if self._forms(slugs) != {AwardForm.TITLE}:
            return True
        of_year = [award.award for award in self.nominee.history.awards if award.year == year]
        is_titled = AwardForm.TITLE in self._forms(of_year)
        is_person = self.nominee.recipient is Recipient.INDIVIDUAL
        return self.stated_title(year) is None and not (is_person and is_titled)

    def _forms(self, slugs: Iterable[str]) -> set[AwardForm]:
        known = self.view.book.awards
        return {known[slug].form for slug in slugs if slug in known}

    def _why_not(self, slugs: tuple[str, ...], year: int) -> str:
        for award in self.nominee.history.awards:
            if award.year == year and self.view.includes(award.award) & set(slugs):
                if used := self._used(award.award, year, award.decision):
                    return f"{year}: {used}"
                if self.counted_occasion not in (None, award.occasion):
                    return f"{year}: {self.name_of(award.award)} thuộc dịp khen khác, không tính"
        stated = self.stated_title(year)
        if stated is not None and self.view.includes(stated) & set(slugs):
            return f"{year}: {self._used(stated, year, '')}"
        if stated is not None and stated != NO_TITLE:
            return f"{year}: chỉ có {self.name_of(stated)}"
        return f"{year}: không được tặng {self.names_of(slugs)}"

    def judged_as(self, award: str) -> "tuple[Judging, list[Condition]]":
        """Hồ sơ này xét cho danh hiệu khác, and what that one asks."""
        rules = self.view.requirements(award, self.nominee.recipient, self.occasion)
        conditions = [rule.condition for rule in rules]
        return replace(self, award=award, runs=runs_of(conditions)), conditions

    def run_named(self, name: str) -> Run:
        """Chuỗi năm mang tên ấy trong bộ tiêu chuẩn này."""
        return self.runs[name]

    @property
    def knows_all_awards(self) -> bool:
        """Đã khai đủ các lần khen thưởng của mọi năm."""
        return self.nominee.history.is_complete

    @property
    def stated_years(self) -> frozenset[int]:
        """Những năm có dữ liệu."""
        given = frozenset(award.year for award in self.nominee.history.awards)
        stated = {at for code, at in self.nominee.facts.stated if code not in DOSSIER_KINDS}
        return frozenset(at for at in stated if at is not None) | given
