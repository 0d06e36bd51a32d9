"""Người khác đang lưu: one line of one unit is saved again and again, each time another value."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from thidua.bench import seed
from thidua.bench.place import ACTOR
from thidua.db.engine import reading, writing
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class Saver:
    """Người lưu của một đơn vị in a province whose sheets are open."""

    url: str
    period: BlockPeriod
    unit: str
    code: str
    _turn: "count[int]" = field(default_factory=lambda: count(1))

    def save(self) -> None:
        """Lưu một dòng, as the service does it for a person."""
        points = Decimal(next(self._turn) % seed.MAX_POINTS)
        with writing(self.url) as session:
            work = Work(session, ACTOR, self.period)
            stored = sheets.read_sheet(session, self.period, self.unit, Hand.SELF)
            base = stored.versions.get(self.code, 0)
            edit = LineEdit(self.code, base, Entry(points=points))
            sheets.save_lines(
                work, unit=self.unit, hand=Hand.SELF, edits=[edit], document="Phiếu có ký"
            )


def saver(url: str, province: seed.Province, block: str = "") -> Saver:
    """Người lưu ở một khối của tỉnh này, the first where none is named."""
    code = block or province.block_codes[0]
    with reading(url) as session:
        period = rosters.period(Work(session, ACTOR), block=code, year=seed.YEAR)
    return Saver(url=url, period=period, unit=province.unit_codes(code)[0], code=province.codes[0])
