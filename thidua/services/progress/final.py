"""Trước khi chốt, công bố: what will stand still, who will see it, and the fingerprint it bears."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Account, Block, RoleGrant
from thidua.domain.access.permissions import (
    RIGHTS,
    ROLE_WORDS,
    SCOPES,
    Permission,
    Role,
    Scope,
    require,
    to_move_from,
)
from thidua.domain.period.closing import PHRASES, stage_after
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.sheet import Hand
from thidua.domain.vote.vote import VoteStatus
from thidua.services.awards import quotas
from thidua.services.ground.work import Work
from thidua.services.progress import blocking
from thidua.services.ranking import standings
from thidua.services.record import fingerprints
from thidua.services.vote import votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """Điều đứng yên khi chuyển: the phrase to type, what freezes, who sees it, who may undo it.

    `fingerprint` is the one that will be kept, unless something is written before.
    """

    phrase: str
    fingerprint: str
    frozen: tuple[str, ...]
    readers: tuple[str, ...]
    undone_by: tuple[str, ...]


def final(work: Work) -> Final | None:
    """Xem trước lần chốt hoặc công bố, for whoever may move the period; None where none comes."""
    require(work.actor, to_move_from(work.period.stage), work.period)
    session, period = work.session, work.period
    following = stage_after(period.stage, has_cross=blocking.has_cross(session, period))
    if following is None or following not in PHRASES or period.covenant_version is None:
        return None
    return Final(
        phrase=PHRASES[following],
        fingerprint=fingerprints.unchecked_fingerprint(session, period),
        frozen=tuple(_frozen(session, period)),
        readers=tuple(_people(session, period, _roles(Permission.VIEW_STANDINGS, following))),
        undone_by=tuple(
            ROLE_WORDS[role].lower() for role in _roles(Permission.RETURN_STAGE, following)
        ),
    )


def _frozen(session: Session, period: BlockPeriod) -> Iterable[str]:
    board = standings.unchecked_board(session, period)
    sheets = queries.sheets(session, period, Hand.VERIFIED)
    lines = sum(len(sheet.lines) for sheet in sheets.values())
    ranked = sum(row.rank is not None for row in board.standings.rows)
    apart = [row for row in board.standings.rows if row.excluded is not None]
    yield f"giao ước bản {board.covenant.version}, {len(board.members)} đơn vị thành viên"
    yield f"{lines} dòng điểm thẩm định, cùng tự chấm, minh chứng và giải trình"
    yield f"hạng của {ranked} đơn vị, xếp loại và suất khen theo hạng"
    if apart:
        yield f"{len(apart)} đơn vị không xét hoặc tạm hoãn"
    counted = [one for one in votes.unchecked(session, period) if one.status is VoteStatus.CLOSED]
    if counted:
        yield f"kết quả {len(counted)} cuộc bỏ phiếu"
    proposed = quotas.standing(session, period)
    if proposed:
        yield f"{len(proposed)} đề nghị khen thưởng; quyết định khen còn ghi tiếp được"


def _roles(permission: Permission, stage: Stage) -> list[Role]:
    """Vai trò có quyền này ở giai đoạn ấy, in the order of the table."""
    return [role for role, rights in RIGHTS.items() if stage in rights.get(permission, ())]


def _people(session: Session, period: BlockPeriod, roles: list[Role]) -> Iterable[str]:
    """Bao nhiêu tài khoản của mỗi vai trò xem được."""
    block = select(Block.id).where(Block.code == period.block_code).scalar_subquery()
    is_here = (col(RoleGrant.block_id) == block) & (col(RoleGrant.year) == period.year)
    rows = session.exec(
        select(RoleGrant.role, func.count(func.distinct(RoleGrant.account_id)))
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .where(
            col(RoleGrant.ended_at).is_(None),
            col(Account.active),
            is_here | col(RoleGrant.block_id).is_(None),
        )
        .group_by(col(RoleGrant.role))
    )
    counts = dict(rows.all())
    for role in roles:
        if counts.get(role):
            everywhere = ", mọi khối" if SCOPES[role] is Scope.SYSTEM else ""
            yield f"{counts[role]} {ROLE_WORDS[role].lower()}{everywhere}"
