"""Xét điều kiện: nominees on both sides of every threshold, and on both sides of time."""

from datetime import date

import pytest

from tests.domain.nominees import (
    LAW,
    NEW_LAW,
    OWN,
    SAMPLES,
    awards,
    book_with,
    judged,
    states,
)
from thidua.domain.awards.eligibility import Conclusion, RequirementResult
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.conditions.measured import RequirementState
from thidua.domain.law.law import Effect, Verification

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
ADVANCED, BASE_FIGHTER = "lao-dong-tien-tien", "chien-si-thi-dua-co-so"
ADVANCED_TEAM, EXCELLENT_TEAM = "tap-the-lao-dong-tien-tien", "tap-the-lao-dong-xuat-sac"
FLAG, STATE_FLAG = "co-thi-dua-tinh", "co-thi-dua-chinh-phu"
ELIGIBLE, NOT, MISSING = Conclusion.ELIGIBLE, Conclusion.NOT_ELIGIBLE, Conclusion.MISSING_DATA
EXCLUDED, DEFERRED = Conclusion.EXCLUDED, Conclusion.DEFERRED

WORKER = {"xep_loai": "HTT", "tham_gia_phong_trao": "có"}
EMPLOYED = {"thang_cong_tac": "9", "bi_ky_luat": "không"}
"""What the samples of a sector ask of a person besides."""
FIGHTER = WORKER | {"xep_loai": "HTXS"}
TEAM = {
    **{"so_nguoi": "10", "so_ldtt": "7", "so_ky_luat_canh_cao": "0", "xep_loai": "HTT"},
    **{"tham_gia_phong_trao": "có", "doan_ket": "có", "guong_mau_chap_hanh": "có"},
}
EXCELLENT = TEAM | {"so_hoan_thanh": "10", "so_cstdcs": "1", "xep_loai": "HTXS"}
LEADER = {
    **{"dan_dau_khoi": "có", "khoi_do_bo_tinh_to_chuc": "có", "vuot_chi_tieu": "có"},
    **{"tieu_bieu_xuat_sac": "có", "doan_ket": "có", "dang_doan_the_vung_manh": "có"},
    **{"thuc_hanh_tiet_kiem": "có", "chong_lang_phi_tham_nhung": "có"},
}
STATE_LEADER = {
    **{"dan_dau_khoi": "có", "khoi_do_bo_tinh_to_chuc": "có", "vuot_chi_tieu": "có"},
    **{"tieu_bieu_xuat_sac": "có", "doan_ket": "có", "dang_doan_the_vung_manh": "có"},
    **{"di_dau_tiet_kiem": "có"},
}
THEME = {"dan_dau_chuyen_de": "có", "so_nam_chuyen_de": "3", "tong_ket_chuyen_de": "có"}
NATION_THEME = dict.fromkeys(STATE_LEADER, "không") | {
    **THEME,
    **{"chuyen_de_thu_tuong": "có", "so_nam_chuyen_de": "5"},
}
"""Khoản 3 Điều 25: a movement of the Prime Minister of five years, at sơ kết or tổng kết."""
OF_FIRST = {
    **dict.fromkeys(("dan_dau_khoi", "khoi_do_bo_tinh_to_chuc"), "khoản 1 Điều 25"),
    **dict.fromkeys(("vuot_chi_tieu", "tieu_bieu_xuat_sac"), "điểm a khoản 1 Điều 25"),
    **dict.fromkeys(
        ("doan_ket", "dang_doan_the_vung_manh", "di_dau_tiet_kiem"), "điểm b khoản 1 Điều 25"
    ),
}
"""Khoản 1 Điều 25: which fact of the first way stands in which letter."""
OF_STATE = ("khoản 1 Điều 25", "điểm a khoản 1 Điều 25", "điểm b khoản 1 Điều 25")
HALFWAY = {"tong_ket_chuyen_de": "không", "so_ket_chuyen_de": "có"}

CASES = [
    (ADVANCED, P, WORKER, {}, ELIGIBLE, None),
    (ADVANCED, P, WORKER, {"xep_loai": "HTXS"}, ELIGIBLE, None),
    (ADVANCED, P, WORKER, {"xep_loai": "HT"}, NOT, "khoản 1 Điều 24"),
    (ADVANCED, P, WORKER, {"tham_gia_phong_trao": "không"}, NOT, "khoản 1 Điều 24"),
    (BASE_FIGHTER, P, FIGHTER, {}, ELIGIBLE, None),
    (BASE_FIGHTER, P, FIGHTER, {"xep_loai": "HTT", "sang_kien_cap": "co_so"}, ELIGIBLE, None),
    (BASE_FIGHTER, P, FIGHTER, {"xep_loai": "HTT", "de_tai_cap": "co_so"}, ELIGIBLE, None),
    (BASE_FIGHTER, P, FIGHTER, {"xep_loai": "HTT", "muu_tri_sang_tao": "có"}, ELIGIBLE, None),
    (BASE_FIGHTER, P, FIGHTER, {"xep_loai": "HTT", "sang_kien_cap": "không"}, NOT, "Điều 23"),
    (BASE_FIGHTER, P, FIGHTER, {"danh_hieu": "không"}, NOT, "Điều 23"),
    (BASE_FIGHTER, P, {"danh_hieu": "LĐTT", "xep_loai": "HTXS"}, {}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {"so_ldtt": "8"}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {"so_ldtt": "6"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"so_nguoi": "5", "so_ldtt": "4"}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {"so_nguoi": "5", "so_ldtt": "3"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"so_nguoi": "100", "so_ldtt": "70"}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {"so_nguoi": "100", "so_ldtt": "69"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"so_ky_luat_canh_cao": "1"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"xep_loai": "KHT"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"xep_loai": "HT"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"xep_loai": "HTT"}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {"xep_loai": "HTXS"}, ELIGIBLE, None),
    (ADVANCED_TEAM, C, TEAM, {"tham_gia_phong_trao": "không"}, NOT, "Điều 28"),
    (ADVANCED_TEAM, C, TEAM, {"doan_ket": "không"}, NOT, "Điều 28"),
    (EXCELLENT_TEAM, C, EXCELLENT, {}, ELIGIBLE, None),
    (EXCELLENT_TEAM, C, EXCELLENT, {"so_ky_luat_canh_cao": "3"}, ELIGIBLE, None),
    (EXCELLENT_TEAM, C, EXCELLENT, {"so_cstdcs": "2"}, ELIGIBLE, None),
    (EXCELLENT_TEAM, C, EXCELLENT, {"so_cstdcs": "0"}, NOT, "điểm d khoản 1 Điều 27"),
    (EXCELLENT_TEAM, C, EXCELLENT, {"so_hoan_thanh": "9"}, NOT, "điểm c khoản 1 Điều 27"),
    (EXCELLENT_TEAM, C, EXCELLENT, {"so_ldtt": "6"}, NOT, "điểm c khoản 1 Điều 27"),
    (
        *(EXCELLENT_TEAM, C, EXCELLENT),
        {"so_nguoi": "100", "so_hoan_thanh": "100", "so_ldtt": "70"},
        *(ELIGIBLE, None),
    ),
    (
        *(EXCELLENT_TEAM, C, EXCELLENT),
        {"so_nguoi": "100", "so_hoan_thanh": "100", "so_ldtt": "69"},
        *(NOT, "điểm c khoản 1 Điều 27"),
    ),
    (
        *(EXCELLENT_TEAM, C, EXCELLENT),
        {"so_nguoi": "100", "so_hoan_thanh": "99", "so_ldtt": "70"},
        *(NOT, "điểm c khoản 1 Điều 27"),
    ),
    (EXCELLENT_TEAM, C, EXCELLENT, {"xep_loai": "HTT"}, NOT, "điểm a khoản 1 Điều 27"),
    (EXCELLENT_TEAM, C, EXCELLENT, {"tham_gia_phong_trao": "không"}, NOT, "điểm b khoản 1 Điều 27"),
    (EXCELLENT_TEAM, C, EXCELLENT, {"doan_ket": "không"}, NOT, "điểm đ khoản 1 Điều 27"),
    (
        *(EXCELLENT_TEAM, C, EXCELLENT, {"guong_mau_chap_hanh": "không"}),
        *(NOT, "điểm đ khoản 1 Điều 27"),
    ),
    (ADVANCED_TEAM, C, TEAM, {"guong_mau_chap_hanh": "không"}, NOT, "Điều 28"),
    (FLAG, C, LEADER, {}, ELIGIBLE, None),
    *((FLAG, C, LEADER, {fact: "không"}, NOT, "khoản 1 Điều 26") for fact in LEADER),
    (STATE_FLAG, C, STATE_LEADER, {}, ELIGIBLE, None),
    *((STATE_FLAG, C, STATE_LEADER, {fact: "không"}, NOT, art) for fact, art in OF_FIRST.items()),
    (
        *(STATE_FLAG, C, dict.fromkeys(STATE_LEADER, "không")),
        {"dan_dau_khoi_trung_uong": "có"},
        *(ELIGIBLE, None),
    ),
    (STATE_FLAG, C, NATION_THEME, {}, ELIGIBLE, None),
    (STATE_FLAG, C, NATION_THEME, {"so_nam_chuyen_de": "4"}, NOT, OF_STATE),
    (STATE_FLAG, C, NATION_THEME, {"chuyen_de_thu_tuong": "không"}, NOT, OF_STATE),
    (STATE_FLAG, C, NATION_THEME, HALFWAY, ELIGIBLE, None),
    (STATE_FLAG, C, NATION_THEME, HALFWAY | {"so_nam_chuyen_de": "4"}, NOT, OF_STATE),
    (STATE_FLAG, C, NATION_THEME, {"tong_ket_chuyen_de": "không"}, NOT, OF_STATE),
    ("giay-khen", C, {"dat_quy_che_don_vi": "có"}, {}, ELIGIBLE, None),
    ("giay-khen", P, {"dat_quy_che_don_vi": "không"}, {}, NOT, "Điều 75"),
    ("ky-niem-chuong", P, {"dat_quy_che_don_vi": "không"}, {}, NOT, "Điều 71"),
    ("bang-khen-tinh", P, {"thanh_tich_dot_xuat": "có"}, {}, ELIGIBLE, None),
    ("bang-khen-tinh", C, {"dong_gop_cong_hien": "có"}, {}, ELIGIBLE, None),
]


@pytest.mark.parametrize(("award", "who", "base", "changes", "conclusion", "article"), CASES)
@pytest.mark.parametrize(
    ("on", "warnings"), [(date(2025, 12, 31), ()), (date(2026, 10, 1), (NEW_LAW,))]
)
def test_a_threshold_decides_and_its_article_is_named(
    award, who, base, changes, conclusion, article, on, warnings
):
    found = judged(award, who, {2025: base | changes}, on=on)

    failed = {
        (row.reference, row.warnings)
        for row in found.results
        if row.state is RequirementState.NOT_MET
    }
    articles = (article,) if isinstance(article, str) else article or ()
    assert found.conclusion is conclusion
    assert failed == {(LAW + one, warnings) for one in articles}


@pytest.mark.parametrize(
    ("award", "who", "base", "fact"),
    [
        (award, who, base, fact)
        for award, who, base in [
            *((ADVANCED, P, WORKER), (BASE_FIGHTER, P, FIGHTER), (FLAG, C, LEADER)),
            *((ADVANCED_TEAM, C, TEAM), (EXCELLENT_TEAM, C, EXCELLENT)),
            (STATE_FLAG, C, STATE_LEADER),
        ]
        for fact in base
        if (award, fact) != (EXCELLENT_TEAM, "so_ky_luat_canh_cao")
    ],
)
def test_without_a_fact_the_data_is_missing_and_named(award, who, base, fact):
    cells = {code: cell for code, cell in base.items() if code != fact}

    found = judged(award, who, {2025: cells})

    assert found.conclusion is MISSING
    assert all(
        row.state is RequirementState.MISSING and "cần nhập «" in row.remedy
        for row in found.wanting
    )


def test_the_flag_at_the_review_of_a_movement_has_requirements_of_its_own():
    on_time = judged(FLAG, C, {2025: THEME}, occasion=Occasion.THEMATIC)
    too_short = judged(
        FLAG, C, {2025: THEME | {"so_nam_chuyen_de": "2"}}, occasion=Occasion.THEMATIC
    )

    assert on_time.conclusion is ELIGIBLE
    assert states(too_short) == {
        **{"CO.CD.1": "đạt", "CO.CD.2": "không đạt", "CO.CD.3": "đạt"},
        **{"LOAI.GIAITHE": "đạt"},
    }
    assert {row.reference for row in too_short.results[:3]} == {f"{LAW}khoản 2 Điều 26"}


def test_a_share_of_people_is_asked_for_in_whole_people():
    found = judged(EXCELLENT_TEAM, C, {2025: EXCELLENT | {"so_nguoi": "5", "so_hoan_thanh": "4"}})

    assert found.wanting[0] == RequirementResult(
        code="TTLDXS.3",
        requirement="100% cá nhân hoàn thành nhiệm vụ",
        state=RequirementState.NOT_MET,
        value="4/5 người (80 %)",
        threshold="ít nhất 100 %, tức 5/5 người",
        reference=f"{LAW}điểm c khoản 1 Điều 27",
        in_force_from=date(2024, 1, 1),
        in_force_to=None,
        verification=Verification.TEXT,
        remedy="cần thêm 1 người hoàn thành nhiệm vụ",
    )


def test_taking_part_in_the_movement_is_asked_in_the_words_of_the_law():
    """Điểm b khoản 1 Điều 27: tích cực tham gia; «có phong trào» are the words of 2003."""
    found = judged(EXCELLENT_TEAM, C, {2025: EXCELLENT | {"tham_gia_phong_trao": "không"}})

    assert [(row.code, row.requirement) for row in found.wanting] == [
        ("TTLDXS.2", "Tích cực tham gia phong trào thi đua thường xuyên, thiết thực, hiệu quả")
    ]


def test_figures_that_contradict_each_other_are_no_verdict():
    found = judged(ADVANCED_TEAM, C, {2025: TEAM | {"so_ldtt": "11"}})

    assert found.conclusion is MISSING
    assert [row.remedy for row in found.wanting] == [
        "số liệu không khớp: «Số người đạt Lao động tiên tiến» (11) lớn hơn "
        "«Số người của tập thể» (10); hãy sửa lại"
    ]


def test_a_collective_of_nobody_is_no_verdict():
    found = judged(ADVANCED_TEAM, C, {2025: TEAM | {"so_nguoi": "0", "so_ldtt": "0"}})

    assert [row.remedy for row in found.wanting] == [
        "số liệu không khớp: «Số người của tập thể» (0) phải lớn hơn 0; hãy sửa lại"
    ]


GROWN = EXCELLENT | {"thang_hoat_dong": "12"}


@pytest.mark.parametrize(
    ("award", "who", "base", "changes"),
    [
        (EXCELLENT_TEAM, C, EXCELLENT, {"thang_hoat_dong": "11"}),
        (ADVANCED, P, WORKER, {"thang_cong_tac": "8"}),
        (ADVANCED, P, WORKER, {"bi_ky_luat": "có"}),
        (ADVANCED, P, WORKER, {"dang_bi_xem_xet": "có"}),
    ],
)
def test_what_a_sector_leaves_out_is_left_out_nowhere_else(award, who, base, changes):
    """Khoản 4 Điều 24 leaves the months and the discipline to each bộ, tỉnh; 24.1 has neither."""
    assert judged(award, who, {2025: base | changes}).conclusion is ELIGIBLE


@pytest.mark.parametrize(
    ("award", "who", "base", "changes", "conclusion", "article"),
    [
        (EXCELLENT_TEAM, C, GROWN, {"thang_hoat_dong": "11"}, EXCLUDED, "khoản 3 Điều 3"),
        (ADVANCED, P, WORKER, {"thang_cong_tac": "8"}, EXCLUDED, "các khoản 2 đến 5 Điều 5"),
        (ADVANCED, P, WORKER, {"bi_ky_luat": "có"}, EXCLUDED, "các khoản 2 đến 5 Điều 5"),
        (ADVANCED, P, WORKER, {"dang_bi_xem_xet": "có"}, DEFERRED, "khoản 4 Điều 3"),
        (ADVANCED, P, WORKER, {"dang_bi_xem_xet": "không"}, ELIGIBLE, None),
        (ADVANCED, P, WORKER, {"thang_cong_tac": "9"}, ELIGIBLE, None),
        (EXCELLENT_TEAM, C, GROWN, {"thang_hoat_dong": "12"}, ELIGIBLE, None),
    ],
)
def test_exclusions_and_deferrals_stand_apart_with_their_article(
    award, who, base, changes, conclusion, article
):
    cells = (EMPLOYED if who is P else {}) | base | changes

    found = judged(award, who, {2025: cells}, law=book_with(*SAMPLES))

    assert found.conclusion is conclusion
    assert [row.reference for row in found.wanting] == (
        [f"Thông tư 15/2023/TT-BKHĐT, {article}{OWN}"] if article else []
    )


def test_the_graver_conclusion_stands():
    both = {"dang_bi_xem_xet": "có", "bi_ky_luat": "có", "xep_loai": "HT"}
    law, good = book_with(*SAMPLES), WORKER | EMPLOYED
    without = [
        judged(ADVANCED, P, {2025: good | dict(list(both.items())[start:])}, law=law).conclusion
        for start in range(4)
    ]

    assert without == [EXCLUDED, EXCLUDED, NOT, ELIGIBLE]
    deferred = judged(ADVANCED, P, {2025: {"dang_bi_xem_xet": "có"}}, law=law)
    assert deferred.conclusion is DEFERRED


def test_a_failing_requirement_beats_missing_data():
    found = judged(EXCELLENT_TEAM, C, {2025: {"xep_loai": "HT"}})

    assert found.conclusion is NOT
    assert {row.word for row in found.results} == {"không đạt", "thiếu dữ liệu", "đạt"}


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2024, 2, 8), set()),
        (date(2024, 2, 9), {"LOAI.12THANG"}),
        (date(2025, 8, 4), {"LOAI.12THANG"}),
        (date(2025, 8, 5), {"LOAI.12THANG", "LOAI.GIAITHE"}),
    ],
)
def test_an_exclusion_applies_from_its_first_day(on, codes):
    law = book_with("LOAI.12THANG")

    found = judged(EXCELLENT_TEAM, C, {2024: EXCELLENT}, on=on, year=2024, law=law)

    assert {row.code for row in found.results if row.effect is Effect.EXCLUDED} == codes


def test_a_dissolved_unit_is_excluded_from_the_day_the_circular_is_in_force():
    cells = EXCELLENT | {"da_giai_the": "có"}
    before, after = (
        judged(EXCELLENT_TEAM, C, {2025: cells}, on=date(2025, 8, day)) for day in (4, 5)
    )

    assert (before.conclusion, after.conclusion) == (ELIGIBLE, EXCLUDED)
    assert after.wanting[0].reference == "Thông tư 15/2025/TT-BNV, phần tóm tắt"


def test_before_the_law_there_is_no_rule_and_so_no_verdict():
    before = judged(EXCELLENT_TEAM, C, {2023: EXCELLENT}, year=2023)
    after = judged(EXCELLENT_TEAM, C, {2023: EXCELLENT}, year=2023, on=date(2024, 1, 1))

    assert before.conclusion is MISSING
    assert [row.remedy for row in before.results] == [
        "bộ luật chưa có tiêu chuẩn của Tập thể lao động xuất sắc cho ngày 31/12/2023; "
        "thêm vào bộ luật hoặc chọn ngày xét khác"
    ]
    assert after.conclusion is ELIGIBLE


@pytest.mark.parametrize(
    ("on", "warnings", "verification"),
    [
        (date(2026, 9, 30), (), {Verification.TEXT, Verification.UNREAD}),
        (date(2026, 10, 1), (NEW_LAW,), {Verification.UNVERIFIED}),
        (date(2027, 3, 1), (NEW_LAW,), {Verification.UNVERIFIED}),
    ],
)
def test_from_the_amended_law_on_its_rules_carry_the_warning(on, warnings, verification):
    found = judged(FLAG, C, {2026: LEADER}, year=2026, on=on)
    law = [row for row in found.results if row.reference.startswith(LAW)]

    assert {row.warnings for row in law} == {warnings}
    assert {row.verification for row in law} == verification
    assert found.conclusion is ELIGIBLE


def test_a_rule_whose_wording_was_not_read_again_says_so():
    found = judged(FLAG, C, {2025: LEADER})

    assert [row.code for row in found.uncompared] == [
        *("CO.2", "CO.3", "CO.4", "CO.5", "CO.6", "LOAI.GIAITHE")
    ]
    assert {row.verification for row in found.uncompared} == {Verification.UNREAD}
    assert not judged(EXCELLENT_TEAM, C, {2025: EXCELLENT}, on=date(2024, 12, 31)).uncompared


def test_one_step_short_is_seen():
    one = judged(ADVANCED_TEAM, C, {2025: TEAM | {"so_ldtt": "6"}})
    two = judged(ADVANCED_TEAM, C, {2025: TEAM | {"so_ldtt": "6", "doan_ket": "không"}})
    none = judged(ADVANCED_TEAM, C, {2025: TEAM})

    assert [found.is_one_step_short for found in (one, two, none)] == [True, False, False]


def test_an_award_nobody_knows_has_no_verdict():
    found = judged("cup-vang", C, {2025: TEAM}, awards((FLAG, 2024)))

    assert found.conclusion is MISSING
    assert [row.reference for row in found.results] == ["Bộ luật khen thưởng"]
