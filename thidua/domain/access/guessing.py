"""Đoán mật khẩu: who guesses is slowed, nobody is shut out, and a browser known before passes by.

Wrong passwords are counted in lanes. A browser that signed in to the account before has a lane of
its own. So has an account at an address; whoever was never there is counted besides in the lane of
the address, so that one password tried on many names is slowed, and in the lane of the account, so
that many addresses are. What waits for its turn counts as wrong until it is answered, so guesses
sent all at once gain nothing.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from ipaddress import ip_address, ip_network
from itertools import count
from threading import Lock
from typing import TypeVar

from thidua.domain.ground.errors import Refused

_K = TypeVar("_K")
_V = TypeVar("_V")

FADES = timedelta(hours=1)
"""Quên sau: an hour after the last wrong password of a lane nothing of it counts any more."""

REMEMBERED = timedelta(days=30)
"""Nhớ nơi quen: how long an address counts as one where the account was opened before."""

LONGEST_WAIT = timedelta(seconds=30)
"""Chờ lâu nhất: whoever would wait longer is asked to come back instead."""

PAID_BY_RIGHT = 2
"""Bù: each newcomer who signs in takes two slips of the others at the address off its count."""

MOST_LANES = 20_000
"""Nhiều nhất chừng ấy làn: of more, those that were quiet longest are forgotten."""

TOLD_FIRST, TOLD_EACH = 1, 5
"""Ghi nhật ký ở lần sai thứ 1, 5, 25, 125 … of one address in a row, not at every one."""

RUSH = 25
"""Đợt đoán: past so many wrong passwords of all addresses only the whole is told, as it grows."""


class TooManyGuesses(Refused):
    """Quá nhiều lần thử: so many wait before this one that it is not compared at all."""

    def __init__(self) -> None:
        super().__init__(
            "Đang có quá nhiều lần thử mật khẩu từ máy này hoặc cho tài khoản này. Hãy thử lại sau "
            "một phút; trình duyệt đã từng đăng nhập tài khoản thì không phải chờ."
        )


@dataclass(frozen=True, slots=True)
class Guesser:
    """Người thử: for which sign-in name, from which address, in which browser known before."""

    login: str
    address: str
    browser: str = ""


def place_of(address: str) -> str:
    """Nơi của một địa chỉ: itself, and of IPv6 the network that one office is given."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped is not None:
        return address
    return str(ip_network((found, 64), strict=False))


@dataclass(frozen=True, slots=True)
class Told:
    """Điều cần ghi nhật ký: how many wrong passwords since the last entry, over all or not."""

    count: int
    is_rush: bool


class _Kind(Enum):
    """Loại làn: after how many wrong ones it slows, from how many milliseconds to how many."""

    BROWSER = ("browser", 4, 2000, 30_000)
    PLACE = ("place", 4, 2000, 30_000)
    ADDRESS = ("address", 20, 500, 4000)
    ACCOUNT = ("account", 20, 250, 1000)

    def pause(self, wrong: int) -> timedelta:
        """Chờ bao lâu after this many: nothing at first, then doubling."""
        _, free, first, longest = self.value
        if wrong < free:
            return timedelta(0)
        return timedelta(milliseconds=min(longest, first << min(wrong - free, 10)))

    @property
    def counts_waiting(self) -> bool:
        """Đếm cả người đang chờ: not where a whole office may come in at the same hour."""
        return self is not _Kind.ADDRESS


_Key = tuple[_Kind, str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """Lượt thử: how long it waits before it is compared, and in which lanes it is counted.

    No two turns of a process bear the same `number`.
    """

    who: Guesser
    wait: timedelta
    lanes: tuple[_Key, ...]
    number: int


@dataclass(slots=True)
class _Lane:
    wrong: int
    waiting: int
    seen: datetime
    free_at: datetime


class Guesses:
    """Các lần thử mật khẩu, of one process; safe among threads. Times are given, none is asked."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[_Key, _Lane] = OrderedDict()
        self._familiar: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._untold: OrderedDict[str, tuple[int, int, datetime]] = OrderedDict()
        self._whole: tuple[int, int, datetime] | None = None
        self._open: set[int] = set()
        self._numbers = count()
        self._lock = Lock()

    def turn(self, who: Guesser, now: datetime) -> Turn:
        """Lấy lượt; TooManyGuesses where it would wait too long.

        Each turn is answered by `wrong`, `right` or `given_up`; what comes after the first of them
        changes nothing.
        """
        with self._lock:
            keys = tuple(self._keys(who, now))
            lanes = [self._lane(key, now) for key in keys]
            starts = [
                max(now, one.free_at)
                + kind.pause(one.wrong + (one.waiting if kind.counts_waiting else 0))
                for (kind, *_), one in zip(keys, lanes, strict=True)
            ]
            wait = max(starts) - now
            if wait > LONGEST_WAIT:
                raise TooManyGuesses
            for one, start in zip(lanes, starts, strict=True):
                one.waiting += 1
                one.free_at = start
            number = next(self._numbers)
            self._open.add(number)
            return Turn(who, wait, keys, number)

    def wrong(self, turn: Turn, now: datetime) -> Told | None:
        """Sai: counted; what is to be recorded of it, if anything."""
        with self._lock:
            held = self._answered(turn, now)
            for one in held:
                one.wrong += 1
                one.seen = now
            return self._told(turn.who.address, now) if held else None

    def right(self, turn: Turn, now: datetime) -> int:
        """Đúng: how many wrong ones this person had there before, which are forgotten now."""
        place = turn.who.login, turn.who.address
        with self._lock:
            held = self._answered(turn, now)
            if not held:
                return 0
            own, *others = held
            before, own.wrong, own.free_at = own.wrong, 0, now
            for one in others:
                one.wrong = max(one.wrong - PAID_BY_RIGHT, 0)
            self._familiar[place] = now
            _shorten(self._familiar, place)
            return before

    def given_up(self, turn: Turn, now: datetime) -> None:
        """Bỏ lượt: whoever waited went away, or could not be answered."""
        with self._lock:
            self._answered(turn, now)

    def _answered(self, turn: Turn, now: datetime) -> list[_Lane]:
        if turn.number not in self._open:
            return []
        self._open.remove(turn.number)
        lanes = [self._lane(key, now) for key in turn.lanes]
        for one in lanes:
            one.waiting = max(one.waiting - 1, 0)
        return lanes

    def _keys(self, who: Guesser, now: datetime) -> Iterator[_Key]:
        if who.browser:
            yield _Kind.BROWSER, who.login, who.browser
            return
        yield _Kind.PLACE, who.login, who.address
        before = self._familiar.get((who.login, who.address))
        if before is None or now - before > REMEMBERED:
            yield _Kind.ADDRESS, who.address, ""
            yield _Kind.ACCOUNT, who.login, ""

    def _lane(self, key: _Key, now: datetime) -> _Lane:
        found = self._lanes.get(key)
        if found is None:
            found = self._lanes[key] = _Lane(0, 0, now, now)
        elif now - found.seen > FADES or found.free_at - now > 2 * LONGEST_WAIT:  # a clock set back
            found.wrong, found.seen, found.free_at = 0, now, now
        _shorten(self._lanes, key)
        return found

    def _told(self, address: str, now: datetime) -> Told | None:
        here, untold = _grown(self._untold.get(address), now)
        whole, whole_untold = _grown(self._whole, now)
        is_rush = whole > RUSH
        is_told = _is_step(whole if is_rush else here)
        self._untold[address] = (here, 0 if is_told else untold, now)
        _shorten(self._untold, address)
        self._whole = (whole, 0 if is_told else whole_untold, now)
        if not is_told:
            return None
        return Told(whole_untold if is_rush else untold, is_rush)


def _grown(before: tuple[int, int, datetime] | None, now: datetime) -> tuple[int, int]:
    """Một lần nữa: how many in a row, and how many of them no entry tells yet."""
    count, untold, seen = before or (0, 0, now)
    return (1, untold + 1) if now - seen > FADES else (count + 1, untold + 1)


def _is_step(count: int) -> bool:
    step = TOLD_FIRST
    while step < count:
        step *= TOLD_EACH
    return step == count


def _shorten(kept: OrderedDict[_K, _V], latest: _K) -> None:
    """Bớt những làn lâu không ai đụng tới, the one just asked for being the latest."""
    kept.move_to_end(latest)
    while len(kept) > MOST_LANES:
        kept.popitem(last=False)
