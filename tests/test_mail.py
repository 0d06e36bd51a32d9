"""Thư điện tử: against a real server on this machine; nothing typed becomes a header."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.certificates import self_signed
from thidua import mail
from thidua.domain.ground.errors import Refused

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
BODY = "Kính gửi Phòng A,\n- bảng tự chấm chưa nộp.\n.\nTrân trọng cảm ơn."


class Box:
    """Hộp thư: what the server was given; it refuses one address."""

    def __init__(self):
        self.letters = []
        self.secrets = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("khong-co"):
            return "550 khong co nguoi nay"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        found = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, found))
        return "250 OK"

    def authenticate(self, server, session, envelope, mechanism, secret):
        self.secrets.append((secret.login.decode(), secret.password.decode()))
        return AuthResult(success=secret.password == b"m@t khau", handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Chứng thư for localhost, signed by itself."""
    return self_signed(tmp_path_factory.mktemp("tls"), timedelta(days=1))


@pytest.fixture
def serving(monkeypatch):
    """Máy chủ thư: `serving(scheme, credentials, **options)` starts one and points the product."""
    running = []

    def start(scheme="smtp", credentials="", **options):
        box = Box()
        port = free_port()
        controller = Controller(
            box, hostname="localhost", port=port, authenticator=box.authenticate, **options
        )
        controller.start()
        running.append(controller)
        monkeypatch.setenv("THIDUA_SMTP_URL", f"{scheme}://{credentials}localhost:{port}")
        monkeypatch.setenv("THIDUA_SMTP_FROM", "Tổ thư ký <khoi@thidua.vn>")
        return box

    yield start
    for controller in running:
        controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def server_side(folder):
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return made


def test_a_letter_arrives_as_it_was_written(serving):
    box = serving()

    mail.send("can.bo@don-vi.vn", "Khối một năm 2025: việc còn thiếu", BODY, NOW)

    ((sender, receivers, found),) = box.letters
    assert (sender, receivers) == ("khoi@thidua.vn", ["can.bo@don-vi.vn"])
    headers = {name: str(found[name]) for name in ("From", "To", "Subject", "Date")}
    assert headers == {
        "From": "Tổ thư ký <khoi@thidua.vn>",
        "To": "can.bo@don-vi.vn",
        "Subject": "Khối một năm 2025: việc còn thiếu",
        "Date": "Fri, 20 Mar 2026 02:00:00 +0000",
    }
    assert (found.get_content_type(), found.get_content().replace("\r\n", "\n").strip()) == (
        "text/plain",
        BODY,
    )


def test_the_password_goes_over_tls_alone(serving, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    box = serving(credentials="khoi:m%40t%20khau@", tls_context=server_side(certificate))

    mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)

    assert (box.secrets, len(box.letters)) == ([("khoi", "m@t khau")], 1)


def test_tls_from_the_start_is_spoken_where_the_address_says_so(serving, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    box = serving("smtps", ssl_context=server_side(certificate))

    mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)

    assert len(box.letters) == 1


def test_a_server_nobody_vouches_for_is_given_nothing(serving, certificate):
    box = serving(tls_context=server_side(certificate))

    with pytest.raises(Refused, match="Không kiểm chứng được máy chủ thư «localhost»"):
        mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)

    assert box.letters == []


def test_without_tls_the_password_stays_here(serving):
    box = serving(credentials="khoi:m%40t%20khau@", auth_require_tls=False)

    with pytest.raises(Refused, match="không mã hóa đường truyền"):
        mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)

    assert (box.secrets, box.letters) == ([], [])


def test_a_wrong_password_is_told_without_saying_it(serving, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    serving(credentials="khoi:bi-mat@", tls_context=server_side(certificate))

    with pytest.raises(Refused) as told:
        mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)

    assert str(told.value) == (
        "Máy chủ thư không nhận tài khoản trong THIDUA_SMTP_URL; hãy báo quản trị."
    )


def test_an_address_the_server_does_not_know_is_named(serving):
    box = serving()

    with pytest.raises(Refused, match="không nhận địa chỉ «khong-co@"):
        mail.send("khong-co@don-vi.vn", "Nhắc việc", BODY, NOW)

    assert box.letters == []


def test_a_server_that_is_not_there_is_told(serving, monkeypatch):
    monkeypatch.setenv("THIDUA_SMTP_FROM", "khoi@thidua.vn")
    monkeypatch.setenv("THIDUA_SMTP_URL", "smtp://localhost:1")

    with pytest.raises(Refused, match="Không gửi được thư qua «localhost»"):
        mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "khong-phai",
        "a@",
        "a@localhost",
        "@don-vi.vn",
        "a@don-vi.vn, b@don-vi.vn",
        "a@don-vi.vn\nBcc: b@don-vi.vn",
        "a@don-vi.vn\r\nBcc: b@don-vi.vn",
        "A <a@don-vi.vn>",
        "cán.bộ@don-vi.vn",
        f"{'a' * 400}@don-vi.vn",
    ],
)
def test_only_one_plain_address_is_taken(serving, typed):
    box = serving()

    with pytest.raises(Refused, match="ịa chỉ thư"):
        mail.send(typed, "Nhắc việc", BODY, NOW)

    assert box.letters == []


def test_no_line_of_a_subject_becomes_a_header(serving):
    box = serving()

    mail.send("a@don-vi.vn", "Khối một\r\nBcc: b@don-vi.vn", BODY, NOW)

    ((_, receivers, found),) = box.letters
    assert (receivers, found["Bcc"], found["Subject"]) == (
        ["a@don-vi.vn"],
        None,
        "Khối một Bcc: b@don-vi.vn",
    )


def test_mail_is_offered_once_its_settings_are_there(monkeypatch):
    monkeypatch.delenv("THIDUA_SMTP_URL", raising=False)
    monkeypatch.delenv("THIDUA_SMTP_FROM", raising=False)
    assert not mail.is_configured()
    with pytest.raises(Refused, match=r"^Chưa đặt máy chủ thư"):
        mail.send("a@don-vi.vn", "Nhắc việc", BODY, NOW)

    monkeypatch.setenv("THIDUA_SMTP_URL", "smtp://thu.vn")
    monkeypatch.setenv("THIDUA_SMTP_FROM", "a@thidua.vn")
    assert mail.is_configured()
