"""Điểm tổng hợp theo bản mới: the same reviews under another rule make other points, for all."""

from datetime import UTC, datetime

import pytest

from tests.builders import make_covenant, make_criterion, make_entry, rule_of
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.points import Scale
from thidua.domain.review.combining import combine_reviews
from thidua.domain.review.restated import all_misfits
from thidua.domain.rules import Method
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet

NOW = datetime(2026, 3, 20, tzinfo=UTC)
GOOD, FAIR = make_entry(choice="Tốt"), make_entry(choice="Khá")
"""Hai người chấm chọn mức."""


def covenant(most=30, words="Tốt: 30; Khá: 20", **changes):
    return make_covenant(
        make_criterion("C1", most, rule=rule_of(Method.CHOICE, words)),
        combining=changes.pop("combining", Combining.MEAN),
        **changes,
    )


def sheets(old, *reviews, status=SheetStatus.SUBMITTED):
    """Bảng thẩm định của A với điểm tổng hợp, and the reviews it was made of."""
    given = {f"R{place}": {"C1": one} for place, one in enumerate(reviews)}
    made = combine_reviews(old, given)["C1"].entry()
    return [
        *(sheet(Hand.CROSS, lines["C1"], reviewer, status) for reviewer, lines in given.items()),
        sheet(Hand.VERIFIED, made, "", SheetStatus.VERIFIED),
    ]


def sheet(hand, entry, reviewer, status):
    line = StoredLine(entry=entry, version=1, entered_by="thử", entered_at=NOW, covenant_version=1)
    return StoredSheet(unit="A", hand=hand, reviewer=reviewer, status=status, lines={"C1": line})


def told(old, new, *reviews, **named):
    return [one.why for one in all_misfits(old, new, sheets(old, *reviews, **named))]


SAID = "điểm tổng hợp 25 tính theo bản cũ; cùng các phiếu ấy "


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (covenant(words="Tốt: 30; Khá: 24"), "theo bản mới là 27"),
        (covenant(most=40, words="Tốt: 40; Khá: 20"), "theo bản mới là 30"),
        (covenant(combining=Combining.CHAIR), "bản mới không tổng hợp"),
    ],
    ids=["other points", "a higher maximum", "nothing combined"],
)
def test_the_same_reviews_make_other_points(new, said):
    assert told(covenant(), new, GOOD, FAIR) == [SAID + said]


def test_where_they_make_the_same_nothing_is_asked():
    assert told(covenant(), covenant(combining=Combining.MEDIAN), GOOD, FAIR) == []
    assert told(covenant(), covenant(most=35, words="Tốt: 30; Khá: 20"), GOOD, FAIR) == []


def test_another_rounding_is_another_value():
    old, new = (covenant(scale=Scale(places)) for places in (2, 0))

    assert told(old, new, GOOD, FAIR, FAIR) == [
        "điểm tổng hợp 23,33 tính theo bản cũ; cùng các phiếu ấy theo bản mới là 23"
    ]


def test_reviews_that_are_not_handed_in_make_nothing():
    new = covenant(words="Tốt: 30; Khá: 24")
    assert told(covenant(), new, GOOD, FAIR, status=SheetStatus.DRAFT) == []
