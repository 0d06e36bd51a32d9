"""Lệnh nhập giao ước từ bảng tiêu chí như đang có."""

from pathlib import Path

from thidua.commands.output import complain, refuse, say
from thidua.domain.covenant.draft import CovenantDraft
from thidua.files.whole_file import write_whole
from thidua.services.ground import intake


def draft_of_table(
    file: Path, *, block: str, year: int, title: str, sheet: str, out: Path | None
) -> CovenantDraft:
    """Bản thảo từ bảng; what is still to be completed is listed and ends the command with 1.

    The workbook to complete is written first, whether or not anything is wanting.
    """
    name = title or f"Giao ước {block} năm {year}"
    found = intake.table_of_file(file).proposal(block=block, year=year, title=name, sheet=sheet)
    complain(found.findings)
    if found.rows and out is not None:
        write_whole(out, intake.covenant_workbook(found.draft))
        say(f"Đã ghi sổ giao ước: {out}")
    for one in found.rows:
        row = one.row
        points = "" if row.max_points is None else str(row.max_points).replace(".", ",")
        scored = "nhóm" if one.is_group else row.method or "cần hoàn thiện"
        more = f": {row.parameters}" if row.parameters else ""
        say(f"  {row.code} | {row.text[:60]} | {points} | {scored}{more}")
    if found.open_items:
        raise refuse(f"Cần hoàn thiện {len(found.open_items)} chỗ. Chưa có gì được ghi.")
    return found.draft
