"""Đọc giao ước: from the words of a workbook to a covenant, with every fault as a finding."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.bands import Band, best_first, read_band
from thidua.domain.covenant.covenant import (
    AwardLine,
    Combining,
    Covenant,
    Criterion,
    CriterionGroup,
    EvidenceNeed,
    EvidencePolicy,
    Node,
    NotAssigned,
    ScoreAndVote,
    Sign,
    Tiebreaker,
    TiebreakKind,
)
from thidua.domain.covenant.draft import (
    CovenantDraft,
    CriterionRow,
    RankingRow,
    SettingRow,
)
from thidua.domain.covenant.gates import Gate, read_gates, with_kind_known
from thidua.domain.covenant.tree import parents
from thidua.domain.ground.codes import other_case
from thidua.domain.ground.finding import Finding, Findings, error, has_errors
from thidua.domain.ground.points import (
    ZERO,
    Rounding,
    Scale,
    number_problem,
    parse_number,
    vi_number,
)
from thidua.domain.ground.text import Written, clean, folded
from thidua.domain.period.part import WHOLE_YEAR, PartUnread, YearPart, read_parts
from thidua.domain.period.stage import FIRST_YEAR, LAST_YEAR
from thidua.domain.rules import METHOD_WORDS, Method, Rule, method_named, read_rule
from thidua.domain.rules.bonus import read_bonus_room
from thidua.domain.rules.bounds import Bound, read_bounds, read_point_bounds
from thidua.domain.rules.limits import read_limit
from thidua.domain.rules.once import ONCE_WORDS, Once, read_once
from thidua.domain.rules.parameters import ParametersError, parts_of

ROUNDING_WORDS = {
    "Nửa lên": Rounding.HALF_UP,
    "Nửa về chẵn": Rounding.HALF_EVEN,
    "Cắt bỏ": Rounding.CUT,
}
COMBINING_WORDS = {
    "Trung bình": Combining.MEAN,
    "Trung vị": Combining.MEDIAN,
    "Trung bình bỏ cao nhất và thấp nhất": Combining.TRIMMED_MEAN,
    "Trưởng khối quyết định": Combining.CHAIR,
}
NOT_ASSIGNED_WORDS = {
    "Bỏ khỏi thang, xếp hạng theo tỷ lệ": NotAssigned.RATIO,
    "Tính đủ điểm": NotAssigned.FULL,
    "Tính 0 điểm": NotAssigned.NOTHING,
}
SCORE_AND_VOTE_WORDS = {
    "Điểm rồi phiếu": ScoreAndVote.SCORE_THEN_VOTE,
    "Phiếu xếp hạng": ScoreAndVote.VOTE_RANKS,
}
SIGN_WORDS = {"+": Sign.BASE, "-": Sign.DEDUCTION, "thưởng": Sign.BONUS}
CEILING_WORD = "trần"
TIEBREAK_WORDS = {
    "Điểm nhóm": TiebreakKind.GROUP_POINTS,
    "Điểm trừ ít hơn": TiebreakKind.FEWER_DEDUCTIONS,
    "Điểm thưởng": TiebreakKind.MORE_BONUS,
    "Tỷ lệ phiếu": TiebreakKind.VOTE_SHARE,
    "Ngày chậm ít hơn": TiebreakKind.FEWER_LATE_DAYS,
}
EVIDENCE_WORDS = {
    "Không": EvidenceNeed.NEVER,
    "Luôn": EvidenceNeed.ALWAYS,
    "Khi khác điểm tính": EvidenceNeed.DIFFERS,
    "Cần xác nhận ngoài": EvidenceNeed.ATTESTED,
}
TIEBREAK, BAND, BAND_CAP = "Tiêu chí phụ", "Xếp loại", "Trần xếp loại"
VOTE_FLOOR, EXCLUSION, AWARD = "Sàn phiếu xếp hạng", "Không xét", "Khen thưởng"
RANKING_KINDS = (TIEBREAK, BAND, BAND_CAP, VOTE_FLOOR, EXCLUSION, AWARD)
BLOCK, YEAR, TITLE, FULL_MARKS = "Khối", "Năm", "Tên giao ước", "Thang điểm"
PERIOD, FROM_DAY, TO_DAY = "Kỳ", "Từ ngày", "Đến ngày"
PLACES, ROUNDING = "Số chữ số thập phân", "Cách làm tròn"
COMBINING, NOT_ASSIGNED = "Cách tổng hợp điểm chấm chéo", "Điểm không giao"
SCORE_AND_VOTE, ONCE, CLAUSE = "Điểm và phiếu", "Không tính trùng", "Căn cứ"
SETTING_NAMES = (
    BLOCK, YEAR, PERIOD, FROM_DAY, TO_DAY, TITLE, FULL_MARKS, PLACES, ROUNDING, COMBINING,
    NOT_ASSIGNED, SCORE_AND_VOTE, ONCE, CLAUSE,
)  # fmt: skip

_SIGN_SPELLINGS = {"–": "-", "−": "-", "trừ": "-", "cộng": "+", "điểm thưởng": "thưởng"}
_WHEN_NOT_ASSIGNED = {
    "bỏ khỏi thang": NotAssigned.RATIO,
    "đủ điểm": NotAssigned.FULL,
    "0 điểm": NotAssigned.NOTHING,
}
_SETTING = re.compile(
    r"(bước|sàn|trừ|thưởng(?: tối đa)?|không giao)(?: [\d.,-]+ ?%?| [\d.,]+ .*mỗi 1 ?%.*| ?:.*)$"
)
_PLACES = re.compile(r"[\d.,]+")
"""Số suất đứng một mình: «20%» is a share of the units and «2 điểm» no number of places."""
_NO_POINTS = re.compile(r"\d ?(lượt|lần|ngày|báo cáo)\.?$")
_EVIDENCE_ABOVE = re.compile(r"(?:khi (?:điểm )?)?(?:trên|>) ?(.+?)(?: ?(?:điểm|đ))?")
_NO_EVIDENCE = re.compile(
    r"(?:không|ko|không có|miễn)(?: (?:cần|phải|yêu cầu|bắt buộc|nộp|có|minh chứng|gì))*"
)
_DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d")
_Word = TypeVar("_Word", bound=StrEnum)


def for_part(draft: CovenantDraft, part: YearPart) -> CovenantDraft:
    """Bản thảo cho đúng một kỳ: what one period of several keeps, or the next one takes over."""
    given = dict(zip((PERIOD, FROM_DAY, TO_DAY), part.settings(), strict=True))
    written = {folded(name): value for name, value in given.items()}
    rows = []
    for row in draft.settings:
        value = written.pop(folded(row.name), None)
        rows.append(row if value is None else replace(row, value=value))
    after = next((at for at, row in enumerate(rows, 1) if folded(row.name) == folded(YEAR)), 0)
    named = {folded(name): name for name in given}
    rows[after:after] = [SettingRow(named[key], value) for key, value in written.items() if value]
    kept = [row for row in rows if row.value or folded(row.name) not in named]
    return replace(draft, settings=tuple(kept))


def read_covenant(draft: CovenantDraft) -> tuple[Covenant | None, list[Finding]]:
    """Đọc giao ước: the covenant a draft says, or None, and all findings about its wording.

    Whether the covenant is coherent (sums, tiers, thresholds) is asked by `covenant_checks`.
    """
    findings = Findings()
    settings = _Settings(draft.settings, findings)
    once = settings.once()
    told_last = Findings()
    ranking = _read_ranking(draft.ranking, told_last)
    whole = _Whole(once, best_first(ranking.bands))
    children = _read_tree(draft.criteria, whole, findings)
    findings.take(told_last)
    year = settings.whole(YEAR, FIRST_YEAR, LAST_YEAR)
    places = settings.whole(PLACES, 0, 6, default=2)
    covenant = Covenant(
        block=settings.required(BLOCK),
        year=year or 0,
        title=settings.text(TITLE),
        children=children,
        full_marks=settings.number(FULL_MARKS),
        scale=Scale(
            2 if places is None else places,
            settings.word(ROUNDING, ROUNDING_WORDS, Rounding.HALF_UP),
        ),
        combining=settings.word(COMBINING, COMBINING_WORDS, Combining.MEAN),
        not_assigned=settings.word(NOT_ASSIGNED, NOT_ASSIGNED_WORDS, NotAssigned.RATIO),
        score_and_vote=settings.word(
            SCORE_AND_VOTE, SCORE_AND_VOTE_WORDS, ScoreAndVote.SCORE_THEN_VOTE
        ),
        tiebreakers=tuple(ranking.tiebreakers),
        bands=tuple(ranking.bands),
        band_cap=ranking.band_cap,
        vote_floor=ranking.vote_floor,
        once=once,
        exclusions=tuple(ranking.exclusions),
        award_lines=tuple(ranking.award_lines),
        clause=settings.text(CLAUSE),
        parts=settings.parts(year or 0),
        other_settings=settings.others(),
    )
    if not covenant.criteria and not findings:
        message = "chưa có tiêu chí nào; mỗi tiêu chí là một dòng có Cách chấm"
        findings.error("empty", message, f"Trang {words.CRITERIA_SHEET}")
    _refuse_percents(draft.ranking, covenant, findings)
    broken = has_errors(findings)
    return (None if broken else covenant), findings


def _refuse_percents(rows: tuple[RankingRow, ...], covenant: Covenant, findings: Findings) -> None:
    """Mốc ghi bằng phần trăm: it would be read as points, the same only where the whole is 100."""
    in_points = {folded(kind) for kind in (BAND, BAND_CAP, VOTE_FLOOR)}
    whole = covenant.base_max
    if whole in (ZERO, 100):
        return
    for row in rows:
        if "%" in row.value and folded(row.kind) in in_points:
            message = (
                f"«{row.value}» ghi phần trăm nhưng tổng điểm gốc là {vi_number(whole)}; "
                "hãy ghi số điểm"
            )
            findings.error("percent_as_points", message, row.place(words.VALUE))


class _Settings:
    """Trang Giao ước, looked up by name."""

    def __init__(self, rows: tuple[SettingRow, ...], findings: Findings) -> None:
        self._rows: dict[str, SettingRow] = {}
        self._asked: set[str] = set()
        self._findings = findings
        for row in rows:
            if folded(row.name) in self._rows:
                message = f"mục «{row.name}» ghi nhiều lần; chỉ dòng sau cùng được dùng"
                findings.warning("repeated", message, row.at)
            self._rows[folded(row.name)] = row

    def _row(self, name: str) -> SettingRow | None:
        self._asked.add(folded(name))
        return self._rows.get(folded(name))

    def text(self, name: str) -> str:
        row = self._row(name)
        return "" if row is None or row.value is None else clean(_as_text(row.value))

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            message = f"thiếu mục «{name}»; ghi ở cột thứ hai, cạnh chữ «{name}»"
            self._findings.error("missing_setting", message, self._place(name))
        return value

    def _place(self, name: str) -> str:
        row = self._rows.get(folded(name))
        return row.at if row is not None and row.at else f"Trang {words.SETTINGS_SHEET}"

    def number(self, name: str) -> Decimal | None:
        row = self._row(name)
        if row is None:
            return None
        return read_points(row.value, self._place(name), self._findings)

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int | None:
        row = self._row(name)
        if row is None or row.value is None or row.value == "":
            if default is None:
                self.required(name)
            return default
        value = row.value if isinstance(row.value, Decimal) else parse_number(row.value)
        if value is None or value != int(value) or not least <= value <= most:
            message = f"«{name}» phải là số nguyên từ {least} đến {most}"
            self._findings.error("not_whole", message, self._place(name))
            return default
        return int(value)

    def day(self, name: str) -> date | None:
        written = self.text(name)
        if not written:
            return None
        for form in _DAY_FORMS:
            with suppress(ValueError):
                return datetime.strptime(written, form).date()  # noqa: DTZ007 (a day has no zone)
        message = f"«{written}» ở mục «{name}» phải là ngày, ví dụ 01/05/2026"
        self._findings.error("not_a_day", message, self._place(name))
        return None

    def parts(self, year: int) -> tuple[YearPart, ...]:
        before, written = len(self._findings), self.text(PERIOD)
        begins, ends = self.day(FROM_DAY), self.day(TO_DAY)
        if not year or len(self._findings) > before:
            return (WHOLE_YEAR,)
        try:
            return read_parts(written, year, begins, ends)
        except PartUnread as fault:
            self._findings.error("period", str(fault), self._place(PERIOD))
            return (WHOLE_YEAR,)

    def word(self, name: str, known: Mapping[str, _Word], default: _Word) -> _Word:
        value = self.text(name)
        if not value:
            return default
        found = {folded(word): meaning for word, meaning in known.items()}.get(folded(value))
        if found is None:
            listed = ", ".join(f"«{word}»" for word in known)
            message = f"không hiểu «{value}» ở mục «{name}»; chọn một trong {listed}"
            self._findings.error("unknown_word", message, self._place(name))
            return default
        return found

    def once(self) -> frozenset[Once]:
        """Không tính trùng, several joined by «;» or a comma."""
        found = set()
        for part in re.split(r" ?[;,] ?", self.text(ONCE)):
            read = read_once(part) if part else None
            if part and read is None:
                listed = ", ".join(f"«{word}»" for word in ONCE_WORDS.values())
                message = f"không hiểu «{part}» ở mục «{ONCE}»; ghi {listed}"
                self._findings.error("unknown_word", message, self._place(ONCE))
            found |= set() if read is None else {read}
        return frozenset(found)

    def others(self) -> tuple[tuple[str, str], ...]:
        left = [row for key, row in self._rows.items() if key not in self._asked and key]
        known = ", ".join(f"«{name}»" for name in SETTING_NAMES)
        for row in left:
            message = (
                f"mục «{row.name}» chỉ được giữ lại để xem, phần mềm không dùng đến; các mục dùng "
                f"được là {known}"
            )
            self._findings.warning("unused_setting", message, row.at)
        return tuple((row.name, _as_text(row.value)) for row in left)


def _as_text(value: Written) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value or ""


def read_points(value: Written, place: str, findings: Findings) -> Decimal | None:
    """Đọc điểm từ một ô; None for an empty cell, and a finding where there is no number."""
    if isinstance(value, Decimal):
        return value
    if value is None or not value.strip():
        return None
    other = _NO_POINTS.search(folded(value))
    if other is not None or "%" in value:
        unit = "%" if other is None else other.group(1)
        findings.error("not_points", f"«{value}» phải là số điểm, không phải số {unit}", place)
        return None
    points = parse_number(value)
    if points is None:
        findings.error("not_a_number", number_problem(value), place)
    return points


@dataclass(frozen=True, slots=True)
class _Whole:
    """Điều cả giao ước nói mà mỗi dòng cần: what counts once, the bands from the best down."""

    once: frozenset[Once]
    bands: tuple[str, ...]


def _read_tree(
    rows: tuple[CriterionRow, ...], whole: _Whole, findings: Findings
) -> tuple[Node, ...]:
    seen: dict[str, CriterionRow] = {}
    for row in rows:
        if not row.code:
            message = f"dòng «{row.text}» thiếu mã; ghi mã như I hoặc I.2"
            findings.error("missing_code", message, row.place(words.CODE))
        elif (first := seen.get(folded(row.code))) is not None:
            place = row.place(words.CODE)
            at = first.place(words.CODE)
            message = f"mã {row.code} bị trùng, đã dùng ở {at}; mỗi dòng cần một mã riêng"
            told = error("duplicate_code", message, place)
            findings.append(other_case(row.code, first.code, place) or told)
        seen.setdefault(folded(row.code), row)
    is_group = [not row.method.strip() for row in rows]
    coded = [(row.code, group) for row, group in zip(rows, is_group, strict=True)]
    above = parents(coded, [_sign_of(row) for row in rows])
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
    row: CriterionRow, sign: Sign, whole: _Whole, findings: Findings
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
    )


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


class _Ranking:
    """Trang Xếp hạng, understood."""

    def __init__(self) -> None:
        self.tiebreakers: list[Tiebreaker] = []
        self.bands: list[Band] = []
        self.band_cap: Decimal | None = None
        self.vote_floor: Bound | None = None
        self.exclusions: list[str] = []
        self.award_lines: list[AwardLine] = []


def _read_ranking(rows: tuple[RankingRow, ...], findings: Findings) -> _Ranking:
    ranking = _Ranking()
    known = {folded(kind): kind for kind in RANKING_KINDS}
    for row in sorted(rows, key=_order):
        kind = known.get(folded(row.kind))
        try:
            if kind == TIEBREAK:
                ranking.tiebreakers.append(_read_tiebreaker(row))
            elif kind == BAND:
                ranking.bands.append(read_band(row.content, row.value))
            elif kind == BAND_CAP:
                if ranking.band_cap is not None:
                    message = "«Trần xếp loại» ghi nhiều lần; chỉ dòng sau cùng được dùng"
                    findings.warning("repeated", message, row.place(words.KIND))
                ranking.band_cap = _read_cap(row.value or row.content)
            elif kind == VOTE_FLOOR:
                if ranking.vote_floor is not None:
                    raise ParametersError("«Sàn phiếu xếp hạng» chỉ ghi một lần")
                ranking.vote_floor = _read_vote_floor(row)
            elif kind == EXCLUSION:
                ranking.exclusions.append(row.content or row.value)
            elif kind == AWARD:
                ranking.award_lines.append(_read_award_line(row))
            else:
                listed = ", ".join(RANKING_KINDS)
                raise ParametersError(f"không có loại «{row.kind}»; chọn một trong: {listed}")
        except ParametersError as fault:
            column = words.VALUE if kind else words.KIND
            findings.error("ranking", str(fault), row.place(column))
    return ranking


def _read_cap(text: str) -> Decimal:
    if (cap := parse_number(text)) is None:
        raise ParametersError(number_problem(text))
    if (other := _NO_POINTS.search(folded(text))) is not None:
        raise ParametersError(f"«{text}» phải là số điểm, không phải số {other.group(1)}")
    return cap


def _order(row: RankingRow) -> tuple[int, Decimal]:
    order = parse_number(row.order) if row.order else None
    return (1, ZERO) if order is None else (0, order)


def _read_tiebreaker(row: RankingRow) -> Tiebreaker:
    known = {folded(word): kind for word, kind in TIEBREAK_WORDS.items()}
    kind = known.get(folded(row.content))
    if kind is None:
        listed = ", ".join(f"«{word}»" for word in TIEBREAK_WORDS)
        raise ParametersError(f"không có tiêu chí phụ «{row.content}»; chọn một trong {listed}")
    codes = tuple(clean(code) for code in re.split(r"[,;+]", row.value) if clean(code))
    if kind is TiebreakKind.GROUP_POINTS and not codes:
        raise ParametersError("«Điểm nhóm» cần mã nhóm ở cột Giá trị, ví dụ «I»")
    text = row.content if not codes else f"{row.content} {', '.join(codes)}"
    return Tiebreaker(kind, codes, text)


def _read_vote_floor(row: RankingRow) -> Bound:
    """Đọc sàn phiếu xếp hạng: one lower bound; a bare number is «from», as floors are."""
    text = row.value or row.content
    bounds = read_point_bounds(text) if text else ()
    if len(bounds) != 1 or bounds[0].sign not in (">=", ">", "="):
        raise ParametersError(f"sàn phiếu xếp hạng «{text}» không đọc được; ví dụ đúng: «>=700»")
    return Bound(">" if bounds[0].sign == ">" else ">=", bounds[0].value)


def _read_award_line(row: RankingRow) -> AwardLine:
    places: list[tuple[tuple[Bound, ...], int]] = []
    for part in parts_of(row.value):
        size, colon, count_text = part.rpartition(":")
        bounds = read_bounds(size.replace("đơn vị", "")) if colon else ()
        count = None if _PLACES.fullmatch(folded(count_text)) is None else parse_number(count_text)
        if count is None or count != int(count) or count < 0:
            form = "«1» hoặc «<10 đơn vị: 2; >=10 đơn vị: 3»"
            raise ParametersError(f"số suất «{part}» không đọc được; ví dụ đúng: {form}")
        places.append((bounds, int(count)))
    if not places:
        raise ParametersError(f"«{row.content}» cần số suất ở cột Giá trị, ví dụ «1»")
    return AwardLine(row.content, tuple(places))
