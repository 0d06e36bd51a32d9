"""So với dẫn đầu: who leads each line that compares units, and whose points move when he moves."""

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import Entries
from thidua.domain.scoring.sheet import HAND_WORDS, Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """Đơn vị dẫn đầu một tiêu chí: its figure in words, and the units whose points rest on it.

    `source` is whose entry it leads with: where reviewers score, they compare with what the other
    units claim.
    """

    criterion: str
    unit: str
    source: Hand
    figure: str
    moves: tuple[str, ...]

    @property
    def source_words(self) -> str:
        """Số liệu của bản nào."""
        return HAND_WORDS[self.source]


def leaders(
    covenant: Covenant,
    hand: Hand,
    entries: Mapping[str, Entries],
    claims: Mapping[str, Entries],
    reviews: Mapping[str, Mapping[str, Entries]],
) -> tuple[Leading, ...]:
    """Ai dẫn đầu từng tiêu chí so với dẫn đầu, in the order of the covenant.

    `entries` are the lines in force by unit; those that reviewers make rest on `claims`.
    """
    found: list[Leading] = []
    for criterion in covenant.criteria.values():
        if criterion.rule.compares_units:
            judged = {
                unit: lines[criterion.code]
                for unit, lines in entries.items()
                if criterion.code in lines
            }
            scored = {unit: one for unit, one in judged.items() if one.state is LineState.SCORED}
            made = {
                unit: [
                    sheet[criterion.code]
                    for sheet in reviews.get(unit, {}).values()
                    if criterion.code in sheet
                ]
                for unit, one in judged.items()
                if one.state is LineState.COMBINED
            }
            claimed = {
                unit: lines[criterion.code]
                for unit, lines in claims.items()
                if criterion.code in lines
            }
            found += _leading(
                criterion, hand, scored, {unit: [one] for unit, one in scored.items()}
            )
            if made:
                found += _leading(criterion, Hand.SELF, claimed, made)
    return tuple(found)


def _leading(
    criterion: Criterion,
    source: Hand,
    compared: Mapping[str, Entry],
    valued: Mapping[str, list[Entry]],
) -> list[Leading]:
    """Những đơn vị mà các dòng này được so với: the leaders, and others some line rests on."""
    moved: dict[str, list[str]] = {}
    for unit, lines in valued.items():
        others = {one: entry for one, entry in compared.items() if one != unit}
        rests = {one for entry in lines for one in criterion.rule.rests_on(entry, others)}
        for one in rests:
            moved.setdefault(one, []).append(unit)
    figures = dict(criterion.rule.leading(compared))
    for one in moved.keys() - figures.keys():
        figures |= criterion.rule.leading({one: compared[one]})
    return [
        Leading(
            criterion=criterion.code,
            unit=unit,
            source=source,
            figure=figures[unit],
            moves=tuple(moved.get(unit, ())),
        )
        for unit in sorted(figures)
    ]
