"""Dữ liệu đo: as many lines as asked for, and what others have stored changes no standings."""

from sqlalchemy import text

from thidua.bench import seed
from thidua.bench.place import ACTOR
from thidua.db.engine import engine, reading
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings

PROVINCE = seed.Province(blocks=2, units=3, criteria=4)


def lines(url):
    with engine(url).connect() as connection:
        return connection.execute(text("SELECT count(*) FROM score_line")).scalar_one()


def boards(url):
    with reading(url) as session:
        return [
            standings.standings_json(session, standings.standings(Work(session, ACTOR, period)))
            for period in rosters.periods(Work(session, ACTOR))
            if period.covenant_version is not None
        ]


def test_every_line_of_every_unit_is_scored_by_both_hands(sqlite_url):
    seed.fill(sqlite_url, PROVINCE)

    found = boards(sqlite_url)
    assert lines(sqlite_url) == 2 * 3 * 4 * 2
    assert [board["block"] for board in found] == ["K0001", "K0002"]
    assert [board["provisional"] for board in found] == [True, True]  # nothing is locked
    assert all(unit["rank"] for board in found for unit in board["units"])


def test_lines_of_others_reach_the_number_asked_and_change_no_standings(sqlite_url):
    seed.fill(sqlite_url, PROVINCE)
    before = boards(sqlite_url)

    counted = seed.add_others(sqlite_url, PROVINCE, 100)

    assert counted == lines(sqlite_url) == 48 + 3 * 24
    assert boards(sqlite_url) == before


def test_a_database_that_is_large_enough_is_left_alone(sqlite_url):
    seed.fill(sqlite_url, PROVINCE)

    assert seed.add_others(sqlite_url, PROVINCE, 40) == 48
