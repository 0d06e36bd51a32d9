"""Bảng hiển thị của văn bản: a table of a paper with the very texts that stand in the file."""

from collections.abc import Sequence

import pandas as pd

from thidua.domain.document.blocks import Cell, Table, plain
from thidua.domain.document.letterhead import NUMBERING_WORDS, DatedLetterhead
from thidua.domain.document.template import TEMPLATE_STATE_WORDS, OwnTemplate
from thidua.domain.period.windows import vi_day


def table_frame(table: Table) -> pd.DataFrame:
    """Bảng của văn bản; headings that are the same stay apart by their places."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    return pd.DataFrame(
        [[_text(cell) for cell in row] for row in rows],
        columns=_headings([one.heading for one in table.columns]),
    )


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else plain(cell)


def _headings(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        found.append(name if name not in found else f"{name} ({len(found) + 1})")
    return found


def templates_frame(found: Sequence[OwnTemplate]) -> pd.DataFrame:
    """Các bản mẫu riêng."""
    return pd.DataFrame(
        {
            "Bản": [str(one.place) for one in found],
            "Tệp": [one.file_name for one in found],
            "Tình trạng": [TEMPLATE_STATE_WORDS[one.state] for one in found],
            "SHA-256": [one.sha256 for one in found],
        }
    )


def letterheads_frame(found: Sequence[DatedLetterhead]) -> pd.DataFrame:
    """Tên cơ quan qua các thời gian."""
    return pd.DataFrame(
        {
            "Từ ngày": [vi_day(one.starts) for one in found],
            "Đến ngày": ["" if one.ends is None else vi_day(one.ends) for one in found],
            "Cơ quan chủ quản": [one.content.parent for one in found],
            "Cơ quan ban hành": [one.content.body for one in found],
            "Ký hiệu": [one.content.symbol for one in found],
            "Địa danh": [one.content.place for one in found],
            "Cấp số": [NUMBERING_WORDS[one.content.numbering] for one in found],
            "Người ký": [
                " ".join(
                    filter(None, [one.content.authority, one.content.position, one.content.signer])
                )
                for one in found
            ],
        }
    )
