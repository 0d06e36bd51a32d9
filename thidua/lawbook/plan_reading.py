"""Đọc kế hoạch của một phong trào: deadlines, targets, papers, the road, reports and tasks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from thidua.domain.law.law import AwardKind
from thidua.domain.law.table import Table
from thidua.domain.movement.deadline import BOUND_WORDS, Bound, Deadline
from thidua.domain.movement.plan import (
    PAPER_NEED_WORDS,
    REGISTER_WORDS,
    REPORT_KIND_WORDS,
    ROUND_WORDS,
    AwardRound,
    DossierPaper,
    Phase,
    PlanForm,
    PlanTask,
    ReportDuty,
    RoadStep,
)
from thidua.domain.movement.reading import PlanReading
from thidua.domain.movement.target import LEVEL_WORDS, MEASURE_WORDS, SOURCE_WORDS, Measure, Target
from thidua.lawbook.section_reading import code_of

_T = TypeVar("_T")
NEW_KEYS = (
    *("kind", "theme", "part_of", "goes_with", "bases", "scope", "phases", "rounds", "forms"),
    *("steps", "reports", "tasks", "tie_breaks"),
)
"""Khóa mới của một chương trình; a file without any of them is one of an earlier release."""
_WHOLE = 100
_DECIDED = {"decided": True}
_BOUNDS = {word: bound for bound, word in BOUND_WORDS.items()}
_BETTER = {"cao hơn": False, "thấp hơn": True}


def read_alternatives(table: Table, read: Callable[[Table], _T]) -> tuple[PlanReading[_T], ...]:
    """Đọc các cách hiểu của một bảng: each read by the same reader with its keys replaced."""
    found: list[PlanReading[_T]] = []
    for own, changed in table.alternatives():
        one = PlanReading(code=code_of(own), text=own.text("text"), meaning=read(changed))
        if one.code in [known.code for known in found]:
            raise own.fault(f"hai cách hiểu cùng mã «{one.code}»")
        found.append(one)
    return tuple(found)


def read_deadline(table: Table, *, is_new: bool) -> Deadline:
    """Đọc một thời hạn, with its other readings."""

    def plain(part: Table) -> Deadline:
        part.has("readings")
        found = _moment(part, code_of(part), part.text("text"), is_new=is_new)
        part.finish()
        return found

    return replace(plain(table), readings=read_alternatives(table, plain))


def _moment(table: Table, code: str, text: str, *, is_new: bool) -> Deadline:
    """Đọc mốc thời gian; a day that is not there, or that nobody bounds, is a fault."""
    found = Deadline(
        code=code,
        text=text,
        day=table.maybe_whole("day", 1),
        month=table.maybe_whole("month", 1),
        year=table.maybe_whole("year", 1),
        bound=table.word("bound", _BOUNDS) if table.has("bound") else None,
        year_after=table.maybe_whole("year_after") or 0,
        who=table.maybe_text("who"),
        to=table.maybe_text("to"),
        article=table.maybe_text("article"),
        note=table.maybe_text("note"),
    )
    if found.day is not None or (is_new and found.month is not None):
        try:
            date(found.year or date.max.year, found.month or 0, found.day or 1)
        except ValueError as fault:
            raise table.fault("ngày, tháng của thời hạn không có thật") from fault
    if found.year_after > 1:
        raise table.fault("«year_after» phải là 0 hoặc 1")
    if found.day is not None and found.bound is None and is_new:
        raise table.fault("có «day» thì phải có «bound»: trước, chậm nhất hoặc trong")
    if found.day is not None and found.bound is Bound.WITHIN:
        raise table.fault("«bound» là «trong» thì chỉ ghi tháng hoặc năm, không ghi «day»")
    if found.day is None and found.bound in (Bound.BEFORE, Bound.BY):
        raise table.fault(f"«bound» là «{BOUND_WORDS[found.bound]}» thì cần có «day»")
    if found.bound is not None and found.month is None and found.year is None:
        raise table.fault("thời hạn có «bound» thì cần có «month» hoặc «year»")
    return found


def _rule(table: Table) -> Deadline | None:
    """Đọc quy tắc thời hạn của một báo cáo hoặc nhiệm vụ."""
    rule = table.maybe_table("rule")
    if rule is None:
        return None
    found = _moment(rule, "rule", "thời hạn", is_new=True)
    rule.finish()
    return found


def read_target(table: Table) -> Target:
    """Đọc một mục tiêu, with its other readings."""
    return replace(_plain_target(table), readings=read_alternatives(table, _plain_target))


def _plain_target(table: Table) -> Target:
    table.has("readings")
    measures = {word: measure for measure, word in MEASURE_WORDS.items()}
    sources = {word: source for source, word in SOURCE_WORDS.items()}
    found = Target(
        code=code_of(table),
        text=table.text("text"),
        amount=table.text("amount"),
        year=table.maybe_whole("year", 1),
        measure=table.word("measure", measures) if table.has("measure") else None,
        low=table.maybe_number("low"),
        high=table.maybe_number("high"),
        unit=table.maybe_text("unit"),
        base_year=table.maybe_whole("base_year", 1),
        of=table.maybe_text("of"),
        level=table.word("level", {one: one for one in LEVEL_WORDS}) if table.has("level") else "",
        source=table.word("source", sources) if table.has("source") else None,
        fewer_is_better=table.word("better", _BETTER, False),
        article=table.maybe_text("article"),
        note=table.maybe_text("note"),
    )
    if found.high is not None and (found.low is None or found.high < found.low):
        low = "không có" if found.low is None else found.low
        raise table.fault(f"«high» {found.high} thấp hơn «low» {low}")
    fault = _amount_fault(found)
    if fault:
        raise table.fault(fault)
    if found.measure is not None and found.low is None:
        raise table.fault("mục tiêu có «measure» thì cần có «low»")
    table.finish()
    return found


def _amount_fault(target: Target) -> str:
    """Số không thể có của một mục tiêu; empty where all of them can be."""
    for key, amount in (("low", target.low), ("high", target.high)):
        if amount is not None and amount < 0:
            return f"«{key}» {amount} không được âm"
        if amount is not None and target.measure is Measure.SHARE and amount > _WHOLE:
            return f"«{key}» {amount} quá 100 %, mà «measure» là «tỷ lệ»"
    if target.high is not None and target.fewer_is_better:
        return "«better» là «thấp hơn» thì chỉ ghi «low», không ghi «high»"
    base, year = target.base_year, target.year
    if base is not None and year is not None and base >= year:
        return f"«base_year» {base} phải trước «year» {year}"
    return ""


def read_phase(table: Table) -> Phase:
    """Đọc một giai đoạn."""
    first, last = table.days("from", "to")
    found = Phase(
        code=code_of(table),
        name=table.text("name"),
        first=first,
        last=last,
        article=table.maybe_text("article"),
    )
    table.finish()
    return found


def read_round(table: Table, first: int, last: int) -> AwardRound:
    """Đọc một đợt khen: of one year, of some, or of every year of the movement."""
    kinds = {word: kind for kind, word in ROUND_WORDS.items()}
    year, years = table.maybe_whole("year", 1), table.wholes("years")
    if year is not None and years:
        raise table.fault("chỉ ghi một trong hai khóa «year» và «years»")
    if year is not None:
        years = (year,)
    starts, ends = (min(years), max(years)) if years else (first, last)
    if starts < first or ends > last:
        raise table.fault(f"đợt khen ngoài các năm {first}–{last} của phong trào")
    found = AwardRound(
        code=code_of(table),
        name=table.text("name"),
        kind=table.word("kind", kinds),
        first_year=starts,
        last_year=ends,
        is_undecided=table.word("limits", _DECIDED, False),
        article=table.maybe_text("article"),
        note=table.maybe_text("note"),
    )
    table.finish()
    return found


def read_form(table: Table, awards: Mapping[str, AwardKind]) -> PlanForm:
    """Đọc một hình thức khen của kế hoạch."""
    award = table.text("award")
    if award not in awards:
        raise table.fault(f"không có danh hiệu «{award}»; khai nó bằng bảng [[awards]]")
    found = PlanForm(
        award=award,
        name=table.maybe_text("name") or awards[award].name,
        decides=table.text("decides"),
        cap=table.maybe_text("cap"),
        article=table.maybe_text("article"),
        last=table.day("to"),
    )
    table.finish()
    return found


def read_step(table: Table, deadlines: set[str]) -> RoadStep:
    """Đọc một chặng của hồ sơ; the deadline it names is one of the plan's."""
    found = RoadStep(
        code=code_of(table),
        name=table.text("name"),
        by=table.text("by"),
        to=table.maybe_text("to"),
        deadline=table.maybe_text("deadline"),
        article=table.maybe_text("article"),
    )
    if found.deadline and found.deadline not in deadlines:
        raise table.fault(f"không có thời hạn «{found.deadline}» ở «deadlines»")
    table.finish()
    return found


def read_papers(table: Table) -> tuple[DossierPaper, ...]:
    """Đọc giấy tờ của hồ sơ; a list of bare texts is how earlier releases wrote them."""
    if table.holds_texts("dossier"):
        texts = table.texts("dossier")
        return tuple(
            DossierPaper(code=f"giay-to-{number}", text=text)
            for number, text in enumerate(texts, start=1)
        )
    return tuple(_paper(part) for part in table.tables("dossier"))


def _paper(table: Table) -> DossierPaper:
    known = {word: need for need, word in PAPER_NEED_WORDS.items()}
    found = DossierPaper(
        code=code_of(table),
        text=table.text("text"),
        origin=table.maybe_text("from"),
        copies=table.maybe_whole("copies", 1),
        needs=tuple(table.words("needs", known)),
        article=table.maybe_text("article"),
    )
    table.finish()
    return found


def read_report(table: Table) -> ReportDuty:
    """Đọc một chế độ báo cáo."""
    kinds = {word: kind for kind, word in REPORT_KIND_WORDS.items()}
    found = ReportDuty(
        code=code_of(table),
        name=table.text("name"),
        kind=table.word("kind", kinds),
        owed_by=table.needed_texts("owed_by"),
        to=table.text("to"),
        rule=_rule(table),
        article=table.maybe_text("article"),
        note=table.maybe_text("note"),
    )
    table.finish()
    return found


def read_task(table: Table) -> PlanTask:
    """Đọc một nhiệm vụ của kế hoạch."""
    known = {code: code for code in REGISTER_WORDS}
    found = PlanTask(
        code=code_of(table),
        who=table.needed_texts("who"),
        text=table.text("text"),
        registers=tuple(table.words("register", known)),
        article=table.maybe_text("article"),
        rule=_rule(table),
        is_if_needed=table.flag("if_needed", default=False),
    )
    table.finish()
    return found
