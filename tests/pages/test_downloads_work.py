"""Nút tải: whatever is drawn for somebody is made for that same person, in every kind of period."""

import pytest

from tests.pages.conftest import PAGES
from tests.pages.screen import open_panels
from thidua.services.demo.people import OFFICERS
from thidua.ui.widgets import downloads

NAMES = sorted(file.stem for file in PAGES.glob("*.py") if "downloads" in file.read_text("utf-8"))
NAMES += ["khen_thuong"]
PEOPLE = (
    *("khoi-truong", "thu-ky", OFFICERS[0].login, "lanh-dao", "thuong-truc"),
    *("hoi-dong", "kiem-tra", "quan-tri"),
)


@pytest.fixture
def offered(monkeypatch):
    """Các nút tải đã vẽ: the label and what makes the file."""
    found = []

    def button(label, _name, _file, _kind, make):
        found.append((label, make))

    monkeypatch.setattr(downloads, "_button", button)
    return found


@pytest.mark.parametrize(
    ("login", "year"),
    [*((login, "2024") for login in PEOPLE), (PEOPLE[0], "2025"), (PEOPLE[2], "2025")],
)
def test_every_download_that_is_drawn_is_made(demo_url, page, offered, login, year):
    made = {}
    for name in NAMES:
        at = page(name, login)
        at.query_params["nam"] = year
        open_panels(at.run())
        assert not at.exception
        while offered:
            label, make = offered.pop()
            made[label] = len(make())

    assert all(size > 100 for size in made.values()), made
    assert ("Tải bảng tổng hợp Excel" in made) is (login not in (OFFICERS[0].login, "hoi-dong"))
