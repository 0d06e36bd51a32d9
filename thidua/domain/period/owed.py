"""Việc còn phải làm: one thing, what kind of work it is, how far it is."""

from dataclasses import dataclass
from enum import StrEnum


class Doing(StrEnum):
    """Loại việc: what has to be done; the screens know where that is."""

    SCORE = "score"
    CHECK = "check"
    REVIEW = "review"
    ANSWER = "answer"
    VOTE = "vote"
    COUNCIL = "council"
    MOVE_STAGE = "move_stage"
    SECOND = "second"
    STATE_UNIT = "state_unit"
    OVERSEE = "oversee"
    ASSIGN = "assign"
    AGREE = "agree"
    REMIND = "remind"
    AWARD = "award"
    DOSSIER = "dossier"
    ALLOCATE = "allocate"
    JOIN = "join"
    REGISTER = "register"
    REPORT = "report"
    LIST_UNITS = "list_units"
    ADOPT_COVENANT = "adopt_covenant"
    SIGN = "sign"
    NEGOTIATE = "negotiate"
    KEEP_DATA = "keep_data"
    CHECK_DATA = "check_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedTask:
    """Một việc: in words, of which kind, and about what.

    `about` is the criterion to score, the sheet to review or the thread to answer. `done` and
    `whole` say how far it is; both 0 where that cannot be counted.
    """

    words: str
    doing: Doing
    about: str = ""
    done: int = 0
    whole: int = 0
