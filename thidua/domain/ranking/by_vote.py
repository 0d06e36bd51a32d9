"""Phiếu xếp hạng: what a counted vote on the units of a block says to the ranking."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from thidua.domain.ground.points import vi_number
from thidua.domain.vote.vote import SUBJECT_WORDS, Subject


@dataclass(frozen=True, slots=True)
class VoteShare:
    """Tỷ lệ phiếu của một đơn vị: its votes out of the base that the rules of the vote name."""

    unit: str
    votes: int
    base: int

    @property
    def share(self) -> Fraction:
        """Tỷ lệ, exact; nothing where nobody could vote for the unit."""
        return Fraction(self.votes, self.base) if self.base else Fraction(0)

    def words(self) -> str:
        """Bằng lời: «8/10 phiếu (80,00 %)»."""
        return f"{self.votes}/{self.base} phiếu ({vi_number(100 * self.share, 2)} %)"


@dataclass(frozen=True, slots=True)
class RankingVote:
    """Cuộc bỏ phiếu xếp hạng đã kiểm: its title, and the share of every unit on the ballot."""

    title: str
    shares: tuple[VoteShare, ...]

    def of(self, unit: str) -> VoteShare | None:
        """Tỷ lệ của đơn vị này; None where it was not on the ballot."""
        return next((one for one in self.shares if one.unit == unit), None)

    def words(self, unit: str) -> str:
        """Bằng lời, for a unit on the ballot: «8/10 phiếu (80,00 %) trong cuộc «…»»."""
        found = self.of(unit)
        return "" if found is None else f"{found.words()} trong cuộc «{self.title}»"


@dataclass(frozen=True, slots=True)
class AwaitedVote:
    """Phiếu còn chờ: why the vote that the covenant asks for does not rank or break a tie yet.

    `title` is the counted vote that cannot be used because `left_out` were not on its ballot; both
    are empty while no vote has been counted.
    """

    title: str = ""
    left_out: tuple[str, ...] = ()

    def words(self, name: Callable[[str], str] = str) -> str:
        """Bằng lời, without a full stop."""
        if self.left_out:
            names = ", ".join(name(unit) for unit in self.left_out)
            return f"lá phiếu của cuộc «{self.title}» không có {names}; cần bỏ phiếu lại"
        return f"chưa có cuộc bỏ phiếu «{SUBJECT_WORDS[Subject.RANKING]}» nào đã kiểm phiếu"


def covering(vote: RankingVote | None, units: Iterable[str]) -> AwaitedVote | None:
    """Phiếu còn chờ cho các đơn vị này; None where the counted vote asked about all of them."""
    if vote is None:
        return AwaitedVote()
    left_out = tuple(sorted(unit for unit in units if vote.of(unit) is None))
    return AwaitedVote(vote.title, left_out) if left_out else None
