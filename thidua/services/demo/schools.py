"""Khối mẫu đang bình xét: everything is verified, and the vote of the meeting has been set up."""

from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.setting_rows import BLOCK, COMBINING, TITLE, YEAR
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.vote.vote import Candidate, Subject, Threshold, VoteDraft, VoteRules
from thidua.services.covenant import covenants
from thidua.services.demo import people as demo_people
from thidua.services.demo import signing as demo_signing
from thidua.services.demo.scribe import Scribe
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import verification
from thidua.services.vote import votes

BLOCK_CODE = "KTD-TR"
BLOCK_NAME = "Khối thi đua các trường (mẫu bình xét)"
SCHOOLS = {
    "NH": "Trường Trung học cơ sở Nguyễn Huệ",
    "LL": "Trường Trung học cơ sở Lê Lợi",
    "TP": "Trường Trung học cơ sở Trần Phú",
    "QT": "Trường Trung học cơ sở Quang Trung",
}
_CLAIMED = {"NH": ("58", "28"), "LL": ("57.5", "29"), "TP": ("55", "27.5"), "QT": ("52", "26")}
_VERIFIED = _CLAIMED | {"LL": ("56", "29"), "QT": ("51.5", "26")}
_WHY = "Một nội dung báo cáo chậm so với kế hoạch."
_AWARD = "Cờ thi đua"
_RULES = VoteRules(
    threshold=Threshold(Fraction(4, 5), source="Quy chế hoạt động của khối mẫu"), seats=1
)


def fill(work: Work, *, year: int) -> None:
    """Tạo khối đang bình xét. The caller owns the commit."""
    rows = [
        RosterRow(BLOCK_CODE, BLOCK_NAME, code, name, name.rpartition("sở ")[2], "Trường", year)
        for code, name in SCHOOLS.items()
    ]
    rosters.import_roster(work, rows=rows)
    people = (*demo_people.OVERSEERS, demo_people.COUNCIL_MEMBER, *demo_people.SCHOOLS)
    demo_people.settle(work, people=people, block=BLOCK_CODE, years=[year])
    covenants.adopt_covenant(work, draft=_draft(year))
    scribe = Scribe(work.session, work.now, rosters.period(work, block=BLOCK_CODE, year=year))
    demo_signing.sign(scribe, demo_people.SCHOOLS)
    scribe.move(Stage.SELF_SCORE)
    for person in demo_people.SCHOOLS:
        scribe.claim(person, _entries(_CLAIMED[person.unit or ""]), is_whole=True)
    scribe.move(Stage.VERIFY)
    for unit, given in _VERIFIED.items():
        why = _WHY if given != _CLAIMED[unit] else ""
        scribe.save(demo_people.SECRETARY, unit, Hand.VERIFIED, _entries(given, why))
        verification.verify_sheet(scribe.by(demo_people.SECRETARY), unit=unit)
    scribe.move(Stage.APPRAISE)
    first, second = list(SCHOOLS)[:2]
    draft = VoteDraft(
        title=f"Suy tôn đơn vị được đề nghị tặng {_AWARD} năm {year}",
        rules=_RULES,
        candidates=tuple(Candidate(one, SCHOOLS[one], one) for one in (first, second)),
        subject=Subject.AWARD,
        award=_AWARD,
    )
    votes.set_up(scribe.by(demo_people.HEAD), draft=draft)


def _entries(points: tuple[str, str], why: str = "") -> dict[str, Entry]:
    main, other = points
    return {
        "1": Entry(points=Decimal(main), explanation=why),
        "2": Entry(points=Decimal(other)),
    }


def _draft(year: int) -> CovenantDraft:
    return CovenantDraft(
        (
            SettingRow(BLOCK, BLOCK_CODE),
            SettingRow(YEAR, Decimal(year)),
            SettingRow(TITLE, "Giao ước thi đua mẫu các trường"),
            SettingRow(COMBINING, "Khối trưởng quyết định"),
        ),
        (
            CriterionRow("1", "Dạy và học", Decimal(60), "Chấm mức", "bước 0,5"),
            CriterionRow("2", "Phong trào, hoạt động xã hội", Decimal(30), "Chấm mức", "bước 0,5"),
        ),
        (RankingRow("Tiêu chí phụ", "1", "Điểm nhóm", "1"),),
    )
