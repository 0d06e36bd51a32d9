"""Xét điều kiện khen thưởng: one answer per requirement, with its source and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.awards.judging import Judging, Nominee
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.fact_file import PROGRAMME_GROUP
from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.law.book import LawView
from thidua.domain.law.conditions import Condition, runs_of
from thidua.domain.law.conditions.measured import STATE_WORDS, Measured, RequirementState, RunYear
from thidua.domain.law.law import COMPARED, Citation, Effect, Requirement, Verification
from thidua.domain.law.programme import Programme, ProgrammeGroup


class Conclusion(StrEnum):
    """Kết luận xét một đối tượng."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    MISSING_DATA = "missing_data"
    EXCLUDED = "excluded"
    DEFERRED = "deferred"


CONCLUSION_WORDS = {
    Conclusion.ELIGIBLE: "đủ điều kiện",
    Conclusion.NOT_ELIGIBLE: "chưa đủ điều kiện",
    Conclusion.MISSING_DATA: "thiếu dữ liệu",
    Conclusion.EXCLUDED: "không xét",
    Conclusion.DEFERRED: "tạm hoãn",
}
CHOSEN_AMONG = "đủ điều kiện để được chọn"
"""Kết luận khi tiêu chuẩn chỉ mở ra diện được chọn: the choice itself is somebody else's."""

_OF_EFFECT = {
    Effect.EXCLUDED: Conclusion.EXCLUDED,
    Effect.DEFERRED: Conclusion.DEFERRED,
    Effect.NOT_ELIGIBLE: Conclusion.NOT_ELIGIBLE,
}
"""Kết luận khi một điều kiện không đạt, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementResult:
    """Kết quả của một tiêu chuẩn: value, threshold, source, and what would change it.

    `warnings` say what about the source was not checked for the day of judging.
    """

    code: str
    requirement: str
    state: RequirementState
    value: str | None
    threshold: str
    reference: str
    in_force_from: date | None
    in_force_to: date | None
    verification: Verification
    remedy: str = ""
    effect: Effect = Effect.NOT_ELIGIBLE
    warnings: tuple[str, ...] = ()
    years: tuple[RunYear, ...] = ()
    pool: bool = False

    @property
    def word(self) -> str:
        """Kết quả bằng lời: đạt, không đạt, thiếu dữ liệu."""
        return STATE_WORDS[self.state]

    @property
    def is_compared(self) -> bool:
        """Lời văn đã được đối chiếu cho ngày xét; what rests on no text has no wording."""
        return self.in_force_from is None or self.verification in COMPARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Kết quả xét một đối tượng: the conclusion and the results it rests on.

    `basis` says which of two texts was applied and why, where the law changed in between.
    """

    code: str
    name: str
    award: str
    year: int
    on: date
    conclusion: Conclusion
    results: tuple[RequirementResult, ...]
    programme: str = ""
    group: str = ""
    occasion: Occasion = Occasion.ANNUAL
    basis: str = ""

    @property
    def is_choice(self) -> bool:
        """Đạt chỉ là thuộc diện được chọn."""
        is_eligible = self.conclusion is Conclusion.ELIGIBLE
        return is_eligible and any(row.pool for row in self.results)

    @property
    def word(self) -> str:
        """Kết luận bằng lời; whoever only may be chosen is told so."""
        return CHOSEN_AMONG if self.is_choice else CONCLUSION_WORDS[self.conclusion]

    @property
    def uncompared(self) -> tuple[RequirementResult, ...]:
        """Những tiêu chuẩn chưa đối chiếu lời văn, on which the conclusion rests too."""
        return tuple(row for row in self.results if not row.is_compared)

    @property
    def wanting(self) -> tuple[RequirementResult, ...]:
        """Những tiêu chuẩn chưa đạt hoặc thiếu dữ liệu."""
        return tuple(row for row in self.results if row.state is not RequirementState.MET)

    @property
    def is_one_step_short(self) -> bool:
        """Thiếu một bước: exactly one requirement stands in the way."""
        return len(self.wanting) == 1


def judge(
    view: LawView,
    award: str,
    nominee: Nominee,
    year: int,
    occasion: Occasion = Occasion.ANNUAL,
) -> Eligibility:
    """Xét một đối tượng cho một danh hiệu, under the law in force on the day of `view`."""
    rules = (
        () if view.award(award) is None else view.requirements(award, nominee.recipient, occasion)
    )
    judging = _judging(view, award, nominee, year, occasion, rules)
    results = _results(judging, rules)
    if not any(rule.effect is Effect.NOT_ELIGIBLE for rule in rules):
        results = (_no_rule(view, award), *results)
    conclusion = _conclusion(results)
    return Eligibility(
        code=nominee.code,
        name=nominee.name,
        award=award,
        year=year,
        on=view.on,
        conclusion=conclusion,
        results=results,
        occasion=occasion,
    )


def judge_in_programme(
    view: LawView, programme: Programme, group: ProgrammeGroup, nominee: Nominee, year: int
) -> Eligibility:
    """Xét một đối tượng theo điều kiện của nhóm trong chương trình khen thưởng."""
    rules = tuple(
        rule.for_kind(nominee.kind)
        for rule in group.requirements
        if nominee.recipient in rule.recipients and rule.citation.span.covers(view.on)
    )
    judging = _judging(view, programme.code, nominee, year, programme.occasion, rules)
    results = _results(judging, rules)
    if nominee.recipient not in group.recipients:
        who = RECIPIENT_WORDS[nominee.recipient]
        results = (_outside(group, f"Nhóm «{group.name}»", who, "đưa vào nhóm khác"), *results)
    if nominee.kind and not (group.takes(nominee.kind) or is_stated(group, nominee)):
        kinds = f"Nhóm «{group.name}» nhận {', '.join(group.kinds)}"
        results = (_outside(group, kinds, nominee.kind, "đưa vào nhóm khác"), *results)
    if programme.first_year <= year < programme.first_judged:
        since = f"{programme.citation.span.start:%d/%m/%Y}"
        said = f"{programme.citation.document.name} có hiệu lực từ {since}"
        remedy = f"chọn năm từ {programme.first_judged}"
        results = (_outside(group, said, f"{year}: chưa có hiệu lực", remedy), *results)
    if year not in programme.years:
        period = f"Giai đoạn {programme.first_year}–{programme.last_year}"
        results = (_outside(group, period, str(year), "chọn năm trong giai đoạn"), *results)
    if not rules:
        results = (_no_rule(view, group.award), *results)
    return Eligibility(
        code=nominee.code,
        name=nominee.name,
        award=group.award,
        year=year,
        on=view.on,
        conclusion=_conclusion(results),
        results=results,
        programme=programme.code,
        group=group.code,
        occasion=programme.occasion,
    )


def is_stated(group: ProgrammeGroup, nominee: Nominee) -> bool:
    """Đã được ghi vào nhóm này by somebody, which stands over the kind of the unit."""
    stated = nominee.facts.stated.get((PROGRAMME_GROUP.code, None))
    named = "" if stated is None else folded(str(stated.value))
    return named in (code_key(group.code), code_key(group.name))


def _judging(
    view: LawView,
    award: str,
    nominee: Nominee,
    year: int,
    occasion: Occasion,
    rules: Sequence[Requirement],
) -> Judging:
    runs = runs_of([rule.condition for rule in rules])
    return Judging(view=view, award=award, nominee=nominee, year=year, occasion=occasion, runs=runs)


def _results(judging: Judging, rules: Sequence[Requirement]) -> tuple[RequirementResult, ...]:
    return tuple(
        _result(judging, rule) for rule in rules if not rule.years or judging.year in rule.years
    )


def _result(judging: Judging, rule: Requirement) -> RequirementResult:
    found = rule.condition.measure(judging, judging.year)
    if rule.when is not None:
        found = _limited(judging, rule.when, found)
    remedy = found.remedy
    if rule.remedy and found.state is RequirementState.NOT_MET:
        remedy = _remedy(rule.remedy, found)
    return _cited(rule.citation, judging.view.on, rule, found, remedy)


def _limited(judging: Judging, when: Condition, found: Measured) -> Measured:
    """Điều kiện chỉ áp dụng cho một số đối tượng."""
    applies = when.measure(judging, judging.year)
    state, remedy = RequirementState.MET, ""
    if applies.state is RequirementState.MET or found.state is RequirementState.MET:
        return found
    value: str | None = f"không áp dụng ({applies.about}: {applies.value})"
    if applies.state is RequirementState.MISSING:
        state, value, remedy = RequirementState.MISSING, found.value, applies.remedy
    return Measured(
        state=state, about=found.about, value=value, threshold=found.threshold, remedy=remedy
    )


def _remedy(words: str, found: Measured) -> str:
    """Lời chữa của bộ luật; the general one where it asks for a figure and there is none."""
    if "{n}" not in words:
        return words
    return found.remedy if found.shortfall is None else words.format(n=vi_number(found.shortfall))


def _cited(
    citation: Citation, on: date, rule: Requirement, found: Measured, remedy: str
) -> RequirementResult:
    text = rule.text
    if found.by_way and rule.way is not None:
        citation, text = rule.way.citation, f"{rule.way.text} (cách khác, thay cho «{rule.text}»)"
    return RequirementResult(
        code=rule.code,
        requirement=text,
        state=found.state,
        value=found.value,
        threshold=found.threshold,
        reference=citation.reference,
        in_force_from=citation.span.start,
        in_force_to=citation.span.end,
        verification=citation.verification_on(on),
        remedy=remedy,
        effect=rule.effect,
        warnings=citation.warnings(on),
        years=found.years,
        pool=rule.pool and not found.by_way,
    )


def _no_rule(view: LawView, award: str) -> RequirementResult:
    """Chưa có tiêu chuẩn: nothing in force says when this award may be given."""
    kind = view.book.awards.get(award)
    name = award if kind is None else kind.name
    where = f"bộ luật chưa có tiêu chuẩn của {name} cho ngày {view.on:%d/%m/%Y}"
    span = None if kind is None else kind.citation.span
    return RequirementResult(
        code="",
        requirement="Có tiêu chuẩn đang có hiệu lực",
        state=RequirementState.MISSING,
        value=None,
        threshold="bộ luật có tiêu chuẩn cho ngày xét",
        reference="Bộ luật khen thưởng" if kind is None else kind.citation.reference,
        in_force_from=None if span is None else span.start,
        in_force_to=None if span is None else span.end,
        verification=Verification.UNVERIFIED,
        remedy=f"{where}; thêm vào bộ luật hoặc chọn ngày xét khác",
    )


def _outside(group: ProgrammeGroup, what: str, value: str, remedy: str) -> RequirementResult:
    """Ngoài phạm vi của chương trình: another kind of nominee, or another year."""
    return RequirementResult(
        code=group.code,
        requirement=what,
        state=RequirementState.NOT_MET,
        value=value,
        threshold=what,
        reference=group.citation.reference,
        in_force_from=group.citation.span.start,
        in_force_to=group.citation.span.end,
        verification=group.citation.verification,
        remedy=remedy,
    )


def _conclusion(results: Sequence[RequirementResult]) -> Conclusion:
    """Kết luận: excluded, deferred, then a failure, then a gap, and only then eligible."""
    failed = {row.effect for row in results if row.state is RequirementState.NOT_MET}
    for effect, conclusion in _OF_EFFECT.items():
        if effect in failed:
            return conclusion
    if any(row.state is RequirementState.MISSING for row in results):
        return Conclusion.MISSING_DATA
    return Conclusion.ELIGIBLE
