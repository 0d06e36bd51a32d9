"""Từ các kỳ: nobody scores the line; it is the sum or mean of what the unit's periods came to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from thidua.domain.ground.points import Exact, vi_number
from thidua.domain.ground.text import folded, listed
from thidua.domain.period.part import YEAR_KIND_WORDS, YearKind
from thidua.domain.rules.base import METHOD_WORDS, Line, Method, Problem, Rule
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.rules.parameters import ParametersError, joined, number, plain
from thidua.domain.rules.rows import FormRow, RowReader
from thidua.domain.rules.worked import Worked, WorkedStep, within

_KINDS = MappingProxyType(
    {"tháng": YearKind.MONTH, "quý": YearKind.QUARTER, "đợt": YearKind.CAMPAIGN}
)
_HOW = re.compile(
    r"(trung bình|cộng|tổng)(?: cộng)?(?: điểm)?(?: các| hằng| (\d+))? (tháng|quý|đợt)"
)
_PER_CENT = re.compile(r"(.+?) ?%")
_BARE = re.compile(r"[\d.,]+")
_MEAN, _SUM, _SKIPS = "trung bình", "cộng", "bỏ kỳ thiếu"
_LACKS = "thiếu "


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPeriods(Rule):
    """Từ các kỳ: the mean or sum of the verified totals of the months, quarters or đợt.

    The entry holds them: a lượt for each period that has a total, and in Mức which have none. One
    that has none leaves the line without points, unless the covenant leaves such periods out.
    `stated` is how many periods the covenant says there are, where it says so.
    """

    kind: YearKind
    is_mean: bool = True
    factor: Decimal = Decimal(1)
    skips_missing: bool = False
    stated: int | None = None
    method = Method.FROM_PERIODS

    @property
    def adds(self) -> YearKind:
        """Loại kỳ mà dòng lấy điểm từ đó."""
        return self.kind

    @property
    def adds_stated(self) -> int | None:
        """Số kỳ mà giao ước ghi."""
        return self.stated

    @property
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập: none."""
        return ()

    @classmethod
    def read(cls, parts: list[str]) -> "FromPeriods":
        """Đọc tham số: `trung bình các tháng; hệ số 0,1; bỏ kỳ thiếu`."""
        how: re.Match[str] | None = None
        factor, skips = Decimal(1), False
        for part in parts:
            if (found := _HOW.fullmatch(folded(part))) is not None:
                if how is not None:
                    raise ParametersError("chỉ ghi một cách lấy điểm từ các kỳ")
                how = found
            elif (named := re.fullmatch(r"hệ số:? (.+)", folded(part))) is not None:
                factor = _factor(named[1], part)
            elif folded(part) == _SKIPS:
                skips = True
            else:
                raise ParametersError(f"không hiểu «{part}»; ví dụ đúng: «trung bình các tháng»")
        if how is None:
            raise ParametersError(
                "cần cách lấy điểm, ví dụ «trung bình các tháng», «cộng các quý», «cộng các đợt»"
            )
        kind, stated = _KINDS[how[3]], None if how[2] is None else int(how[2])
        if kind is YearKind.CAMPAIGN and stated is not None:
            raise ParametersError(
                f"«{how[0]}»: mọi đợt của năm đều được lấy; hãy ghi «{how[1]} các đợt»"
            )
        return cls(
            kind=kind, is_mean=how[1] == _MEAN, factor=factor, skips_missing=skips, stated=stated
        )

    def parameters(self) -> str:
        """Tham số."""
        many = "các" if self.stated is None else str(self.stated)
        how = f"{_MEAN if self.is_mean else _SUM} {many} {YEAR_KIND_WORDS[self.kind]}"
        factor = [f"hệ số {plain(self.factor)}"] if self.factor != 1 else []
        return joined([how, *factor, *([_SKIPS] if self.skips_missing else [])])

    def entry_from(self, totals: Sequence[tuple[str, Decimal | None]]) -> Entry:
        """Dòng điểm từ tổng điểm của từng kỳ; None where a period has none yet."""
        lacking = [name for name, total in totals if total is None]
        return Entry(
            events=tuple(Event(name, total) for name, total in totals if total is not None),
            choice=f"{_LACKS}{listed(lacking, most=12)}" if lacking else None,
        )

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: which periods have no verified total, where they are waited for."""
        if line.entry.choice is None or self.skips_missing:
            return []
        lacking = line.entry.choice.removeprefix(_LACKS)
        return [Problem(Field.CHOICE, f"chưa có điểm đã thẩm định của {lacking}")]

    def worked(self, line: Line) -> Worked:
        """Điểm: exact, at most the maximum; none while a period is waited for."""
        events = line.entry.events
        if not events or self.problems(line):
            return Worked()
        total = sum((event.count for event in events), Decimal(0))
        points: Exact = total * self.factor
        if self.is_mean:
            points = Fraction(points) / len(events)
        terms = WorkedStep.sum(WorkedStep("{} {}", (event.kind, event.count)) for event in events)
        steps = [WorkedStep("({}) / {}", (terms, len(events))) if self.is_mean else terms]
        if self.factor != 1:
            form = "{} × {}" if self.is_mean else "({}) × {}"
            steps = [WorkedStep(form, (steps[0], self.factor))]
        steps.append(WorkedStep(" = {}", (points,)))
        if line.entry.choice is not None:
            steps.append(WorkedStep(", bỏ kỳ {}", (line.entry.choice,)))
        return within(points, line.max_points, *steps)

    def form_rows(self, most: Decimal, scored: Entry | None) -> list[FormRow]:
        """Dòng của biểu mẫu: nothing to fill in."""
        kind = YEAR_KIND_WORDS[self.kind]
        return [FormRow(label="", hint=f"Lấy từ điểm đã thẩm định của các {kind}; không nhập")]

    def entry_of(self, reader: RowReader) -> Entry | None:
        """Dòng điểm từ các dòng nhập: none is taken."""
        word = METHOD_WORDS[self.method]
        row = reader.filled[0]
        message = f"cách chấm «{word}» lấy điểm từ các kỳ, không nhập; hãy để trống dòng này"
        reader.refuse("computed", message, row.where(Field.POINTS))
        return None

    def events_text(self, entry: Entry) -> str:
        """Điểm của từng kỳ bằng lời."""
        return "; ".join(f"{event.kind} {vi_number(event.count)}" for event in entry.events)


def _factor(written: str, part: str) -> Decimal:
    """Hệ số: a bare number, or so many per cent; of nothing else."""
    share = _PER_CENT.fullmatch(written)
    bare = written if share is None else share[1]
    if not _BARE.fullmatch(bare):
        raise ParametersError(f"phần «{part}»: hệ số phải là số, như «hệ số 0,3» hay «hệ số 30%»")
    value = number(bare, part)
    if value <= 0:
        raise ParametersError("hệ số phải lớn hơn 0")
    return value if share is None else value.scaleb(-2)
