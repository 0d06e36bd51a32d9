"""Công bố trên trình duyệt: a year is led to its end by clicks, and back only by two people."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    cell,
    choose,
    column,
    expander,
    save,
    settled,
    sign_in,
    type_in_cell,
)
from tests.people import make_account
from tests.services import year
from thidua.db.engine import file_url, reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import signatures
from thidua.services.covenant.signatures import Signer
from thidua.services.ground.work import Work
from thidua.services.scoring import submissions
from thidua.services.verify import verification

PASSWORD = "con đường mùa thu"


@pytest.fixture(scope="module")
def running(server):
    """Máy chủ with the demo offered beside data of its own."""
    return server(THIDUA_DEMO="1")


@pytest.fixture
def person(running, tab, use_database):
    """Thẻ của một người, signed in with a password, in a block of two units whose year begins."""
    use_database(file_url(running.data / "thidua.db"))
    year.settle()
    with writing() as session:
        make_account(session, "quan-tri", Grant(Role.ADMINISTRATOR), password=PASSWORD)
        for one in (year.HEAD, year.SECRETARY, year.OTHER):
            make_account(session, one.account, *one.grants, password=PASSWORD)

    def show(login):
        page = tab(f"{running.address}/dang-nhap", role=None)
        sign_in(page, login, PASSWORD)
        expect(page.get_by_text(f"Người {login} ({login})")).to_be_visible(timeout=30_000)
        settled(page)
        return page

    return show


def press(page, button, answer):
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(answer)).to_be_visible()


def look_at(page, stage):
    """At what stands in the way of this stage, as it is now."""
    page.get_by_role("link", name="Tổng quan").click()
    expect(page.get_by_role("heading", name="Tổng quan")).to_be_visible()
    expect(page.get_by_text("Kỳ đã chuyển sang giai đoạn")).to_be_hidden()
    settled(page)
    expander(page, f"Chuyển sang giai đoạn {stage}")


def move_to(page, stage):
    press(page, f"Chuyển sang {stage}", f"Kỳ đã chuyển sang giai đoạn {stage}.")


def follow(page, blocker, place):
    """From a line that says what is in the way to the page its link names."""
    line = page.get_by_test_id("stHorizontalBlock").filter(has_text=blocker)
    line.get_by_role("link", name=f"Mở {place}").click()
    expect(page.get_by_role("heading", name=place)).to_be_visible()


def open_scores(page):
    page.get_by_role("link", name="Chấm điểm").click()
    expect(page.get_by_role("heading", name="Chấm điểm")).to_be_visible()
    expect(cell(page, 0, 0)).to_have_text("I")
    settled(page)


def open_verified(page, unit):
    open_scores(page)
    page.get_by_test_id("stButtonGroup").get_by_text("Thẩm định", exact=True).click()
    choose(page, "Đơn vị", unit)


def claim(officer):
    """Types both lines, saves and hands in; another tab is left with a cell that is not saved."""
    open_scores(officer)
    points = column(officer, "Điểm")
    type_in_cell(officer, 0, points, "80")
    type_in_cell(officer, 1, points, "5")
    save(officer)
    expect(officer.get_by_text("Đã lưu 2 dòng")).to_be_visible()
    other = officer.context.new_page()
    other.goto(officer.url)
    settled(other)
    type_in_cell(other, 0, points, "90")
    press(officer, "Nộp bảng tự chấm", "Đã nộp bảng tự chấm.")
    return other


def signed_text():
    """Mã đối chiếu của bản đem ký."""
    with reading() as session:
        return signatures.view(Work(session, year.HEAD, year.fresh())).fingerprint


def sign(officer):
    """From the work that waits to the part where the unit signs, and there by a press."""
    officer.get_by_role("link", name="Tổng quan").click()
    expect(officer.get_by_text("Chưa ký giao ước bản 1")).to_be_visible()
    officer.get_by_role("link", name="Làm tiếp").click()
    expect(officer.get_by_text("1/2 đơn vị đã ký bản 1; chưa ký: B.")).to_be_visible()
    officer.get_by_label("Họ tên người ký").fill("Trần Bình")
    press(officer, "Ký giao ước bản 1", "Đã ký giao ước bản 1.")
    expect(officer.get_by_text("2/2 đơn vị đã ký bản 1.")).to_be_visible()


def test_a_year_is_led_to_publication_by_clicks_and_then_stands_still(person):
    admin = person("quan-tri")
    head = person("truong")
    look_at(head, "Ký giao ước")
    expect(head.get_by_text("Không còn việc gì chặn lại.")).to_be_visible()
    move_to(head, "Ký giao ước")
    year.do(signatures.press, year.OFFICER, unit="A", signer=Signer("Lê An"), seen=signed_text())
    sign(person("b"))
    look_at(admin, "Tự chấm")
    move_to(admin, "Tự chấm")

    year.save("A", year.OFFICER)
    year.do(submissions.submit, year.OFFICER, unit="A")
    look_at(admin, "Thẩm định")
    press(admin, "Chuyển sang Thẩm định", "Chưa chuyển được sang «Thẩm định»")
    follow(admin, re.compile(r"chưa nộp bảng tự chấm:\W+B"), "Chấm điểm")
    left_open = claim(person("b"))
    look_at(admin, "Thẩm định")
    move_to(admin, "Thẩm định")

    year.save("A", year.SECRETARY, Hand.VERIFIED)
    year.do(verification.verify_sheet, year.SECRETARY, unit="A")
    secretary = person("thu")
    open_verified(secretary, "Phòng B")
    press(secretary, "Chép điểm tự chấm vào các dòng còn trống", "Đã lưu 2 dòng")
    look_at(admin, "Bình xét")
    follow(admin, re.compile(r"chưa thẩm định xong:\W+B"), "Chấm điểm")
    look_at(admin, "Bình xét")
    follow(admin, "còn 1 dòng thưởng, trừ hoặc nhập thay chờ người thứ hai", "Chấm điểm")
    open_verified(head, "Phòng B")
    press(head, "Xác nhận các dòng đã chọn", "Đã xác nhận 1 dòng.")
    press(head, "Xác nhận đã thẩm định", "Đã xác nhận thẩm định bảng chấm này.")
    look_at(admin, "Bình xét")
    move_to(admin, "Bình xét")
    look_at(admin, "Đã chốt")
    seen = admin.get_by_text(re.compile("^Mã đối chiếu: [0-9a-f]{64}$")).inner_text()
    press(admin, "Chuyển sang Đã chốt", "Muốn chốt, hãy gõ đúng câu «CHỐT».")
    admin.get_by_label("Gõ «CHỐT» để chốt").fill("CHỐT")
    move_to(admin, "Đã chốt")

    fingerprint = re.compile(r"^Mã đối chiếu khi (đã chốt|công bố): ([0-9a-f]{64})$")
    locked = fingerprint.match(admin.get_by_text(fingerprint).inner_text())
    look_at(admin, "Công bố")
    press(admin, "Chuyển sang Công bố", "Muốn công bố, hãy gõ đúng câu «CÔNG BỐ».")
    admin.get_by_label("Gõ «CÔNG BỐ» để công bố").fill("CÔNG BỐ")
    move_to(admin, "Công bố")
    expect(admin.get_by_text(f"Mã đối chiếu khi công bố: {locked[2]}")).to_be_visible()
    assert (locked[1], seen.rpartition(" ")[2]) == ("đã chốt", locked[2])

    save(left_open)
    expect(left_open.get_by_text("Bảng tự chấm này đã nộp nên chỉ xem được.")).to_be_visible()
    expect(cell(left_open, 0, column(left_open, "Điểm"))).to_have_text("80")
    assert year.stored("B").lines["I"].entry.points == Decimal(80)
    open_verified(admin, "Phòng B")
    expect(admin.get_by_text("Bảng thẩm định này đã xác nhận nên chỉ xem được.")).to_be_visible()
    expect(admin.get_by_role("button", name="Lưu", exact=True)).to_be_hidden()
    expect(admin.get_by_text("Mở lại bảng thẩm định")).to_be_hidden()


def test_going_back_is_asked_by_one_with_a_reason_and_done_by_another(running, tab):
    head = tab(running.address, role="khoi-truong")
    expander(head, "Đề nghị lùi giai đoạn")
    press(head, "Gửi đề nghị", "Cần ghi lý do lùi giai đoạn.")
    choose(head, "Lùi về", "Ký giao ước")
    head.get_by_label("Lý do lùi giai đoạn").fill("Giao ước thiếu một tiêu chí")
    press(head, "Gửi đề nghị", "Đã ghi đề nghị; chờ người thứ hai xác nhận.")
    expect(head.get_by_role("button", name="Xác nhận lùi")).to_be_disabled()

    office = tab(running.address, role="thuong-truc")
    asked = re.compile(
        r"Lê Minh Khôi .* đề nghị lùi về «Ký giao ước»:\W+Giao ước thiếu một tiêu chí"
    )
    expect(office.get_by_text(asked)).to_be_visible()
    press(office, "Xác nhận lùi", "Kỳ đã lùi giai đoạn.")
    expect(office.get_by_text("Kỳ đang ở giai đoạn Ký giao ước")).to_be_visible()

    press(head, "Rút đề nghị", "Đề nghị này đã được xử lý; hãy xem lại.")
    expect(head.get_by_text("Kỳ đang ở giai đoạn Ký giao ước")).to_be_visible()
    expect(head.get_by_role("button", name="Rút đề nghị")).to_be_hidden()
