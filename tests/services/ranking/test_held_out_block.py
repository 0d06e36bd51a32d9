"""Khối mười hai đơn vị: what the services say of it equals an independent computation."""

import re
import shutil
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.services import oracle
from tests.services.five_year import NOW, SECRETARY, board, do, fresh, move, see
from tests.services.held_out import LINE, UNITS, drawn, play, verify
from thidua.db import queries
from thidua.db.engine import forget_engines, reading, sqlite_file
from thidua.domain.ground.errors import Refused
from thidua.domain.period.stage import Stage
from thidua.domain.review.plan import missing_reviews
from thidua.domain.scoring.sheet import Hand
from thidua.services.progress import overview, stages
from thidua.services.ranking import standings
from thidua.services.record import replay
from thidua.services.review import absences
from thidua.services.scoring import confirmations
from thidua.services.thread import threads
from thidua.services.verify import agreement, analysis

DRAWN = [
    (2025, oracle.MEAN, oracle.RATIO),
    (2026, oracle.MEDIAN, oracle.FULL),
    (2027, oracle.TRIMMED, oracle.NOTHING),
]


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Thư mục của các khối đã chơi xong, to be copied."""
    return tmp_path_factory.mktemp("da-choi")


@pytest.fixture(params=DRAWN, ids=["mean", "median", "trimmed mean"])
def block(request, sqlite_url, played):
    """Khối đã chơi tới giai đoạn thẩm định."""
    made = drawn(*request.param)
    file, kept = sqlite_file(sqlite_url), played / f"{made.how}.db"
    if kept.exists():
        shutil.copyfile(kept, file)
    else:
        play(made)
        forget_engines()
        shutil.copyfile(file, kept)
    return made


def exact(value):
    return None if value is None else Fraction(value)


def places_in(found):
    """Hạng, xếp loại và suất khen như bảng tổng hợp nói."""
    awards: dict[str, tuple[str, bool]] = {}
    for line in found.award_places():
        for group in line.undecided:
            for unit in group.units:
                awards.setdefault(unit, (line.award, True))
        awards |= {unit: (line.award, False) for unit in line.proposed}
    return {
        row.unit: (row.rank, row.tied, row.band, *awards.get(row.unit, (None, False)))
        for row in found.standings.rows
    }


def test_points_totals_and_places_are_those_of_the_oracle(block):
    found = board()
    own = see(standings.standings, hand=Hand.SELF)

    for unit in UNITS:
        wanted, made = oracle.score(block, unit), found.standings.of(unit).score
        assert {code: exact(one) for code, one in made.lines.items()} == wanted.lines
        assert (exact(made.total), exact(made.assigned_max)) == (wanted.total, wanted.assigned_most)
        assert (made.missing, made.unconfirmed) == (wanted.missing, wanted.waiting)
        claim, told = oracle.claimed(block, unit), own.standings.of(unit).score
        assert {code: exact(one) for code, one in told.lines.items()} == claim.lines
        assert exact(told.total) == claim.total
    assert places_in(found) == oracle.places(block)


def test_the_side_by_side_page_shows_every_way_of_combining(block):
    ways = {"mean": oracle.MEAN, "median": oracle.MEDIAN, "trimmed_mean": oracle.TRIMMED}
    for unit in ("U01", "U04", "U05", "U09"):
        for row in see(agreement.settling, unit=unit).lines:
            given = oracle.values(block, unit, LINE[row.criterion.code])
            made = {
                name: oracle.rounded(value)
                for name, how in ways.items()
                if how != block.how and (value := oracle.combine(given.values(), how)) is not None
            }
            assert {how.value: exact(points) for how, points in row.others.items()} == made
            assert (row.combined is None) == (not given)
            if row.combined is not None:
                assert row.combined.values == given


def test_the_heat_map_is_that_of_the_oracle(block):
    cells = see(analysis.comparison).cells

    assert {
        (one.unit, one.criterion): (exact(one.difference), one.spread) for one in cells
    } == oracle.heat(block)
    assert {(one.unit, one.criterion): one.outlier for one in cells} == {
        (unit, line.code): oracle.outlier(block, unit, line)
        for unit in UNITS
        for line in block.lines
    }


def test_what_changes_a_place_and_what_to_discuss_is_what_trying_every_value_finds(block):
    tried = {}
    for unit in UNITS:
        for line in block.lines:
            place = unit, line.code
            if place in block.settled:
                tried[*place, ""] = oracle.smallest(block, unit, line)
            elif place not in block.not_assigned:
                for reviewer in oracle.values(block, unit, line):
                    tried[*place, reviewer] = oracle.smallest(block, unit, line, reviewer)
    found = see(analysis.sensitivity)
    assert {(one.unit, one.criterion, one.reviewer): one.smallest for one in found} == tried
    assert len({one for one in tried.values() if one is not None}) > 5

    heat = oracle.heat(block)

    def urgency(place):
        """The least change that decides anything first, then spread, then difference."""
        known = [one for (*cell, _), one in tried.items() if tuple(cell) == place and one]
        difference, spread = heat[place]
        return not known, min(known, default=0), -(spread or 0), -abs(difference or 0)

    wanted = [
        place
        for place, numbers in heat.items()
        if any(numbers) and place not in block.settled and place not in block.not_assigned
    ]
    listed = [(one.cell.unit, one.cell.criterion) for one in see(analysis.comparison).to_discuss]
    assert listed == sorted(wanted, key=urgency)


def test_leaving_one_reviewer_out_moves_whom_the_oracle_says(block):
    found = see(analysis.left_out)

    assert {
        one.reviewer: ({move.unit for move in one.moves}, one.changes_first, one.own_gains)
        for one in found
    } == {reviewer: oracle.without(block, reviewer) for reviewer in UNITS}


def missing():
    with reading() as session:
        plan = queries.review_plan(session, fresh())
        return set(missing_reviews(plan, queries.reviews(session, fresh()), UNITS))


def in_the_way():
    """Điều còn vướng, by what it is; names where it names some."""
    found = {}
    for one in see(stages.view).blockers:
        what, _, who = one.message.partition(": ")
        number = re.match(r"còn (\d+) (.+)", what)
        if number and not who:
            found[number[2]] = int(number[1])
        elif who:
            found[what] = set(who.split(", "))
    return found


def shortened(found):
    """Nhiều hơn sáu thì sáu tên đầu, và bao nhiêu nữa."""
    nouns = {"còn thiếu phiếu chấm chéo": "phiếu"}
    said = {}
    for what, who in found.items():
        if isinstance(who, int) or len(who) <= 6:
            said[what] = who
            continue
        listed = sorted(who)
        more = f" và {len(who) - 6} {nouns.get(what, 'đơn vị')} khác"
        said[what] = {*listed[:5], listed[5] + more}
    return said


def test_what_is_missing_and_what_stands_in_the_way_is_what_the_oracle_lists(block):
    assert missing() == oracle.owed(block)
    assert in_the_way() == shortened(oracle.in_the_way(block))
    given = {row.member.code: row.to_give for row in see(overview.progress)}
    still = {unit: sum(one == unit for one, _ in oracle.owed(block)) for unit in UNITS}
    assert {unit: share.whole - share.done for unit, share in given.items()} == still


def test_what_stands_in_the_way_goes_as_it_is_cured(block):
    for reviewer in {one for one, _ in oracle.owed(block)}:
        do(absences.mark_absent, reviewer=reviewer, reason="Không nộp được")
    gone = {place for place in block.assigned if place[:2] in oracle.owed(block)}
    block = replace(block, away=block.away | gone)
    assert missing() == oracle.owed(block) == set()

    with pytest.raises(Refused, match=r"còn 1 tiêu chí chưa chấm \(II.1\)"):
        verify("U05")
    named = {"unit": "U05", "criterion": "II.1", "reason": "Có xác nhận của công an", "base": 0}
    do(agreement.agree, typed="10", **named)
    agreed = {**block.settled, ("U05", "II.1"): oracle.Settled(Fraction(10))}
    with pytest.raises(Refused, match=r"còn 1 dòng chờ người thứ hai \(V.1\)"):
        verify("U03")
    with pytest.raises(Refused, match=r"chờ người thứ hai \(IV.2\); .* do một người chấm cho"):
        verify("U01")
    named = {"unit": "U01", "criterion": "IV.2", "reason": "Đúng như U06 chấm", "base": 0}
    do(agreement.agree, SECRETARY, typed="4", **named)
    agreed["U01", "IV.2"] = oracle.Settled(Fraction(4))
    do(confirmations.confirm, lines=see(confirmations.waiting))
    settled = {place: replace(one, is_confirmed=True) for place, one in agreed.items()}
    block = replace(block, settled=settled)
    assert in_the_way() == shortened(oracle.in_the_way(block))
    assert places_in(board()) == oracle.places(block)

    for one in see(threads.listed, now=NOW):
        do(threads.close, thread=one.id, seen=one.version, outcome="Giữ nguyên")
        block = replace(block, asked=tuple(unit for unit in block.asked if unit != one.unit))
        assert in_the_way() == shortened(oracle.in_the_way(block))
    wanted = oracle.places(block)
    for unit in UNITS:
        verify(unit)
        block = replace(block, verified=block.verified | {unit})
        assert in_the_way() == shortened(oracle.in_the_way(block))
        assert places_in(board()) == wanted

    assert not board().standings.provisional
    with reading() as session:
        assert replay.mismatches(session) == []
    move(Stage.APPRAISE)
    assert [one.message for one in see(stages.view).blockers if not one.is_reminder] == []


def test_the_block_is_worth_being_looked_at(block):
    """What the others rely on: that there is something of everything in it."""
    scores = {unit: oracle.score(block, unit) for unit in UNITS}
    assert {unit for unit, one in scores.items() if one.total is None} == {"U05"}
    assert oracle.owed(block) == {("U05", "U04"), ("U12", "U10")}
    assert {len(oracle.values(block, unit, line)) for unit in UNITS for line in block.lines} >= {
        0, 1, 2, 3, 4,
    }  # fmt: skip
    places = oracle.places(block).values()
    assert len({place[2] for place in places}) > 2
    assert any(place[1] for place in places) == (block.when_not_assigned != oracle.RATIO)
