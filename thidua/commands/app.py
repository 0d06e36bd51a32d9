"""Các lệnh: init, upgrade, demo, imports, standings, export, bench."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thidua import settings
from thidua.bench import effort, run, table
from thidua.commands.accounts import app as user_commands
from thidua.commands.awards import (
    import_awards,
    import_facts,
    import_people,
    show_eligibility,
)
from thidua.commands.backups import backup, restore
from thidua.commands.covenants import import_covenant
from thidua.commands.options import ADMINISTRATOR, BookFile, CheckOnly
from thidua.commands.output import (
    complain,
    ready,
    refuse,
    refusing,
    report,
    say,
    say_json,
    use_utf8,
)
from thidua.commands.record import rebuild_scores, verify
from thidua.commands.wide import import_wide
from thidua.db.engine import database_url, reading, writing
from thidua.db.upgrade import create, upgrade
from thidua.domain.scoring.sheet import Hand
from thidua.files.reading.any_book import read_any
from thidua.files.roster_book import read_roster_book
from thidua.files.scoring.book import read_score_book
from thidua.services.awards import law_booklet
from thidua.services.awards.eligibility import last_day
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import exports
from thidua.services.scoring import imports as score_imports

app = typer.Typer(
    help="Thi đua: chấm điểm, xếp hạng và xét khen thưởng cho khối thi đua.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

BlockCode = Annotated[str, typer.Option("--block", help="Mã khối.")]
YearNumber = Annotated[int, typer.Option("--year", help="Năm thi đua.")]
PartName = Annotated[
    str,
    typer.Option(
        "--period", help="Kỳ trong năm: thang-3, quy-2, 6-thang, dot-19-5; mặc định cả năm."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Trả JSON chính xác cho máy đọc.")]


class ScoredHand(StrEnum):
    """Người chấm nhập được từ tệp."""

    SELF = "self"
    CROSS = "cross"
    VERIFIED = "verified"


@app.callback()
def _start() -> None:
    use_utf8()
    with refusing():
        settings.read()


@app.command()
def init() -> None:
    """Tạo cơ sở dữ liệu trống (hoặc nâng cấp nếu đã có)."""
    with refusing():
        create()
    say(f"Đã có cơ sở dữ liệu: {_shown_url()}")


@app.command("upgrade")
def upgrade_database() -> None:
    """Nâng cấp cơ sở dữ liệu lên bản hiện tại."""
    with refusing():
        upgrade()
    say("Cơ sở dữ liệu đang ở bản hiện tại.")


def _shown_url() -> str:
    """Địa chỉ không có mật khẩu."""
    address = database_url()
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


@app.command("demo")
def fill_demo() -> None:
    """Tạo khối mẫu (dữ liệu tổng hợp) vào cơ sở dữ liệu đang dùng."""
    with refusing():
        create()
        with writing() as session:
            demo.fill(Work(session, ADMINISTRATOR))
    say("Đã tạo khối mẫu; mở bằng «python -m streamlit run app.py».")


@app.command("import-units")
def import_units(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập danh sách đơn vị của khối."""
    ready()
    with refusing():
        rows, findings = read_roster_book(read_any(file))
        with reading() as session:
            preview = rosters.preview_roster(
                Work(session, ADMINISTRATOR), rows=rows, findings=findings
            )
        if not preview.is_refused and not check:
            with writing() as session:
                preview = rosters.import_roster(
                    Work(session, ADMINISTRATOR), rows=rows, findings=findings
                )
    report(preview, check=check)


app.command("import-covenant")(import_covenant)


@app.command("import-scores")
def import_scores(
    file: BookFile,
    block: BlockCode,
    year: YearNumber,
    hand: Annotated[ScoredHand, typer.Option("--hand", help="Người chấm.")],
    part: PartName = "",
    reviewer: Annotated[str, typer.Option("--by", help="Mã đơn vị chấm chéo.")] = "",
    check: CheckOnly = False,
    is_wide: Annotated[
        bool, typer.Option("--wide", help="Bảng của khối như đang có, không theo tệp mẫu.")
    ] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="Trang cần đọc, cùng --wide.")] = "",
    answers: Annotated[
        Path | None, typer.Option("--answers", help="Tệp JSON các câu trả lời, cùng --wide.")
    ] = None,
) -> None:
    """Nhập bảng điểm tự chấm, chấm chéo hoặc thẩm định; hai loại sau có hiệu lực ngay."""
    if (hand is ScoredHand.CROSS) != bool(reviewer):
        raise typer.BadParameter("--by là mã đơn vị chấm chéo, chỉ đi cùng --hand cross")
    if (sheet or answers) and not is_wide:
        raise typer.BadParameter("--sheet và --answers chỉ đi cùng --wide")
    ready()
    chosen = Hand(hand.value)
    if is_wide:
        import_wide(
            file,
            place=(block, year, part),
            hand=chosen,
            reviewer=reviewer,
            sheet=sheet,
            answers=answers,
            check=check,
        )
        return
    with refusing():
        content, findings = read_score_book(read_any(file))
        if content is None:
            complain(findings)
            raise refuse("Chưa có gì được ghi.")
        with reading() as session:
            period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
            preview = score_imports.preview_scores(
                Work(session, ADMINISTRATOR, period),
                hand=chosen,
                file=content,
                findings=findings,
                reviewer=reviewer,
            )
        if not preview.is_refused and not check:
            with writing() as session:
                score_imports.import_scores(
                    Work(session, ADMINISTRATOR, period),
                    hand=chosen,
                    file=content,
                    findings=findings,
                    is_verdict=chosen is not Hand.SELF,
                    reviewer=reviewer,
                )
    report(preview.preview, check=check)


@app.command("standings")
def show_standings(
    block: BlockCode, year: YearNumber, part: PartName = "", as_json: AsJson = False
) -> None:
    """Bảng xếp hạng của một khối trong một năm, hoặc trong một kỳ của năm."""
    ready()
    with refusing(), reading() as session:
        period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
        board = standings.standings(Work(session, ADMINISTRATOR, period))
        listed = standings.standings_json(session, board) if as_json else None
    if listed is not None:
        say_json(listed)
        return
    mark = " (TẠM TÍNH)" if board.provisional else ""
    awaited = board.standings.awaited
    say(f"{period.block_name}, {period.when}, giao ước bản {board.covenant.version}{mark}")
    for row in board.standings.rows:
        rank = "–" if row.rank is None else f"{row.rank}{'=' if row.tied else ''}"
        total = board.covenant.scale.text(row.total) or "chưa có"
        waits = "chờ kết quả bỏ phiếu" if row.waits else None
        extra = row.excluded or row.decided_by or waits or row.band or ""
        say(f"{rank:>4}  {total.replace('.', ','):>10}  {board.name(row.unit)}  {extra}".rstrip())
    if awaited is not None:
        say(f"Xếp theo điểm; phiếu sẽ xếp hạng: {awaited.words(board.name)}.")
    for said in board.ties_awaited(board.name):
        say(f"{said}.")
    if unconfirmed := board.unconfirmed():
        named = "; ".join(map(board.name, unconfirmed))
        say(
            "Đủ điểm mà chưa có tổng vì bảng thẩm định chưa được xác nhận: "
            f"{named}. Hãy xác nhận ở trang «Thẩm định»."
        )


class ExportKind(StrEnum):
    """Loại tệp xuất."""

    SUMMARY = "xlsx"
    TEMPLATE_SELF = "mau-tu-cham"
    TEMPLATE_VERIFIED = "mau-tham-dinh"
    COVENANT = "giao-uoc"
    UNITS = "don-vi"
    RECORD = "pack"
    BOOKLET = "booklet"


@app.command("export")
def export(
    kind: Annotated[ExportKind, typer.Argument(help="Loại tệp: xlsx là bảng tổng hợp.")],
    to: Annotated[Path, typer.Option("--to", "--out", help="Tệp ghi ra.")],
    block: BlockCode = "",
    year: YearNumber = 0,
    part: PartName = "",
) -> None:
    """Xuất bảng tổng hợp có công thức sống, mẫu nhập điểm, giao ước, đơn vị, gói nhật ký.

    «booklet» là sách luật dạng Word để đối chiếu bằng bút; không cần khối, năm là năm xét.
    """
    if kind is not ExportKind.BOOKLET and not (block and year):
        raise typer.BadParameter("cần --block và --year")
    ready()
    with refusing(), reading() as session:
        if kind is ExportKind.BOOKLET:
            day = last_day(year or datetime.now(UTC).year)
            to.write_bytes(law_booklet.unchecked(session, day))
            say(f"Đã ghi {to}")
            return
        period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
        if kind is ExportKind.SUMMARY:
            content = exports.summary(Work(session, ADMINISTRATOR, period))
        elif kind is ExportKind.COVENANT:
            content = exports.covenant(Work(session, ADMINISTRATOR, period))
        elif kind is ExportKind.RECORD:
            content = exports.record(Work(session, ADMINISTRATOR, period))
        elif kind is ExportKind.UNITS:
            content = exports.roster(Work(session, ADMINISTRATOR, period))
        else:
            hand = Hand.SELF if kind is ExportKind.TEMPLATE_SELF else Hand.VERIFIED
            content = exports.score_template(Work(session, ADMINISTRATOR, period), hand=hand)
    to.write_bytes(content)
    say(f"Đã ghi {to}")


@app.command("bench")
def measure_performance(
    rows: Annotated[
        str,
        typer.Option(
            "--rows", help=f"Các dòng cần đo, cách nhau dấu phẩy: {', '.join(run.FAMILIES)}."
        ),
    ] = "",
    quick: Annotated[bool, typer.Option("--quick", help="Cỡ rất nhỏ, chỉ để thử lệnh.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="10 triệu dòng điểm thay cho 1, 1 triệu mục nhật ký.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Đo hiệu năng: các tỷ số của một lần chạy, trong thư mục tạm; sai mốc vẫn là mã thoát 0."""
    size = effort.QUICK if quick else effort.FULL if full else effort.USUAL
    wanted = [name.strip() for name in rows.split(",") if name.strip()]
    with refusing():
        measured = run.measure(
            size, wanted, lambda family: typer.echo(f"Đang đo: {family} …", err=True)
        )
    if as_json:
        say_json([row.as_json() for row in measured])
    else:
        say(table.table(measured))


app.add_typer(user_commands, name="user")
app.command("import-people")(import_people)
app.command("import-facts")(import_facts)
app.command("import-awards")(import_awards)
app.command("eligibility")(show_eligibility)
app.command("verify")(verify)
app.command("rebuild-scores")(rebuild_scores)
app.command("backup")(backup)
app.command("restore")(restore)
