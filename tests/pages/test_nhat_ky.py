"""Trang «Nhật ký»: shows what may be read, filtered, with words instead of codes."""

import re

import pytest

from thidua import labels
from thidua.db.engine import ROOT
from thidua.services.demo.fill import BLOCK_CODE

_ACTION = re.compile(r'"((?:score|sheet|unit|stage|window|extension|covenant|roster|account|role'
                     r'|sign_in|backup)\.[a-z_]+|refused)"')  # fmt: skip


def table(at):
    return at.dataframe[0].value


def pick(at, label):
    return next(one for one in at.selectbox if one.label == label)


def test_the_head_sees_the_record_of_the_block_and_filters_it(demo_url, page):
    at = page("nhat_ky", "khoi-truong").run()
    assert not at.exception
    assert "đang xem mục 1–100, mới nhất trước" in at.markdown[0].value

    pick(at, "Đơn vị").set_value("VP").run()
    pick(at, "Việc").set_value("sheet.verified").run()

    shown = table(at)[["Người làm", "Việc", "Đơn vị", "Trước", "Sau"]].values.tolist()
    assert shown == [
        ["Trịnh Xuân Ẩn (thuong-truc)", "Xác nhận thẩm định", "VP", "Nháp", "Đã thẩm định"]
    ]


def press(at, label):
    next(one for one in at.button if one.label == label).click().run()


def test_pages_turn_and_a_filter_begins_at_the_first(demo_url, page):
    at = page("nhat_ky", "khoi-truong").run()
    first = table(at)["Mục"].tolist()
    press(at, "Cũ hơn")
    assert "đang xem mục 101–200" in at.markdown[0].value
    second = table(at)["Mục"].tolist()
    assert int(second[0]) < int(first[-1])
    press(at, "Cũ hơn")
    press(at, "Mới hơn")
    assert table(at)["Mục"].tolist() == second
    press(at, "Mới nhất")
    assert table(at)["Mục"].tolist() == first
    assert next(one for one in at.button if one.label == "Mới hơn").disabled

    press(at, "Cũ hơn")
    pick(at, "Việc").set_value("score.self").run()
    assert "mục 1–100" in at.markdown[0].value


def test_the_part_of_the_system_is_for_those_who_look_after_it(demo_url, page):
    chief = page("nhat_ky", "kiem-tra").run()
    chief.get("button_group")[0].set_value("Hệ thống: đăng nhập, tài khoản, danh sách").run()
    assert "Giao vai trò" in set(table(chief)["Việc"])

    head = page("nhat_ky", "khoi-truong").run()
    assert head.get("button_group")[0].options == ["Kỳ thi đua này"]


@pytest.mark.parametrize("login", ["van-phong", "lanh-dao", "man-chieu", "hoi-dong"])
def test_others_are_refused_and_see_nothing_of_it(demo_url, page, login):
    at = page("nhat_ky", login).run()

    assert [box.value.partition(" của bạn")[0] for box in at.info] == [
        "Trang Nhật ký không thuộc phạm vi"
    ]
    assert not at.dataframe and BLOCK_CODE not in str(at.main)


def test_every_action_that_is_recorded_has_its_words():
    sources = [*(ROOT / "thidua" / "services").rglob("*.py")]
    found = {code for file in sources for code in _ACTION.findall(file.read_text(encoding="utf-8"))}
    derived = {f"score.{hand}" for hand in ("self", "cross", "verified")}

    assert found - {"covenant.added"} <= set(labels.ACTIONS)
    assert derived <= set(labels.ACTIONS)
