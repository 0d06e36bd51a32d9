"""Điểm giữ cùng bảng chấm: after whatever anybody does, it is what the lines make."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random
from threading import Event

import pytest
from sqlalchemy import event
from sqlmodel import select

from tests import second_hand
from tests.builders import make_draft, make_ranking_row, make_row
from tests.databases import prepared
from thidua.db import queries
from thidua.db.engine import engine, reading, writing
from thidua.db.tables import Membership, SheetScore, Unit
from thidua.domain.access.permissions import administrator
from thidua.domain.ground.errors import StaleEdit
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.file import ScoreFile, ScoreRow
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants, totals
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import erasure
from thidua.services.scoring import confirmations, imports, sheets
from thidua.services.scoring import totals as rebuilding
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

CHAIR = administrator("Trần Thị Thư")
SECOND = administrator("Lê Văn Trưởng")
UNITS = ("A", "B", "C", "D")
HANDS = (Hand.SELF, Hand.VERIFIED)


def draft(most=40, combining="Khối trưởng quyết", block="KTD-1"):
    return make_draft(
        make_row("I", most + 60),
        make_row("I.1", most, "Chấm mức", gate="dưới 10% không xét"),
        make_row("I.2", 30, "So với dẫn đầu"),
        make_row("I.3", 30, "So với dẫn đầu"),
        make_row("T.1", 10, "Chấm mức", sign="Thưởng"),
        make_row("P.1", 10, "Chấm mức", sign="Trừ"),
        ranking=(
            make_ranking_row("Xếp loại", "Xuất sắc", ">=90"),
            make_ranking_row("Xếp loại", "Khá", ">=50; đạt 1/2 I.2, I.3", order=2),
            make_ranking_row("Tiêu chí phụ", "Ngày chậm ít hơn", "I.2"),
        ),
        Khối=block,
        Cách_tổng_hợp_chấm_chéo=combining,
    )


def roster(units, block="KTD-1"):
    return [
        RosterRow(block, f"Khối {block}", code, f"Phòng {code}", code, "", 2025) for code in units
    ]


@pytest.fixture
def period(database_url):
    return settle()


@prepared
def settle():
    with writing() as session:
        rosters.import_roster(Work(session, CHAIR), rows=roster(UNITS))
        covenants.adopt_covenant(Work(session, CHAIR), draft=draft())
    return fresh()


def fresh(block="KTD-1"):
    with reading() as session:
        return rosters.period(Work(session, CHAIR), block=block, year=2025)


def save(period, unit, hand, actor=CHAIR, **entries):
    with writing() as session:
        head = queries.sheets(session, period, hand, unit).get(unit)
        versions = {} if head is None else head.versions
        edits = [
            LineEdit(code.replace("_", "."), versions.get(code.replace("_", "."), 0), entry)
            for code, entry in entries.items()
        ]
        sheets.save_lines(
            Work(session, actor, period), unit=unit, hand=hand, edits=edits, document="Phiếu có ký"
        )


def points(value):
    return Entry(points=Decimal(value))


def results(actual, target=None):
    return Entry(actual=Decimal(actual), target=None if target is None else Decimal(target))


def kept():
    """Điểm đang giữ, by unit and hand."""
    with reading() as session:
        return {
            (code, hand): content
            for code, hand, content in queries.picked(
                session,
                queries.pick(Unit.code, sheets.ScoreSheet.hand, SheetScore.content)
                .join(sheets.ScoreSheet, sheets.ScoreSheet.id == SheetScore.sheet_id)
                .join(Unit, Unit.id == sheets.ScoreSheet.unit_id),
            )
        }


def assert_right(period, *, whole=True):
    """Khẳng định điểm giữ đúng, and that the ranking is that of the lines."""
    period = fresh(period.block_code)
    with reading() as session:
        covenant = covenants.load(session, period)
        assert list(totals.faults(session, period, covenant)) == []
        for hand in HANDS:
            found = totals.of_periods(session, {period.id: covenant}, hand)[period.id]
            assert not whole or all(one.score is not None for one in found)
            board = standings.unchecked_board(session, period, hand)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(standings._Reader, "_kept", lambda *_: None)
                plain = standings._read_boards(session, [period], hand)[period.id]
            assert board == plain
            assert standings.standings_json(session, board) == standings.standings_json(
                session, plain
            )


def act_at_random(dice, period):
    """Một việc bất kỳ; what the state of things forbids is refused and changes nothing."""
    unit, hand = dice.choice(UNITS), dice.choice(HANDS)
    what = dice.randrange(9)
    if what <= 3:
        entry = {
            0: dict(I_1=points(dice.randint(0, 40))),
            1: dict(I_2=results(dice.randint(0, 30), dice.choice([None, 10, 20]))),
            2: dict(I_2=results(dice.randint(0, 30), 10), I_3=results(dice.randint(0, 30))),
            3: dict(T_1=points(dice.randint(0, 10)), P_1=points(dice.randint(0, 3))),
        }[what]
        save(period, unit, hand, **entry)
    elif what == 4:
        with reading() as session:
            held = queries.sheets(session, period, hand, unit).get(unit)
        if held is not None and held.lines:
            save(period, unit, hand, **{dice.choice(list(held.lines)).replace(".", "_"): None})
    elif what == 5:
        with writing() as session:
            work = Work(session, SECOND, period)
            waiting = confirmations.waiting(work)
            if waiting:
                confirmations.confirm(work, lines=dice.sample(waiting, 1))
    elif what == 6:
        typed = InputRow(points=str(dice.randint(0, 40)))
        rows = tuple(ScoreRow(one, "I.1", typed) for one in dice.sample(UNITS, 2))
        with writing() as session:
            imports.import_scores(
                Work(session, CHAIR, period), hand=hand, file=ScoreFile(rows), is_verdict=True
            )
    elif what == 7:
        with writing() as session:
            given = draft(most=dice.choice([40, 41, 42, 50]))
            covenants.adopt_covenant(Work(session, CHAIR), draft=given, reason="sửa")
    else:
        save(period, unit, hand, I_2=Entry(state=LineState.LEFT_BLANK, explanation="không có"))


@pytest.mark.parametrize("seed", range(6))
def test_after_any_acts_what_is_kept_is_what_the_lines_make(sqlite_url, seed):
    period, dice, refused = settle(), Random(seed), 0
    for _ in range(25):
        try:
            act_at_random(dice, fresh())
        except sheets.Refused:
            refused += 1
        assert_right(period)
    assert refused < 13


@pytest.mark.both_databases
def test_a_leader_that_moves_renews_the_others_and_nobody_else_does(period):
    for unit, actual in zip("ABC", (12, 15, 20), strict=True):
        save(period, unit, Hand.SELF, I_2=results(actual, 10))
    save(period, "D", Hand.SELF, I_1=points(30))
    before = kept()

    save(period, "A", Hand.SELF, I_2=results(13, 10))
    assert {unit for (unit, _), text in kept().items() if before[unit, Hand.SELF] != text} == {"A"}
    before = kept()
    save(period, "C", Hand.SELF, I_2=results(40, 10))
    changed = {unit for (unit, _), text in kept().items() if before[unit, Hand.SELF] != text}

    assert changed == {"A", "B"}, "người dẫn đầu vẫn được điểm tối đa"
    assert_right(period)


def test_what_somebody_forgot_to_renew_is_thrown_away_and_made_good_by_the_next(
    period, monkeypatch
):
    for unit in UNITS:
        for hand, target in ((Hand.SELF, 10), (Hand.VERIFIED, None)):
            save(period, unit, hand, I_1=points(20), I_2=results(10, target))
    assert len(kept()) == 8
    with monkeypatch.context() as patch:
        patch.setattr(sheets.totals, "renew", lambda *_: None)
        save(period, "A", Hand.SELF, I_2=results(30, 10))

    assert set(kept()) == {(unit, Hand.VERIFIED) for unit in UNITS}
    assert_right(period, whole=False)
    save(period, "B", Hand.SELF, I_1=points(21))
    assert len(kept()) == 8
    assert_right(period)


def test_lines_written_past_everything_leave_no_score_kept(period):
    save(period, "A", Hand.SELF, I_1=points(20))
    with writing() as session:
        sheet = session.exec(select(SheetScore.sheet_id)).one()
        session.connection().exec_driver_sql(
            "INSERT INTO score_line (sheet_id, criterion_code, version, live, state, points,"
            " events, explanation, evidence, covenant_version, entered_by, on_behalf_of,"
            f" entered_at) SELECT {sheet}, 'I.3', 1, live, state, points, events, explanation,"
            " evidence, covenant_version, entered_by, on_behalf_of, entered_at FROM score_line"
        )

    assert kept() == {}
    assert_right(period, whole=False)


def test_a_name_that_is_erased_leaves_every_score_kept(period):
    save(period, "A", Hand.SELF, I_1=points(20))
    before = kept()
    with writing() as session:
        erasure._take_out(session, CHAIR.name, "x" * 64)

    assert kept() == before
    assert_right(period)


def test_a_unit_that_leaves_takes_its_figures_out_of_the_comparison(period):
    save(period, "A", Hand.SELF, I_2=results(15, 10))
    save(period, "B", Hand.SELF, I_2=results(30, 10))
    with writing() as session:
        unit = queries.unit_key(session, "B")
        session.delete(session.exec(select(Membership).where(Membership.unit_id == unit)).one())
        session.flush()
        Work(session, CHAIR, period).record(Act("thử"))

    assert_right(period, whole=False)
    save(period, "A", Hand.SELF, I_1=points(1))
    assert_right(period)
    with reading() as session:
        board = standings.unchecked_board(session, period, Hand.SELF)
    assert board.standings.of("A").score.lines["I.2"] == 30


def test_a_unit_that_left_is_no_fault_when_the_leader_moves(period):
    for unit in "AB":
        save(period, unit, Hand.SELF, I_2=results(15, 10))
    with writing() as session:
        unit = queries.unit_key(session, "B")
        session.delete(session.exec(select(Membership).where(Membership.unit_id == unit)).one())
        session.flush()
        Work(session, CHAIR, period).record(Act("thử"))
    for actual in (20, 40):
        save(period, "A", Hand.SELF, I_2=results(actual, 10))

    assert_right(period, whole=False)


def test_of_two_who_amend_at_once_the_second_is_told(postgres_url):
    settle()
    began, go_on = Event(), Event()

    def amend(most, wait):
        with writing() as session:
            covenants.adopt_covenant(Work(session, CHAIR), draft=draft(most), replaces=1)
            began.set()
            assert go_on.wait(20) if wait else True

    with ThreadPoolExecutor(2) as people:
        first = people.submit(amend, 41, True)
        assert began.wait(20)
        second = people.submit(amend, 42, False)
        with pytest.raises(TimeoutError):
            second.result(timeout=1)
        go_on.set()
        first.result(timeout=20)
        with pytest.raises(StaleEdit):
            second.result(timeout=20)
    assert fresh().covenant_version == 2


@pytest.mark.parametrize("column", ["made_by", "covenant_version", "content"])
def test_a_score_made_otherwise_is_not_believed(period, column):
    save(period, "A", Hand.SELF, I_1=points(20))
    with writing() as session:
        row = session.exec(select(SheetScore)).one()
        row.content = row.content.replace('"so_far":"20', '"so_far":"99')
        if column == "content":
            row.content = "{}"
        else:
            setattr(row, column, "khác" if column == "made_by" else 7)

    with reading() as session:
        found = standings.unchecked_board(session, period, Hand.SELF).standings.of("A")
    assert found.score.so_far == 20
    with writing() as session:
        rebuilt = rebuilding.rebuild(Work(session, CHAIR))
    wrong = int(column == "content")
    assert rebuilt == rebuilding.Rebuilt(1, wrong, 1 - wrong)
    assert_right(period)


def test_who_heals_a_score_does_not_wait_for_who_is_writing_that_sheet(postgres_url):
    period = settle()
    for unit in "AB":
        save(period, unit, Hand.SELF, I_1=points(20), I_2=results(12, 10))
    with writing() as session:
        session.connection().exec_driver_sql("DELETE FROM sheet_score")

    with ThreadPoolExecutor(1) as other, writing() as session:
        sheets.held_sheet(session, period, "B", Hand.SELF)
        other.submit(save, period, "A", Hand.SELF, I_1=points(21)).result(timeout=60)
        edits = [LineEdit("I.2", 1, results(30, 10))]
        work = Work(session, CHAIR, period)
        sheets.save_lines(work, unit="B", hand=Hand.SELF, edits=edits, document="Phiếu có ký")

    assert set(kept()) == {("A", Hand.SELF), ("B", Hand.SELF)}
    assert_right(period)


def statements(read):
    """Các câu lệnh của một lần đọc."""
    seen = []

    def note(*given):
        seen.append(given[2])

    event.listen(engine(), "before_cursor_execute", note)
    with reading() as session:
        read(session)
    event.remove(engine(), "before_cursor_execute", note)
    return seen


def test_the_ranking_reads_no_line_until_a_tie_asks_for_one(period):
    for unit, given in zip("AB", (30, 20), strict=True):
        save(period, unit, Hand.VERIFIED, I_1=points(given), I_2=results(1), I_3=results(1))
        save(period, unit, Hand.VERIFIED, T_1=points(0), P_1=points(0))
        with writing() as session:
            verification.verify_sheet(Work(session, CHAIR, period), unit=unit)

    def read(session):
        standings.standings(Work(session, CHAIR, fresh()))

    assert not any("score_line" in one for one in statements(read))
    typed = ScoreFile((ScoreRow("B", "I.1", InputRow(points="30")),))
    with writing() as session:
        imports.import_scores(
            Work(session, CHAIR, period), hand=Hand.VERIFIED, file=typed, is_verdict=True
        )
    assert any("score_line" in one for one in statements(read))
    assert_right(period)


def test_many_blocks_take_the_statements_of_one(period):
    codes = [f"K{n}" for n in range(5)]
    with writing() as session:
        work = Work(session, CHAIR)
        rosters.import_roster(
            work, rows=[one for code in codes for one in roster((f"{code}-A", f"{code}-B"), code)]
        )
        for code in codes:
            covenants.adopt_covenant(work, draft=draft(block=code))
    periods = [fresh(code) for code in codes]
    for place, one in enumerate(periods):
        save(one, f"{one.block_code}-A", Hand.VERIFIED, I_1=points(place))
    with reading() as session:
        for one in periods:
            covenants.load(session, one)

    def read(session, wanted):
        return standings.all_standings(Work(session, CHAIR), periods=wanted)

    one = statements(lambda session: read(session, periods[:1]))
    four = statements(lambda session: read(session, periods[1:]))
    assert len(one) == len(four)
    save(periods[2], "K2-A", Hand.VERIFIED, I_1=points(9))
    with writing() as session:
        second_hand.set_consideration(
            Work(session, CHAIR, periods[3]),
            unit="K3-A",
            state=ConsiderationState.DEFERRED,
            reason="chờ",
        )
    with reading() as session:
        found = read(session, periods)
    with reading() as session:
        alone = [standings._read_boards(session, [one], Hand.VERIFIED)[one.id] for one in periods]
    assert found == alone
