"""Chữ gõ ở cột Mức: which of the words offered is meant where marks or a tick were typed instead.

Only what can mean one word alone is taken for it; anything else stays as typed, to be refused with
the words that may be typed.
"""

from collections.abc import Sequence

from thidua.domain.ground.text import clean, folded, without_marks
from thidua.domain.rules.pass_fail import FAILED, PASSED

TICKS, TICKED = frozenset({"x", "✓", "✔", "√", "v", "☑"}), PASSED
"""Dấu đánh vào ô, as people tick what was reached."""

_SIGNS = {**dict.fromkeys((*TICKS, "1"), PASSED), "0": FAILED}


def meant(word: str, offered: Sequence[str]) -> str:
    """Từ mà người gõ muốn nói; the same word where it is one of these, or none or several of them.

    A tick, 1 and 0 are read only where the words are đạt and không đạt.
    """
    typed = folded(word)
    if not typed or any(folded(one) == typed for one in offered):
        return word
    bare = without_marks(typed)
    same = {folded(one): one for one in offered if without_marks(folded(one)) == bare}
    if len(same) == 1:
        return clean(next(iter(same.values())))
    is_verdict = {PASSED, FAILED} <= set(offered)
    return _SIGNS.get(typed, word) if is_verdict and not same else word
