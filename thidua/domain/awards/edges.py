"""Vừa đủ và vừa thiếu: for each threshold of a rule two nominees that differ in it alone.

The nominees are put together by walking the conditions; what is said of them is what the judging
itself answers. Where no such two can be found, it is said why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product

from thidua.domain.awards.eligibility import (
    CONCLUSION_WORDS,
    Conclusion,
    Eligibility,
    judge,
    judge_in_programme,
)
from thidua.domain.awards.judging import Judging, Nominee
from thidua.domain.dossier.award_history import AwardHistory, Occasion, PastAward
from thidua.domain.dossier.facts import (
    RECIPIENT_WORDS,
    Fact,
    FactKind,
    FactValue,
    NomineeFacts,
    Recipient,
)
from thidua.domain.law.book import LawBook, LawView
from thidua.domain.law.conditions import Condition, runs_of
from thidua.domain.law.conditions.base import Edge
from thidua.domain.law.conditions.measured import STATE_WORDS, RequirementState
from thidua.domain.law.conditions.witness import Witness
from thidua.domain.law.law import OpenWay, Requirement
from thidua.domain.law.programme import Programme, ProgrammeGroup

_TRIES = 100
"""Bao nhiêu cách đi qua các nhánh được thử, before it is said that none was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeCase:
    """Cặp người thử của một ngưỡng: just above and just below it, with what is said of each.

    `differs` is what the two have unlike, above first; `why` says why there is no such pair.
    """

    asked: str
    award: str
    recipient: Recipient
    on: date
    above: Nominee | None = None
    below: Nominee | None = None
    verdicts: tuple[Eligibility, ...] = ()
    differs: tuple[tuple[str, str], ...] = ()
    why: str = ""

    def states(self, code: str) -> tuple[str, ...]:
        """Điều mang mã này trả lời gì về người trên và người dưới ngưỡng, in words."""
        return tuple(
            next((STATE_WORDS[row.state] for row in one.results if row.code == code), "không xét")
            for one in self.verdicts
        )

    @property
    def conclusions(self) -> tuple[str, ...]:
        """Kết luận về người trên và người dưới ngưỡng, in words."""
        return tuple(CONCLUSION_WORDS[one.conclusion] for one in self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Nơi dựng thử: what judges, and all that it will ask."""

    view: LawView
    award: str
    name: str
    recipient: Recipient
    year: int
    occasion: Occasion
    rules: tuple[Requirement, ...]
    judged: Callable[[Nominee], Eligibility]

    @property
    def judging(self) -> Judging:
        """Hồ sơ trống, for words."""
        nobody = Nominee(code="", name="", recipient=self.recipient)
        return Judging(
            view=self.view,
            award=self.award,
            nominee=nobody,
            year=self.year,
            occasion=self.occasion,
            runs=runs_of([rule.condition for rule in self.rules]),
        )

    def asked(self, award: str) -> list[Condition]:
        """Tiêu chuẩn của danh hiệu khác."""
        found = self.view.requirements(award, self.recipient, self.occasion)
        return [rule.condition for rule in found]


def edge_cases(view: LawView, rule: Requirement) -> tuple[EdgeCase, ...]:
    """Các cặp người thử của một điều, under the law of the day of `view`.

    The thresholds of another way of its article belong to that one.
    """
    return _of_rule(view, rule, lambda one: not _leads_by_a_way(rule, one))


def way_edge_cases(view: LawView, way: OpenWay) -> tuple[EdgeCase, ...]:
    """Các cặp người thử của một cách khác, judged by the first rule that it opens."""
    rules = rules_opened(view.book, way)
    rule = next((one for one in rules if one.citation.span.covers(view.on)), None)
    if rule is None:
        return ()
    return _of_rule(view, rule, lambda one: _leads_by_a_way(rule, one))


def rules_opened(book: LawBook, way: OpenWay) -> tuple[Requirement, ...]:
    """Những tiêu chuẩn cũng đạt được theo cách này."""
    return tuple(rule for rule in book.requirements if rule.way is way)


def way_as_rule(book: LawBook, way: OpenWay) -> Requirement:
    """Cách khác như một điều, for whoever it opens a way to."""
    rules = rules_opened(book, way)
    recipients = frozenset[Recipient]().union(*(one.recipients for one in rules))
    return Requirement(
        code=way.code,
        text=way.text,
        condition=way.condition,
        citation=way.citation,
        awards=frozenset[str]().union(*(one.awards for one in rules)),
        recipients=recipients or frozenset(Recipient),
    )


def _leads_by_a_way(rule: Requirement, edge: Edge) -> bool:
    """Ngưỡng đứng trong cách khác của điều này."""
    way = rule.way
    return way is not None and any(one is edge.condition for one in way.condition.within())


def _of_rule(
    view: LawView, rule: Requirement, are_asked: Callable[[Edge], bool]
) -> tuple[EdgeCase, ...]:
    view = _switched_on(view, rule)
    found: tuple[EdgeCase, ...] = ()
    for award in sorted(rule.awards):
        for recipient in sorted(rule.recipients & view.book.awards[award].recipients):
            found = _cases(_of_award(view, award, recipient, rule), rule, are_asked)
            if found and all(case.above is not None for case in found):
                return found
    return found


def _switched_on(view: LawView, rule: Requirement) -> LawView:
    """Bộ luật với điều này đang bật: a sample is tried as it would be."""
    if rule.is_active:
        return view
    rules = [one for one in view.book.requirements if one is not rule]
    book = replace(view.book, requirements=(*rules, replace(rule, is_active=True)))
    return book.at(view.on)


def edge_cases_in(
    view: LawView, programme: Programme, group: ProgrammeGroup, rule: Requirement
) -> tuple[EdgeCase, ...]:
    """Các cặp người thử của một điều trong nhóm của chương trình."""
    year = min(max(view.on.year, programme.first_judged), programme.last_year)
    year = next((one for one in rule.years), year)
    recipient = min(rule.recipients & group.recipients, default=min(group.recipients))
    rules = tuple(
        one
        for one in group.requirements
        if recipient in one.recipients and one.citation.span.covers(view.on)
    )
    ground = _Ground(
        view=view,
        award=programme.code,
        name=f"{programme.name}, nhóm {group.code}",
        recipient=recipient,
        year=year,
        occasion=programme.occasion,
        rules=rules,
        judged=lambda one: judge_in_programme(view, programme, group, one, year),
    )
    return _cases(ground, rule, lambda _: True)


def _of_award(view: LawView, award: str, recipient: Recipient, rule: Requirement) -> _Ground:
    occasion = Occasion.ANNUAL if Occasion.ANNUAL in rule.occasions else Occasion.THEMATIC
    year = next((one for one in rule.years), view.on.year)
    return _Ground(
        view=view,
        award=award,
        name=view.book.awards[award].name,
        recipient=recipient,
        year=year,
        occasion=occasion,
        rules=view.requirements(award, recipient, occasion),
        judged=lambda one: judge(view, award, one, year, occasion),
    )


def _cases(
    ground: _Ground, rule: Requirement, are_asked: Callable[[Edge], bool]
) -> tuple[EdgeCase, ...]:
    found = []
    for edge in filter(are_asked, rule.condition.edges(ground.year)):
        asked = edge.condition.told(ground.judging)
        pair = _pair(ground, rule, edge)
        if pair is None:
            why = (
                "không dựng được hai người chỉ khác nhau ở ngưỡng này mà kết luận khác nhau; hãy "
                "thử tay"
            )
            found.append(_case(ground, asked, why=why))
            continue
        declared = _declared(ground, pair[0])
        above, below = (
            _nominee(ground, one, word, declared) for one, word in zip(pair, _NAMES, strict=True)
        )
        found.append(
            _case(
                ground,
                asked,
                above=above,
                below=below,
                verdicts=(ground.judged(above), ground.judged(below)),
                differs=_differences(ground, *pair),
            )
        )
    return tuple(found)


_NAMES = ("vừa đủ", "vừa thiếu")
_DOCUMENT = "văn bản số 01"
"""Văn bản mà người thử ghi vào minh chứng."""


def _case(
    ground: _Ground,
    asked: str,
    *,
    above: Nominee | None = None,
    below: Nominee | None = None,
    verdicts: tuple[Eligibility, ...] = (),
    differs: tuple[tuple[str, str], ...] = (),
    why: str = "",
) -> EdgeCase:
    return EdgeCase(
        asked=asked,
        award=ground.name,
        recipient=ground.recipient,
        on=ground.view.on,
        above=above,
        below=below,
        verdicts=verdicts,
        differs=differs,
        why=why,
    )


def _pair(ground: _Ground, rule: Requirement, edge: Edge) -> tuple[Witness, Witness] | None:
    """Hai hồ sơ chỉ khác nhau ở ngưỡng ấy, of which one is eligible and the other is not.

    Those where the first stands exactly at the threshold go before those where it is beyond.
    """
    beyond = None
    for branches in islice(_ways(ground, rule, edge), _TRIES):
        above = _built(ground, rule, edge, branches)
        below = above.copy()
        edge.condition.miss(below, edge.year)
        if not _flips(ground, rule, above, below) or len(_differences(ground, above, below)) != 1:
            continue
        again = below.copy()
        edge.condition.meet(again, edge.year)
        if (again.facts, again.given) == (above.facts, above.given):
            return above, below
        beyond = beyond or (above, below)
    return beyond


def _flips(ground: _Ground, rule: Requirement, above: Witness, below: Witness) -> bool:
    declared = _declared(ground, above)
    over = ground.judged(_nominee(ground, above, "", declared))
    under = ground.judged(_nominee(ground, below, "", declared))
    states = [
        next((row.state for row in one.results if row.code == rule.code), None)
        for one in (over, under)
    ]
    return (
        over.conclusion is Conclusion.ELIGIBLE
        and under.conclusion not in (Conclusion.ELIGIBLE, Conclusion.MISSING_DATA)
        and states == [RequirementState.MET, RequirementState.NOT_MET]
    )


def _ways(ground: _Ground, rule: Requirement, edge: Edge) -> Iterator[dict[int, int]]:
    """Các cách đi qua những chỗ «một trong», those on the way to the threshold as it needs."""
    fixed = dict(edge.branches)
    free: dict[int, Sequence[int]] = {}
    for one in _all_conditions(ground, rule):
        for part in one.within():
            if part.joined_by() == "hoặc" and id(part) not in fixed:
                free[id(part)] = _leading_to(edge.condition, part)
    for other, _ in edge.beside:
        for part in other.within():
            if part.joined_by() == "và":
                free[id(part)] = range(len(part.parts()))
    for taken in product(*free.values()):
        yield fixed | dict(zip(free, taken, strict=True))


def _leading_to(condition: Condition, joined: Condition) -> Sequence[int]:
    """Các nhánh, those that lead to this condition first: several rules may share another way."""
    parts = joined.parts()
    there = [place for place, part in enumerate(parts) if condition in part.within()]
    return [*there, *(place for place in range(len(parts)) if place not in there)]


def _all_conditions(ground: _Ground, rule: Requirement) -> list[Condition]:
    """Mọi điều kiện phải đạt, with those of the awards that are built on; the rule's own last."""
    found = [one.condition for one in ground.rules if one.code != rule.code]
    found += [one.when for one in (rule,) if one.when is not None]
    found.append(rule.condition)
    seen: set[str] = set()
    for one in [*found]:
        _add_built_on(ground, one, seen, found)
    return found


def _add_built_on(
    ground: _Ground, condition: Condition, seen: set[str], found: list[Condition]
) -> None:
    for part in condition.within():
        for award in part.built_on():
            if award not in seen:
                seen.add(award)
                for inner in ground.asked(award):
                    found.insert(0, inner)
                    _add_built_on(ground, inner, seen, found)


def _built(ground: _Ground, rule: Requirement, edge: Edge, branches: dict[int, int]) -> Witness:
    """Hồ sơ đạt mọi điều, at the threshold exactly where nothing else asks for more."""
    witness = Witness(year=ground.year, asked=ground.asked, branches=branches)
    own = [one.condition for one in ground.rules if one.code != rule.code]
    own += [rule.when] if rule.when is not None else []
    for one in (rule.condition, *own, rule.condition):
        one.meet(witness, ground.year)
    for other, year in edge.beside:
        other.miss(witness, year)
    edge.condition.meet(witness, edge.year)
    for one in own:
        one.meet(witness, ground.year)
    return witness


def _declared(ground: _Ground, witness: Witness) -> frozenset[int]:
    """Những năm mà danh sách được khai là đủ: silence is data for the two nominees of a pair."""
    said = [at for _, at in witness.facts if at is not None]
    said += [at for _, at in witness.given]
    said += [at for years in witness.runs.values() for at in years]
    return frozenset(range(min(said, default=ground.year) - 1, ground.year + 1))


def _nominee(ground: _Ground, witness: Witness, name: str, declared: frozenset[int]) -> Nominee:
    return Nominee(
        code="THU",
        name=name,
        recipient=ground.recipient,
        facts=NomineeFacts(
            {
                (code, year): Fact(value, _evidence(witness.kinds[code], value))
                for (code, year), value in witness.facts.items()
            }
        ),
        history=AwardHistory(
            tuple(
                PastAward(award=slug, year=year, occasion=ground.occasion)
                for slug, year in sorted(witness.given, key=lambda one: (one[1], one[0]))
            ),
            is_complete=True,
        ),
        declared=declared,
    )


def _evidence(kind: FactKind, value: FactValue) -> str:
    """Văn bản của điều chỉ được tính khi có văn bản."""
    return _DOCUMENT if kind.cited and value is True else ""


def _text(kind: FactKind, value: FactValue | None) -> str:
    said = kind.text(value) or "không khai"
    proof = "" if value is None else _evidence(kind, value)
    return f"{said} ({proof})" if proof else said


def _differences(ground: _Ground, above: Witness, below: Witness) -> tuple[tuple[str, str], ...]:
    """Hai người khác nhau ở gì, in words: above, below."""
    found = []
    kinds = {**above.kinds, **below.kinds}
    for code, year in dict.fromkeys((*above.facts, *below.facts)):
        over, under = above.facts.get((code, year)), below.facts.get((code, year))
        if over != under:
            kind = kinds[code]
            when = "" if year is None else f" năm {year}"
            first, second = (f"{kind.name}{when}: {_text(kind, one)}" for one in (over, under))
            found.append((first, second))
    for slug, year in sorted(above.given ^ below.given):
        told = (f"được tặng {_name(ground, slug)} năm {year}", f"không được tặng năm {year}")
        found.append(told if (slug, year) in above.given else (told[1], told[0]))
    return tuple(found)


def _name(ground: _Ground, slug: str) -> str:
    return ground.judging.name_of(slug)


def nominee_lines(view: LawView, nominee: Nominee) -> tuple[str, ...]:
    """Người thử bằng lời: each fact with its year, then the awards."""
    catalogue = view.book.catalogue
    said = [RECIPIENT_WORDS[nominee.recipient]]
    for (code, year), fact in sorted(
        nominee.facts.stated.items(), key=lambda one: (one[0][0], one[0][1] or 0)
    ):
        kind = catalogue.kinds[code]
        when = "" if year is None else f" năm {year}"
        said.append(f"{kind.name}{when}: {_text(kind, fact.value)}")
    names = {slug: kind.name for slug, kind in view.book.awards.items()}
    said += [
        f"được tặng {names.get(one.award, one.award)} năm {one.year}"
        for one in nominee.history.awards
    ]
    first, last = min(nominee.declared), max(nominee.declared)
    return (*said, f"danh sách các năm {first}–{last} và quá trình khen thưởng đã khai đủ")


def told_lines(
    view: LawView, rule: Requirement, recipient: Recipient
) -> tuple[tuple[int, str], ...]:
    """Điều kiện bằng lời, line by line: how deep it stands, and what it says."""
    award = min(rule.awards, default="")
    nobody = Nominee(code="", name="", recipient=recipient)
    rules: Sequence[Requirement] = (rule,)
    if award:
        rules = (rule, *view.requirements(award, recipient))
    judging = Judging(
        view=view,
        award=award,
        nominee=nobody,
        year=view.on.year,
        runs=runs_of([one.condition for one in rules]),
    )
    return tuple(rule.condition.lines(judging))
