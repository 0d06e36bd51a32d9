"""Ngưỡng của từng danh hiệu: nominees just above, on and below each, and with each fact taken away.

The expectations are written from the text of the law and of the plan, not from the law book.
"""

import json

import openpyxl
import pytest
from typer.testing import CliRunner

from thidua.commands.app import app

GOOD, BAD, OPEN, OUT = "eligible", "not_eligible", "missing_data", "excluded"
LAW, CIRCULAR = "Luật 06/2022/QH15, ", "Thông tư 15/2023/TT-BKHĐT, "
YES, NO = "có", "không"
WORKER, FIGHTER = "lao-dong-tien-tien", "chien-si-thi-dua-co-so"
PROVINCE, NATION = "chien-si-thi-dua-tinh", "chien-si-thi-dua-toan-quoc"
TEAM, BEST_TEAM = "tap-the-lao-dong-tien-tien", "tap-the-lao-dong-xuat-sac"
FLAG, STATE_FLAG = "co-thi-dua-tinh", "co-thi-dua-chinh-phu"
MERIT, STATE_MERIT = "bang-khen-tinh", "bang-khen-thu-tuong"
ORDER = "huan-chuong-lao-dong-hang-ba"
FIVE = range(-4, 1)

PERSON = {"xep_loai": "HTT", "tham_gia_phong_trao": YES, "thang_cong_tac": 9, "bi_ky_luat": NO}
EXCELLENT = {**PERSON, "xep_loai": "HTXS"}
UNIT = {
    **{"xep_loai": "HTT", "tham_gia_phong_trao": YES, "so_nguoi": 10, "so_ldtt": 7},
    **{"so_ky_luat_canh_cao": 0, "doan_ket": YES, "thang_hoat_dong": 12},
}
BEST = {
    **{"xep_loai": "HTXS", "tham_gia_phong_trao": YES, "so_nguoi": 10, "so_hoan_thanh": 10},
    **{"so_ldtt": 7, "so_cstdcs": 1, "doan_ket": YES, "thang_hoat_dong": 12},
}
LEADER = {
    **{"dan_dau_khoi": YES, "vuot_chi_tieu": YES, "tieu_bieu_xuat_sac": YES, "doan_ket": YES},
    **{"dang_doan_the_vung_manh": YES, "chong_lang_phi_tham_nhung": YES, "thang_hoat_dong": 12},
}


def _case(award, person, facts, held, verdict, article):
    """Một đối tượng: facts of (code, years before the year judged), awards likewise."""
    return award, person, facts, held, (verdict, article)


def _now(cells):
    return {(code, 0): value for code, value in cells.items()}


def _changed(award, person, base, changes, article, other=""):
    """Đối tượng đạt; rồi bỏ từng dữ kiện; rồi đổi từng dữ kiện."""
    late = {"thang_cong_tac", "bi_ky_luat", "thang_hoat_dong"} if other else set()

    def cites(code):
        return CIRCULAR + other if code in late else LAW + article

    yield _case(award, person, _now(base), (), GOOD, "")
    for code in base:
        left = {one: value for one, value in base.items() if one != code}
        yield _case(award, person, _now(left), (), OPEN, cites(code))
    for code, value, verdict in changes:
        cited = "" if verdict == GOOD else cites(code)
        yield _case(award, person, _now(base | {code: value}), (), verdict, cited)


def _shares():
    """Tập thể từ 1 đến 12 người: 70 % of them, rounded up in whole numbers, and one fewer."""
    for count in range(1, 13):
        least = -(-7 * count // 10)
        for award, base, article in ((TEAM, UNIT, "Điều 28"), (BEST_TEAM, BEST, "Điều 27")):
            size = {"so_nguoi": count, "so_hoan_thanh": count}
            whole = base | {code: size[code] for code in size.keys() & base.keys()}
            yield _case(award, False, _now(whole | {"so_ldtt": least}), (), GOOD, "")
            below = _now(whole | {"so_ldtt": least - 1})
            yield _case(award, False, below, (), BAD, LAW + article)


def _titles():
    yield from _changed(
        *(WORKER, True, PERSON),
        [
            *(("xep_loai", rating, BAD) for rating in ("KHT", "HT")),
            *(("xep_loai", "HTXS", GOOD), ("tham_gia_phong_trao", NO, BAD)),
            *(("thang_cong_tac", 8, OUT), ("thang_cong_tac", 10, GOOD), ("bi_ky_luat", YES, OUT)),
        ],
        *("khoản 1 Điều 24", "các khoản 2 đến 5 Điều 5"),
    )
    yield from _changed(
        *(FIGHTER, True, EXCELLENT),
        [("xep_loai", "HTT", OPEN), ("xep_loai", "HT", BAD), ("thang_cong_tac", 8, BAD)],
        "Điều 23",
    )
    for scope, verdict in (("co_so", GOOD), ("tinh", GOOD), (NO, BAD)):
        cited = "" if verdict == GOOD else f"{LAW}Điều 23"
        found = _now(PERSON | {"sang_kien_cap": scope})
        yield _case(FIGHTER, True, found, (), verdict, cited)
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
            *(("thang_hoat_dong", 11, OUT), ("thang_hoat_dong", 13, GOOD)),
        ],
        *("Điều 28", "khoản 3 Điều 3"),
    )
    yield from _changed(
        *(BEST_TEAM, False, BEST),
        [
            *(("xep_loai", "HTT", BAD), ("so_hoan_thanh", 9, BAD), ("so_cstdcs", 0, BAD)),
            *(("so_cstdcs", 2, GOOD), ("doan_ket", NO, BAD), ("thang_hoat_dong", 11, OUT)),
        ],
        *("Điều 27", "khoản 3 Điều 3"),
    )
    failed = [(code, NO, BAD) for code in LEADER if code != "thang_hoat_dong"]
    young = ("thang_hoat_dong", 11, OUT)
    yield from _changed(FLAG, False, LEADER, [*failed, young], "khoản 1 Điều 26", "khoản 3 Điều 3")
    yield from _changed(STATE_FLAG, False, LEADER, failed, "Điều 25")


def _given(slug, *years):
    return tuple((slug, year) for year in years)


def _runs():
    """Chuỗi năm: long enough, one short, with a gap, and not entered."""
    for award, below, least, scope, less, article in (
        (PROVINCE, FIGHTER, 3, "tinh", "co_so", "Điều 22"),
        (NATION, PROVINCE, 2, "toan_quoc", "tinh", "Điều 21"),
    ):
        reached, short = _now({"sang_kien_cap": scope}), _now({"sang_kien_cap": less})
        run = _given(below, *range(1 - least, 1))
        gap = _given(below, *range(-least, -1), 0)
        yield _case(award, True, reached, run, GOOD, "")
        yield _case(award, True, short, run, BAD, LAW + article)
        yield _case(award, True, {}, run, OPEN, LAW + article)
        yield _case(award, True, reached, run[1:], BAD, LAW + article)
        yield _case(award, True, reached, gap, BAD, LAW + article)
        yield _case(award, True, reached, (), OPEN, LAW + article)
    yield _case(MERIT, True, {}, _given(FIGHTER, -1, 0), GOOD, "")
    yield _case(MERIT, True, {}, (), OPEN, f"{LAW}khoản 1 Điều 74")


def _state():
    well = {("xep_loai", year): "HTT" for year in FIVE}
    best = {("xep_loai", year): "HTXS" for year in FIVE}
    three, article = _given(FIGHTER, -4, -2, 0), f"{LAW}điểm b khoản 1 Điều 73"
    merit = _given(MERIT, -5)
    yield _case(STATE_MERIT, True, well, merit + three, GOOD, "")
    yield _case(STATE_MERIT, True, well, merit + three[1:], BAD, article)
    yield _case(STATE_MERIT, True, well, three, BAD, article)
    yield _case(STATE_MERIT, True, well | {("xep_loai", -4): "HT"}, merit + three, BAD, article)
    for year in FIVE:
        left = {key: value for key, value in well.items() if key[1] != year}
        yield _case(STATE_MERIT, True, left, merit + three, OPEN, article)
    article = f"{LAW}điểm e khoản 4 Điều 73"
    for held, verdict in (
        *((_given(FLAG, -2), GOOD), (_given(MERIT, -2, 0), GOOD), (_given(MERIT, -2), BAD)),
    ):
        cited = "" if verdict == GOOD else article
        yield _case(STATE_MERIT, False, best, merit + held, verdict, cited)
    yield _case(STATE_MERIT, False, best, _given(MERIT, -4) + _given(FLAG, -2), BAD, article)
    premier, article = _given(STATE_MERIT, -5), f"{LAW}điểm e khoản 1 Điều 44"
    once = well | {("xep_loai", -3): "HTXS"}
    yield _case(ORDER, True, once, premier + three, GOOD, "")
    yield _case(ORDER, True, well, premier + three, BAD, article)
    yield _case(ORDER, True, once, _given(STATE_MERIT, -4) + three, BAD, article)
    article = f"{LAW}điểm đ khoản 4 Điều 44"
    for held, verdict in (
        *((_given(STATE_FLAG, -1), GOOD), (_given(FLAG, -3, -1), GOOD), (_given(FLAG, -1), BAD)),
        (_given(FLAG, -1) + _given(MERIT, -2), GOOD),
        (_given(MERIT, -2, -1), BAD),
    ):
        cited = "" if verdict == GOOD else article
        for months, outcome in ((119, BAD), (120, verdict), (121, verdict)):
            aged = best | _now({"thang_hoat_dong": months})
            said = article if outcome == BAD else cited
            yield _case(ORDER, False, aged, premier + held, outcome, said)
    yield _case(ORDER, False, best, premier + _given(STATE_FLAG, -1), OPEN, article)


CASES = [*_titles(), *_shares(), *_runs(), *_state()]


def _run(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert (done.exit_code, [line for line in done.stderr.splitlines() if "LỖI" in line]) == (0, [])
    return done.stdout


@pytest.fixture
def bring(tmp_path):
    """Nhập một danh sách như người lạ viết: one sheet, any order of columns."""

    def brought(command, head, rows):
        book = openpyxl.Workbook()
        for row in (head, *rows):
            book.active.append(row)
        book.save(tmp_path / "so.xlsx")
        _run(command, tmp_path / "so.xlsx")

    return brought


@pytest.mark.parametrize(
    ("year", "day", "warned"),
    [
        (2025, "2025-12-31", False),
        (2026, "2026-09-30", False),
        (2026, "2026-10-01", True),
    ],
)
def test_every_threshold_of_the_law_from_both_sides(sqlite_url, bring, year, day, warned):
    codes = [f"{'P' if person else 'U'}{place}" for place, (_, person, *_) in enumerate(CASES)]
    head = ("Năm", "Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại")
    units = [code for code in (*codes, "U") if code[0] == "U"]
    bring("import-units", head, [(year, "K", "Khối", unit, unit, unit, "Sở") for unit in units])
    people = [code for code in codes if code[0] == "P"]
    head = ("Mã đơn vị", "Mã", "Họ tên", "Chức vụ", "Lãnh đạo")
    bring("import-people", head, [("U", code, code, "", None) for code in people])
    rows = [
        (value, code, fact, year + back)
        for code, (_, _, facts, _, _) in zip(codes, CASES, strict=True)
        for (fact, back), value in facts.items()
    ]
    bring("import-facts", ("Giá trị", "Mã", "Dữ kiện", "Năm"), rows)
    rows = [
        (code, slug, year + back, str(place))
        for code, (_, _, _, held, _) in zip(codes, CASES, strict=True)
        for place, (slug, back) in enumerate(held)
    ]
    bring("import-awards", ("Mã", "Danh hiệu", "Năm", "Số quyết định"), rows)

    found = {
        (award, row["code"]): row
        for award in {award for award, *_ in CASES}
        for row in json.loads(
            _run("eligibility", "--award", award, "--year", year, "--on", day, "--json")
        )
    }

    wanted, got = {}, {}
    for code, (award, _, _, _, (verdict, article)) in zip(codes, CASES, strict=True):
        row = found[award, code]
        open_ones = [one for one in row["findings"] if one["verdict"] != "đạt"]
        wanted[code] = (award, verdict, {article} - {""}, True)
        got[code] = (
            *(award, row["verdict"], {one["reference"] for one in open_ones}),
            all(one["remedy"] for one in open_ones),
        )
    assert got == wanted
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
