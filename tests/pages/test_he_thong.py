"""Trang «Hệ thống»: who looks after the installation has it examined by a press."""

import pytest

from thidua.services.upkeep import doctor as examining
from thidua.ui.upkeep import doctor


def pressed(at):
    next(one for one in at.button if one.label == "Khám máy").click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("login", ["quan-tri", "kiem-tra"])
def test_who_looks_after_the_system_has_every_part_examined(demo_url, page, login):
    at = page("he_thong", login).run()
    before = len(at.dataframe)

    shown = pressed(at).dataframe[-1].value

    assert len(at.dataframe) == before + 1
    assert shown["Phần"].tolist()[:2] == [examining.SETTINGS, examining.PROGRAM]
    assert shown["Tình trạng"].tolist()[4:6] == ["tốt", "tốt"]
    assert [one.value for one in at.warning] == ["Máy chạy được, có phần cần xem."]


def test_a_broken_part_is_told_in_red_with_its_cure(demo_url, page, monkeypatch):
    monkeypatch.setenv("THIDUA_ADDRESS", "http://localhost:9")

    at = pressed(page("he_thong").run())

    assert [one.value for one in at.error] == ["Có phần đang hỏng; làm theo cột Cách chữa."]
    last = at.dataframe[-1].value.iloc[-1].tolist()
    assert last[:3] == [examining.ADDRESS, "hỏng", "không nối được tới «localhost:9»"]
    assert "THIDUA_ADDRESS" in last[3]


def test_the_demo_tells_nothing_of_the_installation(demo_url, page, monkeypatch):
    monkeypatch.setattr(doctor, "is_demo", lambda _: True)

    at = page("he_thong").run()

    assert "Khám máy" not in [one.label for one in at.button]
    assert "khám máy chỉ dành cho dữ liệu thật của cơ quan" in at.info[-1].value
