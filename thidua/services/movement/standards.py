"""Mức đạt chuẩn của các địa bàn: entered by one person, counted once another confirmed it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from thidua.db import place_queries
from thidua.db.changes import insert_rows
from thidua.db.tables import PlaceStandardTable
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, Preview
from thidua.domain.ground.text import LONGEST_TEXT, clean, length_fault
from thidua.domain.ground.titles import nearest
from thidua.domain.movement import place_rows as words
from thidua.domain.movement.place import Place
from thidua.domain.movement.place_rows import StandardRow
from thidua.domain.movement.standard import (
    PLACE_LEVEL_WORDS,
    PlaceStandard,
    StandardDecision,
    StandardState,
)
from thidua.domain.period.windows import VIETNAM
from thidua.files.movement.standard_book import standard_book
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.movement.lists import MovementList
from thidua.services.register import counted_targets

_FIRST_YEAR = 1990


def listed(work: Work) -> tuple[PlaceStandard, ...]:
    """Sổ mức đạt chuẩn: what is confirmed and what waits for it, by place and day."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return unchecked(work.session)


def unchecked(session: Session) -> tuple[PlaceStandard, ...]:
    """Sổ mức đạt chuẩn, whoever asks."""
    return counted_targets.standards(session)


def may_confirm(work: Work, row: PlaceStandard) -> bool:
    """Xác nhận được dòng này: it waits, and this person did not enter it."""
    return row.state is StandardState.ENTERED and row.entered_by != work.actor.name


def may_withdraw(work: Work, row: PlaceStandard) -> bool:
    """Bỏ được dòng này: one that a second person confirmed is not taken back by who entered it."""
    return row.state is StandardState.ENTERED or row.entered_by != work.actor.name


def workbook(work: Work) -> bytes:
    """Sổ mức đạt chuẩn as it was last entered, which brought in again changes nothing."""
    return standard_book([one.decision for one in _latest(listed(work)).values()])


def preview_standards(
    work: Work, *, rows: Sequence[StandardRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước sổ mức đạt chuẩn."""
    return _LIST.preview(work, rows, findings)


def import_standards(
    work: Work,
    *,
    rows: Sequence[StandardRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập sổ mức đạt chuẩn: all or nothing; what is new or changed waits for a second person."""
    return _LIST.bring(work, rows, findings, seen)


def confirm(work: Work, *, keys: Collection[int]) -> None:
    """Xác nhận những dòng này: all of them or none, by somebody who entered none of them.

    What stood confirmed of the same place and day gives way. The caller owns the commit.
    """
    require(work.actor, Permission.EDIT_MOVEMENT)
    take_turn(work.session)
    rows = _rows(work.session, keys)
    if not rows:
        raise Refused("Chưa chọn dòng nào để xác nhận.")
    for row in rows:
        if row.state is not StandardState.ENTERED:
            raise StaleEdit("Có dòng vừa được người khác xác nhận hoặc sửa; hãy xem lại.")
        if row.entered_by == work.actor.name:
            raise NotPermitted(
                "Người nhập một dòng không tự xác nhận dòng ấy; hãy nhờ người thứ hai."
            )
    older = {
        (one.place_code, one.day): one
        for one in work.session.exec(
            select(PlaceStandardTable).where(
                PlaceStandardTable.state == StandardState.CONFIRMED,
                col(PlaceStandardTable.place_code).in_(sorted({one.place_code for one in rows})),
            )
        )
    }
    replaced = {
        row.id: older[row.place_code, row.day] for row in rows if (row.place_code, row.day) in older
    }
    for one in replaced.values():
        one.state = StandardState.REPLACED
        work.session.add(one)
    work.session.flush()
    for row in rows:
        row.state = StandardState.CONFIRMED
        row.confirmed_by, row.confirmed_at = work.actor.name, work.now
        work.session.add(row)
    work.session.flush()
    work.at(None).record(
        *(
            Act(
                "standard.confirmed",
                rows=[row_of(row), *([row_of(replaced[row.id])] if row.id in replaced else ())],
            )
            for row in rows
        )
    )


def withdraw(work: Work, *, key: int, reason: str) -> None:
    """Bỏ một dòng ghi nhầm, with the reason; a level that was taken back is entered instead.

    A row that a second person confirmed is never taken out by who entered it.
    """
    require(work.actor, Permission.EDIT_MOVEMENT)
    take_turn(work.session)
    row = next(iter(_rows(work.session, [key])), None)
    if row is None:
        raise NotFound
    if row.state not in place_queries.LIVE_STATES:
        raise StaleEdit("Dòng này vừa được người khác bỏ hoặc thay; hãy xem lại.")
    if row.state is StandardState.CONFIRMED and row.entered_by == work.actor.name:
        raise NotPermitted(
            "Dòng đã có người thứ hai xác nhận thì người nhập không tự bỏ; hãy nhờ người khác."
        )
    reason = clean(reason)
    fault = length_fault(reason, LONGEST_TEXT)
    if not reason or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do bỏ dòng này.")
    row.state, row.reason = StandardState.WITHDRAWN, reason
    work.session.add(row)
    work.session.flush()
    work.at(None).record(Act("standard.withdrawn", rows=[row_of(row)], reason=reason))


def _rows(session: Session, keys: Collection[int]) -> list[PlaceStandardTable]:
    found = session.exec(
        select(PlaceStandardTable)
        .where(col(PlaceStandardTable.id).in_(sorted(keys)))
        .order_by(col(PlaceStandardTable.id))
    )
    return list(found)


_Key = tuple[str, date]


def _latest(rows: Sequence[PlaceStandard]) -> dict[_Key, PlaceStandard]:
    """Bản mới nhất của từng địa bàn và ngày: what waits stands before what is confirmed."""
    found: dict[_Key, PlaceStandard] = {}
    for one in rows:
        key = (one.decision.place, one.decision.day)
        if key not in found or one.state is StandardState.ENTERED:
            found[key] = one
    return found


@dataclass(frozen=True, slots=True)
class _Deciding:
    """Một quyết định cần ghi, and what stands there now."""

    decision: StandardDecision
    before: PlaceStandard | None

    @property
    def change(self) -> Change:
        old = None if self.before is None else self.before.decision.words
        return Change.of(f"Địa bàn {self.decision.place}", old, self.decision.words)


def _require(work: Work) -> Work:
    require(work.actor, Permission.EDIT_MOVEMENT)
    return work.at(None)


def _understand(work: Work, rows: Sequence[StandardRow], findings: Findings) -> list[_Deciding]:
    known = {one.code: one for one in place_queries.places(work.session)}
    latest = _latest(place_queries.standards(work.session))
    today = work.now.astimezone(VIETNAM).date()
    first: dict[_Key, StandardRow] = {}
    found = []
    for row in rows:
        key = (row.decision.place, row.decision.day)
        before = latest.get(key)
        decision = _completed(row, before)
        fault = _fault(decision, known, before, first.get(key), today)
        if fault is not None:
            title, message = fault
            findings.error("standard", message, row.at.get(title, ""))
            continue
        first[key] = row
        found.append(_Deciding(decision, before))
    return found


def _completed(row: StandardRow, before: PlaceStandard | None) -> StandardDecision:
    """Quyết định kèm điều đang lưu ở những cột mà danh sách không có."""
    if before is None:
        return row.decision
    plain = {
        words.SIGNER: "signer",
        words.REVOCATION: "revocation",
        words.REVOKED_ON: "revoked_on",
    }
    as_stored = {
        name: getattr(before.decision, name) for title, name in plain.items() if title in row.unsaid
    }
    return replace(row.decision, **as_stored)


def _fault(
    decision: StandardDecision,
    known: dict[str, Place],
    before: PlaceStandard | None,
    same: StandardRow | None,
    today: date,
) -> tuple[str, str] | None:
    """Chỗ sai của một dòng: the column and the sentence; None where all is well."""
    level = PLACE_LEVEL_WORDS[decision.level]
    day = f"{decision.day:%d/%m/%Y}"
    if decision.place not in known:
        near = nearest(decision.place, known)
        said = f" Gần nhất: {near} {known[near].name}" if near else ""
        return words.CODE, f"không có địa bàn «{decision.place}».{said}"
    if same is not None:
        where = same.at.get(words.CODE, "dòng trên")
        if same.decision.level is decision.level:
            return words.CODE, f"trùng dòng ở {where}: địa bàn {decision.place} ngày {day}"
        return words.LEVEL, f"địa bàn {decision.place} có hai mức trong một ngày {day}, xem {where}"
    if before is not None and before.decision.level is not decision.level:
        old = PLACE_LEVEL_WORDS[before.decision.level]
        return words.LEVEL, (
            f"địa bàn {decision.place} ngày {day} đã ghi mức «{old}», dòng này ghi «{level}»; một "
            "ngày chỉ một mức, hãy bỏ dòng ghi nhầm trước"
        )
    for title, one in ((words.DAY, decision.day), (words.REVOKED_ON, decision.revoked_on)):
        if one is not None and one > today:
            return title, f"ngày {one:%d/%m/%Y} chưa tới; hãy sửa ngày"
    if decision.day.year < _FIRST_YEAR:
        return words.DAY, f"ngày {day} trước năm {_FIRST_YEAR}; hãy kiểm tra lại"
    place = known[decision.place]
    is_new = before is None or before.decision != decision
    if is_new and not place.is_there(decision.day):
        return words.DAY, (
            f"ngày {day} địa bàn {decision.place} chưa có hoặc đã thôi ({place.days}); hãy sửa "
            "ngày, chọn địa bàn khác, hoặc sửa «Từ ngày», «Đến ngày» trong sổ địa bàn"
        )
    if decision.revoked_on is not None and decision.revoked_on < decision.day:
        return words.REVOKED_ON, (
            f"ngày thu hồi {decision.revoked_on:%d/%m/%Y} trước ngày quyết định {day}; hãy sửa lại"
        )
    return None


def _write(work: Work, listing: Sequence[_Deciding]) -> list[Act]:
    waiting = [
        one.before.key
        for one in listing
        if one.before is not None and one.before.state is StandardState.ENTERED
    ]
    older = {(row.place_code, row.day): row for row in _rows(work.session, waiting)}
    for row in older.values():
        row.state = StandardState.REPLACED
        work.session.add(row)
    work.session.flush()
    keys = insert_rows(
        work.session,
        PlaceStandardTable,
        [
            {
                "place_code": one.decision.place,
                "standard": one.decision.level,
                "number": clean(one.decision.number),
                "day": one.decision.day,
                "signer": clean(one.decision.signer),
                "revocation": clean(one.decision.revocation),
                "revoked_on": one.decision.revoked_on,
                "entered_by": work.actor.name,
                "entered_at": work.now,
            }
            for one in listing
        ],
    )
    acts = []
    for one, key in zip(listing, keys, strict=True):
        old = older.get((one.decision.place, one.decision.day))
        acts.append(Act("standard.entered", rows=[key, *([] if old is None else [row_of(old)])]))
    return acts


_LIST = MovementList("Sổ mức đạt chuẩn", _require, _understand, _write)
