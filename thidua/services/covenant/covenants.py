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
from thidua.domain.access.permissions import Permission, require, require_ever
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
from thidua.domain.covenant.reading import BLOCK, read_covenant
from thidua.domain.covenant.version import CovenantVersion
from thidua.domain.ground.errors import NoCovenant, NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings, has_errors
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import Written, folded
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.fit import Misfit, misfits
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import totals
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept, kept_all
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantPreview:
    """Xem trước giao ước: findings, and how it differs from the version in force.

    `period` and `covenant` are None where the draft could not be understood. `is_unchanged` means
    that adopting it would change nothing. `misfits` are the stored lines that would no longer fit.
    """

    findings: tuple[Finding, ...]
    covenant: Covenant | None = None
    period: BlockPeriod | None = None
    changes: tuple[ClauseChange, ...] = ()
    is_unchanged: bool = False
    misfits: tuple[Misfit, ...] = ()

    @property
    def is_amendment(self) -> bool:
        """Là bản sửa đổi của giao ước đã ký, no longer a draft of it."""
        period = self.period
        return (
            period is not None
            and period.covenant_version is not None
            and period.stage is not Stage.PREPARE
        )

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
        raise NoCovenant(_NO_COVENANT.format(work.period.block_name, work.period.year))
    return queries.covenant_draft(work.session, work.period, wanted)


_NO_COVENANT = "{} năm {} chưa có giao ước; bước tiếp theo là nhập sổ giao ước ở trang Giao ước."


_understood: Shelf[Covenant] = Shelf(256)

Settle = Callable[[Work, int, Sequence[Misfit]], list[Act]]
"""Giải quyết các dòng không còn khớp under the version of this number; what is to be recorded."""


def load(session: Session, period: BlockPeriod, version: int | None = None) -> Covenant:
    """Giao ước đang dùng, or an earlier version of it; NotFound where there is none such.

    Its content is understood once and kept under its fingerprint.
    """
    found = kept(session, ("covenants", period), lambda: queries.covenant_versions(session, period))
    if version is not None:
        found = [one for one in found if one.version == version]
    return _newest(session, period, found)


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
        raise NoCovenant(_NO_COVENANT.format(period.block_name, period.year))
    newest = found[0]

    def understand() -> Covenant:
        content = queries.covenant_draft(session, period, newest.version)
        covenant, _ = read_covenant(content)
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
    period = _period(work.session, covenant, draft, found)
    if period is None:
        return CovenantPreview(findings=tuple(found), covenant=covenant)
    require(work.actor, Permission.EDIT_COVENANT, period)
    if not queries.members(work.session, period):
        message = f"khối {period.block_code} chưa có đơn vị thành viên năm {period.year}"
        found.warning("no_members", message)
    if period.covenant_version is None:
        return CovenantPreview(findings=tuple(found), covenant=covenant, period=period)
    old = queries.covenant_draft(work.session, period, period.covenant_version)
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
        misfits=_misfits(work.session, period, covenant),
    )


def _misfits(session: Session, period: BlockPeriod, covenant: Covenant) -> tuple[Misfit, ...]:
    """Dòng đã lưu không còn khớp giao ước này, of every hand."""
    sheets = [sheet for hand in Hand for sheet in queries.all_sheets(session, period, hand)]
    return misfits(load(session, period), covenant, sheets)


def _period(
    session: Session, covenant: Covenant, draft: CovenantDraft, findings: Findings
) -> BlockPeriod | None:
    place = next((row.at for row in draft.settings if folded(row.name) == folded(BLOCK)), "")
    blocks = {block.code: block for block in session.exec(select(Block)).all()}
    named = [block for block in blocks.values() if folded(block.name) == folded(covenant.block)]
    coded = [block for block in blocks.values() if folded(block.code) == folded(covenant.block)]
    block = next(iter([*coded, *named]), None)
    if block is None:
        message = f"chưa có khối «{covenant.block}»; hãy nhập danh sách đơn vị của khối trước"
        findings.error("unknown_block", message, place)
        return None
    found = queries.period(session, block.code, covenant.year)
    return found or BlockPeriod(
        id=0, block_code=block.code, block_name=block.name, year=covenant.year
    )


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

    `replaces` is the version the preview was compared with. All or nothing; adopting what is
    already in force changes nothing. Refused where stored lines would no longer fit, unless
    `settle` takes them back: nothing made under the old version may count beyond the new. The
    caller owns the commit.
    """
    preview = preview_covenant(work, draft=draft, findings=findings)
    if preview.is_refused or preview.covenant is None or preview.period is None:
        raise Refused
    if preview.is_unchanged:
        return preview
    period = preview.period
    if period.id:
        work.at(period).require(Permission.EDIT_COVENANT)
    if replaces is not None and replaces != (period.covenant_version or 0):
        raise StaleEdit(_NEWER)
    if preview.misfits and settle is None:
        raise Refused(_UNSETTLED.format(len(preview.misfits)))
    key = period.id or _open_year(work.session, period)
    stored = CovenantTable(
        block_year_id=key,
        version=(period.covenant_version or 0) + 1,
        title=preview.covenant.title or f"Giao ước {period.block_name} năm {period.year}",
        effective_from=effective_from,
        reason=reason,
        document=document,
        created_at=work.now,
        created_by=work.actor.name,
        fingerprint=fingerprint(draft),
    )
    work.session.add(stored)
    try:
        work.session.flush()
    except IntegrityError as fault:  # of two who write at once, the second finds out here
        raise StaleEdit(_NEWER) from fault
    _write_rows(work.session, stored.id, draft)
    acts = [Act("covenant.adopted", reason=reason)]
    acts += [
        Act(
            f"covenant.{change.kind}",
            criterion_code=change.subject,
            detail={"aspect": change.aspect, "before": change.old, "after": change.new},
        )
        for change in preview.changes
    ]
    if period.covenant_version is not None:
        if preview.misfits and settle is not None:
            acts += settle(work.at(period), stored.version, preview.misfits)
        totals.renew_all(work.session, period, load(work.session, period))
    work.at(replace(period, id=key)).record(*acts)
    return preview


_UNSETTLED = "Có {} dòng đã chấm không còn khớp bản sửa đổi; hãy chọn cách giải quyết rồi nhập."

_NEWER = "Đã có bản giao ước mới hơn từ lúc xem trước; hãy xem lại rồi nhập."


def _open_year(session: Session, period: BlockPeriod) -> int:
    block = session.exec(select(Block.id).where(col(Block.code) == period.block_code)).one()
    year = BlockYear(block_id=block or 0, year=period.year)
    session.add(year)
    session.flush()
    return year.id or 0


def _write_rows(session: Session, key: int | None, draft: CovenantDraft) -> None:
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
