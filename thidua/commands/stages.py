"""Lệnh về giai đoạn: what still blocks a period, whose turn it is, since when."""

from typing import Annotated

import typer

from thidua.commands.options import ADMINISTRATOR
from thidua.commands.output import ready, refusing, say, say_json
from thidua.db.engine import reading
from thidua.domain.period.closing import stopping
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.period.windows import vi_moment
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.progress import stages


def show_blockers(
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm thi đua.")],
    part: Annotated[str, typer.Option("--period", help="Kỳ trong năm; mặc định cả năm.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Trả JSON chính xác cho máy đọc.")
    ] = False,
) -> None:
    """Việc còn vướng trước khi chuyển giai đoạn: phải xong, nên xong, chờ ai, từ bao giờ."""
    ready()
    with refusing(), reading() as session:
        period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
        found = stages.view(Work(session, ADMINISTRATOR, period))
    if as_json:
        say_json(
            {
                "block": block,
                "year": year,
                "stage": found.stage.value,
                "following": None if found.following is None else found.following.value,
                "blockers": [
                    {
                        "message": one.message,
                        "must": not one.is_reminder,
                        "whose": one.turn.whose,
                        "since": None if one.turn.since is None else one.turn.since.isoformat(),
                    }
                    for one in found.blockers
                ],
            }
        )
        return
    say(f"{period.block_name}, {period.when}: giai đoạn {STAGE_WORDS[found.stage]}")
    for one in found.blockers:
        level = "Nên xong" if one.is_reminder else "Phải xong"
        whose = f" – chờ {one.turn.whose}" if one.turn.whose else ""
        since = "" if one.turn.since is None else f", từ {vi_moment(one.turn.since)}"
        say(f"{level}: {one.message}{whose}{since}")
    if not stopping(found.blockers):
        say("Không còn việc gì chặn lại.")
