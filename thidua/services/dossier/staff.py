"""Cá nhân: the people of the units who may be put forward, mostly from a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, select

from thidua.db import dossier_queries, tables
from thidua.db.tables import Unit
from thidua.domain.access.permissions import Actor, Permission, require_here, units_of
from thidua.domain.dossier import staff as words
from thidua.domain.dossier.staff import StaffMember, StaffRow
from thidua.domain.ground.codes import other_case
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.services.dossier.lists import DossierList
from thidua.services.dossier.owners import DossierOwners, of_actor_now, require_no_rival
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work


def listed(work: Work) -> tuple[StaffMember, ...]:
    """Cá nhân của các đơn vị người này được xem, by code; those no longer considered too."""
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    members = [member.code for member in block_members.members(work.session, work.period)]
    units = [code for code in members if allowed is None or code in allowed]
    return tuple(dossier_queries.staff(work.session, units))


@dataclass(frozen=True, slots=True)
class _Listing:
    """Một người cần ghi, and what stands there now."""

    row: StaffRow
    before: StaffMember | None

    @property
    def units(self) -> frozenset[str]:
        before = () if self.before is None else (self.before.unit,)
        return frozenset({self.row.unit, *before})

    @property
    def takes(self) -> bool:
        """Bớt của đơn vị: what is known of a person becomes another."""
        return self.change.kind is ChangeKind.CHANGED

    @property
    def change(self) -> Change:
        subject = f"Cá nhân {self.row.code}"
        if self.before is None:
            return Change(ChangeKind.NEW, subject, new=self.row.words)
        is_same = self.before.active and self.before.said == self.row.said
        kind = ChangeKind.SAME if is_same else ChangeKind.CHANGED
        return Change(kind, subject, self.before.words, self.row.words)


def preview_people(
    work: Work, *, rows: Sequence[StaffRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước danh sách cá nhân: of a period's units, or without one of any unit.

    Nobody leaves by being left out of the file.
    """
    return _LIST.preview(work, rows, findings)


def _listing(
    session: Session, subjects: DossierOwners, rows: Sequence[StaffRow], findings: Findings
) -> list[_Listing]:
    stored = {one.code: one for one in dossier_queries.staff(session)}
    known = [_known(subjects, row, findings) for row in rows]
    return [
        _Listing(_completed(row, stored.get(row.code)), stored.get(row.code))
        for row in known
        if row is not None
    ]


def _completed(row: StaffRow, before: StaffMember | None) -> StaffRow:
    """Dòng kèm điều đang lưu ở những cột mà danh sách không có."""
    if before is None:
        return row
    return replace(
        row,
        position=before.position if words.POSITION in row.unsaid else row.position,
        is_leader=before.is_leader if words.LEADER in row.unsaid else row.is_leader,
    )


def _known(subjects: DossierOwners, row: StaffRow, findings: Findings) -> StaffRow | None:
    """Dòng với mã đơn vị và mã cá nhân như đã ghi; None with a finding at its cell."""
    at_code, at_unit = row.at.get(words.PERSON_CODE, ""), row.at.get(words.UNIT_CODE, "")
    unit = subjects.unit_called(row.unit)
    if unit is None:
        message = f"không có đơn vị «{row.unit}»; hãy nhập danh sách đơn vị trước"
        findings.error("unknown_unit", message, at_unit)
        return None
    if subjects.unit(row.code) is not None:
        message = f"mã «{row.code}» là mã của một đơn vị; hãy dùng mã khác cho cá nhân"
        findings.error("two_subjects", message, at_code)
        return None
    before = subjects.person(row.code)
    if before is not None and (told := other_case(row.code, before.code, at_code)) is not None:
        findings.append(told)
        return None
    for place, code in (
        (at_unit, unit.unit),
        (at_code, unit.unit if before is None else before.unit),
    ):
        if not subjects.may(code):
            message = f"bạn không được ghi hồ sơ người của đơn vị này (dòng «{row.code}»)"
            findings.error("not_own_unit", message, place)
            return None
    return replace(row, unit=unit.code)


def import_people(
    work: Work,
    *,
    rows: Sequence[StaffRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập danh sách cá nhân: all or nothing; whoever is in the file is considered again."""
    return _LIST.bring(work, rows, findings, seen)


def _write(work: Work, listing: Sequence[_Listing]) -> list[Act]:
    units = {code: key for code, key in work.session.exec(select(Unit.code, Unit.id)).all()}
    people = {one.code: one for one in work.session.exec(select(tables.StaffMember)).all()}
    written = []
    for one in listing:
        row = one.row
        person = people.get(row.code)
        if person is None:
            person = tables.StaffMember(
                code=row.code,
                full_name="",
                unit_id=0,
                version=0,
                set_by=work.actor.name,
                set_at=work.now,
            )
        person.full_name, person.position = row.full_name, row.position
        person.unit_id, person.is_leader = units[row.unit] or 0, row.is_leader
        person.active = True
        _mark(person, work.actor, work.now)
        work.session.add(person)
        written.append((one, person))
    work.session.flush()
    return [
        Act(f"person.{one.change.kind}", one.row.unit, rows=[row_of(person)])
        for one, person in written
    ]


_LIST = DossierList("Danh sách", _listing, _write)


def set_active(work: Work, *, code: str, active: bool, seen: int, reason: str = "") -> None:
    """Thôi xét hoặc xét lại một người, who keeps all that is recorded; `seen` is the version.

    A person of another unit is put out of consideration by no rival alone.
    """
    subjects, fresh = of_actor_now(work)
    take_turn(work.session)
    before = next((one for one in dossier_queries.staff(work.session) if one.code == code), None)
    if before is None:
        raise NotFound
    subjects.require_may(before.unit)
    if not active:
        require_no_rival(work.at(fresh), before.unit)
    if before.version != seen:
        raise StaleEdit("Hồ sơ người này vừa được người khác sửa; hãy xem lại.")
    if not active and not reason.strip():
        raise Refused("Cần ghi lý do thôi xét người này.")
    if before.active is active:
        raise Refused("Không có gì để đổi.")
    named = select(tables.StaffMember).where(tables.StaffMember.code == code)
    person = work.session.exec(named).one()
    person.active = active
    _mark(person, work.actor, work.now)
    work.session.add(person)
    work.session.flush()
    act = Act(f"person.{ChangeKind.CHANGED}", before.unit, reason=reason.strip())
    work.at(fresh).record(act)


def _mark(person: tables.StaffMember, actor: Actor, now: datetime) -> None:
    person.version += 1
    person.set_by, person.set_at = actor.name, now
