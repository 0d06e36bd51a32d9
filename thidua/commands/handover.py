"""Lệnh bàn giao: pack a block, and take one in."""

from pathlib import Path
from typing import Annotated

import typer

from thidua.commands.options import ADMINISTRATOR, CheckOnly
from thidua.commands.output import complain, hand_out, ready, refuse, refusing, say
from thidua.db.engine import reading, writing
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import handover, taking_over


def export_handover(
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    to: Annotated[Path, typer.Option("--to", "--out", help="Tệp .zip ghi ra.")],
) -> None:
    """Đóng gói bàn giao một khối: đơn vị, giao ước, khen thưởng, vai trò, việc dở, nhật ký."""
    ready()
    with refusing(), reading() as session:
        work = Work(session, ADMINISTRATOR)
        own = [one for one in rosters.periods(work) if one.block_code == block]
        if not own:
            raise refuse(f"Chưa có khối «{block}».")
        content = handover.pack(work.at(own[0]))
    hand_out(to, content)


def take_handover(
    file: Annotated[Path, typer.Argument(help="Gói bàn giao .zip.")], check: CheckOnly = False
) -> None:
    """Nhận bàn giao một khối chưa có ở đây: tất cả hoặc không gì cả."""
    ready()
    with refusing():
        try:
            data = file.read_bytes()
        except OSError as fault:
            raise refuse(f"Không đọc được {file}.") from fault
        with reading() as session:
            found = taking_over.preview(Work(session, ADMINISTRATOR), data=data)
        complain(found.findings)
        counts = ", ".join(f"{count} {name}" for name, count in found.content.counts())
        say(f"Khối {found.content.block_code} ({found.content.block_name}): {counts}.")
        for matter in found.content.matters:
            say(f"  Còn dở: {matter}")
        if found.is_refused:
            raise refuse("Gói có lỗi, chưa có gì được ghi.")
        if check:
            say("Chỉ xem trước, chưa ghi.")
            return
        with writing() as session:
            taking_over.take(
                Work(session, ADMINISTRATOR), data=data, seen=found.content.fingerprint
            )
    say("Đã nhận bàn giao; tài khoản mới chưa có mật khẩu.")
