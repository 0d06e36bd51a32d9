"""Liên kết màn chiếu: made once, kept as a hash, ended by time or by hand, always on the record."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.nine_members import settle
from thidua.db.engine import reading, writing
from thidua.db.tables import ScreenLinkRow
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.meeting.link import LinkState
from thidua.services.ground.work import Work
from thidua.services.meeting import links
from thidua.services.meeting.links import LinkShut
from thidua.services.period import rosters

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
KIOSK = acting(Role.KIOSK, "K1", 2025)


@pytest.fixture(autouse=True)
def block(database_url):
    settle()


def do(service, actor=KIOSK, now=NOW, **named):
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        return service(Work(session, actor, period, now), **named)


def opened(secret, now=NOW):
    with reading() as session:
        return links.opened(session, secret=secret, now=now)


def states(now=NOW):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        found = links.listed(Work(session, KIOSK, period, now))
    return [(one.name, one.state(now)) for one in found]


def why(secret, now=NOW):
    with pytest.raises(LinkShut) as shut:
        opened(secret, now)
    return shut.value.state


def test_a_link_opens_its_own_period_until_its_time_is_over():
    secret = do(links.make, name=" Hội trường\u200b ", hours=4)
    end = NOW + timedelta(hours=4)

    assert (opened(secret).block_code, opened(secret).year) == ("K1", 2025)
    assert opened(secret, end - timedelta(seconds=1)).year == 2025
    assert why(secret, end) is LinkState.EXPIRED
    assert states() == [("Hội trường", LinkState.OPEN)]
    assert states(end) == [("Hội trường", LinkState.EXPIRED)]


@pytest.mark.parametrize("secret", ["", "khóa lạ", "\ud800", "a" * 5000])
def test_an_unknown_key_opens_nothing(secret):
    do(links.make, name="Hội trường", hours=4)

    assert why(secret) is None


def test_only_the_hash_of_the_key_is_kept_and_both_acts_are_recorded():
    secret = do(links.make, name="Hội trường", hours=12)
    do(links.withdraw, key=1)

    with reading() as session:
        (row,) = session.exec(select(ScreenLinkRow)).all()
        assert secret not in str(row.model_dump())
    assert why(secret) is LinkState.WITHDRAWN
    assert states() == [("Hội trường", LinkState.WITHDRAWN)]
    assert [(one.new, one.old) for one in recorded("screen.link_made")] == [
        ("Hội trường, tới 21:00 ngày 20/03/2026", "")
    ]
    assert [(one.new, one.old) for one in recorded("screen.link_withdrawn")] == [
        ("đã thu hồi", "Hội trường")
    ]
    with pytest.raises(Refused, match="đã được thu hồi"):
        do(links.withdraw, key=1)


def test_whoever_may_not_present_makes_no_link():
    officer = acting(Role.UNIT_OFFICER, "K1", 2025, "U1")

    with pytest.raises(NotPermitted):
        do(links.make, officer, name="Lén", hours=4)
    assert states() == []


def test_a_link_lives_as_long_as_is_offered_and_there_are_not_many():
    with pytest.raises(Refused, match="4 giờ, 12 giờ, 1 ngày, 3 ngày"):
        do(links.make, name="Mãi", hours=9999)
    for _ in range(links.MOST_OPEN):
        do(links.make, name="", hours=4)
    with pytest.raises(Refused, match="hãy thu hồi liên kết không dùng nữa"):
        do(links.make, name="Thêm", hours=4)
    assert set(states()) == {("Màn chiếu", LinkState.OPEN)}


def test_the_picture_of_an_address_is_a_png():
    assert links.picture("http://may.chu/man-chieu/khoa").startswith("<svg ")
