"""Chép và so giao ước: from a year before, another block or a shipped sample, seen before adopted.

A first covenant of a period is set beside the one of the year before where the block has one: who
adopts it says that the difference was seen, and the record keeps which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.covenant.copying import copied, difference_mark
from thidua.domain.covenant.difference import ClauseChange, clause_changes
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.setting_rows import TITLE
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.fit import Settlement
from thidua.domain.scoring.sheet import Hand
from thidua.files.covenant.annex_docx import annex_docx
from thidua.services.covenant import covenants
from thidua.services.covenant.covenants import CovenantPreview
from thidua.services.ground import intake
from thidua.services.ground.audit import Act
from thidua.services.ground.shelf import Shelf
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import amendments

_SAMPLES = Path(__file__).parents[3] / "data" / "covenants"
_samples: Shelf[CovenantDraft] = Shelf(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantSource:
    """Nguồn để chép hoặc so: a period and the version in force there, or a shipped sample.

    `is_before` tells the same block's last covenant of an earlier year, which a first one is set
    beside.
    """

    key: str
    name: str
    period: BlockPeriod | None = None
    is_before: bool = False


def sources(work: Work) -> tuple[CovenantSource, ...]:
    """Các nguồn, nearest first: the block's own earlier years, other blocks, samples.

    Whoever may view or edit this covenant may read those the block had before; those of other
    blocks only who may view them there.
    """
    require(work.actor, Permission.VIEW_COVENANT, work.period)
    known = [one for one in rosters.all_periods(work.session) if _is_open(work, one)]
    own = sorted(
        (one for one in known if _is_own(work, one)),
        key=lambda one: (one.part.code != work.period.part.code, -one.year, one.part.code),
    )
    others = [one for one in known if not _is_own(work, one)]
    found = [
        CovenantSource(
            key=f"ky-{one.id}",
            name=f"{one.words}, bản {one.covenant_version}",
            period=one,
            is_before=one is _before(work.period, own),
        )
        for one in (*own, *others)
    ]
    samples = sorted(_SAMPLES.glob("*.xlsx"))
    return (
        *found,
        *(
            CovenantSource(key=f"mau-{one.stem}", name=f"Mẫu: {_title(_sample(one))}")
            for one in samples
        ),
    )


def _is_own(work: Work, one: BlockPeriod) -> bool:
    return one.block_code == work.period.block_code


def _is_open(work: Work, one: BlockPeriod) -> bool:
    if one.covenant_version is None or one.id == work.period.id:
        return False
    return (_is_own(work, one) and one.year <= work.period.year) or is_allowed(
        work.actor, Permission.VIEW_COVENANT, one
    )


def _before(period: BlockPeriod, own: Sequence[BlockPeriod]) -> BlockPeriod | None:
    """Kỳ cùng loại của năm gần nhất trước đó."""
    same = [one for one in own if one.part.code == period.part.code and one.year < period.year]
    return same[0] if same else None


def _sample(file: Path) -> CovenantDraft:
    def read() -> CovenantDraft:
        draft, _ = intake.covenant(file.read_bytes(), file.name)
        if draft is None:
            raise NotFound(f"Sổ giao ước mẫu «{file.name}» không đọc được.")
        return draft

    return _samples.get(file.name, read)


def _title(draft: CovenantDraft) -> str:
    named = (str(row.value) for row in draft.settings if folded(row.name) == folded(TITLE))
    return next(named, "giao ước")


def _source(work: Work, key: str) -> CovenantSource:
    found = next((one for one in sources(work) if one.key == key), None)
    if found is None:
        raise NotFound("Không có giao ước này, hoặc bạn không được xem nó.")
    return found


def _text(session: Session, source: CovenantSource) -> CovenantDraft:
    if source.period is None:
        return _sample(_SAMPLES / f"{source.key.removeprefix('mau-')}.xlsx")
    return queries.covenant_draft(session, source.period, source.period.covenant_version or 0)


def copy_of(work: Work, *, source: str) -> CovenantDraft:
    """Bản chép của một nguồn cho kỳ này: a draft, adopted like any other."""
    require(work.actor, Permission.EDIT_COVENANT, work.period)
    return text_of(work, source=source)


def text_of(work: Work, *, source: str) -> CovenantDraft:
    """Lời của một nguồn chép cho kỳ này, for whoever may see that source."""
    return copied(_text(work.session, _source(work, source)), work.period)


def before(work: Work) -> CovenantSource | None:
    """Giao ước cùng khối của năm gần nhất trước đó; None where the block had none."""
    return next((one for one in sources(work) if one.is_before), None)


def difference(
    work: Work, *, source: str, draft: CovenantDraft | None = None
) -> tuple[ClauseChange, ...]:
    """Khác biệt từ một nguồn tới bản thảo này, or to the version in force where none is given."""
    old = _text(work.session, _source(work, source))
    return tuple(clause_changes(old, covenants.draft(work) if draft is None else draft))


def annex(work: Work, *, source: str) -> bytes:
    """Phụ lục khác biệt between a source and the version in force, as a Word file."""
    chosen = _source(work, source)
    old, new = _text(work.session, chosen), covenants.draft(work)
    own = f"{work.period.words}, bản {work.period.covenant_version}"
    prints = (covenants.fingerprint(old), covenants.fingerprint(new))
    return annex_docx(chosen.name, own, prints, clause_changes(old, new))


def adopt(
    work: Work,
    *,
    draft: CovenantDraft,
    findings: tuple[Finding, ...] = (),
    reason: str,
    document: str,
    effective_from: date | None,
    replaces: int | None = None,
    choices: Mapping[Hand, Settlement] | None = None,
    beside: str = "",
    seen: str = "",
) -> CovenantPreview:
    """Ban hành a covenant whose difference to `beside` was seen: `seen` is the mark of it.

    A first covenant of a period is not adopted unseen where the block had one the year before. What
    was seen stands in the record.
    """
    found = covenants.preview_covenant(work, draft=draft, findings=findings)
    there = work if found.period is None else work.at(found.period)
    last = before(there) if found.period is not None and not found.seen else None
    if not beside and last is not None:
        raise Refused(f"Hãy xem khác biệt so với {last.name} và đánh dấu đã xem rồi mới nhập.")
    told: list[Act] = []
    if beside:
        source = _source(there, beside)
        changes = difference(there, source=beside, draft=draft)
        if difference_mark(changes) != seen:
            raise StaleEdit("Khác biệt đã đổi từ lúc bạn xem; hãy xem lại rồi nhập.")
        detail = {"beside": source.name, "changes": len(changes), "mark": seen}
        told.append(Act("covenant.compared", detail=detail))
    preview = amendments.adopt(
        work,
        draft=draft,
        findings=findings,
        reason=reason,
        document=document,
        effective_from=effective_from,
        replaces=replaces,
        choices=choices,
    )
    if preview.period is not None and told:
        period = queries.period(
            work.session,
            preview.period.block_code,
            preview.period.year,
            preview.period.part.code,
        )
        work.at(period).record(*told)
    return preview
