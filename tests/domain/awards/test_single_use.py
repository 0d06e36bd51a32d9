"""Thành tích chỉ dùng một lần, and the awards of a movement kept apart from the yearly ones."""

import pytest

from tests.domain.nominees import LAW, awards, judged
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.award_history import AwardHistory, Occasion, PastAward, UsedAchievement
from thidua.domain.dossier.facts import Recipient

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
ELIGIBLE, NOT = Conclusion.ELIGIBLE, Conclusion.NOT_ELIGIBLE
FIGHTER = "chien-si-thi-dua-co-so"
PROVINCE = "chien-si-thi-dua-tinh"
MERIT = "bang-khen-tinh"
STATE_MERIT = "bang-khen-thu-tuong"
INITIATIVE = {2025: {"sang_kien_cap": "tinh"}}
FIVE = (2021, 2022, 2023, 2024, 2025)


def _years(slug, *years):
    return tuple((slug, year) for year in years)


def _rated(rating, *years):
    return {year: {"xep_loai": rating} for year in years}


def _row(found, code):
    return next(row for row in found.results if row.code == code)


def _used(what, year, evidence=""):
    return (
        UsedAchievement(what=what, year=year, for_award=MERIT, for_year=2024, evidence=evidence),
    )


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
        "ban, ngành, tỉnh năm 2024 (Luật 06/2022/QH15, điểm c khoản 2 Điều 5)"
    )


def test_judging_the_same_award_again_does_not_use_an_achievement_up():
    again = (UsedAchievement(what="sang_kien_cap", year=2025, for_award=PROVINCE, for_year=2025),)
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
            PastAward(award=MERIT, year=2020),
            PastAward(award=MERIT, year=2022),
            PastAward(award=MERIT, year=2023, occasion=Occasion.THEMATIC),
        )
    )

    found = judged(STATE_MERIT, C, _rated("HTXS", *FIVE), history)

    assert {row.code: row.value for row in found.wanting} == {
        "BKTTG.TT.3": "Cờ thi đua của bộ, ban, ngành, tỉnh: 0 lần trong 5 năm liên tục "
        "(2021–2025); Bằng khen của bộ, ban, ngành, tỉnh: 1 lần trong 5 năm liên tục (2021–2025)"
    }


def test_initiatives_already_used_are_not_counted_again():
    by_year = {year: {"xep_loai": "HTXS", "sang_kien_cap": "không"} for year in (2024, 2025)}
    by_year[2025] |= {"so_sang_kien": "2"}
    by_year |= _rated("HTT", 2023)
    once = (UsedAchievement(what="so_sang_kien", year=2025, for_award=PROVINCE, for_year=2024),)

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
                    *(PastAward(award=FIGHTER, year=year) for year in (2022, 2023, 2025)),
                    PastAward(award=FIGHTER, year=2024, occasion=Occasion.THEMATIC),
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
            UsedAchievement(
                what="sang_kien_cap", year=2025, for_award="binh-phuoc-nong-thon-moi", for_year=2024
            ),
            "SK-07 đã dùng để xét Toàn tỉnh chung sức xây dựng Nông thôn mới năm 2024",
        ),
        (
            "tinh",
            UsedAchievement(
                what="sang_kien_cap",
                year=2025,
                for_award="khen-cua-bo",
                for_year=2024,
                evidence="SK-09",
            ),
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


@pytest.mark.parametrize(("used", "conclusion"), [(False, ELIGIBLE), (True, NOT)])
def test_an_initiative_is_used_up_only_where_a_title_rested_on_it(used, conclusion):
    """Bộ Nội vụ, answer 77204: 2023 and 2024 HTXS with an initiative each; in 2024 Chiến sĩ thi
    đua cơ sở was given for the HTXS, so both initiatives stand for điểm d khoản 1 Điều 74."""
    year = {"xep_loai": "HTXS", "sang_kien_cap": "co_so", "so_sang_kien": "1"}
    rested = [
        UsedAchievement(what=what, year=2024, for_award=FIGHTER, for_year=2024)
        for what in ("sang_kien_cap", "so_sang_kien")
    ]

    found = judged(
        *(MERIT, P, {**_rated("HTT", 2022), 2023: year, 2024: year}, awards((FIGHTER, 2024))),
        year=2024,
        used=tuple(rested if used else ()),
    )

    assert found.conclusion is conclusion
