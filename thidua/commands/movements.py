"""Lệnh về phong trào: how far each is, and its lists from workbooks."""

from datetime import datetime
from typing import Annotated

import typer

from thidua.commands.lists import bring
from thidua.commands.options import ADMINISTRATOR, DAY_FORMS, BookFile, CheckOnly
from thidua.commands.output import ready, refusing, say, say_json
from thidua.db.engine import reading
from thidua.domain.period.windows import VIETNAM
from thidua.files.movement.allocation_book import read_allocation_book
from thidua.files.movement.figure_book import read_figure_book
from thidua.files.movement.participation_book import read_participation_book
from thidua.files.movement.place_book import read_place_book
from thidua.files.movement.standard_book import read_standard_book
from thidua.services.ground.work import Work
from thidua.services.movement import (
    allocations,
    figure_lists,
    participations,
    places,
    plan_json,
    standards,
)
from thidua.services.period import rosters

app = typer.Typer(help="Phong trào: kế hoạch và kết quả.", no_args_is_help=True)

MovementCode = Annotated[str, typer.Option("--movement", help="Mã phong trào.")]
AsJson = Annotated[bool, typer.Option("--json", help="Trả JSON cho máy đọc.")]


@app.callback()
def _start() -> None:
    """Phong trào: kế hoạch và kết quả."""


@app.command("list")
def list_movements(as_json: AsJson = False) -> None:
    """Các phong trào của bộ luật: mã, các năm, trạng thái, tên."""
    ready()
    with refusing(), reading() as session:
        found = plan_json.every(Work(session, ADMINISTRATOR))
    if as_json:
        say_json(found)
        return
    for one in found:
        say(f"{one['movement']:<32}  {one['years']}  {one['state_words']:<14}  {one['name']}")


@app.command("show")
def show_movement(movement: MovementCode, as_json: AsJson = False) -> None:
    """Kế hoạch của một phong trào: nhóm và hạn mức, đợt khen, mục tiêu, thời hạn."""
    ready()
    with refusing(), reading() as session:
        found = plan_json.plan(Work(session, ADMINISTRATOR), code=movement)
    if as_json:
        say_json(found)
        return
    say(f"{found['name']} ({found['years']}) – {found['state_words']}")
    for title, key in (
        ("Nhóm", "groups"),
        ("Đợt khen", "rounds"),
        ("Mục tiêu", "targets"),
        ("Thời hạn", "deadlines"),
    ):
        for one in found[key]:
            say(f"  {title} {one['code']}: {one['text']} – {one['words']}")


@app.command("progress")
def show_progress(
    movement: MovementCode,
    day: Annotated[
        datetime | None, typer.Option("--on", formats=DAY_FORMS, help="Tính đến ngày này.")
    ] = None,
    block: Annotated[
        str, typer.Option("--block", help="Mã khối, để theo cách hiểu khối ấy đã chọn.")
    ] = "",
    year: Annotated[int, typer.Option("--year", help="Năm thi đua, cùng --block.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Kết quả từng mục tiêu của một phong trào tới một ngày, và phần còn thiếu."""
    if bool(block) is not bool(year):
        raise typer.BadParameter("--block và --year đi cùng nhau")
    ready()
    with refusing(), reading() as session:
        work = Work(session, ADMINISTRATOR)
        period = rosters.period(work, block=block, year=year) if block else None
        until = work.now.astimezone(VIETNAM).date() if day is None else day.date()
        found = plan_json.progress(work.at(period), code=movement, day=until)
    if as_json:
        say_json(found)
        return
    for one in found["targets"]:
        gap = f" – {one['gap']}" if one["gap"] else ""
        say(f"{one['code']:<18} {one['words']}: {one['state_words']}{gap}")


def import_targets(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập số liệu mục tiêu: Mã phong trào | Mã mục tiêu | Tính đến ngày | Giá trị | Nguồn …"""
    preview, write = figure_lists.preview_figures, figure_lists.import_figures
    bring(file, read_figure_book, preview, write, check=check)


def import_places(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập sổ địa bàn: Mã địa bàn | Tên địa bàn | Loại | Thuộc | Từ ngày | Đến ngày …"""
    preview, write = places.preview_places, places.import_places
    bring(file, read_place_book, preview, write, check=check)


def import_standards(file: BookFile, check: CheckOnly = False) -> None:
    """Nhập mức đạt chuẩn: Mã địa bàn | Mức | Số quyết định | Ngày quyết định …; chờ xác nhận."""
    preview, write = standards.preview_standards, standards.import_standards
    bring(file, read_standard_book, preview, write, check=check)


def import_participations(
    file: BookFile,
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm thi đua.")],
    check: CheckOnly = False,
) -> None:
    """Nhập nháp đăng ký tham gia phong trào của các đơn vị trong khối."""

    bring(
        file,
        read_participation_book,
        participations.preview_participations,
        participations.import_participations,
        check=check,
        block=block,
        year=year,
    )


def import_allocations(
    file: BookFile,
    block: Annotated[str, typer.Option("--block", help="Mã khối.")],
    year: Annotated[int, typer.Option("--year", help="Năm thi đua.")],
    check: CheckOnly = False,
) -> None:
    """Nhập sổ phân bổ: Mã phong trào | Đợt | Năm | Mã nhóm | Mã đơn vị | Số suất."""
    bring(
        file,
        read_allocation_book,
        allocations.preview_allocations,
        allocations.import_allocations,
        check=check,
        block=block,
        year=year,
    )
