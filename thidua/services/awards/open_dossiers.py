"""Hồ sơ khen còn chờ: what a unit has to complete or hand on, what the office has to look at."""

from collections.abc import Iterator

from sqlmodel import Session

from thidua.db import road_queries
from thidua.domain.access.permissions import Permission
from thidua.domain.awards.road import (
    TRANSFER_WORDS,
    PaperState,
    TransferResult,
    papers_lacking,
)
from thidua.domain.ground.text import listed
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import interests
from thidua.services.awards import road
from thidua.services.awards.road import OnTheRoad
from thidua.services.dossier import owners
from thidua.services.ground.work import Work


def unchecked_owed(session: Session, period: BlockPeriod) -> Iterator[tuple[str, str]]:
    """Đơn vị nào còn phải bổ sung, chuyển hồ sơ khen nào, in words, whoever asks."""
    found = road.unchecked_open(session, period)
    if not found:
        return
    names = {(who.recipient, who.code): who.name for who in owners.everybody(session)}
    for one in found:
        name = names.get((one.proposal.recipient, one.proposal.subject), one.proposal.subject)
        words = _owed(one)
        if one.unit and words:
            yield one.unit, f"hồ sơ khen «{name}»: {words}"


def _owed(one: OnTheRoad) -> str:
    """Đơn vị còn nợ gì ở hồ sơ này; empty once it was sent up."""
    back = one.last_back
    if back is not None:
        return f"bị {TRANSFER_WORDS[back.result]} vì {back.reason}; bổ sung rồi chuyển lại"
    first = next(iter(one.steps), None)
    if first is None or first.is_there:
        return ""
    until = "" if first.last is None else f" (hạn hết ngày {first.last:%d/%m/%Y})"
    lacking = papers_lacking(one.papers, confirmed=False)
    if lacking:
        names = listed([said.rpartition(" (")[0] for said in lacking], "giấy tờ")
        return f"còn thiếu {len(lacking)} giấy tờ{until}: {names}"
    if first.step.code == one.leaving:
        return ""
    return f"chưa chuyển tới {first.step.to}{until}"


def to_confirm(work: Work) -> tuple[int, tuple[str, ...]]:
    """Bao nhiêu giấy tờ chờ chính người này xác nhận, and of which units."""
    found = _decided_by(work)
    stored = road_queries.papers(work.session, [one.proposal.key for one in found])
    waiting = [
        one.unit
        for one in found
        for paper in stored.get(one.proposal.key, {}).values()
        if paper.state is PaperState.THERE and paper.there_by != work.actor.name
    ]
    return len(waiting), tuple(sorted(set(waiting)))


def to_answer(work: Work) -> tuple[int, tuple[str, ...]]:
    """Bao nhiêu hồ sơ của đơn vị chờ chính người này nhận, and of which units."""
    waiting = [
        one.unit
        for one in _decided_by(work)
        for step in one.steps[:1]
        if step.step.code != one.leaving
        and step.current is not None
        and step.current.result is TransferResult.WAITING
        and step.current.sent_by != work.actor.name
    ]
    return len(waiting), tuple(sorted(set(waiting)))


def _decided_by(work: Work) -> list[OnTheRoad]:
    """Những hồ sơ mà người này quyết định."""
    return [
        one
        for one in road.unchecked_open(work.session, work.period)
        if interests.may_decide(work, Permission.DECIDE_AWARD, one.unit)
    ]
