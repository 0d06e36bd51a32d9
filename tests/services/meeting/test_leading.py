"""Điều khiển màn chiếu: what was revealed is kept on the server, and nothing goes around it."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from tests.people import PROGRAM, acting
from tests.services.nine_members import close, opened
from tests.services.nine_members import settle as settle_nine
from tests.services.ranking_block import TOTALS, ballot, settled
from thidua.db.engine import reading, writing
from thidua.db.tables import ScreenPosition
from thidua.domain.access.permissions import Role
from thidua.domain.document.deck.blocks import texts
from thidua.domain.ground.errors import NoCovenant, NotFound
from thidua.domain.meeting.agenda import RANKING_STOP
from thidua.services.ground.work import Work
from thidua.services.meeting import leading, links, screen
from thidua.services.period import rosters

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
HEAD = acting(Role.HEAD, "K1", 2025)
KIOSK = acting(Role.KIOSK, "K1", 2025)


@pytest.fixture
def ranked(database_url):
    """Bốn đơn vị đã có hạng."""
    settled(TOTALS, extra=())


def do(service, actor=HEAD, **named):
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        return service(Work(session, actor, period, NOW), **named)


def desk(actor=HEAD):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        return leading.desk(Work(session, actor, period, NOW))


def step(*, forward=True, actor=HEAD):
    do(leading.move, actor, forward=forward, seen=desk(actor).position.version)
    found = desk(actor)
    return found.position.stop, found.position.step


def on_screen(secret):
    with reading() as session:
        return screen.shown(session, secret=secret, now=NOW)


def to_ranking():
    do(leading.go, code=RANKING_STOP)


def test_each_step_of_the_ranking_is_one_press_and_back_shows_less_of_it(ranked):
    to_ranking()
    assert desk().revealed == 0
    assert [step() for _ in range(3)] == [(RANKING_STOP, one) for one in (1, 2, 3)]
    assert (step(forward=False), desk().revealed) == ((RANKING_STOP, 2), 3)

    do(leading.go, code="so-lieu")
    to_ranking()

    assert desk().position.step == 3
    assert desk().following.name == "Công bố hạng 1"


def test_a_list_or_a_late_press_never_reveals_further(ranked):
    to_ranking()
    seen = desk().position.version
    step()
    do(leading.move, forward=True, seen=seen)

    assert (desk().position.step, desk().revealed) == (1, 1)
    for code in (f"{RANKING_STOP}-99", "99", "phieu-99", "don-vi-?"):
        with pytest.raises(NotFound):
            do(leading.go, code=code)


def test_back_from_a_later_slide_passes_by_what_was_never_revealed(ranked):
    to_ranking()
    step()
    do(leading.go, code="khoi")

    assert step(forward=False) == (RANKING_STOP, 1)


@pytest.mark.parametrize("before", [3, 9])  # of an order that had more ranks than there are now
def test_another_order_is_revealed_anew_from_the_last_rank(ranked, before):
    secret = do(links.make, name="Màn", hours=4)
    to_ranking()
    for _ in range(3):
        step()
    with writing() as session:
        row = session.exec(select(ScreenPosition)).one()
        row.mark, row.step = "0" * 64, before
        session.add(row)

    shown = " ".join(texts(on_screen(secret).slide))
    assert "Thứ tự xếp hạng vừa đổi" in shown
    assert not any(f"Đơn vị U{one}" in shown for one in range(1, 5))
    assert desk().is_of_another_order and desk().revealed == 0
    assert desk().following.name == "Công bố lại từ hạng cuối"
    assert step() == (RANKING_STOP, 0)
    assert step() == (RANKING_STOP, 1)
    assert not desk().is_of_another_order


def test_what_was_revealed_can_be_hidden_again(ranked):
    to_ranking()
    step()
    do(leading.hide_again)

    assert (desk().position.step, desk().revealed) == (0, 0)


def test_whoever_may_not_see_a_page_does_not_lead_to_its_slide(ranked):
    codes = {one.code for one in desk(KIOSK).stops}
    assert codes & {"de-nghi", "han-muc", "khoi-truong", "diem-giai-trinh"} == set()
    assert {one.code for one in desk().stops} > codes
    with pytest.raises(NotFound):
        do(leading.go, KIOSK, code="de-nghi")
    do(leading.go, KIOSK, code="xu-huong")

    assert step(actor=KIOSK) == ("giao-uoc-moi", 0)


def test_slides_that_tell_the_ranking_wait_until_all_of_it_is_revealed(ranked):
    secret = do(links.make, name="Màn", hours=4)
    for code in ("khoi", "xu-huong", "de-nghi", "han-muc", "don-vi-U1"):
        do(leading.go, code=code)
        assert "Trang này mở sau khi công bố xong xếp hạng." in texts(on_screen(secret).slide)
    to_ranking()
    while desk().revealed < desk().steps:
        step()

    do(leading.go, code="khoi")

    slide = on_screen(secret).slide
    assert [row[0].text for row in slide.tables[0].rows] == ["U1", "U2", "U3", "U4"]
    assert (slide.name, slide.notes) == ("", ())


def test_a_vote_that_ranks_tells_its_result_only_after_the_ranking(ranked):
    secret = do(links.make, name="Màn", hours=4)
    vote = opened(ballot("U1", "U2"))
    do(leading.go, code=f"phieu-{vote}")
    assert "Đang bỏ phiếu: đã bỏ 0/4." in texts(on_screen(secret).slide)
    close(vote)

    shown = list(texts(on_screen(secret).slide))

    assert "Đã kiểm phiếu." in shown and "Trang này mở sau khi công bố xong xếp hạng." in shown
    assert not any("Đơn vị U" in one for one in shown)


def test_without_a_covenant_the_screen_is_calm(database_url):
    settle_nine()
    secret = do(links.make, name="Màn", hours=4)

    assert "Kỳ này chưa có giao ước." in texts(on_screen(secret).slide)
    with pytest.raises(NoCovenant):
        desk()
