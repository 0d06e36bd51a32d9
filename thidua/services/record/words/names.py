"""Tên gọi: what people call the row behind a key, as it stands now or as the record has it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Protocol

import sqlalchemy as sa
from sqlmodel import Session

from thidua.db import queries
from thidua.db.rows import recorded
from thidua.domain.covenant.covenant import Criterion
from thidua.domain.dossier.fact_file import DOSSIER_KINDS
from thidua.domain.dossier.facts import FactKind, Recipient
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.law.book import LawBook
from thidua.domain.scoring.evidence import EVIDENCE_LEVEL_WORDS, EvidenceLevel
from thidua.lawbook.loading import LawRefused
from thidua.services.covenant import covenants
from thidua.services.law import law

Values = Mapping[str, Any]

GONE: Values = MappingProxyType({})
UNKNOWN = "(không còn)"
_FEW = 3
"""Ít quá thì hỏi từng dòng: most rows of most entries are never asked for."""


class Rows(Protocol):
    """Nơi tra dòng: a row of a table by its key, empty where there is none."""

    def row(self, table: str, key: int | None) -> Values:
        """Dòng theo khóa, with values as the program uses them."""

    def coded(self, table: str, code: str) -> Values:
        """Dòng theo mã, which names one row of its table."""

    def criterion(self, period: int, version: int, code: str) -> Criterion | None:
        """Tiêu chí của một bản giao ước; None where it cannot be read any more."""

    def book(self) -> LawBook | None:
        """Bộ luật đang dùng; None where it has faults."""


class StoredRows:
    """Tra trong cơ sở dữ liệu; each row is asked for once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, int | str], Values] = {}
        self._book: list[LawBook | None] = []
        self._criteria: dict[tuple[int, int], Mapping[str, Criterion]] = {}

    def fetch(self, wanted: Mapping[str, Collection[int]]) -> None:
        """Lấy trước các dòng này, table by table in one question each."""
        for table, keys in wanted.items():
            shape = recorded(table)
            if shape is None or len(keys) < _FEW:
                continue
            columns = [shape.table.c.id, *(shape.table.c[name] for name in shape.names)]
            asked = sa.select(*columns).where(shape.table.c.id.in_(keys))
            self._known |= {(table, key): GONE for key in keys}
            for row in self._session.connection().execute(asked).mappings():
                self._known[table, row["id"]] = {name: row[name] for name in shape.names}

    def row(self, table: str, key: int | None) -> Values:
        """Dòng đang có."""
        if key is None:
            return GONE
        place = (table, key)
        if place not in self._known:
            self._known[place] = self._read(table, "id", key)
        return self._known[place]

    def coded(self, table: str, code: str) -> Values:
        """Dòng đang có mang mã này."""
        place = (table, code)
        if place not in self._known:
            self._known[place] = self._read(table, "code", code)
        return self._known[place]

    def book(self) -> LawBook | None:
        """Bộ luật đang dùng."""
        if not self._book:
            self._book.append(law_in_force(self._session))
        return self._book[0]

    def criterion(self, period: int, version: int, code: str) -> Criterion | None:
        """Tiêu chí của bản giao ước đang có."""
        place = (period, version)
        if place not in self._criteria:
            self._criteria[place] = self._criteria_of(period, version)
        return self._criteria[place].get(code)

    def _criteria_of(self, period: int, version: int) -> Mapping[str, Criterion]:
        found = queries.period_by_key(self._session, period)
        if found is None:
            return {}
        try:
            return covenants.load(self._session, found, version).criteria
        except (NotFound, Refused):
            return {}

    def _read(self, table: str, column: str, value: int | str) -> Values:
        shape = recorded(table)
        if shape is None:
            return GONE
        wanted = sa.select(*(shape.table.c[name] for name in shape.names))
        found = self._session.connection().execute(wanted.where(shape.table.c[column] == value))
        row = found.mappings().first()
        return GONE if row is None else dict(row)


def law_in_force(session: Session) -> LawBook | None:
    """Bộ luật đang dùng, for its words alone; None where it has faults."""
    try:
        return law.book(session)
    except LawRefused:
        return None


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
        row = self._rows.coded("unit", code)
        name = row.get("short_name") or row.get("name") or code
        return name if name == code else f"{name} ({code})"

    def subject(self, recipient: Recipient, code: str) -> str:
        """Đối tượng của hồ sơ: its name, and the code behind it."""
        if recipient is Recipient.COLLECTIVE:
            return self.unit_called(code)
        row = self._rows.coded("person", code)
        return f"{row['full_name']} ({code})" if row else code

    def book(self) -> LawBook:
        """Bộ luật đang dùng, an empty one where it has faults: codes stay codes then."""
        return self._rows.book() or LawBook(documents={}, awards={})

    def award(self, slug: str) -> str:
        """Tên danh hiệu, hình thức; as it was written where the law book has none of it."""
        kind = self.book().awards.get(slug)
        return slug if kind is None else kind.name

    def fact(self, code: str) -> FactKind | None:
        """Dữ kiện có mã này trong danh mục đang dùng."""
        return self.book().catalogue.with_kinds(DOSSIER_KINDS).get(code)

    def achievement(self, what: str) -> str:
        """Tên thành tích: of a fact, or of an award that counts as one."""
        kind = self.fact(what)
        return self.award(what) if kind is None else kind.name

    def block(self, key: int | None) -> str:
        """Mã khối."""
        return str(self.row("block", key).get("code", UNKNOWN))

    def period(self, key: int | None) -> str:
        """Kỳ thi đua: block and year."""
        row = self.row("block_year", key)
        if not row:
            return UNKNOWN
        said = (self.block(row["block_id"]), str(row["year"]), row.get("part", ""))
        return " ".join(filter(None, said))

    def account(self, key: int | None) -> str:
        """Tài khoản: full name and sign-in name."""
        row = self.row("account", key)
        return f"{row['full_name']} ({row['login']})" if row else UNKNOWN

    def vote(self, key: int | None) -> str:
        """Tên cuộc bỏ phiếu."""
        return str(self.row("vote", key).get("title", UNKNOWN))

    def evidence(self, key: int | None) -> str:
        """Tên minh chứng; of one that is not open its level alone: the record has more readers."""
        row = self.row("evidence", key)
        level = EvidenceLevel(row.get("level", EvidenceLevel.OPEN))
        if level is not EvidenceLevel.OPEN:
            return f"minh chứng mức {EVIDENCE_LEVEL_WORDS[level]}"
        return str(row.get("title", UNKNOWN))
