"""Điều kiện: what a requirement asks; each kind has a file of its own that says all about it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from thidua.domain.dossier.award_history import PastAward
from thidua.domain.dossier.facts import FactKind, FactValue
from thidua.domain.law.conditions.measured import Measured
from thidua.domain.law.conditions.run_search import FoundRun
from thidua.domain.law.conditions.witness import Witness

ONE_OF = "một trong các điều sau:"


class Dossier(Protocol):
    """Hồ sơ xét, as a condition asks it: one nominee, one award, one year, the law of one day."""

    @property
    def year(self) -> int:
        """Năm xét."""

    def run_named(self, name: str) -> "Run":
        """Chuỗi năm mang tên ấy trong bộ tiêu chuẩn này."""

    @property
    def knows_all_awards(self) -> bool:
        """Đã khai đủ các lần khen thưởng của mọi năm."""

    @property
    def stated_years(self) -> frozenset[int]:
        """Những năm có dữ liệu."""

    def fact(self, kind: FactKind, year: int) -> tuple[FactValue | None, str]:
        """Giá trị của dữ kiện, and why it cannot be counted, if it was used before."""

    def is_silent(self, kind: FactKind, year: int) -> bool:
        """Không khai gì mà danh sách đã đủ, so that the usual stands for it."""

    def is_unstated(self, kind: FactKind, year: int) -> bool:
        """Không khai gì, whether or not the list was declared complete."""

    def is_declared(self, year: int) -> bool:
        """Danh sách của năm này đã được khai là đủ."""

    def evidence(self, kind: FactKind, year: int) -> str:
        """Minh chứng của dữ kiện đã khai."""

    def name_of(self, slug: str) -> str:
        """Tên danh hiệu."""

    def names_of(self, slugs: Sequence[str]) -> str:
        """Tên các danh hiệu, joined."""

    def awards_given(self, slugs: tuple[str, ...]) -> list[PastAward]:
        """Các lần được tặng tới hết năm xét."""

    def awards_held(self, slugs: tuple[str, ...]) -> list[PastAward]:
        """Các lần đã được tặng tính tới ngày xét."""

    def times_given(self, slugs: tuple[str, ...], year: int) -> tuple[int, int]:
        """Số lần chắc chắn và số lần có thể được tặng trong một năm."""

    def given_in(self, slugs: tuple[str, ...], year: int) -> Measured:
        """Có được tặng trong năm này không."""

    def stated_title(self, year: int) -> str | None:
        """Danh hiệu đã khai cho năm này."""

    def judged_as(self, award: str) -> "tuple[Dossier, list[Condition]]":
        """Hồ sơ này xét cho danh hiệu khác, and what that one asks."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Một ngưỡng: the condition that holds it, the year it looks at, the branches that lead there.

    `beside` are the other branches on the way, with the years they look at; none may be met.
    """

    condition: "Condition"
    year: int
    branches: tuple[tuple[int, int], ...] = ()
    beside: tuple[tuple["Condition", int], ...] = ()


class Condition(ABC):
    """Điều kiện: what it measures, which facts, awards and runs it names, and its words."""

    __slots__ = ()

    @abstractmethod
    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét điều kiện cho một năm: three answers, exact figures, what would change the answer."""

    def words(self, dossier: Dossier) -> str:
        """Điều kiện bằng lời, inside another one; empty where it has no short name."""
        return ""

    @abstractmethod
    def meet(self, witness: Witness, year: int) -> None:
        """Thêm vào hồ sơ dựng thử những gì làm nó vừa đạt."""

    @abstractmethod
    def miss(self, witness: Witness, year: int) -> None:
        """Đổi hồ sơ dựng thử ít nhất có thể, so that it is just not met."""

    def edges(self, year: int) -> Iterator[Edge]:
        """Các ngưỡng của nó, each with the way that leads to it."""
        yield Edge(self, year)

    def joined_by(self) -> str:
        """Từ nối các điều kiện ngay bên trong; empty where it is not made of others."""
        return ""

    def told(self, dossier: Dossier) -> str:
        """Điều kiện bằng cả câu: what is measured and what is asked."""
        found = self.measure(dossier, dossier.year)
        return f"{found.about}: {found.threshold}" if found.about else found.threshold

    def lines(self, dossier: Dossier, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Điều kiện từng dòng: how deep each stands, and what it says."""
        yield depth, self.told(dossier)

    def parts(self) -> tuple["Condition", ...]:
        """Những điều kiện ngay bên trong."""
        return ()

    def facts(self) -> tuple[FactKind, ...]:
        """Dữ kiện mà chính nó hỏi."""
        return ()

    def asks_a_number(self) -> bool:
        """Chính nó so một con số với một ngưỡng."""
        return False

    def named_awards(self) -> tuple[str, ...]:
        """Danh hiệu mà chính nó nhắc tới, by slug."""
        return ()

    def built_on(self) -> tuple[str, ...]:
        """Danh hiệu mà tiêu chuẩn của chúng được xét theo."""
        return ()

    def runs(self) -> "list[Run]":
        """Các chuỗi năm được đặt tên mà nó đòi."""
        return []

    def run_asked(self) -> str:
        """Chuỗi năm đã đặt tên mà nó đếm bên trong."""
        return ""

    def within(self) -> Iterator["Condition"]:
        """Mọi điều kiện bên trong, itself first."""
        yield self
        for part in self.parts():
            yield from part.within()

    def facts_asked(self) -> Iterator[FactKind]:
        """Dữ kiện cần có để xét."""
        return (kind for part in self.within() for kind in part.facts())

    def awards_named(self) -> Iterator[str]:
        """Danh hiệu, hình thức được nhắc tới, by slug."""
        return (slug for part in self.within() for slug in part.named_awards())


class Run(Condition):
    """Chuỗi năm có tên, so that other conditions can count within it."""

    __slots__ = ()
    name: str

    @abstractmethod
    def find(self, dossier: Dossier) -> FoundRun:
        """Tìm chuỗi trong hồ sơ."""


def runs_of(conditions: Sequence[Condition]) -> dict[str, Run]:
    """Các chuỗi năm được đặt tên trong một bộ tiêu chuẩn."""
    return {run.name: run for condition in conditions for run in condition.runs()}
