"""Xét điều kiện qua dịch vụ: what the program knows itself, what was ruled, and the quotas."""

from datetime import date
from functools import partial

import pytest
from sqlmodel import select

from tests import second_hand
from tests.noting import noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.dossier_block import (
    WHOLE,
    WORKER,
    assessed,
    award,
    settled,
    settled_with_quotas,
    state,
    verdicts,
)
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    SECRETARY,
    do,
    fresh,
    save,
    to_locked,
    to_verify,
    verify_all,
)
from thidua.db.engine import reading, writing
from thidua.db.tables import Unit
from thidua.domain.access.permissions import Role
from thidua.domain.awards.unsorted import UnsortedUnit
from thidua.domain.dossier.facts import Fact
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.law.quota import QuotaStatus
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.scoring.sheet import Hand
from thidua.services.awards import eligibility, nominees, quotas
from thidua.services.dossier import facts, staff
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.verify import verification

pytestmark = pytest.mark.usefixtures("as_recorded")

EXCELLENT, BASE = "tap-the-lao-dong-xuat-sac", "chien-si-thi-dua-co-so"
PLAN = "binh-phuoc-nong-thon-moi"


def computed(code):
    """Dữ kiện phần mềm tự có của một đối tượng, by code and year."""
    with reading() as session:
        found = nominees.unchecked(session, fresh())
    one = next(one for one in found if one.nominee.code == code)
    return {(fact.code, fact.year): fact.fact.value for fact in one.computed}


def test_units_and_people_are_judged_by_what_was_stated_of_them():
    settled()
    state("A", WHOLE)
    state("B", WHOLE | {"so_ldtt": "3"})
    state("P1", WORKER)

    assert verdicts(award=EXCELLENT) == {"A": "eligible", "B": "not_eligible"}
    assert verdicts(award=BASE) == {"P1": "eligible", "P2": "missing_data"}


@pytest.mark.both_databases
@pytest.mark.parametrize("code", WHOLE)
def test_a_fact_taken_away_is_missing_data_and_never_a_failure(code):
    settled()
    state("A", {one: cell for one, cell in WHOLE.items() if one != code})

    assert verdicts(award=EXCELLENT)["A"] == "missing_data"


def test_what_the_chair_ruled_of_a_unit_comes_before_everything():
    settled()
    state("A", WHOLE)
    named = {"unit": "A", "state": ConsiderationState.DEFERRED, "reason": "đang thanh tra"}
    do(second_hand.set_consideration, **named, document="CV 7/TTr")

    row = assessed(award=EXCELLENT).rows[0]

    assert row.conclusion.value == "deferred"
    assert (row.results[0].value, row.results[0].reference) == (
        "tạm hoãn: đang thanh tra",
        "CV 7/TTr",
    )


def test_a_provisional_ranking_says_nothing_and_a_shared_first_place_does_not_lead():
    settled()
    to_verify()
    assert computed("B") == {}

    verify_all()

    assert computed("B") == {
        ("hang_trong_khoi", 2025): 1,
        ("tong_diem", 2025): 80,
    }


def test_the_first_of_the_final_ranking_leads_whatever_was_typed():
    settled()
    state("B", {"dan_dau_khoi": "có"})
    to_verify()
    for unit, main in (("A", 80), ("B", 70)):
        save(unit, SECRETARY, Hand.VERIFIED, main=main)
        do(verification.verify_sheet, SECRETARY, unit=unit)

    with reading() as session:
        kind = facts.catalogue(session).kinds["dan_dau_khoi"]
        found = nominees.unchecked(session, fresh())
    leads = {one.nominee.code: one.nominee.facts.of(kind, 2025) for one in found[:2]}
    assert leads == {"A": Fact(True), "B": Fact(False)}


def test_whoever_may_not_see_the_ranking_is_judged_without_it():
    settled()
    to_locked()
    officer = acting(Role.UNIT_OFFICER, "K1", 2025, "A")

    with reading() as session:
        open_to_all = nominees.unchecked(session, fresh())
        without = nominees.unchecked(session, fresh(), with_board=False)

    assert open_to_all[0].rank == 1 and without[0].rank is None
    assert [row.code for row in assessed(award=EXCELLENT, actor=officer).rows] == ["A"]


def test_the_flag_of_the_list_says_who_leads_unless_a_fact_does():
    settled()
    state("P2", {"chuc_vu_lanh_dao": "có"}, year=None)

    assert computed("P1") == {("chuc_vu_lanh_dao", None): True}
    assert computed("P2") == {}


def test_years_of_excellence_are_counted_only_up_to_a_known_year():
    settled()
    for year, rating in ((2022, "HTT"), (2023, "HTXS"), (2024, "HTXS")):
        state("A", {"xep_loai": rating}, year=year)
    state("B", {"xep_loai": "HTXS"}, year=2024)

    assert computed("A") == {
        ("so_nam_xuat_sac", 2022): 0,
        ("so_nam_xuat_sac", 2023): 1,
        ("so_nam_xuat_sac", 2024): 2,
    }
    assert computed("B") == {}


def test_a_list_said_to_be_complete_makes_what_is_not_in_it_not_given():
    settled()
    state("P1", WORKER | {"sang_kien_cap": "tinh"})
    assert verdicts(award="chien-si-thi-dua-tinh")["P1"] == "missing_data"

    state("P1", {"Đã khai đủ các lần khen thưởng": "có"}, year=None)

    assert verdicts(award="chien-si-thi-dua-tinh")["P1"] == "not_eligible"


def test_awards_given_make_the_run_of_years():
    settled()
    state("P1", WORKER | {"sang_kien_cap": "tinh"})
    for year in (2023, 2024, 2025):
        award("P1", BASE, year)

    assert verdicts(award="chien-si-thi-dua-tinh")["P1"] == "eligible"


def test_an_officer_sees_the_own_unit_and_its_people_without_quotas():
    settled()
    state("A", WHOLE)
    state("B", WHOLE)

    found = assessed(award="bang-khen-tinh", actor=OFFICER)

    assert [row.code for row in found.rows] == ["A", "P1"]
    assert {one.unit for one in found.candidacies.values()} == {"A"}
    assert (found.quotas, found.proposed) == ({}, {})
    assert assessed(award="bang-khen-tinh", actor=HEAD).quotas.keys() == {"bang-khen-tinh"}


def test_a_quota_of_units_does_not_count_their_people():
    settled_with_quotas()
    state("A", {"thanh_tich_dot_xuat": "có", "da_khai_du_nam": "có"})
    state("P1", {"thanh_tich_dot_xuat": "có", "da_khai_du_nam": "có"})

    found = assessed(award="bang-khen-tinh")
    state_of = found.quotas["bang-khen-tinh"]["BK.COKHOI"]

    assert [row.code for row in found.rows if row.conclusion.value == "eligible"] == ["A", "P1"]
    assert (state_of.most, state_of.proposed) == (2, ("A",))


def test_somebody_no_longer_considered_is_not_judged():
    settled()
    with writing() as session:
        staff.set_active(
            Work(session, PROGRAM, now=NOW), code="P1", active=False, seen=1, reason="nghỉ"
        )

    assert list(verdicts(award=BASE)) == ["P2"]


def test_the_day_of_judging_is_the_last_of_the_year_unless_another_is_named():
    settled()

    assert assessed(award=BASE).on == date(2025, 12, 31)
    late = assessed(award=BASE, on=date(2026, 10, 1))
    assert late.on == date(2026, 10, 1)
    assert any("Luật 06/2026/QH16" in said for said in late.rows[0].results[0].warnings)


def test_an_unknown_award_or_programme_and_a_year_outside_are_refused():
    settled()

    with pytest.raises(NotFound, match="không có danh hiệu «khong-co»"):
        assessed(award="khong-co")
    with pytest.raises(NotFound, match="không có chương trình «khong-co»"):
        assessed(programme="khong-co")
    with pytest.raises(Refused, match="chưa có hiệu lực vào ngày 01/01/2020"):
        assessed(programme=PLAN, on=date(2020, 1, 1))


def everywhere(**named):
    with reading() as session:
        return eligibility.assess_everywhere(Work(session, PROGRAM), year=2025, **named)


@pytest.mark.both_databases
def test_everywhere_goes_block_by_block_and_a_programme_over_all():
    settled()
    state("A", WHOLE)
    state("A", {"nhom_doi_tuong": "1.1"}, year=None)
    state("B", {"so_tien_ho_tro": "300", "so_xa_ho_tro": "1"})
    of_kind("B", "Doanh nghiệp")

    blocks = everywhere(award=EXCELLENT)
    (whole,) = everywhere(programme=PLAN)

    assert [(one.period.block_code, [row.code for row in one.rows]) for one in blocks] == [
        ("K1", ["A", "B"])
    ]
    assert [(row.code, row.group) for row in whole.rows] == [
        ("A", "1.1"),
        ("B", "1.4"),
        *[(code, group) for code in ("P1", "P2") for group in ("1.5.1", "1.5.2", "1.6")],
    ]
    with reading() as session, pytest.raises(NotPermitted):
        eligibility.assess_everywhere(Work(session, HEAD), year=2025, award=EXCELLENT)


def of_kind(code, kind):
    """Ghi loại của đơn vị."""
    with noting() as session:
        unit = session.exec(select(Unit).where(Unit.code == code)).one()
        unit.kind = kind
        session.add(unit)


@pytest.mark.both_databases
def test_a_unit_is_asked_in_the_group_of_its_kind_and_without_one_in_none():
    settled()
    of_kind("A", "huyện")
    of_kind("B", "")

    found = assessed(programme=PLAN)

    assert [(row.code, row.group) for row in found.rows if row.code in "AB"] == [("A", "1.2")]
    assert found.unsorted == (UnsortedUnit(code="B", name="Phòng B", kind=""),)
    state("B", {"nhom_doi_tuong": "1.4"}, year=None)
    found = assessed(programme=PLAN)
    assert [(row.code, row.group) for row in found.rows if row.code in "AB"] == [
        *(("A", "1.2"), ("B", "1.4")),
    ]
    assert found.unsorted == ()


def test_a_unit_that_no_group_takes_is_named_with_its_kind():
    settled()
    of_kind("A", "trường")
    of_kind("B", "thành phố")

    found = assessed(programme=PLAN)

    school = UnsortedUnit(code="A", name="Phòng A", kind="trường")
    assert [(row.code, row.group) for row in found.rows if row.code in "AB"] == [("B", "1.2")]
    assert found.unsorted == (school,)
    do(choose("1.2", "khong-thanh-pho"), **READ)
    found = assessed(programme=PLAN)
    assert [row.code for row in found.rows if row.code in "AB"] == []
    assert found.unsorted == (school, UnsortedUnit(code="B", name="Phòng B", kind="thành phố"))


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        *(("Sở, ngành", "1.1"), ("UBND huyện", "1.2"), ("HTX", "1.4")),
        ("Mặt trận, đoàn thể", "1.1"),
    ],
)
def test_a_kind_as_people_write_it_finds_its_group(kind, group):
    settled()
    of_kind("A", kind)
    of_kind("B", "xã")

    found = assessed(programme=PLAN)

    assert [(row.code, row.group) for row in found.rows if row.code == "A"] == [("A", group)]
    assert found.unsorted == ()


READ = {"seen": 0, "reason": "công văn hướng dẫn"}


def choose(code, reading_code):
    """Chọn cách hiểu một chỗ của kế hoạch."""
    return partial(quotas.choose_reading, programme=PLAN, code=code, reading=reading_code)


@pytest.mark.both_databases
def test_the_reading_chosen_for_the_year_judges_and_is_in_the_record():
    settled()
    of_kind("A", "doanh nghiệp")
    money = {"so_tien_ho_tro": "290", "so_tien_ho_tro_vung_kho_khan": "180"}
    state("A", money)

    def given():
        (row,) = [one for one in assessed(programme=PLAN).rows if one.code == "A"]
        return next(one.word for one in row.results if one.code == "1.4.a.4")

    assert given() == "không đạt"
    do(choose("1.4.a.4", "co-ho-tro-vung-kho-khan"), **READ)
    assert given() == "đạt"
    do(choose("1.4.a.4", ""), seen=1, reason="thôi")
    assert given() == "không đạt"
    said = "có hỗ trợ ở vùng khó khăn thì cả số tiền chỉ cần từ 200 triệu đồng"
    assert [(one.new.rpartition(": ")[2], one.reason) for one in recorded("quota.set")] == [
        (said, "công văn hướng dẫn"),
        ("theo bộ luật", "thôi"),
    ]
    for code, reading_code in (("1.4.a.4", "khong-co"), ("1.4.a.1", ""), ("9.9", "")):
        with pytest.raises(NotFound):
            do(choose(code, reading_code), seen=2, reason="thử")
    with pytest.raises(NotPermitted):
        do(choose("1.4.a.4", ""), OFFICER, seen=2, reason="thử")


def test_a_plan_of_a_year_before_its_document_or_without_groups_says_so():
    settled()
    with reading() as session:
        work = Work(session, PROGRAM)
        with pytest.raises(Refused, match="chưa có hiệu lực trong năm 2021: Kế hoạch 192"):
            eligibility.assess_everywhere(work, year=2021, programme=PLAN, on=date(2025, 12, 31))
        with pytest.raises(Refused, match="xét các năm từ 2021 đến 2025, không xét năm 2026"):
            eligibility.assess_everywhere(work, year=2026, programme=PLAN)
        (found,) = eligibility.assess_everywhere(work, year=2025, programme="tay-ninh-thi-dua-2025")
    assert (found.rows, "không nêu nhóm đối tượng" in found.lack) == ((), True)


def test_units_of_no_block_in_that_year_come_last():
    settled()
    with reading() as session:
        found = eligibility.assess_everywhere(Work(session, PROGRAM), year=2026, award=EXCELLENT)

    assert [(one.period, [row.code for row in one.rows]) for one in found] == [(None, ["A", "B"])]


def of_people(count):
    """Nhiều người của đơn vị A đủ điều kiện nhóm 1.5.1; the first of them leads."""
    codes = [f"N{number}" for number in range(count)]
    with writing() as session:
        rows = [StaffRow(code, f"Người {code}", "A", "", code == "N0") for code in codes]
        staff.import_people(Work(session, PROGRAM, now=NOW), rows=rows)
    for code in codes:
        state(code, {"nhom_doi_tuong": "1.5.1"}, year=None)
        state(code, {"bam_co_so": "có", "sang_kien_giai_phap": "có"})


@pytest.mark.both_databases
def test_leaders_are_a_share_of_those_put_forward_by_the_reading_chosen():
    settled()
    of_people(2)

    def leaders():
        return assessed(programme=PLAN).quotas["1.5.1"]

    code = next(code for code in leaders() if code != "1.5.1")
    assert leaders()["1.5.1"].status is QuotaStatus.WITHIN
    assert (leaders()[code].status, leaders()[code].count) == (QuotaStatus.OVER, 1)

    with reading() as session:
        (limit,) = law.book(session).programmes[PLAN].leader_limits
    reading_code = limit.choices[0][0]
    do(
        quotas.choose_reading,
        programme=PLAN,
        code=code,
        reading=reading_code,
        seen=0,
        reason="công văn hướng dẫn",
    )
    with reading() as session:
        (choice,) = quotas.choices(Work(session, PROGRAM, fresh()))
    assert (choice.code, choice.reading, choice.version) == (code, reading_code, 1)
    do(
        quotas.set_places,
        programme=PLAN,
        code=code,
        most=2,
        seen=1,
        reason="thống nhất ở cuộc họp",
        document="TB 5",
    )
    with reading() as session:
        plan = law.book(session).programmes[PLAN].name
    what = f"{plan}: Lãnh đạo từ phó trưởng phòng trở lên không quá 40% tổng số cá nhân đề nghị"
    reading_said = "mẫu số: cá nhân đề nghị ở nhóm 1.5.1"
    assert [(one.old, one.new, one.reason) for one in recorded("quota.set")] == [
        ("theo bộ luật", f"{what}: {reading_said}", "công văn hướng dẫn"),
        (
            reading_said,
            f"{what}: 2 suất (theo TB 5); {reading_said}",
            "thống nhất ở cuộc họp",
        ),
    ]


@pytest.mark.both_databases
def test_places_decided_for_the_year_take_the_place_of_the_law_books():
    settled_with_quotas()
    state("A", WHOLE | {"dan_dau_khoi": "có", "vuot_chi_tieu": "có"})
    flag = "co-thi-dua-tinh"

    def status():
        return assessed(award=flag).quotas[flag]["CO.HANGNAM"].status

    assert status() is QuotaStatus.UNKNOWN
    set_up = {"code": "CO.HANGNAM", "reason": "TB 5/TB-HĐTĐ"}
    do(quotas.set_places, **set_up, most=1, seen=0)
    assert status() is QuotaStatus.WITHIN
    do(quotas.set_places, **set_up, most=None, seen=1)
    assert status() is QuotaStatus.UNKNOWN
    what = (
        "Cờ thi đua của bộ, ban, ngành, tỉnh: Số Cờ thi đua do Bộ trưởng quyết định hằng năm theo "
        "cỡ khối và kết quả"
    )
    assert [(one.old, one.new, one.reason) for one in recorded("quota.set")] == [
        ("theo bộ luật", f"{what}: 1 suất", "TB 5/TB-HĐTĐ"),
        ("1 suất", f"{what}: theo bộ luật", "TB 5/TB-HĐTĐ"),
    ]
    for wrong, fault in (
        ({"most": 1, "seen": 2, "reason": " "}, Refused),
        ({"most": -1, "seen": 2}, Refused),
        ({"most": 1, "seen": 2, "code": "KHONG.CO"}, NotFound),
    ):
        with pytest.raises(fault):
            do(quotas.set_places, **set_up | wrong)
