"""Điểm tổng hợp theo bản mới: what reviewers made together under one version and not the next."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.points import vi_number
from thidua.domain.review.combining import CombinedLine, combine_reviews
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.fit import Misfit, misfits
from thidua.domain.scoring.scoring import Entries, others_of
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet


def all_misfits(old: Covenant, new: Covenant, sheets: Sequence[StoredSheet]) -> tuple[Misfit, ...]:
    """Mọi dòng không còn khớp: line by line, then what was combined and is now reckoned otherwise.

    A sheet that was confirmed keeps what was combined as it was; under another rule, scale or way
    of combining the same reviews make other points, as they do for units confirmed later.
    """
    found = misfits(old, new, sheets)
    known = {(one.unit, one.criterion) for one in found if one.hand is Hand.VERIFIED}
    return (*found, *(one for one in _restated(old, new, sheets) if _key(one) not in known))


def _key(one: Misfit) -> tuple[str, str]:
    return one.unit, one.criterion


def _restated(old: Covenant, new: Covenant, sheets: Sequence[StoredSheet]) -> Iterator[Misfit]:
    confirmed = [
        one
        for one in sheets
        if one.hand is Hand.VERIFIED
        and any(entry.state is LineState.COMBINED for entry in one.entries.values())
    ]
    claims = {one.unit: one.entries for one in sheets if one.hand is Hand.SELF}
    for sheet in confirmed:
        reviews = {
            one.reviewer: one.entries
            for one in sheets
            if one.hand is Hand.CROSS
            and one.unit == sheet.unit
            and one.status is not SheetStatus.DRAFT
        }
        before, now = (_combined(one, reviews, claims, sheet.unit) for one in (old, new))
        for code, line in sheet.lines.items():
            if line.entry.state is not LineState.COMBINED:
                continue
            was, would = (_points(one, code) for one in (before, now))
            if was is not None and was != would:
                yield _misfit(sheet, code, line.entry, would)


def _combined(
    covenant: Covenant, reviews: Mapping[str, Entries], claims: Mapping[str, Entries], unit: str
) -> dict[str, CombinedLine]:
    return combine_reviews(covenant, reviews, others_of(covenant, claims, unit))


def _points(lines: dict[str, CombinedLine], code: str) -> Decimal | None:
    return lines[code].points if code in lines else None


def _misfit(sheet: StoredSheet, code: str, entry: Entry, would: Decimal | None) -> Misfit:
    said = "bản mới không tổng hợp" if would is None else f"theo bản mới là {vi_number(would)}"
    had = "" if entry.points is None else f" {vi_number(entry.points)}"
    return Misfit(
        unit=sheet.unit,
        hand=sheet.hand,
        reviewer=sheet.reviewer,
        criterion=code,
        entry=entry,
        version=sheet.lines[code].version,
        status=sheet.status,
        why=f"điểm tổng hợp{had} tính theo bản cũ; cùng các phiếu ấy {said}",
    )
