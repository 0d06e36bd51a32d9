"""Lời về cách tính: the rule that the words of a table say for certain, or none.

Only whole sentences of known form are taken, and only where the rule they give fits the points of
the row. Nothing is taken from a part of a sentence.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import Sign
from thidua.domain.ground.finding import has_errors
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules import METHOD_WORDS, Method, ParametersError, method_named, read_rule
from thidua.domain.rules.bounds import read_bounds
from thidua.domain.rules.limits import read_limit
from thidua.domain.rules.parameters import plain

_LONGEST = 1000
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_POINTS = rf"{_NUMBER} ?(?:điểm|đ)?"
_PASSING = {
    *("đạt/không đạt", "đạt / không đạt", "đạt hoặc không đạt", "đạt, không đạt", "có/không"),
    *("có / không", "có hoặc không", "đạt được điểm tối đa, không đạt 0 điểm"),
}
_JUDGED = {"chấm mức", "chấm theo mức độ", "theo mức độ hoàn thành", "hội đồng chấm", "-", "–"}
_YES = {"đạt", "có", "đúng", "đủ", "thực hiện"}
_NO = re.compile(r"(không|chưa|sai)\b.*")
_UNSURE = "?"
_HALF_SAID = re.compile(
    r"\b(?:được|không|chưa|chỉ|sẽ|bị|thì|và|hoặc)$|\btrừ\b|[\d,.]", re.IGNORECASE
)
_OTHER_RULE = re.compile(r"\b(?:trừ|thưởng|cộng|tối đa|không quá|mỗi)\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:xếp |mức |loại )*(?:xuất sắc|giỏi|tốt|khá|trung bình|yếu|kém|đạt|đúng hạn|đầy đủ|một phần"
    r"|[a-d]|(?:hoàn thành|không|chưa|chậm|trễ)\b.*)"
)
_COUNTED = re.compile(
    r"\b(?:giải|giải thưởng|cấp (?:trung ương|bộ|tỉnh|thành phố|huyện|quận|xã|phường|cơ sở)"
    r"|sáng kiến|đề tài|bằng khen|giấy khen|huân chương|huy chương|kỷ lục)\b"
)
"""Việc đếm theo lượt: each may come more than once, or only the highest counts."""
_TAKES = (
    re.compile(rf"(?i)(?:mỗi|cứ mỗi|cứ) (?P<what>.+?)[,:]? (?:thì )?(?:bị )?trừ {_POINTS}"),
    re.compile(
        rf"(?i)(?:bị )?trừ {_POINTS} ?(?:/|cho|mỗi|với|đối với)+ ?(?:mỗi |một |01 |1 )?(?P<what>.+)"
    ),
    re.compile(
        rf"(?i)(?P<what>.+?)[,:]? (?:thì )?(?:bị )?trừ {_POINTS}(?: ?/ ?(?:lần|lượt|trường hợp))?"
    ),
)
_GIVES = (
    re.compile(
        r"(?i)(?:mỗi|cứ mỗi|cứ) (?P<what>.+?)[,:]? (?:thì )?(?:được )?"
        rf"(?:cộng |tính |thưởng )?{_POINTS}"
    ),
    re.compile(
        rf"(?i)(?:cộng |thưởng )?{_POINTS} ?(?:/|cho mỗi|mỗi|cho một) ?"
        r"(?:mỗi |một |01 |1 )?(?P<what>.+)"
    ),
)
_ANY = re.compile(r"(?:lần|lượt|trường hợp)(?: vi phạm)?", re.IGNORECASE)
_STATED = re.compile(
    rf"(?i)(?P<what>.+?) ?(?:[:=→]|được|thì được|chấm|tính|cho|đạt) ?{_NUMBER} ?(?:điểm|đ)?"
    rf"|(?P<said>.+?) {_NUMBER} ?(?:điểm|đ)"
)
_CAP_BEHIND = re.compile(r"[,.] (?=(?:trừ |cộng |nhưng )?(?:không quá|tối đa))", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d+(?:[.,]\d+)?) ?%? ?[-–—] ?< ?(\d)")


@dataclass(frozen=True, slots=True)
class ReadScoring:
    """Cách tính đã hiểu, in the words of a covenant workbook."""

    method: Method
    parameters: str = ""

    @property
    def word(self) -> str:
        """Chữ của cách chấm."""
        return METHOD_WORDS[self.method]


def read_scoring(written: str, most: Decimal | None, sign: Sign) -> ReadScoring | None:
    """Đọc cách tính; None where the words are not understood whole. Nothing said is judged."""
    text = clean(written).strip(" .;")
    if not text:
        return ReadScoring(Method.JUDGEMENT)
    if len(text) > _LONGEST:
        return None
    pieces = [clean(piece).strip(" .-–+•") for piece in re.split(r"[;\n]|\. (?=\D)", written)]
    pieces = [piece for piece in pieces if piece]
    for found in (
        _named(text),
        _simple(folded(text)),
        _events(pieces, sign),
        _listed(pieces, most, sign),
    ):
        if found is not None and _fits(found, most):
            return found
    return None


def _fits(found: ReadScoring, most: Decimal | None) -> bool:
    """Đọc được và khớp điểm của dòng."""
    try:
        rule = read_rule(found.method, found.parameters, most)
    except ParametersError:
        return False
    return most is None or not has_errors(rule.checks("", abs(most)))


def _named(text: str) -> ReadScoring | None:
    """Tên cách chấm rồi tham số, as a workbook has them: «Theo bậc: >=100: 10; >=0: 0»."""
    whole = method_named(text)
    if whole is not None:
        return ReadScoring(whole)
    name, mark, rest = text.partition(":")
    method = method_named(name) if mark else None
    return None if method is None else ReadScoring(method, clean(rest))


def _simple(text: str) -> ReadScoring | None:
    if text in _PASSING:
        return ReadScoring(Method.PASS_FAIL)
    return ReadScoring(Method.JUDGEMENT) if text in _JUDGED else None


def _events(pieces: list[str], sign: Sign) -> ReadScoring | None:
    """Mỗi lượt một số điểm, taken or given, with what they come to at most."""
    split = [part for piece in pieces for part in _CAP_BEHIND.split(piece)]
    limits = [part for part in split if read_limit(part) is not None]
    prices = [part for part in split if part not in limits]
    for forms, takes in ((_TAKES, True), (_GIVES, False)):
        read = [_price(part, forms) for part in prices]
        found = [one for one in read if one is not None]
        if not found or len(found) < len(read):
            continue
        if takes and sign is Sign.BONUS:
            return None
        method = Method.START_MINUS if takes and sign is Sign.BASE else Method.PER_EVENT
        start = "trừ " if method is Method.START_MINUS else ""
        capped = [f"{start}{limit}" for part in limits if (limit := read_limit(part)) is not None]
        return ReadScoring(method, "; ".join([*found, *capped]))
    return None


def _price(part: str, forms: tuple[re.Pattern[str], ...]) -> str | None:
    for form in forms:
        found = form.fullmatch(part)
        if found is None:
            continue
        what = clean(found["what"]).strip(" ,:")
        amount = next(one for one in found.groups() if one and one != found["what"])
        points = parse_number(amount)
        if points is None or not what or _HALF_SAID.search(what):
            return None
        return f"mỗi lượt {plain(points)}" if _ANY.fullmatch(what) else f"{what}: {plain(points)}"
    return None


def _listed(pieces: list[str], most: Decimal | None, sign: Sign) -> ReadScoring | None:
    """Các mức và điểm: tiers of a figure, levels by name, or parts that add up."""
    if len(pieces) == 1:
        pieces = re.split(r", (?=\D)", pieces[0])
    stated = [_stated(piece) for piece in pieces]
    found = [one for one in stated if one is not None]
    if len(found) < 2 or len(found) < len(stated):
        return None
    if any(_OTHER_RULE.search(name) for name, _ in found):
        return None
    bounds = [_bounds(name) for name, _ in found]
    if _UNSURE in bounds:
        return None
    if all(bounds):
        parts = [
            f"{bound}: {plain(points)}" for bound, (_, points) in zip(bounds, found, strict=True)
        ]
        return ReadScoring(Method.TIERS, "; ".join(parts))
    if any(bounds) or most is None:
        return None
    if len(found) == 2 and folded(found[0][0]) in _YES and _NO.fullmatch(folded(found[1][0])):
        is_whole = found[0][1] == most and found[1][1] == 0
        return ReadScoring(Method.PASS_FAIL) if is_whole else None
    best, total = max(points for _, points in found), sum(points for _, points in found)
    listed = "; ".join(f"{name}: {plain(points)}" for name, points in found)
    if best == most and all(_LEVEL.fullmatch(folded(name)) for name, _ in found):
        return ReadScoring(Method.CHOICE, listed)
    is_counted = sign is not Sign.BASE or any(_COUNTED.search(folded(name)) for name, _ in found)
    if is_counted or total != most or best == most:
        return None
    return ReadScoring(Method.PARTS, listed)


def _stated(piece: str) -> tuple[str, Decimal] | None:
    found = _STATED.fullmatch(piece)
    if found is None:
        return None
    name = clean(found["what"] or found["said"]).strip(" :,")
    points = parse_number(found[2] or found[4])
    return None if points is None or not name else (name, points)


def _bounds(name: str) -> str:
    """Ngưỡng viết lại; nothing where the name is no figure.

    «90%» alone may mean just that or from there on, and is unsure; «100%» is all there is.
    """
    name = folded(name)
    if not re.search(r"\d", name):
        return ""
    bare = re.sub(
        r"^(?:hoàn thành|đạt|tỷ lệ|tỉ lệ|kết quả)(?: từ)? (?=[\d<>≥≤]|từ|trên|dưới|đến)", "", name
    )
    bare = _BETWEEN.sub(r">=\1 <\2", bare)
    try:
        found = read_bounds(bare)
    except ParametersError:
        return ""
    if found[0].sign == "=" and "%" in name:
        return ">=100" if found[0].value == 100 else _UNSURE
    return " ".join(map(str, found))
