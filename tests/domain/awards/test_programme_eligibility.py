"""Chương trình khen thưởng: the seven groups of the Bình Phước plan, above, on and below."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from tests.domain.nominees import book, judged_in, make_nominee, states
from thidua.domain.awards.eligibility import Conclusion, judge_in_programme
from thidua.domain.awards.quota_states import programme_quotas
from thidua.domain.dossier.facts import Fact, NomineeFacts, Recipient
from thidua.domain.law.quota import (
    JOINED,
    Contender,
    FixedLimit,
    QuotaOverride,
    QuotaState,
    QuotaStatus,
    StatedBase,
)
from thidua.domain.law.table import LawFault, Table
from thidua.lawbook.section_reading import read_limit

C, P = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
ELIGIBLE, NOT, MISSING = Conclusion.ELIGIBLE, Conclusion.NOT_ELIGIBLE, Conclusion.MISSING_DATA
BINH_PHUOC, SOC_TRANG = "binh-phuoc-nong-thon-moi", "soc-trang-nong-thon-moi-2023"

AGENCY = {
    **{"hoan_thanh_nhiem_vu_bcd": "có", "tham_muu_chinh_sach": "có"},
    **{"dang_ky_ho_tro_dia_chi": "có", "thanh_vien_bcd": "không"},
}
DISTRICT = {
    **{"chuan_nong_thon_moi": "đạt", "tieu_bieu_nong_thon_moi": "có", "no_dong_xay_dung": "0"},
    **{"phong_trao_hieu_qua_moi": "có", "du_ke_hoach_dang_ky": "có", "ket_qua_nam": "101"},
    **{"ke_hoach_nam_bcd": "100", "du_bao_cao": "có", "doi_moi_tieu_chi_dot_pha": "có"},
}
COMMUNE = {
    **{"chuan_nong_thon_moi": "nâng cao", "huy_dong_nguon_luc": "có", "no_dong_xay_dung": "0"},
}
COMPANY = {
    **{"so_xa_ho_tro": "1", "so_tieu_chi_chuyen_bien": "1", "co_xac_nhan_ho_tro": "có"},
    **{"so_tien_ho_tro": "300", "so_san_pham_ocop_3_sao": "2"},
}
HARD = "so_tien_ho_tro_vung_kho_khan"
OFFICIAL = {"bam_co_so": "có", "sang_kien_giai_phap": "có"}

CASES = [
    ("1.1", C, AGENCY, {}, ELIGIBLE, None),
    ("1.1", C, AGENCY, {"thanh_vien_bcd": "có", "lam_tot_phan_viec_bcd": "có"}, ELIGIBLE, None),
    ("1.1", C, AGENCY, {"thanh_vien_bcd": "có", "lam_tot_phan_viec_bcd": "không"}, NOT, "1.1.d"),
    ("1.1", C, AGENCY, {"thanh_vien_bcd": "có"}, MISSING, "1.1.d"),
    ("1.1", C, AGENCY, {"hoan_thanh_nhiem_vu_bcd": "không"}, NOT, "1.1.a"),
    ("1.1", C, AGENCY, {"tham_muu_chinh_sach": "không"}, NOT, "1.1.b"),
    ("1.1", C, AGENCY, {"dang_ky_ho_tro_dia_chi": "không"}, NOT, "1.1.c"),
    ("1.2", C, DISTRICT, {}, ELIGIBLE, None),
    ("1.2", C, DISTRICT, {"ket_qua_nam": "100"}, NOT, "1.2.đ"),
    ("1.2", C, DISTRICT, {"ket_qua_nam": "100,01"}, ELIGIBLE, None),
    ("1.2", C, DISTRICT, {"doi_moi_tieu_chi_dot_pha": "không"}, NOT, "1.2.đ"),
    ("1.2", C, DISTRICT, {"no_dong_xay_dung": "0,5"}, NOT, "1.2.b"),
    ("1.2", C, DISTRICT, {"chuan_nong_thon_moi": "chưa đạt"}, NOT, "1.2.a"),
    (
        *("1.2", C, DISTRICT),
        {"chuan_nong_thon_moi": "chưa đạt", "thi_xa_hoan_thanh": "có"},
        *(NOT, "1.2.a"),
    ),
    ("1.2", C, DISTRICT, {"tieu_bieu_nong_thon_moi": "không"}, NOT, "1.2.a"),
    ("1.2", C, DISTRICT, {"du_bao_cao": "không"}, NOT, "1.2.e"),
    ("1.3", C, COMMUNE, {}, ELIGIBLE, None),
    ("1.3", C, COMMUNE, {"chuan_nong_thon_moi": "đạt chuẩn"}, ELIGIBLE, None),
    ("1.3", C, COMMUNE, {"chuan_nong_thon_moi": "chưa đạt"}, NOT, "1.3.a"),
    (
        *("1.3", C, COMMUNE),
        {"chuan_nong_thon_moi": "kiểu mẫu", "nang_chat_tieu_chi": "không"},
        *(NOT, "1.3.b"),
    ),
    ("1.3", C, COMMUNE, {"chuan_nong_thon_moi": "kiểu mẫu"}, MISSING, "1.3.b"),
    ("1.4", C, COMPANY, {}, ELIGIBLE, None),
    ("1.4", C, COMPANY, {"so_tien_ho_tro": "300,5"}, ELIGIBLE, None),
    ("1.4", C, COMPANY, {"so_tien_ho_tro": "299,9"}, NOT, "1.4.a.4"),
    ("1.4", C, COMPANY, {"so_tien_ho_tro": "250", HARD: "250"}, ELIGIBLE, None),
    ("1.4", C, COMPANY, {"so_tien_ho_tro": "290", HARD: "180"}, NOT, "1.4.a.4"),
    ("1.4", C, COMPANY, {"so_tien_ho_tro": "290", HARD: "200"}, ELIGIBLE, None),
    ("1.4", C, COMPANY, {"so_tien_ho_tro": "199,9", HARD: "199,9"}, NOT, "1.4.a.4"),
    ("1.4", C, COMPANY, {"so_xa_ho_tro": "0"}, NOT, "1.4.a.1"),
    ("1.4", C, COMPANY, {"so_tieu_chi_chuyen_bien": "0"}, NOT, "1.4.a.2"),
    ("1.4", C, COMPANY, {"co_xac_nhan_ho_tro": "không"}, NOT, "1.4.a.3"),
    ("1.4", C, COMPANY, {"so_san_pham_ocop_3_sao": "1"}, MISSING, "1.4.b"),
    ("1.4", C, COMPANY, {"so_san_pham_ocop_3_sao": "1", "tao_viec_lam": "có"}, ELIGIBLE, None),
    ("1.5.1", P, OFFICIAL, {}, ELIGIBLE, None),
    ("1.5.1", P, OFFICIAL, {"bam_co_so": "không"}, NOT, "1.5.1.a"),
    ("1.5.1", P, OFFICIAL, {"sang_kien_giai_phap": "không"}, NOT, "1.5.1.b"),
    ("1.5.2", P, {"mo_hinh_moi": "có"}, {}, ELIGIBLE, None),
    (
        *("1.5.2", P, {"mo_hinh_moi": "không", "sang_che": "không"}),
        {"dong_gop_thiet_thuc": "không"},
        *(NOT, "1.5.2.a"),
    ),
    ("1.6", P, {"san_xuat_gioi_giup_cong_dong": "có"}, {}, ELIGIBLE, None),
    ("1.6", C, {"dong_gop_thiet_thuc": "có"}, {}, ELIGIBLE, None),
    ("1.6", C, {"dong_gop_thiet_thuc": "không"}, {}, MISSING, "1.6.a"),
]


@pytest.mark.parametrize(("group", "who", "base", "changes", "conclusion", "code"), CASES)
def test_a_condition_of_the_plan_decides(group, who, base, changes, conclusion, code):
    found = judged_in(BINH_PHUOC, group, who, base | changes)

    assert found.conclusion is conclusion
    assert [row.code for row in found.wanting] == ([code] if code else [])


@pytest.mark.parametrize(
    "work",
    [
        *("lien_ket_chuoi", "phat_trien_nganh_nghe", "cung_ung_vat_tu", "ap_dung_tieu_chuan"),
        "tao_viec_lam",
    ],
)
def test_one_supporting_work_of_a_company_is_enough(work):
    without = {code: cell for code, cell in COMPANY.items() if code != "so_san_pham_ocop_3_sao"}

    assert [
        judged_in(BINH_PHUOC, "1.4", C, without | {work: cell}).conclusion
        for cell in ("có", "không")
    ] == [ELIGIBLE, MISSING]


@pytest.mark.parametrize(
    ("group", "who", "base", "fact"),
    [
        (group, who, base, fact)
        for group, who, base in [
            *(("1.1", C, AGENCY), ("1.2", C, DISTRICT), ("1.3", C, COMMUNE), ("1.4", C, COMPANY)),
            ("1.5.1", P, OFFICIAL),
        ]
        for fact in base
    ],
)
def test_without_a_fact_of_the_plan_the_data_is_missing(group, who, base, fact):
    cells = {code: cell for code, cell in base.items() if code != fact}

    assert judged_in(BINH_PHUOC, group, who, cells).conclusion is MISSING


@pytest.mark.parametrize(
    ("year", "cells", "conclusion"),
    [
        (2024, {}, ELIGIBLE),
        (2025, {}, MISSING),
        (2025, {"xa_chon_dat_chuan": "có"}, ELIGIBLE),
        (2025, {"xa_chon_dat_chuan": "không"}, NOT),
    ],
)
def test_one_condition_holds_only_in_the_last_year(year, cells, conclusion):
    assert judged_in(BINH_PHUOC, "1.2", C, DISTRICT | cells, year).conclusion is conclusion


def test_the_article_of_the_group_stands_with_each_condition():
    found = judged_in(BINH_PHUOC, "1.4", C, COMPANY)

    assert {row.reference for row in found.results} == {
        "Kế hoạch 192/KH-UBND, tiểu mục 1.4 mục 1 phần IV"
    }
    assert [row.verification.value for row in found.results] == [*(["text"] * 4), "unverified"]


def test_the_missing_money_is_named_exactly():
    """180 in hard areas and 110 elsewhere lack 10 of one sum or 20 of the other."""
    found = judged_in(BINH_PHUOC, "1.4", C, COMPANY | {"so_tien_ho_tro": "290", HARD: "180"})
    short = judged_in(BINH_PHUOC, "1.4", C, COMPANY | {"so_tien_ho_tro": "299,99", HARD: "0"})

    assert [one.wanting[0].remedy for one in (found, short)] == [
        "cần thêm 10 triệu đồng (Số tiền đóng góp); hoặc cần thêm 20 triệu đồng (Số tiền đóng góp "
        "ở vùng dân tộc thiểu số, vùng khó khăn)",
        "cần thêm 0,01 triệu đồng (Số tiền đóng góp); hoặc cần thêm 200 triệu đồng (Số tiền đóng "
        "góp ở vùng dân tộc thiểu số, vùng khó khăn)",
    ]


def read_so(code, reading, group, cells):
    """Kết quả xét khi chọn cách hiểu này."""
    view = book().at(date(2024, 12, 31))
    plan = view.programme(BINH_PHUOC).as_read({code: reading})
    nominee = make_nominee(C, {2024: cells})
    return judge_in_programme(view, plan, plan.group(group), nominee, 2024).conclusion


@pytest.mark.parametrize(
    ("code", "reading", "group", "cells", "ordinary", "otherwise"),
    [
        (
            *("1.4.a.4", "co-ho-tro-vung-kho-khan", "1.4"),
            COMPANY | {"so_tien_ho_tro": "290", HARD: "180"},
            *(NOT, ELIGIBLE),
        ),
        (
            *("1.4.a.4", "co-ho-tro-vung-kho-khan", "1.4"),
            COMPANY | {"so_tien_ho_tro": "290"},
            *(NOT, NOT),
        ),
        (
            *("1.4.b", "mot-san-pham", "1.4"),
            COMPANY | {"so_san_pham_ocop_3_sao": "1"},
            *(MISSING, ELIGIBLE),
        ),
        ("1.4.b", "du-sau-viec", "1.4", COMPANY, ELIGIBLE, MISSING),
        ("1.2.đ", "dat-la-du", "1.2", DISTRICT | {"ket_qua_nam": "100"}, NOT, ELIGIBLE),
        ("1.2.đ", "khong-co", "1.2", DISTRICT | {"ket_qua_nam": "100"}, NOT, NOT),
    ],
)
def test_a_chosen_reading_stands_in_place_of_the_ordinary_one(
    code, reading, group, cells, ordinary, otherwise
):
    assert [read_so(code, one, group, cells) for one in ("", reading)] == [ordinary, otherwise]


@pytest.mark.parametrize(
    ("code", "reading", "group", "base", "amounts"),
    [
        (
            *("1.4.a.4", "co-ho-tro-vung-kho-khan", "1.4", COMPANY),
            {
                "so_tien_ho_tro": [None, "0", "199,9", "200", "290", "300"],
                HARD: [None, "0", "0,01", "180", "200", "250"],
            },
        ),
        (
            *("1.4.b", "mot-san-pham", "1.4", COMPANY),
            {
                "so_san_pham_ocop_3_sao": [None, "0", "1", "2"],
                "tao_viec_lam": [None, "không", "có"],
            },
        ),
        (
            *("1.2.đ", "dat-la-du", "1.2", DISTRICT),
            {"ket_qua_nam": [None, "99", "100", "101"], "ke_hoach_nam_bcd": [None, "100"]},
        ),
    ],
)
def test_a_looser_reading_takes_whoever_the_ordinary_one_takes(code, reading, group, base, amounts):
    stricter = []
    for cells in product(*amounts.values()):
        stated = dict(zip(amounts, cells, strict=True))
        known = {key: cell for key, cell in (base | stated).items() if cell is not None}
        found = [read_so(code, one, group, known) for one in ("", reading)]
        if found[0] is ELIGIBLE and found[1] is not ELIGIBLE:
            stricter.append((stated, found))

    assert stricter == []


def test_a_fact_that_is_asked_twice_is_told_once():
    view = book().at(date(2024, 12, 31))
    plan = view.programme(BINH_PHUOC).as_read({"1.4.a.4": "co-ho-tro-vung-kho-khan"})
    nominee = make_nominee(C, {2024: COMPANY | {"so_tien_ho_tro": "190", HARD: "180"}})

    (row,) = judge_in_programme(view, plan, plan.group("1.4"), nominee, 2024).wanting

    assert row.value == (
        "Số tiền đóng góp: 190 triệu đồng; Số tiền đóng góp ở vùng dân tộc thiểu số, "
        "vùng khó khăn: 180 triệu đồng"
    )


@pytest.mark.parametrize(
    ("kind", "conclusion"),
    [("huyện", NOT), ("thành phố", NOT), ("", NOT), ("thị xã", ELIGIBLE), ("Thị xã", ELIGIBLE)],
)
def test_the_task_of_a_town_speaks_for_a_town_alone(kind, conclusion):
    view = book().at(date(2024, 12, 31))
    plan = view.programme(BINH_PHUOC)
    cells = {"chuan_nong_thon_moi": "chưa đạt", "thi_xa_hoan_thanh": "có"}
    nominee = replace(make_nominee(C, {2024: DISTRICT | cells}), kind=kind)

    assert judge_in_programme(view, plan, plan.group("1.2"), nominee, 2024).conclusion is conclusion


@pytest.mark.parametrize(
    ("kind", "cells", "conclusion"),
    [
        ("mặt trận đoàn thể", {"tuyen_truyen_van_dong": "có"}, ELIGIBLE),
        ("Mặt trận đoàn thể", {"tuyen_truyen_van_dong": "không"}, NOT),
        ("sở ban ngành", {"tuyen_truyen_van_dong": "có"}, MISSING),
        ("sở ban ngành", {"tham_muu_chinh_sach": "có"}, ELIGIBLE),
        ("huyện", {"tham_muu_chinh_sach": "có"}, NOT),
    ],
)
def test_the_kind_of_a_unit_decides_what_it_is_asked(kind, cells, conclusion):
    view = book().at(date(2024, 12, 31))
    plan = view.programme(BINH_PHUOC)
    asked = {code: cell for code, cell in AGENCY.items() if code != "tham_muu_chinh_sach"}
    nominee = replace(make_nominee(C, {2024: asked | cells}), kind=kind)

    assert judge_in_programme(view, plan, plan.group("1.1"), nominee, 2024).conclusion is conclusion


def test_a_condition_for_others_only_says_that_it_does_not_apply():
    found = judged_in(BINH_PHUOC, "1.1", C, AGENCY)

    assert states(found)["1.1.d"] == "đạt"
    assert found.results[-1].value == "không áp dụng (Là thành viên Ban Chỉ đạo: không)"


@pytest.mark.parametrize(
    ("group", "who", "year", "requirement"),
    [
        ("1.5.1", C, 2024, "Nhóm «Cán bộ, công chức, viên chức»"),
        ("1.1", C, 2026, "Giai đoạn 2021–2025"),
    ],
)
def test_whoever_is_outside_the_programme_is_told_so(group, who, year, requirement):
    found = judged_in(BINH_PHUOC, group, who, AGENCY, year)

    assert found.conclusion is NOT
    assert requirement in [row.requirement for row in found.wanting]


@pytest.mark.parametrize(
    ("year", "conclusion"), [(2021, NOT), (2022, ELIGIBLE), (2025, ELIGIBLE), (2026, NOT)]
)
def test_the_years_judged_go_from_that_of_the_document_to_the_last(year, conclusion):
    found = judged_in(BINH_PHUOC, "1.1", C, AGENCY, year, on=date(2025, 3, 20))

    assert found.conclusion is conclusion


def test_before_its_first_day_there_is_no_programme():
    assert [
        book().at(day).programme(BINH_PHUOC) is None
        for day in (date(2022, 6, 29), date(2022, 6, 30))
    ] == [True, False]


@pytest.mark.parametrize(
    ("cells", "conclusion"),
    [
        ({"hoan_thanh_nhiem_vu_giao": "có", "sang_kien_huu_ich": "có"}, ELIGIBLE),
        ({"hoan_thanh_nhiem_vu_giao": "có", "sang_kien_huu_ich": "không"}, NOT),
        ({"hoan_thanh_nhiem_vu_giao": "có"}, MISSING),
    ],
)
def test_the_plan_of_soc_trang_asks_for_both(cells, conclusion):
    assert judged_in(SOC_TRANG, "b", P, cells).conclusion is conclusion


def test_the_seven_groups_have_their_limits_deadlines_and_papers():
    plan = book().programmes[BINH_PHUOC]

    assert {group.code: group.limit for group in plan.groups} == {
        **{"1.1": FixedLimit(3), "1.2": FixedLimit(2), "1.3": None, "1.4": FixedLimit(10)},
        **{"1.5.1": FixedLimit(5), "1.5.2": FixedLimit(5), "1.6": FixedLimit(15)},
    }
    assert [row.on(2024) for row in plan.deadlines] == [
        *(date(2024, 3, 20), date(2024, 4, 15), None, None, None),
    ]
    assert [row.last_day(2024) for row in plan.deadlines] == [
        *(date(2024, 3, 19), date(2024, 4, 14), None, None, None),
    ]
    assert len(plan.dossier) == 3
    assert len(plan.targets) == 8


LEADER = "chuc_vu_lanh_dao"


def _units(prefix, count):
    return [Contender(f"{prefix}{number}") for number in range(1, count + 1)]


def _people(prefix, leaders, others=0, unknown=0, year=None):
    """Những người dự suất, those who lead first."""
    held = [*[True] * leaders, *[False] * others, *[None] * unknown]
    return [
        Contender(
            f"{prefix}{number}",
            recipient=P,
            facts=NomineeFacts({} if leads is None else {(LEADER, year): Fact(leads)}),
        )
        for number, leads in enumerate(held, 1)
    ]


def _quotas(contenders, plan=None, **more):
    plan = plan or book().programmes[BINH_PHUOC]
    return programme_quotas(book().at(date(2024, 12, 31)), plan, contenders, {}, 2024, **more)


def test_the_limit_on_leaders_counts_all_individuals_unless_read_otherwise():
    proposed = {"1.5.1": _people("A", 4, 1), "1.5.2": _people("B", 0, 5)}

    everyone = _quotas(proposed)
    officials = _quotas(proposed, readings={"LANHDAO": "can-bo-cong-chuc"})

    leaders = ("A1", "A2", "A3", "A4")
    assert everyone["1.5.2"]["LANHDAO"] == QuotaState(
        status=QuotaStatus.WITHIN,
        most=4,
        count=4,
        proposed=leaders,
        advice="4/10 quản lý, nhiều nhất 40 %",
    )
    assert "LANHDAO" not in officials["1.5.2"]
    assert officials["1.5.1"]["LANHDAO"] == QuotaState(
        status=QuotaStatus.OVER,
        most=2,
        count=4,
        proposed=leaders,
        advice="4/5 (80,0 %) vượt 40 %: bớt 4 quản lý hoặc thêm 5 cá nhân không giữ chức vụ",
    )


def test_a_reading_that_is_no_longer_in_the_plan_is_the_ordinary_one():
    proposed = {"1.5.1": _people("A", 1), "1.5.2": _people("B", 0, 2)}

    assert _quotas(proposed, readings={"LANHDAO": "da-bo"}) == _quotas(proposed)


def test_units_are_no_part_of_a_share_of_leaders():
    mixed = _quotas({"1.6": [*_units("D", 9), *_people("A", 1, 1)]})

    assert mixed["1.6"]["LANHDAO"] == QuotaState(
        status=QuotaStatus.OVER,
        most=0,
        count=1,
        proposed=("A1",),
        advice="1/2 (50,0 %) vượt 40 %: bớt 1 quản lý hoặc thêm 1 cá nhân không giữ chức vụ",
    )
    assert mixed["1.6"]["1.6"].count == 11


def test_an_office_held_in_another_year_says_nothing_of_this_one():
    yearly = replace(book().catalogue.kinds[LEADER], yearly=True)
    plan = book().programmes[BINH_PHUOC]
    (limit,) = plan.leader_limits
    plan = replace(plan, leader_limits=(replace(limit, fact=yearly),))

    assert [
        _quotas({"1.5.1": _people("A", 1, year=year)}, plan)["1.5.1"]["LANHDAO"].status
        for year in (2023, 2024)
    ] == [QuotaStatus.UNKNOWN, QuotaStatus.OVER]


@pytest.mark.parametrize("percent", [0, 1, 25, 33, 40, 50, 99, 100])
def test_the_share_of_leaders_equals_integer_arithmetic_for_all_small_numbers(percent):
    plan = book().programmes[BINH_PHUOC]
    (limit,) = plan.leader_limits
    plan = replace(plan, leader_limits=(replace(limit, share=Fraction(percent, 100)),))
    counts = [(leaders, others) for leaders in range(9) for others in range(9)]

    found = [
        _quotas({"1.5.1": _people("A", leaders), "1.5.2": _people("B", 0, others)}, plan)
        for leaders, others in counts
    ]

    assert [(one["1.6"]["LANHDAO"].is_over, one["1.6"]["LANHDAO"].most) for one in found] == [
        (
            100 * leaders > percent * (leaders + others),
            percent * (leaders + others) // 100,
        )
        for leaders, others in counts
    ]


def test_each_group_has_its_own_limit():
    overrides = {"1.2": QuotaOverride(3, "Văn phòng Điều phối phân bổ thêm", "CV 12")}

    states_by_group = _quotas(
        {"1.1": _units("S", 4), "1.2": _units("H", 3), "1.3": _units("X", 40)},
        overrides=overrides,
    )

    assert {code: found[code].status.value for code, found in states_by_group.items()} == {
        **{"1.1": "needs_vote", "1.2": "within", "1.3": "unlimited", "1.4": "within"},
        **{"1.5.1": "within", "1.5.2": "within", "1.6": "within"},
    }


def test_a_number_of_leaders_set_with_a_reason_holds_in_every_group_it_counts():
    found = _quotas({"1.5.1": _people("A", 2)}, overrides={"LANHDAO": QuotaOverride(2, "CV 12")})

    assert {code: states["LANHDAO"].most for code, states in found.items() if len(states) > 1} == (
        {"1.5.1": 2, "1.5.2": 2, "1.6": 2}
    )
    assert found["1.5.1"]["LANHDAO"].status is QuotaStatus.WITHIN


@pytest.mark.parametrize(
    ("whose", "more", "joined", "most", "said"),
    [
        ("tập thể tham gia", {}, 9, 2, "tính trên 9 tập thể tham gia phong trào, đếm"),
        ("tập thể tham gia", {}, 10, 3, "tính trên 10 tập thể tham gia phong trào, đếm"),
        ("tập thể tham gia", {}, 0, 0, "tính trên 0 tập thể tham gia phong trào, đếm"),
        ("cá nhân tham gia", {}, 9, None, ""),
        ("cá nhân tham gia", {"stated": {"1.1": StatedBase(20, "BC 4")}}, 0, 6, "BC 4"),
    ],
)
def test_a_limit_may_be_a_share_of_who_joined_rounded_down(whose, more, joined, most, said):
    raw = {"kind": "share", "share": "30%", "share_of": whose}
    limit = read_limit(Table(raw, "thử"), is_of_plan=True)
    plan = book().programmes[BINH_PHUOC]
    plan = replace(plan, groups=(replace(plan.groups[0], limit=limit), *plan.groups[1:]))

    bases = {JOINED: joined}
    view = book().at(date(2024, 12, 31))
    found = programme_quotas(view, plan, {}, bases, 2024, **more)["1.1"]["1.1"]

    assert (found.most, said in found.basis) == (most, True)
    with pytest.raises(LawFault, match="chỉ có ở hạn mức của một phong trào"):
        read_limit(Table(raw, "thử"))
