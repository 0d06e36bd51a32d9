"""Bất biến: what must always be true of the stored data, each with its verdict."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kết quả kiểm một bất biến: `fault` names the first place where it fails; empty if nowhere."""

    code: str
    statement: str
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Đạt."""
        return not self.fault


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Điều nhật ký không giữ: what it is, why, and what looks after it instead."""

    what: str
    why: str
