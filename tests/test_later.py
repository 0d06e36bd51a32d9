"""Nạp sau: a library is loaded at its first use, once, whoever asks first."""

import gc
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from thidua.later import Later, loading


@pytest.fixture
def slow(tmp_path, monkeypatch):
    """A module that takes its time to load and counts how often it was."""
    (tmp_path / "thu_vien_cham.py").write_text(
        "import time, sys\n"
        "sys.lan_nap = getattr(sys, 'lan_nap', 0) + 1\n"
        "time.sleep(0.2)\n"
        "def da_nap():\n"
        "    return sys.lan_nap\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "lan_nap", 0, raising=False)
    yield Later("thu_vien_cham")
    sys.modules.pop("thu_vien_cham", None)


def test_nothing_is_loaded_before_it_is_asked_for(slow):
    assert not hasattr(slow, "__wrapped__")
    assert "thu_vien_cham" not in sys.modules
    assert slow.da_nap() == 1


def test_threads_that_ask_at_once_get_one_whole_module(slow):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: slow.da_nap(), range(8)))

    assert answers == [1] * 8


def test_what_the_library_lacks_is_missed_as_in_the_library(slow):
    with pytest.raises(AttributeError, match="khong_co"):
        slow.khong_co  # noqa: B018


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_for_garbage_is_as_it_was_after_loading(was_on):
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(ValueError), loading():
            assert not gc.isenabled()
            raise ValueError
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()
