"""Kiểm tra sổ theo dõi: one version stands, signed by another, and hidden parts are as recorded."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from thidua.db.tables import RegisterRow
from thidua.domain.period.period import BlockPeriod
from thidua.domain.register.line import RowState
from thidua.domain.register.registers import REGISTERS
from thidua.services.ground import block_members
from thidua.services.register import stored


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Dòng không còn như lần ghi cuối; that every column is as recorded is asked of all tables."""
    asked = select(RegisterRow).order_by(col(RegisterRow.id))
    if only is not None:
        units = [one.code for one in block_members.members(session, only)]
        asked = asked.where(RegisterRow.year == only.year, col(RegisterRow.unit).in_(units))
    last: dict[tuple[str, str, str, str], RegisterRow] = {}
    for row in session.exec(asked):
        key = row.kind, row.unit, row.code, row.part
        place = f"sổ {row.kind} · {row.unit} · {row.code}"
        before = last.get(key)
        if row.version != (1 if before is None else before.version + 1):
            yield f"{place}: thiếu phiên bản trước phiên bản {row.version}"
        if before is not None and before.live:
            yield f"{place}: phiên bản {before.version} còn dùng khi đã có phiên bản sau"
        if row.state is RowState.CONFIRMED and row.confirmed_by == row.entered_by:
            yield f"{place}: người nhập tự xác nhận"
        register = REGISTERS.get(row.kind)
        if register is not None and register.is_hidden is not bool(row.hidden):
            yield f"{place}: phần kín để sai chỗ"
        if row.hidden and stored.mark_of(row.hidden) != row.hidden_mark:
            yield f"{place}: phần kín khác mã đối chiếu đã ghi"
        last[key] = row
    for (kind, unit, code, _), row in last.items():
        if not row.live:
            yield f"sổ {kind} · {unit} · {code}: phiên bản cuối không còn dùng"
