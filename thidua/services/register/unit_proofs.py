"""Dữ kiện của đơn vị từ sổ: what the rows a unit keeps say for certain about the unit itself."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from thidua.db import movement_queries, place_queries, register_queries
from thidua.domain.law.book import LawBook
from thidua.domain.movement.participation import ParticipationState
from thidua.domain.movement.place import Place
from thidua.domain.period.windows import day_of
from thidua.domain.register.certainty import GivenFact, Told, given
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.register import Among, Register, RegisterFact
from thidua.domain.register.registers import REGISTERS
from thidua.services.register import stored
from thidua.services.register.proving import Typed

_PROVING = {code: one for code, one in REGISTERS.items() if one.unit_facts}


class UnitProofs:
    """Điều các sổ nói về những đơn vị này.

    A row of a movement proves what the conditions of that movement ask for, and nothing in another.
    Places and pledges are read only where a row needs them.
    """

    def __init__(self, session: Session, units: Collection[str], book: LawBook) -> None:
        self._session = session
        self._lines: dict[tuple[str, str, int], list[RegisterLine]] = {}
        self._closed: dict[tuple[str, str, int], date] = {}
        self._places: dict[str, Place] | None = None
        self._pledged: dict[str, list[tuple[str, int | None, str]]] | None = None
        self._units = units
        if not units:
            return
        self._asked = _asked(book)
        for row in register_queries.rows(
            session, registers=_PROVING, units=units, state=RowState.CONFIRMED
        ):
            line = stored.line_of(_PROVING[row.kind], row)
            self._lines.setdefault((row.kind, row.unit, row.year), []).append(line)
        for closing in register_queries.closings(session, registers=_PROVING, units=units):
            if closing.closed:
                place = closing.kind, closing.unit, closing.year
                self._closed[place] = day_of(closing.set_at)

    def of(self, unit: str, typed: Typed) -> list[GivenFact]:
        """Dữ kiện chắc chắn về đơn vị này."""
        places = {(kind, year) for kind, of, year in (*self._lines, *self._closed) if of == unit}
        found = [
            given(
                _PROVING[kind],
                fact,
                Told(
                    year=year,
                    lines=self._shown(_PROVING[kind], fact, unit, year),
                    closed=self._closed.get((kind, unit, year)),
                    typed=typed.get((fact.code, year)),
                ),
            )
            for kind, year in sorted(places)
            for fact in _PROVING[kind].unit_facts
        ]
        return [one for one in found if one is not None]

    def _shown(
        self, register: Register, fact: RegisterFact, unit: str, year: int
    ) -> list[RegisterLine]:
        """Các dòng nói về dữ kiện này."""
        lines = [
            one
            for one in self._lines.get((register.code, unit, year), ())
            if year in self._asked.get((fact.code, one.programme), ())
        ]
        if fact.among is Among.HARD:
            return [one for one in lines if self._is_hard(register, one)]
        if fact.among is Among.PLEDGED:
            return [one for one in lines if self._is_pledged(register, one)]
        return lines

    def _is_hard(self, register: Register, line: RegisterLine) -> bool:
        """Nơi nhận là vùng dân tộc thiểu số hoặc vùng khó khăn vào chính ngày ấy."""
        if self._places is None:
            self._places = {one.code: one for one in place_queries.places(self._session)}
        column, when = register.place, register.own_day
        if column is None or when is None:
            return False
        place, day = self._places.get(str(line.values.get(column.code))), line.values.get(when.code)
        if place is None or not isinstance(day, date):
            return False
        return any(span.begins <= day <= span.ends for _, span in place.traits)

    def _is_pledged(self, register: Register, line: RegisterLine) -> bool:
        """Nơi nhận là địa chỉ mà đơn vị đã đăng ký, in a registration that was received."""
        if self._pledged is None:
            self._pledged = {}
            for one in movement_queries.participations(self._session, self._units):
                if one.state is ParticipationState.RECEIVED:
                    own = self._pledged.setdefault(one.unit, [])
                    own += [
                        (one.movement, one.year, pledge.place) for pledge in one.content.pledges
                    ]
        column = register.place
        said = None if column is None else line.values.get(column.code)
        return any(
            (movement, place) == (line.programme, said) and year in (None, line.year)
            for movement, year, place in self._pledged.get(line.unit, ())
        )


def _asked(book: LawBook) -> Mapping[tuple[str, str], range]:
    """Các năm mà một phong trào hỏi một dữ kiện, by the codes of both."""
    return {
        (kind.code, plan.code): plan.years
        for plan in book.programmes.values()
        for group in plan.groups
        for rule in group.requirements
        for kind in rule.condition.facts_asked()
    }
