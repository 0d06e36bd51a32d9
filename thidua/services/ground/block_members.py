"""Thành viên của khối: asked for by nearly every page, so read once until the list is written."""

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.period.period import BlockPeriod, Member
from thidua.services.ground.kept import kept


def members(session: Session, period: BlockPeriod) -> list[Member]:
    """Thành viên của khối trong kỳ này, by code, whoever asks; the list must not be changed."""
    return kept(session, ("members", period), lambda: queries.members(session, period))


def short_names(session: Session, period: BlockPeriod) -> dict[str, str]:
    """Tên gọi tắt của các thành viên, the whole name where there is none."""
    return {one.code: one.called for one in members(session, period)}
