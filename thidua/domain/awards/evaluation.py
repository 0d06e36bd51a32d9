"""Xét một điều kiện: three answers, exact figures, and what would change the answer."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from thidua.domain.awards.fact_measures import (
    ask,
    comparison,
    fact_test,
    share_test,
    threshold_words,
)
from thidua.domain.awards.judging import Judging
from thidua.domain.awards.measured import Measured, RequirementState, RunYear, all_of, any_of
from thidua.domain.awards.year_runs import FoundRun, find_run, span_words
from thidua.domain.ground.points import vi_number
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
    ShareTest,
    SumInRun,
    YearRun,
    YearsInRun,
)

MET, NOT_MET, MISSING = RequirementState


def measure(judging: Judging, condition: Condition, year: int) -> Measured:
    """Xét điều kiện cho một năm."""
    if isinstance(condition, AllOf):
        return all_of([measure(judging, part, year) for part in condition.conditions])
    if isinstance(condition, AnyOf):
        return any_of([measure(judging, part, year) for part in condition.conditions])
    if isinstance(condition, FactTest):
        return fact_test(judging, condition, year)
    if isinstance(condition, FactComparison):
        return comparison(judging, condition, year)
    if isinstance(condition, ShareTest):
        return share_test(judging, condition, year)
    if isinstance(condition, AwardHeld):
        return _held(judging, condition)
    if isinstance(condition, AwardThatYear):
        return judging.given_in(condition.awards, year)
    if isinstance(condition, MeetsAward):
        return _meets(judging, condition, year)
    if isinstance(condition, YearRun):
        return _run(judging, condition)
    return _in_run(judging, condition)


def _held(judging: Judging, test: AwardHeld) -> Measured:
    names = judging.names_of(test.awards)
    threshold = f"đã được tặng {names}"
    given = judging.awards_given(test.awards)
    if given:
        return Measured(MET, "", ", ".join(f"năm {award.year}" for award in given), threshold)
    if judging.nominee.history.is_known:
        return Measured(NOT_MET, "", "chưa được tặng", threshold, f"cần được tặng {names} trước")
    return Measured(MISSING, "", None, threshold, "cần nhập quá trình khen thưởng")


def _meets(judging: Judging, test: MeetsAward, year: int) -> Measured:
    """Được tặng rồi, or its own requirements are met; a title stated otherwise decides."""
    name = judging.name_of(test.award)
    given = judging.given_in((test.award,), year)
    threshold = f"đạt tiêu chuẩn {name}"
    if given.state is MET or judging.stated_title(year) is not None:
        return replace(given, threshold=threshold)
    rules = judging.view.requirements(test.award, judging.nominee.recipient, judging.occasion)
    runs = {part.name: part for rule in rules for part in _named_runs(rule.condition)}
    inner = replace(judging, award=test.award, runs=runs)
    parts = [measure(inner, rule.condition, year) for rule in rules]
    if not parts:
        remedy = f"bộ luật chưa có tiêu chuẩn của {name}"
        return Measured(MISSING, "", None, threshold, remedy)
    return replace(all_of(parts), threshold=threshold)


def _named_runs(condition: Condition) -> list[YearRun]:
    if isinstance(condition, AllOf | AnyOf):
        return [run for part in condition.conditions for run in _named_runs(part)]
    return [condition] if isinstance(condition, YearRun) else []


def runs_of(conditions: list[Condition]) -> dict[str, YearRun]:
    """Các chuỗi năm được đặt tên trong một bộ tiêu chuẩn."""
    return {run.name: run for condition in conditions for run in _named_runs(condition)}


def _find(judging: Judging, run: YearRun) -> FoundRun:
    anchors = [award.year for award in judging.awards_given(run.after)] if run.after else []
    start = min(anchors, default=None)
    too_early = partial(_too_early, judging, run, start)

    def state_in(at: int) -> Measured:
        return too_early(at) or measure(judging, run.each, at)

    return find_run(state_in, judging.year, run.ends_within, judging.stated_years, run.least)


def _too_early(judging: Judging, run: YearRun, start: int | None, at: int) -> Measured | None:
    """Năm không tính vì chưa sau lần khen làm mốc."""
    if not run.after or (start is not None and at > start):
        return None
    names = judging.names_of(run.after)
    if start is not None:
        why = f"{at}: chỉ tính các năm sau năm {start} ({names})"
        return Measured(NOT_MET, "", why, f"sau khi được tặng {names}")
    if judging.nominee.history.is_known:
        why = f"{at}: chưa được tặng {names}"
        return Measured(NOT_MET, "", why, f"sau khi được tặng {names}", f"cần được tặng {names}")
    remedy = "cần nhập quá trình khen thưởng"
    return Measured(MISSING, "", None, f"sau khi được tặng {names}", remedy)


def _run(judging: Judging, run: YearRun) -> Measured:
    found = _find(judging, run)
    about = _each_words(judging, run.each)
    threshold = f"ít nhất {run.least} năm liên tục"
    if len(found.certain) >= run.least:
        value = span_words(found.certain)
        return Measured(MET, about, value, threshold, years=found.seen)
    gap = found.gap
    why = "" if gap is None else f"; {_year_words(gap)}"
    value = f"{span_words(found.certain)}{why}"
    if len(found.possible) >= run.least:
        wanted = [row for row in found.unknown if row.year in found.possible[-run.least :]]
        remedy = "; ".join(dict.fromkeys(row.measured.remedy for row in wanted))
        return Measured(MISSING, about, value, threshold, remedy, years=found.seen)
    short = run.least - len(found.possible)
    remedy = f"cần thêm {short} năm liên tục nữa"
    if not found.possible:
        remedy = f"chuỗi phải bắt đầu lại: cần {run.least} năm liên tục"
    if found.unknown:
        asked = "; ".join(dict.fromkeys(row.measured.remedy for row in found.unknown))
        remedy = f"{remedy}, kể cả khi có dữ liệu ({asked})"
    return Measured(NOT_MET, about, value, threshold, remedy, Decimal(short), found.seen)


def _year_words(row: RunYear) -> str:
    """Năm đứt, with what was found there."""
    found = row.measured.value or ""
    if found.startswith(f"{row.year}:"):
        return f"đứt ở {found}"
    return f"đứt ở {row.year}: {found}".rstrip(": ")


def _each_words(judging: Judging, condition: Condition) -> str:
    if isinstance(condition, AwardThatYear):
        return judging.names_of(condition.awards)
    if isinstance(condition, FactTest):
        return f"{condition.fact.name} {threshold_words(condition)}"
    if isinstance(condition, AnyOf):
        return " hoặc ".join(_each_words(judging, part) for part in condition.conditions)
    if isinstance(condition, AllOf):
        return " và ".join(_each_words(judging, part) for part in condition.conditions)
    return ""


def _in_run(judging: Judging, test: AwardsInRun | YearsInRun | SumInRun) -> Measured:
    """Đếm trong chuỗi: what is certain decides for, what is possible decides against."""
    run = judging.runs[test.run]
    found = _find(judging, run)
    certain = sum((_times(judging, test, year)[0] for year in found.certain), Decimal(0))
    counts = [_times(judging, test, year)[1] for year in found.possible]
    most = None if None in counts else sum((count for count in counts if count), Decimal(0))
    about, unit = _counted_words(judging, test)
    threshold = f"ít nhất {test.least} {unit} trong chuỗi năm đó"
    value = f"{vi_number(certain)} {unit} trong {span_words(found.certain)}"
    if certain >= test.least:
        return Measured(MET, about, value, threshold)
    if most is None or most >= test.least:
        asked = [row.measured.remedy for row in found.unknown]
        asked += [
            _lacking(judging, test, year)
            for year in found.possible
            if _times(judging, test, year)[1] != _times(judging, test, year)[0]
        ]
        remedy = "; ".join(dict.fromkeys(text for text in asked if text))
        return Measured(MISSING, about, value, threshold, remedy)
    short = test.least - certain
    return Measured(
        NOT_MET, about, value, threshold, f"cần thêm {vi_number(short)} {unit} ({about})", short
    )


def _times(
    judging: Judging, test: AwardsInRun | YearsInRun | SumInRun, year: int
) -> tuple[Decimal, Decimal | None]:
    """Chắc chắn và có thể trong một năm; no upper bound is None."""
    if isinstance(test, AwardsInRun):
        certain, possible = judging.times_given(test.awards, year)
        return Decimal(certain), Decimal(possible)
    if isinstance(test, YearsInRun):
        state = measure(judging, test.each, year).state
        return Decimal(state is MET), Decimal(state is not NOT_MET)
    value, used = judging.fact(test.fact, year)
    if value is None:
        return Decimal(0), None
    counted = Decimal(0) if used or not isinstance(value, Decimal) else value
    return counted, counted


def _counted_words(judging: Judging, test: AwardsInRun | YearsInRun | SumInRun) -> tuple[str, str]:
    if isinstance(test, AwardsInRun):
        return judging.names_of(test.awards), "lần"
    if isinstance(test, YearsInRun):
        return _each_words(judging, test.each), "năm"
    return test.fact.name, test.fact.unit


def _lacking(judging: Judging, test: AwardsInRun | YearsInRun | SumInRun, year: int) -> str:
    if isinstance(test, AwardsInRun):
        return judging.given_in(test.awards, year).remedy
    if isinstance(test, YearsInRun):
        return measure(judging, test.each, year).remedy
    return ask(test.fact, year)
