"""Nơi tổ chức khối: said by the standing office on the page or in the unit workbook."""

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Block, BlockOrganiserRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.period.organiser import BlockOrganiser, OrganiserLevel
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work


def of_period(work: Work) -> BlockOrganiser | None:
    """Nơi tổ chức khối của kỳ này; None while the block has not said it."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return unchecked(work.session, work.period)


def unchecked(session: Session, period: BlockPeriod) -> BlockOrganiser | None:
    """Nơi tổ chức khối, whoever asks."""
    return queries.organisers(session).get(period.block_code)


def state(
    work: Work, *, level: OrganiserLevel, body: str, document: str, seen: int, reason: str = ""
) -> None:
    """Ghi nơi tổ chức khối; `seen` is the version it was written over, 0 where there was none."""
    require(work.actor, Permission.EDIT_UNITS)
    take_turn(work.session)
    body, document = clean(body), clean(document)
    for text, what in ((body, "nơi tổ chức khối"), (document, "số, ngày văn bản tổ chức khối")):
        fault = length_fault(text, LONGEST_NAME)
        if not text or fault is not None:
            raise Refused(f"Cần ghi {what}." if not text else f"Phần {what} {fault}.")
    before = unchecked(work.session, work.period)
    if (0 if before is None else before.version) != seen:
        raise StaleEdit("Nơi tổ chức khối vừa được người khác ghi; hãy xem lại.")
    said = BlockOrganiser(level=level, body=body, document=document, version=seen)
    if before == said:
        raise Refused("Không có gì để đổi.")
    code = work.period.block_code
    key = work.session.exec(select(Block.id).where(Block.code == code)).first()
    if key is None:
        raise NotFound
    row = write(work, key, said)
    work.session.flush()
    work.at(None).record(Act("block.organised", reason=clean(reason), rows=[row_of(row)]))


def write(work: Work, block: int, said: BlockOrganiser) -> BlockOrganiserRow:
    """Ghi vào bảng, a part of stating and of importing a list of units."""
    found = work.session.exec(
        select(BlockOrganiserRow).where(col(BlockOrganiserRow.block_id) == block)
    ).first()
    row = found or BlockOrganiserRow(
        block_id=block,
        level=said.level,
        body="",
        document="",
        version=0,
        set_by="",
        set_at=work.now,
    )
    row.level, row.body, row.document = said.level, said.body, said.document
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    return row
