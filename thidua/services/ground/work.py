"""Việc đang làm: what a service is given, and asks of it before it changes anything."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NoPeriod, NotFound
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground import audit


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Work:
    """Việc đang làm. Who acts, in which period and when, in one open transaction.

    `chosen` is None where a service is about no period: accounts, the law, whole lists.
    The caller owns the transaction: nothing is committed by a service.
    """

    session: Session
    actor: Actor
    chosen: BlockPeriod | None = None
    now: datetime = field(default_factory=_now)

    @property
    def period(self) -> BlockPeriod:
        """Kỳ; NoPeriod where none is chosen."""
        if self.chosen is None:
            raise NoPeriod
        return self.chosen

    def at(self, period: BlockPeriod | None) -> Self:
        """Cũng việc này ở kỳ khác, or at none."""
        return replace(self, chosen=period)

    def require(self, permission: Permission, unit: str | None = None) -> Self:
        """Yêu cầu quyền: the work with its period as it stands now.

        Nobody moves the stage of the period until the caller commits. NotPermitted when role,
        scope or stage forbids it.
        """
        fresh = queries.held_period(self.session, self.period.id)
        if fresh is None:
            raise NotFound
        require(self.actor, permission, fresh, unit)
        return self.at(fresh)

    def record(self, *acts: audit.Act) -> None:
        """Ghi nhật ký these acts, in order, in this transaction."""
        audit.record(self.session, actor=self.actor, now=self.now, acts=acts, period=self.chosen)
