"""Suất của từng đơn vị: how many of a group each may send, read and held to at every sending."""

from collections.abc import Sequence

from sqlmodel import Session

from thidua.db import dossier_queries, road_queries
from thidua.domain.awards import allocation
from thidua.domain.awards.allocation import QuotaShare
from thidua.domain.awards.proposal import GONE, ProposedAward
from thidua.domain.ground.errors import Refused
from thidua.domain.law.programme import Programme
from thidua.domain.period.period import BlockPeriod
from thidua.services.dossier import owners


def unchecked(
    session: Session, period: BlockPeriod, programme: str, group: str = ""
) -> list[QuotaShare]:
    """Suất đã phân bổ của một phong trào trong kỳ này, of one group or of all, whoever asks."""
    found = road_queries.quota_shares(session, period, programme)
    return [one for one in found if group in ("", one.group)]


def require_covered(
    session: Session, period: BlockPeriod, programme: str, group: str, most: int | None
) -> None:
    """Yêu cầu hạn mức mới vẫn đủ cho những gì đã phân bổ."""
    shares = unchecked(session, period, programme, group) if programme else []
    fault = "" if most is None else allocation.over_fault(group, most, shares)
    if fault:
        raise Refused(f"Hạn mức mới không đủ: {fault}.")


def require_share(
    session: Session, period: BlockPeriod, plan: Programme, one: ProposedAward
) -> None:
    """Yêu cầu đơn vị còn suất được phân bổ để gửi đề nghị này; nothing where none was allocated.

    Places are allocated of the ordinary round alone.
    """
    if one.round:
        return
    shares = unchecked(session, period, plan.code, one.group)
    if not allocation.given(shares):
        return
    unit = owners.unit_of(session, one.recipient, one.subject)
    sent = used(session, period, plan.code, one.group, unit, but=one.key)
    share = next((each for each in shares if each.unit == unit), None)
    fault = allocation.place_fault(one.group, share, sent, unit)
    if fault:
        raise Refused(f"Chưa gửi được hồ sơ: {fault}.")


def used(
    session: Session,
    period: BlockPeriod,
    programme: str,
    group: str,
    unit: str,
    but: int | None = None,
) -> int:
    """Bao nhiêu hồ sơ của đơn vị ở nhóm này đã gửi đi, but for one."""
    units = {(who.recipient, who.code): who.unit for who in owners.everybody(session)}
    listed = dossier_queries.proposals(session, period)
    own = [
        one
        for one in listed
        if one.place == (programme, group)
        and one.key != but
        and units.get((one.recipient, one.subject)) == unit
    ]
    return len(gone(session, own))


def gone(session: Session, found: Sequence[ProposedAward]) -> list[ProposedAward]:
    """Những đề nghị đã gửi đi: sent up, decided, or on the way from their unit."""
    transfers = road_queries.transfers(session, [one.key for one in found])
    return [
        one
        for one in found
        if one.state in GONE
        or (one.is_open and any(each.is_live for each in transfers.get(one.key, ())[-1:]))
    ]
