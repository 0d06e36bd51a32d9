"""Các sổ: what each register takes, refuses and counts."""

from datetime import date
from decimal import Decimal

import pytest

from thidua.domain.dossier.facts import FactType
from thidua.domain.ground.errors import NotFound
from thidua.domain.register.line import RegisterLine, RowState, content_text, content_values
from thidua.domain.register.register import read_row
from thidua.domain.register.registers import REGISTERS, register_of

TODAY = date(2026, 3, 20)
PASSED = {"ten": "Số hóa", "ca_nhan": "P1", "ket_qua": "công nhận", "pham_vi": "cơ sở"}
WIDE = PASSED | {"pham_vi": "tỉnh", "so_qd": "12/QĐ-UBND", "ngay_qd": "20/11/2025"}


def read(register, evidence="", **cells):
    """Các ô đã đọc, and every fault with the title of its column."""
    kind = REGISTERS[register]
    values, faults = read_row(kind, cells, TODAY)
    every = [*faults, *kind.faults(values, evidence)]
    return values, [(kind.column(code).title, fault) for code, fault in every]


def line(register, code="X-1", part="", unit="A", **cells):
    values, faults = read_row(REGISTERS[register], cells, TODAY)
    assert faults == []
    return RegisterLine(
        unit=unit, year=2025, code=code, part=part, values=values, state=RowState.CONFIRMED
    )


def counted(register, *lines):
    return {one.name: one.value for one in REGISTERS[register].numbers(lines, TODAY)}


def test_every_register_has_its_own_code_prefix_and_columns():
    kinds = list(REGISTERS.values())

    assert [one.code for one in kinds] == [
        *("sang-kien", "dien-hinh", "do-dau", "dong-gop", "hoat-dong", "kien-nghi", "kiem-tra"),
        *("tap-huan", "y-kien", "quy-che"),
    ]
    assert len({one.prefix for one in kinds}) == len(kinds)
    for kind in kinds:
        codes = [one.code for one in kind.columns]
        assert len(set(codes)) == len(codes) and {kind.about} <= set(codes)
        assert len(set(kind.titles)) == len(kind.titles)


def test_an_unknown_register_is_refused_with_those_there_are():
    with pytest.raises(NotFound, match="Không có sổ «x»; các mã dùng được: sang-kien, dien-hinh"):
        register_of("x")


@pytest.mark.parametrize(
    ("register", "cells", "wrong"),
    [
        ("sang-kien", {}, ["Tên", "Mã cá nhân"]),
        ("sang-kien", PASSED, []),
        ("sang-kien", PASSED | {"pham_vi": ""}, ["Phạm vi"]),
        ("sang-kien", PASSED | {"ket_qua": ""}, ["Phạm vi"]),
        ("sang-kien", WIDE | {"nguoi_ky": "Chủ tịch UBND tỉnh"}, []),
        ("sang-kien", WIDE, ["Phạm vi"]),
        ("sang-kien", WIDE | {"nguoi_ky": "Giám đốc Sở Tài chính"}, ["Phạm vi"]),
        ("sang-kien", PASSED | {"ty_le": "100,5"}, ["Tỷ lệ đóng góp"]),
        ("sang-kien", PASSED | {"loi": "300000000"}, ["Giá trị làm lợi"]),
        ("sang-kien", PASSED | {"loi": "-1"}, ["Giá trị làm lợi"]),
        ("dien-hinh", {"ten": "Tổ", "boi_duong": "02/01/2025", "tong_ket": "02/01/2025"}, []),
        (
            "dien-hinh",
            {"ten": "Tổ", "phat_hien": "05/01/2025", "nhan_rong": "04/01/2025"},
            ["Ngày nhân rộng"],
        ),
        ("hoat-dong", {"ngay": "21/03/2026", "ten": "Họp"}, ["Ngày", "Ngày"]),
        ("hoat-dong", {"ngay": "31/12/1989", "ten": "Họp"}, ["Ngày", "Ngày"]),
        ("hoat-dong", {"ngay": "20/03/2026", "ten": "Họp", "du": "vắng"}, []),
        ("kien-nghi", {"ngay_nhan": "20/03/2026", "han": "30/03/2026"}, []),
        ("kien-nghi", {"ngay_nhan": "20/03/2026", "han": "19/03/2026"}, ["Hạn"]),
        ("kiem-tra", {"ngay": "01/02/2025", "vi_pham": "có"}, ["Vi phạm"]),
        ("kiem-tra", {"ngay": "01/02/2025", "ngay_khac_phuc": "02/02/2025"}, ["Ngày khắc phục"]),
        ("tap-huan", {"ngay": "01/02/2025", "ten": "Luật", "trieu_tap": "9", "du": "9"}, []),
        (
            "tap-huan",
            {"ngay": "01/02/2025", "ten": "Luật", "trieu_tap": "9", "du": "9", "vang": "1"},
            ["Số dự"],
        ),
        ("quy-che", {"ten": "Quy chế", "loai": "nghị định"}, ["Loại"]),
    ],
)
def test_a_row_that_cannot_be_is_refused_at_its_column(register, cells, wrong):
    _, found = read(register, **cells)

    assert [title for title, _ in found] == wrong


def test_the_words_say_what_was_meant():
    assert read("sang-kien", **PASSED, loi="300000000")[1] == [
        ("Giá trị làm lợi", "ghi bằng triệu đồng: có phải 300 triệu đồng? ghi 300")
    ]
    assert read("kiem-tra", ngay="01/02/2025", vi_pham="có")[1] == [
        ("Vi phạm", "có vi phạm thì cần ghi số, ngày văn bản ở «Minh chứng»")
    ]
    assert read("kiem-tra", "KL 12", ngay="01/02/2025", vi_pham="có")[1] == []


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ([""], []),
        (["100"], []),
        (["60", "40"], []),
        (["33,3", "33,3", "33,4"], []),
        (["60", "30"], ["tỷ lệ đóng góp của các tác giả cộng lại là 90 %, phải đúng 100 %"]),
        (["60", ""], ["tỷ lệ đóng góp của các tác giả cộng lại là 60 %, phải đúng 100 %"]),
        (["70"], ["tỷ lệ đóng góp của các tác giả cộng lại là 70 %, phải đúng 100 %"]),
    ],
)
def test_the_shares_of_one_initiative_are_the_whole(shares, found):
    lines = [
        line("sang-kien", "SK-1", f"P{number}", ten="Số hóa", ty_le=share)
        for number, share in enumerate(shares)
    ]

    assert [*REGISTERS["sang-kien"].together(lines)] == [("SK-1", one) for one in found]


def test_one_code_is_one_initiative_and_one_initiative_has_one_code():
    one = line("sang-kien", "SK-1", "P1", ten="Số hóa", ty_le="50")
    other = line("sang-kien", "SK-1", "P2", ten="Bảng tính", ty_le="50")

    together = REGISTERS["sang-kien"].together
    assert [*together([one, other])] == [
        ("SK-1", "các tác giả ghi tên sáng kiến khác nhau; một mã là một sáng kiến")
    ]
    alone = line("sang-kien", "SK-1", "P1", ten="Số hóa")
    elsewhere = line("sang-kien", "SK-1", "P1", unit="B", ten="SỐ HÓA")
    by_another = line("sang-kien", "SK-2", "P2", ten="Số hóa")
    kind = REGISTERS["sang-kien"]
    assert kind.twins([alone, elsewhere, by_another]) == [(elsewhere, alone)]
    assert counted("sang-kien", alone, elsewhere, by_another)["sáng kiến"] == 2


def test_one_initiative_recorded_twice_is_proven_once():
    mine = line("sang-kien", "SK-1", "P1", **PASSED)
    elsewhere = line("sang-kien", "SK-1", "P1", unit="B", **PASSED | {"ten": "SỐ  HÓA"})
    other = line("sang-kien", "SK-1", "P1", unit="C", **PASSED | {"ten": "Bảng tính"})
    fact = REGISTERS["sang-kien"].facts[0]

    assert fact.of([mine, elsewhere, other]) == (2, (mine, elsewhere, other))


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"ket_qua": "không công nhận", "pham_vi": ""}, ["Kết quả", "Phạm vi"]),
        (WIDE | {"nguoi_ky": "Chủ tịch UBND tỉnh"}, ["Phạm vi"]),
        ({"loi": "10"}, ["Giá trị làm lợi"]),
    ],
)
def test_the_authors_of_one_initiative_say_the_same_of_it(change, title):
    one = line("sang-kien", "SK-1", "P1", **PASSED | {"ty_le": "60"})
    other = line("sang-kien", "SK-1", "P2", **PASSED | {"ty_le": "40"} | change)

    assert [*REGISTERS["sang-kien"].together([one, other])] == [
        ("SK-1", f"các tác giả ghi «{one}» khác nhau; ghi như nhau ở mọi dòng") for one in title
    ]


@pytest.mark.parametrize(
    ("signer", "reached"),
    [
        ("Chủ tịch UBND tỉnh", ["tinh"]),
        ("Lê Văn A, Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh", ["tinh"]),
        ("KT. Chủ tịch UBND TP. Hồ Chí Minh", ["tinh"]),
        ("KT. BỘ TRƯỞNG – Thứ trưởng", ["tinh", "toan_quoc"]),
        ("Thống đốc Ngân hàng Nhà nước", ["tinh", "toan_quoc"]),
        ("Chủ tịch UBND xã Lộc An", []),
        ("Chủ tịch UBND thành phố Biên Hòa", []),
        ("Phó Chủ tịch UBND tỉnh", []),
        ("TL. Bộ trưởng, Vụ trưởng", []),
        ("Cán bộ trưởng phòng", []),
        ("Bộ trưởng phòng", []),
        ("Giám đốc Lê Văn C", []),
        ("x", []),
    ],
)
def test_a_wide_scope_is_recognised_by_the_heads_the_law_names_alone(signer, reached):
    for scope in ("tinh", "toan_quoc"):
        cells = WIDE | {"pham_vi": scope, "nguoi_ky": signer}
        found = [title for title, _ in read("sang-kien", **cells)[1]]
        assert found == ([] if scope in reached else ["Phạm vi"])


def test_a_scope_nobody_may_give_is_refused_with_the_cure():
    cells = WIDE | {"pham_vi": "toàn quốc", "nguoi_ky": "Chủ tịch UBND tỉnh"}
    assert read("sang-kien", **cells)[1] == [
        (
            "Phạm vi",
            "phạm vi này cần quyết định của người đứng đầu bộ, ngành (bộ trưởng, thủ trưởng cơ "
            "quan ngang bộ): ghi Số QĐ, Ngày QĐ và ở Người ký ghi chức vụ ấy; chưa có thì ghi «cơ "
            "sở» và ghi phạm vi ấy ở «Phạm vi đề nghị»",
        )
    ]


@pytest.mark.parametrize(
    ("register", "cells", "wrong"),
    [
        ("tap-huan", {"ngay": "15/01/2025", "ten": "Luật"}, []),
        ("tap-huan", {"ngay": "15/01/2019", "ten": "Luật"}, ["Ngày"]),
        ("hoat-dong", {"ngay": "01/01/2026", "ten": "Họp"}, ["Ngày"]),
        ("kiem-tra", {"ngay": "31/12/2024"}, ["Ngày"]),
        ("kien-nghi", {"ngay_nhan": "31/12/2024"}, ["Ngày nhận"]),
        ("kien-nghi", {"ngay_nhan": "31/12/2025", "ngay_tra_loi": "05/01/2026"}, []),
        ("sang-kien", PASSED | {"ngay_qd": "01/01/2019"}, ["Ngày QĐ"]),
        ("sang-kien", PASSED | {"ngay_qd": "10/01/2026", "ngay_nop": "01/12/2024"}, []),
    ],
)
def test_a_day_of_another_year_is_not_of_this_register(register, cells, wrong):
    kind = REGISTERS[register]
    values, _ = read(register, **cells)

    assert [kind.column(code).title for code, _ in kind.year_faults(values, 2025)] == wrong


def test_each_register_counts_what_it_is_for():
    passed = line("sang-kien", "SK-1", "P1", **PASSED | {"ca_nhan": "P1", "loi": "12,5"})
    shared = line("sang-kien", "SK-1", "P2", **PASSED | {"ca_nhan": "P2", "loi": "12,5"})
    open_one = line("sang-kien", "SK-2", "P1", ten="Bảng tính")
    assert counted("sang-kien", passed, shared, open_one) == {
        "sáng kiến": 2,
        "được công nhận": 1,
        "phạm vi tỉnh trở lên": 0,
        "làm lợi": Decimal("12.5"),
    }
    late = {"ngay_nhan": "01/02/2026", "han": "10/02/2026"}
    petitions = [
        line("kien-nghi", **late),
        line("kien-nghi", **late, ngay_tra_loi="10/02/2026"),
        line("kien-nghi", **late, ngay_tra_loi="11/02/2026", loai="tố cáo"),
        line("kien-nghi", ngay_nhan="01/02/2026"),
    ]
    assert counted("kien-nghi", *petitions) == {
        "đơn thư, kiến nghị": 4,
        "tố cáo": 1,
        "đã trả lời": 2,
        "quá hạn": 2,
    }
    trained = line("tap-huan", ngay="01/02/2025", ten="Luật", trieu_tap="9", du="7", vang="2")
    assert counted("tap-huan", trained, trained) == {
        "lớp tập huấn": 2,
        "lượt dự": 14,
        "vắng không phép": 4,
    }
    came = line("hoat-dong", ngay="01/02/2025", ten="Họp", loai="hội nghị", du="dự")
    away = line("hoat-dong", ngay="01/02/2025", ten="Họp", loai="hội nghị", du="vắng")
    news = line("hoat-dong", ngay="01/02/2025", ten="Tin", loai="tin bài")
    assert counted("hoat-dong", came, away, news) == {
        "lượt hoạt động": 2,
        "có dự": 1,
        "vắng không phép": 1,
        "tin bài, chuyên mục": 1,
    }
    rules = line("quy-che", ten="Quy chế", loai="quy chế", hieu_luc="có")
    ended = line("quy-che", ten="Quy chế cũ", loai="quy chế", hieu_luc="không")
    plan = line("quy-che", ten="Kế hoạch", loai="kế hoạch")
    assert counted("quy-che", rules, ended, plan) == {
        "văn bản": 3,
        "quy chế đang hiệu lực": 1,
        "kế hoạch năm": 1,
    }
    wrong = line("kiem-tra", ngay="01/02/2025", vi_pham="có", ngay_khac_phuc="05/02/2025")
    right = line("kiem-tra", ngay="01/02/2025", vi_pham="không")
    assert counted("kiem-tra", wrong, right) == {
        "cuộc kiểm tra": 2,
        "có vi phạm": 1,
        "đã khắc phục": 1,
    }
    spread = line("dien-hinh", ten="Tổ", boi_duong="02/01/2025", nguoi_phat_hien="Chị An")
    assert counted("dien-hinh", spread) == {
        "điển hình": 1,
        "đã bồi dưỡng": 1,
        "đã tổng kết": 0,
        "đã nhân rộng": 0,
        "có người phát hiện": 1,
    }


_SAID = {
    FactType.TEXT: "  Chữ ",
    FactType.DATE: "01/02/2025",
    FactType.COUNT: "7",
    FactType.NUMBER: "1.234,50",
    FactType.PERCENT: "33,3",
    FactType.YES_NO: "không",
}


@pytest.mark.parametrize("register", REGISTERS)
def test_what_is_kept_reads_back_as_it_was(register):
    kind = REGISTERS[register]
    cells = {
        one.code: one.kind.words[-1].label if one.kind.words else _SAID[one.kind.type]
        for one in kind.columns
    }
    values, faults = read_row(kind, cells, TODAY)
    kinds = {one.code: one.kind for one in kind.columns}

    assert faults == [] and set(values) == set(kinds)
    assert content_values(content_text(values), kinds) == values
