"""Phiếu xếp hạng: what a counted vote on the units of a block says to the ranking."""

from collections.abc import Callable, Iterable, Mapping
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
    """Cuộc bỏ phiếu về các đơn vị đã kiểm: its title, and the share of every unit on the ballot.

    `chosen` are those that a vote on tied units put before the others. `figures` are the points
    that were put to the vote, by unit; none where they were not kept.
    """

    title: str
    shares: tuple[VoteShare, ...]
    chosen: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()

    def of(self, unit: str) -> VoteShare | None:
        """Tỷ lệ của đơn vị này; None where it was not on the ballot."""
        return next((one for one in self.shares if one.unit == unit), None)

    def words(self, unit: str) -> str:
        """Bằng lời, for a unit on the ballot: «8/10 phiếu (80,00 %) trong cuộc «…»»."""
        found = self.of(unit)
        return "" if found is None else f"{found.words()} trong cuộc «{self.title}»"

    def choice_words(self, unit: str) -> str:
        """Bằng lời, for one of the tied units that was chosen or not."""
        found = self.of(unit)
        word = "được chọn" if unit in self.chosen else "không được chọn"
        return word if found is None else f"{word} với {self.words(unit)}"

    def covers(self, units: Iterable[str]) -> bool:
        """Lá phiếu có đủ các đơn vị này."""
        return all(self.of(unit) is not None for unit in units)

    def moved(self, now: Mapping[str, str]) -> tuple["MovedSince", ...]:
        """Các đơn vị đã đổi điểm từ khi mở phiếu, by the figures of now."""
        return tuple(
            MovedSince(unit, then, now.get(unit, ""))
            for unit, then in self.figures
            if now.get(unit, "") != then
        )


@dataclass(frozen=True, slots=True)
class MovedSince:
    """Điểm đã đổi từ khi mở phiếu: what was put to the vote of a unit, and what it has now."""

    unit: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class OtherFigures:
    """Cuộc đã bỏ phiếu trên số điểm khác: which vote, and what has moved since it was opened.

    `is_used` says that its result still decides a rank; otherwise its units are no longer tied, or
    `is_overruled`: their totals are, but what the covenant asks first now tells them apart, and
    otherwise than the vote chose.
    """

    title: str
    moved: tuple[MovedSince, ...]
    is_used: bool = True
    is_overruled: bool = False

    def words(self, name: Callable[[str], str] = str) -> str:
        """Bằng lời, without a full stop."""
        said = "; ".join(
            f"{name(one.unit)} {figure_words(one.then)} → {figure_words(one.now)}"
            for one in self.moved
        )
        what = "các đơn vị không còn bằng điểm nên hạng không theo phiếu ấy"
        if self.is_used:
            what = "hạng vẫn theo phiếu ấy"
        elif self.is_overruled:
            what = "tiêu chí phụ của giao ước nay phân định khác nên hạng không theo phiếu ấy"
        if not self.moved:
            return f"cuộc «{self.title}»: {what}"
        return f"điểm đã đổi từ khi mở cuộc «{self.title}» ({said}); {what}"


def figure_words(figure: str) -> str:
    """Số điểm đem ra bỏ phiếu, as people read it."""
    return figure.replace(".", ",") or "chưa có điểm"


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


@dataclass(frozen=True, slots=True)
class VainVote:
    """Phiếu không phân định được: a counted vote that leaves units of its ballot tied, and why.

    `left_out` are tied with them and were not on it; empty where it chose none of those tied.
    """

    title: str
    left_out: tuple[str, ...] = ()

    def words(self, name: Callable[[str], str] = str) -> str:
        """Bằng lời, without a full stop."""
        if self.left_out:
            return AwaitedVote(self.title, self.left_out).words(name)
        return f"cuộc «{self.title}» không chọn được đơn vị nào trong số này; cần bỏ phiếu lại"


def covering(vote: RankingVote | None, units: Iterable[str]) -> AwaitedVote | None:
    """Phiếu còn chờ cho các đơn vị này; None where the counted vote asked about all of them."""
    if vote is None:
        return AwaitedVote()
    left_out = tuple(sorted(unit for unit in units if vote.of(unit) is None))
    return AwaitedVote(vote.title, left_out) if left_out else None
