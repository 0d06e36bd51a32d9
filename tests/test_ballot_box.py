"""Hòm phiếu: what is sealed is opened by its key alone, also when many seal at once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

from thidua import ballot_box


def test_what_was_sealed_is_opened_in_its_order(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    contents = [f"phiếu {number}".encode() for number in range(5)]
    sealed = [ballot_box.seal(public, one) for one in contents]

    assert ballot_box.opened(tmp_path, "a", sealed) == contents
    assert ballot_box.opened(tmp_path, "a", []) == []


def test_many_who_seal_at_once_do_not_disturb_one_another(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    contents = [f"{number:06}".encode() for number in range(2000)]
    with ThreadPoolExecutor(16) as pool:
        sealed = list(pool.map(lambda one: ballot_box.seal(public, one), contents))

    assert ballot_box.opened(tmp_path, "a", sealed) == contents


def test_equal_contents_look_different_and_are_equally_long(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    sealed = [ballot_box.seal(public, b"agree") for _ in range(50)]

    assert (len(set(sealed)), len({len(one) for one in sealed})) == (50, 1)


def test_another_key_a_changed_text_and_a_lost_key_open_nothing(tmp_path):
    sealed = ballot_box.seal(ballot_box.make(tmp_path, "a"), b"agree")
    ballot_box.make(tmp_path, "b")
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]

    assert ballot_box.opened(tmp_path, "b", [sealed]) is None
    assert ballot_box.opened(tmp_path, "a", [changed]) is None
    assert ballot_box.opened(tmp_path, "a", ["không phải phiếu"]) is None
    assert ballot_box.opened(tmp_path, "a", [sealed]) == [b"agree"]
    ballot_box.destroy(tmp_path, "a")
    assert ballot_box.opened(tmp_path, "a", [sealed]) is None
    assert ballot_box.destroy(tmp_path, "a") is None


def test_a_key_is_for_this_account_of_the_machine_alone_and_known_by_its_box(tmp_path):
    public = ballot_box.make(tmp_path, "a")

    (file,) = tmp_path.iterdir()
    if os.name == "posix":  # elsewhere the folder's own rights hold
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ballot_box.names(tmp_path) == {"a"}
    assert '"d"' not in public
    assert '"d"' in file.read_text(encoding="utf-8")
