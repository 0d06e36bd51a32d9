"""Cài đặt: what the surroundings say of this installation; nothing else reads the environment."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from email.headerregistry import Address
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from thidua.domain.ground.errors import Refused

_PREFIX = "THIDUA_"
_MAIL_SCHEMES = ("smtp", "smtps")
_DATABASES = ("sqlite", "postgres", "postgresql")


def _one(meaning: str, otherwise: str, default: object = "", *, secret: bool = False) -> Any:  # noqa: ANN401
    """Một cài đặt: what it is for, and what holds where it is not set."""
    told = {"meaning": meaning, "otherwise": otherwise}
    return field(default=default, repr=not secret, metadata=told)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Cài đặt của một lần chạy; the variable of each bears its name, as THIDUA_DATA does."""

    data: Path = _one(  # noqa: RUF009 - what it makes is a field
        "thư mục dữ liệu: cơ sở dữ liệu, minh chứng, bản sao lưu, khóa hòm phiếu, luật địa phương",
        "`var/` trong thư mục của phần mềm",
        Path(__file__).parents[1] / "var",
    )
    database_url: str = _one(
        "cơ sở dữ liệu: `postgresql://tài-khoản:mật-khẩu@máy-chủ/tên` hoặc `sqlite:////đường/dẫn`",
        "tệp `thidua.db` trong thư mục dữ liệu",
        secret=True,
    )
    demo: bool = _one(
        "`1`: vẫn mời vào khối mẫu khi đã có tài khoản", "chỉ mời khi chưa có tài khoản nào", False
    )
    address: str = _one(
        "địa chỉ của phần mềm trong lời nhắc việc, chẳng hạn `https://thidua.tinh.vn`",
        "địa chỉ mà người nhắc đang mở",
    )
    smtp_url: str = _one(
        "máy chủ thư: `smtp://tài-khoản:mật-khẩu@máy-chủ:587` hoặc `smtps://…`; đi cùng "
        "`THIDUA_SMTP_FROM`",
        "không gửi thư",
        secret=True,
    )
    smtp_from: str = _one(
        "người gửi: `tên@máy-chủ` hoặc `Tổ thư ký <tên@máy-chủ>`; đi cùng `THIDUA_SMTP_URL`",
        "không gửi thư",
    )
    oidc_issuer: str = _one(
        "địa chỉ dịch vụ đăng nhập một lần (OpenID Connect); đi cùng hai mục dưới",
        "chỉ đăng nhập bằng mật khẩu",
    )
    oidc_client_id: str = _one("mã của phần mềm ở dịch vụ ấy", "chỉ đăng nhập bằng mật khẩu")
    oidc_client_secret: str = _one(
        "bí mật của phần mềm ở dịch vụ ấy", "chỉ đăng nhập bằng mật khẩu", secret=True
    )
    oidc_label: str = _one(
        "chữ trên nút đăng nhập một lần", "«Đăng nhập một lần»", "Đăng nhập một lần"
    )

    @property
    def sends_mail(self) -> bool:
        """Gửi được thư: a server and a sender are set."""
        return bool(self.smtp_url)

    @property
    def has_single_sign_on(self) -> bool:
        """Có đăng nhập một lần."""
        return bool(self.oidc_issuer)


VARIABLES = {one.name: f"{_PREFIX}{one.name.upper()}" for one in fields(Settings)}
"""Biến môi trường của từng cài đặt."""

_TOGETHER = (
    ("gửi thư", ("smtp_url", "smtp_from"), ()),
    ("đăng nhập một lần", ("oidc_issuer", "oidc_client_id", "oidc_client_secret"), ("oidc_label",)),
)
"""Đi cùng nhau: for what, which are all needed, and which mean nothing without them."""


def read() -> Settings:
    """Đọc cài đặt; Refused, naming each variable that is wrong or missing and its cure."""
    return _understood(
        tuple(os.environ.get(variable, "").strip() for variable in VARIABLES.values())
    )


@lru_cache(maxsize=8)
def _understood(values: tuple[str, ...]) -> Settings:
    given = {name: value for name, value in zip(VARIABLES, values, strict=True) if value}
    faults = [*_wrong(given), *_half(given)]
    if faults:
        raise Refused("Cài đặt chưa đúng nên phần mềm không chạy. " + " ".join(faults))
    typed: dict[str, Any] = dict(given)
    if "data" in given:
        typed["data"] = Path(given["data"])
    if "demo" in given:
        typed["demo"] = given["demo"] == "1"
    return Settings(**typed)


def _wrong(given: Mapping[str, str]) -> Iterator[str]:
    """Giá trị sai, each with what it should look like; a secret is never repeated."""
    for name, (is_right, cure) in _CHECKS.items():
        if name in given and not is_right(given[name]):
            yield f"{VARIABLES[name]} {cure}."


def _half(given: Mapping[str, str]) -> Iterator[str]:
    """Cài đặt một nửa."""
    for purpose, needed, extra in _TOGETHER:
        there = [VARIABLES[name] for name in (*needed, *extra) if name in given]
        missing = [VARIABLES[name] for name in needed if name not in given]
        if there and missing:
            cure = f"hãy đặt thêm, hoặc bỏ {_listed(there)}"
            yield f"Để {purpose} còn thiếu {_listed(missing)}; {cure}."


def _listed(names: list[str]) -> str:
    return " và ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _is_folder(value: str) -> bool:
    return not Path(value).exists() or Path(value).is_dir()


def _is_database(value: str) -> bool:
    scheme, mark, rest = value.partition("://")
    host = rest.rpartition("@")[2].partition("?")[0].partition("/")[0]
    port = host.rpartition("]")[2].partition(":")[2]
    is_right = scheme.partition("+")[0] in _DATABASES and bool(mark and rest)
    return is_right and (not port or port.isdigit())


def _is_site(value: str) -> bool:
    return _has_host(value, ("http", "https"))


def _has_host(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # what stands after the colon is not a port
        return False


def _is_sender(value: str) -> bool:
    name, plain = parseaddr(value)
    try:
        found = Address(addr_spec=plain)
        Address(name, found.username, found.domain)
    except Exception:  # the parser of the standard library raises several kinds
        return False
    return plain.isascii() and bool(found.username) and "." in found.domain


_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "data": (_is_folder, "phải là một thư mục, không phải một tệp"),
    "database_url": (
        _is_database,
        "phải có dạng postgresql://tài-khoản:mật-khẩu@máy-chủ/tên hoặc sqlite:////đường/dẫn.db",
    ),
    "demo": (("0", "1").__contains__, "phải là 1 hoặc 0"),
    "address": (_is_site, "phải có dạng https://thidua.tinh.vn"),
    "smtp_url": (
        lambda value: _has_host(value, _MAIL_SCHEMES),
        "phải có dạng smtp://tài-khoản:mật-khẩu@máy-chủ:587",
    ),
    "smtp_from": (_is_sender, "phải là một địa chỉ thư, chẳng hạn Tổ thư ký <khoi@tinh.vn>"),
    "oidc_issuer": (_is_site, "phải có dạng https://dang-nhap.tinh.vn"),
}


def put(**values: str) -> None:
    """Đặt cài đặt by name, for this process from now on and for those it starts."""
    for name, value in values.items():
        os.environ[VARIABLES[name]] = value


@contextmanager
def kept() -> Iterator[None]:
    """Giữ nguyên: whatever is put inside is as it was afterwards."""
    before = {variable: os.environ.get(variable) for variable in VARIABLES.values()}
    try:
        yield
    finally:
        for variable, value in before.items():
            if value is None:
                os.environ.pop(variable, None)
            else:
                os.environ[variable] = value


def surroundings(**values: str) -> dict[str, str]:
    """Môi trường cho một tiến trình con: this one's, with these settings of its own."""
    return os.environ | {VARIABLES[name]: value for name, value in values.items()}


def around_tool(more: Mapping[str, str]) -> dict[str, str]:
    """Môi trường cho một công cụ chạy ngoài: that of this process, and these."""
    return os.environ | more
