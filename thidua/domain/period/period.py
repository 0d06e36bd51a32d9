"""Kỳ thi đua: a block in one year, and who takes part in it; plain values."""

from dataclasses import dataclass

from thidua.domain.period.stage import Stage, YearKind


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPeriod:
    """Kỳ thi đua của một khối: which block, which year, at which stage.

    `covenant_version` is None while no covenant has been loaded for it.
    """

    id: int
    block_code: str
    block_name: str
    year: int
    kind: YearKind = YearKind.YEAR
    stage: Stage = Stage.PREPARE
    covenant_version: int | None = None
