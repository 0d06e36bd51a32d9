"""Báo cáo phải nộp: of every unit and term of the year, with what became of each."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from thidua.db import report_queries
from thidua.domain.access.permissions import Permission, is_allowed, require_here, units_of
from thidua.domain.ground.errors import NotFound
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.windows import day_of
from thidua.domain.report.duty import BlockDuty
from thidua.domain.report.hand_in import Due, HandIn, HandInState
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.report import duties

DueKey = tuple[str, str, str]
"""Đơn vị, báo cáo, kỳ."""


def of_period(work: Work) -> tuple[Due, ...]:
    """Báo cáo phải nộp của các đơn vị người này được xem, the most pressing first."""
    require_here(work.actor, Permission.VIEW_REPORTS, work.period)
    own = units_of(work.actor, Permission.VIEW_REPORTS, work.period)
    found = unchecked(work.session, work.period, day_of(work.now))
    seen = [one for one in found if own is None or one.unit in own]
    return tuple(sorted(seen, key=lambda one: (one.last is None, one.last or date.max, one.unit)))


def units(work: Work) -> tuple[Member, ...]:
    """Đơn vị mà người này xem được báo cáo."""
    require_here(work.actor, Permission.VIEW_REPORTS, work.period)
    own = units_of(work.actor, Permission.VIEW_REPORTS, work.period)
    members = block_members.members(work.session, work.period)
    return tuple(one for one in members if own is None or one.code in own)


def unchecked(
    session: Session,
    period: BlockPeriod,
    today: date,
    units: Collection[str] | None = None,
) -> tuple[Due, ...]:
    """Báo cáo phải nộp của kỳ này tới ngày này, whoever asks; `units` keeps to these."""
    found = kept(
        session,
        ("reports due", period, today, law.local_mark(session)),
        lambda: _unchecked(session, period, today),
    )
    return found if units is None else tuple(one for one in found if one.unit in units)


def _unchecked(session: Session, period: BlockPeriod, today: date) -> tuple[Due, ...]:
    asked = duties.unchecked(session, period)
    if not asked:
        return ()
    done = _hand_ins(session, period)
    plans = law.book(session).programmes
    found = []
    for member in block_members.members(session, period):
        for duty in asked:
            if not duty.is_owed_by(member):
                continue
            plan = plans.get(duty.programme)
            for term in duty.terms_in(period.year, () if plan is None else plan.years):
                found.append(
                    Due(
                        unit=member.code,
                        duty=duty,
                        term=term,
                        last=duty.last_day(term, period.year),
                        today=today,
                        hand_in=done.get((member.code, duty.code, term.code)),
                    )
                )
    return tuple(found)


def _hand_ins(session: Session, period: BlockPeriod) -> Mapping[DueKey, HandIn]:
    return kept(
        session, ("report hand-ins", period), lambda: report_queries.hand_ins(session, period)
    )


def one(session: Session, period: BlockPeriod, today: date, key: DueKey) -> Due:
    """Một báo cáo phải nộp; NotFound where this unit owes no such report."""
    found = next(
        (due for due in unchecked(session, period, today, {key[0]}) if due.key == key), None
    )
    if found is None:
        raise NotFound
    return found


def to_hand_in(work: Work) -> tuple[Due, ...]:
    """Báo cáo còn phải nộp mà người này nộp được."""
    return tuple(
        due
        for due in of_period(work)
        if due.is_open and is_allowed(work.actor, Permission.SUBMIT_REPORT, work.period, due.unit)
    )


def to_decide(work: Work) -> tuple[Due, ...]:
    """Báo cáo mà người này nhận, trả lại, miễn hoặc ghi bản giấy được."""
    may: dict[str, bool] = {}
    found = []
    for due in of_period(work):
        if due.unit not in may:
            may[due.unit] = interests.may_decide(work, Permission.RECEIVE_REPORT, due.unit)
        if may[due.unit]:
            found.append(due)
    return tuple(found)


def to_receive(work: Work) -> tuple[Due, ...]:
    """Báo cáo đã nộp chờ chính người này nhận."""
    return tuple(due for due in to_decide(work) if is_waiting_for(work, due))


def is_waiting_for(work: Work, due: Due) -> bool:
    """Chờ người này nhận: handed in by somebody else."""
    done = due.hand_in
    is_waiting = done is not None and done.state is HandInState.HANDED_IN
    return is_waiting and done is not None and done.handed_by != work.actor.name


def duty_of(work: Work, code: str) -> BlockDuty:
    """Chế độ báo cáo mang mã này."""
    found = next((one for one in duties.listed(work) if one.code == code), None)
    if found is None:
        raise NotFound
    return found
