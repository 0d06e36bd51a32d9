"""Hòm phiếu: what is sealed is opened by its key alone, also when many seal at once."""

import os
import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest

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


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_ballots_in_chests_come_out_whole_in_nobody_s_order(tmp_path, count):
    public = ballot_box.make(tmp_path, "a")
    contents = [f"{number * 7919 % 1009:04}".encode() for number in range(count)]
    chests = ballot_box.filled(public, contents)

    assert [ballot_box.number(one) for one in chests] == [64] * (count // 64) + (
        [count % 64] if count % 64 else []
    )
    assert ballot_box.emptied(tmp_path, "a", public, chests) == sorted(contents)
    assert ballot_box.filled(public, reversed(contents)) != chests or not count


def test_the_order_in_a_chest_is_the_same_in_whatever_order_ballots_came(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    contents = [b"a", b"d", b"n", b"a"]
    found = {
        tuple(ballot_box.emptied(tmp_path, "a", public, ballot_box.filled(public, order)))
        for order in permutations(contents)
    }

    assert found == {(b"a", b"a", b"d", b"n")}


def test_a_ballot_sealed_by_itself_as_before_is_a_chest_of_one(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    old = ballot_box.seal(public, [b"n", b"a"])

    assert [ballot_box.number(one) for one in old] == [1, 1]
    mixed = [*old, *ballot_box.filled(public, [b"d", b"c"])]
    assert ballot_box.emptied(tmp_path, "a", public, mixed) == [b"n", b"a", b"c", b"d"]


def test_a_chest_that_says_another_number_or_a_ballot_of_two_lines_is_none(tmp_path):
    public = ballot_box.make(tmp_path, "a")
    [chest] = ballot_box.filled(public, [b"a", b"d"])

    assert ballot_box.emptied(tmp_path, "a", public, [f"3{chest[1:]}"]) is None
    assert ballot_box.emptied(tmp_path, "a", public, [chest[2:]]) is None
    with pytest.raises(ValueError, match="xuống dòng"):
        ballot_box.filled(public, [b"a\nd"])


def test_a_chest_of_long_ballots_opens_again(tmp_path):
    """Lá phiếu trăm phương án: longer than the library takes unless it is told."""
    public = ballot_box.make(tmp_path, "a")
    contents = sorted(secrets.token_hex(10_000).encode() for _ in range(64))

    chests = ballot_box.filled(public, contents)
    assert ballot_box.emptied(tmp_path, "a", public, chests) == contents
