"""Nhập bảng của khối bằng lệnh: what each row and column was taken for, questions, then all."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from thidua.commands.options import ADMINISTRATOR
from thidua.commands.output import complain, refuse, refusing, report, say
from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding, notice
from thidua.domain.ground.text import listed
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.meaning import Question
from thidua.files.reading.any_book import read
from thidua.files.scoring.wide_sheet import wide_grids
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import wide

_SHOWN = 8
"""Từ chừng này lựa chọn thì câu hỏi chỉ kể những cái đầu, which are the likeliest."""


def import_wide(
    file: Path,
    *,
    place: tuple[str, int, str],
    hand: Hand,
    reviewer: str,
    sheet: str,
    answers: Path | None,
    check: bool,
) -> None:
    """Nhập, or with `check` only look; what cannot be decided is listed and nothing is written."""
    block, year, part = place
    with refusing():
        given = _answers(answers)
        grids = read(wide_grids, file)
        with reading() as session:
            work = Work(session, ADMINISTRATOR)
            period = rosters.period(work, block=block, year=year, part=part)
            preview = wide.preview_wide(
                Work(session, ADMINISTRATOR, period),
                hand=hand,
                grids=grids,
                answers=given,
                sheet=sheet,
                reviewer=reviewer,
                is_verdict=hand is not Hand.SELF,
            )
        _tell(preview)
        complain(_unasked(given, preview.questions))
        if preview.scores is None:
            complain(preview.findings)
            _ask(preview.open_questions)
            raise refuse("Chưa có gì được ghi.")
        if not preview.scores.is_refused and not check:
            with writing() as session:
                wide.import_wide(
                    Work(session, ADMINISTRATOR, period),
                    hand=hand,
                    grids=grids,
                    answers=given,
                    sheet=sheet,
                    file_name=file.name,
                    is_verdict=hand is not Hand.SELF,
                    reviewer=reviewer,
                )
    report(preview.scores.preview, check=check)


def _answers(file: Path | None) -> Mapping[str, str]:
    """Các câu trả lời trong tệp: one JSON object of texts."""
    if file is None:
        return {}
    if not file.is_file():
        raise Refused(f"Không tìm thấy tệp «{file}»")
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as fault:
        raise Refused(f"Tệp trả lời «{file.name}» không phải JSON: {fault}") from fault
    is_mapping = isinstance(content, dict)
    if not is_mapping or not all(isinstance(one, str) for one in content.values()):
        raise Refused(
            f"Tệp trả lời «{file.name}» phải là một đối tượng JSON như "
            '{"dòng: 3 tham mưu": "I.3"}'
        )
    return dict(content)


def _unasked(answers: Mapping[str, str], questions: Sequence[Question]) -> list[Finding]:
    """Câu trả lời cho điều không hỏi: a slip in its key must not pass unseen."""
    asked = {one.key for one in questions}
    return [
        notice("wide_unasked", f"không có câu hỏi «{key}» về bảng này", "Câu trả lời")
        for key in answers
        if key not in asked
    ]


def _tell(preview: wide.WidePreview) -> None:
    for one in preview.readings:
        say(f"Trang «{one.grid.title}»:")
        for taken in one.taken:
            say(f"  {taken.place} «{taken.written}»: {taken.meaning}")


def _ask(questions: Sequence[Question]) -> None:
    for one in questions:
        options = [f"«{option.meaning}» ({option.words})" for option in one.options]
        shown = listed(options, "lựa chọn", most=_SHOWN)
        typer.echo(f"HỎI – {one.place}: {one.words}", err=True)
        typer.echo(f"  Trả lời ở khóa «{one.key}»: {shown}", err=True)
    if questions:
        said = f"Có {len(questions)} câu hỏi; ghi câu trả lời vào tệp JSON rồi thêm --answers."
        typer.echo(said, err=True)
