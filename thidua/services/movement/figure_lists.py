"""Sổ số liệu mục tiêu: values of many targets from a workbook, previewed, then whole or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import clean
from thidua.domain.ground.titles import nearest
from thidua.domain.law.programme import Programme
from thidua.domain.movement import figure_rows as words
from thidua.domain.movement.figure_rows import FigureRow
from thidua.domain.movement.progress import TargetFigure, value_words
from thidua.domain.movement.target import Target
from thidua.files.movement.figure_book import figure_book
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import figures, plans, states
from thidua.services.movement.lists import MovementList


def workbook(work: Work) -> bytes:
    """Sổ số liệu đang có của các phong trào trong năm, with the columns of the import."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return figure_book(
        {
            (plan.code, target.code): figures.unchecked_every(work.session, plan.code).get(
                target.code, ()
            )
            for plan in plans.of_year(work)
            for target in plan.targets
        }
    )


def preview_figures(
    work: Work, *, rows: Sequence[FigureRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước sổ số liệu; nothing is written."""
    return _LIST.preview(work, rows, findings)


def import_figures(
    work: Work,
    *,
    rows: Sequence[FigureRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập sổ số liệu, all or nothing; days it does not name keep their values."""
    return _LIST.bring(work, rows, findings, seen)


@dataclass(frozen=True, slots=True)
class _Stating:
    """Một dòng đã hiểu, and what stands for that day."""

    movement: str
    target: Target
    figure: TargetFigure
    before: TargetFigure | None

    @property
    def change(self) -> Change:
        one, day = self.figure, f"{self.figure.as_of:%d/%m/%Y}"
        subject = " · ".join(filter(None, (self.target.text, day, one.place)))
        new = _words(self.target, one)
        if self.before is None:
            return Change(ChangeKind.NEW, subject, new=new)
        is_same = replace(self.before, version=1) == replace(one, version=1)
        kind = ChangeKind.SAME if is_same else ChangeKind.CHANGED
        return Change(kind, subject, _words(self.target, self.before), new)


def _words(target: Target, one: TargetFigure) -> str:
    return f"{value_words(target, one)} ({one.source})"


def _require(work: Work) -> Work:
    require(work.actor, Permission.EDIT_MOVEMENT)
    return work.at(None)


def _understand(work: Work, rows: Sequence[FigureRow], findings: Findings) -> list[_Stating]:
    programmes = law.book(work.session).programmes
    first: dict[tuple[str, str, TargetFigure], str] = {}
    found = []
    for row in rows:
        plan = programmes.get(row.movement)
        target = None if plan is None else _target(plan, row.target)
        if plan is None or target is None:
            title, known = (
                (words.MOVEMENT, list(programmes))
                if plan is None
                else (words.TARGET, [one.code for one in plan.targets])
            )
            written = row.movement if plan is None else row.target
            near = nearest(written, known)
            tail = f"; gần nhất: {near}" if near else ""
            said = f"không có {title[3:]} «{written}»{tail}"
            findings.error("figure", said, row.at.get(title, ""))
            continue
        figure = _figure(row)
        fault = _fault(work, plan, target, figure)
        same = (plan.code, target.code, TargetFigure(as_of=figure.as_of, place=figure.place))
        at = row.at.get(words.AS_OF, "")
        if not fault and same in first:
            fault = f"trùng mục tiêu, ngày và địa bàn với {first[same] or 'dòng trên'}"
        if fault:
            findings.error("figure", fault, at)
            continue
        first[same] = at
        before = figures.standing(work.session, plan.code, target.code, figure)
        found.append(_Stating(plan.code, target, figure, before))
    return found


def _target(plan: Programme, code: str) -> Target | None:
    return next((one for one in plan.targets if one.code == code), None)


def _figure(row: FigureRow) -> TargetFigure:
    return TargetFigure(
        as_of=row.as_of,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        source=clean(row.source),
        place=row.place,
    )


def _fault(work: Work, plan: Programme, target: Target, figure: TargetFigure) -> str:
    """Vì sao dòng này không ghi được; empty where it can be."""
    try:
        states.require_running(plan, states.unchecked(work.session, plan.code).state, "số liệu")
        figures.require_fit(work, plan, target, figure)
    except Refused as refused:
        return str(refused).rstrip(".")
    return ""


def _write(work: Work, listing: Sequence[_Stating]) -> list[Act]:
    return [figures.written(work, one.movement, one.target.code, one.figure) for one in listing]


_LIST = MovementList("Sổ số liệu mục tiêu", _require, _understand, _write)
