"""Tiêu chí tiếp theo: round the whole sheet to what nobody has scored."""

import pytest

from thidua.domain.scoring.following import next_after, next_missing

CODES = ["I.1", "I.2", "II.1", "II.2"]


@pytest.mark.parametrize(
    ("missing", "code", "to"),
    [
        (["I.2", "II.1"], "I.1", "I.2"),
        (["II.2"], "I.2", "II.2"),
        (["I.1"], "II.2", "I.1"),
        (["I.2"], "I.2", None),
        ([], "I.1", None),
    ],
)
def test_the_next_unscored_is_found_over_the_borders_of_groups(missing, code, to):
    assert next_missing(CODES, missing, code) == to


@pytest.mark.parametrize(("code", "to"), [("I.2", "II.1"), ("II.2", None)])
def test_the_next_in_order_ends_with_the_last(code, to):
    assert next_after(CODES, code) == to
