"""Mức đạt chuẩn qua dịch vụ: entered by one, confirmed by another, counted from then on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.domain.nominees import book
from tests.recorded import recorded
from tests.services.movement.acting import NOW, OFFICE, PLAN, S, run
from tests.services.movement.places_there import (
    SECOND,
    bring_standards,
    brought,
    confirm,
    decided,
    launched_with_places,
)
from tests.services.year import HEAD, fresh
from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.movement.place_rows import StandardRow
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.standard import StandardState
from thidua.services.ground.work import Work
from thidua.services.movement import figures, intake, life, reached, standards

pytestmark = pytest.mark.usefixtures("as_recorded")

NTM = decided("7701", "ntm", date(2023, 1, 15))
HIGH = decided("7702", "kieu_mau", date(2024, 12, 12))


def rows():
    with reading() as session:
        return standards.listed(Work(session, HEAD, fresh(), NOW))


def known(now=NOW):
    with reading() as session:
        plan = book().programmes[PLAN]
        return reached.of_movement(Work(session, HEAD, fresh(), now), plan=plan)


def refused(*decisions):
    with reading() as session:
        found = standards.preview_standards(
            Work(session, OFFICE, fresh(), NOW),
            rows=[StandardRow(decision=one) for one in decisions],
        )
    return [one.message for one in found.findings if one.is_error]


@pytest.mark.both_databases
def test_what_one_person_entered_counts_once_another_confirmed_it():
    launched_with_places()
    bring_standards(NTM, HIGH)
    assert [one.state for one in rows()] == [StandardState.ENTERED] * 2
    assert known().counted["xa-ntm"].numerator == 0

    with pytest.raises(NotPermitted, match="không tự xác nhận"):
        confirm(OFFICE)
    with pytest.raises(NotPermitted):
        confirm(HEAD)
    confirm()

    source = "sổ mức đạt chuẩn, theo danh sách 4 xã ngày 30/06/2022"
    day = date(2025, 12, 31)
    by_district = "sổ mức đạt chuẩn, theo danh sách 1 huyện ngày 30/06/2022"
    zero = TargetFigure(as_of=day, value=Decimal(0), source=by_district)
    whole = {"denominator": Decimal(4), "source": source}
    assert known().counted == {
        "xa-ntm": TargetFigure(
            as_of=day, numerator=Decimal(2), missing=("Xã số 3", "Xã số 4"), **whole
        ),
        "huyen-ntm": zero,
        "huyen-nang-cao": zero,
        "huyen-kieu-mau": zero,
        "xa-nang-cao": TargetFigure(
            as_of=day, numerator=Decimal(1), missing=("Xã số 1", "Xã số 3", "Xã số 4"), **whole
        ),
        "xa-kieu-mau": TargetFigure(as_of=day, value=Decimal(1), source=source),
    }
    assert [(one.old, one.new) for one in recorded("standard.")][1:3] == [
        (
            "",
            "địa bàn 7702, nông thôn mới kiểu mẫu, QĐ 1/QĐ-UBND ngày 12/12/2024: "
            "chờ người thứ hai xác nhận",
        ),
        (
            "chờ người thứ hai xác nhận",
            "địa bàn 7701, nông thôn mới, QĐ 1/QĐ-UBND ngày 15/01/2023: đã xác nhận",
        ),
    ]


def test_a_revocation_counts_from_its_day_once_a_second_person_confirmed_it():
    launched_with_places()
    bring_standards(HIGH)
    confirm()
    taken_back = replace(HIGH, revocation="QĐ 9/QĐ-UBND", revoked_on=date(2025, 9, 1))
    found = bring_standards(taken_back)
    assert [one.kind for one in found.changes] == [ChangeKind.CHANGED]
    assert known().counted["xa-kieu-mau"].value == 1
    confirm()

    assert known().counted["xa-kieu-mau"].value == 0
    before = datetime(2025, 8, 31, 3, 0, tzinfo=UTC)
    assert known(before).counted["xa-kieu-mau"].value == 1
    assert [one.state for one in rows()] == [StandardState.CONFIRMED]
    assert recorded("standard.confirmed")[-1].new == (
        "địa bàn 7702, nông thôn mới kiểu mẫu, QĐ 1/QĐ-UBND ngày 12/12/2024; thay địa bàn 7702, "
        "nông thôn mới kiểu mẫu, QĐ 1/QĐ-UBND ngày 12/12/2024: đã xác nhận"
    )


def test_what_is_given_out_comes_back_without_a_change():
    launched_with_places()
    bring_standards(NTM, HIGH)
    confirm()
    bring_standards(replace(HIGH, revocation="QĐ 9", revoked_on=date(2025, 9, 1)))
    with reading() as session:
        content = standards.workbook(Work(session, HEAD, fresh(), NOW))
    read, findings = intake.standards(content, "a.xlsx")

    found = brought(standards.import_standards, read)

    assert findings == []
    assert [one.kind for one in found.changes] == [ChangeKind.SAME] * 2


def test_a_typed_value_that_the_register_does_not_bear_out_is_told():
    launched_with_places()
    bring_standards(HIGH)
    confirm()
    for target, value, day in (
        ("xa-kieu-mau", 2, date(2025, 6, 30)),
        ("huyen-ntm", 0, date(2025, 6, 30)),
    ):
        run(
            figures.state_value, target=target, as_of=day, source="Báo cáo 12", value=Decimal(value)
        )

    assert known().differing == (
        "Xã đạt chuẩn nông thôn mới kiểu mẫu: tính đến 30/06/2025 sổ 1 xã, nhập 2 xã",
    )


def test_a_target_that_is_counted_waits_for_no_typed_value():
    launched_with_places()
    run(life.move, to=S.RUNNING, seen=1)

    with pytest.raises(Refused) as fault:
        run(life.move, to=S.FINAL, seen=2, reason="đủ báo cáo giấy")
    assert "xã đạt chuẩn" not in str(fault.value).lower()
    assert "Khu dân cư kiểu mẫu ở mỗi xã; Thu nhập bình quân" in str(fault.value)


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([replace(NTM, place="7799")], "không có địa bàn «7799». Gần nhất: 7709 Xã mới"),
        (
            [NTM, replace(NTM, level=HIGH.level)],
            "địa bàn 7701 có hai mức trong một ngày 15/01/2023, xem dòng trên",
        ),
        ([NTM, NTM], "trùng dòng ở dòng trên: địa bàn 7701 ngày 15/01/2023"),
        (
            [replace(NTM, revocation="QĐ 9", revoked_on=date(2023, 1, 14))],
            "ngày thu hồi 14/01/2023 trước ngày quyết định 15/01/2023; hãy sửa lại",
        ),
        (
            [replace(NTM, place="7709")],
            "ngày 15/01/2023 địa bàn 7709 chưa có hoặc đã thôi (từ 01/07/2025); hãy sửa ngày, chọn "
            "địa bàn khác, hoặc sửa «Từ ngày», «Đến ngày» trong sổ địa bàn",
        ),
        (
            [replace(NTM, place="77", day=date(2025, 7, 1))],
            "ngày 01/07/2025 địa bàn 77 chưa có hoặc đã thôi (đến 30/06/2025); hãy sửa ngày, chọn "
            "địa bàn khác, hoặc sửa «Từ ngày», «Đến ngày» trong sổ địa bàn",
        ),
        ([replace(NTM, day=date(2026, 1, 1))], "ngày 01/01/2026 chưa tới; hãy sửa ngày"),
        (
            [replace(NTM, day=date(1989, 12, 31))],
            "ngày 31/12/1989 trước năm 1990; hãy kiểm tra lại",
        ),
        (
            [replace(HIGH, level=NTM.level)],
            "địa bàn 7702 ngày 12/12/2024 đã ghi mức «nông thôn mới kiểu mẫu», dòng này ghi "
            "«nông thôn mới»; một ngày chỉ một mức, hãy bỏ dòng ghi nhầm trước",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_the_cure(decisions, said):
    launched_with_places()
    bring_standards(HIGH)

    assert refused(*decisions) == [said]


def test_a_confirmed_row_is_not_taken_out_by_who_entered_it():
    launched_with_places()
    bring_standards(NTM, HIGH)

    def withdraw(row, actor):
        with writing() as session:
            work = Work(session, actor, fresh(), NOW)
            assert standards.may_withdraw(work, row) is True
            standards.withdraw(work, key=row.key, reason="ghi nhầm")

    withdraw(rows()[0], OFFICE)
    confirm()
    (row,) = rows()
    with writing() as session:
        work = Work(session, OFFICE, fresh(), NOW)
        assert standards.may_withdraw(work, row) is False
        with pytest.raises(NotPermitted, match="người nhập không tự bỏ; hãy nhờ người khác"):
            standards.withdraw(work, key=row.key, reason="ghi nhầm")
    assert rows() == (row,)
    withdraw(row, SECOND)
    assert rows() == ()


def test_a_wrong_row_is_taken_out_with_a_reason_and_the_other_level_can_be_entered():
    launched_with_places()
    bring_standards(HIGH)
    confirm()
    (row,) = rows()

    def withdraw(reason):
        with writing() as session:
            standards.withdraw(Work(session, SECOND, fresh(), NOW), key=row.key, reason=reason)

    with pytest.raises(Refused, match="Cần ghi lý do bỏ dòng này"):
        withdraw(" ")
    withdraw("ghi nhầm mức")
    assert rows() == () and known().counted["xa-kieu-mau"].value == 0
    bring_standards(replace(HIGH, level=NTM.level))
    assert [one.decision.level for one in rows()] == [NTM.level]
