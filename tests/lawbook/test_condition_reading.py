"""Đọc điều kiện và dữ kiện trong tệp luật: what does not fit together is refused."""

from decimal import Decimal

import pytest

from tests.lawbook.small_book import SMALL, file
from thidua.domain.dossier.facts import FactKind, FactType, FactWord, Recipient
from thidua.domain.law.conditions import AllOf, AwardHeld, FactTest, ShareTest, YearRun
from thidua.lawbook.loading import read_book

OLD = 'condition = { kind = "fact", fact = "ty_le_phieu", op = ">=", threshold = "80" }'
PLACE = "tệp luat.toml, bảng [[requirements]] thứ 1 (GK.1) › condition"


def _read(condition, more=""):
    return read_book([file(more + SMALL.replace(OLD, f"condition = {condition}"))])


def _condition(text):
    book, findings = _read(text)
    assert findings == []
    return book.requirements[0].condition


def test_conditions_inside_conditions_are_read():
    found = _condition(
        '{ kind = "all", of = ['
        '{ kind = "share", fact = "so_ldtt", of = "so_nguoi", threshold = "2/3" },'
        '{ kind = "run", name = "x", least = 2, after = ["giay-khen-khoi"], ends_within = 1,'
        '  each = { kind = "fact", fact = "doan_ket", threshold = "có" } },'
        '{ kind = "held", awards = ["giay-khen-khoi"] } ] }'
    )

    share, run, held = found.conditions
    assert isinstance(found, AllOf)
    assert isinstance(share, ShareTest)
    assert (share.fact.code, share.whole.code, str(share.share)) == ("so_ldtt", "so_nguoi", "2/3")
    assert run == YearRun(
        name="x",
        each=FactTest(run.each.fact, "=", threshold=True),
        least=2,
        after=("giay-khen-khoi",),
        ends_within=1,
    )
    assert held == AwardHeld(("giay-khen-khoi",))


@pytest.mark.parametrize(
    ("condition", "place", "message"),
    [
        (
            '{ kind = "share", fact = "doan_ket", of = "so_nguoi", threshold = "70%" }',
            *("", "«Nội bộ đoàn kết» ở «fact» phải là số đếm"),
        ),
        (
            '{ kind = "share", fact = "so_ldtt", of = "ty_le_phieu", threshold = "70%" }',
            *("", "«Tỷ lệ phiếu đồng ý» ở «of» phải là số đếm"),
        ),
        (
            '{ kind = "share", fact = "so_ldtt", of = "so_nguoi", threshold = "120%" }',
            *("", '«threshold» phải là tỷ lệ như "70%" hoặc "2/3", không phải «120%»'),
        ),
        (
            '{ kind = "compare", fact = "so_nguoi", op = ">", other = "doan_ket" }',
            "",
            "«Số người của tập thể» và «Nội bộ đoàn kết» khác kiểu nên không so được",
        ),
        (
            '{ kind = "fact", fact = "doan_ket", op = ">=", threshold = "có" }',
            *("", "«Nội bộ đoàn kết» không có thứ tự nên chỉ so được bằng «=»"),
        ),
        ('{ kind = "any", of = [] }', "", "«of» phải có ít nhất một điều kiện"),
        ('{ kind = "any", of = "x" }', "", "«of» phải là danh sách bảng [[of]]"),
        ('{ kind = "any", of = ["x"] }', "", "«of» phải là danh sách bảng [[of]]"),
        ('{ kind = "held", awards = [] }', "", "thiếu khóa «awards»"),
        (
            '{ kind = "held", awards = [1] }',
            *("", '«awards» phải là danh sách chữ, ví dụ ["a", "b"]'),
        ),
        (
            '{ kind = "run", name = "x", least = 0, each = { kind = "held", awards = ["a"] } }',
            *("", "«least» phải từ 1 trở lên"),
        ),
        (
            '{ kind = "run", name = "x", least = true, each = { kind = "held", awards = ["a"] } }',
            *("", "«least» phải là số nguyên, ví dụ 3"),
        ),
        (
            '{ kind = "run", name = "x", least = 2, each = { kind = "held", award = "a" } }',
            *(" › each", "thiếu khóa «awards»"),
        ),
        (
            '{ kind = "all", of = [{ kind = "meets", award = "a", x = 1 }] }',
            *(" › of thứ 1", "không biết khóa «x»; các khóa dùng được: award, kind"),
        ),
        ('"doan_ket"', None, "«condition» phải là một bảng { ... }"),
    ],
)
def test_a_condition_that_does_not_fit_is_refused(condition, place, message):
    book, findings = _read(condition)

    at = PLACE.removesuffix(" › condition") if place is None else PLACE + place
    assert book is None
    assert [(finding.place, finding.message) for finding in findings][:1] == [(at, message)]


FACT = """
[[facts]]
code = "muc"
name = "Mức"
type = "một trong danh sách"
for = ["tập thể"]
yearly = false
assumed = "ít"
words = [ { code = "it", label = "ít", spellings = ["nhỏ"] }, { code = "nhieu", label = "nhiều" } ]
"""
COUNTED = """
[[facts]]
code = "muc"
name = "Mức"
type = "số nguyên"
for = ["tập thể"]
unit = "xã"
assumed = "0"
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            FACT,
            FactKind(
                *("muc", "Mức", FactType.CHOICE, frozenset({Recipient.COLLECTIVE})),
                yearly=False,
                words=(FactWord("it", "ít", ("nhỏ",)), FactWord("nhieu", "nhiều")),
                assumed="it",
            ),
        ),
        (
            COUNTED,
            FactKind(
                *("muc", "Mức", FactType.COUNT, frozenset({Recipient.COLLECTIVE}), "xã"),
                assumed=Decimal(0),
            ),
        ),
    ],
)
def test_a_fact_of_ones_own_is_read(text, kind):
    book, findings = read_book([file(text + SMALL)])

    assert findings == []
    assert book.catalogue.get("muc") == kind


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('assumed = "ít"', 'assumed = "vừa"', None),
        ('type = "một trong danh sách"', 'type = "chữ"', "«words» cần có khi, và chỉ khi, «type» "),
        ('for = ["tập thể"]\nyearly', "for = []\nyearly", "thiếu khóa «for»"),
        ("yearly = false", 'yearly = "không"', "«yearly» phải là true hoặc false"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(old, new, message):
    _, findings = read_book([file(FACT.replace(old, new) + SMALL)])

    assert findings[0].place.startswith("tệp luat.toml, bảng [[facts]] thứ 1 (muc)")
    assert findings[0].message.startswith(message or "«assumed» không hợp: «Mức»: không hiểu «vừa»")
