"""Kế hoạch hưởng ứng phong trào: what the plan asks of a unit of this kind, and what it pledged."""

from collections.abc import Sequence

from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Heading,
    Items,
    Para,
    Table,
    with_end,
    words,
)
from thidua.domain.document.document import Document
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.points import vi_number
from thidua.domain.law.programme import Programme, ProgrammeGroup
from thidua.domain.movement.participation import Registration, furthest
from thidua.domain.movement.tasks import is_asked
from thidua.domain.period.period import Member
from thidua.domain.period.windows import vi_day
from thidua.domain.ranking.standing_words import MISSING
from thidua.domain.report.duty import is_named
from thidua.services.document import scopes
from thidua.services.document.award_papers import base_words
from thidua.services.document.drafting import Draft
from thidua.services.document.movement.taking_part import of_draft
from thidua.services.ground import block_members
from thidua.services.movement import participations, places

_CENTER, _NUMBER = CellKind.CENTER, CellKind.NUMBER


def plan(asked: Draft) -> Document:
    """Kế hoạch của một đơn vị: tasks and conditions of its kind, each with its article."""
    unit, code = scopes.unit_and_movement(asked.scope)
    draft, found = of_draft(asked, code)
    members = block_members.members(draft.work.session, draft.period)
    member = next(one for one in members if one.code == unit)
    registered = participations.unchecked(draft.work.session, draft.period, code)
    own = furthest([one for one in registered if one.unit == unit], draft.period.year)
    content = Registration() if own is None else own.content
    groups = [
        one
        for one in found.groups
        if Recipient.COLLECTIVE in one.recipients and one.takes(member.kind)
    ]
    body: list[Block] = [
        Heading(1, "I. Mục đích, yêu cầu"),
        draft.text("muc_dich"),
        Heading(1, "II. Nội dung"),
        *_tasks(draft, found, member),
        Heading(1, "III. Chỉ tiêu"),
        *_pledges(draft, content),
        Heading(1, "IV. Tiêu chí, hình thức khen thưởng"),
        *_conditions(found, groups, member),
        Heading(1, "V. Tiến độ"),
        *_phases(found),
        Heading(1, "VI. Tổ chức thực hiện"),
        *_organised(draft, found, member, content),
        draft.text("to_chuc"),
        Para(
            words(
                "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, phản ánh về ",
                draft.line("dau_moi"),
                " để kịp thời giải quyết",
            )
        ),
    ]
    told = ("muc_dich", "to_chuc", "dau_moi")
    receivers = [one.to for one in found.reports if one.to and is_named(member, one.owed_by)]
    return draft.made(
        "Kế hoạch",
        f"Hưởng ứng phong trào «{found.name}»",
        with_end(body),
        is_ready=all(draft.text(one).gap is None for one in told),
        bases=tuple(base_words(one) for one in (found.citation.document, *found.bases)),
        signatures=(draft.signature(),),
        recipients=draft.recipients(*dict.fromkeys(receivers)),
    )


def _tasks(draft: Draft, found: Programme, member: Member) -> list[Block]:
    asked = [one for one in found.tasks if is_asked(one, member.kind)]
    text = draft.text("noi_dung")
    if not asked:
        return [text]
    said: list[Block] = [
        Table(
            columns=(
                Column("TT", 3, _CENTER),
                Column("Nhiệm vụ", 22),
                Column("Thời hạn", 8),
                Column("Căn cứ", 8),
            ),
            rows=tuple(
                (str(place), one.text, one.when or MISSING, one.article or MISSING)
                for place, one in enumerate(asked, start=1)
            ),
            title="Nhiệm vụ kế hoạch giao",
            summary=f"{len(asked)} nhiệm vụ của {member.name}",
        )
    ]
    return said if text.gap is not None else [*said, text]


def _pledges(draft: Draft, content: Registration) -> list[Block]:
    text = draft.text("chi_tieu")
    if not content.pledges:
        return [text]
    names = {one.code: one.name for one in places.listed(draft.work)}
    rows: list[tuple[Cell, ...]] = [
        (
            str(place),
            one.content,
            one.unit or MISSING,
            MISSING if one.amount is None else vi_number(one.amount),
            names.get(one.place, one.place) or MISSING,
            MISSING if one.due is None else vi_day(one.due),
        )
        for place, one in enumerate(content.pledges, start=1)
    ]
    table = Table(
        columns=(
            Column("TT", 3, _CENTER),
            Column("Nội dung", 14),
            Column("Đơn vị tính", 6, _CENTER),
            Column("Chỉ tiêu", 5, _NUMBER),
            Column("Địa chỉ", 8),
            Column("Hạn", 6, _CENTER),
        ),
        rows=tuple(rows),
        title="Chỉ tiêu đã đăng ký",
        summary=f"{len(rows)} nội dung đăng ký",
    )
    return [table] if text.gap is not None else [table, text]


def _conditions(found: Programme, groups: Sequence[ProgrammeGroup], member: Member) -> list[Block]:
    if not groups:
        return [Para(words("Kế hoạch không nêu nhóm xét khen của loại đơn vị này."))]
    forms = {one.award: one.name for one in found.forms}
    rows: list[tuple[Cell, ...]] = [
        (rule.code, rule.for_kind(member.kind).text, rule.citation.article or MISSING)
        for group in groups
        for rule in group.requirements
    ]
    limits = [
        f"Nhóm {one.code} {one.name}: {forms.get(one.award, one.award)}, hạn mức {one.limit_words}"
        for one in groups
    ]
    return [
        Table(
            columns=(
                Column("Mã", 5, _CENTER),
                Column("Tiêu chí, điều kiện", 24),
                Column("Căn cứ", 10),
            ),
            rows=tuple(rows),
            title="Tiêu chí, điều kiện xét khen",
            summary=f"{len(rows)} điều kiện của {len(groups)} nhóm",
        ),
        Items(tuple(words(one) for one in limits)),
    ]


def _phases(found: Programme) -> list[Block]:
    said = [f"{one.name}: {one.words}{_by(one.article)}" for one in found.phases]
    if not said:
        said = [f"{one.whole_text}: {one.words()}{_by(one.article)}" for one in found.deadlines]
    if not said:
        first, last = found.first_year, found.last_year
        return [Para(words(f"Phong trào thực hiện trong các năm {first}–{last}."))]
    return [Items(tuple(words(one) for one in said))]


def _organised(
    draft: Draft, found: Programme, member: Member, content: Registration
) -> list[Block]:
    said: list[Block] = []
    if content.in_charge:
        said.append(Para(words(f"Đầu mối phụ trách: {content.in_charge}.")))
    owed = [
        f"{one.name} ({one.when}) → {one.to}{_by(one.article)}"
        for one in found.reports
        if is_named(member, one.owed_by)
    ]
    if owed:
        said.append(Para(words(f"{draft.names[member.code]} báo cáo:"), keep_next=True))
        said.append(Items(tuple(words(one) for one in owed)))
    return said


def _by(article: str) -> str:
    return f" ({article})" if article else ""
