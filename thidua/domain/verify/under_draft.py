"""Năm trước theo dự thảo: what the sheets of a year that is over would come to under a new text.

A supposition. What the old sheets say nothing of is not guessed: each total has a least, where such
lines earn nothing, and a most, where they earn all they can.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.ground.points import ZERO
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.ranking import rank_units
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.fit import why_unfit
from thidua.domain.scoring.scoring import Entries, score_block
from thidua.domain.verify.case import Case, Place, Places, places_of, rank_case


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderDraft:
    """Năm trước theo dự thảo: every unit as it stood, and at least and at most as it would stand.

    `lacking` are the lines of the draft that the old sheets of a unit say nothing of; `lost` the
    lines of the old covenant that count for nothing in the draft, each with the reason.
    """

    before: Places
    least: Places
    most: Places
    lacking: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, str]

    @property
    def is_exact(self) -> bool:
        """Không thiếu số liệu nào: least and most are the same."""
        return not any(self.lacking.values())

    def place(self, unit: str) -> tuple[Place, Place, Place]:
        """Chỗ đứng của một đơn vị: before, at least, at most."""
        return self.before[unit], self.least[unit], self.most[unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearUnderDraft:
    """Năm nào theo dự thảo nào, with the names of its units.

    `is_final` says that the year it is tried on is over.
    """

    period: BlockPeriod
    draft: Covenant
    found: UnderDraft
    names: Mapping[str, str]
    is_final: bool

    @property
    def lacking(self) -> tuple[str, ...]:
        """Dòng của dự thảo mà năm ấy chưa có số liệu ở đơn vị nào đó."""
        return tuple(sorted({code for codes in self.found.lacking.values() for code in codes}))

    @property
    def lost(self) -> tuple[tuple[str, str], ...]:
        """Dòng của năm ấy không dùng được theo dự thảo, and why."""
        return tuple(self.found.lost.items())


def old_codes(old: Covenant, new: Covenant) -> dict[str, str]:
    """Tiêu chí nào của bản cũ nay là tiêu chí này, by the new code.

    The same words wherever they stand are the same criterion; failing that, the same code whose
    words nobody else took.
    """
    by_words: dict[str, list[str]] = {}
    for code, one in old.criteria.items():
        by_words.setdefault(folded(one.text), []).append(code)
    found: dict[str, str] = {}
    for code, one in new.criteria.items():
        same = by_words.get(folded(one.text), [])
        if code in same or len(same) == 1:
            found[code] = code if code in same else same[0]
    taken = set(found.values())
    for code in new.criteria:
        if code not in found and code in old.criteria and code not in taken:
            found[code] = code
    return found


def under_draft(case: Case, draft: Covenant) -> UnderDraft:
    """Tính lại các bảng điểm có hiệu lực của một năm theo dự thảo này."""
    codes = old_codes(case.covenant, draft)
    gone = set(case.covenant.criteria) - set(codes.values())
    lost = {
        code: "dự thảo không còn tiêu chí này" for code in case.covenant.criteria if code in gone
    }
    kept: dict[str, dict[str, Entry]] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for unit, lines in case.entries.items():
        own: dict[str, Entry] = {}
        for code, criterion in draft.criteria.items():
            entry = lines.get(codes.get(code, ""))
            if entry is None or entry.state is LineState.CLEARED:
                continue
            old = case.covenant.criteria[codes[code]]
            why = why_unfit(old, criterion, entry)
            if why:
                lost.setdefault(old.code, why)
            else:
                own[code] = entry
        kept[unit] = own
        lacking[unit] = tuple(code for code in draft.criteria if code not in own)
    return UnderDraft(
        before=places_of(case.covenant, rank_case(case)),
        least=_places(case, draft, kept, most=False),
        most=_places(case, draft, kept, most=True),
        lacking=lacking,
        lost=lost,
    )


def _places(case: Case, draft: Covenant, kept: Mapping[str, Entries], *, most: bool) -> Places:
    entries = {
        unit: {
            code: lines.get(code) or _filled_in(criterion, most=most)
            for code, criterion in draft.criteria.items()
        }
        for unit, lines in kept.items()
    }
    scores = score_block(draft, entries)
    board = rank_units(
        draft, scores, entries, case.considerations, case.final, case.vote, case.tie_votes
    )
    return places_of(draft, board)


def _filled_in(criterion: Criterion, *, most: bool) -> Entry:
    """Dòng chưa có số liệu: the best or the worst that it could be, for the total."""
    is_full = most is (criterion.sign is not Sign.DEDUCTION)
    points: Decimal = criterion.max_points if is_full else ZERO
    return Entry(state=LineState.AGREED, points=points)
