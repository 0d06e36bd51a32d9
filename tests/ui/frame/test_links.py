"""Lối sang trang khác: every kind of work has its page, and a letter leads to the right year."""

from urllib.parse import parse_qs, urlsplit

import pytest

from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.period import BlockPeriod
from thidua.ui.frame import links, menu

PERIOD = BlockPeriod(id=1, block_code="K & 1", block_name="Khối một", year=2025)


@pytest.mark.parametrize("doing", Doing)
def test_every_kind_of_work_is_done_on_a_page_of_the_menu(doing):
    assert links.page_of(doing) in {item.name for item in menu.ITEMS}


@pytest.mark.parametrize(
    ("task", "path", "more"),
    [
        (OwedTask(words="a", doing=Doing.SCORE, about="I.1"), "/cham-diem", {}),
        (OwedTask(words="a", doing=Doing.REMIND), "/tham-dinh", {}),
        (OwedTask(words="a", doing=Doing.ANSWER, about="3"), "/giai-trinh", {"luong": ["3"]}),
    ],
)
def test_a_letter_leads_to_the_block_and_year_however_they_are_spelled(task, path, more):
    link = urlsplit(links.letter_link("https://thidua.vn/", PERIOD, task))

    assert (link.netloc, link.path, parse_qs(link.query)) == (
        "thidua.vn",
        path,
        {"toi-khoi": ["K & 1"], "toi-nam": ["2025"], **more},
    )
