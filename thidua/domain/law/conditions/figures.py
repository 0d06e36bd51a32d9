"""Số liệu: what the conditions on facts share — numbers to compare, words for what is missing."""

from decimal import Decimal

from thidua.domain.dossier.facts import NUMERIC, FactKind, FactType, FactValue

_WORDS = {
    ">=": "từ {} trở lên",
    ">": "trên {}",
    "<=": "nhiều nhất {}",
    "<": "dưới {}",
    "=": "{}",
}
_AT_LEAST = (">=", ">")


def number(kind: FactKind, value: FactValue) -> Decimal:
    """Số để so: a word stands at its place in the ordered list."""
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        return Decimal([word.code for word in kind.words].index(value))
    return value if isinstance(value, Decimal) else Decimal(value.toordinal())


def ask(kind: FactKind, year: int) -> str:
    """Cần nhập dữ kiện nào, or declare the year's list complete where silence would then do."""
    asked = f"cần nhập «{kind.name}» năm {year}" if kind.yearly else f"cần nhập «{kind.name}»"
    return asked if kind.assumed is None else f"{asked}, hoặc {declare(year)}"


def declare(year: int) -> str:
    """Khai danh sách của năm đã đủ."""
    return f"khai danh sách năm {year} đã đủ"


def ask_missing(year: int, *pairs: tuple[FactKind, FactValue | None]) -> str:
    """Cần nhập những dữ kiện nào."""
    return "; ".join(ask(kind, year) for kind, value in pairs if value is None)


def threshold_words(sign: str, shown: str | None) -> str:
    """Ngưỡng bằng lời: «từ 12 tháng trở lên»."""
    return _WORDS[sign].format(shown)


def to_change(
    kind: FactKind, sign: str, text: str | None, threshold: str, there: Decimal, asked: Decimal
) -> tuple[str, Decimal | None]:
    """Cần đổi gì: an exact figure where the fact is a number."""
    if kind.type not in NUMERIC:
        return f"cần «{kind.name}»: {threshold} (hiện là {text or ''})", None
    gap = abs(asked - there)
    is_strict = sign in (">", "<")
    if is_strict and kind.type is FactType.COUNT:
        gap, is_strict = gap + 1, False
    shown = f"{'hơn ' if is_strict else ''}{kind.text(gap)}"
    verb = "cần thêm" if sign in _AT_LEAST or there < asked else "phải bớt"
    return f"{verb} {shown} ({kind.name})", gap
