"""Nhiệm vụ của kế hoạch: asked by kind, done by a document or a register, late or owed."""

from datetime import date

from thidua.domain.movement.deadline import Bound, Deadline
from thidua.domain.movement.plan import PlanTask
from thidua.domain.movement.tasks import DoneTask, cells, is_asked, task_due

RULE = Deadline(code="rule", text="thời hạn", bound=Bound.WITHIN, month=7, year=2022)
PLAN = PlanTask(code="a", who=("sở ban ngành",), text="Kế hoạch", registers=("viec",), rule=RULE)
ALL = PlanTask(code="b", who=("mọi đơn vị",), text="Tuyên truyền", registers=("hoat-dong",))
STANDS_BY = PlanTask(code="c", who=("huyện",), text="Huy động", registers=("do-dau",))
ASKED_ONLY = PlanTask(code="d", who=("mọi đơn vị",), text="Nếu có", is_if_needed=True)


def told(kind, done=(), proved=(), today=date(2025, 3, 1)):
    found = cells((PLAN, ALL, STANDS_BY, ASKED_ONLY), kind, done, proved, year=2025, today=today)
    return {one.task.code: one.said for one in found}


def test_a_task_is_asked_of_its_kinds_and_of_everybody_whatever_the_kind():
    assert is_asked(PLAN, "Sở") and not is_asked(PLAN, "huyện") and not is_asked(PLAN, "")
    assert is_asked(ALL, "") and is_asked(ALL, "xã")
    assert task_due(PLAN, 2025) == date(2022, 7, 31) and task_due(ALL, 2025) is None


def test_what_is_not_done_is_told_late_only_past_its_day():
    late = (date(2025, 3, 1) - date(2022, 7, 31)).days
    assert told("sở") == {
        "a": f"! chưa ghi, hạn 31/07/2022 đã quá {late} ngày",
        "b": "✗ chưa ghi",
        "d": "… khi cần thiết",
    }
    assert told("sở", today=date(2022, 7, 31))["a"] == "✗ chưa ghi, hạn 31/07/2022"


def test_a_document_or_a_row_of_the_register_shows_a_task_done():
    done = DoneTask(
        task="a", unit="A", year=2025, done_on=date(2022, 8, 2), document="KH 1", note="bổ sung"
    )

    assert told("sở", [done])["a"] == "! KH 1 ngày 02/08/2022, bổ sung, chậm 2 ngày"
    assert told("huyện", proved={"dong-gop"})["c"] == "✓ đã có trong sổ"
    assert told("sở", proved={"hoat-dong"})["b"] == "✓ đã có trong sổ"
