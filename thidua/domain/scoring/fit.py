"""Còn khớp giao ước: what was scored under one version and no longer fits the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules import METHOD_WORDS, Line
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet


class Settlement(StrEnum):
    """Cách giải quyết: what becomes of a line that no longer fits.

    RETURN takes the line back and gives the sheet to whoever scored it. AGREE leaves the sheets of
    reviewers handed in, counts nothing of such a line, and asks for points that are agreed on.
    """

    RETURN = "return"
    AGREE = "agree"


SETTLEMENT_WORDS = {
    Settlement.RETURN: "Trả lại người chấm để chấm lại",
    Settlement.AGREE: "Giữ phiếu đã chấm, thống nhất lại điểm",
}
"""Cách giải quyết bằng lời."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Dòng không còn khớp: which line of whose sheet, and why in words."""

    unit: str
    hand: Hand
    reviewer: str
    criterion: str
    entry: Entry
    version: int
    status: SheetStatus
    why: str


def exceeds(criterion: Criterion, entry: Entry) -> bool:
    """Cho quá mức tối đa: points that no rule computes, above what the line may earn."""
    points, most = entry.points, criterion.most_points
    return entry.state in GIVEN and points is not None and most is not None and points > most


def is_fit(criterion: Criterion, entry: Entry) -> bool:
    """Còn khớp: a line handed in still gives points that this criterion allows."""
    if entry.state in GIVEN:
        return not exceeds(criterion, entry)
    if entry.state is not LineState.SCORED:
        return True
    line = Line(entry, criterion.max_points, (entry,))
    return not any(problem.is_error for problem in criterion.rule.problems(line))


def why_unfit(old: Criterion | None, new: Criterion | None, entry: Entry) -> str:
    """Vì sao dòng này không còn khớp; empty where it still says the same under the new version.

    A line that a rule computes fits while its inputs say the same under the new rule: its points
    may be others, which is what an amendment is for. What was entered for another way of scoring
    never fits, nor a figure that the new parameters read in another unit or the other way round.
    """
    if new is None:
        return "giao ước mới không còn tiêu chí này"
    if entry.state not in GIVEN and entry.state is not LineState.SCORED:
        return ""
    if exceeds(new, entry):
        given = "" if entry.points is None else vi_number(entry.points)
        return f"điểm {given} vượt mức tối đa mới {new.most_words()}"
    if old is not None and old.sign is not new.sign:
        return "dấu của tiêu chí đã đổi giữa điểm gốc, điểm thưởng và điểm trừ"
    if entry.state in GIVEN:
        return _given_otherwise(old, new)
    line = Line(entry, new.max_points)
    for problem in new.rule.problems(line):
        if problem.is_error:
            return problem.message
    had = old is not None and old.rule.exact(Line(entry, old.max_points, (entry,))) is not None
    lacks = had and new.rule.exact(Line(entry, new.max_points, (entry,))) is None
    if lacks or (old is not None and old.rule.method is not new.rule.method):
        return f"cách chấm mới «{METHOD_WORDS[new.rule.method]}» cần nhập lại số liệu"
    if old is not None and not old.rule.means_same(new.rule, entry):
        return "tham số mới hiểu số liệu theo nghĩa khác, cần nhập lại"
    return ""


def _given_otherwise(old: Criterion | None, new: Criterion) -> str:
    if old is None or old.rule.method is new.rule.method:
        return ""
    before, after = METHOD_WORDS[old.rule.method], METHOD_WORDS[new.rule.method]
    return f"điểm cho theo cách chấm cũ «{before}», cách chấm mới là «{after}»"


def codes_given_away(old: Covenant, new: Covenant) -> dict[str, str]:
    """Mã nay là của tiêu chí khác: what the old criterion is called now, in words, by its old code.

    A word changed in a criterion leaves it the same one; where its own words stand under another
    code, what was scored under the old code is not of the criterion that bears it now.
    """
    words = {folded(one.text): code for code, one in new.criteria.items()}
    found = {}
    for code, one in old.criteria.items():
        now, place = new.criteria.get(code), words.get(folded(one.text))
        if now is None or place in (None, code) or folded(now.text) == folded(one.text):
            continue
        found[code] = f"mã {code} nay là của tiêu chí khác, tiêu chí cũ mang mã {place}"
    return found


def misfits(old: Covenant, new: Covenant, sheets: Sequence[StoredSheet]) -> tuple[Misfit, ...]:
    """Các dòng không còn khớp bản mới, hand by hand, each in the order of the old covenant.

    What reviewers made together does not fit where the line of one of them does not.
    """
    order = {code: place for place, code in enumerate(old.criteria)}
    hands = list(Hand)
    taken = codes_given_away(old, new)
    found: list[Misfit] = []
    moved: set[tuple[str, str]] = set()
    for sheet in sorted(sheets, key=lambda one: (hands.index(one.hand), one.unit, one.reviewer)):
        for code in sorted(sheet.lines, key=lambda one: order.get(one, len(order))):
            entry = sheet.lines[code].entry
            why = taken.get(code) or why_unfit(
                old.criteria.get(code), new.criteria.get(code), entry
            )
            if not why and entry.state is LineState.COMBINED and (sheet.unit, code) in moved:
                why = "tổng hợp từ phiếu chấm chéo có dòng không còn khớp"
            if why:
                found.append(_misfit(sheet, code, why))
                if sheet.hand is Hand.CROSS:
                    moved.add((sheet.unit, code))
    return tuple(found)


def _misfit(sheet: StoredSheet, code: str, why: str) -> Misfit:
    line = sheet.lines[code]
    return Misfit(
        unit=sheet.unit,
        hand=sheet.hand,
        reviewer=sheet.reviewer,
        criterion=code,
        entry=line.entry,
        version=line.version,
        status=sheet.status,
        why=why,
    )
