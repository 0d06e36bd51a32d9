"""Tên gọi: what people call the row behind a key, as it stands now or as the record has it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

import sqlalchemy as sa
from sqlmodel import Session, select

from thidua.db import queries
from thidua.db.rows import recorded
from thidua.db.tables import Unit
from thidua.domain.covenant import Criterion
from thidua.domain.errors import NotFound, Refused
from thidua.services import covenants

Values = Mapping[str, Any]

GONE: Values = MappingProxyType({})
UNKNOWN = "(không còn)"


class Rows(Protocol):
    """Nơi tra dòng: a row of a table by its key, empty where there is none."""

    def row(self, table: str, key: int | None) -> Values:
        """Dòng theo khóa, with values as the program uses them."""

    def unit(self, code: str) -> Values:
        """Đơn vị theo mã; empty where there is none."""

    def criterion(self, period: int, version: int, code: str) -> Criterion | None:
        """Tiêu chí của một bản giao ước; None where it cannot be read any more."""


class StoredRows:
    """Tra trong cơ sở dữ liệu; each row is asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, int], Values] = {}
        self._units: dict[str, Values] = {}

    def row(self, table: str, key: int | None) -> Values:
        """Dòng đang có."""
        if key is None:
            return GONE
        place = (table, key)
        if place not in self._known:
            self._known[place] = self._read(table, key)
        return self._known[place]

    def unit(self, code: str) -> Values:
        """Đơn vị đang có."""
        if code not in self._units:
            found = self._session.exec(select(Unit.id).where(Unit.code == code)).first()
            self._units[code] = self.row("unit", found)
        return self._units[code]

    def criterion(self, period: int, version: int, code: str) -> Criterion | None:
        """Tiêu chí của bản giao ước đang có."""
        found = queries.period_by_key(self._session, period)
        if found is None:
            return None
        try:
            return covenants.load(self._session, found, version).criteria.get(code)
        except (NotFound, Refused):
            return None

    def _read(self, table: str, key: int) -> Values:
        shape = recorded(table)
        if shape is None:
            return GONE
        wanted = sa.select(*(shape.table.c[name] for name in shape.names))
        found = self._session.connection().execute(wanted.where(shape.table.c.id == key))
        row = found.mappings().first()
        return GONE if row is None else dict(row)


class Names:
    """Tên gọi của các dòng; what is not there any more says so."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def row(self, table: str, key: int | None) -> Values:
        """Dòng theo khóa; empty where there is none."""
        return self._rows.row(table, key)

    def criterion(self, period: int | None, version: int, code: str) -> Criterion | None:
        """Tiêu chí của một bản giao ước; None where it cannot be read any more."""
        return None if period is None else self._rows.criterion(period, version, code)

    def unit(self, key: int | None) -> str:
        """Mã đơn vị."""
        return str(self.row("unit", key).get("code", UNKNOWN))

    def unit_name(self, key: int | None) -> str:
        """Tên đơn vị."""
        return str(self.row("unit", key).get("name", UNKNOWN))

    def unit_called(self, code: str) -> str:
        """Đơn vị theo mã: its short name and its code; what is no unit's code stays as it is."""
        row = self._rows.unit(code)
        name = row.get("short_name") or row.get("name") or code
        return name if name == code else f"{name} ({code})"

    def block(self, key: int | None) -> str:
        """Mã khối."""
        return str(self.row("block", key).get("code", UNKNOWN))

    def period(self, key: int | None) -> str:
        """Kỳ thi đua: block and year."""
        row = self.row("block_year", key)
        return f"{self.block(row['block_id'])} {row['year']}" if row else UNKNOWN

    def account(self, key: int | None) -> str:
        """Tài khoản: full name and sign-in name."""
        row = self.row("account", key)
        return f"{row['full_name']} ({row['login']})" if row else UNKNOWN

    def vote(self, key: int | None) -> str:
        """Tên cuộc bỏ phiếu."""
        return str(self.row("vote", key).get("title", UNKNOWN))

    def evidence(self, key: int | None) -> str:
        """Tên minh chứng."""
        return str(self.row("evidence", key).get("title", UNKNOWN))
