"""Người dự xét: units and people with all that is known of them, gathered in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import dossier_queries, movement_queries, queries
from thidua.domain.awards.judging import Nominee
from thidua.domain.awards.nomination import (
    LEADER,
    ComputedFact,
    merged,
    of_history,
    of_organiser,
    of_ratings,
    of_registers,
    of_registration,
    of_reports,
    of_signing,
    of_standing,
    of_vote,
)
from thidua.domain.dossier.award_history import AwardHistory, PastAward, UsedAchievement
from thidua.domain.dossier.fact_file import (
    LIST_COMPLETE,
    RecordedFact,
    declared_years,
    kept_fact,
)
from thidua.domain.dossier.facts import Fact, FactKind, NomineeFacts, Recipient
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.law.book import LawBook
from thidua.domain.period.consideration import UnitConsideration
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.ranking.by_vote import RankingVote
from thidua.domain.ranking.standing import POINTS_MOVED, Standings
from thidua.domain.vote.vote import Subject as VoteSubject
from thidua.services.covenant import signatures
from thidua.services.dossier import facts
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.law import law
from thidua.services.period import organisers, rosters
from thidua.services.ranking import opening, standings
from thidua.services.register.proving import Proofs
from thidua.services.register.unit_proofs import UnitProofs
from thidua.services.report import proving as report_proofs
from thidua.services.vote import results as vote_results


@dataclass(frozen=True, kw_only=True)
class Candidacy:
    """Người dự xét: what the law book judges, and what stands beside it.

    `rank` orders those who are in reach of a quota; nothing orders people.
    """

    nominee: Nominee
    unit: str
    rank: int | None = None
    consideration: UnitConsideration | None = None
    stated: tuple[RecordedFact, ...] = ()
    computed: tuple[ComputedFact, ...] = ()
    position: str = ""

    def settles(self, kind: FactKind, year: int) -> bool:
        """Không ghi thì điều thường lệ được tính: a setting, or a year declared complete."""
        return kind.assumed is not None and (kind.setting or year in self.nominee.declared)


@dataclass(frozen=True, slots=True)
class _Known:
    """Dữ liệu đã đọc, by recipient and code."""

    facts: Mapping[tuple[Recipient, str], tuple[RecordedFact, ...]]
    awards: Mapping[tuple[Recipient, str], tuple[PastAward, ...]]
    used: Mapping[tuple[Recipient, str], tuple[UsedAchievement, ...]]


def unchecked(
    session: Session, period: BlockPeriod, award: str = "", *, with_board: bool = True
) -> tuple[Candidacy, ...]:
    """Các đơn vị của kỳ này và người trong các đơn vị ấy, by code, whoever asks.

    `award` is the one whose votes count; without the board what the ranking says is left out.
    """

    def read() -> tuple[Candidacy, ...]:
        members = block_members.members(session, period)
        return _read(session, members, period, award, with_board=with_board)

    on = report_proofs.today()
    key = ("nominees", period, award, with_board, on, law.local_mark(session))
    return kept(session, key, read)


def supposed(
    session: Session, period: BlockPeriod, award: str, ranking: Standings
) -> tuple[Candidacy, ...]:
    """Người dự xét nếu bảng xếp hạng kỳ này là thế này, as if it were final, whoever asks."""
    members = block_members.members(session, period)
    return _read(session, members, period, award, with_board=True, ranking=ranking)


def unchecked_outside(session: Session, year: int) -> tuple[Candidacy, ...]:
    """Các đơn vị không thuộc khối nào trong năm này, and their people, whoever asks."""
    inside = {
        member.code
        for period in of_year(session, year)
        for member in block_members.members(session, period)
    }
    outside = [one for one in dossier_queries.all_units(session) if one.code not in inside]
    return _read(session, outside, None, "", with_board=False)


def of_year(session: Session, year: int) -> list[BlockPeriod]:
    """Các kỳ cả năm của mọi khối trong năm này, by the code of the block."""
    found = [one for one in rosters.all_periods(session) if one.year == year and one.part.is_year]
    return sorted(found, key=lambda one: one.block_code)


def _read(
    session: Session,
    members: Sequence[Member],
    period: BlockPeriod | None,
    award: str,
    *,
    with_board: bool,
    ranking: Standings | None = None,
) -> tuple[Candidacy, ...]:
    units = [member.code for member in members]
    people = [one for one in dossier_queries.staff(session, units) if one.active]
    book = law.book(session)
    known = _known(session, [*units, *(one.code for one in people)])
    proofs, unit_proofs = Proofs(session, people), UnitProofs(session, units, book)
    computed: dict[str, list[ComputedFact]] = {}
    ranks: dict[str, int] = {}
    considerations: Mapping[str, UnitConsideration] = {}
    if period is not None:
        considerations = queries.considerations(session, period)
        _add_votes(session, book, period, award, computed)
    _add_registrations(session, book, units, computed)
    if period is not None and with_board:
        ranks = _add_boards(session, period, computed, ranking)
    organiser = None if period is None else organisers.unchecked(session, period)
    is_year = period is not None and period.part.is_year
    signing = signatures.unchecked(session, period) if period is not None and is_year else None
    on = report_proofs.today()
    reports = report_proofs.of_units(session, period, on) if period is not None and is_year else {}
    catalogue = facts.catalogue(session)
    names = {kind.slug: kind.name for kind in book.awards.values()}

    def one(
        recipient: Recipient,
        code: str,
        name: str,
        unit: str,
        person: StaffMember | None = None,
        kind: str = "",
    ) -> Candidacy:
        recorded = known.facts.get((recipient, code), ())
        stated: dict[tuple[str, int | None], Fact] = {}
        for row in recorded:
            asked = catalogue.get(row.code)
            fact = None if asked is None else kept_fact(asked, row.value, row.evidence)
            if fact is not None:
                stated[row.code, row.year] = fact
        complete = stated.get((LIST_COMPLETE.code, None))
        history = AwardHistory(
            known.awards.get((recipient, code), ()), complete is not None and complete.value is True
        )
        own = [*computed.get(code, ()), *of_history(history, names), *of_ratings(stated)]
        if person is not None:
            used = known.used.get((recipient, code), ())
            own += of_registers(proofs.of(code, stated, used))
        else:
            own += of_registers(unit_proofs.of(code, stated))
        if recipient is Recipient.COLLECTIVE and period is not None:
            own += of_organiser(organiser, period.year, own)
            own += of_signing(signing, code, period.year)
            own += of_reports(reports.get(code, ()), period.year)
        if person is not None and person.is_leader is not None and (LEADER, None) not in stated:
            own.append(ComputedFact(LEADER, None, Fact(person.is_leader), "danh sách cá nhân"))
        nominee = Nominee(
            code=code,
            name=name,
            recipient=recipient,
            kind=kind,
            facts=NomineeFacts(merged(stated, own)),
            history=history,
            used=known.used.get((recipient, code), ()),
            declared=declared_years(stated),
        )
        is_unit = recipient is Recipient.COLLECTIVE
        return Candidacy(
            nominee=nominee,
            unit=unit,
            rank=ranks.get(code) if is_unit else None,
            consideration=considerations.get(code) if is_unit else None,
            stated=recorded,
            computed=tuple(own),
            position="" if person is None else person.position,
        )

    return (
        *(
            one(Recipient.COLLECTIVE, row.code, row.name, row.code, kind=row.kind)
            for row in members
        ),
        *(one(Recipient.INDIVIDUAL, row.code, row.full_name, row.unit, row) for row in people),
    )


def _known(session: Session, subjects: Sequence[str]) -> _Known:
    recorded: dict[tuple[Recipient, str], tuple[RecordedFact, ...]] = {}
    for fact in dossier_queries.facts(session, subjects):
        key = (fact.recipient, fact.subject)
        recorded[key] = (*recorded.get(key, ()), fact)
    awards: dict[tuple[Recipient, str], tuple[PastAward, ...]] = {}
    for award in dossier_queries.awards_given(session, subjects):
        key = (award.recipient, award.subject)
        awards[key] = (*awards.get(key, ()), award.past)
    return _Known(recorded, awards, dossier_queries.used_by(session, subjects))


def _add_registrations(
    session: Session,
    book: LawBook,
    units: Sequence[str],
    computed: dict[str, list[ComputedFact]],
) -> None:
    """Thêm dữ kiện đã đăng ký thi đua, of the years of each registration that was received."""
    for unit, code, year in movement_queries.registered_years(session, units):
        plan = book.programmes.get(code)
        if plan is not None:
            own = computed.setdefault(unit, [])
            known = {(one.code, one.year) for one in own}
            found = of_registration(plan.name, plan.years if year is None else (year,))
            own += [one for one in found if (one.code, one.year) not in known]


def _add_boards(
    session: Session,
    period: BlockPeriod,
    computed: dict[str, list[ComputedFact]],
    ranking: Standings | None,
) -> dict[str, int]:
    """Thêm dữ kiện từ bảng xếp hạng của năm này và các năm trước; the ranks of this year.

    `ranking` stands in the place of the board of this period, as if it were final.
    """
    ranks: dict[str, int] = {}
    for one in rosters.all_periods(session):
        is_before = one.block_code == period.block_code and one.year <= period.year
        if not is_before or not one.part.is_year or one.covenant_version is None:
            continue
        if ranking is not None and one.id == period.id:
            found = ranking
        else:
            found = standings.unchecked_board(session, one).standings
            if found.provisional:
                continue
        source = f"bảng xếp hạng khối {one.block_code} năm {one.year}"
        for row in found.rows:
            computed.setdefault(row.unit, []).extend(of_standing(row, one.year, source))
            if row.rank is not None and one.year == period.year:
                ranks[row.unit] = row.rank
    return ranks


def _add_votes(
    session: Session,
    book: LawBook,
    period: BlockPeriod,
    award: str,
    computed: dict[str, list[ComputedFact]],
) -> None:
    """Thêm tỷ lệ phiếu của cuộc bỏ phiếu mới nhất về danh hiệu này."""
    seen: set[str] = set()
    now: dict[str, str] | None = None
    for closed in vote_results.unchecked_results(session, period) if award else ():
        draft = closed.vote.draft
        if draft.subject is not VoteSubject.AWARD or not is_award(book, draft.award, award):
            continue
        now = opening.figures_now(session, period) if now is None else now
        held = RankingVote(draft.title, (), figures=closed.vote.figures)
        moved = {each.unit for each in held.moved(now)}
        for one in closed.result.candidates:
            code = one.candidate.code
            if code not in seen and one.base and closed.result.has_quorum:
                seen.add(code)
                source = f"cuộc bỏ phiếu «{draft.title}»"
                if one.candidate.unit in moved:
                    source += f" ({POINTS_MOVED})"
                found = of_vote(one.votes, one.base, period.year, source)
                computed.setdefault(code, []).append(found)


def is_award(book: LawBook, said: str, slug: str) -> bool:
    """Lời ghi trong cuộc bỏ phiếu là danh hiệu này, by its slug or its name."""
    found = book.award_named(said)
    return said == slug or (found is not None and found.slug == slug)
