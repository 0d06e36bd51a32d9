"""Đo một dữ kiện: every comparison on both sides, and the exact figure that is missing."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.domain.nominees import book
from thidua.domain.awards.judging import Judging, Nominee
from thidua.domain.dossier.facts import (
    EVERYBODY,
    Catalogue,
    Fact,
    FactKind,
    FactType,
    NomineeFacts,
    Recipient,
)
from thidua.domain.law.conditions import FactComparison, FactTest, ShareTest
from thidua.domain.law.conditions.measured import Measured, RequirementState

MET, NOT_MET, MISSING = RequirementState
C = Recipient.COLLECTIVE
DAYS = FactKind("so_ngay", "Số ngày nghỉ", FactType.COUNT, EVERYBODY, "ngày")
MONEY = FactKind("tien", "Số tiền", FactType.NUMBER, EVERYBODY, "triệu đồng")
PLAN = FactKind("ke_hoach", "Kế hoạch", FactType.NUMBER, EVERYBODY, "triệu đồng")
FOUNDED = FactKind("ngay_lap", "Ngày thành lập", FactType.DATE, EVERYBODY, yearly=False)
VIEW = book().at(date(2025, 12, 31))


def _measured(condition, **cells):
    stated = {(code, 2025): Fact(value) for code, value in cells.items()}
    nominee = Nominee(code="X", name="X", recipient=C, facts=NomineeFacts(stated))
    return condition.measure(Judging(view=VIEW, award="", nominee=nominee, year=2025), 2025)


@pytest.mark.parametrize(
    ("sign", "met", "not_met"),
    [
        (">=", (40, 41), (39,)),
        (">", (41,), (39, 40)),
        ("<=", (39, 40), (41,)),
        ("<", (39,), (40, 41)),
        ("=", (40,), (39, 41)),
    ],
)
def test_each_sign_compares_exactly(sign, met, not_met):
    test = FactTest(DAYS, sign, Decimal(40))

    assert [_measured(test, so_ngay=Decimal(days)).state for days in met] == [MET] * len(met)
    assert [_measured(test, so_ngay=Decimal(days)).state for days in not_met] == (
        [NOT_MET] * len(not_met)
    )


@pytest.mark.parametrize(
    ("test", "value", "threshold", "remedy", "shortfall"),
    [
        (
            *(FactTest(DAYS, "<", Decimal(40)), Decimal(40), "dưới 40 ngày"),
            *("phải bớt 1 ngày (Số ngày nghỉ)", Decimal(1)),
        ),
        (
            *(FactTest(DAYS, ">", Decimal(40)), Decimal(38), "trên 40 ngày"),
            *("cần thêm 3 ngày (Số ngày nghỉ)", Decimal(3)),
        ),
        (
            *(FactTest(DAYS, ">=", Decimal(40)), Decimal(38), "từ 40 ngày trở lên"),
            *("cần thêm 2 ngày (Số ngày nghỉ)", Decimal(2)),
        ),
        (
            *(FactTest(DAYS, "<=", Decimal(40)), Decimal(42), "nhiều nhất 40 ngày"),
            *("phải bớt 2 ngày (Số ngày nghỉ)", Decimal(2)),
        ),
        (
            *(FactTest(DAYS, "=", Decimal(40)), Decimal(38), "40 ngày"),
            *("cần thêm 2 ngày (Số ngày nghỉ)", Decimal(2)),
        ),
        (
            *(FactTest(DAYS, "=", Decimal(40)), Decimal(42), "40 ngày"),
            *("phải bớt 2 ngày (Số ngày nghỉ)", Decimal(2)),
        ),
        (
            *(FactTest(MONEY, ">", Decimal(300)), Decimal("299.5"), "trên 300 triệu đồng"),
            *("cần thêm hơn 0,5 triệu đồng (Số tiền)", Decimal("0.5")),
        ),
        (
            *(FactTest(FOUNDED, "<=", date(2015, 12, 31)), date(2016, 1, 1)),
            "nhiều nhất 31/12/2015",
            *("cần «Ngày thành lập»: nhiều nhất 31/12/2015 (hiện là 01/01/2016)", None),
        ),
    ],
)
def test_what_is_missing_is_said_to_the_last_digit(test, value, threshold, remedy, shortfall):
    kind = test.fact

    assert _measured(test, **{kind.code: value}) == Measured(
        state=NOT_MET,
        about=kind.name,
        value=kind.text(value),
        threshold=threshold,
        remedy=remedy,
        shortfall=shortfall,
    )


def test_a_share_is_written_with_the_same_separators_on_both_sides():
    good, all_people = (VIEW.book.catalogue.kinds[code] for code in ("so_ldtt", "so_nguoi"))
    test = ShareTest(good, all_people, Fraction(7, 10))

    assert _measured(test, so_ldtt=Decimal(700), so_nguoi=Decimal(2000)) == Measured(
        state=NOT_MET,
        about=good.name,
        value="700/2.000 người (35 %)",
        threshold="ít nhất 70 %, tức 1.400/2.000 người",
        remedy="cần thêm 700 người (Số người đạt Lao động tiên tiến)",
        shortfall=Decimal(700),
    )


def test_a_fact_that_holds_for_good_is_asked_for_without_a_year():
    assert _measured(FactTest(FOUNDED, "<=", date(2015, 12, 31))).remedy == (
        "cần nhập «Ngày thành lập»"
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (
            {"tien": Decimal(101), "ke_hoach": Decimal(100)},
            Measured(
                state=MET,
                about="Số tiền",
                value="101 triệu đồng",
                threshold="trên «Kế hoạch» 100 triệu đồng",
            ),
        ),
        (
            {"tien": Decimal(99), "ke_hoach": Decimal(100)},
            Measured(
                state=NOT_MET,
                about="Số tiền",
                value="99 triệu đồng",
                threshold="trên «Kế hoạch» 100 triệu đồng",
                remedy="cần thêm hơn 1 triệu đồng (Số tiền)",
                shortfall=Decimal(1),
            ),
        ),
        (
            {"tien": Decimal(99)},
            Measured(
                state=MISSING,
                about="Số tiền",
                value="99 triệu đồng",
                threshold="trên «Kế hoạch»",
                remedy="cần nhập «Kế hoạch» năm 2025",
            ),
        ),
        (
            {},
            Measured(
                state=MISSING,
                about="Số tiền",
                value=None,
                threshold="trên «Kế hoạch»",
                remedy="cần nhập «Số tiền» năm 2025; cần nhập «Kế hoạch» năm 2025",
            ),
        ),
    ],
)
def test_two_facts_of_one_year_are_compared(cells, found):
    assert _measured(FactComparison(MONEY, ">", PLAN), **cells) == found


def test_a_catalogue_of_the_law_book_stands_over_the_built_in_one():
    other = FactKind("so_nguoi", "Số người có mặt", FactType.COUNT, EVERYBODY, "người")

    found = Catalogue(book().catalogue.kinds).with_kinds({"so_nguoi": other})

    assert found.get("so_nguoi") == other
