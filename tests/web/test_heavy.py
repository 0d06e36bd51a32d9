"""Việc nặng: it holds no turn of the pages, is done one at a time, and the turn is had again."""

from threading import Event, Thread

import pytest
from streamlit.testing.v1 import AppTest

from tests.people import signed_in
from thidua.services.record import integrity
from thidua.ui.frame import menu
from thidua.web import identity
from thidua.web.heavy import heavy
from thidua.web.turns import turn, turns

MAIN = menu.PAGES_FOLDER.parent / "thidua" / "ui" / "frame" / "main.py"


def free():
    """Số lượt còn trống lúc này."""
    taken = 0
    while turns().acquire(blocking=False):
        taken += 1
    turns().release(taken)
    return taken


@pytest.mark.parametrize("fails", [False, True])
def test_the_turn_is_given_back_for_the_work_and_had_again_after_it(fails):
    whole = free()
    with turn():
        assert free() == whole - 1
        try:
            with heavy():
                assert free() == whole
                if fails:
                    raise ValueError("hỏng")
        except ValueError:
            pass
        assert free() == whole - 1
    assert free() == whole


def test_a_second_heavy_work_waits_for_the_first():
    begun = Event()

    def second():
        with heavy():
            begun.set()

    with heavy():
        other = Thread(target=second)
        other.start()
        assert not begun.wait(0.2)
    other.join(10)
    assert begun.is_set()


def test_a_check_of_everything_takes_no_turn_from_the_pages(sqlite_url, monkeypatch):
    token = signed_in("quan-tri")
    monkeypatch.setattr(identity, "cookie", lambda: token)
    seen = []

    def verdicts(work):
        seen.append(free())
        return []

    monkeypatch.setattr(integrity, "verdicts", verdicts)
    at = AppTest.from_file(MAIN).run()
    at.switch_page(str(menu.entry("he_thong").file)).run()
    next(one for one in at.button if one.label == "Kiểm tra ngay").click().run()

    assert not at.exception
    assert seen == [free()] == [2]
