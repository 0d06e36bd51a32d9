"""Kiểm tra hội đồng: who stands on the roll of its votes was a member on the day it met."""

from collections.abc import Iterator

from sqlmodel import Session

from thidua.db import council_queries
from thidua.domain.council.council import CouncilMember
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of, vi_day


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Người có tên trong danh sách bỏ phiếu mà không đương nhiệm vào ngày họp."""
    known: dict[int, list[CouncilMember]] = {}
    for vote, council, held_at, code in council_queries.rolls(session, only):
        if council not in known:
            known[council] = council_queries.members_on(session, council)
        day = day_of(held_at)
        sitting = [one for one in known[council] if one.sits_on(day)]
        codes = {f"tv-{one.key}" for one in sitting} | {one.account for one in sitting}
        if code not in codes:
            yield (
                f"cuộc bỏ phiếu {vote}: «{code}» có tên trong danh sách mà không phải thành viên "
                f"hội đồng ngày {vi_day(day)}"
            )
