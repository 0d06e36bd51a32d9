"""Tiến độ: how far each unit is with each kind of work; the same numbers for everybody."""

from dataclasses import dataclass

from thidua.domain.period.period import Member
from thidua.domain.period.stage import Stage


@dataclass(frozen=True, slots=True)
class Share:
    """Phần đã xong: so many out of so many."""

    done: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """Tiến độ của một đơn vị: lines scored by each hand out of those the covenant has.

    `to_give` are the cross sheets it owes others, `to_get` those others owe about it.
    `open_threads` wait for an answer or an outcome, `waiting` lines for their second person.
    """

    member: Member
    lines: int
    self_scored: int
    verified: int
    is_verified: bool
    is_claimed: bool = False
    to_give: Share = Share()
    to_get: Share = Share()
    open_threads: int = 0
    waiting: int = 0

    def owes(self, stage: Stage) -> bool:
        """Còn nợ việc của giai đoạn này: its own sheet, or cross sheets about others."""
        if stage is Stage.SELF_SCORE:
            return not self.is_claimed
        return stage is Stage.CROSS_SCORE and self.to_give.done < self.to_give.whole
