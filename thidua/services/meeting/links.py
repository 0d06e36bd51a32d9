"""Liên kết màn chiếu: made, listed and withdrawn by who may present; only its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db.tables import ScreenLinkRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.meeting.link import LIFETIMES, LinkState, ScreenLink, ends_after, link_state
from thidua.domain.period.period import BlockPeriod
from thidua.files.qr import qr_svg
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import rosters

MOST_OPEN = 12
"""Nhiều nhất chừng ấy liên kết đang mở của một kỳ."""

_BYTES = 24


class LinkShut(NotFound):
    """Liên kết này không đúng, đã hết hạn hoặc đã được thu hồi."""

    def __init__(self, state: LinkState | None = None) -> None:
        super().__init__()
        self.state = state


def make(work: Work, *, name: str, hours: int) -> str:
    """Tạo liên kết; the key it opens with is handed out here and never again."""
    work = work.require(Permission.PROJECT)
    take_turn(work.session)
    said = clean(name) or "Màn chiếu"
    fault = length_fault(said, LONGEST_NAME)
    if fault is not None:
        raise Refused(f"Tên liên kết {fault}.")
    if hours not in LIFETIMES:
        raise Refused(f"Thời hạn phải là một trong: {', '.join(LIFETIMES.values())}.")
    now_open = [one for one in _read(work.session, work.period) if _is_open(one, work.now)]
    if len(now_open) >= MOST_OPEN:
        raise Refused(
            f"Kỳ này đang có {MOST_OPEN} liên kết mở; hãy thu hồi liên kết không dùng nữa rồi tạo."
        )
    secret = secrets.token_urlsafe(_BYTES)
    row = ScreenLinkRow(
        block_year_id=work.period.id,
        name=said,
        key_hash=_hash(secret),
        made_by=work.actor.name,
        made_at=work.now,
        ends_at=ends_after(work.now, hours),
    )
    work.session.add(row)
    work.session.flush()
    work.record(Act("screen.link_made", rows=[row_of(row)]))
    return secret


def withdraw(work: Work, *, key: int) -> None:
    """Thu hồi liên kết: the screens it opened show nothing more at their next look."""
    work = work.require(Permission.PROJECT)
    take_turn(work.session)
    row = work.session.exec(
        select(ScreenLinkRow).where(
            ScreenLinkRow.id == key, ScreenLinkRow.block_year_id == work.period.id
        )
    ).first()
    if row is None:
        raise NotFound
    if row.withdrawn_at is not None:
        raise Refused("Liên kết này đã được thu hồi.")
    row.withdrawn_by, row.withdrawn_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("screen.link_withdrawn", rows=[row_of(row)]))


def listed(work: Work) -> tuple[ScreenLink, ...]:
    """Các liên kết của kỳ này, the latest first."""
    require(work.actor, Permission.PROJECT, work.period)
    return kept(
        work.session, ("screen links", work.period), lambda: _read(work.session, work.period)
    )


def opened(session: Session, *, secret: str, now: datetime) -> BlockPeriod:
    """Kỳ mà liên kết này mở; LinkShut for an unknown, expired or withdrawn one."""
    row = session.exec(select(ScreenLinkRow).where(ScreenLinkRow.key_hash == _hash(secret))).first()
    if row is None:
        raise LinkShut
    state = link_state(row.ends_at, row.withdrawn_at, now)
    if state is not LinkState.OPEN:
        raise LinkShut(state)
    found = next((one for one in rosters.all_periods(session) if one.id == row.block_year_id), None)
    if found is None:
        raise LinkShut
    return found


def opens(work: Work, *, secret: str) -> bool:
    """Khóa này còn mở màn chiếu."""
    require(work.actor, Permission.PROJECT, work.period)
    try:
        return opened(work.session, secret=secret, now=work.now).id == work.period.id
    except LinkShut:
        return False


def picture(address: str) -> str:
    """Mã QR của một địa chỉ, as a drawing that goes with the page and is fetched from nowhere."""
    return qr_svg(address)


def _hash(secret: str) -> str:
    return hashlib.sha256(f"màn chiếu {secret}".encode(errors="replace")).hexdigest()


def _is_open(one: ScreenLink, now: datetime) -> bool:
    return one.state(now) is LinkState.OPEN


def _read(session: Session, period: BlockPeriod) -> tuple[ScreenLink, ...]:
    rows = session.exec(
        select(ScreenLinkRow)
        .where(ScreenLinkRow.block_year_id == period.id)
        .order_by(col(ScreenLinkRow.id).desc())
    )
    return tuple(
        ScreenLink(
            key=row.id or 0,
            name=row.name,
            made_by=row.made_by,
            made_at=row.made_at,
            ends_at=row.ends_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    )
