"""Kể việc minh chứng: which file or link came, went, or took the place of another."""

from collections.abc import Mapping
from types import MappingProxyType

from thidua.domain.scoring.evidence import in_words
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


def _words(told: Told, key: int) -> str:
    """Minh chứng bằng lời: of a version nothing ever changes but whether it is the last."""
    row = told.names.row("evidence", key)
    return in_words(
        row["kind"], row["title"], row["url"], row["file_name"], row["size"], row["sha256"]
    )


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "evidence.added": _added,
        "evidence.attached": _attached,
        "evidence.detached": _detached,
        "evidence.removed": _removed,
        "evidence.replaced": _replaced,
    }
)
