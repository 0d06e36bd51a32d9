"""Đăng nhập một lần: a real provider in miniature, and every promise it could break."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlmodel import select

from tests.noting import noting
from tests.people import make_account
from thidua.db.engine import reading, writing
from thidua.db.tables import Account
from thidua.domain.access.permissions import Grant, Role
from thidua.web.gate import OUTSIDE_PATH, OUTSIDE_RETURN_PATH
from thidua.web.identity import COOKIE, SIGN_IN_PATH
from thidua.web.single_sign_on import FAILED, NOT_LINKED

CLIENT, SECRET = "thidua", "bi-mat-dung-cho-kiem-thu"
KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}, auto_kid=False)
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}, auto_kid=False)


class Idp(ThreadingHTTPServer):
    """Dịch vụ đăng nhập thử: remembers what was asked, signs what the test tells it to."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.asked = {}
        self.exchanged = {}
        self.change = {}
        self.key = KEY

    def ticket(self):
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "danh-tinh-1",
            "nonce": self.asked.get("nonce"),
            "exp": int(time.time()) + 60,
        } | self.change
        header = {"alg": "RS256", "kid": "k1"}
        return jwt.encode(header, {k: v for k, v in claims.items() if v is not None}, self.key)


class Handler(BaseHTTPRequestHandler):
    """Trả lời của dịch vụ thử."""

    def do_GET(self):
        if self.path.endswith("openid-configuration"):
            base = self.server.issuer
            self.say(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/vao",
                    "token_endpoint": f"{base}/the",
                    "jwks_uri": f"{base}/khoa",
                }
            )
        else:
            self.say({"keys": [KEY.as_dict(private=False)]})

    def do_POST(self):
        length = int(self.headers["content-length"])
        self.server.exchanged = parse_qs(self.rfile.read(length).decode())
        self.say({"access_token": "a", "token_type": "Bearer", "id_token": self.server.ticket()})

    def say(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given):
        """Silent."""


@pytest.fixture
def idp(monkeypatch):
    server = Idp()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("THIDUA_OIDC_ISSUER", server.issuer)
    monkeypatch.setenv("THIDUA_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("THIDUA_OIDC_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("THIDUA_OIDC_LABEL", "Đăng nhập bằng tài khoản tỉnh")
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # this provider has no certificate
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def browser(running, idp):
    """Who comes from the provider, where one person is linked to it."""
    with writing() as session:
        make_account(session, "an.nguyen", Grant(Role.ADMINISTRATOR))
    with noting() as session:
        session.exec(select(Account)).one().subject = "danh-tinh-1"
    return running


def leave(browser, idp):
    answer = browser.get(OUTSIDE_PATH)
    assert answer.status_code == 303 and answer.headers["location"].startswith(idp.issuer)
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    idp.asked = {name: values[0] for name, values in asked.items()}
    return idp.asked


def come_back(browser, idp, **changes):
    query = {"code": "ma-1", "state": idp.asked["state"]} | changes
    return browser.get(OUTSIDE_RETURN_PATH, params=query)


def is_in(browser):
    return COOKIE in browser.cookies


def test_a_linked_person_comes_in_with_a_session_of_ours(browser, idp):
    assert "Đăng nhập bằng tài khoản tỉnh" in browser.get(SIGN_IN_PATH).text
    asked = leave(browser, idp)
    assert asked["code_challenge_method"] == "S256" and asked["scope"] == "openid"

    answer = come_back(browser, idp)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert is_in(browser)
    assert browser.get("/", headers={"accept": "text/html"}).status_code == 200
    assert len(idp.exchanged["code_verifier"][0]) >= 43


def test_an_identity_nobody_linked_makes_no_account_and_is_told_whom_to_ask(browser, idp):
    leave(browser, idp)
    idp.change = {"sub": "nguoi-la"}
    answer = come_back(browser, idp)

    assert answer.status_code == 403 and NOT_LINKED in answer.text
    assert not is_in(browser)
    with reading() as session:
        assert session.exec(select(Account.login)).all() == ["an.nguyen"]


def test_an_account_switched_off_stays_out(browser, idp):
    with noting() as session:
        session.exec(select(Account)).one().active = False
    leave(browser, idp)

    assert come_back(browser, idp).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "phan-mem-khac"},
        {"iss": "http://ke-gia"},
        {"nonce": "cua-lan-khac"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
    ],
)
def test_a_ticket_for_somebody_else_or_another_time_opens_nothing(browser, idp, change):
    leave(browser, idp)
    idp.change = change
    answer = come_back(browser, idp)

    assert answer.status_code == 403 and FAILED in answer.text
    assert not is_in(browser)


def test_a_ticket_signed_by_another_opens_nothing(browser, idp):
    leave(browser, idp)
    idp.key = OTHER_KEY

    assert come_back(browser, idp).status_code == 403
    assert not is_in(browser)


def test_coming_back_without_having_left_or_with_another_state_opens_nothing(browser, idp):
    idp.asked = {"state": "x", "nonce": "y"}
    assert come_back(browser, idp).status_code == 403
    leave(browser, idp)
    assert come_back(browser, idp, state="khac").status_code == 403
    assert not is_in(browser) and idp.exchanged == {}


def test_a_provider_that_does_not_answer_is_said_calmly(browser, idp, monkeypatch):
    monkeypatch.setenv("THIDUA_OIDC_ISSUER", "http://127.0.0.1:9")

    answer = browser.get(OUTSIDE_PATH)
    assert answer.status_code == 403 and FAILED in answer.text


def test_where_nothing_is_configured_nothing_is_offered(browser, monkeypatch):
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "LABEL"):
        monkeypatch.delenv(f"THIDUA_OIDC_{name}")

    assert OUTSIDE_PATH not in browser.get(SIGN_IN_PATH).text
    assert browser.get(OUTSIDE_PATH).status_code == 200
    assert not is_in(browser)
