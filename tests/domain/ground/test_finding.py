"""Phát hiện và lỗi: values with a place, and exceptions whose docstring is the message."""

import pytest

from thidua.domain.ground.errors import (
    NotFound,
    NotPermitted,
    NotReady,
    Refused,
    StaleEdit,
    ThiduaError,
)
from thidua.domain.ground.finding import (
    Finding,
    Findings,
    Severity,
    error,
    has_errors,
    notice,
    warning,
)


@pytest.mark.parametrize(
    ("make", "severity"),
    [(error, Severity.ERROR), (warning, Severity.WARNING), (notice, Severity.NOTICE)],
)
def test_a_finding_carries_its_severity_place_and_sentence(make, severity):
    found = make("group_sum", "các dòng cộng 3,0", "Mã A.II.1")

    assert found == Finding(
        severity=severity, code="group_sum", message="các dòng cộng 3,0", place="Mã A.II.1"
    )
    assert str(found) == "Mã A.II.1: các dòng cộng 3,0"


def test_a_finding_about_the_whole_is_told_without_a_place():
    assert str(warning("empty", "chưa có tiêu chí nào")) == "chưa có tiêu chí nào"


@pytest.mark.parametrize(
    ("findings", "broken"),
    [
        ([], False),
        ([warning("a", "b"), notice("c", "d")], False),
        ([notice("c", "d"), error("a", "b")], True),
    ],
)
def test_only_an_error_stops(findings, broken):
    assert has_errors(findings) is has_errors(tuple(findings)) is broken
    assert [one.is_error for one in findings] == [one.severity == "error" for one in findings]


def test_a_reader_fills_its_findings_as_it_goes_on():
    found = Findings()

    found.notice("read", "được đọc là 12,5", "Ô B2")
    found.warning("repeated", "ghi hai lần")
    found += [error("missing", "thiếu mã", "Ô A3")]
    found.error("twice", "trùng mã", "Ô A4")

    assert found == [
        notice("read", "được đọc là 12,5", "Ô B2"),
        warning("repeated", "ghi hai lần"),
        error("missing", "thiếu mã", "Ô A3"),
        error("twice", "trùng mã", "Ô A4"),
    ]


@pytest.mark.parametrize("kind", [NotFound, NotPermitted, NotReady, Refused, StaleEdit])
def test_an_error_speaks_its_docstring_unless_told_otherwise(kind):
    assert issubclass(kind, ThiduaError)
    assert str(kind()) == kind.__doc__
    assert str(kind("Khối KTD-9 không có")) == "Khối KTD-9 không có"
