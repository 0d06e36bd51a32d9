"""Nhận tệp của phong trào: uploaded workbooks as rows with findings, and empty ones to fill."""

from collections.abc import Mapping

from thidua.domain.awards.allocation import AllocationRow
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.movement.figure_rows import FigureRow
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.movement.place import Place
from thidua.domain.movement.place_rows import (
    PLACE_COLUMNS,
    STANDARD_COLUMNS,
    PlaceRow,
    StandardRow,
)
from thidua.domain.movement.standard import StandardDecision
from thidua.files.movement.allocation_book import allocation_book, read_allocation_book
from thidua.files.movement.figure_book import figure_book, read_figure_book
from thidua.files.movement.participation_book import participation_book, read_participation_book
from thidua.files.movement.place_book import place_book, place_texts, read_place_book
from thidua.files.movement.standard_book import read_standard_book, standard_book, standard_texts
from thidua.files.movement.typed_book import typed_book
from thidua.files.reading.any_book import read


def places(content: bytes, name: str) -> tuple[list[PlaceRow], Findings]:
    """Sổ địa bàn đã tải lên; Refused when the file itself cannot be read."""
    return read(read_place_book, content, name)


def standards(content: bytes, name: str) -> tuple[list[StandardRow], Findings]:
    """Sổ mức đạt chuẩn đã tải lên."""
    return read(read_standard_book, content, name)


def participations(content: bytes, name: str) -> tuple[list[ParticipationRow], Findings]:
    """Sổ đăng ký tham gia đã tải lên."""
    return read(read_participation_book, content, name)


def allocations(content: bytes, name: str) -> tuple[list[AllocationRow], Findings]:
    """Sổ phân bổ chỉ tiêu đã tải lên."""
    return read(read_allocation_book, content, name)


def figures(content: bytes, name: str) -> tuple[list[FigureRow], Findings]:
    """Sổ số liệu mục tiêu đã tải lên."""
    return read(read_figure_book, content, name)


def figure_template() -> bytes:
    """Tệp mẫu sổ số liệu mục tiêu."""
    return figure_book()


def allocation_template() -> bytes:
    """Tệp mẫu sổ phân bổ chỉ tiêu."""
    return allocation_book()


def place_template() -> bytes:
    """Tệp mẫu sổ địa bàn."""
    return place_book()


def standard_template() -> bytes:
    """Tệp mẫu sổ mức đạt chuẩn."""
    return standard_book()


def participation_template() -> bytes:
    """Tệp mẫu sổ đăng ký tham gia."""
    return participation_book()


def typed_place(cells: Mapping[str, str]) -> tuple[list[PlaceRow], list[Finding]]:
    """Một địa bàn gõ trên màn hình, read as a row of its file."""
    rows, findings = read_place_book(typed_book(cells))
    return rows, list(findings)


def typed_standard(cells: Mapping[str, str]) -> tuple[list[StandardRow], list[Finding]]:
    """Một quyết định gõ trên màn hình."""
    rows, findings = read_standard_book(typed_book(cells))
    return rows, list(findings)


def place_cells(one: Place | None) -> dict[str, str]:
    """Các ô của một địa bàn như tệp ghi; empty ones for a new place."""
    texts = ("",) * len(PLACE_COLUMNS) if one is None else place_texts(one)
    return dict(zip(PLACE_COLUMNS, texts, strict=True))


def standard_cells(one: StandardDecision | None) -> dict[str, str]:
    """Các ô của một quyết định như tệp ghi."""
    texts = ("",) * len(STANDARD_COLUMNS) if one is None else standard_texts(one)
    return dict(zip(STANDARD_COLUMNS, texts, strict=True))
