"""Hạn mức của một danh hiệu, of a programme: every limit judged over those put forward under it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from thidua.domain.awards.judging import Judging, Nominee
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.book import LawBook, LawView
from thidua.domain.law.conditions import runs_of
from thidua.domain.law.conditions.measured import RequirementState
from thidua.domain.law.law import LawQuota
from thidua.domain.law.programme import LeaderLimit, Programme
from thidua.domain.law.quota import (
    JOINED,
    JOINED_WORDS,
    MEMBERS,
    Contender,
    Limit,
    QuotaOverride,
    QuotaState,
    ShareLimit,
    SizeLimit,
    StatedBase,
    leader_share,
    quota_state,
)
from thidua.domain.movement.plan import limit_code, parted
from thidua.domain.verify.case import Name

_MEMBERS_WORDS = "đơn vị trong khối"


def award_quotas(
    view: LawView,
    award: str,
    contenders: Sequence[Contender],
    bases: Mapping[str, int],
    overrides: Mapping[str, QuotaOverride] | None = None,
    stated: Mapping[str, StatedBase] | None = None,
    *,
    year: int,
    elsewhere: Sequence[Contender] = (),
) -> dict[str, QuotaState]:
    """Mọi hạn mức đang áp dụng cho một danh hiệu, by code.

    `bases` holds the number of units of the block under `MEMBERS`, and under the slug of another
    award how many are proposed for that; `stated`, by code, what was entered for a base outside of
    the block, of which those `elsewhere` took places. A limit that goes by the number of member
    units is one of units, not of their people.
    """
    names = _base_names(view)
    here = {(one.recipient, one.code) for one in contenders}
    others = [one for one in elsewhere if (one.recipient, one.code) not in here]
    given, entered = overrides or {}, stated or {}

    def state(rule: LawQuota) -> QuotaState:
        counted, apart = _parted(view, rule, contenders, year)
        units = [one for one in counted if one.recipient is Recipient.COLLECTIVE]
        found = quota_state(
            rule.limit,
            units if _goes_by_members(rule.limit) else counted,
            bases,
            given.get(rule.code),
            names,
            entered.get(rule.code),
            len(_parted(view, rule, others, year)[0]),
        )
        if not apart or rule.beside is None:
            return found
        article = rule.beside.citation.article
        said = f"không tính {len(apart)} đề nghị theo {article}"
        return replace(found, basis="; ".join(filter(None, (found.basis, said))))

    return {rule.code: state(rule) for rule in view.quotas(award)}


def _parted(
    view: LawView, rule: LawQuota, contenders: Sequence[Contender], year: int
) -> tuple[list[Contender], list[Contender]]:
    """Ai tính vào hạn mức, and who stands beside it."""
    beside = [one for one in contenders if _stands_beside(view, rule, one, year)]
    return [one for one in contenders if one not in beside], beside


def _stands_beside(view: LawView, rule: LawQuota, one: Contender, year: int) -> bool:
    if rule.beside is None:
        return False
    way = rule.beside.condition
    nominee = Nominee(code=one.code, name=one.code, recipient=one.recipient, facts=one.facts)
    judging = Judging(view=view, award=rule.award, nominee=nominee, year=year, runs=runs_of([way]))
    return way.measure(judging, year).state is RequirementState.MET


def bases_wanted(view: LawView, award: str) -> frozenset[str]:
    """Danh hiệu mà số người, tập thể được đề nghị là số nền của một hạn mức."""
    return frozenset(
        rule.limit.base
        for rule in view.quotas(award)
        if isinstance(rule.limit, ShareLimit)
        and not (rule.limit.base == MEMBERS or rule.limit.stated)
    )


def is_shared(view: LawView, award: str) -> bool:
    """Có hạn mức tính trên cả bộ, tỉnh, whose places several blocks share."""
    limits = [rule.limit for rule in view.quotas(award)]
    return any(isinstance(limit, ShareLimit) and bool(limit.stated) for limit in limits)


def wants_base(book: LawBook, code: str, programme: str = "") -> bool:
    """Hạn mức này tính trên một số mà khối không đếm được, which the office enters."""
    if programme:
        plan = book.programmes.get(programme)
        group = None if plan is None else plan.group(code)
        limit = None if group is None else group.limit
        return isinstance(limit, ShareLimit) and bool(limit.stated)
    return any(
        isinstance(rule.limit, ShareLimit) and bool(rule.limit.stated)
        for rule in book.quotas
        if rule.code == code
    )


def programme_quotas(
    view: LawView,
    programme: Programme,
    contenders: Mapping[str, Sequence[Contender]],
    bases: Mapping[str, int],
    year: int,
    overrides: Mapping[str, QuotaOverride] | None = None,
    readings: Mapping[str, str] | None = None,
    stated: Mapping[str, StatedBase] | None = None,
) -> dict[str, dict[str, QuotaState]]:
    """Hạn mức của từng nhóm, the group's own under its code; those put forward by group.

    A limit on leaders counts individuals and stands in every group it counts; `readings` chooses
    its denominator, by its code; `stated` is what was entered for a base nobody here counts, by
    group.
    """
    names, given, chosen = _base_names(view), overrides or {}, readings or {}
    entered = stated or {}
    states = {
        group.code: {
            group.code: quota_state(
                group.limit,
                contenders.get(group.code, ()),
                bases,
                given.get(group.code),
                names,
                entered.get(group.code),
            )
        }
        for group in programme.groups
    }
    for limit in programme.leader_limits:
        groups = limit.with_reading(chosen.get(limit.code, ""))
        holders = {
            one.code: one.holds(limit.fact, year)
            for code in groups
            for one in contenders.get(code, ())
            if one.recipient is Recipient.INDIVIDUAL
        }
        found = leader_share(holders, limit.share, given.get(limit.code)).state
        for code in groups:
            states[code][limit.code] = found
    return states


def _goes_by_members(limit: Limit) -> bool:
    by_share = isinstance(limit, ShareLimit) and limit.base == MEMBERS
    return by_share or isinstance(limit, SizeLimit)


def _base_names(view: LawView) -> dict[str, str]:
    own = {MEMBERS: _MEMBERS_WORDS, JOINED: JOINED_WORDS}
    return {**own, **{slug: kind.name for slug, kind in view.book.awards.items()}}


def counts_joined(programme: Programme) -> bool:
    """Có hạn mức tính theo số tập thể tham gia."""
    limits = [group.limit for group in programme.groups]
    return any(isinstance(one, ShareLimit) and one.base == JOINED for one in limits)


def is_passed(whole: QuotaState, gone: QuotaState) -> bool:
    """Vượt thật: by those who went on, and still so with everybody who was put forward.

    A share may be passed by the first who goes on and kept by the list it belongs to.
    """
    return whole.is_over and gone.is_over


def is_out_of_line(whole: QuotaState, code: str) -> bool:
    """Chưa được chọn: tied for the last place or below it, as long as nobody voted."""
    return code in (*whole.tied, *whole.beyond)


def over_words(
    view: LawView, place: tuple[str, str], code: str, state: QuotaState, name: Name
) -> str:
    """Hạn mức nào bị vượt, by how many, and what sets it right; `place` as a proposal has it."""
    programme, where = place
    plan = view.book.programmes.get(programme)
    code = limit_code(parted(where)[0], code) if programme else code
    advice = state.advice_with(name)
    if plan is None:
        rule = next(rule for rule in view.quotas(where) if rule.code == code)
        title = f"{view.book.awards[where].name}: {rule.text}"
    elif _leader_limit(plan, code) is not None:
        return f"«{limit_words(view.book, programme, code)}»: {advice}"
    else:
        title = limit_words(view.book, programme, code)
    over = "" if state.most is None else f" cho {state.most} suất, vượt {state.count - state.most}"
    basis = f" ({state.basis})" if state.basis else ""
    return f"«{title}» có {state.count} đề nghị{over}{basis}: {advice}"


def limit_words(book: LawBook, programme: str, code: str) -> str:
    """Hạn mức nào bằng lời, of an award or of a programme; of one the book lost, its codes."""
    plan = book.programmes.get(programme)
    if plan is None:
        rule = next((rule for rule in book.quotas if rule.code == code), None)
        if programme or rule is None:
            return " · ".join(one for one in (programme, code) if one)
        kind = book.awards.get(rule.award)
        return f"{rule.award if kind is None else kind.name}: {rule.text}"
    round_code, own = parted(code)
    limit, group = _leader_limit(plan, code), plan.group(own)
    found = plan.round_of(round_code)
    called = round_code if found is None else found.name
    name = f"{plan.name}: đợt «{called}»" if round_code else plan.name
    if limit is not None:
        return f"{name}: {limit.text}"
    return f"{name}: nhóm {own} {'' if group is None else group.name}".rstrip()


ORDINARY = "cách hiểu thường lệ"
"""Khi không chọn cách hiểu nào khác."""


def reading_words(book: LawBook, programme: str, code: str, reading: str) -> str:
    """Cách hiểu đã chọn bằng lời: the denominator of a share of leaders, or what the plan says."""
    plan = book.programmes.get(programme)
    told = next((one for one in plan.readable() if one.code == code), None) if plan else None
    if told is None:
        return f"cách tính «{reading}»"
    return told.choices.get(reading, f"cách hiểu «{reading}»") if reading else ORDINARY


def _leader_limit(programme: Programme, code: str) -> LeaderLimit | None:
    own = parted(code)[1]
    return next((limit for limit in programme.leader_limits if limit.code == own), None)
