"""Quyền lợi riêng khi bỏ phiếu: who stands on a ballot runs nothing of its vote alone."""

from collections.abc import Sequence

from sqlmodel import Session

from thidua.domain.access.interest import ASKED_OF, OUTSIDE, UNSTATED, Interest, interest_of
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.text import listed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.vote import Candidate, is_on_ballot, units_on
from thidua.services.access import interests
from thidua.services.ground.work import Work

_NAMED = 4


def why_not(work: Work, candidates: Sequence[Candidate]) -> str:
    """Vì sao người này không điều hành cuộc bỏ phiếu ấy, and who does; empty where they may."""
    interest = interest_of(work.actor, work.period)
    if not interest.is_stated and units_on(candidates):
        return UNSTATED
    if not is_on_ballot(candidates, interest.units, work.actor.name):
        return ""
    return (
        "Phiếu có đơn vị hoặc tên của bạn nên người khác điểm danh, đóng hoặc làm lại cuộc bỏ "
        f"phiếu này. {_who(work, candidates)}"
    )


def require_none(work: Work, candidates: Sequence[Candidate]) -> None:
    """Yêu cầu không có đơn vị mình trên lá phiếu: one hand may do it then.

    NotPermitted says who may instead; Refused where nobody said whose unit this person is of.
    """
    why = why_not(work, candidates)
    if why == UNSTATED:
        raise Refused(UNSTATED)
    if why:
        raise NotPermitted(why)


def may_second(work: Work, candidates: Sequence[Candidate], first: str) -> bool:
    """Làm được người thứ hai sau người này: another, not of the same unit on the ballot."""
    if work.actor.name == first:
        return False
    own = interest_of(work.actor, work.period).units & units_on(candidates)
    return not own or not own & _of(work.session, work.period, first).units


def require_second(work: Work, candidates: Sequence[Candidate], first: str) -> None:
    """Yêu cầu người thứ hai là người của đơn vị khác, where their unit stands on the ballot."""
    if not may_second(work, candidates, first):
        raise Refused(
            "Người thứ nhất là người cùng đơn vị với bạn và đơn vị ấy có trên phiếu; người của "
            "đơn vị khác hoặc của cơ quan thường trực phải làm người thứ hai."
        )


def require_apart(work: Work, candidates: Sequence[Candidate], names: tuple[str, str]) -> None:
    """Yêu cầu hai người đã khai đơn vị và không cùng một đơn vị có trên phiếu."""
    found = {name: _of(work.session, work.period, name) for name in names}
    unsaid = [name for name, one in found.items() if not one.is_stated]
    if unsaid and units_on(candidates):
        raise Refused(
            f"{listed(unsaid, 'người')} chưa khai là người của đơn vị nào nên chưa kiểm phiếu có "
            "đơn vị được; hãy khai ở trang Tổng quan, mục «Việc của tôi», hoặc cử người khác."
        )
    one, other = (found[name].units for name in names)
    if one & other & units_on(candidates):
        raise Refused(
            "Hai người này cùng một đơn vị có trên phiếu; hãy cử người của hai đơn vị khác nhau "
            "hoặc của cơ quan thường trực."
        )


def opener_fault(work: Work, candidates: Sequence[Candidate], setter: str) -> str:
    """Vì sao người này không mở cuộc bỏ phiếu ấy, and who does; empty where they may.

    One with the unit or the name of whoever set it up or opens it takes a second person.
    """
    opener = interest_of(work.actor, work.period)
    if units_on(candidates) and not opener.is_stated:
        return UNSTATED
    set_up = _of(work.session, work.period, setter)
    is_free = not any(
        is_on_ballot(candidates, one.units, name)
        for one, name in ((opener, work.actor.name), (set_up, setter))
    )
    if is_free or not (setter == work.actor.name or opener.units & set_up.units):
        return ""
    return (
        "Phiếu có đơn vị của người lập hoặc người mở; người thứ hai, của đơn vị khác hoặc của cơ "
        f"quan thường trực, phải mở cuộc bỏ phiếu này. {_who(work, candidates)}"
    )


def require_opener(work: Work, candidates: Sequence[Candidate], setter: str) -> None:
    """Yêu cầu người thứ hai mở cuộc bỏ phiếu có đơn vị hoặc tên của người lập hoặc người mở."""
    fault = opener_fault(work, candidates, setter)
    if fault:
        raise Refused(fault)


def _of(session: Session, period: BlockPeriod, name: str) -> Interest:
    return interests.interests(session, period, [name])[name]


def _who(work: Work, candidates: Sequence[Candidate]) -> str:
    """Ai làm được: of those who lead the block and the standing office, by name."""
    found = [
        one.name
        for one in interests.leaders(work)
        if (one.home is not None or one.role not in ASKED_OF)
        and not is_on_ballot(candidates, frozenset({one.home or OUTSIDE}) - {OUTSIDE}, one.name)
    ]
    if not found:
        return (
            "Chưa có ai làm được: hãy nhờ quản trị lập tài khoản của cơ quan thường trực, luôn "
            "làm thay được."
        )
    return f"Làm được: {listed(found, 'người', most=_NAMED)}."
