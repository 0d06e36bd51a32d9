"""Đang giữ gì về một người: looked up in every table, with the ground that the office named.

Only how often a person stands somewhere, as what and when; what stands beside the name may be about
others. What people typed of the person in free words is not found.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from thidua.db import tables
from thidua.db.columns import UtcDateTime
from thidua.db.rows import Recorded, all_recorded
from thidua.db.tables import AuditEntry, PersonalGround, PersonalValue, SignIn
from thidua.domain.access.permissions import Permission, require
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault
from thidua.domain.record.personal_data import (
    MOST_YEARS,
    DataSubject,
    Holdings,
    KeepingGround,
    KeptTrace,
    PersonalArea,
    area_of,
)
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.personal import lookup
from thidua.services.ground.work import Work
from thidua.services.record.personal import subjects
from thidua.services.record.words.columns import TABLE_WORDS, column_words


def view(work: Work, subject: DataSubject) -> Holdings:
    """Đang giữ gì, vì sao, đến khi nào; for the person, or for who answers for such data.

    NotFound where there is no such person.
    """
    subjects.require_reader(work, subject)
    return unchecked(work.session, subject)


def unchecked(session: Session, subject: DataSubject) -> Holdings:
    """Đang giữ gì về người này, whoever asks."""
    known = subjects.known(session, subject)

    def read() -> tuple[KeptTrace, ...]:
        return _in_order([*_named(session, known.written), *_of_subject(session, subject, known)])

    traces = kept(session, ("personal traces", subject, known.written), read)
    return Holdings(subject=subject, name=known.name, kept=traces, grounds=grounds_of(session))


def _in_order(traces: Iterable[KeptTrace]) -> tuple[KeptTrace, ...]:
    order = list(PersonalArea)
    return tuple(sorted(traces, key=lambda one: (order.index(one.area), one.table, one.as_what)))


def _named(session: Session, names: frozenset[str]) -> Iterator[KeptTrace]:
    """Mọi bảng có một cột giữ tên người này; a table is read again after it was written."""
    for shape in all_recorded():
        if shape.persons:
            yield from _of_table(session, shape, names)


def _of_table(session: Session, shape: Recorded, names: frozenset[str]) -> tuple[KeptTrace, ...]:
    return kept(
        session,
        ("personal traces of a table", shape.table.name, names),
        lambda: tuple(_in(session, shape, names)),
    )


def _in(session: Session, shape: Recorded, names: frozenset[str]) -> Iterator[KeptTrace]:
    for column in sorted(shape.persons):
        found = _counted(session, shape, _holds(shape.table.c[column], names), column)
        if found is not None:
            yield found


def _holds(column: sa.Column[Any], names: frozenset[str]) -> sa.ColumnElement[bool]:
    """Cột này ghi tên ấy; a text may list several names, a line each."""
    if not isinstance(column.type, sa.Text):
        return column.in_(names)
    lines = sa.literal("\n").concat(column).concat("\n")
    return sa.or_(*(lines.contains(f"\n{name}\n", autoescape=True) for name in sorted(names)))


def _counted(
    session: Session, shape: Recorded, where: sa.ColumnElement[bool], *as_what: str
) -> KeptTrace | None:
    table = shape.table
    moments = [one for one in table.columns if isinstance(one.type, UtcDateTime)]
    ends = [*(sa.func.min(one) for one in moments), *(sa.func.max(one) for one in moments)]
    asked: list[Any] = [sa.func.count(), *ends]
    count, *found = session.connection().execute(sa.select(*asked).where(where)).one()
    if not count:
        return None
    half = len(moments)
    return _kept(table.name, as_what, count, found[:half], found[half:])


def _kept(
    table: str,
    as_what: Iterable[str],
    count: int,
    first: Iterable[datetime | None],
    last: Iterable[datetime | None],
) -> KeptTrace:
    begun = [one for one in first if one is not None]
    ended = [one for one in last if one is not None]
    return KeptTrace(
        area=area_of(table),
        table=TABLE_WORDS[table],
        as_what=tuple(map(column_words, as_what)),
        count=count,
        first=min(begun, default=None),
        last=max(ended, default=None),
    )


def _of_subject(
    session: Session, subject: DataSubject, known: subjects.Known
) -> Iterator[KeptTrace]:
    """Điều giữ theo khóa hay mã của người ấy: roles and sign-ins, or facts and awards; the record
    of what was done.
    """
    if known.account is not None:
        key = known.account.id
        for row in (tables.RoleGrant, tables.SubstituteRow):
            shape = _shape(row)
            if found := _counted(session, shape, shape.table.c.account_id == key):
                yield found
        yield from _plain(
            session, "sign_in", SignIn.created_at, SignIn.used_at, col(SignIn.account_id) == key
        )
    else:
        for other in (tables.StatedFact, tables.GivenAward, tables.Proposal):
            shape = _shape(other)
            mine = (shape.table.c.subject == subject.person) & (
                shape.table.c.recipient == Recipient.INDIVIDUAL
            )
            if found := _counted(session, shape, mine):
                yield found
    marks = select(PersonalValue.token).where(
        col(PersonalValue.lookup).in_([lookup(name) for name in known.written])
    )
    mine = col(AuditEntry.actor).in_(marks) | col(AuditEntry.on_behalf_of).in_(marks)
    yield from _plain(session, "audit_entry", AuditEntry.at, AuditEntry.at, mine)


def _shape(row: Any) -> Recorded:  # noqa: ANN401 (a class of a table)
    return next(one for one in all_recorded() if one.table is row.__table__)


def _plain(
    session: Session,
    table: str,
    first: Any,  # noqa: ANN401 (a column)
    last: Any,  # noqa: ANN401
    where: sa.ColumnElement[bool],
) -> Iterator[KeptTrace]:
    asked: list[Any] = [sa.func.count(), sa.func.min(first), sa.func.max(last)]
    count, begun, ended = session.connection().execute(sa.select(*asked).where(where)).one()
    if count:
        yield _kept(table, (), count, [begun], [ended])


def grounds(work: Work) -> Mapping[PersonalArea, KeepingGround]:
    """Căn cứ của từng nhóm, as the office stated them; it is no secret to anybody signed in."""
    return grounds_of(work.session)


def grounds_of(session: Session) -> Mapping[PersonalArea, KeepingGround]:
    """Căn cứ của từng nhóm đã được ghi."""
    rows = session.exec(select(PersonalGround)).all()
    return {row.area: KeepingGround(row.ground, row.years, row.version) for row in rows}


def state_ground(work: Work, *, area: PersonalArea, ground: str, years: int, seen: int) -> None:
    """Ghi căn cứ và thời hạn giữ của một nhóm; `seen` is the version that was shown, 0 for none."""
    require(work.actor, Permission.ANSWER_PERSONAL)
    words = clean_lines(ground)
    if not words:
        raise Refused("Cần ghi căn cứ: luật, văn bản nào (số, ngày) yêu cầu giữ.")
    if fault := length_fault(words, LONGEST_TEXT):
        raise Refused(f"Căn cứ {fault}.")
    if not 1 <= years <= MOST_YEARS:
        raise Refused(f"Số năm giữ phải từ 1 đến {MOST_YEARS}.")
    row = work.session.exec(select(PersonalGround).where(PersonalGround.area == area)).first()
    if (0 if row is None else row.version) != seen:
        raise StaleEdit
    if row is None:
        row = PersonalGround(
            area=area, ground=words, years=years, set_by=work.actor.name, set_at=work.now
        )
    else:
        row.ground, row.years, row.version = words, years, row.version + 1
        row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.at(None).record(Act("personal.ground"))
