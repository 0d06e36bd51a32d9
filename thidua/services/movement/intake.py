"""Nhận tệp của phong trào: uploaded workbooks as rows with findings, and empty ones to fill."""

from thidua.domain.awards.allocation import AllocationRow
from thidua.domain.ground.finding import Findings
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.movement.place_rows import PlaceRow, StandardRow
from thidua.files.movement.allocation_book import allocation_book, read_allocation_book
from thidua.files.movement.participation_book import participation_book, read_participation_book
from thidua.files.movement.place_book import place_book, read_place_book
from thidua.files.movement.standard_book import read_standard_book, standard_book
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
