"""Các dòng khớp nhau: what rows of one code, and rows of one matter under two, must agree in."""

from collections.abc import Collection, Sequence

from thidua.domain.ground.errors import Refused
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.register import Register
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.register import stored

Place = tuple[str, str]
"""Mã trong sổ của một đơn vị."""


def faults(
    register: Register, lines: Sequence[RegisterLine], touched: Collection[Place]
) -> list[tuple[str, str]]:
    """Chỗ không khớp ở những mã này, by code; `lines` are those that stand in the block and year.

    A draft elsewhere keeps nobody from a matter: it is told where it would be confirmed itself.
    """
    found: list[tuple[str, str]] = []
    for unit in sorted({unit for unit, _ in touched}):
        own = [one for one in lines if one.unit == unit]
        found += [one for one in register.together(own) if (unit, one[0]) in touched]
    confirmed_first = sorted(lines, key=lambda one: not one.is_confirmed)
    for later, first in register.twins(confirmed_first):
        if later.key[:2] in touched and (
            first.is_confirmed or first.unit == later.unit or first.key[:2] in touched
        ):
            found.append((later.code, _twin(register, later, first)))
        elif first.key[:2] in touched and later.is_confirmed:
            found.append((first.code, _twin(register, first, later)))
    return found


def _twin(register: Register, one: RegisterLine, known: RegisterLine) -> str:
    of = "" if one.unit == known.unit else f" của {known.unit}"
    return f"{register.twin_words} với {known.code}{of}; giữ một mã"


def require(work: Work, register: Register, touched: Collection[Place], lead: str) -> None:
    """Yêu cầu các dòng đang dùng của những mã này khớp nhau; `lead` says what cannot be done."""
    if not register.compares_rows:
        return
    members = [one.code for one in block_members.members(work.session, work.period)]
    lines = stored.unchecked_lines(work.session, register, members, work.period.year)
    wrong = faults(register, [one for one in lines if one.stands], touched)
    if wrong:
        raise Refused(f"{lead}. {'; '.join(f'{code}: {fault}' for code, fault in wrong)}.")


def loosened(
    register: Register, left: Sequence[RegisterLine], changed: RegisterLine
) -> list[RegisterLine]:
    """Các dòng đã xác nhận thôi khớp, when this one changes or leaves: they wait again.

    `left` are the rows of the unit and year as they will stand.
    """
    if all(code != changed.code for code, _ in register.together(left)):
        return []
    return [
        one
        for one in left
        if one.code == changed.code and one.key != changed.key and one.is_confirmed
    ]
