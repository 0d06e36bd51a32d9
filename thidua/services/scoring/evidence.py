"""Minh chứng: what each unit shows, who may open it, and whether the covenant has all it asks for.

What adds to it and replaces it stands in `evidence_changes`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Block, BlockYear, Evidence, EvidenceUse, ScoreSheet, Unit
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.plan import group_of
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.evidence import (
    EVIDENCE_LEVEL_WORDS,
    EvidenceItem,
    EvidenceKind,
    EvidenceLevel,
    EvidencePlace,
    SameFile,
    lacking,
    lacking_words,
)
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.files import evidence_store, evidence_type
from thidua.files.evidence_store import Kept
from thidua.services.covenant import covenants
from thidua.services.ground.kept import kept
from thidua.services.ground.store import folder as folder
from thidua.services.ground.work import Work
from thidua.services.period import review_plan

ENDINGS = evidence_type.ENDINGS
"""Đuôi tệp được nhận; what a file is, its content says."""

LARGEST = evidence_store.MAX_MEGABYTES
"""Cỡ tệp lớn nhất, in megabytes."""

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


def of_unit(work: Work, *, unit: str) -> tuple[EvidenceItem, ...]:
    """Minh chứng của một đơn vị, each in the place of its first version, as it is now.

    A reviewer is given what is used on the criteria assigned; NotPermitted for anybody else who may
    not see the unit's sheet. Of what is of a higher level than this person may open, only that it
    is there is told.
    """
    if is_allowed(work.actor, Permission.VIEW_SHEET, work.period, unit):
        return _as_seen(work, unit, unchecked_of_unit(work.session, work.period, unit))
    seen = _reviewed_groups(work, unit)
    if not seen:
        raise NotPermitted
    covenant = covenants.load(work.session, work.period)
    found = unchecked_of_unit(work.session, work.period, unit)
    mine = tuple(one for one in found if _is_in(covenant, one.criteria, seen))
    return _as_seen(work, unit, mine)


def _as_seen(work: Work, unit: str, items: Sequence[EvidenceItem]) -> tuple[EvidenceItem, ...]:
    """Minh chứng như người này được xem."""
    return tuple(
        one if may_open(work, unit, one.level, one.criteria) else one.masked() for one in items
    )


def may_open(work: Work, unit: str, level: EvidenceLevel, criteria: Sequence[str]) -> bool:
    """Được mở một minh chứng ở mức này, by one who may see that it is there; default deny.

    An internal one is opened to the reviewer to whom one of its criteria is assigned.
    """
    if level is EvidenceLevel.OPEN:
        return True
    if level is EvidenceLevel.SECRET:
        return is_allowed(work.actor, Permission.VIEW_SECRET, work.period, unit)
    if is_allowed(work.actor, Permission.VIEW_INTERNAL, work.period, unit):
        return True
    groups = _reviewed_groups(work, unit)
    if not groups:
        return False
    return _is_in(covenants.load(work.session, work.period), criteria, groups)


def require_seen(work: Work, *, unit: str) -> None:
    """Yêu cầu xem được ít nhất một phần bảng chấm của đơn vị: its readers and its reviewers."""
    if not is_allowed(work.actor, Permission.VIEW_SHEET, work.period, unit) and (
        not _reviewed_groups(work, unit)
    ):
        raise NotPermitted


def handed_in_at(work: Work, *, unit: str) -> datetime | None:
    """Lúc đơn vị nộp bảng tự chấm; None while it is a draft: nothing is late then."""
    require_seen(work, unit=unit)
    return kept(
        work.session,
        ("handed in", work.period, unit),
        lambda: (_handed_in(work.session, work.period, unit),),
    )[0]


def _handed_in(session: Session, period: BlockPeriod, unit: str) -> datetime | None:
    return session.exec(
        select(ScoreSheet.submitted_at)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            ScoreSheet.block_year_id == period.id,
            ScoreSheet.hand == Hand.SELF,
            ScoreSheet.status != SheetStatus.DRAFT,
            col(Unit.code) == unit,
        )
    ).first()


def unchecked_of_block(
    session: Session, period: BlockPeriod
) -> Mapping[str, tuple[EvidenceItem, ...]]:
    """Minh chứng của mọi đơn vị, whoever asks."""
    return kept(session, ("evidence", period), lambda: _by_unit(session, period))


def unchecked_of_unit(session: Session, period: BlockPeriod, unit: str) -> tuple[EvidenceItem, ...]:
    """Minh chứng của một đơn vị, whoever asks; nothing is read of the others."""
    return kept(
        session,
        ("evidence of a unit", period, unit),
        lambda: _by_unit(session, period, unit).get(unit, ()),
    )


def _rows(
    session: Session, period: BlockPeriod, unit: str | None = None
) -> Sequence[tuple[Evidence, str]]:
    """Mọi bản của mọi minh chứng, with their units, in the order they came."""
    wanted = (
        select(Evidence, Unit.code)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.block_year_id == period.id)
        .order_by(col(Evidence.id))
    )
    return session.exec(wanted if unit is None else wanted.where(Unit.code == unit)).all()


def _by_unit(
    session: Session, period: BlockPeriod, unit: str | None = None
) -> dict[str, tuple[EvidenceItem, ...]]:
    rows = _rows(session, period, unit)
    in_use = (
        select(EvidenceUse)
        .join(Evidence, col(Evidence.id) == col(EvidenceUse.evidence_id))
        .where(Evidence.block_year_id == period.id, col(EvidenceUse.ended_at).is_(None))
        .order_by(col(EvidenceUse.id))
    )
    if unit is not None:
        in_use = in_use.join(Unit, col(Unit.id) == col(Evidence.unit_id)).where(Unit.code == unit)
    uses = session.exec(in_use).all()
    used: dict[int | None, list[EvidenceUse]] = {}
    for use in uses:
        used.setdefault(use.evidence_id, []).append(use)
    tokens, firsts = {}, dict[int | None, int | None]()
    for row, _ in rows:
        tokens[row.id] = row.token
        firsts[row.id] = firsts.get(row.replaces_id, row.id)
    found: dict[str, list[EvidenceItem]] = {}
    for row, owner in sorted(rows, key=lambda one: firsts[one[0].id] or 0):
        if row.live:
            replaced = tokens.get(row.replaces_id, "")
            found.setdefault(owner, []).append(_item(row, owner, replaced, used.get(row.id, ())))
    return {owner: tuple(items) for owner, items in found.items()}


def _item(
    row: Evidence, unit: str, replaces: str = "", uses: Sequence[EvidenceUse] = ()
) -> EvidenceItem:
    return EvidenceItem(
        token=row.token,
        unit=unit,
        kind=row.kind,
        title=row.title,
        added_by=row.added_by,
        added_at=row.added_at,
        url=row.url,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        version=row.version,
        replaces=replaces,
        criteria=tuple(one.criterion_code for one in uses if one.criterion_code),
        threads=tuple(one.query_id for one in uses if one.query_id is not None),
        places=tuple(
            EvidencePlace(
                criterion=one.criterion_code,
                added_at=one.added_at,
                page=one.page,
                quotation=one.quotation,
                document=one.document,
            )
            for one in uses
            if one.criterion_code
        ),
        level=row.level,
    )


def _reviewed_groups(work: Work, unit: str) -> frozenset[str]:
    """Các nhóm của đơn vị này mà người chấm chéo được phân công; none once absent or recused."""
    reviewers = units_of(work.actor, Permission.VIEW_DUTY, work.period) or frozenset()
    if not reviewers:
        return frozenset()
    plan = review_plan.review_plan(work.session, work.period)
    return frozenset(group for reviewer in reviewers for group in plan.groups(reviewer, unit))


def _is_in(covenant: Covenant, criteria: Sequence[str], groups: frozenset[str]) -> bool:
    return any(group_of(covenant, code) in groups for code in criteria if code in covenant.criteria)


def open_content(work: Work, *, token: str) -> Content:
    """Nội dung một tệp theo địa chỉ của nó, asked anew at each download.

    For who may see the unit's sheet, and for a reviewer to whom a criterion is assigned that this
    file, or the version that came in its place, is used on; of an internal or secret one for fewer.
    NotFound where no file has this address; NotPermitted for anybody else; FileLost when the server
    has it no more.
    """
    found = work.session.exec(
        select(Evidence, Unit.code)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .where(Evidence.token == token, Evidence.kind == EvidenceKind.FILE)
    ).first()
    if found is None:
        raise NotFound
    row, unit = found
    period = next(one for one in queries.periods(work.session) if one.id == row.block_year_id)
    latest = _latest(work.session, row)
    codes = _used_on(work.session, latest)
    if not is_allowed(work.actor, Permission.VIEW_SHEET, period, unit):
        groups = _reviewed_groups(work.at(period), unit)
        if not groups or not _is_in(covenants.load(work.session, period), codes, groups):
            require(work.actor, Permission.VIEW_SHEET, period, unit)
    level = max(row.level, latest.level, key=lambda one: one.height)
    if not may_open(work.at(period), unit, level, codes):
        raise NotPermitted
    data = evidence_store.read(folder(work.session), _kept(row))
    return Content(data, row.file_name, row.media_type)


def _latest(session: Session, row: Evidence) -> Evidence:
    """Bản mới nhất của một minh chứng."""
    while (
        newer := session.exec(select(Evidence).where(Evidence.replaces_id == row.id)).first()
    ) is not None:
        row = newer
    return row


def _used_on(session: Session, row: Evidence) -> Sequence[str]:
    return session.exec(
        select(EvidenceUse.criterion_code).where(
            EvidenceUse.evidence_id == row.id, col(EvidenceUse.ended_at).is_(None)
        )
    ).all()


def _kept(row: Evidence) -> Kept:
    return Kept(row.stored_name, row.size, row.sha256)


def versions(work: Work, *, unit: str, token: str) -> tuple[EvidenceItem, ...]:
    """Các bản trước của một minh chứng, latest first; for who may see the unit's sheet."""
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    rows = [row for row, _ in _rows(work.session, work.period, unit)]
    by_key = {row.id: row for row in rows}
    row = next((one for one in rows if one.token == token), None)
    found = []
    now = row
    while row is not None and (row := by_key.get(row.replaces_id)) is not None:
        found.append(_item(row, unit))
    codes = () if now is None else _used_on(work.session, now)
    level = EvidenceLevel.OPEN if now is None else now.level
    if not may_open(work, unit, level, codes):
        return ()
    return _as_seen(work, unit, found)


def duplicates(work: Work) -> Duplicates:
    """Tệp trùng nội dung với đơn vị khác hoặc năm khác của khối, by token.

    Who may see every sheet is told of all; anybody else only of the own unit's earlier years.
    """
    own = units_of(work.actor, Permission.VIEW_SHEET, work.period)
    if own is not None and not own:
        require(work.actor, Permission.VIEW_SHEET, work.period)
    found = kept(
        work.session, ("same files", work.period), lambda: _same_files(work.session, work.period)
    )
    if own is None:
        return {
            token: tuple(_place_seen(work, one) for one in places)
            for token, (_, places) in found.items()
        }
    told = {
        token: tuple(one for one in places if one.unit == unit and one.year < work.period.year)
        for token, (unit, places) in found.items()
        if unit in own
    }
    return {token: places for token, places in told.items() if places}


def _place_seen(work: Work, one: SameFile) -> SameFile:
    """Nơi trùng: its title only for who may open what lies there."""
    if may_open(work, one.unit, one.level, ()):
        return one
    return replace(one, title=f"minh chứng mức {EVIDENCE_LEVEL_WORDS[one.level]}")


def same_files(work: Work) -> tuple[tuple[EvidenceItem, tuple[SameFile, ...]], ...]:
    """Các tệp trùng nội dung của kỳ này, with the other places, as far as this person may know."""
    told = duplicates(work)
    return tuple(
        (_as_seen(work, item.unit, [item])[0], told[item.token])
        for items in unchecked_of_block(work.session, work.period).values()
        for item in items
        if item.token in told
    )


def _same_files(
    session: Session, period: BlockPeriod
) -> dict[str, tuple[str, tuple[SameFile, ...]]]:
    """Mọi tệp trùng của kỳ này: by token its unit and the other places."""
    own = select(Evidence.sha256).where(
        Evidence.block_year_id == period.id,
        Evidence.kind == EvidenceKind.FILE,
        col(Evidence.live),
    )
    rows = session.exec(
        select(Evidence, Unit.code, BlockYear.year)
        .join(Unit, col(Unit.id) == col(Evidence.unit_id))
        .join(BlockYear, col(BlockYear.id) == col(Evidence.block_year_id))
        .join(Block, col(Block.id) == col(BlockYear.block_id))
        .where(
            col(Block.code) == period.block_code,
            col(Evidence.sha256).in_(own),
        )
        .order_by(col(BlockYear.year).desc(), col(Unit.code), col(Evidence.id))
    ).all()
    places: dict[str, dict[tuple[str, int], SameFile]] = {}
    for row, unit, year in rows:
        places.setdefault(row.sha256, {})[unit, year] = SameFile(unit, year, row.title, row.level)
    found = {}
    for unit, items in unchecked_of_block(session, period).items():
        for item in items:
            others = [
                place
                for where, place in places.get(item.sha256, {}).items()
                if where != (unit, period.year)
            ]
            if others:
                found[item.token] = (unit, tuple(others))
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
    items = unchecked_of_unit(session, period, unit)
    codes = lacking(covenant, entries, points, items)
    if codes:
        raise Refused(f"Chưa nộp được: {lacking_words(covenant, codes)}.")


def missing_files(session: Session, period: BlockPeriod) -> tuple[EvidenceItem, ...]:
    """Tệp minh chứng không còn trên máy chủ, earlier versions included, whoever asks."""
    files = kept(session, ("evidence files", period), lambda: _files(session, period))
    return tuple(one for one, file in files if not evidence_store.is_there(folder(session), file))


def _files(session: Session, period: BlockPeriod) -> tuple[tuple[EvidenceItem, Kept], ...]:
    return tuple(
        (_item(row, unit), _kept(row))
        for row, unit in _rows(session, period)
        if row.kind is EvidenceKind.FILE
    )


def unchecked_versions(session: Session, period: BlockPeriod) -> list[EvidenceItem]:
    """Mọi bản của mọi minh chứng trong kỳ, those that ended included, whoever asks."""
    return [_item(row, unit) for row, unit in _rows(session, period)]


def unchecked_files(session: Session) -> list[Kept]:
    """Mọi tệp phải có trong kho, whoever asks."""
    rows = session.exec(
        select(Evidence).where(Evidence.kind == EvidenceKind.FILE).order_by(col(Evidence.id))
    )
    return [_kept(row) for row in rows]
