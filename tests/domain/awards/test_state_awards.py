"""Bằng khen của Thủ tướng và Huân chương: runs of five years and what is counted in them."""

import pytest

from tests.domain.nominees import LAW, awards, judged
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.award_history import AwardHistory
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.conditions.measured import RequirementState

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
NOT, MISSING = Conclusion.NOT_ELIGIBLE, Conclusion.MISSING_DATA
FIGHTER = "chien-si-thi-dua-co-so"
MERIT = "bang-khen-tinh"
STATE_MERIT = "bang-khen-thu-tuong"
ORDER = "huan-chuong-lao-dong-hang-ba"
FLAG = "co-thi-dua-tinh"
STATE_FLAG = "co-thi-dua-chinh-phu"


def _years(slug, *years):
    return tuple((slug, year) for year in years)


def _rated(rating, *years):
    return {year: {"xep_loai": rating} for year in years}


def _row(found, code):
    return next(row for row in found.results if row.code == code)


def _lawful(by_year):
    """Năm xét: no other way of Điều 73, and what its first sentence asks."""
    facts = dict.fromkeys(("bkttg_phong_trao", "bkttg_thanh_tich", "dat_dieu_73_khac"), "không")
    return by_year | {2025: by_year[2025] | facts | {"guong_mau_chap_hanh": "có"}}


FIVE = (2021, 2022, 2023, 2024, 2025)
GOOD = awards(*_years(MERIT, 2019), *_years(FIGHTER, 2021, 2023, 2025))


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
    rated[2025] = {"xep_loai": "HTXS"} | ({"thang_hoat_dong": "120"} if who is C else {})

    found = judged(ORDER, who, rated, awards((STATE_MERIT, 2021), *others))

    assert {row.code: row.remedy.split(";")[0] for row in found.wanting} == {
        code: "cần thêm 1 năm liên tục nữa"
    }


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
    found = judged(STATE_MERIT, P, _lawful(by_year), history, declared=())

    assert {row.code: row.word for row in found.wanting} == {
        f"BKTTG.CN.{number}": word for number, word in failed.items()
    }
    assert {row.reference for row in found.results[:3]} == {f"{LAW}điểm b khoản 1 Điều 73"}
    assert found.results[3].reference == f"{LAW}khoản 1 Điều 73"


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
    assert _row(found, "BKTTG.TT.2").remedy == (
        "cần thêm 1 năm liên tục nữa; hoặc cách khác ở các điểm a đến đ khoản 4 Điều 73"
    )


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


@pytest.mark.parametrize(
    ("given", "word", "remedy"),
    [
        (2015, "thiếu dữ liệu", "cần nhập «Mức xếp loại» năm 2020, và các năm trước nữa của chuỗi"),
        (2020, "không đạt", "cần thêm 1 năm (Mức xếp loại Hoàn thành xuất sắc nhiệm vụ)"),
    ],
)
def test_a_run_of_five_years_or_more_may_be_longer_than_what_was_entered(given, word, remedy):
    """«Từ 05 năm trở lên»: what is counted in the run may lie in years nobody entered yet."""
    history = awards((STATE_MERIT, given), *_years(FIGHTER, 2021, 2022, 2023))

    found = judged(ORDER, P, _rated("HTT", *FIVE), history)

    assert {row.code: row.word for row in found.wanting} == {"HCLD.CN.3": word}
    assert _row(found, "HCLD.CN.3").remedy.split(";")[0] == remedy


@pytest.mark.parametrize(
    ("held", "age", "changes", "failed"),
    [
        ((STATE_FLAG,), "120", {}, set()),
        ((STATE_FLAG,), "119", {}, {1}),
        ((FLAG, FLAG), "120", {}, set()),
        ((FLAG,), "120", {}, {4}),
        ((FLAG, MERIT), "121", {}, set()),
        ((MERIT, MERIT), "120", {}, {4}),
        ((MERIT, MERIT), "120", {"khong_thuoc_dien_co": "có"}, set()),
        ((MERIT,), "120", {"khong_thuoc_dien_co": "có"}, {4}),
    ],
)
def test_the_order_for_a_collective(held, age, changes, failed):
    rated = _rated("HTXS", *FIVE)
    rated[2025] = rated[2025] | {"thang_hoat_dong": age} | changes
    given = [(slug, 2022 + place) for place, slug in enumerate(held)]

    found = judged(ORDER, C, rated, awards((STATE_MERIT, 2020), *given))

    assert {row.code for row in found.wanting} == {f"HCLD.TT.{number}" for number in failed}
    assert {row.reference for row in found.results[:4]} == {f"{LAW}điểm đ khoản 4 Điều 44"}


def test_a_missing_year_in_the_middle_leaves_the_run_open():
    found = judged(STATE_MERIT, P, _rated("HTT", 2021, 2022, 2024, 2025), GOOD)

    run = _row(found, "BKTTG.CN.2")
    assert (run.state, run.remedy) == (
        RequirementState.MISSING,
        "cần nhập «Mức xếp loại» năm 2023",
    )


def test_what_could_be_counted_in_a_run_is_asked_for():
    history = awards(*_years(MERIT, 2019), *_years(FIGHTER, 2020, 2022, 2025))

    found = judged(STATE_MERIT, P, _lawful(_rated("HTT", *FIVE)), history)

    assert [(row.code, row.value, row.remedy) for row in found.wanting] == [
        (
            "BKTTG.CN.3",
            "2 lần trong 5 năm liên tục (2021–2025)",
            "cần nhập «Mức xếp loại» năm 2020; cần nhập «Mức xếp loại» năm 2019",
        )
    ]


@pytest.mark.parametrize(
    ("complete", "earlier", "conclusion"),
    [(True, (), NOT), (True, (2017,), MISSING), (False, (), MISSING)],
)
def test_years_before_the_run_leave_it_open_only_where_an_award_may_lie_there(
    complete, earlier, conclusion
):
    """Điểm b khoản 1 Điều 73: the run may be longer than five years, with what was given there."""
    history = awards(
        *_years(MERIT, 2019), *_years(FIGHTER, *earlier, 2022, 2025), complete=complete
    )

    found = judged(STATE_MERIT, P, _lawful(_rated("HTT", *FIVE)), history)

    assert (found.conclusion, [row.code for row in found.wanting]) == (conclusion, ["BKTTG.CN.3"])
    asks_on = "và các năm trước nữa của chuỗi" in found.wanting[0].remedy
    assert asks_on is (conclusion is MISSING)


def test_titles_never_entered_are_asked_for_year_by_year():
    titled = _lawful(_rated("HTT", *FIVE) | _rated("HT", 2020))
    titled[2025] |= {"danh_hieu": "CSTĐCS"}

    found = judged(STATE_MERIT, P, titled, declared=())

    assert found.wanting[-1].remedy == "; ".join(
        f"cần nhập khen thưởng năm {year}, hoặc khai danh sách năm {year} đã đủ"
        for year in FIVE[:-1]
    )
