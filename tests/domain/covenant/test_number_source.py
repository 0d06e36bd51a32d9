"""Nguồn số liệu: how a cell is read, which ways of scoring take a number, and where it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from thidua.domain.covenant.number_source import (
    REGISTER_NUMBERS,
    NumberSource,
    SourceKind,
    entry_with,
    read_source,
    require_fit,
    value_in,
)
from thidua.domain.register.registers import REGISTERS
from thidua.domain.rules import method_named, read_rule
from thidua.domain.rules.entry import Entry, Event
from thidua.domain.rules.parameters import ParametersError

LATE = NumberSource(kind=SourceKind.REPORT, code="6-thang", number="số ngày chậm", is_required=True)


def rule(method, parameters):
    return read_rule(method_named(method), parameters)


MINUS = rule("Trừ dần", "chậm một ngày: 0,5")
TIERS = rule("Theo bậc", ">=3: 5; >=1: 3; >=0: 0")


def test_the_registers_are_named_as_they_name_themselves():
    assert {
        code: tuple(one.name for one in register.numbers([], date(2025, 12, 31)))
        for code, register in REGISTERS.items()
    } == dict(REGISTER_NUMBERS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("báo cáo 6-thang: số ngày chậm; bắt buộc", LATE),
        ("Báo cáo  6-thang : Số ngày chậm ; Bắt buộc", LATE),
        (
            "báo cáo: mọi kỳ: đủ và đúng hạn",
            NumberSource(kind=SourceKind.REPORT, code="", number="đủ và đúng hạn"),
        ),
        (
            "sổ sang-kien: được công nhận",
            NumberSource(kind=SourceKind.REGISTER, code="sang-kien", number="được công nhận"),
        ),
    ],
)
def test_a_cell_is_read(text, found):
    assert read_source(text) == found
    if found is not None:
        assert read_source(found.words) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("số ngày chậm", "không đọc được"),
        ("báo cáo nam: điểm", "chọn một trong: số ngày chậm"),
        ("sổ sang-kie: được công nhận", "không có sổ «sang-kie»"),
        ("phong trào: đã đăng ký", "cần mã của phong trào"),
        ("báo cáo nam: số thiếu; nên", "không phải «nên»"),
        ("báo cáo nam: số thiếu; bắt buộc; bắt buộc", "không phải «bắt buộc»"),
        ("phong trào PT: số xã", "mục tiêu MÃ"),
    ],
)
def test_a_cell_that_says_nothing_known_is_refused(text, said):
    with pytest.raises(ParametersError, match=said):
        read_source(text)


def test_a_number_fits_some_ways_of_scoring_alone():
    require_fit(LATE, MINUS)
    require_fit(LATE, TIERS)
    for wrong in (rule("Đạt/không", ""), rule("Chấm mức", "")):
        with pytest.raises(ParametersError):
            require_fit(LATE, wrong)
    several = rule("Trừ dần", "báo cáo chậm: 1; vắng họp: 2")
    with pytest.raises(ParametersError, match="ghi thêm «; loại báo cáo chậm»"):
        require_fit(LATE, several)
    with pytest.raises(ParametersError, match="không có loại lượt «vắng»; có: báo cáo chậm"):
        require_fit(replace(LATE, counts="vắng"), several)
    require_fit(replace(LATE, counts="Báo cáo  chậm"), several)
    yes = read_source("báo cáo nam: đủ và đúng hạn")
    require_fit(yes, rule("Đạt/không", ""))
    with pytest.raises(ParametersError, match="có hay không"):
        require_fit(yes, TIERS)


def test_a_number_stands_where_its_rule_reads_it():
    held = Entry(explanation="Theo báo cáo", target=Decimal(5))
    taken = entry_with(LATE, TIERS, Decimal(3), held)
    assert (taken.actual, taken.target, taken.explanation) == (3, 5, "Theo báo cáo")
    assert value_in(LATE, TIERS, taken) == 3

    counted = entry_with(LATE, MINUS, Decimal(3), Entry())
    assert (
        counted.events == (Event("chậm một ngày", Decimal(3)),)
        and value_in(LATE, MINUS, counted) == 3
    )
    none = entry_with(LATE, MINUS, Decimal(0), replace(counted, explanation="Không chậm"))
    assert value_in(LATE, MINUS, none) == 0 and none.explanation == "Không chậm"
    several = rule("Trừ dần", "báo cáo chậm: 1; vắng họp: 2")
    of_one = read_source("báo cáo nam: số lần chậm; loại báo cáo chậm; bắt buộc")
    assert read_source(of_one.words) == of_one and of_one.counts == "báo cáo chậm"
    absent = Event("vắng họp", Decimal(1))
    both = entry_with(of_one, several, Decimal(2), Entry(events=(absent,)))
    assert set(both.events) == {absent, Event("báo cáo chậm", Decimal(2))}
    assert value_in(of_one, several, both) == 2
    assert entry_with(of_one, several, Decimal(0), both).events == (absent,)

    reached = read_source("phong trào PT: mục tiêu Xa-NTM")
    part = rule("Tỷ lệ hoàn thành", "")
    require_fit(reached, part)
    filled = entry_with(reached, part, Decimal("43.5"), Entry(), Decimal(40))
    assert (reached.target, filled.actual, filled.target) == ("xa-ntm", Decimal("43.5"), 40)
    passed = rule("Đạt/không", "")
    yes = read_source("báo cáo nam: đủ và đúng hạn")
    assert value_in(yes, passed, entry_with(yes, passed, Decimal(1), Entry())) == 1
    assert value_in(yes, passed, Entry()) is None
