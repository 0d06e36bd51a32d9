"""Khác biệt giữa hai bản giao ước, clause by clause."""

from dataclasses import dataclass
from enum import StrEnum

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.setting_rows import YEAR
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.points import parse_number, vi_number


class ClauseChangeKind(StrEnum):
    """Loại thay đổi."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """Thay đổi một điều: what stood there and what stands there now."""

    kind: ClauseChangeKind
    subject: str
    aspect: str = ""
    old: str = ""
    new: str = ""


_ASPECTS = (
    ("Nội dung", "text"),
    ("Cách chấm", "method"),
    ("Tham số", "parameters"),
    ("Dấu", "sign"),
    ("Minh chứng", "evidence"),
    ("Điều kiện chặn", "gate"),
    ("Căn cứ", "clause"),
    ("Trích dẫn", "quotation"),
    ("Ghi chú", "note"),
    ("Nguồn số liệu", "source"),
)


_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    words.CRITERIA_SHEET: _ASPECTS,
    words.RANKING_SHEET: ((words.ORDER, "order"), (words.VALUE, "value")),
}


def lost_columns(old: CovenantDraft, new: CovenantDraft) -> list[Finding]:
    """Cột, trang mà sổ mới không có còn bản đang dùng có nội dung: absent does not say «bỏ»."""
    written: dict[str, tuple[CriterionRow | RankingRow, ...]] = {
        words.CRITERIA_SHEET: old.criteria,
        words.RANKING_SHEET: old.ranking,
    }
    found = Findings()
    for sheet, rows in written.items():
        heading = new.headings.get(sheet)
        if heading is None:
            if new.headings and rows:
                message = (
                    f"tệp thiếu trang «{sheet}» mà bản đang dùng có {len(rows)} dòng; hãy thêm "
                    "trang ấy, thật sự bỏ thì để trang trống"
                )
                found.error("no_sheet", message, f"Trang {sheet}")
            continue
        lost = [
            title
            for title, name in _COLUMNS[sheet]
            if title in heading.absent and any(getattr(row, name) for row in rows)
        ]
        if lost:
            found.append(heading.missing(lost, " mà bản đang dùng có nội dung"))
    return found


def recased(old: CovenantDraft, new: CovenantDraft) -> list[Finding]:
    """Mã viết hoa, viết thường khác bản cũ: it would be another criterion, without its points."""
    known = {code_key(row.code): row.code for row in old.criteria}
    found = [
        other_case(row.code, known.get(code_key(row.code), row.code), row.place(words.CODE))
        for row in new.criteria
    ]
    return [one for one in found if one is not None]


def clause_changes(old: CovenantDraft, new: CovenantDraft) -> list[ClauseChange]:
    """Khác biệt: settings, criteria by code, then ranking clauses, in the order written."""
    return [*_settings(old, new), *_criteria(old, new), *_ranking(old, new)]


def _setting(row: SettingRow) -> str:
    """Giá trị của một mục; a year is a name, not a number to be divided into thousands."""
    return str(row.value or "") if code_key(row.name) == code_key(YEAR) else _written(row.value)


def _written(value: object) -> str:
    text = "" if value is None else str(value)
    number = parse_number(text)
    return text if number is None else vi_number(number)


def _compared(subject: str, before: dict[str, str], after: dict[str, str]) -> list[ClauseChange]:
    changes = [
        ClauseChange(kind=ClauseChangeKind.REMOVED, subject=subject.format(key), old=value)
        for key, value in before.items()
        if key not in after
    ]
    for key, value in after.items():
        if key not in before:
            changes.append(
                ClauseChange(kind=ClauseChangeKind.ADDED, subject=subject.format(key), new=value)
            )
        elif before[key] != value:
            changes.append(
                ClauseChange(
                    kind=ClauseChangeKind.CHANGED,
                    subject=subject.format(key),
                    aspect="",
                    old=before[key],
                    new=value,
                )
            )
    return changes


def _settings(old: CovenantDraft, new: CovenantDraft) -> list[ClauseChange]:
    before, after = ({row.name: _setting(row) for row in draft.settings} for draft in (old, new))
    return _compared("{}", before, after)


def _criteria(old: CovenantDraft, new: CovenantDraft) -> list[ClauseChange]:
    before = {row.code: row for row in old.criteria}
    after = {row.code: row for row in new.criteria}
    changes = [
        ClauseChange(kind=ClauseChangeKind.REMOVED, subject=code, old=row.text)
        for code, row in before.items()
        if code not in after
    ]
    for code, row in after.items():
        if code not in before:
            changes.append(ClauseChange(kind=ClauseChangeKind.ADDED, subject=code, new=row.text))
        else:
            changes += _row_changes(before[code], row)
    return changes


def _row_changes(old: CriterionRow, new: CriterionRow) -> list[ClauseChange]:
    pairs = [("Điểm tối đa", _written(old.max_points), _written(new.max_points))]
    pairs += [(label, getattr(old, name), getattr(new, name)) for label, name in _ASPECTS]
    return [
        ClauseChange(
            kind=ClauseChangeKind.CHANGED, subject=new.code, aspect=label, old=before, new=after
        )
        for label, before, after in pairs
        if before != after
    ]


def _ranking(old: CovenantDraft, new: CovenantDraft) -> list[ClauseChange]:
    before = {f"{row.kind} {row.order} {row.content}": row.value for row in old.ranking}
    after = {f"{row.kind} {row.order} {row.content}": row.value for row in new.ranking}
    return _compared("{}", before, after)
