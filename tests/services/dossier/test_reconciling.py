"""Đối chiếu quá trình khen thưởng: agree, differ, missing on either side; written when chosen."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.people import PROGRAM, acting
from tests.services.dossier_block import award, bring, settled
from tests.services.year import HEAD, NOW, OFFICER, fresh
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.reconciling import Agreement, ComparedAward
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.stage import Stage
from thidua.services.dossier import award_history, intake, reconciling, staff
from thidua.services.ground.work import Work

pytestmark = pytest.mark.usefixtures("as_recorded")

OURS = (
    ("A", "giay-khen", 2022, "5/QĐ"),
    ("A", "giay-khen", 2023, "12/QĐ"),
    ("A", "bang-khen-tinh", 2023, "21/QĐ"),
    ("P2", "chien-si-thi-dua-co-so", 2023, "30/QĐ"),
    ("B", "giay-khen", 2024, "40/QĐ"),
    ("B", "giay-khen", 2020, "1/QĐ"),
)
THEIRS = [
    AwardRow("A", "Giấy khen", 2022, "5/QĐ"),
    AwardRow("A", "Giấy khen", 2023, "12/QĐ", date(2024, 1, 9), "Sở Nội vụ"),
    AwardRow("A", "bang-khen-tinh", 2023, "12/QĐ"),
    AwardRow("P1", "chien-si-thi-dua-co-so", 2023, "30/QĐ"),
    AwardRow("P9", "giay-khen", 2024, "7/QĐ"),
    AwardRow("B", "giay-khen", 2024, "40/QĐ"),
]


def kept():
    with reading() as session:
        found = award_history.listed(Work(session, PROGRAM, fresh()))
    return [(one.subject, one.words(one.award)) for one in found]


@pytest.fixture
def filled(database_url):
    settled()
    for one in OURS:
        award(*one)


def compared(rows=THEIRS, actor=PROGRAM, period=None):
    with reading() as session:
        return reconciling.reconcile(Work(session, actor, period), rows=rows)


def line(agreement, subject, name, called, year, **more):
    return ComparedAward(
        agreement=agreement, subject=subject, name=name, award=called, year=year, **more
    )


PRAISE, TITLE = "Giấy khen", "Chiến sĩ thi đua cơ sở"
MERIT = "Bằng khen của bộ, ban, ngành, tỉnh"


@pytest.mark.both_databases
def test_each_award_agrees_differs_or_stands_on_one_side_alone(filled):
    before = kept()

    found = compared()

    assert found.lines == (
        line(
            *(Agreement.DIFFERS, "A", "Phòng A", MERIT, 2023),
            here=f"{MERIT} năm 2023, quyết định 21/QĐ",
            there=f"{MERIT} năm 2023, quyết định 12/QĐ",
            differs=("Số quyết định",),
            row=2,
        ),
        line(
            *(Agreement.DIFFERS, "A", "Phòng A", PRAISE, 2023),
            here=f"{PRAISE} năm 2023, quyết định 12/QĐ",
            there=f"{PRAISE} năm 2023, quyết định 12/QĐ, ngày 09/01/2024, Sở Nội vụ",
            differs=("Ngày", "Cơ quan"),
            row=1,
            takes=True,
        ),
        line(
            *(Agreement.ONLY_THERE, "P1", "Trần Văn An", TITLE, 2023),
            there=f"{TITLE} năm 2023, quyết định 30/QĐ",
            row=3,
            takes=True,
        ),
        line(
            *(Agreement.ONLY_HERE, "P2", "Lê Thị Bình", TITLE, 2023),
            here=f"{TITLE} năm 2023, quyết định 30/QĐ",
        ),
        line(
            *(Agreement.AGREES, "A", "Phòng A", PRAISE, 2022),
            here=f"{PRAISE} năm 2022, quyết định 5/QĐ",
            there=f"{PRAISE} năm 2022, quyết định 5/QĐ",
            row=0,
        ),
        line(
            *(Agreement.AGREES, "B", "Phòng B", PRAISE, 2024),
            here=f"{PRAISE} năm 2024, quyết định 40/QĐ",
            there=f"{PRAISE} năm 2024, quyết định 40/QĐ",
            row=5,
        ),
    )
    assert found.words() == (
        "Đối chiếu các năm 2022–2024: khác nhau 2, chỉ có ở danh sách ngoài 1, chỉ có ở đây 1, "
        "khớp 2."
    )
    assert [str(one) for one in found.findings if one.is_error] == [
        "không có đơn vị hay cá nhân nào mang mã «P9»; hãy nhập danh sách trước"
    ]
    assert kept() == before


@pytest.mark.both_databases
def test_only_the_rows_that_were_chosen_are_written(filled):
    found, before = compared(), kept()

    with writing() as session:
        reconciling.take(Work(session, PROGRAM, None, NOW), rows=THEIRS, chosen=[1], seen=found)

    said = "giay-khen năm 2023, quyết định 12/QĐ, ngày 09/01/2024, Sở Nội vụ"
    assert sorted(set(kept()) - set(before)) == [("A", said)]
    assert len(kept()) == len(before)
    again = compared()
    assert again.count(Agreement.AGREES) == 3
    assert [one.row for one in again.to_take] == [3]


def test_what_has_changed_meanwhile_and_what_cannot_be_taken_is_refused(filled):
    found, before = compared(), kept()

    def take(chosen, seen=found, actor=PROGRAM, period=None):
        with writing() as session:
            work = Work(session, actor, period, NOW)
            reconciling.take(work, rows=THEIRS, chosen=chosen, seen=seen)

    for chosen in ([], [0], [2], [1, 2], [99]):
        with pytest.raises(Refused):
            take(chosen)
    award("P1", "chien-si-thi-dua-co-so", 2023, "30/QĐ")
    with pytest.raises(StaleEdit):
        take([1])
    assert len(kept()) == len(before) + 1
    with pytest.raises(NotPermitted):
        take([1], compared(), acting(Role.COUNCIL_MEMBER, "K1", 2025), fresh())


def scoring():
    return replace(fresh(), stage=Stage.SELF_SCORE)


def test_an_officer_compares_the_own_unit_alone(filled):
    found = compared([one for one in THEIRS if one.subject == "A"], OFFICER, scoring())

    assert {one.subject for one in found.lines} == {"A"}
    others = compared(THEIRS, OFFICER, scoring())
    assert {one.subject for one in others.lines} == {"A", "P1"}
    assert {one.subject for one in compared(THEIRS, HEAD, fresh()).lines} == {"A", "B", "P1", "P2"}


def test_a_list_without_numbers_names_the_same_awards_and_says_what_it_lacks(filled):
    found = compared([replace(THEIRS[1], decision="")])

    assert [(one.agreement, one.award, one.differs) for one in found.lines] == [
        (Agreement.DIFFERS, PRAISE, ("Số quyết định", "Ngày", "Cơ quan")),
        (Agreement.ONLY_HERE, MERIT, ()),
        (Agreement.ONLY_HERE, TITLE, ()),
    ]


def test_an_empty_list_compares_nothing(filled):
    found = compared([])

    assert (found.lines, found.years) == ((), None)
    assert found.words() == "Danh sách không có dòng nào đọc được."


def outside_list():
    """Danh sách như một sở in ra: a heading above, titles over two lines, two sheets, no codes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Tập thể"
    sheet["A1"], sheet["E1"] = "UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A3"] = "DANH SÁCH TẬP THỂ ĐƯỢC KHEN THƯỞNG CÁC NĂM 2022, 2023"
    for row in (
        (),
        ("STT", "Tên tập thể", "Hình thức khen thưởng", "Năm", "Quyết định", None, "Cơ quan"),
        (None, None, None, None, "Số", "Ngày ký"),
        (1, "Phòng A", "Giấy khen", 2022, "5/QĐ", "09/01/2023", "Sở Nội vụ"),
        (2, "Phòng Z", "Giấy khen", 2022, "6/QĐ", "09/01/2023", "Sở Nội vụ"),
        (3, "phòng  a", "Giấy khen", 2023, "12/QĐ", None, None),
    ):
        sheet.append(row)
    for place in ("A1:C1", "A3:G3", "E5:F5", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "G5:G6"):
        sheet.merge_cells(place)
    people = book.create_sheet("Cá nhân")
    people.append(("TT", "Họ và tên", "Danh hiệu thi đua", "Năm khen thưởng", "Số QĐ"))
    people.append((1, "Lê Thị Bình", "Chiến sĩ thi đua cơ sở", 2023, "30/QĐ"))
    people.append((2, "Trần Văn An", "Chiến sĩ thi đua cơ sở", 2023, "30/QĐ"))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_list_as_another_office_prints_it_is_compared_by_names(filled):
    rows, findings = intake.awards(outside_list(), "ds.xlsx")
    with reading() as session:
        found = reconciling.reconcile(Work(session, PROGRAM), rows=rows, findings=findings)

    lines = [(one.agreement, one.subject, one.year, one.differs) for one in found.lines]
    assert lines == [
        (Agreement.DIFFERS, "A", 2022, ("Ngày", "Cơ quan")),
        (Agreement.ONLY_THERE, "P1", 2023, ()),
        (Agreement.ONLY_HERE, "A", 2023, ()),
        (Agreement.AGREES, "A", 2023, ()),
        (Agreement.AGREES, "P2", 2023, ()),
    ]
    told = [
        (one.severity.value, one.message) for one in found.findings if "tên" in one.message.lower()
    ]
    assert told == [
        ("notice", "cột «Tên tập thể» được đọc là cột «Mã»"),
        ("notice", "cột «Họ và tên» được đọc là cột «Mã»"),
        ("warning", "«Phòng A» được hiểu là «A» (đơn vị) vì trùng tên; hãy kiểm tra"),
        ("warning", "«phòng a» được hiểu là «A» (đơn vị) vì trùng tên; hãy kiểm tra"),
        ("warning", "«Lê Thị Bình» được hiểu là «P2» (người của B) vì trùng tên; hãy kiểm tra"),
        ("warning", "«Trần Văn An» được hiểu là «P1» (người của A) vì trùng tên; hãy kiểm tra"),
    ]
    assert [one.message for one in found.findings if one.is_error] == [
        "không có đơn vị hay cá nhân nào mang mã «Phòng Z»; hãy nhập danh sách trước"
    ]


def test_a_name_that_two_bear_is_asked_by_its_code(filled):
    bring(staff.import_people, [StaffRow("P7", "Lê Thị Bình", "A")])

    found = compared([AwardRow("Lê Thị Bình", "chien-si-thi-dua-co-so", 2023, "30/QĐ")])

    assert [one.message for one in found.findings] == [
        "có 2 đối tượng tên «Lê Thị Bình» (mã «P2», «P7»); hãy ghi mã"
    ]
