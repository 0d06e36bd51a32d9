"""Địa bàn: kept by the standing office as one list for all movements, mostly from a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from thidua.db import place_queries, register_queries
from thidua.db.changes import insert_rows
from thidua.db.tables import PlaceTable, PlaceTraitTable
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, Preview
from thidua.domain.ground.text import LONGEST_TEXT, clean, length_fault
from thidua.domain.ground.text import listed as listing
from thidua.domain.movement import place_rows as words
from thidua.domain.movement.place import (
    PLACE_KIND_WORDS,
    PLACE_TRAIT_WORDS,
    Place,
    PlaceTraitKind,
    TraitSpan,
)
from thidua.domain.movement.place_rows import PlaceRow
from thidua.domain.register.registers import REGISTERS
from thidua.files.movement.place_book import place_book
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.movement.lists import MovementList
from thidua.services.register import counted_targets, stored


def listed(work: Work) -> tuple[Place, ...]:
    """Mọi địa bàn, by code."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return unchecked(work.session)


def unchecked(session: Session) -> tuple[Place, ...]:
    """Mọi địa bàn, whoever asks."""
    return counted_targets.places(session)


def workbook(work: Work) -> bytes:
    """Sổ địa bàn, which brought in again changes nothing."""
    return place_book(listed(work))


def preview_places(
    work: Work, *, rows: Sequence[PlaceRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước sổ địa bàn; no place goes by being left out of the file."""
    return _LIST.preview(work, rows, findings)


def import_places(
    work: Work,
    *,
    rows: Sequence[PlaceRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập sổ địa bàn: all or nothing."""
    return _LIST.bring(work, rows, findings, seen)


def withdraw(work: Work, *, code: str, reason: str, seen: int) -> None:
    """Bỏ một địa bàn ghi nhầm, with the reason; one that ended has its last day instead.

    Refused while a decision about it stands or a registration pledges something there.
    """
    require(work.actor, Permission.EDIT_MOVEMENT)
    take_turn(work.session)
    row = work.session.exec(
        select(PlaceTable).where(PlaceTable.code == code, col(PlaceTable.withdrawn).is_(False))
    ).first()
    if row is None:
        raise NotFound(f"Không có địa bàn «{code}».")
    if row.version != seen:
        raise StaleEdit("Địa bàn này vừa được người khác sửa; hãy xem lại.")
    reason = clean(reason)
    fault = length_fault(reason, LONGEST_TEXT)
    if not reason or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do bỏ địa bàn này.")
    if any(one.decision.place == code for one in place_queries.standards(work.session)):
        raise Refused(
            f"Địa bàn «{code}» còn quyết định trong sổ mức đạt chuẩn; hãy bỏ các dòng ấy trước, "
            "hoặc ghi «Đến ngày» nếu địa bàn đã thôi."
        )
    inside = [one.code for one in place_queries.places(work.session) if one.parent == code]
    if inside:
        raise Refused(f"Địa bàn «{code}» còn chứa {len(inside)} địa bàn khác, như {inside[0]}.")
    pledged = place_queries.pledged_at(work.session, code)
    if pledged:
        raise Refused(
            f"Địa bàn «{code}» còn {len(pledged)} nội dung đăng ký tham gia ghi ở đó, của đơn vị "
            f"{listing(sorted(set(pledged)))}; hãy nhờ đơn vị sửa trước, hoặc ghi «Đến ngày» nếu "
            "địa bàn đã thôi."
        )
    named = _named_at(work.session, code)
    if named:
        raise Refused(
            f"Địa bàn «{code}» còn {len(named)} dòng ở sổ đỡ đầu, đóng góp, như {named[0]}; hãy "
            "sửa hoặc rút các dòng ấy trước, hoặc ghi «Đến ngày» nếu địa bàn đã thôi."
        )
    row.withdrawn, row.reason = True, reason
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.at(None).record(Act("place.withdrawn", rows=[row_of(row)], reason=reason))


def _named_at(session: Session, code: str) -> list[str]:
    """Mã các dòng còn trong sổ ghi ở địa bàn này."""
    placed = {kind: one.place for kind, one in REGISTERS.items() if one.place is not None}
    lines = [
        (placed[row.kind], stored.line_of(REGISTERS[row.kind], row))
        for row in register_queries.rows(session, registers=placed)
    ]
    return [
        line.code
        for column, line in lines
        if column is not None and line.stands and line.values.get(column.code) == code
    ]


@dataclass(frozen=True, slots=True)
class _Listing:
    """Một địa bàn cần ghi, and what stands there now."""

    place: Place
    before: Place | None

    @property
    def change(self) -> Change:
        old = None if self.before is None else _words(self.before)
        return Change.of(f"Địa bàn {self.place.code}", old, _words(self.place))


def _words(one: Place) -> str:
    said = [f"{one.name} ({PLACE_KIND_WORDS[one.kind]})"]
    said += [f"thuộc {one.parent}"] if one.parent else []
    said += [f"từ {one.begins:%d/%m/%Y}"] if one.begins is not None else []
    said += [f"đến {one.ends:%d/%m/%Y}"] if one.ends is not None else []
    if one.latitude is not None and one.longitude is not None:
        said.append(f"tọa độ {one.latitude:f}; {one.longitude:f}")
    if one.tile_row is not None:
        said.append(f"ô dòng {one.tile_row} cột {one.tile_column}")
    for kind, span in sorted(one.traits):
        by = f" theo {span.decision}" if span.decision else ""
        said.append(f"{PLACE_TRAIT_WORDS[kind]}: {span.words}{by}")
    return ", ".join(said)


def _require(work: Work) -> Work:
    require(work.actor, Permission.EDIT_MOVEMENT)
    return work.at(None)


def _understand(work: Work, rows: Sequence[PlaceRow], findings: Findings) -> list[_Listing]:
    stored = {one.code: one for one in place_queries.places(work.session)}
    gone = set(
        work.session.exec(select(PlaceTable.code).where(col(PlaceTable.withdrawn).is_(True)))
    )
    by_fold = {code_key(one): one for one in (*stored, *gone)}
    first: dict[str, PlaceRow] = {}
    found: dict[str, _Listing] = {}
    for row in rows:
        code, at = row.place.code, row.at.get(words.CODE, "")
        written = by_fold.setdefault(code_key(code), code)
        if (told := other_case(code, written, at)) is not None:
            findings.append(told)
            continue
        if code in first:
            message = f"trùng dòng ở {first[code].at.get(words.CODE, '')}: địa bàn {code}"
            findings.error("twice", message, at)
            continue
        first[code] = row
        if code in gone:
            message = f"địa bàn {code} đã bị bỏ; hãy dùng mã khác"
            findings.error("withdrawn", message, at)
            continue
        found[code] = _Listing(_completed(row, stored.get(code)), stored.get(code))
    _require_days(work, found, first, findings)
    parents = {code: one.parent for code, one in stored.items()}
    parents |= {code: one.place.parent for code, one in found.items()}
    for code, row in first.items():
        fault = _parent_fault(code, parents) if code in found else ""
        if fault:
            findings.error("parent", fault, row.at.get(words.PARENT, ""))
    return list(found.values())


def _require_days(
    work: Work, found: dict[str, _Listing], first: dict[str, PlaceRow], findings: Findings
) -> None:
    """Ngày của địa bàn phải che các quyết định về nó; only days that change are asked."""
    moved = {
        code: one.place
        for code, one in found.items()
        if one.before is not None
        and (one.place.begins, one.place.ends) != (one.before.begins, one.before.ends)
    }
    for standard in place_queries.standards(work.session) if moved else ():
        place = moved.get(standard.decision.place)
        if place is None or place.is_there(standard.decision.day):
            continue
        day = standard.decision.day
        is_early = place.begins is not None and day < place.begins
        title = words.BEGINS if is_early else words.ENDS
        message = (
            f"địa bàn {place.code} có quyết định {standard.decision.number} ngày {day:%d/%m/%Y}, "
            f"ngoài các ngày {place.days}; hãy sửa «{title}» hoặc bỏ dòng quyết định ghi nhầm"
        )
        findings.error("days", message, first[place.code].at.get(title, ""))


def _parent_fault(code: str, parents: dict[str, str]) -> str:
    """Địa bàn chứa nó phải có và không vòng lại; empty where all is well."""
    seen, parent = {code}, parents[code]
    while parent:
        if parent in seen:
            return f"địa bàn {code} không thể nằm trong chính nó"
        if parent not in parents:
            return f"không có địa bàn «{parent}»; thêm một dòng cho nó hoặc sửa mã ở cột «Thuộc»"
        seen.add(parent)
        parent = parents[parent]
    return ""


_PLAIN = {
    words.PARENT: "parent",
    words.BEGINS: "begins",
    words.ENDS: "ends",
    words.LATITUDE: "latitude",
    words.LONGITUDE: "longitude",
    words.TILE_ROW: "tile_row",
    words.TILE_COLUMN: "tile_column",
}
_TRAITS = {words.MINORITY: PlaceTraitKind.MINORITY, words.HARD: PlaceTraitKind.HARD}


def _completed(row: PlaceRow, before: Place | None) -> Place:
    """Địa bàn kèm điều đang lưu ở những cột mà danh sách không nói."""
    if before is None:
        return row.place
    kept_as = {name: getattr(before, name) for title, name in _PLAIN.items() if title in row.unsaid}
    decisions = {span.decision for _, span in before.traits}
    known = {(kind, span.begins, span.ends): span for kind, span in before.traits}
    traits: list[tuple[PlaceTraitKind, TraitSpan]] = []
    for title, kind in _TRAITS.items():
        if title in row.unsaid:
            traits += [(kind, span) for span in before.spans(kind)]
            continue
        for span in row.place.spans(kind):
            same = known.get((kind, span.begins, span.ends))
            is_known = same is not None and span.decision in ("", *decisions)
            traits.append((kind, same if same is not None and is_known else span))
    return replace(row.place, **kept_as, traits=tuple(sorted(traits)), version=before.version)


def _write(work: Work, listing: Sequence[_Listing]) -> list[Act]:
    rows = {one.code: one for one in work.session.exec(select(PlaceTable))}
    acts: list[tuple[_Listing, PlaceTable]] = []
    for one in listing:
        row = rows.get(one.place.code) or PlaceTable(
            code=one.place.code,
            name="",
            kind=one.place.kind,
            version=0,
            set_by=work.actor.name,
            set_at=work.now,
        )
        row.name, row.kind, row.lies_in = clean(one.place.name), one.place.kind, one.place.parent
        row.begins, row.ends = one.place.begins, one.place.ends
        row.latitude, row.longitude = one.place.latitude, one.place.longitude
        row.tile_row, row.tile_column = one.place.tile_row, one.place.tile_column
        row.version += 1
        row.set_by, row.set_at = work.actor.name, work.now
        work.session.add(row)
        acts.append((one, row))
    work.session.flush()
    traits = _write_traits(work, listing)
    return [
        Act(f"place.{one.change.kind}", rows=[row_of(row), *traits.get(one.place.code, ())])
        for one, row in acts
    ]


def _write_traits(work: Work, listing: Sequence[_Listing]) -> dict[str, list[tuple[str, int]]]:
    """Ghi đặc điểm: what no longer holds stays as a row that is not live."""
    wanted = {one.place.code: set(one.place.traits) for one in listing}
    touched: dict[str, list[tuple[str, int]]] = {}
    there: dict[str, set[tuple[PlaceTraitKind, TraitSpan]]] = {}
    for row in work.session.exec(
        select(PlaceTraitTable).where(
            col(PlaceTraitTable.live), col(PlaceTraitTable.place_code).in_(sorted(wanted))
        )
    ):
        span = TraitSpan(row.begins or date.min, row.ends or date.max, row.decision)
        if (row.trait, span) in wanted[row.place_code]:
            there.setdefault(row.place_code, set()).add((row.trait, span))
            continue
        row.live, row.set_by, row.set_at = False, work.actor.name, work.now
        work.session.add(row)
        touched.setdefault(row.place_code, []).append(row_of(row))
    new = [
        (code, kind, span)
        for code, traits in wanted.items()
        for kind, span in sorted(traits - there.get(code, set()))
    ]
    keys = insert_rows(
        work.session,
        PlaceTraitTable,
        [
            {
                "place_code": code,
                "trait": kind,
                "begins": None if span.begins == date.min else span.begins,
                "ends": None if span.ends == date.max else span.ends,
                "decision": span.decision,
                "set_by": work.actor.name,
                "set_at": work.now,
            }
            for code, kind, span in new
        ],
    )
    for (code, _, _), key in zip(new, keys, strict=True):
        touched.setdefault(code, []).append(key)
    return touched


_LIST = MovementList("Sổ địa bàn", _require, _understand, _write)
