"""Người ở đơn vị nào: where people were from a year on, as far as the record knows."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session, col, select

from thidua.db.tables import AuditEntry, Unit
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.period.windows import day_of, start_of
from thidua.services.ground.audit import read_content

Units = frozenset[str]
"""Các đơn vị."""


class Whereabouts:
    """Nơi công tác của những người này: the present unit, and those left since a year began.

    When a person moved is known by the day on which it was recorded alone, which may be later: so
    the unit of now counts beside those before. The record is read for who was changed since.
    """

    def __init__(self, session: Session, people: Collection[StaffMember], since: int) -> None:
        self._now = {one.code: one.unit for one in people}
        self._left: dict[str, list[tuple[int, str]]] = {}
        if any(one.version > 1 for one in people):
            self._read(session, since)

    def _read(self, session: Session, since: int) -> None:
        entries = session.exec(
            select(AuditEntry.at, AuditEntry.content)
            .where(
                AuditEntry.action == f"person.{ChangeKind.CHANGED}",
                col(AuditEntry.at) >= start_of(date(since, 1, 1)),
            )
            .order_by(col(AuditEntry.position))
        ).all()
        units: Mapping[int | None, str] = dict(session.exec(select(Unit.id, Unit.code)).all())
        for at, content in entries:
            for row in read_content(content).get("rows", ()):
                before = row.get("before", {}).get("unit_id")
                person = row.get("naming", {}).get("code", "")
                if row["table"] == "person" and person in self._now and before in units:
                    self._left.setdefault(person, []).append((day_of(at).year, units[before]))

    @property
    def left(self) -> Units:
        """Các đơn vị đã rời."""
        return frozenset(unit for every in self._left.values() for _, unit in every)

    def of(self, person: str, year: int) -> Units:
        """Mọi đơn vị có thể của người này trong năm ấy."""
        left = {unit for since, unit in self._left.get(person, ()) if since >= year}
        now = self._now.get(person)
        return frozenset(left) if now is None else frozenset({now, *left})
