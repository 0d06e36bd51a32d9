"""Hiểu một dòng muốn ghi: against what stands, who writes it and what the register asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from thidua.db import dossier_queries, movement_queries, place_queries
from thidua.domain.access.permissions import Permission
from thidua.domain.dossier.facts import FactValue
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import (
    LONGEST_CODE,
    Written,
    clean,
    folded,
    length_fault,
)
from thidua.domain.ground.titles import nearest
from thidua.domain.law.programme import Programme
from thidua.domain.movement.life import MOVEMENT_STATE_WORDS, is_over
from thidua.domain.movement.place import Place
from thidua.domain.period.period import Member, members_named
from thidua.domain.period.windows import day_of
from thidua.domain.register import register as words
from thidua.domain.register.column import LONGEST_CELL, Holds
from thidua.domain.register.line import RegisterClosing, RegisterLine, RowState, Values
from thidua.domain.register.register import Register, read_row
from thidua.domain.register.wish import RegisterWish, is_blank
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.register import nominated, stored

Faults = list[tuple[str, str]]
"""Chỗ sai: the title of the column and the sentence."""

OWN_SETTLING = "chỉ người giải quyết đơn thư ghi được cột này"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """Dòng đã hiểu: what would stand, what stands, and who of the block writes it."""

    line: RegisterLine
    before: RegisterLine | None

    @property
    def is_same(self) -> bool:
        """Không đổi gì."""
        return self.before is not None and self.before.said == self.line.said


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Nền để hiểu: the period's units, people, movements, rows and closings, read once."""

    work: Work
    register: Register
    members: Sequence[Member]
    writable: Collection[str]
    people: Mapping[str, StaffMember]
    places: Mapping[str, Place]
    programmes: Mapping[str, Programme]
    lines: Sequence[RegisterLine]
    closings: Mapping[str, RegisterClosing]
    settles: bool

    @property
    def today(self) -> date:
        """Hôm nay."""
        return day_of(self.work.now)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Mã đơn vị theo cách gọi."""
        return members_named(self.members)

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, str]]:
        """Các mã đã dùng của từng đơn vị, by how they compare."""
        known: dict[str, dict[str, str]] = {}
        for one in self.lines:
            known.setdefault(one.unit, {})[code_key(one.code)] = one.code
        return known

    @cached_property
    def proposals(self) -> Mapping[str, nominated.Nominated]:
        """Từng đề nghị khen trong kỳ, by its code."""
        return nominated.unchecked(self.work.session, self.work.period)


def ground(work: Work, register: Register) -> Ground:
    """Đọc nền, for whoever may write somewhere in this register."""
    listed = block_members.members(work.session, work.period)
    members = [one.code for one in listed]
    return Ground(
        work=work,
        register=register,
        members=listed,
        writable=[
            one for one in members if stored.may_on(work, Permission.EDIT_REGISTER, register, one)
        ],
        people={
            code_key(one.code): one for one in dossier_queries.staff(work.session) if one.active
        },
        places=(
            {}
            if register.place is None
            else {code_key(one.code): one for one in place_queries.places(work.session)}
        ),
        programmes=law.book(work.session).programmes,
        lines=stored.unchecked_lines(work.session, register, members),
        closings=stored.unchecked_closings(work.session, register, members, work.period.year),
        settles=stored.may_settle(work, register),
    )


def understand(
    found: Ground, wish: RegisterWish, taken: Collection[str] = ()
) -> tuple[Understood | None, Faults]:
    """Hiểu một dòng; None with everything that is wrong.

    Codes `taken` by others, as they compare, are not given to it.
    """
    register = found.register
    unit = _unit(found, wish.unit)
    if isinstance(unit, tuple):
        return None, [unit]
    faults = _place_faults(found, wish, unit)
    if faults:
        return None, faults
    values, read = read_row(register, wish.cells, found.today)
    faults = [(register.column(code).title, fault) for code, fault in read]
    part = _part(found, unit, values, faults)
    _placed(found, values, faults)
    code = clean(wish.code) or _next_code(found, unit, taken)
    fault = length_fault(code, LONGEST_CODE)
    if fault:
        faults.append((words.CODE, fault))
    before = next((one for one in found.lines if one.key == (unit, code, part)), None)
    _nominated(found, unit, before, values, faults)
    _stands(found, unit, code, before, faults)
    line = RegisterLine(
        unit=unit,
        year=found.work.period.year,
        code=code,
        part=part,
        values=_kept_values(found, wish, before, values, faults),
        secret=_secret(found, wish, before),
        programme=_said(wish.programme, before.programme if before else ""),
        evidence=_said(wish.evidence, before.evidence if before else ""),
        note=_said(wish.note, before.note if before else ""),
    )
    faults += _own_faults(found, line, {title for title, _ in faults})
    return (None, faults) if faults else (Understood(line=line, before=before), [])


def _unit(found: Ground, written: str) -> str | tuple[str, str]:
    code = found.units.get(code_key(written))
    if code is None:
        near = nearest(written, [one.code for one in found.members])
        cure = f"; gần nhất: {near}" if near else ""
        return words.UNIT, f"kỳ này không có đơn vị «{clean(written)}»{cure}"
    if code not in found.writable:
        return words.UNIT, f"bạn không được ghi sổ này của «{code}»"
    return code


def _place_faults(found: Ground, wish: RegisterWish, unit: str) -> Faults:
    year = found.work.period.year
    if wish.year != year:
        return [(words.YEAR, f"kỳ đang chọn là năm {year}; chọn kỳ năm {wish.year} rồi ghi")]
    closing = found.closings.get(unit)
    if closing is not None and closing.is_closed:
        return [(words.YEAR, closed_words(closing))]
    return []


def closed_words(closing: RegisterClosing) -> str:
    """Vì sao không ghi được nữa."""
    return (
        f"sổ năm {closing.year} của {closing.unit} đã khóa ngày {closing.day:%d/%m/%Y}; khối "
        "trưởng hoặc cơ quan thường trực mở lại kèm lý do thì mới sửa được"
    )


def _part(found: Ground, unit: str, values: dict[str, FactValue], faults: Faults) -> str:
    """Phần phân biệt các dòng cùng mã; a person must be known."""
    register = found.register
    for column in register.columns:
        said = values.get(column.code)
        if column.holds is Holds.PERSON and isinstance(said, str):
            known = found.people.get(code_key(said))
            if known is None:
                own = [one.code for one in found.people.values() if one.unit == unit]
                near = nearest(said, sorted(own))
                cure = f"; gần nhất: {near}" if near else ""
                faults.append((column.title, f"không có cá nhân mang mã «{said}»{cure}"))
            else:
                values[column.code] = known.code
    return str(values.get(register.key, "")) if register.key else ""


def _placed(found: Ground, values: dict[str, FactValue], faults: Faults) -> None:
    """Địa bàn phải có trong sổ địa bàn, and be there on the day of the row."""
    register = found.register
    column = register.place
    said = None if column is None else values.get(column.code)
    if column is None or not isinstance(said, str):
        return
    known = found.places.get(code_key(said))
    if known is None:
        near = nearest(said, sorted(one.code for one in found.places.values()))
        cure = f"; gần nhất: {near} {found.places[code_key(near)].name}" if near else ""
        if not found.places:
            cure = "; sổ địa bàn còn trống, nhờ cơ quan thường trực nhập ở trang Phong trào"
        faults.append((column.title, f"không có địa bàn «{said}»{cure}"))
        return
    values[column.code] = known.code
    day = None if register.own_day is None else values.get(register.own_day.code)
    if isinstance(day, date) and not known.is_there(day):
        faults.append(
            (
                column.title,
                f"ngày {day:%d/%m/%Y} địa bàn {known.code} chưa có hoặc đã thôi ({known.days})",
            )
        )


def _nominated(
    found: Ground,
    unit: str,
    before: RegisterLine | None,
    values: Mapping[str, FactValue],
    faults: Faults,
) -> None:
    """Đề nghị khen phải của đơn vị và chưa rút; a row keeps the one that it named before."""
    for column in found.register.columns:
        said = values.get(column.code)
        is_kept = before is not None and before.values.get(column.code) == said
        if column.holds is Holds.PROPOSAL and isinstance(said, str) and not is_kept:
            fault = _proposal_fault(found, unit, said)
            if fault:
                faults.append((column.title, fault))


def _proposal_fault(found: Ground, unit: str, said: str) -> str:
    """Vì sao không nêu được đề nghị mang mã này; empty where it can be."""
    known = found.proposals.get(said)
    if known is not None and known.unit == unit:
        return "đề nghị này đã rút nên không còn hỏi ý kiến về nó" if known.is_withdrawn else ""
    own = [
        code for code, one in found.proposals.items() if one.unit == unit and not one.is_withdrawn
    ]
    cure = f"; của đơn vị này có: {', '.join(own)}" if own else "; đơn vị này chưa có đề nghị nào"
    return f"không có đề nghị khen mang mã «{said}»{cure}"


def _next_code(found: Ground, unit: str, taken: Collection[str]) -> str:
    """Mã kế tiếp của đơn vị trong năm: never one that was given or written before."""
    stem = f"{found.register.prefix}-{found.work.period.year}-{unit}-"
    start = folded(stem)
    known = (*taken, *(one for codes in found.codes.values() for one in codes))
    ends = [one.removeprefix(start) for one in known if one.startswith(start)]
    used = [int(one) for one in ends if one.isdecimal()]
    return f"{stem}{max(used, default=0) + 1}"


def _stands(
    found: Ground, unit: str, code: str, before: RegisterLine | None, faults: Faults
) -> None:
    """Mã giữ mãi: of one year, of no withdrawn row, and not that of another but for its case."""
    twin = other_case(code, found.codes.get(unit, {}).get(code_key(code), code), "")
    if twin is not None:
        faults.append((words.CODE, twin.message))
        return
    others = {one.year for one in found.lines if (one.unit, one.code) == (unit, code)}
    elsewhere = sorted(others - {found.work.period.year})
    if elsewhere:
        faults.append((words.CODE, f"mã «{code}» đã dùng ở năm {elsewhere[0]}; đặt mã khác"))
    elif before is not None and before.state is RowState.WITHDRAWN:
        faults.append((words.CODE, f"dòng «{code}» đã rút; muốn ghi lại thì đặt mã khác"))


def _kept_values(
    found: Ground,
    wish: RegisterWish,
    before: RegisterLine | None,
    values: Values,
    faults: Faults,
) -> dict[str, FactValue]:
    """Các ô sau khi ghi: what was not said stays, what others settle is theirs."""
    old: Values = {} if before is None else before.values
    kept: dict[str, FactValue] = {
        one.code: old[one.code]
        for one in found.register.columns
        if one.code in old and one.code not in wish.cells
    }
    for column in found.register.columns:
        said = values.get(column.code)
        is_theirs = column.settles and column.code in wish.cells and not found.settles
        if is_theirs and said != old.get(column.code):
            faults.append((column.title, OWN_SETTLING))
    plain = {code: said for code, said in values.items() if not found.register.column(code).secret}
    return {**kept, **plain}


def _secret(found: Ground, wish: RegisterWish, before: RegisterLine | None) -> str:
    """Ô kín: left empty by whoever may not read it, it stays."""
    column = found.register.secret
    old = "" if before is None else before.secret
    if column is None or column.code not in wish.cells:
        return old
    cell = wish.cells[column.code]
    return old if is_blank(cell) and not found.settles else _text(cell)


def _said(text: str | None, before: str) -> str:
    return before if text is None else clean(text)


def _text(cell: Written) -> str:
    return vi_number(cell) if isinstance(cell, Decimal) else clean(cell or "")


def _own_faults(found: Ground, line: RegisterLine, known: Collection[str]) -> Faults:
    """Chỗ sai của cả dòng, but of the columns already told."""
    register, faults = found.register, Faults()
    told = [
        *register.faults(line.values, line.evidence),
        *register.year_faults(line.values, line.year),
    ]
    for code, fault in told:
        if register.column(code).title not in known:
            faults.append((register.column(code).title, fault))
    if line.programme:
        faults += _programme_faults(found, line.programme)
    elif register.of_movement:
        faults.append((words.PROGRAMME, "ghi của phong trào nào"))
    for title, text in ((words.EVIDENCE, line.evidence), (words.NOTE, line.note)):
        too_long = length_fault(text, LONGEST_CELL)
        if too_long:
            faults.append((title, too_long))
    return faults


def outside_words(found: Ground, line: RegisterLine) -> str:
    """Lời báo khi năm của dòng ngoài phong trào: it is kept and counts for nothing there."""
    plan = found.programmes.get(line.programme)
    if not found.register.of_movement or plan is None or line.year in plan.years:
        return ""
    return (
        f"{line.code}: năm {line.year} ngoài các năm {plan.first_year}–{plan.last_year} của phong "
        f"trào «{plan.name}»; dòng được giữ nhưng không tính vào phong trào"
    )


def _programme_faults(found: Ground, code: str) -> Faults:
    if code not in found.programmes:
        near = nearest(code, sorted(found.programmes))
        cure = f"; gần nhất: {near}" if near else ""
        return [(words.PROGRAMME, f"không có phong trào «{code}»{cure}")]
    state = movement_queries.movement_state(found.work.session, code)
    if is_over(state):
        said = MOVEMENT_STATE_WORDS[state]
        return [(words.PROGRAMME, f"phong trào «{code}» đang «{said}» nên không ghi thêm được")]
    return []
