"""Khối mẫu có quý: the first two quarters of the made-up communes, one over and one under way."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.db.tables import BlockYear
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.setting_rows import BLOCK, COMBINING, PERIOD, TITLE, YEAR
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.demo import people as demo_people
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

_MADE_UP = "dữ liệu mẫu"
_CLAIMED = {"AL": (76, 19), "BM": (72, 20), "CG": (79, 18), "DH": (70, 17), "EM": (74, 20)}
_LOWERED = {"CG": 4, "EM": 1}
_SECOND = ("AL", "CG", "DH")


def fill(work: Work, *, block: str, year: int) -> None:
    """Tạo hai quý đầu năm. The caller owns the commit."""
    draft = CovenantDraft(
        (
            SettingRow(BLOCK, block),
            SettingRow(YEAR, Decimal(year)),
            SettingRow(PERIOD, "Quý I"),
            SettingRow(TITLE, "Giao ước thi đua quý của các xã"),
            SettingRow(COMBINING, "Trưởng khối quyết định"),
        ),
        (
            CriterionRow("1", "Nhiệm vụ trọng tâm của quý", Decimal(80), "Chấm mức", "bước 0,5"),
            CriterionRow("2", "Chế độ thông tin, báo cáo", Decimal(20), "Chấm mức", "bước 0,5"),
        ),
        (RankingRow("Tiêu chí phụ", "1", "Điểm nhóm", "1"),),
    )
    covenants.adopt_covenant(work, draft=draft)
    first = _Quarter(work, rosters.period(work, block=block, year=year, part="quy-1"))
    first.move(Stage.SELF_SCORE)
    first.claim(tuple(_CLAIMED))
    first.move(Stage.VERIFY)
    first.verify()
    first.move(Stage.PUBLISHED)
    covenants.reuse(work.at(first.period), part="quy-2")
    second = _Quarter(work, rosters.period(work, block=block, year=year, part="quy-2"))
    second.move(Stage.SELF_SCORE)
    second.claim(_SECOND)


@dataclass(frozen=True, slots=True)
class _Quarter:
    """Một quý, through the same services as any person."""

    work: Work
    period: BlockPeriod

    def move(self, stage: Stage) -> None:
        row = self.work.session.get_one(BlockYear, self.period.id)
        row.stage = stage
        self.work.session.add(row)
        self._by(demo_people.HEAD).record(Act("stage.moved", reason=_MADE_UP))

    def claim(self, units: tuple[str, ...]) -> None:
        for person in demo_people.REVIEWERS:
            unit = person.unit or ""
            if unit in units:
                self._save(self._by(person), unit, Hand.SELF, _CLAIMED[unit])
                submissions.submit(self._by(person), unit=unit)

    def verify(self) -> None:
        secretary = self._by(demo_people.SECRETARY)
        for unit, (main, reports) in _CLAIMED.items():
            given = (main - _LOWERED.get(unit, 0), reports)
            self._save(secretary, unit, Hand.VERIFIED, given)
            verification.verify_sheet(secretary, unit=unit)

    def _by(self, person: demo_people.DemoPerson) -> Work:
        actor = person.actor(self.period.block_code, [self.period.year])
        return Work(self.work.session, actor, self.period, self.work.now)

    def _save(self, work: Work, unit: str, hand: Hand, points: tuple[int, int]) -> None:
        edits = [
            LineEdit(code, 0, Entry(points=Decimal(value)))
            for code, value in zip(("1", "2"), points, strict=True)
        ]
        sheets.save_lines(work, unit=unit, hand=hand, edits=edits, reason=_MADE_UP)
