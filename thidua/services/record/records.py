"""Sổ nhật ký: what was recorded, read by whoever may, and checked against the data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy import select as select_any
from sqlmodel import Session, col, select

from thidua.db.rows import links
from thidua.db.tables import AuditEntry
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    may_ever,
    require,
)
from thidua.domain.ground.text import collation_key
from thidua.domain.period.part import label_of
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of, end_of, start_of
from thidua.domain.record.recorded import RecordedAct, RecordPage
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground import audit, personal, record_days, record_ends
from thidua.services.ground.audit import read_content
from thidua.services.ground.kept import kept
from thidua.services.ground.personal import ERASED, PERSON
from thidua.services.ground.record_days import Days
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, rosters
from thidua.services.record.words.names import Names, StoredRows
from thidua.services.record.words.telling import tell
from thidua.services.record.words.told import Told, named, read_rows
from thidua.services.review import reviews

PAGE = 100
MOST = 10_000
"""Đếm nhiều nhất: of what is filtered otherwise than by day nobody waits for a larger count."""
PRINTED = 2000
"""Số mục mới nhất trong một phiếu theo dõi điểm; the rest stands in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Bộ lọc nhật ký; an empty field leaves everything in.

    The record of a block's year holds that of its months, quarters and đợt; `is_of_part` asks for
    the entries of the chosen one alone.
    """

    unit: str = ""
    criterion: str = ""
    person: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    is_of_part: bool = False

    @property
    def is_whole_days(self) -> bool:
        """Trọn ngày: from the first moment of a day to the last of another."""
        since, until = self.since, self.until
        return (since is None or since == start_of(day_of(since))) and (
            until is None or until == end_of(day_of(until))
        )


def entries(work: Work, *, wanted: Wanted, before: int | None = None) -> RecordPage:
    """Các mục nhật ký, latest first, one page of them: those `before` a position, or the last.

    Of a period for those who may read its record; without one (sign-ins, accounts, lists of units)
    only for those who may look after the whole system. No part of it reads the record through: the
    page comes from an index of what is filtered, the days from what is kept of them.
    """
    _require_reader(work)
    hides = work.chosen is not None and hides_reviewers(work)
    days = _days(work, wanted)
    conditions = _matching(work, wanted, days)
    if hides and wanted.person:
        conditions.append(col(AuditEntry.action).not_in(_OF_REVIEWER))
    asked = select(AuditEntry).where(*conditions)
    if before is not None:
        asked = asked.where(col(AuditEntry.position) < before)
    rows = work.session.exec(asked.order_by(*_LATEST_FIRST).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    is_by_day = wanted == Wanted(since=wanted.since, until=wanted.until) and wanted.is_whole_days
    count = days.entries if is_by_day else _counted(work.session, conditions)
    return RecordPage(
        entries=[_masked(one, hides=hides) for one in told(work.session, shown)],
        count=min(count, MOST) if not is_by_day else count,
        is_least=not is_by_day and count > MOST,
        older=shown[-1].position if len(rows) > PAGE else None,
    )


def of_unit(work: Work, *, unit: str, criterion: str = "", before: int | None = None) -> RecordPage:
    """Nhật ký của một đơn vị, for its own officers: latest first, one page of them.

    What was judged is told once the unit may see it, and who judged only where names are shown.
    """
    require(work.actor, Permission.VIEW_OWN_RECORD, work.period, unit)
    sees_judged = is_allowed(work.actor, Permission.VIEW_REVIEWS, work.period, unit)
    wanted = Wanted(unit=unit, criterion=criterion, is_of_part=True)
    conditions = _of_the_unit(work, wanted, sees_judged=sees_judged)
    asked = select(AuditEntry).where(*conditions)
    if before is not None:
        asked = asked.where(col(AuditEntry.position) < before)
    rows = work.session.exec(asked.order_by(*_LATEST_FIRST).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    count = _counted(work.session, conditions)
    hides = hides_reviewers(work)
    return RecordPage(
        entries=[_masked(one, hides=hides) for one in told(work.session, shown)],
        count=min(count, MOST),
        is_least=count > MOST,
        older=shown[-1].position if len(rows) > PAGE else None,
    )


def unchecked_of_unit(
    work: Work, unit: str, *, sees_judged: bool
) -> tuple[list[RecordedAct], bool]:
    """Nhật ký của một đơn vị để in, whoever asks, latest first; and whether that is all of it.

    Masked as for the unit itself: where a period hides reviewers no name of one is told.
    """
    conditions = _of_the_unit(work, Wanted(unit=unit, is_of_part=True), sees_judged=sees_judged)
    asked = select(AuditEntry).where(*conditions).order_by(*_LATEST_FIRST).limit(PRINTED + 1)
    rows = work.session.exec(asked).all()
    hides = any(
        review_plan.review_plan(work.session, one).blindness.names for one in _recorded_here(work)
    )
    found = [_masked(one, hides=hides) for one in told(work.session, rows[:PRINTED])]
    return found, len(rows) <= PRINTED


def _of_the_unit(work: Work, wanted: Wanted, *, sees_judged: bool) -> list[ColumnElement[bool]]:
    actions = _OF_UNIT | (_JUDGED if sees_judged else frozenset())
    conditions = _matching(work, wanted, _days(work, Wanted()))
    return [*conditions, col(AuditEntry.action).in_(sorted(actions))]


_LATEST_FIRST = (col(AuditEntry.year).desc(), col(AuditEntry.position).desc())


def _require_reader(work: Work) -> None:
    if work.chosen is None:
        require(work.actor, Permission.CHECK_SYSTEM)
    else:
        require(work.actor, Permission.VIEW_RECORD, work.chosen)


def _days(work: Work, wanted: Wanted) -> Days:
    """Những ngày cần tìm, which between them hold every entry of that time and few others."""
    since, until = (None if one is None else day_of(one) for one in (wanted.since, wanted.until))
    return record_days.chosen(work.session, work.chosen, since, until)


def _counted(session: Session, conditions: Sequence[ColumnElement[bool]]) -> int:
    """Đếm tới một mức: one more than `MOST` where there are more."""
    some = select(AuditEntry.position).where(*conditions).limit(MOST + 1).subquery()
    return session.exec(select(func.count()).select_from(some)).one()


HIDDEN_REVIEWER = "Người chấm (giấu tên)"


def hides_reviewers(work: Work) -> bool:
    """Giấu tên người chấm, in any period whose entries stand in this record."""
    return any(
        reviews.hides_names(work.actor, one, review_plan.review_plan(work.session, one))
        for one in _recorded_here(work)
    )


def _recorded_here(work: Work) -> list[BlockPeriod]:
    """Các kỳ mà nhật ký này có mục của chúng."""
    own = (work.period.block_code, work.period.year)
    periods = rosters.all_periods(work.session)
    return [one for one in periods if (one.block_code, one.year) == own]


def _masked(entry: RecordedAct, *, hides: bool) -> RecordedAct:
    """Mục nhật ký không lộ người chấm, where the period hides who gave which score."""
    if not hides or entry.action not in _OF_REVIEWER:
        return entry
    return replace(entry, actor=HIDDEN_REVIEWER, on_behalf_of="")


def entries_of(period: BlockPeriod | None) -> list[ColumnElement[bool]]:
    if period is None:
        return [col(AuditEntry.block_code) == "", col(AuditEntry.year).is_(None)]
    return [col(AuditEntry.block_code) == period.block_code, col(AuditEntry.year) == period.year]


def _matching(work: Work, wanted: Wanted, days: Days) -> list[ColumnElement[bool]]:
    """Điều kiện lọc: the one that leaves the fewest entries is looked up, the rest of these are
    compared; a database that has only seen the statement takes any of the indexes.
    """
    here = [*entries_of(work.chosen), *_in_time(wanted, days)]
    if wanted.is_of_part and work.chosen is not None:
        here.append(audit.of_part(work.chosen))
    asked = [
        [(AuditEntry.unit_code, wanted.unit), (AuditEntry.criterion_code, wanted.criterion)],
        [(AuditEntry.actor, _token(work.session, wanted.person))],
        [(AuditEntry.action, wanted.action)],
    ]
    groups = [given for group in asked if (given := [one for one in group if one[1]])]
    if len(groups) > 1:
        groups.sort(key=lambda group: _counted(work.session, [*here, *_equal(group)]))
    for group in groups[:1]:
        here += _equal(group)
    for group in groups[1:]:
        here += [col(column).concat("") == value for column, value in group]
    return here


def _equal(group: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]]:
    return [col(column) == value for column, value in group]


def _in_time(wanted: Wanted, days: Days) -> list[ColumnElement[bool]]:
    found = []
    if wanted.since is not None:
        found += [col(AuditEntry.at) >= wanted.since, col(AuditEntry.position) >= days.first]
    if wanted.until is not None:
        found += [col(AuditEntry.at) <= wanted.until, col(AuditEntry.position) <= days.last]
    return found


def _token(session: Session, person: str) -> str:
    """Dấu của người cần lọc; of a name the record does not know, one that nobody has."""
    return (personal.token_of(session, person) or person) if person else ""


def told(session: Session, rows: Sequence[AuditEntry]) -> list[RecordedAct]:
    """Các mục bằng lời, whoever asks: made of their values now, in the words of this release."""
    positions = tuple(row.position for row in rows)
    return kept(session, ("told", positions), lambda: _all_told(session, rows))


def _all_told(session: Session, rows: Sequence[AuditEntry]) -> list[RecordedAct]:
    contents = [read_content(row.content) for row in rows]
    wanted = {token for row in rows for token in (row.actor, row.on_behalf_of)}
    people = personal.names(session, wanted.union(*map(tokens_in, contents)))
    stored = StoredRows(session)
    stored.fetch(_rows_named(contents))
    names = Names(stored)
    return [_told(row, content, people, names) for row, content in zip(rows, contents, strict=True)]


def _rows_named(contents: Iterable[dict[str, Any]]) -> dict[str, set[int]]:
    """Các dòng mà lời kể hay hỏi tới: those that were changed, and those they belong to."""
    found: dict[str, set[int]] = {}
    for content in contents:
        for row in content.get("rows", ()):
            table = row["table"]
            found.setdefault(table, set()).add(row["key"])
            said = {**row.get("naming", {}), **(row.get("after") or row.get("before") or {})}
            for column, other in links(table).items():
                if isinstance(key := said.get(column), int):
                    found.setdefault(other, set()).add(key)
    return found


def tokens_in(value: Any) -> set[str]:  # noqa: ANN401 (JSON)
    """Dấu của mọi tên người trong một nội dung."""
    if isinstance(value, dict):
        if value.keys() == {PERSON}:
            return {value[PERSON]}
        return set[str]().union(*map(tokens_in, value.values()))
    if isinstance(value, list):
        return set[str]().union(*map(tokens_in, value))
    return set()


def _told(
    row: AuditEntry, content: dict[str, Any], people: Mapping[str, str], names: Names
) -> RecordedAct:
    entry = Told(
        action=row.action,
        block_code=row.block_code,
        year=row.year,
        unit_code=row.unit_code,
        criterion_code=row.criterion_code,
        rows=read_rows(content, people),
        detail=named(content.get("detail", {}), people),
        names=names,
    )
    words = tell(entry)
    return RecordedAct(
        position=row.position,
        at=row.at,
        actor=people.get(row.actor, ERASED),
        on_behalf_of=people.get(row.on_behalf_of, "") if row.on_behalf_of else "",
        action=row.action,
        unit=row.unit_code,
        criterion=row.criterion_code,
        old=words.before,
        new=words.after,
        reason=_reason(row.reason, words.reason),
        part=label_of(content.get(audit.WITHIN, "")),
    )


def _reason(typed: str, told: str) -> str:
    """Lý do: what a person typed, and what the values add to it."""
    return f"{typed} ({told})" if typed and told else typed or told


def people(work: Work) -> list[str]:
    """Những người có mặt trong nhật ký này, for the filter."""
    _require_reader(work)
    key = ("people of the record", work.chosen and (work.chosen.block_code, work.chosen.year))
    return kept(work.session, key, lambda: _people(work.session, work.chosen))


def _people(session: Session, period: BlockPeriod | None) -> list[str]:
    with record_ends.reading_of(session, period):
        found = [row[0] for row in session.connection().execute(_actors(period))]
    return sorted(set(personal.names(session, found).values()), key=_letters)


_letters = lru_cache(4096)(collation_key)
"""Thứ tự của một tên: the same people are listed anew after each entry."""


def _actors(period: BlockPeriod | None) -> Select[Any]:
    """Dấu của những người làm: one step of the index for each of them, however much each did."""
    here = entries_of(period)
    lowest = select_any(func.min(AuditEntry.actor).label("actor")).where(*here)
    met = lowest.cte("met", recursive=True)
    following = (
        select_any(func.min(AuditEntry.actor))
        .where(*here, col(AuditEntry.actor) > met.c.actor)
        .correlate(met)
        .scalar_subquery()
    )
    met = met.union_all(select_any(following).where(met.c.actor.is_not(None)))
    return select_any(met.c.actor).where(met.c.actor.is_not(None))


_OF_UNIT = frozenset(
    {
        f"score.{Hand.SELF}",
        "sheet.submitted",
        "sheet.taken_back",
        "sheet.sent_back",
        "line.sent_back",
        "evidence.added",
        "evidence.attached",
        "evidence.described",
        "evidence.detached",
        "evidence.level",
        "evidence.replaced",
        "evidence.removed",
        "unit.consideration",
        "joint.asked",
        "joint.done",
        "joint.withdrawn",
        "substitute.named",
        "substitute.ended",
        "extension.given",
        "reminder.sent",
        "fact.stated",
        "fact.withdrawn",
        "award.noted",
        "award.changed",
        "award.withdrawn",
        "register.written",
        "register.confirmed",
        "register.withdrawn",
        "register.closed",
        "register.reopened",
        "source.taken",
        "report.handed_in",
        "report.on_paper",
        "report.received",
        "report.given_back",
        "report.voided",
        "report.excused",
        "report.owed_again",
    }
)
"""Việc mà đơn vị được biết bất cứ lúc nào, of what is recorded under its code."""

_JUDGED = frozenset(
    {
        f"score.{Hand.CROSS}",
        f"score.{Hand.VERIFIED}",
        "score.confirmed",
        "review.submitted",
        "review.taken_back",
        "review.sent_back",
        "sheet.verified",
        "sheet.reopened",
    }
)
"""Việc chấm, thẩm định đơn vị, once its reviews are open to it."""

_OF_REVIEWER = {
    f"score.{Hand.CROSS}",
    "review.submitted",
    "review.taken_back",
    "review.sent_back",
}


def may_see_system(actor: Actor) -> bool:
    """Được xem phần chung của nhật ký: sign-ins, accounts, lists of units."""
    return may_ever(actor, Permission.CHECK_SYSTEM)
