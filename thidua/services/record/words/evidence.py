"""Kể việc minh chứng: which file or link came, went, or took the place of another."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.scoring.evidence import (
    EVIDENCE_KIND_WORDS,
    EVIDENCE_LEVEL_WORDS,
    EvidenceKind,
    EvidenceLevel,
    in_words,
)
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told


def _added(told: Told) -> Words:
    return Words(after=_changed(told, is_new=True))


def _removed(told: Told) -> Words:
    return Words(_changed(told, is_new=False))


def _replaced(told: Told) -> Words:
    return Words(_changed(told, is_new=False), _changed(told, is_new=True))


def _changed(told: Told, *, is_new: bool) -> str:
    rows = (one for one in told.of("evidence") if one.is_new is is_new)
    return "; ".join(_words(told, one.key) for one in rows)


def _attached(told: Told) -> Words:
    use = told.first("evidence_use")
    if use is None:
        return Words()
    where = "trong hồ sơ giải trình" if use.now.get("query_id") else ""
    return Words(after=_words(told, use.now["evidence_id"]), reason=where)


def _detached(told: Told) -> Words:
    use = told.first("evidence_use")
    return Words("" if use is None else _words(told, use.now["evidence_id"]))


def _described(told: Told) -> Words:
    """Trang và lượt bằng lời; a quotation may be of a secret paper, so only that there is one."""
    uses = list(told.of("evidence_use"))
    was = next((one for one in uses if not one.is_new), None)
    now = next((one for one in uses if one.is_new), None)
    if now is None:
        return Words()
    before = {} if was is None else {**told.names.row("evidence_use", was.key), **was.was}
    return Words(_said(before), _said(now.now), _words(told, now.now["evidence_id"]))


def _said(use: Mapping[str, Any]) -> str:
    said = [f"trang {use['page']}"] if use.get("page") else []
    said += ["có trích dẫn"] if use.get("quotation") else []
    said += [f"cho lượt số {use['document']}"] if use.get("document") else []
    return "; ".join(said) or "chưa ghi trang, trích dẫn"


def _level(told: Told) -> Words:
    row = told.first("evidence") or next(iter(told.of("evidence")), None)
    if row is None:
        return Words()
    now = row.now.get("level", row.was.get("level"))
    before, after = (EVIDENCE_LEVEL_WORDS[EvidenceLevel(one)] for one in (row.was["level"], now))
    return Words(f"mức {before}", f"mức {after}")


def _words(told: Told, key: int) -> str:
    """Minh chứng bằng lời: of a version nothing ever changes but its level and whether it is last.

    What is not open now is told by its fingerprint alone: the record has more readers than it.
    """
    row = told.names.row("evidence", key)
    level = EvidenceLevel(row.get("level", EvidenceLevel.OPEN))
    if level is not EvidenceLevel.OPEN:
        kind = EVIDENCE_KIND_WORDS[EvidenceKind(row["kind"])]
        print_of = f" · SHA-256 {row['sha256']}" if row["sha256"] else ""
        return f"{kind} mức {EVIDENCE_LEVEL_WORDS[level]}{print_of}"
    return in_words(
        row["kind"], row["title"], row["url"], row["file_name"], row["size"], row["sha256"]
    )


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "evidence.added": _added,
        "evidence.attached": _attached,
        "evidence.described": _described,
        "evidence.detached": _detached,
        "evidence.level": _level,
        "evidence.removed": _removed,
        "evidence.replaced": _replaced,
    }
)
