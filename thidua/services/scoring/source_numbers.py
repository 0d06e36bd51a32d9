"""Lấy số từ nguồn: one press fills the line; handing in keeps what each source said then."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import col

from thidua.db import queries
from thidua.db.changes import insert_rows, update_rows
from thidua.db.tables import SourceNumberRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.number_source import entry_with, value_in
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import listed
from thidua.domain.report.offered import OfferedNumber, figure_words
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.covenant import covenants
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.report import numbers
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit


def offered(work: Work, *, unit: str) -> tuple[OfferedNumber, ...]:
    """Số của các nguồn cạnh các tiêu chí của đơn vị này, for whoever may see its sheet."""
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    return numbers.of_unit(work, unit)


def take(work: Work, *, unit: str, criterion: str, seen: int, document: str = "") -> None:
    """Lấy số của nguồn vào bảng tự chấm; `seen` is the version of the number last taken.

    What else the line says stays. Refused while the source is not certain, and on behalf of a unit
    without the `document` that it sent.
    """
    work = work.require(Permission.SCORE_SELF, unit)
    found = numbers.by_criterion(numbers.of_unit(work, unit)).get(criterion)
    if found is None:
        raise NotFound
    if found.version != seen:
        raise StaleEdit("Số của nguồn vừa được người khác lấy; hãy xem lại.")
    value = found.now.value
    if value is None:
        raise Refused(f"Nguồn «{found.source.words}» chưa chắc chắn: {found.now.shown_by}.")
    nothing = StoredSheet(unit=unit, hand=Hand.SELF)
    sheet = queries.sheets(work.session, work.period, Hand.SELF, unit).get(unit, nothing)
    rule = covenants.load(work.session, work.period).criteria[criterion].rule
    held = sheet.entries.get(criterion, Entry())
    entry = entry_with(found.source, rule, value, held, found.now.plan)
    base = sheet.versions.get(criterion, 0)
    sheets.save_lines(
        work,
        unit=unit,
        hand=Hand.SELF,
        edits=[LineEdit(criterion, base, entry)],
        document=document,
    )
    _keep(work, unit, [found])


def unexplained(
    covenant: Covenant, entries: Mapping[str, Entry], found: Sequence[OfferedNumber]
) -> Iterator[str]:
    """Tiêu chí bắt buộc theo nguồn mà ghi số khác, không giải trình; in words."""
    for one in found:
        entry = entries.get(one.criterion)
        if entry is None or one.now.value is None or not one.source.is_required:
            continue
        written = value_in(one.source, covenant.criteria[one.criterion].rule, entry)
        if written is not None and written != one.now.value and not entry.explanation.strip():
            said = figure_words(one.source, written)
            yield f"{one.criterion} (nguồn {one.said}, ghi {said})"


def hand_in(work: Work, unit: str, covenant: Covenant, entries: Mapping[str, Entry]) -> None:
    """Giữ số của các nguồn lúc nộp, a part of handing in; Refused where a reason is lacking."""
    found = numbers.of_unit(work, unit)
    lacking = list(unexplained(covenant, entries, found))
    if lacking:
        raise Refused(
            f"Chưa nộp được: số khác nguồn bắt buộc mà chưa có Giải trình ở "
            f"{listed(lacking, 'tiêu chí')}."
        )
    _keep(work, unit, [one for one in found if one.now.value is not None])


def _keep(work: Work, unit: str, found: Sequence[OfferedNumber]) -> None:
    changed = [one for one in found if one.held is None or one.has_changed]
    if not changed:
        return
    key = queries.unit_key(work.session, unit)
    ended = update_rows(
        work.session,
        SourceNumberRow,
        SourceNumberRow.block_year_id == work.period.id,
        SourceNumberRow.unit_id == key,
        col(SourceNumberRow.criterion_code).in_([one.criterion for one in changed]),
        col(SourceNumberRow.live),
        live=False,
    )
    rows = insert_rows(
        work.session,
        SourceNumberRow,
        [
            {
                "block_year_id": work.period.id,
                "unit_id": key,
                "criterion_code": one.criterion,
                "source": one.kept_source,
                "value": one.now.value,
                "shown_by": one.now.shown_by,
                "version": one.version + 1,
                "set_by": work.actor.name,
                "set_at": work.now,
            }
            for one in changed
        ],
    )
    work.record(Act("source.taken", unit, rows=[*rows, *ended]))
