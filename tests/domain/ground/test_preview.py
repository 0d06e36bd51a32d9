"""Xem trước: what a change is called, and which preview may be written."""

import pytest

from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.finding import error, warning
from thidua.domain.ground.preview import Change, ChangeKind, Preview

SEEN = Preview((warning("", "chưa rõ"),), (Change.of("A", "4", "5"),))


def test_a_change_is_new_the_same_or_another_by_what_stands_there():
    found = [Change.of("A", None, "5"), Change.of("A", "5", "5"), Change.of("A", "4", "5")]

    assert found == [
        Change(ChangeKind.NEW, "A", "", "5"),
        Change(ChangeKind.SAME, "A", "5", "5"),
        Change(ChangeKind.CHANGED, "A", "4", "5"),
    ]


@pytest.mark.parametrize("seen", [None, SEEN.fingerprint])
def test_a_preview_may_be_written_as_it_was_seen_or_unseen(seen):
    SEEN.require_agreed("Dữ kiện", seen)


def test_a_preview_with_an_error_is_refused_even_as_it_was_seen():
    broken = Preview((error("", "sai"),), SEEN.changes)

    with pytest.raises(Refused):
        broken.require_agreed("Dữ kiện", broken.fingerprint)


def test_another_preview_than_the_one_agreed_to_is_not_written():
    now = Preview((), (Change.of("A", "3", "5"),))

    with pytest.raises(StaleEdit) as fault:
        now.require_agreed("Dữ kiện", SEEN.fingerprint)

    assert str(fault.value) == "Dữ kiện đã đổi từ lúc xem trước; hãy xem lại rồi nhập."
