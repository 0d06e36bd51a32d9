"""Đăng ký tham gia qua dịch vụ: written and sent by the unit, received by another, told in full."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.domain.nominees import book
from tests.recorded import recorded
from tests.services.movement.acting import NOW, OFFICE, PLAN, S, run
from tests.services.movement.places_there import launched_with_places
from tests.services.year import DEPUTY, HEAD, OFFICER, OTHER, fresh
from thidua.db.engine import reading, writing
from thidua.db.tables import Unit
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.movement.duties import DutyState
from thidua.domain.movement.participation import (
    Participation,
    ParticipationState,
    Pledge,
    Registration,
)
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.period.owed import Doing
from thidua.services.awards import nominees
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.movement import duties, intake, life, participations
from thidua.services.progress import duty_reminders, owed, reminders

pytestmark = pytest.mark.usefixtures("as_recorded")

ROAD = Pledge(
    content="Hỗ trợ làm đường",
    amount=Decimal("2.5"),
    unit="km",
    place="7701",
    due=date(2025, 11, 30),
)
TREES = Pledge(content="Trồng cây xanh")
PLANNED = Registration(
    document="KH 15/KH-A",
    document_day=date(2022, 7, 14),
    in_charge="Phòng Tổng hợp",
    pledges=(ROAD, TREES),
)
OFFICER_A = {"unit": "A", "year": 2025}
P = ParticipationState


def there(actor=HEAD):
    with reading() as session:
        return participations.of_movement(Work(session, actor, fresh(), NOW), code=PLAN)


def saved(content=PLANNED, actor=OFFICER, seen=0, **at):
    run(participations.save, actor, content=content, seen=seen, **(at or OFFICER_A))


def sent(**at):
    saved(**at)
    run(participations.send, OFFICER, seen=1, **(at or OFFICER_A))


def preview(rows, actor=OFFICER):
    with reading() as session:
        return participations.preview_participations(Work(session, actor, fresh(), NOW), rows=rows)


@pytest.mark.both_databases
def test_a_registration_goes_from_the_unit_to_whoever_receives_it():
    launched_with_places()
    saved()
    with pytest.raises(StaleEdit):
        saved(seen=0)
    run(participations.send, OFFICER, seen=1, **OFFICER_A)
    with pytest.raises(Refused, match="«đã gửi» nên không sửa được"):
        saved(seen=2)
    run(participations.receive, HEAD, seen=2, **OFFICER_A)

    assert there() == (
        Participation(
            movement=PLAN,
            unit="A",
            year=2025,
            content=PLANNED,
            state=P.RECEIVED,
            version=3,
            sent_by=OFFICER.name,
            received_by=HEAD.name,
        ),
    )
    name = "Toàn tỉnh chung sức xây dựng Nông thôn mới, năm 2025"
    assert [(one.old, one.new) for one in recorded("participation.")] == [
        (
            "",
            f"{name}; kế hoạch KH 15/KH-A ngày 14/07/2022; phụ trách: Phòng Tổng hợp; đăng ký: "
            "Hỗ trợ làm đường; đăng ký: Trồng cây xanh: nháp",
        ),
        ("nháp", f"{name}: đã gửi"),
        ("đã gửi", f"{name}: đã tiếp nhận"),
    ]


def test_what_was_given_back_is_mended_and_sent_again():
    launched_with_places()
    sent()
    with pytest.raises(Refused, match="Cần ghi lý do trả lại"):
        run(participations.give_back, HEAD, seen=2, reason=" ", **OFFICER_A)
    run(participations.give_back, HEAD, seen=2, reason="Thiếu chỉ tiêu", **OFFICER_A)
    (one,) = there()
    assert (one.state, one.reason, one.sent_by) == (P.RETURNED, "Thiếu chỉ tiêu", "")

    saved(replace(PLANNED, pledges=(TREES,)), seen=3)
    run(participations.send, OFFICER, seen=4, **OFFICER_A)
    (one,) = there()
    assert (one.state, one.content.pledges) == (P.SENT, (TREES,))


def test_nobody_receives_what_they_sent_or_what_their_own_unit_sent():
    launched_with_places()
    saved(actor=HEAD)
    run(participations.send, HEAD, seen=1, **OFFICER_A)
    with pytest.raises(NotPermitted, match="không tự tiếp nhận"):
        run(participations.receive, HEAD, seen=2, **OFFICER_A)
    of_a = Actor("Khối phó A (pa)", (Grant(Role.HEAD, "K1", None, 2025, "A"),), "pa")
    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        run(participations.receive, of_a, seen=2, **OFFICER_A)
    run(participations.receive, DEPUTY, seen=2, **OFFICER_A)


def test_who_writes_for_a_unit_and_who_receives():
    launched_with_places()
    leader = Actor("Lãnh đạo", (Grant(Role.LEADER, "K1", None, 2025),))
    auditor = Actor("Kiểm tra", (Grant(Role.AUDITOR),))
    for actor in (OTHER, leader, auditor):
        with pytest.raises(NotPermitted):
            saved(actor=actor)
        assert there(actor) == ()
    sent()
    for actor in (OFFICER, OTHER, leader, auditor):
        with pytest.raises(NotPermitted):
            run(participations.receive, actor, seen=2, **OFFICER_A)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (replace(PLANNED, document_day=date(2026, 1, 1)), "Ngày kế hoạch 01/01/2026 chưa tới"),
        (replace(PLANNED, document_day=date(1989, 12, 31)), "trước năm 1990"),
        (
            replace(PLANNED, pledges=(replace(ROAD, amount=Decimal(0)),)),
            "Nội dung 1: chỉ tiêu phải lớn hơn 0",
        ),
        (
            replace(PLANNED, pledges=(TREES, replace(ROAD, place="7799"))),
            "Nội dung 2: không có địa bàn «7799»; gần nhất: 7709",
        ),
        (replace(PLANNED, pledges=(Pledge(content=" "),)), "chưa ghi nội dung đăng ký"),
        *(
            (
                replace(PLANNED, pledges=(replace(ROAD, amount=Decimal(amount)),)),
                "Nội dung 1: chỉ tiêu không phải số, hoặc có quá nhiều chữ số",
            )
            for amount in ("NaN", "sNaN", "Infinity", "1E+30", "1E-18")
        ),
        (
            replace(PLANNED, pledges=(TREES, ROAD, Pledge(content="Trồng  cây xanh "))),
            "Nội dung 3: trùng nội dung 1; hãy bỏ một",
        ),
        (
            replace(PLANNED, pledges=(replace(TREES, due=date(1899, 12, 31)),)),
            "Nội dung 1: hạn 31/12/1899 trước năm 1990",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(content, said):
    launched_with_places()

    with pytest.raises(Refused, match=said):
        saved(content)
    assert there() == ()


def test_a_movement_takes_registrations_between_its_launch_and_its_end():
    launched_with_places()
    with pytest.raises(Refused, match="Năm 2026 ngoài phong trào"):
        saved(unit="A", year=2026)
    with pytest.raises(Refused, match="Cần ghi số và ngày kế hoạch"):
        saved(Registration())
        run(participations.send, OFFICER, seen=1, **OFFICER_A)
    with pytest.raises(NotFound):
        run(participations.send, OFFICER, seen=0, unit="A", year=None)
    run(life.move, to=S.STOPPED, seen=1, reason="dừng")
    with pytest.raises(Refused, match="«đã dừng» nên không nhận thêm đăng ký tham gia"):
        saved(seen=1)


def test_what_is_given_out_comes_back_without_a_change():
    launched_with_places()
    sent()
    long = replace(ROAD, amount=Decimal("999999999999999.12345678"), due=date(1990, 1, 1))
    near = (long, replace(ROAD, amount=Decimal("1E-17")), replace(ROAD, place="7702"))
    saved(Registration(in_charge="Văn phòng", pledges=near), unit="A", year=None)
    with reading() as session:
        content = participations.workbook(Work(session, HEAD, fresh(), NOW))
    rows, findings = intake.participations(content, "a.xlsx")

    found = preview(rows)

    assert findings == [] and found.findings == ()
    assert [one.kind for one in found.changes] == [ChangeKind.SAME, ChangeKind.SAME]


def test_a_file_writes_drafts_whole_or_not_at_all():
    launched_with_places()
    own = {"movement": PLAN, "unit": "A", "year": 2025}
    rows = [
        ParticipationRow(content=replace(PLANNED, pledges=(one,)), **own) for one in (ROAD, TREES)
    ]
    rows[1] = replace(rows[1], unit="Phòng A")
    with writing() as session:
        participations.import_participations(Work(session, OFFICER, fresh(), NOW), rows=rows)
    (one,) = there()
    assert (one.unit, one.content, one.state) == ("A", PLANNED, P.DRAFT)

    run(participations.send, OFFICER, seen=1, **OFFICER_A)
    for row, said in (
        (replace(rows[0], movement="binh-phuoc"), "không có phong trào «binh-phuoc»"),
        (replace(rows[0], unit="C"), "«C» không phải đơn vị của"),
        (replace(rows[0], unit="B"), "bạn không đăng ký thay đơn vị «B» được"),
        (replace(rows[0], year=2031), "năm 2031 ngoài phong trào"),
        (replace(rows[0], year=2024), "năm 2024 không phải năm của kỳ đang xem"),
        (rows[0], "đăng ký năm 2025 đang «đã gửi» nên không đổi bằng tệp"),
    ):
        found = preview([row])
        assert [said in one.message for one in found.findings if one.is_error] == [True]
    assert [one.message[:10] for one in preview([rows[0], rows[0]]).findings][:1] == ["trùng dòng"]
    other = replace(rows[1], content=replace(rows[1].content, document="KH 16"))
    assert "khác dòng trước" in preview([rows[0], other]).findings[0].message


def as_department(kind="Sở, ngành"):
    with writing() as session:
        unit = session.exec(select(Unit).where(Unit.code == "A")).one()
        unit.kind = kind
        session.add(unit)
        session.flush()
        Work(session, OFFICE, None, NOW).record(Act("roster.changed", rows=[row_of(unit)]))


def test_a_unit_that_the_plan_names_owes_its_registration_until_it_is_sent():
    launched_with_places()
    as_department()

    def owing():
        with reading() as session:
            found = owed.unchecked_owed(session, fresh(), NOW)
        return {
            unit: [one.words for one in tasks if one.doing is Doing.JOIN]
            for unit, tasks in found.items()
        }

    name = "Toàn tỉnh chung sức xây dựng Nông thôn mới"
    assert owing()["A"] == [f"phong trào «{name}»: chưa gửi đăng ký, kế hoạch (hạn 31/07/2022)"]
    assert owing().get("B", []) == []
    saved()
    assert len(owing()["A"]) == 1
    run(participations.send, OFFICER, seen=1, **OFFICER_A)
    assert owing().get("A", []) == []


def test_the_matrix_says_what_each_unit_has_and_lacks_and_reminds_those_shown():
    launched_with_places()
    as_department()
    sent()
    plan = book().programmes[PLAN]

    def matrix():
        with reading() as session:
            return duties.of_movement(Work(session, HEAD, fresh(), NOW), plan=plan)

    a, b = matrix()
    assert [(cell.state, cell.words) for cell in a.cells] == [
        (DutyState.WAITING, "đã gửi, chờ tiếp nhận"),
        (DutyState.DONE, "KH 15/KH-A ngày 14/07/2022"),
        (DutyState.DONE, "2 nội dung"),
    ]
    assert [(cell.state, cell.words) for cell in b.cells] == [
        (DutyState.MISSING, "chưa đăng ký"),
        (DutyState.MISSING, "chưa có kế hoạch"),
        (DutyState.MISSING, "chưa nhận nội dung nào"),
    ]
    with writing() as session:
        work = Work(session, HEAD, fresh(), NOW)
        duty_reminders.remind(work, plan=plan, units=["A", "B"], link=lambda _: "https://x.test")
    with reading() as session:
        told = reminders.history(Work(session, HEAD, fresh(), NOW))
    assert [one.unit for one in told] == ["B"]
    assert told[0].body.splitlines()[2:5] == [
        "- Đăng ký: chưa đăng ký;",
        "- Kế hoạch: chưa có kế hoạch;",
        "- Việc đã nhận: chưa nhận nội dung nào.",
    ]


def test_a_registration_that_was_received_is_a_fact_of_its_years():
    launched_with_places()
    sent()

    def facts():
        with reading() as session:
            (a, *_) = nominees.unchecked(session, fresh(), with_board=False)
        return [
            (one.year, one.fact.value, one.source)
            for one in a.computed
            if one.code == "da_dang_ky_thi_dua"
        ]

    assert facts() == []
    run(participations.receive, HEAD, seen=2, **OFFICER_A)
    source = (
        "đăng ký tham gia phong trào «Toàn tỉnh chung sức xây dựng Nông thôn mới» đã được tiếp nhận"
    )
    assert facts() == [(2025, True, source)]
