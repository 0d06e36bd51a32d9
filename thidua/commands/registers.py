"""Lệnh về sổ theo dõi: one register from a workbook, and back."""

from functools import partial
from typing import Annotated

import typer

from thidua.commands.options import ADMINISTRATOR, BookFile, CheckOnly
from thidua.commands.output import ready, refusing, report
from thidua.db.engine import reading, writing
from thidua.files.reading.any_book import read
from thidua.files.register.book import read_book_of
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.register import lists

RegisterCode = Annotated[str, typer.Option("--register", help="Mã sổ, cùng «register».")]


def import_register(
    register: Annotated[str, typer.Argument(help="Mã sổ, ví dụ sang-kien.")],
    file: BookFile,
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm của sổ.")],
    check: CheckOnly = False,
) -> None:
    """Nhập một sổ theo dõi của khối trong một năm; các cột như tệp xuất ra."""
    ready()
    with refusing():
        rows, findings = read(partial(read_book_of, register), file)
        brought = lists.RegisterList(register)
        with reading() as session:
            period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year)
            work = Work(session, ADMINISTRATOR, period)
            found = brought.preview(work, rows=rows, findings=findings)
        if not found.is_refused and not check:
            with writing() as session:
                work = Work(session, ADMINISTRATOR, period)
                found = brought.bring(work, rows=rows, findings=findings)
    report(found, check=check)
