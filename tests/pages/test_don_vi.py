"""Trang Đơn vị: members, other periods, and an import that writes what was seen, or nothing."""

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import NOW
from tests.pages.screen import open_panels
from tests.pages.test_imports import ACTOR, button, roster, upload
from thidua.db.engine import reading, writing
from thidua.db.tables import AuditEntry, Unit
from thidua.domain.period.organiser import OrganiserLevel
from thidua.services.ground import intake
from thidua.services.ground.work import Work
from thidua.services.period import rosters

ROW = ("K1", "Khối một", "D1", ":red[x]", "", "sở", 2026)


def write(*rows):
    read, _ = intake.roster(roster(*rows), "x")
    with writing() as session:
        rosters.import_roster(Work(session, ACTOR, now=NOW), rows=read)


def names():
    with reading() as session:
        return sorted(session.exec(select(Unit.name)).all())


def test_members_and_other_periods_are_shown_as_typed(sqlite_url, page):
    write(ROW, ("K1", "Khối một", "D1", ":red[x]", "", "sở", 2025))
    at = page("don_vi").run()

    assert list(at.dataframe[0].value["Tên đơn vị"]) == [":red[x]"]
    assert at.dataframe[1].value.to_dict("records") == [
        {"Khối": "Khối một", "Năm": "2025", "Giai đoạn": "Chuẩn bị", "Giao ước": "Chưa có"}
    ]


def test_an_empty_database_says_what_to_do(sqlite_url, page):
    at = page("don_vi").run()

    assert "Chưa có khối nào" in at.info[0].value
    assert at.file_uploader


def test_an_upload_is_previewed_written_and_recorded(sqlite_url, page):
    write(ROW)
    renamed = (*ROW[:3], "Sở một", *ROW[4:])
    at = upload(page("don_vi").run(), roster(renamed, (*ROW[:2], "D2", "Sở hai", *ROW[4:])))
    counts = next(text.value for text in at.markdown if text.value.startswith("Xem trước"))
    assert counts == "Xem trước: mới 2 · đổi 1 · bỏ 0 · giữ nguyên 1 · lỗi 0"
    assert names() == [":red[x]"]
    at = button(at, "Nhập danh sách").click().run()

    assert names() == ["Sở hai", "Sở một"]
    assert [box.value for box in at.success] == ["Đã nhập danh sách đơn vị\\."]
    with reading() as session:
        acts = session.exec(select(AuditEntry.action)).all()
        assert acts.count("roster.changed") == 1


def test_units_changed_after_the_preview_are_not_overwritten_unseen(sqlite_url, page):
    write(ROW)
    at = upload(page("don_vi").run(), roster((*ROW[:3], "Sở một", *ROW[4:])))
    write((*ROW[:3], "Sở khác", *ROW[4:]))
    at = button(at, "Nhập danh sách").click().run()

    assert "đã đổi từ lúc xem trước" in at.error[0].value
    assert names() == ["Sở khác"]
    button(at, "Nhập danh sách").click().run()
    assert names() == ["Sở một"]


def a_service_that_breaks_a_constraint():
    from thidua.db.changes import insert_rows  # noqa: PLC0415 - this becomes a script
    from thidua.db.tables import Unit  # noqa: PLC0415
    from thidua.ui.frame import page  # noqa: PLC0415

    def write(work):
        insert_rows(work.session, Unit, [{"code": " ", "name": "Sở không mã"}])

    with page.opened("don_vi") as ctx:
        ctx.act(write, "Đã ghi.")


def test_what_only_the_database_refuses_is_one_calm_sentence(sqlite_url, page):
    write(ROW)
    page("don_vi")
    at = AppTest.from_function(a_service_that_breaks_a_constraint, default_timeout=30).run()

    assert not at.exception
    assert [box.value.replace("\\", "") for box in at.error] == [
        "Dữ liệu trái một ràng buộc của cơ sở dữ liệu; chưa có gì được ghi. "
        "Hãy báo người quản trị ràng buộc «ck_unit_code_filled»."
    ]
    assert names() == [":red[x]"]


def test_the_block_says_who_organises_it(sqlite_url, page):
    write(ROW)
    at = page("don_vi").run()
    assert "Khối chưa ghi nơi tổ chức" in at.caption[1].value
    at = open_panels(at)
    next(one for one in at.selectbox if one.label == "Cấp tổ chức").set_value(
        OrganiserLevel.PROVINCE
    )
    for label, said in (("Nơi tổ chức", "UBND tỉnh"), ("Văn bản", "QĐ 1770/QĐ-UBND")):
        next(one for one in at.text_input if one.label == label).set_value(said)
    at.run()
    button(at, "Ghi nơi tổ chức").click().run()

    assert not at.error
    assert at.markdown[1].value == (
        "Nơi tổ chức khối: **Bộ, ban, ngành, tỉnh: UBND tỉnh \\(QĐ 1770/QĐ\\-UBND\\)**."
    )
    with reading() as session:
        assert "block.organised" in session.exec(select(AuditEntry.action)).all()
