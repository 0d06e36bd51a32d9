"""Giữ lại: nothing kept outlives the state of the record it was read in."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import Block
from thidua.services.ground.audit import Act, record
from thidua.services.ground.kept import kept


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
