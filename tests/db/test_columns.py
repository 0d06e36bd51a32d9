"""Kiểu cột: what goes in comes out, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from thidua.db.columns import DIGITS, ExactDecimal, UtcDateTime, canonical, code_column
from thidua.db.engine import engine, writing
from thidua.domain.ground.errors import Refused
from thidua.domain.rules.entry import LineState

pytestmark = pytest.mark.both_databases

SCRATCH = sa.Table(
    "scratch",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", ExactDecimal()),
    sa.Column("moment", UtcDateTime()),
    sa.Column("state", code_column(LineState)),
)

NOON_IN_HANOI = datetime(2025, 11, 30, 12, 0, 5, 250, tzinfo=timezone(timedelta(hours=7)))


@st.composite
def exact_numbers(draw):
    """Số có tối đa 45 chữ số, trước và sau dấu phẩy."""
    digits = draw(st.integers(-(10**45) + 1, 10**45 - 1))
    shift = draw(st.integers(0, 45))
    return Decimal(f"{digits}E-{shift}")


@pytest.fixture
def scratch(database_url):
    """Bảng nháp: one column of each of our kinds."""
    SCRATCH.create(engine())
    return SCRATCH


def kept(column, values):
    """Ghi rồi đọc lại: the values as the database hands them back, in order."""
    with writing() as session:
        session.execute(sa.delete(SCRATCH))
        session.execute(sa.insert(SCRATCH), [{"id": i, column: v} for i, v in enumerate(values)])
        return list(session.scalars(sa.select(SCRATCH.c[column]).order_by(SCRATCH.c.id)))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("97.355", "97.355"),
        ("97.350", "97.35"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("-0.00", "0"),
        ("-0.10", "-0.1"),
        ("1234567890123456789012345678901234567.25", "1234567890123456789012345678901234567.25"),
    ],
)
def test_canonical_text_is_one_for_equal_numbers_and_loses_no_digit(number, text):
    assert canonical(Decimal(number)) == text


def test_numbers_come_back_exactly(scratch):
    numbers = [
        Decimal("97.355"),
        Decimal("0.1") + Decimal("0.2"),
        Decimal("1234567890123456789012345.678"),
        Decimal("-0.0000000000000000000000000001"),
        Decimal("10.50"),
        Decimal(0),
        None,
    ]

    assert kept("number", numbers) == numbers


def test_both_databases_hand_out_the_same_digits(scratch):
    assert [str(number) for number in kept("number", [Decimal("10.50"), Decimal("-0.0")])] == [
        "10.5",
        "0",
    ]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(numbers=st.lists(exact_numbers(), min_size=1, max_size=20))
def test_any_number_comes_back_exactly(scratch, numbers):
    storable = [number for number in numbers if len(canonical(number)) <= DIGITS]

    assert kept("number", [None, *storable]) == [None, *storable]


def test_an_equal_number_is_found_however_it_is_written(scratch):
    kept("number", [Decimal("97.50")])

    with writing() as session:
        found = session.scalars(sa.select(scratch.c.id).where(scratch.c.number == Decimal("97.5")))
        assert list(found) == [0]


@pytest.mark.parametrize(
    "refused",
    [
        97.355,
        97,
        True,
        "97.355",
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        Decimal("1E+999999999"),
        Decimal("1E-999999999"),
        Decimal("1" * (DIGITS + 1)),
    ],
)
def test_what_is_not_an_exact_number_is_refused(scratch, refused):
    with pytest.raises(StatementError, match=r"Cột số chính xác|Số dài quá"):
        kept("number", [refused])


def test_moments_are_kept_in_utc_and_come_back_aware(scratch, database_url):
    (moment,) = kept("moment", [NOON_IN_HANOI])

    assert moment == NOON_IN_HANOI
    assert moment.tzinfo is UTC
    with engine().connect() as connection:
        stored = connection.scalar(sa.text("SELECT CAST(moment AS VARCHAR(40)) FROM scratch"))
    assert stored.startswith("2025-11-30 05:00:05.00025")


def test_a_moment_without_a_zone_is_refused(scratch):
    with pytest.raises(StatementError, match="múi giờ"):
        kept("moment", [NOON_IN_HANOI.replace(tzinfo=None)])


def test_a_code_is_kept_as_its_value(scratch):
    assert kept("state", [LineState.NOT_ASSIGNED]) == [LineState.NOT_ASSIGNED]
    with engine().connect() as connection:
        assert connection.scalar(sa.text("SELECT state FROM scratch")) == "not_assigned"


def test_an_unknown_code_is_refused_by_the_database(scratch):
    with pytest.raises(Refused, match="«linestate»"), engine().begin() as connection:
        connection.execute(sa.text("INSERT INTO scratch (id, state) VALUES (1, 'NOT_ASSIGNED')"))
