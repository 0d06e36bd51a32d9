"""Mở lại nhiều bảng một lần: verified sheets that lack a line the covenant asks for by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.interest import Hands, interest_of, require_disinterest
from thidua.domain.access.joint_decision import JointKind
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.scoring import score_unit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.scoring import joint, peers
from thidua.services.scoring.joint import Asked
from thidua.services.verify import joint_decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class IncompleteSheet:
    """Bảng thẩm định thiếu dòng: verified before the covenant asked for these criteria.

    `is_own` says that the reader is of the unit, `is_asked` that its reopening waits already.
    """

    unit: str
    criteria: tuple[str, ...]
    is_own: bool = False
    is_asked: bool = False

    @property
    def may_be_asked(self) -> bool:
        """Đề nghị mở lại được ngay."""
        return not (self.is_own or self.is_asked)


def incomplete(work: Work) -> tuple[IncompleteSheet, ...]:
    """Các bảng thẩm định đã xác nhận mà thiếu dòng, in the order of the units."""
    require(work.actor, Permission.SCORE_VERIFIED, work.period)
    own = interest_of(work.actor, work.period)
    asked = {
        one.unit
        for one in joint.unchecked_waiting(work.session, work.period)
        if one.kind is JointKind.REOPENING
    }
    return tuple(
        IncompleteSheet(
            unit=unit,
            criteria=codes,
            is_own=own.hands(unit) is Hands.BARRED,
            is_asked=unit in asked,
        )
        for unit, codes in _lacking(work.session, work.period).items()
    )


def _lacking(session: Session, period: BlockPeriod) -> dict[str, tuple[str, ...]]:
    covenant = covenants.load(session, period)
    others = peers.of_all(session, period, Hand.VERIFIED)
    found = {}
    stored = queries.sheets(session, period, Hand.VERIFIED)
    for member in block_members.members(session, period):
        sheet = stored.get(member.code)
        if sheet is None or sheet.status is not SheetStatus.VERIFIED:
            continue
        missing = set(score_unit(covenant, sheet.entries, others).missing)
        codes = tuple(code for code in covenant.criteria if code in missing & set(covenant.asked))
        if codes:
            found[member.code] = codes
    return found


def ask_all(work: Work, *, units: Sequence[str], reason: str, document: str = "") -> None:
    """Đề nghị mở lại mọi bảng này bằng một lần ghi: nothing changes before a second person.

    `units` are those that were shown; StaleEdit where others lack something by now. NotPermitted
    for whoever is of one of them.
    """
    work = work.require(Permission.SCORE_VERIFIED)
    for unit in units:
        require_disinterest(work.actor, work.period, unit)
    if not clean_lines(reason):
        raise Refused("Cần ghi lý do mở lại.")
    lacking = {one.unit: one for one in incomplete(work) if one.may_be_asked}
    if not units or set(units) != set(lacking):
        raise StaleEdit("Các bảng thiếu dòng đã đổi từ lúc xem; hãy xem lại.")
    acts = []
    for unit, one in lacking.items():
        windows.require_in_time(work.session, work.period, unit, work.now, Hand.VERIFIED)
        content = {"criteria": list(one.criteria)}
        asked = Asked(
            kind=JointKind.REOPENING,
            unit=unit,
            content=content,
            reason=reason,
            document=document,
        )
        acts.append(joint.ask(work, asked))
    work.record(*acts)


def confirm_all(work: Work, *, keys: Sequence[int]) -> None:
    """Xác nhận mở lại mọi bảng này làm người thứ hai: all of them, or none."""
    for key in keys:
        joint_decisions.confirm(work, key=key)
