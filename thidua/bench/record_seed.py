"""Nhật ký đo: a record of any length, sealed and true to the data, most of it of one period."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import count, cycle, islice
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session, col

from thidua.bench.place import NOW
from thidua.db.engine import writing
from thidua.db.queries import pick
from thidua.db.rows import Recorded, recorded
from thidua.db.tables import AuditEntry, PersonalValue, ScoreLine, ScoreSheet, Unit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.record.chain import RecordLine, digest, moment, seal, token
from thidua.services.ground import record_days
from thidua.services.ground.audit import canonical_json, take_turn
from thidua.services.ground.personal import lookup

PEOPLE = 300
_STEP = timedelta(seconds=10)
_PORTION = 5_000
_RARE = 997
_ACTIONS = ("score.self", "score.self", "score.verified", "score.cross")
_PADDING = "Căn cứ kết quả thực hiện nhiệm vụ trong năm và minh chứng kèm theo; "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Dòng được sửa đi sửa lại: its image in the record, and what an entry says of its place."""

    key: int
    naming: dict[str, Any]
    before: str
    unit: str
    criterion: str


def lengthen(url: str, period: BlockPeriod, entries: int) -> int:
    """Kéo dài nhật ký until it has this many entries, or one more: each line is changed and changed
    back, by some hundreds of people, so that the data stay as they were recorded last.
    """
    with writing(url) as session:
        head = take_turn(session)
        missing = max(0, entries - head.position)
        acts = islice(_acts(session, period), missing + missing % 2)
        while portion := list(islice(acts, _PORTION)):
            rows = []
            for at, said in zip(_moments(head.position), portion, strict=False):
                line = RecordLine(position=head.position + 1, at=moment(at), **said)
                own = seal(digest(line), head.hash)
                rows.append({**asdict(line), "at": at, "previous_hash": head.hash, "hash": own})
                head.position, head.hash = line.position, own
            session.connection().execute(insert(AuditEntry), rows)
            _count_days(session, period, rows)
        session.add(head)
        return head.position


def _moments(position: int) -> Iterator[datetime]:
    return (NOW + _STEP * (position + number) for number in count())


def _count_days(session: Session, period: BlockPeriod, rows: list[dict[str, Any]]) -> None:
    days: dict[object, list[dict[str, Any]]] = {}
    for row in rows:
        days.setdefault(day_of(row["at"]), []).append(row)
    for of_day in days.values():
        record_days.add(
            session,
            period=period,
            now=of_day[0]["at"],
            first=of_day[0]["position"],
            entries=len(of_day),
        )


def _acts(session: Session, period: BlockPeriod) -> Iterator[dict[str, Any]]:
    people = _people(session)
    places = _places(session, period)
    for number, place in enumerate(cycle(places)):
        changed = f"{_PADDING * 2}lần {number}."
        pair = ((place.before, changed), (changed, place.before))
        for turn, (before, after) in enumerate(pair):
            row = {
                "table": "score_line",
                "key": place.key,
                "naming": place.naming,
                "before": {"explanation": before},
                "after": {"explanation": after},
            }
            at = 2 * number + turn
            yield {
                "actor": people[at * 7 % PEOPLE],
                "on_behalf_of": "",
                "action": "line.sent_back" if at % _RARE == 0 else _ACTIONS[at % len(_ACTIONS)],
                "block_code": period.block_code,
                "year": period.year,
                "unit_code": place.unit,
                "criterion_code": place.criterion,
                "content": canonical_json({"rows": [row]}),
                "reason": "",
            }


def _people(session: Session) -> list[str]:
    rows = []
    for number in range(PEOPLE):
        name, salt = f"Cán bộ đo {number:03} (do-{number:03})", f"{number:064}"
        rows.append(
            {"token": token(salt, name), "lookup": lookup(name), "salt": salt, "value": name}
        )
    known = select(col(PersonalValue.token)).where(col(PersonalValue.token) == rows[0]["token"])
    if session.connection().execute(known).first() is None:
        session.connection().execute(insert(PersonalValue), rows)
    return [row["token"] for row in rows]


def _places(session: Session, period: BlockPeriod) -> list[_Place]:
    shape = recorded("score_line")
    found = session.connection().execute(
        pick(col(Unit.code).label("unit"), ScoreLine)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(col(ScoreSheet.block_year_id) == period.id)
        .order_by(col(ScoreLine.id))
    )
    return [_place(shape, dict(row)) for row in found.mappings() if shape is not None]


def _place(shape: Recorded, row: dict[str, Any]) -> _Place:
    return _Place(
        key=row["id"],
        naming=_naming(shape, row),
        before=row["explanation"],
        unit=row["unit"],
        criterion=row["criterion_code"],
    )


def _naming(shape: Recorded, row: dict[str, Any]) -> dict[str, Any]:
    """Các cột gọi tên dòng, without those of people, whose tokens nobody asks for here."""
    return {
        name: shape.write(name, row[name]) for name in shape.naming if name not in shape.persons
    }
