"""Đã được tặng từ trước."""

from dataclasses import dataclass

from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.measured import ALL_AWARDS, MET, MISSING, NOT_MET, Measured
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class AwardHeld(Condition):
    """Đã được tặng một trong những hình thức này, in an earlier year."""

    awards: tuple[str, ...]

    @classmethod
    def read(cls, source: Source) -> "AwardHeld":
        """Đọc: `awards`."""
        return cls(source.table.needed_texts("awards"))

    def named_awards(self) -> tuple[str, ...]:
        """Các hình thức."""
        return self.awards

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét cả quá trình tới năm xét."""
        names = dossier.names_of(self.awards)
        threshold = f"đã được tặng {names}"
        given = dossier.awards_held(self.awards)
        if given:
            return Measured(
                state=MET,
                about="",
                value=", ".join(f"năm {award.year}" for award in given),
                threshold=threshold,
            )
        if dossier.knows_all_awards:
            remedy = f"cần được tặng {names} trước"
            return Measured(
                state=NOT_MET, about="", value="chưa được tặng", threshold=threshold, remedy=remedy
            )
        return Measured(
            state=MISSING,
            about="",
            value=None,
            threshold=threshold,
            remedy=ALL_AWARDS,
        )

    def meet(self, witness: Witness, year: int) -> None:
        """Được tặng trước mọi chuỗi năm."""
        if not any(slug in self.awards and at <= year for slug, at in witness.given):
            earliest = min((at for years in witness.runs.values() for at in years), default=year)
            witness.given.add((self.awards[0], earliest - 1))

    def miss(self, witness: Witness, year: int) -> None:
        """Chưa được tặng lần nào."""
        witness.given -= {
            (slug, at) for slug, at in witness.given if slug in self.awards and at <= year
        }
