"""Dữ kiện: the catalogue, and one typed cell."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from thidua.domain.dossier.catalogue import BUILT_IN
from thidua.domain.dossier.fact_file import fact_words
from thidua.domain.dossier.facts import EVERYBODY, Fact, FactKind, FactType, NomineeFacts, Recipient
from thidua.domain.dossier.reading import read_fact
from thidua.domain.ground.finding import Finding, Severity
from thidua.domain.ground.text import clean

COLLECTIVE = {
    *("so_nguoi", "so_hoan_thanh", "so_ldtt", "so_cstdcs", "so_ky_luat_canh_cao", "xep_loai"),
    *("vuot_chi_tieu", "dan_dau_khoi", "doan_ket", "tham_gia_phong_trao", "tieu_bieu_xuat_sac"),
    *("dang_doan_the_vung_manh", "chong_lang_phi_tham_nhung", "thang_hoat_dong"),
}
INDIVIDUAL = {
    *("xep_loai", "danh_hieu", "tham_gia_phong_trao", "sang_kien_cap", "chuc_vu_lanh_dao"),
    *("thang_cong_tac", "bi_ky_luat"),
}
KNOWN_TO_THE_PROGRAM = {
    *("hang_trong_khoi", "dan_dau_khoi", "tong_diem", "xep_loai_khoi", "ty_le_phieu"),
    *("da_ky_giao_uoc", "bao_cao_dung_han", "lich_su_khen", "so_nam_xuat_sac"),
    "khoi_do_bo_tinh_to_chuc",
}
MONEY = FactKind("tien", "Số tiền", FactType.NUMBER, EVERYBODY, "triệu đồng")
DAY = FactKind("ngay", "Ngày thành lập", FactType.DATE, EVERYBODY)
NOTE = FactKind("ghi_chu", "Ghi chú", FactType.TEXT, EVERYBODY)


def _codes(recipient):
    return {kind.code for kind in BUILT_IN.for_recipient(recipient)}


def test_the_facts_the_law_asks_about_are_in_the_catalogue():
    assert COLLECTIVE - _codes(Recipient.COLLECTIVE) == set()
    assert INDIVIDUAL - _codes(Recipient.INDIVIDUAL) == set()


def test_what_the_program_knows_itself_is_marked():
    assert {kind.code for kind in BUILT_IN if kind.computed} == KNOWN_TO_THE_PROGRAM


def test_every_fact_has_words_exactly_where_they_are_needed():
    wrong = {
        kind.code
        for kind in BUILT_IN
        if (kind.type is FactType.CHOICE) is not bool(kind.words)
        or (kind.ordered and not kind.words)
        or clean(kind.name) != kind.name
    }

    assert wrong == set()


def test_ratings_and_scopes_go_from_least_to_most():
    assert [word.code for word in BUILT_IN.kinds["xep_loai"].words] == ["KHT", "HT", "HTT", "HTXS"]
    assert [word.code for word in BUILT_IN.kinds["sang_kien_cap"].words] == [
        *("khong", "co_so", "tinh", "toan_quoc"),
    ]


@pytest.mark.parametrize(
    ("code", "cell", "value"),
    [
        ("so_nguoi", "12", Decimal(12)),
        ("so_nguoi", "12 người", Decimal(12)),
        ("so_nguoi", Decimal(12), Decimal(12)),
        ("so_nguoi", "0", Decimal(0)),
        ("ty_le_phieu", "83,3 %", Decimal("83.3")),
        ("tong_diem", "873,50 điểm", Decimal("873.50")),
        ("doan_ket", "có", True),
        ("doan_ket", " Không ", False),
        ("doan_ket", "khong", False),
        ("doan_ket", True, True),
        ("xep_loai", "HTXS", "HTXS"),
        ("xep_loai", "hoàn thành tốt nhiệm vụ", "HTT"),
        ("xep_loai", "Hoan thanh tot nhiem vu", "HTT"),
        ("sang_kien_cap", "tỉnh", "tinh"),
        ("sang_kien_cap", "không", "khong"),
        ("danh_hieu", "Lao động tiên tiến", "lao-dong-tien-tien"),
        ("danh_hieu", "LĐTT", "lao-dong-tien-tien"),
        ("danh_hieu", "chien-si-thi-dua-co-so", "chien-si-thi-dua-co-so"),
        ("danh_hieu", "Chiến sỹ thi đua cấp tỉnh", "chien-si-thi-dua-tinh"),
        ("danh_hieu", "Không", "khong"),
        ("doan_ket", "Đúng", True),
        ("doan_ket", "Sai", False),
        ("so_nguoi", "", None),
        ("so_nguoi", "  ", None),
        ("doan_ket", None, None),
    ],
)
def test_a_cell_is_read_as_its_fact_demands(code, cell, value):
    assert read_fact(BUILT_IN.kinds[code], cell) == (value, [])


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (MONEY, "299,5 triệu đồng", Decimal("299.5")),
        (MONEY, "1.234,50", Decimal("1234.50")),
        (DAY, "20/03/2026", date(2026, 3, 20)),
        (DAY, "2026-03-20", date(2026, 3, 20)),
        (DAY, datetime(2026, 3, 20, tzinfo=UTC), date(2026, 3, 20)),
        (NOTE, "  hai  chữ ", "hai chữ"),
    ],
)
def test_amounts_days_and_texts_are_read(kind, cell, value):
    assert read_fact(kind, cell) == (value, [])


@pytest.mark.parametrize(
    ("code", "cell", "message"),
    [
        ("so_nguoi", "mười", "«Số người của tập thể»: «mười» phải là số, ví dụ 12,5"),
        ("so_nguoi", "4,5", "«Số người của tập thể»: «4,5» phải là số nguyên, ví dụ 12"),
        ("so_nguoi", "-1", "«Số người của tập thể»: «-1» không thể âm"),
        ("doan_ket", "rất", "«Nội bộ đoàn kết»: «rất» phải là «có» hoặc «không»"),
        (
            "xep_loai",
            "giỏi",
            "«Mức xếp loại»: không hiểu «giỏi»; chọn một trong: «KHT» (Không hoàn thành nhiệm vụ), "
            "«HT» (Hoàn thành nhiệm vụ), «HTT» (Hoàn thành tốt nhiệm vụ), "
            "«HTXS» (Hoàn thành xuất sắc nhiệm vụ)",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_was_expected(code, cell, message):
    assert read_fact(BUILT_IN.kinds[code], cell, "ô D7") == (
        None,
        [Finding(severity=Severity.ERROR, code="fact", message=message, place="ô D7")],
    )


def test_a_day_that_does_not_exist_is_refused():
    value, findings = read_fact(DAY, "30/02/2026")

    assert value is None
    assert [finding.message for finding in findings] == [
        "«Ngày thành lập»: «30/02/2026» phải là ngày, ví dụ 20/03/2026"
    ]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (BUILT_IN.kinds["so_nguoi"], Decimal(1200), "1.200 người"),
        (BUILT_IN.kinds["ty_le_phieu"], Decimal("83.3"), "83,3 %"),
        (BUILT_IN.kinds["doan_ket"], False, "không"),
        (BUILT_IN.kinds["xep_loai"], "HTT", "Hoàn thành tốt nhiệm vụ"),
        (DAY, date(2026, 3, 2), "02/03/2026"),
        (NOTE, "hai chữ", "hai chữ"),
        (NOTE, None, None),
    ],
)
def test_a_value_is_shown_as_people_write_it(kind, value, shown):
    assert kind.text(value) == shown


def test_a_yearly_fact_holds_for_its_year_only():
    rating = BUILT_IN.kinds["xep_loai"]
    found = NomineeFacts({("xep_loai", 2024): Fact("HTT")})

    assert [found.of(rating, year) for year in (2023, 2024, 2025)] == [None, Fact("HTT"), None]


def test_a_standing_fact_holds_until_it_is_stated_anew():
    office = BUILT_IN.kinds["chuc_vu_lanh_dao"]
    found = NomineeFacts(
        {
            ("chuc_vu_lanh_dao", None): Fact(value=False),
            ("chuc_vu_lanh_dao", 2024): Fact(value=True),
        }
    )

    assert [found.of(office, year).value for year in (2023, 2024, 2025)] == [False, True, True]


@pytest.mark.parametrize(
    ("kind", "value", "evidence", "said"),
    [
        (BUILT_IN.kinds["so_nguoi"], "1200", "BC 3", "1.200 người (minh chứng: BC 3)"),
        (BUILT_IN.kinds["ty_le_phieu"], "83.3", "", "83,3 %"),
        (BUILT_IN.kinds["xep_loai"], "HTT", "", "Hoàn thành tốt nhiệm vụ"),
        (BUILT_IN.kinds["xep_loai"], "MUC_CU", "", "MUC_CU"),
        (BUILT_IN.kinds["so_nguoi"], "vài", "", "vài"),
        (None, "co_so", "BC 3", "co_so (minh chứng: BC 3)"),
    ],
)
def test_a_kept_value_is_told_in_words_and_one_no_catalogue_knows_as_it_is(
    kind, value, evidence, said
):
    assert fact_words(kind, value, evidence) == said
