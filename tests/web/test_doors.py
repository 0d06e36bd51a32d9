"""Cửa vào: signing in, out, trying the demo, and everything a stranger could attempt."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from sqlmodel import select
from starlette.websockets import WebSocketDisconnect

from tests.noting import noting
from tests.people import make_account
from tests.recorded import recorded
from tests.tampering import tampering
from thidua import passwords
from thidua.db.engine import data_folder, reading, writing
from thidua.db.tables import Account, SignIn
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.ground.errors import NotReady
from thidua.services.access import first_run, sign_in
from thidua.web import doors
from thidua.web.gate import DEMO_PATH, SET_UP_PATH
from thidua.web.identity import (
    BROWSER_COOKIE,
    CHANGE_PASSWORD_PATH,
    COOKIE,
    SIGN_IN_PATH,
    SIGN_OUT_PATH,
)

PASSWORD = "con đường mùa thu"
HTML = {"accept": "text/html"}
PAGES = ["/", "/xep-hang", "/cham-diem?khoi=KTD-STC&nam=2025", "/nhat-ky", "/khong-co-trang-nay"]
INSIDE = ["/_stcore/host-config", "/_stcore/metrics", "/media/abc.png", "/oauth2callback"]


@pytest.fixture
def server(running):
    """The application on an empty database of its own, with nobody signed in."""
    return running


@pytest.fixture
def officer(server):
    """An account with a password; from now on the database is not new any more."""
    with writing() as session:
        make_account(session, "an.nguyen", Grant(Role.ADMINISTRATOR), password=PASSWORD)
    return server


def enter(client, login="an.nguyen", password=PASSWORD, **query):
    return client.post(SIGN_IN_PATH, data={"ten": login, "mat-khau": password}, params=query)


def opens(client):
    """Whether a websocket of the app opens with the cookies this client holds."""
    try:
        with client.websocket_connect("/_stcore/stream", headers={"origin": "http://testserver"}):
            return True
    except WebSocketDisconnect as refused:
        assert refused.code == 1008
        return False


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_the_door_and_back_to_the_page_asked_for(server, path):
    answer = server.get(path, headers=HTML)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{SIGN_IN_PATH}?tiep=")
    assert "Streamlit" not in answer.text


@pytest.mark.parametrize("path", INSIDE)
def test_nothing_inside_answers_a_stranger(server, path):
    assert server.get(path).status_code == 401
    assert not opens(server)


def test_the_right_password_opens_the_app_until_signing_out(officer):
    answer = enter(officer)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
    assert officer.get("/", headers=HTML).status_code == 200
    assert opens(officer)

    kept = dict(officer.cookies)
    assert officer.post(SIGN_OUT_PATH).headers["location"] == SIGN_IN_PATH
    officer.cookies.update(kept)  # a copy of the cookie in another browser
    assert not opens(officer)
    assert officer.get("/", headers=HTML).status_code == 303
    assert [entry.actor for entry in recorded("sign_in.done")] == ["Người an.nguyen (an.nguyen)"]
    assert len(recorded("sign_in.ended")) == 1


def test_the_cookie_is_for_https_alone_where_https_is_used(officer):
    answer = officer.post(
        f"https://testserver{SIGN_IN_PATH}", data={"ten": "an.nguyen", "mat-khau": PASSWORD}
    )

    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("login", "password"),
    [("an.nguyen", "sai"), ("khong-co", PASSWORD), ("", ""), ("an.nguyen", "x" * 5000)],
)
def test_a_refusal_is_the_same_whatever_was_wrong(officer, login, password):
    answer = enter(officer, login, password)

    assert answer.status_code == 401
    assert COOKIE not in answer.headers.get("set-cookie", "")
    assert re.search(r'role="alert">([^<]*)', answer.text).group(1) == sign_in.WRONG
    assert not opens(officer)
    (entry,) = recorded("sign_in.refused")
    assert entry.new in ("", "Người an.nguyen (an.nguyen)")
    assert PASSWORD not in str(entry) and "xxx" not in str(entry)


@pytest.fixture
def waited(monkeypatch):
    """Chờ bao lâu: the waits of the door, which pass at once, and its clock with them."""
    found = []

    async def sleep(seconds):
        found.append(seconds)

    begun = datetime.now(UTC)
    monkeypatch.setattr(doors, "_waited", sleep)
    monkeypatch.setattr(doors, "_now", lambda: begun + timedelta(seconds=sum(found)))
    return found


def test_guessing_is_slowed_and_the_right_password_still_opens(officer, waited):
    answers = [enter(officer, password="sai").status_code for _ in range(6)]
    opened = enter(officer)

    assert answers == [401] * 6
    assert opened.status_code == 303
    assert waited == [0, 0, 0, 0, 2, 4, 8]
    (entry,) = recorded("sign_in.done")
    assert entry.reason == "mật khẩu, sau 6 lần sai; từ testclient"


def test_a_browser_that_signed_in_before_does_not_wait_for_who_guesses(officer, waited):
    enter(officer)
    officer.post(SIGN_OUT_PATH)
    known = dict(officer.cookies)
    officer.cookies.clear()
    guesses = [enter(officer, password="sai").status_code for _ in range(30)]
    waited.clear()
    officer.cookies.update(known)
    again = enter(officer)

    assert set(guesses) == {401}
    assert (again.status_code, waited) == (303, [0])


@pytest.mark.parametrize("forged", ["", "a.b", "." * 500, "a." + "0" * 64, "\ud800.x", "á.é"])
def test_a_forged_mark_of_a_browser_is_a_stranger(officer, waited, forged):
    for _ in range(4):
        enter(officer, password="sai")
    waited.clear()
    with reading() as session:
        now = datetime.now(UTC)
        begun = sign_in.begin(
            session, login="an.nguyen", now=now, address="testclient", browser=forged
        )

    assert begun.turn.who.browser == ""
    assert begun.turn.wait.total_seconds() > 1


def test_a_browser_is_no_longer_known_once_the_password_changed(officer):
    enter(officer)
    mark = officer.cookies[BROWSER_COOKIE]

    def known():
        with reading() as session:
            now = datetime.now(UTC)
            return sign_in.begin(session, login="an.nguyen", now=now, browser=mark).turn.who.browser

    assert known() == mark
    new = {"mat-khau": "một câu hoàn toàn mới", "nhac-lai": "một câu hoàn toàn mới"}
    officer.post(CHANGE_PASSWORD_PATH, data=new | {"cu": PASSWORD})
    assert known() == ""


@pytest.mark.parametrize(
    ("wanted", "taken_to"),
    [
        ("/xep-hang?khoi=A", "/xep-hang?khoi=A"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("xep-hang", "/"),
    ],
)
def test_after_signing_in_a_person_stays_on_this_site(officer, wanted, taken_to):
    assert enter(officer, tiep=wanted).headers["location"] == taken_to


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(officer, headers):
    answer = officer.post(
        SIGN_IN_PATH, data={"ten": "an.nguyen", "mat-khau": PASSWORD}, headers=headers
    )

    assert answer.status_code == 403
    assert recorded("sign_in.done") == []


def test_a_forged_or_old_cookie_opens_nothing(officer):
    for forged in ("", "x", "mau.", "mau.x", "a" * 5000, "../../etc"):
        officer.cookies.clear()
        officer.cookies.set(COOKIE, forged)
        assert not opens(officer)
        assert officer.get("/", headers=HTML).status_code == 303


def test_a_token_is_kept_only_as_its_digest(officer):
    enter(officer)

    with reading() as session:
        kept = session.exec(select(SignIn)).one()
    assert officer.cookies[COOKIE] not in str(kept.model_dump())


def test_a_token_of_the_demo_does_not_open_the_real_data(server):
    server.post(DEMO_PATH, data={"vai": "quan-tri"})
    assert opens(server)

    token = server.cookies[COOKIE].removeprefix("mau.")
    server.cookies.clear()
    server.cookies.set(COOKIE, token)
    assert not opens(server)


def test_an_idle_an_old_and_a_switched_off_session_end_at_once(officer):
    def spoil(change):
        enter(officer)
        assert opens(officer)
        with noting() as session:
            change(session)
        return opens(officer)

    def idle(session):
        for row in session.exec(select(SignIn)):
            row.created_at = row.used_at = datetime.now(UTC) - timedelta(hours=2)

    def old(session):
        for row in session.exec(select(SignIn)):
            row.created_at = datetime.now(UTC) - timedelta(hours=12)
            row.expires_at = datetime.now(UTC) - timedelta(seconds=1)

    def off(session):
        session.exec(select(Account)).one().active = False

    assert not spoil(idle)
    assert not spoil(old)
    assert not spoil(off)


def test_who_comes_in_clears_away_the_sessions_past_their_time_and_no_other(officer):
    for _ in range(3):
        enter(officer)
    with writing() as session:
        past, present, _ = session.exec(select(SignIn).order_by(SignIn.id)).all()
        past.created_at = datetime.now(UTC) - timedelta(hours=12)
        past.expires_at = datetime.now(UTC) - timedelta(seconds=1)
        gone, kept = past.id, present.id

    enter(officer)

    with reading() as session:
        left = session.exec(select(SignIn.id)).all()
    assert (len(left), gone in left, kept in left) == (3, False, True)


def test_the_demo_lets_a_newcomer_into_each_role_and_is_gone_once_people_have_accounts(server):
    page = server.get(SIGN_IN_PATH).text
    roles = re.findall(r'name="vai" value="([^"]+)"', page)
    assert roles == [
        "khoi-truong",
        "thu-ky",
        "xuc-tien",
        "dau-thau",
        "xa-an-lac",
        "lanh-dao",
        "thuong-truc",
        "hoi-dong",
        "kiem-tra",
        "man-chieu",
        "quan-tri",
    ]
    for role in roles:
        assert server.post(DEMO_PATH, data={"vai": role}).headers["location"] == "/"
        assert opens(server)

    with writing() as session:
        make_account(session, "quan-tri", Grant(Role.ADMINISTRATOR), password=PASSWORD)
    assert server.post(DEMO_PATH, data={"vai": "quan-tri"}).status_code == 403
    assert 'name="vai"' not in server.get(SIGN_IN_PATH).text


def test_an_account_of_the_real_data_cannot_be_entered_through_the_demo(server):
    with writing() as session:
        make_account(session, "chi-mot-lan", Grant(Role.ADMINISTRATOR))  # has no password

    assert server.post(DEMO_PATH, data={"vai": "chi-mot-lan"}).status_code == 403
    assert enter(server, "chi-mot-lan", "").status_code == 401


def set_up(client, **changes):
    given = {
        "ma": first_run.code(),
        "ho-ten": "Quách Thành Nam",
        "ten": "nam.quach",
        "mat-khau": PASSWORD,
        "nhac-lai": PASSWORD,
    }
    return client.post(SET_UP_PATH, data=given | changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ma": "sai"}, "Mã thiết lập không đúng"),
        ({"ten": "Nam Quách"}, "Tên đăng nhập gồm chữ thường"),
        ({"mat-khau": "ngắn", "nhac-lai": "ngắn"}, "ít nhất 10 ký tự"),
        ({"mat-khau": "aaaaaaaaaaaa", "nhac-lai": "aaaaaaaaaaaa"}, "lặp quá ít ký tự"),
        ({"mat-khau": "nam.quach 2026", "nhac-lai": "nam.quach 2026"}, "không được chứa tên"),
        ({"nhac-lai": "khác"}, "không giống nhau"),
        ({"ho-ten": " "}, "Cần ghi họ tên"),
    ],
)
def test_a_faulty_set_up_makes_nobody_and_keeps_what_was_typed(server, changes, fault):
    answer = set_up(server, **changes)

    assert answer.status_code == 400
    assert fault in answer.text
    assert PASSWORD not in answer.text
    with reading() as session:
        assert session.exec(select(Account)).all() == []


def test_the_first_administrator_is_made_once_with_the_code_of_the_log(server):
    code = first_run.code()
    assert set_up(server).headers["location"] == SIGN_IN_PATH
    assert set_up(server, ma=code, ten="ke-khac").status_code == 400
    assert server.get(SET_UP_PATH).headers["location"] == SIGN_IN_PATH

    assert enter(server, "nam.quach").status_code == 303
    with reading() as session:
        assert session.exec(select(Account.login)).all() == ["nam.quach"]


def test_a_password_that_was_handed_over_must_be_changed_first(officer):
    with noting() as session:
        session.exec(select(Account)).one().must_change = True
    enter(officer)

    assert not opens(officer)
    assert officer.get("/", headers=HTML).headers["location"].startswith(CHANGE_PASSWORD_PATH)
    wrong = {"cu": "sai", "mat-khau": "một câu hoàn toàn mới", "nhac-lai": "một câu hoàn toàn mới"}
    assert "không đúng" in officer.post(CHANGE_PASSWORD_PATH, data=wrong).text
    right = wrong | {"cu": PASSWORD}
    assert officer.post(CHANGE_PASSWORD_PATH, data=right).headers["location"] == SIGN_IN_PATH

    assert not opens(officer)
    assert enter(officer).status_code == 401
    assert enter(officer, password="một câu hoàn toàn mới").status_code == 303
    assert opens(officer)


def test_signing_in_again_gives_another_token(officer):
    first = enter(officer).headers["set-cookie"]

    assert enter(officer).headers["set-cookie"] != first


@pytest.mark.parametrize("path", [SIGN_IN_PATH, DEMO_PATH, SET_UP_PATH])
def test_an_oversized_form_is_refused_unread(server, path):
    assert server.post(path, data={"ten": "x" * 20_000}).status_code == 400
    chunks = (b"ten=" + b"x" * 100 for _ in range(3))
    assert server.post(path, content=chunks).status_code == 400


def test_names_that_look_like_html_are_shown_as_text(officer):
    answer = enter(officer, '"><script>alert(1)</script>', "x")

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_doors_are_never_kept_by_a_browser(server):
    assert server.get(SIGN_IN_PATH).headers["cache-control"] == "no-store"
    assert "no-store" in server.get("/", headers=HTML).headers["cache-control"]


def test_guesses_sent_all_at_once_are_not_all_compared(officer, waited, monkeypatch):
    """Each begins before the ones ahead of it are answered; few entries tell of all of them."""
    begun = datetime.now(UTC)
    monkeypatch.setattr(doors, "_now", lambda: begun)  # all of them at one moment
    guesses = ["sai"] * 60
    with ThreadPoolExecutor(len(guesses)) as crowd:
        answers = [
            one.status_code for one in crowd.map(lambda one: enter(officer, password=one), guesses)
        ]

    assert (answers.count(401), answers.count(429)) == (8, 52)
    assert [entry.reason for entry in recorded("sign_in.refused")] == [
        "sai tên hoặc mật khẩu; từ testclient",
        "sai tên hoặc mật khẩu, 4 lần từ mục trước; từ testclient",
    ]


def test_an_attempt_that_could_not_be_answered_counts_for_nobody(officer, waited, monkeypatch):
    def breaks(*_):
        raise NotReady

    with monkeypatch.context() as broken:
        broken.setattr(sign_in, "guess", breaks)
        answers = [enter(officer).status_code for _ in range(12)]

    assert set(answers) == {400}
    assert waited == [0] * 12
    assert enter(officer).status_code == 303


def test_one_password_over_many_names_is_slowed_and_told_as_a_whole(officer, waited):
    answers = [enter(officer, f"ai-do-{n}", "mùa thu 2026").status_code for n in range(60)]

    assert answers == [401] * 60
    assert waited == [0] * 20 + [0.5, 1, 2] + [4] * 37
    assert [entry.reason for entry in recorded("sign_in.refused")] == [
        "sai tên hoặc mật khẩu; từ testclient",
        "sai tên hoặc mật khẩu, 4 lần từ mục trước; từ testclient",
        "sai tên hoặc mật khẩu, 20 lần từ mục trước; từ testclient",
    ]


def test_a_guess_begun_before_the_account_was_switched_off_comes_too_late(officer):
    now = datetime.now(UTC)
    with reading() as session:
        begun = sign_in.begin(session, login="an.nguyen", now=now)
    with tampering() as session:
        session.exec(select(Account)).one().active = False

    with writing() as session:
        assert sign_in.finish(session, attempt=begun, now=now, address="") is None


def test_a_rush_of_passwords_keeps_nobody_else_waiting(officer, monkeypatch):
    enter(officer)
    shut = Event()
    monkeypatch.setattr(passwords, "matches", lambda password, kept: shut.wait(30) and False)
    with ThreadPoolExecutor(61) as crowd:
        rush = [crowd.submit(enter, officer, f"ai-do-{n}") for n in range(60)]
        try:
            opened = crowd.submit(officer.get, "/", headers=HTML).result(timeout=10)
        finally:
            shut.set()

    assert opened.status_code == 200
    assert {one.result().status_code for one in rush} == {401}


def test_the_old_password_cannot_be_guessed_from_a_browser_left_open(officer, waited):
    enter(officer)
    waited.clear()
    new = {"mat-khau": "một câu hoàn toàn mới", "nhac-lai": "một câu hoàn toàn mới"}
    for _ in range(5):
        officer.post(CHANGE_PASSWORD_PATH, data=new | {"cu": "sai"})
    assert waited == [0, 0, 0, 0, 2]

    answer = officer.post(CHANGE_PASSWORD_PATH, data=new | {"cu": PASSWORD})

    assert answer.headers["location"] == SIGN_IN_PATH
    assert [(one.actor, one.reason) for one in recorded("sign_in.refused")] == [
        ("Người an.nguyen (an.nguyen)", "sai mật khẩu khi đổi mật khẩu"),
        ("Người an.nguyen (an.nguyen)", "sai mật khẩu khi đổi mật khẩu, 4 lần từ mục trước"),
    ]


def test_a_visitor_of_the_demo_slows_nobody_of_the_same_name(server, waited, monkeypatch):
    monkeypatch.setenv("THIDUA_DEMO", "1")
    with writing() as session:
        make_account(session, "khoi-truong", Grant(Role.ADMINISTRATOR), password=PASSWORD)
    server.post(DEMO_PATH, data={"vai": "khoi-truong"})
    new = {"mat-khau": "một câu hoàn toàn mới", "nhac-lai": "một câu hoàn toàn mới"}
    for _ in range(10):
        server.post(CHANGE_PASSWORD_PATH, data=new | {"cu": "sai"})
    assert max(waited) == 30
    server.cookies.clear()
    enter(server, "khoi-truong")
    waited.clear()

    answer = server.post(CHANGE_PASSWORD_PATH, data=new | {"cu": PASSWORD})

    assert (answer.headers["location"], waited) == (SIGN_IN_PATH, [0])


@pytest.mark.parametrize("left", ["", "a1b2", "\x00" * 20])
def test_a_code_left_half_written_opens_nothing(server, left):
    file = data_folder() / "ma-thiet-lap.txt"
    file.write_text(left)

    assert set_up(server, ma=left).status_code == 400
    code = first_run.code()
    assert re.fullmatch(r"[0-9a-f]{6}(-[0-9a-f]{6}){2}", code)
    assert first_run.code() == code
    assert set_up(server, ma=code).headers["location"] == SIGN_IN_PATH


def test_a_refusal_of_another_site_carries_the_protecting_headers(officer):
    answer = officer.post(SIGN_IN_PATH, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers
