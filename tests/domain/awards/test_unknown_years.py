"""Điều chưa ai nhập: it is not known until it is entered or the year's list is complete."""

from datetime import date

import pytest

from tests.domain.nominees import awards, judged, make_nominee
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.award_history import AwardHistory, PastAward
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.law import Verification

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
ELIGIBLE, NOT, MISSING = Conclusion.ELIGIBLE, Conclusion.NOT_ELIGIBLE, Conclusion.MISSING_DATA
MERIT, STATE_MERIT, ORDER = "bang-khen-tinh", "bang-khen-thu-tuong", "huan-chuong-lao-dong-hang-ba"
FIGHTER, TEAM, FLAG = "chien-si-thi-dua-co-so", "tap-the-lao-dong-xuat-sac", "co-thi-dua-tinh"
FIVE = (2021, 2022, 2023, 2024, 2025)
CHAIN = awards((MERIT, 2019), (FIGHTER, 2021), (FIGHTER, 2023), (FIGHTER, 2025))
LAWFUL = {"guong_mau_chap_hanh": "có"}


def _rated(rating, *years):
    return {year: {"xep_loai": rating} for year in years}


@pytest.mark.parametrize(
    ("fact", "base"),
    [
        ("de_tai_cap", {"xep_loai": "HTT", "tham_gia_phong_trao": "có", "sang_kien_cap": "không"}),
        (
            "muu_tri_sang_tao",
            {
                **{"xep_loai": "HTT", "tham_gia_phong_trao": "có"},
                **{"sang_kien_cap": "không", "de_tai_cap": "không"},
            },
        ),
    ],
)
def test_a_merit_nobody_stated_is_missing_until_the_list_is_complete(fact, base):
    found = [
        judged(FIGHTER, P, {2025: base}, declared=declared) for declared in ((), (2024,), (2025,))
    ]

    assert [one.conclusion for one in found] == [MISSING, MISSING, NOT]
    assert "hoặc khai danh sách năm 2025 đã đủ" in found[0].wanting[0].remedy


def test_a_fault_nobody_stated_is_missing_until_the_list_is_complete():
    team = {
        **{"so_nguoi": "10", "so_ldtt": "7", "so_ky_luat_canh_cao": "0", "xep_loai": "HTT"},
        **{"tham_gia_phong_trao": "có", "doan_ket": "có", "guong_mau_chap_hanh": "có"},
    }
    found = [
        judged("tap-the-lao-dong-tien-tien", C, {2025: team}, declared=declared)
        for declared in ((), (2025,))
    ]

    assert [one.conclusion for one in found] == [MISSING, ELIGIBLE]
    assert [row.code for row in found[0].wanting] == ["LOAI.GIAITHE"]


@pytest.mark.parametrize(
    ("complete", "declared", "conclusion"),
    [(False, (), MISSING), (False, range(1990, 2026), MISSING), (True, (2025,), NOT)],
)
def test_an_award_that_is_not_listed_was_not_given_only_where_all_years_are_complete(
    complete, declared, conclusion
):
    """«Đã được tặng Bằng khen»: it may lie in any year before."""
    given = awards((FIGHTER, 2021), (FIGHTER, 2022), (FIGHTER, 2023), complete=complete)
    rated = _rated("HTT", *FIVE) | {2025: {"xep_loai": "HTT"} | LAWFUL | NO_OTHER_WAY}

    found = judged(STATE_MERIT, P, rated, given, declared=declared)

    assert (found.conclusion, [row.code for row in found.wanting]) == (
        conclusion,
        ["BKTTG.CN.1"],
    )


NO_OTHER_WAY = dict.fromkeys(("bkttg_phong_trao", "bkttg_thanh_tich", "dat_dieu_73_khac"), "không")


@pytest.mark.parametrize(
    ("stated", "conclusion"),
    [
        ({}, MISSING),
        (NO_OTHER_WAY, NOT),
        (NO_OTHER_WAY | {"bkttg_phong_trao": "có @QĐ 5/QĐ-TTg ngày 02/02/2026"}, ELIGIBLE),
        (NO_OTHER_WAY | {"bkttg_thanh_tich": "có @BB 3/BB-HĐ ngày 02/02/2026"}, ELIGIBLE),
        (NO_OTHER_WAY | {"dat_dieu_73_khac": "có @BB 3/BB-HĐ ngày 02/02/2026"}, ELIGIBLE),
        (NO_OTHER_WAY | {"bkttg_phong_trao": "có"}, MISSING),
    ],
)
def test_article_73_opens_other_ways_than_the_chain(stated, conclusion):
    """Khoản 1 Điều 73: «đạt một trong các tiêu chuẩn»; what is stated names its document."""
    found = judged(STATE_MERIT, P, {2025: stated | LAWFUL}, awards(), declared=())

    assert found.conclusion is conclusion


def test_the_first_sentence_of_article_73_is_asked_whichever_the_way():
    stated = NO_OTHER_WAY | {"bkttg_phong_trao": "có @QĐ 5"} | {"guong_mau_chap_hanh": "không"}

    found = judged(STATE_MERIT, P, {2025: stated})

    assert [(row.code, row.word) for row in found.wanting] == [("BKTTG.CN.4", "không đạt")]


def test_the_way_by_which_somebody_qualifies_is_told_with_its_article_and_document():
    stated = NO_OTHER_WAY | {"bkttg_phong_trao": "có @QĐ 5/QĐ-TTg"} | LAWFUL

    found = judged(STATE_MERIT, P, {2025: stated}, awards())

    assert found.results[0].value == (
        "theo điểm a và điểm c khoản 1, các khoản 2 và 3 Điều 73: Thành tích xuất sắc tiêu biểu "
        "được bình xét trong phong trào thi đua (điểm a khoản 1 Điều 73): có (QĐ 5/QĐ-TTg)"
    )
    assert found.results[0].threshold.endswith(
        "hoặc cách khác ở điểm a và điểm c khoản 1, các khoản 2 và 3 Điều 73"
    )


WAY = "Luật 06/2022/QH15, điểm a và điểm c khoản 1, các khoản 2 và 3 Điều 73"


@pytest.mark.parametrize(
    ("stated", "conclusion"),
    [
        (NO_OTHER_WAY | {"dat_dieu_73_khac": "có @BB 3/BB-HĐ"}, ELIGIBLE),
        (NO_OTHER_WAY | {"dat_dieu_73_khac": "có"}, MISSING),
    ],
)
def test_what_rests_on_another_way_alone_has_the_article_and_the_mark_of_that_way(
    stated, conclusion
):
    """A verdict that rests on an article nobody read must not be called verified."""
    found = judged(STATE_MERIT, P, _rated("HT", *FIVE) | {2025: stated | LAWFUL}, awards())
    told = "(cách khác, thay cho «Liên tục từ 05 năm trở lên hoàn thành tốt nhiệm vụ trở lên»)"

    assert found.conclusion is conclusion
    assert [(row.code, row.reference, row.verification) for row in found.results[:3]] == [
        (f"BKTTG.CN.{number}", WAY, Verification.UNREAD) for number in (1, 2, 3)
    ]
    assert found.results[1].requirement.endswith(told)
    assert [row.code for row in found.uncompared] == ["BKTTG.CN.1", "BKTTG.CN.2", "BKTTG.CN.3"]


def test_what_rests_on_its_own_condition_has_its_own_article_and_mark():
    rated = _rated("HTT", *FIVE)
    rated[2025] |= NO_OTHER_WAY | LAWFUL

    found = judged(STATE_MERIT, P, rated, CHAIN)

    assert found.conclusion is ELIGIBLE
    assert {row.reference for row in found.results[:3]} == {
        "Luật 06/2022/QH15, điểm b khoản 1 Điều 73"
    }
    assert found.uncompared == ()


@pytest.mark.parametrize(
    ("cells", "conclusion", "is_choice"),
    [
        ({"dan_dau_khoi_trung_uong": "có"}, ELIGIBLE, False),
        ({"dan_dau_khoi": "không"}, NOT, False),
    ],
)
def test_only_who_is_eligible_by_the_clause_that_chooses_may_be_chosen(
    cells, conclusion, is_choice
):
    """Khoản 2 Điều 25 asks nothing more of the leader of a central block."""
    found = judged("co-thi-dua-chinh-phu", C, {2025: cells})

    assert (found.conclusion, found.is_choice) == (conclusion, is_choice)


WORKER = {
    **{"truc_tiep_lao_dong": "có", "dan_dau_chuyen_de": "có", "so_nam_chuyen_de": "5"},
    **{"so_ket_chuyen_de": "có"},
}


@pytest.mark.parametrize(
    ("changes", "conclusion"),
    [
        ({}, ELIGIBLE),
        ({"so_nam_chuyen_de": "6"}, ELIGIBLE),
        ({"so_nam_chuyen_de": "4"}, NOT),
        ({"so_ket_chuyen_de": "không"}, NOT),
        ({"so_ket_chuyen_de": "không", "tong_ket_chuyen_de": "có"}, ELIGIBLE),
        ({"truc_tiep_lao_dong": "không"}, NOT),
        ({"dan_dau_chuyen_de": "không"}, NOT),
        ({"so_nam_chuyen_de": "4", "dat_dieu_44_khac": "có @BB 3"}, ELIGIBLE),
    ],
)
def test_a_worker_first_in_a_movement_of_five_years_needs_no_chain(changes, conclusion):
    """Khoản 2 Điều 44."""
    found = judged(ORDER, P, {2025: WORKER | changes}, awards())

    assert found.conclusion is conclusion


@pytest.mark.parametrize(
    ("award", "fact"), [(STATE_MERIT, "dat_dieu_73_khac"), (ORDER, "dat_dieu_44_khac")]
)
@pytest.mark.parametrize(
    ("said", "conclusion"),
    [("có @QĐ 9/QĐ-UBND", ELIGIBLE), ("có", MISSING), ("không", NOT), (None, MISSING)],
)
def test_a_collective_may_meet_another_letter_of_the_article(award, fact, said, conclusion):
    """Điểm a–đ khoản 4 Điều 73, điểm a–d khoản 4 Điều 44: not read, so stated with a document."""
    cells = {"da_giai_the": "không"} | ({} if said is None else {fact: said})

    found = judged(award, C, {2025: cells}, awards(), declared=())

    assert found.conclusion is conclusion


@pytest.mark.parametrize("who", [C, P])
@pytest.mark.parametrize(("said", "conclusion"), [("có @QĐ 9", ELIGIBLE), ("không", NOT)])
def test_the_certificate_of_the_province_has_ways_nobody_read(who, said, conclusion):
    """Điều 74: the letters that were not read."""
    found = judged(
        MERIT, who, {2024: {"xep_loai": "HT"}, 2025: {"xep_loai": "HT", "dat_dieu_74_khac": said}}
    )

    assert found.conclusion is conclusion


@pytest.mark.parametrize(
    ("rating", "year_before", "conclusion"),
    [("HTXS", None, MISSING), ("HTXS", "HTXS", ELIGIBLE), ("HTXS", "HTT", NOT)],
)
def test_two_years_in_a_row_are_not_broken_by_a_year_nobody_entered(
    rating, year_before, conclusion
):
    """Khoản 3 Điều 74: hai năm liên tục hoàn thành xuất sắc nhiệm vụ."""
    care = {"thuc_hien_dan_chu": "có", "cham_lo_doi_song": "có", "thuc_hanh_tiet_kiem": "có"}
    by_year = {2025: {"xep_loai": rating} | care}
    by_year |= {} if year_before is None else _rated(year_before, 2024)

    assert judged(MERIT, C, by_year).conclusion is conclusion


@pytest.mark.parametrize(
    ("declared", "word"),
    [((), "thiếu dữ liệu"), (range(2021, 2026), "thiếu dữ liệu"), (range(2020, 2026), "không đạt")],
)
def test_flags_in_the_run_are_counted_where_every_year_of_it_is_complete(declared, word):
    """Điểm e khoản 4 Điều 73: trong thời gian đó có 01 Cờ or 02 Bằng khen."""
    given = awards((MERIT, 2020), (MERIT, 2022), complete=False)
    rated = _rated("HTXS", *FIVE) | {2020: {"xep_loai": "HT"}}
    rated[2025] |= {"dat_dieu_73_khac": "không", "da_giai_the": "không"}

    found = judged(STATE_MERIT, C, rated, given, declared=declared)

    assert {row.code: row.word for row in found.wanting} == {"BKTTG.TT.3": word}


def test_what_was_declared_is_no_fact_that_lengthens_a_run():
    nominee = make_nominee(P, _rated("HTT", *FIVE) | {2015: {}}, CHAIN)

    assert nominee.facts.years == frozenset(FIVE)


@pytest.mark.parametrize(
    ("held", "conclusion", "word"),
    [
        ((2023, 2024, 2025), ELIGIBLE, "đủ điều kiện để được chọn"),
        ((2024, 2025), NOT, "chưa đủ điều kiện"),
    ],
)
def test_a_chain_opens_the_pool_and_not_the_right(held, conclusion, word):
    """Điểm a khoản 1 Điều 22: «được lựa chọn trong số»."""
    found = judged(
        *("chien-si-thi-dua-tinh", P, {2025: {"sang_kien_cap": "tinh"}}),
        awards(*((FIGHTER, year) for year in held)),
    )

    assert (found.conclusion, found.word) == (conclusion, word)


@pytest.mark.parametrize(
    ("day", "on", "conclusion"),
    [
        (date(2025, 12, 20), date(2025, 12, 1), NOT),
        (date(2025, 12, 20), date(2025, 12, 19), NOT),
        (date(2025, 12, 20), date(2025, 12, 20), ELIGIBLE),
        (None, date(2025, 12, 1), ELIGIBLE),
    ],
)
def test_an_award_decided_after_the_day_of_judging_is_not_held_yet(day, on, conclusion):
    """Điểm b khoản 1 Điều 73: «đã được tặng», up to the day of the proposal."""
    titles = [PastAward(award=FIGHTER, year=year) for year in (2022, 2023, 2024)]
    merit = PastAward(award=MERIT, year=2025, decision="QĐ 99", day=day)
    rated = _rated("HTT", *FIVE)
    rated[2025] |= NO_OTHER_WAY | LAWFUL

    found = judged(STATE_MERIT, P, rated, AwardHistory((*titles, merit), is_complete=True), on=on)

    assert found.conclusion is conclusion


@pytest.mark.parametrize(("day", "conclusion"), [(date(2026, 2, 1), NOT), (None, ELIGIBLE)])
def test_years_after_an_award_do_not_count_before_it_is_decided(day, conclusion):
    """Điều 44: «sau đó» begins with an award that was given by the day of judging."""
    titles = [PastAward(award=FIGHTER, year=year) for year in (2021, 2023, 2025)]
    state = PastAward(award=STATE_MERIT, year=2020, decision="QĐ 9", day=day)
    rated = _rated("HTT", *FIVE)
    rated[2023] = {"xep_loai": "HTXS"}

    found = judged(ORDER, P, rated, AwardHistory((*titles, state), is_complete=True))

    assert found.conclusion is conclusion
