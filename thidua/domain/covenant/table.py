"""Bảng tiêu chí như đang có: what a table drawn up for people says, as a draft to be completed.

Codes, groups, points and signs are proposed; a way of scoring is taken only where its words are
understood whole. What is not stays in the note, word by word, and is listed as still to be done.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.covenant import Sign
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.covenant.numbering import Place, label_of, places, split_label
from thidua.domain.covenant.scoring_words import read_scoring
from thidua.domain.covenant.setting_rows import BLOCK, TITLE, YEAR
from thidua.domain.ground.finding import Finding, Findings, error
from thidua.domain.ground.points import ZERO, parse_number, vi_number
from thidua.domain.ground.text import LONGEST_TEXT, Written, clean, folded

_SIGN_WORDS = {Sign.BASE: "", Sign.BONUS: "thưởng", Sign.DEDUCTION: "-"}
_POINTS = re.compile(
    r"(?:(?:điểm )?(?:tối đa|không quá|chuẩn))?:? ?([+\-−–]? ?\d[\d.,]*) ?(?:điểm|đ)?\.?",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    r" ?[(\[]((?:tối đa:? )?[+\-−–]? ?\d[\d.,]* ?(?:điểm|đ))\.?[)\]]|: ?(\d[\d.,]* điểm)$",
    re.IGNORECASE,
)
_MINUS = re.compile(r"^(?:(?:các|phần|mục|nội dung|trường hợp) )*(?:điểm trừ|trừ điểm|bị trừ)\b")
_BONUS_HEAD = re.compile(
    r"^(?:(?:các|phần|mục|nội dung) )*(?:điểm thưởng|thưởng|điểm cộng|cộng điểm)\b"
)
_TOTAL = re.compile(
    r"(?:tổng(?: (?:cộng|số|điểm))*|cộng)(?: (?:mục|phần|nhóm))?(?: (?:[ivx]+|\d+|[a-d]))?"
    r"(?: ?\(.*\))?(?: ?[+-] ?[ivx\d]+)* ?:?"
)
_GRAND = re.compile(r"^(?:tổng cộng|tổng điểm|tổng số|tổng số điểm|tổng)(?: \(.*\))?:?$")
_LIMITED = re.compile(r"\b(?:tối đa|tối thiểu|không quá|cao nhất|trần|tổng)\b")
"""Giới hạn ghi ở ô gộp: of one row or of all together, nobody can tell."""
_OPEN = "open"
_MOST_ROWS = 1000  # no covenant comes near; what follows compares rows with rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaLine:
    """Dòng của bảng tiêu chí as it is written; `at` says where each of its cells stands.

    `points_fault` says why the cell of its points cannot be used, as where it holds a formula.
    `shared` is the way of scoring in a cell merged over this row from a row above.
    """

    number: int
    label: str = ""
    text: str = ""
    points: Written = None
    points_fault: str = ""
    scoring: str = ""
    shared: str = ""
    evidence: str = ""
    note: str = ""
    at: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Dòng không có gì."""
        has_points = self.points is not None or self.points_fault
        return not (self.label or self.text or has_points or self.scoring)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """Dòng đề xuất beside the row of the sheet that it was read from."""

    line: CriteriaLine
    row: CriterionRow
    is_group: bool
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProposal:
    """Đề xuất từ một bảng: the draft, its rows beside the sheet's, what is still to be done."""

    draft: CovenantDraft
    rows: tuple[ProposedRow, ...]
    findings: tuple[Finding, ...]

    @property
    def open_items(self) -> tuple[Finding, ...]:
        """Chỗ cần hoàn thiện."""
        return tuple(one for one in self.findings if one.is_error or one.code.startswith(_OPEN))


@dataclass(slots=True, kw_only=True)
class _Item:
    """Dòng đang đọc."""

    line: CriteriaLine
    label: str
    text: str
    points: Decimal | None
    marked: str
    is_heading: bool
    said: list[str]
    sign: Sign = Sign.BASE
    place: Place | None = None


def propose(lines: Sequence[CriteriaLine], *, block: str, year: int, title: str) -> TableProposal:
    """Đề xuất giao ước from the rows of a table; never a rule that its words do not say."""
    findings = Findings()
    items, totals = _items(lines, findings)
    if len(items) > _MOST_ROWS:
        message = f"bảng có hơn {_MOST_ROWS} dòng tiêu chí; hãy để lại một bảng trong trang"
        findings = Findings([error("long_table", message)])
        items, totals = [], []
    found = places([(item.label, item.is_heading) for item in items])
    for item, place in zip(items, found, strict=True):
        item.place = place
    groups = {place.parent for place in found if place.parent is not None}
    groups |= {index for index, item in enumerate(items) if item.is_heading}
    _give_signs(items, groups)
    _fill_groups(items, groups, findings)
    rows = tuple(_row(item, index in groups, findings) for index, item in enumerate(items))
    _check_codes(rows, findings)
    _compare(items, groups, totals, findings)
    if not (rows or findings):
        findings.error("empty_table", "bảng không có dòng tiêu chí nào dưới dòng tiêu đề")
    settings = (
        SettingRow(BLOCK, block),
        SettingRow(YEAR, Decimal(year)),
        SettingRow(TITLE, title),
    )
    draft = CovenantDraft(settings, tuple(one.row for one in rows))
    return TableProposal(draft=draft, rows=rows, findings=tuple(findings))


def _items(
    lines: Sequence[CriteriaLine], findings: Findings
) -> tuple[list[_Item], list[tuple[CriteriaLine, Decimal | None, int]]]:
    """Các dòng tiêu chí, and the totals with how many rows stand above each."""
    items: list[_Item] = []
    totals: list[tuple[CriteriaLine, Decimal | None, int]] = []
    for line in lines:
        if line.is_empty:
            continue
        faults = Findings()
        item = _item(line, faults)
        name = folded(line.text or line.label)
        if _TOTAL.fullmatch(name) and not line.scoring:
            totals.append((line, item.points, len(items)))
        elif totals and items and _is_below(item, line, totals[-1][0]):
            said = clean(line.text or line.label or line.scoring or str(line.points))[:60]
            message = f"«{said}» đứng dưới dòng tổng nên không được đọc"
            findings.notice("below", message, line.at.get(words.TEXT, ""))
            continue
        elif items and _is_more(item, line):
            _continue(items[-1], line, findings)
        else:
            items.append(item)
        findings += faults
    return items, totals


def _is_more(item: _Item, line: CriteriaLine) -> bool:
    """Dòng nối tiếp: neither a number of its own nor points."""
    return not (item.label or item.is_heading or item.points is not None or line.points_fault)


def _is_below(item: _Item, line: CriteriaLine, total: CriteriaLine) -> bool:
    """Dưới dòng tổng cộng: signatures and notes, which have neither number nor points."""
    is_grand = bool(_GRAND.match(folded(total.text or total.label)))
    return is_grand and not item.label and item.points is None and not _signed_head(line.text)


def _item(line: CriteriaLine, findings: Findings) -> _Item:
    label, text = label_of(line.label), line.text
    if not label:
        label, text = split_label(text)
    if not text:
        inner, rest = split_label(clean(line.label))
        if inner or len(label) > 12:
            label, text = inner, rest
    marked, points = "", None
    written = line.points
    if written is None or written == "":
        inside = _IN_TEXT.search(text)
        if inside is not None:
            written = inside[1] or inside[2]
            text = clean(text[: inside.start()] + text[inside.end() :])
    if isinstance(written, Decimal):
        points, marked = written, "-" if written < 0 else ""
    elif written:
        points, marked = _points(written)
        if points is None:
            message = f"«{clean(written)[:60]}» không phải là điểm tối đa; cần hoàn thiện"
            findings.warning("open_points", message, line.at.get(words.MAX_POINTS, ""))
    is_heading = (
        not label
        and bool(text)
        and not line.scoring
        and (_signed_head(text) or (text.isupper() and len(text) > 3))
        and not _TOTAL.fullmatch(folded(text))
    )
    return _Item(
        line=line,
        label=label,
        text=text,
        points=None if points is None else abs(points),
        marked=marked,
        is_heading=is_heading,
        said=[line.scoring] if line.scoring else [],
    )


def _signed_head(text: str) -> bool:
    name = folded(text)
    return bool(_BONUS_HEAD.match(name) or _MINUS.match(name))


def _points(written: str) -> tuple[Decimal | None, str]:
    found = _POINTS.fullmatch(clean(written).strip("() "))
    if found is None:
        return None, ""
    bare = found[1].replace("−", "-").replace("–", "-").replace(" ", "")
    return parse_number(bare.lstrip("+")), bare[0] if bare[0] in "+-" else ""


def _continue(item: _Item, line: CriteriaLine, findings: Findings) -> None:
    """Dòng nối tiếp: more words of the row above, as tables break them over several rows."""
    said = [part for part in (line.text, line.scoring) if part]
    item.said += said
    message = f"«{said[0][:60]}» được hiểu là lời tiếp theo của dòng {item.line.number}"
    findings.notice("continued", message, line.at.get(words.TEXT, ""))


def _give_signs(items: list[_Item], groups: set[int]) -> None:
    """Dấu của từng dòng: its own mark, its heading's words, else that of the group above."""
    for index, item in enumerate(items):
        parent = item.place.parent if item.place is not None else None
        item.sign = items[parent].sign if parent is not None else Sign.BASE
        name = folded(item.text)
        if item.marked == "-" or (index in groups and _MINUS.match(name)):
            item.sign = Sign.DEDUCTION
        elif item.marked == "+" or (index in groups and _BONUS_HEAD.match(name)):
            item.sign = Sign.BONUS


def _fill_groups(items: list[_Item], groups: set[int], findings: Findings) -> None:
    """Nhóm không ghi điểm: what its rows add up to, where each of them says its points."""
    for index in sorted(groups, reverse=True):
        item = items[index]
        inside = [one for one in items if one.place is not None and one.place.parent == index]
        own = [one.points for one in inside if one.sign is item.sign]
        if item.points is not None or not own or None in own:
            continue
        item.points = sum((points for points in own if points is not None), ZERO)
        message = (
            f"{item.place.code if item.place else ''} không ghi điểm, lấy tổng các dòng bên trong "
            f"là {vi_number(item.points)}"
        )
        findings.notice("group_points", message, item.line.at.get(words.MAX_POINTS, ""))


def _row(item: _Item, is_group: bool, findings: Findings) -> ProposedRow:
    line, place = item.line, item.place
    code = place.code if place is not None else ""
    before = len(findings)
    if place is not None and place.is_made:
        message = f"dòng «{item.text[:60]}» không có số thứ tự, được đặt mã {code}"
        findings.notice("made_code", message, line.at.get(words.CODE, ""))
    is_open = False
    said = "\n".join(item.said)
    row = CriterionRow(
        code=code,
        text=item.text,
        max_points=item.points,
        sign=_SIGN_WORDS[item.sign],
        evidence="",
        note=_joined(line.note, _labelled("Minh chứng", line.evidence)),
        at=line.at,
    )
    if is_group:
        return ProposedRow(line=line, row=_with_note(row, said), is_group=True, is_open=False)
    if not item.text:
        findings.warning(
            "open_text", "dòng không có nội dung; cần hoàn thiện", row.place(words.TEXT)
        )
        is_open = True
    if item.points is None:
        if not any(
            one.code == "open_points" and one.place == row.place(words.MAX_POINTS)
            for one in findings[:before]
        ):
            why = f" (ô {line.points_fault})" if line.points_fault else ""
            message = f"{code} chưa có điểm tối đa{why}; cần hoàn thiện"
            findings.warning("open_points", message, row.place(words.MAX_POINTS))
        is_open = True
    if line.shared:
        said = "\n".join([line.shared, *item.said])
    scoring = read_scoring(said, item.points, item.sign)
    if line.shared and scoring is not None:
        if _LIMITED.search(folded(line.shared)):
            scoring = None
        else:
            message = f"{code}: cách tính ở ô gộp được hiểu là của cả dòng này"
            findings.notice("shared", message, row.place(words.METHOD))
    if scoring is None:
        message = f"{code}: chưa hiểu cách tính «{clean(said)[:80]}»; cần hoàn thiện cách chấm"
        findings.warning("open_scoring", message, row.place(words.METHOD))
        row = _with_note(row, said)
        if len(row.note) > LONGEST_TEXT:
            row = replace(row, note=row.note[:LONGEST_TEXT])
            message = (
                f"{code}: lời về cách tính dài hơn {LONGEST_TEXT} ký tự nên bị cắt; cần hoàn thiện"
            )
            findings.warning("open_note", message, row.place(words.METHOD))
        return ProposedRow(line=line, row=row, is_group=False, is_open=True)
    row = replace(row, method=scoring.word, parameters=scoring.parameters)
    return ProposedRow(line=line, row=row, is_group=False, is_open=is_open)


def _labelled(name: str, text: str) -> str:
    return f"{name}: {text}" if text else ""


def _with_note(row: CriterionRow, said: str) -> CriterionRow:
    return replace(row, note=_joined(said, row.note))


def _joined(*said: str) -> str:
    """Ghép các lời into one line, as a note of the workbook is one."""
    return "; ".join(clean(line) for one in said for line in one.split("\n") if clean(line))


def _check_codes(rows: Sequence[ProposedRow], findings: Findings) -> None:
    """Mã trùng: two rows of one number cannot be told apart."""
    seen: dict[str, CriterionRow] = {}
    for one in rows:
        first = seen.setdefault(one.row.code, one.row)
        if first is not one.row:
            message = f"mã {one.row.code} trùng với {first.place(words.CODE)}; cần hoàn thiện"
            findings.warning("open_code", message, one.row.place(words.CODE))


def _compare(
    items: Sequence[_Item],
    groups: set[int],
    totals: Sequence[tuple[CriteriaLine, Decimal | None, int]],
    findings: Findings,
) -> None:
    """So tổng: groups and the totals of the sheet with what their rows add up to."""
    for index, item in enumerate(items):
        if index not in groups or item.points is None:
            continue
        added = _added(items, index, item.sign)
        if added and added != item.points:
            message = (
                f"{item.place.code if item.place else ''} ghi {vi_number(item.points)} nhưng các "
                f"dòng bên trong cộng {vi_number(added)}; cần hoàn thiện"
            )
            findings.warning("open_sum", message, item.line.at.get(words.MAX_POINTS, ""))
    for line, stated, above in totals:
        if stated is None:
            why = f": ô {line.points_fault}" if line.points_fault else ""
            message = f"dòng «{clean(line.text or line.label)[:60]}» không so được tổng{why}"
            findings.notice("total_unread", message, line.at.get(words.MAX_POINTS, ""))
            continue
        sums = _possible(items[:above], groups)
        if stated not in sums.values():
            said = ", ".join(f"{name} cộng {vi_number(added)}" for name, added in sums.items())
            message = (
                f"«{clean(line.text or line.label)[:60]}» ghi {vi_number(stated)} nhưng {said}"
            )
            findings.warning("total", message, line.at.get(words.MAX_POINTS, ""))


def _added(items: Sequence[_Item], index: int, sign: Sign) -> Decimal:
    inside = [one for one in items if one.place is not None and one.place.parent == index]
    return sum((one.points for one in inside if one.points is not None and one.sign is sign), ZERO)


def _possible(items: Sequence[_Item], groups: set[int]) -> dict[str, Decimal]:
    """Các tổng mà một dòng tổng có thể nói đến: of all rows above, of the last group."""
    leaves = [one for index, one in enumerate(items) if index not in groups]
    by_sign = {
        sign: sum(
            (one.points for one in leaves if one.sign is sign and one.points is not None), ZERO
        )
        for sign in Sign
    }
    sums = {"các dòng ở trên": by_sign[Sign.BASE]}
    if by_sign[Sign.BONUS]:
        sums["kể cả thưởng"] = by_sign[Sign.BASE] + by_sign[Sign.BONUS]
    if by_sign[Sign.DEDUCTION]:
        sums["trừ cả điểm trừ"] = sum(by_sign.values(), ZERO) - 2 * by_sign[Sign.DEDUCTION]
    tops = [
        index
        for index, one in enumerate(items)
        if index in groups and one.place is not None and one.place.parent is None
    ]
    if tops and (added := _leaves_below(items, groups, tops[-1])):
        place = items[tops[-1]].place
        sums[f"nhóm {place.code if place else ''}"] = added
    return sums


def _leaves_below(items: Sequence[_Item], groups: set[int], top: int) -> Decimal:
    inside, total = {top}, ZERO
    for index, one in enumerate(items):
        if one.place is not None and one.place.parent in inside:
            inside.add(index)
            if index not in groups and one.points is not None:
                total += one.points
    return total
