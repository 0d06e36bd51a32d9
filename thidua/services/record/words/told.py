"""Mục nhật ký đã đọc: an entry with its values as the program uses them, ready to be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from thidua.db.rows import recorded
from thidua.services.ground.personal import ERASED, PERSON
from thidua.services.record.words.names import Names

Values = Mapping[str, Any]
"""Giá trị theo cột."""

_NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Một dòng đã đổi: what was and what is, None where it was not or is no more.

    Of a row that stays both hold its naming columns and those that changed.
    """

    table: str
    key: int
    before: Values | None
    after: Values | None

    @property
    def now(self) -> Values:
        """Giá trị sau cùng: what is, or what last was."""
        return self.after if self.after is not None else self.before or _NOTHING

    @property
    def was(self) -> Values:
        """Giá trị trước đó; empty where the row was new."""
        return self.before or _NOTHING

    @property
    def is_new(self) -> bool:
        """Dòng mới."""
        return self.before is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Một mục để kể: its kind and place, the rows it changed, what else it says."""

    action: str
    block_code: str
    year: int | None
    unit_code: str
    criterion_code: str
    rows: Sequence[ToldRow]
    detail: Values
    names: Names = field(compare=False)

    def of(self, table: str) -> Iterator[ToldRow]:
        """Các dòng của một bảng, in the order they were changed."""
        return (one for one in self.rows if one.table == table)

    def first(self, table: str) -> ToldRow | None:
        """Dòng đầu của một bảng; None where the act changed none of it."""
        return next(self.of(table), None)


def read_rows(content: Mapping[str, Any], people: Mapping[str, str]) -> list[ToldRow]:
    """Các dòng trong nội dung một mục, with the names of people in place of their tokens."""
    return [_row(one, people) for one in content.get("rows", ())]


def named(value: Any, people: Mapping[str, str]) -> Any:  # noqa: ANN401 (JSON)
    """Giá trị với tên người thay cho dấu."""
    if isinstance(value, dict):
        if value.keys() == {PERSON}:
            return people.get(value[PERSON], ERASED)
        return {name: named(one, people) for name, one in value.items()}
    if isinstance(value, list):
        return [named(one, people) for one in value]
    return value


def _row(said: Mapping[str, Any], people: Mapping[str, str]) -> ToldRow:
    table = said["table"]
    naming = said.get("naming", {})

    def read(part: Mapping[str, Any] | None) -> Values | None:
        return None if part is None else decoded(table, {**naming, **part}, people)

    return ToldRow(table, said["key"], read(said.get("before")), read(said.get("after")))


def decoded(table: str, image: Mapping[str, Any], people: Mapping[str, str]) -> Values:
    """Dòng của nhật ký thành giá trị của chương trình."""
    shape = recorded(table)
    plain = {name: named(value, people) for name, value in image.items()}
    if shape is None:
        return plain
    return {name: shape.read(name, value) for name, value in plain.items()}
