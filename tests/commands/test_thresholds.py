"""Ngưỡng của từng danh hiệu: nominees just above, on and below each, and with each fact taken away.

The expectations are written from the text of the law and of the plan, not from the law book. Each
nominee stands here twice, as silence is not data: with the lists of the year and of the awards
declared complete, and with nothing declared.
"""

import json
import re

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.services.dossier_block import switch
from thidua.commands.app import app

GOOD, BAD, OPEN, OUT = "eligible", "not_eligible", "missing_data", "excluded"
DEFERRED = "deferred"
LAW, CIRCULAR = "Luật 06/2022/QH15, ", "Thông tư 15/2023/TT-BKHĐT, "
DISSOLVED = "Thông tư 15/2025/TT-BNV, phần tóm tắt"
OWN = "; áp dụng theo Quy chế 01/QC-KTĐ ngày 01/01/2024"
YES, NO = "có", "không"
WORKER, FIGHTER = "lao-dong-tien-tien", "chien-si-thi-dua-co-so"
PROVINCE, NATION = "chien-si-thi-dua-tinh", "chien-si-thi-dua-toan-quoc"
TEAM, BEST_TEAM = "tap-the-lao-dong-tien-tien", "tap-the-lao-dong-xuat-sac"
FLAG, STATE_FLAG = "co-thi-dua-tinh", "co-thi-dua-chinh-phu"
THEME_FLAG = f"{FLAG} --thematic"
MERIT, STATE_MERIT = "bang-khen-tinh", "bang-khen-thu-tuong"
ORDER = "huan-chuong-lao-dong-hang-ba"
FIVE = range(-4, 1)
ORGANISERS = {
    "K": ("Tỉnh", "UBND tỉnh", "QĐ 1770/QĐ-UBND"),
    "S": ("Sở", "Sở Tài chính", "QĐ 319/QĐ-STC"),
    "T": ("Trung ương", "Hội đồng Thi đua - Khen thưởng Trung ương", "HD 2746/HD-BTĐKT"),
    "N": (None, None, None),
}
"""Khối và nơi tổ chức của nó; khối N chưa khai."""
COMPLETE = {("da_khai_du_khen_thuong", None): YES, ("da_khai_du_nam", 0): YES}

PERSON = {"xep_loai": "HTT", "tham_gia_phong_trao": YES}
EXCELLENT = {**PERSON, "xep_loai": "HTXS"}
UNIT = {
    **{"xep_loai": "HTT", "tham_gia_phong_trao": YES, "so_nguoi": 10, "so_ldtt": 7},
    **{"so_ky_luat_canh_cao": 0, "doan_ket": YES, "guong_mau_chap_hanh": YES},
}
BEST = {
    **{"xep_loai": "HTXS", "tham_gia_phong_trao": YES, "so_nguoi": 10, "so_hoan_thanh": 10},
    **{"so_ldtt": 7, "so_cstdcs": 1, "doan_ket": YES, "guong_mau_chap_hanh": YES},
}
OF_BEST = {
    **{"xep_loai": "điểm a", "tham_gia_phong_trao": "điểm b", "so_cstdcs": "điểm d"},
    **dict.fromkeys(("so_nguoi", "so_hoan_thanh", "so_ldtt"), "điểm c"),
    **dict.fromkeys(("doan_ket", "guong_mau_chap_hanh"), "điểm đ"),
}
"""Khoản 1 Điều 27: which fact stands in which letter."""
LEADER = dict.fromkeys(
    (
        *("dan_dau_khoi", "vuot_chi_tieu", "tieu_bieu_xuat_sac", "doan_ket"),
        *("dang_doan_the_vung_manh", "thuc_hanh_tiet_kiem", "chong_lang_phi_tham_nhung"),
    ),
    YES,
)
OF_STATE_LEADER = {
    "dan_dau_khoi": "khoản 1 Điều 25",
    **dict.fromkeys(("vuot_chi_tieu", "tieu_bieu_xuat_sac"), "điểm a khoản 1 Điều 25"),
    **dict.fromkeys(
        ("doan_ket", "dang_doan_the_vung_manh", "di_dau_tiet_kiem"), "điểm b khoản 1 Điều 25"
    ),
}
"""Khoản 1 Điều 25: which fact stands in which letter."""
STATE_LEADER = dict.fromkeys(OF_STATE_LEADER, YES)
MOVEMENT = {
    **{"dan_dau_chuyen_de": YES, "chuyen_de_thu_tuong": YES, "so_nam_chuyen_de": 5},
    **{"so_ket_chuyen_de": YES, "tong_ket_chuyen_de": NO},
}


UNTOLD = {GOOD: None, BAD: OPEN}
"""Khi chưa khai danh sách đã đủ: what is short in one way may be there in another."""


def _case(award, person, facts, held, verdict, *articles, silent=None, block="K"):
    """Một đối tượng: facts of (code, years before the year judged), awards likewise.

    `verdict` is the one of the complete lists; `silent` that of what was not declared, where it
    differs. A unit of which nobody said that it was not dissolved is open besides.
    """
    said = silent or verdict
    cited = {one if one.startswith("Thông tư") else LAW + one for one in articles}
    quiet = (said, set() if said == GOOD else cited)
    if not person and ("da_giai_the", 0) not in facts:
        quiet = (OPEN if said == GOOD else said, quiet[1] | {DISSOLVED})
    wanted = {True: (verdict, set() if verdict == GOOD else cited), False: quiet}
    return award, person, facts, held, wanted, block


def _now(cells):
    return {(code, 0): value for code, value in cells.items()}


def _changed(award, person, base, changes, article, *, other_way=False):
    """Đối tượng đạt; rồi bỏ từng dữ kiện; rồi đổi từng dữ kiện."""

    def cites(code):
        return article if isinstance(article, str) else article.get(code, "")

    yield _case(award, person, _now(base), (), GOOD)
    for code in base:
        left = {one: value for one, value in base.items() if one != code}
        yield _case(award, person, _now(left), (), OPEN, cites(code))
    for code, value, verdict in changes:
        silent = UNTOLD[verdict] if other_way else None
        facts = _now(base | {code: value})
        yield _case(award, person, facts, (), verdict, cites(code), silent=silent)


def _shares():
    """Tập thể từ 1 đến 12 người: 70 % of them, rounded up in whole numbers, and one fewer."""
    for count in range(1, 13):
        least = -(-7 * count // 10)
        for award, base, article in (
            (TEAM, UNIT, "Điều 28"),
            (BEST_TEAM, BEST, "điểm c khoản 1 Điều 27"),
        ):
            size = {"so_nguoi": count, "so_hoan_thanh": count}
            whole = base | {code: size[code] for code in size.keys() & base.keys()}
            yield _case(award, False, _now(whole | {"so_ldtt": least}), (), GOOD)
            yield _case(award, False, _now(whole | {"so_ldtt": least - 1}), (), BAD, article)


def _titles():
    """Điều 23, 24, 27, 28: no months in post, no age of the unit; those are left to bộ, tỉnh."""
    yield from _changed(
        *(WORKER, True, PERSON),
        [
            *(("xep_loai", rating, BAD) for rating in ("KHT", "HT")),
            *(("xep_loai", "HTXS", GOOD), ("tham_gia_phong_trao", NO, BAD)),
            *(("thang_cong_tac", 8, GOOD), ("bi_ky_luat", YES, GOOD)),
        ],
        "khoản 1 Điều 24",
    )
    yield from _changed(
        *(FIGHTER, True, EXCELLENT),
        [("xep_loai", "HT", BAD), ("tham_gia_phong_trao", NO, BAD)],
        "Điều 23",
    )
    yield _case(FIGHTER, True, _now(PERSON), (), BAD, "Điều 23", silent=OPEN)
    nothing = PERSON | {"sang_kien_cap": NO, "de_tai_cap": NO, "muu_tri_sang_tao": NO}
    yield _case(FIGHTER, True, _now(nothing), (), BAD, "Điều 23")
    for code, value in (
        *(("sang_kien_cap", "co_so"), ("sang_kien_cap", "tinh"), ("de_tai_cap", "co_so")),
        ("muu_tri_sang_tao", YES),
    ):
        yield _case(FIGHTER, True, _now(nothing | {code: value}), (), GOOD)
    unsaid = _now(PERSON | {"sang_kien_cap": NO})
    yield _case(FIGHTER, True, unsaid, (), BAD, "Điều 23", silent=OPEN)
    yield from _changed(
        *(TEAM, False, UNIT),
        [
            *(
                ("xep_loai", "KHT", BAD),
                ("xep_loai", "HT", BAD),
                ("xep_loai", "HTXS", GOOD),
                ("tham_gia_phong_trao", NO, BAD),
            ),
            *(("so_ky_luat_canh_cao", 1, BAD), ("doan_ket", NO, BAD)),
            *(("guong_mau_chap_hanh", NO, BAD), ("thang_hoat_dong", 11, GOOD)),
        ],
        "Điều 28",
    )
    yield from _changed(
        *(BEST_TEAM, False, BEST),
        [
            *(("xep_loai", "HTT", BAD), ("tham_gia_phong_trao", NO, BAD)),
            *(("so_hoan_thanh", 9, BAD), ("so_cstdcs", 0, BAD), ("so_cstdcs", 2, GOOD)),
            *(("doan_ket", NO, BAD), ("guong_mau_chap_hanh", NO, BAD)),
            *(("thang_hoat_dong", 11, GOOD), ("so_ky_luat_canh_cao", 1, GOOD)),
        ],
        {code: f"{letter} khoản 1 Điều 27" for code, letter in OF_BEST.items()},
    )


def _dissolved():
    """Đơn vị đã giải thể: said yes it is left out, said no nothing is open."""
    for award, base in (
        (TEAM, UNIT),
        (BEST_TEAM, BEST),
        (FLAG, LEADER),
        (STATE_FLAG, STATE_LEADER),
    ):
        for said, verdict in ((YES, OUT), (NO, GOOD)):
            yield _case(award, False, _now(base | {"da_giai_the": said}), (), verdict, DISSOLVED)


def _flags():
    """Điều 25, 26: who leads which block, organised by whom, and the leaders of a movement."""
    failed = [(code, NO, BAD) for code in LEADER]
    yield from _changed(FLAG, False, LEADER, failed, "khoản 1 Điều 26")
    yield _case(FLAG, False, _now(LEADER), (), BAD, "khoản 1 Điều 26", block="S")
    yield _case(FLAG, False, _now(LEADER), (), BAD, "khoản 1 Điều 26", block="T")
    yield _case(FLAG, False, _now(LEADER), (), OPEN, "khoản 1 Điều 26", block="N")
    theme = {"dan_dau_chuyen_de": YES, "so_nam_chuyen_de": 3, "tong_ket_chuyen_de": YES}
    yield _case(THEME_FLAG, False, _now(theme), (), GOOD)
    for code, value, verdict in (
        *(("so_nam_chuyen_de", 4, GOOD), ("so_nam_chuyen_de", 2, BAD)),
        *(("dan_dau_chuyen_de", NO, BAD), ("tong_ket_chuyen_de", NO, BAD)),
    ):
        facts = _now(theme | {code: value})
        yield _case(THEME_FLAG, False, facts, (), verdict, "khoản 2 Điều 26")
    for code in theme:
        left = _now({one: value for one, value in theme.items() if one != code})
        yield _case(THEME_FLAG, False, left, (), BAD, "khoản 2 Điều 26", silent=OPEN)

    failed = [(code, NO, BAD) for code in STATE_LEADER]
    yield from _changed(STATE_FLAG, False, STATE_LEADER, failed, OF_STATE_LEADER, other_way=True)
    first = "khoản 1 Điều 25"
    yield _case(STATE_FLAG, False, _now(STATE_LEADER), (), BAD, first, silent=OPEN, block="S")
    yield _case(STATE_FLAG, False, _now(STATE_LEADER), (), OPEN, first, block="N")
    none = dict.fromkeys(STATE_LEADER, NO)
    all_three = sorted(set(OF_STATE_LEADER.values()))
    central = none | {"dan_dau_khoi_trung_uong": YES}
    yield _case(STATE_FLAG, False, _now(central), (), GOOD, block="T")
    yield _case(STATE_FLAG, False, _now(none), (), BAD, *all_three, silent=OPEN)
    yield _case(STATE_FLAG, False, _now(none | MOVEMENT), (), GOOD)
    for changes, verdict in (
        ({"so_nam_chuyen_de": 6}, GOOD),
        ({"so_ket_chuyen_de": NO, "tong_ket_chuyen_de": YES}, GOOD),
        ({"so_nam_chuyen_de": 4}, BAD),
        ({"so_ket_chuyen_de": NO}, BAD),
        ({"dan_dau_chuyen_de": NO}, BAD),
        ({"chuyen_de_thu_tuong": NO}, BAD),
    ):
        facts = _now(none | MOVEMENT | changes)
        silent = UNTOLD[verdict]
        yield _case(STATE_FLAG, False, facts, (), verdict, *all_three, silent=silent)
        closed = facts | _now({"dan_dau_khoi_trung_uong": NO})
        yield _case(STATE_FLAG, False, closed, (), verdict, *all_three)


def _given(slug, *years):
    return tuple((slug, year) for year in years)


def _runs():
    """Chuỗi năm: long enough, one short, with a gap, and not entered."""
    for award, below, least, article, scope, less, wide, narrow in (
        (PROVINCE, FIGHTER, 3, "Điều 22", "tinh", "co_so", "toan_luc_luong", "co_so"),
        (NATION, PROVINCE, 2, "Điều 21", "toan_quoc", "tinh", "toan_quoc", "toan_luc_luong"),
    ):
        reached, short = _now({"sang_kien_cap": scope}), _now({"sang_kien_cap": less})
        run = _given(below, *range(1 - least, 1))
        gap = _given(below, *range(-least, -1), 0)
        yield _case(award, True, reached, run, GOOD)
        yield _case(award, True, short, run, BAD, article, silent=OPEN)
        yield _case(award, True, {}, run, BAD, article, silent=OPEN)
        yield _case(award, True, reached, run[1:], BAD, article, silent=OPEN)
        yield _case(award, True, reached, gap, BAD, article, silent=OPEN)
        yield _case(award, True, reached, (), BAD, article, silent=OPEN)
        only = reached | {("danh_hieu", -1): "LĐTT"}
        yield _case(award, True, only, gap, BAD, article)
        yield _case(award, True, reached, (*gap, (WORKER, -1)), BAD, article)
        told, elsewhere = ({("da_khai_du_nam", year): YES} for year in (1 - least, -least))
        yield _case(award, True, reached | told, run[1:], BAD, article)
        yield _case(award, True, reached | elsewhere, run[1:], BAD, article, silent=OPEN)
        nothing = {"sang_kien_cap": NO, "de_tai_cap": NO, "muu_tri_pham_vi": NO}
        for code, enough, few in (
            ("sang_kien_cap", scope, less),
            ("de_tai_cap", scope, less),
            ("muu_tri_pham_vi", wide, narrow),
        ):
            yield _case(award, True, _now(nothing | {code: enough}), run, GOOD)
            yield _case(award, True, _now(nothing | {code: few}), run, BAD, article)


def _merits():
    """Điều 74: two titles running, or two excellent years with two initiatives or two topics."""
    article = "khoản 1 Điều 74"
    rated = {("xep_loai", year): "HTT" for year in (-1, 0)}
    yield _case(MERIT, True, {}, _given(FIGHTER, -1, 0), GOOD)
    yield _case(MERIT, True, {}, (), OPEN, article)
    yield _case(MERIT, True, rated, _given(FIGHTER, -1, 0), GOOD)
    for held in ((), _given(FIGHTER, 0), _given(FIGHTER, -2, 0)):
        yield _case(MERIT, True, rated, held, BAD, article, silent=OPEN)
    excellent = {("xep_loai", 0): "HTXS", ("xep_loai", -1): "HTXS", ("xep_loai", -2): "HTT"}
    for initiatives, topics, verdict in (
        *(((0, 2), (0, 0), GOOD), ((1, 1), (0, 0), GOOD), ((0, 1), (0, 0), BAD)),
        *(((0, 0), (0, 2), GOOD), ((0, 0), (1, 1), GOOD), ((0, 0), (0, 1), BAD)),
        ((1, 0), (0, 1), BAD),
    ):
        counts = {("so_sang_kien", back - 1): count for back, count in enumerate(initiatives)}
        counts |= {("so_de_tai", back - 1): count for back, count in enumerate(topics)}
        silent = UNTOLD[verdict]
        yield _case(MERIT, True, excellent | counts, (), verdict, article, silent=silent)
        once = excellent | counts | {("xep_loai", -1): "HTT"}
        yield _case(MERIT, True, once, (), BAD, article, silent=OPEN)
    for code in (
        *("thanh_tich_phong_trao", "thanh_tich_dot_xuat", "dong_gop_cong_hien"),
        "thanh_tich_nguoi_lao_dong",
    ):
        yield _case(MERIT, True, rated | _now({code: YES}), (), GOOD)
        yield _case(MERIT, True, rated | _now({code: NO}), (), BAD, article, silent=OPEN)

    article = "khoản 3 Điều 74"
    cared = _now(
        dict.fromkeys(("thuc_hien_dan_chu", "cham_lo_doi_song", "thuc_hanh_tiet_kiem"), YES)
    )
    two = cared | {("xep_loai", year): "HTXS" for year in (-1, 0)}
    one = two | {("xep_loai", -1): "HTT"}
    yield _case(MERIT, False, two, (), GOOD)
    yield _case(MERIT, False, one, (), BAD, article, silent=OPEN)
    yield _case(MERIT, False, one, _given(BEST_TEAM, -1), GOOD)
    for key in cared:
        yield _case(MERIT, False, two | {key: NO}, (), BAD, article, silent=OPEN)
        left = {other: value for other, value in two.items() if other != key}
        yield _case(MERIT, False, left, (), OPEN, article)
    for code in ("thanh_tich_phong_trao", "thanh_tich_dot_xuat", "dong_gop_cong_hien"):
        yield _case(MERIT, False, one | _now({code: YES}), (), GOOD)


def _other_ways():
    """Cách khác của Điều 44, 73, 74: counted only with the document that says so."""
    rated = {("xep_loai", year): "HTT" for year in (-1, 0)}
    obeys = _now({"guong_mau_chap_hanh": YES})
    letters = "điểm b khoản 1 Điều 73", "điểm e khoản 4 Điều 73"
    order = "điểm e khoản 1 Điều 44", "điểm đ khoản 4 Điều 44"
    for award, person, base, code, article in (
        (MERIT, True, rated, "dat_dieu_74_khac", "khoản 1 Điều 74"),
        (MERIT, False, rated, "dat_dieu_74_khac", "khoản 3 Điều 74"),
        (STATE_MERIT, True, rated | obeys, "bkttg_phong_trao", letters[0]),
        (STATE_MERIT, True, rated | obeys, "bkttg_thanh_tich", letters[0]),
        (STATE_MERIT, True, rated | obeys, "dat_dieu_73_khac", letters[0]),
        (STATE_MERIT, False, rated, "dat_dieu_73_khac", letters[1]),
        (ORDER, True, rated, "dat_dieu_44_khac", order[0]),
        (ORDER, False, rated, "dat_dieu_44_khac", order[1]),
    ):
        proven = base | _now({code: (YES, "QĐ 12/QĐ-UBND ngày 02/03/2025")})
        yield _case(award, person, proven, (), GOOD)
        yield _case(award, person, base | _now({code: YES}), (), OPEN, article)
        yield _case(award, person, base | _now({code: NO}), (), BAD, article, silent=OPEN)
    led = {
        **{"truc_tiep_lao_dong": YES, "dan_dau_chuyen_de": YES, "so_nam_chuyen_de": 5},
        **{"so_ket_chuyen_de": YES, "tong_ket_chuyen_de": NO},
    }
    yield _case(ORDER, True, rated | _now(led), (), GOOD)
    for changes, verdict in (
        ({"so_ket_chuyen_de": NO, "tong_ket_chuyen_de": YES}, GOOD),
        ({"so_nam_chuyen_de": 4}, BAD),
        ({"so_ket_chuyen_de": NO}, BAD),
        ({"dan_dau_chuyen_de": NO}, BAD),
        ({"truc_tiep_lao_dong": NO}, BAD),
    ):
        facts = rated | _now(led | changes)
        yield _case(ORDER, True, facts, (), verdict, order[0], silent=UNTOLD[verdict])


def _state():
    obeys = _now({"guong_mau_chap_hanh": YES})
    well = obeys | {("xep_loai", year): "HTT" for year in FIVE}
    best = {("xep_loai", year): "HTXS" for year in FIVE}
    three, article = _given(FIGHTER, -4, -2, 0), "điểm b khoản 1 Điều 73"
    merit = _given(MERIT, -5)
    yield _case(STATE_MERIT, True, well, merit + three, GOOD)
    yield _case(STATE_MERIT, True, well, merit + three[1:], BAD, article, silent=OPEN)
    older = _given(MERIT, -7) + _given(FIGHTER, -6) + three[1:]
    yield _case(STATE_MERIT, True, well, older, OPEN, article)
    yield _case(STATE_MERIT, True, well, three, BAD, article, silent=OPEN)
    fell = well | {("xep_loai", -4): "HT"}
    yield _case(STATE_MERIT, True, fell, merit + three, BAD, article, silent=OPEN)
    for year in FIVE:
        left = {key: value for key, value in well.items() if key != ("xep_loai", year)}
        yield _case(STATE_MERIT, True, left, merit + three, OPEN, article)
    unruly, unsaid = well | _now({"guong_mau_chap_hanh": NO}), dict(well)
    del unsaid["guong_mau_chap_hanh", 0]
    yield _case(STATE_MERIT, True, unruly, merit + three, BAD, "khoản 1 Điều 73")
    yield _case(STATE_MERIT, True, unsaid, merit + three, OPEN, "khoản 1 Điều 73")
    article = "điểm e khoản 4 Điều 73"
    for held, verdict in (
        *((_given(FLAG, -2), GOOD), (_given(MERIT, -2, 0), GOOD), (_given(MERIT, -2), BAD)),
    ):
        silent = UNTOLD[verdict]
        yield _case(STATE_MERIT, False, best, merit + held, verdict, article, silent=silent)
    late = _given(MERIT, -4) + _given(FLAG, -2)
    yield _case(STATE_MERIT, False, best, late, BAD, article, silent=OPEN)
    premier, article = _given(STATE_MERIT, -5), "điểm e khoản 1 Điều 44"
    once = well | {("xep_loai", -3): "HTXS"}
    yield _case(ORDER, True, once, premier + three, GOOD)
    yield _case(ORDER, True, well, premier + three, BAD, article, silent=OPEN)
    yield _case(ORDER, True, once, premier + three[1:], BAD, article, silent=OPEN)
    late = _given(STATE_MERIT, -4) + three
    yield _case(ORDER, True, once, late, BAD, article, silent=OPEN)
    article = "điểm đ khoản 4 Điều 44"
    for held, verdict in (
        *((_given(STATE_FLAG, -1), GOOD), (_given(FLAG, -3, -1), GOOD), (_given(FLAG, -1), BAD)),
        (_given(FLAG, -1) + _given(MERIT, -2), GOOD),
        (_given(MERIT, -2, -1), BAD),
    ):
        for months, outcome in ((119, BAD), (120, verdict), (121, verdict)):
            aged = best | _now({"thang_hoat_dong": months})
            silent = UNTOLD[outcome]
            yield _case(ORDER, False, aged, premier + held, outcome, article, silent=silent)
    aged = best | _now({"thang_hoat_dong": 120}) | {("khong_thuoc_dien_co", None): YES}
    yield _case(ORDER, False, aged, premier + _given(MERIT, -2, -1), GOOD)
    yield _case(*(ORDER, False, aged, premier + _given(MERIT, -1), BAD, article), silent=OPEN)
    yield _case(ORDER, False, best, premier + _given(STATE_FLAG, -1), OPEN, article)


CASES = [
    *(*_titles(), *_shares(), *_dissolved(), *_flags()),
    *(*_runs(), *_merits(), *_other_ways(), *_state()),
]


def _samples():
    """Mẫu của Thông tư 15/2023: each nominee by the Law alone, then with the samples on."""
    whole = {"thang_cong_tac": 9, "bi_ky_luat": NO, "dang_bi_xem_xet": NO}
    served, post = PERSON | whole, "các khoản 2 đến 5 Điều 5"
    for code, value, verdict, article in (
        ("thang_cong_tac", 8, OUT, post),
        ("thang_cong_tac", 9, GOOD, post),
        ("thang_cong_tac", 10, GOOD, post),
        ("thang_cong_tac", None, OPEN, post),
        ("bi_ky_luat", YES, OUT, post),
        ("bi_ky_luat", None, OPEN, post),
        ("dang_bi_xem_xet", YES, DEFERRED, "khoản 4 Điều 3"),
    ):
        facts = served | {code: value}
        yield _sample(WORKER, True, facts, verdict, f"{CIRCULAR}{article}{OWN}")
    unasked = {code: value for code, value in served.items() if code != "dang_bi_xem_xet"}
    yield _sample(WORKER, True, unasked, GOOD, f"{CIRCULAR}khoản 4 Điều 3{OWN}", silent=OPEN)
    early = served | {"xep_loai": "HTXS", "thang_cong_tac": 8}
    yield _sample(FIGHTER, True, early, BAD, "Điều 23")
    for award, base in ((TEAM, UNIT), (BEST_TEAM, BEST), (FLAG, LEADER)):
        for months, verdict in ((11, OUT), (12, GOOD), (13, GOOD), (None, OPEN)):
            facts = base | {"thang_hoat_dong": months}
            yield _sample(award, False, facts, verdict, f"{CIRCULAR}khoản 3 Điều 3{OWN}")


def _sample(award, person, facts, verdict, *articles, silent=None):
    """Một đối tượng đạt theo Luật; and what it is once the samples are on."""
    known = _now({code: value for code, value in facts.items() if value is not None})
    alone = _case(award, person, known, (), GOOD)
    return alone, _case(award, person, known, (), verdict, *articles, silent=silent)


def _run(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert (done.exit_code, [line for line in done.stderr.splitlines() if "LỖI" in line]) == (0, [])
    return done.stdout


def _nominees(cases):
    """Mỗi trường hợp hai đối tượng: its lists declared complete, and nothing declared."""
    for place, (award, person, facts, held, wanted, block) in enumerate(cases):
        for is_complete in (True, False):
            code = f"{'P' if person else 'U'}{place}{'D' if is_complete else 'C'}"
            told = facts | COMPLETE if is_complete else facts
            yield code, award, told, held, wanted[is_complete], block


@pytest.fixture
def bring(tmp_path):
    """Nhập các đối tượng như người lạ viết: one sheet for each list, any order of columns."""

    def save(command, head, rows):
        book = openpyxl.Workbook()
        for row in (head, *rows):
            book.active.append(row)
        book.save(tmp_path / "so.xlsx")
        _run(command, tmp_path / "so.xlsx")

    def brought(cases, year):
        nominees = [*_nominees(cases)]
        of = {code: _block(award, block) for code, award, *_, block in nominees}
        head = (
            *("Năm", "Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại"),
            *("Cấp tổ chức khối", "Nơi tổ chức khối", "Văn bản tổ chức khối"),
        )
        units = {code: block for code, block in of.items() if code[0] == "U"}
        units |= {f"UP{block}": block for block in of.values()}
        rows = [
            (year, block, f"Khối {block}", unit, unit, unit, "Sở", *ORGANISERS[block[-1]])
            for unit, block in units.items()
        ]
        save("import-units", head, rows)
        people = [(f"UP{block}", code) for code, block in of.items() if code[0] == "P"]
        head = ("Mã đơn vị", "Mã", "Họ tên", "Chức vụ", "Lãnh đạo")
        save("import-people", head, [(unit, code, code, "", None) for unit, code in people])
        rows = [
            (*(value if isinstance(value, tuple) else (value, None)), code, fact, _year(year, back))
            for code, _, facts, *_ in nominees
            for (fact, back), value in facts.items()
        ]
        save("import-facts", ("Giá trị", "Minh chứng", "Mã", "Dữ kiện", "Năm"), rows)
        rows = [
            (code, slug, year + back, str(place))
            for code, _, _, held, *_ in nominees
            for place, (slug, back) in enumerate(held)
        ]
        if rows:
            save("import-awards", ("Mã", "Danh hiệu", "Năm", "Số quyết định"), rows)

    return brought


def _year(year, back):
    return None if back is None else year + back


def _block(award, organiser):
    """Khối của những đối tượng được xét một danh hiệu: by its award, then its organiser."""
    return f"{award.replace(' --', '-')}.{organiser}"


def _found(cases, year, day):
    """Kết quả xét, by award and code."""
    asked = {(award, _block(award, block)) for award, *_, block in cases}
    words = ("--year", year, "--on", day, "--json")
    return {
        (award, row["code"]): row
        for award, block in asked
        for row in json.loads(
            _run("eligibility", "--award", *award.split(), "--block", block, *words)
        )
    }


def _whole(references):
    """Các điều được dẫn, without their points."""
    return {re.sub(r", .*(Điều \d+)$", r", \1", one) for one in references}


def _compare(cases, found):
    """So từng đối tượng: the verdict, the articles of what is wanting, and each with its remedy."""
    wanted, got = {}, {}
    for code, award, facts, _, (verdict, articles), _ in _nominees(cases):
        row = found[award, code]
        open_ones = [one for one in row["findings"] if one["verdict"] != "đạt"]
        cited = {one["reference"] for one in open_ones}
        if verdict == OPEN:  # what is open may be the article's first way or another of its ways
            articles, cited = _whole(articles), _whole(cited)
        wanted[code] = (award, facts, verdict, articles, True)
        got[code] = (award, facts, row["verdict"], cited, all(one["remedy"] for one in open_ones))
    assert got == wanted


@pytest.mark.parametrize(
    ("year", "day", "warned"),
    [
        (2025, "2025-12-31", False),
        (2026, "2026-09-30", False),
        (2026, "2026-10-01", True),
    ],
)
def test_every_threshold_of_the_law_from_both_sides(sqlite_url, bring, year, day, warned):
    bring(CASES, year)

    found = _found(CASES, year, day)

    _compare(CASES, found)
    chosen = {award for (award, _), row in found.items() if row["choice"]}
    assert chosen == {PROVINCE, NATION, STATE_FLAG}  # khoản 1 Điều 21, 22, 25: «được lựa chọn»
    old_text = [
        one
        for row in found.values()
        for one in row["findings"]
        if one["reference"].startswith("Luật 06/2022/QH15")
    ]
    assert {tuple(one["warnings"]) for one in old_text} == {
        ("chưa đối chiếu Luật 06/2026/QH16",) if warned else ()
    }
    assert {one["in_force_from"] for one in old_text} == {"2024-01-01"}


def test_the_thresholds_of_a_sector_hold_only_where_they_are_switched_on(sqlite_url, bring):
    """Khoản 4 Điều 24, khoản 3 Điều 26 to 28 leave them to bộ, tỉnh; the Law has none of them."""
    alone, ruled = zip(*_samples(), strict=True)
    bring(alone, 2025)
    _compare(alone, _found(alone, 2025, "2025-12-31"))

    switch("LOAI.9THANG", "LOAI.KYLUAT", "LOAI.XEMXET", "LOAI.12THANG")

    _compare(ruled, _found(ruled, 2025, "2025-12-31"))
