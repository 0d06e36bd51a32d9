"""Cột chung của sổ đỡ đầu và sổ đóng góp: which place, which criterion, which work."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from thidua.domain.dossier.facts import FactValue
from thidua.domain.ground.codes import code_key
from thidua.domain.register.column import count, place, text
from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines

PLACE, CRITERION, WORK = "dia_ban", "tieu_chi", "ma_cong_trinh"
COLUMNS = (
    place(PLACE, "Mã địa bàn"),
    replace(count(CRITERION, "Tiêu chí"), hint="tiêu chí nông thôn mới, từ 1 đến 19"),
    replace(text(WORK, "Mã công trình"), hint="cùng một mã ở sổ đỡ đầu và sổ đóng góp"),
)
_MOST_CRITERIA = 19


def criterion_faults(values: Values) -> Iterable[CellFault]:
    """Tiêu chí nông thôn mới là một trong mười chín."""
    said = values.get(CRITERION)
    if isinstance(said, Decimal) and not 1 <= said <= _MOST_CRITERIA:
        yield CRITERION, f"tiêu chí nông thôn mới có số từ 1 đến {_MOST_CRITERIA}"


def positive_faults(values: Values, *columns: str) -> Iterable[CellFault]:
    """Số phải lớn hơn 0."""
    for code in columns:
        said = values.get(code)
        if isinstance(said, Decimal) and said <= 0:
            yield code, "phải lớn hơn 0"


def alike(said: FactValue | None) -> FactValue | None:
    """Điều một ô nói, as it is compared: a code is the same in capitals or not."""
    return code_key(said) if isinstance(said, str) else said


def different(lines: Lines, column: str) -> Decimal:
    """Bao nhiêu điều khác nhau ở một cột; a cell that says nothing is none."""
    found = {alike(one.values[column]) for one in lines if column in one.values}
    return Decimal(len(found))
