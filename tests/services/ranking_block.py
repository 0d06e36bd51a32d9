"""Khối bốn đơn vị mà giao ước hỏi đến phiếu: verified, being appraised, and its votes."""

from decimal import Decimal
from fractions import Fraction

from tests.databases import prepared
from tests.people import PROGRAM
from tests.services import nine_members as nine
from tests.services.nine_members import NO, NONE, NOW, SECRETARY, YES, do, see
from thidua.db.engine import writing
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.vote.vote import Candidate, Subject, Threshold, VoteDraft, VoteRules
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

UNITS = nine.UNITS[:4]
RULES = VoteRules(threshold=Threshold(Fraction(1, 2), source="Giao ước, mục 5", above=True))
BELOW = "không dự phiếu xếp hạng vì chưa đủ sàn từ 70 điểm"
VOTE_RANKS = (("Điểm và phiếu", "Phiếu xếp hạng"),)
FLOOR = RankingRow("Sàn phiếu xếp hạng", "", "", ">=70")
BY_SHARE = RankingRow("Tiêu chí phụ", "1", "Tỷ lệ phiếu", "")


@prepared
def settled(totals, ranking=(), extra=VOTE_RANKS):
    """Khối bốn đơn vị đã thẩm định và đang bình xét, under such a covenant."""
    nine.settle(Stage.VERIFY, UNITS)
    named = (("Khối", "K1"), ("Năm", "2025"), ("Tên giao ước", "Giao ước"), *extra)
    named = (*named, ("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"))
    draft = CovenantDraft(
        tuple(SettingRow(name, value) for name, value in named),
        (CriterionRow("I", "Kết quả", Decimal(100), "Chấm mức"),),
        tuple(ranking),
    )
    with writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    for unit, total in totals.items():
        edits = [LineEdit("I", 0, Entry(points=Decimal(total)))]
        do(sheets.save_lines, SECRETARY, unit=unit, hand=Hand.VERIFIED, edits=edits)
        do(verification.verify_sheet, SECRETARY, unit=unit)
    nine.move(Stage.APPRAISE)


def ballot(*units, title="Bỏ phiếu xếp hạng", rules=RULES, subject=Subject.RANKING):
    """Nội dung cuộc bỏ phiếu về các đơn vị này."""
    candidates = tuple(Candidate(unit, f"Đơn vị {unit}", unit) for unit in units)
    return VoteDraft(title=title, rules=rules, candidates=candidates, subject=subject)


def held(draft, *answers, absent=()):
    """Cuộc bỏ phiếu đã kiểm: each member's answers, in the order of the ballot."""
    vote = nine.opened(draft, absent=absent)
    there = [unit for unit in UNITS if unit not in absent]
    for member, said in zip(there, answers, strict=True):
        nine.cast(vote, member, *said)
    nine.close(vote)
    return vote


def board(hand=Hand.VERIFIED):
    """Bảng xếp hạng as the head sees it."""
    return see(standings.standings, hand=hand)


def places(found=None):
    """Chỗ của mọi đơn vị and what decided it."""
    rows = (found or board()).standings.rows
    return {row.unit: (row.rank, row.decided_by) for row in rows}


def voted(votes_):
    """Lời về phiếu của một đơn vị, of four."""
    percent = {1: 25, 2: 50, 4: 100}[votes_]
    return f"{votes_}/4 phiếu ({percent},00 %) trong cuộc «Bỏ phiếu xếp hạng»"


TOTALS = {"U1": 90, "U2": 80, "U3": 70, "U4": 60}
THREE = (  # U3 four votes, U2 two, U1 one
    (YES, YES, YES),
    (NO, YES, YES),
    (NO, NO, YES),
    (NO, NONE, YES),
)
