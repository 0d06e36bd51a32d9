"""Đề nghị sửa dự thảo: members say what a line should say and why; each is taken or declined."""

from collections.abc import Mapping

from thidua.db import draft_queries, queries
from thidua.db.tables import ClauseProposalTable, DraftLineTable
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.covenant.drafting.lines import (
    DraftSheet,
    read_cells,
    typed,
    written_cells,
)
from thidua.domain.covenant.drafting.proposal import (
    ClauseProposal,
    ClauseProposalKind,
    ClauseProposalState,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault
from thidua.domain.ground.text import listed as listed_in
from thidua.services.covenant import draft_edits, draft_rows
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work


def listed(work: Work) -> list[ClauseProposal]:
    """Các đề nghị của kỳ này, for whoever sees the draft they are about."""
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    found = draft_queries.draft(work.session, work.period)
    may_write = is_allowed(work.actor, Permission.DRAFT_COVENANT, work.period)
    if not may_write and (found is None or not found.shared):
        return []
    return draft_queries.proposals(work.session, work.period)


def own_units(work: Work) -> frozenset[str]:
    """Các đơn vị mà người này được đề nghị cho."""
    return units_of(work.actor, Permission.PROPOSE_CLAUSE, work.period) or frozenset()


def propose(
    work: Work,
    *,
    unit: str,
    kind: ClauseProposalKind,
    title: str,
    cells: Mapping[str, str],
    reason: str,
) -> None:
    """Đề nghị về một dòng: what it should say, that it should go, or a line that is not there."""
    work = work.require(Permission.PROPOSE_CLAUSE, unit)
    take_turn(work.session)
    if not draft_rows.started(work).shared:
        raise NotPermitted("Dự thảo chưa được đưa ra lấy ý kiến.")
    said = clean_lines(reason)
    if not said:
        raise Refused("Cần ghi lý do đề nghị.")
    if fault := length_fault(said, LONGEST_TEXT):
        raise Refused(f"Lý do {fault}.")
    row = draft_rows.line_called(work, title)
    if kind is not ClauseProposalKind.ADD and row is None:
        raise NotFound(f"Dự thảo không còn dòng {title}.")
    given = {} if kind is ClauseProposalKind.REMOVE else typed(DraftSheet.CRITERION, cells)
    before = "{}" if row is None or kind is ClauseProposalKind.ADD else row.cells
    if kind is ClauseProposalKind.CHANGE and written_cells(given) == before:
        raise Refused("Đề nghị giống hệt dự thảo; hãy sửa ô cần sửa rồi gửi.")
    made = ClauseProposalTable(
        block_year_id=work.period.id,
        unit_id=queries.unit_key(work.session, unit),
        kind=kind,
        title=given["code"] if kind is ClauseProposalKind.ADD else title,
        before=before,
        cells=written_cells(given),
        reason=said,
        proposed_by=work.actor.name,
        proposed_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    work.record(Act("clause.proposed", unit, rows=[row_of(made)], reason=said))


def withdraw(work: Work, *, key: int, unit: str) -> None:
    """Rút đề nghị của đơn vị mình."""
    work = work.require(Permission.PROPOSE_CLAUSE, unit)
    row, owner = _open(work, key)
    if owner != unit:
        raise NotPermitted
    _end(work, row, ClauseProposalState.WITHDRAWN, "")
    work.record(Act("clause.withdrawn", unit, rows=[row_of(row)]))


def take(work: Work, *, key: int, answer: str = "") -> None:
    """Nhận đề nghị: the draft says what was proposed, unless the line became another meanwhile."""
    work = work.require(Permission.DRAFT_COVENANT)
    row, unit = _open(work, key)
    line = draft_rows.line_called(work, row.title)
    if row.kind is ClauseProposalKind.ADD:
        draft_edits.add(
            work, DraftSheet.CRITERION, read_cells(row.cells), _group_of(work, row.title)
        )
    elif line is None:
        raise NotFound(f"Dự thảo không còn dòng {row.title}.")
    elif line.cells != row.before:
        raise StaleEdit(
            f"Dòng {row.title} đã khác lúc đơn vị đề nghị; hãy sửa dòng ấy bằng tay, rồi trả lời "
            "đề nghị này."
        )
    elif row.kind is ClauseProposalKind.REMOVE:
        _require_seen_inside(work, row, line)
        draft_edits.remove(work, line)
    else:
        draft_edits.change_line(work, line, read_cells(row.cells))
    _end(work, row, ClauseProposalState.TAKEN, clean_lines(answer))
    work.record(Act("clause.taken", unit, rows=[row_of(row)], reason=answer))


def _group_of(work: Work, code: str) -> str:
    """Nhóm mà mã này nói; empty where the draft has no such group, or scores a line so called."""
    above = draft_rows.line_called(work, code.rpartition(".")[0])
    return "" if above is None or "method" in read_cells(above.cells) else above.title


def _require_seen_inside(work: Work, row: ClauseProposalTable, line: DraftLineTable) -> None:
    """Yêu cầu không dòng nào bên trong mới hơn đề nghị: nobody asked for those to go."""
    newer = [
        one.title
        for one in draft_rows.lines_inside(work, line)
        if one.set_at is not None and one.set_at > row.proposed_at
    ]
    if newer:
        raise StaleEdit(
            f"Trong {line.title} có dòng thêm hoặc sửa sau khi đơn vị đề nghị bỏ: "
            f"{listed_in(newer)}. Hãy bỏ bằng tay nếu vẫn muốn bỏ cả nhóm, rồi trả lời đề nghị này."
        )


def decline(work: Work, *, key: int, answer: str) -> None:
    """Không nhận đề nghị, with the reason that the unit reads."""
    work = work.require(Permission.DRAFT_COVENANT)
    row, unit = _open(work, key)
    if not clean_lines(answer):
        raise Refused("Cần ghi vì sao không nhận, để đơn vị biết.")
    _end(work, row, ClauseProposalState.DECLINED, clean_lines(answer))
    work.record(Act("clause.declined", unit, rows=[row_of(row)], reason=answer))


def _open(work: Work, key: int) -> tuple[ClauseProposalTable, str]:
    take_turn(work.session)
    row = work.session.get(ClauseProposalTable, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    if row.state is not ClauseProposalState.OPEN:
        raise StaleEdit("Đề nghị này đã được trả lời hoặc đã rút; hãy xem lại.")
    unit = next(
        one.unit for one in draft_queries.proposals(work.session, work.period) if one.key == key
    )
    return row, unit


def _end(work: Work, row: ClauseProposalTable, state: ClauseProposalState, answer: str) -> None:
    row.state, row.answer = state, answer
    row.answered_by, row.answered_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
