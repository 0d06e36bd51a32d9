"""Lệnh về giao ước: a covenant or its amendment from a workbook, and what it does to the scores."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thidua.commands.covenant_table import draft_of_table
from thidua.commands.options import ADMINISTRATOR, DAY_FORMS, BookFile, CheckOnly
from thidua.commands.output import account, complain, ready, refuse, refusing, say
from thidua.db.engine import reading, writing
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import day_of
from thidua.domain.scoring.fit import Misfit, Settlement
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.domain.verify.case import Place, place_words
from thidua.files.covenant.book import read_covenant_book
from thidua.files.reading import any_book
from thidua.services.covenant import covenants
from thidua.services.covenant.covenants import CovenantPreview
from thidua.services.ground.work import Work
from thidua.services.verify import amendments
from thidua.services.verify.amendments import AmendmentEffect

_NO_REASON = "không ghi lý do (nhập bằng dòng lệnh)"
_NO_DOCUMENT = "không ghi văn bản (nhập bằng dòng lệnh)"


class Settled(StrEnum):
    """Cách giải quyết, as an option of the command line."""

    RETURN = "return"
    AGREE = "agree"


def import_covenant(
    file: BookFile,
    check: CheckOnly = False,
    table: Annotated[
        bool, typer.Option("--table", help="Tệp là bảng tiêu chí như đang có, không theo mẫu.")
    ] = False,
    block: Annotated[str, typer.Option("--block", help="Mã khối, đi cùng --table.")] = "",
    year: Annotated[int, typer.Option("--year", help="Năm thi đua, đi cùng --table.")] = 0,
    title: Annotated[str, typer.Option("--title", help="Tên giao ước.")] = "",
    sheet: Annotated[str, typer.Option("--sheet", help="Tên trang có bảng.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Ghi sổ giao ước .xlsx để hoàn thiện.")
    ] = None,
    settle: Annotated[
        Settled | None,
        typer.Option(
            "--settle",
            help="Dòng đã chấm không còn khớp bản sửa đổi: return (trả lại người chấm) hoặc agree "
            "(giữ phiếu chấm chéo, thống nhất lại điểm).",
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Lý do sửa đổi.")] = _NO_REASON,
    document: Annotated[
        str, typer.Option("--document", help="Số, ngày của văn bản sửa đổi.")
    ] = _NO_DOCUMENT,
    effective: Annotated[
        datetime | None,
        typer.Option(
            "--effective-from", formats=DAY_FORMS, help="Ngày có hiệu lực; không ghi là hôm nay."
        ),
    ] = None,
) -> None:
    """Nhập sổ giao ước: bản đầu, hoặc bản sửa đổi của giao ước đang dùng."""
    if table and not (block and year):
        raise typer.BadParameter("--table cần --block và --year")
    if not table and (block or year or title or sheet or out):
        raise typer.BadParameter("--block, --year, --title, --sheet, --out chỉ đi cùng --table")
    ready()
    with refusing():
        read = Findings()
        draft: CovenantDraft | None
        if table:
            draft = draft_of_table(file, block=block, year=year, title=title, sheet=sheet, out=out)
        else:
            draft, read = any_book.read(read_covenant_book, file)
        findings = tuple(read)
        if draft is None:
            complain(findings)
            raise refuse("Chưa có gì được ghi.")
        with reading() as session:
            work = Work(session, ADMINISTRATOR)
            preview = covenants.preview_covenant(work, draft=draft, findings=findings)
            effect = AmendmentEffect()
            if not preview.is_refused and not preview.is_unchanged:
                effect = amendments.effect(work, preview=preview)
        complain(preview.findings)
        if preview.is_refused:
            raise refuse("Chưa có gì được ghi.")
        _tell(preview.misfits, effect)
        choices = _choices(preview, settle)
        if not check:
            with writing() as session:
                amendments.adopt(
                    Work(session, ADMINISTRATOR),
                    draft=draft,
                    findings=findings,
                    reason=reason,
                    document=document,
                    effective_from=day_of(effective or datetime.now(UTC)),
                    choices=choices,
                )
    covenant = preview.covenant
    if covenant is not None:
        say(f"{covenant.title}: {len(covenant.criteria)} tiêu chí, {len(covenant.groups)} nhóm.")
    for change in preview.changes:
        aspect = f" – {change.aspect}" if change.aspect else ""
        say(f"  {change.subject}{aspect}: «{change.old}» → «{change.new}»")
    account(read.account, read.account.words())
    where = f" {preview.when}" if preview.period and not preview.period.part.is_year else ""
    say("Chỉ xem trước, chưa ghi." if check else f"Đã nhập giao ước{where}.")


def _choices(preview: CovenantPreview, settle: Settled | None) -> dict[Hand, Settlement]:
    """Cách giải quyết của từng loại bảng điểm; refused where none is said or possible.

    A hand for which there is one way only takes it as soon as any was said.
    """
    period = preview.period
    hands = [hand for hand in Hand if any(one.hand is hand for one in preview.misfits)]
    if not hands or period is None:
        return {}
    if settle is None:
        named = ", ".join(HAND_WORDS[hand].lower() for hand in hands)
        raise refuse(
            f"Chưa có gì được ghi: {len(preview.misfits)} dòng đã chấm ({named}) không còn khớp "
            "bản này. Thêm «--settle return» để trả lại người chấm, hoặc «--settle agree» để giữ "
            "phiếu chấm chéo và thống nhất lại điểm."
        )
    wanted = Settlement(settle.value)
    chosen = {}
    for hand in hands:
        possible = amendments.open_choices(period, hand)
        chosen[hand] = wanted if wanted in possible else possible[0]
    return chosen


def _tell(misfits: Sequence[Misfit], effect: AmendmentEffect) -> None:
    """Kể ảnh hưởng: lines that no longer fit, then whose place or total is another."""
    for one in misfits:
        reviewer = f" của {one.reviewer}" if one.reviewer else ""
        say(f"  {one.unit} · {one.criterion} ({HAND_WORDS[one.hand].lower()}{reviewer}): {one.why}")
    for move in effect.moved:
        before, after = _total(move.before), _total(move.after)
        words = place_words(move)
        say(f"  {move.unit}: tổng {before} → {after}{f'; {words}' if words else ''}")


def _total(place: Place) -> str:
    return "chưa có" if place.total is None else vi_number(place.total)
