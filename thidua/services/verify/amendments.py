"""Sửa đổi giao ước: what it does to what was scored, previewed and settled before it is adopted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from thidua.db.changes import insert_rows
from thidua.db.tables import ReturnNote, ScoreSheet
from thidua.domain.access.interest import UNSTATED, interest_of
from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage, earlier_stages
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.fit import Misfit, Settlement, is_fit
from thidua.domain.scoring.scoring import Entries
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.domain.verify.case import Case, Move, moves, places_of, rank_case
from thidua.services.covenant import covenants
from thidua.services.covenant.covenants import CovenantPreview
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.scoring.sheets import LineEdit, held_sheet, line_acts, write_lines
from thidua.services.verify import analysis


def open_choices(period: BlockPeriod, hand: Hand) -> tuple[Settlement, ...]:
    """Cách giải quyết được chọn ở giai đoạn này, by whose line it is; the first is the usual one.

    A review goes back only while reviewers may still score.
    """
    if hand is not Hand.CROSS:
        return (Settlement.RETURN,)
    if Stage.CROSS_SCORE in earlier_stages(period.stage):
        return (Settlement.AGREE,)
    return (Settlement.RETURN, Settlement.AGREE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentEffect:
    """Ảnh hưởng của bản sửa đổi: every unit's place before and after, without what does not fit.

    `moved` are the units whose total, rank, band or award would be another.
    """

    moves: tuple[Move, ...] = ()
    moved: tuple[Move, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def effect(work: Work, *, preview: CovenantPreview) -> AmendmentEffect:
    """Xem trước ảnh hưởng: totals, ranks, bands and award places before and after, on a copy."""
    of_period = next((one for one in (preview, *preview.more) if not one.is_unchanged), preview)
    period, covenant = of_period.period, preview.covenant
    if period is None or covenant is None or period.covenant_version is None:
        return AmendmentEffect()
    require(work.actor, Permission.EDIT_COVENANT, period)
    before = analysis.unchecked_case(work.session, period)
    after = _amended(before, covenant, of_period.own_misfits)
    found = moves(
        places_of(before.covenant, rank_case(before)), places_of(covenant, rank_case(after))
    )
    changed = tuple(one for one in found if one.is_one or one.before.total != one.after.total)
    names = block_members.short_names(work.session, period)
    return AmendmentEffect(moves=found, moved=changed, names=names)


def _amended(case: Case, covenant: Covenant, unfit: Sequence[Misfit]) -> Case:
    """Tình huống theo bản mới, without the lines that no longer fit; reviews are never combined
    where one of them does not.
    """
    gone = {(one.hand, one.unit, one.criterion) for one in unfit if one.hand is not Hand.CROSS}

    def left(hand: Hand, unit: str, lines: Entries) -> dict[str, Entry]:
        return {code: entry for code, entry in lines.items() if (hand, unit, code) not in gone}

    reopened = {one.unit for one in unfit if one.hand is Hand.VERIFIED}
    meant_otherwise = {
        (one.unit, one.reviewer, one.criterion)
        for one in unfit
        if one.hand is Hand.CROSS and _would_count(covenant, one)
    }
    return replace(
        case,
        covenant=covenant,
        reviews={
            unit: {
                reviewer: {
                    code: entry
                    for code, entry in lines.items()
                    if (unit, reviewer, code) not in meant_otherwise
                }
                for reviewer, lines in sheets.items()
            }
            for unit, sheets in case.reviews.items()
        },
        settled={unit: left(Hand.VERIFIED, unit, lines) for unit, lines in case.settled.items()},
        claims={unit: left(Hand.SELF, unit, lines) for unit, lines in case.claims.items()},
        stands=case.stands - reopened,
        final=None if case.final is None else case.final - reopened,
    )


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
) -> CovenantPreview:
    """Ban hành giao ước hoặc bản sửa đổi, each line that no longer fits settled as chosen.

    Of a covenant that is past its preparation the reason, the document and the day are asked for.
    `choices` say for each hand what becomes of its lines; one that is missing refuses all. Lines of
    the own unit are settled by nobody who is of it.
    """
    preview = covenants.preview_covenant(work, draft=draft, findings=findings)
    if preview.is_amendment and not preview.is_refused and not preview.is_unchanged:
        _require_told(reason, document, effective_from)
    for one in (preview, *preview.more):
        if one.period is not None and one.own_misfits:
            _require_disinterest(work, one.period, one.own_misfits)
    chosen = dict(choices or {})
    lacking = {one.hand for one in preview.misfits} - set(chosen)
    period = preview.period or work.period
    if any(one not in open_choices(period, hand) for hand, one in chosen.items()):
        raise Refused("Cách giải quyết này không dùng cho loại bảng điểm ấy; hãy chọn lại.")

    def settle(work: Work, version: int, unfit: Sequence[Misfit]) -> list[Act]:
        return _settle(work, version, unfit, chosen)

    return covenants.adopt_covenant(
        work,
        draft=draft,
        findings=findings,
        reason=clean_lines(reason),
        document=clean_lines(document),
        effective_from=effective_from,
        replaces=replaces,
        settle=None if lacking else settle,
    )


def _require_disinterest(work: Work, period: BlockPeriod, unfit: Sequence[Misfit]) -> None:
    own = interest_of(work.actor, period)
    if not own.is_stated:
        raise Refused(UNSTATED)
    units = sorted({one.unit for one in unfit} & own.units)
    if units:
        raise NotPermitted(
            f"Bản sửa đổi làm dòng đã chấm của đơn vị bạn ({', '.join(units)}) không còn khớp, nên "
            "người không thuộc đơn vị ấy phải ban hành; cơ quan thường trực luôn làm được."
        )


def _require_told(reason: str, document: str, effective_from: date | None) -> None:
    asked = (
        ("lý do sửa đổi", clean_lines(reason)),
        ("số, ngày của văn bản sửa đổi", clean_lines(document)),
        ("ngày bản sửa đổi có hiệu lực", effective_from),
    )
    lacking = [name for name, given in asked if not given]
    if lacking:
        raise Refused(f"Cần ghi {', '.join(lacking)}.")


def _settle(
    work: Work, version: int, unfit: Sequence[Misfit], chosen: Mapping[Hand, Settlement]
) -> list[Act]:
    """Giải quyết từng bảng: lines taken back, and the sheet open again for whoever scores it."""
    covenant = covenants.load(work.session, work.period, version)
    sheets: dict[tuple[str, Hand, str], list[Misfit]] = {}
    for one in unfit:
        if chosen[one.hand] is Settlement.RETURN or _would_count(covenant, one):
            sheets.setdefault((one.unit, one.hand, one.reviewer), []).append(one)
    acts: list[Act] = []
    for place, lines in sheets.items():
        reopens = chosen[place[1]] is Settlement.RETURN
        acts += _take_back(work, version, place, lines, reopens=reopens)
    return acts


def _would_count(covenant: Covenant, one: Misfit) -> bool:
    """Vẫn sẽ được tính nếu để nguyên: the line alone does not show that it was meant otherwise."""
    criterion = covenant.criteria.get(one.criterion)
    return criterion is not None and is_fit(criterion, one.entry)


def _take_back(
    work: Work,
    version: int,
    place: tuple[str, Hand, str],
    lines: Sequence[Misfit],
    *,
    reopens: bool,
) -> list[Act]:
    unit, hand, reviewer = place
    why = f"Giao ước đã sửa đổi (bản {version})"
    key, status = held_sheet(work.session, work.period, unit, hand, reviewer)
    edits = [LineEdit(one.criterion, one.version, None) for one in lines]
    rows = write_lines(work, key, edits, version, reviewer)
    stored = StoredSheet(unit=unit, hand=hand, reviewer=reviewer, status=status)
    acts = line_acts(stored, key, edits, rows, why, reviewer, "amended")
    sheet = work.session.get_one(ScoreSheet, key)
    if hand is Hand.SELF:
        acts += _note(work, key, unit, why, lines)
    if reopens and status is not SheetStatus.DRAFT and _may_score_again(work.period, hand):
        codes = ", ".join(one.criterion for one in lines)
        sheet.returned_reason = f"{why}: chấm lại {codes}."
        sheet.status, sheet.version = SheetStatus.DRAFT, sheet.version + 1
        work.session.add(sheet)
        work.session.flush()
        acts.append(
            Act(_REOPENED[hand], unit, rows=[row_of(sheet)], reason=why, on_behalf_of=reviewer)
        )
    return acts


_REOPENED = {
    Hand.SELF: "sheet.sent_back",
    Hand.CROSS: "review.sent_back",
    Hand.VERIFIED: "sheet.reopened",
}


def _may_score_again(period: BlockPeriod, hand: Hand) -> bool:
    """Người chấm còn chấm lại được ở giai đoạn này; a claim past its stage stays handed in."""
    return hand is not Hand.SELF or period.stage is Stage.SELF_SCORE


def _note(work: Work, key: int, unit: str, why: str, lines: Sequence[Misfit]) -> list[Act]:
    made = insert_rows(
        work.session,
        ReturnNote,
        [
            {
                "sheet_id": key,
                "criterion_code": one.criterion,
                "reason": f"{why}: {one.why}.",
                "returned_by": work.actor.name,
                "returned_at": work.now,
            }
            for one in lines
        ],
    )
    return [
        Act("line.sent_back", unit, one.criterion, rows=[row])
        for one, row in zip(lines, made, strict=True)
    ]
