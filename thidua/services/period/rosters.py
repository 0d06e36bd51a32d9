"""Đơn vị thành viên: who belongs to which block in which year, mostly from a workbook."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.changes import changed_rows
from thidua.db.tables import Block, BlockOrganiserRow, BlockYear, Membership, Unit
from thidua.domain.access.permissions import Permission, reaches, require
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.errors import NotFound
from thidua.domain.ground.finding import Finding, Findings, error, warning
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.ground.text import clean
from thidua.domain.period import roster as words
from thidua.domain.period.part import WHOLE_YEAR, YearKind, code_of
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import CLOSED
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import organisers

_MEMBER = "thành viên"


def periods(work: Work) -> list[BlockPeriod]:
    """Các kỳ thi đua mà người này có vai trò, latest first."""
    return [period for period in all_periods(work.session) if reaches(work.actor, period)]


def all_periods(session: Session) -> list[BlockPeriod]:
    """Mọi kỳ thi đua, whoever asks; the callers ask for rights."""
    return kept(session, "periods", lambda: queries.periods(session))


def period(work: Work, *, block: str, year: int, part: str = WHOLE_YEAR.code) -> BlockPeriod:
    """Kỳ thi đua của khối này trong năm này; NotFound when there is none.

    `part` is the code of a period within the year, or what people write for it.
    """
    found = queries.period(work.session, block, year, code_of(part))
    if found is None:
        block = _block_called(work.session, block)
        found = queries.period(work.session, block, year, code_of(part))
    if found is not None and reaches(work.actor, found):
        return found
    if code_of(part) == WHOLE_YEAR.code:
        raise NotFound(f"Khối «{block}» chưa có kỳ thi đua năm {year}; hãy nhập danh sách đơn vị")
    known = [
        one.part.code
        for one in periods(work)
        if (one.block_code, one.year) == (block, year) and not one.part.is_year
    ]
    listed = f"các kỳ đang có: {', '.join(known)}" if known else "năm này chưa có kỳ nào nhỏ hơn"
    raise NotFound(
        f"Khối «{block}» năm {year} chưa có kỳ «{part}»; {listed}. Kỳ mới do sổ giao ước ghi "
        "mục «Kỳ» mở ra"
    )


def _block_called(session: Session, code: str) -> str:
    """Mã khối như đã lưu, of what was typed for it; as typed where no block has it."""
    same = {code_key(one): one for one in session.exec(select(Block.code))}
    return same.get(code_key(code), code)


def members(work: Work) -> list[Member]:
    """Thành viên của khối trong kỳ này."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return block_members.members(work.session, work.period)


def preview_roster(
    work: Work, *, rows: Sequence[RosterRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước danh sách đơn vị: units and memberships that are new or change.

    A period that was locked keeps its members.
    """
    require(work.actor, Permission.EDIT_UNITS)
    rows = _completed(work.session, rows)
    changes = _changes(work.session, rows)
    told = Findings(findings)
    told += _of_closed(work.session, changes, rows)
    told += _other_case(work.session, rows)
    told += _same_name(work.session, rows)
    return Preview(tuple(told), tuple(changes), told.account, _fates(changes, rows))


def _fates(changes: Sequence[Change], rows: Sequence[RosterRow]) -> Counter[ChangeKind]:
    """Mỗi dòng làm gì: a new member, a block or unit that changes, or nothing."""
    kinds = {change.subject: change.kind for change in changes}
    return Counter(_fate([kinds[one] for one in _words(row) if one in kinds]) for row in rows)


def _fate(kinds: Sequence[ChangeKind]) -> ChangeKind:
    order = (ChangeKind.NEW, ChangeKind.CHANGED)
    return next((kind for kind in order if kind in kinds), ChangeKind.SAME)


def _other_case(session: Session, rows: Sequence[RosterRow]) -> list[Finding]:
    """Mã chỉ khác mã đang có ở chữ hoa, chữ thường: nobody could tell the two apart."""
    stored = {
        words.BLOCK_CODE: {code_key(one): one for one in session.exec(select(Block.code))},
        words.UNIT_CODE: {code_key(one): one for one in session.exec(select(Unit.code))},
    }
    found = [
        other_case(code, known.get(code_key(code), code), row.at.get(title, ""))
        for row in rows
        for title, code, known in (
            (words.BLOCK_CODE, row.block_code, stored[words.BLOCK_CODE]),
            (words.UNIT_CODE, row.unit_code, stored[words.UNIT_CODE]),
        )
    ]
    return [one for one in found if one is not None]


SAME_NAME, KEPT_NAME = "same_name", "same_name_kept"
"""Hai đơn vị cùng tên: as the list would make them, and as they are called already."""


def _same_name(session: Session, rows: Sequence[RosterRow]) -> list[Finding]:
    """Hai đơn vị một khối cùng tên: a choice of units would not say which is which.

    A list is warned of it; typed by itself such a name is refused.
    """
    stored: dict[tuple[str, int], dict[str, str]] = {}
    asked = queries.pick(Block.code, Membership.year, Unit.code, Unit.name)
    asked = asked.join(Membership, col(Membership.block_id) == col(Block.id))
    asked = asked.join(Unit, col(Unit.id) == col(Membership.unit_id))
    for block, year, code, name in session.connection().execute(asked):
        stored.setdefault((block, year), {})[code] = name
    listed = {place: dict(names) for place, names in stored.items()}
    for row in rows:
        listed.setdefault((row.block_code, row.year), {})[row.unit_code] = row.unit_name
    found = []
    for row in rows:
        place, key = (row.block_code, row.year), code_key(row.unit_name)
        others = [one for one, name in listed[place].items() if code_key(name) == key]
        twin = next((one for one in others if one != row.unit_code), None)
        if twin is None:
            continue
        before = stored.get(place, {})
        is_old = all(code_key(before.get(one, "")) == key for one in (row.unit_code, twin))
        message = f"«{row.unit_name}» cũng là tên của {twin} trong khối này; hãy ghi tên phân biệt"
        code = KEPT_NAME if is_old else SAME_NAME
        found.append(warning(code, message, row.at.get(words.UNIT_NAME, "")))
    return found


def _completed(session: Session, rows: Sequence[RosterRow]) -> list[RosterRow]:
    """Các dòng kèm điều đang lưu ở những cột mà danh sách không có."""
    blocks = {block.code: block for block in session.exec(select(Block)).all()}
    units = {unit.code: unit for unit in session.exec(select(Unit)).all()}
    found = []
    for row in rows:
        block, unit = blocks.get(row.block_code), units.get(row.unit_code)
        if block is not None and words.BLOCK_NAME in row.unsaid:
            row = replace(row, block_name=block.name)
        if unit is not None and words.SHORT_NAME in row.unsaid:
            row = replace(row, short_name=unit.short_name)
        if unit is not None and words.KIND in row.unsaid:
            row = replace(row, kind=unit.kind)
        found.append(row)
    return found


def _of_closed(
    session: Session, changes: Sequence[Change], rows: Sequence[RosterRow]
) -> list[Finding]:
    closed = {
        (period.block_code, period.year): period.when
        for period in reversed(queries.periods(session))
        if period.stage in CLOSED
    }
    joining = {change.subject for change in changes if change.kind is ChangeKind.NEW}
    return [
        error(
            "closed",
            f"kỳ {closed[row.block_code, row.year]} của khối {row.block_code} đã chốt, không thêm "
            f"được đơn vị {row.unit_code}",
        )
        for row in rows
        if (row.block_code, row.year) in closed and _joining(row) in joining
    ]


def _joining(row: RosterRow) -> str:
    return _membership(row.unit_code, row.block_code, row.year)


def _membership(unit: str, block: str, year: int) -> str:
    return f"{unit} trong khối {block} năm {year}"


def _changes(session: Session, rows: Sequence[RosterRow]) -> list[Change]:
    stored = _stored_words(session)
    changes: dict[str, Change] = {}
    for row in rows:
        for subject, new in _words(row).items():
            old = stored.get(subject)
            if old != new:
                changes[subject] = Change.of(subject, old, new)
        if (subject := _joining(row)) in stored:
            changes[subject] = Change(ChangeKind.SAME, subject, new=_MEMBER)
    return list(changes.values())


def _words(row: RosterRow) -> dict[str, str]:
    found = {
        f"Khối {row.block_code}": clean(row.block_name),
        f"Đơn vị {row.unit_code}": _unit_words(row.unit_name, row.short_name, row.kind),
        _joining(row): _MEMBER,
    }
    if row.organiser is not None:
        found[_organising(row.block_code)] = row.organiser.words
    return found


def _organising(block: str) -> str:
    return f"Nơi tổ chức khối {block}"


def _unit_words(name: str, short_name: str, kind: str) -> str:
    return clean(f"{name} · {short_name} · {kind}")


def _stored_words(session: Session) -> dict[str, str]:
    members = session.exec(
        select(Unit.code, Block.code, Membership.year)
        .join(Membership, col(Membership.unit_id) == col(Unit.id))
        .join(Block, col(Block.id) == col(Membership.block_id))
    )
    return {
        **{f"Khối {one.code}": clean(one.name) for one in session.exec(select(Block))},
        **{
            f"Đơn vị {one.code}": _unit_words(one.name, one.short_name, one.kind)
            for one in session.exec(select(Unit))
        },
        **{_membership(*found): _MEMBER for found in members},
        **{_organising(code): one.words for code, one in queries.organisers(session).items()},
    }


def import_roster(
    work: Work,
    *,
    rows: Sequence[RosterRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập danh sách đơn vị: all or nothing; nobody is removed from a block by leaving a row out.

    `seen` is the fingerprint of the preview a person agreed to. The caller owns the commit.
    """
    preview = preview_roster(work, rows=rows, findings=findings)
    preview.require_agreed("Danh sách", seen)
    rows = _completed(work.session, rows)
    blocks = {block.code: block for block in work.session.exec(select(Block)).all()}
    units = {unit.code: unit for unit in work.session.exec(select(Unit)).all()}
    for row in rows:
        block = blocks.setdefault(row.block_code, Block(code=row.block_code, name=row.block_name))
        block.name = clean(row.block_name)
        unit = units.setdefault(row.unit_code, Unit(code=row.unit_code, name=row.unit_name))
        unit.name, unit.short_name = clean(row.unit_name), clean(row.short_name)
        unit.kind = clean(row.kind)
    work.session.add_all([*blocks.values(), *units.values()])
    work.session.flush()
    joined = set(
        work.session.exec(select(Membership.block_id, Membership.unit_id, Membership.year)).all()
    )
    years = set(
        work.session.exec(
            select(BlockYear.block_id, BlockYear.year).where(BlockYear.kind == YearKind.YEAR)
        ).all()
    )
    said = queries.organisers(work.session)
    for row in rows:
        block_key, organiser = blocks[row.block_code].id, row.organiser
        if organiser is None or block_key is None:
            continue
        stored = said.get(row.block_code)
        if stored is None or stored.words != organiser.words:
            organisers.write(work, block_key, organiser)
            said[row.block_code] = organiser
    for row in rows:
        block_id, unit_id = blocks[row.block_code].id, units[row.unit_code].id
        if block_id is None or unit_id is None:
            raise NotFound
        if (block_id, unit_id, row.year) not in joined:
            work.session.add(Membership(block_id=block_id, unit_id=unit_id, year=row.year))
            joined.add((block_id, unit_id, row.year))
        if (block_id, row.year) not in years:
            work.session.add(BlockYear(block_id=block_id, year=row.year))
            years.add((block_id, row.year))
    work.session.flush()
    acts = [
        Act(f"roster.{ChangeKind.NEW if is_new else ChangeKind.CHANGED}", rows=[row])
        for model in (Block, BlockOrganiserRow, Unit, Membership, BlockYear)
        for row, is_new in changed_rows(work.session, model)
    ]
    work.at(None).record(*acts)
    return preview
