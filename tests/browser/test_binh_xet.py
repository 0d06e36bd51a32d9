"""Bình xét trên trình duyệt: nine members, two away in writing, from the question to the result."""

import re

from playwright.sync_api import expect

from tests.browser.screen import choose, expander, settled
from tests.browser.test_axe import violations

TITLE = "Đề nghị tặng Cờ thi đua năm 2025"
SOURCE = "Thông tư 01/2019/TT-VKSTC, Điều 20"
THERE = (
    "van-phong",
    "thanh-tra",
    "ngan-sach",
    "hcsn",
    "tc-dau-tu",
    "tong-hop",
    "dau-thau",
)
AWAY = ("Phòng Quản lý giá và công sản", "Phòng Tài chính doanh nghiệp")
FIRST, SECOND = "Phòng Quản lý ngân sách", "Phòng Tài chính đầu tư"


def pick_all(page, label, names):
    """Chọn nhiều dòng trong một ô."""
    box = page.get_by_role("combobox", name=label)
    for name in names:
        box.click()
        box.fill(name)
        page.get_by_role("option", name=name, exact=True).click()
        settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")


def answer(page, unit, word):
    """Đánh dấu ý kiến với một đơn vị."""
    group = page.get_by_role("radiogroup", name=unit)
    group.get_by_text(word, exact=True).click()


def letter(page, unit, button):
    """Nhập văn bản của một người vắng."""
    choose(page, "Văn bản của", unit)
    answer(page, FIRST, "Đồng ý")
    answer(page, SECOND, "Không ý kiến")
    if button.startswith("Ghi"):
        page.get_by_label("Số, ngày văn bản").fill("Công văn 12 ngày 10/01/2026")
    page.get_by_role("button", name=button).click()


def test_nine_members_vote_two_of_them_in_writing_and_the_result_is_read(server, tab):
    address = f"{server().address}/binh-xet"
    chair = tab(address, role="khoi-truong")
    expect(chair.get_by_text("Hội đồng xét, công nhận sáng kiến").first).to_be_visible()
    chair.get_by_label("Tên cuộc bỏ phiếu").fill(TITLE)
    pick_all(chair, "Đơn vị trên lá phiếu", (FIRST, SECOND))
    chair.get_by_label("Tỷ lệ phải đạt").fill("80 %")
    chair.get_by_label("Căn cứ của ngưỡng").fill(SOURCE)
    chair.keyboard.press("Tab")
    settled(chair)
    chair.get_by_role("button", name="Lập cuộc bỏ phiếu").click()
    office = tab(address, role="thuong-truc")  # the chair's own unit stands on the ballot
    early = office.get_by_label("Lý do bỏ phiếu trước giai đoạn Bình xét")
    early.fill("Họp theo công văn 9 ngày 05/01/2026")
    early.press("Tab")
    settled(office)
    office.get_by_role("button", name="Mở bỏ phiếu với 9 thành viên").click()
    expect(office.get_by_text("Đã mở bỏ phiếu; hãy điểm danh.")).to_be_visible()
    chair.reload()
    settled(chair)
    expect(chair.get_by_text("đang mở; chờ điểm danh, chưa ai bỏ phiếu được.")).to_be_visible()
    expect(chair.get_by_text("Phiếu có đơn vị hoặc tên của bạn")).to_be_visible()
    pick_all(office, "Thành viên vắng mặt", AWAY)
    office.get_by_role("button", name="Ghi điểm danh: 7 có mặt, 2 vắng").click()
    expect(office.get_by_text(f"{TITLE}: đã bỏ 0/7 phiếu; còn 7 người.")).to_be_visible()

    voters = {login: tab(address, role=login) for login in THERE[:3]}
    half = voters["hcsn"] = tab(address, role="hcsn")
    answer(half, FIRST, "Không đồng ý")
    for login in THERE:
        voter = voters.get(login) or tab(address, role=login)
        answer(voter, FIRST, "Đồng ý")
        answer(voter, SECOND, "Đồng ý" if login < "n" else "Không đồng ý")
        voter.get_by_text("Tôi đã xem lại").click()
        if login == THERE[0]:
            assert violations(voter) == []
        voter.get_by_role("button", name="Bỏ phiếu", exact=True).click()
        expect(voter.get_by_text("Phiếu của bạn đã ở trong hòm.")).to_be_visible()
        receipt = voter.get_by_test_id("stCode").inner_text().strip()
        assert re.fullmatch(r"(\w{5}-){3}\w{5}", receipt)
        if login == THERE[0]:
            kept = receipt
            half.get_by_role("button", name="Cập nhật").click()
            expect(half.get_by_text("đã bỏ 1/7 phiếu")).to_be_visible()
            group = half.get_by_role("radiogroup", name=FIRST)
            expect(group.get_by_role("radio", name="Không đồng ý")).to_be_checked()
        assert receipt not in voter.url and "agree" not in voter.url

    chair.reload()
    settled(chair)
    expect(chair.get_by_text(f"{TITLE}: đã bỏ 7/7 phiếu")).to_be_visible()
    expander(chair, "Ý kiến bằng văn bản của người vắng")
    second = tab(address, role="thu-ky")
    for unit in AWAY:
        letter(chair, unit, "Ghi ý kiến bằng văn bản")
        expect(chair.get_by_text("Đã ghi; chờ người thứ hai nhập lại.")).to_be_visible()
    second.reload()
    settled(second)
    expander(second, "Ý kiến bằng văn bản của người vắng")
    for unit in AWAY:
        letter(second, unit, "Nhập lại để xác nhận")
        expect(second.get_by_text("Hai lần nhập giống nhau")).to_be_visible()

    chair.reload()
    settled(chair)
    assert violations(chair) == []
    office.reload()
    settled(office)
    office.get_by_text("Đã báo với hội nghị là đóng bỏ phiếu").click()
    office.get_by_role("button", name="Đóng và kiểm phiếu").click()
    expect(office.get_by_text("Đã kiểm phiếu; kết quả đứng yên.")).to_be_visible()
    chair.reload()
    settled(chair)
    read_aloud = chair.locator(".st-key-loi-doc")
    outcome = read_aloud.get_by_text(f"Được thông qua: {FIRST}.", exact=True)
    expect(outcome).to_be_visible()
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    assert outcome.evaluate(size) >= 27  # read from the back of the room
    for line in (
        "Tổng số thành viên 9; có mặt 7, vắng 2, trong đó 2 gửi ý kiến bằng văn bản.",
        "Phát ra 7 phiếu; thu về 7, không thu về 0; hợp lệ 7, không hợp lệ 0.",
        f"Ngưỡng thông qua: từ 80 % tổng số thành viên ({SOURCE}).",
        f"{FIRST}: 7 phiếu đồng ý (0 không đồng ý, 0 không ý kiến); bằng văn bản: 2 đồng ý, "
        "0 không đồng ý, 0 không ý kiến. Cộng 9 trên tổng số thành viên 9, bằng 100,00 %; "
        "cần 8: đạt.",
    ):
        expect(read_aloud.get_by_text(line, exact=True)).to_be_visible()
    assert violations(chair) == []

    voter = voters[THERE[0]]
    voter.reload()
    settled(voter)
    expander(voter, "Kiểm phiếu của tôi bằng biên nhận")
    voter.get_by_label("Mã biên nhận").fill(kept)
    voter.get_by_role("button", name="Tìm phiếu").click()
    expect(voter.get_by_text(f"{FIRST}: đồng ý, tìm thấy đúng một lần")).to_be_visible()
