"""Cá nhân: lists brought in whole or not at all, by whoever may write about those units."""

import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import STAFF, bring
from tests.services.year import HEAD, NOW, OFFICER, OTHER, fresh, settle, to_self_score
from thidua.db.engine import reading, writing
from thidua.domain.dossier.staff import StaffMember, StaffRow
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.ground.preview import ChangeKind
from thidua.services.dossier import staff
from thidua.services.ground.work import Work

pytestmark = pytest.mark.usefixtures("as_recorded")


def listed(actor=PROGRAM):
    with reading() as session:
        return list(staff.listed(Work(session, actor, fresh())))


def preview(rows, actor=PROGRAM, period=None):
    with reading() as session:
        return staff.preview_people(Work(session, actor, period), rows=rows)


AN = StaffMember(
    code="P1", full_name="Trần Văn An", unit="A", position="Trưởng phòng", is_leader=True
)
BINH = StaffMember(
    code="P2", full_name="Lê Thị Bình", unit="B", position="Chuyên viên", is_leader=False
)


def test_people_come_in_and_each_sees_those_of_the_own_units():
    settle()
    done = bring(staff.import_people, STAFF)

    assert done.count(ChangeKind.NEW) == 2
    assert listed() == listed(HEAD) == [AN, BINH]
    assert listed(OFFICER) == [AN]


@pytest.mark.both_databases
def test_the_same_list_again_changes_nothing_and_a_change_makes_a_version():
    settle()
    bring(staff.import_people, STAFF)
    changed = [STAFF[0], StaffRow("P2", "Lê Thị Bình", "b", "Phó phòng")]

    done = bring(staff.import_people, changed)

    assert [(one.kind, one.subject, one.new) for one in done.changes] == [
        (ChangeKind.SAME, "Cá nhân P1", AN.words),
        (
            ChangeKind.CHANGED,
            "Cá nhân P2",
            "Lê Thị Bình · B · Phó phòng · lãnh đạo: chưa rõ",
        ),
    ]
    assert listed() == [
        AN,
        StaffMember(
            code="P2",
            full_name="Lê Thị Bình",
            unit="B",
            position="Phó phòng",
            is_leader=None,
            version=2,
        ),
    ]
    assert [(one.unit, one.old, one.new) for one in recorded("person.changed")] == [
        (
            "B",
            "Lê Thị Bình (P2) · B · Chuyên viên · lãnh đạo: không",
            "Lê Thị Bình (P2) · B · Phó phòng · lãnh đạo: chưa rõ",
        )
    ]


def test_a_code_that_differs_only_in_case_overwrites_nobody():
    settle()
    bring(staff.import_people, STAFF)
    at = {"Mã": "Ô A2 trang Cá nhân"}

    with pytest.raises(Refused):
        bring(staff.import_people, [StaffRow("p2", "Lê Thị Bình", "B", at=at)])

    assert [str(one) for one in preview([StaffRow("p2", "Lê Thị Bình", "B", at=at)]).findings] == [
        "Ô A2 trang Cá nhân: mã «p2» chỉ khác mã «P2» ở chữ hoa, chữ thường nên không phân biệt "
        "được; hãy ghi «P2» nếu là một, hoặc đặt mã khác"
    ]
    assert listed() == [AN, BINH]


def test_a_unit_may_be_called_by_its_name_where_no_other_bears_it():
    settle()
    named = [StaffRow("P1", "Trần Văn An", "phòng a", "Trưởng phòng", is_leader=True)]

    bring(staff.import_people, named)

    assert listed() == [AN]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            StaffRow("P1", "An", "XYZ"),
            "không có đơn vị «XYZ»; hãy nhập danh sách đơn vị trước",
        ),
        (
            StaffRow("b", "An", "A"),
            "mã «b» là mã của một đơn vị; hãy dùng mã khác cho cá nhân",
        ),
    ],
)
def test_an_unknown_unit_or_the_code_of_a_unit_refuses_the_whole_list(row, said):
    settle()

    assert [str(one) for one in preview([STAFF[1], row]).findings] == [said]
    with pytest.raises(Refused):
        bring(staff.import_people, [STAFF[1], row])
    assert listed() == []


def test_an_officer_brings_in_the_own_people_and_takes_nobody_from_another_unit():
    settle()
    bring(staff.import_people, STAFF)
    to_self_score()
    period = fresh()
    own = StaffRow("P3", "Ngô Chi", "A")
    taken = StaffRow("P2", "Lê Thị Bình", "A")

    bring(staff.import_people, [own], OFFICER, period=period)
    found = preview([taken, StaffRow("P4", "Lạ", "B")], OFFICER, period=period)

    assert [one.code for one in listed(OFFICER)] == ["P1", "P3"]
    assert [one.code for one in found.findings] == ["not_own_unit", "not_own_unit"]
    assert found.changes == ()
    for refused in ([taken], [StaffRow("P4", "Lạ", "B")]):
        with pytest.raises(Refused):
            bring(staff.import_people, refused, OFFICER, period=period)
    with pytest.raises(NotPermitted):
        bring(staff.import_people, [own], OFFICER)


def test_what_changed_since_the_preview_is_not_written():
    settle()
    seen = preview(STAFF).fingerprint
    bring(staff.import_people, STAFF[:1])

    with pytest.raises(StaleEdit):
        bring(staff.import_people, STAFF, seen=seen)


def test_somebody_is_no_longer_considered_and_is_again():
    settle()
    bring(staff.import_people, STAFF)

    def turn(active, seen, actor=PROGRAM, reason="nghỉ hưu", period=None):
        with writing() as session:
            staff.set_active(
                Work(session, actor, period, NOW),
                code="P1",
                active=active,
                seen=seen,
                reason=reason,
            )

    turn(False, 1)
    with pytest.raises(StaleEdit):
        turn(True, 1)
    to_self_score()
    with pytest.raises(NotPermitted):
        turn(True, 2, OTHER, period=fresh())
    turn(True, 2)

    assert listed()[0] == StaffMember(
        code="P1", full_name=AN.full_name, unit="A", position=AN.position, is_leader=True, version=3
    )
    said = "Trần Văn An (P1) · A · Trưởng phòng · lãnh đạo: có"
    assert [(one.unit, one.old, one.new, one.reason) for one in recorded("person.changed")] == [
        ("A", said, f"{said} · thôi xét", "nghỉ hưu"),
        ("A", f"{said} · thôi xét", said, "nghỉ hưu"),
    ]
    with pytest.raises(Refused, match="lý do"):
        turn(False, 3, reason=" ")
