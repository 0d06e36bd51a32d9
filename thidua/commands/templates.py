"""Lệnh về mẫu văn bản riêng: bring one and use it, see what there is, go back to the program's."""

from pathlib import Path
from typing import Annotated

import typer

from thidua.commands.options import ADMINISTRATOR
from thidua.commands.output import complain, hand_out, ready, refuse, refusing, say
from thidua.db.engine import reading, writing
from thidua.domain.document.letterhead import Owner
from thidua.domain.document.template import OwnTemplate, TemplateState
from thidua.services.document import templates
from thidua.services.ground.work import Work
from thidua.services.period import rosters

app = typer.Typer(help="Mẫu văn bản riêng của khối, đơn vị.", no_args_is_help=True)

DocumentCode = Annotated[str, typer.Option("--document", help="Mã văn bản, hoặc ban-trinh-chieu.")]
BlockCode = Annotated[str, typer.Option("--block", help="Mã khối.")]
Year = Annotated[int, typer.Option("--year", help="Năm thi đua.")]
UnitCode = Annotated[str, typer.Option("--unit", help="Mã đơn vị; để trống là mẫu của khối.")]


@app.command("set")
def set_template(
    file: Annotated[
        Path, typer.Argument(help="Tệp .docx có các dấu {{…}}, hoặc .pptx cho ban-trinh-chieu.")
    ],
    document: DocumentCode,
    block: BlockCode,
    year: Year,
    unit: UnitCode = "",
) -> None:
    """Xét một tệp mẫu, nhận nó rồi dùng ngay; có lỗi thì nêu từng chỗ và không nhận gì."""
    ready()
    with refusing():
        try:
            data = file.read_bytes()
        except OSError as fault:
            raise refuse(f"Không mở được tệp {file}; hãy xem lại đường dẫn.") from fault
        found = templates.examine(document=document, data=data)
        complain(found.findings)
        if found.is_refused:
            raise refuse("Chưa có gì được ghi.")
        owner, code = _owner(block, unit)
        with writing() as session:
            work = _work(Work(session, ADMINISTRATOR), block, year)
            key = templates.add(
                work, owner=owner, code=code, document=document, data=data, file_name=file.name
            )
            templates.put_in_force(work, key=key, seen=1)
    say(f"Đã dùng mẫu «{file.name}» cho {document}.")


@app.command("show")
def show_templates(block: BlockCode, year: Year, unit: UnitCode = "") -> None:
    """Các bản mẫu của khối hoặc đơn vị, tình trạng từng bản."""
    ready()
    with refusing(), reading() as session:
        for one in _listed(_work(Work(session, ADMINISTRATOR), block, year), block, unit):
            say(f"{one.document}: {one.words}, SHA-256 {one.sha256}")


@app.command("reset")
def reset_template(
    document: DocumentCode, block: BlockCode, year: Year, unit: UnitCode = ""
) -> None:
    """Thôi dùng mẫu riêng: văn bản theo thể thức của phần mềm."""
    ready()
    with refusing(), writing() as session:
        work = _work(Work(session, ADMINISTRATOR), block, year)
        used = [
            one
            for one in _listed(work, block, unit)
            if one.document == document and one.state is TemplateState.IN_FORCE
        ]
        if not used:
            raise refuse(f"Không có mẫu riêng nào đang dùng cho {document}.")
        templates.take_out(work, key=used[0].key, seen=used[0].version)
    say(f"Đã thôi dùng mẫu riêng của {document}.")


@app.command("start")
def start_template(
    document: DocumentCode,
    block: BlockCode,
    year: Year,
    to: Annotated[Path, typer.Option("--to", help="Tệp sẽ ghi.")],
) -> None:
    """Mẫu của phần mềm để bắt đầu, có sẵn các dấu."""
    ready()
    with refusing(), reading() as session:
        work = _work(Work(session, ADMINISTRATOR), block, year)
        content = templates.start_file(work, document=document)
    hand_out(to, content)


def _owner(block: str, unit: str) -> tuple[Owner, str]:
    return (Owner.UNIT, unit) if unit else (Owner.BLOCK, block)


def _work(work: Work, block: str, year: int) -> Work:
    return work.at(rosters.period(work, block=block, year=year))


def _listed(work: Work, block: str, unit: str) -> tuple[OwnTemplate, ...]:
    owner, code = _owner(block, unit)
    return templates.of_owner(work, owner=owner, code=code)
