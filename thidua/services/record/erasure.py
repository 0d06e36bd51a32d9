"""Xóa tên một người: out of the record and of every table, while every seal still holds.

What others typed about the person in free words is not found here; it has to be mended where it
stands. Copies made earlier still hold the name.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from thidua.db import tables, unrenewed
from thidua.db.engine import engine
from thidua.db.rows import all_recorded
from thidua.db.tables import Account, AuditEntry, PersonalValue, SignIn, Vote
from thidua.domain.access.account import record_name
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean, clean_lines, folded
from thidua.domain.period.windows import day_of
from thidua.domain.record.personal_data import AREA_WORDS, DataSubject
from thidua.domain.vote.vote import VoteStatus
from thidua.services.ground import personal
from thidua.services.ground.audit import Act
from thidua.services.ground.personal import ERASED_ACT, PERSON, Tokens
from thidua.services.ground.work import Work
from thidua.services.record.personal import holdings


def erase_account(work: Work, *, login: str, order: str, together: bool = False) -> None:
    """Xóa tên người của một tài khoản đã khóa; `order` says by whose order, in which paper.

    NotFound for an unknown login. Refused for an account in use, without an order, while a ground
    to keep something of it holds, while a vote is open, whose roll names the voters, or where
    others bear the same full name: the record has one token for it, so that they lose it too,
    which `together` accepts.
    """
    require(work.actor, Permission.EDIT_ACCOUNTS)
    account = work.session.exec(select(Account).where(Account.login == login)).first()
    if account is None:
        raise NotFound(f"Không có tài khoản «{login}».")
    if account.active:
        raise Refused(f"Tài khoản «{login}» còn hoạt động; hãy khóa trước khi xóa tên.")
    own = record_name(account.full_name, login)
    earlier = personal.earlier_names(work.session, own)
    names = [account.full_name, own, account.subject or "", login, *earlier]
    _require_no_ground(work, DataSubject(login=login))
    account.password_hash = ""
    work.session.add(account)
    work.session.connection().execute(sa.delete(SignIn).where(col(SignIn.account_id) == account.id))
    if not together:
        for name in (account.full_name, *sorted(earlier)):
            _require_alone(work.session, name, f"tài khoản {login}")
    _erase(work, names, order, _places_of(work.session, names))


def erase_staff(work: Work, *, code: str, order: str, together: bool = False) -> None:
    """Xóa họ tên của một cá nhân trong hồ sơ khen thưởng; the code stays and names nobody.

    NotFound for an unknown code; Refused without an order, while a ground holds, while a vote is
    open, or where others bear the same full name, unless `together`.
    """
    require(work.actor, Permission.EDIT_ACCOUNTS)
    named = select(tables.StaffMember).where(tables.StaffMember.code == code)
    found = work.session.exec(named).first()
    if found is None:
        raise NotFound(f"Không có cá nhân mã «{code}».")
    _require_no_ground(work, DataSubject(person=code))
    names = {found.full_name, *personal.names_of_staff(work.session, found.id)}
    if not together:
        for name in sorted(names):
            _require_alone(work.session, name, f"cá nhân {code}")
    _erase(work, names, order)


def _require_no_ground(work: Work, subject: DataSubject) -> None:
    """Yêu cầu không còn căn cứ giữ: what the office stated lets no name go before its day."""
    found = holdings.unchecked(work.session, subject)
    binding = found.binding(day_of(work.now))
    if not binding:
        return
    area = binding[0]
    raise Refused(
        f"«{AREA_WORDS[area]}» của {subject.words} còn phải giữ đến hết ngày "
        f"{found.until(area):%d/%m/%Y} theo {found.grounds[area].words}. Căn cứ ấy không còn thì "
        "sửa nó ở trang Dữ liệu cá nhân rồi xóa."
    )


def _require_alone(session: Session, name: str, whose: str) -> None:
    accounts = session.exec(select(Account.login, Account.full_name))
    staff = session.exec(select(tables.StaffMember.code, tables.StaffMember.full_name))
    bearers = {
        *(f"tài khoản {one}" for one, of in accounts if folded(of) == folded(name)),
        *(f"cá nhân {one}" for one, of in staff if folded(of) == folded(name)),
    }
    others = sorted(bearers - {whose})
    if others:
        raise Refused(
            f"«{name}» cũng là tên của {', '.join(others)}; xóa thì tên của tất cả cùng mất. Muốn "
            "vậy hãy nói rõ là xóa cùng nhau."
        )


def _places_of(session: Session, names: Iterable[str]) -> set[str]:
    """Dấu của những địa chỉ mạng that the record ties to this person and to nobody else named."""
    known = select(PersonalValue.token, PersonalValue.value)
    said = dict(session.exec(known.where(col(PersonalValue.value).is_not(None))).all())
    mine = {token for token, value in said.items() if value in set(names)}
    entries = select(AuditEntry.actor, AuditEntry.content).where(
        AuditEntry.block_code == "",
        col(AuditEntry.year).is_(None),
        col(AuditEntry.action).in_(_AT_THE_DOOR),
    )
    own: set[str] = set()
    of_others: set[str] = set()
    for actor, text in session.exec(entries.execution_options(yield_per=1000)):
        detail = json.loads(text).get("detail", {})
        place = _token(detail.get("address"))
        whose = _token(detail["account"]) if "account" in detail else actor
        if whose in mine:
            own.add(place)
        elif whose in said:
            of_others.add(place)
    return (own - of_others) & said.keys()


def _token(named: Any) -> str:  # noqa: ANN401 (a value of JSON)
    """Dấu của một tên trong chi tiết; empty where nobody is named."""
    return named[PERSON] if isinstance(named, dict) else ""


_AT_THE_DOOR = ("sign_in.done", "sign_in.refused")


def _erase(
    work: Work, names: Iterable[str], order: str, places: Collection[str] = frozenset()
) -> None:
    if not clean(order):
        raise Refused("Cần ghi xóa theo yêu cầu hoặc văn bản nào.")
    if work.session.exec(select(Vote.id).where(Vote.status == VoteStatus.OPEN)).first() is not None:
        raise Refused("Đang có cuộc bỏ phiếu mở; hãy đợi kiểm phiếu xong rồi xóa tên.")
    work.session.flush()
    tokens = Tokens(work.session)
    tokens.prepare([work.actor.name])
    work.session.flush()
    gone = {folded(name) for name in names if name}
    rows = _values(work.session, gone)
    of_places = select(PersonalValue).where(col(PersonalValue.token).in_(places))
    rows += work.session.exec(of_places) if places else ()
    said = {row.value or "": personal.mark(row.token) for row in rows}
    marks = {folded(value): mark for value, mark in said.items() if folded(value) in gone} | said
    lists = {row.token: left for row in rows if (left := _left_of(row.value or "", marks))}
    tokens.prepare(lists.values())
    work.session.flush()
    for row in rows:
        instead = lists.get(row.token, personal.mark(row.token))
        if row.token not in places:  # they stand in no table
            _take_out(work.session, row.value or "", instead)
        row.value, row.salt, row.lookup = None, None, None
        row.erased_at, row.erased_by = work.now, tokens.of(work.actor.name)
        row.erased_for = clean_lines(order)
        work.session.add(row)
    work.session.flush()
    work.session.expire_all()
    detail: dict[str, Any] = {"erased": [row.token for row in rows]}
    if places:
        detail["places"] = len(places)
    if lists:
        detail["corrected"] = [[token, tokens.of(left)] for token, left in lists.items()]
    work.at(None).record(Act(ERASED_ACT, detail=detail, reason=order))


def _values(session: Session, names: set[str]) -> list[PersonalValue]:
    """Các tên này trong nhật ký in whatever case they were typed, and lists and texts that hold one
    of them; a text names in «».
    """
    found = session.exec(select(PersonalValue).where(col(PersonalValue.value).is_not(None)))
    quoted = [f"«{name}»" for name in names]

    def holds(value: str) -> bool:
        if not names.isdisjoint(map(folded, [value, *value.splitlines()])):
            return True
        return "«" in value and any(one in folded(value) for one in quoted)

    return [row for row in found if holds(row.value or "")]


def _left_of(value: str, marks: Mapping[str, str]) -> str:
    """Danh sách còn lại, a mark in the line of each erased name; empty for what is no list."""
    lines = value.splitlines()
    left = [marks.get(line) or marks.get(folded(line), line) for line in lines]
    kept = "\n".join(left)
    is_quoted = any(f"«{name}»" in folded(kept) for name in marks)
    return "" if len(lines) == 1 or left == lines or is_quoted else kept


def _take_out(session: Session, name: str, mark: str) -> None:
    """Thay tên bằng dấu ở mọi bảng; the record is not asked, since it holds the same token."""
    for shape in all_recorded():
        for column in shape.persons:
            place = shape.table.c[column]
            change = sa.update(shape.table).where(place == name).values({column: mark})
            session.connection().execute(change)
    unrenewed.only_names(session)


def settle(url: str) -> None:
    """Dọn tệp: what the log of SQLite still holds of a name goes, as it went from the file."""
    with engine(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
