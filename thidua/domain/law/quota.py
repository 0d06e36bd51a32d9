"""Hạn mức: how many may be proposed, in whole numbers; a tie at the line is left to the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from thidua.domain.dossier.facts import FactKind, NomineeFacts, Recipient
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import share_ceiling, share_floor, vi_number
from thidua.domain.ranking.places import Undecided
from thidua.domain.rules.bounds import Bound
from thidua.domain.verify.case import Name
from thidua.domain.vote.vote import share_words

MEMBERS = "don_vi_trong_khoi"
"""Số nền «số đơn vị của khối»; any other base is the slug of an award: how many have that one."""

JOINED = "tap_the_tham_gia"
"""Số nền «tập thể tham gia»: units of the block whose registration for a movement was received."""
JOINED_WORDS = "tập thể tham gia phong trào"
JOINED_PEOPLE = "ca_nhan_tham_gia"
"""Số nền «cá nhân tham gia», which no register of the block counts: the office states it."""
JOINED_PEOPLE_WORDS = "cá nhân tham gia phong trào"


@dataclass(frozen=True, slots=True)
class FixedLimit:
    """Số suất cố định."""

    most: int


@dataclass(frozen=True, slots=True)
class DecidedLimit:
    """Số suất do cấp trên quyết định hằng năm: unknown until somebody enters it."""


@dataclass(frozen=True, slots=True)
class ShareLimit:
    """Số suất theo tỷ lệ của một số nền, cut down to a whole number.

    `stated` are the words of a base that lies outside of the block, as of a whole province: nobody
    here can count it, so that it is unknown until the office enters it.
    """

    share: Fraction
    base: str
    stated: str = ""


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """Số suất theo cỡ khối: the first row whose bounds hold for the number of member units."""

    rows: tuple[tuple[tuple[Bound, ...], int], ...]


Limit = FixedLimit | DecidedLimit | ShareLimit | SizeLimit


@dataclass(frozen=True, slots=True)
class QuotaOverride:
    """Số suất được ấn định khác bảng: with its reason and document."""

    most: int
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class StatedBase:
    """Số nền được nhập: of a base outside of the block, with what it was taken from."""

    count: int
    source: str


@dataclass(frozen=True, slots=True)
class Contender:
    """Người dự suất: no rank means that nothing sets it apart from others without one.

    `facts` say whether it holds an office.
    """

    code: str
    rank: int | None = None
    recipient: Recipient = Recipient.COLLECTIVE
    facts: NomineeFacts = field(default_factory=NomineeFacts)

    def holds(self, office: FactKind, year: int) -> bool | None:
        """Có giữ chức vụ hay không; None where nobody said."""
        stated = self.facts.of(office, year)
        return stated.value if stated is not None and isinstance(stated.value, bool) else None


class QuotaStatus(StrEnum):
    """Tình trạng hạn mức: where what is proposed stands against it."""

    WITHIN = "within"
    OVER = "over"
    NEEDS_VOTE = "needs_vote"
    UNLIMITED = "unlimited"
    UNKNOWN = "unknown"


QUOTA_STATUS_WORDS = {
    QuotaStatus.WITHIN: "trong hạn mức",
    QuotaStatus.OVER: "vượt hạn mức",
    QuotaStatus.NEEDS_VOTE: "cần biểu quyết",
    QuotaStatus.UNLIMITED: "không giới hạn",
    QuotaStatus.UNKNOWN: "chưa có số để tính",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaState:
    """Hạn mức và số đề nghị: who is within, who must be voted on, who is beyond, what to do.

    `basis` says which number a share was taken of, and where that comes from.
    """

    status: QuotaStatus
    most: int | None
    count: int
    proposed: tuple[str, ...]
    undecided: Undecided | None = None
    beyond: tuple[str, ...] = ()
    advice: str = ""
    basis: str = ""

    @property
    def is_over(self) -> bool:
        """Có nhiều hơn số suất, whether or not the last place is shared."""
        return self.status in (QuotaStatus.OVER, QuotaStatus.NEEDS_VOTE)

    @property
    def tied(self) -> tuple[str, ...]:
        """Những người cùng hạng ở suất cuối."""
        return () if self.undecided is None else self.undecided.units

    def counts(self, code: str) -> bool:
        """Có tính đối tượng này; a share of leaders counts those who lead."""
        return code in (*self.proposed, *self.tied, *self.beyond)

    def advice_with(self, name: Name) -> str:
        """Cần làm gì, the nominees by their names instead of their codes."""
        said, separator, last = self.advice.rpartition(": ")
        if separator and self.status is QuotaStatus.UNKNOWN:
            return f"{said}: {', '.join(map(name, last.split(', ')))}"
        if self.undecided is None:
            return self.advice
        return self.advice.replace(", ".join(self.tied), ", ".join(map(name, self.tied)), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilCut:
    """Lần hội đồng cắt một đề nghị: which one, by whom, when and why; a cut without a reason is
    refused."""

    nominee: str
    award: str
    council: str
    day: date
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise Refused("Cần ghi lý do hội đồng không đồng ý đề nghị này.")


def places(limit: Limit | None, bases: Mapping[str, int]) -> int | None:
    """Số suất: None without a limit, and where the number it rests on is not known."""
    if isinstance(limit, FixedLimit):
        return limit.most
    if isinstance(limit, ShareLimit):
        base = bases.get(limit.base)
        return None if base is None else share_floor(limit.share, base)
    if isinstance(limit, SizeLimit):
        members = bases.get(MEMBERS)
        size = None if members is None else Decimal(members)
        return next(
            (
                count
                for bounds, count in limit.rows
                if size is not None and all(bound.holds(size) for bound in bounds)
            ),
            None,
        )
    return None


def quota_state(
    limit: Limit | None,
    contenders: Sequence[Contender],
    bases: Mapping[str, int],
    override: QuotaOverride | None = None,
    names: Mapping[str, str] | None = None,
    stated: StatedBase | None = None,
    elsewhere: int = 0,
) -> QuotaState:
    """Đối chiếu đề nghị với hạn mức; `names` are the words for the bases, used in the advice.

    Where the base lies outside of the block, so do the places: those that went on `elsewhere` took
    theirs already.
    """
    called = dict(names or {})
    if isinstance(limit, ShareLimit) and limit.stated:
        bases = {} if stated is None else {limit.base: stated.count}
        called[limit.base] = limit.stated
    is_shared = isinstance(limit, ShareLimit) and bool(limit.stated)
    taken = elsewhere if is_shared and override is None else 0
    found = _state(limit, contenders, bases, override, called, taken)
    if not isinstance(limit, ShareLimit) or override is not None or limit.base not in bases:
        return found
    of = f"{bases[limit.base]} {called.get(limit.base, limit.base)}"
    if limit.stated and stated is not None:
        basis = f"tính trên {of}, số do cơ quan thường trực nhập ({stated.source})"
        basis += f"; các khối khác đã trình {taken} đề nghị" if taken else ""
    else:
        basis = f"tính trên {of}, đếm trong khối này"
    return replace(found, basis=basis)


def _state(
    limit: Limit | None,
    contenders: Sequence[Contender],
    bases: Mapping[str, int],
    override: QuotaOverride | None,
    names: Mapping[str, str],
    taken: int,
) -> QuotaState:
    count = len(contenders)
    everyone = tuple(row.code for row in contenders)
    if limit is None and override is None:
        return QuotaState(status=QuotaStatus.UNLIMITED, most=None, count=count, proposed=everyone)
    most = override.most if override is not None else places(limit, bases)
    if most is None:
        return QuotaState(
            status=QuotaStatus.UNKNOWN,
            most=None,
            count=count,
            proposed=everyone,
            advice=_wanted(limit, bases, names),
        )
    most = max(0, most - taken)
    if count <= most:
        left = most - count
        advice = f"còn {left} suất" if left else "đã hết suất"
        return QuotaState(
            status=QuotaStatus.WITHIN, most=most, count=count, proposed=everyone, advice=advice
        )
    chosen, tied, beyond = _line(contenders, most)
    undecided = Undecided(tied, most - len(chosen)) if tied else None
    advice = f"bớt {count - most} đề nghị"
    if isinstance(limit, ShareLimit) and override is None:
        more = base_to_add(limit.share, bases[limit.base], count)
        if more is not None and not limit.stated:
            advice += f" hoặc thêm {more} {names.get(limit.base, limit.base)}"
    if undecided is not None:
        tied_codes = ", ".join(tied)
        advice = (
            f"{tied_codes} cùng hạng ở suất cuối: biểu quyết chọn {undecided.open_places}; {advice}"
        )
    status = QuotaStatus.OVER if undecided is None else QuotaStatus.NEEDS_VOTE
    return QuotaState(
        status=status,
        most=most,
        count=count,
        proposed=chosen,
        undecided=undecided,
        beyond=beyond,
        advice=advice,
    )


def _line(
    contenders: Sequence[Contender], most: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Vạch suất: those above it, the tied group it falls into, and those below."""
    chosen: list[str] = []
    ordered = sorted(contenders, key=_order)
    for _, same in groupby(ordered, key=lambda row: row.rank):
        group = [row.code for row in same]
        if len(chosen) + len(group) > most:
            tied = group if len(chosen) < most else []
            taken = {*chosen, *tied}
            below = tuple(row.code for row in ordered if row.code not in taken)
            return tuple(chosen), tuple(tied), below
        chosen += group
    return tuple(chosen), (), ()


def _order(row: Contender) -> tuple[bool, int, str]:
    return row.rank is None, row.rank or 0, row.code


def _wanted(limit: Limit | None, bases: Mapping[str, int], names: Mapping[str, str]) -> str:
    if isinstance(limit, DecidedLimit):
        return "nhập số suất cấp trên đã quyết định cho năm này"
    if isinstance(limit, ShareLimit) and limit.stated:
        return f"nhập số {limit.stated}; khối này không đếm được"
    if isinstance(limit, ShareLimit):
        return f"cần biết số {names.get(limit.base, limit.base)}"
    if MEMBERS in bases:
        return f"bảng số suất chưa nói tới khối có {bases[MEMBERS]} đơn vị"
    return "cần biết số đơn vị của khối"


def base_to_add(share: Fraction, base: int, count: int) -> int | None:
    """Số nền phải thêm để đủ suất cho `count`; None when no number would be enough."""
    if share <= 0:
        return None
    return max(0, share_ceiling(1 / share, count) - base)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderShare:
    """Tỷ lệ người giữ chức vụ: how many of how many, and the least that would set it right.

    `add` is None where no number of others would be enough; `unknown` are those of whom nobody
    said whether they hold an office. `most` is a number set in place of the share.
    """

    leaders: tuple[str, ...]
    total: int
    share: Fraction
    remove: int = 0
    add: int | None = 0
    unknown: tuple[str, ...] = ()
    most: int | None = None

    @property
    def places(self) -> int:
        """Nhiều nhất bao nhiêu người giữ chức vụ trong số này."""
        return share_floor(self.share, self.total) if self.most is None else self.most

    @property
    def status(self) -> QuotaStatus:
        """Tình trạng: unknown only where those not stated could change it."""
        if self.remove:
            return QuotaStatus.OVER
        possible = len(self.leaders) + len(self.unknown)
        return QuotaStatus.WITHIN if possible <= self.places else QuotaStatus.UNKNOWN

    @property
    def advice(self) -> str:
        """Cần làm gì."""
        count = len(self.leaders)
        allowed = share_words(self.share) if self.most is None else f"{self.most} người"
        if self.remove and self.most is not None:
            return f"{count} quản lý, nhiều nhất {allowed}: bớt {self.remove} quản lý"
        if self.remove:
            shown = vi_number(Fraction(100 * count, self.total), 1)
            more = "" if self.add is None else f" hoặc thêm {self.add} cá nhân không giữ chức vụ"
            return (
                f"{count}/{self.total} ({shown} %) vượt {allowed}: bớt {self.remove} quản lý{more}"
            )
        if self.status is QuotaStatus.UNKNOWN:
            return f"chưa biết có giữ chức vụ lãnh đạo hay không: {', '.join(self.unknown)}"
        return f"{count}/{self.total} quản lý, nhiều nhất {allowed}"

    @property
    def state(self) -> QuotaState:
        """Như một hạn mức: the leaders against the most there may be of so many."""
        return QuotaState(
            status=self.status,
            most=self.places,
            count=len(self.leaders),
            proposed=self.leaders,
            advice=self.advice,
        )


def leader_share(
    holders: Mapping[str, bool | None], share: Fraction, override: QuotaOverride | None = None
) -> LeaderShare:
    """Đối chiếu tỷ lệ lãnh đạo; `holders` says of each counted nominee whether he holds an office.

    Removing one shrinks the whole too, so what has to go is counted, not divided. An override is
    the number of leaders, however many the others are.
    """
    leaders = tuple(code for code, held in holders.items() if held is True)
    unknown = tuple(code for code, held in holders.items() if held is None)
    count, total = len(leaders), len(holders)
    if override is not None:
        remove = max(0, count - override.most)
        return LeaderShare(
            leaders=leaders,
            total=total,
            share=share,
            remove=remove,
            add=None,
            unknown=unknown,
            most=override.most,
        )
    remove = next(gone for gone in range(count + 1) if count - gone <= share * (total - gone))
    add = base_to_add(share, total, count) if remove else 0
    return LeaderShare(
        leaders=leaders, total=total, share=share, remove=remove, add=add, unknown=unknown
    )
