"""Hạn mức khen thưởng: what the law book allows, and what was decided for one year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.db.tables import QuotaSetting
from thidua.domain.errors import NotFound, Refused, StaleEdit
from thidua.domain.facts import FactKind, Recipient
from thidua.domain.law_book import LawView
from thidua.domain.permissions import Actor, Permission, require
from thidua.domain.programme import LeaderLimit, Programme
from thidua.domain.quota import (
    MEMBERS,
    Contender,
    Limit,
    QuotaOverride,
    QuotaState,
    ShareLimit,
    SizeLimit,
    leader_share,
    quota_state,
)
from thidua.domain.record import BlockPeriod
from thidua.domain.text import clean
from thidua.services import law
from thidua.services.audit import Act, record, take_turn
from thidua.services.nominees import Candidacy
from thidua.services.rights import require_now

_MEMBERS_WORDS = "đơn vị trong khối"


@dataclass(frozen=True, slots=True)
class QuotaChoice:
    """Điều đã ấn định cho một hạn mức: the places, or the reading of a share of leaders."""

    programme: str
    code: str
    override: QuotaOverride | None
    reading: str
    version: int


Choices = Mapping[tuple[str, str], QuotaChoice]


def choices(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[QuotaChoice, ...]:
    """Các số suất và cách hiểu đã ấn định cho kỳ này."""
    require(actor, Permission.VIEW_AWARDS, period)
    return tuple(unchecked_choices(session, period).values())


def unchecked_choices(session: Session, period: BlockPeriod | None) -> Choices:
    """Các số suất và cách hiểu đã ấn định, whoever asks; none outside of a period."""
    if period is None:
        return {}
    return {
        (row.programme, row.code): QuotaChoice(
            row.programme,
            row.code,
            None if row.most is None else QuotaOverride(row.most, row.reason, row.document),
            row.reading,
            row.version,
        )
        for row in dossier_queries.quota_settings(session, period)
    }


def of_award(
    view: LawView,
    award: str,
    contenders: Sequence[Candidacy],
    bases: Mapping[str, int],
    chosen: Choices,
) -> dict[str, QuotaState]:
    """Các hạn mức của một danh hiệu, by code, with these put forward.

    A limit that goes by the number of member units is one of units, not of their people.
    """
    names = _base_names(view)
    units = [one for one in contenders if one.nominee.recipient is Recipient.COLLECTIVE]
    return {
        rule.code: quota_state(
            rule.limit,
            _contenders(units if _goes_by_members(rule.limit) else contenders),
            bases,
            _override(chosen, "", rule.code),
            names,
        )
        for rule in view.quotas(award)
    }


def _goes_by_members(limit: Limit) -> bool:
    by_share = isinstance(limit, ShareLimit) and limit.base == MEMBERS
    return by_share or isinstance(limit, SizeLimit)


def bases_wanted(view: LawView, award: str) -> frozenset[str]:
    """Danh hiệu mà số người, tập thể được đề nghị là số nền của một hạn mức."""
    return frozenset(
        rule.limit.base
        for rule in view.quotas(award)
        if isinstance(rule.limit, ShareLimit) and rule.limit.base != MEMBERS
    )


def of_programme(
    view: LawView,
    programme: Programme,
    contenders: Mapping[str, Sequence[Candidacy]],
    bases: Mapping[str, int],
    chosen: Choices,
    year: int,
) -> dict[str, dict[str, QuotaState]]:
    """Các hạn mức của một chương trình, by group, with these put forward in each group.

    A share of leaders stands beside every group that it counts.
    """
    names = _base_names(view)
    found: dict[str, dict[str, QuotaState]] = {}
    for group in programme.groups:
        rows = _contenders(contenders.get(group.code, ()))
        override = _override(chosen, programme.code, group.code)
        found[group.code] = {group.code: quota_state(group.limit, rows, bases, override, names)}
    for limit in programme.leader_limits:
        choice = chosen.get((programme.code, limit.code))
        groups = limit.with_reading("" if choice is None else choice.reading)
        holders = {
            one.nominee.code: _holds(one, limit.fact, year)
            for code in groups
            for one in contenders.get(code, ())
        }
        state = leader_share(holders, limit.share).state
        for code in groups:
            found[code][limit.code] = state
    return found


def _holds(one: Candidacy, fact: FactKind, year: int) -> bool | None:
    stated = one.nominee.facts.of(fact, year)
    return stated.value if stated is not None and isinstance(stated.value, bool) else None


def _contenders(rows: Sequence[Candidacy]) -> list[Contender]:
    return [Contender(one.nominee.code, one.rank) for one in rows]


def _override(chosen: Choices, programme: str, code: str) -> QuotaOverride | None:
    choice = chosen.get((programme, code))
    return None if choice is None else choice.override


def _base_names(view: LawView) -> dict[str, str]:
    return {MEMBERS: _MEMBERS_WORDS, **{kind.slug: kind.name for kind in view.awards}}


def set_places(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    code: str,
    most: int | None,
    seen: int,
    now: datetime,
    reason: str,
    document: str = "",
    programme: str = "",
) -> None:
    """Ấn định số suất của một hạn mức cho kỳ này; None goes back to the law book's own.

    `code` is that of a quota, or of a group of `programme`. `seen` is the version, 0 where nothing
    was set.
    """
    period = require_now(session, actor, Permission.DECIDE_AWARD, period)
    if most is not None and not 0 <= most <= 10_000:
        raise Refused("Số suất phải từ 0 đến 10.000.")
    if not clean(reason):
        raise Refused("Cần ghi lý do hoặc căn cứ của số suất này.")
    _require_limit(session, programme, code)
    row = _held(session, period, programme, code, seen, actor, now)
    old = setting_words(row)
    row.most, row.reason, row.document = most, clean(reason), clean(document)
    _save(session, period, row, old, actor, now)


def choose_reading(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    programme: str,
    code: str,
    reading: str,
    seen: int,
    now: datetime,
    reason: str,
) -> None:
    """Chọn mẫu số của tỷ lệ lãnh đạo; an empty reading is the ordinary one."""
    period = require_now(session, actor, Permission.DECIDE_AWARD, period)
    limit = _leader_limit(session, programme, code)
    if reading and reading not in dict(limit.choices):
        raise NotFound
    if not clean(reason):
        raise Refused("Cần ghi lý do chọn cách hiểu này.")
    row = _held(session, period, programme, code, seen, actor, now)
    old = setting_words(row)
    row.reading, row.reason = reading, clean(reason)
    _save(session, period, row, old, actor, now)


def _require_limit(session: Session, programme: str, code: str) -> None:
    book = law.book(session)
    known: dict[str, Limit | None] = {rule.code: rule.limit for rule in book.quotas}
    if programme:
        found = book.programmes.get(programme)
        known = {} if found is None else {group.code: group.limit for group in found.groups}
    if code not in known:
        raise NotFound


def _leader_limit(session: Session, programme: str, code: str) -> LeaderLimit:
    found = law.book(session).programmes.get(programme)
    limits = () if found is None else found.leader_limits
    limit = next((one for one in limits if one.code == code), None)
    if limit is None:
        raise NotFound
    return limit


def _held(
    session: Session,
    period: BlockPeriod,
    programme: str,
    code: str,
    seen: int,
    actor: Actor,
    now: datetime,
) -> QuotaSetting:
    take_turn(session)
    rows = dossier_queries.quota_settings(session, period)
    found = next((row for row in rows if (row.programme, row.code) == (programme, code)), None)
    if (0 if found is None else found.version) != seen:
        raise StaleEdit("Số suất này vừa được người khác đổi; hãy xem lại.")
    return found or QuotaSetting(
        block_year_id=period.id,
        programme=programme,
        code=code,
        version=0,
        set_by=actor.name,
        set_at=now,
    )


def place_words(programme: str, code: str) -> str:
    """Hạn mức bằng lời trong nhật ký."""
    return " · ".join(one for one in (programme, code) if one)


def setting_words(row: QuotaSetting) -> str:
    """Điều đã ấn định bằng lời."""
    said = [f"{row.most} suất"] if row.most is not None else []
    said += [f"cách tính {row.reading}"] if row.reading else []
    return ", ".join(said) or "theo bộ luật"


def _save(
    session: Session, period: BlockPeriod, row: QuotaSetting, old: str, actor: Actor, now: datetime
) -> None:
    row.version += 1
    row.set_by, row.set_at = actor.name, now
    session.add(row)
    session.flush()
    place = place_words(row.programme, row.code)
    proof = f" ({row.document})" if row.document else ""
    act = Act(
        "quota.set", old=old, new=f"{place}: {setting_words(row)}", reason=f"{row.reason}{proof}"
    )
    record(session, actor=actor, now=now, acts=[act], period=period)
