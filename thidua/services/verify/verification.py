"""Thẩm định: a unit's sheet is settled line by line, then confirmed and counted."""

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.interest import require_disinterest
from thidua.domain.access.joint_decision import JointKind
from thidua.domain.access.permissions import Permission
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import listed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.combining import with_combined
from thidua.domain.review.plan import missing_reviews
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.scoring import line_of, score_unit
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants, totals
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, windows
from thidua.services.review import reviews
from thidua.services.scoring import joint
from thidua.services.scoring.sheets import (
    LineEdit,
    held_sheet,
    line_acts,
    mark_verified,
    read_sheet,
    write_lines,
)
from thidua.services.verify import joint_decisions


def verify_sheet(work: Work, *, unit: str) -> None:
    """Xác nhận thẩm định: the verified sheet of a unit is complete and counts from now on.

    Lines that nobody settled otherwise are written down as the reviewers' sheets make them, so
    that what counts stands on its own. Refused while a sheet somebody owes is missing, a line has
    no points, or one waits for its second person; and by whoever is of the unit.
    """
    work = work.require(Permission.SCORE_VERIFIED, unit)
    windows.require_in_time(work.session, work.period, unit, work.now, Hand.VERIFIED)
    require_disinterest(work.actor, work.period, unit)
    _require_settled(work.session, work.period, unit)
    covenant = covenants.load(work.session, work.period)
    key, _ = held_sheet(work.session, work.period, unit, Hand.VERIFIED)
    stored = read_sheet(work.session, work.period, unit, Hand.VERIFIED)
    acts = []
    if covenant.combining is not Combining.CHAIR:
        _require_reviews(work.session, work.period, unit)
        lines = reviews.unchecked_combined(work.session, work.period).get(unit, {})
        versions = stored.versions
        made = [
            LineEdit(code, versions.get(code, 0), entry)
            for code, entry in with_combined(stored.entries, lines).items()
            if entry.state is LineState.COMBINED and stored.entries.get(code) != entry
        ]
        if made:
            rows = write_lines(work, key, made, covenant.version)
            totals.renew(work.session, work.period, covenant, Hand.VERIFIED)
            acts = line_acts(stored, key, made, rows, cause="combined")
            stored = read_sheet(work.session, work.period, unit, Hand.VERIFIED)
    score = score_unit(covenant, stored.entries, {})
    missing = [code for code in score.missing if code in covenant.asked]
    if missing:
        message = f"còn {len(missing)} tiêu chí chưa chấm ({listed(missing, most=8)})"
        raise Refused(f"Chưa thể xác nhận: {message}.")
    for code in score.missing:
        criterion = covenant.criteria[code]
        found = criterion.rule.problems(line_of(criterion, stored.entries[code], {}))
        said = "; ".join(one.message for one in found)
        raise Refused(f"Chưa thể xác nhận: {code} {said or 'chưa có kỳ nào để lấy điểm'}.")
    if score.unconfirmed:
        codes = listed(score.unconfirmed, most=8)
        message = f"còn {len(score.unconfirmed)} dòng chờ người thứ hai ({codes})"
        if any(stored.entries[code].state is LineState.COMBINED for code in score.unconfirmed):
            message += (
                "; điểm thưởng, trừ mới do một người chấm cho thì hãy ghi thành điểm thống nhất "
                "rồi người thứ hai xác nhận"
            )
        raise Refused(f"Chưa thể xác nhận: {message}.")
    joint_decisions.require_second(work, unit=unit, stored=stored)
    joint_decisions.write_difference(work.session, work.period, stored)
    acts += mark_verified(work, units=[unit])
    work.record(*acts)


def _require_settled(session: Session, period: BlockPeriod, unit: str) -> None:
    """Yêu cầu không còn dòng nào chờ người thứ hai quyết định."""
    codes = [
        one.criterion
        for one in joint.unchecked_waiting(session, period)
        if one.unit == unit and one.kind is JointKind.LINE
    ]
    if codes:
        raise Refused(
            f"Chưa thể xác nhận: còn {len(codes)} dòng được đề nghị chờ người thứ hai "
            f"({listed(codes, most=8)})."
        )


def _require_reviews(session: Session, period: BlockPeriod, unit: str) -> None:
    plan = review_plan.review_plan(session, period)
    owed = missing_reviews(plan, queries.reviews(session, period, unit), [unit])
    if owed:
        names = ", ".join(reviewer for reviewer, _ in owed)
        raise Refused(
            f"Chưa thể xác nhận: còn thiếu phiếu chấm chéo của {names}; hãy nhắc, hoặc ghi vắng "
            "mặt kèm lý do."
        )
