"""Không tính trùng giữa các tiêu chí: one named thing counts in one line of a sheet alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.text import folded
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.rules.once import Once


@dataclass(frozen=True, slots=True)
class CountedOnce:
    """Bảng chấm sau khi bỏ phần trùng: `taken` says, by line, which other line took its events."""

    entries: Mapping[str, Entry]
    taken: Mapping[str, str] = field(default_factory=dict)


def counted_once(covenant: Covenant, entries: Mapping[str, Entry]) -> CountedOnce:
    """Tính một lần: each named achievement or fault stays in the line where it weighs most.

    Of lines where it weighs the same the first of the covenant has it. Within one line its rule
    sees to it.
    """
    if not covenant.once:
        return CountedOnce(entries)
    best: dict[tuple[Once, str], tuple[Decimal, str]] = {}
    named: list[tuple[str, Event, tuple[Once, str]]] = []
    for code, criterion in covenant.criteria.items():
        entry = entries.get(code)
        if entry is None or entry.state is not LineState.SCORED:
            continue
        for event in entry.events:
            found = criterion.rule.weight_of(event)
            if found is None or found[0] not in covenant.once:
                continue
            once, weight = found
            key = (once, folded(event.name))
            named.append((code, event, key))
            if key not in best or weight > best[key][0]:
                best[key] = (weight, code)
    changed = dict(entries)
    taken: dict[str, list[str]] = {}
    for code, event, key in named:
        winner = best[key][1]
        if winner != code:
            left = tuple(one for one in changed[code].events if one is not event)
            changed[code] = replace(changed[code], events=left)
            taken.setdefault(code, []).append(f"«{event.name}» đã tính ở {winner}")
    notes = {code: "; ".join(dict.fromkeys(said)) for code, said in taken.items()}
    return CountedOnce(changed, notes)
