"""Trang Tiêu chí: the rows of the tree, read into groups and criteria with their rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.covenant import (
    Criterion,
    CriterionGroup,
    EvidenceNeed,
    EvidencePolicy,
    Node,
    NotAssigned,
    Sign,
)
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.covenant.gates import Gate, read_gates, with_kind_known
from thidua.domain.covenant.number_source import NumberSource, read_source, require_fit
from thidua.domain.covenant.tree import parents
from thidua.domain.covenant.written_points import read_points
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.finding import Findings, error
from thidua.domain.ground.points import ZERO, parse_number, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules import METHOD_WORDS, Method, Rule, method_named, read_rule
from thidua.domain.rules.bonus import read_bonus_room
from thidua.domain.rules.limits import read_limit
from thidua.domain.rules.once import Once
from thidua.domain.rules.parameters import ParametersError, parts_of

SIGN_WORDS = {"+": Sign.BASE, "-": Sign.DEDUCTION, "thưởng": Sign.BONUS}
CEILING_WORD = "trần"
EVIDENCE_WORDS = {
    "Không": EvidenceNeed.NEVER,
    "Luôn": EvidenceNeed.ALWAYS,
    "Khi khác điểm tính": EvidenceNeed.DIFFERS,
    "Cần xác nhận ngoài": EvidenceNeed.ATTESTED,
}

_SIGN_SPELLINGS = {
    **dict.fromkeys(("–", "−", "trừ", "trừ điểm", "điểm trừ"), "-"),
    **{"cộng": "+", "điểm thưởng": "thưởng"},
}
_WHEN_NOT_ASSIGNED = {
    "bỏ khỏi thang": NotAssigned.RATIO,
    "đủ điểm": NotAssigned.FULL,
    "0 điểm": NotAssigned.NOTHING,
}
_SETTING = re.compile(
    r"(bước|sàn|trừ|thưởng(?: tối đa)?|không giao)(?: [\d.,-]+ ?%?| [\d.,]+ .*mỗi 1 ?%.*| ?:.*)$"
)
_EVIDENCE_ABOVE = re.compile(r"(?:khi (?:điểm )?)?(?:trên|>) ?(.+?)(?: ?(?:điểm|đ))?")
_NO_EVIDENCE = re.compile(
    r"(?:không|ko|không có|miễn)(?: (?:cần|phải|yêu cầu|bắt buộc|nộp|có|minh chứng|gì))*"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """Điều cả giao ước nói mà mỗi dòng cần: what counts once, the bands from the best down."""

    once: frozenset[Once]
    bands: tuple[str, ...]


def read_tree(rows: tuple[CriterionRow, ...], whole: Whole, findings: Findings) -> tuple[Node, ...]:
    """Đọc cây tiêu chí; a row that cannot be read is an error at its cell and left out."""
    seen: dict[str, CriterionRow] = {}
    for row in rows:
        if not row.code:
            message = f"dòng «{row.text}» thiếu mã; ghi mã như I hoặc I.2"
            findings.error("missing_code", message, row.place(words.CODE))
        elif (first := seen.get(code_key(row.code))) is not None:
            place = row.place(words.CODE)
            at = first.place(words.CODE)
            message = f"mã {row.code} bị trùng, đã dùng ở {at}; mỗi dòng cần một mã riêng"
            told = error("duplicate_code", message, place)
            findings.append(other_case(row.code, first.code, place) or told)
        seen.setdefault(code_key(row.code), row)
    for row in rows:
        _tell_other_number(row, seen, findings)
    is_group = [row.is_group for row in rows]
    above = parents_of(rows)
    signs: list[Sign] = []
    for row, parent in zip(rows, above, strict=True):
        inherited = Sign.BASE if parent is None else signs[parent]
        signs.append(_read_sign(row, inherited, findings))
    below: dict[int | None, list[int]] = {}
    for index, parent in enumerate(above):
        below.setdefault(parent, []).append(index)

    def built(index: int) -> Node | None:
        row = rows[index]
        if not is_group[index]:
            return _read_criterion(row, signs[index], whole, findings)
        inside = tuple(node for child in below.get(index, []) if (node := built(child)) is not None)
        if not inside and index in below:
            return None
        return _read_group(row, signs[index], inside, findings)

    return tuple(node for index in below.get(None, []) if (node := built(index)) is not None)


def parents_of(rows: Sequence[CriterionRow]) -> list[int | None]:
    """Dòng cha của từng dòng, by its place; None on the first level."""
    return parents([(row.code, row.is_group) for row in rows], [_sign_of(row) for row in rows])


_NUMBERED = re.compile(r"((?:[IVXLC]+|\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4})[.)]\s+\S")


def _tell_other_number(
    row: CriterionRow, by_code: dict[str, CriterionRow], findings: Findings
) -> None:
    """Nội dung mang số của dòng khác: one of the two columns was moved alone."""
    found = _NUMBERED.match(row.text.strip())
    if found is None:
        return
    said, own = code_key(found[1]), code_key(row.code)
    if said in by_code and said != own and not own.endswith(f".{said}"):
        message = (
            f"mã {row.code} nhưng nội dung «{row.text[:60]}» mang số {found[1]} của dòng khác; hãy "
            "sửa mã hoặc nội dung cho khớp"
        )
        findings.error("other_number", message, row.place(words.TEXT))


def _sign_of(row: CriterionRow) -> Sign | None:
    word = folded(row.sign)
    return SIGN_WORDS.get(_SIGN_SPELLINGS.get(word, word))


def _read_sign(row: CriterionRow, inherited: Sign, findings: Findings) -> Sign:
    if not folded(row.sign):
        return inherited
    sign = _sign_of(row)
    if sign is None:
        message = f"không hiểu dấu «{row.sign}»; ghi «+», «-» hoặc «thưởng»"
        findings.error("unknown_sign", message, row.place(words.SIGN))
        return inherited
    return sign


def _read_group(
    row: CriterionRow, sign: Sign, inside: tuple[Node, ...], findings: Findings
) -> CriterionGroup | None:
    if not inside:
        message = (
            f"dòng {row.code} không có Cách chấm nên là nhóm, nhưng bên trong không có tiêu chí "
            "nào; ghi Cách chấm, hoặc thêm tiêu chí có mã bắt đầu bằng mã này"
        )
        findings.error("empty_group", message, row.place(words.METHOD))
        return None
    if clean(row.source):
        message = f"dòng {row.code} là nhóm nên không có nguồn số liệu; ghi ở tiêu chí"
        findings.error("number_source", message, row.place(words.SOURCE))
    parameters, at = folded(row.parameters), row.place(words.PARAMETERS)
    limit = read_limit(row.parameters)
    if limit is not None and limit.counts:
        limit = None
    if limit is None and parameters not in ("", CEILING_WORD):
        message = f"tham số của nhóm chỉ có thể là «{CEILING_WORD}», không phải «{row.parameters}»"
        findings.error("group_parameters", message, at)
    most = _read_maximum(row, sign, findings)
    if limit is not None and most is None:
        most = limit.most
    elif limit is not None and most != limit.most:
        message = (
            f"{row.code}: «{row.parameters}» khác điểm tối đa {vi_number(most or ZERO)} của nhóm; "
            f"ghi hai số như nhau, hoặc chỉ ghi «{CEILING_WORD}»"
        )
        findings.error("ceiling_differs", message, at)
    if most is None:
        most = sum((node.max_points for node in inside if node.sign is sign), ZERO)
    return CriterionGroup(
        code=row.code,
        text=row.text,
        max_points=most,
        is_ceiling=parameters == CEILING_WORD or limit is not None,
        sign=sign,
        children=inside,
        clause=row.clause,
        note=row.note,
        quotation=row.quotation,
    )


def _read_maximum(row: CriterionRow, sign: Sign, findings: Findings) -> Decimal | None:
    """Đọc điểm tối đa; in a deduction −5 means that five can be taken."""
    place = row.place(words.MAX_POINTS)
    most = read_points(row.max_points, place, findings)
    if most is None or most >= 0 or sign is not Sign.DEDUCTION:
        return most
    message = (
        f"{row.code}: điểm tối đa {vi_number(most)} được hiểu là trừ nhiều nhất {vi_number(-most)}"
    )
    findings.notice("minus_sign", message, place)
    return -most


def _read_criterion(
    row: CriterionRow, sign: Sign, whole: Whole, findings: Findings
) -> Criterion | None:
    method = method_named(row.method)
    if method is None:
        listed = ", ".join(METHOD_WORDS.values())
        message = f"không có cách chấm «{row.method}»; chọn một trong: {listed}"
        findings.error("unknown_method", message, row.place(words.METHOD))
        return None
    most = _read_maximum(row, sign, findings)
    if most is None:
        message = f"tiêu chí {row.code} thiếu điểm tối đa, ví dụ 12,5"
        findings.error("missing_max", message, row.place(words.MAX_POINTS))
    rule, when_not_assigned = _read_parameters(row, method, sign, most, findings)
    if whole.once and rule is not None:
        rule = rule.counting_once(whole.once, is_deduction=sign is Sign.DEDUCTION)
    gates: tuple[Gate, ...] = ()
    try:
        gates = tuple(gate.with_bands_above(whole.bands) for gate in read_gates(row.gate))
        if rule is not None:
            gates = tuple(with_kind_known(gate, rule.has_kind) for gate in gates)
    except ParametersError as fault:
        findings.error("gate", str(fault), row.place(words.GATE))
    evidence = _read_evidence(row, findings)
    source = _read_source(row, rule, findings)
    if rule is None or most is None:
        return None
    return Criterion(
        code=row.code,
        text=row.text,
        max_points=most,
        rule=rule,
        sign=sign,
        evidence=evidence,
        gates=gates,
        when_not_assigned=when_not_assigned,
        clause=row.clause,
        note=row.note,
        quotation=row.quotation,
        source=source,
    )


def _read_source(row: CriterionRow, rule: Rule | None, findings: Findings) -> NumberSource | None:
    """Nguồn số liệu của tiêu chí; what cannot be read or does not fit is told at its cell."""
    try:
        source = read_source(row.source)
        if source is not None and rule is not None:
            require_fit(source, rule)
    except ParametersError as fault:
        findings.error("number_source", str(fault), row.place(words.SOURCE))
        return None
    return source


def _read_parameters(
    row: CriterionRow, method: Method, sign: Sign, most: Decimal | None, findings: Findings
) -> tuple[Rule | None, NotAssigned | None]:
    when_not_assigned = None
    kept = []
    for setting in _settings_twice(row.parameters):
        message = f"{row.code}: «{setting}» ghi nhiều lần; chỉ lần ghi sau cùng được dùng"
        findings.warning("repeated", message, row.place(words.PARAMETERS))
    for part in parts_of(row.parameters):
        name, colon, value = folded(part).partition(":")
        if colon and name.strip() == "không giao":
            when_not_assigned = _WHEN_NOT_ASSIGNED.get(value.strip())
            if when_not_assigned is None:
                listed = ", ".join(f"«không giao: {word}»" for word in _WHEN_NOT_ASSIGNED)
                message = f"không hiểu «{part}»; ghi một trong {listed}"
                findings.error("not_assigned", message, row.place(words.PARAMETERS))
        else:
            kept.append(part)
    try:
        written = read_rule(method, "; ".join(kept), most)
    except ParametersError as fault:
        message = f"tham số của {row.code} ({METHOD_WORDS[method]}): {fault}"
        findings.error("parameters", message, row.place(words.PARAMETERS))
        return None, when_not_assigned
    if sign is Sign.DEDUCTION:
        for part in written.gains_written(kept):
            message = (
                f"{row.code} là dòng điểm trừ nhưng «{part}» ghi là được cộng; bỏ chữ hay dấu "
                "cộng, hoặc ghi thành dòng có Dấu «thưởng»"
            )
            findings.error("gain_in_deduction", message, row.place(words.PARAMETERS))
    meant = written.as_meant(is_deduction=sign is Sign.DEDUCTION, is_bonus=sign is Sign.BONUS)
    if meant.method is not written.method:
        message = (
            f"{row.code}: «{METHOD_WORDS[written.method]}» ở dòng điểm trừ được hiểu là mỗi lượt "
            f"bị trừ chừng ấy, như khi ghi «{METHOD_WORDS[meant.method]}» với "
            f"«{meant.parameters()}»"
        )
        findings.notice("as_other_method", message, row.place(words.METHOD))
    elif meant.parameters() != written.parameters() and sign is not Sign.BONUS:
        message = (
            f"{row.code}: dấu trừ trước số được hiểu là bị trừ chừng ấy, như khi ghi "
            f"«{meant.parameters()}»"
        )
        findings.notice("minus_sign", message, row.place(words.PARAMETERS))
    return meant, when_not_assigned


def _settings_twice(parameters: str) -> list[str]:
    """Tham số ghi nhiều lần: settings of a rule, told from names by the words they begin with."""
    named: list[str] = []
    for part in map(folded, parts_of(parameters)):
        limit = read_limit(part)
        if read_bonus_room(part) is not None:
            named.append("thưởng tối đa …")
        elif limit is not None:
            named.append("tối đa … lượt" if limit.counts else "tối đa …")
        else:
            named += [f"{found.group(1)} …" for found in [_SETTING.match(part)] if found]
    return sorted({name for name in named if named.count(name) > 1})


def _read_evidence(row: CriterionRow, findings: Findings) -> EvidencePolicy:
    word = folded(row.evidence)
    if not word:
        return EvidencePolicy()
    need = {folded(known): need for known, need in EVIDENCE_WORDS.items()}.get(word)
    if need is not None:
        return EvidencePolicy(need)
    if _NO_EVIDENCE.fullmatch(word) is not None:
        return EvidencePolicy(EvidenceNeed.NEVER)
    above = _EVIDENCE_ABOVE.fullmatch(word)
    threshold = None if above is None else parse_number(above.group(1))
    if threshold is not None:
        return EvidencePolicy(EvidenceNeed.ABOVE, threshold)
    message = (
        f"«{row.evidence}» được hiểu là luôn cần minh chứng; muốn khác thì ghi «Không», "
        "«Khi trên 5 điểm», «Khi khác điểm tính» hoặc «Cần xác nhận ngoài»"
    )
    findings.notice("evidence", message, row.place(words.EVIDENCE))
    return EvidencePolicy(EvidenceNeed.ALWAYS)
