"""Danh sách nhập vào hồ sơ khen thưởng: previewed, then written whole or not at all."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlmodel import Session

from thidua.domain.ground.errors import NotPermitted
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.services.dossier.owners import DossierOwners, of_actor, of_actor_now
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work


class Line(Protocol):
    """Một dòng đã hiểu, and what it would change."""

    @property
    def change(self) -> Change: ...

    @property
    def units(self) -> frozenset[str]:
        """Các đơn vị mà dòng này nói về người hoặc hồ sơ của họ."""
        ...

    @property
    def takes(self) -> bool:
        """Bớt của các đơn vị ấy: it says otherwise than what was stated, or speaks against them."""
        ...


_OWN = (
    "bạn là người của đơn vị này nên không đổi được bằng vai trò của khối; bỏ dòng này để cán bộ "
    "thi đua của đơn vị, người khác giữ việc của khối hoặc cơ quan thường trực ghi"
)

_RIVAL = "rival"

Row = TypeVar("Row")
Understood = TypeVar("Understood", bound=Line)


@dataclass(frozen=True)
class DossierList(Generic[Row, Understood]):
    """Loại danh sách: how its rows are understood, each with its findings, and how written."""

    name: str
    understand: Callable[[Session, DossierOwners, Sequence[Row], Findings], list[Understood]]
    write: Callable[[Work, Sequence[Understood]], list[Act]]

    def preview(self, work: Work, rows: Sequence[Row], findings: Sequence[Finding]) -> Preview:
        """Xem trước: about the subjects of a period, or without one about anybody."""
        subjects = of_actor(work)
        return self._understood(work.session, subjects, rows, findings)[0]

    def bring(
        self, work: Work, rows: Sequence[Row], findings: Sequence[Finding], seen: str | None
    ) -> Preview:
        """Nhập tất cả hoặc không gì cả: what the file does not name stays as it is.

        `seen` is the fingerprint of the preview a person agreed to. NotPermitted says who takes
        from a unit instead of its rival. The caller owns the commit.
        """
        subjects, fresh = of_actor_now(work)
        take_turn(work.session)
        preview, understood = self._understood(work.session, subjects, rows, findings)
        rival = next((one.message for one in preview.findings if one.code == _RIVAL), "")
        if rival:
            raise NotPermitted(rival)
        preview.require_agreed(self.name, seen)
        changed = [line for line in understood if line.change.kind is not ChangeKind.SAME]
        acts = self.write(work, changed)
        work.session.flush()
        work.at(fresh).record(*acts)
        return preview

    def _understood(
        self,
        session: Session,
        subjects: DossierOwners,
        rows: Sequence[Row],
        findings: Sequence[Finding],
    ) -> tuple[Preview, list[Understood]]:
        told = Findings(findings)
        understood = self.understand(session, subjects, rows, told)
        changes = tuple(line.change for line in understood)
        for line, change in zip(understood, changes, strict=True):
            if change.kind is not ChangeKind.SAME and line.units & subjects.own:
                told.error("own_unit", f"{change.subject}: {_OWN}")
            elif line.takes:
                faults = (subjects.rival(unit) for unit in sorted(line.units))
                for fault in filter(None, faults):
                    told.error(_RIVAL, f"{change.subject}: {fault}")
        fates = Counter(change.kind for change in changes)
        return Preview(tuple(told), changes, told.account, fates), understood
