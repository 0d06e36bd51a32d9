"""Sách luật: the law book in use as a Word file, for whoever reads the law on the page."""

from datetime import date

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require_here
from thidua.domain.awards.booklet import booklet
from thidua.files.awards.booklet_docx import booklet_docx
from thidua.services.ground.work import Work
from thidua.services.law import law


def law_booklet(work: Work, *, on: date) -> bytes:
    """Tải sách luật của một ngày; whoever may see the awards of this period may check the law."""
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    return unchecked(work.session, on)


def unchecked(session: Session, on: date) -> bytes:
    """Sách luật của một ngày, whoever asks."""
    return booklet_docx(booklet(law.book(session), on))
