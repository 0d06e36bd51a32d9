"""Phân bổ chỉ tiêu: the office gives each unit its places of a group, within the group's limit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from thidua.db import movement_queries, queries, road_queries
from thidua.db.tables import QuotaShareTable
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.awards import allocation as words
from thidua.domain.awards.allocation import (
    AllocationRow,
    GroupAllocation,
    QuotaShare,
    RoundAwards,
    RoundGroup,
)
from thidua.domain.awards.proposal import MOST_PLACES, STANDING, ProposedAward
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import LONGEST_TEXT, clean, length_fault
from thidua.domain.ground.titles import nearest
from thidua.domain.law.programme import Programme
from thidua.domain.law.quota import QuotaState, QuotaStatus
from thidua.domain.movement.life import MovementState, is_over
from thidua.domain.movement.plan import AwardRound
from thidua.domain.period.period import BlockPeriod, members_named
from thidua.files.movement.allocation_book import allocation_book
from thidua.services.access import interests
from thidua.services.awards import eligibility, proposals, quotas, shares
from thidua.services.dossier import owners
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import states
from thidua.services.movement.lists import MovementList

_WHAT = "phân bổ chỉ tiêu"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsOfMovement:
    """Khen thưởng của một phong trào như người này được xem.

    `whole` says that counts are of the whole block; else they are of the person's own units.
    """

    groups: tuple[GroupAllocation, ...]
    proposals: tuple[ProposedAward, ...]
    names: Mapping[str, str]
    whole: bool
    round: str
    may_allocate: bool
    further: tuple[RoundAwards, ...] = ()


def of_movement(work: Work, *, plan: Programme) -> AwardsOfMovement:
    """Từng nhóm của phong trào: proposed, eligible, allocated, limit; and its proposals."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    session, period = work.session, work.period
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, period)
    listed = proposals.listed(work) if allowed != frozenset() else ()
    own = tuple(one for one in listed if one.programme == plan.code)
    gone = {one.key for one in shares.gone(session, own)}
    assessed = eligibility.unchecked(session, period, programme=plan.code)
    eligible = _eligible(assessed, allowed)
    given = shares.unchecked(session, period, plan.code)
    yearly = [one for one in own if not one.round]
    mine = [one for one in given if allowed is None or one.unit in allowed]
    limited = limits(session, period, plan)
    return AwardsOfMovement(
        groups=tuple(
            GroupAllocation(
                group=group.code,
                name=group.name,
                state=limited[group.code],
                shares=tuple(one for one in mine if one.group == group.code),
                proposed=sum(one.group == group.code and one.state in STANDING for one in yearly),
                eligible=eligible.get(group.code, 0),
                gone=sum(one.group == group.code and one.key in gone for one in yearly),
            )
            for group in plan.groups
        ),
        proposals=own,
        names={who.code: who.name for who in owners.everybody(session)} if own else {},
        whole=allowed is None,
        round=words.yearly_round(plan, period.year),
        may_allocate=is_allowed(work.actor, Permission.ALLOCATE_QUOTA, period),
        further=tuple(
            _in_round(one, limits(session, period, plan, one.code), plan, own)
            for one in plan.further_rounds(period.year)
        ),
    )


def _in_round(
    award_round: AwardRound,
    limited: Mapping[str, QuotaState],
    plan: Programme,
    own: Sequence[ProposedAward],
) -> RoundAwards:
    """Một đợt khác đợt hằng năm: what is put forward in it, by group, against its own limits."""
    standing = [one for one in own if one.round == award_round.code and one.state in STANDING]
    return RoundAwards(
        round=award_round,
        groups=tuple(
            RoundGroup(
                code=group.code,
                name=group.name,
                proposed=sum(one.group == group.code for one in standing),
                most=limited[group.code].most,
                is_unlimited=limited[group.code].status is QuotaStatus.UNLIMITED,
            )
            for group in plan.groups
        ),
    )


def _eligible(
    assessed: eligibility.Assessment, allowed: frozenset[str] | None
) -> Mapping[str, int]:
    """Bao nhiêu đối tượng đủ điều kiện, by group."""
    if allowed is None:
        return {group: found[group].count for group, found in assessed.quotas.items()}
    return {}


def limits(
    session: Session, period: BlockPeriod, plan: Programme, round_code: str = ""
) -> dict[str, QuotaState]:
    """Hạn mức của từng nhóm trong kỳ và đợt này, whoever asks, with none put forward."""
    view = law.book(session).at(eligibility.last_day(period.year))
    members = [one.code for one in block_members.members(session, period)]
    bases = quotas.bases_of(session, period, members, plan)
    chosen = quotas.unchecked_choices(session, period)
    found = quotas.of_programme(view, plan, {}, bases, chosen, period.year, round_code)
    return {group.code: found[group.code][group.code] for group in plan.groups}


def unchecked_to_allocate(session: Session, period: BlockPeriod) -> Iterator[tuple[str, list[str]]]:
    """Phong trào đang chạy mà nhóm có hạn mức chưa phân bổ, whoever asks: its name, the groups.

    Only where the plan begins its road with allocating.
    """
    if not period.part.is_year or law.faults(session):
        return
    under_way = movement_queries.movement_states(session)
    for code, plan in law.book(session).programmes.items():
        state = under_way.get(code)
        if state in (None, MovementState.DRAFT) or is_over(state) or period.year not in plan.years:
            continue
        allocates = any(step.to and not step.deadline for step in plan.steps[:1])
        if not allocates or not words.yearly_round(plan, period.year):
            continue
        given = {one.group for one in shares.unchecked(session, period, code) if one.allowed}
        limited = limits(session, period, plan)
        missing = [group for group, state in limited.items() if state.most and group not in given]
        if missing:
            yield plan.name, missing


def set_share(
    work: Work,
    *,
    programme: str,
    round_code: str,
    group: str,
    unit: str,
    places: int,
    seen: int,
    from_rest: int = 0,
    reason: str = "",
) -> None:
    """Phân bổ suất của một nhóm cho một đơn vị; `from_rest` are places of the rest, with a reason.

    Refused where all together pass the limit of the group. NotPermitted for whoever is of a unit
    that competes for them.
    """
    work = _require(work)
    take_turn(work.session)
    _book_of(work)
    plan = _running(work, programme)
    said = clean(reason)
    wanted = QuotaShare(
        programme=programme,
        round=round_code,
        group=group,
        unit=unit,
        places=places,
        from_rest=from_rest,
        reason=said,
    )
    fault = length_fault(said, LONGEST_TEXT)
    if fault:
        raise Refused(f"Lý do {fault}.")
    _title, fault = _fault(work, plan, wanted) or ("", "")
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    given = {one.unit: one for one in shares.unchecked(work.session, work.period, programme, group)}
    before = given.get(unit)
    if (0 if before is None else before.version) != seen:
        raise StaleEdit("Phân bổ này vừa được người khác ghi; hãy xem lại.")
    if before is not None and replace(before, version=0) == wanted:
        raise Refused("Không có gì để đổi.")
    _require_within(work, plan, [*({**given, unit: wanted}).values()])
    _require_used(work, plan, wanted)
    row = _written(work, wanted)
    work.record(Act("quota.shared", unit, rows=[row_of(row)], reason=said))


def _require(work: Work) -> Work:
    work = work.require(Permission.ALLOCATE_QUOTA)
    interests.require_no_competitor(work)
    return work


def _book_of(work: Work) -> None:
    """Yêu cầu bộ luật dùng được: limits are read from it."""
    wrong = law.faults(work.session)
    if wrong:
        raise Refused(f"Bộ luật có lỗi nên chưa phân bổ được: {wrong[0]}.")


def _running(work: Work, programme: str) -> Programme:
    plan = law.book(work.session).programmes.get(programme)
    if plan is None:
        raise NotFound
    states.require_running(plan, states.unchecked(work.session, programme).state, _WHAT)
    return plan


def _fault(work: Work, plan: Programme, one: QuotaShare) -> tuple[str, str] | None:
    """Chỗ sai của một suất: the column and the sentence; None where all is well but for sums."""
    year = work.period.year
    if year not in plan.years:
        return words.YEAR, f"năm {year} ngoài phong trào «{plan.name}»"
    fault = words.round_fault(plan, one.round, year)
    if fault:
        return words.ROUND, fault
    group = plan.group(one.group)
    if group is None:
        known = ", ".join(each.code for each in plan.groups)
        return words.GROUP, f"không có nhóm «{one.group}»; nhóm dùng được: {known}"
    fault = words.limit_fault(one.group, limits(work.session, work.period, plan)[one.group])
    if fault:
        return words.GROUP, fault
    members = [each.code for each in block_members.members(work.session, work.period)]
    if one.unit not in members:
        near = nearest(one.unit, members)
        return words.UNIT, f"không có đơn vị «{one.unit}»{f'; gần nhất: {near}' if near else ''}"
    if not (0 <= one.places <= MOST_PLACES and 0 <= one.from_rest <= MOST_PLACES):
        return words.PLACES, f"số suất phải từ 0 đến {MOST_PLACES}"
    if one.from_rest and not one.reason:
        return words.PLACES, "lấy từ phần chưa phân bổ thì cần ghi lý do"
    return None


def _require_within(work: Work, plan: Programme, after: Sequence[QuotaShare]) -> None:
    fault = _over(work, plan, after)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")


def _over(work: Work, plan: Programme, after: Iterable[QuotaShare]) -> str:
    """Nhóm nào phân bổ vượt hạn mức; empty where none is."""
    every = list(after)
    limited = limits(work.session, work.period, plan)
    faults = [
        words.over_fault(code, state.most, [one for one in every if one.group == code])
        for code, state in limited.items()
        if state.most is not None
    ]
    return "; ".join(filter(None, faults))


def _require_used(work: Work, plan: Programme, one: QuotaShare) -> None:
    """Yêu cầu không bớt suất xuống dưới số hồ sơ đơn vị đã gửi."""
    used = shares.used(work.session, work.period, plan.code, one.group, one.unit)
    if one.allowed < used:
        raise Refused(
            f"«{one.unit}» đã gửi {used} hồ sơ ở nhóm {one.group} nên không bớt xuống "
            f"{one.allowed} suất; trả hồ sơ trước, hoặc để ít nhất {used} suất."
        )


def _written(work: Work, one: QuotaShare) -> QuotaShareTable:
    row = _row(work, one) or QuotaShareTable(
        block_year_id=work.period.id,
        programme=one.programme,
        round_code=one.round,
        group_code=one.group,
        unit_id=queries.unit_key(work.session, one.unit),
        version=0,
        set_by=work.actor.name,
        set_at=work.now,
    )
    row.places, row.from_rest, row.reason = one.places, one.from_rest, one.reason
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    return row


def _row(work: Work, one: QuotaShare) -> QuotaShareTable | None:
    return work.session.exec(
        select(QuotaShareTable).where(
            QuotaShareTable.block_year_id == work.period.id,
            QuotaShareTable.programme == one.programme,
            QuotaShareTable.round_code == one.round,
            QuotaShareTable.group_code == one.group,
            QuotaShareTable.unit_id == queries.unit_key(work.session, one.unit),
        )
    ).first()


def workbook(work: Work) -> bytes:
    """Sổ phân bổ của mọi phong trào trong năm, with the columns of the import."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    found = road_queries.quota_shares(work.session, work.period)
    seen = [one for one in found if allowed is None or one.unit in allowed]
    return allocation_book(seen, work.period.year)


def preview_allocations(
    work: Work, *, rows: Sequence[AllocationRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước sổ phân bổ; nothing is written."""
    return _LIST.preview(work, rows, findings)


def import_allocations(
    work: Work,
    *,
    rows: Sequence[AllocationRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập sổ phân bổ, all or nothing; units it does not name keep their places."""
    return _LIST.bring(work, rows, findings, seen)


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Một dòng đã hiểu, and what it would change."""

    share: QuotaShare
    before: QuotaShare | None

    @property
    def change(self) -> Change:
        new = f"{self.share.allowed} suất"
        subject = f"{self.share.unit} · nhóm {self.share.group} · {self.share.programme}"
        if self.before is None:
            return Change(ChangeKind.NEW, subject, new=new)
        kind = ChangeKind.SAME if self.before.places == self.share.places else ChangeKind.CHANGED
        return Change(kind, subject, f"{self.before.allowed} suất", new)


def _understand(work: Work, rows: Sequence[AllocationRow], findings: Findings) -> list[_Sharing]:
    _book_of(work)
    plans = law.book(work.session).programmes
    first: dict[tuple[str, str, str], AllocationRow] = {}
    units = members_named(block_members.members(work.session, work.period))
    found = []
    for said in rows:
        row = replace(said, unit=units.get(code_key(said.unit), said.unit))
        fault = _row_fault(work, plans, row, first)
        if fault is not None:
            findings.error("allocation", fault[1], row.at.get(fault[0], ""))
            continue
        first[(row.movement, row.group, row.unit)] = row
        given = shares.unchecked(work.session, work.period, row.movement, row.group)
        before = next((one for one in given if one.unit == row.unit), None)
        kept = before or _share(row)
        found.append(_Sharing(replace(kept, places=row.places), before))
    for code in sorted({one.share.programme for one in found}):
        after = {
            (one.group, one.unit): one for one in shares.unchecked(work.session, work.period, code)
        }
        after |= {
            (one.share.group, one.share.unit): one.share
            for one in found
            if one.share.programme == code
        }
        fault_of_sum = _over(work, plans[code], after.values())
        if fault_of_sum:
            findings.error("over", fault_of_sum, code)
    return found


def _share(row: AllocationRow) -> QuotaShare:
    return QuotaShare(
        programme=row.movement,
        round=row.round,
        group=row.group,
        unit=row.unit,
        places=row.places,
    )


def _row_fault(
    work: Work,
    plans: Mapping[str, Programme],
    row: AllocationRow,
    first: Mapping[tuple[str, str, str], AllocationRow],
) -> tuple[str, str] | None:
    if row.year != work.period.year:
        return words.YEAR, f"kỳ đang chọn là năm {work.period.year}; chọn kỳ năm {row.year}"
    plan = plans.get(row.movement)
    if plan is None:
        near = nearest(row.movement, sorted(plans))
        said = f"; gần nhất: {near}" if near else ""
        return words.MOVEMENT, f"không có phong trào «{row.movement}»{said}"
    same = first.get((row.movement, row.group, row.unit))
    if same is not None:
        return words.UNIT, f"trùng dòng ở {same.at.get(words.UNIT, 'dòng trên')}; giữ một dòng"
    fault = _fault(work, plan, _share(row))
    if fault is not None:
        return fault
    used = shares.used(work.session, work.period, row.movement, row.group, row.unit)
    given = shares.unchecked(work.session, work.period, row.movement, row.group)
    allowed = row.places + sum(one.from_rest for one in given if one.unit == row.unit)
    if allowed < used:
        return words.PLACES, f"«{row.unit}» đã gửi {used} hồ sơ; không bớt xuống {allowed} suất"
    return None


def _write(work: Work, listing: Sequence[_Sharing]) -> list[Act]:
    for code in sorted({one.share.programme for one in listing}):
        _running(work, code)
    return [
        Act("quota.shared", one.share.unit, rows=[row_of(_written(work, one.share))])
        for one in listing
    ]


_LIST = MovementList("Sổ phân bổ chỉ tiêu", _require, _understand, _write)
