"""Đọc chương trình khen thưởng của một phong trào: groups, limits, deadlines, papers, targets."""

from collections.abc import Mapping
from datetime import date

from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.dossier.facts import FactType
from thidua.domain.law.law import AwardKind
from thidua.domain.law.programme import Deadline, LeaderLimit, Programme, ProgrammeGroup, Target
from thidua.domain.law.table import Table
from thidua.lawbook.section_reading import (
    Origin,
    code_of,
    read_bare_requirement,
    read_citation,
    read_limit,
)


def read_programme(table: Table, origin: Origin, awards: Mapping[str, AwardKind]) -> Programme:
    """Đọc một chương trình; its groups cite its own document unless they say another."""
    groups = tuple(_group(part, origin, awards) for part in table.tables("groups"))
    codes = [group.code for group in groups]
    if len(set(codes)) < len(codes):
        raise table.fault("hai nhóm trùng mã")
    occasions = {word: occasion for occasion, word in OCCASION_WORDS.items()}
    found = Programme(
        code=code_of(table),
        name=table.text("name"),
        citation=read_citation(table, origin),
        first_year=table.whole("first_year"),
        last_year=table.whole("last_year"),
        groups=groups,
        occasion=table.word("occasion", occasions, Occasion.THEMATIC),
        leader_limits=tuple(
            _leader_limit(part, origin, codes) for part in table.tables("leader_limits")
        ),
        deadlines=tuple(_deadline(part) for part in table.tables("deadlines")),
        dossier=table.texts("dossier"),
        duties=table.texts("duties"),
        targets=tuple(_target(part) for part in table.tables("targets")),
    )
    table.finish()
    return found


def _group(table: Table, origin: Origin, awards: Mapping[str, AwardKind]) -> ProgrammeGroup:
    citation = read_citation(table, origin)
    recipients = table.needed_recipients()
    award = table.text("award")
    if award not in awards:
        raise table.fault(f"không có danh hiệu «{award}»; khai nó bằng bảng [[awards]]")
    limit = table.maybe_table("limit")
    found = ProgrammeGroup(
        code=code_of(table),
        name=table.text("name"),
        award=award,
        recipients=recipients,
        requirements=tuple(
            read_bare_requirement(
                part,
                origin,
                part.recipients() or recipients,
                citation=read_citation(part, origin) if part.has("document") else citation,
            )
            for part in table.tables("requirements")
        ),
        citation=citation,
        limit=None if limit is None else read_limit(limit),
        note=table.maybe_text("remark"),
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


def _deadline(table: Table) -> Deadline:
    found = Deadline(
        code=code_of(table),
        text=table.text("text"),
        day=table.maybe_whole("day", 1),
        month=table.maybe_whole("month", 1),
        year=table.maybe_whole("year", 1),
    )
    if found.day is not None:
        try:
            date(found.year or date.max.year, found.month or 0, found.day)
        except ValueError as fault:
            raise table.fault("ngày, tháng của thời hạn không có thật") from fault
    table.finish()
    return found


def _target(table: Table) -> Target:
    found = Target(
        code_of(table), table.text("text"), table.text("amount"), table.maybe_whole("year", 1)
    )
    table.finish()
    return found
