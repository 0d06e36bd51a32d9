"""Việc đã làm theo kế hoạch, and choosing of which day the list of places is."""

from dataclasses import replace
from datetime import date

import pytest

from tests.recorded import recorded
from tests.services.movement.acting import NOW, OFFICE, PLAN, run
from tests.services.movement.places_there import launched_with_places
from tests.services.register_rows import LEADER
from tests.services.year import HEAD, OFFICER, fresh
from thidua.db.engine import reading
from thidua.domain.covenant.number_source import read_source
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.windows import day_of
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import intake, life, places, reached, standards, tasks
from thidua.services.report import numbers

pytestmark = pytest.mark.usefixtures("as_recorded")

TASK = "kho-khan"
WROTE = {"task": TASK, "unit": "A", "done_on": date(2025, 6, 15), "document": "BC 12/BC-A"}


def plan(session):
    return law.book(session).programmes[PLAN]


def task_for_all():
    """Nhiệm vụ giao mọi đơn vị."""
    with reading() as session:
        return next(one.code for one in plan(session).tasks if "mọi đơn vị" in one.who)


def cells(unit="A"):
    with reading() as session:
        work = Work(session, HEAD, fresh(), NOW)
        every = tasks.of_movement(work, plan=plan(session))
    (found,) = [one for one in every if one.unit == unit]
    return {one.task.code: one.said for one in found.cells}


def offered(number):
    """Số của phong trào đưa ra cho giao ước của đơn vị A: the value, the plan, what shows it."""
    source = read_source(f"phong trào {PLAN}: {number}")
    with reading() as session:
        found = numbers.unchecked_figure(session, fresh(), "A", source, day_of(NOW))
    return found.value, found.plan, found.shown_by


def listed(day, actor=OFFICE, seen=1, reason="Sáp nhập"):
    run(life.choose_list, actor, day=day, seen=seen, reason=reason)


@pytest.mark.both_databases
def test_a_unit_says_what_it_did_changes_it_and_takes_it_back():
    launched_with_places()
    wrote = WROTE | {"task": task_for_all()}
    none, of, _ = offered("việc đã làm")
    run(tasks.mark, OFFICER, **wrote)
    assert cells()[wrote["task"]] == "✓ BC 12/BC-A ngày 15/06/2025"
    assert offered("việc đã làm")[:2] == (none + 1, of)
    with pytest.raises(StaleEdit):
        run(tasks.mark, OFFICER, **wrote)
    with pytest.raises(Refused, match="Không có gì để đổi"):
        run(tasks.mark, OFFICER, **wrote, seen=1)
    run(tasks.mark, HEAD, **wrote | {"note": "gửi lại"}, seen=1)
    named = {"task": wrote["task"], "unit": "A"}
    run(tasks.withdraw, OFFICER, **named, seen=2, reason="Ghi nhầm")
    assert wrote["task"] not in cells() or cells()[wrote["task"]] != "✓ BC 12/BC-A"
    run(tasks.mark, OFFICER, **wrote)

    told = [(one.action, one.new.rpartition(": ")[2], one.reason) for one in recorded()[-4:]]
    assert told == [
        ("task.done", "BC 12/BC-A ngày 15/06/2025", ""),
        ("task.done", "BC 12/BC-A ngày 15/06/2025, gửi lại", ""),
        ("task.withdrawn", "đã rút", "Ghi nhầm"),
        ("task.done", "BC 12/BC-A ngày 15/06/2025", ""),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"done_on": None}, "Cần ghi ngày đã làm"),
        ({"done_on": date(2024, 6, 15)}, "không thuộc năm 2025"),
        ({"done_on": date(2026, 6, 15)}, "chưa tới"),
        ({"document": " "}, "Cần ghi văn bản"),
        ({"task": "ke-hoach-don-vi"}, "không giao việc này"),
    ],
)
def test_what_cannot_be_is_refused(change, message):
    launched_with_places()
    with pytest.raises(Refused, match=message):
        run(tasks.mark, OFFICER, **WROTE | {"task": task_for_all()} | change)
    for actor, unit in ((OFFICER, "B"), (LEADER, "A")):
        with pytest.raises(NotPermitted):
            run(tasks.mark, actor, **WROTE | {"task": task_for_all(), "unit": unit})


def test_another_days_list_counts_other_places_and_says_so():
    launched_with_places()

    def counted():
        with reading() as session:
            work = Work(session, HEAD, fresh(), NOW)
            return len(reached.book_of(work, plan=plan(session)).of("xã"))

    assert counted() == 4
    value, low, shown = offered("mục tiêu xa-ntm")  # counted from the register, not typed
    assert (value, low) == (0, 100) and "/4" in shown
    assert offered("mục tiêu thu-nhap")[0] is None
    assert "có: xa-ntm" in offered("mục tiêu khong-co")[2]
    listed(date(2025, 7, 1))
    assert counted() == 5
    last = recorded()[-1]
    assert (last.action, last.old, last.reason) == (
        "movement.listed",
        "ngày phát động",
        "Sáp nhập",
    )
    assert last.new.endswith("đếm theo danh sách địa bàn của ngày 01/07/2025")
    with pytest.raises(Refused, match="đang được dùng"):
        listed(date(2025, 7, 1), seen=2)
    with pytest.raises(Refused, match="chưa tới"):
        listed(date(2026, 7, 1), seen=2)
    with pytest.raises(Refused, match="Cần ghi lý do"):
        listed(date(2025, 8, 1), seen=2, reason=" ")
    with pytest.raises(StaleEdit):
        listed(None)
    with pytest.raises(NotPermitted):
        listed(None, HEAD, seen=2)
    listed(date(2022, 6, 30), seen=2)
    assert counted() == 4


def test_one_place_and_one_decision_are_typed_and_read_as_a_row_of_their_file():
    launched_with_places()
    cells = intake.place_cells(None) | {
        "Mã địa bàn": "7710",
        "Tên địa bàn": "Xã mười",
        "Loại": "xã",
        "Thuộc": "77",
    }
    rows, findings = intake.typed_place(cells)
    with reading() as session:
        found = places.preview_places(
            Work(session, OFFICE, None, NOW), rows=rows, findings=findings
        )
    assert [one.new for one in found.changes] == ["Xã mười (xã), thuộc 77"]
    _, findings = intake.typed_place(cells | {"Vĩ độ": "99"})
    assert {one.place for one in findings} == {"Ô «Vĩ độ» trang phiếu"}
    typed = {"Mã địa bàn": "7701", "Mức": "nông thôn mới", "Số quyết định": "QĐ 1"}
    rows, findings = intake.typed_standard(
        intake.standard_cells(None) | typed | {"Ngày quyết định": "15/01/2023"}
    )
    with reading() as session:
        work = Work(session, OFFICE, None, NOW)
        found = standards.preview_standards(work, rows=rows, findings=findings)
        there = next(one for one in places.listed(work.at(fresh())) if one.code == "7701")
    assert not found.is_refused and len(found.changes) == 1
    assert intake.typed_place(intake.place_cells(there))[0][0].place == replace(there, version=0)
