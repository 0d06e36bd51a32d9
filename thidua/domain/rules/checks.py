"""Kiểm tra tham số: whether the points a rule can give suit the maximum of its line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from thidua.domain.ground.finding import Finding, error, warning
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.bounds import Bound, shared_point


def place(code: str) -> str:
    """Chỗ của một dòng trong giao ước."""
    return f"Mã {code}"


_POINTS_IN_NAME = re.compile(
    r"(?:trừ|cộng|thưởng|giảm):? [+−–-]?\d|\d ?(?:điểm|đ)(?!\w)"
    r"|: ?[+−–-]?\d[\d.,]* ?(?:điểm|đ)? ?(?:[,/+]| và )"
)


def check_one_name(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Tên đọc như nhiều tên có điểm ghi liền nhau: «cấp tỉnh: 3, cấp cơ sở: 1» is two."""
    for name in names:
        if name is not None and _POINTS_IN_NAME.search(folded(name)):
            message = (
                f"{code}: tên «{name}» có ghi số điểm; mỗi loại ghi như «vắng họp: 0,5», các loại "
                "cách nhau bằng dấu «;»"
            )
            yield error("points_in_name", message, place(code))


_ABOUT = r"(?:khoảng|chừng|tầm|xấp xỉ|gần|hơn|dưới|trên|từ|đến|tới|tối thiểu|ít nhất|không quá)"
_UNFINISHED = re.compile(
    rf"(?:^|\s)(?:trừ|cộng|thưởng)(?: .*)? {_ABOUT}$"
    r"|(?:^|\s)(?:khoảng|xấp xỉ|tối thiểu|ít nhất|không dưới|nhiều nhất)$"
    r"|^(?:bị |được )?(?:trừ|cộng|thưởng) (?:từ |khoảng )?\d|^(?:chỉ|không) (?:được )?tính\b"
)
"""Tên dở dang: what stood before a price that was no single number, taken for a name."""
_COUNTS = r"(?:lượt|lần|tin bài|tin|bài|sáng kiến|đề tài|văn bản|báo cáo|vụ|trường hợp)"
_STEP = re.compile(
    rf"(?:(?:từ|trên|dưới|quá|hơn|ít nhất|đến)(?: \d+ đến)?(?: dưới)?|(?:từ )?\d+ ?[-–—]) ?\d+ "
    rf"(?P<of>{_COUNTS})(?: .*)?"
)


def _check_ladder(code: str, names: Sequence[str]) -> Iterator[Finding]:
    """Bậc của một số đếm ghi thành loại: «từ 5 bài trở lên», «dưới 5 bài» are no two kinds."""
    steps: dict[str, list[str]] = {}
    for name in names:
        found = _STEP.fullmatch(folded(name))
        if found is not None:
            steps.setdefault(found["of"], []).append(name)
    for several in steps.values():
        if len(several) > 1:
            quoted = ", ".join(f"«{one}»" for one in several)
            message = (
                f"{code}: {quoted} là các bậc của một số đếm, không phải các loại; hãy chọn cách "
                "chấm «Theo bậc» rồi ghi như «>=5: 5; <5: 2»"
            )
            yield error("ladder", message, place(code))


_LEVEL = re.compile(
    r"(?:(?:mức|loại|xếp loại|hoàn thành) )*"
    r"(?:xuất sắc|giỏi|tốt|khá|trung bình|tb|yếu|kém|đạt|(?:không|chưa) đạt|có|không(?: có)?)"
    r"(?: nhiệm vụ)?"
)


def _check_no_levels(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Các mức để chọn một ghi thành loại lượt: «Tốt: 10; Khá: 8» would add up."""
    listed = [name for name in names if name is not None]
    if len(listed) > 1 and all(_LEVEL.fullmatch(folded(name)) for name in listed):
        quoted = ", ".join(f"«{name}»" for name in listed)
        message = (
            f"{code}: {quoted} đọc như các mức để chọn một, nhưng cách chấm này tính mỗi lượt nhập "
            "vào, hai lượt thì tính hai lần; chọn một mức thì dùng Cách chấm «Chọn mức»"
        )
        yield warning("levels_as_kinds", message, place(code))


_COUNT_FIRST = re.compile(r"(?:(?:cứ|mỗi) )*(\d[\d.,]*) (?!(?:năm|tháng|quý|kỳ)(?!\w))\S.*")
_MANY = r"(?:0*(?:[2-9]|[1-9]\d+)|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_UNITS = r"(?:lượt|lần|ngày|buổi|vụ|việc|tin|bài|báo cáo|văn bản|người|trường hợp|giờ|phút)"
_MANY_UNITS = re.compile(rf"(?<!\S){_MANY} {_UNITS}(?!\w)")
_BLOCK = re.compile(
    rf"(?:(?:cứ|mỗi) )*(?:{_MANY} {_UNITS}(?!\w)|(?:một )?(?:chục|tá) ).*|.+ {_MANY} (?:lượt|lần)"
)
_NO_BLOCK = re.compile(
    r"(?:từ|trên|dưới|quá|hơn|đến|trong|ít nhất|tối thiểu|đủ|lần thứ|[<>=≥≤]) ?\d"
    r"|(?:trở lên|trở xuống|liên tiếp|liên tục|liền)$"
)
"""Số trong tên mà không phải số lượt gộp: a threshold, or what one occurrence is."""


def _is_block(words: str) -> bool:
    if _NO_BLOCK.search(words) is not None:
        return False
    first = _COUNT_FIRST.fullmatch(words)
    return _BLOCK.fullmatch(words) is not None or (
        first is not None and first.group(1).lstrip("0") not in ("", "1")
    )


def is_for_many(per: str) -> bool:
    """Lời sau «cứ» kể nhiều lượt: «chậm 2 ngày»."""
    words = folded(per)
    return _NO_BLOCK.search(words) is None and _MANY_UNITS.search(words) is not None


def many_problem(name: str) -> str:
    """Vì sao tên này không nhận được: each occurrence entered counts at the whole price."""
    return (
        f"«{name}» ghi số lượng, nhưng mỗi lượt nhập vào được tính trọn đơn giá; chia đơn giá cho "
        "một lượt (cứ 10 tin bài 0,5 điểm thì ghi «tin bài: 0,05»), hoặc đếm theo đợt đủ số thì "
        f"ghi «đủ {name}»"
    )


def check_singly(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Đơn giá của một lượt: «cứ 10 tin bài 0,5 điểm» is not half a point for each.

    Nor is what stood before a price that was no single number the name of a kind.
    """
    named = [name for name in names if name is not None]
    for name in named:
        if _is_block(folded(name)):
            yield error("many_as_one", f"{code}: {many_problem(name)}", place(code))
        elif _UNFINISHED.search(folded(name)):
            message = (
                f"{code}: «{name}» không phải tên một loại, số điểm sau nó không phải một số rõ "
                "ràng; ghi đúng một số, như «đi trễ: 0,5»"
            )
            yield error("unfinished_name", message, place(code))
    yield from _check_ladder(code, named)
    yield from _check_no_levels(code, named)


AS_DEDUCTION = "muốn trừ thì ghi thành dòng riêng có Dấu «-», hoặc ghi 0"
"""Cách sửa: where points that are taken belong."""


def shared_levels(
    levels: Iterable[tuple[str, Sequence[Bound], object]], place: str
) -> Iterator[Finding]:
    """Hai mức cùng nhận một số ở đầu khoảng, each level with what it gives."""
    for (name, bounds, given), (other, others, gives) in combinations(levels, 2):
        point = shared_point(bounds, others)
        if point is not None and given != gives:
            shown = vi_number(point)
            message = (
                f"{shown} vừa thuộc «{name}» vừa thuộc «{other}» nên không rõ là mức nào; hãy ghi "
                f"«đến dưới {shown}» hoặc «trên {shown}» ở một trong hai"
            )
            yield error("shared_bound", message, place)


def check_levels(
    code: str, most: Decimal, levels: Iterable[Decimal], room: Decimal | None = None
) -> Iterator[Finding]:
    """Mức cao nhất phải bằng điểm tối đa của tiêu chí, or within its bonus beyond that.

    `room` is None for a rule whose levels know no bonus.
    """
    best = max(levels)
    if room is not None and room < 0:
        message = f"{code} ghi «thưởng tối đa {vi_number(room)}»; ghi số không âm"
        yield error("below_zero", message, place(code))
    elif room and best <= most:
        message = (
            f"{code} ghi «thưởng tối đa {vi_number(room)}» nhưng không mức nào cao hơn điểm tối đa "
            f"{vi_number(most)}"
        )
        yield error("bonus_unused", message, place(code))
    elif room and best > most + room:
        message = (
            f"{code} tối đa {vi_number(most)}, thưởng tối đa {vi_number(room)} nhưng có mức "
            f"{vi_number(best)} điểm"
        )
        yield error("above_max", message, place(code))
    elif not room and best > most:
        message = f"{code} tối đa {vi_number(most)} nhưng có mức {vi_number(best)} điểm"
        if room is not None:
            extra = vi_number(best - most)
            message += f"; phần vượt là thưởng thì ghi thêm «thưởng tối đa {extra}»"
        yield error("above_max", message, place(code))
    yield from check_reach(code, most, best)


def check_not_below_zero(
    code: str, levels: Iterable[tuple[str, Decimal]], cure: str
) -> Iterator[Finding]:
    """Mức ghi dấu trừ ở dòng không phải điểm trừ: a line never goes below 0."""
    for name, points in levels:
        if points < 0:
            message = (
                f"{code}: «{name}» ghi {vi_number(points)}, nhưng một dòng không xuống dưới 0; "
                f"{cure}"
            )
            yield error("below_zero", message, place(code))


def check_reach(code: str, most: Decimal, best: Decimal) -> Iterator[Finding]:
    """Điểm tối đa phải đạt được."""
    if best < most:
        top = vi_number(best)
        message = f"{code} tối đa {vi_number(most)} nhưng cách chấm chỉ cho nhiều nhất {top}"
        yield warning("below_max", message, place(code))
