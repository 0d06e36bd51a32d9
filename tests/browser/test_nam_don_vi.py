"""Khối năm đơn vị qua các trang: assigned, reviewed, queried, agreed and verified by clicks.

People, units, covenant and claims are there beforehand; everything after that is done by several
accounts at once, each in a browser of its own. What is hidden is looked for in everything the
server sends to a reviewer, after the same search has found it where it was not hidden.
"""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Error, expect

from tests.browser.many_hands import PASSWORD, enter, go, in_the_way, opened, press, table
from tests.browser.screen import cell, choose, settled
from tests.browser.test_giai_trinh import type_day
from tests.files.evidence_samples import pdf
from tests.people import make_account
from tests.services import five_year
from tests.services.five_year import HEAD, OFFICERS, SECRETARY, hand_in
from thidua.db.engine import file_url, forget_engines, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit

CLAIM = {"C1": "39.25", "C2": "29.75", "C3": "19.5", "C4": "9.25"}
OF_C = {"C1": "36.75", "C2": "28.25", "C3": "17.25", "C4": "4.75"}
OF_B = {"C1": "37,75", "C2": "26,5", "C3": "18,25", "C4": "5,25"}
SECRETS = {"điểm tự chấm": ("39,25", "29,75"), "C": ("36,75", "28,25"), "B": ("37,75", "18,25")}
ANSWER = "Hội nghị tháng 11 có biên bản kèm theo."

PAIRS = [pair for pair in five_year.PAIRS if pair not in {("D", "E"), ("C", "D"), ("B", "E")}]
"""Đã nộp từ trước: all but what D declines, C does not come to and B still has to hand in."""

DIFFERENCES = [
    ["ĐV A", "+3,5 ▲ ○", "+2,5 ▲ ○", "+1,75 ▲ ○", "+4,25 ▲▲▲ ○"],
    ["ĐV B", "+3,25 ▲ ○", "+2,25 ▲ ○", "+2 ▲▲ ○", "+6 ▲▲▲ ○"],
    ["ĐV C", "+4,75 ▲▲ ○", "+3,75 ▲▲ ○", "+2,75 ▲▲ ○", "+5 ▲▲▲ ○"],
    ["ĐV D", "+7 ▲▲ ○", "+4,67 ▲▲ ○", "+4 ▲▲▲ ○", "+8 ▲▲▲ ○"],
    ["ĐV E", "+9,67 ▲▲▲ ○", "+6 ▲▲▲ ○", "+5 ▲▲▲ ○", "+10 ▲▲▲ ○"],
]
SPREADS = [
    ["ĐV A", "8 ◆◆◆ ○", "1 ◆ ○", "1 ◆ ○", "0 = ○"],
    ["ĐV B", "1 ◆ ○", "1 ◆ ○", "0 = ○", "0 = ○"],
    ["ĐV C", "1 ◆ ○", "1 ◆ ○", "1 ◆ ○", "0 = ○"],
    ["ĐV D", "0 = ○", "1 ◆ ○", "0 = ○", "0 = ○"],
    ["ĐV E", "1 ◆ ○", "0 = ○", "0 = ○", "0 = ○"],
]
"""Tính tay: D without C, E without D; a tenth of the maximum has two marks, a fifth three."""

STANDING = [
    ["1", "Đơn vị B", "86,50"], ["2", "Đơn vị A", "85,75"], ["3", "Đơn vị C", "83,75"],
    ["4", "Đơn vị D", "76,33"], ["5", "Đơn vị E", "69,33"],
]  # fmt: skip
AGREED = [["1", "Đơn vị A", "87,50"], ["2", "Đơn vị B", "86,50"], *STANDING[2:]]


@pytest.fixture
def running(server, use_database):
    """Máy chủ with the five units, their claims and their people, at the stage of reviewing."""
    started = server()
    use_database(file_url(started.data / "thidua.db"))
    five_year.settle(stage=Stage.SELF_SCORE)
    edits = [
        LineEdit(code, 1, Entry(points=Decimal(points), explanation="Theo báo cáo năm"))
        for code, points in CLAIM.items()
    ]
    five_year.do(sheets.save_lines, OFFICERS["A"], unit="A", hand=Hand.SELF, edits=edits)
    five_year.move(Stage.CROSS_SCORE)
    with writing() as session:
        make_account(session, "quan-tri", Grant(Role.ADMINISTRATOR), password=PASSWORD)
        for one in (HEAD, SECRETARY, *OFFICERS.values()):
            make_account(session, one.account, *one.grants, password=PASSWORD)
    yield started
    forget_engines()


class Heard:
    """Điều máy chủ đã gửi tới một trình duyệt: every frame and every answer but the program's."""

    def __init__(self, page):
        self.frames, self.answers = [], []
        page.on("websocket", lambda socket: socket.on("framereceived", self._hear))
        page.on("response", self._keep)

    def _hear(self, frame):
        self.frames.append(frame if isinstance(frame, bytes) else frame.encode())

    def _keep(self, response):
        if response.ok and "/static/" not in response.url:
            self.answers.append(response)

    def says(self, *words):
        """Những lời nào trong số này có trong đó."""
        parts = [*self.frames]
        for response in self.answers:
            try:
                parts.append(response.body())
            except Error:  # of a page that was left meanwhile; its frames were heard
                continue
        assert len(self.frames) > 5
        whole = b"\n".join(parts).decode("utf-8", "ignore")
        plain = whole.replace("\\", "").replace("\u2060", "")
        return {word for word in words if word in plain}

    def secrets(self):
        """Những điều bí mật có trong đó, however their numbers are written."""
        return {
            name
            for name, numbers in SECRETS.items()
            if self.says(*numbers, *(one.replace(",", ".") for one in numbers))
        }

    def forget(self):
        """Quên điều đã nghe, to listen anew."""
        self.frames.clear()
        self.answers.clear()


@pytest.fixture
def person(running, tab):
    """Thẻ của một người và điều đã gửi tới đó: `person(login, page)`."""

    def show(login, place="tong-quan"):
        page, heard = enter(tab, running, login, Heard)
        go(page, running, place)
        return page, heard

    return show


def assign_all(chair):
    """Bốn người chấm mỗi đơn vị, in one lot: everybody reviews everybody else."""
    expect(chair.get_by_text("Chưa phân công ai chấm chéo.")).to_be_visible()
    number = chair.get_by_label("Số người chấm mỗi phần chấm")
    number.fill("4")
    number.press("Tab")
    settled(chair)
    chair.get_by_role("button", name="Xem thử phân công").click()
    expect(chair.get_by_text("Xem thử: chưa có gì được ghi")).to_be_visible()
    press(chair, "Áp dụng phân công", "Đã ghi phân công chấm chéo.")
    expect(chair.get_by_text("20 phiếu chấm chéo, mỗi phần chấm 4 người chấm.")).to_be_visible()


def hide(chair, *what):
    """Giấu đúng những điều này."""
    panel = opened(chair, "Thông tin ẩn khi chấm chéo")
    for words in ("điểm tự chấm", "phiếu của những người", "ai đã cho điểm"):
        box = panel.get_by_role("checkbox", name=re.compile(f"Giấu {words}"))
        if box.is_checked() != (words in what):
            panel.get_by_text(re.compile(f"^Giấu {words}")).click()
            settled(chair)
    press(chair, "Ghi thông tin ẩn", "Đã ghi thông tin ẩn.")


def score(page, code, points, reason, *, is_last=False):
    """Chấm một tiêu chí of the sheet that is open, and go on to the next."""
    criterion = page.get_by_role("combobox", name="Tiêu chí", exact=True)
    expect(criterion).to_have_value(re.compile(rf"^{code}\."))
    page.get_by_role("textbox", name="Điểm", exact=True).fill(points)
    page.get_by_role("textbox", name="Nhận xét, lý do").fill(reason)
    page.get_by_role(
        "button", name="Lưu tiêu chí này" if is_last else "Lưu và sang tiêu chí tiếp"
    ).click()
    expect(page.get_by_text("Đã lưu 1 dòng").first).to_be_visible()
    if not is_last:
        expect(criterion).not_to_have_value(re.compile(rf"^{code}\."))
    settled(page)


def open_sheet(page, unit):
    """Mở phiếu của một đơn vị."""
    choose(page, "Phiếu đang mở", f"Đơn vị {unit}")
    settled(page)


def give_of_c():
    """C chấm A và nộp."""
    edits = [
        LineEdit(code, 0, Entry(points=Decimal(points), explanation="Đối chiếu"))
        for code, points in OF_C.items()
    ]
    place = {"unit": "A", "hand": Hand.CROSS, "reviewer": "C"}
    five_year.do(sheets.save_lines, OFFICERS["C"], edits=edits, **place)
    hand_in("C", "A")


def test_several_reviewers_at_once_are_sent_nothing_that_is_hidden(running, person):
    chair, _ = person("truong", "tham-dinh?phan=Phân công")
    assign_all(chair)
    give_of_c()

    hide(chair)  # nothing: the search has to find what there is
    looking, heard = person("e", "cham-cheo")
    expect(looking.get_by_text("39,25 trên tối đa 40,00 điểm")).to_be_visible()
    assert heard.secrets() == {"điểm tự chấm", "C"}
    looking.close()

    hide(chair, "điểm tự chấm", "phiếu của những người")
    first, heard = person("e")
    for place in ("cham-diem", "giai-trinh", "giao-uoc", "cham-cheo"):
        go(first, running, place)
    other, heard_other = person("b", "cham-cheo")
    expect(first.get_by_text("Điểm tự chấm được giấu tới khi bạn nộp phiếu này.")).to_be_visible()
    expect(first.get_by_text("Bạn đã nộp 0/4 phiếu")).to_be_visible()
    for (code, points), mine in zip(OF_B.items(), ("30", "27", "18", "5"), strict=True):
        is_last = code == "C4"
        score(other, code, points, f"B xem {code}", is_last=is_last)
        score(first, code, mine, f"E xem {code}", is_last=is_last)
    assert heard.secrets() == set()
    choose(other, "Tiêu chí", re.compile(r"^C1\."))
    expect(other.get_by_role("textbox", name="Điểm", exact=True)).to_have_value("37,75")
    assert heard_other.secrets() == {"B"}

    press(other, "Nộp phiếu và sang phiếu tiếp", "Đã nộp phiếu chấm Đơn vị A.")
    go(first, running, "cham-cheo")
    assert heard.secrets() == set()
    press(first, "Nộp phiếu và sang phiếu tiếp", "Đã nộp phiếu chấm Đơn vị A.")
    expect(first.get_by_text("Bạn đã nộp 1/4 phiếu")).to_be_visible()
    expect(first.get_by_role("combobox", name="Phiếu đang mở")).to_have_value("Đơn vị B")
    assert heard.secrets() == set()
    open_sheet(first, "A")
    expect(first.get_by_text("39,25 trên tối đa 40,00 điểm")).to_be_visible()
    assert heard.secrets() == {"điểm tự chấm", "B", "C"}


def test_who_gave_which_score_is_not_sent_to_the_chair_where_names_are_hidden(running, person):
    five_year.assign()
    five_year.review_all([(reviewer, "A") for reviewer in "BCDE"])
    chair, heard = person("truong", "tham-dinh?phan=Thống nhất điểm")
    names = {"ĐV B", "ĐV C", "ĐV D", "ĐV E"}
    expect(chair.get_by_text("4 phiếu được tính")).to_be_visible()
    assert heard.says(*names) == names

    go(chair, running, "tham-dinh?phan=Phân công")
    hide(chair, "phiếu của những người", "ai đã cho điểm")
    heard.forget()
    go(chair, running, "tham-dinh?phan=Thống nhất điểm")
    expect(chair.get_by_text("4 phiếu được tính")).to_be_visible()
    assert heard.says(*names, "Người chấm 1") == {"Người chấm 1"}


@pytest.fixture
def reviewed(running):
    """Hầu hết các phiếu đã nộp; B has scored E and not handed it in."""
    five_year.assign()
    five_year.review_all(PAIRS)
    five_year.fill("B", "E")


def ranking(page, running):
    go(page, running, "xep-hang")
    return table(page, "Bảng xếp hạng", ["Hạng", "Đơn vị", "Tổng điểm"])


def test_the_chair_settles_what_the_reviewers_left_and_the_standings_are_those_by_hand(
    running, reviewed, person
):
    chair, _ = person("truong")
    owed = "còn thiếu phiếu chấm chéo: "
    assert in_the_way(chair, running) == [
        f"{owed}ĐV C chấm ĐV D, ĐV B chấm ĐV E, ĐV D chấm ĐV E",
    ]  # fmt: skip

    declining, _ = person("d", "cham-cheo")
    open_sheet(declining, "E")
    panel = opened(declining, "Từ chối chấm đơn vị này vì có liên quan")
    panel.get_by_label("Lý do từ chối").fill("Anh em ruột với trưởng đơn vị")
    press(declining, "Từ chối chấm", "Đã ghi từ chối; phiếu này không còn được tính.")
    go(chair, running, "tham-dinh?phan=Phân công")
    opened(chair, "Người chấm vắng")
    choose(chair, "Người chấm vắng mặt", "ĐV C")
    chair.get_by_label("Lý do vắng").fill("Nằm viện")
    press(chair, "Ghi vắng", "Đã ghi ĐV C vắng.")
    assert in_the_way(chair, running) == [f"{owed}ĐV B chấm ĐV E"]
    last, _ = person("b", "cham-cheo")
    expect(last.get_by_text("Bạn đã nộp 3/4 phiếu")).to_be_visible()
    press(last, "Nộp phiếu", "Đã nộp phiếu chấm Đơn vị E.")
    assert in_the_way(chair, running) == []

    admin, _ = person("quan-tri")
    move_on(admin, "Thẩm định", passing="ĐV D, ĐV E còn ba người chấm sau từ chối và vắng")
    unverified = "chưa thẩm định xong: ĐV A, ĐV B, ĐV C, ĐV D, ĐV E"
    assert in_the_way(chair, running) == [unverified]
    assert ranking(chair, running) == STANDING
    look_at_the_map(chair, running)

    ask_about_a(chair, running)
    asked = "giải trình, kiến nghị chưa kết thúc: ĐV A"
    assert in_the_way(chair, running) == [unverified, asked]
    answer_of_a(person)
    go(chair, running, "tham-dinh?phan=Thống nhất điểm")
    expect(chair.get_by_text("Đang tính 35,75 điểm (tổng hợp)")).to_be_visible()
    chair.get_by_label("Điểm thống nhất").fill("37,5")
    chair.get_by_label("Lý do").fill("Phiếu của E chấm nhầm kỳ; có biên bản kèm theo")
    press(chair, "Ghi điểm thống nhất", "Đã ghi điểm thống nhất của tiêu chí C1.")
    expect(chair.get_by_text("Đang tính 37,50 điểm (thống nhất)")).to_be_visible()
    close_the_query(chair, running)
    assert in_the_way(chair, running) == [unverified]
    assert ranking(chair, running) == AGREED
    expect(chair.get_by_text("TẠM TÍNH").first).to_be_visible()

    go(chair, running, "tham-dinh?phan=Thống nhất điểm")
    for unit in five_year.UNITS:
        choose(chair, "Đơn vị", f"Đơn vị {unit}")
        expect(chair.get_by_text(re.compile(r"\(TẠM TÍNH\)"))).to_be_visible()
        press(chair, "Xác nhận đã thẩm định đơn vị này", "Đã xác nhận thẩm định bảng chấm này.")
    assert in_the_way(chair, running) == []
    move_on(admin, "Bình xét")
    assert ranking(chair, running) == AGREED
    expect(chair.get_by_text("kỳ chưa chốt").last).to_be_visible()


def move_on(admin, stage, passing=""):
    """Sao lưu rồi chuyển giai đoạn; `passing` is why, where something should be done first."""
    admin.get_by_role("link", name="Tổng quan").click()
    expect(admin.get_by_role("heading", name="Tổng quan")).to_be_visible()
    settled(admin)
    opened(admin, f"Chuyển sang giai đoạn {stage}")
    if passing:
        admin.get_by_label("Vì sao chuyển khi chưa xong việc nên xong").fill(passing)
        admin.keyboard.press("Tab")
        settled(admin)
    press(admin, f"Chuyển sang {stage}", f"Kỳ đã chuyển sang giai đoạn {stage}.")


def look_at_the_map(chair, running):
    """Bất đồng: the numbers of the map, what comes first, and what one reviewer decides."""
    go(chair, running, "tham-dinh?phan=Bất đồng")
    sentence = chair.get_by_text("trước hết là ĐV A, tiêu chí C1: người chấm lệch nhau 8 điểm")
    expect(sentence).to_contain_text("lệch nhất là ĐV E")
    opened(chair, "Các số của bản đồ thành bảng")
    columns = ["Đơn vị", "C1", "C2", "C3", "C4"]
    assert table(chair, "Các số của bản đồ", columns) == DIFFERENCES
    listed = ["Đơn vị", "Tiêu chí", "Độ lệch", "Lệch nhất", "Đổi ít nhất"]
    assert table(chair, "Các điểm cần thảo luận", listed)[0] == [
        "ĐV A",
        "C1. Tiêu chí C1",
        "8 ◆◆◆ ○",
        "ĐV E",
        "3",
    ]
    chair.get_by_test_id("stButtonGroup").get_by_text("Độ lệch giữa người chấm").click()
    expect(cell(chair, 0, 1)).to_have_text("8 ◆◆◆ ○")
    assert table(chair, "Các số của bản đồ", columns) == SPREADS
    expect(
        chair.get_by_text(
            "Nếu ĐV E khác đi: đồng hạng 1 khi từ 33 trở lên; ĐV A lên hạng 1 khi từ 33,25 trở lên"
        )
    ).to_be_visible()

    go(chair, running, "phan-tich")
    assert table(chair, "Bảng xếp hạng đổi", ["Bỏ phiếu của", "Chỗ đứng đổi"]) == [
        *([f"ĐV {one}", "không đổi hạng 1"] for one in "ABCD"),
        ["ĐV E", "ĐV A lên hạng 1, ĐV B xuống hạng 2"],
    ]


def points_at(now):
    """Điểm lúc mở luồng và bây giờ, as the page says it."""
    return re.compile(rf"Điểm lúc mở:\W+35,75 điểm; hiện nay:\W+{now} điểm")


def ask_about_a(chair, running):
    go(chair, running, "giai-trinh")
    panel = opened(chair, "Mở hồ sơ mới")
    choose(chair, "Về đơn vị", "Đơn vị A")
    choose(chair, "Về tiêu chí", "C1. Tiêu chí C1")
    panel.get_by_label("Nội dung").fill("Ba người chấm từ 37 điểm, một người chấm 30: vì sao?")
    type_day(chair, "Đơn vị trả lời đến hết ngày", (datetime.now(UTC) + timedelta(days=7)).date())
    chair.keyboard.press("Escape")  # the calendar would lie over the button
    press(chair, "Mở hồ sơ", "Đã mở hồ sơ.")
    expect(chair.get_by_text(points_at("35,75"))).to_be_visible()


def answer_of_a(person):
    """A trả lời kèm một tệp."""
    unit, _ = person("a", "giai-trinh")
    expect(unit.get_by_text("Bạn có 1 việc cần trả lời")).to_be_visible()
    panel = opened(unit, "Đính kèm tệp hoặc liên kết")
    file = {"name": "Biên bản.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    panel.locator("input[type=file]").set_input_files([file])
    press(unit, "Đính kèm tệp", "Đã đính kèm 1 tệp vào hồ sơ.")
    expect(unit.get_by_role("link", name="Biên bản.pdf")).to_be_visible()
    unit.get_by_label("Lời giải trình của đơn vị").fill(ANSWER)
    press(unit, "Gửi trả lời", "Đã gửi trả lời.")


def close_the_query(chair, running):
    go(chair, running, "giai-trinh")
    expect(chair.get_by_text("Có 1 hồ sơ chờ bạn kết luận.")).to_be_visible()
    expect(chair.get_by_text(ANSWER)).to_be_visible()
    expect(chair.get_by_role("link", name="Biên bản.pdf")).to_be_visible()
    expect(chair.get_by_text(points_at("37,5"))).to_be_visible()
    chair.get_by_label("Kết luận", exact=True).fill("Chấp nhận: thống nhất 37,5 điểm.")
    press(chair, "Kết thúc hồ sơ", "Đã kết thúc hồ sơ.")
    expect(
        chair.get_by_text(re.compile("đã kết thúc, từ 35,75 điểm thành 37,5 điểm"))
    ).to_be_visible()
