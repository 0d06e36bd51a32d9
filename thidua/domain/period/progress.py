"""Tiến độ: how far each unit is with each kind of work; the same numbers for everybody."""

from dataclasses import dataclass

from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.period import Member
from thidua.domain.period.stage import Stage


@dataclass(frozen=True, slots=True)
class Share:
    """Phần đã xong: so many out of so many."""

    done: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDone:
    """Một nhóm của bảng chấm: how many of its criteria are scored, and which are not."""

    code: str
    text: str
    done: int
    whole: int
    missing: tuple[str, ...]


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

    def next_act(self, stage: Stage) -> OwedTask | None:
        """Việc tiếp theo của đơn vị này in words, and of which kind; None where it waits."""
        if stage is Stage.SELF_SCORE and not self.is_claimed:
            left = self.lines - self.self_scored
            words = f"Tự chấm: còn {left} tiêu chí" if left else "Nộp bảng tự chấm"
            return OwedTask(words=words, doing=Doing.SCORE)
        if stage is Stage.CROSS_SCORE:
            left = self.to_give.whole - self.to_give.done
            words = f"Chấm chéo: còn {left} phiếu"
            return OwedTask(words=words, doing=Doing.REVIEW) if left else None
        if stage in (Stage.VERIFY, Stage.APPRAISE):
            return self._next_check()
        return None

    def _next_check(self) -> OwedTask | None:
        left = self.lines - self.verified
        if left:
            return OwedTask(words=f"Thẩm định: còn {left} tiêu chí", doing=Doing.CHECK)
        if self.open_threads:
            words = f"Giải trình: {self.open_threads} hồ sơ đang mở"
            return OwedTask(words=words, doing=Doing.ANSWER)
        if self.waiting:
            return OwedTask(words=f"Xác nhận {self.waiting} dòng", doing=Doing.CHECK)
        if not self.is_verified:
            return OwedTask(words="Xác nhận đã thẩm định", doing=Doing.CHECK)
        return None

    def owes(self, stage: Stage) -> bool:
        """Còn nợ việc của giai đoạn này: its own sheet, or cross sheets about others."""
        if stage is Stage.SELF_SCORE:
            return not self.is_claimed
        return stage is Stage.CROSS_SCORE and self.to_give.done < self.to_give.whole
