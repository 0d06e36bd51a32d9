"""Thư điện tử: one plain letter through the server that the settings name.

`smtp://user:password@host:587` turns to TLS whenever the server offers it and never tells a
password without; `smtps://host:465` is TLS from the start.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from thidua import settings
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_NAME

_PORTS = {"smtp": 587, "smtps": 465}
_PATIENCE = 20


def is_configured() -> bool:
    """Đã đặt máy chủ thư và người gửi."""
    return settings.read().sends_mail


def address(text: str) -> Address:
    """Địa chỉ thư của một người; Refused with what is wrong with it.

    One address and nothing else: no line break in it can become a header of its own.
    """
    text = text.strip()
    try:
        found = Address(addr_spec=text)
    except Exception as fault:  # the parser of the standard library raises several kinds
        raise Refused(f"«{text[:80]}» không phải một địa chỉ thư.") from fault
    if not found.username or "." not in found.domain or len(text) > LONGEST_NAME:
        raise Refused(f"«{text[:80]}» không phải một địa chỉ thư.")
    if not text.isascii():
        raise Refused(f"Địa chỉ thư «{text[:80]}» chỉ được có chữ không dấu.")
    return found


def letter(to: str, subject: str, body: str, now: datetime) -> EmailMessage:
    """Lá thư: plain text, from the configured sender to one address."""
    sender = _sender()
    made = EmailMessage()
    made["From"], made["To"] = sender, address(to)
    made["Subject"] = " ".join(subject.split())
    made["Date"] = format_datetime(now)
    made["Message-ID"] = make_msgid(domain=sender.domain)
    made.set_content(body, cte="quoted-printable")
    return made


def _sender() -> Address:
    name, spec = parseaddr(settings.read().smtp_from)
    plain = Address(addr_spec=spec)
    return Address(name, plain.username, plain.domain)


def send(to: str, subject: str, body: str, now: datetime) -> None:
    """Gửi thư; Refused, saying why, when the server did not take it."""
    if not is_configured():
        raise Refused("Chưa đặt máy chủ thư nên không gửi được thư; hãy báo quản trị.")
    made = letter(to, subject, body, now)
    with _telling("thư chưa gửi"), _admitted() as connection:
        try:
            connection.send_message(made)
        except smtplib.SMTPRecipientsRefused as fault:
            raise Refused(f"Máy chủ thư không nhận địa chỉ «{to}».") from fault


def greet() -> None:
    """Chào máy chủ thư: it answers, and takes the account; Refused, saying why, otherwise."""
    with _telling("chưa gửi được thư nào"), _admitted() as connection:
        connection.noop()


@contextmanager
def _admitted() -> Iterator[smtplib.SMTP]:
    server = urlsplit(settings.read().smtp_url)
    with _connected(server) as connection:
        if server.username:
            _log_in(connection, server)
        yield connection


@contextmanager
def _telling(outcome: str) -> Iterator[None]:
    """Đổi lỗi của máy chủ thư thành lời cho người đọc."""
    host = urlsplit(settings.read().smtp_url).hostname
    try:
        yield
    except smtplib.SMTPAuthenticationError as fault:
        message = "Máy chủ thư không nhận tài khoản trong THIDUA_SMTP_URL; hãy báo quản trị."
        raise Refused(message) from fault
    except ssl.SSLError as fault:
        message = f"Không kiểm chứng được máy chủ thư «{host}»; {outcome}."
        raise Refused(message) from fault
    except (smtplib.SMTPException, OSError) as fault:
        message = f"Không gửi được thư qua «{host}»; hãy thử lại hoặc báo quản trị."
        raise Refused(message) from fault


def _connected(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or _PORTS[server.scheme]
    trusted = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=trusted)
    connection = smtplib.SMTP(host, port, timeout=_PATIENCE)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=trusted)
    except BaseException:
        connection.close()
        raise
    return connection


def _log_in(connection: smtplib.SMTP, server: SplitResult) -> None:
    if not isinstance(connection.sock, ssl.SSLSocket):
        raise Refused("Máy chủ thư không mã hóa đường truyền nên không gửi mật khẩu cho nó.")
    connection.login(unquote(server.username or ""), unquote(server.password or ""))
