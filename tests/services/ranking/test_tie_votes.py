"""Suy tôn qua các dịch vụ: the counted vote settles the tie wherever the ranking is used."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from typer.testing import CliRunner

from tests import second_hand
from tests.services import nine_members as nine
from tests.services.nine_members import HEAD, NO, NOW, SECRETARY, YES, do, fresh, see
from tests.services.ranking_block import BY_SHARE, RULES, UNITS, ballot, board, held, settled
from thidua.commands.app import app
from thidua.db.engine import reading, writing
from thidua.domain.covenant.draft import RankingRow
from thidua.domain.ranking.by_vote import MovedSince, OtherFigures
from thidua.domain.ranking.places import Undecided
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.case import rank_case
from thidua.domain.vote.vote import Subject, VoteKind
from thidua.frames.ranking.standings import remark
from thidua.services.council import opening
from thidua.services.document.ranking_papers import tie_sentences
from thidua.services.meeting.facts import ranking_words
from thidua.services.ranking import opening as figures
from thidua.services.record import exports
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import analysis, verification
from thidua.services.vote import votes
from thidua.ui.frame.literal import literal
from thidua.ui.widgets import sentences

TITLE = "Suy tôn đơn vị được đề nghị tặng Cờ năm 2025"
FLAG = RankingRow("Khen thưởng", "1", "Cờ", "1")
CHOOSE_ONE = replace(RULES, kind=VoteKind.TIE, most=1, seats=1)
TIED = {"U1": 90, "U2": 90, "U3": 70, "U4": 60}


@pytest.fixture(autouse=True)
def database(database_url):
    """Một cơ sở dữ liệu trống."""


def on_the_tie(*units, title=TITLE, rules=CHOOSE_ONE):
    """Cuộc suy tôn chọn một trong các đơn vị này."""
    return ballot(*units, title=title, rules=rules, subject=Subject.AWARD)


THREE_TO_ONE = ((YES, NO), (YES, NO), (YES, NO), (NO, YES))


def ranks():
    """Hạng của mọi đơn vị, shared or not."""
    return {row.unit: (row.rank, row.tied) for row in board().standings.rows}


def score_anew(**totals):
    """Chấm lại và thẩm định lại: the points of these units are others from now on."""
    for unit, total in totals.items():
        do(second_hand.reopen_verified, HEAD, unit=unit, reason="Sai số liệu")
        entry = Entry(points=Decimal(total))
        with reading() as session:
            known = sheets.unchecked(session, fresh(), unit, Hand.VERIFIED)
        edits = [LineEdit("I", known.lines["I"].version, entry)]
        do(sheets.save_lines, SECRETARY, unit=unit, hand=Hand.VERIFIED, edits=edits)
        do(verification.verify_sheet, SECRETARY, unit=unit)


@pytest.mark.both_databases
def test_the_vote_on_a_tie_decides_rank_and_place_wherever_they_stand():
    settled(TIED, [FLAG], extra=())
    assert board().award_places()[0].undecided == (Undecided(("U1", "U2"), 1),)

    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)

    found = board()
    assert ranks() == {"U1": (1, False), "U2": (2, False), "U3": (3, False), "U4": (4, False)}
    [line] = found.award_places()
    assert (line.proposed, line.undecided) == (("U1",), ())
    by_vote = f"được chọn với 3/4 phiếu (75,00 %) trong cuộc «{TITLE}»"
    assert remark(found.standings.of("U1")) == f"hơn kém nhờ {by_vote}"
    assert sentences.ties(found) == [
        f"Đơn vị U1, Đơn vị U2: bằng điểm, phân định bằng cuộc bỏ phiếu «{TITLE}»."
    ]
    assert found.standings.other_figures == ()
    told = json.loads(
        CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025", "--json"]).stdout
    )
    first = told["units"][0]
    assert (first["unit"], first["rank"], first["tiebreak"]) == ("U1", 1, by_vote)
    assert (told["provisional"], "other_figures" in told) == (True, False)
    book = load_workbook(BytesIO(see(exports.summary, hand=Hand.VERIFIED)))["Tổng hợp"]
    column = next(cell.column for cell in book[4] if cell.value == "Tiêu chí phụ")
    assert book.cell(5, column).value == by_vote
    assert rank_case(see(analysis.comparison).case) == found.standings


def test_the_points_it_was_held_on_are_kept_with_the_vote_and_go_with_a_new_beginning():
    settled(TIED, [FLAG], extra=())
    vote = nine.opened(on_the_tie("U1", "U2"))
    kept = nine.view(vote).figures
    do(votes.reset, vote=vote, seen=nine.view(vote).version, reason="Sót")

    assert kept == (("U1", "90"), ("U2", "90"))
    assert nine.view(vote).figures == ()


def test_points_that_move_together_leave_the_choice_and_flag_it_everywhere():
    settled(TIED, [FLAG], extra=())
    vote = held(on_the_tie("U1", "U2"), *THREE_TO_ONE)
    score_anew(U1=85, U2=85)

    found = board()
    moved = (MovedSince("U1", "90", "85"), MovedSince("U2", "90", "85"))
    flag = OtherFigures(TITLE, moved)
    said = (
        f"điểm đã đổi từ khi mở cuộc «{TITLE}» (Đơn vị U1 90 → 85; Đơn vị U2 90 → 85); "
        "hạng vẫn theo phiếu ấy"
    )
    assert ranks()["U1"] == (1, False)
    assert found.standings.other_figures == (flag,)
    assert sentences.other_figures(found) == [f"{literal(f'Đ{said[1:]}')}; nên bỏ phiếu lại."]
    assert remark(found.standings.of("U2")).endswith("điểm đã đổi từ khi mở cuộc bỏ phiếu ấy")
    told = json.loads(
        CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025", "--json"]).stdout
    )
    assert told["other_figures"] == [said]
    plain = CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025"]).stdout
    assert plain.splitlines()[-1] == f"Chú ý: {said}."
    book = load_workbook(BytesIO(see(exports.summary, hand=Hand.VERIFIED)))["Tổng hợp"]
    assert "Điểm đã đổi từ khi mở cuộc" in book["A2"].value
    assert ranking_words(found) == (f"Đ{said[1:]}; nên bỏ phiếu lại.",)
    assert see(figures.moved_since, vote=nine.view(vote)) == moved

    held(on_the_tie("U1", "U2", title="Lần hai"), *((NO, YES),) * 4)

    assert ranks()["U2"] == (1, False)
    assert board().standings.other_figures == ()


def test_a_counted_vote_that_leaves_the_tie_is_named_with_its_reason():
    settled(TIED | {"U3": 90}, [FLAG], extra=())
    held(on_the_tie("U1", "U2", title="Hai trong ba"), *THREE_TO_ONE)
    [of_a_part] = sentences.ties(board())
    all_three = on_the_tie("U1", "U2", "U3", title="Cả ba")
    held(all_three, (YES, NO, NO), (YES, NO, NO), (NO, YES, NO), (NO, YES, NO))
    [of_none] = sentences.ties(board())

    assert ranks()["U1"] == (1, True)
    assert of_a_part.endswith(
        "; lá phiếu của cuộc «Hai trong ba» không có Đơn vị U3; cần bỏ phiếu lại."
    )
    assert of_none.endswith(
        "; cuộc «Cả ba» không chọn được đơn vị nào trong số này; cần bỏ phiếu lại."
    )
    assert tie_sentences(board())[0].endswith(of_none.partition("; ")[2].removesuffix("."))


def test_a_choice_among_units_that_are_tied_no_more_ranks_nobody_and_is_named():
    settled(TIED, [FLAG], extra=())
    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)
    score_anew(U2=95)

    with reading() as session:
        found = figures.unchecked_other_figures(session, board())

    assert (ranks()["U2"], ranks()["U1"]) == ((1, False), (2, False))
    assert found == (OtherFigures(TITLE, (MovedSince("U2", "90", "95"),), is_used=False),)


def test_a_vote_without_its_quorum_settles_no_tie():
    settled(TIED, [FLAG], extra=())
    rules = replace(CHOOSE_ONE, quorum=Fraction(3, 4))
    held(on_the_tie("U1", "U2", rules=rules), *[(YES, NO)] * 2, absent=UNITS[2:])

    assert ranks()["U1"] == (1, True)


def test_a_vote_changed_behind_the_program_settles_no_tie():
    settled(TIED, [FLAG], extra=())
    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)
    with writing() as session:
        session.execute(sa.text("DELETE FROM ballot_slip WHERE candidate = 'U2'"))

    assert ranks()["U1"] == (1, True)


def test_the_share_of_a_vote_on_the_tie_is_the_share_the_covenant_asks_for():
    settled(TIED, [BY_SHARE], extra=())
    assert board().standings.provisional is True

    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)

    assert board().standings.provisional is False
    assert board().standings.of("U1").decided_by == "Tỷ lệ phiếu: 3/4 phiếu (75,00 %)"


def test_a_ranking_without_ties_does_not_read_the_votes_that_every_ballot_changes():
    settled({"U1": 90, "U2": 80, "U3": 70, "U4": 60}, [FLAG], extra=())
    before = board()
    nine.opened(on_the_tie("U1", "U2"))

    assert board() is before


def test_an_early_vote_keeps_that_there_were_no_points_yet():
    nine.settle(nine.Stage.VERIFY, UNITS)
    rules = replace(CHOOSE_ONE)
    vote = do(votes.set_up, draft=on_the_tie("U1", "U2", rules=rules))
    do(opening.open_vote, vote=vote, seen=1, reason="Họp sớm", now=NOW + timedelta(1))

    assert fresh().covenant_version is None
    assert nine.view(vote).figures == ()
