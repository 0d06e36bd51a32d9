"""Đề nghị khen thưởng: from being put forward to the decision, or to where the council cuts it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import Refused
from thidua.domain.movement.plan import limit_code


class ProposalState(StrEnum):
    """Trạng thái đề nghị."""

    PROPOSED = "proposed"
    VOTED = "voted"
    SENT = "sent"
    DECIDED = "decided"
    CUT = "cut"
    WITHDRAWN = "withdrawn"


MOST_PLACES = 10_000
"""Nhiều suất nhất mà một hạn mức có thể được ấn định: a bound of the form, no figure of law."""

PROPOSAL_WORDS = {
    ProposalState.PROPOSED: "đã đề nghị",
    ProposalState.VOTED: "đã bình xét",
    ProposalState.SENT: "đã trình cấp trên",
    ProposalState.DECIDED: "đã có quyết định",
    ProposalState.CUT: "hội đồng không đồng ý",
    ProposalState.WITHDRAWN: "đã rút",
}
OPEN = frozenset({ProposalState.PROPOSED, ProposalState.VOTED, ProposalState.SENT})
"""Đề nghị còn chờ kết quả."""

GONE = frozenset({ProposalState.SENT, ProposalState.DECIDED})
"""Đề nghị đã rời khối."""

STANDING = OPEN | {ProposalState.DECIDED}
"""Đề nghị đang giữ chỗ: it counts in the quota and its achievements are used."""

_NEXT: Mapping[ProposalState, frozenset[ProposalState]] = MappingProxyType(
    {
        ProposalState.PROPOSED: frozenset(ProposalState) - {ProposalState.PROPOSED},
        ProposalState.VOTED: frozenset(ProposalState)
        - {ProposalState.PROPOSED, ProposalState.VOTED},
        ProposalState.SENT: frozenset({ProposalState.DECIDED, ProposalState.CUT}),
        ProposalState.DECIDED: frozenset(),
        ProposalState.CUT: frozenset(),
        ProposalState.WITHDRAWN: frozenset(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAward:
    """Đề nghị khen thưởng của một đối tượng: where it stands, and what each step rests on.

    `despite` is why it was put forward or decided although the law book does not say eligible.
    `verdict` is the answer of the law book as it was given last, by its values. `round` is empty
    for the ordinary round of every year.
    """

    key: int
    award: str
    recipient: Recipient
    subject: str
    state: ProposalState
    programme: str = ""
    group: str = ""
    round: str = ""
    reason: str = ""
    despite: str = ""
    document: str = ""
    vote: int | None = None
    council: str = ""
    decision: str = ""
    day: date | None = None
    signer: str = ""
    authority: str = ""
    verdict: str = ""
    judged_on: date | None = None
    version: int = 1
    set_by: str = ""
    set_at: datetime | None = None
    uses: tuple[UsedAchievement, ...] = field(default=())

    @property
    def place(self) -> tuple[str, str]:
        """Hạn mức nào tính nó: the award, or the group of a programme in its round."""
        if not self.programme:
            return "", self.award
        return self.programme, limit_code(self.round, self.group)

    @property
    def is_open(self) -> bool:
        """Còn chờ kết quả."""
        return self.state in OPEN

    def require_next(self, state: ProposalState) -> None:
        """Yêu cầu đi được tới trạng thái này."""
        if state not in _NEXT[self.state]:
            raise Refused(
                f"Đề nghị này {PROPOSAL_WORDS[self.state]} nên không chuyển được sang "
                f"«{PROPOSAL_WORDS[state]}»."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """Thành tích có thể dùng: a fact that counts for one award only, as a proposal finds it.

    `used_for` is the other award that took it already; without one that `is_needed` the proposal
    is not eligible.
    """

    what: str
    year: int
    name: str
    value: str
    evidence: str = ""
    used_for: str = ""
    is_needed: bool = False

    @property
    def words(self) -> str:
        """Là gì, mức nào, năm nào."""
        return " · ".join(
            filter(None, (f"{self.name}: {self.value}", f"năm {self.year}", self.evidence))
        )


@dataclass(frozen=True, slots=True)
class AwardSplit:
    """Khen thưởng cá nhân chia theo chức vụ: leaders, direct workers, and those nobody said of."""

    leaders: int = 0
    workers: int = 0
    unknown: int = 0
