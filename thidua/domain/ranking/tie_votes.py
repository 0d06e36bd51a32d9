"""Phiếu suy tôn các đơn vị bằng điểm: which vote settles a tie, and whether its points still hold.

A vote is held on figures: the points that stood when it was opened. Its result decides a rank as
long as its units are tied; that they are tied at other points by now is told wherever it decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ranking.by_vote import MovedSince, OtherFigures, RankingVote, VainVote
from thidua.domain.scoring.scoring import UnitScore
from thidua.domain.vote.vote import Subject, VoteDraft, VoteKind

Figures = Mapping[str, str]
"""Số điểm đem ra bỏ phiếu, by unit."""


def figure(covenant: Covenant, score: UnitScore) -> str:
    """Số điểm của một đơn vị đem ra bỏ phiếu: what it is compared by; empty without a total."""
    if score.total is None:
        return ""
    said = _plain(f"{score.total:f}")
    is_of_less = covenant.ranks_by_ratio and bool(score.not_assigned)
    return f"{said}/{_plain(f'{score.assigned_max:f}')}" if is_of_less else said


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def figures_of(covenant: Covenant, scores: Mapping[str, UnitScore]) -> dict[str, str]:
    """Số điểm đem ra bỏ phiếu của mọi đơn vị."""
    return {unit: figure(covenant, score) for unit, score in scores.items()}


def is_tie_vote(draft: VoteDraft, figures: Figures) -> bool:
    """Cuộc suy tôn các đơn vị bằng điểm: fewer places than units, all of them tied.

    Whoever set it up said so; of a vote on an award held otherwise its figures do.
    """
    seats, units = draft.rules.seats, [one.unit for one in draft.candidates]
    if draft.subject not in (Subject.AWARD, Subject.OTHER):
        return False
    if not all(units) or seats is None or seats >= len(units):
        return False
    if draft.rules.kind is VoteKind.TIE:
        return True
    known = {figures.get(unit, "") for unit in units}
    return draft.subject is Subject.AWARD and len(known) == 1 and known != {""}


@dataclass(frozen=True, slots=True)
class VoteUse:
    """Chỗ dùng một cuộc bỏ phiếu: whose ranks it gave, and whose points it was held on."""

    vote: RankingVote
    units: tuple[str, ...]
    watched: tuple[str, ...]

    def moved(self, now: Figures) -> tuple[MovedSince, ...]:
        """Điểm đã đổi từ khi mở phiếu, of those that matter here."""
        return tuple(one for one in self.vote.moved(now) if one.unit in self.watched)


def latest_covering(
    votes: Sequence[RankingVote], units: Collection[str], used: Collection[RankingVote] = ()
) -> RankingVote | None:
    """Cuộc mới nhất hỏi về mọi đơn vị này, but for those that did their part already."""
    return next((one for one in votes if one not in used and one.covers(units)), None)


def vain_vote(
    votes: Sequence[RankingVote],
    units: Collection[str],
    used: Collection[RankingVote],
    latest: RankingVote | None,
) -> VainVote | None:
    """Cuộc không phân định được các đơn vị này: the `latest` on all of them, else one on a part."""
    if latest is not None:
        return None if set(latest.chosen) & set(units) else VainVote(latest.title)
    for vote in votes:
        left_out = tuple(unit for unit in units if vote.of(unit) is None)
        if vote not in used and left_out and len(left_out) + 1 < len(units):
            return VainVote(vote.title, left_out)
    return None


def other_figures(uses: Iterable[VoteUse], now: Figures) -> tuple[OtherFigures, ...]:
    """Các cuộc đang dùng mà điểm đã đổi, each once, with all that has moved."""
    moved: dict[RankingVote, dict[str, MovedSince]] = {}
    for use in uses:
        for one in use.moved(now):
            moved.setdefault(use.vote, {})[one.unit] = one
    return tuple(OtherFigures(vote.title, tuple(ones.values())) for vote, ones in moved.items())


def no_longer_tied(
    votes: Sequence[RankingVote], now: Figures, ranks: Mapping[str, int | None]
) -> tuple[OtherFigures, ...]:
    """Các cuộc suy tôn không dùng đến vì điểm đã đổi: of those that no later one took up again.

    So is one whose units still have one total, where a tie-breaker that came in between ranks them
    otherwise than the vote chose. `ranks` are of the units that stand in the ranking; points that
    keep a choice and those left out together at one total are told by the ranking itself.
    """
    found: list[OtherFigures] = []
    later: list[RankingVote] = []
    for vote in votes:
        units = [one.unit for one in vote.shares]
        moved = vote.moved(now)
        is_apart = len({now.get(unit, "") for unit in units if ranks.get(unit) is not None}) > 1
        is_overruled = not is_apart and _is_turned(vote, ranks)
        if (is_overruled or (moved and is_apart)) and not any(one.covers(units) for one in later):
            said = OtherFigures(vote.title, moved, is_used=False, is_overruled=is_overruled)
            found.append(said)
        later.append(vote)
    return tuple(found)


def _is_turned(vote: RankingVote, ranks: Mapping[str, int | None]) -> bool:
    """Hạng ngược với phiếu: somebody who was not chosen stands before somebody who was."""
    placed = [(one.unit in vote.chosen, ranks.get(one.unit)) for one in vote.shares]
    chosen = [rank for is_chosen, rank in placed if is_chosen and rank is not None]
    others = [rank for is_chosen, rank in placed if not is_chosen and rank is not None]
    return bool(chosen and others) and max(chosen) > min(others)
