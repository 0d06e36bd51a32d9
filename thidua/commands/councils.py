"""Lệnh về hội đồng: councils and their members from a workbook."""

from thidua.commands.lists import bring
from thidua.commands.options import BookFile, CheckOnly
from thidua.commands.reports import BlockCode, YearNumber
from thidua.files.council.book import read_council_book
from thidua.services.council import council_lists


def import_councils(
    file: BookFile, block: BlockCode, year: YearNumber, check: CheckOnly = False
) -> None:
    """Nhập hội đồng và thành viên: trang «Hội đồng» và trang «Thành viên»."""
    bring(
        file,
        read_council_book,
        council_lists.preview_councils,
        council_lists.import_councils,
        check=check,
        block=block,
        year=year,
    )
