"""Làm văn bản: any of them, for whoever may see what it holds, read in one transaction."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from thidua.domain.access.permissions import require
from thidua.domain.document.document import Document
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import listed
from thidua.services.document import (
    achievement,
    award_papers,
    block_papers,
    covenant_papers,
    minutes,
    ranking_papers,
    reminder_letter,
    report_papers,
    scopes,
    templates,
    vote_papers,
)
from thidua.services.document.council import papers
from thidua.services.document.drafting import Draft
from thidua.services.document.movement import plan_paper, review_paper
from thidua.services.document.snapshot import trace_of
from thidua.services.ground.work import Work

_MAKERS: Mapping[str, Callable[[Draft], Document]] = MappingProxyType(
    {
        "bien-ban-binh-xet": minutes.meeting_minutes,
        "bien-ban-kiem-phieu": vote_papers.count_minutes,
        "phieu-bau": vote_papers.ballot,
        "phieu-lay-y-kien": vote_papers.opinion,
        "bien-ban-hoi-dong": papers.council_minutes,
        "quyet-dinh-sang-kien": papers.recognition,
        "bang-tong-hop": ranking_papers.totals,
        "phieu-diem": ranking_papers.unit_sheet,
        "thong-bao": ranking_papers.notice,
        "to-trinh": award_papers.submission,
        "phieu-tham-dinh": award_papers.appraisal,
        "bao-cao-thanh-tich": achievement.report,
        "giao-uoc": covenant_papers.covenant_paper,
        "bang-dang-ky": covenant_papers.pledges,
        "bao-cao-khoi": block_papers.block_report,
        "bao-cao-don-vi": report_papers.unit_report,
        "cong-van-don-doc": reminder_letter.letter,
        "bao-cao-phong-trao": review_paper.review,
        "ke-hoach": plan_paper.plan,
        "giay-moi": block_papers.invitation,
        "chuong-trinh": block_papers.agenda,
    }
)

_OF_UNITS = frozenset(
    {"bao-cao-thanh-tich", "bao-cao-don-vi", "bang-dang-ky", "phieu-diem", "ke-hoach"}
)
"""Văn bản mà đơn vị tự gửi đi."""


def document(
    work: Work, *, code: str, scope: str = "", number: str = "", day: date | None = None
) -> Document:
    """Một văn bản của kỳ này; Refused with what is missing where it cannot be made yet."""
    draft = drafted(work, code=code, scope=scope, number=number, day=day)
    return _MAKERS[draft.kind.code](draft)


def drafted(
    work: Work, *, code: str, scope: str = "", number: str = "", day: date | None = None
) -> Draft:
    """Bản đang soạn của một văn bản, for whoever may see what it holds."""
    kind = scopes.kind_of(code)
    unit = scopes.unit_of(work.session, work.period, kind, scope)
    require(work.actor, kind.needs, work.period, unit)
    return Draft(
        work=work,
        kind=kind,
        scope=scope,
        trace=trace_of(work.session, work.period),
        number=number,
        day=day,
        owner_unit=_owner(kind, unit),
    )


def _owner(kind: DocumentKind, unit: str | None) -> str | None:
    """Đơn vị gửi văn bản đi: its own report and pledges, everything else is the block's."""
    return unit if kind.code in _OF_UNITS else None


def word(
    work: Work,
    *,
    code: str,
    scope: str = "",
    number: str = "",
    day: date | None = None,
    strict: bool = False,
) -> bytes:
    """Tệp Word của một văn bản; with `strict` refused while anything in it is a gap."""
    found = document(work, code=code, scope=scope, number=number, day=day)
    if strict and found.gaps:
        raise Refused(gap_words(found))
    return templates.word_of(work.session, found)


def gap_words(found: Document) -> str:
    """Các chỗ trống bằng lời: «Còn 3 chỗ trống: …»."""
    labels = [one.label for one in found.gaps]
    return f"Còn {len(labels)} chỗ trống: {listed(labels, most=20, between='; ')}."
