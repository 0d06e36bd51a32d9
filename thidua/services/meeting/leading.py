"""Điều khiển màn chiếu: one stop forward or back, or to a stop of the list, by who may present."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from thidua.db.tables import ScreenPosition
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.document.deck.blocks import Slide
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.meeting.agenda import RANKING_STOP, Point, Stop, at
from thidua.domain.meeting.compose import VOTE_STOP, needs_deck, slide_at, stops
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.meeting.position import Look, Position
from thidua.domain.meeting.reveal import ranking_mark
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.audit import take_turn
from thidua.services.ground.work import Work
from thidua.services.meeting import facts
from thidua.services.thread import threads

_BEFORE_REVEAL = Stop(code=RANKING_STOP, point=Point.RANKING, name="Công bố lại từ hạng cuối")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Bàn điều khiển: the stops this person may lead to, the slide on the screen, what is next.

    `place` is None where the screen stands at a stop that is no more or not this person's.
    """

    position: Position
    stops: tuple[Stop, ...]
    place: int | None
    slide: Slide
    following: Stop | None
    revealed: int
    steps: int
    is_of_another_order: bool


def desk(work: Work) -> Desk:
    """Bàn điều khiển của kỳ này."""
    require(work.actor, Permission.PROJECT, work.period)
    position = position_of(work.session, work.period)
    found = facts.read(work.session, work.period, position, with_deck=needs_deck(position.stop))
    mine = _mine(work, stops(found))
    return Desk(
        position=position,
        stops=mine,
        place=at(mine, position.stop, position.step),
        slide=slide_at(found, position.stop, position.step),
        following=_BEFORE_REVEAL if _starts_anew(found) else _beside(work, found, forward=True),
        revealed=found.revealed,
        steps=len(found.order),
        is_of_another_order=position.is_of_another_order(found.standings.rows),
    )


def position_of(session: Session, period: BlockPeriod) -> Position:
    """Chỗ đang chiếu của kỳ này, whoever asks."""
    row = _row(session, period)
    if row is None:
        return Position()
    return Position(
        stop=row.stop,
        step=row.step,
        revealed=row.revealed,
        mark=row.mark,
        look=row.look,
        version=row.version,
    )


def move(work: Work, *, forward: bool, seen: int) -> None:
    """Tiến hoặc lùi một trang; of two presses on the same slide the later changes nothing.

    `seen` is the version that was on the screen: two people who lead never skip a step together.
    """
    work, found = _held(work)
    if found.position.version != seen:
        return
    if _starts_anew(found):
        _stand(work, found, _BEFORE_REVEAL, starts_anew=True)
        return
    following = _beside(work, found, forward=forward)
    if following is not None:
        _stand(work, found, following)


def go(work: Work, *, code: str) -> None:
    """Tới một trang của danh sách; to the ranking as far as it was revealed, never further."""
    work, found = _held(work)
    step = found.revealed if code == RANKING_STOP else 0
    mine = _mine(work, stops(found))
    place = at(mine, code, step)
    if place is None:
        raise NotFound
    _stand(work, found, mine[place])


def hide_again(work: Work) -> None:
    """Che lại xếp hạng: nothing of it is revealed, and the screen stands before its first step."""
    work, found = _held(work)
    _stand(work, found, _BEFORE_REVEAL, starts_anew=True)


def set_look(work: Work, *, look: Look) -> None:
    """Chọn nền của màn chiếu."""
    work = work.require(Permission.PROJECT)
    take_turn(work.session)
    row = _row_or_new(work)
    row.look = look
    _save(work, row)


def _starts_anew(found: MeetingFacts) -> bool:
    """Màn chiếu đứng giữa một thứ tự đã đổi: the next press goes before its first rank."""
    position = found.position
    return position.stop == RANKING_STOP and position.is_of_another_order(found.standings.rows)


def _held(work: Work) -> tuple[Work, MeetingFacts]:
    """Việc và dữ liệu như lúc ghi: who leads waits here for whoever leads too."""
    work = work.require(Permission.PROJECT)
    take_turn(work.session)
    return work, facts.read(work.session, work.period, position_of(work.session, work.period))


def _mine(work: Work, found: Sequence[Stop]) -> tuple[Stop, ...]:
    return tuple(one for one in found if _may_show(work, one))


def _may_show(work: Work, one: Stop) -> bool:
    """Được chiếu trang này: what a page would not show this person, nobody is shown for them."""
    if one.code.startswith(VOTE_STOP) or one.code == "khoi-truong":
        return is_allowed(work.actor, Permission.VIEW_VOTES, work.period)
    if one.point is Point.EXPLAINED:
        return threads.sees_all(work)
    if one.point is Point.AWARDS:
        is_ever = is_allowed(work.actor, Permission.VIEW_AWARDS, work.period)
        return is_ever and units_of(work.actor, Permission.VIEW_AWARDS, work.period) is None
    return True


def _beside(work: Work, found: MeetingFacts, *, forward: bool) -> Stop | None:
    """Trang kế tiếp hoặc trước đó; None at the end.

    It passes by what is only gone to by hand, what is not this person's to show, and on the way
    back what of the ranking was never revealed.
    """
    every = stops(found)
    place = at(every, found.position.stop, found.position.step)
    if place is None:
        return every[0]
    rest = every[place + 1 :] if forward else every[:place][::-1]
    for one in rest:
        is_hidden = not forward and one.code == RANKING_STOP and one.step > found.revealed
        if not one.is_aside and not is_hidden and _may_show(work, one):
            return one
    return None


def _stand(work: Work, found: MeetingFacts, stop: Stop, *, starts_anew: bool = False) -> None:
    """Đứng ở trang này; a step of the ranking is revealed when somebody stands there.

    One step beyond what was revealed and no more, so that no address and no list skips any.
    """
    rows = found.standings.rows
    before = 0 if starts_anew else found.revealed
    row = _row_or_new(work)
    if stop.code == RANKING_STOP:
        if stop.step > before + 1:
            raise Refused("Công bố từng bậc một, từ hạng cuối lên.")
        row.revealed, row.mark = max(before, stop.step), ranking_mark(rows)
    row.stop, row.step = stop.code, stop.step
    _save(work, row)


def _row(session: Session, period: BlockPeriod) -> ScreenPosition | None:
    return session.exec(
        select(ScreenPosition).where(ScreenPosition.block_year_id == period.id)
    ).first()


def _row_or_new(work: Work) -> ScreenPosition:
    first = Position()
    return _row(work.session, work.period) or ScreenPosition(
        block_year_id=work.period.id, stop=first.stop, version=0
    )


def _save(work: Work, row: ScreenPosition) -> None:
    row.version += 1
    work.session.add(row)
    work.session.flush()
