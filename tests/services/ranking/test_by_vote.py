"""Phiếu xếp hạng qua các dịch vụ: the counted vote ranks, and every way out shows that ranking."""

import json
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy import event
from typer.testing import CliRunner

from tests.services import nine_members as nine
from tests.services.nine_members import HEAD, NO, NONE, YES, do, fresh, see
from tests.services.ranking_block import (
    BELOW,
    BY_SHARE,
    FLOOR,
    RULES,
    THREE,
    TOTALS,
    UNITS,
    VOTE_RANKS,
    ballot,
    board,
    held,
    places,
    settled,
    voted,
)
from thidua.commands.app import app
from thidua.db.engine import engine, reading, writing
from thidua.domain.covenant.draft import RankingRow
from thidua.domain.ground.errors import Refused
from thidua.domain.meeting.reveal import revealed
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import Stage
from thidua.domain.ranking.by_vote import AwaitedVote, RankingVote, VoteShare
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.case import rank_case
from thidua.domain.vote.vote import Candidate, Subject, VoteKind
from thidua.frames.ranking.standings import remark
from thidua.services.meeting.facts import ranking_words
from thidua.services.progress import stages
from thidua.services.ranking import prospects
from thidua.services.record import exports
from thidua.services.verify import analysis
from thidua.services.vote import results as vote_results
from thidua.services.vote import votes
from thidua.ui.widgets import sentences


@pytest.fixture(autouse=True)
def database(database_url):
    """Một cơ sở dữ liệu trống."""


@pytest.mark.both_databases
def test_the_vote_ranks_once_it_is_counted_and_only_then():
    settled(TOTALS, [FLOOR])
    by_points = {"U1": (1, None), "U2": (2, None), "U3": (3, None), "U4": (4, None)}

    before = board()
    assert (places(before), before.standings.provisional) == (by_points, True)
    assert before.standings.awaited == AwaitedVote()
    assert before.on_ballot() == ("U1", "U2", "U3")
    vote = nine.opened(ballot("U1", "U2", "U3"))
    for member, said in zip(UNITS, THREE, strict=True):
        nine.cast(vote, member, *said)
    assert (places(), board().standings.provisional) == (by_points, True)

    nine.close(vote)

    after = board()
    assert (after.standings.vote, after.standings.provisional) == ("Bỏ phiếu xếp hạng", False)
    assert places(after) == {
        "U3": (1, voted(4)),
        "U2": (2, voted(2)),
        "U1": (3, voted(1)),
        "U4": (4, BELOW),
    }


def test_every_way_out_shows_the_same_ranking(monkeypatch):
    settled(TOTALS, [FLOOR])
    held(ballot("U1", "U2", "U3"), *THREE)
    found = board()
    expected = [(row.unit, row.rank, row.decided_by) for row in found.standings.rows]

    told = json.loads(
        CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025", "--json"]).stdout
    )
    said = CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025"]).stdout
    book = load_workbook(BytesIO(see(exports.summary, hand=Hand.VERIFIED)))["Tổng hợp"]
    header = {cell.value: cell.column for cell in book[4]}
    in_excel = [
        (row[1].value, row[0].value, row[header["Tiêu chí phụ"] - 1].value)
        for row in book.iter_rows(min_row=5)
    ]
    case = see(analysis.comparison).case
    shown = revealed(found.standings.rows, 4)

    assert [(row["unit"], row["rank"], row["tiebreak"]) for row in told["units"]] == expected
    assert told["provisional"] is True  # until the lock, whatever is counted
    assert in_excel == expected
    assert book["A2"].value.endswith(
        "«Hạng» xếp theo phiếu của cuộc «Bỏ phiếu xếp hạng», dưới sàn thì theo điểm."
    )
    assert [line.split()[0] for line in said.splitlines()[1:]] == ["1", "2", "3", "4"]
    assert [line.partition("Đơn vị ")[2][4:] for line in said.splitlines()[1:]] == [
        decided for _, _, decided in expected
    ]
    assert rank_case(case) == found.standings
    assert [(row.unit, row.rank, row.decided_by) for row in shown] == expected
    assert ranking_words(found) == ("Xếp hạng theo phiếu của cuộc «Bỏ phiếu xếp hạng»",)
    assert [remark(row) for row in found.standings.rows] == [
        *(f"hơn kém nhờ {voted(count)}" for count in (4, 2, 1)),
        BELOW,
    ]


def test_every_way_out_says_that_the_order_by_points_waits_for_the_vote():
    settled(TOTALS, [FLOOR])
    found = board()

    said = CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025"]).stdout
    book = load_workbook(BytesIO(see(exports.summary, hand=Hand.VERIFIED)))["Tổng hợp"]
    waits = "chưa có cuộc bỏ phiếu «Xếp hạng đơn vị» nào đã kiểm phiếu"

    order = "đang xếp theo điểm, theo giao ước phiếu sẽ xếp hạng các đơn vị từ 70 điểm"
    assert sentences.standing(found).endswith(f" **TẠM TÍNH**: {order}; {waits}.")
    assert ranking_words(found) == (f"Đ{order[1:]}; {waits}",)
    assert said.splitlines()[0].endswith("(TẠM TÍNH)")
    assert said.splitlines()[-1] == f"Xếp theo điểm; phiếu sẽ xếp hạng: {waits}."
    assert book["A1"].value.endswith("TẠM TÍNH")
    assert book["A2"].value.endswith(
        "«Hạng» đang theo điểm, chỉ là tạm tính: theo giao ước phiếu sẽ xếp hạng."
    )


def test_claims_are_compared_by_points_and_say_that_the_vote_is_not_in_them():
    settled(TOTALS)
    held(ballot(*UNITS), *[(YES, NO, NO, NO)] * 4)

    found = board(Hand.SELF)

    assert found.standings.vote is None
    assert sentences.vote_to_come(found) == (
        "đang xếp theo điểm, theo giao ước phiếu sẽ xếp hạng các đơn vị được xét; bảng này không "
        "tính phiếu"
    )


def test_of_several_votes_the_last_one_with_its_quorum_ranks():
    settled(TOTALS)
    quorum = replace(RULES, quorum=Fraction(3, 4))
    held(ballot(*UNITS, title="Lần một"), *[(YES, NO, NO, NO)] * 4)
    held(ballot(*UNITS, title="Lần hai"), *[(NO, YES, NO, NO)] * 4)
    few = ballot(*UNITS, title="Lần ba", rules=quorum)
    held(few, *[(NO, NO, YES, NO)] * 2, absent=UNITS[:2])
    award = ballot(*UNITS, title="Tặng Cờ", subject=Subject.AWARD)
    held(award, *[(NO, NO, NO, YES)] * 4)

    with reading() as session:
        found = vote_results.unchecked_ranking(session, fresh())

    shares = tuple(VoteShare(unit, 4 * (unit == "U2"), 4) for unit in UNITS)
    figures = tuple((unit, str(total)) for unit, total in TOTALS.items())
    assert found == RankingVote("Lần hai", shares, figures=figures)
    assert {unit: rank for unit, (rank, _) in places().items()} == {
        "U2": 1,
        "U1": 2,
        "U3": 2,
        "U4": 2,
    }


@pytest.mark.both_databases
def test_a_vote_that_is_no_longer_as_it_was_counted_ranks_nobody():
    settled(TOTALS)
    held(ballot(*UNITS), *[(NO, YES, NO, NO)] * 4)
    assert places()["U2"] == (1, voted(4))

    with writing() as session:
        session.execute(sa.text("DELETE FROM ballot_slip WHERE candidate = 'U2'"))

    with reading() as session:
        assert vote_results.unchecked_ranking(session, fresh()) is None


def test_a_ballot_that_left_a_unit_out_is_told_and_stands_in_the_way_of_the_lock():
    settled(TOTALS, [FLOOR])
    held(ballot("U1", "U3"), *[(YES, NO)] * 4)

    said = "lá phiếu của cuộc «Bỏ phiếu xếp hạng» không có U2; cần bỏ phiếu lại"
    blocker = (f"giao ước ghi «Phiếu xếp hạng» nhưng {said}", Doing.VOTE)
    assert board().standings.awaited == AwaitedVote("Bỏ phiếu xếp hạng", ("U2",))
    assert blocker in [(one.message, one.cure) for one in see(stages.view).blockers]
    with pytest.raises(Refused, match="không có U2; cần bỏ phiếu lại"):
        do(stages.advance, seen=Stage.APPRAISE)

    held(ballot("U1", "U2", "U3"), *THREE)

    assert blocker not in see(stages.view).blockers
    assert not [one for one in see(stages.view).blockers if "Phiếu xếp hạng" in one.message]


@pytest.mark.both_databases
def test_while_the_vote_is_to_rank_points_make_nobody_sure_of_an_award():
    award = RankingRow("Khen thưởng", "1", "Cờ", "1")
    settled(TOTALS, [award])

    assert (board().standings.provisional, see(prospects.prospects)) == (True, None)


def test_the_share_of_the_counted_vote_breaks_a_tie_and_until_then_the_tie_waits():
    settled({"U1": 90, "U2": 80, "U3": 80, "U4": 60}, [BY_SHARE], extra=())

    before = board()
    assert places(before) == {"U1": (1, None), "U2": (2, None), "U3": (2, None), "U4": (4, None)}
    assert (before.standings.provisional, before.standings.awaited) == (True, None)
    assert sentences.standing(before).endswith(
        " **TẠM TÍNH**: còn đơn vị bằng điểm chờ kết quả bỏ phiếu."
    )
    assert [remark(row) for row in before.standings.rows] == [
        "",
        *["bằng điểm, chờ kết quả bỏ phiếu"] * 2,
        "",
    ]
    assert sentences.ties(before) == [
        "Đơn vị U2, Đơn vị U3: bằng điểm, chờ kết quả cuộc bỏ phiếu «Xếp hạng đơn vị», vì giao ước "
        "có tiêu chí phụ «Tỷ lệ phiếu»."
    ]
    book = load_workbook(BytesIO(see(exports.summary, hand=Hand.VERIFIED)))["Tổng hợp"]
    assert book["A1"].value.endswith("TẠM TÍNH")
    assert book["A2"].value.endswith(
        "«Hạng» chỉ là tạm tính: còn đơn vị bằng điểm chờ kết quả bỏ phiếu."
    )
    said = CliRunner().invoke(app, ["standings", "--block", "K1", "--year", "2025"]).stdout
    assert said.splitlines()[0].endswith("(TẠM TÍNH)")
    assert said.splitlines()[-1] == (
        "Đơn vị U2, Đơn vị U3 bằng điểm mà chưa có cuộc bỏ phiếu «Xếp hạng đơn vị» nào đã kiểm "
        "phiếu."
    )
    column = next(cell.column for cell in book[4] if cell.value == "Tiêu chí phụ")
    assert [book.cell(row, column).value for row in range(5, 9)] == [
        None,
        *["Đồng hạng, chờ kết quả bỏ phiếu"] * 2,
        None,
    ]

    held(ballot("U2", "U3"), (YES, YES), (NO, YES), (NO, YES), (NO, NONE))

    after = board()
    assert after.standings.provisional is False
    assert places(after) == {
        "U1": (1, None),
        "U3": (2, "Tỷ lệ phiếu: 3/4 phiếu (75,00 %)"),
        "U2": (3, "Tỷ lệ phiếu: 1/4 phiếu (25,00 %)"),
        "U4": (4, None),
    }
    assert sentences.ties(after) == [
        "Đơn vị U2, Đơn vị U3: bằng điểm, phân định bằng tiêu chí phụ «Tỷ lệ phiếu»."
    ]
    assert rank_case(see(analysis.comparison).case) == after.standings


TWO_TIED = {"U1": 90, "U2": 80, "U3": 80, "U4": 60}


def in_the_way():
    """Việc chặn khóa xếp hạng do phiếu, in words."""
    told = [one for one in see(stages.view).blockers if "phiếu" in one.message]
    assert not [one for one in told if one.is_reminder or one.cure is not Doing.VOTE]
    return [one.message for one in told]


def test_a_tie_that_waits_for_the_vote_stands_in_the_way_of_the_lock():
    settled(TWO_TIED, [BY_SHARE], extra=())
    tie = "giao ước ghi tiêu chí phụ «Tỷ lệ phiếu» nhưng U2, U3 bằng điểm mà"

    assert in_the_way() == [f"{tie} chưa có cuộc bỏ phiếu «Xếp hạng đơn vị» nào đã kiểm phiếu"]
    with pytest.raises(Refused, match="U2, U3 bằng điểm mà chưa có cuộc bỏ phiếu"):
        do(stages.advance, seen=Stage.APPRAISE)

    held(ballot("U1", "U2"), *[(YES, NO)] * 4)

    said = "lá phiếu của cuộc «Bỏ phiếu xếp hạng» không có U3; cần bỏ phiếu lại"
    assert in_the_way() == [f"{tie} {said}"]
    assert board().standings.provisional
    assert sentences.ties(board()) == [
        "Đơn vị U2, Đơn vị U3: bằng điểm, lá phiếu của cuộc «Bỏ phiếu xếp hạng» không có Đơn vị "
        "U3; cần bỏ phiếu lại, vì giao ước có tiêu chí phụ «Tỷ lệ phiếu»."
    ]

    held(ballot("U2", "U3"), *[(NO, YES)] * 4)

    assert in_the_way() == []
    assert [row.unit for row in board().standings.rows] == ["U1", "U3", "U2", "U4"]


@pytest.mark.parametrize("extra", [(), VOTE_RANKS])
@pytest.mark.parametrize("why", ["no quorum", "altered", "left out"])
def test_a_vote_that_cannot_be_used_breaks_no_tie(extra, why):
    settled(TWO_TIED, [BY_SHARE], extra=extra)
    quorum = replace(RULES, quorum=Fraction(3, 4))
    if why == "no quorum":
        held(ballot(*UNITS, rules=quorum), *[(NO, NO, YES, NO)] * 2, absent=UNITS[:2])
    elif why == "altered":
        held(ballot(*UNITS), *[(NO, NO, YES, NO)] * 4)
        with writing() as session:
            session.execute(sa.text("DELETE FROM ballot_slip WHERE candidate = 'U1'"))
    else:
        held(ballot("U3", "U4"), *[(YES, NO)] * 4)

    found = board()

    assert places(found) == {"U1": (1, None), "U2": (2, None), "U3": (2, None), "U4": (4, None)}
    assert [row.unit for row in found.standings.rows if row.waits] == ["U2", "U3"]
    assert found.standings.provisional
    assert len(in_the_way()) == 1


@pytest.mark.both_databases
def test_units_below_the_floor_do_not_wait_for_a_vote_that_cannot_be():
    by_points = RankingRow("Tiêu chí phụ", "2", "Điểm nhóm", "I")
    settled(dict.fromkeys(UNITS, 50), [FLOOR, BY_SHARE, by_points])

    assert (board().on_ballot(), board().standings.provisional) == ((), False)
    assert not any(row.waits for row in board().standings.rows)
    assert in_the_way() == []


def test_a_covenant_that_asks_no_vote_reads_none():
    settled(TOTALS, extra=())
    held(ballot(*UNITS), *[(NO, YES, NO, NO)] * 4)
    seen = []
    event.listens_for(engine(), "before_cursor_execute")(lambda *args: seen.append(args[2]))

    assert {unit: rank for unit, (rank, _) in places().items()} == {
        "U1": 1,
        "U2": 2,
        "U3": 3,
        "U4": 4,
    }
    assert seen
    assert not [statement for statement in seen if "FROM vote" in statement]


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (
            replace(ballot("U1"), candidates=(Candidate("x", "Một câu hỏi"),)),
            "Lá phiếu xếp hạng chỉ có các đơn vị",
        ),
        (
            ballot("U1", "U2", rules=replace(RULES, kind=VoteKind.TIE, most=1, seats=1)),
            "không riêng các đơn vị bằng điểm",
        ),
    ],
)
def test_a_ranking_ballot_names_units_and_asks_about_all_of_them(draft, fault):
    nine.settle(Stage.APPRAISE, UNITS)

    with pytest.raises(Refused, match=fault):
        do(votes.set_up, HEAD, draft=draft)
