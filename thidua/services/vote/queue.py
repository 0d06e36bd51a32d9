"""Hàng bỏ phiếu: whoever puts a ballot in takes along all that wait, in one transaction.

The box is sealed anew for each transaction, so ballots that come at once cost little more than one.
Grouping is within one process; between processes the locks of the database keep the order.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from thidua.db.engine import writing
from thidua.domain.period.period import BlockPeriod
from thidua.services.vote import ballots
from thidua.services.vote.ballots import Casting

_MOST = 64
"""Số lá nhiều nhất một lượt, so that others who write wait no longer than for some of their own."""


@dataclass(slots=True)
class _Place:
    """Chỗ trong hàng: one ballot, and what came of it once its transaction has ended."""

    casting: Casting
    has_ended: bool = False
    fault: BaseException | None = None


@dataclass(slots=True)
class _Queue:
    """Hàng của một hòm phiếu; `turn` is held by who puts in, `waiting` guarded by itself."""

    turn: Lock = field(default_factory=Lock)
    guard: Lock = field(default_factory=Lock)
    waiting: list[_Place] = field(default_factory=list)

    def join(self, casting: Casting) -> _Place:
        """Vào hàng."""
        place = _Place(casting)
        with self.guard:
            self.waiting.append(place)
        return place

    def first(self) -> list[_Place]:
        """Lấy những người đứng đầu hàng ra."""
        with self.guard:
            taken, self.waiting = self.waiting[:_MOST], self.waiting[_MOST:]
        return taken


_queues: dict[Hashable, _Queue] = {}
_opening = Lock()


def cast(url: str, period: BlockPeriod, *, vote: int, casting: Casting) -> None:
    """Bỏ phiếu trong một giao dịch chung; returns once it has committed, and not before.

    What is refused is raised to its own voter alone. Where the transaction itself fails nothing of
    it is in the box, and all who were in it are told.
    """
    queue = _queue((url, period.id, vote))
    place = queue.join(casting)
    with queue.turn:
        while not place.has_ended:
            _put_in(queue, url, period, vote)
    if place.fault is not None:
        raise place.fault


def _queue(key: Hashable) -> _Queue:
    with _opening:
        return _queues.setdefault(key, _Queue())


def _put_in(queue: _Queue, url: str, period: BlockPeriod, vote: int) -> None:
    taken: list[_Place] = []
    faults: Sequence[BaseException | None]
    try:
        with writing(url) as session:
            session.connection()  # waits here for who else writes, while more may join
            taken = queue.first()
            faults = ballots.cast_all(
                session,
                period,
                vote=vote,
                castings=[one.casting for one in taken],
                now=datetime.now(UTC),
            )
    except BaseException as failure:  # each who waited raises it
        taken = taken or queue.first()
        faults = [failure] * len(taken)
    for one, fault in zip(taken, faults, strict=True):
        one.fault, one.has_ended = fault, True
