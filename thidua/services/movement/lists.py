"""Danh sách nhập vào phong trào: previewed, then written whole or not at all."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work


class Line(Protocol):
    """Một dòng đã hiểu, and what it would change."""

    @property
    def change(self) -> Change: ...


Row = TypeVar("Row")
Understood = TypeVar("Understood", bound=Line)


@dataclass(frozen=True)
class MovementList(Generic[Row, Understood]):
    """Loại danh sách của phong trào: who may bring it, how its rows are understood and written.

    `require` gives back the work in which it is recorded.
    """

    name: str
    require: Callable[[Work], Work]
    understand: Callable[[Work, Sequence[Row], Findings], list[Understood]]
    write: Callable[[Work, Sequence[Understood]], list[Act]]

    def preview(self, work: Work, rows: Sequence[Row], findings: Sequence[Finding]) -> Preview:
        """Xem trước: nothing is written."""
        return self._understood(self.require(work), rows, findings)[0]

    def bring(
        self, work: Work, rows: Sequence[Row], findings: Sequence[Finding], seen: str | None
    ) -> Preview:
        """Nhập tất cả hoặc không gì cả: what the file does not name stays as it is.

        `seen` is the fingerprint of the preview a person agreed to. The caller owns the commit.
        """
        work = self.require(work)
        take_turn(work.session)
        preview, understood = self._understood(work, rows, findings)
        preview.require_agreed(self.name, seen)
        changed = [line for line in understood if line.change.kind is not ChangeKind.SAME]
        acts = self.write(work, changed)
        work.session.flush()
        work.record(*acts)
        return preview

    def _understood(
        self, work: Work, rows: Sequence[Row], findings: Sequence[Finding]
    ) -> tuple[Preview, list[Understood]]:
        told = Findings(findings)
        understood = self.understand(work, rows, told)
        changes = tuple(line.change for line in understood)
        fates = Counter(change.kind for change in changes)
        return Preview(tuple(told), changes, told.account, fates), understood
