"""Nhập một danh sách từ dòng lệnh: previewed first, then written whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from thidua.commands.options import ADMINISTRATOR
from thidua.commands.output import ready, refusing, report
from thidua.db.engine import reading, writing
from thidua.domain.ground.finding import Findings
from thidua.files.cells import Book
from thidua.files.reading import any_book
from thidua.services.ground.lists import ListImport, ListPreview
from thidua.services.ground.work import Work
from thidua.services.period import rosters

_Row = TypeVar("_Row")


def bring(
    file: Path,
    read: Callable[[Book], tuple[list[_Row], Findings]],
    preview: ListPreview[_Row],
    write: ListImport[_Row],
    *,
    check: bool,
    block: str = "",
    year: int = 0,
) -> None:
    """Nhập tệp này, of one block and year where they are named; with `check` nothing is written."""

    def placed(work: Work) -> Work:
        return work.at(rosters.period(work, block=block, year=year)) if block else work

    ready()
    with refusing():
        rows, findings = any_book.read(read, file)
        with reading() as session:
            work = placed(Work(session, ADMINISTRATOR))
            found = preview(work, rows=rows, findings=findings)
        if not found.is_refused and not check:
            with writing() as session:
                work = placed(Work(session, ADMINISTRATOR))
                found = write(work, rows=rows, findings=findings)
    report(found, check=check)
