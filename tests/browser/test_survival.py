"""Sống sót trên trình duyệt: what the screen called saved outlives its server."""

import time

from playwright.sync_api import expect

from tests.browser.screen import cell, choose_group, column, save, type_in_cell
from tests.people import PROGRAM
from thidua.db.engine import file_url, reading
from thidua.services.ground.work import Work
from thidua.services.record import chained

WIDE = {"width": 1920, "height": 900}
"""Cửa sổ đủ rộng, so that every column of the grid is drawn."""

LINES = 3
"""Số dòng được chấm dồn dập, the first ones of group II; the demo gives each more than that."""

MOMENTS = (0, 0.04, 0.12)
"""Giây từ lúc bấm Lưu tới lúc máy chủ chết: mostly before, amid and after the write."""


def open_group(tab, running):
    page = tab(f"{running.address}/cham-diem", viewport=WIDE, role="xuc-tien")
    choose_group(page, "II")
    return page


def enter(page, row, points):
    type_in_cell(page, row, column(page, "Điểm"), points)
    save(page)


def counted(page, row):
    """«Điểm tính»: what the page makes of the line that is stored."""
    return cell(page, row, column(page, "Điểm tính"))


def enter_until_saved(page, row, points):
    """Until the screen says so and counts with the new points."""
    enter(page, row, points)
    expect(page.get_by_text("Đã lưu 1 dòng")).to_be_visible()
    expect(counted(page, row)).to_have_text(f"{points},00")


def stored_points(page):
    return [counted(page, row).text_content() for row in range(LINES)]


def assert_whole(data):
    with reading(file_url(data / "khoi-mau.db")) as session:
        assert chained.chain_fault(session) is None
        assert chained.mismatches(Work(session, PROGRAM)) == []


def test_a_server_killed_amid_saves_keeps_every_one_it_acknowledged(server, tab):
    running = server()
    page = open_group(tab, running)
    for points, moment in enumerate(MOMENTS, 1):
        for row in range(LINES):
            enter_until_saved(page, row, f"{points}")
        enter(page, 0, f"{points},5")
        time.sleep(moment)
        running.process.kill()
        running.process.join()
        acknowledged = stored_points(page)

        running = server(data=running.data)
        page = open_group(tab, running)
        found = stored_points(page)
        assert found[1:] == acknowledged[1:] == [f"{points},00"] * (LINES - 1)
        assert found[0] in {acknowledged[0], f"{points},50"}
        assert_whole(running.data)


def test_two_processes_on_the_same_data_see_each_other_and_lose_nothing(server, tab):
    here = server()
    there = server(data=here.data)
    first, second = open_group(tab, here), open_group(tab, there)

    enter_until_saved(first, 0, "4")
    save(second)
    expect(second.get_by_text("Vừa có người lưu: II.1.")).to_be_visible()
    second.get_by_role("button", name="Xem số mới").click()
    expect(counted(second, 0)).to_have_text("4,00")

    enter_until_saved(first, 0, "5")
    enter(second, 0, "6")
    expect(second.get_by_text("Có dòng người khác đã lưu")).to_be_visible()
    expect(cell(second, 0, 1, which=1)).to_contain_text("5 điểm")
    expect(cell(second, 0, 2, which=1)).to_contain_text("6 điểm")
    expect(cell(second, 0, column(second, "Điểm"))).to_have_text("6")
    expect(counted(second, 0)).to_have_text("5,00")

    second.get_by_role("button", name="Ghi đè bằng bản của tôi").click()
    expect(counted(second, 0)).to_have_text("6,00")
    choose_group(first, "III")
    choose_group(first, "II")
    expect(counted(first, 0)).to_have_text("6,00")
    assert_whole(here.data)
