"""Quyết định hai người: what waits, its effect on ranks, and the second person's word."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import JointDecision as JointRow
from thidua.db.tables import Unit
from thidua.domain.access.interest import interest_of, is_of_unit, require_disinterest
from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    require,
    units_of,
)
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import listed as listed_words
from thidua.domain.period.consideration import (
    CONSIDERATION_WORDS,
    ConsiderationState,
    UnitConsideration,
)
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.fit import why_unfit
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.stored import StoredSheet
from thidua.domain.verify.case import Case, Move
from thidua.domain.verify.joint_effect import (
    as_if_verified,
    effect,
    moves_against,
    reopened,
    with_consideration,
    with_lines,
)
from thidua.services.access import interests
from thidua.services.covenant import covenants, totals
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, canonical_json, row_of
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.ranking import considerations
from thidua.services.scoring import joint, submissions
from thidua.services.scoring.sheets import (
    LineEdit,
    held_sheet,
    line_acts,
    refuse_finished,
    write_lines,
)
from thidua.services.verify import analysis


def listed(work: Work) -> tuple[JointDecision, ...]:
    """Các quyết định hai người mà người này được xem: of the whole block, else of the own unit."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    allowed = units_of(work.actor, Permission.VIEW_SHEET, work.period)
    found = joint.unchecked(work.session, work.period)
    return tuple(one for one in found if allowed is None or one.unit in allowed)


def waiting(work: Work) -> tuple[JointDecision, ...]:
    """Các quyết định còn chờ, of those this person may see."""
    return tuple(one for one in listed(work) if joint.is_open(one))


def awaits(actor: Actor, period: BlockPeriod, decision: JointDecision) -> bool:
    """Chờ được chính người này xác nhận: holds the right, another person, of another unit."""
    if not is_allowed(actor, Permission.CONFIRM_LINE, period):
        return False
    return decision.awaits(actor.name, interest_of(actor, period))


def may_withdraw(work: Work, decision: JointDecision) -> bool:
    """Rút được: whoever asked, and any other judge who is neither of the unit nor of a rival."""
    if decision.asked_by == work.actor.name:
        return True
    allowed = is_allowed(work.actor, Permission.CONFIRM_LINE, work.period)
    is_own = is_of_unit(work.actor, work.period, decision.unit)
    return allowed and not is_own and not interests.rival_fault(work, decision.unit)


def confirm(work: Work, *, key: int) -> None:
    """Xác nhận một quyết định: it is done now, by somebody of another unit than who asked.

    NotPermitted for whoever is of the unit it is about; Refused for who asked and for people of
    the same unit; StaleEdit where it was settled meanwhile or stands on what has changed.
    """
    work = work.require(Permission.CONFIRM_LINE)
    row, decision = _held(work, key)
    require_disinterest(work.actor, work.period, decision.unit)
    if decision.asked_by == work.actor.name:
        raise Refused("Người đề nghị không được tự xác nhận.")
    interest = interest_of(work.actor, work.period)
    if not decision.awaits(work.actor.name, interest):
        raise Refused(
            "Người đề nghị là người cùng đơn vị với bạn; người của đơn vị khác hoặc cơ quan thường "
            "trực phải xác nhận."
        )
    acts = _settle(work, row, decision)
    row.done_by, row.done_at = work.actor.name, work.now
    row.done_of = joint.units_text(interest.units)
    work.session.add(row)
    work.session.flush()
    said = Act(
        "joint.done", decision.unit, decision.criterion, rows=[row_of(row)], reason=decision.reason
    )
    work.record(said, *acts)


def _settle(work: Work, row: JointRow, decision: JointDecision) -> list[Act]:
    """Làm điều đã quyết định; what the caller has to record of it."""
    if decision.kind is JointKind.CONSIDERATION:
        return considerations.settle(work, decision=decision)
    if decision.kind is JointKind.LINE:
        return _write_line(work, decision)
    acts, verified = submissions.reopen(work, decision=decision)
    row.content = canonical_json(verified)
    return acts


def _write_line(work: Work, decision: JointDecision) -> list[Act]:
    windows.require_in_time(work.session, work.period, decision.unit, work.now, Hand.VERIFIED)
    covenant = covenants.load(work.session, work.period)
    key, status = held_sheet(work.session, work.period, decision.unit, Hand.VERIFIED)
    head = StoredSheet(unit=decision.unit, hand=Hand.VERIFIED, status=status)
    refuse_finished(head)
    code, base = decision.criterion, decision.content["base"]
    stands = joint.line_heads(work.session, key, [code]).get(code, joint.LineHead())
    if stands.version != base or code not in covenant.criteria:
        raise StaleEdit(
            f"{decision.unit} · {code} đã đổi từ lúc đề nghị; hãy rút đề nghị này và đề nghị lại."
        )
    _require_fit(work, covenant, decision)
    edit = LineEdit(code, base, _entry(decision))
    typed = replace(work, actor=Actor(decision.asked_by))
    rows = write_lines(typed, key, [edit], covenant.version)
    totals.renew(work.session, work.period, covenant, Hand.VERIFIED)
    return line_acts(head, key, [edit], rows, cause="joint")


def _require_fit(work: Work, covenant: Covenant, decision: JointDecision) -> None:
    """Yêu cầu dòng còn khớp giao ước đang dùng, which may be another than when it was asked."""
    entry, code = _entry(decision), decision.criterion
    if entry is None:
        return
    versions = queries.covenant_versions(work.session, work.period)
    then = next((one.version for one in versions if one.created_at <= decision.asked_at), None)
    old = covenants.load(work.session, work.period, then).criteria.get(code)
    why = why_unfit(old, covenant.criteria.get(code), entry)
    if why:
        raise Refused(
            f"{decision.unit} · {code}: điều đề nghị không còn khớp giao ước đang dùng ({why}); "
            "hãy rút đề nghị này và đề nghị lại."
        )


def _entry(decision: JointDecision) -> Entry | None:
    values = decision.content["entry"]
    return None if values.get("state") == "cleared" else joint.entry_of(values)


def withdraw(work: Work, *, key: int) -> None:
    """Rút một đề nghị: by who asked, or by another judge, neither of the unit nor of a rival.

    What would help the unit is asked in vain otherwise; the refusal says who may.
    """
    work = work.require(Permission.CONFIRM_LINE)
    row, decision = _held(work, key)
    if not may_withdraw(work, decision):
        interests.require_no_rival(work, decision.unit)
        raise NotPermitted
    row.withdrawn = True
    work.session.add(row)
    work.record(Act("joint.withdrawn", decision.unit, decision.criterion, reason=decision.reason))


def _held(work: Work, key: int) -> tuple[JointRow, JointDecision]:
    """Giữ đề nghị tới hết giao dịch; StaleEdit where it waits no more."""
    found = work.session.exec(
        select(JointRow, Unit.code)
        .join(Unit, col(Unit.id) == col(JointRow.unit_id))
        .where(JointRow.id == key, JointRow.block_year_id == work.period.id)
        .with_for_update(of=JointRow)
    ).first()
    if found is None:
        raise NotFound
    row, unit = found
    if row.withdrawn or row.done_at is not None:
        raise StaleEdit("Đề nghị này đã được xử lý; hãy xem lại.")
    return row, joint.decision_of(row, unit)


def words(work: Work, *, decision: JointDecision) -> str:
    """Quyết định bằng lời: what it does to which line or unit."""
    if decision.kind is JointKind.REOPENING:
        codes = decision.content.get("criteria", ())
        return "mở lại bảng thẩm định" + (f", thiếu {listed_words(codes)}" if codes else "")
    if decision.kind is JointKind.CONSIDERATION:
        state = ConsiderationState(decision.content["state"])
        return f"tình trạng xét: {CONSIDERATION_WORDS[state]}"
    criterion = covenants.load(work.session, work.period).criteria.get(decision.criterion)
    return f"{decision.criterion}: {entry_text(criterion, _entry(decision))}"


def effect_of(work: Work, *, decision: JointDecision) -> tuple[Move, ...]:
    """Ai đổi chỗ đứng nếu quyết định này được xác nhận."""
    require(work.actor, Permission.ANALYSE, work.period)
    case = analysis.unchecked_case(work.session, work.period)
    return _effect(case, decision)


def effect_of_lines(
    work: Work, *, unit: str, entries: Mapping[str, Entry | None]
) -> tuple[Move, ...]:
    """Ai đổi chỗ đứng nếu các dòng thẩm định của đơn vị là thế này; all taken as verified."""
    require(work.actor, Permission.ANALYSE, work.period)
    case = as_if_verified(analysis.unchecked_case(work.session, work.period))
    return effect(case, with_lines(case, unit, entries))


def effect_of_state(
    work: Work, *, unit: str, state: ConsiderationState, reason: str
) -> tuple[Move, ...]:
    """Ai đổi chỗ đứng nếu đơn vị được xét thế này."""
    require(work.actor, Permission.ANALYSE, work.period)
    case = analysis.unchecked_case(work.session, work.period)
    return effect(case, with_consideration(case, unit, UnitConsideration(state, reason)))


def _effect(case: Case, decision: JointDecision) -> tuple[Move, ...]:
    if decision.kind is JointKind.REOPENING:
        return effect(case, reopened(case, decision.unit))
    if decision.kind is JointKind.CONSIDERATION:
        state = ConsiderationState(decision.content["state"])
        given = UnitConsideration(state, decision.reason, decision.document)
        return effect(case, with_consideration(case, decision.unit, given))
    whole = as_if_verified(case)
    lines = {decision.criterion: _entry(decision)}
    return effect(whole, with_lines(whole, decision.unit, lines))


def moves_own(work: Work, *, unit: str, entries: Mapping[str, Entry | None]) -> bool:
    """Các dòng này đổi chỗ của đơn vị so với đơn vị của người làm."""
    own = interest_of(work.actor, work.period).units
    members = {one.code for one in block_members.members(work.session, work.period)}
    if not own & members or unit not in members:
        return False
    case = as_if_verified(analysis.unchecked_case(work.session, work.period))
    return moves_against(case, with_lines(case, unit, entries), unit, own)


def require_second(work: Work, *, unit: str, stored: StoredSheet) -> None:
    """Yêu cầu không một mình: nobody says that a sheet counts where the lines typed by them, or by
    others of their own unit, put the unit and their own in another order than what it claims there.

    What two people decided or reviewers made together is nobody's alone.
    """
    own = interest_of(work.actor, work.period).units & {
        one.code for one in block_members.members(work.session, work.period)
    }
    typed = _typed_by_own(work, unit, stored) if own else []
    if not typed:
        return
    case = as_if_verified(analysis.unchecked_case(work.session, work.period))
    claims = case.claims.get(unit, {})
    claimed = with_lines(case, unit, {code: claims.get(code) for code in typed})
    if moves_against(claimed, case, unit, own):
        raise Refused(
            "Điểm mà chỉ bạn hoặc người cùng đơn vị với bạn đã ghi đổi thứ tự giữa đơn vị này và "
            "đơn vị của bạn so với điểm tự chấm; người khác phải xác nhận thẩm định bảng này."
        )


def _typed_by_own(work: Work, unit: str, stored: StoredSheet) -> list[str]:
    """Các dòng do chính người này hoặc người cùng đơn vị ghi, at one hand."""
    mine = interest_of(work.actor, work.period).units
    names = {line.entered_by for line in stored.lines.values()}
    people = interests.interests(work.session, work.period, names)
    same = {name for name, one in people.items() if name == work.actor.name or one.units & mine}
    by_two = {
        (one.criterion, one.content["base"] + 1)
        for one in joint.unchecked(work.session, work.period)
        if one.kind is JointKind.LINE and one.unit == unit and not joint.is_open(one)
    }
    return [
        code
        for code, line in stored.lines.items()
        if line.entered_by in same
        and line.entry.state is not LineState.COMBINED
        and (code, line.version) not in by_two
    ]


def write_difference(session: Session, period: BlockPeriod, after: StoredSheet) -> None:
    """Kèm khác biệt vào lần mở lại gần nhất, once the sheet is verified again."""
    row = session.exec(
        select(JointRow)
        .join(Unit, col(Unit.id) == col(JointRow.unit_id))
        .where(
            JointRow.block_year_id == period.id,
            col(Unit.code) == after.unit,
            JointRow.kind == JointKind.REOPENING,
            col(JointRow.done_at).is_not(None),
        )
        .order_by(col(JointRow.id).desc())
        .limit(1)
    ).first()
    if row is None or row.difference:
        return
    before = json.loads(row.content)
    score = submissions.score_of(session, period, after)
    now = {
        code: [version, submissions.points_text(score.lines.get(code))]
        for code, version in after.versions.items()
    }
    changed = [
        [code, before["lines"].get(code, [0, ""])[1], points]
        for code, (version, points) in now.items()
        if before["lines"].get(code, [0, ""])[0] != version
    ]
    total = submissions.points_text(score.total)
    row.difference = canonical_json({"total": [before["total"], total], "lines": changed})
    session.add(row)
    session.flush()


def difference_words(decision: JointDecision) -> str:
    """Khác biệt giữa hai lần thẩm định bằng lời; empty while it was not verified again."""
    if not decision.difference:
        return ""
    found = json.loads(decision.difference)
    old, new = (_shown(one) for one in found["total"])
    lines = [f"{code}: {_shown(one)} → {_shown(other)}" for code, one, other in found["lines"]]
    said = "; ".join(lines) or "không dòng nào đổi"
    return f"{said}; tổng {old} → {new}"


def _shown(points: str) -> str:
    return vi_number(Decimal(points)) if points else "chưa có"
