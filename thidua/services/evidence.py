"""Minh chứng: files and links of a unit, where they are used, and who may open them.

After the unit's own sheet is handed in nothing is taken away: what was shown can only be added to
or replaced, and every earlier version stays readable.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.engine import data_folder
from thidua.db.tables import Block, BlockYear, Evidence, EvidenceUse, ScoreQuery, ScoreSheet, Unit
from thidua.domain import evidence as policy
from thidua.domain.covenant import Covenant
from thidua.domain.errors import NotFound, NotPermitted, Refused
from thidua.domain.evidence import EvidenceItem, EvidenceKind, SameFile
from thidua.domain.permissions import Actor, Permission, is_allowed, require, units_of
from thidua.domain.record import BlockPeriod
from thidua.domain.review import group_of
from thidua.domain.sheet import Entry, Hand, SheetStatus
from thidua.files import evidence_store, evidence_type
from thidua.files.evidence_store import Kept
from thidua.services import covenants, windows
from thidua.services.audit import Act, record
from thidua.services.kept import kept
from thidua.services.rights import require_now

_FOLDER = "minh-chung"

Duplicates = Mapping[str, tuple[SameFile, ...]]
"""Tệp trùng, by the token of the item it repeats."""


@dataclass(frozen=True, slots=True)
class Content:
    """Nội dung một tệp, ready to be handed to a browser."""

    data: bytes
    file_name: str
    media_type: str

    @property
    def is_inline(self) -> bool:
        """Cho xem tại chỗ: pictures and PDF; the rest is only handed over."""
        return self.media_type in evidence_type.INLINE


def folder() -> Path:
    """Kho tệp, beside the data; with several servers it must be one they share."""
    return data_folder() / _FOLDER


def add_file(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    content: bytes,
    file_name: str,
    now: datetime,
    title: str = "",
    criterion: str = "",
    thread: int | None = None,
) -> str:
    """Thêm một tệp vào kho của đơn vị, used at once where a place is named; returns its token.

    A file the unit has already is not kept twice: the item that is there is used. The content is on
    the disk before the row is written. The caller owns the commit.
    """
    period = _may_write(session, actor, period, unit, now)
    name, of_type = _looked_at(content, file_name)
    rows = _live_rows(session, period, unit)
    digest = evidence_store.digest(content)
    row = next((one for one in rows if one.sha256 == digest), None)
    if row is None:
        row = _file_row(session, actor, period, unit, content, name, title, now)
        row.media_type = of_type.media_type
        _insert(session, actor, period, unit, row, now, "evidence.added")
    _use(session, actor, period, unit, row, criterion, thread, now)
    return row.token


def add_files(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    files: Sequence[tuple[str, bytes]],
    now: datetime,
    title: str = "",
    criterion: str = "",
    thread: int | None = None,
) -> list[str]:
    """Thêm nhiều tệp (tên và nội dung), all or none; a title is for one file alone."""
    return [
        add_file(
            session,
            actor=actor,
            period=period,
            unit=unit,
            content=content,
            file_name=name,
            now=now,
            title=title if len(files) == 1 else "",
            criterion=criterion,
            thread=thread,
        )
        for name, content in files
    ]


def add_link(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    url: str,
    now: datetime,
    title: str = "",
    criterion: str = "",
    thread: int | None = None,
) -> str:
    """Thêm một liên kết, used at once where a place is named; returns its token."""
    period = _may_write(session, actor, period, unit, now)
    address = policy.link_address(url)
    rows = _live_rows(session, period, unit)
    row = next((one for one in rows if one.url == address), None)
    if row is None:
        row = _link_row(session, actor, period, unit, address, title, now)
        _insert(session, actor, period, unit, row, now, "evidence.added")
    _use(session, actor, period, unit, row, criterion, thread, now)
    return row.token


def attach(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    token: str,
    now: datetime,
    criterion: str = "",
    thread: int | None = None,
) -> None:
    """Dùng lại một minh chứng đã có cho một tiêu chí hoặc một luồng giải trình nữa."""
    period = _may_write(session, actor, period, unit, now)
    row = _row(session, period, unit, token)
    _use(session, actor, period, unit, row, criterion, thread, now)


def detach(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    token: str,
    criterion: str,
    now: datetime,
) -> None:
    """Gỡ khỏi một tiêu chí, while the unit's own sheet is a draft; the item stays with the unit."""
    period = _may_write(session, actor, period, unit, now)
    _require_draft(session, period, unit)
    row = _row(session, period, unit, token)
    uses = [one for one in _uses(session, row) if one.criterion_code == criterion]
    if not uses:
        raise NotFound(f"Minh chứng này không dùng ở tiêu chí {criterion}.")
    _end_uses(session, actor, uses, now)
    act = Act("evidence.detached", unit, criterion, old=_words(row))
    record(session, actor=actor, now=now, acts=[act], period=period)


def replace(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    token: str,
    now: datetime,
    content: bytes | None = None,
    file_name: str = "",
    url: str = "",
    title: str = "",
) -> str:
    """Thay bằng bản mới, a file or a link; the old version ends, stays readable, and its uses move.

    Returns the token of the new version.
    """
    period = _may_write(session, actor, period, unit, now)
    old = _row(session, period, unit, token)
    if content is None:
        address = policy.link_address(url)
        if address == old.url:
            raise Refused("Liên kết mới giống hệt bản đang có.")
        row = _link_row(session, actor, period, unit, address, title or old.title, now)
    else:
        name, of_type = _looked_at(content, file_name)
        if evidence_store.digest(content) == old.sha256:
            raise Refused("Tệp mới giống hệt bản đang có.")
        named = title or (old.title if old.title != old.file_name else "")
        row = _file_row(session, actor, period, unit, content, name, named, now)
        row.media_type = of_type.media_type
    row.version, row.replaces_id = old.version + 1, old.id
    _end(session, actor, old, now)
    _insert(session, actor, period, unit, row, now, "evidence.replaced", _words(old))
    moved = _uses(session, old)
    _end_uses(session, actor, moved, now)
    for one in moved:
        _insert_use(session, actor, row, one.criterion_code, one.query_id, now)
    session.flush()
    return row.token


def remove(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str, token: str, now: datetime
) -> None:
    """Bỏ khỏi kho của đơn vị, while its own sheet is a draft; the row and the file stay."""
    period = _may_write(session, actor, period, unit, now)
    _require_draft(session, period, unit)
    row = _row(session, period, unit, token)
    uses = _uses(session, row)
    if any(one.query_id is not None for one in uses):
        raise Refused("Minh chứng này đang dùng trong một luồng giải trình nên không bỏ được.")
    _end_uses(session, actor, uses, now)
    _end(session, actor, row, now)
    act = Act("evidence.removed", unit, old=_words(row))
    record(session, actor=actor, now=now, acts=[act], period=period)


def _may_write(
    session: Session, actor: Actor, period: BlockPeriod, unit: str, now: datetime
) -> BlockPeriod:
    period = require_now(session, actor, Permission.ADD_EVIDENCE, period, unit)
    windows.require_in_time(session, period, unit, now)
    if unit not in {member.code for member in queries.members(session, period)}:
        raise NotFound(f"Đơn vị «{unit}» không phải thành viên của {period.block_name}.")
    return period


def _looked_at(content: bytes, file_name: str) -> tuple[str, evidence_type.FileType]:
    """Tên an toàn và loại thật của một tệp; Refused when it is not to be kept."""
    shown = policy.title_of(file_name, "không tên")
    evidence_store.require_size(content, shown)
    of_type = evidence_type.recognise(content, shown)
    return evidence_type.safe_name(file_name, of_type), of_type


def _new_row(
    session: Session,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    kind: EvidenceKind,
    title: str,
    now: datetime,
) -> Evidence:
    return Evidence(
        block_year_id=period.id,
        unit_id=queries.unit_key(session, unit),
        kind=kind,
        title=title,
        token=secrets.token_urlsafe(32),
        added_by=actor.name,
        added_at=now,
    )


def _file_row(
    session: Session,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    content: bytes,
    name: str,
    title: str,
    now: datetime,
) -> Evidence:
    """Dòng của một tệp, whose content is in the store before the row is anywhere."""
    stored = evidence_store.keep(folder(), content)
    named = policy.title_of(title, name)
    row = _new_row(session, actor, period, unit, EvidenceKind.FILE, named, now)
    row.stored_name, row.size, row.sha256, row.file_name = (
        stored.name,
        stored.size,
        stored.sha256,
        name,
    )
    return row


def _link_row(
    session: Session,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    address: str,
    title: str,
    now: datetime,
) -> Evidence:
    named = policy.title_of(title, address)
    row = _new_row(session, actor, period, unit, EvidenceKind.LINK, named, now)
    row.url = address
    return row


def _insert(
    session: Session,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    row: Evidence,
    now: datetime,
    action: str,
    old: str = "",
) -> None:
    session.add(row)
    session.flush()
    acts = [Act(action, unit, old=old, new=_words(row))]
    record(session, actor=actor, now=now, acts=acts, period=period)


def _words(row: Evidence) -> str:
    return policy.in_words(row.kind, row.title, row.url, row.file_name, row.size, row.sha256)


def _use(
    session: Session,
    actor: Actor,
    period: BlockPeriod,
    unit: str,
    row: Evidence,
    criterion: str,
    thread: int | None,
    now: datetime,
) -> None:
    """Dùng minh chứng ở chỗ này, if one is named and it is not used there already."""
    if not criterion and thread is None:
        return
    if thread is not None:
        criterion = _criterion_of(session, period, unit, thread)
    elif criterion not in covenants.load(session, period).criteria:
        raise Refused(f"Giao ước không có tiêu chí {criterion}.")
    place = ("" if thread is not None else criterion, thread)
    if place in {(one.criterion_code, one.query_id) for one in _uses(session, row)}:
        return
    _insert_use(session, actor, row, *place, now)
    session.flush()
    where = "" if thread is None else "trong luồng giải trình"
    act = Act("evidence.attached", unit, criterion, new=_words(row), reason=where)
    record(session, actor=actor, now=now, acts=[act], period=period)


def _criterion_of(session: Session, period: BlockPeriod, unit: str, thread: int) -> str:
    """Tiêu chí của một luồng giải trình của đơn vị này; NotFound for any other."""
    found = session.exec(
        select(ScoreQuery.criterion_code)
        .join(Unit, col(Unit.id) == col(ScoreQuery.unit_id))
        .where(
            ScoreQuery.id == thread, ScoreQuery.block_year_id == period.id, col(Unit.code) == unit
        )
    ).first()
    if found is None:
        raise NotFound
    return found


def _insert_use(
    session: Session,
    actor: Actor,
    row: Evidence,
    criterion: str,
    thread: int | None,
    now: datetime,
) -> None:
    session.add(
        EvidenceUse(
            evidence_id=row.id or 0,
            criterion_code=criterion,
            query_id=thread,
            added_by=actor.name,
            added_at=now,
        )
    )


def _end_uses(session: Session, actor: Actor, uses: Sequence[EvidenceUse], now: datetime) -> None:
    for one in uses:
        one.ended_by, one.ended_at = actor.name, now
        session.add(one)
    session.flush()


def _end(session: Session, actor: Actor, row: Evidence, now: datetime) -> None:
    row.live, row.ended_by, row.ended_at = False, actor.name, now
    session.add(row)
    session.flush()


def _require_draft(session: Session, period: BlockPeriod, unit: str) -> None:
    """Yêu cầu bảng tự chấm còn là nháp; nobody hands it in until the caller commits."""
    status = session.exec(
        select(ScoreSheet.status)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            ScoreSheet.block_year_id == period.id,
            col(Unit.code) == unit,
            ScoreSheet.hand == Hand.SELF,
        )
        .with_for_update(of=ScoreSheet)
    ).first()
    if status not in (None, SheetStatus.DRAFT):
        raise Refused(
            f"Bảng tự chấm của {unit} đã nộp nên minh chứng chỉ được thay bằng bản mới hoặc thêm, "
            "không gỡ được."
        )


def _live_rows(session: Session, period: BlockPeriod, unit: str) -> Sequence[Evidence]:
    return session.exec(
        select(Evidence)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.block_year_id == period.id, col(Unit.code) == unit, col(Evidence.live))
        .order_by(col(Evidence.id))
    ).all()


def _row(session: Session, period: BlockPeriod, unit: str, token: str) -> Evidence:
    """Minh chứng đang dùng được của đơn vị, held until the commit; NotFound for any other."""
    found = session.exec(
        select(Evidence)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(
            Evidence.block_year_id == period.id,
            col(Unit.code) == unit,
            Evidence.token == token,
        )
        .with_for_update(of=Evidence)
    ).first()
    if found is None:
        raise NotFound
    if not found.live:
        raise Refused("Minh chứng này đã được thay hoặc bỏ; hãy tải lại trang.")
    return found


def _uses(session: Session, row: Evidence) -> Sequence[EvidenceUse]:
    return session.exec(
        select(EvidenceUse)
        .where(EvidenceUse.evidence_id == row.id, col(EvidenceUse.ended_at).is_(None))
        .order_by(col(EvidenceUse.id))
    ).all()


def of_unit(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str
) -> tuple[EvidenceItem, ...]:
    """Minh chứng của một đơn vị, oldest first, without the versions that were replaced.

    A reviewer is given what is used on the criteria assigned; NotPermitted for anybody else who may
    not see the unit's sheet.
    """
    if is_allowed(actor, Permission.VIEW_SHEET, period, unit):
        return unchecked_of_block(session, period).get(unit, ())
    seen = _reviewed_groups(session, actor, period, unit)
    if not seen:
        raise NotPermitted
    covenant = covenants.load(session, period)
    found = unchecked_of_block(session, period).get(unit, ())
    return tuple(one for one in found if _is_in(covenant, one.criteria, seen))


def unchecked_of_block(
    session: Session, period: BlockPeriod
) -> Mapping[str, tuple[EvidenceItem, ...]]:
    """Minh chứng của mọi đơn vị, whoever asks."""
    return kept(session, ("evidence", period.id), lambda: _of_block(session, period))


def _of_block(session: Session, period: BlockPeriod) -> dict[str, tuple[EvidenceItem, ...]]:
    rows = session.exec(
        select(Evidence, Unit.code)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.block_year_id == period.id)
        .order_by(col(Evidence.id))
    ).all()
    uses = session.exec(
        select(EvidenceUse)
        .join(Evidence, col(Evidence.id) == col(EvidenceUse.evidence_id))
        .where(Evidence.block_year_id == period.id, col(EvidenceUse.ended_at).is_(None))
        .order_by(col(EvidenceUse.id))
    ).all()
    tokens = {row.id: row.token for row, _ in rows}
    found: dict[str, list[EvidenceItem]] = {}
    for row, unit in rows:
        if row.live:
            own = [one for one in uses if one.evidence_id == row.id]
            found.setdefault(unit, []).append(
                _item(row, unit, tokens.get(row.replaces_id, ""), own)
            )
    return {unit: tuple(items) for unit, items in found.items()}


def _item(
    row: Evidence, unit: str, replaces: str = "", uses: Sequence[EvidenceUse] = ()
) -> EvidenceItem:
    return EvidenceItem(
        row.token,
        unit,
        row.kind,
        row.title,
        row.added_by,
        row.added_at,
        row.url,
        row.file_name,
        row.media_type,
        row.size,
        row.sha256,
        row.version,
        replaces,
        tuple(one.criterion_code for one in uses if one.criterion_code),
        tuple(one.query_id for one in uses if one.query_id is not None),
    )


def _reviewed_groups(
    session: Session, actor: Actor, period: BlockPeriod, unit: str
) -> frozenset[str]:
    """Các nhóm của đơn vị này mà người chấm chéo được phân công; none once absent or recused."""
    reviewers = units_of(actor, Permission.VIEW_DUTY, period) or frozenset()
    if not reviewers:
        return frozenset()
    plan = kept(session, ("plan", period.id), lambda: queries.review_plan(session, period))
    return frozenset(group for reviewer in reviewers for group in plan.groups(reviewer, unit))


def _is_in(covenant: Covenant, criteria: Sequence[str], groups: frozenset[str]) -> bool:
    return any(group_of(covenant, code) in groups for code in criteria if code in covenant.criteria)


def open_content(session: Session, *, actor: Actor, token: str) -> Content:
    """Nội dung một tệp theo địa chỉ của nó, asked anew at each download.

    For who may see the unit's sheet, and for a reviewer to whom a criterion is assigned that this
    file, or the version that came in its place, is used on. NotFound where no file has this address;
    NotPermitted for anybody else; FileLost when the server has it no more.
    """
    found = session.exec(
        select(Evidence, Unit.code)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.token == token, Evidence.kind == EvidenceKind.FILE)
    ).first()
    if found is None:
        raise NotFound
    row, unit = found
    period = next(one for one in queries.periods(session) if one.id == row.block_year_id)
    if not is_allowed(actor, Permission.VIEW_SHEET, period, unit):
        groups = _reviewed_groups(session, actor, period, unit)
        latest = _latest(session, row)
        codes = [one.criterion_code for one in _uses(session, latest)]
        if not groups or not _is_in(covenants.load(session, period), codes, groups):
            require(actor, Permission.VIEW_SHEET, period, unit)
    data = evidence_store.read(folder(), _kept(row))
    return Content(data, row.file_name, row.media_type)


def _latest(session: Session, row: Evidence) -> Evidence:
    """Bản mới nhất của một minh chứng."""
    while (
        newer := session.exec(select(Evidence).where(Evidence.replaces_id == row.id)).first()
    ) is not None:
        row = newer
    return row


def _kept(row: Evidence) -> Kept:
    return Kept(row.stored_name, row.size, row.sha256)


def versions(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str, token: str
) -> tuple[EvidenceItem, ...]:
    """Các bản trước của một minh chứng, latest first; for who may see the unit's sheet."""
    require(actor, Permission.VIEW_SHEET, period, unit)
    rows = session.exec(
        select(Evidence)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.block_year_id == period.id, col(Unit.code) == unit)
    ).all()
    by_key = {row.id: row for row in rows}
    row = next((one for one in rows if one.token == token), None)
    found = []
    while row is not None and (row := by_key.get(row.replaces_id)) is not None:
        found.append(_item(row, unit))
    return tuple(found)


def duplicates(session: Session, *, actor: Actor, period: BlockPeriod) -> Duplicates:
    """Tệp trùng nội dung với đơn vị khác hoặc năm khác của khối, by token.

    Who may see every sheet is told of all; anybody else only of the own unit's earlier years.
    """
    own = units_of(actor, Permission.VIEW_SHEET, period)
    if own is not None and not own:
        require(actor, Permission.VIEW_SHEET, period)
    found = kept(session, ("same files", period.id), lambda: _same_files(session, period))
    if own is None:
        return {token: places for token, (_, places) in found.items()}
    told = {
        token: tuple(one for one in places if one.unit == unit and one.year < period.year)
        for token, (unit, places) in found.items()
        if unit in own
    }
    return {token: places for token, places in told.items() if places}


def _same_files(
    session: Session, period: BlockPeriod
) -> dict[str, tuple[str, tuple[SameFile, ...]]]:
    """Mọi tệp trùng của kỳ này: by token its unit and the other places."""
    items = [
        item
        for owned in unchecked_of_block(session, period).values()
        for item in owned
        if item.sha256
    ]
    if not items:
        return {}
    rows = session.exec(
        select(Evidence, Unit.code, BlockYear.year)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .join(BlockYear, col(BlockYear.id) == col(Evidence.block_year_id))
        .join(Block, col(Block.id) == col(BlockYear.block_id))
        .where(
            col(Block.code) == period.block_code,
            col(Evidence.sha256).in_({item.sha256 for item in items}),
        )
        .order_by(col(BlockYear.year).desc(), col(Unit.code), col(Evidence.id))
    ).all()
    places: dict[str, dict[tuple[str, int], SameFile]] = {}
    for row, unit, year in rows:
        places.setdefault(row.sha256, {})[unit, year] = SameFile(unit, year, row.title)
    found = {}
    for item in items:
        others = tuple(
            place
            for where, place in places[item.sha256].items()
            if where != (item.unit, period.year)
        )
        if others:
            found[item.token] = (item.unit, others)
    return found


def require_shown(
    session: Session,
    period: BlockPeriod,
    unit: str,
    covenant: Covenant,
    entries: Mapping[str, Entry],
    points: Mapping[str, Decimal | None],
) -> None:
    """Yêu cầu đủ minh chứng theo giao ước; Refused, naming the criteria, otherwise."""
    items = unchecked_of_block(session, period).get(unit, ())
    codes = policy.lacking(covenant, entries, points, items)
    if codes:
        raise Refused(f"Chưa nộp được: {policy.lacking_words(covenant, codes)}.")


def missing_files(session: Session, period: BlockPeriod) -> tuple[EvidenceItem, ...]:
    """Tệp minh chứng không còn trên máy chủ, earlier versions included, whoever asks."""
    rows = session.exec(
        select(Evidence, Unit.code)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.block_year_id == period.id, Evidence.kind == EvidenceKind.FILE)
        .order_by(col(Unit.code), col(Evidence.id))
    )
    return tuple(
        _item(row, unit) for row, unit in rows if not evidence_store.is_there(folder(), _kept(row))
    )


def unchecked_files(session: Session) -> list[Kept]:
    """Mọi tệp phải có trong kho, whoever asks."""
    rows = session.exec(
        select(Evidence).where(Evidence.kind == EvidenceKind.FILE).order_by(col(Evidence.id))
    )
    return [_kept(row) for row in rows]
