"""Xuất sổ: the summary of many units against the fastest plain writer of the same cells."""

from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from thidua.bench import seed
from thidua.bench.clock import medians, timed
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, new_database
from thidua.bench.row import Row
from thidua.bench.rows.book_cells import Cells, cells_of, count
from thidua.bench.words import thousands
from thidua.db.engine import reading
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import exports

_TARGET = Decimal("1.0")


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Xuất bảng tổng hợp; a fault where the plain writer did not write the same cells."""
    url = new_database(folder, "so-xuat")
    seed.fill(
        url, seed.Province(blocks=1, units=effort.sheets, criteria=effort.criteria, mark="sổ xuất")
    )

    def export() -> bytes:
        with reading(url) as session:
            period = rosters.periods(Work(session, ACTOR))[0]
            return exports.summary(Work(session, ACTOR, period))

    content = export()
    cells = cells_of(content)
    row = Row(
        id="export",
        name=f"Xuất bảng tổng hợp {effort.sheets} đơn vị, {thousands(count(cells))} ô",
        target=_TARGET,
        compared="CPU: exports.summary từ lúc đọc cơ sở dữ liệu ÷ xlsxwriter ghi đúng các ô ấy, "
        "không định dạng, "
        "lấy cách nhanh hơn trong hai cách có và không constant_memory",
        sizes={"sheets": effort.sheets, "cells": count(cells), "bytes": len(content)}
        | {"runs": effort.runs},
    )
    written = {constant: write_plainly(cells, constant=constant) for constant in (False, True)}
    if any(cells_of(plain) != cells for plain in written.values()):
        return [row.without(fault="bên so sánh không ghi ra đúng các ô ấy")]
    sides = [
        medians(
            partial(timed, export),
            partial(timed, partial(write_plainly, cells, constant=constant)),
            effort.runs,
        )
        for constant in written
    ]
    return [row.with_medians(*min(sides, key=lambda side: side[1]))]


def write_plainly(cells: Cells, *, constant: bool) -> bytes:
    """Ghi đúng các ô ấy, as fast as the writer can."""
    target = BytesIO()
    book = Workbook(target, {"constant_memory": constant, "in_memory": not constant})
    for title, listed in cells:
        sheet = book.add_worksheet(title)
        for row, column, content, value in listed:
            if not isinstance(content, str):
                sheet.write_number(row, column, content)
            elif content.startswith("="):
                sheet.write_formula(row, column, content, None, value)
            else:
                sheet.write_string(row, column, content)
    book.close()
    return target.getvalue()
