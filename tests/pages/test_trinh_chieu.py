"""Trang «Trình chiếu»: what is not revealed never leaves the server."""

import pytest

from tests.pages.screen import press
from thidua.db.engine import reading
from thidua.domain.access.permissions import administrator
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.ui.ranking import projector

ACTOR = administrator("Thử nghiệm")


def board():
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-STC", year=2024)
        return standings.standings(Work(session, ACTOR, period))


def shown(page, step):
    at = page("trinh_chieu")
    at.query_params.update(
        {"che-do": "trinh-chieu", "buoc": step, "toi-khoi": "KTD-STC", "toi-nam": "2024"}
    )
    return at.run()


def test_reveal_starts_with_the_last_rank_and_keeps_a_tie_together(demo_url):
    order = projector.reveal_order(board().standings.rows)

    assert [[row.rank for row in step] for step in order] == [
        [9], [8], [7], [6], [5], [3, 3], [2], [1],
    ]  # fmt: skip


def test_projector_sends_only_the_ranks_already_revealed(demo_url, page):
    rows = board().standings.rows
    at = shown(page, "4")

    sent = str(at._tree)
    payload = " ".join(str(table.value.to_dict()) for table in at.table)
    hidden = [board().name(row.unit) for row in rows if row.rank is not None and row.rank < 6]
    visible = [board().name(row.unit) for row in rows if row.rank is not None and row.rank >= 6]
    assert [name for name in hidden if name in payload or name in sent] == []
    assert [name for name in visible if name in payload] == visible


def test_projector_shows_everything_after_the_last_step(demo_url, page):
    at = shown(page, "99")

    assert list(at.table[0].value["Hạng"]) == [
        "1", "2", "3 \\(đồng hạng\\)", "3 \\(đồng hạng\\)", "5", "6", "7", "8", "9",
    ]  # fmt: skip


def test_an_address_that_names_no_period_of_this_person_shows_no_other(demo_url, page):
    for named in ({"toi-khoi": "KTD-STC", "toi-nam": "1999"}, {"toi-khoi": "KHAC"}, {}):
        at = page("trinh_chieu", "man-chieu")
        at.query_params.update({"che-do": "trinh-chieu", "buoc": "9", **named})
        at.run()

        assert not at.exception and not at.table and not at.error
        assert [one.value for one in at.title] == ["Trình chiếu"]
        assert "không chỉ đúng khối và năm" in at.header[0].value


@pytest.mark.parametrize("login", ["quan-tri", "thuong-truc", "khoi-truong", "lanh-dao"])
def test_the_show_is_started_and_left_by_clicks_and_stays_at_its_period(demo_url, page, login):
    at = page("trinh_chieu", login).run()
    at.selectbox(key="nam").set_value(2024).run()
    press(at, "Bắt đầu trình chiếu")
    assert [one.value for one in at.title] == ["Xếp hạng thi đua năm 2024"]
    press(at, "Tiếp")
    assert [*at.table[0].value["Hạng"]] == ["9"]

    press(at, "Thoát")

    assert [one.value for one in at.title] == ["Trình chiếu"]
    assert at.selectbox(key="nam").value == 2024


def test_projector_survives_a_step_that_is_not_a_number(demo_url, page):
    at = shown(page, "abc")

    assert not at.exception
    assert not at.table
