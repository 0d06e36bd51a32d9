"""Khung minh chứng trên trang Chấm điểm: added, reused, replaced, marked and looked into."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.files.evidence_samples import docx, pdf, png
from tests.pages.screen import open_panel, own_html, texts
from tests.people import PROGRAM, make_account
from tests.services.year import (
    DEPUTY,
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    to_self_score,
)
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.rules.entry import Entry, Occurrence
from thidua.domain.scoring.evidence import EvidenceLevel
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.scoring import evidence, evidence_changes, sheets, submissions
from thidua.services.scoring.sheets import LineEdit

LINK = "https://vi-du.vn/bao-cao"
LEADER = ("lanh", Grant(Role.LEADER, "K1", None, 2025))


@pytest.fixture(autouse=True)
def _year(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    settle()
    with writing() as session:
        for person in (HEAD, DEPUTY, SECRETARY, OFFICER, OTHER):
            make_account(session, person.account, *person.grants)
        make_account(session, *LEADER)
    to_self_score()


@pytest.fixture
def desk(page):
    """The scoring page as this person sees unit A."""

    def opened(login="a"):
        at = page("cham_diem", login).run()
        if any(one.label == "Nhập từng tiêu chí" for one in at.expander):
            open_panel(at, "Nhập từng tiêu chí")
        assert not at.exception
        return at

    return opened


def add(name="a.pdf", content=None, actor=OFFICER, unit="A", criterion="I", now=NOW):
    given = {"content": content or pdf(), "file_name": name, "criterion": criterion}
    return do(evidence_changes.add_file, actor, now, unit=unit, **given)


def items(unit="A"):
    with reading() as session:
        return evidence.of_unit(Work(session, PROGRAM, fresh()), unit=unit)


def hand_in():
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")


def found(elements, label):
    return next(one for one in elements if one.label == label)


def press(at, label):
    found(at.button, label).click().run()
    assert not at.exception


def choose(at, way):
    groups = at.get("button_group")
    next(one for one in groups if one.label == "Thêm minh chứng").set_value(way).run()
    assert not at.exception


def labels(at):
    return {one.label for one in at.button}


def test_a_file_and_a_link_are_added_where_the_criterion_is_scored(desk):
    at = desk()
    assert "Chưa có tệp hay liên kết nào." in texts(at.caption)
    assert found(at.button, "Đính kèm tệp đã chọn").disabled

    files = [("báo cáo.pdf", pdf(), "application/pdf"), ("ảnh.png", png(), "image/png")]
    found(at.get("file_uploader"), "Tệp minh chứng").set_value(files).run()
    press(at, "Đính kèm tệp đã chọn")
    assert texts(at.success) == "Đã thêm 2 tệp minh chứng."
    choose(at, "Liên kết")
    found(at.text_input, "Liên kết").set_value(LINK).run()
    found(at.text_input, "Tên gọi").set_value("Cổng thông tin")
    press(at, "Thêm liên kết")

    assert [(item.title, item.criteria) for item in items()] == [
        ("báo cáo.pdf", ("I",)),
        ("ảnh.png", ("I",)),
        ("Cổng thông tin", ("I",)),
    ]
    shown = texts(at.markdown)
    assert f"[Cổng thông tin]({LINK})" in shown
    assert f"[báo cáo.pdf](/minh-chung/{items()[0].token})" in shown
    assert "1 KB · Người a (a)" in texts(at.caption)


def test_a_file_that_is_not_what_it_is_called_is_refused_in_its_place(desk):
    at = desk()
    false = [("báo cáo.pdf", b"<script>alert(1)</script>", "application/pdf")]
    found(at.get("file_uploader"), "Tệp minh chứng").set_value(false).run()

    press(at, "Đính kèm tệp đã chọn")

    assert texts(at.error).startswith("Tệp «báo cáo.pdf» không phải loại được nhận: PDF, ảnh PNG")
    assert items() == ()
    assert "Lưu" in labels(at)


def test_an_item_of_another_criterion_is_used_again(desk):
    add("a.pdf", criterion="V")
    at = desk()
    choose(at, "Dùng lại")

    press(at, "Dùng lại cho tiêu chí này")

    assert [item.criteria for item in items()] == [("V", "I")]
    assert texts(at.success) == "Đã dùng lại «a.pdf»."


def test_an_item_is_detached_or_removed_while_the_sheet_is_a_draft(desk):
    add()
    at = desk()
    press(at, "Gỡ khỏi tiêu chí này")
    assert [item.criteria for item in items()] == [()]

    add("b.png", png())
    at = desk()
    press(at, "Bỏ hẳn")
    assert [item.title for item in items()] == ["a.pdf"]


def see(at):
    found(at.toggle, "Xem minh chứng kèm theo").set_value(True).run()
    assert not at.exception
    return at


def test_after_handing_in_an_item_can_be_replaced_and_nothing_taken_away(desk):
    first = add()
    hand_in()
    at = see(desk())
    assert {"Thay", "Đính kèm tệp đã chọn"} < labels(at)
    assert not {"Gỡ khỏi tiêu chí này", "Bỏ hẳn"} & labels(at)

    given = ("mới.png", png(), "image/png")
    found(at.get("file_uploader"), "Tệp thay thế").set_value(given).run()
    press(at, "Thay")

    (item,) = items()
    assert (item.title, item.version, item.replaces) == ("mới.png", 2, first)
    assert f"Các bản trước: [bản 1](/minh-chung/{first})" in texts(at.caption)
    assert "Thay sau khi nộp" in texts(at.markdown)


def test_what_was_added_after_handing_in_is_marked_and_what_was_there_is_not(desk):
    add()
    hand_in()
    at = see(desk("truong"))
    assert "sau khi nộp" not in texts(at.markdown)

    add("b.png", png(), now=NOW + timedelta(hours=1))
    assert texts(see(desk("truong")).markdown).count("Thêm sau khi nộp") == 1


def test_the_same_file_at_another_unit_is_marked_for_the_chair_and_not_for_the_unit(desk):
    add()
    add("của B.pdf", actor=OTHER, unit="B")

    assert "Trùng với B, năm 2025" in texts(see_all(desk("truong")).markdown)
    assert "Trùng" not in texts(desk("a").markdown)


def see_all(at):
    toggles = [one for one in at.toggle if one.label == "Xem minh chứng kèm theo"]
    return see(at) if toggles else at


def test_pictures_and_pdf_are_looked_into_in_place_and_others_are_not(desk):
    tokens = [add("a.pdf"), add("b.png", png()), add("c.docx", docx())]
    at = desk()
    looks = [one for one in at.toggle if one.label == "Xem tại chỗ"]
    assert len(looks) == 2

    for one in looks:
        one.set_value(True)
    at.run()
    drawn = own_html(at)
    assert drawn == [
        f'<a class="xem-pdf" href="/minh-chung/{tokens[0]}" target="_blank">Minh chứng PDF</a>',
        f'<img class="xem-anh" src="/minh-chung/{tokens[1]}" alt="Ảnh minh chứng" loading="lazy">',
    ]


def test_a_hostile_title_stays_a_title(desk):
    title = '"><img src=x onerror=alert(1)> [x](javascript:alert(1)) **đậm** :red[x]'
    given = {"content": png(), "file_name": "a.png", "criterion": "I", "title": title}
    do(evidence_changes.add_file, OFFICER, unit="A", **given)
    at = desk()
    next(one for one in at.toggle if one.label == "Xem tại chỗ").set_value(True).run()

    (drawn,) = own_html(at)
    assert re.fullmatch(
        r'<img class="xem-anh" src="/minh-chung/[\w-]+" alt="[\w ]+" loading="lazy">', drawn
    )
    (link,) = [one.value for one in at.markdown if "/minh-chung/" in one.value]
    assert "\\[x\\]\\(javascript" in link and "\\*\\*đậm" in link and ":red" not in link


def test_who_only_reads_is_offered_nothing_to_change(desk):
    add()
    at = see(desk("lanh"))

    assert "a.pdf" in texts(at.markdown)
    assert not {"Thay", "Đính kèm tệp đã chọn", "Gỡ khỏi tiêu chí này", "Bỏ hẳn"} & labels(at)


def test_the_grid_counts_what_is_attached(desk):
    add()
    add("b.png", png())

    (column,) = [list(one.value["Tệp kèm"]) for one in desk().get("data_editor")]
    assert column == ["2", ""]


def test_of_a_secret_item_others_see_that_it_is_there_and_nothing_of_what_it_says(desk):
    token = add("kín.pdf")
    named = {"unit": "A", "token": token, "criterion": "I"}
    do(evidence_changes.describe, OFFICER, **named, page="7", quotation="lời kín")
    do(evidence_changes.set_level, OFFICER, unit="A", token=token, level=EvidenceLevel.SECRET)

    own = desk()
    assert f"[kín.pdf](/minh-chung/{token})" in texts(own.markdown)
    assert "Mức mật" in texts(own.markdown)
    assert "Trang 7" in texts(own.caption)
    assert "lời kín" in texts(own.text)
    leader = desk("lanh")
    found(leader.toggle, "Xem minh chứng kèm theo").set_value(True).run()
    shown = texts(leader.markdown) + texts(leader.caption) + texts(leader.text)
    assert "Minh chứng mức mật" in shown
    assert "Chỉ đơn vị, tổ thẩm định, khối trưởng, cơ quan thường trực" in shown
    assert all(secret not in shown for secret in ("kín.pdf", token, "lời kín", "Trang 7"))


def test_a_file_is_added_at_the_level_chosen(desk):
    at = desk()
    groups = at.get("button_group")
    next(one for one in groups if one.label == "Mức bảo mật").set_value("internal").run()
    found(at.get("file_uploader"), "Tệp minh chứng").set_value(
        [("a.pdf", pdf(), "application/pdf")]
    ).run()
    press(at, "Đính kèm tệp đã chọn")

    assert [one.level for one in items()] == [EvidenceLevel.INTERNAL]


def test_events_are_shown_with_what_repeats_where_they_may_be_listed(desk):
    listed = tuple(
        Occurrence(kind="việc tốt", day=date(2025, 3, day), document="15/QĐ") for day in (4, 5)
    )
    entry = Entry(points=Decimal(5), occurrences=listed)
    edits = [LineEdit("V", 0, entry), LineEdit("I", 0, Entry(points=Decimal(80)))]
    do(sheets.save_lines, OFFICER, unit="A", hand=Hand.SELF, edits=edits)

    at = desk()
    assert "**Từng lượt**" not in texts(at.markdown)
    found(at.selectbox, "Tiêu chí").set_value("V").run()
    assert "**Từng lượt**" in texts(at.markdown)
    assert "kê hai lần trong đơn vị, tiêu chí V (ngày 05/03/2025)" in texts(at.warning)
    assert "Lưu từng lượt" in labels(at)
