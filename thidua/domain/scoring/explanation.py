"""Vì sao: the reason behind every number — clause, inputs, formula, rounding, ceiling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import (
    Covenant,
    Criterion,
    CriterionGroup,
    Node,
    NotAssigned,
    Sign,
)
from thidua.domain.ground.points import Rounding, Scale, equals, is_same, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules import METHOD_WORDS
from thidua.domain.rules.bounds import in_words
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.occurrence_text import listed_text
from thidua.domain.scoring.once import counted_once
from thidua.domain.scoring.scoring import Entries, UnitScore, line_of, needs_second_hand

_ROUNDING = {
    Rounding.HALF_UP: "nửa lên",
    Rounding.HALF_EVEN: "nửa về chẵn",
    Rounding.CUT: "cắt bỏ",
}
_NOT_ASSIGNED = {
    NotAssigned.RATIO: "không giao: bỏ khỏi điểm và khỏi thang",
    NotAssigned.FULL: "không giao: tính đủ điểm",
    NotAssigned.NOTHING: "không giao: tính 0 điểm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Giải thích một con số: how it came about, and the numbers below it.

    `formula` has the inputs put in; `rounding` is empty where nothing was rounded; `events` names
    those that were listed one by one; `points` is None while there is no number to explain.
    `clause` says how it is scored; `basis` is the clause of the covenant it rests on and
    `quotation` its words, as far as the office put them in.
    """

    code: str
    text: str
    sign: Sign
    points: Decimal | None
    max_points: Decimal
    clause: str
    formula: str
    rounding: str = ""
    events: str = ""
    note: str = ""
    below: tuple["Explanation", ...] = ()
    basis: str = ""
    quotation: str = ""

    def line(self) -> str:
        """Một dòng: method, formula, rounding and events, as exports and the command line show."""
        said = (self.clause, self.formula, self.rounding, self.events)
        return "; ".join(part for part in said if part)


def explain_line(
    covenant: Covenant,
    criterion: Criterion,
    entry: Entry | None,
    points: Decimal | None,
    peers: Mapping[str, Sequence[Entry]],
    taken: str = "",
) -> Explanation:
    """Giải thích một dòng: by its rule, with its inputs; `taken` is what another line took."""
    formula, rounding, note = "chưa chấm", "", ""
    if entry is not None and entry.state is LineState.NOT_ASSIGNED:
        formula = _NOT_ASSIGNED[covenant.not_assigned_policy(criterion)]
    elif entry is not None and entry.state is LineState.LEFT_BLANK:
        formula = "để trống có chủ ý, không cộng điểm"
    elif entry is not None and entry.state in GIVEN:
        formula = entry_text(criterion, entry)
        if _says_how(entry):
            formula = f"{formula}: {entry.explanation}"
        if not entry.confirmed and needs_second_hand(criterion, entry, points):
            note = "chờ người thứ hai xác nhận, chưa tính vào tổng"
    elif entry is not None and points is not None:
        worked = criterion.rule.worked(line_of(criterion, entry, peers))
        formula = worked.formula
        if worked.points is not None and not is_same(worked.points, points):
            rounding = rounding_words(covenant.scale, points)
        if not entry.confirmed and needs_second_hand(criterion, entry, points):
            note = "chờ người thứ hai xác nhận, chưa tính vào tổng"
    elif entry is not None and entry.state is LineState.SCORED:
        found = criterion.rule.problems(line_of(criterion, entry, peers))
        formula = found[0].message if found else "chưa chấm đủ"
    if entry is not None and entry.explanation and not _says_how(entry):
        note = "; ".join(part for part in (note, entry.explanation) if part)
    note = "; ".join(part for part in (taken, _once_within(criterion, entry), note) if part)
    method = METHOD_WORDS[criterion.rule.method]
    parameters = in_words(criterion.rule.parameters())
    return Explanation(
        code=criterion.code,
        text=criterion.text,
        sign=criterion.sign,
        points=points,
        max_points=criterion.max_points,
        clause=f"{method} ({parameters})" if parameters else method,
        formula=formula,
        rounding=rounding,
        events="" if entry is None else listed_text(entry.occurrences),
        note=note,
        basis=criterion.clause,
        quotation=criterion.quotation,
    )


def _says_how(entry: Entry) -> bool:
    """Lời kèm điểm tổng hợp là công thức của nó: whose values were combined, and by which rule."""
    return entry.state is LineState.COMBINED and bool(entry.explanation)


def rounding_words(scale: Scale, points: Decimal) -> str:
    """Bước làm tròn bằng lời: how, to how many decimals, and what it came to."""
    how = f"làm tròn {_ROUNDING[scale.rounding]}, {scale.places} chữ số"
    return f"{how} → {vi_number(points, scale.places)}"


def _once_within(criterion: Criterion, entry: Entry | None) -> str:
    """Lượt trùng tên trong cùng một dòng, which count once."""
    if entry is None or entry.state is not LineState.SCORED:
        return ""
    counted = criterion.rule.counted_events(entry)
    kept = {folded(event.name) for event in counted}
    left = [event for event in entry.events if event not in counted and folded(event.name) in kept]
    names = dict.fromkeys(event.name for event in left if event.name)
    return "; ".join(f"«{name}» chỉ tính một lần, mức cao nhất" for name in names)


def explain_unit(
    covenant: Covenant,
    entries: Entries,
    score: UnitScore,
    peers: Mapping[str, Sequence[Entry]],
) -> tuple[Explanation, ...]:
    """Cây giải thích của một đơn vị: the first level of the covenant, each node with its own."""

    counted = counted_once(covenant, entries)

    def built(node: Node) -> Explanation:
        if isinstance(node, Criterion):
            code = node.code
            points, entry = score.lines[code], counted.entries.get(code)
            taken = counted.taken.get(code, "")
            return explain_line(covenant, node, entry, points, peers, taken)
        return _explain_group(covenant, node, score, tuple(built(child) for child in node.children))

    return tuple(built(node) for node in covenant.children)


def _explain_group(
    covenant: Covenant, group: CriterionGroup, score: UnitScore, below: tuple[Explanation, ...]
) -> Explanation:
    points, most = score.groups[group.code], score.group_max[group.code]
    places = covenant.scale.places
    own = [part for part in below if part.sign is group.sign]
    shown = [vi_number(part.points, places) for part in own if part.points is not None]
    total = sum((part.points for part in own if part.points is not None), Decimal(0))
    added = f"{' + '.join(shown)} = {vi_number(total, places)}"
    formula = ("chưa có điểm", f"một dòng: {''.join(shown)}", added)[min(len(shown), 2)]
    if points is not None and group.is_ceiling and total > most == points:
        formula += f", trần {vi_number(most)} → {vi_number(points, places)}"
    elif points is not None and points != total:
        formula += f", tính {vi_number(points, places)} vì có dòng chờ xác nhận"
    waiting = [part.code for part in own if part.points is None and part.formula == "chưa chấm"]
    if waiting:
        formula += f"; còn chưa chấm {', '.join(waiting)}"
    clause = f"Nhóm, trần {vi_number(most)}" if group.is_ceiling else "Nhóm, cộng các dòng"
    note = ""
    if most != group.max_points:
        note = f"thang của nhóm còn {vi_number(most)}/{vi_number(group.max_points)} do không giao"
    return Explanation(
        code=group.code,
        text=group.text,
        sign=group.sign,
        points=points,
        max_points=most,
        clause=clause,
        formula=formula,
        rounding="",
        note=note,
        below=below,
        basis=group.clause,
        quotation=group.quotation,
    )


def explain_total(covenant: Covenant, score: UnitScore) -> str:
    """Tổng điểm đã thay số: «700,00 + 120,00 − 5,00 = 815,00»."""
    places = covenant.scale.places
    if score.total is None or score.base is None:
        return f"chưa đủ điểm: còn {len(score.missing)} tiêu chí chưa chấm"
    text = vi_number(score.base, places)
    is_base_alone = not (score.bonus or score.deduction) and score.base == score.total
    if is_base_alone:
        text = f"chỉ điểm gốc {text}"
    if score.bonus:
        text += f" + thưởng {vi_number(score.bonus, places)}"
    if score.deduction:
        text += f" − trừ {vi_number(score.deduction, places)}"
    text += "" if is_base_alone else f" = {vi_number(score.total, places)}"
    if score.bonus is not None and score.deduction is not None:
        raw = score.base + score.bonus - score.deduction
        if raw < 0:
            text += " (tổng không xuống dưới 0)"
    if covenant.ranks_by_ratio and score.ratio is not None and score.not_assigned:
        ratio = equals(score.ratio * 100, 4)
        text += f"; trên thang được giao {vi_number(score.assigned_max)} {ratio} %"
    return text
