"""Đề nghị khen thưởng: put forward, voted on, sent, decided or cut; a decision enters history."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.db.tables import AchievementUse, Proposal
from thidua.domain.award_file import RecordedAward
from thidua.domain.eligibility import CONCLUSION_WORDS, Conclusion, Eligibility
from thidua.domain.eligibility_json import eligibility_json
from thidua.domain.errors import NotFound, Refused, StaleEdit
from thidua.domain.facts import NomineeFacts, Recipient
from thidua.domain.history import Occasion
from thidua.domain.law_book import LawView
from thidua.domain.nomination import LEADER
from thidua.domain.permissions import Actor, Permission, require, require_here, units_of
from thidua.domain.proposal import (
    PROPOSAL_WORDS,
    STANDING,
    Achievement,
    AwardSplit,
    ProposalState,
    ProposedAward,
)
from thidua.domain.quota import CouncilCut
from thidua.domain.record import BlockPeriod
from thidua.domain.text import LONGEST_NAME, clean, length_fault
from thidua.domain.vote import Subject as VoteSubject
from thidua.domain.vote_count import CandidateResult
from thidua.services import award_history, eligibility, law, nominees, subjects, vote_results
from thidua.services.audit import Act, record, take_turn
from thidua.services.eligibility import last_day
from thidua.services.kept import kept
from thidua.services.nominees import Candidacy
from thidua.services.rights import require_now

Use = tuple[str, int]
"""Thành tích được dùng: the code of a fact or the slug of an award, and its year."""


@dataclass(frozen=True)
class _Aim:
    """Điều được đề nghị: the award, or a group of a programme, for one candidate under one law."""

    view: LawView
    candidacy: Candidacy
    award: str
    programme: str
    group: str
    year: int

    @property
    def used_for(self) -> str:
        """Tên mà thành tích được ghi là đã dùng cho."""
        return self.programme or self.award

    def judged(self, candidacy: Candidacy | None = None) -> Eligibility:
        """Kết quả xét, of this candidate or of one that differs in a fact."""
        one = candidacy or self.candidacy
        if not self.programme:
            return eligibility.judge_one(self.view, self.award, one, self.year)
        plan = eligibility.in_force(self.view, self.programme, self.year)
        group = plan.group(self.group)
        if group is None:
            raise NotFound
        return eligibility.judge_one_in(self.view, plan, group, one, self.year)


def listed(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[ProposedAward, ...]:
    """Các đề nghị của kỳ này mà người này được xem, the first made first."""
    require_here(actor, Permission.VIEW_AWARDS, period)
    allowed = units_of(actor, Permission.VIEW_AWARDS, period)
    found = unchecked(session, period)
    if allowed is None:
        return found
    units = {(one.recipient, one.code): one.unit for one in subjects.everybody(session)}
    return tuple(one for one in found if units.get((one.recipient, one.subject)) in allowed)


def unchecked(session: Session, period: BlockPeriod) -> tuple[ProposedAward, ...]:
    """Các đề nghị của kỳ này, whoever asks."""
    return kept(
        session, ("proposals", period), lambda: tuple(dossier_queries.proposals(session, period))
    )


def split(session: Session, *, actor: Actor, period: BlockPeriod) -> AwardSplit:
    """Khen thưởng cá nhân đang được đề nghị hoặc đã quyết định, by who leads and who does not."""
    require(actor, Permission.VIEW_AWARDS, period)
    people = {
        one.nominee.code: one.nominee.facts.stated.get((LEADER, None))
        for one in nominees.unchecked(session, period)
        if one.nominee.recipient is Recipient.INDIVIDUAL
    }
    holds = [
        None if (stated := people.get(one.subject)) is None else stated.value
        for one in unchecked(session, period)
        if one.recipient is Recipient.INDIVIDUAL and one.state in STANDING
    ]
    return AwardSplit(holds.count(True), holds.count(False), holds.count(None))


def achievements(
    session: Session, *, actor: Actor, period: BlockPeriod, recipient: Recipient, subject: str
) -> tuple[Achievement, ...]:
    """Thành tích chỉ được dùng một lần của một đối tượng, and what took each already."""
    one = _candidacy(session, period, recipient, subject)
    require(actor, Permission.VIEW_AWARDS, period, one.unit)
    book = law.book(session)
    view = book.at(last_day(period.year))
    found = []
    for code, year in _countable(view, one):
        kind = book.catalogue.kinds[code]
        fact = one.nominee.facts.stated[code, year]
        used = next((use for use in one.nominee.used if use.is_of(code, year, fact.evidence)), None)
        said = "" if used is None else f"{_name(view, used.for_award)} năm {used.for_year}"
        text = kind.text(fact.value) or ""
        found.append(Achievement(code, year, kind.name, text, fact.evidence, said))
    return tuple(found)


def _countable(view: LawView, one: Candidacy) -> list[Use]:
    """Dữ kiện của đối tượng mà quy tắc dùng một lần nói tới, by code and year."""
    codes = {code for rule in view.single_uses() for code in rule.facts}
    known = view.book.catalogue
    return sorted(
        (code, year)
        for code, year in one.nominee.facts.stated
        if code in codes and year is not None and known.get(code) is not None
    )


def _name(view: LawView, award: str) -> str:
    kind = view.book.awards.get(award)
    programme = view.book.programmes.get(award)
    if kind is not None:
        return kind.name
    return award if programme is None else programme.name


def propose(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    recipient: Recipient,
    subject: str,
    now: datetime,
    award: str = "",
    programme: str = "",
    group: str = "",
    reason: str = "",
    document: str = "",
    despite: str = "",
    uses: Sequence[Use] | None = None,
    on: date | None = None,
) -> int:
    """Đề nghị khen thưởng một đối tượng; the key of the proposal.

    Whoever the law book does not find eligible is refused with what is missing, unless `despite`
    says why all the same. `uses` are the achievements it takes; left out, those without which it
    would not be eligible.
    """
    unit = subjects.unit_of(session, recipient, subject)
    fresh = require_now(session, actor, Permission.PROPOSE_AWARD, period, unit)
    take_turn(session)
    aim = _aim(session, fresh, recipient, subject, award, programme, group, on)
    award = aim.award
    standing = [one for one in dossier_queries.proposals(session, fresh) if one.state in STANDING]
    place = (programme, group, award, recipient, subject)
    if place in [(o.programme, o.group, o.award, o.recipient, o.subject) for o in standing]:
        raise Refused(f"«{aim.candidacy.nominee.name}» đã được đề nghị {_name(aim.view, award)}.")
    found = aim.judged()
    _require_eligible(aim, found, despite)
    row = Proposal(
        block_year_id=fresh.id,
        award=award,
        programme=programme,
        group_code=group,
        recipient=recipient,
        subject=subject,
        reason=clean(reason),
        despite=clean(despite),
        document=clean(document),
        verdict=_verdict(found),
        judged_on=found.on,
        set_by=actor.name,
        set_at=now,
    )
    session.add(row)
    session.flush()
    taken = _taken(aim, found, uses)
    session.add_all(
        AchievementUse(
            proposal_id=row.id or 0, what=use[0], year=use[1], evidence=_evidence(aim, use)
        )
        for use in taken
    )
    session.flush()
    said = [_name(aim.view, award), CONCLUSION_WORDS[found.conclusion]]
    said += [f"dùng {what} năm {year}" for what, year in taken]
    why = clean(despite) or clean(reason)
    _record(session, actor, now, fresh, row, "", "; ".join(said), why)
    return row.id or 0


def _candidacy(
    session: Session, period: BlockPeriod, recipient: Recipient, subject: str, award: str = ""
) -> Candidacy:
    for one in nominees.unchecked(session, period, award):
        if (one.nominee.recipient, one.nominee.code) == (recipient, subject):
            return one
    raise NotFound


def _aim(
    session: Session,
    period: BlockPeriod,
    recipient: Recipient,
    subject: str,
    award: str,
    programme: str,
    group: str,
    on: date | None,
) -> _Aim:
    view = law.book(session).at(on or last_day(period.year))
    if programme:
        found = eligibility.in_force(view, programme, period.year).group(group)
        if found is None or recipient not in found.recipients:
            raise NotFound
        award = found.award
    kind = view.book.awards.get(award)
    if kind is None or recipient not in kind.recipients:
        raise NotFound
    one = _candidacy(session, period, recipient, subject, award)
    return _Aim(view, one, award, programme, group, period.year)


def _require_eligible(aim: _Aim, found: Eligibility, despite: str) -> None:
    if found.conclusion is Conclusion.ELIGIBLE or clean(despite):
        return
    wanting = "; ".join(f"{row.requirement}: {row.word}" for row in found.wanting)
    raise Refused(
        f"«{found.name}» {CONCLUSION_WORDS[found.conclusion]} cho {_name(aim.view, aim.award)} "
        f"({wanting}). Muốn vẫn đề nghị, hãy ghi lý do."
    )


def _verdict(found: Eligibility) -> str:
    return json.dumps(eligibility_json([found], {})[0], ensure_ascii=False)


def _taken(aim: _Aim, found: Eligibility, uses: Sequence[Use] | None) -> list[Use]:
    """Thành tích đề nghị này dùng; Refused where one of those named was used elsewhere."""
    if uses is None:
        return _needed(aim) if found.conclusion is Conclusion.ELIGIBLE else []
    nominee = aim.candidacy.nominee
    known = {
        *nominee.facts.stated,
        *((award.award, award.year) for award in nominee.history.awards),
    }
    for what, year in uses:
        if (what, year) not in known:
            raise NotFound
        for use in nominee.used:
            is_other = (use.for_award, use.for_year) != (aim.used_for, aim.year)
            if is_other and use.is_of(what, year, _evidence(aim, (what, year))):
                raise Refused(
                    f"Thành tích «{what}» năm {year} đã dùng để xét "
                    f"{_name(aim.view, use.for_award)} năm {use.for_year}."
                )
    return sorted(set(uses))


def _needed(aim: _Aim) -> list[Use]:
    """Thành tích không có thì không đủ điều kiện, found by leaving out one after another."""
    one = aim.candidacy
    needed = []
    for place in _countable(aim.view, one):
        stated = {key: fact for key, fact in one.nominee.facts.stated.items() if key != place}
        without = replace(one, nominee=replace(one.nominee, facts=NomineeFacts(stated)))
        if aim.judged(without).conclusion is Conclusion.ELIGIBLE:
            one = without
        else:
            needed.append(place)
    return needed


def _evidence(aim: _Aim, use: Use) -> str:
    stated = aim.candidacy.nominee.facts.stated.get(use)
    if stated is not None:
        return stated.evidence
    awards = aim.candidacy.nominee.history.awards
    return next((one.decision for one in awards if (one.award, one.year) == use), "")


def withdraw(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    key: int,
    seen: int,
    now: datetime,
    reason: str,
) -> None:
    """Rút một đề nghị chưa trình; what it used may be used again."""
    found = _row(session, period, key)
    unit = subjects.unit_of(session, found.recipient, found.subject)
    period = require_now(session, actor, Permission.PROPOSE_AWARD, period, unit)
    row = _held(session, period, key, seen, ProposalState.WITHDRAWN)
    row.standing = False
    _move(session, actor, now, period, row, ProposalState.WITHDRAWN, _needs(reason, "lý do rút"))


def mark_voted(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    key: int,
    seen: int,
    now: datetime,
    vote: int | None = None,
    document: str = "",
) -> None:
    """Ghi đã bình xét: by a vote counted here in which it passed, or by the minutes of one."""
    period = require_now(session, actor, Permission.DECIDE_AWARD, period)
    row = _held(session, period, key, seen, ProposalState.VOTED)
    if vote is None:
        said = _needs(document, "biên bản bình xét")
    else:
        said = _passed(session, period, row, vote)
    row.vote_id, row.document = vote, clean(document) or row.document
    _move(session, actor, now, period, row, ProposalState.VOTED, said)


def _passed(session: Session, period: BlockPeriod, row: Proposal, vote: int) -> str:
    """Kết quả bỏ phiếu của đối tượng này; Refused where it did not pass."""
    book = law.book(session)
    for closed in vote_results.unchecked_results(session, period):
        draft = closed.vote.draft
        if closed.vote.key != vote or draft.subject is not VoteSubject.AWARD:
            continue
        if not nominees.is_award(book, draft.award, row.award):
            continue
        for one in closed.result.candidates:
            if one.candidate.code == row.subject:
                return _vote_words(draft.title, one)
    raise NotFound("Cuộc bỏ phiếu này chưa kiểm phiếu, hoặc không bỏ phiếu về đề nghị này.")


def _vote_words(title: str, one: CandidateResult) -> str:
    if not one.has_passed:
        lack = f", còn thiếu {one.missing} phiếu" if one.missing else ""
        got = f"«{one.candidate.text}» được {one.votes}/{one.base} phiếu ở «{title}»"
        raise Refused(f"{got}, không đạt{lack}.")
    return f"«{title}»: {one.votes}/{one.base} phiếu"


def mark_sent(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    key: int,
    seen: int,
    now: datetime,
    document: str,
) -> None:
    """Ghi đã trình cấp trên, by which letter."""
    period = require_now(session, actor, Permission.DECIDE_AWARD, period)
    row = _held(session, period, key, seen, ProposalState.SENT)
    row.document = _needs(document, "số tờ trình")
    _move(session, actor, now, period, row, ProposalState.SENT, row.document)


def decide(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    key: int,
    seen: int,
    now: datetime,
    decision: str,
    day: date,
    signer: str,
    authority: str = "",
    despite: str = "",
) -> None:
    """Ghi quyết định khen thưởng; it enters the history of whoever is awarded.

    The law book is asked once more for the day of the decision, and its answer kept. Where it does
    not say eligible, `despite` must say why it was decided all the same.
    """
    period = require_now(session, actor, Permission.DECIDE_AWARD, period)
    row = _held(session, period, key, seen, ProposalState.DECIDED)
    row.decision, row.signer = _needs(decision, "số quyết định"), _needs(signer, "người ký")
    if day > now.date():
        raise Refused(f"Ngày quyết định {day:%d/%m/%Y} chưa tới.")
    aim = _aim(
        session, period, row.recipient, row.subject, row.award, row.programme, row.group_code, day
    )
    found = aim.judged()
    _require_eligible(aim, found, despite or row.despite)
    if authority := clean(authority):
        row.authority = authority
    else:
        conferrer = aim.view.conferrer(row.award)
        row.authority = "" if conferrer is None else conferrer.text[:LONGEST_NAME]
    row.day, row.despite = day, clean(despite) or row.despite
    row.verdict, row.judged_on = _verdict(found), found.on
    occasion = Occasion.ANNUAL
    if row.programme:
        occasion = eligibility.in_force(aim.view, row.programme, period.year).occasion
    given = RecordedAward(
        0,
        row.recipient,
        row.subject,
        row.award,
        period.year,
        row.decision,
        day,
        row.authority,
        occasion,
    )
    act = award_history.give(session, actor=actor, award=given, proposal=key, now=now)
    said = f"quyết định {row.decision} ngày {day:%d/%m/%Y}, {row.signer} ký"
    _move(session, actor, now, period, row, ProposalState.DECIDED, said, act)


def cut(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    key: int,
    seen: int,
    now: datetime,
    council: str,
    day: date,
    reason: str,
) -> None:
    """Ghi hội đồng không đồng ý, with its reason; what it used may be used again."""
    period = require_now(session, actor, Permission.DECIDE_AWARD, period)
    row = _held(session, period, key, seen, ProposalState.CUT)
    if day > now.date():
        raise Refused(f"Ngày họp {day:%d/%m/%Y} chưa tới.")
    given = CouncilCut(row.subject, row.award, _needs(council, "tên hội đồng"), day, clean(reason))
    row.council, row.day, row.reason = given.council, given.day, given.reason
    row.standing = False
    said = f"{given.council}, ngày {day:%d/%m/%Y}: {given.reason}"
    _move(session, actor, now, period, row, ProposalState.CUT, said)


def _needs(text: str, what: str) -> str:
    said = clean(text)
    fault = length_fault(said, LONGEST_NAME)
    if not said or fault is not None:
        raise Refused(f"Cần ghi {what}." if not said else f"Phần {what} {fault}.")
    return said


def _row(session: Session, period: BlockPeriod, key: int) -> Proposal:
    row = session.get(Proposal, key)
    if row is None or row.block_year_id != period.id:
        raise NotFound
    return row


def _held(
    session: Session, period: BlockPeriod, key: int, seen: int, to: ProposalState
) -> Proposal:
    """Đề nghị giữ tới hết giao dịch, as the person saw it and able to take this step."""
    take_turn(session)
    row = _row(session, period, key)
    session.refresh(row)
    if row.version != seen:
        raise StaleEdit("Đề nghị này vừa được người khác sửa; hãy xem lại.")
    dossier_queries.proposed_award(row).require_next(to)
    return row


def _move(
    session: Session,
    actor: Actor,
    now: datetime,
    period: BlockPeriod,
    row: Proposal,
    to: ProposalState,
    said: str,
    *more: Act,
) -> None:
    old = PROPOSAL_WORDS[row.state]
    row.state = to
    row.version += 1
    row.set_by, row.set_at = actor.name, now
    session.add(row)
    session.flush()
    _record(session, actor, now, period, row, old, "", said, *more)


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    period: BlockPeriod,
    row: Proposal,
    old: str,
    more: str,
    reason: str,
    *others: Act,
) -> None:
    said = f"{state_words(row.id or 0, row.state)}{f' ({more})' if more else ''}"
    act = Act(f"proposal.{row.state}", row.subject, row.award, old, said, reason)
    record(session, actor=actor, now=now, acts=[act, *others], period=period)


def state_words(key: int, state: ProposalState) -> str:
    """Trạng thái của một đề nghị bằng lời trong nhật ký."""
    return f"đề nghị {key}: {PROPOSAL_WORDS[state]}"
