"""Kỳ thi đua: a block in one year or a part of it, and who takes part; plain values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from thidua.domain.ground.codes import code_key
from thidua.domain.period.part import WHOLE_YEAR, YearPart
from thidua.domain.period.stage import Stage


@dataclass(frozen=True, slots=True)
class Member:
    """Đơn vị thành viên của khối trong một năm."""

    code: str
    name: str
    short_name: str
    kind: str = ""

    @property
    def called(self) -> str:
        """Tên gọi: the short name, where there is one."""
        return self.short_name or self.name


def members_named(members: Iterable[Member]) -> dict[str, str]:
    """Mã đơn vị theo cách gọi: its code, and its names where no other unit bears them."""
    listed = list(members)
    names = Counter(
        name for one in listed for name in {code_key(one.name), code_key(one.short_name)} if name
    )
    found = {
        name: one.code
        for one in listed
        for name in (code_key(one.name), code_key(one.short_name))
        if names[name] == 1
    }
    return found | {code_key(one.code): one.code for one in listed}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPeriod:
    """Kỳ thi đua của một khối: which block, which part of which year, at which stage.

    `covenant_version` is None while no covenant has been loaded for it.
    """

    id: int
    block_code: str
    block_name: str
    year: int
    part: YearPart = WHOLE_YEAR
    stage: Stage = Stage.PREPARE
    covenant_version: int | None = None

    @property
    def when(self) -> str:
        """Khi nào, giữa câu: «năm 2026», «tháng 3 năm 2026»."""
        return self.part.words(self.year)

    @property
    def title(self) -> str:
        """Tên kỳ: «Năm 2026», «Tháng 3 năm 2026»."""
        return self.part.title(self.year)

    @property
    def words(self) -> str:
        """Khối và kỳ: «Khối các sở năm 2026»."""
        return f"{self.block_name} {self.when}"

    @property
    def place(self) -> str:
        """Khối và kỳ bằng mã: «K1 2026», «K1 2026 thang-3»."""
        return " ".join(filter(None, [self.block_code, str(self.year), self.part.kept]))
