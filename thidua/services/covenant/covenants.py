"""Giao ước: load, preview and adopt versions of a block's covenant."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.changes import insert_rows
from thidua.db.tables import (
    Block,
    BlockYear,
    CovenantRanking,
    CovenantRow,
    CovenantSetting,
)
from thidua.db.tables import Covenant as CovenantTable
from thidua.domain.access.permissions import Permission, is_allowed, require, require_ever
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.difference import (
    ClauseChange,
    clause_changes,
    lost_columns,
    recased,
)
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.places import located
from thidua.domain.covenant.reading import for_part, read_covenant
from thidua.domain.covenant.setting_rows import BLOCK
from thidua.domain.covenant.version import CovenantVersion
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NoCovenant, NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings, has_errors
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import Written, folded, listed
from thidua.domain.period.part import YearKind, all_of, said_of
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, STAGE_WORDS, Stage
from thidua.domain.review.restated import all_misfits
from thidua.domain.scoring.fit import Misfit
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import totals
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept, kept_all
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantPreview:
    """Xem trước giao ước: findings, and how it differs from the version in force.

    `period` and `covenant` are None where the draft could not be understood. `is_unchanged` means
    that adopting it would change nothing. `draft` is what this period keeps of it, `own_misfits`
    the lines stored in it that would no longer fit; `more` are the other periods of the year that
    share the workbook.
    """

    findings: tuple[Finding, ...]
    covenant: Covenant | None = None
    period: BlockPeriod | None = None
    changes: tuple[ClauseChange, ...] = ()
    is_unchanged: bool = False
    draft: CovenantDraft | None = None
    own_misfits: tuple[Misfit, ...] = ()
    more: tuple["CovenantPreview", ...] = ()

    @property
    def misfits(self) -> tuple[Misfit, ...]:
        """Các dòng đã lưu không còn khớp, in every period that shares the workbook."""
        return tuple(line for one in (self, *self.more) for line in one.own_misfits)

    @property
    def is_amendment(self) -> bool:
        """Là bản sửa đổi của giao ước đã ký, no longer a draft of it."""
        return any(
            one.period is not None
            and one.period.covenant_version is not None
            and one.period.stage is not Stage.PREPARE
            for one in (self, *self.more)
        )

    @property
    def when(self) -> str:
        """Các kỳ của giao ước này, giữa câu; empty where there is none yet."""
        parts = [one.period for one in (self, *self.more) if one.period is not None]
        return said_of([one.part for one in parts], parts[0].year) if parts else ""

    @property
    def seen(self) -> int:
        """Các bản đã so sánh: another number once one of them was replaced."""
        listed = (one.period for one in (self, *self.more))
        return sum(one.covenant_version or 0 for one in listed if one is not None)

    @property
    def is_refused(self) -> bool:
        """Bị từ chối: at least one error."""
        return has_errors(self.findings)


def fingerprint(draft: CovenantDraft) -> str:
    """Vân tay giao ước: the same content gives the same 64 signs, whatever file it came from."""
    content = {
        "settings": [[row.name, _plain(row.value)] for row in draft.settings],
        "criteria": [
            [
                row.code, row.text, _plain(_points(row.max_points)), row.method, row.parameters,
                row.sign, row.evidence, row.gate, row.clause, row.note,
                *([row.quotation] if row.quotation or row.source else []),
                *([row.source] if row.source else []),
            ]
            for row in draft.criteria
        ],
        "ranking": [[row.kind, row.order, row.content, row.value] for row in draft.ranking],
    }  # fmt: skip
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def _plain(value: Written) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value or ""


def versions(work: Work) -> list[CovenantVersion]:
    """Các bản giao ước của kỳ này, newest first."""
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    return queries.covenant_versions(work.session, work.period)


def draft(work: Work, *, version: int | None = None) -> CovenantDraft:
    """Nội dung một bản, as its workbook says it; the version in force when none is named."""
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    wanted = version or work.period.covenant_version
    if wanted is None:
        raise NoCovenant(_NO_COVENANT.format(work.period.words))
    return queries.covenant_draft(work.session, work.period, wanted)


_NO_COVENANT = "{} chưa có giao ước; bước tiếp theo là nhập sổ giao ước ở trang Giao ước."


_understood: Shelf[Covenant] = Shelf(256)

Settle = Callable[[Work, int, Sequence[Misfit]], list[Act]]
"""Giải quyết các dòng không còn khớp under the version of this number; what is to be recorded."""


def load(session: Session, period: BlockPeriod, version: int | None = None) -> Covenant:
    """Giao ước đang dùng, or an earlier version of it; NotFound where there is none such.

    Its content is understood once and kept under its fingerprint.
    """
    found = known_versions(session, period)
    if version is not None:
        found = [one for one in found if one.version == version]
    return _newest(session, period, found)


def known_versions(session: Session, period: BlockPeriod) -> list[CovenantVersion]:
    """Các bản giao ước, newest first, whoever asks."""
    return kept(session, ("covenants", period), lambda: queries.covenant_versions(session, period))


def load_all(session: Session, periods: Sequence[BlockPeriod]) -> dict[int, Covenant]:
    """Giao ước đang dùng của nhiều kỳ, under the key of the period."""
    found = kept_all(
        session,
        {period.id: ("covenants", period) for period in periods},
        lambda missing: queries.covenant_versions_of(session, missing),
    )
    return {period.id: _newest(session, period, found[period.id]) for period in periods}


def _newest(session: Session, period: BlockPeriod, found: Sequence[CovenantVersion]) -> Covenant:
    if not found:
        raise NoCovenant(_NO_COVENANT.format(period.words))
    newest = found[0]

    def understand() -> Covenant:
        content = queries.covenant_draft(session, period, newest.version)
        # A setting that meant nothing to the release that kept it may be one of a period now.
        covenant = read_covenant(content)[0] or read_covenant(for_part(content, period.part))[0]
        if covenant is None:
            raise NotFound("Giao ước đã lưu không đọc được; hãy nhập lại sổ giao ước.")
        return replace(covenant, version=newest.version)

    return _understood.get((newest.fingerprint, newest.version), understand)


def preview_covenant(
    work: Work, *, draft: CovenantDraft, findings: tuple[Finding, ...] = ()
) -> CovenantPreview:
    """Xem trước giao ước: what is wrong with it, and clause by clause what would change."""
    require_ever(work.actor, Permission.EDIT_COVENANT)
    covenant, read = read_covenant(draft)
    found = Findings([*findings, *read])
    if covenant is None:
        return CovenantPreview(findings=tuple(found))
    found += located(check_covenant(covenant), draft)
    periods = _periods(work.session, covenant, draft, found)
    if not periods:
        return CovenantPreview(findings=tuple(found), covenant=covenant)
    closed = [] if len(periods) == 1 else [one for one in periods if not _is_open(work, one)]
    if closed and len(closed) < len(periods):
        names = listed([one.part.label for one in closed], "kỳ")
        found.notice("closed", f"{names} không còn sửa được nên giữ nguyên giao ước đang có")
        periods = [one for one in periods if one not in closed]
    for period in periods:
        require(work.actor, Permission.EDIT_COVENANT, period)
    if not block_members.members(work.session, periods[0]):
        message = f"khối {periods[0].block_code} chưa có đơn vị thành viên năm {periods[0].year}"
        found.warning("no_members", message)
    _require_year_open(work.session, periods, found)
    first, *more = [
        _compared(work.session, covenant, for_part(draft, one.part) if shares else draft, one)
        for shares in [len(covenant.parts) > 1]
        for one in periods
    ]
    told = next((one for one in (first, *more) if not one.is_unchanged), first)
    found += told.findings
    return replace(
        first,
        findings=tuple(found),
        changes=told.changes,
        is_unchanged=told.is_unchanged,
        more=tuple(more),
    )


def _is_open(work: Work, period: BlockPeriod) -> bool:
    return is_allowed(work.actor, Permission.EDIT_COVENANT, period)


def _require_year_open(
    session: Session, periods: Sequence[BlockPeriod], findings: Findings
) -> None:
    """Không mở thêm kỳ của một năm đã chốt: it could be one that the year has added."""
    opened = [one for one in periods if not one.id and not one.part.is_year]
    year = queries.period(session, opened[0].block_code, opened[0].year) if opened else None
    if year is not None and year.stage in CLOSED:
        message = f"{year.words} đã {STAGE_WORDS[year.stage].lower().removeprefix('đã ')}"
        findings.error("year_closed", f"{message} nên không mở thêm kỳ nào của năm này")


def _compared(
    session: Session, covenant: Covenant, draft: CovenantDraft, period: BlockPeriod
) -> CovenantPreview:
    """Xem trước của đúng một kỳ, with what its own version in force says about it."""
    if period.covenant_version is None:
        return CovenantPreview(findings=(), covenant=covenant, period=period, draft=draft)
    found = Findings()
    old = queries.covenant_draft(session, period, period.covenant_version)
    found += lost_columns(old, draft)
    found += recased(old, draft)
    is_unchanged = fingerprint(old) == fingerprint(draft)
    if is_unchanged:
        message = f"giống hệt bản {period.covenant_version} đang dùng, không có gì để nhập"
        found.notice("unchanged", message)
    return CovenantPreview(
        findings=tuple(found),
        covenant=covenant,
        period=period,
        changes=tuple(clause_changes(old, draft)),
        is_unchanged=is_unchanged,
        draft=draft,
        own_misfits=_misfits(session, period, covenant),
    )


def _misfits(session: Session, period: BlockPeriod, covenant: Covenant) -> tuple[Misfit, ...]:
    """Dòng đã lưu không còn khớp giao ước này, of every hand."""
    sheets = [sheet for hand in Hand for sheet in queries.all_sheets(session, period, hand)]
    return all_misfits(load(session, period), covenant, sheets)


def _periods(
    session: Session, covenant: Covenant, draft: CovenantDraft, findings: Findings
) -> list[BlockPeriod]:
    """Các kỳ mà giao ước này dành cho; those not there yet have no key."""
    place = next((row.at for row in draft.settings if folded(row.name) == folded(BLOCK)), "")
    blocks = {block.code: block for block in session.exec(select(Block)).all()}
    named = [block for block in blocks.values() if folded(block.name) == folded(covenant.block)]
    coded = [block for block in blocks.values() if code_key(block.code) == code_key(covenant.block)]
    block = next(iter([*coded, *named]), None)
    if block is None:
        message = f"chưa có khối «{covenant.block}»; hãy nhập danh sách đơn vị của khối trước"
        findings.error("unknown_block", message, place)
        return []
    there = {
        one.part.code: replace(one, part=part)
        for one in queries.periods(session)
        for part in covenant.parts
        if (one.block_code, one.year, one.part.code) == (block.code, covenant.year, part.code)
    }
    return [
        there.get(part.code)
        or BlockPeriod(
            id=0, block_code=block.code, block_name=block.name, year=covenant.year, part=part
        )
        for part in covenant.parts
    ]


def adopt_covenant(
    work: Work,
    *,
    draft: CovenantDraft,
    findings: tuple[Finding, ...] = (),
    reason: str = "",
    document: str = "",
    effective_from: date | None = None,
    replaces: int | None = None,
    settle: Settle | None = None,
) -> CovenantPreview:
    """Ban hành giao ước: the first version, or an amendment of the one in force.

    A covenant that several periods of the year share is kept by each of them; those not there yet
    are opened. `replaces` is what the preview had `seen`. All or nothing; adopting what is already
    in force changes nothing. Refused where stored lines would no longer fit, unless `settle` takes
    them back: nothing made under the old version may count beyond the new. The caller owns the
    commit.
    """
    preview = preview_covenant(work, draft=draft, findings=findings)
    if preview.is_refused or preview.covenant is None or preview.period is None:
        raise Refused
    if replaces is not None and replaces != preview.seen:
        raise StaleEdit(_NEWER)
    if preview.misfits and settle is None:
        raise Refused(_UNSETTLED.format(len(preview.misfits)))
    said = _Said(reason=reason, document=document, effective_from=effective_from)
    for one in (preview, *preview.more):
        _adopt(work, preview.covenant, one, said, settle)
    return preview


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Căn cứ của một bản: why, by what document and from when."""

    reason: str
    document: str
    effective_from: date | None


def _adopt(
    work: Work,
    covenant: Covenant,
    preview: CovenantPreview,
    said: _Said,
    settle: Settle | None,
) -> None:
    """Ban hành cho một kỳ; nothing where it would change nothing."""
    period, draft = preview.period, preview.draft
    if period is None or draft is None:
        raise Refused
    changes: tuple[ClauseChange, ...] = ()
    if period.covenant_version is not None:
        old = queries.covenant_draft(work.session, period, period.covenant_version)
        if fingerprint(old) == fingerprint(draft):
            return
        changes = tuple(clause_changes(old, draft))
    if period.id:
        work.at(period).require(Permission.EDIT_COVENANT)
    key = _opened(work.session, period)
    stored = CovenantTable(
        block_year_id=key,
        version=(period.covenant_version or 0) + 1,
        title=covenant.title or f"Giao ước {period.words}",
        effective_from=said.effective_from,
        reason=said.reason,
        document=said.document,
        created_at=work.now,
        created_by=work.actor.name,
        fingerprint=fingerprint(draft),
    )
    work.session.add(stored)
    try:
        work.session.flush()
    except IntegrityError as fault:  # of two who write at once, the second finds out here
        raise StaleEdit(_NEWER) from fault
    write_rows(work.session, stored.id, draft)
    acts = [Act("covenant.adopted", reason=said.reason)]
    acts += [
        Act(
            f"covenant.{change.kind}",
            criterion_code=change.subject,
            detail={"aspect": change.aspect, "before": change.old, "after": change.new},
        )
        for change in changes
    ]
    if period.covenant_version is not None:
        if preview.own_misfits and settle is not None:
            acts += settle(work.at(period), stored.version, preview.own_misfits)
        totals.renew_all(work.session, period, load(work.session, period))
    work.at(replace(period, id=key)).record(*acts)


def following(work: Work) -> BlockPeriod | None:
    """Kỳ kế tiếp chưa có giao ước, for whoever may bring one in; None where there is none."""
    part = work.period.part.following()
    if part is None:
        return None
    own = (work.period.block_code, work.period.year)
    found = queries.period(work.session, *own, part.code) or replace(
        work.period, id=0, part=part, stage=Stage.PREPARE, covenant_version=None
    )
    is_free = found.covenant_version is None
    return found if is_free and is_allowed(work.actor, Permission.EDIT_COVENANT, found) else None


def reuse(work: Work, *, part: str) -> CovenantPreview:
    """Dùng giao ước này cho một tháng, một quý chưa có: in a copy that is its own from then on.

    StaleEdit where it has one by now.
    """
    own = draft(work)
    known = [*all_of(YearKind.MONTH), *all_of(YearKind.QUARTER)]
    to = next((one for one in known if one.code == part), None)
    if to is None:
        raise NotFound
    return adopt_covenant(work, draft=for_part(own, to), replaces=0)


_UNSETTLED = "Có {} dòng đã chấm không còn khớp bản sửa đổi; hãy chọn cách giải quyết rồi nhập."

_NEWER = "Đã có bản giao ước mới hơn từ lúc xem trước; hãy xem lại rồi nhập."


def _opened(session: Session, period: BlockPeriod) -> int:
    """Khóa của kỳ này, opened where it is not there; a đợt is called as its covenant calls it."""
    if period.id:
        year = session.get_one(BlockYear, period.id)
    else:
        block = session.exec(select(Block.id).where(col(Block.code) == period.block_code)).one()
        year = BlockYear(
            block_id=block or 0, year=period.year, kind=period.part.kind, part=period.part.kept
        )
    year.part_name, year.begins, year.ends = (
        period.part.name,
        period.part.begins,
        period.part.ends,
    )
    session.add(year)
    session.flush()
    return year.id or 0


def write_rows(session: Session, key: int | None, draft: CovenantDraft) -> None:
    """Ghi nội dung một bản, a part of adopting it and of taking a block over."""
    settings: list[dict[str, Any]] = [
        {"covenant_id": key, "position": place, "name": row.name, "value": _plain(row.value)}
        for place, row in enumerate(draft.settings)
    ]
    criteria: list[dict[str, Any]] = [
        {
            "covenant_id": key,
            "position": place,
            "code": row.code,
            "text": row.text,
            "max_points": _points(row.max_points),
            "method": row.method,
            "parameters": row.parameters,
            "sign": row.sign,
            "evidence": row.evidence,
            "gate": row.gate,
            "clause": row.clause,
            "note": row.note,
            "quotation": row.quotation,
            "source": row.source,
        }
        for place, row in enumerate(draft.criteria)
    ]
    ranking: list[dict[str, Any]] = [
        {
            "covenant_id": key,
            "position": place,
            "kind": row.kind,
            "place": row.order,
            "content": row.content,
            "value": row.value,
        }
        for place, row in enumerate(draft.ranking)
    ]
    insert_rows(session, CovenantSetting, settings)
    insert_rows(session, CovenantRow, criteria)
    insert_rows(session, CovenantRanking, ranking)


def _points(value: Written) -> Decimal | None:
    """Điểm tối đa để lưu: that of a deduction as the amount it takes, its minus was understood."""
    points = parse_number(value) if isinstance(value, str) else value
    return None if points is None else abs(points)


def findings(covenant: Covenant) -> list[Finding]:
    """Phát hiện về giao ước đang dùng, as the import showed them."""
    return check_covenant(covenant)
