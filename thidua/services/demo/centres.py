"""Khối mẫu đang tự chấm: one has handed in, one is about to, one is half way, one not begun."""

from random import Random

from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.signature import SignatureWay
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.services.covenant import covenants
from thidua.services.demo import people as demo_people
from thidua.services.demo import signing as demo_signing
from thidua.services.demo.made_up import first_half, self_scores
from thidua.services.demo.scribe import Scribe
from thidua.services.ground.work import Work
from thidua.services.period import rosters

BLOCK_CODE = "KTD-TT"
BLOCK_NAME = "Khối thi đua các trung tâm thuộc Sở (mẫu tự chấm)"
_SEED = 1124
CENTRES = {
    "XTDT": "Trung tâm Xúc tiến đầu tư",
    "DVTC": "Trung tâm Dịch vụ tài chính công",
    "CNTT": "Trung tâm Công nghệ thông tin",
    "TVTC": "Trung tâm Tư vấn tài chính",
}
_NOT_SIGNED = "TVTC"
_BY_PAPER = {"DVTC": SignatureWay.SIGNED_PDF, "CNTT": SignatureWay.SCAN}
_HALF_WAY, _HANDED_IN, _ABOUT_TO = "XTDT", "DVTC", "CNTT"


def fill(work: Work, *, draft: CovenantDraft, year: int, with_files: bool) -> None:
    """Tạo khối đang tự chấm. The caller owns the commit."""
    rows = [
        RosterRow(BLOCK_CODE, BLOCK_NAME, code, name, name.replace("Trung tâm", "TT"), "TT", year)
        for code, name in CENTRES.items()
    ]
    rosters.import_roster(work, rows=rows)
    people = (*demo_people.OVERSEERS, *demo_people.CENTRES)
    demo_people.settle(work, people=people, block=BLOCK_CODE, years=[year])
    covenants.adopt_covenant(work, draft=draft)
    scribe = Scribe(work.session, work.now, rosters.period(work, block=BLOCK_CODE, year=year))
    signed = [one for one in demo_people.CENTRES if one.unit != _NOT_SIGNED]
    by_paper = _BY_PAPER if with_files else {}
    demo_signing.sign(scribe, [one for one in signed if one.unit not in by_paper])
    for person in signed:
        if person.unit in by_paper:
            demo_signing.bring(scribe, person, by_paper[person.unit])
    scribe.move(Stage.SELF_SCORE)
    covenant, dice = covenants.load(work.session, scribe.period), Random(_SEED)
    for person in demo_people.CENTRES:
        unit = person.unit or ""
        scores = self_scores(dice, covenant, unit=unit, usual=93, year=year)
        if unit == _HALF_WAY:
            scores = first_half(scores)
        if unit in (_HALF_WAY, _HANDED_IN, _ABOUT_TO):
            scribe.claim(person, scores, is_whole=unit == _HANDED_IN)
