"""Dự thảo giao ước: written line by line, kept as the words of its cells; nothing of it counts.

It comes into force as any covenant does, by being adopted. Each save is one line and one entry of
the record, so two people may write at once; who saves over another's line is told first.
"""

from thidua.db import draft_queries
from thidua.db.draft_queries import line_of
from thidua.db.tables import CovenantDraftTable, DraftVersionTable
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.drafting.drafting import Drafting, KeptVersion
from thidua.domain.covenant.drafting.lines import (
    draft_of,
    lines_of,
    read_lines,
    written_lines,
)
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.files.covenant.out import covenant_workbook
from thidua.services.covenant import covenants, draft_rows
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work


def view(work: Work) -> Drafting | None:
    """Dự thảo của kỳ này; None where there is none, or none that was put to the members yet."""
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    may_write = is_allowed(work.actor, Permission.DRAFT_COVENANT, work.period)
    found = draft_queries.draft(work.session, work.period)
    if found is None or not (may_write or found.shared):
        return None
    return Drafting(
        origin=found.origin,
        shared=found.shared,
        started_by=found.started_by,
        started_at=found.started_at,
        lines=tuple(map(line_of, draft_queries.rows(work.session, work.period))),
        may_write=may_write,
    )


def kept_versions(work: Work) -> list[KeptVersion]:
    """Các bản dự thảo đã giữ, newest first, for whoever writes the draft."""
    require(work.actor, Permission.DRAFT_COVENANT, work.period)
    return [
        KeptVersion(
            number=one.number,
            title=one.title,
            lines=read_lines(one.lines),
            kept_by=one.kept_by,
            kept_at=one.kept_at,
        )
        for one in draft_queries.versions(work.session, work.period)
    ]


def workbook(work: Work) -> bytes:
    """Sổ giao ước của dự thảo: what taking it in again would give is the same draft."""
    found = view(work)
    if found is None:
        raise NotFound
    return covenant_workbook(draft_of(found.lines))


def begin(work: Work, *, draft: CovenantDraft, origin: str) -> None:
    """Bắt đầu dự thảo from this text; refused where there is one already."""
    work = draft_rows.held(work)
    if draft_queries.draft(work.session, work.period) is not None:
        raise Refused("Kỳ này đã có dự thảo; hãy bỏ dự thảo ấy trước nếu muốn bắt đầu lại.")
    row = CovenantDraftTable(
        block_year_id=work.period.id,
        origin=origin,
        started_by=work.actor.name,
        started_at=work.now,
    )
    work.session.add(row)
    draft_rows.insert_lines(work, lines_of(draft))
    work.session.flush()
    work.record(Act("draft.started", detail={"what": origin}))


def keep_version(work: Work, *, title: str) -> None:
    """Giữ dự thảo như đang có thành một bản, to be looked at or taken back later."""
    work = draft_rows.held(work)
    draft_rows.started(work)
    name = clean(title)
    if not name:
        raise Refused("Hãy đặt tên cho bản dự thảo, ví dụ «Sau họp khối ngày 12/01».")
    if fault := length_fault(name, LONGEST_NAME):
        raise Refused(f"Tên bản dự thảo {fault}.")
    lines = [line_of(row) for row in draft_queries.rows(work.session, work.period)]
    known = draft_queries.versions(work.session, work.period)
    row = DraftVersionTable(
        block_year_id=work.period.id,
        number=max((one.number for one in known), default=0) + 1,
        title=name,
        lines=written_lines(lines),
        fingerprint=covenants.fingerprint(draft_of(lines)),
        kept_by=work.actor.name,
        kept_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    said = f"bản dự thảo {row.number}: {name}; mã đối chiếu {row.fingerprint}"
    work.record(Act("draft.kept", rows=[row_of(row)], detail={"what": said}))


def restore_version(work: Work, *, number: int) -> None:
    """Lấy lại một bản đã giữ: the draft says again what it said then."""
    work = draft_rows.held(work)
    known = draft_queries.versions(work.session, work.period)
    found = next((one for one in known if one.number == number), None)
    if found is None:
        raise NotFound
    draft_rows.clear(work)
    draft_rows.insert_lines(work, read_lines(found.lines))
    said = f"bản dự thảo {number}: {found.title}"
    work.record(Act("draft.restored", detail={"what": said}))


def share(work: Work, *, shared: bool) -> None:
    """Đưa dự thảo ra lấy ý kiến đơn vị, or take it back."""
    work = draft_rows.held(work)
    row = draft_rows.started(work)
    if row.shared is shared:
        raise Refused("Không có gì để đổi.")
    row.shared = shared
    work.session.add(row)
    said = "đưa ra lấy ý kiến các đơn vị" if shared else "thôi lấy ý kiến"
    work.record(Act("draft.shared", rows=[row_of(row)], detail={"what": said}))


def discard(work: Work, *, reason: str) -> None:
    """Bỏ dự thảo; what was kept of it and what was proposed stays."""
    work = draft_rows.held(work)
    row = draft_rows.started(work)
    if not reason.strip():
        raise Refused("Cần ghi lý do bỏ dự thảo.")
    draft_rows.clear(work)
    work.session.delete(row)
    work.session.flush()
    work.record(Act("draft.discarded", reason=reason))
