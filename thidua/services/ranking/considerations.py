"""Tình trạng xét: whether a unit is ranked this time, decided by two people."""

from sqlmodel import col, select

from thidua.db import queries
from thidua.db.tables import Consideration
from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.scoring import joint
from thidua.services.scoring.joint import Asked

_BACK = "Xét lại bình thường"


def of_unit(work: Work, *, unit: str) -> UnitConsideration:
    """Tình trạng xét của một đơn vị, for whoever may see its sheet: the unit itself above all."""
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    given = queries.considerations(work.session, work.period)
    return given.get(unit, UnitConsideration())


def ask(
    work: Work,
    *,
    unit: str,
    state: ConsiderationState,
    reason: str = "",
    document: str = "",
    seen: UnitConsideration | None = None,
) -> None:
    """Đề nghị tình trạng xét của một đơn vị; excluded and deferred need a reason and a document.

    `seen` is the state the person decided over; StaleEdit when it has changed since. Nothing
    changes before a second person confirms.
    """
    work = interests.require_deciding(work, Permission.SET_CONSIDERATION, unit)
    if state is not ConsiderationState.CONSIDERED:
        if not reason.strip():
            raise Refused("Cần ghi lý do khi không xét hoặc tạm hoãn một đơn vị.")
        if not document.strip():
            raise Refused("Cần ghi văn bản (số, ngày) khi không xét hoặc tạm hoãn một đơn vị.")
    if unit not in {member.code for member in block_members.members(work.session, work.period)}:
        raise NotFound
    before = queries.considerations(work.session, work.period).get(unit, UnitConsideration())
    if seen is not None and seen != before:
        raise StaleEdit("Tình trạng xét vừa được người khác đổi; hãy xem lại.")
    if state is before.state and (reason.strip(), document.strip()) == (
        before.reason,
        before.document,
    ):
        raise Refused("Tình trạng xét đã đúng như vậy.")
    asked = Asked(
        kind=JointKind.CONSIDERATION,
        unit=unit,
        content={"state": state.value, "before": before.state.value},
        reason=reason.strip() or _BACK,
        document=document,
    )
    work.record(joint.ask(work, asked))


def settle(work: Work, *, decision: JointDecision) -> list[Act]:
    """Ghi tình trạng xét, as two people decided; what to record of it.

    StaleEdit when it is not any more what they decided over.
    """
    before = queries.considerations(work.session, work.period).get(
        decision.unit, UnitConsideration()
    )
    if before.state.value != decision.content["before"]:
        raise StaleEdit("Tình trạng xét đã đổi từ lúc đề nghị; hãy rút và đề nghị lại.")
    unit_id = queries.unit_key(work.session, decision.unit)
    row = work.session.exec(
        select(Consideration).where(
            Consideration.block_year_id == work.period.id, col(Consideration.unit_id) == unit_id
        )
    ).first()
    if row is None:
        row = Consideration(
            block_year_id=work.period.id, unit_id=unit_id, set_by="", set_at=work.now
        )
    else:
        row.version += 1
    row.state = ConsiderationState(decision.content["state"])
    row.reason, row.document = decision.reason, decision.document
    row.set_by, row.set_at = decision.asked_by, work.now
    work.session.add(row)
    work.session.flush()
    return [Act("unit.consideration", decision.unit, rows=[row_of(row)], reason=decision.reason)]
