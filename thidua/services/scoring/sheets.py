"""Bảng chấm điểm: read, save with versions, verify; nobody's later edit is lost silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, tuple_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.changes import Row, insert_rows, rows_by, update_rows
from thidua.db.queries import pick, picked
from thidua.db.tables import Block, Membership, ScoreLine, ScoreSheet, Unit
from thidua.domain.access.interest import require_disinterest
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    is_own_unit,
    require,
    units_of,
)
from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.points import ZERO
from thidua.domain.ground.text import LONGEST_TEXT, clean, clean_lines, length_fault, listed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.plan import criteria_of
from thidua.domain.rules import Line
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.occurrence_text import occurrences_text
from thidua.domain.scoring.occurrences import cleaned, occurrence_problems
from thidua.domain.scoring.scoring import line_points, needs_second_hand
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.access import interests
from thidua.services.covenant import added, covenants, totals
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, windows
from thidua.services.scoring import joint

SCORING = {
    Hand.SELF: Permission.SCORE_SELF,
    Hand.CROSS: Permission.REVIEW,
    Hand.VERIFIED: Permission.SCORE_VERIFIED,
}


@dataclass(frozen=True, slots=True)
class LineEdit:
    """Một dòng cần lưu: `base` is the version it was typed over, 0 where there was none.

    `entry` None withdraws what was there.
    """

    criterion: str
    base: int
    entry: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Dòng bị người khác sửa trước: what is stored now, and what was about to be stored."""

    unit: str
    criterion: str
    stored: str
    typed: str
    entered_by: str


class LinesChanged(StaleEdit):
    """Có dòng đã được người khác sửa sau khi bạn mở; chưa dòng nào của bạn được ghi."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__()
        self.conflicts = tuple(conflicts)


def require_one_hand(hand: Hand) -> None:
    """Yêu cầu một bản chấm mỗi đơn vị: cross sheets are read as their reviewers' alone."""
    if hand is Hand.CROSS:
        raise NotPermitted("Phiếu chấm chéo được mở ở trang Chấm chéo, của từng người chấm.")


def save_lines(
    work: Work,
    *,
    unit: str,
    hand: Hand,
    edits: Sequence[LineEdit],
    reason: str = "",
    reviewer: str = "",
    cause: str = "",
    document: str = "",
    takes_two: bool = False,
) -> tuple[str, ...]:
    """Lưu các dòng điểm: all of them or none, each over the version it was typed on.

    `reviewer` is the unit that cross-scores; it writes only what it was assigned. LinesChanged
    names every line somebody saved in between, with both values. Refused when an input is against
    its rule. The caller owns the commit.

    Says which criteria wait for a second person and were not written: «Không giao» and targets of
    the verified sheet, all where it `takes_two`. `document` is their paper, and the paper by which
    a line is typed for a unit.
    """
    work = work.require(SCORING[hand], reviewer or unit)
    windows.require_in_time(work.session, work.period, reviewer or unit, work.now, hand)
    if hand is Hand.VERIFIED:
        require_disinterest(work.actor, work.period, unit)
    covenant = covenants.load(work.session, work.period)
    if hand is Hand.CROSS:
        require_reviewer(work.actor, work.period, reviewer)
        codes = [edit.criterion for edit in edits]
        _require_assigned(work.session, covenant, work.period, reviewer, unit, codes)
    judge = work.actor
    if any(one.entry and one.entry.state is LineState.NOT_ASSIGNED for one in edits):
        judge = interests.deciding(work.session, work.actor, work.period, unit)
    for edit in edits:
        check_edit(covenant, judge, work.period, hand, edit)
    if not edits:
        return ()
    key, status = held_sheet(work.session, work.period, unit, hand, reviewer)
    head = StoredSheet(unit=unit, hand=hand, reviewer=reviewer, status=status)
    refuse_finished(head)
    heads = joint.line_heads(work.session, key, [edit.criterion for edit in edits])
    _refuse_stale(work, covenant, head, edits, heads)
    behalf = on_behalf(work.actor, work.period, unit, hand, reviewer)
    if behalf and hand is Hand.SELF:
        require_paper(document, edits)
    awaited = [wait(covenant, hand, edit, behalf) for edit in edits]
    later = frozenset[str]()
    if hand is Hand.VERIFIED:
        later = joint_codes(work, unit, awaited, heads, takes_two=takes_two)
    acts = ask_joint(work, unit, [one for one in awaited if one.criterion in later], document)
    now = [one for one in awaited if one.criterion not in later]
    if now:
        paper = document if behalf else ""
        rows = write_lines(work, key, now, covenant.version, behalf, clean_lines(paper))
        totals.renew(work.session, work.period, covenant, hand)
        acts += line_acts(head, key, now, rows, reason, behalf, cause)
    work.record(*acts)
    return tuple(sorted(later))


def joint_codes(
    work: Work,
    unit: str,
    edits: Sequence[LineEdit],
    heads: Mapping[str, joint.LineHead],
    *,
    takes_two: bool = False,
) -> frozenset[str]:
    """Các dòng thẩm định chờ người thứ hai trước khi ghi."""
    entries = {edit.criterion: edit.entry for edit in edits}
    if takes_two:
        return frozenset(entries)
    return joint.taking_two(work.session, work.period, unit, entries, heads)


def ask_joint(work: Work, unit: str, edits: Sequence[LineEdit], document: str) -> list[Act]:
    """Đề nghị các dòng cần hai người, and what the caller has to record of it."""
    return [
        joint.ask_line(
            work,
            unit=unit,
            criterion=edit.criterion,
            base=edit.base,
            entry=edit.entry,
            document=document,
        )
        for edit in edits
    ]


def require_paper(document: str, edits: Sequence[LineEdit]) -> None:
    """Yêu cầu giấy của đơn vị: what somebody else types for a unit, it has said on paper."""
    if edits and not clean_lines(document):
        raise Refused(PAPER)
    fault = length_fault(document, LONGEST_TEXT)
    if fault:
        raise Refused(f"Văn bản {fault}.")


PAPER = (
    "Nhập thay đơn vị: cần ghi giấy mà đơn vị đã gửi (phiếu có ký, công văn số, ngày) ở ô «Văn bản "
    "kèm theo»; chưa ghi gì."
)


def read_sheet(
    session: Session, period: BlockPeriod, unit: str, hand: Hand, reviewer: str = ""
) -> StoredSheet:
    """Bảng chấm đang lưu, with what comes from other periods; an empty draft where there is none.

    What reviewers fill in has no such lines.
    """
    if hand is Hand.CROSS:
        found = queries.reviews(session, period, unit).get((unit, reviewer))
        return found or StoredSheet(unit=unit, hand=hand, reviewer=reviewer)
    sheet = queries.sheets(session, period, hand, unit).get(unit)
    sheet = sheet or StoredSheet(unit=unit, hand=hand)
    if period.covenant_version is None:
        return sheet
    covenant = covenants.load(session, period)
    return added.with_added(session, period, covenant, {unit: sheet})[unit]


def unchecked(session: Session, period: BlockPeriod, unit: str, hand: Hand) -> StoredSheet:
    """Bảng chấm của một đơn vị, kept for whoever asks for another part of it."""
    return kept(
        session, ("sheet", period, unit, hand), lambda: read_sheet(session, period, unit, hand)
    )


def require_reviewer(actor: Actor, period: BlockPeriod, reviewer: str) -> None:
    """Yêu cầu chính người chấm: nobody else fills or hands in a review on screen.

    Sheets filled on paper are brought in whole, as a file, by an administrator.
    """
    if reviewer not in (units_of(actor, Permission.REVIEW, period) or ()):
        raise NotPermitted(
            "Phiếu chấm chéo do chính đơn vị được phân công ghi; phiếu giấy được nhập từ tệp."
        )


def _require_assigned(
    session: Session,
    covenant: Covenant,
    period: BlockPeriod,
    reviewer: str,
    unit: str,
    codes: Sequence[str],
) -> None:
    """Yêu cầu được phân công: this reviewer, this unit, these criteria, and no recusal."""
    if reviewer == unit:
        raise NotPermitted("Không đơn vị nào được chấm chéo cho chính mình.")
    plan = review_plan.review_plan(session, period)
    if plan.recused(reviewer, unit):
        raise NotPermitted(f"Đơn vị «{reviewer}» đã từ chối chấm đơn vị «{unit}».")
    mine = set(criteria_of(covenant, plan.groups(reviewer, unit)))
    others = [code for code in codes if code not in mine]
    if others:
        named = listed(others, most=8)
        raise NotPermitted(f"«{reviewer}» không được phân công chấm {named} của «{unit}».")


def on_behalf(actor: Actor, period: BlockPeriod, unit: str, hand: Hand, reviewer: str = "") -> str:
    """Nhập thay: the unit whose own scores somebody else types, empty when it acts for itself.

    Who cross-scores does so for the unit that was assigned.
    """
    if hand is Hand.CROSS:
        return reviewer
    return unit if hand is Hand.SELF and not is_own_unit(actor, period, unit) else ""


def wait(covenant: Covenant, hand: Hand, edit: LineEdit, behalf: str) -> LineEdit:
    """Dòng sẽ ghi: its texts cleaned, and marked where it waits for a second person.

    That is what is typed for another unit, and every bonus or deduction judged. What a unit claims
    for itself is a claim, and zero gives and takes nothing.
    """
    entry = edit.entry
    if entry is None:
        return edit
    entry = replace(
        entry,
        explanation=clean_lines(entry.explanation),
        evidence=clean_lines(entry.evidence),
        choice=None if entry.choice is None else clean(entry.choice),
        occurrences=cleaned(entry.occurrences),
    )
    for said, text in (("giải trình", entry.explanation), ("minh chứng", entry.evidence)):
        fault = length_fault(text, LONGEST_TEXT)
        if fault:
            raise Refused(f"{edit.criterion}: {said} {fault}.")
    judged = hand is Hand.VERIFIED and _is_extra(covenant, edit.criterion, entry)
    waits = judged or (hand is Hand.SELF and bool(behalf))
    return replace(edit, entry=replace(entry, confirmed=not waits))


def _is_extra(covenant: Covenant, code: str, entry: Entry) -> bool:
    criterion = covenant.criteria[code]
    if entry.state not in GIVEN | {LineState.SCORED}:
        return False
    if criterion.sign is Sign.BASE and criterion.rule.own_bonus == ZERO:
        return False
    points = line_points(covenant, criterion, entry, {})
    return points != ZERO and needs_second_hand(criterion, entry, points)


def refuse_finished(stored: StoredSheet) -> None:
    """Bảng đã nộp hoặc đã thẩm định chỉ sửa được sau khi trả lại."""
    if stored.status is SheetStatus.VERIFIED:
        raise Refused(f"Bảng thẩm định của {stored.unit} đã xác nhận; hãy mở lại rồi sửa.")
    if stored.hand is Hand.CROSS and stored.status is SheetStatus.SUBMITTED:
        raise Refused(f"Phiếu chấm {stored.unit} đã nộp; hãy rút lại hoặc chờ trả lại rồi sửa.")
    if stored.status is SheetStatus.SUBMITTED:
        raise Refused(f"Bảng tự chấm của {stored.unit} đã nộp; hãy rút lại hoặc trả lại rồi sửa.")


def check_edit(
    covenant: Covenant, actor: Actor, period: BlockPeriod, hand: Hand, edit: LineEdit
) -> None:
    """Kiểm tra một dòng trước khi ghi: Refused with the sentence for the person who typed it."""
    criterion = covenant.criteria.get(edit.criterion)
    if criterion is None:
        raise Refused(f"Giao ước không có tiêu chí {edit.criterion}.")
    if criterion.rule.is_computed:
        raise Refused(f"{edit.criterion}: điểm lấy từ các kỳ trong năm, không ai nhập.")
    entry = edit.entry
    if entry is None:
        return
    if entry.state is LineState.NOT_ASSIGNED and (
        hand is Hand.SELF or not is_allowed(actor, Permission.MARK_NOT_ASSIGNED, period)
    ):
        message = "chỉ khối trưởng hoặc cơ quan thường trực được ghi «Không giao», ở bản thẩm định"
        raise Refused(f"{edit.criterion}: {message}.")
    if entry.state is LineState.NOT_ASSIGNED and not clean_lines(entry.explanation):
        raise Refused(f"{edit.criterion}: cần ghi lý do và văn bản không giao vào Giải trình.")
    if entry.state in GIVEN:
        _check_agreed(criterion, hand, entry)
    if entry.state is LineState.LEFT_BLANK and not clean_lines(entry.explanation):
        raise Refused(f"{edit.criterion}: cần ghi lý do để trống.")
    for wrong in occurrence_problems(criterion, entry):
        raise Refused(f"{edit.criterion}: {wrong.message}.")
    if entry.state is not LineState.SCORED:
        return
    for problem in criterion.rule.problems(Line(entry, criterion.max_points)):
        if problem.is_error:
            raise Refused(f"{edit.criterion}: {problem.message}.")


def _check_agreed(criterion: Criterion, hand: Hand, entry: Entry) -> None:
    """Kiểm tra điểm thống nhất: by the chair's team, within the maximum, with a reason."""
    if hand is not Hand.VERIFIED or entry.state is not LineState.AGREED:
        raise Refused(f"{criterion.code}: chỉ tổ thẩm định được ghi điểm thống nhất.")
    if entry.points is None:
        raise Refused(f"{criterion.code}: cần ghi điểm thống nhất.")
    most_points = criterion.most_points
    if entry.points < 0 or (most_points is not None and entry.points > most_points):
        most = criterion.most_words()
        raise Refused(f"{criterion.code}: điểm thống nhất phải từ 0 đến {most}.")
    if not clean_lines(entry.explanation):
        raise Refused(f"{criterion.code}: cần ghi lý do của điểm thống nhất.")


def held_sheet(
    session: Session, period: BlockPeriod, unit: str, hand: Hand, reviewer: str = ""
) -> tuple[int, SheetStatus]:
    """Khóa và trạng thái của bảng chấm, made when it is the first line of this unit and hand.

    Held until the commit, so that what is read of the sheet next is what will be written over.
    """
    asked: dict[str, object] = {
        "block_year_id": period.id,
        "unit": unit,
        "hand": hand,
        "reviewer": reviewer,
        "block": period.block_code,
        "year": period.year,
    }
    found = picked(session, _HELD, **asked) or _new_sheet(session, period, unit, hand, reviewer)
    key, status = (found or picked(session, _HELD, **asked))[0]
    return key, status


_HELD = (
    pick(ScoreSheet.id, ScoreSheet.status)
    .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
    .join(Membership, col(Membership.unit_id) == col(Unit.id))
    .join(Block, col(Block.id) == col(Membership.block_id))
    .where(
        col(ScoreSheet.block_year_id) == bindparam("block_year_id"),
        col(Unit.code) == bindparam("unit"),
        col(ScoreSheet.hand) == bindparam("hand"),
        col(ScoreSheet.reviewer) == bindparam("reviewer"),
        col(Block.code) == bindparam("block"),
        col(Membership.year) == bindparam("year"),
    )
    .with_for_update(of=ScoreSheet)
)


def _new_sheet(
    session: Session, period: BlockPeriod, unit: str, hand: Hand, reviewer: str
) -> list[tuple[int, SheetStatus]]:
    """Bảng chấm mới; none where somebody made it meanwhile, NotFound for who is no member."""
    if unit not in {member.code for member in block_members.members(session, period)}:
        name = period.words
        raise NotFound(f"Đơn vị «{unit}» không phải thành viên của {name}.")
    sheet = ScoreSheet(
        block_year_id=period.id,
        unit_id=queries.unit_key(session, unit),
        hand=hand,
        reviewer=reviewer,
    )
    try:
        with session.begin_nested():
            session.add(sheet)
            session.flush()
    except IntegrityError:
        return []
    return [(sheet.id or 0, sheet.status)]


def _refuse_stale(
    work: Work,
    covenant: Covenant,
    head: StoredSheet,
    edits: Sequence[LineEdit],
    heads: Mapping[str, joint.LineHead],
) -> None:
    none = joint.LineHead()
    changed = [edit for edit in edits if heads.get(edit.criterion, none).version != edit.base]
    if changed:
        stored = read_sheet(work.session, work.period, head.unit, head.hand, head.reviewer)
        raise LinesChanged([conflict(covenant, stored, edit) for edit in changed])


def conflict(covenant: Covenant, stored: StoredSheet, edit: LineEdit) -> Conflict:
    """Xung đột của một dòng, in words."""
    criterion = covenant.criteria.get(edit.criterion)
    line = stored.lines.get(edit.criterion)
    return Conflict(
        unit=stored.unit,
        criterion=edit.criterion,
        stored=entry_text(criterion, None if line is None else line.entry),
        typed=entry_text(criterion, edit.entry),
        entered_by="" if line is None else line.entered_by,
    )


_TYPED_OVER = (
    col(ScoreLine.sheet_id) == bindparam("sheet"),
    col(ScoreLine.live),
    tuple_(col(ScoreLine.criterion_code), col(ScoreLine.version)).in_(
        bindparam("bases", expanding=True)
    ),
)


def write_lines(
    work: Work,
    key: int,
    edits: Sequence[LineEdit],
    covenant_version: int,
    behalf: str = "",
    document: str = "",
) -> Mapping[str, Sequence[Row]]:
    """Ghi các dòng: end the versions typed over and insert the next ones; says which rows of which
    criterion.

    LinesChanged, without details, when another transaction got there in between; nothing more can
    be done in this one then.
    """
    paper = {"document": document}
    bases = [(edit.criterion, edit.base) for edit in edits if edit.base]
    if bases:
        ended = update_rows(
            work.session, ScoreLine, *_TYPED_OVER, given={"sheet": key, "bases": bases}, live=False
        )
        if len(ended) != len(bases):
            raise LinesChanged([])
    made = [
        {**_line_row(key, edit, covenant_version, work.actor, work.now, behalf), **paper}
        for edit in edits
    ]
    try:
        insert_rows(work.session, ScoreLine, made)
    except IntegrityError as fault:
        raise LinesChanged([]) from fault
    rows = rows_by(work.session, ScoreLine, "sheet_id", "criterion_code")
    return {code: found for (sheet, code), found in rows.items() if sheet == key}


def _line_row(
    key: int, edit: LineEdit, covenant_version: int, actor: Actor, now: datetime, behalf: str
) -> dict[str, Any]:
    entry = edit.entry or Entry(state=LineState.CLEARED)
    return {
        "sheet_id": key,
        "criterion_code": edit.criterion,
        "version": edit.base + 1,
        "live": True,
        "state": entry.state,
        "target": entry.target,
        "actual": entry.actual,
        "choice": entry.choice,
        "points": entry.points,
        "events": queries.events_text(entry.events),
        "occurrences": occurrences_text(entry.occurrences),
        "explanation": entry.explanation,
        "evidence": entry.evidence,
        "covenant_version": covenant_version,
        "entered_by": actor.name,
        "on_behalf_of": behalf,
        "entered_at": now,
        "confirmed_by": actor.name if entry.confirmed else None,
        "confirmed_at": now if entry.confirmed else None,
    }


def line_acts(
    stored: StoredSheet,
    key: int,
    edits: Sequence[LineEdit],
    rows: Mapping[str, Sequence[Row]],
    reason: str = "",
    behalf: str = "",
    cause: str = "",
) -> list[Act]:
    """Việc ghi các dòng của một bảng, one for each line; the sheet itself belongs to the first.

    `cause` says why where the program and no person had a reason.
    """
    return [
        Act(
            f"score.{stored.hand}",
            stored.unit,
            edit.criterion,
            rows=[*([(ScoreSheet.__tablename__, key)] if first else []), *rows[edit.criterion]],
            detail={"cause": cause} if cause else {},
            reason=reason,
            on_behalf_of=behalf,
        )
        for first, edit in zip([True, *[False] * len(edits)], edits, strict=False)
    ]


def mark_verified(work: Work, *, units: Sequence[str], reason: str = "") -> list[Act]:
    """Đặt trạng thái đã thẩm định cho các đơn vị này, and what the caller has to record of it."""
    require(work.actor, Permission.SCORE_VERIFIED, work.period)
    keys = work.session.exec(
        select(ScoreSheet, Unit.code)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(ScoreSheet.block_year_id == work.period.id, ScoreSheet.hand == Hand.VERIFIED)
    ).all()
    wanted = set(units)
    acts = []
    for row, code in keys:
        if code in wanted and row.status is not SheetStatus.VERIFIED:
            row.status, row.verified_by, row.verified_at = (
                SheetStatus.VERIFIED,
                work.actor.name,
                work.now,
            )
            row.version += 1
            work.session.add(row)
            acts.append(Act("sheet.verified", code, rows=[row_of(row)], reason=reason))
    work.session.flush()
    return acts


def mark_handed_in(work: Work, *, reviewer: str, sheets: Mapping[str, int]) -> list[Act]:
    """Đặt trạng thái đã nộp cho các phiếu chấm chéo này, and what the caller has to record of it.

    `sheets` are the keys by unit. For sheets somebody who may review for all brings in; what had
    been hidden is not known.
    """
    require(work.actor, Permission.REVIEW, work.period, reviewer)
    acts = []
    for unit, key in sheets.items():
        sheet = work.session.get_one(ScoreSheet, key)
        if sheet.status is SheetStatus.SUBMITTED:
            continue
        sheet.status, sheet.version = SheetStatus.SUBMITTED, sheet.version + 1
        sheet.submitted_by, sheet.submitted_at, sheet.blindness = work.actor.name, work.now, ""
        work.session.add(sheet)
        acts.append(Act("review.submitted", unit, rows=[row_of(sheet)], on_behalf_of=reviewer))
    work.session.flush()
    return acts


def unchanged(before: Mapping[str, Entry], code: str, entry: Entry | None) -> bool:
    """Không đổi: saving this entry would say what is already stored."""
    old = before.get(code)
    if old is None or entry is None:
        return old is entry
    return replace(old, confirmed=True) == replace(entry, confirmed=True)
