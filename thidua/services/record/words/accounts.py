"""Kể việc tài khoản: who may come in, in which roles, and who tried."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.access.account import record_name
from thidua.domain.access.interest import home_words
from thidua.domain.access.permissions import ROLE_WORDS
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow

_ACTIVE = {False: "bị khóa", True: "hoạt động"}
_NOT_LINKED = "không nối"
_HOW = {"password": "mật khẩu", "outside": "đăng nhập một lần", "demo": "vào vai"}
_WHY = {
    "locked": "đang tạm khóa",
    "wrong": "sai tên hoặc mật khẩu",
    "wrong_own": "sai mật khẩu khi đổi mật khẩu",
    "not_linked": "danh tính ngoài chưa nối tài khoản",
}


def _created(told: Told) -> Words:
    row = told.first("account")
    return Words() if row is None else Words(after=_name(row.now))


def _name(row: Mapping[str, Any]) -> str:
    return record_name(row["full_name"], row["login"])


def _named(told: Told) -> Words:
    return Words(after=told.detail.get("account", ""))


def _active(told: Told) -> Words:
    row = told.first("account")
    if row is None:
        return Words()
    before, after = _ACTIVE[row.was["active"]], _ACTIVE[row.now["active"]]
    return Words(before, f"{told.names.account(row.key)}: {after}")


def _linked(told: Told) -> Words:
    row = told.first("account")
    if row is None:
        return Words()
    after = row.now.get("subject") or _NOT_LINKED
    return Words(row.was.get("subject") or "", f"{told.names.account(row.key)}: {after}")


def _given(told: Told) -> Words:
    return Words(after=_grants(told))


def _ended(told: Told) -> Words:
    return Words(before=_grants(told))


def _grants(told: Told) -> str:
    return "; ".join(_grant(told, row.now) for row in told.of("role_grant"))


def _grant(told: Told, row: Mapping[str, Any]) -> str:
    parts = [ROLE_WORDS[row["role"]]]
    parts += [told.names.unit_name(row["unit_id"])] if row.get("unit_id") else []
    parts += [told.names.block(row["block_id"])] if row.get("block_id") else []
    parts += [str(row["year"])] if row.get("year") else []
    if row.get("home") is not None:
        parts.append(home_words(row["home"]))
    return f"{told.names.account(row['account_id'])}: {' · '.join(parts)}"


def _home(told: Told) -> Words:
    """Khai đơn vị: of each role, whose unit the person was said to be of and is."""
    rows = list(told.of("role_grant"))
    return Words(
        "; ".join(_said_home(told, row, row.was) for row in rows),
        "; ".join(_said_home(told, row, row.now) for row in rows),
    )


def _said_home(told: Told, row: ToldRow, values: Mapping[str, Any]) -> str:
    whole = {**told.names.row("role_grant", row.key), **row.now}
    return _grant(told, {**whole, "home": values.get("home")})


def _substitute(told: Told) -> Words:
    row = told.first("substitute")
    if row is None:
        return Words()
    whole = {**told.names.row("substitute", row.key), **row.now}
    said = f"{told.names.account(whole['account_id'])}, theo {whole['document']}"
    return Words(after=said) if row.is_new else Words(before=said)


def _entered(told: Told) -> Words:
    how = _HOW.get(told.detail.get("how", ""), "")
    if told.detail.get("wrong"):
        how = f"{how}, sau {told.detail['wrong']} lần sai"
    return Words(reason=_from(how, told.detail.get("address", "")))


def _refused(told: Told) -> Words:
    why = _WHY.get(told.detail.get("why", ""), "")
    count = told.detail.get("count", 1)
    if count != 1:
        why = f"{why}, {count} lần từ mục trước"
    if told.detail.get("rush"):
        return Words(reason=f"{why}, từ nhiều máy")
    return Words(
        after=told.detail.get("account", ""), reason=_from(why, told.detail.get("address", ""))
    )


def _from(said: str, address: str) -> str:
    return f"{said}; từ {address}" if address else said


def _nothing(_told: Told) -> Words:
    return Words()


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "account.created": _created,
        "account.reset": _named,
        "account.password_changed": _named,
        "account.active": _active,
        "account.linked": _linked,
        "role.given": _given,
        "role.ended": _ended,
        "role.home_stated": _home,
        "substitute.named": _substitute,
        "substitute.ended": _substitute,
        "sign_in.done": _entered,
        "sign_in.refused": _refused,
        "sign_in.ended": _nothing,
    }
)
