"""Sửa họ tên: the tables say the right name from now on, and the record keeps both.

What was recorded before stays as it was sealed. The entry of the correction says which token stands
for which from there on, so that whoever replays the record turns them as the tables were turned.
"""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from thidua.db import tables, unrenewed
from thidua.db.rows import all_recorded
from thidua.db.tables import Account, Vote
from thidua.domain.access.account import full_name_fault, record_name
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean
from thidua.domain.record.personal_data import DataSubject
from thidua.domain.vote.vote import VoteStatus
from thidua.services.ground import personal
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.personal import CORRECTED_ACT, Tokens
from thidua.services.ground.work import Work
from thidua.services.record.personal import subjects


def correct_name(work: Work, *, login: str, full_name: str, document: str, seen: int) -> None:
    """Sửa họ tên của một tài khoản; `document` is the paper that shows the right one.

    NotFound for an unknown login. Refused for an erased one, without a document, for the name it
    has already, by its own person, or while a vote is open, whose roll names the voters.
    """
    require(work.actor, Permission.ANSWER_PERSONAL)
    if subjects.is_own(work, DataSubject(login=login)):
        raise Refused("Họ tên của chính mình thì người khác sửa, theo giấy tờ của bạn.")
    take_turn(work.session)
    account = work.session.exec(select(Account).where(Account.login == login)).first()
    if account is None or personal.is_mark(login):
        raise NotFound(f"Không có tài khoản «{login}».")
    if account.version != seen:
        raise StaleEdit
    name = clean(full_name)
    if fault := full_name_fault(name):
        raise Refused(fault)
    if name == account.full_name:
        raise Refused(f"Họ tên đang ghi đúng như vậy: «{name}».")
    if not clean(document):
        raise Refused("Cần ghi giấy tờ cho biết họ tên đúng (loại, số, ngày).")
    if work.session.exec(select(Vote.id).where(Vote.status == VoteStatus.OPEN)).first() is not None:
        raise Refused("Đang có cuộc bỏ phiếu mở; hãy đợi kiểm phiếu xong rồi sửa họ tên.")
    old, new = record_name(account.full_name, login), record_name(name, login)
    tokens = Tokens(work.session)
    tokens.prepare([old, new])
    _turn_in_councils(work.session, login, account.full_name, name)
    account.full_name, account.version = name, account.version + 1
    work.session.add(account)
    work.session.flush()
    _turn(work.session, old, new)
    corrected = [[tokens.of(old), tokens.of(new)]]
    work.at(None).record(Act(CORRECTED_ACT, detail={"corrected": corrected}, reason=document))


def _turn_in_councils(session: Session, login: str, old: str, new: str) -> None:
    """Đổi họ tên không kèm tên đăng nhập, only where the account beside it says whose it is."""
    for table, column in (
        (tables.CouncilMemberTable, "name"),
        (tables.CouncilAttendanceTable, "substitute"),
    ):
        mine = (col(table.account) == login) & (getattr(table, column) == old)
        for row in session.exec(select(table).where(mine)):
            setattr(row, column, new)
            session.add(row)


def _turn(session: Session, old: str, new: str) -> None:
    """Đổi tên ở mọi bảng; the record says so in one entry for all of them."""
    for shape in all_recorded():
        for column in shape.persons:
            place = shape.table.c[column]
            change = sa.update(shape.table).where(place == old).values({column: new})
            session.connection().execute(change)
    unrenewed.only_names(session)
    session.expire_all()
