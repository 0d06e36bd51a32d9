"""Sổ báo cáo: what came on paper, brought in from a workbook and given out by the same columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require_here
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import clean, folded
from thidua.domain.ground.titles import nearest
from thidua.domain.period.period import members_named
from thidua.domain.period.windows import day_of, vi_moment
from thidua.domain.report import report_rows as words
from thidua.domain.report.hand_in import Due
from thidua.domain.report.report_rows import ReportRow
from thidua.files.reading import any_book
from thidua.files.report.book import read_report_book, report_book
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import take_turn
from thidua.services.ground.work import Work
from thidua.services.report import dues, hand_ins

BY_FILE = "nhập từ sổ báo cáo"


@dataclass(frozen=True, slots=True)
class _Brought:
    """Một dòng đã hiểu: the report it is about, and what would change."""

    row: ReportRow
    due: Due
    change: Change


def read(content: bytes, name: str) -> tuple[list[ReportRow], Findings]:
    """Đọc tệp đã tải lên."""
    return any_book.read(read_report_book, content, name)


def template() -> bytes:
    """Tệp mẫu sổ báo cáo."""
    return report_book()


def workbook(work: Work) -> bytes:
    """Sổ báo cáo đã nộp của các đơn vị người này được xem."""
    return report_book([one for one in dues.of_period(work) if one.is_in])


def preview_reports(
    work: Work, *, rows: Sequence[ReportRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước sổ báo cáo; nothing is written."""
    require_here(work.actor, Permission.RECEIVE_REPORT, work.period)
    return _understood(work, rows, findings)[0]


def import_reports(
    work: Work,
    *,
    rows: Sequence[ReportRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập sổ báo cáo giấy: all or nothing, each as received at the moment the file says."""
    fresh = queries.held_period(work.session, work.period.id)
    if fresh is None:
        raise NotFound
    work = work.at(fresh)
    require_here(work.actor, Permission.RECEIVE_REPORT, fresh)
    take_turn(work.session)
    preview, found = _understood(work, rows, findings)
    preview.require_agreed("Sổ báo cáo", seen)
    acts = [
        hand_ins.keep_paper(
            work,
            key=one.due.key,
            seen=one.due.version,
            at=one.row.moment(work.now),
            said=(one.row.document, one.row.note, BY_FILE),
        )
        for one in found
        if one.change.kind is not ChangeKind.SAME
    ]
    work.record(*acts)
    return preview


def _understood(
    work: Work, rows: Sequence[ReportRow], findings: Sequence[Finding]
) -> tuple[Preview, list[_Brought]]:
    told = Findings(findings)
    owed = {one.key: one for one in dues.unchecked(work.session, work.period, day_of(work.now))}
    may: dict[str, bool] = {}
    seen: dict[tuple[str, str, str], str] = {}
    found = []
    for row in rows:
        due, fault = _due(work, owed, row)
        if due is None:
            told.error("report", fault[1], row.at.get(fault[0], ""))
            continue
        place = row.at.get(words.REPORT, "")
        first = seen.setdefault(due.key, place)
        if first != place:
            told.error("twice", f"trùng với {first}; giữ một dòng", place)
            continue
        if due.unit not in may:
            may[due.unit] = interests.may_decide(work, Permission.RECEIVE_REPORT, due.unit)
        if not may[due.unit]:
            message = f"bạn không nhận báo cáo của đơn vị «{due.unit}» được"
            told.error("report", message, row.at.get(words.UNIT, ""))
            continue
        change, wrong = _change(work, due, row)
        if wrong:
            told.error("report", wrong, row.at.get(words.DAY, ""))
            continue
        found.append(_Brought(row, due, change))
    changes = tuple(one.change for one in found)
    fates = Counter(one.kind for one in changes)
    return Preview(tuple(told), changes, told.account, fates), found


def _due(
    work: Work, owed: Mapping[tuple[str, str, str], Due], row: ReportRow
) -> tuple[Due | None, tuple[str, str]]:
    """Báo cáo mà dòng nói tới, or the column at fault and why."""
    codes = {due.duty.code for due in owed.values()}
    units = members_named(block_members.members(work.session, work.period))
    named = []
    for column, said, known, what in (
        (words.REPORT, row.report, {code_key(one): one for one in codes}, "báo cáo"),
        (words.UNIT, row.unit, units, "đơn vị"),
    ):
        same = known.get(code_key(said))
        if same is None:
            near = nearest(said, set(known.values()))
            more = f"; gần nhất: {near}" if near else ""
            return None, (column, f"không có {what} «{said}» trong {work.period.words}{more}")
        named.append(same)
    mine = [one for one in owed.values() if [one.duty.code, one.unit] == named]
    if not mine:
        return None, (words.UNIT, f"đơn vị «{row.unit}» không phải nộp báo cáo «{row.report}»")
    asked = folded(row.term)
    for one in mine:
        if asked in (folded(one.term.code), folded(one.term.words)):
            return one, ("", "")
    terms = ", ".join(one.term.words for one in mine)
    return None, (words.TERM, f"không có kỳ «{row.term}» của báo cáo này; chọn trong: {terms}")


def _change(work: Work, due: Due, row: ReportRow) -> tuple[Change, str]:
    """Điều dòng này đổi, or why it cannot be."""
    subject = f"{due.unit} · {due.title}"
    at = row.moment(work.now)
    new = "; ".join(
        one for one in (f"gửi {vi_moment(at)}", clean(row.document), clean(row.note)) if one
    )
    done = due.hand_in
    if due.is_in and done is not None and done.counted_at is not None:
        is_same = (done.document, done.note) == (clean(row.document), clean(row.note))
        stored = done.counted_at.replace(microsecond=0)
        is_same = is_same and day_of(stored) == row.day
        if is_same and (row.hour is None or stored == at.replace(microsecond=0)):
            return Change(ChangeKind.SAME, subject, new, new), ""
        return Change(ChangeKind.SAME, subject), (
            f"báo cáo này {due.words} lúc {due.handed_words}, không đổi bằng tệp; muốn ghi lại "
            "thì trả lại trước"
        )
    if due.is_excused:
        return Change(ChangeKind.SAME, subject), "báo cáo này đã được miễn; bỏ miễn rồi nhập"
    kind = ChangeKind.NEW if done is None else ChangeKind.CHANGED
    old = "" if done is None else due.words
    return Change(kind, subject, old, new), hand_ins.moment_fault(work, at)
