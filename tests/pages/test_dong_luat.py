"""Từng dòng luật trên màn hình: confirmed, corrected, dated anew, tried; verdicts follow."""

from datetime import date

import pytest

from tests.pages.screen import everything, field, press, table, texts
from tests.recorded import recorded
from tests.services.dossier_block import state

LAW, ELIGIBLE = "Bộ luật", "Đủ điều kiện"


@pytest.fixture
def part(demo_url, page):
    """Mở một phần của trang Khen thưởng."""

    def opened(name, login="thuong-truc"):
        at = page("khen_thuong", login)
        at.query_params["phan"] = name
        at.run()
        assert not at.exception
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

    assert reading(at)[0].startswith(
        "đã đối chiếu với điểm a khoản 1 Điều 24, ngày 05/01/2026, "
    )
    assert [one.reason for one in recorded("law.row_read")] == [
        "đối chiếu với điểm a khoản 1 Điều 24 Luật 06/2022/QH15, ngày 05/01/2026"
    ]


def test_a_number_is_corrected_with_the_finding_beside_its_field(part):
    at = part(LAW)
    row(at, "TTLDXS.4")
    deed(at, "Sửa")
    field(at, "Ngưỡng (Số người đạt Lao động tiên tiến)").set_value("bảy mươi").run()
    assert "«threshold» phải là tỷ lệ như" in texts(at.error)
    field(at, "Ngưỡng (Số người đạt Lao động tiên tiến)").set_value("80%").run()
    assert list(at.error) == []
    field(at, "Lý do").set_value("Quy chế của tỉnh")
    press(at, "Lưu dòng này")

    assert "ít nhất 80 % của «Số người của tập thể»" in everything(at)
    assert reading(at)[0].startswith("đã đối chiếu với ")
    assert "Thôi dùng bản của mình, theo luật đi kèm" in [one.label for one in at.expander]


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


def verdict(at, on, award="chien-si-thi-dua-co-so"):
    pick(at, "Danh hiệu, hình thức hoặc chương trình", award)
    day(at, "Ngày xét", on)
    pick(at, "Đối tượng", PERSON)
    return everything(at)


PERSON = ""


def test_the_new_law_entered_on_screen_changes_verdicts_from_its_day_on(part, demo_url):
    pass
