"""Mọi lựa chọn: every option of every list and choice on every page is taken once; nothing breaks.

What an option opens is gone through in the same way before the next option is taken. A field of a
form is left out, since nothing happens before the form is sent.
"""

import pytest

from tests.pages.conftest import PAGES

NAMES = sorted(file.stem for file in PAGES.glob("*.py"))
EVERY = {"khen_thuong"}
"""Trang mà mọi lựa chọn được chọn; elsewhere long lists are of one kind of thing."""

FEW = 4


def choices(at):
    """Ô chọn trên trang by label."""
    found = {}
    for one in [*at.selectbox, *at.radio, *at.button_group]:
        if not one.disabled and not one.form_id and len(one.options) > 1:
            found.setdefault(one.label, one)
    return found


def place(at, label):
    """Chỗ của ô chọn: the same list is another one in another part of the page."""
    part = at.button_group[0] if len(at.button_group) else None
    return (None if part is None or part.label == label else str(part.value), label)


def take(at, label, which):
    one = choices(at).get(label)
    if one is not None and which < len(one.options):
        one.set_value(one.options[which]).run()


def crawl(at, most, taken):
    for label in choices(at):
        here = place(at, label)
        if here in taken or label not in choices(at):
            continue
        count = len(choices(at)[label].options)
        taken[here] = list(range(count) if count <= most else [*range(most - 1), count - 1])
        for which in taken[here]:
            take(at, label, which)
            assert not at.exception, (*here, which)
            crawl(at, most, taken)
        take(at, label, 0)


@pytest.mark.parametrize("name", NAMES)
def test_no_option_breaks_its_page(demo_url, page, name):
    taken = {}

    crawl(page(name).run(), 1000 if name in EVERY else FEW, taken)

    assert taken or name in {"du_lieu_ca_nhan", "he_thong", "tro_giup"}
