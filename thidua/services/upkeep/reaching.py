"""Nối ra ngoài: whether the servers that the settings name answer, and can be trusted."""

import json
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from thidua.domain.ground.errors import Refused

_PATIENCE = 10
_MOST = 1_000_000
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Answer:
    """Lời đáp của một máy chủ: what it said, and what its clock showed."""

    body: bytes
    clock: datetime | None


def fetched(address: str) -> Answer:
    """Hỏi một địa chỉ; Refused, saying what stood in the way."""
    host = urlsplit(address).netloc
    try:
        with urlopen(Request(address), timeout=_PATIENCE) as answer:
            stamped = answer.headers.get("Date")
            clock = None if stamped is None else parsedate_to_datetime(stamped)
            return Answer(answer.read(_MOST), clock)
    except ssl.SSLError as fault:
        raise Refused(f"không kiểm chứng được chứng chỉ của «{host}»") from fault
    except (OSError, HTTPException, ValueError) as fault:
        if isinstance(getattr(fault, "reason", None), ssl.SSLError):
            raise Refused(f"không kiểm chứng được chứng chỉ của «{host}»") from fault
        raise Refused(f"không nối được tới «{host}»") from fault


def sign_on(issuer: str) -> Answer:
    """Hỏi dịch vụ đăng nhập một lần; Refused where it is not the one that the settings name."""
    found = fetched(f"{issuer.rstrip('/')}{_DISCOVERY}")
    try:
        named = json.loads(found.body).get("issuer", "")
    except (ValueError, AttributeError) as fault:
        raise Refused("dịch vụ không đáp bằng mô tả OpenID Connect") from fault
    if str(named).rstrip("/") != issuer.rstrip("/"):
        raise Refused(f"dịch vụ tự xưng là «{str(named)[:120]}», không phải «{issuer}»")
    return found


def trusted_until(address: str) -> datetime:
    """Ngày hết hạn của chứng chỉ ở địa chỉ này; Refused where it is not trusted by this machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        with (
            socket.create_connection((host, parts.port or 443), timeout=_PATIENCE) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=host) as wrapped,
        ):
            shown = wrapped.getpeercert() or {}
    except ssl.SSLCertVerificationError as fault:
        raise Refused(f"chứng chỉ của «{host}» không được tin: {fault.verify_message}") from fault
    except (OSError, UnicodeError, OverflowError) as fault:
        raise Refused(f"không nối được tới «{parts.netloc}»") from fault
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
