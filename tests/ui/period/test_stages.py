"""Bảng giai đoạn: the stage and its deadline said in words, at any moment."""

from datetime import UTC, datetime

import pytest

from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.services.period.windows import GivenExtension
from thidua.ui.period.stages import running, sentence

OPENS = datetime(2026, 3, 9, 17, tzinfo=UTC)
SOFT = datetime(2026, 3, 20, 16, 59, 59, tzinfo=UTC)
HARD = datetime(2026, 3, 25, 16, 59, 59, tzinfo=UTC)
WINDOW = Window(OPENS, SOFT, HARD)


@pytest.mark.parametrize(
    ("window", "now", "said"),
    [
        (None, SOFT, "; chưa đặt hạn cuối."),
        (Window(OPENS), SOFT, "; chưa đặt hạn cuối."),
        (
            Window(OPENS),
            datetime(2026, 3, 1, tzinfo=UTC),
            ", mở lúc 00:00 ngày 10/03/2026; chưa đặt hạn cuối.",
        ),
        (
            WINDOW,
            datetime(2026, 3, 9, 16, tzinfo=UTC),
            ", mở lúc 00:00 ngày 10/03/2026; còn 16 ngày, hạn cuối 23:59 ngày 25/03/2026.",
        ),
        (WINDOW, SOFT, "; còn 5 ngày, hạn cuối 23:59 ngày 25/03/2026."),
        (
            WINDOW,
            datetime(2026, 3, 20, 17, tzinfo=UTC),
            "; còn 4 ngày, hạn cuối 23:59 ngày 25/03/2026. Đã qua hạn nhắc.",
        ),
        (
            WINDOW,
            HARD,
            "; hôm nay là ngày cuối, hạn cuối 23:59 ngày 25/03/2026. Đã qua hạn nhắc.",
        ),
        (
            WINDOW,
            datetime(2026, 3, 25, 17, tzinfo=UTC),
            "; **đã hết hạn** lúc 23:59 ngày 25/03/2026.",
        ),
    ],
)
def test_a_deadline_is_counted_in_days_of_vietnam(window, now, said):
    assert sentence(Stage.SELF_SCORE, window, now) == f"Kỳ đang ở giai đoạn **Tự chấm**{said}"


def test_only_extensions_still_running_in_this_stage_are_named():
    def given(unit, stage, until):
        return GivenExtension(
            unit=unit,
            stage=stage,
            until=until,
            reason="Bão lũ",
            granted_by="Khối trưởng",
            granted_at=OPENS,
        )

    listed = [
        given("A", Stage.SELF_SCORE, HARD),
        given("B", Stage.SELF_SCORE, OPENS),
        given("C", Stage.VERIFY, HARD),
    ]

    assert running(listed, Stage.SELF_SCORE, SOFT) == (
        " Được gia hạn: A đến 23:59 ngày 25/03/2026."
    )
    assert running(listed, Stage.APPRAISE, SOFT) == ""
