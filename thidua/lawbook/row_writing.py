"""Viết một dòng luật: a table as a law file has it; the same table always gives the same text."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from thidua.domain.law.table import BareFloat

Raw = Mapping[str, object]
"""Một bảng chưa đọc của tệp luật."""


def write_tables(section: str, tables: Sequence[Raw]) -> str:
    """Các bảng của một mục, one under the other."""
    return "\n".join(
        "".join(
            (f"[[{section}]]\n", *(f"{_key(key)} = {_value(one)}\n" for key, one in raw.items()))
        )
        for raw in tables
    )


TRIALS = "nominees"
"""Khóa của các người thử, who are beside what a row says and not part of it."""


def canonical(raw: Raw) -> str:
    """Dòng viết theo thứ tự khóa: rows that say the same are the same text."""
    keys = sorted(raw.keys() - {TRIALS})
    return "".join(f"{_key(key)} = {_value(raw[key], in_order=True)}\n" for key in keys)


def _key(key: str) -> str:
    is_bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if is_bare else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object, *, in_order: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | BareFloat):
        return _text(value if isinstance(value, str) else value.written)
    if isinstance(value, Mapping):
        keys = sorted(value) if in_order else list(value)
        inner = (f"{_key(key)} = {_value(value[key], in_order=in_order)}" for key in keys)
        return f"{{ {', '.join(inner)} }}" if keys else "{}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_value(one, in_order=in_order) for one in value)}]"
    raise TypeError(value)
