"""Sổ đỡ đầu, sổ đóng góp: what a row must have, may not repeat, and what it proves."""

from decimal import Decimal

import pytest

from tests.domain.register.test_kinds import counted, line, read
from thidua.domain.register.registers import REGISTERS

MONEY = {"dia_ban": "1", "ngay": "14/5/2025", "hinh_thuc": "tiền", "gia_tri": "300"}
LABOUR = MONEY | {
    "hinh_thuc": "ngày công",
    "so_luong": "40",
    "don_vi_tinh": "công",
    "don_gia": "0,32",
    "gia_tri": "12,8",
}
SIGNED = {"co_quan": "Ban Chỉ đạo", "so_van_ban": "5/XN", "ngay_xac_nhan": "20/5/2025"}
WORK = MONEY | {"ma_cong_trinh": "DBT"}


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (MONEY, []),
        (LABOUR, []),
        ({}, ["Mã địa bàn", "Ngày", "Hình thức", "Giá trị (triệu đồng)"]),
        (MONEY | {"gia_tri": "0"}, ["Giá trị (triệu đồng)"]),
        (MONEY | {"gia_tri": "300000000"}, ["Giá trị (triệu đồng)", "Giá trị (triệu đồng)"]),
        (MONEY | {"tieu_chi": "20"}, ["Tiêu chí"]),
        (MONEY | {"chuyen_bien": "có"}, ["Tiêu chí"]),
        (MONEY | {"so_luong": "3"}, ["Đơn vị tính"]),
        (LABOUR | {"gia_tri": "12,79"}, ["Giá trị (triệu đồng)"]),
        (MONEY | {"hinh_thuc": "đất"}, ["Số lượng", "Đơn vị tính", "Đơn giá (triệu đồng)"]),
    ],
)
def test_a_contribution_says_what_it_is_worth_and_how_that_was_reckoned(cells, wrong):
    assert [title for title, _ in read("dong-gop", **cells)[1]] == wrong


def test_the_product_is_told_and_money_in_dong_is_asked_about():
    (fault,) = read("dong-gop", **LABOUR | {"gia_tri": "12,79"})[1]
    assert fault[1] == "số lượng 40 × đơn giá 0,32 = 12,8 triệu đồng, không phải 12,79"
    assert (
        "có phải 300 triệu đồng? ghi 300"
        in read("dong-gop", **MONEY | {"gia_tri": "300000000"})[1][0][1]
    )


def test_confirming_needs_a_body_and_a_document():
    ready = REGISTERS["dong-gop"].ready

    assert [code for code, _ in ready(line("dong-gop", **MONEY).values)] == [
        *("co_quan", "so_van_ban", "ngay_xac_nhan"),
    ]
    assert list(ready(line("dong-gop", **MONEY | SIGNED).values)) == []


def test_one_giver_has_one_row_a_work_form_and_day_and_one_document_counts_once():
    kind = REGISTERS["dong-gop"]
    first, same = line("dong-gop", "X-1", **WORK), line("dong-gop", "X-2", **WORK)
    other = line("dong-gop", "X-3", **WORK | {"nguoi_gop": "Hộ ông Sáu"})

    assert [code for code, _ in kind.together([first, same, other])] == ["X-2"]
    signed = [line("dong-gop", f"X-{n}", **MONEY | SIGNED) for n in (1, 2)]
    assert [(one.code, known.code) for one, known in kind.twins(signed)] == [("X-2", "X-1")]
    assert kind.twins([line("dong-gop", f"X-{n}", **MONEY) for n in (1, 2)]) == []


def test_the_numbers_and_facts_are_those_of_the_rows():
    rows = [
        line("dong-gop", "X-1", **WORK | {"tieu_chi": "4", "chuyen_bien": "có"}),
        line("dong-gop", "X-2", **MONEY | {"dia_ban": "2", "tieu_chi": "4", "chuyen_bien": "có"}),
        line("dong-gop", "X-3", **MONEY | {"tieu_chi": "5", "gia_tri": "0,5"}),
    ]
    facts = {one.code: one.of(rows) for one in REGISTERS["dong-gop"].unit_facts}

    assert counted("dong-gop", *rows) == {
        "triệu đồng": Decimal("600.5"),
        "số xã": Decimal(2),
        "số công trình": Decimal(1),
        "tiêu chí chuyển biến": Decimal(1),
    }
    assert {code: found[0] for code, found in facts.items() if found} == {
        "so_xa_ho_tro": Decimal(2),
        "so_tien_ho_tro": Decimal("600.5"),
        "so_tien_ho_tro_vung_kho_khan": Decimal("600.5"),
        "so_tieu_chi_chuyen_bien": Decimal(1),
        "co_xac_nhan_ho_tro": True,
        "dang_ky_ho_tro_dia_chi": True,
    }
    assert all(one.of([]) is None for one in REGISTERS["dong-gop"].unit_facts)


NEED = {"dia_ban": "1", "can": "450", "ma_cong_trinh": "DBT", "cong_trinh": "Đường bê tông"}


def test_a_need_names_its_work_and_stands_once():
    kind = REGISTERS["do-dau"]

    assert read("do-dau", **NEED)[1] == []
    assert [title for title, _ in read("do-dau", dia_ban="1", can="0", cong_trinh="Đường")[1]] == [
        *("Cần (triệu đồng)", "Mã công trình"),
    ]
    rows = [line("do-dau", f"X-{n}", **NEED) for n in (1, 2)]
    assert [code for code, _ in kind.together(rows)] == ["X-2"]
    assert counted("do-dau", rows[0]) == {
        "xã đỡ đầu": Decimal(1),
        "công trình cần": Decimal(1),
        "cần": Decimal(450),
    }
