"""Sổ kiểm phiếu ra và vào: sheets for tellers, and what they counted taken in all or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.finding import Finding, error, has_errors, notice
from thidua.domain.vote.counting import BallotCount
from thidua.domain.vote.teller_sheet import TellerSheet, count_of
from thidua.domain.vote.vote import Conduct, VoteStatus, turn_out
from thidua.files.reading import any_book
from thidua.files.teller_book import read_teller_book, teller_book
from thidua.services.ground.work import Work
from thidua.services.vote import papers, votes
from thidua.services.vote.votes import VoteView

NOTHING = "Kỳ này không còn cuộc bỏ phiếu nào chưa kiểm, nên không có tờ kiểm phiếu."


def uncounted(work: Work) -> list[VoteView]:
    """Các cuộc chưa kiểm phiếu, the earliest first; Refused where there is none."""
    held = [one for one in votes.listed(work) if one.status is not VoteStatus.CLOSED][::-1]
    if not held:
        raise Refused(NOTHING)
    return held


def workbook(work: Work) -> bytes:
    """Sổ kiểm phiếu của các cuộc chưa kiểm."""
    title = f"{work.period.block_name} · {work.period.when}"
    return teller_book(
        title,
        [
            (one.key, one.draft, turn_out(one.roll)[1] if one.is_open else None)
            for one in uncounted(work)
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TellerPreview:
    """Xem trước sổ kiểm phiếu: what would be entered, and which entry of each vote was seen."""

    counts: Mapping[int, BallotCount]
    names: Mapping[int, str]
    seen: Mapping[int, int]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Không ghi được gì."""
        return has_errors(self.findings) or not self.counts


def read(content: bytes | Path, name: str = "") -> tuple[list[TellerSheet], list[Finding]]:
    """Đọc sổ đã tải lên; Refused where it is no workbook at all."""
    return any_book.read(read_teller_book, content, name)


def preview(
    work: Work, *, sheets: Sequence[TellerSheet], findings: Sequence[Finding]
) -> TellerPreview:
    """Xem trước: every sheet against its vote as it stands; a sheet nobody filled is passed by."""
    require(work.actor, Permission.CONFIRM_COUNT, work.period)
    known = {one.key: one for one in votes.unchecked(work.session, work.period)}
    found = list(findings)
    counts: dict[int, BallotCount] = {}
    seen: dict[int, int] = {}
    for sheet in sheets if not has_errors(found) else ():
        view = known.get(sheet.vote)
        if sheet.is_blank:
            found.append(notice("blank", f"«{sheet.title}» chưa điền số nào, bỏ qua", sheet.place))
            continue
        entered = papers.count(work, vote=sheet.vote)
        fault = _fault(view) or _settled(entered)
        if view is None or fault:
            found.append(error("vote", fault, sheet.place))
            continue
        _, there = turn_out(view.roll)
        count, faults = count_of(sheet, view.draft, there)
        found += faults
        if count is not None:
            counts[view.key] = count
            seen[view.key] = 0 if entered is None else entered[1]
    names = {key: known[key].draft.title for key in counts}
    return TellerPreview(counts=counts, names=names, seen=seen, findings=tuple(found))


def _fault(view: VoteView | None) -> str:
    if view is None:
        return "kỳ này không có cuộc bỏ phiếu mang mã này; hãy tải sổ kiểm phiếu của kỳ này"
    if view.status is VoteStatus.CLOSED:
        return "cuộc này đã kiểm phiếu xong, không nhập lại được"
    if not view.is_open:
        return "cuộc này chưa mở nên chưa có phiếu nào để đếm"
    if view.draft.rules.conduct is not Conduct.PAPER:
        return "cuộc này bỏ phiếu trên phần mềm, không nhập phiếu giấy"
    return ""


def _settled(entered: tuple[BallotCount, int, str, str] | None) -> str:
    is_settled = entered is not None and bool(entered[3])
    return "số phiếu đã được người thứ hai xác nhận; muốn sửa thì trả lại trước" * is_settled


def take(
    work: Work,
    *,
    sheets: Sequence[TellerSheet],
    findings: Sequence[Finding],
    seen: Mapping[int, int],
) -> int:
    """Nhập số phiếu từ sổ: all sheets that are filled, or none; how many votes were entered.

    `seen` is of the preview. Each waits for its second person as a count typed on the page does.
    """
    work = work.require(Permission.CONFIRM_COUNT)
    found = preview(work, sheets=sheets, findings=findings)
    if found.is_refused:
        errors = [str(one) for one in found.findings if one.is_error]
        raise Refused(" ".join(errors) or "Chưa có tờ kiểm phiếu nào được điền.")
    if found.seen != seen:
        raise StaleEdit("Số phiếu vừa được người khác nhập; hãy xem lại.")
    for key, count in found.counts.items():
        papers.enter_count(work, vote=key, count=count, seen=seen[key])
    return len(found.counts)
