"""Bản sao cho một người: all that is kept on them, to read as a workbook or to carry as JSON.

What the person did is told by kind, time and place; the values stand with the block, since they are
of others too.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import tables
from thidua.db.tables import AuditEntry, PersonalValue, SignIn
from thidua.domain.access.interest import grant_words
from thidua.domain.document.blocks import Column, Table
from thidua.domain.dossier.facts import Recipient
from thidua.domain.period.windows import vi_day, vi_moment
from thidua.domain.record.personal_data import (
    AREA_WORDS,
    OUTCOME_WORDS,
    PURPOSE_WORDS,
    REQUEST_WORDS,
    DataSubject,
    Holdings,
    PersonalRequest,
)
from thidua.files.list_book import list_book
from thidua.services.access import accounts
from thidua.services.ground.personal import lookup
from thidua.services.ground.work import Work
from thidua.services.record.personal import holdings, requests, subjects
from thidua.services.record.words.names import Names, StoredRows

Row = Mapping[str, str]
"""Dòng của bản sao: every value in words, under its heading."""

_UNKNOWN = "—"
_OPEN = "chưa ghi căn cứ"


@dataclass(frozen=True, slots=True)
class _Copy:
    name: str
    parts: Mapping[str, Sequence[Row]]


def workbook(work: Work, *, subject: DataSubject, actions: Mapping[str, str]) -> bytes:
    """Bản sao bằng sổ Excel, a sheet for each part; `actions` are the words of what is recorded."""
    found = _copy(work, subject, actions)
    mark = f"{found.name} · lập lúc {vi_moment(work.now)}"
    shown = [(title, _table(rows)) for title, rows in found.parts.items() if rows]
    return list_book("Dữ liệu cá nhân", mark, shown)


def structured(work: Work, *, subject: DataSubject, actions: Mapping[str, str]) -> bytes:
    """Bản sao bằng JSON, for a program to read; the same parts, and the same words in them."""
    found = _copy(work, subject, actions)
    told = {"Người": found.name, "Lập lúc": vi_moment(work.now), **found.parts}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _table(rows: Sequence[Row]) -> Table:
    widths = {
        heading: max(len(heading), *(min(len(row[heading]), 40) for row in rows))
        for heading in rows[0]
    }
    return Table(
        columns=tuple(Column(heading, max(3, width // 2)) for heading, width in widths.items()),
        rows=tuple(tuple(row.values()) for row in rows),
    )


def _copy(work: Work, subject: DataSubject, actions: Mapping[str, str]) -> _Copy:
    found = holdings.view(work, subject)
    known = subjects.known(work.session, subject)
    parts = {
        "Đang giữ gì": list(_kept(found)),
        "Chi tiết": list(_details(work.session, subject, known)),
        "Phiên đăng nhập": list(_sign_ins(work.session, known)),
        "Việc đã làm": list(_acts(work.session, known, actions)),
        "Yêu cầu": [_request(one) for one in requests.listed(work, subject)],
    }
    return _Copy(found.name, parts)


def _kept(found: Holdings) -> Iterator[Row]:
    for one in found.kept:
        until, ground = found.until(one.area), found.grounds.get(one.area)
        yield {
            "Nhóm": AREA_WORDS[one.area],
            "Nơi giữ": one.table,
            "Với tư cách": ", ".join(one.as_what) or _UNKNOWN,
            "Số lần": str(one.count),
            "Từ": _moment(one.first),
            "Gần nhất": _moment(one.last),
            "Để làm gì": PURPOSE_WORDS[one.area],
            "Căn cứ": _OPEN if ground is None else ground.words,
            "Giữ đến hết ngày": _UNKNOWN if until is None else vi_day(until),
        }


def _moment(at: datetime | None) -> str:
    return _UNKNOWN if at is None else vi_moment(at)


def _details(session: Session, subject: DataSubject, known: subjects.Known) -> Iterator[Row]:
    """Từng điều: the account and the roles held ever, or the dossier with facts and awards."""
    for name in known.earlier:
        yield _said("Tên trước khi sửa", name)
    if known.account is not None:
        yield _said("Họ tên", known.account.full_name)
        yield _said("Tên đăng nhập", known.account.login)
        yield _said("Danh tính ở dịch vụ đăng nhập một lần", known.account.subject or _UNKNOWN)
        yield _said("Tài khoản lập lúc", vi_moment(known.account.created_at))
        yield _said("Còn hoạt động", "có" if known.account.active else "không")
        for grant in accounts.unchecked_of(session, known.account.id or 0):
            yield _said("Vai trò đang giữ", grant_words(grant))
        return
    names = Names(StoredRows(session))
    person = session.exec(
        select(tables.StaffMember).where(tables.StaffMember.code == subject.person)
    ).one()
    yield _said("Họ tên", person.full_name)
    yield _said("Mã", person.code)
    yield _said("Chức vụ", person.position or _UNKNOWN)
    yield _said("Đơn vị", names.unit_name(person.unit_id))
    of = (Recipient.INDIVIDUAL, subject.person)
    facts = select(tables.StatedFact).where(
        tables.StatedFact.recipient == of[0], tables.StatedFact.subject == of[1]
    )
    for fact in session.exec(facts.order_by(col(tables.StatedFact.id))):
        year = "" if fact.year is None else f", năm {fact.year}"
        now = "" if fact.live else " (đã thay)"
        yield _said(f"{names.achievement(fact.code)}{year}", f"{fact.value}{now}")
    awards = select(tables.GivenAward).where(
        tables.GivenAward.recipient == of[0], tables.GivenAward.subject == of[1]
    )
    for award in session.exec(awards.order_by(col(tables.GivenAward.id))):
        said = ", ".join(filter(None, [f"năm {award.year}", award.decision]))
        yield _said(names.award(award.award), f"{said} (đã bỏ)" if award.withdrawn else said)


def _said(what: str, value: str) -> Row:
    return {"Điều": what, "Giá trị": value}


def _sign_ins(session: Session, known: subjects.Known) -> Iterator[Row]:
    if known.account is None:
        return
    wanted = select(SignIn).where(SignIn.account_id == known.account.id)
    for one in session.exec(wanted.order_by(col(SignIn.created_at))):
        yield {
            "Đăng nhập lúc": vi_moment(one.created_at),
            "Dùng gần nhất": vi_moment(one.used_at),
            "Từ địa chỉ": one.address or _UNKNOWN,
        }


def _acts(session: Session, known: subjects.Known, actions: Mapping[str, str]) -> Iterator[Row]:
    marks = select(PersonalValue.token).where(
        col(PersonalValue.lookup).in_([lookup(name) for name in known.written])
    )
    columns = (AuditEntry.position, AuditEntry.at, AuditEntry.action, AuditEntry.block_code)
    mine = col(AuditEntry.actor).in_(marks) | col(AuditEntry.on_behalf_of).in_(marks)
    for position, at, action, block in session.exec(
        select(*columns).where(mine).order_by(col(AuditEntry.position))
    ):
        yield {
            "Mục nhật ký": str(position),
            "Lúc": vi_moment(at),
            "Việc": actions.get(action, action),
            "Khối": block or _UNKNOWN,
        }


def _request(one: PersonalRequest) -> Row:
    return {
        "Ngày": vi_day(one.asked_on),
        "Yêu cầu": REQUEST_WORDS[one.kind],
        "Nội dung": one.body,
        "Trả lời": _UNKNOWN if one.outcome is None else OUTCOME_WORDS[one.outcome],
        "Lời trả lời": one.answer or _UNKNOWN,
        "Người trả lời": one.answered_by or _UNKNOWN,
        "Lúc trả lời": _moment(one.answered_at),
    }
