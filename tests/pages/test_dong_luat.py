"""Từng dòng luật trên màn hình: confirmed, corrected, dated anew, tried; verdicts follow."""

from datetime import date

import pytest
from sqlalchemy import delete

from tests.pages.screen import everything, field, open_panel, press, table, texts
from tests.recorded import recorded
from tests.services.dossier_block import state
from tests.tampering import tampering
from thidua.db.tables import RegisterRow
from thidua.domain.dossier.facts import Recipient

LAW, ELIGIBLE = "Bộ luật", "Đủ điều kiện"


@pytest.fixture
def part(demo_url, page):
    """Mở một phần của trang Khen thưởng."""

    def opened(name, login="thuong-truc"):
        at = page("khen_thuong", login)
        at.query_params["phan"] = name
        at.run()
        assert not at.exception
        if name == LAW and login == "thuong-truc":
            open_panel(at, "Đối chiếu, sửa từng dòng")
        return at

    return opened


def pick(at, label, value):
    next(one for one in at.selectbox if one.label == label).set_value(value).run()
    assert not at.exception


def row(at, code, section="requirements"):
    pick(at, "Dòng", (section, code))


def deed(at, name):
    next(one for one in at.segmented_control if one.label == "Việc với dòng này").set_value(
        name
    ).run()
    assert not at.exception


def day(at, label, value):
    next(one for one in at.date_input if one.label == label).set_value(value).run()
    assert not at.exception


def reading(at):
    return list(table(at, "Lời văn")["Lời văn"])


def test_a_row_is_confirmed_beside_its_article(part):
    at = part(LAW)
    row(at, "LDTT.1")
    assert reading(at) == ["chưa đối chiếu lời văn"]
    field(at, "Điều, khoản đã đọc").set_value("điểm a khoản 1 Điều 24")
    day(at, "Ngày đọc", date(2026, 1, 5))
    press(at, "Xác nhận đã đối chiếu")

    assert reading(at)[0].startswith("đã đối chiếu với điểm a khoản 1 Điều 24, ngày 05/01/2026, ")
    assert [one.reason for one in recorded("law.row_read")] == [
        "đối chiếu với điểm a khoản 1 Điều 24 Luật 06/2022/QH15, ngày 05/01/2026"
    ]


def test_a_number_is_corrected_with_the_finding_beside_its_field(part):
    at = part(LAW)
    row(at, "TTLDXS.4")
    deed(at, "Sửa")
    field(at, "Ngưỡng (Số người đạt Lao động tiên tiến)").set_value("bảy mươi").run()
    assert "«Ngưỡng (Số người đạt Lao động tiên tiến)» phải là tỷ lệ như" in texts(at.error)
    field(at, "Ngưỡng (Số người đạt Lao động tiên tiến)").set_value("80%").run()
    assert texts(at.error) == "lời còn ghi «70%» mà nay là «80%»; hãy sửa lời cho khớp"
    field(at, "Lời").set_value("Ít nhất 80% cá nhân đạt Lao động tiên tiến").run()
    assert list(at.error) == []
    field(at, "Lý do").set_value("Quy chế của tỉnh")
    press(at, "Lưu dòng này")

    assert "ít nhất 80 % của «Số người của tập thể»" in everything(at)
    assert reading(at)[0].startswith("đã đối chiếu với ")
    field(at, "Lý do thôi dùng bản của mình").set_value("Nhầm").run()
    press(at, "Thôi dùng bản của mình")
    assert reading(at) == ["chưa đối chiếu lời văn"]


def test_a_trial_nominee_stops_a_change_until_it_is_accepted(part):
    at = part(LAW)
    row(at, "LDTT.1")
    deed(at, "Người thử")
    field(at, "Tên người thử").set_value("hoàn thành tốt")
    pick(at, "Mức xếp loại", "HTT")
    field(at, "Lý do").set_value("Thử")
    press(at, "Lưu dòng này")
    assert table(at, "So").to_numpy().tolist() == [["hoàn thành tốt", "đạt", "đạt", "đúng"]]

    deed(at, "Sửa")
    pick(at, "Ngưỡng (Mức xếp loại)", "HTXS")
    told = "Thay đổi này làm sai người thử: LDTT.1, người thử «hoàn thành tốt»: mong đợi đạt, nay"
    assert told in texts(at.warning)
    field(at, "Lý do").set_value("Thử")
    press(at, "Lưu dòng này")
    assert "Thay đổi này làm sai người thử" in texts(at.error)
    next(one for one in at.checkbox if one.label.startswith("Vẫn lưu")).check()
    press(at, "Lưu dòng này")
    deed(at, "Người thử")
    assert table(at, "So").to_numpy().tolist() == [["hoàn thành tốt", "đạt", "không đạt", "sai"]]


def test_an_award_and_a_document_are_corrected_by_their_fields(part):
    at = part(LAW)
    row(at, "chien-si-thi-dua-toan-quoc", "awards")
    deed(at, "Sửa")
    field(at, "Từ ngày").set_value("32/13/2026").run()
    assert "phải là ngày" in texts(at.error)
    field(at, "Từ ngày").set_value("").run()
    field(at, "Tên khác, ngăn bằng «;»").set_value("CSTĐTQ; CSTĐ quốc gia").run()
    assert list(at.error) == []
    day(at, "Ngày đọc", date(2026, 3, 20))
    field(at, "Lý do").set_value("Cách gọi của tỉnh")
    press(at, "Lưu dòng này")
    assert reading(at)[0].startswith("đã đối chiếu với Điều 21, ngày ")
    assert field(at, "Tên khác, ngăn bằng «;»").value == "CSTĐTQ; CSTĐ quốc gia"

    row(at, "tt-15-2023-bkhdt", "documents")
    field(at, "Đến hết ngày").set_value("14/12/2025").run()
    assert list(at.error) == []
    day(at, "Ngày đọc", date(2026, 3, 20))
    field(at, "Điều, khoản đã đọc").set_value("Điều 30")
    field(at, "Lý do").set_value("Đã có Thông tư 118/2025/TT-BTC")
    press(at, "Lưu dòng này")
    assert field(at, "Đến hết ngày").value == "14/12/2025"
    assert [one.reason for one in recorded("law.row_changed")] == [
        "Cách gọi của tỉnh (đối chiếu với Điều 21 Luật 06/2022/QH15, ngày 20/03/2026)",
        "Đã có Thông tư 118/2025/TT-BTC (đối chiếu với Điều 30 Thông tư 15/2023/TT-BKHĐT, ngày "
        "20/03/2026)",
    ]


FOUND = {
    "xep_loai": "HTXS",
    "tham_gia_phong_trao": "có",
    "sang_kien_cap": "khong",
    "thang_cong_tac": "24",
    "bi_ky_luat": "không",
}
"""Hoàn thành xuất sắc mà không có sáng kiến: enough by the text of 2022."""

CSTDCS = "chien-si-thi-dua-co-so"


def test_the_new_law_entered_on_screen_changes_verdicts_from_its_day_on(part, demo_url):
    """Đường đi trọn vẹn: figures of the new law, the days of acceptance, then the verdicts."""
    with tampering() as session:  # nobody has an initiative, nor does a register say so
        session.connection().execute(delete(RegisterRow))
    for code in ("VP-02", "QLNS-01", "QLNS-02"):
        state(code, FOUND)
    state("VP-02", {"ngay_tiep_nhan": "15/09/2026"})

    at = part("Dữ kiện", "thuong-truc")
    at.session_state["loai-dk"] = Recipient.INDIVIDUAL
    at.run()
    pick(at, "Đối tượng", "QLNS-01")
    field(at, "Ngày tiếp nhận thẩm định").set_value("05/10/2026")
    press(at, "Lưu dữ kiện")

    at = part(ELIGIBLE)
    assert told(at, date(2026, 12, 31)) == {
        "VP-02": ("đủ điều kiện", OLD_UNKNOWN),
        "QLNS-01": (
            "đủ điều kiện (2 tiêu chuẩn chưa đối chiếu)",
            f"{NEW}; {UNREAD} (CSTDCS.1, CSTDCS.2, LDTT.1, LDTT.2).",
        ),
        "QLNS-02": ("đủ điều kiện (2 tiêu chuẩn chưa đối chiếu)", UNDATED),
    }

    at = part(LAW)
    row(at, "CSTDCS.2")
    deed(at, "Bản mới từ một ngày")
    day(at, "Có hiệu lực từ ngày", date(2026, 10, 1))
    pick(at, "Văn bản", "luat-06-2026-qh16")
    field(at, "Điều").set_value("khoản 5 Điều 1").run()
    next(one for one in at.checkbox if one.label == "Viết lại điều kiện").check().run()
    next(one for one in at.number_input if one.label == "Số dòng điều kiện").set_value(2).run()
    pick(at, "Dữ kiện của dòng 1", "xep_loai")
    pick(at, "Phép so của dòng 1", "=")
    pick(at, "Ngưỡng của dòng 1", "HTXS")
    pick(at, "Dữ kiện của dòng 2", "sang_kien_cap")
    pick(at, "Phép so của dòng 2", ">=")
    pick(at, "Ngưỡng của dòng 2", "co_so")
    field(at, "Điều, khoản đã đọc").set_value("khoản 5 Điều 1")
    field(at, "Lý do").set_value("Đã có văn bản")
    press(at, "Lưu dòng này")
    assert list(table(at, "Lời văn")["Căn cứ"]) == [
        "Luật 06/2022/QH15, Điều 23",
        "Luật 06/2026/QH16, khoản 5 Điều 1",
    ]

    at = part(ELIGIBLE)
    assert told(at, date(2026, 12, 31)) == {
        "VP-02": ("đủ điều kiện", f"{OLD}; văn bản mới không có lợi hơn (chưa đủ điều kiện)."),
        "QLNS-01": (
            "chưa đủ điều kiện (1 tiêu chuẩn chưa đối chiếu)",
            f"{NEW}; {UNREAD} (CSTDCS.1, LDTT.1, LDTT.2).",
        ),
        "QLNS-02": ("thiếu dữ liệu (1 tiêu chuẩn chưa đối chiếu)", ASKED),
    }
    assert told(at, date(2026, 9, 30))["QLNS-02"] == ("đủ điều kiện", "")


OLD = "Áp dụng văn bản cũ: ngày tiếp nhận thẩm định 15/09/2026, trước 01/10/2026"
NEW = (
    "Áp dụng văn bản mới (Luật 06/2026/QH16): ngày tiếp nhận thẩm định 05/10/2026, từ 01/10/2026 "
    "trở đi"
)
UNREAD = "chưa đối chiếu Luật 06/2026/QH16"
OLD_UNKNOWN = (
    f"{OLD}; bộ luật chưa có con số nào của Luật 06/2026/QH16 khác văn bản cũ nên chưa so được bên "
    "nào có lợi hơn."
)
UNDATED = (
    "Chưa có ngày tiếp nhận thẩm định; bộ luật chưa có gì khác giữa văn bản cũ và Luật "
    "06/2026/QH16."
)
ASKED = (
    "Chưa có ngày tiếp nhận thẩm định nên chưa biết áp dụng văn bản nào: theo văn bản cũ: đủ điều "
    "kiện; theo Luật 06/2026/QH16: chưa đủ điều kiện."
)


def told(at, on):
    """Kết luận và văn bản áp dụng của từng người, as the page says them on that day."""
    pick(at, "Danh hiệu, hình thức hoặc chương trình", CSTDCS)
    day(at, "Ngày xét", on)
    found = {}
    for code in ("VP-02", "QLNS-01", "QLNS-02"):
        pick(at, "Đối tượng", code)
        line = next(one.value for one in at.markdown if "**. " in one.value)
        bases = [texts([one]) for one in at.caption if "văn bản" in one.value]
        found[code] = (
            line.partition(": **")[2].partition("**")[0],
            next((one for one in bases if "ngày tiếp nhận" in one.lower()), ""),
        )
    return found


def test_a_new_rule_is_written_line_by_line_under_a_new_document_and_ended(part):
    at = part(LAW)
    row(at, "văn bản mới", "")
    field(at, "Mã văn bản").set_value("qd-9")
    field(at, "Số, ký hiệu").set_value("Quyết định 9/2025/QĐ-UBND")
    field(at, "Trích yếu").set_value("Quy chế của tỉnh")
    day(at, "Có hiệu lực từ ngày", date(2025, 1, 1))
    press(at, "Thêm văn bản")
    assert list(at.error) == []

    row(at, "điều mới", "")
    field(at, "Mã").set_value("NOIMINH.1").run()
    pick(at, "Danh hiệu", "giay-khen")
    field(at, "Lời").set_value("Có ít nhất 3 năm công tác")
    pick(at, "Đối tượng", "cá nhân")
    day(at, "Có hiệu lực từ ngày", date(2025, 1, 1))
    pick(at, "Dữ kiện của dòng 1", "thang_cong_tac")
    pick(at, "Văn bản đã đọc", "qd-9")
    field(at, "Điều, khoản đã đọc").set_value("Điều 4")
    field(at, "Lý do").set_value("Quy chế")
    field(at, "Ngưỡng của dòng 1").set_value("ba năm").run()
    assert "«ngưỡng» không hợp" in everything(at)
    assert "Dòng NOIMINH.1, điều kiện" in everything(at)
    field(at, "Ngưỡng của dòng 1").set_value("36")
    press(at, "Lưu dòng này")
    assert list(at.error) == []

    assert list(table(at, "Lời văn")["Căn cứ"]) == ["Quyết định 9/2025/QĐ-UBND, Điều 4"]
    assert reading(at)[0].startswith("đã đối chiếu với Điều 4, ngày ")
    deed(at, "Chấm dứt")
    day(at, "Hết hiệu lực sau ngày", date(2025, 12, 31))
    field(at, "Lý do").set_value("Hết")
    press(at, "Lưu dòng này")
    assert list(table(at, "Lời văn")["đến hết"]) == ["31/12/2025"]


def test_a_new_award_is_added_with_its_giver_and_first_requirement(part):
    at = part(LAW)
    row(at, "danh hiệu, hình thức mới", "")
    pick(at, "Loại", "hình thức khen thưởng")
    pick(at, "Dữ kiện của dòng 1", "thang_cong_tac")
    for label, text in (
        ("Mã danh hiệu", "bang-khen-chuyen-de"),
        ("Tên", "Bằng khen theo chuyên đề"),
        ("Ai quyết định tặng", "Chủ tịch UBND tỉnh"),
        ("Mã tiêu chuẩn", "BKCD.1"),
        ("Lời của tiêu chuẩn", "Có ít nhất 36 tháng công tác"),
        ("Ngưỡng của dòng 1", "36"),
        ("Điều, khoản đã đọc", "Điều 74"),
        ("Lý do", "Luật mới"),
    ):
        field(at, label).set_value(text)
    next(one for one in at.selectbox if one.label == "Tặng cho").select("cá nhân")
    press(at, "Thêm danh hiệu")
    assert list(at.error) == []

    assert reading(at)[0].startswith("đã đối chiếu với Điều 74, ngày ")


def test_places_and_shares_of_votes_are_fields_as_well(part):
    at = part(LAW)
    row(at, "MAU.CSTDCS.15", "quotas")
    deed(at, "Sửa")
    field(at, "Tỷ lệ").set_value("12%")
    pick(at, "Đang bật", "có")
    field(at, "Lý do").set_value("Quy chế")
    press(at, "Lưu dòng này")
    assert list(at.error) == []

    row(at, "PHIEU.KHOI.CO", "vote_rules")
    deed(at, "Sửa")
    field(at, "Ngưỡng").set_value("tám phần").run()
    assert "«Ngưỡng» phải là tỷ lệ" in texts(at.error)


def test_who_may_not_edit_the_law_reads_it_and_takes_the_booklet(part):
    at = part(LAW, "khoi-truong")

    assert [one.label for one in at.selectbox if one.label == "Dòng"] == []
    assert "Tải sách luật (Word) để đối chiếu bằng bút" in everything(at) + str(
        [one.proto for one in at.get("download_button")]
    )


def test_another_way_of_an_article_is_a_row_without_versions_of_its_own(part):
    at = part(LAW)
    row(at, "CCP.KHAC", "ways")

    deeds = next(one for one in at.segmented_control if one.label == "Việc với dòng này")
    assert list(deeds.options) == ["Đối chiếu", "Sửa"]
    assert "Thời gian của phong trào thi đua: từ 5 năm trở lên" in everything(at)
    deed(at, "Sửa")
    fields = [one.label for one in at.text_input]
    assert "Ngưỡng (Thời gian của phong trào thi đua)" in fields

    row(at, "CHUYENTIEP.06-2026", "transitions")
    deeds = next(one for one in at.segmented_control if one.label == "Việc với dòng này")
    assert list(deeds.options) == ["Đối chiếu", "Sửa"]
