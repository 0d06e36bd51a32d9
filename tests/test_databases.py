"""Cơ sở dữ liệu của lần thử: a copy is what was made, and never in the way of what a test did."""

import pytest
from sqlmodel import select

from tests.databases import TEMPLATE, in_use, prepared
from tests.noting import noting
from thidua.db.engine import reading
from thidua.db.tables import Block

made = []


@prepared
def make(code):
    """Một khối mang mã này."""
    made.append(code)
    add(code)
    return code.lower()


def add(code):
    with noting() as session:
        session.add(Block(code=code, name=f"Khối {code}"))


def codes():
    with reading() as session:
        return session.exec(select(Block.code).order_by(Block.code)).all()


@pytest.fixture(params=["sqlite", "postgres"])
def another(request, use_database):
    """Thêm một cơ sở dữ liệu trống."""
    made.clear()
    maker = request.getfixturevalue(f"{request.param}_maker")
    sqlite = request.getfixturevalue("sqlite_template")
    return lambda: in_use(
        maker, str(sqlite) if request.param == "sqlite" else TEMPLATE, use_database
    )


def test_what_was_made_is_copied_where_the_same_steps_are_taken_again(another):
    with another():
        assert (make("A1"), make("B1"), codes()) == ("a1", "b1", ["A1", "B1"])
    with another():
        assert (make("A1"), codes()) == ("a1", ["A1"])
        assert (make("B1"), codes()) == ("b1", ["A1", "B1"])
        add("C1")
        assert codes() == ["A1", "B1", "C1"]
    with another():
        assert (make("B1"), codes()) == ("b1", ["B1"])

    assert made == ["A1", "B1", "B1"]


def test_nothing_is_copied_over_what_a_test_has_written(another):
    with another():
        make("A2")
    with another():
        add("C2")
        make("A2")

        assert codes() == ["A2", "C2"]
    assert made == ["A2", "A2"]
