"""Lệnh khám máy: one page for the person who looks after this installation."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from thidua.commands.options import ADMINISTRATOR
from thidua.commands.output import say, say_json
from thidua.domain.upkeep.checkup import Soundness, worst
from thidua.services.upkeep import doctor

_EXITS = {Soundness.BROKEN: 1, Soundness.WATCH: 3}


def examine(
    is_quick: Annotated[
        bool, typer.Option("--quick", help="Không đọc lại nhật ký và số liệu.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Trả JSON cho máy đọc.")] = False,
) -> None:
    """Khám máy này: dữ liệu, ổ đĩa, giờ, sao lưu, thư, chứng chỉ; mã thoát 1 hỏng, 3 cần xem."""
    now = datetime.now(UTC)
    found = doctor.examined(actor=ADMINISTRATOR, now=now, is_quick=is_quick)
    overall = worst(found)
    if as_json:
        parts = [
            {"name": one.name, "state": one.state, "said": one.said, "cure": one.cure}
            for one in found
        ]
        say_json({"state": overall, "parts": parts})
    else:
        wide = max(len(one.name) for one in found)
        for one in found:
            say(f"{one.state.upper():<9}  {one.name:<{wide}}  {one.said}")
            if one.cure:
                say(f"{'':<9}  {'':<{wide}}  → {one.cure}")
        say(f"Tình trạng chung: {overall}.")
    if overall in _EXITS:
        raise typer.Exit(_EXITS[overall])
