"""Xét điều kiện khen thưởng: every nominee judged by the law of a day, and the quotas beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from thidua.domain.access.permissions import (
    Permission,
    is_allowed,
    require,
    require_here,
    units_of,
)
from thidua.domain.awards.eligibility import (
    Conclusion,
    Eligibility,
    is_stated,
    judge_in_programme,
)
from thidua.domain.awards.nomination import considered
from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.awards.quota_states import bases_wanted
from thidua.domain.awards.transition import judge_accepted
from thidua.domain.awards.unsorted import UnsortedUnit
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.codes import same_code
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.law.book import LawView
from thidua.domain.law.programme import Programme, ProgrammeGroup
from thidua.domain.law.quota import MEMBERS, Contender, QuotaState
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.standing import Standings
from thidua.services.awards import nominees, quotas
from thidua.services.awards.nominees import Candidacy
from thidua.services.awards.quotas import Choices
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.report import proving

States = Mapping[str, Mapping[str, QuotaState]]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Kết quả xét một danh hiệu hoặc một chương trình, for one year under the law of one day.

    `quotas` is how each quota would stand if all who are eligible were put forward, `proposed` how
    it stands with those who were; by award or by group of the programme, then by quota. Both are
    empty for whoever sees only part of the block, and for an award at the review of a movement.
    `period` is None outside of any block. `unsorted` are the units that a programme which sorts
    by kind puts in none of its groups. `lack` says why a programme judges nobody.
    """

    award: str
    programme: str
    year: int
    on: date
    period: BlockPeriod | None
    rows: tuple[Eligibility, ...]
    candidacies: Mapping[tuple[Recipient, str], Candidacy]
    quotas: States
    proposed: States
    unsorted: tuple[UnsortedUnit, ...] = ()
    lack: str = ""


def last_day(year: int) -> date:
    """Ngày xét khi không nói ngày nào: the last of the year judged, never today."""
    return date(year, 12, 31)


def assess(
    work: Work,
    *,
    award: str = "",
    programme: str = "",
    on: date | None = None,
    occasion: Occasion = Occasion.ANNUAL,
) -> Assessment:
    """Xét mọi đối tượng của kỳ này mà người này được xem, for an award or a programme.

    An award is judged for the year's work, or on the `occasion` of a movement.
    """
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    with_board = is_allowed(work.actor, Permission.VIEW_STANDINGS, work.period)
    found = unchecked(
        *(work.session, work.period, award, programme, on),
        with_board=with_board,
        occasion=occasion,
    )
    if allowed is None:
        return found
    own = {key: one for key, one in found.candidacies.items() if one.unit in allowed}
    codes = {code for _, code in own}
    rows = tuple(row for row in found.rows if row.code in codes)
    unsorted = tuple(unit for unit in found.unsorted if unit.code in codes)
    return replace(found, rows=rows, candidacies=own, quotas={}, proposed={}, unsorted=unsorted)


def unchecked(
    session: Session,
    period: BlockPeriod,
    award: str = "",
    programme: str = "",
    on: date | None = None,
    *,
    with_board: bool = True,
    occasion: Occasion = Occasion.ANNUAL,
) -> Assessment:
    """Kết quả xét của một kỳ, whoever asks."""
    day = on or last_day(period.year)

    def read() -> Assessment:
        found = nominees.unchecked(session, period, award, with_board=with_board)
        return _assessed(session, found, period, award, programme, period.year, day, occasion)

    place = ("eligibility", period, award, programme, day, with_board, occasion)
    return kept(session, (*place, proving.today(), law.local_mark(session)), read)


def supposed(
    session: Session,
    period: BlockPeriod,
    ranking: Standings,
    *,
    award: str = "",
    programme: str = "",
) -> Assessment:
    """Kết quả xét của một kỳ nếu bảng xếp hạng là thế này, whoever asks; nothing is kept of it."""
    found = nominees.supposed(session, period, award, ranking)
    day = last_day(period.year)
    return _assessed(session, found, period, award, programme, period.year, day)


def assess_everywhere(
    work: Work,
    *,
    year: int,
    award: str = "",
    programme: str = "",
    on: date | None = None,
    occasion: Occasion = Occasion.ANNUAL,
) -> tuple[Assessment, ...]:
    """Xét mọi đơn vị và cá nhân: an award block by block, a programme over all of them at once.

    Units that belong to no block in this year come last.
    """
    require(work.actor, Permission.KEEP_FACTS)
    day = on or last_day(year)
    periods = nominees.of_year(work.session, year)
    outside = nominees.unchecked_outside(work.session, year)
    if programme:
        everyone: dict[tuple[Recipient, str], Candidacy] = {}
        for period in periods:
            for one in nominees.unchecked(work.session, period):
                # Ranks of different blocks do not order one another.
                rank = one.rank if len(periods) == 1 else None
                everyone.setdefault(_key(one), replace(one, rank=rank))
        everyone |= {_key(one): one for one in outside}
        return (_assessed(work.session, [*everyone.values()], None, "", programme, year, day),)
    found = [
        unchecked(work.session, period, award, on=day, occasion=occasion) for period in periods
    ]
    if outside or not found:
        found.append(_assessed(work.session, outside, None, award, "", year, day, occasion))
    return tuple(found)


def _key(one: Candidacy) -> tuple[Recipient, str]:
    return one.nominee.recipient, one.nominee.code


def _assessed(
    session: Session,
    candidacies: Sequence[Candidacy],
    period: BlockPeriod | None,
    award: str,
    programme: str,
    year: int,
    on: date,
    occasion: Occasion = Occasion.ANNUAL,
) -> Assessment:
    view = law.book(session).at(on)
    field = _Field(
        view=view,
        year=year,
        candidacies={_key(one): one for one in candidacies},
        bases={} if period is None else {MEMBERS: len(block_members.members(session, period))},
        chosen=quotas.unchecked_choices(session, period),
        proposals=() if period is None else quotas.standing(session, period),
        elsewhere=[] if programme else quotas.elsewhere(session, period, view, award),
    )
    unsorted: tuple[UnsortedUnit, ...] = ()
    lack = ""
    if not programme and occasion is Occasion.THEMATIC:
        rows, quotas_of, proposed = _at_review(field, award)
    elif programme:
        plan = quotas.as_chosen(in_force(view, programme, year), field.chosen)
        lack = "" if plan.groups else without_groups(plan)
        unsorted = unsorted_in(plan, field.candidacies.values())
        if period is not None:
            members = [one.code for one in block_members.members(session, period)]
            field = replace(field, bases=quotas.bases_of(session, period, members, plan))
        rows, quotas_of, proposed = _by_programme(field, plan)
    else:
        rows, quotas_of, proposed = _by_award(field, award)
    judged = tuple(row for _, row in rows)
    return Assessment(
        award=award,
        programme=programme,
        year=year,
        on=on,
        period=period,
        rows=judged,
        candidacies=field.candidacies,
        quotas=quotas_of,
        proposed=proposed,
        unsorted=unsorted,
        lack=lack,
    )


@dataclass(frozen=True, kw_only=True)
class _Field:
    """Trường xét: who is judged, by which law, and what the quotas of this block rest on."""

    view: LawView
    year: int
    candidacies: Mapping[tuple[Recipient, str], Candidacy]
    bases: Mapping[str, int]
    chosen: Choices
    proposals: Sequence[ProposedAward]
    elsewhere: Sequence[Contender]

    def put_forward(self, place: tuple[str, str]) -> list[Contender]:
        """Những đối tượng đang được đề nghị ở hạn mức này."""
        return quotas.contenders(self.proposals, place, self.candidacies)


_Rows = list[tuple[Candidacy, Eligibility]]


def _judged(field: _Field, award: str, occasion: Occasion = Occasion.ANNUAL) -> _Rows:
    """Kết quả của mọi đối tượng mà danh hiệu này tặng cho."""
    kind = field.view.book.awards.get(award)
    if kind is None:
        listed = ", ".join(sorted(field.view.book.awards))
        raise NotFound(f"Bộ luật không có danh hiệu «{award}»; các mã dùng được: {listed}.")
    return [
        (one, judge_one(field.view, award, one, field.year, occasion))
        for one in field.candidacies.values()
        if one.nominee.recipient in kind.recipients
    ]


def _at_review(field: _Field, award: str) -> tuple[_Rows, States, States]:
    """Khi tổng kết phong trào; the yearly quotas say nothing of it."""
    return _judged(field, award, Occasion.THEMATIC), {}, {}


def _by_award(field: _Field, award: str) -> tuple[_Rows, States, States]:
    rows = _judged(field, award)
    wanted = bases_wanted(field.view, award)
    reach = {base: _count(field, base) for base in wanted}
    put = {base: len(field.put_forward(("", base))) for base in wanted}
    states = [
        {
            award: quotas.of_award(
                field.view,
                award,
                contenders,
                {**field.bases, **more},
                field.chosen,
                field.elsewhere,
                field.year,
            )
        }
        for contenders, more in (
            ([quotas.contender(one) for one, row in rows if _is_eligible(row)], reach),
            (field.put_forward(("", award)), put),
        )
    ]
    return rows, states[0], states[1]


def _count(field: _Field, award: str) -> int:
    """Số đối tượng đủ điều kiện của danh hiệu làm số nền."""
    kind = field.view.book.awards[award]
    return sum(
        _is_eligible(judge_one(field.view, award, one, field.year))
        for one in field.candidacies.values()
        if one.nominee.recipient in kind.recipients
    )


def _by_programme(field: _Field, plan: Programme) -> tuple[_Rows, States, States]:
    rows = [
        (one, judge_one_in(field.view, plan, group, one, field.year))
        for one in field.candidacies.values()
        for group in groups_of(plan, one)
    ]
    reach: dict[str, list[Contender]] = {}
    for one, row in rows:
        if _is_eligible(row):
            reach.setdefault(row.group, []).append(quotas.contender(one))
    put = {group.code: field.put_forward((plan.code, group.code)) for group in plan.groups}
    states = [
        quotas.of_programme(field.view, plan, contenders, field.bases, field.chosen, field.year)
        for contenders in (reach, put)
    ]
    return rows, states[0], states[1]


def _is_eligible(row: Eligibility) -> bool:
    return row.conclusion is Conclusion.ELIGIBLE


def judge_one(
    view: LawView,
    award: str,
    one: Candidacy,
    year: int,
    occasion: Occasion = Occasion.ANNUAL,
) -> Eligibility:
    """Xét một đối tượng cho một danh hiệu, with what the chair ruled of it."""
    found = judge_accepted(view, award, one.nominee, year, occasion)
    return considered(found, one.consideration)


def judge_one_in(
    view: LawView, plan: Programme, group: ProgrammeGroup, one: Candidacy, year: int
) -> Eligibility:
    """Xét một đối tượng trong một nhóm của chương trình."""
    return considered(judge_in_programme(view, plan, group, one.nominee, year), one.consideration)


def groups_of(plan: Programme, one: Candidacy) -> list[ProgrammeGroup]:
    """Các nhóm mà đối tượng được xét: the one stated for it.

    Where none is stated, those that take its kind and of whose facts the most are known. A unit
    without a kind is in no group of those that ask for one.
    """
    own = [group for group in plan.groups if is_stated(group, one.nominee)]
    if own:
        return own
    fitting = [group for group in plan.groups if _takes(group, one)]
    known = {code for code, _ in one.nominee.facts.stated}
    counts = {group.code: len(known & _asked(group)) for group in fitting}
    most = max(counts.values(), default=0)
    return [group for group in fitting if counts[group.code] == most]


def _takes(group: ProgrammeGroup, one: Candidacy) -> bool:
    """Nhóm nhận đối tượng này: a person whatever the unit, a unit by its kind."""
    if one.nominee.recipient not in group.recipients:
        return False
    return one.nominee.recipient is Recipient.INDIVIDUAL or group.takes(one.nominee.kind)


def unsorted_in(plan: Programme, candidacies: Iterable[Candidacy]) -> tuple[UnsortedUnit, ...]:
    """Đơn vị không ở nhóm nào của chương trình này, though some of its groups take units."""
    if not any(Recipient.COLLECTIVE in group.recipients for group in plan.groups):
        return ()
    return tuple(
        UnsortedUnit(code=one.nominee.code, name=one.nominee.name, kind=one.nominee.kind)
        for one in candidacies
        if one.nominee.recipient is Recipient.COLLECTIVE and not groups_of(plan, one)
    )


def without_groups(plan: Programme) -> str:
    """Vì sao chương trình này không xét ai, and what to do instead."""
    return (
        f"«{plan.name}» không nêu nhóm đối tượng và điều kiện khen riêng "
        f"({plan.citation.reference}): khen theo quy định chung. Hãy xét từng danh hiệu, hình thức "
        "khen theo tiêu chuẩn chung."
    )


def _asked(group: ProgrammeGroup) -> set[str]:
    """Dữ kiện mà các điều kiện của nhóm hỏi tới."""
    parts = [
        part
        for rule in group.requirements
        for part in (rule.condition, rule.when, *(one.condition for one in rule.branches))
        if part is not None
    ]
    return {kind.code for part in parts for kind in part.facts_asked()}


def in_force(view: LawView, code: str, year: int) -> Programme:
    """Chương trình có hiệu lực vào ngày xét, for one of its years."""
    known = view.book.programmes.get(same_code(code, view.book.programmes) or "")
    if known is None:
        listed = ", ".join(sorted(view.book.programmes))
        raise NotFound(f"Bộ luật không có chương trình «{code}»; các mã dùng được: {listed}.")
    found = view.programme(known.code)
    if found is None and known.citation.span.start > view.on:
        since = known.citation.span.start
        raise Refused(
            f"«{known.name}» chưa có hiệu lực vào ngày {view.on:%d/%m/%Y}: "
            f"{known.citation.document.name} có hiệu lực từ {since:%d/%m/%Y}."
        )
    if found is None:
        raise Refused(f"«{known.name}» không có hiệu lực vào ngày {view.on:%d/%m/%Y}.")
    if known.first_year <= year < known.first_judged:
        since = known.citation.span.start
        raise Refused(
            f"«{known.name}» chưa có hiệu lực trong năm {year}: {known.citation.document.name} có "
            f"hiệu lực từ {since:%d/%m/%Y}."
        )
    if year not in known.years:
        raise Refused(
            f"«{known.name}» xét các năm từ {known.first_year} đến {known.last_year}, không xét "
            f"năm {year}."
        )
    return found
