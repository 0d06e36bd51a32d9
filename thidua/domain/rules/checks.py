"""Kiểm tra tham số: whether the points a rule can give suit the maximum of its line."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from thidua.domain.ground.finding import Finding, error, warning
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded


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
    """Đơn giá của nhiều lượt gộp: «cứ 10 tin bài 0,5 điểm» is not half a point for each."""
    for name in names:
        if name is not None and _is_block(folded(name)):
            yield error("many_as_one", f"{code}: {many_problem(name)}", place(code))


AS_DEDUCTION = "muốn trừ thì ghi thành dòng riêng có Dấu «-», hoặc ghi 0"
"""Cách sửa: where points that are taken belong."""


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
