"""Hạn mức khen thưởng: what the law book allows, and what was decided for one year."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import dossier_queries, movement_queries
from thidua.db.tables import QuotaSetting
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.proposal import GONE, MOST_PLACES, STANDING, ProposedAward
from thidua.domain.awards.quota_states import (
    award_quotas,
    counts_joined,
    is_shared,
    programme_quotas,
    wants_base,
)
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean
from thidua.domain.law.book import LawView
from thidua.domain.law.programme import Programme
from thidua.domain.law.quota import (
    JOINED,
    MEMBERS,
    Contender,
    QuotaOverride,
    QuotaState,
    StatedBase,
)
from thidua.domain.movement.participation import ParticipationState
from thidua.domain.movement.plan import parted
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import interests
from thidua.services.awards import nominees, shares
from thidua.services.awards.nominees import Candidacy
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaChoice:
    """Điều đã ấn định cho một hạn mức: the places, the base, the reading of a share of leaders."""

    programme: str
    code: str
    override: QuotaOverride | None
    base: StatedBase | None
    reading: str
    version: int


Choices = Mapping[tuple[str, str], QuotaChoice]


def choices(work: Work) -> tuple[QuotaChoice, ...]:
    """Các số suất và cách hiểu đã ấn định cho kỳ này."""
    require(work.actor, Permission.VIEW_AWARDS, work.period)
    return tuple(unchecked_choices(work.session, work.period).values())


def unchecked_choices(session: Session, period: BlockPeriod | None) -> Choices:
    """Các số suất và cách hiểu đã ấn định, whoever asks; none outside of a period."""
    if period is None:
        return {}
    return {
        (row.programme, row.code): QuotaChoice(
            programme=row.programme,
            code=row.code,
            override=None
            if row.most is None
            else QuotaOverride(row.most, row.reason, row.document),
            base=None if row.base is None else StatedBase(row.base, row.document or row.reason),
            reading=row.reading,
            version=row.version,
        )
        for row in dossier_queries.quota_settings(session, period)
    }


def standing(session: Session, period: BlockPeriod) -> tuple[ProposedAward, ...]:
    """Các đề nghị đang giữ chỗ trong kỳ này."""
    return tuple(one for one in dossier_queries.proposals(session, period) if one.state in STANDING)


def contender(one: Candidacy) -> Contender:
    """Người dự xét này là người dự suất."""
    return Contender(one.nominee.code, one.rank, one.nominee.recipient, one.nominee.facts)


def contenders(
    proposals: Iterable[ProposedAward],
    place: tuple[str, str],
    candidacies: Mapping[tuple[Recipient, str], Candidacy],
) -> list[Contender]:
    """Những đối tượng được đề nghị ở hạn mức này; who is no longer considered keeps the place."""
    found = [one for one in proposals if one.place == place]
    known = [candidacies.get((one.recipient, one.subject)) for one in found]
    return [
        Contender(one.subject, recipient=one.recipient) if who is None else contender(who)
        for one, who in zip(found, known, strict=True)
    ]


def elsewhere(
    session: Session, period: BlockPeriod | None, view: LawView, award: str
) -> list[Contender]:
    """Những ai đã được khối khác trình trong năm, where the blocks share the places."""
    if period is None or not is_shared(view, award):
        return []
    found: list[Contender] = []
    for other in nominees.of_year(session, period.year):
        asked = [] if other == period else dossier_queries.proposals(session, other)
        gone = [one for one in asked if one.state in GONE and one.place == ("", award)]
        if gone:
            known = nominees.unchecked(session, other)
            by_key = {(one.nominee.recipient, one.nominee.code): one for one in known}
            found += contenders(gone, ("", award), by_key)
    return found


def of_award(
    view: LawView,
    award: str,
    contenders: Sequence[Contender],
    bases: Mapping[str, int],
    chosen: Choices,
    elsewhere: Sequence[Contender],
    year: int,
) -> dict[str, QuotaState]:
    """Các hạn mức của một danh hiệu, by code, with what was set for this period."""
    stated = {
        code: choice.base
        for (of, code), choice in chosen.items()
        if not of and choice.base is not None
    }
    given = _overrides(chosen, "")
    return award_quotas(
        view, award, contenders, bases, given, stated, year=year, elsewhere=elsewhere
    )


def of_programme(
    view: LawView,
    programme: Programme,
    contenders: Mapping[str, Sequence[Contender]],
    bases: Mapping[str, int],
    chosen: Choices,
    year: int,
    round_code: str = "",
) -> dict[str, dict[str, QuotaState]]:
    """Các hạn mức của một chương trình trong một đợt, by group, with what was set for this period.

    Without a round they are those of every year.
    """
    readings = {
        code: choice.reading for (of, code), choice in chosen.items() if of == programme.code
    }
    overrides = {
        parted(code)[1]: one
        for code, one in _overrides(chosen, programme.code).items()
        if parted(code)[0] == round_code
    }
    stated = {
        code: choice.base
        for (of, code), choice in chosen.items()
        if of == programme.code and choice.base is not None
    }
    plan = programme.in_round(round_code)
    return programme_quotas(view, plan, contenders, bases, year, overrides, readings, stated)


def bases_of(
    session: Session, period: BlockPeriod, members: Collection[str], plan: Programme
) -> dict[str, int]:
    """Số nền của một chương trình: units of the block, and of them who joined the movement."""
    found = {MEMBERS: len(members)}
    if counts_joined(plan):
        found[JOINED] = len(
            {
                one.unit
                for one in movement_queries.participations(session, members, plan.code)
                if one.state is ParticipationState.RECEIVED and one.is_for(period.year)
            }
        )
    return found


def as_chosen(programme: Programme, chosen: Choices) -> Programme:
    """Chương trình theo những cách hiểu đã chọn cho kỳ này."""
    return programme.as_read(
        {code: one.reading for (of, code), one in chosen.items() if of == programme.code}
    )


def _overrides(chosen: Choices, programme: str) -> dict[str, QuotaOverride]:
    return {
        code: choice.override
        for (of, code), choice in chosen.items()
        if of == programme and choice.override is not None
    }


def set_places(
    work: Work,
    *,
    code: str,
    most: int | None,
    seen: int,
    reason: str,
    document: str = "",
    programme: str = "",
    base: int | None = None,
) -> None:
    """Ấn định số suất của một hạn mức cho kỳ này; None goes back to the law book's own.

    `code` is that of a quota, of a group of `programme` or of its limit on leaders. `base` is the
    number a share is taken of where that lies outside of the block. `seen` is the version, 0 where
    nothing was set. NotPermitted for whoever is of a unit that competes for them.
    """
    work = work.require(Permission.DECIDE_AWARD)
    interests.require_no_competitor(work)
    if most is not None and not 0 <= most <= MOST_PLACES:
        raise Refused("Số suất phải từ 0 đến 10.000.")
    if base is not None and not 0 <= base <= MOST_PLACES:
        raise Refused("Căn cứ tính tỷ lệ phải từ 0 đến 10.000.")
    if not clean(reason):
        raise Refused("Cần ghi lý do hoặc căn cứ của số suất này.")
    _require_limit(work, programme, code, most, document)
    if base is not None and not wants_base(law.book(work.session), code, programme):
        raise Refused("Căn cứ tính tỷ lệ của hạn mức này được đếm trong khối, không nhập.")
    row = _held(work, programme, code, seen)
    shares.require_covered(work.session, work.period, programme, code, most)
    row.base = base
    row.most, row.reason, row.document = most, clean(reason), clean(document)
    _save(work, row)


def choose_reading(
    work: Work, *, programme: str, code: str, reading: str, seen: int, reason: str
) -> None:
    """Chọn cách hiểu một chỗ của chương trình; an empty reading is the ordinary one.

    `code` is that of the share of leaders, or of a group, condition, target or deadline.
    NotPermitted for whoever is of a unit that is judged by it.
    """
    work = work.require(Permission.DECIDE_AWARD)
    interests.require_no_competitor(work)
    known = _readings_of(work.session, programme, code)
    if known is None or (reading and reading not in known):
        raise NotFound
    if not clean(reason):
        raise Refused("Cần ghi lý do chọn cách hiểu này.")
    row = _held(work, programme, code, seen)
    row.reading, row.reason = reading, clean(reason)
    _save(work, row)


def _require_limit(work: Work, programme: str, code: str, most: int | None, document: str) -> None:
    """Yêu cầu có hạn mức ấy; that of a round left open is set by the document that settles it."""
    book = law.book(work.session)
    if not programme:
        if code not in {rule.code for rule in book.quotas}:
            raise NotFound
        return
    found = book.programmes.get(programme)
    if found is None:
        raise NotFound
    round_code, group = parted(code)
    own = found.round_of(round_code, work.period.year)
    leaders = [] if round_code else [limit.code for limit in found.leader_limits]
    is_known = not round_code or (own is not None and not own.is_ordinary)
    if not is_known or group not in [*(one.code for one in found.groups), *leaders]:
        raise NotFound
    if own is not None and own.is_undecided and most is not None and not clean(document):
        raise Refused(
            f"Kế hoạch để hạn mức đợt «{own.name}» cho văn bản sau; cần ghi văn bản hướng dẫn đã "
            "ấn định số suất này ở ô «Văn bản»."
        )


def _readings_of(session: Session, programme: str, code: str) -> frozenset[str] | None:
    """Các cách hiểu của chỗ này, by code; None where the programme has no such place."""
    found = law.book(session).programmes.get(programme)
    if found is None:
        return None
    known = {limit.code: frozenset(dict(limit.choices)) for limit in found.leader_limits}
    known |= {one.code: frozenset(one.choices) for one in found.readable()}
    return known.get(code)


def _held(work: Work, programme: str, code: str, seen: int) -> QuotaSetting:
    take_turn(work.session)
    rows = dossier_queries.quota_settings(work.session, work.period)
    found = next((row for row in rows if (row.programme, row.code) == (programme, code)), None)
    if (0 if found is None else found.version) != seen:
        raise StaleEdit("Số suất này vừa được người khác đổi; hãy xem lại.")
    return found or QuotaSetting(
        block_year_id=work.period.id,
        programme=programme,
        code=code,
        version=0,
        set_by=work.actor.name,
        set_at=work.now,
    )


def _save(work: Work, row: QuotaSetting) -> None:
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    acts = [Act("quota.set", reason=row.reason)]
    work.record(*acts)
