"""Bàn chấm điểm: one unit's sheet with its versions and points, and the edits made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require, units_of
from thidua.domain.covenant.covenant import Covenant, Criterion, CriterionGroup, Node, Sign
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.stage import Stage, earlier_stages
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.draft import Draft, new_draft
from thidua.domain.scoring.scoring import UnitScore, score_unit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.scoring import peers, sheets
from thidua.services.scoring.sheets import Conflict, LineEdit, conflict, require_one_hand, unchanged


@dataclass(frozen=True, slots=True)
class Section:
    """Phần của bảng chấm: a group of the first level with all criteria below it."""

    code: str
    text: str
    criteria: tuple[Criterion, ...]

    @property
    def has_extras(self) -> bool:
        """Có dòng thưởng hoặc trừ."""
        return any(one.sign is not Sign.BASE for one in self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Bàn chấm: what one hand has given one unit, and `own`, what the unit gave itself."""

    period: BlockPeriod
    covenant: Covenant
    unit: str
    sheet: StoredSheet
    score: UnitScore
    own: StoredSheet
    own_score: UnitScore

    @property
    def hand(self) -> Hand:
        """Người chấm."""
        return self.sheet.hand

    @property
    def versions(self) -> Mapping[str, int]:
        """Phiên bản đang dùng của từng dòng."""
        return self.sheet.versions

    @property
    def reviewer(self) -> str:
        """Đơn vị chấm chéo; empty for the other hands."""
        return self.sheet.reviewer

    @property
    def shows_claim(self) -> bool:
        """Có điểm tự chấm để đối chiếu: of somebody else's claim, where it is not hidden."""
        scored = any(line.entry.state is LineState.SCORED for line in self.own.lines.values())
        return self.hand is Hand.VERIFIED or (self.hand is Hand.CROSS and scored)

    @property
    def is_closed(self) -> bool:
        """Đã khóa: handed in or verified, so it is only read."""
        return self.sheet.status is not SheetStatus.DRAFT

    def done(self, section: Section) -> int:
        """Số tiêu chí đã chấm của một phần."""
        missing = set(self.score.missing)
        return sum(one.code not in missing for one in section.criteria)

    def draft(self, criteria: Sequence[Criterion]) -> Draft:
        """Lưới mới cho các tiêu chí này."""
        return new_draft(criteria, self.sheet.entries, self.versions, self.hand)


def members(work: Work) -> list[Member]:
    """Các đơn vị có bảng chấm mà người này được xem."""
    allowed = units_of(work.actor, Permission.VIEW_SHEET, work.period)
    found = block_members.members(work.session, work.period)
    return found if allowed is None else [one for one in found if one.code in allowed]


def hands(work: Work) -> tuple[Hand, ...]:
    """Các bản chấm để chọn: the verified one is nothing to an officer until checking has begun."""
    is_reader = units_of(work.actor, Permission.VIEW_SHEET, work.period) is None
    has_begun = Stage.VERIFY in (work.period.stage, *earlier_stages(work.period.stage))
    return (Hand.SELF, Hand.VERIFIED) if is_reader or has_begun else (Hand.SELF,)


def desk(work: Work, *, unit: str, hand: Hand) -> Desk:
    """Bàn chấm của một đơn vị, scored among the units of its block."""
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    require_one_hand(hand)
    return kept(
        work.session,
        ("desk", work.period, unit, hand),
        lambda: _desk(work.session, work.period, unit, hand),
    )


def _desk(session: Session, period: BlockPeriod, unit: str, hand: Hand) -> Desk:
    covenant = covenants.load(session, period)
    given = sheets.unchecked(session, period, unit, hand)
    score = score_unit(covenant, given.entries, peers.of_all(session, period, hand))
    if hand is Hand.SELF:
        own, own_score = given, score
    else:
        own = sheets.unchecked(session, period, unit, Hand.SELF)
        claims = peers.of_all(session, period, Hand.SELF)
        own_score = score_unit(covenant, own.entries, claims)
    return Desk(
        period=period,
        covenant=covenant,
        unit=unit,
        sheet=given,
        score=score,
        own=own,
        own_score=own_score,
    )


def sections(covenant: Covenant) -> list[Section]:
    """Các phần của bảng chấm; criteria that stand in no group come last, together."""
    found = [
        Section(node.code, node.text, tuple(_leaves(node)))
        for node in covenant.children
        if isinstance(node, CriterionGroup)
    ]
    alone = tuple(node for node in covenant.children if isinstance(node, Criterion))
    return [*found, Section("", "Tiêu chí chung", alone)] if alone else found


def _leaves(node: Node) -> list[Criterion]:
    if isinstance(node, Criterion):
        return [node]
    return [leaf for child in node.children for leaf in _leaves(child)]


def draft_edits(draft: Draft, entries: Mapping[str, Entry | None]) -> list[LineEdit]:
    """Các dòng cần lưu, each over the version it was typed on; unchanged ones are left out."""
    bases = draft.bases
    return [
        LineEdit(code, bases[code], entry)
        for code, entry in entries.items()
        if not unchanged(draft.stored, code, entry)
    ]


def zero_edits(desk: Desk, section: Section) -> list[LineEdit]:
    """Không phát sinh: zero for the bonus and deduction lines of this part nobody has scored."""
    return [
        LineEdit(one.code, desk.versions.get(one.code, 0), entry)
        for one in section.criteria
        if one.sign is not Sign.BASE and one.code not in desk.sheet.lines
        if (entry := one.rule.zero_entry()) is not None
    ]


def not_zeroed(desk: Desk, section: Section) -> tuple[str, ...]:
    """Dòng thưởng, trừ còn trống mà «không phát sinh» không nói được: its level is to be chosen."""
    return tuple(
        one.code
        for one in section.criteria
        if one.sign is not Sign.BASE
        and one.code not in desk.sheet.lines
        and one.rule.zero_entry() is None
    )


def copied_edits(desk: Desk) -> list[LineEdit]:
    """Chép điểm tự chấm vào các dòng còn trống of the whole sheet."""
    return [
        LineEdit(code, desk.versions.get(code, 0), line.entry)
        for code, line in desk.own.lines.items()
        if line.entry.confirmed and code in desk.covenant.criteria and code not in desk.sheet.lines
    ]


def conflicts(desk: Desk, edits: Sequence[LineEdit]) -> list[Conflict]:
    """Các dòng người khác đã lưu sau khi lưới này được vẽ, with both values."""
    return [
        conflict(desk.covenant, desk.sheet, edit)
        for edit in edits
        if desk.versions.get(edit.criterion, 0) != edit.base
    ]
