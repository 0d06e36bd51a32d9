"""Giải trình trên trình duyệt: the chair asks, the unit answers elsewhere, the chair closes."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.screen import choose, expander, settled

QUESTION = "Số liệu giải ngân lấy từ báo cáo nào?"
ANSWER = "Báo cáo số 12/BC-DT ngày 05/01/2026.\nĐã gửi kèm bản chụp."
OUTCOME = "Số liệu đúng, giữ điểm đơn vị tự chấm."


def type_day(page, label, day):
    """Gõ một ngày into the field of this name."""
    page.get_by_label(label).get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.keyboard.press("Tab")
    settled(page)


def test_a_thread_goes_from_question_to_outcome_between_two_browsers(server, tab):
    address = f"{server().address}/giai-trinh"
    chair = tab(address, role="khoi-truong")
    new = expander(chair, "Mở hồ sơ mới")
    choose(chair, "Về đơn vị", "Phòng Đấu thầu")
    new.get_by_label("Nội dung").fill(QUESTION)
    due = (datetime.now(UTC) + timedelta(days=7)).date()
    type_day(chair, "Đơn vị trả lời đến hết ngày", due)
    new.get_by_role("button", name="Mở hồ sơ").click()
    expect(chair.get_by_text("Đã mở hồ sơ.")).to_be_visible()
    expect(chair.get_by_text(QUESTION)).to_be_visible()
    expect(chair).to_have_url(re.compile(r"luong="))
    thread = parse_qs(urlsplit(chair.url).query)["luong"]

    unit = tab(f"{address}?luong={thread[0]}", role="dau-thau")
    expect(unit.get_by_text("Bạn có 1 việc cần trả lời.")).to_be_visible()
    expect(unit.get_by_text(QUESTION)).to_be_visible()
    unit.get_by_label("Lời giải trình của đơn vị").fill(ANSWER)
    unit.get_by_role("button", name="Gửi trả lời").click()
    expect(unit.get_by_text("Đã gửi trả lời.")).to_be_visible()
    expect(unit.get_by_text("Bạn không có việc nào phải trả lời")).to_be_visible()

    other = tab(f"{address}?luong={thread[0]}", role="van-phong")
    expect(other.get_by_text("không dành cho bạn")).to_be_visible()
    assert QUESTION not in other.content()

    chair.reload()
    settled(chair)
    expect(chair.get_by_text("Có 2 hồ sơ chờ bạn kết luận")).to_be_visible()
    expect(chair.get_by_text("Báo cáo số 12/BC-DT")).to_be_visible()
    chair.get_by_label("Kết luận", exact=True).fill(OUTCOME)
    chair.get_by_role("button", name="Kết thúc hồ sơ").click()
    expect(chair.get_by_text("Đã kết thúc hồ sơ.")).to_be_visible()
    expect(chair.get_by_text(re.compile("đã kết thúc, giữ nguyên"))).to_be_visible()

    unit.reload()
    settled(unit)
    expect(unit.get_by_text(OUTCOME)).to_be_visible()
