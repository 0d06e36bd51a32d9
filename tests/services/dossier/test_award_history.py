"""Quá trình khen thưởng: brought in, completed, corrected, withdrawn with a reason."""

from datetime import date

import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import award, settled
from tests.services.year import HEAD, NOW, OFFICER, fresh
from thidua.db.engine import reading, writing
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.services.dossier import award_history
from thidua.services.ground.work import Work

pytestmark = pytest.mark.usefixtures("as_recorded")


def listed(actor=PROGRAM):
    with reading() as session:
        return list(award_history.listed(Work(session, actor, fresh())))


def words(actor=PROGRAM):
    return [(one.subject, one.words(one.award)) for one in listed(actor)]


def told(*rows):
    with reading() as session:
        found = award_history.preview_awards(Work(session, PROGRAM), rows=rows)
    return [(one.severity.value, one.message) for one in found.findings]


def withdraw(key, seen, reason="bị hủy bỏ", actor=PROGRAM, period=None):
    with writing() as session:
        award_history.withdraw(Work(session, actor, period, NOW), key=key, seen=seen, reason=reason)


def test_awards_are_known_by_slug_or_name_and_each_sees_the_own():
    settled()
    award("a", "giay-khen", 2024, "12/QĐ", day=date(2025, 1, 20), authority="Sở Nội vụ")
    award("P2", "Chiến sĩ thi đua cơ sở", 2023)
    award("P1", "CHIEN SI THI DUA CO SO", 2022, occasion=Occasion.THEMATIC)

    assert words() == [
        ("P1", "chien-si-thi-dua-co-so năm 2022, theo chuyên đề"),
        ("P2", "chien-si-thi-dua-co-so năm 2023"),
        ("A", "giay-khen năm 2024, quyết định 12/QĐ, ngày 20/01/2025, Sở Nội vụ"),
    ]
    assert words(HEAD) == words()
    assert [subject for subject, _ in words(OFFICER)] == ["P1", "A"]


def test_a_usual_short_name_is_understood_and_told():
    settled()

    assert told(AwardRow("A", "bang khen cap tinh", 2024)) == [
        ("notice", "«bang khen cap tinh» được hiểu là «Bằng khen của bộ, ban, ngành, tỉnh»")
    ]
    award("A", "Bằng khen của UBND tỉnh", 2024)
    award("P1", "CSTĐCS", 2024)
    award("P1", "Chiến sỹ thi đua cơ sở", 2023)
    assert [said for _, said in words()] == [
        "chien-si-thi-dua-co-so năm 2023",
        "bang-khen-tinh năm 2024",
        "chien-si-thi-dua-co-so năm 2024",
    ]


def test_a_title_of_one_year_is_corrected_and_a_commendation_by_another_decision_is_another():
    settled()
    award("P1", "lao-dong-tien-tien", 2024, "1/QĐ")
    award("P1", "lao-dong-tien-tien", 2024, "2/QĐ")
    award("A", "giay-khen", 2024)
    award("A", "giay-khen", 2024, "3/QĐ")
    other = AwardRow("A", "giay-khen", 2024, "4/QĐ")

    assert told(other) == [
        (
            "warning",
            "cùng năm đã có Giấy khen năm 2024, quyết định 3/QĐ; dòng này được ghi thành một lần "
            "khen nữa",
        )
    ]
    award("A", "giay-khen", 2024, "4/QĐ")
    assert [said for _, said in words()] == [
        "lao-dong-tien-tien năm 2024, quyết định 2/QĐ",
        "giay-khen năm 2024, quyết định 3/QĐ",
        "giay-khen năm 2024, quyết định 4/QĐ",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            AwardRow("XYZ", "giay-khen", 2024),
            (
                "error",
                "không có đơn vị hay cá nhân nào mang mã «XYZ»; hãy nhập danh sách trước",
            ),
        ),
        (
            AwardRow("A", "lao-dong-tien-tien", 2024),
            ("error", "«Lao động tiên tiến» không tặng cho tập thể («A»)"),
        ),
        (
            AwardRow("A", "Cúp vàng", 2024),
            (
                "warning",
                "bộ luật không có «Cúp vàng»; vẫn ghi vào quá trình khen thưởng nhưng không tính "
                "cho danh hiệu nào",
            ),
        ),
    ],
)
def test_what_the_law_book_does_not_know_of_is_told(row, said):
    settled()

    assert told(row) == [said]


def test_a_name_that_several_bodies_use_is_read_with_who_conferred_it():
    settled()
    for authority in ("Thủ tướng", "Thủ tướng Chính phủ", "UBND tỉnh", "Bộ trưởng", ""):
        award("A", "Bằng khen", 2020, authority or "không rõ", authority=authority)
    award("A", "Cờ thi đua", 2019, authority="Chính phủ")
    award("A", "bang-khen-tinh", 2018, authority="Thủ tướng")

    with reading() as session:
        found = award_history.listed(Work(session, PROGRAM, fresh()))
    assert [(one.year, one.award, one.authority) for one in found] == [
        (2018, "bang-khen-tinh", "Thủ tướng"),
        (2019, "co-thi-dua-chinh-phu", "Chính phủ"),
        (2020, "bang-khen-thu-tuong", "Thủ tướng"),
        (2020, "bang-khen-thu-tuong", "Thủ tướng Chính phủ"),
        (2020, "bang-khen-tinh", "UBND tỉnh"),
        (2020, "bang-khen-tinh", "Bộ trưởng"),
        (2020, "bang-khen-tinh", ""),
    ]


def test_a_slip_in_the_name_of_an_award_is_refused_and_another_award_is_not():
    settled()
    assert told(AwardRow("P1", "Chiến sĩ thi đua cơ sơr", 2024)) == [
        (
            "error",
            "bộ luật không có «Chiến sĩ thi đua cơ sơr»; nếu là «Chiến sĩ thi đua cơ sở» thì hãy "
            "ghi đúng tên ấy, nếu không thì bỏ dòng này",
        )
    ]
    for other in ("Kỷ niệm chương ngành Tài chính", "Huy hiệu 30 năm tuổi Đảng", "Cờ thi đua xã"):
        assert [severity for severity, _ in told(AwardRow("P1", other, 2024))] == ["warning"]


def test_an_award_listed_twice_in_a_file_is_refused_whole():
    settled()
    rows = [AwardRow("A", "giay-khen", 2024, "1/QĐ"), AwardRow("A", "Giấy khen", 2024, "1/qđ")]

    assert told(*rows) == [("error", "A · Giấy khen · năm 2024 được ghi hai lần; chỉ giữ một dòng")]
    with pytest.raises(Refused), writing() as session:
        award_history.import_awards(Work(session, PROGRAM, now=NOW), rows=rows)
    assert listed() == []


@pytest.mark.both_databases
def test_a_wrong_award_is_withdrawn_with_a_reason_and_stays_in_the_record():
    settled()
    award("A", "giay-khen", 2024, "12/QĐ")
    one = listed()[0]

    with pytest.raises(Refused, match="lý do"):
        withdraw(one.key, 1, " ")
    with pytest.raises(StaleEdit):
        withdraw(one.key, 2)
    with pytest.raises(NotPermitted):
        withdraw(one.key, 1, actor=OFFICER, period=fresh())
    withdraw(one.key, 1, actor=HEAD, period=fresh())

    assert listed() == []
    with pytest.raises(NotFound):
        withdraw(one.key, 2)
    (last,) = recorded("award.withdrawn")
    assert (last.unit, last.old, last.new, last.reason) == (
        "A",
        "Giấy khen năm 2024, quyết định 12/QĐ",
        "A: bỏ lần khen này",
        "bị hủy bỏ",
    )


@pytest.mark.both_databases
def test_each_award_is_recorded_by_its_name_with_what_it_was_before():
    settled()
    award("A", "giay-khen", 2024)
    award("A", "giay-khen", 2024, "12/QĐ", day=date(2025, 1, 20))
    award("A", "giay-khen", 2024, "12/QĐ", day=date(2025, 1, 20), authority="Sở Nội vụ")
    award("P1", "Cúp vàng", 2023)

    dated = "Giấy khen năm 2024, quyết định 12/QĐ, ngày 20/01/2025"
    assert [(one.action, one.unit, one.old, one.new) for one in recorded("award.")] == [
        ("award.noted", "A", "", "A: Giấy khen năm 2024"),
        ("award.changed", "A", "Giấy khen năm 2024", f"A: {dated}"),
        ("award.changed", "A", dated, f"A: {dated}, Sở Nội vụ"),
        ("award.noted", "A", "", "Trần Văn An (P1): Cúp vàng năm 2023"),
    ]
