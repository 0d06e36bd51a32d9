"""Nhắc việc: what each unit still owes in this stage, as a ready text; who was reminded, when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from thidua import mail
from thidua.db import queries
from thidua.db.changes import insert_rows
from thidua.db.engine import is_demo, reading, writing
from thidua.db.tables import Reminder as ReminderTable
from thidua.db.tables import Unit
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import LONGEST_NAME, length_fault
from thidua.domain.period.owed import OwedTask
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.reminder import (
    OwedItem,
    Reminded,
    deadline_words,
    reminder_text,
)
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.period.windows import day_of
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.progress import owed

Link = Callable[[OwedTask], str]
"""Đường dẫn tới việc: the address where it is done, whole, for a letter."""


@dataclass(frozen=True, slots=True)
class DueText:
    """Lời nhắc sẵn của một đơn vị: what it owes, line by line, and the text to copy or send."""

    unit: Member
    owed: tuple[str, ...]
    body: str


def due_texts(work: Work, *, link: Link) -> tuple[DueText, ...]:
    """Lời nhắc của từng đơn vị còn việc trong giai đoạn này, in the order of the members.

    A unit is told of its own work alone; `link` gives the address where a task is done.
    """
    require(work.actor, Permission.REMIND, work.period)
    if work.period.covenant_version is None:
        return ()
    tasks = owed.unchecked_owed(work.session, work.period, work.now)
    deadlines = owed.deadlines(work)
    period = work.period
    stage = f"{period.words} đang ở giai đoạn {STAGE_WORDS[period.stage]}"
    found = []
    for member in block_members.members(work.session, work.period):
        items = [OwedItem(one.words, link(one)) for one in tasks.get(member.code, ())]
        if items:
            until = deadlines.get(member.code, deadlines.get(owed.ALL))
            deadline = "" if until is None else deadline_words(until, work.now)
            body = reminder_text(member.name, stage, deadline, items)
            found.append(DueText(member, tuple(one.words for one in items), body))
    return tuple(found)


def mark_reminded(work: Work, *, bodies: Mapping[str, str], sent_to: str = "") -> None:
    """Ghi là đã nhắc các đơn vị này, with the text each was told; all or none.

    `sent_to` is the mail address it went to, empty where the person passed it on themselves.
    """
    work = work.require(Permission.REMIND)
    members = {member.code for member in block_members.members(work.session, work.period)}
    if not bodies or not all(body.strip() for body in bodies.values()):
        raise Refused("Chưa có lời nhắc nào để ghi.")
    if not members.issuperset(bodies):
        raise NotFound
    fault = length_fault(sent_to, LONGEST_NAME)
    if fault:
        raise Refused(f"Nơi gửi {fault}.")
    rows = insert_rows(
        work.session,
        ReminderTable,
        [
            {
                "block_year_id": work.period.id,
                "unit_id": queries.unit_key(work.session, unit),
                "body": body,
                "sent_to": sent_to,
                "sent_by": work.actor.name,
                "sent_at": work.now,
            }
            for unit, body in bodies.items()
        ],
    )
    acts = [Act("reminder.sent", unit, rows=[row]) for unit, row in zip(bodies, rows, strict=True)]
    work.record(*acts)


def history(work: Work) -> tuple[Reminded, ...]:
    """Các lần đã nhắc of the whole block, latest first."""
    require(work.actor, Permission.VIEW_REVIEWS, work.period)
    return kept(
        work.session, ("reminders", work.period), lambda: _history(work.session, work.period)
    )


def _history(session: Session, period: BlockPeriod) -> tuple[Reminded, ...]:
    rows = session.exec(
        select(ReminderTable, Unit.code)
        .join(Unit, col(Unit.id) == col(ReminderTable.unit_id))
        .where(ReminderTable.block_year_id == period.id)
        .order_by(col(ReminderTable.id).desc())
    )
    return tuple(
        Reminded(
            unit=code, body=row.body, sent_to=row.sent_to, sent_by=row.sent_by, sent_at=row.sent_at
        )
        for row, code in rows
    )


def can_send(session: Session) -> bool:
    """Gửi thư được: a mail server is set, and this is not the demo, which everybody may enter."""
    return mail.is_configured() and not is_demo(session)


def send(
    url: str,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    to: str,
    link: Link,
    now: datetime,
) -> None:
    """Gửi thư nhắc một đơn vị, and only then record it; no transaction is open meanwhile.

    The text is made anew, so nothing but a reminder ever goes out. Refused when nothing is missing
    any more, when the address had one today, or when the mail server did not take it.
    """
    with reading(url) as session:
        found = due_texts(Work(session, actor, period, now), link=link)
        before = _history(session, period)
        if not can_send(session):
            raise Refused("Chưa gửi thư được từ đây; hãy chép lời nhắc.")
    text = next((one for one in found if one.unit.code == unit), None)
    if text is None:
        raise Refused("Đơn vị này không còn việc nào phải nhắc.")
    to = to.strip()
    if any(one.sent_to == to and day_of(one.sent_at) == day_of(now) for one in before):
        raise Refused(f"Hôm nay đã gửi thư nhắc tới {to}; mai hãy nhắc lại.")
    subject = f"{period.words}: việc còn thiếu của {text.unit.name}"
    mail.send(to, subject, text.body, now)
    with writing(url) as session:
        bodies = {unit: text.body}
        mark_reminded(Work(session, actor, period, now), bodies=bodies, sent_to=to)
