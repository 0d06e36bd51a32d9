"""Kỳ trong năm: the whole year, its middle, a month, a quarter or a named đợt.

What people write in a covenant, in an address and in a command is read here alone.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME, clean, folded, without_marks


class YearKind(StrEnum):
    """Loại kỳ: the whole year, its mid-year review, or a shorter run within it.

    Only the whole year feeds awards.
    """

    YEAR = "year"
    MIDYEAR = "midyear"
    QUARTER = "quarter"
    MONTH = "month"
    CAMPAIGN = "campaign"


YEAR_KIND_WORDS = {
    YearKind.YEAR: "cả năm",
    YearKind.MIDYEAR: "sơ kết giữa năm",
    YearKind.QUARTER: "quý",
    YearKind.MONTH: "tháng",
    YearKind.CAMPAIGN: "đợt",
}
"""Loại kỳ bằng chữ."""

COUNTS = {YearKind.MONTH: 12, YearKind.QUARTER: 4}
"""Số kỳ một năm có, of the kinds that fill the year."""

_ROMAN = ("I", "II", "III", "IV")
_KINDS = tuple(YearKind)
_YEAR, _MIDYEAR, _CAMPAIGN = "ca-nam", "6-thang", "dot-"
_WHOLE = frozenset({"", "nam", _YEAR})
_MIDDLE = frozenset(
    {_MIDYEAR, "6-thang-dau-nam", "sau-thang", "sau-thang-dau-nam", "so-ket", "giua-nam"}
    | {"so-ket-giua-nam", "so-ket-6-thang", "so-ket-6-thang-dau-nam"}
)
_NUMBER = r"0*(\d{1,2})"
_OF_YEAR = r"(?:-(?:nam-)?(?P<year>\d{4}))?"
_MONTH = re.compile(rf"thang-{_NUMBER}{_OF_YEAR}")
_QUARTER = re.compile(rf"quy-(?:{_NUMBER}|(iv|i{{1,3}})){_OF_YEAR}")
_MONTHS = re.compile(rf"(?:tu-)?thang-{_NUMBER}-(?:den-)?(?:thang-)?{_NUMBER}{_OF_YEAR}")
_EVERY = re.compile(rf"(?:cac|hang|moi|tung)-(thang|quy){_OF_YEAR}")
_SIGNS = re.compile(r"[^a-z0-9]+")

HOW_WRITTEN = "«Cả năm», «6 tháng», «Tháng 3», «Tháng 1-12», «Quý II», «Các quý» hoặc «Đợt 19/5»"
"""Các cách ghi kỳ, for whoever wrote another."""


class PartUnread(ValueError):
    """Kỳ không đọc được; the message is the sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart:
    """Kỳ trong năm; it says nothing of which year.

    `number` is that of a month or quarter. A đợt has a `slug`, a `name` as people write it, and the
    days from which and until which it runs.
    """

    kind: YearKind = YearKind.YEAR
    number: int = 0
    slug: str = ""
    name: str = ""
    begins: date | None = None
    ends: date | None = None

    @property
    def is_year(self) -> bool:
        """Là cả năm: what awards are given for."""
        return self.kind is YearKind.YEAR

    @property
    def code(self) -> str:
        """Mã kỳ: how it stands in an address and in a command."""
        if self.kind is YearKind.MONTH:
            return f"thang-{self.number}"
        if self.kind is YearKind.QUARTER:
            return f"quy-{self.number}"
        if self.kind is YearKind.CAMPAIGN:
            return self.slug
        return _MIDYEAR if self.kind is YearKind.MIDYEAR else _YEAR

    @property
    def kept(self) -> str:
        """Mã lưu trữ: beside the kind, which says all of a whole year and its middle."""
        return "" if self.kind in (YearKind.YEAR, YearKind.MIDYEAR) else self.code

    @property
    def label(self) -> str:
        """Nhãn: «Cả năm», «Tháng 3», «Quý II», «Đợt thi đua 19/5»."""
        if self.kind is YearKind.MONTH:
            return f"Tháng {self.number}"
        if self.kind is YearKind.QUARTER:
            return f"Quý {_ROMAN[self.number - 1]}"
        if self.kind is YearKind.CAMPAIGN:
            return self.name
        return "Cả năm" if self.is_year else "6 tháng đầu năm"

    def title(self, year: int) -> str:
        """Tên kỳ: «Năm 2026», «Tháng 3 năm 2026», «Đợt thi đua 19/5 năm 2026»."""
        if self.is_year:
            return f"Năm {year}"
        if self.kind is YearKind.MIDYEAR:
            return f"{self.label} {year}"
        return self.label if str(year) in self.label else f"{self.label} năm {year}"

    def words(self, year: int) -> str:
        """Tên kỳ giữa câu: «năm 2026», «tháng 3 năm 2026»."""
        return inside(self.title(year))

    def span(self, year: int) -> tuple[date, date]:
        """Ngày đầu và ngày cuối của kỳ này trong năm ấy."""
        if self.begins is not None and self.ends is not None:
            return self.begins, self.ends
        first, last = {
            YearKind.MONTH: (self.number, self.number),
            YearKind.QUARTER: (3 * self.number - 2, 3 * self.number),
            YearKind.MIDYEAR: (1, 6),
        }.get(self.kind, (1, 12))
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    def order(self, year: int) -> tuple[int, date, str]:
        """Thứ tự trong năm: the year first, then its middle, quarters, months, đợt."""
        return _KINDS.index(self.kind), self.span(year)[0], self.code

    def following(self) -> "YearPart | None":
        """Kỳ kế tiếp cùng loại trong năm; None after the last, and of what has no next."""
        if self.number >= COUNTS.get(self.kind, 0):
            return None
        return YearPart(kind=self.kind, number=self.number + 1)

    def settings(self) -> tuple[str, str, str]:
        """Cách ghi ở sổ giao ước: what stands under «Kỳ», «Từ ngày» and «Đến ngày»."""
        begins, ends = (f"{day:%d/%m/%Y}" if day else "" for day in (self.begins, self.ends))
        return "6 tháng" if self.kind is YearKind.MIDYEAR else self.label, begins, ends


WHOLE_YEAR = YearPart()
"""Cả năm: the period every block has."""


def month(number: int) -> YearPart:
    """Một tháng."""
    return YearPart(kind=YearKind.MONTH, number=number)


def quarter(number: int) -> YearPart:
    """Một quý."""
    return YearPart(kind=YearKind.QUARTER, number=number)


def all_of(kind: YearKind) -> tuple[YearPart, ...]:
    """Mọi kỳ của một loại lấp đầy năm: its months, or its quarters; none of another kind."""
    return tuple(YearPart(kind=kind, number=one + 1) for one in range(COUNTS.get(kind, 0)))


_ADDS = {
    YearKind.YEAR: (YearKind.QUARTER, YearKind.MONTH, YearKind.CAMPAIGN),
    YearKind.MIDYEAR: (YearKind.QUARTER, YearKind.MONTH, YearKind.CAMPAIGN),
    YearKind.QUARTER: (YearKind.MONTH,),
}


def may_add(whole: YearKind, kind: YearKind | None) -> bool:
    """Kỳ này cộng được các kỳ loại kia: only longer ones add, so that none adds itself."""
    return kind in _ADDS.get(whole, ())


def added_parts(
    whole: YearPart, kind: YearKind | None, year: int, there: Sequence[YearPart]
) -> list[YearPart]:
    """Các kỳ mà kỳ này cộng: every month or quarter in its days, of đợt those that are `there`."""
    if kind is None or not may_add(whole.kind, kind):
        return []
    first, last = whole.span(year)
    listed = all_of(kind) or tuple(one for one in there if one.kind is kind)
    found = [one for one in listed if whole.is_year or first <= one.span(year)[1] <= last]
    return sorted(found, key=lambda one: one.order(year))


def stored_part(
    kind: YearKind, code: str, name: str, begins: date | None, ends: date | None
) -> YearPart:
    """Kỳ từ các cột lưu trữ; `code` is what `kept` gave."""
    if kind is YearKind.CAMPAIGN:
        return YearPart(kind=kind, slug=code, name=name, begins=begins, ends=ends)
    return YearPart(kind=kind, number=int(code.rpartition("-")[2]) if code else 0)


def code_of(written: str) -> str:
    """Mã kỳ của điều đã ghi: «Tháng 03», «quý II» and «thang-3» as well as a code itself."""
    slug = _slug(written)
    if slug in _WHOLE:
        return _YEAR
    if slug in _MIDDLE:
        return _MIDYEAR
    single = _single(slug)
    return _campaign_code(slug) if single is None else single[0].code


def inside(title: str) -> str:
    """Tên giữa câu: only the first letter is made small, «quý II»."""
    return f"{title[:1].lower()}{title[1:]}"


def said_of(parts: Sequence[YearPart], year: int) -> str:
    """Các kỳ giữa câu: «tháng 3 năm 2026», «tháng 1–12 năm 2026»."""
    first, last = parts[0], parts[-1]
    if first == last:
        return first.words(year)
    return f"{inside(first.label)}–{last.label.rpartition(' ')[2]} năm {year}"


def label_of(code: str) -> str:
    """Nhãn của một mã kỳ where only the code is known: «Tháng 3», «Đợt 19-5»; empty for none."""
    if not code:
        return ""
    single = _single(code)
    return f"Đợt {code.removeprefix(_CAMPAIGN)}" if single is None else single[0].label


def read_parts(
    written: str, year: int, begins: date | None = None, ends: date | None = None
) -> tuple[YearPart, ...]:
    """Đọc mục «Kỳ» của một giao ước: one period, or several months or quarters that share it.

    PartUnread says what is not understood, or is of another year.
    """
    slug = _slug(written)
    found = _campaign(written, slug, year, begins, ends) or _named(written, slug, year)
    if not found:
        raise PartUnread(f"không hiểu «{clean(written)}» ở mục «Kỳ»; ghi {HOW_WRITTEN}")
    if (begins or ends) and found[0].kind is not YearKind.CAMPAIGN:
        raise PartUnread(
            f"«Từ ngày», «Đến ngày» chỉ dùng cho một đợt; {found[0].label} có sẵn ngày của nó"
        )
    return found


def _slug(written: str) -> str:
    return _SIGNS.sub("-", without_marks(folded(written))).strip("-")


def _campaign_code(slug: str) -> str:
    """Mã của một đợt, without what every đợt is called."""
    is_one = slug.startswith(_CAMPAIGN)
    return f"{_CAMPAIGN}{slug.removeprefix(_CAMPAIGN).removeprefix('thi-dua-')}" if is_one else slug


def _single(slug: str) -> tuple[YearPart, int | None] | None:
    """Một tháng hay một quý, and the year it names."""
    if (found := _MONTH.fullmatch(slug)) and 1 <= int(found[1]) <= 12:
        return month(int(found[1])), _year_of(found)
    if found := _QUARTER.fullmatch(slug):
        number = int(found[1]) if found[1] else _ROMAN.index(found[2].upper()) + 1
        if 1 <= number <= 4:
            return quarter(number), _year_of(found)
    return None


def _several(slug: str) -> tuple[Sequence[YearPart], int | None] | None:
    """Nhiều tháng, nhiều quý."""
    if found := _EVERY.fullmatch(slug):
        kind = YearKind.MONTH if found[1] == "thang" else YearKind.QUARTER
        return all_of(kind), _year_of(found)
    if (found := _MONTHS.fullmatch(slug)) and 1 <= int(found[1]) < int(found[2]) <= 12:
        return [month(one) for one in range(int(found[1]), int(found[2]) + 1)], _year_of(found)
    return None


def _year_of(found: re.Match[str]) -> int | None:
    return int(found["year"]) if found["year"] else None


def _named(written: str, slug: str, year: int) -> tuple[YearPart, ...]:
    if slug in _WHOLE or slug == f"nam-{year}":
        return (WHOLE_YEAR,)
    if {slug, slug.removesuffix(f"-{year}"), slug.removesuffix(f"-nam-{year}")} & _MIDDLE:
        return (YearPart(kind=YearKind.MIDYEAR),)
    single, several = _single(slug), _several(slug)
    parts: tuple[YearPart, ...]
    if single is not None:
        parts, said = (single[0],), single[1]
    elif several is not None:
        parts, said = tuple(several[0]), several[1]
    else:
        return ()
    if said not in (None, year):
        raise PartUnread(f"«{clean(written)}» là của năm {said} nhưng mục «Năm» ghi {year}")
    return parts


def _campaign(
    written: str, slug: str, year: int, begins: date | None, ends: date | None
) -> tuple[YearPart, ...]:
    """Một đợt: what begins with the word."""
    if not slug.startswith(_CAMPAIGN):
        return ()
    name = clean(written)
    code = _campaign_code(slug)
    if len(name) > LONGEST_NAME or len(code) > LONGEST_CODE:
        raise PartUnread(f"tên đợt dài quá {LONGEST_CODE} ký tự; hãy rút gọn")
    if begins is None or ends is None:
        raise PartUnread(f"«{name}» cần «Từ ngày» và «Đến ngày», ví dụ 01/05/{year}")
    if begins > ends:
        raise PartUnread(f"«{name}»: «Từ ngày» phải trước «Đến ngày»")
    if year not in (begins.year, ends.year):
        raise PartUnread(f"«{name}» không có ngày nào trong năm {year}")
    part = YearPart(
        kind=YearKind.CAMPAIGN,
        slug=code,
        name=f"{name[0].upper()}{name[1:]}",
        begins=begins,
        ends=ends,
    )
    return (part,)
