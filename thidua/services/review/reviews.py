"""Phiếu chấm chéo: what a reviewer owes, sees and hands in, and what the sheets make together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import ScoreSheet, Unit
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    require,
    require_here,
    units_of,
)
from thidua.domain.covenant.covenant import Combining, Covenant
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.text import listed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.combining import CombinedLine, combine_reviews
from thidua.domain.review.duty import Duty
from thidua.domain.review.plan import ReviewPlan, counted, numbered, to_review
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import Entries, UnitScore, others_of, score_unit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.access import interests
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, windows
from thidua.services.scoring import late_evidence, peers
from thidua.services.scoring.desk import Desk
from thidua.services.scoring.sheets import require_reviewer

COMBINED = "tổng hợp các phiếu chấm chéo"
"""Ai cho điểm tổng hợp, in the words of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """Bàn chấm chéo: the reviewer's own sheet, and of the rest only what may be seen now.

    `codes` are the criteria to score. Where the claim is hidden, `desk.own` is empty. `others` are
    the values of the other reviewers by criterion, under names only where names may be seen. `late`
    are the criteria for which evidence came after they were scored here.
    """

    desk: Desk
    codes: tuple[str, ...]
    hides_claim: bool
    hides_others: bool
    others: Mapping[str, Mapping[str, str]]
    late: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Tiêu chí được giao còn chưa chấm."""
        wanted = set(self.codes)
        return tuple(code for code in self.desk.score.missing if code in wanted)


def unchecked_counted(session: Session, period: BlockPeriod) -> dict[str, dict[str, Entries]]:
    """Các phiếu được tính, by unit and reviewer, whoever asks."""
    covenant = covenants.load(session, period)
    sheets = queries.all_sheets(session, period, Hand.CROSS)
    return counted(covenant, review_plan.review_plan(session, period), sheets) if sheets else {}


def unchecked_combined(
    session: Session, period: BlockPeriod, how: Combining | None = None
) -> dict[str, dict[str, CombinedLine]]:
    """Điểm chấm chéo tổng hợp, by unit and criterion, whoever asks.

    `how` takes another rule than the covenant's, to be shown beside it.
    """
    covenant = covenants.load(session, period)
    reviews = unchecked_counted(session, period)
    if not reviews:
        return {}
    claims = {
        unit: sheet.entries for unit, sheet in queries.sheets(session, period, Hand.SELF).items()
    }
    return {
        unit: combine_reviews(covenant, sheets, others_of(covenant, claims, unit), how)
        for unit, sheets in reviews.items()
    }


def reviewing_units(actor: Actor, period: BlockPeriod) -> tuple[str, ...]:
    """Các đơn vị mà người này chấm thay mặt."""
    found = units_of(actor, Permission.VIEW_DUTY, period)
    return () if found is None else tuple(sorted(found))


def duties(work: Work) -> tuple[Duty, ...]:
    """Phần việc chấm chéo của người này; of everybody for the chair's team."""
    allowed = units_of(work.actor, Permission.VIEW_DUTY, work.period)
    if not allowed and allowed is not None:
        require(work.actor, Permission.VIEW_DUTY, work.period)
    found = unchecked_duties(work.session, work.period)
    return tuple(one for one in found if allowed is None or one.reviewer in allowed)


def unchecked_duties(session: Session, period: BlockPeriod) -> tuple[Duty, ...]:
    """Phần việc chấm chéo của mọi người chấm, whoever asks."""
    return kept(session, ("duties", period), lambda: tuple(_duties(session, period)))


def unit_names(work: Work) -> dict[str, str]:
    """Tên ngắn của các đơn vị trong khối."""
    require_here(work.actor, Permission.VIEW_DUTY, work.period)
    found = block_members.members(work.session, work.period)
    return {one.code: one.called for one in found}


def average_handed_in(work: Work) -> Fraction:
    """Trung bình số phiếu đã nộp của một người chấm in this block; tells of nobody."""
    require_here(work.actor, Permission.VIEW_DUTY, work.period)
    found = unchecked_duties(work.session, work.period)
    reviewers = {one.reviewer for one in found}
    done = sum(one.status is SheetStatus.SUBMITTED for one in found)
    return Fraction(done, len(reviewers)) if reviewers else Fraction(0)


def _duties(session: Session, period: BlockPeriod) -> Iterable[Duty]:
    if period.covenant_version is None:
        return
    plan = review_plan.review_plan(session, period)
    if not plan.assignments:
        return
    covenant = covenants.load(session, period)
    members = {member.code: member for member in block_members.members(session, period)}
    sheets = queries.reviews(session, period)
    settled = queries.sheets(session, period, Hand.VERIFIED)
    recused = {(one.reviewer, one.unit): one.reason for one in plan.recusals}
    pairs = dict.fromkeys((one.reviewer, one.unit) for one in plan.assignments)
    for reviewer, unit in pairs:
        if unit not in members:
            continue
        lines = settled[unit].entries if unit in settled else {}
        codes = to_review(covenant, plan, reviewer, unit, lines)
        sheet = sheets.get(
            (unit, reviewer), StoredSheet(unit=unit, hand=Hand.CROSS, reviewer=reviewer)
        )
        absences = [
            one.absent_reason
            for one in plan.assignments
            if (one.reviewer, one.unit) == (reviewer, unit)
        ]
        yield Duty(
            reviewer=reviewer,
            unit=members[unit],
            groups=plan.groups(reviewer, unit),
            codes=codes,
            done=sum(_is_given(sheet.entries.get(code)) for code in codes),
            status=sheet.status,
            returned_reason=sheet.returned_reason,
            recused=recused.get((reviewer, unit), ""),
            absent=absences[0] if all(absences) else "",
        )


def _is_given(entry: Entry | None) -> bool:
    return entry is not None and entry.state is not LineState.CLEARED


def desk(work: Work, *, reviewer: str, unit: str) -> ReviewDesk:
    """Bàn chấm chéo của một đơn vị: what is hidden in this period is not in it.

    Readers of the whole block see every sheet, unless who gave which score is hidden from them.
    """
    plan = review_plan.review_plan(work.session, work.period)
    is_own = reviewer in reviewing_units(work.actor, work.period)
    is_reader = not is_own and is_allowed(work.actor, Permission.VIEW_REVIEWS, work.period)
    if not is_reader:
        require(work.actor, Permission.VIEW_DUTY, work.period, reviewer)
    elif hides_names(work.actor, work.period, plan):
        raise NotPermitted("Kỳ này giấu tên người chấm nên không mở được phiếu của từng người.")
    if not is_reader and not _is_assigned(plan, reviewer, unit):
        raise NotFound("Bạn không được phân công chấm đơn vị này.")
    covenant = covenants.load(work.session, work.period)
    sheets = queries.reviews(work.session, work.period, unit)
    sheet = sheets.get((unit, reviewer), StoredSheet(unit=unit, hand=Hand.CROSS, reviewer=reviewer))
    is_in = sheet.status is SheetStatus.SUBMITTED
    others = peers.of_others(work.session, work.period, Hand.SELF, unit)
    hides_claim = plan.blindness.claim and not is_in and not is_reader
    hides_others = plan.blindness.others and not is_in and not is_reader
    claims = queries.sheets(work.session, work.period, Hand.SELF, unit)
    claim = claims.get(unit, StoredSheet(unit=unit, hand=Hand.SELF))
    shown = _without_claim(claim) if hides_claim else claim
    settled = queries.sheets(work.session, work.period, Hand.VERIFIED, unit)
    lines = settled[unit].entries if unit in settled else {}
    codes = to_review(covenant, plan, reviewer, unit, lines)
    made = Desk(
        period=work.period,
        covenant=covenant,
        unit=unit,
        sheet=sheet,
        score=_score(covenant, sheet.entries, others),
        own=shown,
        own_score=_score(covenant, shown.entries, others),
    )
    names = block_members.short_names(work.session, work.period)
    theirs = {} if hides_others else _theirs(covenant, plan, sheets, reviewer, others, names)
    late = late_evidence.unchecked_late(work.session, work.period, Hand.CROSS)
    return ReviewDesk(
        desk=made,
        codes=codes,
        hides_claim=hides_claim,
        hides_others=hides_others,
        others=theirs,
        late=tuple(late.get((reviewer, unit), ())),
    )


def desk_of(work: Work, *, duty: Duty) -> ReviewDesk | None:
    """Bàn chấm của một phiếu; None where nothing is left to score or names are hidden."""
    is_own = duty.reviewer in reviewing_units(work.actor, work.period)
    if not duty.codes or (
        not is_own
        and hides_names(work.actor, work.period, review_plan.review_plan(work.session, work.period))
    ):
        return None
    return desk(work, reviewer=duty.reviewer, unit=duty.unit.code)


def hides_names(actor: Actor, period: BlockPeriod, plan: ReviewPlan) -> bool:
    """Giấu tên người chấm với người này: what was given by whom, though not whether it came."""
    return plan.blindness.names and not is_allowed(actor, Permission.VIEW_REVIEWERS, period)


def shown_names(work: Work, unit: str, reviewers: Iterable[str]) -> dict[str, str]:
    """Tên người chấm một đơn vị cho người này xem: short names, or numbers where hidden."""
    plan = review_plan.review_plan(work.session, work.period)
    wanted = set(reviewers)
    if hides_names(work.actor, work.period, plan):
        labels = numbered(plan, wanted, unit)
        return {code: name for code, name in labels.items() if code in wanted}
    names = block_members.short_names(work.session, work.period)
    return {code: names.get(code, code) for code in wanted}


def _is_assigned(plan: ReviewPlan, reviewer: str, unit: str) -> bool:
    return any((one.reviewer, one.unit) == (reviewer, unit) for one in plan.assignments)


def _without_claim(claim: StoredSheet) -> StoredSheet:
    """Bảng tự chấm đã giấu điểm: reasons and evidence stay, everything that scores is gone."""
    lines = {
        code: replace(
            line,
            entry=Entry(
                state=LineState.CLEARED,
                explanation=line.entry.explanation,
                evidence=line.entry.evidence,
            ),
        )
        for code, line in claim.lines.items()
    }
    return replace(claim, lines=lines)


def _score(
    covenant: Covenant, entries: Entries, others: Mapping[str, Sequence[Entry]]
) -> UnitScore:
    peers = {
        code: [*listed, *([entries[code]] if code in entries else [])]
        for code, listed in others.items()
    }
    return score_unit(covenant, entries, peers)


def _theirs(
    covenant: Covenant,
    plan: ReviewPlan,
    sheets: Mapping[tuple[str, str], StoredSheet],
    reviewer: str,
    others: Mapping[str, Sequence[Entry]],
    names: Mapping[str, str],
) -> dict[str, dict[str, str]]:
    """Điểm của những người chấm khác đã nộp, by criterion and by name or number."""
    found: dict[str, dict[str, str]] = {}
    handed = [
        sheet
        for (_, other), sheet in sheets.items()
        if other != reviewer and sheet.status is SheetStatus.SUBMITTED
    ]
    nameless = (
        numbered(plan, [sheet.reviewer for sheet in handed], handed[0].unit) if handed else {}
    )
    labels = nameless if plan.blindness.names else {one: names.get(one, one) for one in nameless}
    for sheet in sorted(handed, key=lambda one: labels[one.reviewer]):
        score = _score(covenant, sheet.entries, others)
        for code in sheet.entries:
            text = covenant.scale.text(score.lines.get(code))
            if text is not None:
                found.setdefault(code, {})[labels[sheet.reviewer]] = text.replace(".", ",")
    return found


def hand_in(work: Work, *, reviewer: str, unit: str) -> None:
    """Nộp phiếu chấm chéo: complete; the record keeps what had been hidden until then."""
    work = work.require(Permission.REVIEW, reviewer)
    require_reviewer(work.actor, work.period, reviewer)
    windows.require_in_time(work.session, work.period, reviewer, work.now, Hand.CROSS)
    sheet = _held(work.session, work.period, reviewer, unit)
    if sheet.status is not SheetStatus.DRAFT:
        raise Refused("Phiếu chấm này đã nộp.")
    covenant = covenants.load(work.session, work.period)
    plan = review_plan.review_plan(work.session, work.period)
    settled = queries.sheets(work.session, work.period, Hand.VERIFIED, unit)
    lines = settled[unit].entries if unit in settled else {}
    codes = to_review(covenant, plan, reviewer, unit, lines)
    if not codes:
        raise Refused("Bạn không còn tiêu chí nào phải chấm ở đơn vị này.")
    entries = queries.reviews(work.session, work.period, unit)[unit, reviewer].entries
    claims = queries.sheets(work.session, work.period, Hand.SELF)
    others = others_of(covenant, {one: claim.entries for one, claim in claims.items()}, unit)
    missing = [code for code in _score(covenant, entries, others).missing if code in set(codes)]
    if missing:
        named = listed(missing, most=8)
        raise Refused(f"Chưa nộp được: còn {len(missing)} tiêu chí chưa chấm ({named}).")
    sheet.submitted_by, sheet.submitted_at, sheet.returned_reason = work.actor.name, work.now, ""
    sheet.blindness = plan.blindness.code()
    act = Act("review.submitted", unit, on_behalf_of=reviewer)
    _move(work, sheet, SheetStatus.SUBMITTED, act)


def take_back(work: Work, *, reviewer: str, unit: str) -> None:
    """Rút lại phiếu đã nộp; refused where handing it in has shown what was hidden before."""
    work = work.require(Permission.REVIEW, reviewer)
    require_reviewer(work.actor, work.period, reviewer)
    windows.require_in_time(work.session, work.period, reviewer, work.now, Hand.CROSS)
    blindness = review_plan.review_plan(work.session, work.period).blindness
    if blindness.claim or blindness.others:
        raise Refused(
            "Phiếu đã nộp thì bạn đã được xem điều trước đó bị giấu, nên không tự rút lại được; "
            "hãy nhờ khối trưởng hoặc thư ký trả lại."
        )
    sheet = _held(work.session, work.period, reviewer, unit)
    _require_handed_in(sheet)
    act = Act("review.taken_back", unit, on_behalf_of=reviewer)
    _move(work, sheet, SheetStatus.DRAFT, act)


def send_back(work: Work, *, reviewer: str, unit: str, reason: str) -> None:
    """Trả lại phiếu chấm chéo: needs a reason, which the reviewer sees.

    What others gave one's own unit is sent back by somebody else.
    """
    work = interests.require_deciding(work, Permission.SEND_BACK, unit)
    if not reason.strip():
        raise Refused("Cần ghi lý do trả lại.")
    sheet = _held(work.session, work.period, reviewer, unit)
    _require_handed_in(sheet)
    sheet.returned_reason = reason.strip()
    act = Act("review.sent_back", unit, reason=reason.strip(), on_behalf_of=reviewer)
    _move(work, sheet, SheetStatus.DRAFT, act)


def _require_handed_in(sheet: ScoreSheet) -> None:
    if sheet.status is not SheetStatus.SUBMITTED:
        raise Refused("Phiếu chấm này chưa nộp.")


def _held(session: Session, period: BlockPeriod, reviewer: str, unit: str) -> ScoreSheet:
    found = session.exec(
        select(ScoreSheet)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            ScoreSheet.block_year_id == period.id,
            col(Unit.code) == unit,
            ScoreSheet.hand == Hand.CROSS,
            ScoreSheet.reviewer == reviewer,
        )
        .with_for_update(of=ScoreSheet)
    ).first()
    if found is None:
        raise NotFound("Chưa có phiếu chấm chéo này.")
    return found


def _move(work: Work, sheet: ScoreSheet, status: SheetStatus, act: Act) -> None:
    sheet.status, sheet.version = status, sheet.version + 1
    work.session.add(sheet)
    work.record(act)
