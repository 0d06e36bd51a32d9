"""Biểu quyết của hội đồng: a vote of the one engine on items of a meeting, by a named rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col

from thidua.db.changes import update_rows
from thidua.db.tables import CouncilItemTable
from thidua.domain.access.permissions import Permission, require
from thidua.domain.council.council import Council, CouncilKind, CouncilRule
from thidua.domain.council.meeting import VOTE_SUBJECTS, AgendaItem, AgendaKind
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.law.law import VoteRule
from thidua.domain.period.windows import day_of, vi_day
from thidua.domain.vote.vote import (
    Base,
    Candidate,
    Conduct,
    Electorate,
    OwnUnit,
    VoteDraft,
    VoteKind,
    VoteRules,
)
from thidua.services.awards import aims
from thidua.services.awards.eligibility import last_day
from thidua.services.council import agenda, keeping, meetings
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.vote import thresholds, votes


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """Quy định dùng được cho một cuộc bỏ phiếu: in words, and what the reader must be told."""

    words: str
    rule: CouncilRule
    doubts: tuple[str, ...] = ()


def rules_for(work: Work, *, key: int, items: Sequence[int]) -> tuple[RuleChoice, ...]:
    """Các quy định cho những việc này: the council's own first, then those of the law book.

    For how far an initiative reaches no source is known: there only what the council has set.
    """
    require(work.actor, Permission.SET_UP_VOTE, work.period)
    meeting, body = meetings.unchecked_one(work.session, work.period, key)
    chosen = [one for one in meeting.items if one.key in items]
    found = []
    if body.rule is not None:
        found.append(RuleChoice(f"Quy định của hội đồng: {body.rule.words()}", body.rule))
    if body.kind is CouncilKind.INFLUENCE:
        return tuple(found)
    for subject in {VOTE_SUBJECTS[one.kind] for one in chosen}:
        for one in thresholds.rules(work, subject=subject):
            if _is_for(one, body) and _fits(one, chosen):
                found.append(_of_law(work, one, body))
    return tuple(found)


def _is_for(rule: VoteRule, body: Council) -> bool:
    """Ngưỡng của hội đồng loại này."""
    return rule.electorate is Electorate.COUNCIL and rule.council in (None, body.kind)


def _fits(rule: VoteRule, items: Sequence[AgendaItem]) -> bool:
    asked = {one.award for one in items if one.award}
    return not rule.awards or (bool(asked) and asked <= rule.awards)


def _of_law(work: Work, rule: VoteRule, body: Council) -> RuleChoice:
    kept = CouncilRule(
        threshold=rule.threshold,
        quorum=rule.quorum,
        substitutes=_may_send(rule, body),
    )
    doubts = tuple(rule.citation.warnings(day_of(work.now)))
    doubt = "; chưa kiểm chứng" if doubts else ""
    return RuleChoice(f"{rule.text} ({rule.threshold.source}{doubt})", kept, doubts)


def _may_send(rule: VoteRule, body: Council) -> bool:
    """Người đi thay được biểu quyết: as the text says, else as the council has set."""
    if rule.substitutes is not None:
        return rule.substitutes
    return body.rule is not None and body.rule.substitutes


def set_up(
    work: Work,
    *,
    key: int,
    seen: int,
    items: Sequence[int],
    rule: CouncilRule,
    conduct: Conduct = Conduct.ELECTRONIC,
    allows_paper: bool = False,
) -> int:
    """Lập cuộc bỏ phiếu về những việc này của phiên họp; its key.

    Items of one kind, and of one award, go on one ballot; who keeps out of one has no vote on it
    and is no part of its base. Where all are asked in writing nobody has to be in a room.
    """
    work = keeping.begin(work)
    meeting, body = meetings.held(work, key, seen)
    chosen = [one for one in meeting.items if one.key in items]
    if len(chosen) != len(set(items)):
        raise NotFound
    if not chosen:
        raise Refused("Chưa chọn việc nào để bỏ phiếu.")
    if any(one.vote is not None for one in chosen):
        raise Refused("Có việc đã lập cuộc bỏ phiếu; mỗi việc một cuộc.")
    if len({(one.kind, one.award) for one in chosen}) > 1:
        raise Refused("Một lá phiếu chỉ hỏi một loại việc, về một danh hiệu; hãy lập từng cuộc.")
    if not body.sitting(meeting.day):
        raise Refused("Hội đồng chưa có thành viên nào đương nhiệm vào ngày họp.")
    if rule.threshold.base not in (Base.MEMBERS, Base.PRESENT):
        raise Refused("Tỷ lệ của hội đồng tính trên tổng số thành viên hoặc số có mặt.")
    if meeting.in_writing and rule.threshold.base is Base.PRESENT:
        raise Refused(
            "Lấy ý kiến bằng văn bản thì không có người có mặt: tỷ lệ phải tính trên tổng số thành "
            "viên."
        )
    agenda.require_current(work, body, chosen)
    kind = chosen[0].kind
    award = chosen[0].award
    if award:
        award = aims.name_of(law.book(work.session).at(last_day(work.period.year)), award)
    vote = votes.set_up(
        work,
        draft=VoteDraft(
            title=_title(body, kind, award, vi_day(meeting.day), chosen),
            rules=VoteRules(
                threshold=rule.threshold,
                kind=VoteKind.APPROVAL,
                electorate=Electorate.COUNCIL,
                conduct=conduct,
                quorum=None if meeting.in_writing else rule.quorum,
                own_unit=OwnUnit.OUT_OF_BASE,
                allows_paper=allows_paper and conduct is Conduct.ELECTRONIC,
            ),
            candidates=tuple(Candidate(one.candidate, one.text, one.unit) for one in chosen),
            subject=VOTE_SUBJECTS[kind],
            award=award,
        ),
    )
    update_rows(
        work.session,
        CouncilItemTable,
        col(CouncilItemTable.id).in_([one.key for one in chosen]),
        vote_id=vote,
    )
    work.record(Act("council.vote_set_up"))
    return vote


def _title(
    body: Council, kind: AgendaKind, award: str, day: str, chosen: Sequence[AgendaItem]
) -> str:
    about = {
        AgendaKind.PROPOSAL: f"đề nghị tặng {award}",
        AgendaKind.INITIATIVE: "xét sáng kiến",
        AgendaKind.OTHER: chosen[0].text,
    }[kind]
    first = min(one.position for one in chosen)
    return f"{body.name}, họp {day}: {about}, từ việc {first}"[:200]
