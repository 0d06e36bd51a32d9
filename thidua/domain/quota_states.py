"""Hạn mức của một danh hiệu, of a programme: every limit beside what is proposed under it."""

from collections.abc import Mapping, Sequence

from thidua.domain.law_book import LawView
from thidua.domain.programme import Programme
from thidua.domain.quota import (
    MEMBERS,
    Contender,
    QuotaOverride,
    QuotaState,
    leader_share,
    quota_state,
)

GROUP_LIMIT = "han-muc-nhom"
"""Mã hạn mức của nhóm trong chương trình."""


def award_quotas(
    view: LawView,
    award: str,
    contenders: Sequence[Contender],
    bases: Mapping[str, int],
    overrides: Mapping[str, QuotaOverride] | None = None,
) -> dict[str, QuotaState]:
    """Mọi hạn mức đang áp dụng cho một danh hiệu, by code.

    `bases` holds the number of units of the block under `MEMBERS`, and under the slug of another
    award how many are proposed for that.
    """
    names = {slug: kind.name for slug, kind in view.book.awards.items()}
    names[MEMBERS] = "đơn vị trong khối"
    given = overrides or {}
    return {
        rule.code: quota_state(rule.limit, contenders, bases, given.get(rule.code), names)
        for rule in view.quotas(award)
    }


def programme_quotas(
    programme: Programme,
    proposed: Mapping[str, Sequence[Contender]],
    holders: Mapping[str, bool | None],
    reading: str = "",
    overrides: Mapping[str, QuotaOverride] | None = None,
) -> dict[str, dict[str, QuotaState]]:
    """Hạn mức của từng nhóm; a limit on leaders stands in every group it counts.

    `holders` says of each individual, and of nobody else, whether he holds an office; `reading`
    chooses among the readings of the denominator, the override of a group stands under its code.
    """
    given = overrides or {}
    states = {
        group.code: {
            GROUP_LIMIT: quota_state(
                group.limit, proposed.get(group.code, ()), {}, given.get(group.code)
            )
        }
        for group in programme.groups
    }
    for limit in programme.leader_limits:
        groups = limit.with_reading(reading)
        counted = {
            row.code: holders[row.code]
            for code in groups
            for row in proposed.get(code, ())
            if row.code in holders
        }
        found = leader_share(counted, limit.share).state
        for code in groups:
            states[code][limit.code] = found
    return states
