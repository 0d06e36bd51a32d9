"""Bản trình chiếu của một kỳ: read as the pages read it, and handed out as a PowerPoint file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.awards.eligibility_json import kept_words
from thidua.domain.awards.proposal import STANDING, ProposedAward
from thidua.domain.document.deck.blocks import Deck
from thidua.domain.document.deck.compose import compose
from thidua.domain.document.deck.facts import (
    DeckFacts,
    HeldVote,
    LastEntry,
    LimitUse,
    MovementTold,
    PutForward,
    RegisterTold,
    ReportsTold,
    YearRanks,
)
from thidua.domain.document.deck.years import YEARS
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.steps import Step, silent
from thidua.domain.law.book import LawView
from thidua.domain.law.quota import QuotaState
from thidua.domain.movement.participation import ParticipationState
from thidua.domain.period.stage import CLOSED
from thidua.domain.period.windows import day_of
from thidua.domain.register.registers import REGISTERS
from thidua.domain.report.hand_in import Due
from thidua.domain.thread.thread import Thread
from thidua.domain.vote.counting import CandidateResult, tells_ballots
from thidua.domain.vote.vote import VoteStatus
from thidua.files.slides.out import deck_file, is_possible
from thidua.services.awards import dossiers, eligibility, proposals
from thidua.services.awards.nominees import Candidacy
from thidua.services.document import minutes, templates, texts
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import participations, plans, reached
from thidua.services.progress import overview
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.record import fingerprints, snapshot
from thidua.services.register import sights
from thidua.services.report import dues
from thidua.services.thread import threads
from thidua.services.vote import results as vote_results
from thidua.services.vote import votes
from thidua.services.vote.results import ClosedVote


def missing() -> str:
    """Máy chủ thiếu gì để làm tệp; empty where nothing is missing."""
    return "" if is_possible() else templates.NO_SLIDES


def deck(work: Work, *, hides_names: bool = False, with_units: bool = False) -> Deck:
    """Bản trình chiếu, for whoever may see the standings; what else is in it as far as they may.

    Refused while nobody has a score.
    """
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    return compose(facts(work), hides_names=hides_names, with_units=with_units)


def slides(
    work: Work, *, hides_names: bool = False, with_units: bool = False, told: Step = silent
) -> bytes:
    """Tệp PowerPoint của bản trình chiếu."""
    if fault := missing():
        raise Refused(fault)
    found = deck(work, hides_names=hides_names, with_units=with_units)
    return deck_file(found, told, templates.deck_of(work.session, work.period))


def facts(work: Work) -> DeckFacts:
    """Dữ liệu của bản trình chiếu as this actor may read it; Refused while nobody has a score."""
    board = standings.standings(work)
    rows = board.standings.rows
    if not any(points is not None for row in rows for points in row.score.lines.values()):
        raise Refused(
            f"{work.period.words} chưa có số liệu để trình chiếu: chưa có điểm thẩm định."
        )
    counted, last = _closed(work), snapshot.last_entry(work)
    is_whole = units_of(work.actor, Permission.VIEW_AWARDS, work.period) is None
    is_year = work.period.part.is_year
    found = proposals.listed(work) if is_whole and is_year else ()
    return DeckFacts(
        period=work.period,
        covenant=board.covenant,
        members=board.members,
        verified=standings.verified_units(board.covenant, board.statuses),
        standings=board.standings,
        is_provisional=board.provisional,
        last=last,
        fingerprint=fingerprints.period_fingerprint(work),
        past=_past(work),
        threads=_threads(work),
        votes=_votes(work, counted),
        proposals=_put_forward(work, found, counted) if is_whole else None,
        limits=_limits(work, found),
        split=proposals.split(work) if found else None,
        movements=_movements(work, last),
        registers=_registers(work),
        reports=_reports(work, last),
        decided=minutes.decided_points(work),
        when=_invited(work, "thoi_gian"),
        where=_invited(work, "dia_diem"),
        planned=minutes.planned_minutes(work),
    )


def _invited(work: Work, field: str) -> str:
    """Lời của giấy mời."""
    found = texts.unchecked(work.session, work.period, "giay-moi").get(field)
    return "" if found is None or found.copied_from is not None else found.text


def _movements(work: Work, last: LastEntry) -> tuple[MovementTold, ...] | None:
    """Các phong trào mà khối tham gia hoặc có số liệu.

    Places are counted as of the day of the last entry, so that a file never depends on the clock.
    """
    if not is_allowed(work.actor, Permission.VIEW_MOVEMENTS, work.period):
        return None
    found = []
    for one in plans.of_year(work):
        plan = plans.plan(work, code=one.code).plan
        known = reached.of_movement(replace(work, now=last.at), plan=plan).figures
        joined = {
            each.unit
            for each in participations.of_movement(work, code=one.code)
            if each.is_for(work.period.year) and each.state in _JOINED
        }
        if not joined and not known:
            continue
        targets = tuple(
            (target, known[target.code][-1] if known.get(target.code) else None)
            for target in plan.targets
        )
        found.append(MovementTold(name=plan.name, targets=targets, joined=len(joined)))
    return tuple(found)


_JOINED = frozenset({ParticipationState.SENT, ParticipationState.RECEIVED})


def _registers(work: Work) -> tuple[RegisterTold, ...] | None:
    """Số của các sổ; None for whoever sees the rows of some units alone."""
    if not is_allowed(work.actor, Permission.VIEW_REGISTERS, work.period):
        return None
    if not work.period.part.is_year:
        return ()
    return tuple(
        RegisterTold(one.name, sights.numbers(work, register=code))
        for code, one in REGISTERS.items()
        if one.view is Permission.VIEW_REGISTERS
    )


def _reports(work: Work, last: LastEntry) -> tuple[ReportsTold, ...] | None:
    """Báo cáo của từng đơn vị as of the day of the last entry; None for who sees some alone."""
    permission = Permission.VIEW_REPORTS
    if not is_allowed(work.actor, permission, work.period):
        return None
    if not work.period.part.is_year:
        return ()
    found = dues.unchecked(work.session, work.period, day_of(last.at))
    return tuple(
        _reports_of(code, own)
        for code in dict.fromkeys(one.unit for one in found)
        if (own := [one for one in found if one.unit == code])
    )


def _reports_of(unit: str, own: Sequence[Due]) -> ReportsTold:
    came = [one for one in own if one.is_in]
    return ReportsTold(
        unit=unit,
        owed=len(own),
        timely=sum(not one.days_late for one in came),
        late=sum(bool(one.days_late) for one in came),
        missing=sum(one.is_missing for one in own),
        excused=sum(one.is_excused for one in own),
    )


def _past(work: Work) -> tuple[YearRanks, ...]:
    """Hạng các năm; an earlier year that is not closed is left out, since its ranks may move."""
    return tuple(
        _ranks(one)
        for one in overview.past_boards(work, years=YEARS)
        if one.period.id == work.period.id or one.period.stage in CLOSED
    )


def _ranks(board: Board) -> YearRanks:
    ranks = {row.unit: row.rank for row in board.standings.rows if row.rank is not None}
    return YearRanks(board.period.year, ranks)


def _threads(work: Work) -> tuple[Thread, ...] | None:
    """Các luồng của cả khối; None for whoever sees only some of them."""
    if not threads.sees_all(work):
        return None
    return tuple(sorted(threads.listed(work), key=lambda one: one.id))


def _closed(work: Work) -> dict[int, ClosedVote]:
    if not is_allowed(work.actor, Permission.VIEW_VOTES, work.period):
        return {}
    return {
        one.key: vote_results.result(work, vote=one.key)
        for one in votes.listed_of_block(work)
        if one.status is VoteStatus.CLOSED
    }


def _votes(work: Work, counted: Mapping[int, ClosedVote]) -> tuple[HeldVote, ...] | None:
    if not is_allowed(work.actor, Permission.VIEW_VOTES, work.period):
        return None
    return tuple(
        HeldVote(
            title=one.draft.title,
            subject=one.draft.subject,
            result=counted[one.key].result if one.key in counted else None,
            is_open=one.is_open,
            is_whole=one.key not in counted or counted[one.key].is_whole,
        )
        for one in reversed(votes.listed_of_block(work))
    )


def _put_forward(
    work: Work, found: Sequence[ProposedAward], counted: Mapping[int, ClosedVote]
) -> tuple[PutForward, ...]:
    known = {(one.nominee.recipient, one.nominee.code): one for one in dossiers.listed(work)}
    book = law.book(work.session)
    return tuple(
        PutForward(
            name=_name(known, one),
            unit=one.subject if one.recipient is Recipient.COLLECTIVE else "",
            recipient=one.recipient,
            award=book.awards[one.award].name if one.award in book.awards else one.award,
            verdict=kept_words(json.loads(one.verdict)) if one.verdict else "",
            state=one.state,
            counted=_counted(one, counted),
        )
        for one in found
    )


def _name(known: Mapping[tuple[Recipient, str], Candidacy], one: ProposedAward) -> str:
    candidacy = known.get((one.recipient, one.subject))
    return one.subject if candidacy is None else candidacy.nominee.name


def _counted(one: ProposedAward, counted: Mapping[int, ClosedVote]) -> CandidateResult | None:
    closed = None if one.vote is None else counted.get(one.vote)
    if closed is None or not closed.is_whole or tells_ballots(closed.result):
        return None
    rows = closed.result.candidates
    return next((row for row in rows if row.candidate.code == one.subject), None)


def _limits(work: Work, found: Sequence[ProposedAward]) -> tuple[LimitUse, ...]:
    """Các hạn mức mà đề nghị còn giữ chỗ chạm tới, each once."""
    places = sorted({one.place for one in found if one.state in STANDING})
    view = law.book(work.session).at(eligibility.last_day(work.period.year))
    uses: list[LimitUse] = []
    for award in [where for programme, where in places if not programme]:
        if award in view.book.awards and view.quotas(award):
            states = eligibility.assess(work, award=award).proposed.get(award, {})
            uses += _of_award(view, award, states)
    for code in sorted({programme for programme, _ in places if programme}):
        if view.programme(code) is not None:
            by_group = eligibility.assess(work, programme=code).proposed
            # Limits of a further round stand on the page of the movement.
            asked = [group for of, group in places if of == code and group in by_group]
            own = {group: by_group[group] for group in asked}
            uses += _of_programme(view, code, own)
    return tuple(uses)


def _of_award(view: LawView, award: str, states: Mapping[str, QuotaState]) -> list[LimitUse]:
    name = view.book.awards[award].name
    rules = [rule for rule in view.quotas(award) if rule.code in states]
    return [
        LimitUse(title=name if len(rules) == 1 else f"{name}: {rule.text}", state=states[rule.code])
        for rule in rules
    ]


def _of_programme(
    view: LawView, code: str, states: Mapping[str, Mapping[str, QuotaState]]
) -> list[LimitUse]:
    plan = view.book.programmes[code]
    groups = {group.code: group.name for group in plan.groups}
    leaders = {limit.code: limit.text for limit in plan.leader_limits}
    own: dict[str, LimitUse] = {}
    for group, by_code in states.items():
        for limit, state in by_code.items():
            is_of_leaders = limit in leaders
            said = leaders[limit] if is_of_leaders else f"Nhóm {group} {groups.get(group, '')}"
            own.setdefault(
                limit, LimitUse(title=said.strip(), state=state, is_of_leaders=is_of_leaders)
            )
    return list(own.values())
