"""Nhận tệp: an uploaded workbook as the draft or the rows it holds, with its findings."""

from thidua.domain.award_file import AwardRow
from thidua.domain.covenant_draft import CovenantDraft
from thidua.domain.fact_file import FactRow
from thidua.domain.finding import Finding
from thidua.domain.roster import RosterRow
from thidua.domain.score_file import ScoreFile
from thidua.domain.staff import StaffRow
from thidua.files.award_book import read_award_book
from thidua.files.cells import read_book
from thidua.files.covenant_book import read_covenant_book
from thidua.files.covenant_out import covenant_template
from thidua.files.dossier_out import award_template, fact_template, staff_template
from thidua.files.fact_book import read_fact_book
from thidua.files.roster_book import read_roster_book
from thidua.files.roster_out import roster_template
from thidua.files.score_book import read_score_book
from thidua.files.staff_book import read_staff_book

__all__ = [
    "award_template",
    "awards",
    "covenant",
    "covenant_template",
    "fact_template",
    "facts",
    "people",
    "roster",
    "roster_template",
    "scores",
    "staff_template",
]


def covenant(content: bytes, name: str) -> tuple[CovenantDraft | None, list[Finding]]:
    """Sổ giao ước đã tải lên; Refused when the file itself cannot be read."""
    return read_covenant_book(read_book(content, name))


def roster(content: bytes, name: str) -> tuple[list[RosterRow], list[Finding]]:
    """Sổ đơn vị đã tải lên."""
    return read_roster_book(read_book(content, name))


def scores(content: bytes, name: str) -> tuple[ScoreFile | None, list[Finding]]:
    """Sổ điểm đã tải lên."""
    return read_score_book(read_book(content, name))


def people(content: bytes, name: str) -> tuple[list[StaffRow], list[Finding]]:
    """Sổ cá nhân đã tải lên."""
    return read_staff_book(read_book(content, name))


def facts(content: bytes, name: str) -> tuple[list[FactRow], list[Finding]]:
    """Sổ dữ kiện đã tải lên."""
    return read_fact_book(read_book(content, name))


def awards(content: bytes, name: str) -> tuple[list[AwardRow], list[Finding]]:
    """Sổ quá trình khen thưởng đã tải lên."""
    return read_award_book(read_book(content, name))
