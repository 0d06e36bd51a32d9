"""Khối hai mươi đơn vị đã có hạng, two of them tied, in whichever database."""

from decimal import Decimal

from tests.people import PROGRAM
from thidua.db.engine import writing
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

TWENTY = 20


def settle(url=None):
    """Lập khối K1 năm 2025."""
    rows = [
        RosterRow("K1", "Khối hai mươi", f"D{one:02}", f"Sở Nông nghiệp số {one}", f"Sở NN {one}",
                  "sở", 2025)
        for one in range(1, TWENTY + 1)
    ]  # fmt: skip
    draft = CovenantDraft(
        tuple(
            SettingRow(*one)
            for one in (("Khối", "K1"), ("Năm", "2025"), ("Tên giao ước", "Giao ước"))
        ),
        (CriterionRow("I", "Kết quả", Decimal(100), "Chấm mức"),),
        (RankingRow("Xếp loại", "", "Hoàn thành xuất sắc nhiệm vụ", ">=90"),),
    )
    with writing(url) as session:
        rosters.import_roster(Work(session, PROGRAM), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM), draft=draft)
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        work = Work(session, PROGRAM, period)
        for one in range(1, TWENTY + 1):
            edits = [LineEdit("I", 0, Entry(points=Decimal(100 - min(one, TWENTY - 1))))]
            sheets.save_lines(work, unit=f"D{one:02}", hand=Hand.VERIFIED, edits=edits)
            verification.verify_sheet(work, unit=f"D{one:02}")
