"""Phân tích: where hands disagree, what decides the ranking, and what would be if.

Everything here is reckoned on a case read from what is stored and handed back; nothing is written
but one line in the record saying that somebody looked at a supposition. Where the names of
reviewers are hidden from this person, they are numbered before anything is reckoned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import vi_number
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.stage import CLOSED
from thidua.domain.ranking.still_open import StillOpen, still_open
from thidua.domain.review.combining import OTHER_WAYS
from thidua.domain.review.plan import ReviewPlan, numbered
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.verify import sensitivity as sensitivity_of
from thidua.domain.verify.case import Case, Move
from thidua.domain.verify.cell_effect import CellEffect
from thidua.domain.verify.disagreement import (
    Disagreement,
    DiscussionPoint,
    disagreements,
    to_discuss,
)
from thidua.domain.verify.left_out import LeftOut, leave_one_out
from thidua.domain.verify.what_if import (
    AgreedOn,
    CombinedBy,
    Hypothesis,
    ReviewerGives,
    WithoutReviewer,
    hypothesis_values,
    what_if,
)
from thidua.services.covenant import added, covenants
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work
from thidua.services.period import review_plan
from thidua.services.ranking import standings
from thidua.services.review import reviews
from thidua.services.scoring.evidence import unchecked_of_block
from thidua.services.vote import results as vote_results

MOST_HYPOTHESES = 20
"""Nhiều nhất chừng ấy giả định một lần."""

EVERYWHERE = "*"
"""Thay cho mã đơn vị, in numbering reviewers over the whole block."""

_effects: Shelf[tuple[CellEffect, ...]] = Shelf(16)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """So sánh các tay chấm của cả khối: every cell, and those to discuss, most pressing first.

    `reviewers` are the names of those who score, by code; where `hides_names` there are none and
    `case` numbers them, anew for every unit. `effects` are of what may still change, as `still`
    says; without the right to analyse there are none, and the order is by spread and difference.
    """

    case: Case
    members: Mapping[str, Member]
    reviewers: Mapping[str, str]
    hides_names: bool
    cells: tuple[Disagreement, ...]
    effects: tuple[CellEffect, ...]
    to_discuss: tuple[DiscussionPoint, ...]
    still: StillOpen

    def name(self, code: str) -> str:
        """Tên ngắn của một đơn vị hoặc một người chấm."""
        member = self.members.get(code)
        return self.reviewers.get(code, code) if member is None else member.called

    def cell(self, unit: str, criterion: str) -> Disagreement:
        """Một ô."""
        return next(one for one in self.cells if (one.unit, one.criterion) == (unit, criterion))

    def effects_of(self, unit: str, criterion: str) -> tuple[CellEffect, ...]:
        """Ảnh hưởng của từng điểm trong một ô."""
        return tuple(one for one in self.effects if (one.unit, one.criterion) == (unit, criterion))

    def reasons(self, unit: str, criterion: str) -> dict[str, str]:
        """Lý do từng người chấm ghi ở một ô."""
        return {
            reviewer: entries[criterion].explanation
            for reviewer, entries in self.case.reviews.get(unit, {}).items()
            if criterion in entries
        }

    def other_ways(self, unit: str, criterion: str) -> dict[Combining, str]:
        """Các cách tổng hợp khác cho cùng các phiếu, for information, without the covenant's."""
        covenant, found = self.case.covenant, {}
        for how in OTHER_WAYS:
            line = self.case.combined_by(unit, how).get(criterion)
            if how is not covenant.combining and line is not None and line.points is not None:
                found[how] = vi_number(line.points, covenant.scale.places)
        return found


def comparison(work: Work) -> Comparison:
    """So sánh các tay chấm của cả khối; with effects on ranks for whoever may analyse."""
    analyses = is_allowed(work.actor, Permission.ANALYSE, work.period)
    if not analyses:
        require(work.actor, Permission.VIEW_REVIEWS, work.period)
    hidden = _hides_names(work)

    def make() -> Comparison:
        case, members, names = _read(work.session, work.period, hidden)
        cells = disagreements(case, _evidence(work.session, work.period, case))
        still = _still(work.period, case)
        every = _effects_of(case) if analyses and not still.is_closed else ()
        found = tuple(one for one in every if still.line(one.unit, one.criterion))
        points = to_discuss(cells, found)
        return Comparison(
            case=case,
            members=members,
            reviewers=names,
            hides_names=hidden,
            cells=cells,
            effects=found,
            to_discuss=points,
            still=still,
        )

    return kept(work.session, ("comparison", work.period, hidden, analyses), make)


def sensitivity(work: Work) -> tuple[CellEffect, ...]:
    """Điểm nào đổi thì đổi hạng: every score that counts, those of smallest change first.

    Those of verified sheets too, which change only when they are opened again; none once the period
    is locked.
    """
    case = _case(work)
    return () if _still(work.period, case).is_closed else _effects_of(case)


def _still(period: BlockPeriod, case: Case) -> StillOpen:
    units = frozenset(case.settled)
    final = units if case.final is None else case.final
    return still_open(
        case.covenant, units, final, case.considerations, is_closed=period.stage in CLOSED
    )


def whole_effects(work: Work, *, unit: str, criterion: str) -> tuple[CellEffect, ...]:
    """Mọi chỗ đổi của một ô: each score of it as far as it may go, not the nearest turn alone."""
    case = _case(work)
    if unit not in case.settled or criterion not in case.covenant.criteria:
        raise NotFound
    return sensitivity_of.whole_effects(case, unit, criterion)


def left_out(work: Work) -> tuple[LeftOut, ...]:
    """Bỏ từng người chấm: whose place becomes another without the sheets of each.

    Where names are hidden the numbers are not those of any unit, and nothing is said of own units.
    """
    require(work.actor, Permission.ANALYSE, work.period)
    hidden = _hides_names(work)

    def found() -> tuple[LeftOut, ...]:
        case, _, _ = _read(work.session, work.period, hidden=False)
        known = leave_one_out(case)
        if not hidden:
            return known
        plan = review_plan.review_plan(work.session, work.period)
        labels = numbered(plan, [one.reviewer for one in known], EVERYWHERE)
        told = [replace(one, reviewer=labels[one.reviewer], own_gains=None) for one in known]
        return tuple(sorted(told, key=lambda one: (len(one.reviewer), one.reviewer)))

    return kept(work.session, ("left out", work.period, hidden), found)


def suppose(work: Work, *, hypotheses: Sequence[Hypothesis]) -> tuple[Move, ...]:
    """Nếu… thì: every unit's place as it is and as it would be; reads only."""
    return what_if(supposable(work, hypotheses=hypotheses), hypotheses)


def supposable(work: Work, *, hypotheses: Sequence[Hypothesis]) -> Case:
    """Tình huống để giả định: as it stands; Refused where one of these could not be."""
    case = _case(work)
    _refuse_impossible(case, hypotheses, hides_names=_hides_names(work))
    return case


def note_what_if(work: Work, *, hypotheses: Sequence[Hypothesis]) -> None:
    """Ghi một dòng «xem giả định»: who looked at which supposition; nothing else is written."""
    work = work.require(Permission.ANALYSE)
    supposable(work, hypotheses=hypotheses)
    detail = {"hypotheses": [hypothesis_values(one) for one in hypotheses]}
    acts = [Act("what_if.viewed", detail=detail)]
    work.record(*acts)


def _refuse_impossible(case: Case, hypotheses: Sequence[Hypothesis], *, hides_names: bool) -> None:
    if not hypotheses:
        raise Refused("Hãy thêm ít nhất một giả định.")
    if len(hypotheses) > MOST_HYPOTHESES:
        raise Refused(f"Mỗi lần xem được nhiều nhất {MOST_HYPOTHESES} giả định.")
    for one in hypotheses:
        fault = _fault(case, one, hides_names=hides_names)
        if fault:
            raise Refused(f"Không xem được giả định «{one.words()}»: {fault}.")


def _fault(case: Case, one: Hypothesis, *, hides_names: bool) -> str:
    """Vì sao một giả định không thể có; empty where it can."""
    if isinstance(one, CombinedBy):
        return "cách này không có công thức" if one.how is Combining.CHAIR else ""
    if one.unit is not None and one.unit not in case.settled:
        return "không có đơn vị này trong khối"
    if isinstance(one, WithoutReviewer):
        if one.unit is None and hides_names:
            return "tên người chấm đang được giấu nên chỉ bỏ được phiếu của từng đơn vị"
        sheets = [case.reviews.get(unit, {}) for unit in case.settled if one.unit in (None, unit)]
        return "" if any(one.reviewer in given for given in sheets) else "không có phiếu này"
    criterion = case.covenant.criteria.get(one.criterion)
    if criterion is None:
        return "giao ước không có tiêu chí này"
    if isinstance(one, ReviewerGives) and one.reviewer not in case.reviews.get(one.unit, {}):
        return "không có phiếu này"
    most = criterion.most_points
    if one.points < 0 or (most is not None and one.points > most):
        return f"điểm phải từ 0 đến {vi_number(most)}" if most is not None else "điểm phải từ 0"
    settled = case.settled[one.unit].get(one.criterion)
    if settled is not None and settled.state is LineState.NOT_ASSIGNED:
        return "tiêu chí này không giao cho đơn vị"
    if isinstance(one, AgreedOn):
        return ""
    is_settled = settled is not None and settled.state is not LineState.COMBINED
    return "tiêu chí này đã có điểm thống nhất" if is_settled else ""


def _case(work: Work) -> Case:
    """Tình huống như đang có, for whoever may analyse, with the names that may be shown."""
    require(work.actor, Permission.ANALYSE, work.period)
    return _read(work.session, work.period, _hides_names(work))[0]


def _hides_names(work: Work) -> bool:
    plan = review_plan.review_plan(work.session, work.period)
    return reviews.hides_names(work.actor, work.period, plan)


_Read = tuple[Case, Mapping[str, Member], Mapping[str, str]]


def _read(session: Session, period: BlockPeriod, hidden: bool) -> _Read:
    """Đọc tình huống, the members and the names of the reviewers as they may be shown."""

    def whole() -> _Read:
        members = {member.code: member for member in block_members.members(session, period)}
        case = _read_case(session, period, members)
        codes = {reviewer for sheets in case.reviews.values() for reviewer in sheets}
        if not hidden:
            names = {code: members[code].called for code in codes if code in members}
            return case, members, names
        nameless = _nameless(case, review_plan.review_plan(session, period))
        return nameless, members, {}

    return kept(session, ("case", period, hidden), whole)


def _nameless(case: Case, plan: ReviewPlan) -> Case:
    """Tình huống không có tên người chấm: numbers instead of codes, counted anew for every unit."""
    hidden = {}
    for unit, sheets in case.reviews.items():
        labels = numbered(plan, sheets, unit)
        hidden[unit] = dict(sorted((labels[one], entries) for one, entries in sheets.items()))
    return replace(case, reviews=hidden)


def unchecked_case(session: Session, period: BlockPeriod) -> Case:
    """Tình huống đang có của một kỳ, whoever asks."""
    return _read(session, period, hidden=False)[0]


def _read_case(session: Session, period: BlockPeriod, members: Mapping[str, Member]) -> Case:
    covenant = covenants.load(session, period)
    given = reviews.unchecked_counted(session, period)
    verified, claims = (
        added.with_added(session, period, covenant, queries.sheets(session, period, hand))
        for hand in (Hand.VERIFIED, Hand.SELF)
    )
    statuses = {
        unit: verified[unit].status if unit in verified else SheetStatus.DRAFT for unit in members
    }
    return Case(
        covenant=covenant,
        reviews={unit: sheets for unit, sheets in given.items() if unit in members},
        settled={
            unit: dict(verified[unit].entries) if unit in verified else {} for unit in members
        },
        stands=frozenset(
            unit for unit, status in statuses.items() if status is SheetStatus.VERIFIED
        ),
        claims={unit: sheet.entries for unit, sheet in claims.items() if unit in members},
        considerations=queries.considerations(session, period),
        final=standings.verified_units(covenant, statuses),
        vote=standings.ranking_vote(session, period, covenant),
        tie_votes=vote_results.unchecked_ties(session, period),
    )


def _evidence(session: Session, period: BlockPeriod, case: Case) -> dict[tuple[str, str], int]:
    """Số minh chứng theo đơn vị và tiêu chí: files, links, and what is named in words."""
    found: dict[tuple[str, str], int] = {}
    for unit, items in unchecked_of_block(session, period).items():
        for item in items:
            for code in item.criteria:
                found[unit, code] = found.get((unit, code), 0) + 1
    for unit, entries in case.claims.items():
        for code, entry in entries.items():
            if entry.evidence:
                found[unit, code] = found.get((unit, code), 0) + 1
    return found


def _effects_of(case: Case) -> tuple[CellEffect, ...]:
    """Ảnh hưởng của mọi ô, kept for the same scores whatever else the record has grown by."""

    def ordered() -> tuple[CellEffect, ...]:
        found = sensitivity_of.effects(case)
        return tuple(sorted(found, key=lambda one: (one.smallest is None, one.smallest or 0)))

    return _effects.get(_content(case), ordered)


def _content(case: Case) -> tuple[object, ...]:
    """Nội dung của một tình huống: all that the ranking depends on."""

    def lines(entries: Mapping[str, Entry]) -> tuple[tuple[str, Entry], ...]:
        return tuple(sorted(entries.items(), key=lambda pair: pair[0]))

    return (
        case.covenant,
        tuple(
            (unit, reviewer, lines(entries))
            for unit, sheets in case.reviews.items()
            for reviewer, entries in sheets.items()
        ),
        tuple((unit, lines(entries)) for unit, entries in case.settled.items()),
        tuple((unit, lines(entries)) for unit, entries in case.claims.items()),
        tuple(sorted(case.considerations.items(), key=lambda pair: pair[0])),
        case.final,
        case.stands,
        case.vote,
        tuple(case.tie_votes),
    )
