"""Xem trước tệp điểm: every line against the covenant and what is stored, before it is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thidua.db import queries
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    require,
    units_of,
)
from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.codes import LOST_ZERO, code_key
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding, Findings, error, has_errors, warning
from thidua.domain.ground.heading import Heading
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.row_account import GROUP
from thidua.domain.ground.text import listed
from thidua.domain.period.part import inside, label_of
from thidua.domain.period.period import BlockPeriod, members_named
from thidua.domain.review.plan import criteria_of
from thidua.domain.rules import Field
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.beside_codes import BesideCodes
from thidua.domain.scoring.entry_rows import entry_text, read_entry
from thidua.domain.scoring.event_rows import take_in, with_list
from thidua.domain.scoring.file import (
    CRITERION_CODE,
    EVIDENCE,
    EXPLANATION,
    KIND,
    UNIT_CODE,
    ScoreFile,
    ScoreRow,
    Stamp,
    entry_digest,
)
from thidua.domain.scoring.file_rows import (
    Blocks,
    RowFates,
    of_another_hand,
    two_fit,
)
from thidua.domain.scoring.occurrences import EventRow
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.stored import StoredSheet
from thidua.domain.scoring.wide.title import told_otherwise
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.rights import allowed_units
from thidua.services.ground.work import Work
from thidua.services.period import review_plan, windows
from thidua.services.scoring import documents
from thidua.services.scoring.sheets import (
    SCORING,
    LineEdit,
    conflict,
    refuse_finished,
    unchanged,
)


@dataclass(frozen=True, slots=True)
class ScorePreview:
    """Xem trước một tệp điểm: findings, changes in words, and the edits that would be written."""

    preview: Preview
    edits: Mapping[str, tuple[LineEdit, ...]]
    units: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Bị từ chối."""
        return self.preview.is_refused


def preview_scores(
    work: Work,
    *,
    hand: Hand,
    file: ScoreFile,
    findings: Sequence[Finding] = (),
    reviewer: str = "",
    is_verdict: bool = False,
) -> ScorePreview:
    """Xem trước tệp điểm: every line against the covenant, the members and what is stored.

    `reviewer` is the unit whose cross-scores these are; NotFound when there is none of this code.
    What the import would refuse because a sheet was handed in or its time is over is said here;
    `is_verdict` as in the import.
    """
    found = preview_as_open(work, hand=hand, file=file, findings=findings, reviewer=reviewer)
    closed = _closed(work, hand, found, reviewer, is_verdict=is_verdict)
    told = (*found.preview.findings, *closed)
    return replace(found, preview=replace(found.preview, findings=told)) if closed else found


def _closed(
    work: Work, hand: Hand, found: ScorePreview, reviewer: str, *, is_verdict: bool
) -> list[Finding]:
    """Bảng đã nộp, đã hết hạn: what the import would refuse for the units that it changes."""
    stored = queries.sheets_by(work.session, work.period, hand, reviewer) if found.edits else {}
    told = []
    for unit in found.edits:
        try:
            windows.require_in_time(work.session, work.period, reviewer or unit, work.now, hand)
            if not is_verdict and unit in stored:
                refuse_finished(stored[unit])
        except Refused as fault:
            told.append(error("closed", str(fault), f"Đơn vị {unit}"))
    return told


def preview_as_open(
    work: Work, *, hand: Hand, file: ScoreFile, findings: Sequence[Finding], reviewer: str
) -> ScorePreview:
    """Xem trước như mọi bảng còn mở, còn hạn."""
    if hand is Hand.CROSS:
        require(work.actor, SCORING[hand], work.period, reviewer)
        queries.unit_key(work.session, reviewer)
        allowed = None
    else:
        allowed = allowed_units(work.actor, SCORING[hand], work.period)
    covenant = covenants.load(work.session, work.period)
    fingerprint = queries.covenant_versions(work.session, work.period)[0].fingerprint
    found = Findings(findings)
    if file.stamp is not None:
        found += _foreign(file.stamp, work.period, hand, fingerprint)
    for at, title in file.titles if file.stamp is None else ():
        for said in told_otherwise(title, work.period, hand, columns_say_hand=False):
            found.warning("other_title", said, at)
    found += of_another_hand(hand, file.rows)
    listed_members = block_members.members(work.session, work.period)
    members = members_named(listed_members)
    given, lists = take_in(file, covenant, members)
    if allowed is not None:
        found += _of_others(given, members, allowed)
    if hand is Hand.CROSS:
        found += _not_assigned(work, covenant, reviewer, given, members)
    stored = queries.sheets_by(work.session, work.period, hand, reviewer)
    versions = versions_of(stored)
    readable = _without_others(given, members, allowed)
    fates = RowFates()
    beside = BesideCodes(covenant, listed_members)
    grouped = _grouped(readable, members, covenant, work.period, found, fates, beside)
    found += _absent_columns(covenant, grouped)
    may_leave_out = hand is not Hand.SELF and is_allowed(
        work.actor, Permission.MARK_NOT_ASSIGNED, work.period
    )
    changes: list[Change] = []
    edits: dict[str, list[LineEdit]] = {}
    for (unit, code), rows in grouped.items():
        sheet = stored.get(unit, StoredSheet(unit=unit, hand=hand))
        told = len(found)
        events = lists.of(unit, code)
        own = [row for row in rows if row.number or not lists.rows]
        edit = _edit(covenant, hand, unit, code, rows, events, file.stamp, stored, versions, found)
        if edit is None:
            if not has_errors(found[told:]):
                _left(fates, own, is_scored=code in sheet.lines)
                fates.became_too(ChangeKind.SAME, len(events or ()))
            continue
        kind = _kind(sheet, edit)
        if _leaves_out(edit) and kind is not ChangeKind.SAME and not may_leave_out:
            message = f"{code}: chỉ khối trưởng hoặc cơ quan thường trực được ghi «Không giao»"
            found.error("not_allowed", message, rows[0].row.where(Field.CHOICE))
            continue
        criterion = covenant.criteria[code]
        before = sheet.lines.get(code)
        old = entry_text(criterion, None if before is None else before.entry)
        changes.append(Change(kind, f"{unit} · {code}", old, entry_text(criterion, edit.entry)))
        fates.became(kind, own)
        fates.became_too(kind, len(events or ()))
        if kind is not ChangeKind.SAME:
            edits.setdefault(unit, []).append(edit)
    found += _removals(edits)
    if lists.rows:
        found += documents.repeated_in_file(work, hand=hand, edits=edits, lists=lists)
    units = tuple(
        dict.fromkeys(
            unit for (unit, _), rows in grouped.items() if any(not r.row.is_blank for r in rows)
        )
    )
    if not given and not found:
        found.error("empty", "tệp chưa có dòng điểm nào")
    return ScorePreview(
        Preview(tuple(found), tuple(changes), found.account.passing(fates.idle), fates.kinds),
        {unit: tuple(lines) for unit, lines in edits.items()},
        units,
    )


def _left(fates: RowFates, rows: Sequence[ScoreRow], *, is_scored: bool) -> None:
    """Các dòng không đổi gì: those of a line that has points keep it, others say nothing."""
    fates.became(ChangeKind.SAME, [row for row in rows if is_scored or not row.row.is_blank])
    fates.pass_by([row for row in rows if not is_scored and row.row.is_blank])


def _of_others(
    rows: Sequence[ScoreRow], members: Mapping[str, str], allowed: Sequence[str]
) -> list[Finding]:
    """Dòng của đơn vị khác: whoever scores one unit cannot bring in another's lines."""
    places = {members.get(code_key(row.unit), ""): row.unit_place for row in reversed(rows)}
    return [
        error("not_own_unit", f"bạn không được chấm cho đơn vị «{unit}»", place)
        for unit, place in places.items()
        if unit and unit not in allowed
    ]


def _without_others(
    rows: Sequence[ScoreRow], members: Mapping[str, str], allowed: Sequence[str] | None
) -> Sequence[ScoreRow]:
    """Dòng được so với cái đang lưu: a preview must not tell what is stored for another unit."""
    if allowed is None:
        return rows
    return [row for row in rows if members.get(code_key(row.unit)) in (None, *allowed)]


def _not_assigned(
    work: Work,
    covenant: Covenant,
    reviewer: str,
    rows: Sequence[ScoreRow],
    members: Mapping[str, str],
) -> list[Finding]:
    """Dòng ngoài phần được chấm: of the own unit or of one recused; for reviewers, not assigned.

    Who may review for everybody brings in sheets that were filled on paper before any assignment.
    """
    plan = review_plan.review_plan(work.session, work.period)
    for_all = units_of(work.actor, SCORING[Hand.CROSS], work.period) is None
    found: dict[str, Finding] = {}
    for row in rows:
        unit = members.get(code_key(row.unit), "")
        if not unit or row.row.is_blank:
            continue
        if unit == reviewer:
            message = f"«{reviewer}» không được chấm chéo cho chính mình"
        elif plan.recused(reviewer, unit):
            message = f"«{reviewer}» đã từ chối chấm đơn vị «{unit}»"
        elif not for_all and code_key(row.criterion) not in {
            code_key(code) for code in criteria_of(covenant, plan.groups(reviewer, unit))
        }:
            message = f"«{reviewer}» không được phân công chấm {row.criterion} của «{unit}»"
        else:
            continue
        found.setdefault(message, error("not_assigned", message, row.unit_place))
    return list(found.values())


def _foreign(stamp: Stamp, period: BlockPeriod, hand: Hand, fingerprint: str) -> list[Finding]:
    """Tệp của nơi khác: a template of another block, year, hand or covenant is refused."""
    place = "Tệp mẫu"
    own = (period.block_code, period.year, period.part.kept)
    if (stamp.block, stamp.year, stamp.part) != own:
        given = " ".join(filter(None, [inside(label_of(stamp.part)), f"năm {stamp.year}"]))
        message = (
            f"tệp này lập cho khối {stamp.block} {given}, không phải khối {period.block_code} "
            f"{period.when}"
        )
        return [error("foreign", message, place)]
    if stamp.hand != hand:
        names = {Hand.SELF: "tự chấm", Hand.VERIFIED: "thẩm định", Hand.CROSS: "chấm chéo"}
        message = f"tệp này để {names[Hand(stamp.hand)]}, không phải {names[hand]}"
        return [error("foreign", message, place)]
    if stamp.covenant_fingerprint != fingerprint:
        message = "giao ước đã đổi từ lúc phát tệp này; hãy tải tệp mẫu mới rồi chép số sang"
        return [error("stale_covenant", message, place)]
    return []


def _grouped(
    rows: Sequence[ScoreRow],
    members: Mapping[str, str],
    covenant: Covenant,
    period: BlockPeriod,
    findings: Findings,
    fates: RowFates,
    beside: BesideCodes,
) -> dict[tuple[str, str], list[ScoreRow]]:
    """Gom dòng theo đơn vị và tiêu chí; unknown codes are findings at their cells."""
    codes = {code_key(code): code for code in covenant.criteria}
    groups = {code_key(code) for code in covenant.groups}
    grouped: dict[tuple[str, str], list[ScoreRow]] = {}
    unknown: set[str] = set()
    blocks = Blocks()
    for row in rows:
        unit, code = members.get(code_key(row.unit)), codes.get(code_key(row.criterion))
        if unit is None:
            if row.unit not in unknown:
                unknown.add(row.unit)
                name = f"khối {period.block_code} {period.when}"
                message = f"đơn vị «{row.unit}» không phải thành viên của {name}"
                findings.error("unknown_unit", message, row.unit_place)
            continue
        if code is None:
            if code_key(row.criterion) in groups and row.row.is_blank:
                fates.pass_by([row], GROUP)
                continue
            is_group = code_key(row.criterion) in groups
            what = "là nhóm, không chấm trực tiếp" if is_group else "không có trong giao ước"
            message = f"mã «{row.criterion}» {what}; kiểm tra lại mã tiêu chí"
            if CRITERION_CODE in row.as_numbers and not is_group:
                message = f"{message}; {LOST_ZERO}"
            findings.error("unknown_criterion", message, row.criterion_place)
            continue
        two = _two_codes(row, members, codes)
        if two is not None:
            findings.append(two)
            continue
        findings += blocks.told(unit, code, row)
        findings += beside.told(unit, code, row)
        grouped.setdefault((unit, code), []).append(row)
    return grouped


def _two_codes(
    row: ScoreRow, members: Mapping[str, str], codes: Mapping[str, str]
) -> Finding | None:
    """Mã đã thành số mà hai mã cùng hợp, of the unit or of the criterion."""
    found = None
    if UNIT_CODE in row.as_numbers:
        found = two_fit(row.unit, row.unit_place, set(members.values()))
    if found is None and CRITERION_CODE in row.as_numbers:
        found = two_fit(row.criterion, row.criterion_place, codes.values())
    return found


def _absent_columns(
    covenant: Covenant, grouped: Mapping[tuple[str, str], Sequence[ScoreRow]]
) -> list[Finding]:
    """Cột mà tiêu chí trong tệp cần nhưng trang không có: blank is not what such a row says."""
    wanted: dict[Heading, dict[str, list[str]]] = {}
    for (_, code), rows in grouped.items():
        for row in rows:
            if row.heading is not None and row.row.state_word is None:
                for title in _needed(covenant.criteria[code], row):
                    codes = wanted.setdefault(row.heading, {}).setdefault(title, [])
                    codes += [code] if code not in codes else []
    return [
        heading.missing([title], f" mà {listed(codes, 'tiêu chí', most=5)} cần")
        for heading, titles in wanted.items()
        for title, codes in titles.items()
    ]


def _needed(criterion: Criterion, row: ScoreRow) -> list[str]:
    """Cột mà cách chấm này cần và trang không có; a kind may stand under either of two titles."""
    lacking = [field.value for field in criterion.rule.fields if row.lacks(field.value)]
    is_counted = Field.COUNT in criterion.rule.fields
    if is_counted and Field.CHOICE.value in lacking and not row.lacks(KIND):
        lacking.remove(Field.CHOICE.value)
    return lacking


def _removals(edits: Mapping[str, Sequence[LineEdit]]) -> list[Finding]:
    """Điểm sẽ bị bỏ: said in words, since a cell that was emptied by mistake looks the same."""
    emptied = {
        unit: [edit.criterion for edit in lines if edit.entry is None]
        for unit, lines in edits.items()
    }
    return [
        warning(
            "removes",
            f"{len(codes)} dòng đang có điểm mà tệp để trống "
            f"({listed(codes, 'tiêu chí', most=5)}); nhập tệp này là "
            "bỏ điểm các dòng ấy",
            f"Đơn vị {unit}",
        )
        for unit, codes in emptied.items()
        if codes
    ]


def _with_notes_kept(entry: Entry, row: ScoreRow, stored: Entry) -> Entry:
    """Giải trình, minh chứng, tên lượt đang lưu được giữ where the file has no such column."""
    unnamed = tuple(replace(event, name="") for event in stored.events)
    return replace(
        entry,
        events=stored.events
        if row.lacks(Field.NAME.value) and unnamed == entry.events
        else entry.events,
        explanation=stored.explanation if row.lacks(EXPLANATION) else entry.explanation,
        evidence=stored.evidence if row.lacks(EVIDENCE) else entry.evidence,
    )


def _edit(
    covenant: Covenant,
    hand: Hand,
    unit: str,
    code: str,
    rows: Sequence[ScoreRow],
    events: Sequence[EventRow] | None,
    stamp: Stamp | None,
    stored: Mapping[str, StoredSheet],
    versions: Mapping[tuple[str, str], int],
    findings: Findings,
) -> LineEdit | None:
    """Một dòng cần ghi; None when the rows are faulty or say nothing."""
    criterion = covenant.criteria[code]
    entry, read = read_entry(criterion, [row.row for row in rows])
    findings += read
    if has_errors(read):
        return None
    sheet = stored.get(unit, StoredSheet(unit=unit, hand=hand))
    current = versions.get((unit, code), 0)
    stored_line = sheet.lines.get(code)
    if entry is not None and stored_line is not None:
        entry = _with_notes_kept(entry, rows[0], stored_line.entry)
    before = None if stored_line is None else stored_line.entry
    entry, read = with_list(criterion, entry, rows, events, before)
    findings += read
    if has_errors(read):
        return None
    edit = LineEdit(code, current, entry)
    if stamp is None:
        return None if entry is None else edit
    if entry is None and stored_line is not None and stored_line.entry.state in GIVEN:
        return None  # a template has no cell for what was settled between hands
    if stamp.is_untouched(unit, code, entry):
        return None
    if stamp.version_of(unit, code) != current and not unchanged(sheet.entries, code, entry):
        clash = conflict(covenant, sheet, edit)
        message = (
            f"{unit} · {code}: sau khi phát tệp này đã có người sửa thành «{clash.stored}»; tệp "
            f"ghi «{clash.typed}»; hãy tải tệp mới hoặc sửa trên màn hình"
        )
        findings.error("stale_line", message, rows[0].criterion_place)
        return None
    return edit


def _leaves_out(edit: LineEdit) -> bool:
    return edit.entry is not None and edit.entry.state is LineState.NOT_ASSIGNED


def _kind(sheet: StoredSheet, edit: LineEdit) -> ChangeKind:
    if unchanged(sheet.entries, edit.criterion, edit.entry):
        return ChangeKind.SAME
    if edit.entry is None:
        return ChangeKind.REMOVED
    return ChangeKind.CHANGED if edit.criterion in sheet.lines else ChangeKind.NEW


def any_unit(actor: Actor, hand: Hand, period: BlockPeriod) -> str | None:
    """Một đơn vị người này được chấm, to ask for the stage with; the preview asked for each."""
    units = allowed_units(actor, SCORING[hand], period)
    return units[0] if units else None


def stamp(work: Work, *, hand: Hand) -> Stamp:
    """Dấu cho tệp mẫu phát ra bây giờ: every line as it stands."""
    allowed_units(work.actor, SCORING[hand], work.period)
    fingerprint = queries.covenant_versions(work.session, work.period)[0].fingerprint
    stored = queries.sheets_by(work.session, work.period, hand)
    versions = versions_of(stored)
    digests = {
        (unit, code): entry_digest(line.entry)
        for unit, sheet in stored.items()
        for code, line in sheet.lines.items()
    }
    lines = {
        Stamp.key(*place): (version, digests.get(place, "")) for place, version in versions.items()
    }
    return Stamp(
        block=work.period.block_code,
        year=work.period.year,
        part=work.period.part.kept,
        hand=hand,
        covenant_fingerprint=fingerprint,
        lines=lines,
    )


def versions_of(stored: Mapping[str, StoredSheet]) -> dict[tuple[str, str], int]:
    """Phiên bản đang dùng của mọi dòng, by unit and criterion."""
    return {
        (unit, code): version
        for unit, sheet in stored.items()
        for code, version in sheet.versions.items()
    }
