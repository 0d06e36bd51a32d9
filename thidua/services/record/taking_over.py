"""Nhận bàn giao: the pack of a block is taken in where that block was never before.

What is taken in stands as it was said there, by whom and when; who took it in is in the record.
All of it or nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from thidua.db import dossier_queries, queries
from thidua.db.changes import insert_rows
from thidua.db.tables import (
    Account,
    Block,
    BlockYear,
    GivenAward,
    OfficeHolder,
    StaffMember,
    TakenHandover,
)
from thidua.db.tables import Covenant as CovenantTable
from thidua.domain.access.interest import OUTSIDE
from thidua.domain.access.permissions import SCOPES, Grant, Permission, Role, Scope, require
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Findings, has_errors
from thidua.domain.ground.text import folded
from thidua.domain.period.organiser import BlockOrganiser, OrganiserLevel
from thidua.domain.period.part import YearKind
from thidua.domain.period.roster import RosterRow
from thidua.domain.record.handover import HandedAward, HandedCovenant, Handover
from thidua.domain.vote.vote import Office
from thidua.files.handover_pack import read_pack
from thidua.files.reading import apart
from thidua.services.access import accounts
from thidua.services.covenant import covenants
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.period import organisers, rosters
from thidua.services.record.handover import awards_of


@dataclass(frozen=True, slots=True)
class HandoverPreview:
    """Xem trước gói bàn giao: what is in it, and every reason not to take it in."""

    content: Handover
    findings: Findings

    @property
    def is_refused(self) -> bool:
        """Bị từ chối: at least one error, so nothing may be written."""
        return has_errors(self.findings)


def preview(work: Work, *, data: bytes) -> HandoverPreview:
    """Xem trước một gói bàn giao at the place that is to take it in."""
    require(work.actor, Permission.EDIT_UNITS)
    require(work.actor, Permission.EDIT_ACCOUNTS)
    content, faults = apart.call("gói bàn giao", read_pack, data)
    _require_understood(content)
    found = Findings()
    for fault in faults:
        found.error("handover_record", fault, "Nhật ký")
    session = work.session
    blocks = session.exec(select(Block)).all()
    if any(code_key(one.code) == code_key(content.block_code) for one in blocks):
        message = f"ở đây đã có khối «{content.block_code}»; chỉ nhận khối chưa từng có"
        found.error("block_there", message, "Khối")
    _check_units(session, content, found)
    _check_people(session, content, found)
    _check_covenants(content, found)
    known = law.book(session).awards
    for name in sorted({one.award for one in content.awards} - set(known)):
        message = f"bộ luật ở đây không có «{name}»; vẫn giữ trong quá trình khen thưởng"
        found.warning("unknown_award", message, "Khen thưởng")
    return HandoverPreview(content, found)


def _require_understood(content: Handover) -> None:
    """Mọi mã, ngày trong gói phải là mã, ngày mà bản phần mềm này biết."""
    try:
        if content.organiser is not None:
            OrganiserLevel(content.organiser[0])
        for office in content.offices:
            Office(office.office)
        for one in content.covenants:
            YearKind(one.kind), _date(one.begins), _date(one.ends), _date(one.effective_from)
            if datetime.fromisoformat(one.created_at).utcoffset() is None:
                raise ValueError(one.created_at)
            _draft(one)
        for award in content.awards:
            Recipient(award.recipient), Occasion(award.occasion), _date(award.day)
        for role in content.roles:
            Role(role.role)
    except (ValueError, ArithmeticError, TypeError) as fault:
        raise Refused("Gói bàn giao có mã hoặc ngày mà bản phần mềm này không hiểu.") from fault


def _check_units(session: Session, content: Handover, found: Findings) -> None:
    there = {code_key(one.code): one for one in dossier_queries.all_units(session)}
    for one in content.units:
        same = there.get(code_key(one.code))
        if same is not None and (same.code, same.name) != (one.code, one.name):
            message = f"mã «{one.code}» ở đây là của «{same.name}», trong gói là «{one.name}»"
            found.error("other_unit", message, "Đơn vị")


def _check_people(session: Session, content: Handover, found: Findings) -> None:
    staff = {code_key(one.code): one for one in dossier_queries.staff(session)}
    for person in content.people:
        same = staff.get(code_key(person.code))
        if same is not None:
            message = f"mã cá nhân «{person.code}» ở đây đã có ({same.full_name}, {same.unit})"
            found.error("person_there", message, "Cá nhân")
    names = dict(session.exec(select(Account.login, Account.full_name)).all())
    for login, full_name in sorted({(one.login, one.full_name) for one in content.roles}):
        if names.get(login, full_name) != full_name:
            message = f"tên đăng nhập «{login}» ở đây là của người khác ({names[login]})"
            found.error("other_account", message, "Vai trò")
    for one in content.roles:
        if SCOPES.get(Role(one.role)) is Scope.SYSTEM:
            found.error("system_role", f"gói giao vai trò toàn hệ thống «{one.role}»", "Vai trò")


def _check_covenants(content: Handover, found: Findings) -> None:
    for one in content.covenants:
        place = f"Giao ước {one.year} {one.part} bản {one.version}".replace("  ", " ")
        draft = _draft(one)
        if covenants.fingerprint(draft) != one.fingerprint:
            found.error("covenant_print", "nội dung khác mã đối chiếu ghi trong gói", place)
        elif read_covenant(draft)[0] is None:
            found.error("covenant_unread", "bản phần mềm này không đọc được", place)


def _draft(one: HandedCovenant) -> CovenantDraft:
    return CovenantDraft(
        tuple(SettingRow(str(name), value) for name, value in one.settings),
        tuple(_criterion(row) for row in one.criteria),
        tuple(RankingRow(*_four(row)) for row in one.ranking),
    )


def _criterion(row: tuple[str | None, ...]) -> CriterionRow:
    code, text, most, method, parameters, sign, evidence, gate, clause, note, *more = row
    quotation, source = (*more, "", "")[:2]
    return CriterionRow(
        code=code or "",
        text=text or "",
        max_points=None if most is None else Decimal(most),
        method=method or "",
        parameters=parameters or "",
        sign=sign or "",
        evidence=evidence or "",
        gate=gate or "",
        clause=clause or "",
        note=note or "",
        quotation=quotation or "",
        source=source or "",
    )


def _four(row: tuple[str | None, ...]) -> tuple[str, str, str, str]:
    kind, order, content, value = row
    return kind or "", order or "", content or "", value or ""


def take(work: Work, *, data: bytes, seen: str | None = None) -> HandoverPreview:
    """Nhận gói bàn giao: all or nothing; `seen` is the fingerprint of what was previewed."""
    take_turn(work.session)
    found = preview(work, data=data)
    if found.is_refused or seen not in (None, found.content.fingerprint):
        raise Refused("Gói bàn giao có lỗi hoặc khác gói đã xem trước; chưa có gì được ghi.")
    content = found.content
    rows = [
        RosterRow(
            *(content.block_code, content.block_name, one.code, one.name),
            *(one.short_name, one.kind, year),
        )
        for one in content.units
        for year in one.years
    ]
    rosters.import_roster(work.at(None), rows=rows)
    session = work.session
    block = session.exec(select(Block).where(Block.code == content.block_code)).one()
    _take_block(work, content, block)
    _take_covenants(work, content, block)
    _take_dossiers(work, content)
    work.at(None).record(
        Act(
            "handover.taken",
            detail={
                "block": content.block_code,
                "fingerprint": content.fingerprint,
                "counts": [[name, count] for name, count in content.counts()],
            },
        )
    )
    _take_roles(work, content)
    return found


def _take_block(work: Work, content: Handover, block: Block) -> None:
    if content.organiser is not None:
        level, body, document = content.organiser
        said = BlockOrganiser(level=OrganiserLevel(level), body=body, document=document, version=0)
        organisers.write(work, block.id or 0, said)
    insert_rows(
        work.session,
        OfficeHolder,
        [
            {
                "block_id": block.id,
                "year": one.year,
                "office": Office(one.office),
                "unit_id": queries.unit_key(work.session, one.unit),
                "source": one.source,
                "set_by": work.actor.name,
                "set_at": work.now,
            }
            for one in content.offices
        ],
    )
    insert_rows(
        work.session,
        TakenHandover,
        [
            {
                "block_id": block.id,
                "fingerprint": content.fingerprint,
                "matters": json.dumps(content.matters, ensure_ascii=False),
                "position": content.position,
                "seal": content.seal,
                "taken_by": work.actor.name,
                "taken_at": work.now,
            }
        ],
    )


def _take_covenants(work: Work, content: Handover, block: Block) -> None:
    years: dict[tuple[int, str, str], int] = {}
    for one in content.covenants:
        place = (one.year, one.kind, one.part)
        if place not in years:
            years[place] = _opened(work.session, block, one)
        ((_, key),) = insert_rows(
            work.session,
            CovenantTable,
            [
                {
                    "block_year_id": years[place],
                    "version": one.version,
                    "title": one.title,
                    "effective_from": _date(one.effective_from),
                    "reason": one.reason,
                    "document": one.document,
                    "created_by": one.created_by,
                    "created_at": datetime.fromisoformat(one.created_at),
                    "fingerprint": one.fingerprint,
                }
            ],
        )
        covenants.write_rows(work.session, key, _draft(one))


def _opened(session: Session, block: Block, one: HandedCovenant) -> int:
    same = (
        BlockYear.block_id == block.id,
        BlockYear.year == one.year,
        BlockYear.kind == YearKind(one.kind),
        BlockYear.part == one.part,
    )
    year = session.exec(select(BlockYear).where(*same)).first() or BlockYear(
        block_id=block.id or 0, year=one.year, kind=YearKind(one.kind), part=one.part
    )
    year.part_name, year.begins, year.ends = one.part_name, _date(one.begins), _date(one.ends)
    session.add(year)
    session.flush()
    return year.id or 0


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _take_dossiers(work: Work, content: Handover) -> None:
    signed: dict[str, Any] = {"set_by": work.actor.name, "set_at": work.now}
    people = [
        {
            "code": one.code,
            "full_name": one.full_name,
            "unit_id": queries.unit_key(work.session, one.unit),
            "position": one.position,
            "is_leader": one.is_leader,
            "active": one.active,
            **signed,
        }
        for one in content.people
    ]
    insert_rows(work.session, StaffMember, people)
    there = {_award_place(one) for one in _awards_there(work.session, content)}
    awards = [
        {
            "recipient": Recipient(one.recipient),
            "subject": one.subject,
            "award": one.award,
            "year": one.year,
            "decision": one.decision,
            "day": _date(one.day),
            "authority": one.authority,
            "occasion": Occasion(one.occasion),
            **signed,
        }
        for one in content.awards
        if _award_place(one) not in there
    ]
    insert_rows(work.session, GivenAward, awards)


def _award_place(one: HandedAward) -> tuple[object, ...]:
    return one.recipient, one.subject, one.award, one.year, one.occasion, folded(one.decision)


def _awards_there(session: Session, content: Handover) -> Iterator[HandedAward]:
    """Lần khen của đơn vị này đã có ở đây, where the unit is of another block here too."""
    yield from awards_of(session, [one.code for one in content.units], [])


def _take_roles(work: Work, content: Handover) -> None:
    """Giao các vai trò; who has no account yet gets one that nobody can enter until it is reset."""
    known = set(work.session.exec(select(Account.login)).all())
    here = {OUTSIDE, *(one.code for one in content.units)}
    for one in content.roles:
        if one.login not in known:
            known.add(one.login)
            accounts.create(work, login=one.login, full_name=one.full_name, password=None)
        home = one.home if one.home in here else None
        grant = Grant(Role(one.role), content.block_code, one.unit, one.year, home)
        accounts.give_role(work, login=one.login, grant=grant, document="Gói bàn giao")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedHandover:
    """Gói bàn giao đã nhận: by whom, what was open then, the head of the record it came with."""

    matters: tuple[str, ...]
    fingerprint: str
    position: int
    seal: str
    taken_by: str
    taken_at: datetime


def received(work: Work) -> ReceivedHandover | None:
    """Gói bàn giao mà khối này được nhận bằng; None for a block that began here."""
    require(work.actor, Permission.VIEW_RECORD, work.period)
    row = work.session.exec(
        select(TakenHandover)
        .join(Block, col(Block.id) == col(TakenHandover.block_id))
        .where(Block.code == work.period.block_code)
    ).first()
    if row is None:
        return None
    return ReceivedHandover(
        matters=tuple(json.loads(row.matters)),
        fingerprint=row.fingerprint,
        position=row.position,
        seal=row.seal,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
    )
