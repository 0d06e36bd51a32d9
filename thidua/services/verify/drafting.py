"""Bắt đầu dự thảo: from a covenant of this or another year or block, a sample, or nothing.

One group of such a covenant can be copied into a draft that stands, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.covenant.drafting.drafting import outline_of
from thidua.domain.covenant.drafting.examined import Examined
from thidua.domain.covenant.drafting.lines import DraftLine, DraftSheet, cells_of
from thidua.domain.covenant.drafting.outline import Outline
from thidua.domain.covenant.setting_rows import (
    BLOCK,
    FROM_DAY,
    PERIOD,
    TITLE,
    TO_DAY,
    YEAR,
)
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod
from thidua.services.covenant import covenants, draft_rows, drafts
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.verify import copying

IN_FORCE, EMPTY = "dang-dung", "trong"
_OWN: Mapping[str, str] = MappingProxyType({IN_FORCE: "Bản đang dùng", EMPTY: "Bản trống"})


def origins(work: Work) -> dict[str, str]:
    """Các nguồn để bắt đầu, by key, nearest first."""
    require(work.actor, Permission.DRAFT_COVENANT, work.period)
    found = {one.key: one.name for one in copying.sources(work)}
    has_own = work.period.covenant_version is not None
    own = {IN_FORCE: _OWN[IN_FORCE]} if has_own else {}
    return {**own, **found, EMPTY: _OWN[EMPTY]}


def start(work: Work, *, source: str) -> None:
    """Bắt đầu dự thảo from this source."""
    require(work.actor, Permission.DRAFT_COVENANT, work.period)
    if source == EMPTY:
        text = _empty(work.period)
    elif source == IN_FORCE:
        text = covenants.draft(work)
    else:
        text = copying.text_of(work, source=source)
    name = origins(work)[source]
    drafts.begin(work, draft=text, origin=name)


def source_outline(work: Work, *, source: str) -> Outline:
    """Cây tiêu chí của một nguồn, of which one group can be copied."""
    return Outline(tuple(copying.text_of(work, source=source).criteria))


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Phần chép từ nguồn khác: the lines as they would stand in the draft, and where."""

    rows: tuple[CriterionRow, ...]
    to: int
    source: str


def brought(work: Work, *, source: str, code: str, group: str) -> Brought:
    """Xem trước phần chép: this line of a source, with all inside it, at the end of a group here.

    `group` empty is the first level.
    """
    require(work.actor, Permission.DRAFT_COVENANT, work.period)
    other = source_outline(work, source=source)
    at = next((one for one, row in enumerate(other.rows) if row.code == code), None)
    if at is None:
        raise NotFound(f"Giao ước ấy không có dòng {code}.")
    outline = outline_of(draft_rows.sheet_lines(work, DraftSheet.CRITERION))
    own = next((one for one in outline.groups() if outline.rows[one].code == group), None)
    if group and own is None:
        raise NotFound(f"Dự thảo không còn nhóm {group}.")
    rows, to = outline.brought(other, at, own), outline.end_of(own)
    outline.require_room(to, rows, own)
    names = {one.key: one.name for one in copying.sources(work)}
    return Brought(rows=tuple(rows), to=to, source=names[source])


def bring(work: Work, *, source: str, code: str, group: str = "") -> int:
    """Chép một nhóm, with its criteria, from another covenant into the draft; its key here."""
    work = draft_rows.held(work)
    found = brought(work, source=source, code=code, group=group)
    new = [DraftLine(key=0, sheet=DraftSheet.CRITERION, cells=cells_of(row)) for row in found.rows]
    lines = draft_rows.sheet_lines(work, DraftSheet.CRITERION)
    made = draft_rows.splice(work, lines, found.to, new)
    said = f"{len(new)} dòng của {code} ({found.source}), thành {new[0].title}"
    work.record(
        Act("draft.brought", detail={"what": said}),
        *(Act("draft.line_added", rows=[one]) for one in made),
    )
    return made[0][1]


@dataclass(frozen=True, slots=True)
class Base:
    """Bản đặt cạnh dự thảo: the one in force, else last year's, with its name."""

    name: str
    draft: CovenantDraft


def base(work: Work) -> Base | None:
    """Bản mà dự thảo sẽ thay, for whoever sees the covenant; None where there is none."""
    if work.period.covenant_version is not None:
        name = f"bản {work.period.covenant_version} đang dùng"
        return Base(name, covenants.draft(work))
    last = copying.before(work)
    return None if last is None else Base(last.name, copying.text_of(work, source=last.key))


def strays(work: Work, *, examined: Examined) -> Findings:
    """Dự thảo nói kỳ khác: adopting it here would change the covenant of another period."""
    found, covenant, own = Findings(), examined.covenant, work.period
    if covenant is None:
        return found
    same_block = code_key(covenant.block) == code_key(own.block_code)
    same_block |= folded(covenant.block) == folded(own.block_name)
    parts = {one.code for one in covenant.parts}
    if not (same_block and covenant.year == own.year and own.part.code in parts):
        message = (
            f"dự thảo này là của {own.words} nhưng các mục «{BLOCK}», «{YEAR}», «{PERIOD}» nói kỳ "
            "khác; hãy sửa ở phần «Mục chung» của dự thảo rồi ban hành"
        )
        found.error("other_period", message)
    return found


def _empty(period: BlockPeriod) -> CovenantDraft:
    """Bản trống: only which block and period it is for."""
    part = dict(zip((PERIOD, FROM_DAY, TO_DAY), period.part.settings(), strict=True))
    own = {} if period.part.is_year else {name: value for name, value in part.items() if value}
    named = {
        BLOCK: period.block_code,
        YEAR: str(period.year),
        **own,
        TITLE: f"Giao ước {period.words}",
    }
    return CovenantDraft(tuple(SettingRow(name, value) for name, value in named.items()), ())
