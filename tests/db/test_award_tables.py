"""Bảng hồ sơ khen thưởng: what the database itself refuses, whoever asks."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from tests.tampering import tampering
from thidua.db.tables import (
    Block,
    BlockYear,
    GivenAward,
    LawText,
    Proposal,
    StaffMember,
    StatedFact,
    Unit,
)
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import Refused

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
SET = {"set_by": "An", "set_at": NOW}

pytestmark = [pytest.mark.usefixtures("database_url"), pytest.mark.both_databases]


def saved(*rows):
    with tampering() as session:
        for row in rows:
            session.add(row)
            session.flush()
    return rows[-1]


def fact(**changes):
    named = {
        "recipient": Recipient.COLLECTIVE,
        "subject": "A",
        "code": "so_nguoi",
        "year": 2025,
        "value": "1",
        "stated_by": "An",
        "stated_at": NOW,
    }
    return StatedFact(**named | changes)


@pytest.mark.parametrize("year", [2025, None])
def test_a_fact_has_one_live_version_in_a_year_or_for_all_years(year):
    saved(fact(year=year), fact(year=year, live=False), fact(year=2024), fact(subject="B"))

    with pytest.raises(IntegrityError):
        saved(fact(year=year))


def test_a_unit_and_a_person_of_one_code_have_facts_of_their_own():
    saved(fact(), fact(recipient=Recipient.INDIVIDUAL))


def test_a_law_has_one_live_version_and_no_number_twice():
    saved(LawText(name="a.toml", content="", version=1, live=False, **SET))
    saved(LawText(name="a.toml", content="", version=2, **SET))

    for version in (2, 3):
        with pytest.raises(IntegrityError):
            saved(LawText(name="a.toml", content="", version=version, **SET))


def proposal(period, **changes):
    named = {"award": "giay-khen", "recipient": Recipient.COLLECTIVE, "subject": "A", **SET}
    return Proposal(block_year_id=period.id, **named | changes)


def test_nobody_stands_twice_for_the_same_and_a_decision_gives_one_award():
    block = saved(Block(code="K1", name="Khối một"))
    period = saved(BlockYear(block_id=block.id, year=2025))
    first = saved(proposal(period))
    saved(
        proposal(period, standing=False, state=ProposalState.WITHDRAWN),
        proposal(period, programme="phong-trao", group_code="1.1"),
    )
    with pytest.raises(IntegrityError):
        saved(proposal(period))

    given = {"recipient": Recipient.COLLECTIVE, "subject": "A", "award": "x", "year": 2025, **SET}
    decided = {**given, "proposal_id": first.id, "decision": "12/QĐ", "day": date(2026, 1, 5)}
    saved(GivenAward(**given), GivenAward(**given), GivenAward(**decided))
    with pytest.raises(IntegrityError):
        saved(GivenAward(**decided))


def test_a_person_is_of_a_unit_and_has_a_code_nobody_else_has():
    unit = saved(Unit(code="A", name="Sở A"))
    saved(StaffMember(code="P1", full_name="An", unit_id=unit.id, **SET))

    with pytest.raises(IntegrityError):
        saved(StaffMember(code="P1", full_name="Bình", unit_id=unit.id, **SET))
    with pytest.raises(IntegrityError):
        saved(StaffMember(code="P2", full_name="Bình", unit_id=unit.id + 1, **SET))


def test_a_code_nobody_knows_is_refused():
    with pytest.raises((Refused, LookupError)):
        saved(fact(recipient="nobody"))
