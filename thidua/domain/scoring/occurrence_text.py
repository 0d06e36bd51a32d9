"""Chữ của các lượt kê riêng: as the database keeps them, and as people read them."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_day
from thidua.domain.rules.entry import Occurrence


def occurrences_text(occurrences: Iterable[Occurrence]) -> str:
    """Các lượt thành chữ: canonical JSON, empty when none is listed."""
    rows = [
        {
            **({} if one.kind is None else {"kind": one.kind}),
            **({"name": one.name} if one.name else {}),
            **({} if one.day is None else {"day": one.day.isoformat()}),
            **({"document": one.document} if one.document else {}),
            "count": f"{one.count.normalize():f}",
            **({"evidence": one.evidence} if one.evidence else {}),
        }
        for one in occurrences
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def read_occurrences(text: str) -> tuple[Occurrence, ...]:
    """Các lượt từ chữ."""
    if not text:
        return ()
    return tuple(
        Occurrence(
            kind=row.get("kind"),
            name=row.get("name", ""),
            day=date.fromisoformat(row["day"]) if "day" in row else None,
            document=row.get("document", ""),
            count=Decimal(row["count"]),
            evidence=row.get("evidence", ""),
        )
        for row in json.loads(text)
    )


def listed_text(occurrences: Iterable[Occurrence]) -> str:
    """Các lượt bằng lời: «kê từng lượt: 1 lượt cấp tỉnh ngày 03/02/2026, số 15/QĐ-UBND; …»."""
    said = "; ".join(map(occurrence_words, occurrences))
    return f"kê từng lượt: {said}" if said else ""


def occurrence_words(one: Occurrence) -> str:
    """Một lượt bằng lời, with its day, its document and what shows it."""
    what = " ".join(filter(None, [one.kind, f"«{one.name}»" if one.name else ""]))
    said = f"{vi_number(one.count)} lượt {what}".strip()
    if one.day is not None:
        said = f"{said} ngày {vi_day(one.day)}"
    parts = [said]
    if one.document:
        parts.append(f"số {one.document}")
    if one.evidence:
        parts.append(f"minh chứng «{one.evidence}»")
    return ", ".join(parts)
