"""Lệnh nhập sổ kiểm phiếu: what the tellers counted, waiting for the second person afterwards."""

from typing import Annotated

import typer

from thidua.commands.options import ADMINISTRATOR, BookFile, CheckOnly
from thidua.commands.output import complain, ready, refuse, refusing, say
from thidua.db.engine import reading, writing
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.vote import teller_counts


def import_count(
    file: BookFile,
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm thi đua.")],
    part: Annotated[str, typer.Option("--period", help="Kỳ trong năm.")] = "",
    check: CheckOnly = False,
) -> None:
    """Nhập sổ kiểm phiếu đã điền; số phiếu còn chờ người thứ hai xác nhận ở trang Bình xét."""
    ready()
    with refusing():
        sheets, findings = teller_counts.read(file, file.name)
        with reading() as session:
            period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
            found = teller_counts.preview(
                Work(session, ADMINISTRATOR, period), sheets=sheets, findings=findings
            )
        complain(found.findings)
        if found.is_refused:
            raise refuse("Chưa có gì được ghi.")
        if not check:
            with writing() as session:
                teller_counts.take(
                    Work(session, ADMINISTRATOR, period),
                    sheets=sheets,
                    findings=findings,
                    seen=found.seen,
                )
    verb = "Chỉ xem trước" if check else "Đã nhập, chờ người thứ hai xác nhận"
    say(f"{verb}: {len(found.counts)} cuộc bỏ phiếu.")
