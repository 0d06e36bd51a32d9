"""Kiểm tra sổ gốc: rosters, covenants, roles and signatures against what was recorded of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Account, AuditEntry, Block, BlockYear, ScoreLine, ScoreSheet, Unit
from thidua.domain.record import BlockPeriod
from thidua.services import accounts, covenants, rosters

Difference = tuple[str, str, str]
"""Chỗ khác nhật ký: where, what stands there, what was recorded last."""

_ABSENT, _UNRECORDED = "không có", "chưa ghi nhận"
_ADOPTED = re.compile(r"bản (\d+): .*vân tay ([0-9a-f]{64})", re.DOTALL)


def differences(session: Session) -> Iterator[Difference]:
    """Sổ gốc đã bị đổi ngoài phần mềm: every entry must be the one that was recorded last."""
    yield from _strays(session)
    yield from _rosters(session)
    yield from _periods(session)
    for period in queries.periods(session):
        yield from _covenants(session, period)
    yield from _accounts(session)
    yield from _roles(session)
    yield from _signatures(session)


def _strays(session: Session) -> Iterator[Difference]:
    """Dòng mồ côi: what a row points to is there; other databases see to it themselves."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        for (table, parent), count in sorted(Counter((row[0], row[2]) for row in found).items()):
            yield f"bảng {table}", f"{count} dòng trỏ tới {parent} không có", "không dòng nào"


def _periods(session: Session) -> Iterator[Difference]:
    stored = {(one.block_code, one.year) for one in queries.periods(session)}
    recorded = session.exec(
        select(AuditEntry.block_code, AuditEntry.year)
        .where(AuditEntry.block_code != "", col(AuditEntry.year).is_not(None))
        .distinct()
    )
    for block, year in sorted(set(recorded) - stored):
        yield f"{block} {year}", _ABSENT, "kỳ thi đua"


def _rosters(session: Session) -> Iterator[Difference]:
    """Khối, đơn vị, thành viên: each as it was brought in last."""
    recorded = {}
    for _, _, new in _acts(session, "roster.new", "roster.changed"):
        subject, _, words = new.partition(": ")
        recorded[subject] = words
    yield from _compared("{}", rosters.unchecked_words(session), recorded)


def _acts(session: Session, *actions: str, period: BlockPeriod | None = None) -> Sequence[Any]:
    statement = queries.pick(AuditEntry.action, AuditEntry.old, AuditEntry.new).where(
        col(AuditEntry.action).in_(actions)
    )
    if period is not None:
        statement = statement.where(
            col(AuditEntry.block_code) == period.block_code, col(AuditEntry.year) == period.year
        )
    return session.connection().execute(statement.order_by(col(AuditEntry.position))).all()


def _covenants(session: Session, period: BlockPeriod) -> Iterator[Difference]:
    """Giao ước: each version still has the content it was adopted with, and none has gone."""
    recorded = {}
    for _, _, new in _acts(session, "covenant.adopted", period=period):
        found = _ADOPTED.fullmatch(new)
        if found:
            recorded[int(found[1])] = found[2]
    stored = {one.version: one.fingerprint for one in queries.covenant_versions(session, period)}
    for version in sorted(stored.keys() | recorded.keys()):
        kept = stored.get(version)
        wanted = recorded.get(version, kept or _UNRECORDED)
        now = _ABSENT
        if kept is not None:
            now = covenants.fingerprint(queries.covenant_draft(session, period, version))
        if not now == wanted == kept:
            place = f"{period.block_code} {period.year} · giao ước bản {version}"
            yield place, now if now != wanted else f"vân tay {kept}", wanted


def _accounts(session: Session) -> Iterator[Difference]:
    """Tài khoản: who there is, who may come in, and whom the outside service takes them for."""
    rows = session.exec(select(Account)).all()
    active = {accounts.name_of(row): accounts.ACTIVE_WORDS[row.active] for row in rows}
    linked = {accounts.name_of(row): row.subject or accounts.NOT_LINKED for row in rows}
    was_active, was_linked = dict[str, str](), dict[str, str]()
    for action, _, new in _acts(session, "account.created", "account.active", "account.linked"):
        if action == "account.created":
            was_active[new], was_linked[new] = accounts.ACTIVE_WORDS[True], accounts.NOT_LINKED
            continue
        # Full names may hold any sign, so the name is found among those that were given.
        name = max((one for one in was_active if new.startswith(f"{one}: ")), key=len, default="")
        said = was_active if action == "account.active" else was_linked
        said[name] = new.removeprefix(f"{name}: ")
    yield from _compared("tài khoản {}", active, was_active)
    yield from _compared("tài khoản {} · đăng nhập một lần", linked, was_linked)


def _compared(place: str, stored: dict[str, str], recorded: dict[str, str]) -> Iterator[Difference]:
    for name in sorted(stored.keys() | recorded.keys()):
        one, other = stored.get(name, _ABSENT), recorded.get(name, _UNRECORDED)
        if one != other:
            yield place.format(name), one, other


def _roles(session: Session) -> Iterator[Difference]:
    stored = Counter(accounts.unchecked_roles(session))
    recorded = Counter[str]()
    for action, old, new in _acts(session, "role.given", "role.ended"):
        if action == "role.given":
            recorded[new] = 1
        else:
            recorded[old] = 0
    for place in sorted(stored | recorded):
        if stored[place] != recorded[place]:
            words = [_ABSENT, "đang giữ"]
            yield f"vai trò {place}", words[min(stored[place], 1)], words[recorded[place]]


def _signatures(session: Session) -> Iterator[Difference]:
    """Người thứ hai: who signed a line somebody else typed is recorded as having signed it."""
    signed = queries.pick(
        AuditEntry.block_code,
        AuditEntry.year,
        AuditEntry.unit_code,
        AuditEntry.criterion_code,
        AuditEntry.actor,
    ).where(col(AuditEntry.action) == "score.confirmed")
    recorded = set(map(tuple, session.connection().execute(signed)))
    rows: Any = session.connection().execute(
        queries.pick(
            Block.code,
            BlockYear.year,
            Unit.code,
            ScoreLine.criterion_code,
            ScoreLine.confirmed_by,
        )
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .join(BlockYear, col(BlockYear.id) == col(ScoreSheet.block_year_id))
        .join(Block, col(Block.id) == col(BlockYear.block_id))
        .where(col(ScoreLine.live), col(ScoreLine.confirmed_by) != col(ScoreLine.entered_by))
    )
    for block, year, unit, code, signer in sorted(set(map(tuple, rows)) - recorded):
        yield f"{block} {year} · {unit} · {code} · người xác nhận", signer, _UNRECORDED
