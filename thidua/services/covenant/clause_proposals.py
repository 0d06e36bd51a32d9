"""Đề nghị sửa dự thảo: members say what a line should say and why; each is taken or declined."""

from collections.abc import Mapping, Sequence

from thidua.db import draft_queries, queries
from thidua.db.tables import ClauseProposalTable, DraftLineTable
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.covenant.drafting.drafting import outline_of
from thidua.domain.covenant.drafting.lines import (
    DraftLine,
    DraftSheet,
    typed,
    written_cells,
)
from thidua.domain.covenant.drafting.proposal import (
    ClauseProposal,
    ClauseProposalKind,
    ClauseProposalState,
    Standing,
    standing,
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
    seen: int | None = None,
) -> None:
    """Đề nghị về một dòng: what it should say, that it should go, or a line that is not there.

    StaleEdit where that line was changed since `seen`: what it says by now was not looked at.
    """
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
    if kind is not ClauseProposalKind.ADD and row is not None and seen not in (None, row.version):
        raise StaleEdit(f"Dòng {title} vừa được {row.set_by} sửa; hãy xem lại rồi gửi.")
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
    row, asked = _open(work, key)
    if asked.unit != unit:
        raise NotPermitted
    _end(work, row, ClauseProposalState.WITHDRAWN, "")
    work.record(Act("clause.withdrawn", unit, rows=[row_of(row)]))


def take(work: Work, *, key: int, answer: str = "", onto: int | None = None) -> None:
    """Nhận đề nghị: the draft says what was proposed.

    Where the line became another meanwhile, what was asked for is laid over the line as it stands
    now, if `onto` is the version of it that was looked at; a new line whose code was given away
    gets the next one.
    """
    work = work.require(Permission.DRAFT_COVENANT)
    row, asked = _open(work, key)
    lines = draft_rows.sheet_lines(work, DraftSheet.CRITERION)
    found = standing(asked, lines)
    if found.is_lost:
        raise NotFound(f"Dự thảo không còn dòng {asked.title}.")
    if found.has_drifted and (found.line is None or found.line.version != onto):
        raise StaleEdit(
            f"Dòng {asked.title} đã khác lúc đơn vị đề nghị; hãy xem ba lời của nó rồi nhận vào "
            "bản hôm nay, hoặc trả lời không nhận."
        )
    if asked.kind is ClauseProposalKind.ADD or found.line is None:
        cells, group = _new_line(found, lines)
        draft_edits.add(work, DraftSheet.CRITERION, cells, group)
    elif asked.kind is ClauseProposalKind.REMOVE:
        stored = draft_rows.line_row(work, found.line.key)
        _require_seen_inside(work, row, stored)
        draft_edits.remove(work, stored)
    else:
        draft_edits.change_line(work, draft_rows.line_row(work, found.line.key), found.cells)
    _end(work, row, ClauseProposalState.TAKEN, answer)
    work.record(Act("clause.taken", asked.unit, rows=[row_of(row)], reason=answer))


def renew(work: Work, *, key: int, unit: str, seen: int) -> None:
    """Làm mới đề nghị của đơn vị mình: the same wish, about the line as it stands now."""
    work = work.require(Permission.PROPOSE_CLAUSE, unit)
    row, asked = _open(work, key)
    if asked.unit != unit:
        raise NotPermitted
    if not draft_rows.started(work).shared:
        raise NotPermitted("Dự thảo chưa được đưa ra lấy ý kiến.")
    lines = draft_rows.sheet_lines(work, DraftSheet.CRITERION)
    found = standing(asked, lines)
    if found.line is None:
        raise NotFound(f"Dự thảo không còn dòng {asked.title}; hãy rút đề nghị này.")
    if found.line.version != seen:
        raise StaleEdit(f"Dòng {found.line.title} vừa được sửa; hãy xem lại rồi làm mới.")
    if asked.kind is ClauseProposalKind.ADD:
        cells, _ = _new_line(found, lines)
        row.cells, row.title = written_cells(cells), cells["code"]
    else:
        if asked.kind is ClauseProposalKind.CHANGE and found.cells == found.line.cells:
            raise Refused("Dòng nay đã đúng như đơn vị đề nghị; hãy rút đề nghị này.")
        row.before, row.cells = written_cells(found.line.cells), written_cells(found.cells)
        row.title = found.line.title
    row.proposed_by, row.proposed_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("clause.renewed", unit, rows=[row_of(row)]))


def _new_line(found: Standing, lines: Sequence[DraftLine]) -> tuple[dict[str, str], str]:
    """Dòng được đề nghị thêm, with a code of its own, and the group that its code says."""
    outline = outline_of(lines)
    code = found.proposal.title
    at = outline.group_said(code)
    if found.line is not None:
        code = outline.next_code(at)
    return {**found.cells, "code": code}, "" if at is None else outline.rows[at].code


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
    row, asked = _open(work, key)
    if not clean_lines(answer):
        raise Refused("Cần ghi vì sao không nhận, để đơn vị biết.")
    _end(work, row, ClauseProposalState.DECLINED, answer)
    work.record(Act("clause.declined", asked.unit, rows=[row_of(row)], reason=answer))


def _open(work: Work, key: int) -> tuple[ClauseProposalTable, ClauseProposal]:
    take_turn(work.session)
    row = work.session.get(ClauseProposalTable, key)
    if row is None or row.block_year_id != work.period.id:
        raise NotFound
    if row.state is not ClauseProposalState.OPEN:
        raise StaleEdit("Đề nghị này đã được trả lời hoặc đã rút; hãy xem lại.")
    listed_here = draft_queries.proposals(work.session, work.period)
    return row, next(one for one in listed_here if one.key == key)


def _end(work: Work, row: ClauseProposalTable, state: ClauseProposalState, answer: str) -> None:
    said = clean_lines(answer)
    if fault := length_fault(said, LONGEST_TEXT):
        raise Refused(f"Câu trả lời {fault}.")
    row.state, row.answer = state, said
    row.answered_by, row.answered_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
