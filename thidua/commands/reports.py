"""Lệnh về báo cáo: what is owed and how late, and what came on paper from a workbook."""

from datetime import datetime
from typing import Annotated

import typer

from thidua.commands.lists import bring
from thidua.commands.options import ADMINISTRATOR, DAY_FORMS, BookFile, CheckOnly
from thidua.commands.output import ready, refusing, say, say_json
from thidua.db.engine import reading
from thidua.domain.period.windows import end_of
from thidua.files.report.book import read_report_book
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.report import due_json, dues, report_lists

app = typer.Typer(help="Báo cáo của các đơn vị trong khối.", no_args_is_help=True)

BlockCode = Annotated[str, typer.Option("--block", help="Mã khối.")]
YearNumber = Annotated[int, typer.Option("--year", help="Năm thi đua.")]


@app.callback()
def _start() -> None:
    """Báo cáo của các đơn vị trong khối."""


@app.command("due")
def show_due(
    block: BlockCode,
    year: YearNumber,
    day: Annotated[
        datetime | None, typer.Option("--on", formats=DAY_FORMS, help="Tính đến ngày này.")
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="Chỉ báo cáo chậm.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Trả JSON cho máy đọc.")] = False,
) -> None:
    """Báo cáo phải nộp trong năm: hạn, lúc nộp, số ngày chậm, tình trạng."""
    ready()
    with refusing(), reading() as session:
        work = Work(session, ADMINISTRATOR)
        period = rosters.period(work, block=block, year=year)
        now = work.now if day is None else end_of(day.date())
        found = [
            one
            for one in dues.of_period(Work(session, ADMINISTRATOR, period, now))
            if one.days_late or not late
        ]
    if as_json:
        say_json([due_json.of(one) for one in found])
        return
    for one in found:
        say(f"{one.until:>12}  {one.unit:<10}  {one.title}: {one.words}")
    if not found:
        say("Không có báo cáo nào." if not late else "Không có báo cáo nào chậm.")


def import_reports(
    file: BookFile, block: BlockCode, year: YearNumber, check: CheckOnly = False
) -> None:
    """Nhập báo cáo giấy đã nhận: Mã báo cáo | Mã đơn vị | Kỳ | Ngày gửi | Giờ gửi …"""
    bring(
        file,
        read_report_book,
        report_lists.preview_reports,
        report_lists.import_reports,
        check=check,
        block=block,
        year=year,
    )
