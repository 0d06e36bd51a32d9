"""Lượt của ai: who has to do what still blocks, and since when it waits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from thidua.domain.access.permissions import ROLE_WORDS, Permission, Role, roles_with
from thidua.domain.ground.text import listed
from thidua.domain.period.closing import Matter, Turn
from thidua.domain.review.plan import ReviewPlan
from thidua.domain.thread.thread import Side, Thread
from thidua.services.vote.votes import VoteView

_RIGHTS: Mapping[Matter, Permission] = {
    Matter.MEMBERS: Permission.EDIT_UNITS,
    Matter.COVENANT: Permission.EDIT_COVENANT,
    Matter.CHECKS: Permission.SCORE_VERIFIED,
    Matter.NOT_ASSIGNED: Permission.ASSIGN_REVIEWERS,
    Matter.REVIEWERS_GONE: Permission.ASSIGN_REVIEWERS,
    Matter.FILES: Permission.BACK_UP,
    Matter.RANKING_VOTE: Permission.SET_UP_VOTE,
    Matter.PARTS: Permission.ADVANCE_STAGE,
    Matter.TIES: Permission.SET_UP_VOTE,
    Matter.TIED_AT_LINE: Permission.SET_UP_VOTE,
    Matter.OTHER_FIGURES: Permission.SET_UP_VOTE,
    Matter.QUOTAS: Permission.DECIDE_AWARD,
    Matter.INTEGRITY: Permission.BACK_UP,
    Matter.BACKUP: Permission.BACK_UP,
}


def who(permission: Permission) -> str:
    """Những vai trò làm được việc này, in words; the administrator where nobody else can."""
    roles = roles_with(permission)
    others = tuple(role for role in roles if role is not Role.ADMINISTRATOR)
    names = [ROLE_WORDS[role].lower() for role in others or roles]
    return " hoặc ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def of_roles(since: datetime | None) -> dict[Matter, Turn]:
    """Lượt của những vai trò có quyền, from the beginning of the stage."""
    found = {matter: Turn(who(permission), since) for matter, permission in _RIGHTS.items()}
    found[Matter.SIGNATURES] = Turn("cán bộ thi đua của các đơn vị ấy", since)
    found[Matter.CLAIMS] = Turn("cán bộ thi đua của các đơn vị ấy", since)
    found[Matter.REVIEWS] = Turn("người chấm chéo của các đơn vị ấy", since)
    return found


def of_reviews(plan: ReviewPlan, since: datetime | None) -> dict[Matter, Turn]:
    """Lượt phân công lại, from the last time somebody kept away."""
    gone = [one.declared_at for one in plan.recusals]
    whose = who(Permission.ASSIGN_REVIEWERS)
    return {Matter.REVIEWERS_GONE: Turn(whose, max(gone, default=since))}


def of_threads(open_threads: Sequence[Thread], names: Mapping[str, str]) -> Turn:
    """Lượt của các giải trình chưa kết thúc: the units that owe an answer, and who settles."""
    units = dict.fromkeys(names[one.unit] for one in open_threads if one.turn is Side.UNIT)
    said = [f"đơn vị trả lời: {listed(list(units), 'đơn vị')}"] if units else []
    if any(one.turn is Side.CHAIR for one in open_threads):
        said.append(f"{who(Permission.SETTLE_THREAD)} kết luận")
    latest = {
        one.id: max((said_.said_at for said_ in one.messages), default=one.opened_at)
        for one in open_threads
    }
    oldest = min(latest, key=lambda key: (latest[key], key), default=None)
    if oldest is None:
        return Turn()
    return Turn("; ".join(said), latest[oldest], str(oldest))


def of_waiting(entered: Iterable[datetime | None]) -> Turn:
    """Lượt của người thứ hai, since the oldest line was typed."""
    known = [one for one in entered if one is not None]
    return Turn(f"người thứ hai: {who(Permission.CONFIRM_LINE)}", min(known, default=None))


def of_votes(open_votes: Iterable[VoteView]) -> Turn:
    """Lượt kiểm phiếu, since the first of them was opened."""
    opened = [one.opened_at for one in open_votes if one.opened_at is not None]
    return Turn(who(Permission.SET_UP_VOTE), min(opened, default=None))


def of_return(asked_by: str, asked_at: datetime) -> Turn:
    """Lượt của người thứ hai với một đề nghị lùi giai đoạn."""
    return Turn(f"người thứ hai, khác {asked_by}: {who(Permission.RETURN_STAGE)}", asked_at)
