"""Điểm từ các kỳ: the lines of a year that nobody scores, made of its months, quarters or đợt.

They are part of no stored sheet and of no kept score: whoever reads a sheet to count it adds them,
so that what a month comes to stands in the year as soon as it is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.period.part import YearPart, added_parts
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED
from thidua.domain.ranking.classification import full_scale
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.scoring import score_block
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet
from thidua.services.covenant import covenants, totals
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept

BY = "các kỳ trong năm"
"""Đứng ở chỗ người nhập of a line that is made of other periods."""


def added_periods(session: Session, period: BlockPeriod, covenant: Covenant) -> list[BlockPeriod]:
    """Các kỳ đang có mà kỳ này cộng, in their order; none where its covenant adds nothing."""
    there = _siblings(session, period) if covenant.from_periods else {}
    wanted = _wanted(period, covenant, there)
    return [there[part.code] for parts in wanted.values() for part in parts if part.code in there]


def open_periods(session: Session, period: BlockPeriod, covenant: Covenant) -> list[BlockPeriod]:
    """Các kỳ được cộng mà chưa chốt: what they come to may still move."""
    found = added_periods(session, period, covenant)
    return [one for one in dict.fromkeys(found) if one.stage not in CLOSED]


def closed_above(session: Session, period: BlockPeriod) -> BlockPeriod | None:
    """Kỳ đã chốt mà cộng kỳ này; None where there is none."""
    for one in _siblings(session, period).values():
        if one.stage in CLOSED and one.covenant_version is not None:
            covenant = covenants.load(session, one)
            if period.id in {added.id for added in added_periods(session, one, covenant)}:
                return one
    return None


def _siblings(session: Session, period: BlockPeriod) -> dict[str, BlockPeriod]:
    """Các kỳ khác cùng khối và năm, by the code of each."""
    listed = kept(session, "periods", lambda: queries.periods(session))
    own = (period.block_code, period.year)
    return {
        one.part.code: one
        for one in listed
        if (one.block_code, one.year) == own and one.id != period.id
    }


def _wanted(
    period: BlockPeriod, covenant: Covenant, there: Mapping[str, BlockPeriod]
) -> dict[str, list[YearPart]]:
    """Các kỳ mà mỗi tiêu chí cần, by code."""
    known = [one.part for one in there.values()]
    return {
        code: added_parts(period.part, rule.adds, period.year, known)
        for code, rule in covenant.from_periods.items()
    }


def lines(
    session: Session, period: BlockPeriod, covenant: Covenant
) -> Mapping[str, Mapping[str, Entry]]:
    """Dòng từ các kỳ, by unit and criterion; none where the covenant adds nothing."""
    if not covenant.from_periods:
        return {}
    return kept(session, ("added", period), lambda: _lines(session, period, covenant))


def _lines(
    session: Session, period: BlockPeriod, covenant: Covenant
) -> dict[str, dict[str, Entry]]:
    there = _siblings(session, period)
    wanted = _wanted(period, covenant, there)
    codes = dict.fromkeys(part.code for parts in wanted.values() for part in parts)
    known = {code: _verified(session, there[code]) for code in codes if code in there}
    return {
        member.code: {
            code: covenant.from_periods[code].entry_from(
                [(part.label, known.get(part.code, {}).get(member.code)) for part in parts]
            )
            for code, parts in wanted.items()
        }
        for member in block_members.members(session, period)
    }


def _verified(session: Session, period: BlockPeriod) -> Mapping[str, Decimal]:
    """Tổng đã thẩm định của một kỳ, by unit: on its full scale, rounded as it is shown.

    A unit whose sheet is not verified has none.
    """
    if period.covenant_version is None:
        return {}
    return kept(session, ("verified totals", period), lambda: _totals(session, period))


def _totals(session: Session, period: BlockPeriod) -> dict[str, Decimal]:
    covenant = covenants.load(session, period)
    found = totals.of_periods(session, {period.id: covenant}, Hand.VERIFIED)[period.id]
    verified = {one.unit: one.score for one in found if one.status is SheetStatus.VERIFIED}
    if covenant.from_periods or None in verified.values():
        members = {member.code for member in block_members.members(session, period)}
        sheets = with_added(
            session, period, covenant, queries.sheets(session, period, Hand.VERIFIED)
        )
        entries = {unit: one.entries for unit, one in sheets.items() if unit in members}
        scores = score_block(covenant, entries)
        verified = {unit: scores.get(unit) for unit in verified}
    exact = {
        unit: full_scale(covenant, score) for unit, score in verified.items() if score is not None
    }
    return {
        unit: covenant.scale.rounded(total) for unit, total in exact.items() if total is not None
    }


def with_added(
    session: Session,
    period: BlockPeriod,
    covenant: Covenant,
    sheets: Mapping[str, StoredSheet],
) -> dict[str, StoredSheet]:
    """Các bảng chấm cùng dòng từ các kỳ, which stand in place of what was once stored there."""
    made = lines(session, period, covenant)
    return {
        unit: replace(
            sheet,
            lines={**sheet.lines, **_stored(made.get(unit, {}), covenant.version)},
        )
        if made
        else sheet
        for unit, sheet in sheets.items()
    }


def counted_sheets(
    session: Session, period: BlockPeriod, covenant: Covenant, hand: Hand, units: Iterable[str]
) -> dict[str, StoredSheet]:
    """Bảng chấm của các đơn vị này như được tính; an empty draft where nobody has scored."""
    stored = queries.sheets(session, period, hand)
    own = {unit: stored.get(unit, StoredSheet(unit=unit, hand=hand)) for unit in units}
    return with_added(session, period, covenant, own)


def _stored(entries: Mapping[str, Entry], covenant_version: int) -> dict[str, StoredLine]:
    return {
        code: StoredLine(
            entry=entry,
            version=0,
            entered_by=BY,
            entered_at=None,
            covenant_version=covenant_version,
        )
        for code, entry in entries.items()
    }
