"""Dòng biểu mẫu: which rows a criterion takes in a template or grid, and what stands in them.

The rows of a stored entry are read back by `read_entry` as that same entry.
"""

from dataclasses import replace

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.rows import LEFT_BLANK_WORD, NOT_ASSIGNED_WORD, STATES_TYPED, FormRow
from thidua.domain.scoring.sheet import Hand

_STATE_WORDS = {state: word for word, state in STATES_TYPED.items()}


def form_rows(criterion: Criterion, entry: Entry | None, hand: Hand) -> list[FormRow]:
    """Các dòng của một tiêu chí, filled with what is stored."""
    given = entry or Entry(state=LineState.CLEARED)
    scored = given if given.state is LineState.SCORED else None
    first, *rest = criterion.rule.form_rows(criterion.max_points, scored)
    if criterion.rule.is_computed:
        return [replace(first, label=criterion.text, is_first=True)]
    judged = hand is Hand.VERIFIED
    states = (LEFT_BLANK_WORD, NOT_ASSIGNED_WORD) if judged else (LEFT_BLANK_WORD,)
    first = replace(
        first,
        label=criterion.text,
        choices=(*first.choices, *states),
        choice=_STATE_WORDS.get(given.state, first.choice),
        explanation="" if given.state is LineState.CLEARED else given.explanation,
        evidence="" if given.state is LineState.CLEARED else given.evidence,
        is_first=True,
    )
    return [first, *rest]
