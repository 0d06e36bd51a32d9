"""Trang «Tổng quan»: everybody sees the stage and its deadline; who may, moves it from there."""

from datetime import date

import pytest

from tests.pages.conftest import NOW
from tests.pages.screen import everything, open_panels, pictures
from tests.people import PROGRAM, make_account
from tests.recorded import recorded
from tests.services.year import (
    DEPUTY,
    DRAFT,
    HEAD,
    OFFICER,
    OTHER,
    SECRETARY,
    claim_all,
    do,
    fresh,
    settle,
    to_locked,
    to_self_score,
)
from thidua.db.engine import database_url, reading, writing
from thidua.db.tables import BlockYear
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, SettingRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, end_of, start_of
from thidua.services.covenant import covenants
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.progress import stages
from thidua.services.record import backups

PEOPLE = (HEAD, DEPUTY, SECRETARY, OFFICER, OTHER)
FAR = date(date.today().year + 1, 12, 25)  # noqa: DTZ011 (the page asks the clock too)
SAID = f"{FAR:%d/%m/%Y}"


@pytest.fixture(autouse=True)
def _year(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    settle()
    with writing() as session:
        for person in PEOPLE:
            make_account(session, person.account, *person.grants)
        make_account(session, "quan-tri", Grant(Role.ADMINISTRATOR))
        make_account(session, "thuong-truc", Grant(Role.STANDING_OFFICE))


def texts(elements):
    """What is shown, without the signs that keep it from being Markdown."""
    return " ".join(one.value for one in elements).replace("\\", "").replace("\u2060", "")


def press(at, label):
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception


def labelled(elements, label):
    return next(one for one in elements if one.label == label)


def back_up():
    with reading() as session:
        url = session.get_bind().engine.url.render_as_string(hide_password=False)
    backups.make(url, actor=PROGRAM, now=NOW, why="thử")


SEEN_BY_ALL = "Ai quyết định, người thay, bảng bị trả lại"


@pytest.mark.parametrize(
    ("who", "panels"),
    [
        (
            HEAD,
            [
                "Chuyển sang giai đoạn Thẩm định",
                "Đề nghị lùi giai đoạn",
                "Đặt thời hạn",
                "Gia hạn cho một đơn vị",
            ],
        ),
        (SECRETARY, ["Đặt thời hạn"]),
        (OFFICER, []),
    ],
    ids=["khối trưởng", "thư ký", "cán bộ"],
)
def test_everybody_sees_stage_deadline_and_extensions_and_what_they_may_do(page, who, panels):
    to_self_score()
    do(windows.set_window, stage=Stage.SELF_SCORE, window=Window(None, None, end_of(FAR)))
    do(windows.set_window, stage=Stage.VERIFY, window=Window(start_of(FAR), None, None))
    do(windows.extend, HEAD, unit="B", until=end_of(FAR), reason="Bão lũ")

    at = open_panels(page("tong_quan", who.account).run())

    assert not at.exception and not at.error
    labels = [one.label for one in at.expander if one.label != "Bảng số của hình"]
    assert labels == [SEEN_BY_ALL, *panels]
    said = texts(at.markdown)
    way = next(one.proto.body for one in at.get("html") if "duong-ky" in one.proto.body)
    assert '<li class="dang" aria-current="step"><span>Tự chấm</span>' in way
    assert f"hạn cuối 23:59 ngày {SAID}" in said
    assert f"Được gia hạn: B đến 23:59 ngày {SAID}." in said
    found = [one.value.values.tolist() for one in at.dataframe]
    assert [
        ["Tự chấm", "—", "—", f"23:59 ngày {SAID}"],
        ["Thẩm định", f"00:00 ngày {SAID}", "—", "—"],
    ] in found
    assert [["B", "Tự chấm", f"23:59 ngày {SAID}", "Bão lũ", HEAD.name]] in found


def test_what_stands_in_the_way_is_listed_with_where_to_cure_it_and_stops_the_button(page):
    to_self_score()
    at = open_panels(page("tong_quan", HEAD.account).run())

    said = texts(at.markdown)
    assert "Vì sao chưa chuyển được" in said
    assert ":material/block: chưa nộp bảng tự chấm: A, B" in said
    turn = "chờ cán bộ thi đua của các đơn vị ấy, từ 09:00 ngày 20/03/2026 ("
    assert turn in texts(at.caption)
    assert "ở trang Chấm điểm." in texts(at.caption)
    press(at, "Chuyển sang Thẩm định")

    assert texts(at.error) == "Chưa chuyển được sang «Thẩm định»: chưa nộp bảng tự chấm: A, B."
    assert fresh().stage is Stage.SELF_SCORE


@pytest.mark.parametrize("login", [HEAD.account, "thuong-truc", "quan-tri"])
def test_whoever_may_moves_on_by_one_press_and_has_the_backup_made(page, login):
    at = open_panels(page("tong_quan", login).run())
    assert "Không còn việc gì chặn lại." in texts(at.markdown)
    assert "sao lưu trước rồi mới chuyển" in texts(at.caption)
    assert "chưa sao lưu" not in everything(at)

    press(at, "Chuyển sang Ký giao ước")

    assert texts(at.success) == "Kỳ đã chuyển sang giai đoạn Ký giao ước."
    assert fresh().stage is Stage.SIGN
    assert len(backups.listed(database_url())) == 1


def test_a_backup_that_fails_stops_the_move_until_one_was_made_otherwise(page, monkeypatch):
    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "copy_file", full)
    at = open_panels(page("tong_quan", HEAD.account).run())
    press(at, "Chuyển sang Ký giao ước")
    assert "Chưa sao lưu được nên kỳ chưa chuyển giai đoạn" in texts(at.error)
    assert fresh().stage is Stage.PREPARE

    with reading() as session:
        url = session.get_bind().engine.url.render_as_string(hide_password=False)
    backups.note_elsewhere(url, actor=PROGRAM, now=NOW, place="ổ ngoài")
    press(at, "Chuyển sang Ký giao ước")
    assert fresh().stage is Stage.SIGN


def test_no_copy_is_made_for_a_press_that_is_refused(page):
    to_self_score()
    at = open_panels(page("tong_quan", HEAD.account).run())
    press(at, "Chuyển sang Thẩm định")

    assert "chưa nộp bảng tự chấm" in texts(at.error)
    assert backups.listed(database_url()) == []


def test_a_page_drawn_before_another_moved_the_stage_moves_nothing(page):
    at = open_panels(page("tong_quan", HEAD.account).run())
    back_up()
    do(stages.advance, DEPUTY, seen=Stage.PREPARE)
    shown = [one.label for one in at.button]

    assert "Chuyển sang Ký giao ước" in shown
    labelled(at.button, "Chuyển sang Ký giao ước").click().run()

    assert not at.exception
    assert fresh().stage is Stage.SIGN


def test_publishing_asks_for_the_phrase_and_says_what_freezes(page):
    to_locked()
    at = open_panels(page("tong_quan", "quan-tri").run())
    assert "Mã đối chiếu khi đã chốt:" in texts(at.caption)
    assert "thì đứng yên: giao ước bản 1, 2 đơn vị thành viên" in texts(at.warning)
    assert "Ai xem được kết quả" in texts(at.markdown)
    assert "Mã đối chiếu" in texts(at.markdown)

    labelled(at.text_input, "Gõ «CÔNG BỐ» để công bố").set_value("công bố")
    press(at, "Chuyển sang Công bố")
    assert texts(at.error) == "Muốn công bố, hãy gõ đúng câu «CÔNG BỐ»."
    assert fresh().stage is Stage.LOCKED

    labelled(at.text_input, "Gõ «CÔNG BỐ» để công bố").set_value("CÔNG BỐ")
    press(at, "Chuyển sang Công bố")
    assert fresh().stage is Stage.PUBLISHED


def test_going_back_is_asked_by_one_and_confirmed_by_another(page):
    to_self_score()
    asking = open_panels(page("tong_quan", HEAD.account).run())
    press(asking, "Gửi đề nghị")
    assert texts(asking.error) == "Cần ghi lý do lùi giai đoạn."

    labelled(asking.text_input, "Lý do lùi giai đoạn").set_value("Giao ước thiếu một tiêu chí")
    press(asking, "Gửi đề nghị")
    assert "đề nghị lùi về «Ký giao ước»: Giao ước thiếu một tiêu chí" in texts(asking.warning)
    assert labelled(asking.button, "Xác nhận lùi").disabled
    assert fresh().stage is Stage.SELF_SCORE

    second = open_panels(page("tong_quan", DEPUTY.account).run())
    assert not labelled(second.button, "Xác nhận lùi").disabled
    press(second, "Xác nhận lùi")
    assert fresh().stage is Stage.SIGN


@pytest.mark.parametrize("button", ["Xác nhận lùi", "Rút đề nghị"])
def test_whoever_answers_a_request_that_another_has_answered_is_told_so(page, button):
    to_self_score()
    do(stages.ask_return, to=Stage.SIGN, reason="nhầm")
    late = open_panels(page("tong_quan", DEPUTY.account).run())
    with reading() as session:
        key = stages.view(Work(session, HEAD, fresh())).asked.key
    do(stages.withdraw_return, key=key)

    press(late, button)

    assert texts(late.error) == "Đề nghị này đã được xử lý; hãy xem lại."
    assert fresh().stage is Stage.SELF_SCORE
    late.run()
    assert texts(late.error) == ""


def test_a_request_to_go_back_can_be_withdrawn(page):
    to_self_score()
    do(stages.ask_return, to=Stage.SIGN, reason="nhầm")
    at = open_panels(page("tong_quan", HEAD.account).run())

    press(at, "Rút đề nghị")

    assert "Đề nghị lùi giai đoạn" in [one.label for one in at.expander]
    assert fresh().stage is Stage.SELF_SCORE


def test_the_deadline_of_a_stage_to_come_can_be_set(page):
    to_self_score()
    at = open_panels(page("tong_quan", SECRETARY.account).run())
    choice = labelled(at.selectbox, "Giai đoạn")
    assert choice.options == ["Tự chấm", "Thẩm định", "Bình xét"]
    choice.select(Stage.VERIFY).run()
    labelled(at.date_input, "Hạn cuối, hết ngày").set_value(FAR)

    press(at, "Ghi thời hạn")

    with reading() as session:
        known = windows.windows(Work(session, OFFICER, fresh()))
    assert known == {Stage.VERIFY: Window(None, None, end_of(FAR), 1)}


def test_a_unit_is_given_more_time_with_a_reason(page):
    to_self_score()
    at = open_panels(page("tong_quan", HEAD.account).run())
    assert labelled(at.button, "Gia hạn").disabled
    labelled(at.selectbox, "Đơn vị được gia hạn").select("B")
    labelled(at.date_input, "Đến hết ngày").set_value(FAR).run()
    press(at, "Gia hạn")
    assert texts(at.error) == "Cần ghi lý do gia hạn."
    labelled(at.text_input, "Lý do gia hạn").set_value("Bão lũ")

    press(at, "Gia hạn")

    with reading() as session:
        given = windows.extensions(Work(session, OTHER, fresh()))
    assert [(one.unit, one.until, one.reason) for one in given] == [("B", end_of(FAR), "Bão lũ")]


def test_without_any_rank_a_sentence_stands_in_place_of_an_empty_chart(page):
    at = open_panels(page("tong_quan", HEAD.account).run())

    assert [one.value for one in at.info] == []
    assert (
        "Chưa đơn vị nào có hạng trong các kỳ bạn được xem; hạng các năm hiện ở đây khi có điểm "
        "thẩm định."
    ) in texts(at.caption)
    assert [one for one in pictures(at) if "hạng" in one.lower()] == []


def test_what_should_be_done_is_passed_over_with_a_reason_that_everybody_sees(page):
    to_self_score()
    claim_all()
    with writing() as session:
        session.get_one(BlockYear, fresh().id).stage = Stage.CROSS_SCORE
        moved = [audit.Act("stage.moved")]
        audit.record(session, actor=PROGRAM, now=NOW, acts=moved, period=fresh())
        rows = [row for row in DRAFT.settings if row.name != "Cách tổng hợp điểm chấm chéo"]
        crossed = (*rows, SettingRow("Cách tổng hợp điểm chấm chéo", "Trung vị"))
        covenants.adopt_covenant(
            Work(session, PROGRAM, now=NOW),
            draft=CovenantDraft((*crossed, SettingRow("Lý do sửa đổi", "x")), DRAFT.criteria),
        )
    at = open_panels(page("tong_quan", HEAD.account).run())
    said = texts(at.markdown)
    assert "Không còn việc gì chặn lại." in said
    assert "Còn 1 việc **nên xong**" in said
    press(at, "Chuyển sang Thẩm định")
    assert "Còn việc nên xong trước khi chuyển: giao ước có chấm chéo" in texts(at.error)
    assert backups.listed(database_url()) == []

    label = "Vì sao chuyển khi chưa xong việc nên xong"
    labelled(at.text_input, label).set_value("Khối thống nhất")
    press(at, "Chuyển sang Thẩm định")

    assert fresh().stage is Stage.VERIFY
    told = texts(page("tong_quan", OTHER.account).run().caption)
    assert "khi còn việc nên xong (chưa phân công chấm chéo)" in told
    assert "lý do: Khối thống nhất" in told


def test_the_head_checks_the_own_period_on_the_page_of_the_record(page):
    at = open_panels(page("nhat_ky", HEAD.account).run())
    press(at, "Kiểm tra kỳ này")

    assert "điều kiểm tra đều đạt" in texts(at.success)
    assert recorded()[-1].action == "stage.checked"
    officer = page("nhat_ky", SECRETARY.account).run()
    assert "Kiểm tra toàn vẹn của kỳ này" not in [one.label for one in officer.expander]


@pytest.mark.parametrize("name", ["tong_quan", "xep_hang", "khen_thuong", "phan_tich", "tham_dinh"])
def test_every_page_that_tells_points_says_that_they_are_provisional_until_the_lock(page, name):
    before = page(name, HEAD.account).run()
    to_locked()
    after = page(name, HEAD.account).run()

    assert "TẠM TÍNH" in texts(before.caption)
    assert "TẠM TÍNH" not in texts(after.caption)
