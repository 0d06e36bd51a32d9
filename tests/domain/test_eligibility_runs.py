"""Chuỗi năm liên tục, số lần khen trong chuỗi, và thành tích chỉ dùng một lần."""

from datetime import date

import pytest

from tests.domain.nominees import LAW, awards, book, judged, make_nominee, states
from thidua.domain.conditions import FactTest
from thidua.domain.eligibility import Conclusion
from thidua.domain.evaluation import years_in_a_row
from thidua.domain.facts import Recipient
from thidua.domain.history import AwardHistory, Occasion, PastAward, UsedAchievement
from thidua.domain.judging import Judging
from thidua.domain.measured import RequirementState

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
ELIGIBLE, NOT, MISSING = Conclusion.ELIGIBLE, Conclusion.NOT_ELIGIBLE, Conclusion.MISSING_DATA
FIGHTER, PROVINCE, NATION = (
    *("chien-si-thi-dua-co-so", "chien-si-thi-dua-tinh", "chien-si-thi-dua-toan-quoc"),
)
MERIT, STATE_MERIT, ORDER = "bang-khen-tinh", "bang-khen-thu-tuong", "huan-chuong-lao-dong-hang-ba"
FLAG, STATE_FLAG, TEAM = "co-thi-dua-tinh", "co-thi-dua-chinh-phu", "tap-the-lao-dong-xuat-sac"
INITIATIVE = {2025: {"sang_kien_cap": "tinh"}}


def _years(slug, *years):
    return tuple((slug, year) for year in years)


def _rated(rating, *years):
    return {year: {"xep_loai": rating} for year in years}


def _row(found, code):
    return next(row for row in found.results if row.code == code)


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


def test_every_year_of_a_broken_run_is_explained():
    found = judged(PROVINCE, P, INITIATIVE, awards(*_years(FIGHTER, 2022, 2023, 2025)))

    assert [(row.year, row.measured.state.value) for row in _row(found, "CSTDT.1").years] == [
        (2025, "met"),
        (2024, "not_met"),
    ]


def test_a_history_that_was_never_entered_is_missing_data():
    found = judged(PROVINCE, P, INITIATIVE)

    assert found.conclusion is MISSING
    assert states(found) == {**{"CSTDT.1": "thiếu dữ liệu", "CSTDT.2": "đạt", "LOAI.XEMXET": "đạt"}}


def test_a_history_stated_to_be_complete_says_that_nothing_was_given():
    found = judged(PROVINCE, P, INITIATIVE, AwardHistory(is_complete=True))

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
    ("who", "rating", "others", "code"),
    [
        (P, "HTT", _years(FIGHTER, 2022, 2023, 2024), "HCLD.CN.2"),
        (C, "HTXS", _years(STATE_FLAG, 2023), "HCLD.TT.3"),
    ],
)
def test_years_up_to_the_prime_ministers_certificate_do_not_count_for_the_order(
    who, rating, others, code
):
    rated = _rated(rating, 2020, 2021, 2022, 2023, 2024)
    rated[2025] = {"xep_loai": "HTXS"} | ({"so_nam_xay_dung": "10"} if who is C else {})

    found = judged(ORDER, who, rated, awards((STATE_MERIT, 2021), *others))

    assert {row.code: row.remedy for row in found.wanting} == {code: "cần thêm 1 năm liên tục nữa"}


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


FIVE = (2021, 2022, 2023, 2024, 2025)
GOOD = awards(*_years(MERIT, 2019), *_years(FIGHTER, 2021, 2023, 2025))


@pytest.mark.parametrize(
    ("by_year", "history", "failed"),
    [
        (_rated("HTT", *FIVE), GOOD, {}),
        (_rated("HTT", 2020, *FIVE), GOOD, {}),
        (_rated("HTT", *FIVE[1:]) | _rated("HT", 2021), GOOD, {2: "không đạt", 3: "không đạt"}),
        (_rated("HTT", *FIVE[1:]), GOOD, {2: "thiếu dữ liệu", 3: "thiếu dữ liệu"}),
        (
            _rated("HTT", *FIVE),
            awards(*_years(MERIT, 2019), *_years(FIGHTER, 2020, 2022, 2025)),
            {3: "thiếu dữ liệu"},
        ),
        (
            _rated("HTT", *FIVE) | _rated("HT", 2020),
            awards(*_years(MERIT, 2019), *_years(FIGHTER, 2020, 2022, 2025)),
            {3: "không đạt"},
        ),
        (
            _rated("HTT", *FIVE),
            awards(*_years(FIGHTER, 2021, 2022, 2025)),
            {1: "không đạt"},
        ),
        (
            _rated("HTT", *FIVE),
            AwardHistory(),
            {1: "thiếu dữ liệu", 3: "thiếu dữ liệu"},
        ),
    ],
)
def test_the_prime_ministers_certificate_for_a_person(by_year, history, failed):
    found = judged(STATE_MERIT, P, by_year, history)

    assert {row.code: row.word for row in found.wanting} == {
        f"BKTTG.CN.{number}": word for number, word in failed.items()
    }
    assert {row.reference for row in found.results[:3]} == {f"{LAW}điểm b khoản 1 Điều 73"}


@pytest.mark.parametrize(
    ("history", "failed"),
    [
        (awards((MERIT, 2020), (FLAG, 2023)), {}),
        (awards((MERIT, 2020), (MERIT, 2022), (MERIT, 2024)), {}),
        (awards((MERIT, 2020), (MERIT, 2022)), {3}),
        (awards((MERIT, 2021), (FLAG, 2023)), {2}),
        (awards((FLAG, 2023)), {1, 2, 3}),
    ],
)
def test_the_prime_ministers_certificate_for_a_collective_counts_after_the_first(history, failed):
    found = judged(STATE_MERIT, C, _rated("HTXS", 2019, 2020, *FIVE), history)

    assert {row.code for row in found.wanting} == {f"BKTTG.TT.{number}" for number in failed}
    assert {row.reference for row in found.results[:3]} == {f"{LAW}điểm e khoản 4 Điều 73"}


def test_years_before_the_award_that_starts_the_count_are_named_as_such():
    found = judged(
        STATE_MERIT, C, _rated("HTXS", 2019, 2020, *FIVE), awards((MERIT, 2021), (FLAG, 2023))
    )

    assert _row(found, "BKTTG.TT.2").value == (
        "4 năm liên tục (2022–2025); đứt ở 2021: chỉ tính các năm sau năm 2021 "
        "(Bằng khen của bộ, ban, ngành, tỉnh)"
    )
    assert _row(found, "BKTTG.TT.2").remedy == "cần thêm 1 năm liên tục nữa"


@pytest.mark.parametrize(
    ("best", "fighter", "failed"),
    [
        (2023, (2021, 2022, 2023), set()),
        (None, (2021, 2022, 2023), {3}),
        (2023, (2019, 2022, 2023), {4}),
    ],
)
def test_the_order_for_a_person(best, fighter, failed):
    rated = _rated("HTT", *FIVE) | (_rated("HTXS", best) if best else {})
    history = awards((STATE_MERIT, 2020), *_years(FIGHTER, *fighter))

    found = judged(ORDER, P, rated, history)

    assert {row.code for row in found.wanting} == {f"HCLD.CN.{number}" for number in failed}
    assert {row.reference for row in found.results[:4]} == {f"{LAW}điểm e khoản 1 Điều 44"}


def test_years_nobody_said_anything_about_do_not_leave_a_long_enough_run_open():
    history = awards((STATE_MERIT, 2015), *_years(FIGHTER, 2021, 2022, 2023))

    found = judged(ORDER, P, _rated("HTT", *FIVE), history)

    assert {row.code: row.word for row in found.wanting} == {"HCLD.CN.3": "không đạt"}


@pytest.mark.parametrize(
    ("held", "age", "changes", "failed"),
    [
        ((STATE_FLAG,), "10", {}, set()),
        ((STATE_FLAG,), "9", {}, {1}),
        ((FLAG, FLAG), "10", {}, set()),
        ((FLAG,), "10", {}, {4}),
        ((FLAG, MERIT), "11", {}, set()),
        ((MERIT, MERIT), "10", {}, {4}),
        ((MERIT, MERIT), "10", {"khong_thuoc_dien_co": "có"}, set()),
        ((MERIT,), "10", {"khong_thuoc_dien_co": "có"}, {4}),
    ],
)
def test_the_order_for_a_collective(held, age, changes, failed):
    rated = _rated("HTXS", *FIVE)
    rated[2025] = rated[2025] | {"so_nam_xay_dung": age} | changes
    given = [(slug, 2022 + place) for place, slug in enumerate(held)]

    found = judged(ORDER, C, rated, awards((STATE_MERIT, 2020), *given))

    assert {row.code for row in found.wanting} == {f"HCLD.TT.{number}" for number in failed}
    assert {row.reference for row in found.results[:4]} == {f"{LAW}điểm đ khoản 4 Điều 44"}


def _used(what, year, evidence=""):
    return (UsedAchievement(what, year, MERIT, 2024, evidence),)


@pytest.mark.parametrize(
    ("cell", "used", "conclusion"),
    [
        ("tinh @SK-07", (), ELIGIBLE),
        ("tinh @SK-07", _used("sang_kien_cap", 2024, "SK-07"), NOT),
        ("tinh @SK-07", _used("sang_kien_cap", 2024, "SK-01"), ELIGIBLE),
        ("tinh", _used("sang_kien_cap", 2025), NOT),
        ("tinh", _used("sang_kien_cap", 2024), ELIGIBLE),
    ],
)
def test_an_initiative_counts_once(cell, used, conclusion):
    history = awards(*_years(FIGHTER, 2023, 2024, 2025))

    found = judged(PROVINCE, P, {2025: {"sang_kien_cap": cell}}, history, used=used)

    assert found.conclusion is conclusion


def test_what_an_initiative_was_used_for_is_named_with_the_article():
    found = judged(
        PROVINCE,
        P,
        {2025: {"sang_kien_cap": "tinh @SK-07"}},
        awards(*_years(FIGHTER, 2023, 2024, 2025)),
        used=_used("sang_kien_cap", 2024, "SK-07"),
    )

    assert _row(found, "CSTDT.2").value == (
        "Phạm vi ảnh hưởng của sáng kiến: bộ, ngành, tỉnh; SK-07 đã dùng để xét Bằng khen của bộ, "
        "ban, ngành, tỉnh năm 2024 (Thông tư 15/2023/TT-BKHĐT, khoản 4 Điều 15)"
    )


def test_judging_the_same_award_again_does_not_use_an_achievement_up():
    again = (UsedAchievement("sang_kien_cap", 2025, PROVINCE, 2025),)
    history = awards(*_years(FIGHTER, 2023, 2024, 2025))

    assert judged(PROVINCE, P, INITIATIVE, history, used=again).conclusion is ELIGIBLE


def test_an_award_already_counted_breaks_the_run():
    history = awards(*_years(FIGHTER, 2023, 2024, 2025))

    found = judged(PROVINCE, P, INITIATIVE, history, used=_used(FIGHTER, 2024))

    assert _row(found, "CSTDT.1").value == (
        "1 năm liên tục (2025); đứt ở 2024: đã dùng để xét Bằng khen của bộ, ban, ngành, tỉnh "
        f"năm 2024 ({LAW}điểm c khoản 2 Điều 5)"
    )


def test_an_award_of_a_movement_is_not_counted_for_the_yearly_ones():
    history = AwardHistory(
        (
            PastAward(MERIT, 2020),
            PastAward(MERIT, 2022),
            PastAward(MERIT, 2023, occasion=Occasion.THEMATIC),
        )
    )

    found = judged(STATE_MERIT, C, _rated("HTXS", *FIVE), history)

    assert {row.code: row.value for row in found.wanting} == {
        "BKTTG.TT.3": "Cờ thi đua của bộ, ban, ngành, tỉnh: 0 lần trong 5 năm liên tục "
        "(2021–2025); Bằng khen của bộ, ban, ngành, tỉnh: 1 lần trong 5 năm liên tục (2021–2025)"
    }


def test_the_years_in_a_row_are_counted_for_the_catalogue():
    rated = _rated("HTXS", 2021, 2023, 2024, 2025)
    nominee = make_nominee(C, rated)
    view = book().at(date(2025, 12, 31))
    best = FactTest(book().catalogue.kinds["xep_loai"], "=", "HTXS")

    assert years_in_a_row(Judging(view, "", nominee, 2025), best) == (2023, 2024, 2025)
    assert years_in_a_row(Judging(view, "", nominee, 2022), best) == ()


def test_a_missing_year_in_the_middle_leaves_the_run_open():
    found = judged(STATE_MERIT, P, _rated("HTT", 2021, 2022, 2024, 2025), GOOD)

    run = _row(found, "BKTTG.CN.2")
    assert (run.state, run.remedy) == (
        RequirementState.MISSING,
        "cần nhập «Mức xếp loại» năm 2023",
    )


def test_what_could_be_counted_in_a_run_is_asked_for():
    history = awards(*_years(MERIT, 2019), *_years(FIGHTER, 2020, 2022, 2025))

    found = judged(STATE_MERIT, P, _rated("HTT", *FIVE), history)

    assert [(row.code, row.value, row.remedy) for row in found.wanting] == [
        (
            "BKTTG.CN.3",
            "2 lần trong 5 năm liên tục (2021–2025)",
            "cần nhập «Mức xếp loại» năm 2020; cần nhập «Mức xếp loại» năm 2019",
        )
    ]


def test_titles_never_entered_are_asked_for_year_by_year():
    titled = _rated("HTT", *FIVE)
    titled[2025] |= {"danh_hieu": "CSTĐCS"}

    found = judged(STATE_MERIT, P, titled)

    assert found.wanting[-1].remedy == "; ".join(
        f"cần nhập quá trình khen thưởng hoặc danh hiệu năm {year}" for year in FIVE[:-1]
    )


def test_initiatives_already_used_are_not_counted_again():
    by_year = {year: {"xep_loai": "HTXS", "sang_kien_cap": "không"} for year in (2024, 2025)}
    by_year[2025] |= {"so_sang_kien": "2"}
    once = (UsedAchievement("so_sang_kien", 2025, PROVINCE, 2024),)

    conclusions = [
        judged(MERIT, P, by_year, AwardHistory(is_complete=True), used=used).conclusion
        for used in ((), once)
    ]

    assert conclusions == [ELIGIBLE, NOT]


@pytest.mark.parametrize(
    ("year_2024", "history", "why"),
    [
        (
            {},
            AwardHistory(
                (
                    *(PastAward(FIGHTER, year) for year in (2022, 2023, 2025)),
                    PastAward(FIGHTER, 2024, occasion=Occasion.THEMATIC),
                )
            ),
            "Chiến sĩ thi đua cơ sở thuộc dịp khen khác, không tính",
        ),
        (
            {"danh_hieu": "không"},
            awards(*_years(FIGHTER, 2022, 2023, 2025)),
            "không được tặng Chiến sĩ thi đua cơ sở",
        ),
        (
            {"danh_hieu": "LĐTT"},
            awards(*_years(FIGHTER, 2022, 2023, 2025)),
            "chỉ có Lao động tiên tiến",
        ),
        (
            {},
            awards(*_years(FIGHTER, 2022, 2023, 2025), (MERIT, 2024)),
            "không được tặng Chiến sĩ thi đua cơ sở",
        ),
    ],
)
def test_why_a_year_breaks_the_run_is_said(year_2024, history, why):
    found = judged(PROVINCE, P, INITIATIVE | {2024: year_2024}, history)

    assert _row(found, "CSTDT.1").value == f"1 năm liên tục (2025); đứt ở 2024: {why}"


@pytest.mark.parametrize(
    ("cell", "use", "shown"),
    [
        (
            "tinh @SK-07",
            UsedAchievement("sang_kien_cap", 2025, "binh-phuoc-nong-thon-moi", 2024),
            "SK-07 đã dùng để xét Bình Phước chung sức xây dựng nông thôn mới năm 2024",
        ),
        (
            "tinh",
            UsedAchievement("sang_kien_cap", 2025, "khen-cua-bo", 2024, "SK-09"),
            "SK-09 đã dùng để xét khen-cua-bo năm 2024",
        ),
    ],
)
def test_a_used_initiative_is_named_as_far_as_it_is_known(cell, use, shown):
    history = awards(*_years(FIGHTER, 2023, 2024, 2025))

    found = judged(PROVINCE, P, {2025: {"sang_kien_cap": cell}}, history, used=(use,))

    assert f"; {shown} (" in _row(found, "CSTDT.2").value


def test_a_title_stated_without_a_history_says_that_it_was_already_counted():
    titled = {year: {"danh_hieu": "CSTĐCS"} for year in (2023, 2024, 2025)}

    found = judged(PROVINCE, P, titled, used=_used(FIGHTER, 2025))

    assert _row(found, "CSTDT.1").value == "2 năm liên tục (2023–2024); đứt ở 2025: " + (
        f"đã dùng để xét Bằng khen của bộ, ban, ngành, tỉnh năm 2024 ({LAW}điểm c khoản 2 Điều 5)"
    )
