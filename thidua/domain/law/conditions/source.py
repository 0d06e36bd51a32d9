"""Nguồn đọc điều kiện: a table of the law book, the facts it may name, the kinds there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from thidua.domain.dossier.facts import NUMERIC, Catalogue, FactKind, FactType
from thidua.domain.law.conditions.base import Condition
from thidua.domain.law.table import TOO_DEEP, Table
from thidua.domain.rules.bounds import COMPARISONS

_SAME = "="
DEEPEST = 50
"""Lồng sâu nhất: far beyond any article, and the same however much the machine could bear."""


@dataclass(frozen=True, slots=True)
class Source:
    """Nguồn đọc điều kiện; every fact must be in the catalogue and every figure fit it."""

    table: Table
    catalogue: Catalogue
    kinds: "Mapping[str, Callable[[Source], Condition]]"
    depth: int = 0

    def condition(self) -> Condition:
        """Đọc một điều kiện, with all that is inside it."""
        kind = self.table.word("kind", {kind: kind for kind in self.kinds})
        found = self.kinds[kind](self)
        self.table.finish()
        return found

    def inner(self, key: str) -> Condition:
        """Đọc một điều kiện bên trong."""
        return self._inside(self.table.table(key))

    def inners(self, key: str) -> tuple[Condition, ...]:
        """Đọc các điều kiện bên trong, at least one."""
        found = tuple(self._inside(one) for one in self.table.tables(key))
        if not found:
            raise self.table.fault(f"«{key}» phải có ít nhất một điều kiện")
        return found

    def _inside(self, table: Table) -> Condition:
        if self.depth == DEEPEST:
            raise table.fault(TOO_DEEP)
        return replace(self, table=table, depth=self.depth + 1).condition()

    def fact(self, key: str = "fact") -> FactKind:
        """Dữ kiện được nhắc tới."""
        code = self.table.text(key)
        kind = self.catalogue.get(code)
        if kind is None:
            message = f"không có dữ kiện «{code}» ở «{key}»; khai nó bằng bảng [[facts]]"
            raise self.table.fault(message)
        return kind

    def counted(self, key: str) -> FactKind:
        """Dữ kiện là số đếm."""
        kind = self.fact(key)
        if kind.type is not FactType.COUNT:
            raise self.table.fault(f"«{kind.name}» ở «{key}» phải là số đếm")
        return kind

    def operator(self, kind: FactKind) -> str:
        """Phép so; what has no order is only equal or not."""
        sign = self.table.word("op", {sign: sign for sign in COMPARISONS}, _SAME)
        is_measured = kind.type in NUMERIC or kind.ordered or kind.type is FactType.DATE
        if sign != _SAME and not is_measured:
            raise self.table.fault(f"«{kind.name}» không có thứ tự nên chỉ so được bằng «=»")
        return sign
