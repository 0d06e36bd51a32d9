"""Hòm phiếu: what is sealed is opened by its key alone, also when many seal at once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

from thidua import ballot_box


def test_what_was_sealed_is_opened_in_its_order(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    contents = [f"phiếu {number}".encode() for number in range(5)]
    sealed = ballot_box.seal(public, contents)

    assert ballot_box.opened(tmp_path, "a", public, sealed) == contents
    assert ballot_box.opened(tmp_path, "a", public, []) == []


def test_many_who_seal_at_once_do_not_disturb_one_another(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    contents = [f"{number:06}".encode() for number in range(2000)]
    with ThreadPoolExecutor(16) as pool:
        sealed = list(pool.map(lambda one: ballot_box.seal(public, [one])[0], contents))

    assert ballot_box.opened(tmp_path, "a", public, sealed) == contents


def test_equal_contents_look_different_and_are_equally_long(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    sealed = ballot_box.seal(public, [b"agree"] * 50)

    assert (len(set(sealed)), len({len(one) for one in sealed})) == (50, 1)


def test_another_key_a_changed_text_and_a_lost_key_open_nothing(tmp_path):
    public, other = ballot_box.make(tmp_path, "a"), ballot_box.make(tmp_path, "b")
    [sealed] = ballot_box.seal(public, [b"agree"])
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]

    assert ballot_box.opened(tmp_path, "b", other, [sealed]) is None
    assert ballot_box.opened(tmp_path, "b", public, [sealed]) is None
    assert ballot_box.opened(tmp_path, "a", public, [changed]) is None
    assert ballot_box.opened(tmp_path, "a", public, ["không phải phiếu"]) is None
    assert ballot_box.opened(tmp_path, "a", public, [sealed]) == [b"agree"]
    gone = ballot_box.keys(tmp_path, "a")
    ballot_box.destroy(gone)
    assert ballot_box.opened(tmp_path, "a", public, [sealed]) is None
    assert ballot_box.destroy(gone) is None
    assert ballot_box.names(tmp_path) == {"b"}


def test_a_box_may_be_given_a_new_key_and_each_goes_by_itself(tmp_path):
    old = ballot_box.make(tmp_path, "a")
    stale = ballot_box.keys(tmp_path, "a")
    new = ballot_box.make(tmp_path, "a")
    ballot_box.make(tmp_path, "b")
    sealed = [(key, ballot_box.seal(key, [b"agree"])) for key in (old, new)]

    def contents():
        return [ballot_box.opened(tmp_path, "a", key, one) for key, one in sealed]

    assert contents() == [[b"agree"], [b"agree"]]
    ballot_box.destroy(stale)
    assert contents() == [None, [b"agree"]]
    assert (len(ballot_box.keys(tmp_path, "a")), ballot_box.names(tmp_path)) == (1, {"a", "b"})


def test_a_key_is_for_this_account_of_the_machine_alone_and_known_by_its_box(tmp_path):
    public = ballot_box.make(tmp_path, "a")

    (file,) = tmp_path.iterdir()
    if os.name == "posix":  # elsewhere the folder's own rights hold
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ballot_box.names(tmp_path) == {"a"}
    assert '"d"' not in public
    assert '"d"' in file.read_text(encoding="utf-8")
