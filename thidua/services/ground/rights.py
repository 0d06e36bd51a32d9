"""Đơn vị được phép: which of the units that are asked for a person may act for."""

from collections.abc import Sequence

from thidua.domain.access.permissions import Actor, Permission, require, units_of
from thidua.domain.period.period import BlockPeriod


def allowed_units(
    actor: Actor, permission: Permission, period: BlockPeriod, units: Sequence[str] | None = None
) -> Sequence[str] | None:
    """Đơn vị được phép: those asked for, or all this person has; None for the whole block.

    NotPermitted when one asked for is not the actor's, or when there is none at all.
    """
    allowed = units_of(actor, permission, period)
    if allowed is None:
        return units
    own = {grant.unit for grant in actor.grants if grant.unit is not None}
    wanted = units or sorted(allowed or own) or [""]
    for unit in wanted:
        require(actor, permission, period, unit)
    return wanted
