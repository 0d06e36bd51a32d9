"""Chuỗi năm liên tục, up to the year judged: long enough, broken, or left open."""

from functools import cache

import pytest

from tests.domain.nominees import LAW, awards, judged, states
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.award_history import AwardHistory
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LawSheet
from thidua.lawbook.loading import SHIPPED, files_in, open_book

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
ELIGIBLE, NOT, MISSING = Conclusion.ELIGIBLE, Conclusion.NOT_ELIGIBLE, Conclusion.MISSING_DATA
FIGHTER = "chien-si-thi-dua-co-so"
PROVINCE = "chien-si-thi-dua-tinh"
NATION = "chien-si-thi-dua-toan-quoc"
MERIT = "bang-khen-tinh"
FLAG = "co-thi-dua-tinh"
TEAM = "tap-the-lao-dong-xuat-sac"
INITIATIVE = {2025: {"sang_kien_cap": "tinh"}}


def _years(slug, *years):
    return tuple((slug, year) for year in years)


def _rated(rating, *years):
    return {year: {"xep_loai": rating} for year in years}


def _row(found, code):
    return next(row for row in found.results if row.code == code)


OTHERS_NOT = {
    **dict.fromkeys(("bkttg_phong_trao", "bkttg_thanh_tich", "dat_dieu_73_khac"), "không"),
    **{"guong_mau_chap_hanh": "có"},
}
"""Điều 73 khoản 1: none of the other ways, and what its first sentence asks."""


@pytest.mark.parametrize(
    ("years", "conclusion", "value", "remedy"),
    [
        ((2023, 2024, 2025), ELIGIBLE, "3 năm liên tục (2023–2025)", ""),
        ((2022, 2023, 2024, 2025), ELIGIBLE, "4 năm liên tục (2022–2025)", ""),
        ((2022, 2023, 2024), ELIGIBLE, "3 năm liên tục (2022–2024)", ""),
        (
            *((2024, 2025), NOT),
            "2 năm liên tục (2024–2025); đứt ở 2023: không được tặng Chiến sĩ thi đua cơ sở",
            "cần thêm 1 năm liên tục nữa",
        ),
        (
            *((2021, 2022, 2024, 2025), NOT),
            "2 năm liên tục (2024–2025); đứt ở 2023: không được tặng Chiến sĩ thi đua cơ sở",
            "cần thêm 1 năm liên tục nữa",
        ),
        (
            *((2021, 2022, 2023), NOT),
            "chưa có năm nào liên tục; đứt ở 2025: không được tặng Chiến sĩ thi đua cơ sở",
            "chuỗi phải bắt đầu lại: cần 3 năm liên tục",
        ),
    ],
)
def test_three_titles_in_a_row_up_to_the_year_or_the_one_before(years, conclusion, value, remedy):
    found = judged(PROVINCE, P, INITIATIVE, awards(*_years(FIGHTER, *years)))

    run = _row(found, "CSTDT.1")
    assert (found.conclusion, run.value, run.remedy) == (conclusion, value, remedy)
    assert run.reference == f"{LAW}Điều 22"


def test_a_higher_title_stands_for_the_lower_one_of_its_year():
    listed = awards((FIGHTER, 2023), (PROVINCE, 2024), (FIGHTER, 2025))
    stated = {2023: {"danh_hieu": "CSTĐCS"}, 2024: {"danh_hieu": "CSTĐ tỉnh"}}
    stated[2025] = {"danh_hieu": "CSTĐCS", "sang_kien_cap": "tinh"}

    assert [
        judged(PROVINCE, P, INITIATIVE, listed).conclusion,
        judged(PROVINCE, P, stated).conclusion,
    ] == [ELIGIBLE, ELIGIBLE]


def test_a_higher_title_beside_the_lower_one_is_not_counted_twice():
    rated = _rated("HTT", 2021, 2022, 2023, 2024, 2025) | _rated("HT", 2020)
    held = awards((MERIT, 2020), (FIGHTER, 2024), (FIGHTER, 2025), (PROVINCE, 2025))

    found = judged("bang-khen-thu-tuong", P, rated, held)

    run = _row(found, "BKTTG.CN.3")
    assert (found.conclusion, run.value) == (NOT, "2 lần trong 5 năm liên tục (2021–2025)")


@pytest.mark.parametrize(
    ("left_out", "conclusion", "remedy"),
    [
        (None, ELIGIBLE, ""),
        (2021, MISSING, "cần nhập khen thưởng năm 2021, hoặc khai danh sách năm 2021 đã đủ"),
        (2023, MISSING, "cần nhập khen thưởng năm 2023, hoặc khai danh sách năm 2023 đã đủ"),
        (2025, MISSING, "cần nhập khen thưởng năm 2025, hoặc khai danh sách năm 2025 đã đủ"),
    ],
)
def test_a_stated_title_taken_away_is_missing_though_other_awards_are_listed(
    left_out, conclusion, remedy
):
    rated = _rated("HTT", 2021, 2022, 2023, 2024, 2025) | _rated("HT", 2020)
    rated[2025] |= OTHERS_NOT
    titles = {2021: "CSTĐCS", 2022: "LĐTT", 2023: "CSTĐCS", 2024: "LĐTT", 2025: "CSTĐCS"}
    for year in titles.keys() - {left_out}:
        rated[year]["danh_hieu"] = titles[year]

    given = awards((MERIT, 2019), complete=False)

    found = judged("bang-khen-thu-tuong", P, rated, given, declared=())

    assert (found.conclusion, _row(found, "BKTTG.CN.3").remedy) == (conclusion, remedy)


@pytest.mark.parametrize(
    ("complete", "declared", "conclusion", "remedy"),
    [
        (False, (), MISSING, "cần nhập khen thưởng năm 2023, hoặc khai danh sách năm 2023 đã đủ"),
        (
            False,
            (2022,),
            MISSING,
            "cần nhập khen thưởng năm 2023, hoặc khai danh sách năm 2023 đã đủ",
        ),
        (False, (2023,), NOT, "cần thêm 1 năm liên tục nữa"),
        (True, (), NOT, "cần thêm 1 năm liên tục nữa"),
    ],
)
def test_a_year_nothing_was_entered_of_is_not_known_until_its_list_is_complete(
    complete, declared, conclusion, remedy
):
    stated = {year: {"danh_hieu": "CSTĐCS"} for year in (2024, 2025)}
    stated[2025]["sang_kien_cap"] = "tinh"
    given = awards((MERIT, 2019), complete=complete)

    found = judged(PROVINCE, P, stated, given, declared=declared)

    assert (found.conclusion, _row(found, "CSTDT.1").remedy) == (conclusion, remedy)


def test_every_year_of_a_broken_run_is_explained():
    found = judged(PROVINCE, P, INITIATIVE, awards(*_years(FIGHTER, 2022, 2023, 2025)))

    assert [(row.year, row.measured.state.value) for row in _row(found, "CSTDT.1").years] == [
        (2025, "met"),
        (2024, "not_met"),
    ]


def test_a_history_that_was_never_entered_is_missing_data():
    found = judged(PROVINCE, P, INITIATIVE, declared=())

    assert found.conclusion is MISSING
    assert states(found) == {"CSTDT.1": "thiếu dữ liệu", "CSTDT.2": "đạt"}


def test_a_history_stated_to_be_complete_says_that_nothing_was_given():
    found = judged(PROVINCE, P, INITIATIVE, AwardHistory(is_complete=True), declared=())

    assert found.conclusion is NOT


def test_titles_stated_as_facts_count_like_the_history():
    titled = {year: {"danh_hieu": "CSTĐCS"} for year in (2023, 2024, 2025)}
    titled[2025] |= INITIATIVE[2025]

    assert judged(PROVINCE, P, titled).conclusion is ELIGIBLE
    assert judged(PROVINCE, P, titled | {2024: {"danh_hieu": "LĐTT"}}).conclusion is NOT
    assert (
        _row(judged(PROVINCE, P, titled | {2024: {"danh_hieu": "LĐTT"}}), "CSTDT.1").value
        == "1 năm liên tục (2025); đứt ở 2024: chỉ có Lao động tiên tiến"
    )


@pytest.mark.parametrize(
    ("award", "held", "scope", "conclusion", "article"),
    [
        (PROVINCE, _years(FIGHTER, 2023, 2024, 2025), "tinh", ELIGIBLE, None),
        (PROVINCE, _years(FIGHTER, 2023, 2024, 2025), "toan_quoc", ELIGIBLE, None),
        (PROVINCE, _years(FIGHTER, 2023, 2024, 2025), "co_so", NOT, "Điều 22"),
        (NATION, _years(PROVINCE, 2024, 2025), "toan_quoc", ELIGIBLE, None),
        (NATION, _years(PROVINCE, 2023, 2024, 2025), "toan_quoc", ELIGIBLE, None),
        (NATION, _years(PROVINCE, 2024, 2025), "tinh", NOT, "Điều 21"),
        (NATION, _years(PROVINCE, 2025), "toan_quoc", NOT, "Điều 21"),
    ],
)
def test_an_initiative_must_reach_far_enough(award, held, scope, conclusion, article):
    found = judged(award, P, {2025: {"sang_kien_cap": scope}}, awards(*held))

    assert found.conclusion is conclusion
    assert [row.reference for row in found.wanting] == ([LAW + article] if article else [])


@pytest.mark.parametrize(
    ("award", "held", "enough", "too_little"),
    [
        (PROVINCE, _years(FIGHTER, 2023, 2024, 2025), "tinh", "co_so"),
        (NATION, _years(PROVINCE, 2024, 2025), "toan_quoc", "tinh"),
    ],
)
def test_an_accepted_topic_may_stand_for_the_initiative(award, held, enough, too_little):
    conclusions = [
        judged(
            award, P, {2025: {"sang_kien_cap": "không", "de_tai_cap": scope}}, awards(*held)
        ).conclusion
        for scope in (enough, too_little)
    ]

    assert conclusions == [ELIGIBLE, NOT]


@pytest.mark.parametrize(
    ("award", "held", "enough", "too_little"),
    [
        (PROVINCE, _years(FIGHTER, 2023, 2024, 2025), "toan_luc_luong", "co_so"),
        (NATION, _years(PROVINCE, 2024, 2025), "toan_quoc", "toan_luc_luong"),
    ],
)
def test_ingenuity_in_combat_of_that_reach_may_stand_for_the_initiative(
    award, held, enough, too_little
):
    """Điểm b khoản 1 Điều 22 and Điều 21: the third of the three alternatives."""
    conclusions = [
        judged(
            award, P, {2025: {"sang_kien_cap": "không", "muu_tri_pham_vi": scope}}, awards(*held)
        ).conclusion
        for scope in (enough, too_little)
    ]

    assert conclusions == [ELIGIBLE, NOT]


@pytest.mark.parametrize(
    ("award", "held", "scope"),
    [
        (NATION, _years(PROVINCE, 2023, 2024), {"sang_kien_cap": "toan_quoc"}),
        (MERIT, _years(FIGHTER, 2023, 2024), {}),
    ],
)
def test_a_run_may_end_in_the_year_before_but_not_earlier(award, held, scope):
    earlier = tuple((slug, year - 1) for slug, year in held)
    rated = {"xep_loai": "HTT"}

    assert judged(award, P, {2025: rated | scope}, awards(*held)).conclusion is ELIGIBLE
    assert judged(award, P, {2025: rated | scope}, awards(*earlier)).conclusion is NOT


@pytest.mark.parametrize(
    ("by_year", "held", "conclusion"),
    [
        ({}, _years(FIGHTER, 2024, 2025), ELIGIBLE),
        ({2025: {"xep_loai": "HTT"}}, _years(FIGHTER, 2023, 2025), NOT),
        (
            {year: {"xep_loai": "HTXS", "sang_kien_cap": "co_so"} for year in (2024, 2025)},
            _years("lao-dong-tien-tien", 2024),
            ELIGIBLE,
        ),
        (
            {2024: {"xep_loai": "HTXS"}, 2025: {"xep_loai": "HTXS", "so_sang_kien": "2"}},
            _years("lao-dong-tien-tien", 2024),
            ELIGIBLE,
        ),
        (
            {
                **_rated("HTT", 2023),
                2024: {"xep_loai": "HTXS", "sang_kien_cap": "không"},
                2025: {"xep_loai": "HTXS", "so_sang_kien": "1", "sang_kien_cap": "co_so"},
            },
            _years("lao-dong-tien-tien", 2024),
            NOT,
        ),
        (
            {year: {"xep_loai": "HTXS", "de_tai_cap": "co_so"} for year in (2024, 2025)},
            _years("lao-dong-tien-tien", 2024),
            ELIGIBLE,
        ),
        (
            {
                2024: {"xep_loai": "HTT", "sang_kien_cap": "co_so"},
                2025: {"xep_loai": "HTXS", "sang_kien_cap": "co_so"},
            },
            _years("lao-dong-tien-tien", 2024),
            NOT,
        ),
    ],
)
def test_a_certificate_for_a_person_has_several_ways(by_year, held, conclusion):
    found = judged(MERIT, P, by_year, awards(*held))

    assert found.conclusion is conclusion
    assert found.results[0].reference == f"{LAW}khoản 1 Điều 74"


EACH = {
    "sáng kiến": {"so_sang_kien": "1"},
    "có sáng kiến": {"sang_kien_cap": "co_so"},
    "hai sáng kiến": {"so_sang_kien": "2"},
    "đề tài": {"so_de_tai": "1"},
    "có đề tài": {"de_tai_cap": "co_so"},
    "hai đề tài": {"so_de_tai": "2"},
    "không": {"sang_kien_cap": "không"},
}
TOGETHER = """
[[facts]]
code = "gop_sang_kien_de_tai"
name = "Được tính gộp sáng kiến với đề tài"
type = "có hoặc không"
for = ["cá nhân"]
yearly = false
assumed = "có"
setting = true
"""


@cache
def _together():
    own = LawSheet("cua-toi.toml", TOGETHER, LawLayer.COPY)
    return open_book([*files_in(SHIPPED), own])


@pytest.mark.parametrize(
    ("first", "second", "by_the_letter", "taken_together"),
    [
        ("không", "sáng kiến", NOT, NOT),
        ("không", "đề tài", NOT, NOT),
        ("sáng kiến", "sáng kiến", ELIGIBLE, ELIGIBLE),
        ("có sáng kiến", "sáng kiến", ELIGIBLE, ELIGIBLE),
        ("không", "hai sáng kiến", ELIGIBLE, ELIGIBLE),
        ("đề tài", "đề tài", ELIGIBLE, ELIGIBLE),
        ("có đề tài", "đề tài", ELIGIBLE, ELIGIBLE),
        ("không", "hai đề tài", ELIGIBLE, ELIGIBLE),
        ("có sáng kiến", "có đề tài", NOT, ELIGIBLE),
        ("có đề tài", "có sáng kiến", NOT, ELIGIBLE),
        ("sáng kiến", "đề tài", NOT, ELIGIBLE),
    ],
)
def test_two_initiatives_or_two_topics_are_counted_within_the_run(
    first, second, by_the_letter, taken_together
):
    """Điểm d khoản 1 Điều 74: 02 sáng kiến or 02 đề tài in the run, no mixture in the letter."""
    by_year = _rated("HTT", 2023) | {
        year: {"xep_loai": "HTXS", "sang_kien_cap": "không"} | EACH[cells]
        for year, cells in ((2024, first), (2025, second))
    }
    none_given = AwardHistory(is_complete=True)

    found = [judged(MERIT, P, by_year, none_given, law=law) for law in (None, _together())]

    assert [one.conclusion for one in found] == [by_the_letter, taken_together]


def test_topics_of_a_year_before_the_run_do_not_count():
    by_year = _rated("HTT", 2023) | _rated("HTXS", 2024, 2025)
    by_year[2023]["so_de_tai"] = "1"
    by_year[2024] |= {"so_de_tai": "1", "so_sang_kien": "0"}
    by_year[2025] |= {"so_sang_kien": "0"}

    found = judged(MERIT, P, by_year, AwardHistory(is_complete=True))

    assert found.conclusion is NOT


@pytest.mark.parametrize(
    ("declared", "expected"), [((2023, 2025), MISSING), ((2023, 2024, 2025), NOT)]
)
def test_a_year_without_a_word_on_initiatives_is_open_until_its_list_is_complete(
    declared, expected
):
    by_year = _rated("HTT", 2023) | _rated("HTXS", 2024, 2025)
    by_year[2025]["so_sang_kien"] = "1"

    found = judged(MERIT, P, by_year, AwardHistory(is_complete=True), declared=declared)

    assert found.conclusion is expected
    asked = "cần nhập «Số sáng kiến áp dụng hiệu quả tại cơ sở» năm 2024"
    assert (asked in found.results[0].remedy) is (expected is MISSING)


@pytest.mark.parametrize("declared", [(), range(1990, 2030)])
def test_one_initiative_and_one_topic_do_not_make_two_of_a_kind(declared):
    by_year = _rated("HTT", 2023) | _rated("HTXS", 2024, 2025)
    by_year[2024]["so_sang_kien"] = by_year[2025]["so_de_tai"] = "1"

    found = judged(MERIT, P, by_year, AwardHistory(is_complete=True), declared=declared)

    assert found.conclusion is (NOT if declared else MISSING)


@pytest.mark.parametrize(
    ("award", "held", "cells"),
    [
        ("chien-si-thi-dua-co-so", (), {"xep_loai": "HTT", "tham_gia_phong_trao": "có"}),
        (PROVINCE, ("chien-si-thi-dua-co-so", (2023, 2024, 2025)), {}),
        (NATION, (PROVINCE, (2024, 2025)), {}),
    ],
)
@pytest.mark.parametrize("declared", [(), range(1990, 2030)])
def test_an_initiative_nobody_stated_is_none_once_the_list_is_complete(
    award, held, cells, declared
):
    given = awards(*_years(held[0], *held[1])) if held else awards()

    found = judged(award, P, {2025: cells}, given, declared=declared)

    assert found.conclusion is (NOT if declared else MISSING)


CARE = {"thuc_hien_dan_chu": "có", "cham_lo_doi_song": "có", "thuc_hanh_tiet_kiem": "có"}


@pytest.mark.parametrize(
    ("ratings", "held", "changes", "conclusion"),
    [
        (_rated("HTXS", 2024, 2025), (), {}, ELIGIBLE),
        (_rated("HTXS", 2025), _years(TEAM, 2024), {}, ELIGIBLE),
        (_rated("HTT", 2024) | _rated("HTXS", 2025), _years(FLAG, 2020), {}, NOT),
        (_rated("HTXS", 2025), (), {}, MISSING),
        (_rated("HTXS", 2024, 2025), (), {"thuc_hanh_tiet_kiem": "không"}, NOT),
    ],
)
def test_a_certificate_for_a_collective_needs_two_years(ratings, held, changes, conclusion):
    by_year = ratings | {2025: ratings[2025] | CARE | changes}

    found = judged(MERIT, C, by_year, awards(*held))

    assert found.conclusion is conclusion
    assert found.results[0].reference == f"{LAW}khoản 3 Điều 74"
