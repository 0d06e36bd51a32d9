"""Trang «Trình chiếu»: the desk of who leads, the links to the screen, the points of it."""

import pytest

from tests.pages.alone import Person
from tests.pages.screen import everything, labels, open_panel, press, texts
from tests.people import PROGRAM, signed_in
from tests.services.meeting.led import Led
from thidua.bench.script_run import serving
from thidua.db.engine import reading
from thidua.domain.meeting.agenda import Point
from thidua.domain.meeting.position import Look
from thidua.domain.meeting.reveal import reveal_order
from thidua.services.ground.work import Work
from thidua.services.meeting import links, points
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.ui.frame import menu

BLOCK, YEAR = "KTD-STC", 2024


def board():
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=BLOCK, year=YEAR)
        return standings.standings(Work(session, PROGRAM, period))


def at_year(page, login="khoi-truong", year=str(YEAR)):
    at = page("trinh_chieu", login)
    at.query_params.update({"toi-khoi": BLOCK, "toi-nam": year})
    return at.run()


def key(at, name):
    """Bấm nút mang khóa này, as the keys of the keyboard do."""
    at.button(key=name).click().run()
    assert not at.exception


def test_reveal_starts_with_the_last_rank_and_keeps_a_tie_together(demo_url):
    order = reveal_order(board().standings.rows)

    assert [[row.rank for row in step] for step in order] == [
        [9], [8], [7], [6], [5], [3, 3], [2], [1],
    ]  # fmt: skip


@pytest.mark.parametrize("login", ["quan-tri", "thuong-truc", "khoi-truong", "lanh-dao"])
def test_the_desk_shows_the_slide_the_next_one_and_the_notes(demo_url, page, login):
    at = at_year(page, login)
    assert "Hội nghị tổng kết và bình xét thi đua năm 2024" in texts(at.markdown)
    assert "Kế tiếp:** Mở đầu – Chương trình." in texts(at.markdown)

    key(at, "man-tiep")

    assert list(at.table[0].value["Nội dung"])[4] == "Công bố xếp hạng"
    assert "Kế tiếp:** Số liệu của khối" in texts(at.markdown)
    assert "thông qua chương trình" in texts(at.info)
    assert at.selectbox(key="nam").value == YEAR


def test_the_desk_reveals_a_rank_a_press_and_hides_them_again(demo_url, page):
    led = Led(BLOCK, YEAR)
    led.go("cong-bo")
    at = at_year(page)
    hidden = [board().name(row.unit) for row in board().standings.rows if row.rank < 9]
    assert not at.table and "Kế tiếp:** Công bố xếp hạng – Công bố hạng 9." in texts(at.markdown)

    key(at, "man-tiep")

    assert list(at.table[0].value["Hạng"]) == ["9"]
    assert not any(name in everything(at) for name in hidden)
    assert "Đã công bố 1/8 bậc" in texts(at.caption)
    press(at, "Che lại xếp hạng")
    assert not at.table and "Che lại xếp hạng" not in labels(at)


def test_an_address_that_names_no_period_of_this_person_shows_no_other(demo_url, page):
    for named in (
        {"toi-khoi": BLOCK, "toi-nam": "1999"},
        {"toi-khoi": "KHAC", "toi-nam": "2024"},
        {"khoi": BLOCK, "nam": "1999"},
        {"khoi": "Khối khác", "buoc": "99"},
        {"khoi": BLOCK, "nam": "2024", "ky": "Quý IV"},
    ):
        at = page("trinh_chieu", "man-chieu")
        at.query_params.update({"che-do": "trinh-chieu", "buoc": "9", **named})
        at.run()

        assert not at.exception and not at.table and not at.error and not at.button, named
        assert "không chỉ đúng khối và năm" in texts(at.info)


def test_a_step_in_the_address_reveals_nothing(demo_url, page):
    Led(BLOCK, YEAR).go("cong-bo")
    at = page("trinh_chieu", "man-chieu")
    at.query_params.update(
        {"che-do": "trinh-chieu", "buoc": "99", "toi-khoi": BLOCK, "toi-nam": "2024"}
    )
    at.run()

    assert not at.exception and not at.table
    assert "Đã công bố 0/8 bậc" in texts(at.caption)


def test_the_desk_follows_whoever_else_leads(demo_url):
    script = menu.PAGES_FOLDER / "trinh_chieu.py"
    with serving(script, signed_in("khoi-truong")) as runtime:
        person = Person(script, runtime)
        (asks,) = [one.auto_rerun for one in person.visit.messages if one.HasField("auto_rerun")]
        person.run(part=asks.fragment_id)
        assert person.runs == 1
        Led(BLOCK, 2025).step()
        person.run(part=asks.fragment_id)

        said = [one.body for one, _ in person.elements("markdown")]
    assert asks.interval == 2.0
    assert person.runs == 2
    assert any("Kế tiếp:** Số liệu của khối" in one for one in said)


def test_the_list_leads_anywhere_but_past_what_is_revealed(demo_url, page):
    at = at_year(page)
    open_panel(at, "Danh sách trang")
    chosen = next(one for one in at.selectbox if one.label == "Trang")
    offered = chosen.options
    assert offered.count("Công bố xếp hạng – Công bố xếp hạng") == 1
    assert not any("hạng 9" in one for one in offered)

    chosen.select("Số liệu của khối – Số liệu của khối").run()
    press(at, "Chiếu trang này")

    assert next(iter(at.table[0].value["Số liệu"])) == "Đơn vị thành viên"


def test_the_ground_of_the_screen_is_chosen_at_the_desk(demo_url, page):
    at = at_year(page)
    open_panel(at, "Danh sách trang")
    chosen = next(one for one in at.selectbox if one.label == "Nền của màn chiếu")
    chosen.set_value(Look.PLAIN).run()
    press(at, "Đổi nền")

    assert Led(BLOCK, YEAR).desk().position.look is Look.PLAIN


def test_a_link_is_shown_once_with_its_picture_and_can_be_withdrawn(demo_url, page):
    at = at_year(page)
    open_panel(at, "Liên kết màn chiếu")
    press(at, "Tạo liên kết")
    address = at.code[0].value

    assert "/man-chieu/" in address
    assert len(at.get("image")) == 1
    assert "**Màn chiếu hội trường** – đang mở" in texts(at.markdown)
    secret = address.rpartition("/")[2].removeprefix("mau.")
    assert "Hội nghị" in Led(BLOCK, YEAR).slide(secret).title

    press(at, "Thu hồi")

    assert "**Màn chiếu hội trường** – đã thu hồi" in texts(at.markdown)
    assert not at.code and not at.get("image") and "Đã tạo liên kết" not in texts(at.success)
    with pytest.raises(links.LinkShut):
        Led(BLOCK, YEAR).slide(secret)
    assert not at_year(page).code


def test_two_links_made_one_after_the_other_are_both_shown(demo_url, page):
    at = at_year(page)
    open_panel(at, "Liên kết màn chiếu")
    press(at, "Tạo liên kết")
    first = at.code[0].value
    press(at, "Tạo liên kết")

    assert at.code[0].value == first
    assert len({one.value for one in at.code}) == len(at.get("image")) == 2


def test_a_point_is_opened_closed_and_says_what_was_decided(demo_url, page):
    at = at_year(page)
    open_panel(at, "Mục của cuộc họp")
    press(at, "Có mặt đủ mọi đơn vị")
    at.multiselect[0].unselect("DT").run()
    press(at, "Mở mục")
    assert "Đang bàn: **Mở đầu**." in texts(at.markdown)
    at.text_area[0].set_value("Thông qua *chương trình*").run()
    press(at, "Kết thúc mục")

    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=BLOCK, year=YEAR)
        (found,) = points.unchecked(session, period)
    assert (found.point, found.present, found.decided) == (
        Point.OPENING,
        8,
        "Thông qua *chương trình*",
    )
    assert found.opened_at <= found.closed_at
    assert "8/9 đơn vị dự, vắng: Phòng Đấu thầu: Thông qua *chương trình*" in texts(at.markdown)


def kept():
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=BLOCK, year=YEAR)
        return {one.point: one for one in points.unchecked(session, period)}


def test_what_was_typed_is_neither_lost_by_another_point_nor_by_another_person(demo_url, page):
    at = at_year(page)
    open_panel(at, "Mục của cuộc họp")
    press(at, "Mở mục")
    at.text_area[0].set_value("Thông qua chương trình").run()
    choice = next(one for one in at.selectbox if one.label == "Mục")
    choice.set_value(Point.RANKING).run()
    at.text_area[0].set_value("Nhất trí").run()
    press(at, "Mở mục")
    assert {one.point: (one.decided, one.is_open) for one in kept().values()} == {
        Point.OPENING: ("Thông qua chương trình", False),
        Point.RANKING: ("Nhất trí", True),
    }

    at.text_area[0].set_value("Lời gõ dở").run()
    theirs = points.PointEdit(point=Point.RANKING, seen=1, decided="Lời của thư ký")
    Led(BLOCK, YEAR).do(points.note, edit=theirs)
    press(at, "Ghi mục này")

    assert kept()[Point.RANKING].decided == "Lời của thư ký"
    assert at.text_area[0].value == "Lời gõ dở"
    assert "Người khác vừa ghi mục này" in texts(at.warning)
    at.multiselect[0].set_value(["VP", "TH"]).run()
    press(at, "Ghi mục này")
    assert (kept()[Point.RANKING].decided, kept()[Point.RANKING].present) == ("Lời gõ dở", 2)
    assert "Người khác vừa ghi" not in texts(at.warning)


def test_a_screen_that_only_projects_keeps_no_minutes(demo_url, page):
    at = page("trinh_chieu", "man-chieu").run()

    assert not at.exception
    assert "Mục của cuộc họp" not in [one.label for one in at.expander]
    assert "Liên kết màn chiếu" in [one.label for one in at.expander]
