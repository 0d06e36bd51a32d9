"""Lệnh về phong trào: places, standards, registrations and allocations from workbooks."""

from typing import Annotated

import typer

from thidua.commands.lists import bring
from thidua.commands.options import BookFile, CheckOnly
from thidua.files.movement.allocation_book import read_allocation_book
from thidua.files.movement.participation_book import read_participation_book
from thidua.files.movement.place_book import read_place_book
from thidua.files.movement.standard_book import read_standard_book
from thidua.services.movement import allocations, participations, places, standards


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
