"""Nhận tệp hồ sơ khen thưởng: uploaded workbooks as rows with findings, and empty ones to fill."""

from collections.abc import Mapping

from sqlmodel import Session

from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.finding import Findings
from thidua.files.awards import templates as award_templates
from thidua.files.awards.award_book import read_award_book
from thidua.files.awards.fact_book import read_fact_book
from thidua.files.awards.staff_book import read_staff_book
from thidua.files.reading.any_book import read
from thidua.services.dossier import facts
from thidua.services.ground.intake import one_row
from thidua.services.law import law


def people(content: bytes, name: str) -> tuple[list[StaffRow], Findings]:
    """Danh sách cá nhân đã tải lên; Refused when the file itself cannot be read."""
    return read(read_staff_book, content, name)


def person(cells: Mapping[str, str]) -> tuple[list[StaffRow], Findings]:
    """Một cá nhân đã gõ."""
    return one_row(read_staff_book, cells)


def stated(content: bytes, name: str) -> tuple[list[FactRow], Findings]:
    """Tệp dữ kiện đã tải lên."""
    return read(read_fact_book, content, name)


def awards(content: bytes, name: str) -> tuple[list[AwardRow], Findings]:
    """Tệp quá trình khen thưởng đã tải lên."""
    return read(read_award_book, content, name)


def people_template() -> bytes:
    """Tệp mẫu danh sách cá nhân."""
    return award_templates.staff_template()


def fact_template(session: Session) -> bytes:
    """Tệp mẫu dữ kiện, with the facts the law book asks about today."""
    return award_templates.fact_template(facts.catalogue(session))


def award_template(session: Session) -> bytes:
    """Tệp mẫu quá trình khen thưởng, with the awards of the law book."""
    return award_templates.award_template(law.book(session).awards.values())
