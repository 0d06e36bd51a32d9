"""Lệnh về văn bản: make one, list what may be made, ask a file where its numbers come from."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from thidua.commands.options import ADMINISTRATOR, DAY_FORMS, BookFile, CheckOnly
from thidua.commands.output import complain, ready, refuse, refusing, say, say_json
from thidua.db.engine import reading, writing
from thidua.domain.document.kinds import BESIDE, KINDS
from thidua.domain.ground.finding import has_errors
from thidua.files.reading.any_book import read
from thidua.files.roster.letterheads import read_letterhead_book
from thidua.files.word import properties
from thidua.services.document import issuing, letterheads, making, states
from thidua.services.document.states import STATE_WORDS, DocumentState
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import fingerprints

app = typer.Typer(help="Văn bản Word của một kỳ.", no_args_is_help=True)

DocumentCode = Annotated[str, typer.Option("--document", help="Mã văn bản, cùng «docx».")]
UnitScope = Annotated[str, typer.Option("--unit", help="Mã đơn vị của văn bản.")]
VoteScope = Annotated[str, typer.Option("--vote", help="Số của cuộc bỏ phiếu.")]
MeetingScope = Annotated[str, typer.Option("--meeting", help="Số của phiên họp hội đồng.")]
MovementScope = Annotated[
    str, typer.Option("--movement", help="Mã phong trào; kèm --unit là của một đơn vị trong đó.")
]
ProposalScope = Annotated[str, typer.Option("--proposal", help="Số của đề nghị khen thưởng.")]
GivenNumber = Annotated[str, typer.Option("--number", help="Số văn bản in lên tệp.")]
GivenDay = Annotated[
    datetime | None, typer.Option("--date", formats=DAY_FORMS, help="Ngày văn bản.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Từ chối khi còn chỗ trống.")]


class Asked(NamedTuple):
    """Văn bản được hỏi ở dòng lệnh."""

    code: str
    scope: str
    number: str
    day: datetime | None
    strict: bool


def make_document(work: Work, asked: Asked) -> bytes:
    """Tệp Word của một văn bản."""
    if asked.code not in KINDS:
        raise typer.BadParameter(f"--document là một trong: {', '.join(KINDS)}")
    return making.word(
        work,
        code=asked.code,
        scope=asked.scope,
        number=issuing.number_of(asked.number),
        day=None if asked.day is None else asked.day.date(),
        strict=asked.strict,
    )


def scope_of(unit: str, vote: str, proposal: str, meeting: str, movement: str) -> str:
    """Văn bản về điều gì, of what was said on the line; a unit may stand with a movement."""
    if len([one for one in (unit or movement, vote, proposal, meeting) if one]) > 1:
        raise typer.BadParameter(
            "chỉ một trong --unit, --vote, --proposal, --meeting, --movement; chỉ --unit đi cùng "
            "--movement được"
        )
    return BESIDE.join(filter(None, [unit or vote or proposal or meeting, movement]))


@app.command("list")
def list_documents(
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm thi đua.")],
    part: Annotated[str, typer.Option("--period", help="Kỳ trong năm.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Trả JSON cho máy đọc.")] = False,
) -> None:
    """Các văn bản làm được của một kỳ: tình trạng, chỗ trống, còn thiếu gì, đã cấp số chưa."""
    ready()
    with refusing(), reading() as session:
        period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
        found = states.listed(Work(session, ADMINISTRATOR, period))
    if as_json:
        say_json([_json(one) for one in found])
        return
    for one in found:
        scope = f" {one.place.scope}" if one.place.scope else ""
        gaps = 0 if one.document is None else len(one.document.gaps)
        said = one.missing or (f"còn {gaps} chỗ trống" if gaps else "")
        say(f"{one.place.kind.code}{scope}: {STATE_WORDS[one.code]}{f' – {said}' if said else ''}")


def _json(one: DocumentState) -> dict[str, Any]:
    live = next((each for each in one.issued if each.is_live), None)
    return {
        "code": one.place.kind.code,
        "scope": one.place.scope,
        "name": one.place.name,
        "state": one.code,
        "gaps": [] if one.document is None else [gap.label for gap in one.document.gaps],
        "missing": [one.missing] if one.missing else [],
        "issued": None if live is None else {"number": live.symbol, "sha256": live.sha256},
    }


@app.command("check")
def check_document(
    file: Annotated[Path, typer.Argument(help="Tệp .docx của phần mềm.")],
) -> None:
    """Hỏi một tệp: văn bản nào, số liệu lúc nào, có còn đúng với dữ liệu không."""
    ready()
    with refusing():
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise refuse(f"Không mở được tệp {file}; hãy xem lại đường dẫn.") from fault
        found = properties.read_properties(content)
        if not found:
            raise refuse("Tệp không mang dấu vết của phần mềm.")
        for name, value in found.items():
            say(f"{name}: {value}")
        with reading() as session:
            named = fingerprints.unchecked_periods_with(
                session, found.get(properties.FINGERPRINT, ""), rosters.all_periods(session)
            )
    if not named:
        raise refuse(
            "Không kỳ nào đang có mã đối chiếu này: số liệu của kỳ, hoặc của phong trào mà văn bản "
            "nói tới, đã đổi; hoặc tệp của nơi khác."
        )
    for period in named:
        say(f"Mã đối chiếu khớp số liệu hiện tại của {period.words}.")


def import_letterheads(
    file: BookFile,
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm thi đua.")],
    check: CheckOnly = False,
) -> None:
    """Nhập tên cơ quan, người ký, nơi nhận của khối và các đơn vị."""
    ready()
    with refusing():
        rows, findings = read(read_letterhead_book, file)
        complain(findings)
        if has_errors(findings):
            raise refuse("Chưa có gì được ghi.")
        with writing() as session:
            period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year)
            count = letterheads.import_all(Work(session, ADMINISTRATOR, period), rows=rows)
            if check:
                session.rollback()
    say(f"{'Chỉ xem trước' if check else 'Đã nhập'}: {count} tên cơ quan.")
