"""Các lệnh: init, upgrade, demo, imports, standings, export, bench."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
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
    reconcile_awards,
    show_eligibility,
)
from thidua.commands.backups import backup, bring_up, move_to, rehearse, restore, upgrade
from thidua.commands.councils import import_councils
from thidua.commands.covenants import import_covenant
from thidua.commands.doctor import examine
from thidua.commands.documents import (
    Asked,
    DocumentCode,
    GivenDay,
    GivenNumber,
    MeetingScope,
    MovementScope,
    ProposalScope,
    Strict,
    UnitScope,
    VoteScope,
    import_letterheads,
    make_document,
    scope_of,
)
from thidua.commands.documents import app as document_commands
from thidua.commands.handover import export_handover, take_handover
from thidua.commands.movements import app as movement_commands
from thidua.commands.movements import (
    import_allocations,
    import_participations,
    import_places,
    import_standards,
    import_targets,
)
from thidua.commands.options import ADMINISTRATOR, BookFile, CheckOnly
from thidua.commands.output import (
    complain,
    hand_out,
    ready,
    refuse,
    refusing,
    report,
    say,
    say_json,
    use_utf8,
)
from thidua.commands.record import rebuild_scores, verify
from thidua.commands.registers import RegisterCode, import_register
from thidua.commands.reports import app as report_commands
from thidua.commands.reports import import_reports
from thidua.commands.stages import show_blockers
from thidua.commands.tellers import import_count
from thidua.commands.templates import app as template_commands
from thidua.commands.wide import import_wide
from thidua.db.engine import database_url, reading, writing
from thidua.db.upgrade import create
from thidua.domain.document.pack import PackKind
from thidua.domain.scoring.sheet import Hand
from thidua.files.reading.any_book import read
from thidua.files.roster.book import read_roster_book
from thidua.files.scoring.book import read_score_book
from thidua.services.awards import law_booklet
from thidua.services.awards.eligibility import last_day
from thidua.services.council import council_lists
from thidua.services.demo import fill as demo
from thidua.services.document import deck, meeting_pack
from thidua.services.ground.work import Work
from thidua.services.movement import (
    allocations,
    figure_lists,
    participations,
    places,
    standards,
)
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import exports, tracking_sheets
from thidua.services.register import lists as registers
from thidua.services.report import report_lists
from thidua.services.scoring import imports as score_imports
from thidua.services.scoring import previews

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


_DOCTOR = "doctor"


class ScoredHand(StrEnum):
    """Người chấm nhập được từ tệp."""

    SELF = "self"
    CROSS = "cross"
    VERIFIED = "verified"


@app.callback()
def _start(ctx: typer.Context) -> None:
    use_utf8()
    if ctx.invoked_subcommand == _DOCTOR:  # which tells what is wrong with the settings itself
        return
    with refusing():
        settings.read()


@app.command()
def init() -> None:
    """Tạo cơ sở dữ liệu trống (hoặc nâng cấp nếu đã có)."""
    with refusing():
        bring_up()
    say(f"Đã có cơ sở dữ liệu: {_shown_url()}")


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
            demo.fill(Work(session, ADMINISTRATOR), with_files=True)
    say("Đã tạo khối mẫu; mở bằng «python -m streamlit run app.py».")


@app.command("import-units")
def import_units(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập danh sách đơn vị của khối."""
    ready()
    with refusing():
        rows, findings = read(read_roster_book, file)
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
        content, findings = read(read_score_book, file)
        if content is None:
            complain(findings)
            raise refuse("Chưa có gì được ghi.")
        with reading() as session:
            period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
            preview = previews.preview_scores(
                Work(session, ADMINISTRATOR, period),
                hand=chosen,
                file=content,
                findings=findings,
                reviewer=reviewer,
                is_verdict=chosen is not Hand.SELF,
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
    for one in board.standings.other_figures:
        say(f"Chú ý: {one.words(board.name)}.")
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
    PLACES = "dia-ban"
    STANDARDS = "muc-dat-chuan"
    PARTICIPATIONS = "dang-ky"
    ALLOCATIONS = "phan-bo"
    FIGURES = "muc-tieu"
    RECORD = "pack"
    BOOKLET = "booklet"
    TRACKING = "phieu-theo-doi"
    DOCX = "docx"
    SLIDES = "pptx"
    MEETING = "goi-hop"
    REGISTER = "register"
    REPORTS = "bao-cao"
    COUNCILS = "hoi-dong"


@app.command("export")
def export(
    kind: Annotated[ExportKind, typer.Argument(help="Loại tệp: xlsx là bảng tổng hợp.")],
    to: Annotated[Path, typer.Option("--to", "--out", help="Tệp ghi ra.")],
    block: BlockCode = "",
    year: YearNumber = 0,
    part: PartName = "",
    document: DocumentCode = "",
    unit: UnitScope = "",
    vote: VoteScope = "",
    proposal: ProposalScope = "",
    meeting: MeetingScope = "",
    movement: MovementScope = "",
    number: GivenNumber = "",
    day: GivenDay = None,
    strict: Strict = False,
    register: RegisterCode = "",
    hides_names: Annotated[
        bool, typer.Option("--hide-ranking", help="Ẩn tên đơn vị trong pptx.")
    ] = False,
    with_units: Annotated[
        bool, typer.Option("--units", help="Thêm mỗi đơn vị một trang vào pptx.")
    ] = False,
    pack: Annotated[
        PackKind, typer.Option("--kind", help="Gói họp trước hay sau cuộc họp.")
    ] = PackKind.BEFORE,
    with_dossiers: Annotated[
        bool, typer.Option("--dossiers", help="Kèm hồ sơ từng đề nghị vào goi-hop.")
    ] = False,
    with_evidence: Annotated[
        bool, typer.Option("--evidence", help="Kèm tệp minh chứng vào goi-hop, nhiều nhất 200 MB.")
    ] = False,
) -> None:
    """Xuất bảng tổng hợp có công thức sống, mẫu nhập điểm, giao ước, đơn vị, gói nhật ký.

    «dia-ban», «muc-dat-chuan», «dang-ky», «phan-bo», «muc-tieu» là các sổ của phong trào,
    «bao-cao» là sổ báo cáo đã nộp, «hoi-dong» là danh sách hội đồng; đều nhập lại được.
    «booklet» là sách luật dạng Word để đối chiếu bằng bút; không cần khối, năm là năm xét.
    «phieu-theo-doi» là phiếu theo dõi điểm của một đơn vị, để cộng lại bằng bút.
    «docx» là một văn bản Word, --document là mã của nó («documents list» nêu các mã).
    «pptx» là bản trình chiếu PowerPoint của kỳ.
    «goi-hop» là gói họp .zip của kỳ, --kind truoc hoặc sau.
    «register» là một sổ theo dõi của khối trong năm, --register là mã của nó.
    """
    of_unit = kind in {ExportKind.TRACKING, ExportKind.DOCX}
    if (kind is ExportKind.TRACKING and not unit) or (unit and not of_unit):
        raise typer.BadParameter("--unit là mã đơn vị, cần cho «phieu-theo-doi», có ở «docx»")
    if kind is not ExportKind.BOOKLET and not (block and year):
        raise typer.BadParameter("cần --block và --year")
    if (hides_names or with_units) and kind is not ExportKind.SLIDES:
        raise typer.BadParameter("--hide-ranking và --units chỉ đi cùng pptx")
    scope = scope_of(unit, vote, proposal, meeting, movement)
    of_paper = document or (scope and not unit) or movement or number or day or strict
    if of_paper and kind is not ExportKind.DOCX:
        raise typer.BadParameter(
            "--document, --vote, --proposal, --meeting, --movement, --number, --date và --strict "
            "chỉ đi cùng docx"
        )
    if bool(register) is not (kind is ExportKind.REGISTER):
        raise typer.BadParameter("--register là mã sổ, cần cho «register» và chỉ đi cùng nó")
    is_of_pack = with_dossiers or with_evidence or pack is PackKind.AFTER
    if is_of_pack and kind is not ExportKind.MEETING:
        raise typer.BadParameter("--kind, --dossiers và --evidence chỉ đi cùng goi-hop")
    ready()
    with refusing(), reading() as session:
        if kind is ExportKind.BOOKLET:
            judged = last_day(year or datetime.now(UTC).year)
            content = law_booklet.unchecked(session, judged)
        else:
            period = rosters.period(Work(session, ADMINISTRATOR), block=block, year=year, part=part)
            work = Work(session, ADMINISTRATOR, period)
            if kind is ExportKind.DOCX:
                content = make_document(work, Asked(document, scope, number, day, strict=strict))
            elif kind is ExportKind.SLIDES:
                content = deck.slides(work, hides_names=hides_names, with_units=with_units)
            elif kind is ExportKind.MEETING:
                content = meeting_pack.pack(
                    work, kind=pack, with_dossiers=with_dossiers, with_evidence=with_evidence
                )
            elif kind is ExportKind.REGISTER:
                content = registers.workbook(work, register=register)
            elif kind is ExportKind.TRACKING:
                content = tracking_sheets.workbook(work, unit=unit)
            else:
                content = _PLAIN[kind](work)
    hand_out(to, content)


_PLAIN: Mapping[ExportKind, Callable[[Work], bytes]] = {
    ExportKind.SUMMARY: exports.summary,
    ExportKind.COVENANT: exports.covenant,
    ExportKind.RECORD: exports.record,
    ExportKind.UNITS: exports.roster,
    ExportKind.PLACES: places.workbook,
    ExportKind.STANDARDS: standards.workbook,
    ExportKind.PARTICIPATIONS: participations.workbook,
    ExportKind.ALLOCATIONS: allocations.workbook,
    ExportKind.FIGURES: figure_lists.workbook,
    ExportKind.REPORTS: report_lists.workbook,
    ExportKind.COUNCILS: council_lists.workbook,
    ExportKind.TEMPLATE_SELF: partial(exports.score_template, hand=Hand.SELF),
    ExportKind.TEMPLATE_VERIFIED: partial(exports.score_template, hand=Hand.VERIFIED),
}
"""Tệp chỉ cần kỳ là làm được."""


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
app.add_typer(document_commands, name="documents")
app.add_typer(template_commands, name="template")
app.add_typer(report_commands, name="reports")
app.add_typer(movement_commands, name="movements")
app.command("import-reports")(import_reports)
app.command("import-councils")(import_councils)
app.command("import-letterheads")(import_letterheads)
app.command("import-count")(import_count)
app.command("import-people")(import_people)
app.command("import-facts")(import_facts)
app.command("import-awards")(import_awards)
app.command("import-places")(import_places)
app.command("import-standards")(import_standards)
app.command("import-participations")(import_participations)
app.command("import-allocations")(import_allocations)
app.command("import-targets")(import_targets)
app.command("import-register")(import_register)
app.command("reconcile-awards")(reconcile_awards)
app.command("eligibility")(show_eligibility)
app.command("blockers")(show_blockers)
app.command("export-handover")(export_handover)
app.command("take-handover")(take_handover)
app.command("verify")(verify)
app.command("rebuild-scores")(rebuild_scores)
app.command(_DOCTOR)(examine)
app.command("backup")(backup)
app.command("upgrade")(upgrade)
app.command("restore")(restore)
app.command("rehearse")(rehearse)
app.command("move-to")(move_to)
