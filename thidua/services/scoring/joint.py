"""Quyết định hai người: kept as asked, with the values it will write, until a second person."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.columns import canonical
from thidua.db.tables import JointDecision as JointRow
from thidua.db.tables import ScoreLine, ScoreSheet, Unit
from thidua.domain.access.interest import interest_of
from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.occurrence_text import occurrences_text
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.audit import Act, canonical_json, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Điều đề nghị: of which kind, about what, with the values to be written and why."""

    kind: JointKind
    unit: str
    criterion: str = ""
    content: Mapping[str, Any]
    reason: str
    document: str = ""


def ask(work: Work, asked: Asked) -> Act:
    """Ghi một đề nghị; nothing else changes. The caller asked for rights and records the act.

    Refused while another one about the same waits.
    """
    reason, document = clean_lines(asked.reason), clean_lines(asked.document)
    for word, text in (("Lý do", reason), ("Văn bản", document)):
        fault = length_fault(text, LONGEST_TEXT)
        if fault:
            raise Refused(f"{word} {fault}.")
    take_turn(work.session)
    if (asked.kind, asked.unit, asked.criterion) in _places(work.session, work.period):
        about = " · ".join(filter(None, [asked.unit, asked.criterion]))
        raise Refused(
            f"{about}: đang có một đề nghị chờ người thứ hai; hãy xác nhận hoặc rút nó trước."
        )
    row = JointRow(
        block_year_id=work.period.id,
        kind=asked.kind,
        unit_id=queries.unit_key(work.session, asked.unit),
        criterion_code=asked.criterion,
        content=canonical_json(asked.content),
        reason=reason,
        document=document,
        asked_by=work.actor.name,
        asked_of=units_text(interest_of(work.actor, work.period).units),
        asked_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return Act("joint.asked", asked.unit, asked.criterion, rows=[row_of(row)], reason=reason)


def _places(session: Session, period: BlockPeriod) -> set[tuple[JointKind, str, str]]:
    return {(one.kind, one.unit, one.criterion) for one in _read(session, period) if is_open(one)}


def is_open(decision: JointDecision) -> bool:
    """Còn chờ người thứ hai."""
    return decision.done_at is None


def unchecked(session: Session, period: BlockPeriod) -> tuple[JointDecision, ...]:
    """Các quyết định hai người của kỳ này, those withdrawn left out, whoever asks."""
    return kept(session, ("joint decisions", period), lambda: _read(session, period))


def unchecked_waiting(session: Session, period: BlockPeriod) -> tuple[JointDecision, ...]:
    """Các quyết định còn chờ người thứ hai, whoever asks: while there is one, nothing is final."""
    return tuple(one for one in unchecked(session, period) if is_open(one))


def _read(session: Session, period: BlockPeriod) -> tuple[JointDecision, ...]:
    rows = session.exec(
        select(JointRow, Unit.code)
        .join(Unit, col(Unit.id) == col(JointRow.unit_id))
        .where(JointRow.block_year_id == period.id, col(JointRow.withdrawn).is_(False))
        .order_by(col(JointRow.id))
    )
    return tuple(decision_of(row, unit) for row, unit in rows)


def decision_of(row: JointRow, unit: str) -> JointDecision:
    """Quyết định từ một dòng đã lưu."""
    return JointDecision(
        key=row.id or 0,
        kind=row.kind,
        unit=unit,
        criterion=row.criterion_code,
        content=json.loads(row.content),
        reason=row.reason,
        document=row.document,
        asked_by=row.asked_by,
        asked_of=frozenset(row.asked_of.split("\n")) - {""},
        asked_at=row.asked_at,
        done_by=row.done_by or "",
        done_at=row.done_at,
        difference=row.difference,
    )


def units_text(units: Collection[str]) -> str:
    """Các đơn vị của một người, a code a line."""
    return "\n".join(sorted(units))


@dataclass(frozen=True, slots=True)
class LineHead:
    """Đầu dòng đang lưu: what of it says whether changing it takes two people."""

    version: int = 0
    state: LineState = LineState.CLEARED
    target: Decimal | None = None


def line_heads(session: Session, sheet_id: int, codes: Collection[str]) -> dict[str, LineHead]:
    """Đầu các dòng này trên một bảng, withdrawn ones included, so that a save can be checked."""
    rows = queries.picked(session, _LINE_HEADS, sheet=sheet_id, codes=list(codes))
    return {code: LineHead(*head) for code, *head in rows}


_LINE_HEADS = queries.pick(
    ScoreLine.criterion_code, ScoreLine.version, ScoreLine.state, ScoreLine.target
).where(
    col(ScoreLine.sheet_id) == bindparam("sheet"),
    col(ScoreLine.live),
    col(ScoreLine.criterion_code).in_(bindparam("codes", expanding=True)),
)


def taking_two(
    session: Session,
    period: BlockPeriod,
    unit: str,
    entries: Mapping[str, Entry | None],
    heads: Mapping[str, LineHead],
) -> frozenset[str]:
    """Các dòng thẩm định cần hai người: «Không giao», its end, and a target the unit never gave."""
    found = {
        code
        for code, entry in entries.items()
        if (entry is not None and entry.state is LineState.NOT_ASSIGNED)
        != (heads.get(code, LineHead()).state is LineState.NOT_ASSIGNED)
    }
    given = {
        code: entry.target
        for code, entry in entries.items()
        if entry is not None
        and entry.target is not None
        and entry.target != heads.get(code, LineHead()).target
    }
    if given:
        claimed = _claimed_targets(session, period, unit, given)
        found |= {code for code, target in given.items() if claimed.get(code) != target}
    return frozenset(found)


def _claimed_targets(
    session: Session, period: BlockPeriod, unit: str, codes: Collection[str]
) -> dict[str, Decimal | None]:
    """Kế hoạch mà đơn vị tự ghi, and what was typed for it once it had confirmed that."""
    rows = queries.picked(
        session,
        queries.pick(ScoreLine.criterion_code, ScoreLine.target)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            col(ScoreSheet.block_year_id) == period.id,
            col(ScoreSheet.hand) == Hand.SELF,
            col(Unit.code) == unit,
            col(ScoreLine.live),
            col(ScoreLine.confirmed_by).is_not(None),
            col(ScoreLine.criterion_code).in_(list(codes)),
        ),
    )
    return {code: target for code, target in rows}


def ask_line(
    work: Work, *, unit: str, criterion: str, base: int, entry: Entry | None, document: str
) -> Act:
    """Đề nghị ghi một dòng thẩm định: what stands there stays until somebody else confirms.

    Refused without a reason, and «Không giao» and a target without the document.
    """
    entry = entry or Entry(state=LineState.CLEARED)
    document = clean_lines(document)
    what = "«Không giao»" if entry.state is LineState.NOT_ASSIGNED else "kế hoạch do tổ thẩm định"
    if not document and (entry.target is not None or entry.state is LineState.NOT_ASSIGNED):
        raise Refused(
            f"{criterion}: {what} cần văn bản (số, ngày) ở ô «Văn bản kèm theo»; chưa ghi gì."
        )
    if entry.target is not None and not clean_lines(entry.explanation):
        raise Refused(f"{criterion}: {what} cần lý do ở cột Giải trình; chưa ghi gì.")
    values = {"base": base, "entry": entry_values(entry)}
    return ask(
        work,
        Asked(
            kind=JointKind.LINE,
            unit=unit,
            criterion=criterion,
            content=values,
            reason=entry.explanation or _WITHDRAWN,
            document=document,
        ),
    )


_WITHDRAWN = "Bỏ giá trị đang có của dòng này"


def entry_values(entry: Entry) -> dict[str, str]:
    """Dòng điểm thành giá trị: columns as a stored line has them, empty ones left out."""
    numbers = {"target": entry.target, "actual": entry.actual, "points": entry.points}
    texts = {
        "state": entry.state.value,
        "choice": entry.choice,
        "events": queries.events_text(entry.events),
        "occurrences": occurrences_text(entry.occurrences),
        "explanation": entry.explanation,
        "evidence": entry.evidence,
        **{name: None if one is None else canonical(one) for name, one in numbers.items()},
    }
    return {name: text for name, text in texts.items() if text}


def entry_of(values: Mapping[str, str]) -> Entry:
    """Dòng điểm từ giá trị đã lưu; it stands as soon as it is written."""
    numbers = {name: Decimal(values[name]) for name in _NUMBERS if name in values}
    state = LineState(values["state"])
    return queries.stored_entry({**values, **numbers, "state": state, "confirmed_by": ""})


_NUMBERS = ("target", "actual", "points")
