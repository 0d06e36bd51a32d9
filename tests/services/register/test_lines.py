"""Dòng sổ: one hand writes, another confirms; nothing is erased."""

import pytest
from sqlmodel import select

from tests.recorded import recorded
from tests.services.dossier_block import bring, settled
from tests.services.register_rows import (
    AUDITOR,
    IN_A,
    IN_B,
    INITIATIVES,
    LEADER,
    PASSED,
    TRAINED,
    TRAINING,
    confirm,
    refused,
    see,
    stands,
    write,
)
from tests.services.year import DEPUTY, HEAD, NOW, OFFICER, OTHER, SECRETARY, do, fresh
from thidua.db.engine import reading
from thidua.db.tables import RegisterRow
from thidua.domain.access.permissions import Actor
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotFound, NotPermitted, StaleEdit
from thidua.domain.register.wish import RegisterWish
from thidua.services.dossier import staff
from thidua.services.ground.work import Work
from thidua.services.register import closings, lines, sights, waiting

pytestmark = pytest.mark.usefixtures("as_recorded")


@pytest.mark.both_databases
def test_a_row_is_written_confirmed_changed_and_withdrawn_version_after_version():
    settled()
    write()
    assert stands() == [("X-1", "draft", 1)]
    confirm((("A", "X-1", ""), 1))
    assert stands() == [("X-1", "confirmed", 2)]
    write(TRAINED | {"du": "9"}, seen=2)
    assert stands() == [("X-1", "draft", 3)]
    do(lines.withdraw, OFFICER, register=TRAINING, key=("A", "X-1", ""), seen=3, reason="Trùng")
    assert stands() == [("X-1", "withdrawn", 4)]

    with reading() as session:
        every = session.exec(select(RegisterRow).order_by(RegisterRow.id)).all()
        told = [(one.state.value, one.live, one.confirmed_by, one.reason) for one in every]
    assert told == [
        ("draft", False, "", ""),
        ("confirmed", False, HEAD.name, ""),
        ("draft", False, "", ""),
        ("withdrawn", True, "", "Trùng"),
    ]
    place = "Sổ «Tập huấn» năm 2025 · A · X-1"
    said = "Ngày: 15/01/2025; Tên: Tập huấn luật"
    assert [(one.action, one.old, one.new, one.reason) for one in recorded()[-4:]] == [
        ("register.written", "", f"{place}: nháp; {said}", ""),
        ("register.confirmed", f"nháp; {said}", f"{place}: đã xác nhận; {said}", ""),
        (
            "register.written",
            f"đã xác nhận; {said}",
            f"{place}: nháp; {said}; Số dự: 9 người",
            "",
        ),
        (
            "register.withdrawn",
            f"nháp; {said}; Số dự: 9 người",
            f"{place}: đã rút; {said}; Số dự: 9 người",
            "Trùng",
        ),
    ]
    with reading() as session:
        versions = sights.history(
            Work(session, OFFICER, fresh(), NOW), register=TRAINING, key=("A", "X-1", "")
        )
    assert [one.version for one in versions] == [4, 3, 2, 1]


def test_a_row_without_a_code_is_given_the_next_one(sqlite_url):
    settled()
    write(code="")
    write(code="")
    write(code="", unit="B", actor=OTHER)

    assert [one.code for one in see().lines] == ["TH-2025-A-1", "TH-2025-A-2", "TH-2025-B-1"]


def test_who_wrote_a_row_since_it_was_confirmed_does_not_confirm_it(sqlite_url):
    settled()
    write(actor=HEAD)
    write(TRAINED | {"du": "9"}, actor=SECRETARY, seen=1)
    for actor in (HEAD, SECRETARY):
        with pytest.raises(NotPermitted, match="không tự xác nhận"):
            confirm((("A", "X-1", ""), 2), actor=actor)
    confirm((("A", "X-1", ""), 2), actor=DEPUTY)
    write(TRAINED | {"du": "8"}, actor=SECRETARY, seen=3)
    confirm((("A", "X-1", ""), 4), actor=HEAD)

    assert stands() == [("X-1", "confirmed", 5)]


def test_another_role_of_the_same_person_is_no_second_hand(sqlite_url):
    settled()
    both = Actor(OFFICER.name, (*OFFICER.grants, *HEAD.grants), OFFICER.account)
    write()
    with pytest.raises(NotPermitted):
        confirm((("A", "X-1", ""), 1), actor=both)


def test_nobody_confirms_or_closes_for_the_unit_they_are_of(sqlite_url):
    settled()
    write()
    with pytest.raises(NotPermitted):
        confirm((("A", "X-1", ""), 1), actor=IN_A)
    with pytest.raises(NotPermitted):
        do(closings.close, IN_A, register=TRAINING, unit="A", seen=0)
    confirm((("A", "X-1", ""), 1), actor=IN_B)


def test_what_was_confirmed_of_a_rival_is_not_taken_by_one_hand(sqlite_url):
    settled()
    write()
    confirm((("A", "X-1", ""), 1))
    with pytest.raises(NotPermitted):
        write(TRAINED | {"du": "1"}, actor=IN_B, seen=2)
    with pytest.raises(NotPermitted):
        key = ("A", "X-1", "")
        do(lines.withdraw, IN_B, register=TRAINING, key=key, seen=2, reason="Trùng")
    assert stands() == [("X-1", "confirmed", 2)]


def test_a_row_changed_meanwhile_is_looked_at_again(sqlite_url):
    settled()
    write()
    with pytest.raises(StaleEdit):
        write(TRAINED | {"du": "9"})
    with pytest.raises(StaleEdit):
        confirm((("A", "X-1", ""), 2))
    with pytest.raises(NotFound):
        confirm((("A", "X-9", ""), 1))
    refused("Không có gì để đổi.", write, seen=1)


def test_every_fault_is_told_at_its_column_before_anything_is_written(sqlite_url):
    settled()
    wish = RegisterWish(
        code="SK-1",
        year=2025,
        unit="A",
        cells={"ca_nhan": "P9", "ty_le": "abc"},
        programme="binh-phuoc-nong-thon-mo",
    )
    with reading() as session:
        found = lines.faults(Work(session, OFFICER, fresh(), NOW), register=INITIATIVES, wish=wish)

    assert [title for title, _ in found] == [
        *("Tỷ lệ đóng góp", "Mã cá nhân", "Tên", "Mã phong trào"),
    ]
    assert dict(found)["Mã phong trào"] == (
        "không có phong trào «binh-phuoc-nong-thon-mo»; gần nhất: binh-phuoc-nong-thon-moi"
    )
    refused("Tên: thiếu «Tên».", write, {"ngay": "15/01/2025"})


def test_a_code_is_of_one_year_and_a_withdrawn_row_is_not_written_again(sqlite_url):
    settled()
    write()
    do(lines.withdraw, OFFICER, register=TRAINING, key=("A", "X-1", ""), seen=1, reason="Trùng")

    refused("Mã: dòng «X-1» đã rút; muốn ghi lại thì đặt mã khác.", write, seen=2)
    refused(
        "Cần ghi lý do rút dòng này.",
        *(do, lines.withdraw, OFFICER),
        **{"register": TRAINING, "key": write_new(), "seen": 1, "reason": " "},
    )


def write_new():
    write(code="X-2")
    return "A", "X-2", ""


def test_shares_that_are_not_the_whole_are_not_confirmed(sqlite_url):
    settled()
    bring_people()
    write(PASSED | {"ty_le": "60"}, register=INITIATIVES, code="SK-1")
    write(PASSED | {"ca_nhan": "P3", "ty_le": "30"}, register=INITIATIVES, code="SK-1")
    first, second = ("A", "SK-1", "P1"), ("A", "SK-1", "P3")
    refused(
        "Chưa xác nhận được. SK-1: tỷ lệ đóng góp của các tác giả cộng lại là 90 %, phải đúng "
        "100 %.",
        *(confirm, (first, 1)),
        register=INITIATIVES,
    )
    write(PASSED | {"ca_nhan": "P3", "ty_le": "40"}, register=INITIATIVES, code="SK-1", seen=1)
    confirm((first, 1), (second, 2), register=INITIATIVES)
    assert stands(register=INITIATIVES) == [("SK-1", "confirmed", 2), ("SK-1", "confirmed", 3)]


def test_what_another_wrote_of_a_rival_is_withdrawn_by_no_rival(sqlite_url):
    settled()
    write()
    write(code="X-2", actor=IN_B)
    withdraw = {"register": TRAINING, "reason": "Trùng"}
    with pytest.raises(NotPermitted):
        do(lines.withdraw, IN_B, key=("A", "X-1", ""), seen=1, **withdraw)
    write(TRAINED | {"du": "1"}, actor=IN_B, seen=1)
    with pytest.raises(NotPermitted):
        do(lines.withdraw, IN_B, key=("A", "X-1", ""), seen=2, **withdraw)
    do(lines.withdraw, IN_B, key=("A", "X-2", ""), seen=1, **withdraw)

    assert stands() == [("X-1", "draft", 2), ("X-2", "withdrawn", 2)]


def test_the_unit_of_an_author_is_asked_beside_that_of_the_register(sqlite_url):
    settled()
    write(PASSED, register=INITIATIVES, code="SK-1", unit="B", actor=OTHER)
    row = ("B", "SK-1", "P1"), 1
    with reading() as session:
        work = Work(session, IN_A, fresh(), NOW)
        assert sights.awaited(work, see(IN_A, INITIATIVES)) == ()
        assert waiting.to_confirm(work) == (0, ())
    with pytest.raises(NotPermitted, match="Dòng SK-1 ghi người của A, đơn vị của bạn"):
        confirm(row, actor=IN_A, register=INITIATIVES)
    confirm(row, register=INITIATIVES)
    with pytest.raises(NotPermitted):
        write(PASSED | {"loi": "1"}, OTHER, INITIATIVES, "B", "SK-1", seen=2)


def test_the_same_initiative_is_not_confirmed_in_two_units(sqlite_url):
    settled()
    write(PASSED, register=INITIATIVES, code="SK-1")
    write(PASSED | {"ten": "SỐ HÓA"}, OTHER, INITIATIVES, "B", "SK-9")
    confirm((("A", "SK-1", "P1"), 1), register=INITIATIVES)
    refused(
        "Chưa xác nhận được. SK-9: trùng tên và tác giả với SK-1 của A; giữ một mã.",
        *(confirm, (("B", "SK-9", "P1"), 1)),
        register=INITIATIVES,
    )


def test_who_stays_of_an_initiative_waits_again_when_its_shares_are_not_whole(sqlite_url):
    settled()
    bring_people()
    write(PASSED | {"ty_le": "60"}, register=INITIATIVES, code="SK-1")
    write(PASSED | {"ca_nhan": "P3", "ty_le": "40"}, register=INITIATIVES, code="SK-1")
    first, second = ("A", "SK-1", "P1"), ("A", "SK-1", "P3")
    confirm((first, 1), (second, 1), register=INITIATIVES)
    with pytest.raises(NotPermitted):
        write(PASSED | {"ca_nhan": "P2", "ty_le": "9"}, IN_B, INITIATIVES, code="SK-1")
    do(lines.withdraw, OFFICER, register=INITIATIVES, key=second, seen=2, reason="Nhầm")
    assert stands(register=INITIATIVES) == [("SK-1", "draft", 3), ("SK-1", "withdrawn", 3)]
    write(PASSED | {"ty_le": "100"}, register=INITIATIVES, code="SK-1", seen=3)
    confirm((first, 4), register=INITIATIVES)

    write(PASSED | {"ca_nhan": "P2", "ty_le": "10"}, register=INITIATIVES, code="SK-1")
    assert stands(register=INITIATIVES) == [
        *(("SK-1", "draft", 6), ("SK-1", "draft", 1), ("SK-1", "withdrawn", 3)),
    ]


def test_codes_that_differ_in_case_alone_are_one_code(sqlite_url):
    settled()
    write()
    refused(
        "Mã: mã «x-1» chỉ khác mã «X-1» ở chữ hoa, chữ thường nên không phân biệt được; hãy ghi "
        "«X-1» nếu là một, hoặc đặt mã khác.",
        write,
        code="x-1",
    )
    write(code="th-2025-a-7")
    write(code="")
    assert [one.code for one in see().lines][-1] == "th-2025-a-7"
    assert "TH-2025-A-8" in [one.code for one in see().lines]


def bring_people():
    bring(staff.import_people, [StaffRow("P3", "Võ Thị Cúc", "A")])


def test_each_person_sees_what_the_table_of_rights_lets_them_see(sqlite_url):
    settled()
    write()
    write(unit="B", actor=OTHER)
    assert [one.unit for one in see(OFFICER).lines] == ["A"]
    for actor in (HEAD, SECRETARY, LEADER, AUDITOR):
        assert [one.unit for one in see(actor).lines] == ["A", "B"]
    with reading() as session, pytest.raises(NotFound):
        sights.history(
            Work(session, OFFICER, fresh(), NOW), register=TRAINING, key=("B", "X-1", "")
        )
