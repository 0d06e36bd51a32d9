"""Chấm mức: the scorer gives points between 0 and the maximum, in steps where the covenant says."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.finding import Finding, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.rules.base import Line, Method, Problem
from thidua.domain.rules.bonus import BonusRoom, check_no_limit, read_bonus_room, total_with
from thidua.domain.rules.checks import check_not_below_zero, place
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.parameters import ParametersError, joined, match_number, plain
from thidua.domain.rules.single_row import SingleRow
from thidua.domain.rules.worked import Worked, WorkedStep


@dataclass(frozen=True, slots=True)
class Judgement(SingleRow):
    """Chấm mức: points as given; `own_bonus` is the leaf's own reward on top (30+3)."""

    step: Decimal | None = None
    own_bonus: Decimal | None = ZERO
    method = Method.JUDGEMENT
    fields = (Field.POINTS,)

    @classmethod
    def read(cls, parts: list[str]) -> "Judgement":
        """Đọc tham số: `bước 0,25; thưởng tối đa 3`."""
        step = None
        own_bonus: Decimal | None = ZERO
        for part in parts:
            if (value := match_number(r"bước:? (.+)", part)) is not None:
                if value <= 0:
                    raise ParametersError("bước phải lớn hơn 0")
                step = value
            elif (room := read_bonus_room(part)) is not None:
                own_bonus = room.most
            elif part.casefold() != "tự do":
                raise ParametersError(f"không hiểu «{part}»; ví dụ đúng: «bước 0,25»")
        return cls(step, own_bonus)

    def parameters(self) -> str:
        """Tham số."""
        step = [] if self.step is None else [f"bước {plain(self.step)}"]
        bonus = [] if self.own_bonus == ZERO else [str(BonusRoom(self.own_bonus))]
        return joined(step + bonus)

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: below 0, above the maximum, or between two steps."""
        points = line.entry.points
        if points is None:
            return []
        most = total_with(line.max_points, self.own_bonus)
        if points < 0:
            return [Problem(Field.POINTS, f"điểm {vi_number(points)} nhỏ hơn 0")]
        if most is not None and points > most:
            message = f"điểm {vi_number(points)} vượt điểm tối đa {vi_number(most)}"
            return [Problem(Field.POINTS, message)]
        if self.step is not None and points % self.step:
            message = f"điểm {vi_number(points)} không theo bước {vi_number(self.step)}"
            return [Problem(Field.POINTS, message)]
        return []

    def worked(self, line: Line) -> Worked:
        """Điểm: what the scorer gave, out of the maximum."""
        points = line.entry.points
        if points is None:
            return Worked()
        step = WorkedStep("người chấm cho {} trên tối đa {}", (points, line.max_points))
        return Worked(points, (step,))

    def hint(self, most: Decimal) -> str:
        """Cách nhập."""
        step = "" if self.step is None else f", bước {vi_number(self.step)}"
        if self.own_bonus is None:
            return f"Điểm từ 0{step}; trên {vi_number(most)} là điểm thưởng, không hạn chế"
        bonus = f" (kể cả thưởng {vi_number(self.own_bonus)})" if self.own_bonus else ""
        return f"Điểm từ 0 đến {vi_number(most + self.own_bonus)}{step}{bonus}"

    def zero_entry(self) -> Entry:
        """Không phát sinh: 0 điểm."""
        return Entry(points=ZERO)

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Bước điểm: the maximum must be reachable by whole steps."""
        if self.step and most % self.step:
            step = vi_number(self.step)
            message = f"{code} tối đa {vi_number(most)} không chia hết cho bước {step}"
            yield warning("step", message, place(code))
        if self.own_bonus is not None:
            bonus = [("thưởng tối đa", self.own_bonus)]
            yield from check_not_below_zero(code, bonus, "bỏ phần ấy hoặc ghi số không âm")
        yield from check_no_limit(code, most, self.own_bonus)
