"""Minh chứng trong trình duyệt: a PDF and a picture are added, seen, handed in and replaced."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import expander, settled
from tests.files.evidence_samples import pdf, png
from tests.people import PROGRAM
from thidua.db import queries
from thidua.db.engine import file_url, forget_engines, reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand
from thidua.services.demo import centres as demo
from thidua.services.ground.work import Work
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring import evidence, sheets
from thidua.services.scoring.sheets import LineEdit

UNIT = "XTDT"
PDF = {"name": "Báo cáo năm.pdf", "mimeType": "application/pdf", "buffer": pdf()}
PNG = {"name": "Ảnh hội nghị.png", "mimeType": "image/png", "buffer": png()}
NEWER = {"name": "Báo cáo sửa.pdf", "mimeType": "application/pdf", "buffer": pdf("Ban sua doi")}


@pytest.fixture
def running(server):
    """A server whose demo has one unit with nothing left to score."""
    started = server()
    url = file_url(started.data / "khoi-mau.db")
    with writing(url) as session:
        period = period_of(session)
        officer = Actor("Cán bộ", (Grant(Role.UNIT_OFFICER, demo.BLOCK_CODE, UNIT, period.year),))
        work = Work(session, officer, period, demo_time(session))
        desk = score_entry.desk(work, unit=UNIT, hand=Hand.SELF)
        blank = Entry(state=LineState.LEFT_BLANK, explanation="Không phát sinh trong năm")
        edits = [LineEdit(code, 0, blank) for code in desk.score.missing]
        sheets.save_lines(work, unit=UNIT, hand=Hand.SELF, edits=edits, document="Phiếu có ký")
    forget_engines()
    yield started
    forget_engines()


def period_of(session):
    return next(one for one in queries.periods(session) if one.block_code == demo.BLOCK_CODE)


def demo_time(session):
    """Một lúc sau mọi việc của khối mẫu."""
    stored = queries.sheets(session, period_of(session), Hand.SELF)
    return max(line.entered_at for sheet in stored.values() for line in sheet.lines.values())


def items(running):
    with reading(file_url(running.data / "khoi-mau.db")) as session:
        period = period_of(session)
        return evidence.of_unit(Work(session, PROGRAM, period), unit=UNIT)


def give(part, label, *files):
    """Chọn tệp; the button beside is open once the server has them."""
    chosen = part.get_by_test_id("stFileUploader").filter(has_text=label)
    chosen.locator("input[type=file]").set_input_files(list(files))


def test_evidence_is_added_looked_at_handed_in_and_replaced(running, tab):
    page = tab(f"{running.address}/cham-diem", role="xuc-tien")
    part = expander(page, "Nhập từng tiêu chí")
    give(part, "Tệp minh chứng", PDF, PNG)
    part.get_by_role("button", name="Đính kèm tệp đã chọn").click()
    expect(page.get_by_text("Đã thêm 2 tệp minh chứng.")).to_be_visible()
    expect(part.get_by_role("link", name="Báo cáo năm.pdf")).to_be_visible()

    for number in range(2):
        part.get_by_text("Xem tại chỗ").nth(number).click()
        settled(page)
    picture = part.locator("img.xem-anh")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 240
    frame = part.locator("iframe.xem-pdf")
    expect(frame).to_have_attribute("title", "Minh chứng PDF")
    address = frame.get_attribute("src")
    assert page.context.request.get(f"{running.address}{address}").body() == pdf()
    part.get_by_text("Xem tại chỗ").first.click()
    expect(frame).to_have_count(0)
    expect(picture).to_be_visible()

    page.get_by_role("button", name="Nộp bảng tự chấm").click()
    expect(page.get_by_text("Đã nộp bảng tự chấm.")).to_be_visible()
    page.get_by_text("Xem minh chứng kèm theo").click()
    expect(page.get_by_role("link", name="Báo cáo năm.pdf")).to_be_visible()
    expect(page.get_by_role("button", name="Bỏ hẳn")).to_have_count(0)
    page.get_by_role("button", name="Thay bằng bản mới").first.click()
    give(page, "Tệp thay thế", NEWER)
    page.get_by_role("button", name="Thay", exact=True).click()

    expect(page.get_by_text("Đã thay; bản trước vẫn được giữ.")).to_be_visible()
    expect(page.get_by_role("link", name="Báo cáo sửa.pdf")).to_be_visible()
    expect(page.get_by_text("Thay sau khi nộp")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^bản 2"))).to_be_visible()
    newest = next(item for item in items(running) if item.version == 2)
    assert (newest.title, newest.file_name) == ("Báo cáo sửa.pdf", "Báo cáo sửa.pdf")
    old = page.get_by_role("link", name=re.compile("^bản 1"))
    assert old.get_attribute("href").endswith(newest.replaces)
    assert page.context.request.get(f"{running.address}{address}").body() == pdf()
