"""Năm trước theo dự thảo: what the sheets of a year that is over would come to under a new text.

A supposition. What the old sheets say nothing of is not guessed: each total has a least, where such
lines earn nothing, and a most, where they earn all they can.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.ground.points import ZERO
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.combining import CombinedLine, combine_reviews
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.fit import why_unfit
from thidua.domain.scoring.scoring import Entries, others_of, score_block
from thidua.domain.verify.case import Case, Place, Places, places_of, rank_case, ranked_by

_NOT_COMBINED = "theo dự thảo, các phiếu chấm chéo không tổng hợp thành điểm"


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
    """Tiêu chí nào của bản cũ nay là tiêu chí này, by the new code; no two are the same one.

    The same words wherever they stand are the same criterion, above all under the same code;
    failing that, the same code whose words nobody else took.
    """
    by_words: dict[str, list[str]] = {}
    for code, one in old.criteria.items():
        by_words.setdefault(folded(one.text), []).append(code)
    same = {code: by_words.get(folded(one.text), []) for code, one in new.criteria.items()}
    found = {code: code for code, others in same.items() if code in others}
    taken = set(found)
    for code, others in same.items():
        if code not in found and len(others) == 1 and others[0] not in taken:
            found[code] = others[0]
            taken.add(others[0])
    for code in new.criteria:
        if code not in found and code in old.criteria and code not in taken:
            found[code] = code
    return found


def under_draft(case: Case, draft: Covenant) -> UnderDraft:
    """Tính lại các bảng điểm có hiệu lực của một năm theo dự thảo này.

    What reviewers made together is made anew of their sheets, since its points are those of the old
    rules, scale and way of combining; what was agreed on stays as it was agreed.
    """
    codes = old_codes(case.covenant, draft)
    gone = set(case.covenant.criteria) - set(codes.values())
    lost = {
        code: "dự thảo không còn tiêu chí này" for code in case.covenant.criteria if code in gone
    }
    claims = {unit: _renamed(lines, codes) for unit, lines in case.claims.items()}
    kept: dict[str, dict[str, Entry]] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for unit, lines in case.entries.items():
        others = others_of(draft, claims, unit)
        sheets = {who: _renamed(one, codes) for who, one in case.reviews.get(unit, {}).items()}
        anew = combine_reviews(draft, sheets, others)
        own: dict[str, Entry] = {}
        for code, entry in _renamed(lines, codes).items():
            if entry.state is LineState.CLEARED:
                continue
            old = case.covenant.criteria[codes[code]]
            before = case.combined[unit].get(old.code)
            carried: Entry | None = entry
            said = [entry]
            if entry.state is LineState.COMBINED and before is not None:
                carried = _anew(entry, before, anew.get(code))
                said = [given[code] for given in sheets.values() if code in given]
            why = next(
                filter(None, (why_unfit(old, draft.criteria[code], one) for one in said)), ""
            )
            if why or carried is None:
                lost.setdefault(old.code, why or _NOT_COMBINED)
            else:
                own[code] = carried
        kept[unit] = own
        lacking[unit] = tuple(code for code in draft.criteria if code not in own)
    return UnderDraft(
        before=places_of(case.covenant, rank_case(case)),
        least=_places(case, draft, kept, most=False),
        most=_places(case, draft, kept, most=True),
        lacking=lacking,
        lost=lost,
    )


def _renamed(lines: Entries, codes: Mapping[str, str]) -> dict[str, Entry]:
    """Các dòng ấy mang mã của dự thảo."""
    return {new: lines[old] for new, old in codes.items() if old in lines}


def _anew(entry: Entry, before: CombinedLine, now: CombinedLine | None) -> Entry | None:
    """Dòng tổng hợp lại: as it was where the same sheets still make the same points."""
    if now is not None and now.points is not None and now.points == before.points:
        return entry
    made = None if now is None else now.entry()
    return None if made is None else replace(made, confirmed=made.confirmed or entry.confirmed)


def _places(case: Case, draft: Covenant, kept: Mapping[str, Entries], *, most: bool) -> Places:
    entries = {
        unit: {
            code: lines.get(code) or _filled_in(criterion, most=most)
            for code, criterion in draft.criteria.items()
        }
        for unit, lines in kept.items()
    }
    scores = {
        unit: score if case.counts(unit) else replace(score, total=None)
        for unit, score in score_block(draft, entries).items()
    }
    board = ranked_by(replace(case, covenant=draft), scores, entries)
    return places_of(draft, board)


def _filled_in(criterion: Criterion, *, most: bool) -> Entry:
    """Dòng chưa có số liệu: the best or the worst that it could be, for the total."""
    is_full = most is (criterion.sign is not Sign.DEDUCTION)
    points: Decimal = criterion.max_points if is_full else ZERO
    return Entry(state=LineState.AGREED, points=points)
