"""Giữ lại: nothing kept outlives the state of the record it was read in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import Block
from thidua.services.ground.audit import Act, record
from thidua.services.ground.kept import Store, kept, store


def add_block(code):
    with writing() as session:
        session.add(Block(code=code, name=code))
        acts = [Act("roster.new")]
        record(session, actor=PROGRAM, now=datetime.now(UTC), acts=acts)


def codes(session):
    return session.exec(select(Block.code).order_by(Block.code)).all()


def seen():
    with reading() as session:
        return kept(session, "mã khối", lambda: codes(session))


def test_a_value_is_read_once_until_something_is_recorded(database_url):
    add_block("K1")
    first = seen()

    assert seen() is first
    add_block("K2")
    assert seen() == ["K1", "K2"]
    assert first == ["K1"]


def test_a_change_undone_leaves_what_was_kept(database_url):
    add_block("K1")
    first = seen()

    with pytest.raises(ZeroDivisionError), writing() as session:
        session.add(Block(code="K2", name="K2"))
        record(session, actor=PROGRAM, now=datetime.now(UTC), acts=[Act("roster.new")])
        raise ZeroDivisionError

    assert seen() is first


@pytest.mark.both_databases
def test_a_writer_sees_its_own_unrecorded_change_and_keeps_nothing(database_url):
    add_block("K1")
    with writing() as session:
        session.add(Block(code="K2", name="K2"))
        session.flush()
        inside = kept(session, "mã khối", lambda: codes(session))
        session.rollback()

    assert inside == ["K1", "K2"]
    assert seen() == ["K1"]


def test_one_session_sees_one_moment(database_url):
    add_block("K1")
    with reading() as session:
        before = kept(session, "mã khối", lambda: codes(session))
        add_block("K2")
        assert kept(session, "mã khối", lambda: codes(session)) is before


def test_whoever_asks_while_it_is_made_waits_and_makes_nothing(database_url):
    add_block("K1")
    began, go_on, made = Event(), Event(), []

    def slowly(session):
        made.append(1)
        began.set()
        assert go_on.wait(20)
        return codes(session)

    def ask():
        with reading() as session:
            return kept(session, "mã khối", lambda: slowly(session))

    with ThreadPoolExecutor(4) as people:
        first = people.submit(ask)
        assert began.wait(20)
        others = [people.submit(ask) for _ in range(3)]
        go_on.set()
        found = [one.result() for one in [first, *others]]
    assert found == [["K1"]] * 4
    assert made == [1]


def test_a_value_that_could_not_be_made_is_made_by_the_next(database_url):
    add_block("K1")
    with reading() as session:
        with pytest.raises(ZeroDivisionError):
            kept(session, "mã khối", lambda: 1 // 0)
        assert kept(session, "mã khối", lambda: codes(session)) == ["K1"]
        assert store(session.get_bind().engine)._making == {}


def test_the_values_last_used_stay(database_url):
    add_block("K1")
    small = Store(2)
    with reading() as session:
        for key in ("a", "b", "a", "c"):
            small.get(session, key, lambda: codes(session))
        assert [small.held(session, key) is not None for key in "abc"] == [True, False, True]


def test_a_writer_alone_takes_what_is_kept_until_it_writes_there(sqlite_url):
    add_block("K1")
    first = seen()
    with writing() as session:
        assert kept(session, "mã khối", lambda: codes(session)) is first
        session.add(Block(code="K2", name="K2"))
        session.flush()
        assert kept(session, "mã khối", lambda: codes(session)) == ["K1", "K2"]
        session.rollback()

    add_block("K3")
    with writing() as session:
        assert kept(session, "mã khối", lambda: codes(session)) == ["K1", "K3"]


def test_where_several_write_a_writer_reads_afresh(postgres_url):
    add_block("K1")
    first = seen()
    with writing() as session:
        inside = kept(session, "mã khối", lambda: codes(session))

    assert inside == first
    assert inside is not first
