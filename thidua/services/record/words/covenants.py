"""Kể việc giao ước: versions adopted, and clause by clause what they changed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.covenant.drafting.lines import CELL_WORDS, DraftSheet, read_cells
from thidua.domain.covenant.drafting.proposal import cell_changes
from thidua.domain.covenant.signature import WAY_WORDS
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told


def _adopted(told: Told) -> Words:
    row = told.first("covenant")
    if row is None:
        return Words()
    now = row.now
    said = [f"bản {now['version']}: {now['title']}"]
    said += [f"văn bản {now['document']}"] if now.get("document") else []
    return Words(after="; ".join([*said, f"mã đối chiếu {now['fingerprint']}"]))


def _clause(told: Told) -> Words:
    detail = told.detail
    return Words(detail.get("before", ""), detail.get("after", ""), detail.get("aspect", ""))


def _compared(told: Told) -> Words:
    detail = told.detail
    return Words(detail["beside"], f"{detail['changes']} khác biệt, dấu {detail['mark'][:16]}")


def _signed(told: Told) -> Words:
    row = told.first("covenant_signature")
    if row is None:
        return Words()
    file = f"{row.now['file_name']}, SHA-256 {row.now['sha256']}" if row.now["sha256"] else ""
    said = [_signature(row.now), row.now["document"], file]
    return Words(after="; ".join(filter(None, [*said, f"mã đối chiếu {row.now['fingerprint']}"])))


def _withdrawn(told: Told) -> Words:
    row = told.first("signature_withdrawal")
    if row is None:
        return Words()
    return Words(_signature(told.names.row("covenant_signature", row.now["signature_id"])))


def _signature(row: Mapping[str, Any]) -> str:
    """Chữ ký nào: the version, the way and the person."""
    if not row:
        return "chữ ký giao ước"
    who = ", ".join(filter(None, [row["signer"], row["signer_office"]]))
    behalf = " (nộp thay đơn vị)" if row["on_behalf"] else ""
    return f"bản {row['covenant_version']}, {WAY_WORDS[row['way']].lower()}: {who}{behalf}"


def _draft_line(told: Told) -> Words:
    """Dòng dự thảo: cell by cell what it said and says."""
    row = told.first("covenant_draft_line")
    if row is None:
        return Words(after=_what(told))
    before, now = read_cells(row.was.get("cells", "")), read_cells(row.now.get("cells", ""))
    titles = CELL_WORDS[DraftSheet(row.now.get("sheet") or row.was["sheet"])]
    changed = [name for name in titles if before.get(name) != now.get(name)]
    title = row.now.get("title") or row.was.get("title", "")
    return Words(
        "; ".join(f"{titles[name]}: {before[name]}" for name in changed if name in before),
        "; ".join(f"{titles[name]}: {now[name]}" for name in changed if name in now),
        f"dòng {title}",
    )


def _what(told: Told) -> str:
    return str(told.detail.get("what", ""))


def _draft(told: Told) -> Words:
    return Words(after=_what(told))


def _clause_proposal(told: Told) -> Words:
    row = told.first("clause_proposal")
    if row is None:
        return Words()
    said = {**told.names.row("clause_proposal", row.key), **row.now}
    before, cells = read_cells(said.get("before", "")), read_cells(said.get("cells", ""))
    changes = cell_changes(before, cells)
    return Words(
        "; ".join(f"{title}: {old}" for title, old, _ in changes if old),
        "; ".join(f"{title}: {new}" for title, _, new in changes if new),
        f"dòng {said['title']}",
    )


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "covenant.adopted": _adopted,
        "covenant.compared": _compared,
        "covenant.signed": _signed,
        "covenant.signature_withdrawn": _withdrawn,
        "draft.started": _draft,
        "draft.kept": _draft,
        "draft.restored": _draft,
        "draft.shared": _draft,
        "draft.discarded": _draft,
        "draft.moved": _draft,
        "draft.brought": _draft,
        **{f"draft.line_{kind}": _draft_line for kind in ("added", "changed", "removed")},
        **{
            f"clause.{kind}": _clause_proposal
            for kind in ("proposed", "renewed", "taken", "declined", "withdrawn")
        },
        **{f"covenant.{kind}": _clause for kind in ("added", "removed", "changed")},
    }
)
