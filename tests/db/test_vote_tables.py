"""Bảng của bỏ phiếu: one ballot a member, and no number that tells which ballot came first."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from tests.tampering import tampering
from thidua.db.engine import engine, reading
from thidua.db.tables import (
    BallotSlip,
    Block,
    BlockYear,
    OfficeHolder,
    PaperCount,
    SealedBallot,
    Unit,
    Vote,
    VoteOption,
    VoteRoll,
)
from thidua.domain.vote.vote import (
    Answer,
    Base,
    Conduct,
    Electorate,
    Office,
    OwnUnit,
    Presence,
    Subject,
    VoteKind,
    VoteStatus,
)

pytestmark = pytest.mark.both_databases

NOW = datetime(2025, 11, 30, 5, 0, tzinfo=UTC)


def saved(row):
    """Lưu một dòng and give it back."""
    with tampering() as session:
        session.add(row)
    return row


@pytest.fixture
def vote(database_url):
    block = saved(Block(code="K1", name="Khối 1"))
    saved(Unit(code="A", name="Sở A"))
    year = saved(BlockYear(block_id=block.id, year=2025))
    return saved(
        Vote(
            block_year_id=year.id,
            title="Đề nghị tặng Cờ",
            subject=Subject.AWARD,
            kind=VoteKind.APPROVAL,
            electorate=Electorate.UNITS,
            conduct=Conduct.ELECTRONIC,
            share="4/5",
            base=Base.MEMBERS,
            source="Quy chế",
            own_unit=OwnUnit.CAST,
            set_by="An",
            set_at=NOW,
        )
    )


def rows_of(vote):
    return [
        VoteOption(vote_id=vote.id, position=1, code="A", text="Sở A", unit_code="A"),
        VoteRoll(vote_id=vote.id, code="A", name="Sở A"),
        SealedBallot(vote_id=vote.id, sealed="kín"),
        BallotSlip(
            vote_id=vote.id, candidate="A", answer=Answer.AGREE, salt="0" * 32, mark="0" * 64
        ),
        PaperCount(
            vote_id=vote.id,
            issued=1,
            returned=1,
            not_returned=0,
            valid=1,
            invalid=0,
            entered_by="An",
            entered_at=NOW,
        ),
        OfficeHolder(block_id=1, year=2026, office=Office.HEAD, unit_id=1, set_by="An", set_at=NOW),
    ]


def test_every_table_keeps_its_row(vote):
    kept = [saved(row) for row in rows_of(vote)]

    with reading() as session:
        for row in [vote, *kept]:
            assert session.get(type(row), row.id).model_dump() == row.model_dump()


def test_a_vote_begins_as_a_draft_and_a_member_unmarked(vote):
    member = saved(VoteRoll(vote_id=vote.id, code="A", name="Sở A"))

    assert (vote.status, vote.version, vote.box, vote.public_key) == (VoteStatus.DRAFT, 1, "", "")
    assert (member.presence, member.has_cast, member.written) == (Presence.UNMARKED, False, "")


@pytest.mark.parametrize("table", [VoteOption, VoteRoll, PaperCount, OfficeHolder])
def test_the_database_refuses_a_second_row_of_the_same(vote, table):
    first, second = (next(row for row in rows_of(vote) if isinstance(row, table)) for _ in range(2))
    saved(first)

    with pytest.raises(IntegrityError):
        saved(second)


def test_ballots_have_random_names_and_on_sqlite_no_hidden_number(vote):
    for _ in range(20):
        saved(SealedBallot(vote_id=vote.id, sealed="kín"))
    with reading() as session:
        names = session.exec(select(SealedBallot.id)).all()

    assert len(set(names)) == 20
    assert {len(name) for name in names} == {32}
    if engine().dialect.name == "sqlite":
        for table in ("sealed_ballot", "ballot_slip"):
            with engine().connect() as connection, pytest.raises(sa.exc.OperationalError):
                connection.exec_driver_sql(f"SELECT rowid FROM {table}")
