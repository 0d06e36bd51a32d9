"""Phân tích: the numbers of the block from the database, who may see them, and nothing written."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest
from sqlalchemy import inspect, text

from tests.domain.five_units import CASE, GIVEN, UNITS
from tests.noting import assert_as_recorded
from tests.people import acting
from tests.recorded import recorded
from tests.services.five_units import CLAIMS, fill, fresh
from tests.services.year import NOW
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.verify.case import rank_case
from thidua.domain.verify.sensitivity import effects
from thidua.domain.verify.what_if import AgreedOn, CombinedBy, ReviewerGives, WithoutReviewer
from thidua.labels import ACTIONS
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.verify import analysis

HEAD = acting(Role.HEAD, "K5", 2025)
LEADER = acting(Role.LEADER, "K5", 2025)
AUDITOR = acting(Role.AUDITOR)
OFFICER = acting(Role.UNIT_OFFICER, "K5", 2025, "A")


def seen(service, actor=HEAD, **more):
    with reading() as session:
        return service(Work(session, actor, fresh()), **more)


@pytest.mark.both_databases
def test_the_case_read_from_the_database_is_ranked_like_the_page_of_standings(database_url):
    fill()

    found = seen(analysis.comparison).case
    board = seen(standings.standings)

    assert [(row.unit, row.rank, row.total) for row in rank_case(found).rows] == [
        ("B", 1, Decimal("86.50")),
        ("A", 2, Decimal("85.75")),
        ("C", 3, Decimal("83.75")),
        ("D", 4, Decimal("76.50")),
        ("E", 5, Decimal("69.25")),
    ]
    assert [(row.unit, row.rank, row.total) for row in board.standings.rows] == [
        (row.unit, row.rank, row.total) for row in rank_case(found).rows
    ]


def test_every_cell_and_every_effect_is_that_of_the_sheets(database_url):
    fill()

    found = seen(analysis.comparison)
    cells = {(one.unit, one.criterion): one for one in found.cells}

    assert {key: one.claimed for key, one in cells.items()} == {
        (unit, code): Decimal(points)
        for unit, lines in CLAIMS.items()
        for code, points in lines.items()
    }
    assert cells["A", "C1"].difference == Decimal("2.25")
    assert {(one.unit, one.criterion, one.reviewer, one.words()) for one in found.effects} == {
        (one.unit, one.criterion, one.reviewer, one.words()) for one in effects(CASE)
    }
    first = found.to_discuss[0]
    assert (first.cell.unit, first.cell.criterion, first.cell.outlier) == ("A", "C1", "E")
    assert found.reasons("A", "C1") == {one: "căn cứ cho C1" for one in "BCDE"}
    assert found.other_ways("A", "C1") == {
        Combining.MEDIAN: "37,50",
        Combining.TRIMMED_MEAN: "37,50",
    }
    assert [one.words() for one in seen(analysis.left_out)][-1] == (
        "Bỏ người chấm E: A lên hạng 1, B xuống hạng 2"
    )


def test_readers_see_the_cells_without_their_effect_on_ranks(sqlite_url):
    fill()

    for actor in (LEADER, AUDITOR):
        found = seen(analysis.comparison, actor)
        assert (len(found.cells), found.effects) == (20, ())
        assert {point.effect for point in found.to_discuss} == {None}
        for service in (analysis.sensitivity, analysis.left_out):
            with pytest.raises(NotPermitted):
                seen(service, actor)


def test_a_unit_sees_nothing_of_it_in_any_stage(sqlite_url):
    period = fill()
    hypotheses = [WithoutReviewer("E")]

    for stage in Stage:
        at = replace(period, stage=stage)
        for actor in (OFFICER, acting(Role.REVIEWER, "K5", 2025, "A")):
            with reading() as session:
                for service in (analysis.comparison, analysis.sensitivity, analysis.left_out):
                    with pytest.raises(NotPermitted):
                        service(Work(session, actor, at))
                with pytest.raises(NotPermitted):
                    analysis.suppose(Work(session, actor, at), hypotheses=hypotheses)
    with pytest.raises(NotPermitted), writing() as session:
        analysis.note_what_if(Work(session, OFFICER, period, NOW), hypotheses=hypotheses)


def reviewers_in(found):
    """Tên người chấm ở mọi chỗ của những gì được trả về."""
    return (
        {reviewer for sheets in found.case.reviews.values() for reviewer in sheets}
        | {reviewer for cell in found.cells for reviewer in (*cell.values, cell.outlier)}
        | {one.reviewer for one in found.effects}
        | set(found.reviewers)
        | set(found.reviewers.values())
    ) - {None}


def test_hidden_names_are_numbers_in_everything_that_is_returned(sqlite_url):
    fill(hides_names=True)
    numbers = {f"Người chấm {number}" for number in range(1, 5)}

    found = seen(analysis.comparison)
    left_out = seen(analysis.left_out)

    assert reviewers_in(found) == numbers
    assert reviewers_in(seen(analysis.comparison, LEADER)) == numbers
    assert [one.reviewer for one in left_out] == [f"Người chấm {one}" for one in range(1, 6)]
    assert {one.own_gains for one in left_out} == {None}
    assert sum(one.changes_first for one in left_out) == 1
    assert [cell.spread for cell in found.cells if cell.unit == "A"] == [8, 1, 1, 0]


def test_the_numbers_neither_follow_the_codes_nor_tell_who_never_scores_a_unit(sqlite_url):
    fill(hides_names=True)

    given = seen(analysis.comparison).case.reviews
    points = {unit: [one["C1"].points for one in sheets.values()] for unit, sheets in given.items()}

    assert {unit: list(sheets) for unit, sheets in given.items()} == {
        unit: [f"Người chấm {number}" for number in range(1, 5)] for unit in UNITS
    }
    assert {unit: sorted(listed) for unit, listed in points.items()} == {
        unit: sorted(lines["C1"]) for unit, lines in GIVEN.items()
    }
    assert sum(points[unit] != list(GIVEN[unit]["C1"]) for unit in UNITS) > 1


def test_those_who_check_the_record_see_the_names_all_the_same(sqlite_url):
    fill(hides_names=True)

    for actor in (acting(Role.ADMINISTRATOR), AUDITOR):
        assert set(seen(analysis.comparison, actor).reviewers) == set("ABCDE")


def test_leaving_somebody_out_everywhere_would_give_a_hidden_name_away(sqlite_url):
    """Whose unit keeps its total is the one left out."""
    fill(hides_names=True)

    with pytest.raises(Refused, match="tên người chấm đang được giấu"):
        seen(analysis.suppose, hypotheses=[WithoutReviewer("Người chấm 1")])
    one = WithoutReviewer(next(iter(seen(analysis.comparison).case.reviews["A"])), "A")
    assert len(seen(analysis.suppose, hypotheses=[one])) == 5


def test_a_supposition_compares_old_places_with_new_ones(database_url):
    fill()

    moves = seen(analysis.suppose, hypotheses=[ReviewerGives("A", "C1", "E", Decimal("33.25"))])

    assert [(one.unit, one.before.rank, one.after.rank) for one in moves] == [
        ("A", 2, 1),
        ("B", 1, 2),
        ("C", 3, 3),
        ("D", 4, 4),
        ("E", 5, 5),
    ]


@pytest.mark.parametrize(
    ("hypothesis", "reason"),
    [
        (ReviewerGives("A", "C1", "E", Decimal(41)), "điểm phải từ 0 đến 40"),
        (ReviewerGives("A", "C1", "A", Decimal(40)), "không có phiếu này"),
        (ReviewerGives("Z", "C1", "A", Decimal(40)), "không có đơn vị này trong khối"),
        (AgreedOn("A", "C9", Decimal(1)), "giao ước không có tiêu chí này"),
        (AgreedOn("A", "C1", Decimal(-1)), "điểm phải từ 0 đến 40"),
        (WithoutReviewer("Z"), "không có phiếu này"),
        (WithoutReviewer("A", "A"), "không có phiếu này"),
        (CombinedBy(Combining.CHAIR), "cách này không có công thức"),
    ],
)
def test_an_impossible_supposition_is_refused_with_its_reason(sqlite_url, hypothesis, reason):
    fill()

    with pytest.raises(Refused, match=reason):
        seen(analysis.suppose, hypotheses=[hypothesis])


def test_no_supposition_and_too_many_are_refused(sqlite_url):
    fill()

    with pytest.raises(Refused, match="ít nhất một"):
        seen(analysis.suppose, hypotheses=[])
    with pytest.raises(Refused, match="nhiều nhất 20"):
        seen(analysis.suppose, hypotheses=[CombinedBy(Combining.MEDIAN)] * 21)


def contents():
    """Dấu của từng bảng, every row of it."""
    with reading() as session:
        connection = session.connection()
        names = inspect(connection).get_table_names()
        return {
            name: sha256(
                repr(
                    sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))
                ).encode()
            ).hexdigest()
            for name in names
        }


@pytest.mark.both_databases
def test_looking_at_a_supposition_leaves_one_line_in_the_record_and_nothing_else(database_url):
    period = fill()
    hypotheses = (ReviewerGives("A", "C1", "E", Decimal(33)), CombinedBy(Combining.MEDIAN))
    before, board = contents(), seen(standings.standings).standings

    seen(analysis.suppose, hypotheses=hypotheses)
    untouched = contents()
    with writing() as session:
        analysis.note_what_if(Work(session, HEAD, period, NOW), hypotheses=hypotheses)
    after = contents()

    assert untouched == before
    of_record = {"audit_day", "audit_entry", "audit_head", "change_stamp", "personal_value"}
    assert {name for name in after if after[name] != before[name]} == of_record
    viewed = recorded("what_if.viewed")
    assert [(one.actor, one.new, one.unit, one.criterion) for one in viewed] == [
        (HEAD.name, "P. E (E) cho P. A (A) 33 điểm ở C1; tổng hợp theo trung vị", "", "")
    ]
    assert_as_recorded()
    assert ACTIONS["what_if.viewed"] == "Xem giả định"
    assert seen(standings.standings).standings == board


def test_a_settled_line_can_be_agreed_on_otherwise_but_no_longer_reviewed(sqlite_url):
    fill(agreed=[("A", {"C1": 37})])

    found = seen(analysis.comparison).cell("A", "C1")
    moves = seen(analysis.suppose, hypotheses=[AgreedOn("A", "C1", Decimal(36))])

    assert (found.agreed, found.combined) == (Decimal(37), Decimal("35.75"))
    assert [(one.unit, one.before.total, one.after.total) for one in moves][1] == (
        "A",
        Decimal("87.00"),
        Decimal("86.00"),
    )
    with pytest.raises(Refused, match="đã có điểm thống nhất"):
        seen(analysis.suppose, hypotheses=[ReviewerGives("A", "C1", "E", Decimal(30))])
