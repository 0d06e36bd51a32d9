"""Khai đủ: what nobody entered is not known until somebody says that the list is complete."""

import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.dossier_block import award, settled, state, verdicts
from tests.services.year import NOW, fresh, to_self_score
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.services.awards import nominees
from thidua.services.dossier import declarations
from thidua.services.ground.work import Work

pytestmark = pytest.mark.usefixtures("database_url")
FIGHTER, PROVINCE = "chien-si-thi-dua-co-so", "chien-si-thi-dua-tinh"


def declare(*subjects, first=2025, last=2025, actor=PROGRAM, **more):
    with writing() as session:
        work = Work(session, actor, fresh(), NOW)
        return declarations.declare(work, subjects=subjects, first=first, last=last, **more)


def declared():
    with reading() as session:
        found = nominees.unchecked(session, fresh())
    return {
        one.nominee.code: (sorted(one.nominee.declared), one.nominee.history.is_complete)
        for one in found
    }


@pytest.mark.both_databases
def test_a_year_nobody_entered_breaks_no_chain_until_its_list_is_complete():
    settled()
    for year in (2024, 2025):
        award("P1", FIGHTER, year)
    state("P1", {"sang_kien_cap": "tinh"})
    assert verdicts(award=PROVINCE)["P1"] == "missing_data"

    assert declare("P1", first=2021, last=2024, source="Hồ sơ lưu") == 4

    assert verdicts(award=PROVINCE)["P1"] == "not_eligible"
    assert declared()["P1"] == ([2021, 2022, 2023, 2024], False)
    assert [one.new for one in recorded("fact.stated")][-1].endswith("có (minh chứng: Hồ sơ lưu)")


def test_the_whole_block_is_declared_at_once_and_undone_at_once():
    settled()

    assert declare(first=2024, last=2025, every_award=True) == 12
    assert declared() == dict.fromkeys(("A", "B", "P1", "P2"), ([2024, 2025], True))
    declare(first=2025, last=2025, is_complete=False)
    assert declared() == dict.fromkeys(("A", "B", "P1", "P2"), ([2024], True))


def test_a_unit_declares_its_own_dossiers_and_no_others():
    settled()
    to_self_score()
    officer = acting(Role.UNIT_OFFICER, "K1", 2025, "A")

    declare(actor=officer)

    assert [code for code, (years, _) in declared().items() if years] == ["A", "P1"]
    with pytest.raises(Refused, match="có lỗi"):
        declare("B", actor=officer)
    with pytest.raises(NotPermitted):
        declare(actor=acting(Role.REVIEWER, "K1", 2025, "A"))


@pytest.mark.parametrize(("first", "last"), [(2025, 2024), (2025, 2026), (1800, 2025)])
def test_years_that_cannot_be_declared_are_refused(first, last):
    settled()

    with pytest.raises(Refused, match="Năm khai đủ phải từ"):
        declare("A", first=first, last=last)


def test_saying_the_same_again_is_refused():
    settled()
    declare("A")

    with pytest.raises(Refused, match="đã được khai như vậy"):
        declare("A")
