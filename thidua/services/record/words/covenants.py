"""Kể việc giao ước: versions adopted, and clause by clause what they changed."""

from collections.abc import Mapping
from types import MappingProxyType

from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told


def _adopted(told: Told) -> Words:
    row = told.first("covenant")
    if row is None:
        return Words()
    now = row.now
    said = [f"bản {now['version']}: {now['title']}"]
    said += [f"văn bản {now['document']}"] if now.get("document") else []
    return Words(after="; ".join([*said, f"vân tay {now['fingerprint']}"]))


def _clause(told: Told) -> Words:
    detail = told.detail
    return Words(detail.get("before", ""), detail.get("after", ""), detail.get("aspect", ""))


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "covenant.adopted": _adopted,
        **{f"covenant.{kind}": _clause for kind in ("added", "removed", "changed")},
    }
)
