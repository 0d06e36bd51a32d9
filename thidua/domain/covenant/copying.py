"""Chép giao ước: the text of one block and year as a draft for another, and what tells them apart.

Nothing of a copy is taken on trust: the difference has a fingerprint, and whoever adopts the copy
says that this difference was seen.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, replace

from thidua.domain.covenant.difference import ClauseChange
from thidua.domain.covenant.draft import CovenantDraft, SettingRow
from thidua.domain.covenant.reading import for_part
from thidua.domain.covenant.setting_rows import BLOCK, PERIOD, TITLE, YEAR
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod


def copied(draft: CovenantDraft, period: BlockPeriod) -> CovenantDraft:
    """Bản chép cho kỳ này: its block, year and part; a year said in the title becomes this one."""
    year = next((str(row.value or "") for row in draft.settings if _is(row, YEAR)), "")

    def said(row: SettingRow) -> SettingRow:
        if _is(row, BLOCK):
            return replace(row, value=period.block_code, at="")
        if _is(row, YEAR):
            return replace(row, value=str(period.year), at="")
        if _is(row, TITLE) and isinstance(row.value, str) and year.strip():
            value = re.sub(rf"(?<!\d){re.escape(year.strip())}(?!\d)", str(period.year), row.value)
            return replace(row, value=value, at="")
        return row

    settings = tuple(said(row) for row in draft.settings)
    made = replace(draft, settings=settings, headings={})
    says_part = any(_is(row, PERIOD) for row in settings)
    return for_part(made, period.part) if says_part or not period.part.is_year else made


def _is(row: SettingRow, name: str) -> bool:
    return folded(row.name) == folded(name)


def difference_mark(changes: Sequence[ClauseChange]) -> str:
    """Dấu của một bảng khác biệt: what was confirmed must be what was shown."""
    body = json.dumps([astuple(one) for one in changes], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()
