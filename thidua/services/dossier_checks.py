"""Kiểm tra hồ sơ khen thưởng: against the record, and that each decision rests on a verdict."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from thidua.db import dossier_queries, queries
from thidua.db.tables import AuditEntry, GivenAward, Proposal, QuotaSetting
from thidua.domain.eligibility import Conclusion
from thidua.domain.fact_file import fact_year
from thidua.domain.measured import STATE_WORDS, RequirementState
from thidua.domain.proposal import ProposalState
from thidua.services import quotas
from thidua.services.law import law_words
from thidua.services.proposal_steps import state_words

Difference = tuple[str, str, str]
"""Chỗ khác nhật ký: where, what stands there, what was recorded last."""

_ABSENT, _UNRECORDED = "không có", "chưa ghi nhận"
_PROPOSAL = re.compile(r"(đề nghị \d+): (.*)", re.DOTALL)


def differences(session: Session) -> Iterator[Difference]:
    """Hồ sơ đã bị đổi ngoài phần mềm: every value must be the one that was recorded last."""
    yield from _compared(_stored_people(session), _recorded_people(session), "cá nhân")
    yield from _compared(_stored_facts(session), _recorded_facts(session), "dữ kiện")
    yield from _awards(session)
    yield from _compared(_stored_law(session), _recorded_law(session), "bản luật")
    yield from _compared(_stored_places(session), _recorded_places(session), "số suất")
    yield from _compared(_stored_proposals(session), _recorded_proposals(session), "trạng thái")


def _compared(stored: dict[str, str], recorded: dict[str, str], kind: str) -> Iterator[Difference]:
    for place in sorted(stored.keys() | recorded.keys()):
        one, other = stored.get(place, _ABSENT), recorded.get(place, _UNRECORDED)
        if one != other:
            yield f"{kind} {place}", one, other


def _entries(session: Session, *actions: str) -> list[Any]:
    """Các mục nhật ký của những việc này, in their order."""
    columns = (
        AuditEntry.action,
        AuditEntry.block_code,
        AuditEntry.year,
        AuditEntry.unit_code,
        AuditEntry.criterion_code,
        AuditEntry.old,
        AuditEntry.new,
    )
    wanted = col(AuditEntry.action).in_(actions)
    statement = queries.pick(*columns).where(wanted).order_by(col(AuditEntry.position))
    return list(session.connection().execute(statement))


def _stored_people(session: Session) -> dict[str, str]:
    return {one.code: one.words for one in dossier_queries.staff(session)}


def _recorded_people(session: Session) -> dict[str, str]:
    rows = _entries(session, "person.new", "person.changed")
    return {row.unit_code: row.new for row in rows}


def _stored_facts(session: Session) -> dict[str, str]:
    return {
        f"{one.subject} · {one.code} · {fact_year(one.year)}": one.words
        for one in dossier_queries.facts(session)
    }


def _recorded_facts(session: Session) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _entries(session, "fact.stated", "fact.withdrawn"):
        place = f"{row.unit_code} · {row.criterion_code} · {row.new.partition(': ')[0]}"
        found[place] = row.new
        if row.action == "fact.withdrawn":
            del found[place]
    return found


def _awards(session: Session) -> Iterator[Difference]:
    """Các lần khen, as often as they stand there and were recorded."""
    recorded: Counter[tuple[str, str]] = Counter()
    for row in _entries(session, "award.noted", "award.changed", "award.withdrawn"):
        recorded[row.unit_code, row.old] -= bool(row.old)
        recorded[row.unit_code, row.new] += bool(row.new)
    stored = Counter((one.subject, one.words) for one in dossier_queries.awards_given(session))
    for place, words in sorted(stored.keys() | recorded.keys()):
        times, told = stored[place, words], recorded[place, words]
        if times > told:
            yield f"lần khen {place}", words, _UNRECORDED
        elif times < told:
            yield f"lần khen {place}", _ABSENT, words


def _stored_law(session: Session) -> dict[str, str]:
    return {one.name: law_words(one.name, one.text) for one in dossier_queries.law_copies(session)}


def _recorded_law(session: Session) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _entries(session, "law.changed", "law.removed"):
        words = row.new or row.old
        name = words.rpartition(" · ")[0]
        found[name] = words
        if row.action == "law.removed":
            del found[name]
    return found


def _stored_places(session: Session) -> dict[str, str]:
    periods = {one.id: f"{one.block_code} {one.year}" for one in queries.periods(session)}
    return {
        f"{periods[row.block_year_id]} · {quotas.place_words(row.programme, row.code)}": (
            quotas.setting_words(row)
        )
        for row in session.exec(select(QuotaSetting))
    }


def _recorded_places(session: Session) -> dict[str, str]:
    found = {}
    for row in _entries(session, "quota.set"):
        place, _, words = row.new.rpartition(": ")
        found[f"{row.block_code} {row.year} · {place}"] = words
    return found


def _stored_proposals(session: Session) -> dict[str, str]:
    found = {}
    for row in session.exec(select(Proposal)):
        place, _, words = state_words(row.id or 0, row.state).partition(": ")
        found[place] = words
    return found


def _recorded_proposals(session: Session) -> dict[str, str]:
    found = {}
    for row in _entries(session, *(f"proposal.{state}" for state in ProposalState)):
        said = _PROPOSAL.fullmatch(row.new)
        if said is not None:
            found[said[1]] = said[2].partition(" (")[0]
    return found


def decisions(session: Session) -> Iterator[str]:
    """Mỗi quyết định có kết quả xét đầy đủ của ngày quyết định, and stands in the history as is."""
    given = {
        row.proposal_id: row
        for row in session.exec(select(GivenAward).where(col(GivenAward.proposal_id).is_not(None)))
    }
    for row in session.exec(select(Proposal).order_by(col(Proposal.id))):
        award = given.get(row.id)
        place = f"đề nghị {row.id} · {row.subject} · {row.award}"
        if row.state is not ProposalState.DECIDED:
            if award is not None:
                yield f"{place}: chưa có quyết định mà đã vào quá trình khen thưởng"
            continue
        fault = _verdict_fault(row)
        if fault:
            yield f"{place}: {fault}"
        if award is None or _decided(award) != _decided(row):
            yield f"{place}: quá trình khen thưởng không ghi đúng quyết định này"


def _decided(row: GivenAward | Proposal) -> tuple[object, ...]:
    return row.recipient, row.subject, row.award, row.decision, row.day, row.authority


def _verdict_fault(row: Proposal) -> str:
    """Chỗ thiếu của kết quả xét; what was decided against the law book says why."""
    if not row.verdict or row.judged_on is None or row.judged_on != row.day:
        return "không có kết quả xét của ngày quyết định"
    found = json.loads(row.verdict)
    missing = STATE_WORDS[RequirementState.MISSING]
    is_whole = bool(found["findings"]) and all(
        one["verdict"] != missing for one in found["findings"]
    )
    if row.despite or (is_whole and found["verdict"] == Conclusion.ELIGIBLE):
        return ""
    return "kết quả xét chưa đầy đủ hoặc không đủ điều kiện mà không ghi lý do"
