"""Kiểm tra phong trào: what is written points to places, movements, tasks and units there are, and
the sums of contributions are their rows to the last digit."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session, col, select

from thidua.db import place_queries, register_queries
from thidua.db.tables import Block, Membership, TaskDone, Unit
from thidua.domain.law.programme import Programme
from thidua.domain.movement.contribution import GivenBy, contributions_of, sums, total
from thidua.domain.period.period import BlockPeriod
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.register import Register
from thidua.domain.register.registers import REGISTERS
from thidua.services.ground import block_members
from thidua.services.law import law
from thidua.services.register import stored

_PLACED = {code: one for code, one in REGISTERS.items() if one.place is not None}


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Dòng đóng góp, nhu cầu hoặc việc đã làm không về đúng chỗ, and sums that lose a row."""
    if law.faults(session):  # told where quotas are checked
        return
    units = None if only is None else [one.code for one in block_members.members(session, only)]
    years = None if only is None else [only.year]
    plans = law.book(session).programmes
    members = _members(session)
    known = {one.code for one in place_queries.places(session)}
    by_register: dict[str, list[RegisterLine]] = {}
    for row in register_queries.rows(session, registers=_PLACED, units=units, years=years):
        line = stored.line_of(_PLACED[row.kind], row)
        if not line.stands:
            continue
        by_register.setdefault(row.kind, []).append(line)
        place = f"sổ {row.kind} · {row.unit} · {row.code}"
        yield from _placed(_PLACED[row.kind], line, known, plans, place)
        if (row.unit, row.year) not in members:
            yield f"{place}: năm {row.year} đơn vị không thuộc khối nào"
    yield from _sums(by_register.get("dong-gop", ()))
    yield from _tasks(session, only, plans, members)


def _members(session: Session) -> set[tuple[str, int]]:
    """Đơn vị nào thuộc một khối trong năm nào."""
    asked = select(Unit.code, Membership.year).join(
        Membership, col(Membership.unit_id) == col(Unit.id)
    )
    return set(session.exec(asked.join(Block, col(Block.id) == col(Membership.block_id))))


def _placed(
    register: Register,
    line: RegisterLine,
    known: set[str],
    plans: Mapping[str, Programme],
    place: str,
) -> Iterator[str]:
    column = register.place
    said = None if column is None else line.values.get(column.code)
    if said not in known:
        yield f"{place}: không có địa bàn «{said or ''}»"
    if line.programme not in plans and (line.programme or register.of_movement):
        yield f"{place}: không có phong trào «{line.programme}»"
    if line.is_confirmed:
        for code, fault in register.ready(line.values):
            yield f"{place}: đã xác nhận mà «{register.column(code).title}» {fault}"


def _sums(lines: Sequence[RegisterLine]) -> Iterator[str]:
    """Tổng theo mỗi cách cộng bằng tổng các dòng, and every row is in it."""
    given = contributions_of(lines)
    counted = {(one.unit, one.code) for one in given}
    for line in lines:
        if (line.unit, line.code) not in counted:
            yield f"sổ dong-gop · {line.unit} · {line.code}: dòng không vào được tổng nào"
    whole = total(given)
    for by in GivenBy:
        parts = sum(one.value for one in sums(given, by))
        if parts != whole:
            yield f"sổ dong-gop: cộng theo {by} được {parts}, tổng các dòng là {whole}"


def _tasks(
    session: Session,
    only: BlockPeriod | None,
    plans: Mapping[str, Programme],
    members: set[tuple[str, int]],
) -> Iterator[str]:
    asked = select(TaskDone, Unit.code).join(Unit, col(Unit.id) == col(TaskDone.unit_id))
    if only is not None:
        units = [one.code for one in block_members.members(session, only)]
        asked = asked.where(TaskDone.year == only.year, col(Unit.code).in_(units))
    for row, unit in session.exec(asked.order_by(col(TaskDone.id))):
        if row.withdrawn:
            continue
        place = f"việc {row.programme} · {row.task} · {unit}"
        plan = plans.get(row.programme)
        if plan is None:
            yield f"{place}: không có phong trào này"
        elif row.task not in {one.code for one in plan.tasks}:
            yield f"{place}: kế hoạch không có nhiệm vụ này"
        if (unit, row.year) not in members:
            yield f"{place}: năm {row.year} đơn vị không thuộc khối nào"
        if row.done_on.year != row.year:
            yield f"{place}: ngày {row.done_on:%d/%m/%Y} không thuộc năm {row.year}"
