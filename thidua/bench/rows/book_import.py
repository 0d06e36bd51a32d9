"""Nhập sổ: a score workbook of many sheets against the plain reader."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from thidua.bench import seed
from thidua.bench.clock import medians, timed
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, new_database
from thidua.bench.row import Row
from thidua.bench.rows.book_cells import cells_of, count
from thidua.bench.words import thousands
from thidua.db.engine import reading
from thidua.domain.scoring.sheet import Hand
from thidua.files.cells import read_book
from thidua.files.scoring.book import read_score_book
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import exports

_TARGET = Decimal("1.5")


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Đọc một sổ mẫu đã điền đủ, a sheet for each unit."""
    url = new_database(folder, "so-nhap")
    seed.fill(
        url, seed.Province(blocks=1, units=effort.sheets, criteria=effort.criteria, mark="sổ nhập")
    )
    with reading(url) as session:
        period = rosters.periods(Work(session, ACTOR))[0]
        content = exports.score_template(Work(session, ACTOR, period), hand=Hand.VERIFIED)
    cells = count(cells_of(content))
    row = Row(
        id="import",
        name=f"Nhập sổ điểm {effort.sheets} trang đơn vị, {thousands(cells)} ô",
        target=_TARGET,
        compared="CPU: read_book + read_score_book ÷ openpyxl read_only đọc giá trị mọi ô của đúng "
        "tệp ấy",
        sizes={"sheets": effort.sheets, "cells": cells, "bytes": len(content)}
        | {"runs": effort.runs},
    )
    file, findings = read_score_book(read_book(content))
    wanted = effort.sheets * effort.criteria
    filled = [] if file is None else [one for one in file.rows if not one.row.is_blank]
    if findings or len(filled) != wanted:
        return [row.without(fault=f"sổ đo không đọc được đủ {wanted} dòng")]
    return [
        row.with_medians(
            *medians(
                lambda: timed(lambda: read_score_book(read_book(content))),
                lambda: timed(lambda: _read_plainly(content)),
                effort.runs,
            )
        )
    ]


def _read_plainly(content: bytes) -> None:
    book = load_workbook(BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()
