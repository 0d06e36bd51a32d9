"""Chữ cạnh mã: what a row prints beside its codes must not be another unit's, another criterion's.

Rows are stored under their codes. A file sorted in one column only keeps every code and every text
and gives each its neighbour's points, which nobody sees afterwards.
"""

from collections.abc import Iterator, Sequence

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.finding import Finding, error, warning
from thidua.domain.ground.text import without_marks
from thidua.domain.period.period import Member
from thidua.domain.rules.events import NONE
from thidua.domain.scoring.file import PrintedText, ScoreRow
from thidua.domain.scoring.wide.headings import plain
from thidua.domain.scoring.wide.matching import AT_ODDS, CovenantLines, UnitNames, likeness

_SURE = 0.85
"""Giống đến thế là cùng một tên, viết sai một hai chữ."""


class BesideCodes:
    """Người so chữ với mã, each pair of code and text told once, at its first row."""

    def __init__(self, covenant: Covenant, members: Sequence[Member]) -> None:
        self._covenant, self._members = covenant, members
        self._told: set[tuple[str, str]] = set()
        self._found: tuple[CovenantLines, UnitNames] | None = None

    def told(self, unit: str, code: str, row: ScoreRow) -> Iterator[Finding]:
        """Chữ nào của dòng này trái với mã của nó."""
        if row.row.is_blank or row.heading is None:
            return
        for key, printed in ((f"u{unit}", row.name), (f"c{code}", row.text)):
            if printed is not None and (key, printed.text) not in self._told:
                self._told.add((key, printed.text))
                of = self._of_unit(unit, printed) if key[0] == "u" else self._of_line(code, printed)
                if of is not None:
                    is_error, message = of
                    place = row.heading.place(printed.address)
                    yield (error if is_error else warning)("beside_code", message, place)

    def _known(self) -> tuple[CovenantLines, UnitNames]:
        if self._found is None:
            self._found = CovenantLines(self._covenant), UnitNames(self._members)
        return self._found

    def _of_line(self, code: str, printed: PrintedText) -> tuple[bool, str] | None:
        lines, _ = self._known()
        criterion = self._covenant.criteria[code]
        said, own = plain(printed.text.lstrip("-–+• ")), plain(criterion.text)
        printed_there = ("", own, plain(code), plain(NONE))
        if said in printed_there or said in lines.kinds(criterion) or not own:
            return None
        same = [node for node in lines.worded(said) if node.code != code]
        if not same and without_marks(said) != without_marks(own):
            alike = [one for one in lines.alike(printed.text) if one.code != code]
            best = next((likeness(said, plain(one.text)) for one in alike), 0.0)
            same = alike[:1] if best >= _SURE and best > likeness(said, own) else []
        if same and without_marks(said) != without_marks(own):
            other = same[0]
            message = (
                f"mã {code} nhưng nội dung ghi «{printed.text[:60]}» là của {other.code}; hãy sửa "
                "mã hoặc nội dung cho khớp"
            )
            return True, message
        if own.startswith(said) or said.startswith(own) or likeness(said, own) >= AT_ODDS:
            return None
        message = (
            f"nội dung ghi «{printed.text[:60]}» khác hẳn nội dung của {code} trong giao ước "
            f"(«{criterion.text[:60]}»); điểm được ghi theo mã"
        )
        return False, message

    def _of_unit(self, unit: str, printed: PrintedText) -> tuple[bool, str] | None:
        _, units = self._known()
        found = units.of(printed.text)
        if unit in found:
            return None
        if found:
            others = " hoặc ".join(f"«{one}»" for one in found)
            message = (
                f"mã đơn vị «{unit}» nhưng tên ghi «{printed.text[:60]}» là của {others}; hãy sửa "
                "mã hoặc tên cho khớp"
            )
            return True, message
        member = units.members[unit]
        said = plain(printed.text)
        likest = max(likeness(said, plain(name)) for name in (member.name, member.short_name, unit))
        if not said or likest >= AT_ODDS:
            return None
        message = (
            f"tên ghi «{printed.text[:60]}» khác hẳn tên của đơn vị «{unit}» («{member.name}»); "
            "điểm được ghi theo mã"
        )
        return False, message
