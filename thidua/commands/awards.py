"""Lệnh về khen thưởng: people, facts and awards from workbooks; who is eligible, and why not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

from thidua.commands.lists import bring
from thidua.commands.options import ADMINISTRATOR, DAY_FORMS, BookFile, CheckOnly
from thidua.commands.output import complain, ready, refuse, refusing, report, say, say_json
from thidua.db.engine import reading, writing
from thidua.domain.awards.eligibility import Eligibility
from thidua.domain.awards.eligibility_json import eligibility_json, unsorted_json
from thidua.domain.awards.unsorted import unsorted_words
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.reconciling import AGREEMENT_WORDS, Agreement
from thidua.domain.law.law import VERIFICATION_WORDS
from thidua.domain.law.quota import QUOTA_STATUS_WORDS
from thidua.files.awards.award_book import read_award_book
from thidua.files.awards.fact_book import read_fact_book
from thidua.files.awards.staff_book import read_staff_book
from thidua.files.reading.any_book import read
from thidua.services.awards import eligibility
from thidua.services.awards.eligibility import Assessment
from thidua.services.dossier import award_history, facts, reconciling, staff
from thidua.services.ground.work import Work
from thidua.services.period import rosters


def import_people(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập danh sách cá nhân: Mã | Họ tên | Mã đơn vị | Chức vụ | Lãnh đạo."""
    bring(file, read_staff_book, staff.preview_people, staff.import_people, check=check)


def import_facts(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập dữ kiện của đơn vị và cá nhân: Mã | Dữ kiện | Năm | Giá trị | Minh chứng."""
    bring(file, read_fact_book, facts.preview_facts, facts.import_facts, check=check)


def import_awards(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập quá trình khen thưởng: Mã | Danh hiệu | Năm | Số quyết định | Ngày | Cơ quan."""
    preview, write = award_history.preview_awards, award_history.import_awards
    bring(file, read_award_book, preview, write, check=check)


def reconcile_awards(
    file: BookFile,
    take: Annotated[
        list[int] | None,
        typer.Option("--take", help="Số của dòng cần lấy về, ghi nhiều lần cho nhiều dòng."),
    ] = None,
) -> None:
    """Đối chiếu quá trình khen thưởng với một danh sách ngoài; chỉ ghi những dòng được chọn."""
    ready()
    with refusing():
        rows, findings = read(read_award_book, file)
        with reading() as session:
            found = reconciling.reconcile(
                Work(session, ADMINISTRATOR), rows=rows, findings=findings
            )
        complain(found.findings)
        say(found.words())
        for one in found.lines:
            number = f"[{one.row + 1}] " if one.takes and one.row is not None else ""
            sides = " ≠ ".join(side for side in (one.here, one.there) if side)
            if one.agreement is Agreement.AGREES:
                sides = one.here
            said = AGREEMENT_WORDS[one.agreement]
            say(f"  {number}{said}: {one.subject} · {one.name}: {sides}")
        if take:
            with writing() as session:
                preview = reconciling.take(
                    Work(session, ADMINISTRATOR),
                    rows=rows,
                    chosen=[number - 1 for number in take],
                    seen=found,
                )
            report(preview, check=False)


def show_eligibility(
    year: Annotated[int, typer.Option("--year", help="Năm được xét.")],
    award: Annotated[str, typer.Option("--award", help="Mã danh hiệu.")] = "",
    programme: Annotated[str, typer.Option("--programme", help="Mã chương trình.")] = "",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=DAY_FORMS, help="Ngày xét; không ghi thì ngày cuối của năm được xét."
        ),
    ] = None,
    thematic: Annotated[
        bool,
        typer.Option("--thematic", help="Xét theo chuyên đề: tiêu chuẩn khi tổng kết phong trào."),
    ] = False,
    block: Annotated[str, typer.Option("--block", help="Chỉ xét một khối.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Trả JSON cho máy đọc.")] = False,
) -> None:
    """Ai đủ điều kiện một danh hiệu hoặc một chương trình, vì sao, và hạn mức còn bao nhiêu."""
    if bool(award) is bool(programme):
        raise typer.BadParameter("cần một trong hai: --award hoặc --programme")
    if not date.min.year <= year <= date.max.year:
        raise typer.BadParameter("--year phải là năm như 2025")
    if thematic and programme:
        raise typer.BadParameter("--thematic chỉ đi với --award; chương trình đã có dịp của nó")
    ready()
    occasion = Occasion.THEMATIC if thematic else Occasion.ANNUAL
    day = None if on is None else on.date()
    with refusing(), reading() as session:
        work = Work(session, ADMINISTRATOR)
        if block:
            work = work.at(rosters.period(work, block=block, year=year))
            found = [
                eligibility.assess(
                    work, award=award, programme=programme, on=day, occasion=occasion
                )
            ]
        else:
            found = [
                *eligibility.assess_everywhere(
                    work, year=year, award=award, programme=programme, on=day, occasion=occasion
                )
            ]
    lacks = [one.lack for one in found if one.lack]
    if lacks:
        raise refuse(lacks[0])
    if as_json:
        say_json(
            [
                row
                for one in found
                for row in (
                    *eligibility_json(one.rows, one.quotas),
                    *unsorted_json(one.unsorted, one.programme, one.year, one.on),
                )
            ]
        )
        return
    _show(found)


def _unread(row: Eligibility) -> str:
    """Bao nhiêu tiêu chuẩn chưa đối chiếu, said beside the verdict."""
    count = len(row.uncompared)
    return f" ({count} tiêu chuẩn chưa đối chiếu lời văn)" if count else ""


def _show(found: Sequence[Assessment]) -> None:
    """Kết quả cho người đọc: a line for each nominee, under it what is wanting."""
    for one in found:
        where = "Ngoài các khối" if one.period is None else one.period.block_name
        if one.programme:
            where = "Toàn bộ"
        say(f"{where}, năm {one.year}, xét theo quy định ngày {one.on:%d/%m/%Y}")
        for row in one.rows:
            group = f" (nhóm {row.group})" if row.group else ""
            say(f"  {row.code}  {row.name}{group}: {row.word}{_unread(row)}")
            if row.basis:
                say(f"      {row.basis}")
            for result in row.wanting:
                value = result.value or "chưa có số liệu"
                cure = f" → {result.remedy}" if result.remedy else ""
                cure += (
                    "" if result.is_compared else f" [{VERIFICATION_WORDS[result.verification]}]"
                )
                say(
                    f"      {result.word}: {result.requirement} ({value}; cần {result.threshold};"
                    f" {result.reference}){cure}"
                )
        if one.unsorted:
            say(f"  {unsorted_words(one.unsorted)}")
        for place, states in one.quotas.items():
            for code, state in states.items():
                most = "" if state.most is None else f" trên {state.most} suất"
                advice = f"; {state.advice}" if state.advice else ""
                say(
                    f"  Hạn mức {place} · {code}: {QUOTA_STATUS_WORDS[state.status]}, đủ điều kiện"
                    f" {state.count}{most}{advice}"
                )
