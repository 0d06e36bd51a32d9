"""Dòng của các đơn vị cùng khối: what the rules that compare units look at, and nothing else."""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.kept import kept


def of_all(session: Session, period: BlockPeriod, hand: Hand) -> dict[str, list[Entry]]:
    """Dòng của mọi đơn vị, by criterion."""
    return {code: list(lines.values()) for code, lines in _lines(session, period, hand).items()}


def of_units(
    session: Session, period: BlockPeriod, hand: Hand, units: Collection[str]
) -> dict[str, list[Entry]]:
    """Dòng của các đơn vị này, by criterion."""
    return {
        code: [entry for owner, entry in lines.items() if owner in units]
        for code, lines in _lines(session, period, hand).items()
    }


def of_others(
    session: Session, period: BlockPeriod, hand: Hand, unit: str
) -> dict[str, list[Entry]]:
    """Dòng của các đơn vị khác, by criterion."""
    return {
        code: [entry for owner, entry in lines.items() if owner != unit]
        for code, lines in _lines(session, period, hand).items()
    }


def _lines(session: Session, period: BlockPeriod, hand: Hand) -> Mapping[str, Mapping[str, Entry]]:
    """Dòng đã chấm của các tiêu chí so giữa các đơn vị, by criterion and unit."""
    return kept(session, ("peers", period, hand), lambda: _read(session, period, hand))


def _read(session: Session, period: BlockPeriod, hand: Hand) -> dict[str, dict[str, Entry]]:
    criteria = covenants.load(session, period).criteria
    codes = [code for code, one in criteria.items() if one.rule.compares_units]
    found: dict[str, dict[str, Entry]] = {code: {} for code in codes}
    if codes:
        for unit, code, entry in queries.scored_entries(session, period, hand, codes):
            found[code][unit] = entry
    return found
