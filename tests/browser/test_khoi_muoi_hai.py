"""Khối mười hai đơn vị trên màn hình: what its pages show is what an independent computation says.

The block is played through the services as far as checking begins; then two sheets are still owed.
"""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from playwright.sync_api import expect

from tests.browser.many_hands import PASSWORD, enter, go, in_the_way, opened, press, table
from tests.browser.screen import choose, settled
from tests.people import make_account
from tests.services import oracle
from tests.services.five_year import HEAD, move
from tests.services.held_out import OFFICERS, UNITS, drawn, play
from tests.services.oracle import Given
from thidua import labels
from thidua.db.engine import file_url, forget_engines, writing
from thidua.domain.period.stage import Stage

BLOCK = drawn(2026, oracle.MEDIAN, oracle.FULL)
MAPS = ("I. Nhiệm vụ chuyên môn", "II. Xây dựng đơn vị", "III. Nội vụ", "IV. Điểm thưởng")
GIVEN = {
    "III.3": Given(target=Fraction(80), actual=Fraction(84)),
    "IV.1": Given(events=(("cấp tỉnh", 0), ("cấp cơ sở", 2))),
    "IV.2": Given(Fraction("5.5")),
    "V.1": Given(events=((None, 1),)),
    "V.2": Given(actual=Fraction(2)),
}
"""Những dòng U05 còn phải chấm cho U04."""


@pytest.fixture
def running(server, use_database):
    """Máy chủ with the block, one stage before it is checked."""
    started = server()
    use_database(file_url(started.data / "thidua.db"))
    play(BLOCK)
    move(Stage.CROSS_SCORE)
    with writing() as session:
        for one in (HEAD, OFFICERS["U05"]):
            make_account(session, one.account, *one.grants, password=PASSWORD)
    yield started
    forget_engines()


def shown(value, places=2):
    """Một số như người Việt viết; a dash while missing."""
    if value is None:
        return labels.MISSING
    text = f"{float(value):.{places}f}" if places else f"{float(value):g}"
    return text.replace(".", ",")


def bare(rows):
    """Số trong các ô của bản đồ, without the marks beside them."""
    plain = str.maketrans({"−": "-", "+": None})
    return [[row[0], *(one.split(" ")[0].translate(plain) for one in row[1:])] for row in rows]


def ranked(block):
    """Bảng xếp hạng theo phép tính độc lập."""
    places = oracle.places(block)
    rows = [
        [
            labels.MISSING if rank is None else f"{rank} (đồng hạng)" if tied else str(rank),
            f"Đơn vị {unit}",
            shown(oracle.score(block, unit).total),
            band or labels.MISSING,
        ]
        for unit, (rank, tied, band, *_) in places.items()
    ]
    return sorted(rows, key=lambda row: row[1])


def check(chair, running, block):
    """Bảng xếp hạng, bản đồ bất đồng và bỏ từng người chấm, as they are on the screen."""
    go(chair, running, "xep-hang")
    rows = table(chair, "Bảng xếp hạng", ["Hạng", "Đơn vị", "Tổng điểm", "Xếp loại"])
    assert sorted(rows, key=lambda row: row[1]) == ranked(block)

    heat = oracle.heat(block)
    go(chair, running, "tham-dinh?phan=Bất đồng")
    for title in MAPS:
        choose(chair, "Nhóm tiêu chí", title)
        settled(chair)
        opened(chair, "Các số của bản đồ thành bảng")
        codes = [line.code for line in block.lines if line.part == title.split(".")[0]]
        assert bare(table(chair, "Các số của bản đồ", ["Đơn vị", *codes])) == [
            [unit, *(shown(heat[unit, code][0], None) for code in codes)] for unit in UNITS
        ]

    go(chair, running, "phan-tich")
    without = {one: oracle.without(block, one) for one in UNITS}
    assert table(
        chair, "Bảng xếp hạng đổi", ["Bỏ phiếu của", "Hạng 1", "Đơn vị của người chấm"]
    ) == [
        [
            reviewer,
            "đổi" if changes else "không đổi",
            "cao hơn khi có phiếu này" if gains else "không cao hơn",
        ]
        for reviewer, (_, changes, gains) in without.items()
    ]


def test_the_pages_show_what_the_oracle_reckons_before_and_after_the_last_sheets(running, tab):
    chair, _ = enter(tab, running, "truong")
    check(chair, running, BLOCK)
    owed = "còn thiếu phiếu chấm chéo: "
    assert in_the_way(chair, running)[0] == f"{owed}U05 chấm U04, U12 chấm U10"

    last, _ = enter(tab, running, "u05")
    go(last, running, "cham-cheo?phieu=U05.U04")
    finish(last)
    go(chair, running, "tham-dinh?phan=Phân công")
    opened(chair, "Người chấm vắng (1)")
    choose(chair, "Người chấm vắng mặt", "U12")
    chair.get_by_label("Lý do vắng").fill("Đi công tác dài ngày")
    press(chair, "Ghi vắng", "Đã ghi U12 vắng.")

    pair = "U05", "U04"
    lines = {**BLOCK.sheets[pair], **GIVEN}
    away = {place for place in BLOCK.assigned if place[:2] == ("U12", "U10")}
    block = replace(
        BLOCK,
        sheets={**BLOCK.sheets, pair: lines},
        handed_in=BLOCK.handed_in | {pair},
        away=BLOCK.away | away,
    )
    assert not [one for one in in_the_way(chair, running) if one.startswith(owed)]
    check(chair, running, block)


def finish(page):
    """Chấm nốt năm tiêu chí, each by the inputs of its rule, and hand the sheet in."""
    score(page, "III", "III.3", {"Kế hoạch": ["80"], "Kết quả": ["84"]})
    score(page, "IV", "IV.1", {"Số lượt": ["0", "2"]})
    score(page, "IV", "IV.2", {"Điểm": ["5,5"]})
    score(page, "V", "V.1", {"Số lượt": ["1"]})
    score(page, "V", "V.2", {"Kết quả": ["2"]})
    page.get_by_role("button", name=re.compile("^Nộp phiếu")).click()
    expect(page.get_by_text("Đã nộp phiếu chấm Đơn vị U04.")).to_be_visible()


def score(page, part, code, cells):
    """Chấm một tiêu chí; the first that is missing in its group is open."""
    page.get_by_test_id("stButtonGroup").get_by_text(re.compile(rf"^{part}\.")).click()
    settled(page)
    criterion = page.get_by_role("combobox", name="Tiêu chí", exact=True)
    expect(criterion).to_have_value(re.compile(rf"^{re.escape(code)}\."))
    for name, typed in cells.items():
        for number, text in enumerate(typed):
            called = re.compile(rf"^{name}( –|$)")
            page.get_by_role("textbox", name=called).nth(number).fill(text)
    page.get_by_role("textbox", name="Nhận xét, lý do").fill("Đối chiếu báo cáo")
    page.get_by_role("button", name=re.compile("^Lưu (và sang tiêu chí tiếp|tiêu chí này)")).click()
    expect(page.get_by_text("Đã lưu 1 dòng").first).to_be_visible()
    settled(page)
