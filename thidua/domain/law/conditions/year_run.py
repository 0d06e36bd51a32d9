"""Chuỗi năm liên tục mà năm nào cũng đạt một điều kiện."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.law.conditions.base import Condition, Dossier, Edge, Run
from thidua.domain.law.conditions.measured import (
    ALL_AWARDS,
    MET,
    MISSING,
    NOT_MET,
    Measured,
    RunYear,
)
from thidua.domain.law.conditions.run_search import FoundRun, find_run, span_words
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRun(Run):
    """Chuỗi năm liên tục: at least so many years without a gap, in each of which `each` holds.

    The last year of the run is the year judged, or lies at most `ends_within` years before it.
    With `after` only years after one of these awards count.
    """

    name: str
    each: Condition
    least: int
    after: tuple[str, ...] = ()
    ends_within: int = 0

    @classmethod
    def read(cls, source: Source) -> "YearRun":
        """Đọc: `name`, `each`, `least`, and maybe `after` and `ends_within`."""
        table = source.table
        return cls(
            name=table.text("name"),
            each=source.inner("each"),
            least=table.whole("least", 1),
            after=table.texts("after"),
            ends_within=table.maybe_whole("ends_within") or 0,
        )

    def parts(self) -> tuple[Condition, ...]:
        """Điều kiện của từng năm."""
        return (self.each,)

    def named_awards(self) -> tuple[str, ...]:
        """Các lần khen làm mốc."""
        return self.after

    def runs(self) -> list[Run]:
        """Chính chuỗi này."""
        return [self]

    def find(self, dossier: Dossier) -> FoundRun:
        """Tìm chuỗi: the longest one that ends late enough."""
        anchors = [award.year for award in dossier.awards_held(self.after)] if self.after else []
        start = min(anchors, default=None)

        def state_in(at: int) -> Measured:
            early = self._too_early(dossier, start, at)
            if early is not None and early.state is NOT_MET:
                return early
            found = self.each.measure(dossier, at)
            return found if early is None or found.state is NOT_MET else early

        return find_run(state_in, dossier.year, self.ends_within, dossier.stated_years, self.least)

    def _too_early(self, dossier: Dossier, start: int | None, at: int) -> Measured | None:
        """Năm không tính vì chưa sau lần khen làm mốc."""
        if not self.after or (start is not None and at > start):
            return None
        names = dossier.names_of(self.after)
        threshold = f"sau khi được tặng {names}"
        if start is not None and dossier.knows_all_awards:
            why = f"{at}: chỉ tính các năm sau năm {start} ({names})"
            return Measured(state=NOT_MET, about="", value=why, threshold=threshold)
        if dossier.knows_all_awards:
            why = f"{at}: chưa được tặng {names}"
            return Measured(
                state=NOT_MET,
                about="",
                value=why,
                threshold=threshold,
                remedy=f"cần được tặng {names}",
            )
        return Measured(
            state=MISSING,
            about="",
            value=None,
            threshold=threshold,
            remedy=ALL_AWARDS,
        )

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét: what is certain decides for, what is possible decides against."""
        found = self.find(dossier)
        about = self.each.words(dossier)
        threshold = f"ít nhất {self.least} năm liên tục"
        value = span_words(found.certain)
        if len(found.certain) >= self.least:
            return Measured(
                state=MET, about=about, value=value, threshold=threshold, years=found.seen
            )
        if found.gap is not None:
            value = f"{value}; {_gap_words(found.gap)}"
        if len(found.possible) >= self.least:
            wanted = [row for row in found.unknown if row.year in found.possible[-self.least :]]
            remedy = "; ".join(dict.fromkeys(row.measured.remedy for row in wanted))
            return Measured(
                state=MISSING,
                about=about,
                value=value,
                threshold=threshold,
                remedy=remedy,
                years=found.seen,
            )
        short = self.least - len(found.possible)
        remedy = f"cần thêm {short} năm liên tục nữa"
        if not found.possible:
            remedy = f"chuỗi phải bắt đầu lại: cần {self.least} năm liên tục"
        if found.unknown:
            asked = "; ".join(dict.fromkeys(row.measured.remedy for row in found.unknown))
            remedy = f"{remedy}, kể cả khi có dữ liệu ({asked})"
        return Measured(
            state=NOT_MET,
            about=about,
            value=value,
            threshold=threshold,
            remedy=remedy,
            shortfall=Decimal(short),
            years=found.seen,
        )

    def told(self, dossier: Dossier) -> str:
        """Bao nhiêu năm, after which award they count, and where the last of them may lie."""
        said = [Run.told(self, dossier)]
        if self.after:
            said.append(f"chỉ tính các năm sau khi được tặng {dossier.names_of(self.after)}")
        last = f" hoặc trước đó nhiều nhất {self.ends_within} năm" if self.ends_within else ""
        return ", ".join([*said, f"năm cuối là năm xét{last}"])

    def _years(self, year: int) -> tuple[int, ...]:
        """Những năm của chuỗi vừa đủ dài, the earliest first."""
        return tuple(range(year - self.least + 1, year + 1))

    def meet(self, witness: Witness, year: int) -> None:
        """Vừa đủ số năm."""
        years = self._years(year)
        witness.runs[self.name] = years
        if self.after and not witness.was_given(self.after, range(years[0] - 2, years[0])):
            witness.given = {one for one in witness.given if one[0] not in self.after}
            witness.given.add((self.after[0], years[0] - 1))
        for at in years:
            self.each.meet(witness, at)
        for at in range(year - self.ends_within, years[0]):
            self.each.miss(witness, at)  # or a run before it could stand for this one
        self.each.miss(witness, years[0] - 1)  # or what is counted in it would be left open

    def miss(self, witness: Witness, year: int) -> None:
        """Thiếu năm đầu của chuỗi."""
        self.each.miss(witness, self._years(year)[0])

    def edges(self, year: int) -> Iterator[Edge]:
        """Số năm, then what each year asks."""
        yield Edge(self, year)
        yield from self.each.edges(self._years(year)[0])


def _gap_words(row: RunYear) -> str:
    """Năm đứt, with what was found there."""
    found = row.measured.value or ""
    if found.startswith(f"{row.year}:"):
        return f"đứt ở {found}"
    return f"đứt ở {row.year}: {found}".rstrip(": ")
