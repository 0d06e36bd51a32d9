"""Đọc chương trình khen thưởng của một phong trào: groups with their conditions and limits."""

from collections.abc import Mapping
from dataclasses import replace

from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.dossier.facts import FactType, Recipient
from thidua.domain.law.conditions import read_condition
from thidua.domain.law.law import AwardKind, Citation, KindBranch, LawDocument, Requirement
from thidua.domain.law.programme import LeaderLimit, Programme, ProgrammeGroup
from thidua.domain.law.table import Table
from thidua.domain.movement.plan import MOVEMENT_KIND_WORDS, REACH_WORDS, MovementKind, Reach
from thidua.lawbook.plan_reading import (
    NEW_KEYS,
    read_alternatives,
    read_deadline,
    read_form,
    read_papers,
    read_phase,
    read_report,
    read_round,
    read_step,
    read_target,
    read_task,
)
from thidua.lawbook.section_reading import (
    Origin,
    code_of,
    read_bare_requirement,
    read_citation,
    read_limit,
)


def read_programme(table: Table, origin: Origin, awards: Mapping[str, AwardKind]) -> Programme:
    """Đọc một chương trình; its groups cite its own document unless they say another.

    A file that has none of the newer keys is one of an earlier release and read as it was then:
    its deadlines need not say whether their day is still on time.
    """
    is_new = any([table.has(key) for key in NEW_KEYS])
    groups = tuple(_group(part, origin, awards) for part in table.tables("groups"))
    codes = [group.code for group in groups]
    if len(set(codes)) < len(codes):
        raise table.fault("hai nhóm trùng mã")
    occasions = {word: occasion for occasion, word in OCCASION_WORDS.items()}
    first, last = table.whole("first_year"), table.whole("last_year")
    if is_new and last < first:
        raise table.fault(f"«last_year» {last} trước «first_year» {first}")
    deadlines = tuple(read_deadline(part, is_new=is_new) for part in table.tables("deadlines"))
    tasks = tuple(read_task(part) for part in table.tables("tasks"))
    found = Programme(
        code=code_of(table),
        name=table.text("name"),
        citation=read_citation(table, origin),
        first_year=first,
        last_year=last,
        groups=groups,
        occasion=table.word("occasion", occasions, Occasion.THEMATIC),
        leader_limits=tuple(
            _leader_limit(part, origin, codes) for part in table.tables("leader_limits")
        ),
        deadlines=deadlines,
        dossier=read_papers(table),
        duties=table.texts("duties"),
        targets=tuple(read_target(part) for part in table.tables("targets")),
        kind=_kind(table),
        theme=table.maybe_text("theme"),
        part_of=code_of(table, "part_of") if table.has("part_of") else "",
        goes_with=table.texts("goes_with"),
        bases=_bases(table, origin),
        reach=table.word(
            "scope", {word: reach for reach, word in REACH_WORDS.items()}, Reach.EVERYBODY
        ),
        phases=tuple(read_phase(part) for part in table.tables("phases")),
        rounds=tuple(read_round(part, first, last) for part in table.tables("rounds")),
        forms=tuple(read_form(part, awards) for part in table.tables("forms")),
        steps=tuple(
            read_step(part, {one.code for one in deadlines}) for part in table.tables("steps")
        ),
        reports=tuple(read_report(part) for part in table.tables("reports")),
        tasks=tasks,
        tie_breaks=table.texts("tie_breaks"),
        note=table.maybe_text("remark"),
    )
    if is_new:
        _require_own_codes(table, found)
        _require_own_years(table, found)
    table.finish()
    return found


def _require_own_codes(table: Table, plan: Programme) -> None:
    """Không mã nào trùng trong một danh sách, and no group names a task that is not there."""
    lists = {
        "deadlines": [one.code for one in plan.deadlines],
        "targets": [one.code for one in plan.targets],
        "phases": [one.code for one in plan.phases],
        "rounds": [one.code for one in plan.rounds],
        "steps": [one.code for one in plan.steps],
        "dossier": [one.code for one in plan.dossier],
        "reports": [one.code for one in plan.reports],
        "tasks": [one.code for one in plan.tasks],
    }
    for key, codes in lists.items():
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice is not None:
            raise table.fault(f"«{key}» có hai dòng mã «{twice}»")
    known = {task.code for task in plan.tasks}
    for group in plan.groups:
        for code in group.tasks:
            if code not in known:
                raise table.fault(f"nhóm «{group.code}» nêu nhiệm vụ lạ «{code}»; khai ở «tasks»")


def _require_own_years(table: Table, plan: Programme) -> None:
    """Năm của mục tiêu và thời hạn nằm trong phong trào, in every reading of them."""
    years = plan.years
    for target in plan.targets:
        for one in (target, *(other.meaning for other in target.readings)):
            if one.year is not None and one.year not in years:
                raise table.fault(_outside(plan, f"mục tiêu «{one.code}»", one.year))
            if one.base_year is not None and one.base_year >= years.stop:
                said = f"năm gốc của mục tiêu «{one.code}»"
                raise table.fault(_outside(plan, said, one.base_year))
    for deadline in plan.deadlines:
        for due in (deadline, *(other.meaning for other in deadline.readings)):
            if due.year is not None and due.year - due.year_after not in years:
                raise table.fault(_outside(plan, f"thời hạn «{due.code}»", due.year))


def _outside(plan: Programme, what: str, year: int) -> str:
    return f"{what} ghi năm {year}, ngoài các năm {plan.first_year}–{plan.last_year} của phong trào"


def _kind(table: Table) -> MovementKind | None:
    known = {word: kind for kind, word in MOVEMENT_KIND_WORDS.items()}
    return table.word("kind", known) if table.has("kind") else None


def _bases(table: Table, origin: Origin) -> tuple[LawDocument, ...]:
    codes = table.texts("bases")
    for code in codes:
        if code not in origin.documents:
            raise table.fault(f"không có văn bản «{code}»; khai nó bằng bảng [[documents]]")

    return tuple(origin.documents[code] for code in codes)


def _group(table: Table, origin: Origin, awards: Mapping[str, AwardKind]) -> ProgrammeGroup:
    return replace(
        _plain_group(table, origin, awards),
        readings=read_alternatives(table, lambda part: _plain_group(part, origin, awards)),
    )


def _plain_group(table: Table, origin: Origin, awards: Mapping[str, AwardKind]) -> ProgrammeGroup:
    citation = read_citation(table, origin)
    recipients = table.needed_recipients()
    award, forms = table.text("award"), table.texts("forms")
    for slug in (award, *forms):
        if slug not in awards:
            raise table.fault(f"không có danh hiệu «{slug}»; khai nó bằng bảng [[awards]]")
    limit = table.maybe_table("limit")
    table.has("readings")
    found = ProgrammeGroup(
        code=code_of(table),
        name=table.text("name"),
        award=award,
        recipients=recipients,
        requirements=tuple(
            _requirement(part, origin, recipients, citation)
            for part in table.tables("requirements")
        ),
        citation=citation,
        limit=None if limit is None else read_limit(limit, is_of_plan=True),
        note=table.maybe_text("remark"),
        kinds=table.texts("kinds"),
        forms=forms,
        prefer=table.texts("prefer"),
        tasks=table.texts("tasks"),
    )
    table.finish()
    return found


def _requirement(
    table: Table, origin: Origin, recipients: frozenset[Recipient], citation: Citation
) -> Requirement:
    """Đọc một điều kiện của nhóm, with its branches by kind of unit and its other readings."""

    def plain(part: Table) -> Requirement:
        part.has("readings")
        branches = tuple(_branch(one, origin) for one in part.tables("by_kind"))
        found = read_bare_requirement(
            part,
            origin,
            part.recipients() or recipients,
            citation=read_citation(part, origin) if part.has("document") else citation,
        )
        return replace(found, branches=branches)

    return replace(plain(table), readings=read_alternatives(table, plain))


def _branch(table: Table, origin: Origin) -> KindBranch:
    found = KindBranch(
        kinds=table.needed_texts("kinds"),
        text=table.text("text"),
        condition=read_condition(table.table("condition"), origin.catalogue),
    )
    table.finish()
    return found


def _leader_limit(table: Table, origin: Origin, groups: list[str]) -> LeaderLimit:
    code = table.text("fact")
    kind = origin.catalogue.get(code)
    if kind is None or kind.type is not FactType.YES_NO:
        raise table.fault(f"«fact» phải là một dữ kiện có/không, không phải «{code}»")
    choices = tuple(
        (code_of(part), _known_groups(part, groups)) for part in table.tables("readings")
    )
    found = LeaderLimit(
        code=code_of(table),
        text=table.text("text"),
        fact=kind,
        share=table.share("share"),
        groups=_known_groups(table, groups),
        citation=read_citation(table, origin),
        choices=choices,
    )
    table.finish()
    return found


def _known_groups(table: Table, groups: list[str]) -> tuple[str, ...]:
    named = table.needed_texts("groups")
    for code in named:
        if code not in groups:
            raise table.fault(f"không có nhóm «{code}» trong chương trình")
    return named
