"""Đạt/không: all the points or none."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Line, Method, Problem, SingleNumber
from thidua.domain.rules.entry import Field
from thidua.domain.rules.parameters import ParametersError
from thidua.domain.rules.single_row import SingleRow
from thidua.domain.rules.worked import Worked, WorkedStep

PASSED, FAILED = "Đạt", "Không đạt"
_YES = frozenset({"đạt", "có", "đúng"})
_NO = frozenset({"không đạt", "không", "chưa đạt", "chưa", "sai"})


def verdict(choice: str | None) -> bool | None:
    """Kết luận: True for Đạt, False for Không đạt, None for anything else or nothing."""
    word = folded(choice or "")
    return True if word in _YES else False if word in _NO else None


@dataclass(frozen=True, slots=True)
class PassFail(SingleRow):
    """Đạt/không: the maximum when passed, 0 when not."""

    method = Method.PASS_FAIL
    takes = SingleNumber.ANSWER
    starts_full = True
    fields = (Field.CHOICE,)

    @classmethod
    def read(cls, parts: list[str]) -> "PassFail":
        """Đọc tham số: this rule has none."""
        if parts:
            raise ParametersError("cách chấm Đạt/không không có tham số")
        return cls()

    def parameters(self) -> str:
        """Tham số."""
        return ""

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: a word that is neither Đạt nor Không đạt."""
        choice = line.entry.choice
        if choice is None or verdict(choice) is not None:
            return []
        return [Problem(Field.CHOICE, f"«{choice}» phải là «Đạt» hoặc «Không đạt»")]

    def worked(self, line: Line) -> Worked:
        """Điểm: all or none."""
        passed = verdict(line.entry.choice)
        if passed is None:
            return Worked()
        if not passed:
            return Worked(ZERO, (WorkedStep("không đạt → 0"),))
        return Worked(line.max_points, (WorkedStep("đạt → {}", (line.max_points,)),))

    def is_met(self, line: Line) -> bool:
        """Đạt."""
        return verdict(line.entry.choice) is True

    @property
    def choices(self) -> tuple[str, ...]:
        """Hai kết luận."""
        return (PASSED, FAILED)

    def hint(self, most: Decimal) -> str:
        """Cách nhập."""
        return f"Mức: chọn «{PASSED}» ({vi_number(most)} điểm) hoặc «{FAILED}» (0 điểm)"

    def named_points(self, most: Decimal) -> tuple[Decimal, ...]:
        """Tất cả hoặc không."""
        return (ZERO, most)
