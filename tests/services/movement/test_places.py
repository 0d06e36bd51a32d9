"""Địa bàn qua dịch vụ: brought in whole or not at all, given out the same, withdrawn."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.recorded import recorded
from tests.services.dossier_block import settled
from tests.services.movement.acting import NOW, OFFICE, run
from tests.services.movement.places_there import (
    COMMUNES,
    DISTRICT,
    bring_places,
    bring_standards,
    brought,
    decided,
    launched_with_places,
)
from tests.services.year import HEAD, OFFICER, fresh
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.movement.participation import Pledge, Registration
from thidua.domain.movement.place import Place, PlaceKind, PlaceTraitKind, TraitSpan
from thidua.domain.movement.place_rows import PlaceRow
from thidua.services.ground.work import Work
from thidua.services.movement import intake, participations, places

pytestmark = pytest.mark.usefixtures("as_recorded")

HARD = TraitSpan(date(2021, 1, 1), date(2023, 12, 31), "QĐ 861/QĐ-TTg")
WHOLE = Place(
    code="77013",
    name="Xã Lộc An",
    kind=PlaceKind.COMMUNE,
    parent="77",
    begins=date(2021, 1, 1),
    latitude=Decimal("11.85"),
    longitude=Decimal("106.63"),
    tile_row=2,
    tile_column=3,
    traits=((PlaceTraitKind.HARD, HARD), (PlaceTraitKind.MINORITY, TraitSpan())),
)


def there():
    with reading() as session:
        return places.listed(Work(session, HEAD, fresh(), NOW))


def preview(content, name):
    rows, findings = intake.places(content, name)
    with reading() as session:
        return places.preview_places(
            Work(session, OFFICE, fresh(), NOW), rows=rows, findings=findings
        )


@pytest.mark.both_databases
def test_what_is_given_out_comes_back_without_a_change():
    settled()
    bring_places(DISTRICT, WHOLE)
    with reading() as session:
        content = places.workbook(Work(session, HEAD, fresh(), NOW))

    found = preview(content, "a.xlsx")

    assert there() == (replace(DISTRICT, version=1), replace(WHOLE, version=1))
    assert [one.kind for one in found.changes] == [ChangeKind.SAME, ChangeKind.SAME]
    assert found.findings == ()


def test_a_place_changes_by_a_file_and_a_trait_that_no_longer_holds_stays_as_a_row():
    settled()
    bring_places(DISTRICT, WHOLE)
    until = TraitSpan(HARD.begins, date(2024, 12, 31), HARD.decision)
    bring_places(replace(WHOLE, name="Xã Lộc An mới", traits=((PlaceTraitKind.HARD, until),)))

    (_, found) = there()
    assert (found.name, found.version) == ("Xã Lộc An mới", 2)
    assert found.traits == ((PlaceTraitKind.HARD, until),)
    assert [(one.old, one.new) for one in recorded("place.")] == [
        ("", "77 Huyện Lộc Ninh (huyện)"),
        ("", "77013 Xã Lộc An (xã); vùng khó khăn; vùng dân tộc thiểu số"),
        (
            "tên: Xã Lộc An",
            "77013 Xã Lộc An mới; tên: Xã Lộc An mới; thôi vùng khó khăn; "
            "thôi vùng dân tộc thiểu số; vùng khó khăn",
        ),
    ]


def test_a_column_the_file_has_not_changes_nothing():
    settled()
    bring_places(DISTRICT, WHOLE)
    file = "Mã địa bàn,Tên địa bàn,Loại\n77013,Xã Lộc An,xã\n".encode()
    rows, findings = intake.places(file, "a.csv")

    assert brought(places.import_places, rows).changes[0].kind is ChangeKind.SAME
    assert findings == [] and there()[1] == replace(WHOLE, version=1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("77013,Xã A,làng,,,,,,,,,,", "«làng» phải là một trong: xã, phường"),
        ("77013,Xã A,xã,99,,,,,,,,,", "không có địa bàn «99»"),
        ("77013,Xã A,xã,77013,,,,,,,,,", "địa bàn 77013 không thể nằm trong chính nó"),
        ("77013,Xã A,xã,,31/02/2022,,,,,,,,", "«31/02/2022» phải là ngày"),
        ("77013,Xã A,xã,,02/01/2022,01/01/2022,,,,,,,", "«Đến ngày» trước «Từ ngày»"),
        ('77013,Xã A,xã,,,,"11,85",,,,,,', "ghi cả «Vĩ độ» và «Kinh độ»"),
        ("77013,Xã A,xã,,,,91,106,,,,,", "«Vĩ độ» phải từ -90 đến 90"),
        ("77013,Xã A,xã,,,,,,0,3,,,", "«Dòng» phải là số nguyên từ 1 đến 999"),
        ("77013,Xã A,xã,,,,,,,,chắc,,", "«chắc» phải là «có», «không» hoặc «từ"),
        ("77013,Xã A,xã,,,,,,,,,từ 02/01/2022 đến 01/01/2022,", "phải là «có», «không»"),
        ("77013,,xã,,,,,,,,,,", "thiếu «Tên địa bàn»"),
    ],
)
def test_a_faulty_cell_is_named_and_nothing_is_kept(line, said):
    settled()
    heading = (
        "Mã địa bàn,Tên địa bàn,Loại,Thuộc,Từ ngày,Đến ngày,Vĩ độ,Kinh độ,Dòng,Cột,"
        "Vùng dân tộc thiểu số,Vùng khó khăn,Quyết định"
    )
    found = preview(f"{heading}\n{line}\n".encode(), "a.csv")

    assert [said in str(one) for one in found.findings if one.is_error] == [True]
    assert found.is_refused and there() == ()


def test_the_same_place_twice_or_in_another_case_is_refused():
    settled()
    bring_places(replace(DISTRICT, code="LN"))
    with pytest.raises(Refused):
        bring_places(COMMUNES[0], COMMUNES[0])
    with pytest.raises(Refused):
        bring_places(replace(DISTRICT, code="ln"))
    assert [one.code for one in there()] == ["LN"]


def test_a_wrong_place_is_withdrawn_with_a_reason_while_nothing_rests_on_it():
    launched_with_places()
    bring_standards(decided("7701", "ntm", date(2023, 1, 15)))

    def withdraw(code, reason="ghi nhầm", seen=1, actor=OFFICE):
        with writing() as session:
            places.withdraw(Work(session, actor, fresh(), NOW), code=code, reason=reason, seen=seen)

    with pytest.raises(Refused, match="còn quyết định trong sổ mức đạt chuẩn"):
        withdraw("7701")
    with pytest.raises(Refused, match="còn chứa 5 địa bàn khác, như 7701"):
        withdraw("77")
    with pytest.raises(Refused, match="Cần ghi lý do bỏ địa bàn này"):
        withdraw("7702", reason=" ")
    with pytest.raises(StaleEdit):
        withdraw("7702", seen=2)
    withdraw("7702")
    assert "7702" not in [one.code for one in there()]
    with pytest.raises(Refused):
        bring_places(COMMUNES[1])
    last = recorded("place.withdrawn")[-1]
    assert (last.old, last.new, last.reason) == ("", "7702 Xã số 2; đã bỏ", "ghi nhầm")


@pytest.mark.both_databases
def test_a_place_where_a_registration_pledges_something_stays():
    launched_with_places()
    road = Pledge(content="Làm đường", place="7702")
    pledging = {"unit": "A", "year": 2025}
    for seen, pledges in ((0, (road, Pledge(content="Trồng cây", place="7702"))), (1, ())):
        content = Registration(pledges=pledges)
        run(participations.save, OFFICER, content=content, seen=seen, **pledging)
        with writing() as session:
            work = Work(session, OFFICE, fresh(), NOW)
            if pledges:
                with pytest.raises(Refused, match="của đơn vị A; hãy nhờ đơn vị"):
                    places.withdraw(work, code="7702", reason="nhầm", seen=1)
            else:
                places.withdraw(work, code="7702", reason="nhầm", seen=1)
    assert "7702" not in [one.code for one in there()]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            {"begins": date(2023, 1, 16)},
            "Ô E2: địa bàn 7701 có quyết định QĐ 1/QĐ-UBND ngày 15/01/2023, ngoài các ngày từ "
            "16/01/2023; hãy sửa «Từ ngày» hoặc bỏ dòng quyết định ghi nhầm",
        ),
        (
            {"ends": date(2023, 1, 14)},
            "Ô F2: địa bàn 7701 có quyết định QĐ 1/QĐ-UBND ngày 15/01/2023, ngoài các ngày đến "
            "14/01/2023; hãy sửa «Đến ngày» hoặc bỏ dòng quyết định ghi nhầm",
        ),
        ({"begins": date(2023, 1, 15), "ends": date(2023, 1, 15)}, None),
    ],
)
def test_the_days_of_a_place_cover_the_decisions_about_it(days, said):
    launched_with_places()
    bring_standards(decided("7701", "ntm", date(2023, 1, 15)))
    at = {"Mã địa bàn": "Ô A2", "Từ ngày": "Ô E2", "Đến ngày": "Ô F2"}
    with reading() as session:
        found = places.preview_places(
            Work(session, OFFICE, fresh(), NOW),
            rows=[PlaceRow(place=replace(COMMUNES[0], **days), at=at)],
        )
    assert [str(one) for one in found.findings] == ([] if said is None else [said])


@pytest.mark.parametrize(
    ("read", "file", "said"),
    [
        (
            intake.places,
            "Mã địa bàn,Tên địa bàn,Loại,Lạ\n77013,Xã Lộc An,xã,x\n",
            "cột «Lạ» không được đọc; nếu là cột cần nhập thì ghi tiêu đề như tệp mẫu",
        ),
        (
            intake.standards,
            "Mã địa bàn,Mức,Số quyết định,Ngày quyết định,Lạ\n7701,ntm,Q,01/01/2023,x\n",
            "cột «Lạ» không được đọc; nếu là cột cần nhập thì ghi tiêu đề như tệp mẫu",
        ),
        (
            intake.participations,
            "Mã phong trào,Mã đơn vị,Lạ\nbinh-phuoc-nong-thon-moi,A,x\n",
            "cột «Lạ» không được đọc; nếu là cột cần nhập thì ghi tiêu đề như tệp mẫu",
        ),
        (
            intake.places,
            "Mã địa bàn,Tên địa bàn,Loại,\n77013,Xã Lộc An,xã,x\n",
            "cột không có tiêu đề mà có nội dung nên không được đọc; hãy ghi tiêu đề hoặc xóa cột",
        ),
    ],
)
def test_a_column_of_no_list_of_a_movement_stops_the_import(read, file, said):
    rows, findings = read(file.encode(), "a.csv")

    assert [one.message for one in findings if one.is_error] == [said]
    assert len(rows) == 1


def test_only_the_standing_office_keeps_the_list_and_everybody_of_the_block_reads_it():
    settled()
    auditor = Actor("Kiểm tra", (Grant(Role.AUDITOR),))
    for actor in (HEAD, OFFICER, auditor):
        with pytest.raises(NotPermitted):
            bring_places(DISTRICT, actor=actor)
    bring_places(DISTRICT)
    for actor in (HEAD, OFFICER, auditor):
        with reading() as session:
            assert len(places.listed(Work(session, actor, fresh(), NOW))) == 1
