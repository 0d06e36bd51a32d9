"""Sổ nhật ký: what was recorded, read by whoever may, and checked against the data."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import AuditEntry, AuditHead, ScoreSheet, Unit
from thidua.domain.chain import (
    START,
    ChainFault,
    RecordLine,
    SealedLine,
    digest,
    first_fault,
    moment,
)
from thidua.domain.errors import NotFound, NotPermitted
from thidua.domain.permissions import Actor, Permission, may_ever, require, require_ever
from thidua.domain.record import BlockPeriod, RecordedAct
from thidua.domain.sheet import Hand, SheetStatus
from thidua.domain.text import collation_key
from thidua.domain.year import STAGE_WORDS, Stage
from thidua.services import (
    covenants,
    dossier_checks,
    evidence,
    plans,
    register_checks,
    reviews,
    standings,
)
from thidua.services.register_checks import Difference
from thidua.services.sheets import recorded_words

PAGE = 100
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Bộ lọc nhật ký; an empty field leaves everything in."""

    unit: str = ""
    criterion: str = ""
    person: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def entries(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod | None,
    wanted: Wanted,
    page: int = 0,
) -> tuple[list[RecordedAct], int]:
    """Các mục nhật ký, latest first, one page of them; and how many there are in all.

    Of a period for those who may read its record; without one (sign-ins, accounts, lists of units)
    only for those who may look after the whole system.
    """
    if period is None:
        require(actor, Permission.CHECK_SYSTEM)
    else:
        require(actor, Permission.VIEW_RECORD, period)
    hides = period is not None and _hides_reviewers(session, actor, period)
    conditions = [*_of(period), *_matching(wanted)]
    if hides and wanted.person:
        conditions.append(col(AuditEntry.action).not_in(_OF_REVIEWER))
    count = session.exec(select(func.count()).select_from(AuditEntry).where(*conditions)).one()
    rows = session.exec(
        select(AuditEntry)
        .where(*conditions)
        .order_by(col(AuditEntry.position).desc())
        .offset(page * PAGE)
        .limit(PAGE)
    )
    return [_masked(_recorded(row), hides=hides) for row in rows], count


HIDDEN_REVIEWER = "Người chấm (giấu tên)"


def _hides_reviewers(session: Session, actor: Actor, period: BlockPeriod) -> bool:
    return reviews.hides_names(actor, period, plans.review_plan(session, period))


def _masked(entry: RecordedAct, *, hides: bool) -> RecordedAct:
    """Mục nhật ký không lộ người chấm, where the period hides who gave which score."""
    if not hides or entry.action not in _OF_REVIEWER:
        return entry
    return replace(entry, actor=HIDDEN_REVIEWER, on_behalf_of="")


def _of(period: BlockPeriod | None) -> list[ColumnElement[bool]]:
    if period is None:
        return [col(AuditEntry.block_code) == ""]
    return [col(AuditEntry.block_code) == period.block_code, col(AuditEntry.year) == period.year]


def _matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (col(AuditEntry.unit_code), wanted.unit),
            (col(AuditEntry.criterion_code), wanted.criterion),
            (col(AuditEntry.actor), wanted.person),
            (col(AuditEntry.action), wanted.action),
        )
        if value
    ]
    if wanted.since is not None:
        found.append(col(AuditEntry.at) >= wanted.since)
    if wanted.until is not None:
        found.append(col(AuditEntry.at) <= wanted.until)
    return found


def _recorded(row: AuditEntry) -> RecordedAct:
    return RecordedAct(
        row.position,
        row.at,
        row.actor,
        row.on_behalf_of,
        row.action,
        row.unit_code,
        row.criterion_code,
        row.old,
        row.new,
        row.reason,
    )


def people(session: Session, *, actor: Actor, period: BlockPeriod | None) -> list[str]:
    """Những người có mặt trong nhật ký này, for the filter."""
    if period is None:
        require(actor, Permission.CHECK_SYSTEM)
    else:
        require(actor, Permission.VIEW_RECORD, period)
    found = session.exec(select(AuditEntry.actor).where(*_of(period)).distinct())
    return sorted(found, key=collation_key)


def head(session: Session) -> tuple[int, str]:
    """Đầu chuỗi: the last position and its seal, to be printed on paper."""
    kept = session.exec(select(AuditHead)).first()
    return (0, START) if kept is None else (kept.position, kept.hash)


def sealed(session: Session) -> Iterator[SealedLine]:
    """Toàn bộ chuỗi, in its order, read in portions."""
    after = 0
    while True:
        rows = session.exec(
            select(AuditEntry)
            .where(col(AuditEntry.id) > after)
            .order_by(col(AuditEntry.id))
            .limit(_CHUNK)
        ).all()
        for row in rows:
            line = _line(row)
            yield SealedLine(row.position, digest(line), row.previous_hash, row.hash, line)
        if len(rows) < _CHUNK:
            return
        after = rows[-1].id or 0
        session.expire_all()


def _line(row: AuditEntry) -> RecordLine:
    return RecordLine(
        row.position,
        moment(row.at),
        row.actor,
        row.on_behalf_of,
        row.action,
        row.block_code,
        row.year,
        row.unit_code,
        row.criterion_code,
        row.old,
        row.new,
        row.reason,
    )


def chain_fault(session: Session) -> ChainFault | None:
    """Chỗ đứt đầu tiên của nhật ký trong cơ sở dữ liệu."""
    return first_fault(sealed(session), head(session))


def has_seal(session: Session, hash_text: str) -> bool:
    """Có dấu niêm này trong chuỗi: what was once printed must still be there."""
    found = select(AuditEntry.id).where(AuditEntry.hash == hash_text.strip().lower())
    return session.exec(found).first() is not None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Chỗ dữ liệu khác nhật ký: where, what stands there, and what was recorded last."""

    place: str
    stored: str
    recorded: str


def mismatches(session: Session, *, actor: Actor) -> list[Mismatch]:
    """Dữ liệu đã bị đổi ngoài phần mềm: every value must be the one that was recorded last."""
    require_ever(actor, Permission.CHECK_SYSTEM)
    return unchecked_mismatches(session)


def unchecked_mismatches(session: Session) -> list[Mismatch]:
    """Chỗ dữ liệu khác nhật ký, whoever asks."""
    found: list[Mismatch] = []
    for period in queries.periods(session):
        found += _read(_where(period), partial(_of_period, session, period))
    for place, check in (
        ("sổ gốc", register_checks.differences),
        ("hồ sơ khen thưởng", dossier_checks.differences),
    ):
        found += _read(place, partial(_told, check, session))
    return found


def _told(check: Callable[[Session], Iterator[Difference]], session: Session) -> list[Mismatch]:
    return [Mismatch(*one) for one in check(session)]


def _read(place: str, make: Callable[[], list[Mismatch]]) -> list[Mismatch]:
    """Đọc để so; what was bent until it is no value any more is a place like the others."""
    try:
        return make()
    except (ValueError, ArithmeticError, LookupError, NotFound) as fault:
        return [Mismatch(place, f"không đọc được ({type(fault).__name__})", "giá trị hợp lệ")]


def _of_period(session: Session, period: BlockPeriod) -> list[Mismatch]:
    last = _last_words(session, period)
    found = _of_stage(period, last)
    if period.covenant_version is not None:
        found += _of_lines(session, period, last)
    found += _of_sheets(session, period, last)
    found += _of_considerations(session, period, last)
    found += _of_evidence(session, period, last)
    return found


_Words = dict[tuple[str, str, str], str]


def _last_words(session: Session, period: BlockPeriod) -> _Words:
    """Lần ghi cuối của từng giá trị, by kind of value, unit and criterion."""
    rows: Any = session.connection().execute(
        queries.pick(
            AuditEntry.action,
            AuditEntry.unit_code,
            AuditEntry.criterion_code,
            AuditEntry.new,
            AuditEntry.on_behalf_of,
        )
        .where(*_of(period))
        .order_by(col(AuditEntry.position))
    )
    words: _Words = {}
    for action, unit, criterion, new, behalf in rows:
        reviewer = behalf if action in _OF_REVIEWER else ""
        if action in _SCORED:
            words[_named(_SCORED[action], reviewer), unit, criterion] = new
        elif action in _SHEETS:
            words[_named(_SHEETS[action], reviewer), unit, ""] = new
        elif action in _EVIDENCE:
            words[_SHOWN, unit, new] = new
        elif action == "unit.consideration":
            words["xét", unit, ""] = new
        elif action == "stage.moved":
            words["giai đoạn", "", ""] = new
    return words


_SHOWN = "minh chứng"
_EVIDENCE = {"evidence.added", "evidence.replaced"}
_SCORED = {f"score.{hand}": f"điểm {hand}" for hand in Hand}
_SHEETS = {
    "sheet.submitted": f"bảng {Hand.SELF}",
    "sheet.taken_back": f"bảng {Hand.SELF}",
    "sheet.sent_back": f"bảng {Hand.SELF}",
    "sheet.verified": f"bảng {Hand.VERIFIED}",
    "sheet.reopened": f"bảng {Hand.VERIFIED}",
    "review.submitted": f"bảng {Hand.CROSS}",
    "review.taken_back": f"bảng {Hand.CROSS}",
    "review.sent_back": f"bảng {Hand.CROSS}",
}
_OF_REVIEWER = {
    f"score.{Hand.CROSS}",
    "review.submitted",
    "review.taken_back",
    "review.sent_back",
}


def _named(kind: str, reviewer: str) -> str:
    """Loại giá trị; of a cross sheet with its reviewer, since a unit has several."""
    return f"{kind} {reviewer}" if reviewer else kind


def _where(period: BlockPeriod, *rest: str) -> str:
    return " · ".join([f"{period.block_code} {period.year}", *(one for one in rest if one)])


def _of_stage(period: BlockPeriod, last: _Words) -> list[Mismatch]:
    recorded = last.get(("giai đoạn", "", ""), STAGE_WORDS[Stage.PREPARE])
    stored = STAGE_WORDS[period.stage]
    return [] if stored == recorded else [Mismatch(_where(period, "giai đoạn"), stored, recorded)]


def _of_lines(session: Session, period: BlockPeriod, last: _Words) -> list[Mismatch]:
    covenant = covenants.load(session, period)
    found = []
    for hand in Hand:
        sheets = queries.all_sheets(session, period, hand)
        lines = {
            (_named(f"điểm {hand}", sheet.reviewer), sheet.unit, code): line
            for sheet in sheets
            for code, line in sheet.lines.items()
        }
        older = {
            place for place, line in lines.items() if line.covenant_version != covenant.version
        }
        stored = {
            place: recorded_words(covenant.criteria.get(place[2]), line.entry)
            for place, line in lines.items()
            if place not in older
        }
        recorded = {
            place: words
            for place, words in last.items()
            if place not in older and (place[0] + " ").startswith(f"điểm {hand} ")
        }
        for place in sorted(stored.keys() | recorded.keys(), key=lambda one: (one[1:], one[0])):
            one, other = stored.get(place, "chưa chấm"), recorded.get(place, "chưa ghi nhận")
            if one != other:
                kind = place[0].removeprefix("điểm ")
                found.append(Mismatch(_where(period, *place[1:], f"bản {kind}"), one, other))
    return found


def _of_sheets(session: Session, period: BlockPeriod, last: _Words) -> list[Mismatch]:
    rows = session.exec(
        select(Unit.code, ScoreSheet.hand, ScoreSheet.reviewer, ScoreSheet.status)
        .join(ScoreSheet, col(ScoreSheet.unit_id) == col(Unit.id))
        .where(ScoreSheet.block_year_id == period.id)
        .order_by(Unit.code, col(ScoreSheet.hand), ScoreSheet.reviewer)
    )
    found = []
    for unit, hand, reviewer, status in rows:
        kind = _named(f"bảng {hand}", reviewer)
        recorded = last.get((kind, unit, ""), SheetStatus.DRAFT)
        if status != recorded:
            found.append(Mismatch(_where(period, unit, kind), status, recorded))
    return found


def _of_considerations(session: Session, period: BlockPeriod, last: _Words) -> list[Mismatch]:
    stored = {
        unit: str(given.state) for unit, given in queries.considerations(session, period).items()
    }
    recorded = {unit: words for (kind, unit, _), words in last.items() if kind == "xét"}
    found = []
    for unit in sorted(stored.keys() | recorded.keys()):
        one, other = stored.get(unit, "không còn"), recorded.get(unit, "chưa ghi nhận")
        if one != other:
            found.append(Mismatch(_where(period, unit, "tình trạng xét"), one, other))
    return found


def _of_evidence(session: Session, period: BlockPeriod, last: _Words) -> list[Mismatch]:
    """Minh chứng: every version that stands there was recorded as it is, and none has gone."""
    stored = {(item.unit, item.words()) for item in evidence.unchecked_versions(session, period)}
    recorded = {(unit, words) for kind, unit, words in last if kind == _SHOWN}
    unknown = [(unit, words, "chưa ghi nhận") for unit, words in sorted(stored - recorded)]
    gone = [(unit, "không còn", words) for unit, words in sorted(recorded - stored)]
    return [
        Mismatch(_where(period, unit, _SHOWN), now, then) for unit, now, then in [*unknown, *gone]
    ]


def period_fingerprint(session: Session, *, actor: Actor, period: BlockPeriod) -> str:
    """Vân tay của một kỳ: the same covenant, standings and record give the same 64 signs."""
    require(actor, Permission.VIEW_STANDINGS, period)
    return unchecked_fingerprint(session, period)


def unchecked_fingerprint(session: Session, period: BlockPeriod) -> str:
    """Vân tay của một kỳ, whoever asks."""
    board = standings.unchecked_board(session, period)
    content = {
        "covenant": queries.covenant_versions(session, period)[0].fingerprint,
        "standings": standings.standings_json(board),
        "record": _last_of(session, period),
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def _last_of(session: Session, period: BlockPeriod) -> str:
    """Dấu niêm cuối nói về điểm của kỳ này: moving the stage does not change it."""
    found = (
        select(AuditEntry.hash)
        .where(*_of(period), col(AuditEntry.action).not_like("stage.%"))
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    )
    return session.exec(found).first() or ""


def shown(session: Session, *, actor: Actor, period: BlockPeriod) -> Sequence[SealedLine]:
    """Chuỗi để xuất: what was recorded of this period in full, of the rest only the seals.

    Where the names of reviewers are hidden from this person the chain is refused altogether: a
    seal without its line can be tried against every reviewer of the block.
    """
    require(actor, Permission.VIEW_RECORD, period)
    if _hides_reviewers(session, actor, period):
        raise NotPermitted(
            "Kỳ này giấu tên người chấm nên gói nhật ký chỉ quản trị hoặc người kiểm tra xuất được."
        )
    own = (period.block_code, period.year)
    return [
        one
        if one.line is not None and (one.line.block_code, one.line.year) == own
        else SealedLine(one.position, one.digest, one.previous_hash, one.hash)
        for one in sealed(session)
    ]


def may_see_system(actor: Actor) -> bool:
    """Được xem phần chung của nhật ký: sign-ins, accounts, lists of units."""
    return may_ever(actor, Permission.CHECK_SYSTEM)
