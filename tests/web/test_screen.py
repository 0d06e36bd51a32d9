"""Màn chiếu qua mạng: who holds a link sees what was revealed, and not a byte more."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from tests.people import PROGRAM, signed_in
from tests.services.meeting.led import Led
from thidua.db.engine import demo_url, reading, writing
from thidua.db.tables import Account
from thidua.domain.meeting.agenda import RANKING_STOP
from thidua.domain.meeting.compose import UNIT_STOP
from thidua.domain.meeting.position import Look
from thidua.domain.ranking.standing_words import shown
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.meeting import leading, links
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.web.gate import DEMO_PATH
from thidua.web.identity import COOKIE, DEMO_MARK
from thidua.web.screen import screen_address

BLOCK, YEAR = "KTD-STC", 2024
OTHER_SITE = {"origin": "http://khac.test"}


@pytest.fixture
def led(running):
    """Khối mẫu năm 2024, nobody signed in."""
    running.post(DEMO_PATH, data={"vai": "khoi-truong"})
    running.cookies.clear()
    return Led(BLOCK, YEAR, demo_url())


def board():
    with reading(demo_url()) as session:
        period = rosters.period(Work(session, PROGRAM), block=BLOCK, year=YEAR)
        return standings.standings(Work(session, PROGRAM, period))


def telling(found, row):
    """What only the ranking tells of this unit: its total, and its name beside a rank."""
    return shown(found.covenant, row.total), f"Hạng {row.rank}"


def test_the_screen_opens_without_an_account_has_no_menu_and_is_not_kept(running, led):
    answer = running.get(screen_address(led.link(), is_demo=True))

    assert answer.status_code == 200
    assert "Hội nghị tổng kết và bình xét thi đua năm 2024" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert not answer.cookies
    for sign in ("<nav", "<a ", "<form", "<button", "Ghi chú", "chủ tọa", "stApp", "khoi-truong"):
        assert sign not in answer.text


@pytest.mark.parametrize("way", ["", "/moi"])
def test_nothing_that_is_not_revealed_is_ever_sent(running, led, way):
    address = screen_address(led.link(), is_demo=True) + way
    found = board()
    steps = [
        [row for row in found.standings.rows if row.rank == rank]
        for rank in sorted({row.rank for row in found.standings.rows}, reverse=True)
    ]
    stops = [
        one.code
        for one in led.desk().stops
        if one.code != RANKING_STOP and not one.code.startswith(UNIT_STOP)
    ]
    led.go(RANKING_STOP)
    for step in range(len(steps) + 1):
        hidden = [row for same in steps[step:] for row in same]
        told = [row for same in steps[:step] for row in same]
        sent = running.get(address).text
        for row in hidden:
            assert found.name(row.unit) not in sent and found.short_name(row.unit) not in sent
            assert not any(sign in sent for sign in telling(found, row))
        assert all(found.name(row.unit) in sent for row in told), step
        if step in (0, len(steps) - 1):
            for code in [*stops, *(f"{UNIT_STOP}{row.unit}" for row in hidden)]:
                led.go(code)
                sent = running.get(address).text
                assert not any(sign in sent for row in hidden for sign in telling(found, row)), code
            led.go(RANKING_STOP)
        if step < len(steps):
            led.step()


def test_an_address_reveals_nothing_and_names_no_other_period(running, led):
    address = screen_address(led.link(), is_demo=True)
    led.go(RANKING_STOP)
    plain = running.get(address).text

    for query in ("?buoc=99", "?che-do=trinh-chieu&buoc=9&khoi=KTD-STC&nam=2025", "?ban=99"):
        assert running.get(f"{address}{query}").text == plain
    assert led.desk().revealed == 0


def test_what_is_new_is_sent_and_what_is_the_same_is_not(running, led):
    address = screen_address(led.link(), is_demo=True)
    first = running.get(f"{address}/moi").json()
    again = running.get(f"{address}/moi", params={"mau": first["mau"]}).json()
    led.do(leading.set_look, look=Look.PLAIN)
    after = running.get(f"{address}/moi", params={"mau": first["mau"]}).json()

    assert set(first) == {"mau", "phan_mem", "trang", "ban", "nen"}
    assert set(again) == {"mau", "phan_mem"}
    assert (after["nen"], after["ban"]) == ("den-trang", 1)


def test_a_link_that_is_over_says_so_calmly_and_shows_nothing(running, led):
    gone = led.link()
    led.do(links.withdraw, key=1)
    old = Led(BLOCK, YEAR, demo_url(), datetime.now(UTC) - timedelta(hours=5))
    over = old.link()

    for secret, status, said in (
        (gone, 410, "Liên kết này đã được thu hồi."),
        (over, 410, "Liên kết này đã hết hạn."),
        ("khong-co", 404, "Địa chỉ này không mở màn chiếu nào."),
    ):
        address = screen_address(secret, is_demo=True)
        answer = running.get(address)
        assert (answer.status_code, said in answer.text) == (status, True)
        assert "Hội nghị" not in answer.text
        news = running.get(f"{address}/moi")
        assert (news.status_code, news.json()) == (410, {"het": True})


def test_a_link_of_the_demo_opens_nothing_in_the_own_data(running, led):
    assert running.get(screen_address(led.link(), is_demo=False)).status_code == 404


def test_an_upgrade_under_way_is_waited_for_and_is_no_end_of_the_link(running, led, monkeypatch):
    address = screen_address(led.link(), is_demo=True)
    with monkeypatch.context() as patch:
        patch.setattr("thidua.web.screen.is_current", lambda url: False)
        page, news = running.get(address), running.get(f"{address}/moi")
        pressed = running.post(f"{address}/di?toi=tiep&ban=0")

    assert (page.status_code, news.status_code, pressed.status_code) == (503, 503, 503)
    assert "tự mở lại" in page.text and 'http-equiv="refresh"' in page.text
    assert news.json() == {"cho": True}
    assert running.get(f"{address}/moi").status_code == 200


def test_no_other_address_of_the_folder_opens_the_product(running, led):
    key = screen_address(led.link(), is_demo=True)
    for path in ("/man-chieu/a/b", "/man-chieu/", f"{key}/di", f"{key}/moi/x", f"{key}/"):
        answer = running.get(path)

        assert (answer.status_code, "không mở màn chiếu nào" in answer.text) == (404, True), path
        assert "stApp" not in answer.text and "refresh" not in answer.text


def test_who_has_to_change_the_password_first_leads_nothing(running, led):
    running.cookies.set(COOKIE, DEMO_MARK + signed_in("man-chieu", demo_url()))
    with writing(demo_url()) as session:
        account = session.exec(select(Account).where(Account.login == "man-chieu")).one()
        account.must_change = True
        record(session, actor=PROGRAM, now=datetime.now(UTC), acts=[Act("account.reset")])
    address = f"{screen_address(led.link(), is_demo=True)}/di?toi=tiep&ban=0"

    assert running.post(address).status_code == 403
    assert led.desk().position.version == 0


def test_keys_at_the_screen_lead_only_for_who_is_signed_in_and_may(running, led):
    address = f"{screen_address(led.link(), is_demo=True)}/di?toi=tiep&ban=0"

    def press(login, address=address, **headers):
        running.cookies.clear()
        if login is not None:
            running.cookies.set(COOKIE, DEMO_MARK + signed_in(login, demo_url()))
        return running.post(address, headers=headers).status_code

    assert (press(None), press("dau-thau"), press("man-chieu", **OTHER_SITE)) == (401, 403, 403)
    assert led.desk().position.version == 0
    assert press("man-chieu") == 204
    assert (led.desk().position.stop, led.desk().position.version) == ("chuong-trinh", 1)
    assert press("man-chieu") == 204  # pressed on what was shown before
    assert led.desk().position.version == 1
    for wrong in ("toi=dau&ban=0", "toi=tiep", "toi=tiep&ban=-1", "toi=tiep&ban=9" + "9" * 20):
        assert press("man-chieu", address.partition("?")[0] + f"?{wrong}") == 400


def test_names_on_the_screen_are_text_whatever_they_hold(running, led, monkeypatch):
    from thidua.domain.meeting import opening  # noqa: PLC0415

    monkeypatch.setattr(opening, "POINT_WORDS", dict.fromkeys(opening.Point, "<script>x</script>"))
    led.go("chuong-trinh")
    sent = running.get(screen_address(led.link(), is_demo=True)).text

    assert "<script>x" not in sent and "&lt;script&gt;x&lt;/script&gt;" in sent
