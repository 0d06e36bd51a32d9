"""Thông tin ẩn khi chấm chéo: what is kept of it reads back as what it was."""

from itertools import product

import pytest

from thidua.domain.review.plan import Blindness, blindness_of

ALL = [Blindness(*hidden) for hidden in product((False, True), repeat=3)]


def test_what_is_hidden_is_kept_as_a_code_that_says_it():
    assert [one.code() for one in ALL] == [
        "nothing",
        "names",
        "others",
        "others,names",
        "claim",
        "claim,names",
        "claim,others",
        "claim,others,names",
    ]
    assert [blindness_of(one.code()) for one in ALL] == ALL


@pytest.mark.parametrize("code", ["", "đã giấu: tên người chấm", "names,colour"])
def test_a_code_that_says_something_else_is_no_blindness(code):
    with pytest.raises(ValueError, match=code or "^$"):
        blindness_of(code)
