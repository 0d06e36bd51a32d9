"""Người ghi của khối mẫu: stores what was made up, through the same services as any person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from thidua.db.tables import BlockYear
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.demo import people as demo_people
from thidua.services.demo.people import DemoPerson
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.scoring import sheets, submissions
from thidua.services.scoring.sheets import LineEdit

MADE_UP = "dữ liệu mẫu"


@dataclass(frozen=True, slots=True)
class Scribe:
    """Người ghi in one period."""

    session: Session
    now: datetime
    period: BlockPeriod

    def by(self, person: DemoPerson) -> Work:
        """Việc người này làm."""
        actor = person.actor(self.period.block_code, [self.period.year])
        return Work(self.session, actor, self.period, self.now)

    def move(self, stage: Stage) -> None:
        """Chuyển giai đoạn, without what a real period is asked for."""
        row = self.session.get_one(BlockYear, self.period.id)
        row.stage = stage
        self.session.add(row)
        self.by(demo_people.HEAD).record(Act("stage.moved", reason=MADE_UP))

    def save(
        self,
        person: DemoPerson,
        unit: str,
        hand: Hand,
        entries: Mapping[str, Entry],
        reviewer: str = "",
    ) -> None:
        """Ghi các dòng này."""
        if entries:
            sheets.save_lines(
                self.by(person),
                unit=unit,
                hand=hand,
                edits=[LineEdit(code, 0, entry) for code, entry in entries.items()],
                reason=MADE_UP,
                reviewer=reviewer,
            )

    def claim(self, officer: DemoPerson, entries: Mapping[str, Entry], *, is_whole: bool) -> None:
        """Tự chấm by the unit's own officer, handed in where it is whole."""
        unit = officer.unit or ""
        self.save(officer, unit, Hand.SELF, entries)
        if is_whole:
            submissions.submit(self.by(officer), unit=unit)
