"""Thời hạn: when a stage of a period opens and ends, and which unit was given more time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Extension, StageWindow, Unit
from thidua.domain.access.interest import UNSTATED, interest_of
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, vi_moment
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenExtension:
    """Một lần gia hạn: which unit, in which stage, until when, why and by whom."""

    unit: str
    stage: Stage
    until: datetime
    reason: str
    granted_by: str
    granted_at: datetime


def windows(work: Work) -> dict[Stage, Window]:
    """Khung thời hạn đã đặt, by stage."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return _kept_windows(work.session, work.period)


def _kept_windows(session: Session, period: BlockPeriod) -> dict[Stage, Window]:
    return kept(session, ("windows", period), lambda: _windows(session, period))


def _windows(session: Session, period: BlockPeriod) -> dict[Stage, Window]:
    rows = session.exec(select(StageWindow).where(StageWindow.block_year_id == period.id))
    return {
        row.stage: Window(row.opens_at, row.soft_deadline, row.hard_deadline, row.version)
        for row in rows
    }


def extensions(work: Work) -> list[GivenExtension]:
    """Các lần gia hạn của kỳ này, latest first; every member may see them."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return kept(
        work.session, ("extensions", work.period), lambda: _extensions(work.session, work.period)
    )


def _extensions(session: Session, period: BlockPeriod) -> list[GivenExtension]:
    rows = session.exec(
        select(Extension, Unit.code)
        .join(Unit, col(Unit.id) == col(Extension.unit_id))
        .where(Extension.block_year_id == period.id)
        .order_by(col(Extension.id).desc())
    )
    return [
        GivenExtension(
            unit=code,
            stage=row.stage,
            until=row.until,
            reason=row.reason,
            granted_by=row.granted_by,
            granted_at=row.granted_at,
        )
        for row, code in rows
    ]


_OWING: Mapping[Stage, Hand] = MappingProxyType(
    {
        Stage.SELF_SCORE: Hand.SELF,
        Stage.CROSS_SCORE: Hand.CROSS,
        Stage.VERIFY: Hand.VERIFIED,
        Stage.APPRAISE: Hand.VERIFIED,
    }
)
"""Ai còn nợ việc trong một giai đoạn: whose sheets its deadline is for."""


def require_in_time(
    session: Session, period: BlockPeriod, unit: str, now: datetime, hand: Hand | None = None
) -> None:
    """Yêu cầu còn hạn: Refused before the present stage opens and after its hard deadline.

    A deadline binds those who owe in its stage: what is written on a sheet of another `hand` is not
    late by it. An extension of the unit moves the deadline for that unit alone.
    """
    if hand is not None and _OWING.get(period.stage, hand) is not hand:
        return
    window = _kept_windows(session, period).get(period.stage)
    if window is None or not window.refusal(now, None):
        return
    until = session.exec(
        select(Extension.until)
        .join(Unit, col(Unit.id) == col(Extension.unit_id))
        .where(
            Extension.block_year_id == period.id,
            Extension.stage == period.stage,
            col(Unit.code) == unit,
        )
        .order_by(col(Extension.until).desc())
    ).first()
    refusal = window.refusal(now, until)
    if refusal:
        raise Refused(refusal)


def set_window(work: Work, *, stage: Stage, window: Window, is_past_meant: bool = False) -> None:
    """Đặt thời hạn của một giai đoạn; `window.version` is that of the one it replaces.

    A last day that has passed shuts people out at once: Refused unless `is_past_meant`.
    """
    work = work.require(Permission.EDIT_WINDOWS)
    fault = window.fault()
    if fault:
        raise Refused(fault)
    if window.is_past(work.now) and not is_past_meant:
        raise Refused(PAST.format(vi_moment(work.now)))
    row = work.session.exec(
        select(StageWindow).where(
            StageWindow.block_year_id == work.period.id, StageWindow.stage == stage
        )
    ).first()
    if window.version != (0 if row is None else row.version):
        raise StaleEdit("Thời hạn vừa được người khác đổi; hãy xem lại.")
    before = Window() if row is None else _windows(work.session, work.period)[stage]
    if replace(before, version=0) == replace(window, version=0):
        return
    _require_free(work, stage, is_shut=before.is_past(work.now), shuts=window.is_past(work.now))
    row = row or StageWindow(block_year_id=work.period.id, stage=stage, version=0)
    row.opens_at, row.soft_deadline = window.opens_at, window.soft_deadline
    row.hard_deadline, row.version = window.hard_deadline, row.version + 1
    work.session.add(row)
    work.record(Act("window.set"))


PAST = (
    "Hạn cuối này đã qua (bây giờ là {}): ghi thì ai còn việc phải làm trong giai đoạn bị khóa "
    "ngay. Nếu đúng ý, hãy đánh dấu «Hạn cuối đã qua, vẫn ghi»."
)


def _require_free(work: Work, stage: Stage, *, is_shut: bool, shuts: bool) -> None:
    """Yêu cầu không vướng quyền lợi where claims are due: who still owes one is shut out by no
    rival, and the own unit that is late is let in again by nobody of it, as by an extension.
    """
    if is_shut is shuts or stage is not work.period.stage or stage is not Stage.SELF_SCORE:
        return
    interest = interest_of(work.actor, work.period)
    if not interest.is_stated:
        raise Refused(UNSTATED)
    sheets = queries.sheets(work.session, work.period, Hand.SELF)
    members = [member.code for member in block_members.members(work.session, work.period)]
    owing = [one for one in members if one not in sheets or sheets[one].status is SheetStatus.DRAFT]
    own = interest.units & set(members)
    if shuts and own:
        for unit in owing:
            if unit not in own:
                interests.require_no_rival(work, unit)
    late = sorted(own & set(owing))
    if is_shut and late:
        raise NotPermitted(_OWN_LATE.format(", ".join(late)))


_OWN_LATE = (
    "Đơn vị bạn ({}) đã quá hạn và còn nợ bảng tự chấm, nên dời hạn lúc này là gia hạn cho chính "
    "đơn vị mình. Người không thuộc đơn vị ấy hoặc cơ quan thường trực dời hạn; bạn vẫn gia hạn "
    "riêng được cho đơn vị khác."
)


def extend(work: Work, *, unit: str, until: datetime, reason: str) -> None:
    """Gia hạn cho một đơn vị trong giai đoạn hiện tại; needs a reason and a moment to come.

    It holds at once and everybody sees it; for the own unit it takes a substitute's hand.
    """
    work = interests.require_deciding(work, Permission.EXTEND_DEADLINE, unit)
    if not reason.strip():
        raise Refused("Cần ghi lý do gia hạn.")
    if until <= work.now:
        raise Refused("Thời điểm gia hạn phải ở phía trước.")
    if unit not in {member.code for member in block_members.members(work.session, work.period)}:
        raise NotFound
    unit_id = queries.unit_key(work.session, unit)
    work.session.add(
        Extension(
            block_year_id=work.period.id,
            unit_id=unit_id,
            stage=work.period.stage,
            until=until,
            reason=reason.strip(),
            granted_by=work.actor.name,
            granted_at=work.now,
        )
    )
    act = Act("extension.given", unit, reason=reason.strip())
    work.record(act)
