"""Đối chiếu giá trị giữ lại: each one handed out again is made afresh and must be the same."""

from contextlib import contextmanager

import pytest

from thidua.services.ground.kept import Store


class Stale(AssertionError):
    """Giá trị giữ lại không còn đúng: something it was read from was written without a stamp."""


@contextmanager
def comparing(*, one_moment=False):
    """Trong lúc này, nothing kept is believed; yields the keys that were handed out again.

    Where nothing is written meanwhile, in `one_moment`, the same value is made afresh once.
    """
    handed_out, known = [], {}
    get = Store.get

    def checked(store, session, key, make):
        before = store.held(session, key)
        value = get(store, session, key, make)
        if before is not None:
            handed_out.append(key)
            if one_moment and known.get((store, key), known) is value:
                return value
            fresh = make()
            if fresh != value:
                raise Stale(f"{key!r}:\n{value!r}\n{fresh!r}")
            known[store, key] = value
        return value

    get_all = Store.get_all

    def all_checked(store, session, keys, make):
        before = [place for place, key in keys.items() if store.held(session, key) is not None]
        values = get_all(store, session, keys, make)
        fresh = make(before) if before else {}
        for place in before:
            handed_out.append(keys[place])
            if fresh[place] != values[place]:
                raise Stale(f"{keys[place]!r}:\n{values[place]!r}\n{fresh[place]!r}")
        return values

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "get", checked)
        patch.setattr(Store, "get_all", all_checked)
        yield handed_out
