"""Đọc dữ kiện: one typed cell of a fact, with a finding that says what was expected."""

from datetime import date, datetime
from decimal import Decimal

from thidua.domain.dossier.facts import NO, YES, FactKind, FactType, FactValue
from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.ground.text import clean, folded, spoken, without_marks

_SAID = {True: (without_marks(YES), "dung"), False: (without_marks(NO), "sai")}
_DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def read_fact(
    kind: FactKind, cell: str | Decimal | bool | date | None, place: str = ""
) -> tuple[FactValue | None, list[Finding]]:
    """Đọc một ô: its value, or None with the finding; an empty cell is missing, not wrong."""
    if cell is None or cell == "":
        return None, []
    if isinstance(cell, bool):
        cell = YES if cell else NO
    if isinstance(cell, date):
        cell = f"{cell:%d/%m/%Y}"
    try:
        return _value(kind, cell), []
    except ValueError as fault:
        return None, [error("fact", f"«{kind.name}»: {fault}", place)]


def _value(kind: FactKind, cell: str | Decimal) -> FactValue | None:
    if kind.type in (FactType.COUNT, FactType.NUMBER, FactType.PERCENT):
        return _number(kind, cell)
    text = clean(str(cell))
    if not text:
        return None
    if kind.type is FactType.YES_NO:
        return _yes_or_no(text)
    if kind.type is FactType.CHOICE:
        return _word(kind, text)
    return _day(text) if kind.type is FactType.DATE else text


def _number(kind: FactKind, cell: str | Decimal) -> Decimal | None:
    if isinstance(cell, str):
        text = clean(cell)
        if not text:
            return None
        bare = folded(text).removesuffix(folded(kind.unit)) if kind.unit else text
        value = parse_number(bare)
        if value is None:
            raise ValueError(number_problem(text))
    else:
        value = cell
    if value < 0:
        raise ValueError(f"«{cell}» không thể âm")
    if kind.type is FactType.COUNT and value != value.to_integral_value():
        raise ValueError(f"«{cell}» phải là số nguyên, ví dụ 12")
    return value


def said_yes(text: str) -> bool | None:
    """Có hay không: also the true and false of a workbook; None for any other words."""
    bare = without_marks(folded(text))
    return next((is_yes for is_yes, words in _SAID.items() if bare in words), None)


def _yes_or_no(text: str) -> bool:
    said = said_yes(text)
    if said is None:
        raise ValueError(f"«{text}» phải là «{YES}» hoặc «{NO}»")
    return said


def _word(kind: FactKind, text: str) -> str:
    exact = {
        folded(spelling): word.code
        for word in kind.words
        for spelling in (word.code, word.label, *word.spellings)
    }
    bare = {spoken(spelling): code for spelling, code in exact.items()}
    found = exact.get(folded(text)) or bare.get(spoken(text))
    if found is None:
        listed = ", ".join(f"«{word.code}» ({word.label})" for word in kind.words)
        raise ValueError(f"không hiểu «{text}»; chọn một trong: {listed}")
    return found


def _day(text: str) -> date:
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ValueError(f"«{text}» phải là ngày, ví dụ 20/03/2026")
