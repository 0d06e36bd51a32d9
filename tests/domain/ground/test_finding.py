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
from thidua.domain.ground.finding import Finding, Severity, error, has_errors, notice, warning


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


@pytest.mark.parametrize("kind", [NotFound, NotPermitted, NotReady, Refused, StaleEdit])
def test_an_error_speaks_its_docstring_unless_told_otherwise(kind):
    assert issubclass(kind, ThiduaError)
    assert str(kind()) == kind.__doc__
    assert str(kind("Khối KTD-9 không có")) == "Khối KTD-9 không có"
