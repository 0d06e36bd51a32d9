"""Tiến độ: what a unit does next, at each stage."""

import pytest

from thidua.domain.period.owed import Doing
from thidua.domain.period.period import Member
from thidua.domain.period.progress import Share, UnitProgress
from thidua.domain.period.stage import Stage


def row(**given):
    known = {"lines": 25, "self_scored": 25, "verified": 0, "is_verified": False}
    return UnitProgress(member=Member("A", "Phòng A", "P. A", "phòng"), **(known | given))


CHECKED = {"verified": 25, "is_claimed": True}


@pytest.mark.parametrize(
    ("stage", "given", "said"),
    [
        (Stage.SIGN, {}, None),
        (Stage.SELF_SCORE, {"self_scored": 12}, ("Tự chấm: còn 13 tiêu chí", Doing.SCORE)),
        (Stage.SELF_SCORE, {}, ("Nộp bảng tự chấm", Doing.SCORE)),
        (Stage.SELF_SCORE, {"is_claimed": True}, None),
        (Stage.CROSS_SCORE, {"to_give": Share(1, 3)}, ("Chấm chéo: còn 2 phiếu", Doing.REVIEW)),
        (Stage.CROSS_SCORE, {"to_give": Share(3, 3)}, None),
        (Stage.VERIFY, {"verified": 24}, ("Thẩm định: còn 1 tiêu chí", Doing.CHECK)),
        (
            Stage.VERIFY,
            CHECKED | {"open_threads": 2, "waiting": 1},
            ("Giải trình: 2 hồ sơ đang mở", Doing.ANSWER),
        ),
        (Stage.APPRAISE, CHECKED | {"waiting": 3}, ("Xác nhận 3 dòng", Doing.CHECK)),
        (Stage.APPRAISE, CHECKED, ("Xác nhận đã thẩm định", Doing.CHECK)),
        (Stage.APPRAISE, CHECKED | {"is_verified": True}, None),
        (Stage.PUBLISHED, {}, None),
    ],
)
def test_the_next_act_is_the_first_that_is_owed(stage, given, said):
    found = row(**given).next_act(stage)

    assert (None if found is None else (found.words, found.doing)) == said
