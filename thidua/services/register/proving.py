"""Dữ kiện từ sổ: what the registers say for certain about people, beside what was typed."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from thidua.db import register_queries
from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import Fact
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.period.windows import day_of
from thidua.domain.register.certainty import GivenFact, Told, given
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.registers import REGISTERS
from thidua.services.register import stored
from thidua.services.register.whereabouts import Whereabouts

Typed = Mapping[tuple[str, int | None], Fact]
"""Dữ kiện đã khai của một người, by code and year."""


class Proofs:
    """Điều các sổ nói về những người này, read in two statements and a few for who moved.

    That there is nothing is certain where every unit the person may have been of is closed.
    """

    def __init__(self, session: Session, people: Collection[StaffMember]) -> None:
        self._lines: dict[tuple[str, str, int], list[RegisterLine]] = {}
        self._closed: dict[tuple[str, str, int], date] = {}
        codes = [code for code, one in REGISTERS.items() if one.facts]
        if not people:
            return
        for row in register_queries.proving(session, codes, {one.code for one in people}):
            line = stored.line_of(REGISTERS[row.kind], row)
            self._lines.setdefault((row.kind, row.part, row.year), []).append(line)
        self._read_closed(session, codes, {one.unit for one in people})
        closed = {unit for _, unit, _ in self._closed}
        asked = [one for one in people if one.unit in closed]
        since = min((year for _, _, year in self._closed), default=0)
        self._where = Whereabouts(session, asked, since)
        if self._where.left:
            self._read_closed(session, codes, self._where.left)

    def _read_closed(
        self, session: Session, registers: Collection[str], units: Collection[str]
    ) -> None:
        for closing in register_queries.closings(session, registers=registers, units=units):
            if closing.closed:
                place = closing.kind, closing.unit, closing.year
                self._closed[place] = day_of(closing.set_at)

    def _closed_for(self, kind: str, person: str, year: int) -> date | None:
        """Từ ngày nào mọi sổ có thể có người này đã khóa; None where one of them is open."""
        days = [self._closed.get((kind, unit, year)) for unit in self._where.of(person, year)]
        known = [one for one in days if one is not None]
        return max(known) if known and len(known) == len(days) else None

    def of(
        self, person: str, typed: Typed, used: Collection[UsedAchievement] = ()
    ) -> list[GivenFact]:
        """Dữ kiện chắc chắn về người này."""
        places = {(kind, year) for kind, part, year in self._lines if part == person}
        places |= {(kind, year) for kind, _, year in self._closed}
        found = [
            given(
                REGISTERS[kind],
                fact,
                Told(
                    year=year,
                    lines=self._lines.get((kind, person, year), ()),
                    closed=self._closed_for(kind, person, year),
                    typed=typed.get((fact.code, year)),
                    used=used,
                ),
            )
            for kind, year in sorted(places)
            for fact in REGISTERS[kind].facts
        ]
        return [one for one in found if one is not None]
