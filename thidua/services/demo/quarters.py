"""Khối mẫu có quý: the first two quarters of the made-up communes, one over and one under way."""

from datetime import date
from decimal import Decimal

from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.setting_rows import BLOCK, COMBINING, PERIOD, TITLE, YEAR
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.demo import deadlines
from thidua.services.demo import people as demo_people
from thidua.services.demo.scribe import Scribe
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import verification

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
            SettingRow(COMBINING, "Khối trưởng quyết định"),
        ),
        (
            CriterionRow("1", "Nhiệm vụ trọng tâm của quý", Decimal(80), "Chấm mức", "bước 0,5"),
            CriterionRow("2", "Chế độ thông tin, báo cáo", Decimal(20), "Chấm mức", "bước 0,5"),
        ),
        (RankingRow("Tiêu chí phụ", "1", "Điểm nhóm", "1"),),
    )
    covenants.adopt_covenant(work, draft=draft)
    first = _Quarter(
        work.session, work.now, rosters.period(work, block=block, year=year, part="quy-1")
    )
    first.move(Stage.SELF_SCORE)
    first.claim_of(tuple(_CLAIMED))
    first.move(Stage.VERIFY)
    first.verify()
    deadlines.settle_past(first, date(year, 4, 1))
    first.move(Stage.PUBLISHED)
    covenants.reuse(work.at(first.period), part="quy-2")
    second = _Quarter(
        work.session, work.now, rosters.period(work, block=block, year=year, part="quy-2")
    )
    second.move(Stage.SELF_SCORE)
    second.claim_of(_SECOND)


class _Quarter(Scribe):
    """Một quý."""

    def claim_of(self, units: tuple[str, ...]) -> None:
        for person in demo_people.REVIEWERS:
            if person.unit in units:
                self.claim(person, _entries(_CLAIMED[person.unit]), is_whole=True)

    def verify(self) -> None:
        for unit, (main, reports) in _CLAIMED.items():
            given = _entries((main - _LOWERED.get(unit, 0), reports))
            self.save(demo_people.SECRETARY, unit, Hand.VERIFIED, given)
            verification.verify_sheet(self.by(demo_people.SECRETARY), unit=unit)


def _entries(points: tuple[int, int]) -> dict[str, Entry]:
    return {code: Entry(points=Decimal(value)) for code, value in zip("12", points, strict=True)}
