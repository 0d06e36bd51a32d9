"""Trợ giúp: who does what in which stage, read off the table of rights."""

from collections.abc import Iterable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.access.permission_words import PERMISSION_WORDS
from thidua.domain.access.permissions import RIGHTS, Permission, Rights, Role, roles_with
from thidua.domain.period.stage import STAGE_WORDS, Stage

_ALL = frozenset(Stage)


def own_work(roles: Iterable[Role]) -> pd.DataFrame:
    """Việc của mình theo giai đoạn: what these roles may do in it, beside what they always may."""
    held = [RIGHTS[role] for role in roles]
    return pd.DataFrame(
        [
            {
                "Giai đoạn": STAGE_WORDS[stage],
                "Bạn được": _sentence(_doable(held, stage) - always(held)),
            }
            for stage in Stage
        ]
    )


def always(held: Sequence[Rights]) -> frozenset[Permission]:
    """Việc lúc nào cũng được, whatever the stage."""
    return frozenset(one for rights in held for one, stages in rights.items() if stages == _ALL)


def always_words(roles: Iterable[Role]) -> str:
    """Việc lúc nào cũng được, bằng lời."""
    return _sentence(always([RIGHTS[role] for role in roles]))


def _doable(held: Sequence[Rights], stage: Stage) -> frozenset[Permission]:
    return frozenset(one for rights in held for one, stages in rights.items() if stage in stages)


def _sentence(permissions: frozenset[Permission]) -> str:
    words = (PERMISSION_WORDS[one] for one in PERMISSION_WORDS if one in permissions)
    return ", ".join(words) or labels.MISSING


def workplaces(pages: Iterable[tuple[str, Permission, Permission]]) -> pd.DataFrame:
    """Trang nào làm việc gì: for each title who may see the page and whose work is done there."""
    return pd.DataFrame(
        [
            {
                "Trang": title,
                "Việc ở đó": PERMISSION_WORDS[work],
                "Việc của": _roles(work),
                "Ai xem được": _roles(needs),
            }
            for title, needs, work in pages
        ]
    )


def _roles(permission: Permission) -> str:
    return ", ".join(labels.ROLES[role] for role in roles_with(permission))
