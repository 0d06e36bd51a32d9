"""Yêu cầu về dữ liệu cá nhân: what was asked by or of whom, and what was answered by whom."""

from datetime import date

from sqlmodel import col, select

from thidua.db.tables import PersonalRequestRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault
from thidua.domain.period.windows import day_of
from thidua.domain.record.personal_data import (
    DataSubject,
    PersonalRequest,
    RequestKind,
    RequestOutcome,
)
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.record.personal import subjects


def listed(work: Work, subject: DataSubject | None = None) -> list[PersonalRequest]:
    """Các yêu cầu, newest first: of one person, or of everybody for who answers them."""
    if subject is None:
        require(work.actor, Permission.ANSWER_PERSONAL)
    else:
        subjects.require_reader(work, subject)
    wanted = select(PersonalRequestRow).order_by(
        col(PersonalRequestRow.asked_on).desc(), col(PersonalRequestRow.id).desc()
    )
    if subject is not None:
        wanted = wanted.where(
            PersonalRequestRow.login == subject.login,
            PersonalRequestRow.person_code == subject.person,
        )
    return [_told(row) for row in work.session.exec(wanted)]


def _told(row: PersonalRequestRow) -> PersonalRequest:
    return PersonalRequest(
        key=row.id or 0,
        subject=DataSubject(row.login, row.person_code),
        kind=row.kind,
        asked_on=row.asked_on,
        body=row.body,
        entered_by=row.entered_by,
        outcome=row.outcome,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        version=row.version,
    )


def ask(
    work: Work, *, subject: DataSubject, kind: RequestKind, body: str, asked_on: date | None = None
) -> None:
    """Gửi yêu cầu về dữ liệu của mình, or enter one that came on paper, with the day it came.

    NotFound for an unknown person; Refused without words, or with a day that is not yet.
    """
    subjects.require_reader(work, subject)
    subjects.known(work.session, subject)
    today = day_of(work.now)
    day = asked_on or today
    if day > today:
        raise Refused("Ngày nhận yêu cầu không thể sau hôm nay.")
    row = PersonalRequestRow(
        login=subject.login,
        person_code=subject.person,
        kind=kind,
        asked_on=day,
        body=_words(body, "Nội dung yêu cầu"),
        entered_by=work.actor.name,
        entered_at=work.now,
    )
    work.session.add(row)
    work.at(None).record(Act("personal.asked"))


def _words(typed: str, what: str) -> str:
    words = clean_lines(typed)
    if not words:
        raise Refused(f"{what} còn trống.")
    if fault := length_fault(words, LONGEST_TEXT):
        raise Refused(f"{what} {fault}.")
    return words


def answer(work: Work, *, key: int, outcome: RequestOutcome, words: str, seen: int) -> None:
    """Trả lời một yêu cầu, once; nobody answers what they asked about themselves."""
    require(work.actor, Permission.ANSWER_PERSONAL)
    row = work.session.get(PersonalRequestRow, key)
    if row is None:
        raise NotFound
    if row.version != seen or row.outcome is not None:
        raise StaleEdit("Yêu cầu này vừa được người khác trả lời; hãy xem lại.")
    if subjects.is_own(work, DataSubject(row.login, row.person_code)):
        raise Refused("Yêu cầu về dữ liệu của chính mình thì người khác trả lời.")
    row.outcome, row.answer = outcome, _words(words, "Lời trả lời")
    row.answered_by, row.answered_at = work.actor.name, work.now
    row.version += 1
    work.session.add(row)
    work.at(None).record(Act("personal.answered"))
