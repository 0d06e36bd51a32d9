"""Điều chắc chắn: confirmed rows prove, a closed register says the rest, silence says nothing."""

from datetime import date
from decimal import Decimal

import pytest

from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import Fact
from thidua.domain.register.certainty import GivenFact, Told, given
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.registers import REGISTERS

KIND = REGISTERS["sang-kien"]
COUNT, SCOPE = KIND.facts
CLOSED = date(2025, 12, 20)
OPEN_WORDS = "sổ «Sáng kiến» năm 2025"
CLOSED_WORDS = f"{OPEN_WORDS}, khóa ngày 20/12/2025"


def line(code, scope="co_so", **more):
    values = {"ten": code, "ca_nhan": "P1", "ket_qua": "cong_nhan", "pham_vi": scope}
    return RegisterLine(
        unit="A", year=2025, code=code, part="P1", values=values, state=RowState.CONFIRMED, **more
    )


def told(*lines, closed=None, typed=None, used=()):
    return Told(year=2025, lines=lines, closed=closed, typed=typed, used=used)


def count(*lines, **more):
    return given(KIND, COUNT, told(*lines, **more))


def scope(*lines, **more):
    return given(KIND, SCOPE, told(*lines, **more))


def fact(code, value, evidence, source):
    return GivenFact(code, 2025, Fact(value, evidence), source)


def test_an_open_register_without_rows_says_nothing():
    assert (count(), scope()) == (None, None)
    unjudged = RegisterLine(unit="A", year=2025, code="SK-1", part="P1", values={"ten": "x"})
    assert (count(unjudged), scope(unjudged)) == (None, None)


def test_a_closed_empty_register_says_none_for_certain():
    assert count(closed=CLOSED) == fact("so_sang_kien", Decimal(0), "", CLOSED_WORDS)
    assert scope(closed=CLOSED) == fact("sang_kien_cap", "khong", "", CLOSED_WORDS)


def test_confirmed_rows_prove_with_their_codes():
    rows = (line("SK-2", "tinh"), line("SK-1"), line("SK-3"))

    assert count(*rows) == fact("so_sang_kien", Decimal(3), "SK-1; SK-2; SK-3", OPEN_WORDS)
    assert scope(*rows) == fact("sang_kien_cap", "tinh", "SK-2", OPEN_WORDS)


@pytest.mark.parametrize(
    ("closed", "typed", "value", "words"),
    [
        (None, 1, 2, f"{OPEN_WORDS}; khác sổ: sổ 2, khai 1"),
        (None, 5, 5, f"khai; {OPEN_WORDS}; khác sổ: sổ 2, khai 5"),
        (CLOSED, 5, 2, f"{CLOSED_WORDS}; khác sổ: sổ 2, khai 5"),
        (CLOSED, 1, 2, f"{CLOSED_WORDS}; khác sổ: sổ 2, khai 1"),
        (CLOSED, 2, 2, CLOSED_WORDS),
    ],
)
def test_a_typed_value_that_differs_is_told_and_a_closed_register_stands_over_it(
    closed, typed, value, words
):
    found = count(line("SK-1"), line("SK-2"), closed=closed, typed=Fact(Decimal(typed), "QĐ 5"))

    kept = "QĐ 5" if value == typed and not closed else "SK-1; SK-2"
    assert found == fact("so_sang_kien", Decimal(value), kept, words)


def test_scopes_are_compared_by_their_order():
    assert scope(line("SK-1", "tinh"), typed=Fact("co_so")) == fact(
        *("sang_kien_cap", "tinh", "SK-1"),
        f"{OPEN_WORDS}; khác sổ: sổ bộ, ngành, tỉnh, khai cơ sở",
    )
    assert scope(line("SK-1"), typed=Fact("tinh", "QĐ 5")) == fact(
        *("sang_kien_cap", "tinh", "QĐ 5"),
        f"khai; {OPEN_WORDS}; khác sổ: sổ cơ sở, khai bộ, ngành, tỉnh",
    )


def used(evidence, year=2024):
    return UsedAchievement(
        what="sang_kien_cap", year=year, for_award="x", for_year=year, evidence=evidence
    )


def test_an_initiative_used_in_an_earlier_year_comes_after_one_that_was_not():
    rows = (line("SK-1"), line("SK-2"))

    assert scope(*rows).fact.evidence == "SK-1"
    assert scope(*rows, used=[used("SK-1")]).fact.evidence == "SK-2"
    assert scope(*rows, used=[used("SK-1", 2025)]).fact.evidence == "SK-1"
    assert scope(rows[0], used=[used("SK-1")]).fact.evidence == "SK-1"


def test_an_initiative_used_under_its_document_is_the_same_one():
    """Đã dùng trước khi vào sổ: entering it in the register must not make it new."""
    row = line("SK-1", evidence="BB 3")

    assert scope(row, used=[used("BB 3")]).fact.evidence == "BB 3"
    typed = Fact("co_so", "QĐ 5/SK")
    assert scope(line("SK-1"), typed=typed, used=[used("QĐ 5/SK")]).fact.evidence == "QĐ 5/SK"


def test_one_initiative_is_the_same_counted_or_by_its_scope():
    """Một sáng kiến không dùng hai lần, once as a number and once as a scope."""
    taken = used("SK-1")

    assert taken.is_of("so_sang_kien", 2025, "SK-1; SK-2")
    assert not taken.is_of("so_sang_kien", 2024, "SK-2")
    assert not taken.is_of("so_sang_kien", 2024, "")
    assert not taken.is_of("so_de_tai", 2024, "SK-1")
