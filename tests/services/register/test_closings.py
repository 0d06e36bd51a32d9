"""Khóa sổ: a closed year takes no change, and says for certain what is not there."""

import pytest
from sqlmodel import select

from tests.noting import noting
from tests.recorded import recorded
from tests.services.dossier_block import bring, settled, state
from tests.services.register_rows import (
    IN_A,
    IN_B,
    INITIATIVES,
    PASSED,
    TRAINING,
    confirm,
    refused,
    see,
    write,
)
from tests.services.year import DEPUTY, HEAD, NOW, OFFICER, OTHER, SECRETARY, do, fresh
from thidua.db.engine import reading
from thidua.db.tables import RegisterRow
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotPermitted, StaleEdit
from thidua.services.awards import nominees
from thidua.services.dossier import staff
from thidua.services.ground.work import Work
from thidua.services.register import closings, lines, waiting

pytestmark = pytest.mark.usefixtures("as_recorded")


def reopen(reason, seen=1):
    do(closings.reopen, register=TRAINING, unit="A", seen=seen, reason=reason)


def test_a_closed_register_refuses_every_change_with_its_day_until_it_is_opened(sqlite_url):
    settled()
    write()
    refused(
        "Còn 1 dòng nháp: X-1; xác nhận hoặc rút hết rồi khóa.",
        *(do, closings.close),
        **{"register": TRAINING, "unit": "A", "seen": 0},
    )
    confirm((("A", "X-1", ""), 1))
    do(closings.close, register=TRAINING, unit="A", seen=0)
    closed = (
        "sổ năm 2025 của A đã khóa ngày 20/03/2026; khối trưởng hoặc cơ quan thường trực mở lại "
        "kèm lý do thì mới sửa được"
    )
    refused(f"Năm: {closed}.", write, code="X-2")
    refused(
        f"Không rút được: {closed}.",
        *(do, lines.withdraw, OFFICER),
        **{"register": TRAINING, "key": ("A", "X-1", ""), "seen": 2, "reason": "Trùng"},
    )
    write(code="X-1", unit="B", actor=OTHER)
    refused("Cần ghi lý do mở lại sổ.", reopen, " ")
    with pytest.raises(StaleEdit):
        reopen("Còn thiếu", seen=0)
    reopen("Còn thiếu")
    write(code="X-2")

    assert see().closed("A") is None
    assert [
        (one.action, one.new, one.reason)
        for one in recorded()
        if "osed" in one.action or "reopened" in one.action
    ] == [
        ("register.closed", "Sổ «Tập huấn» năm 2025 · A: khóa sổ, đã khai đủ", ""),
        ("register.reopened", "Sổ «Tập huấn» năm 2025 · A: mở lại sổ", "Còn thiếu"),
    ]


def facts_of(person="P1"):
    with reading() as session:
        found = nominees.unchecked(session, fresh())
        one = next(one for one in found if one.nominee.code == person)
        return {
            code: (fact.value, fact.evidence)
            for (code, year), fact in one.nominee.facts.stated.items()
            if code in ("so_sang_kien", "sang_kien_cap") and year == 2025
        }


def test_facts_come_from_confirmed_rows_and_closed_registers_alone(sqlite_url):
    settled()
    write(PASSED, register=INITIATIVES, code="SK-1")
    assert facts_of() == {}
    confirm((("A", "SK-1", "P1"), 1), register=INITIATIVES)
    assert facts_of() == {"so_sang_kien": (1, "SK-1"), "sang_kien_cap": ("co_so", "SK-1")}
    assert facts_of("P2") == {}

    do(closings.close, register=INITIATIVES, unit="B", seen=0)
    assert facts_of("P2") == {"so_sang_kien": (0, ""), "sang_kien_cap": ("khong", "")}
    do(closings.reopen, register=INITIATIVES, unit="B", seen=1, reason="Còn thiếu")
    assert facts_of("P2") == {}
    do(
        lines.withdraw,
        OFFICER,
        register=INITIATIVES,
        key=("A", "SK-1", "P1"),
        seen=2,
        reason="Nhầm người",
    )
    assert facts_of() == {}


def test_a_closed_register_stands_over_what_was_typed(sqlite_url):
    settled()
    state("P1", {"so_sang_kien": ("2", "QĐ 7"), "sang_kien_cap": "tinh"})
    assert facts_of() == {"so_sang_kien": (2, "QĐ 7"), "sang_kien_cap": ("tinh", "")}
    do(closings.close, IN_B, register=TRAINING, unit="A", seen=0)
    do(closings.close, register=INITIATIVES, unit="A", seen=0)

    assert facts_of() == {"so_sang_kien": (0, ""), "sang_kien_cap": ("khong", "")}


def test_what_waits_is_told_to_who_may_do_it(sqlite_url):
    settled()
    write()
    write(code="X-2", actor=HEAD)
    with reading() as session:
        found = {
            actor.account: (
                waiting.to_confirm(Work(session, actor, fresh(), NOW)),
                waiting.to_close(Work(session, actor, fresh(), NOW)),
            )
            for actor in (HEAD, DEPUTY, SECRETARY, OFFICER, IN_A)
        }

    assert found == {
        "truong": ((1, ("A",)), (1, ("A",))),
        "pho": ((2, ("A",)), (1, ("A",))),
        "thu": ((2, ("A",)), (0, ())),
        "a": ((0, ()), (0, ())),
        "ta": ((0, ()), (0, ())),
    }


def moved(unit, position="Trưởng phòng"):
    bring(staff.import_people, [StaffRow("P1", "Trần Văn An", unit, position, is_leader=True)])


def test_who_moved_loses_nothing_by_the_register_of_where_they_are_now(sqlite_url):
    settled()
    typed = {"so_sang_kien": (2, "QĐ 7"), "sang_kien_cap": ("tinh", "")}
    nothing = {"so_sang_kien": (0, ""), "sang_kien_cap": ("khong", "")}
    state("P1", {"so_sang_kien": ("2", "QĐ 7"), "sang_kien_cap": "tinh"})
    do(closings.close, register=INITIATIVES, unit="B", seen=0)
    moved("B")
    assert facts_of() == typed
    do(closings.close, register=INITIATIVES, unit="A", seen=0)
    assert facts_of() == nothing
    do(closings.reopen, register=INITIATIVES, unit="B", seen=1, reason="Còn thiếu")
    assert facts_of() == typed


def test_another_position_is_no_move(sqlite_url):
    settled()
    state("P1", {"so_sang_kien": "2"})
    do(closings.close, register=INITIATIVES, unit="A", seen=0)
    moved("A", "Phó phòng")
    assert facts_of() == {"so_sang_kien": (0, ""), "sang_kien_cap": ("khong", "")}


def test_no_rival_alone_makes_an_absence_certain(sqlite_url):
    settled()
    with pytest.raises(NotPermitted):
        do(closings.close, IN_B, register=INITIATIVES, unit="A", seen=0)
    moved("B")
    with pytest.raises(NotPermitted):
        do(closings.close, IN_B, register=INITIATIVES, unit="A", seen=0)
    do(closings.close, register=INITIATIVES, unit="A", seen=0)
    assert see(register=INITIATIVES).closed("A") is not None


def test_a_register_whose_shares_are_not_whole_is_not_closed(sqlite_url):
    settled()
    for person, share in (("P1", "60"), ("P2", "40")):
        cells = PASSED | {"ca_nhan": person, "ty_le": share}
        write(cells, register=INITIATIVES, code="SK-1")
    rows = (("A", "SK-1", "P1"), 1), (("A", "SK-1", "P2"), 1)
    confirm(*rows, register=INITIATIVES)
    with noting() as session:
        row = session.exec(select(RegisterRow).where(RegisterRow.live, RegisterRow.part == "P2"))
        session.delete(row.one())
    refused(
        "Chưa khóa được. SK-1: tỷ lệ đóng góp của các tác giả cộng lại là 60 %, phải đúng 100 %.",
        *(do, closings.close),
        **{"register": INITIATIVES, "unit": "A", "seen": 0},
    )
